//! Links made by hand, as matches.

use std::collections::HashMap;

use crate::matching::{Evidence, EvidenceKind, Match, MatchKind, Unit};
use crate::scheme::{Collection, Strength};
use crate::text::Passage;

/// Weight of a strong link and of a weak one. A person's word stands above what is only similar
/// in the same way that 1 stands above a share of it.
const STRONG: f32 = 1.0;
const WEAK: f32 = 0.5;

/// The links of each passage, in the unit that is asked for.
pub(super) struct Links {
    of: HashMap<Passage, Vec<(Passage, Strength)>>,
}

impl Links {
    pub(super) fn new(collection: &Collection, unit: Unit) -> Self {
        let mut of: HashMap<Passage, Vec<(Passage, Strength)>> = HashMap::new();
        for link in &collection.links {
            let (a, b) = (in_unit(link.a, unit), in_unit(link.b, unit));
            for (from, to) in [(a, b), (b, a)] {
                add(of.entry(from).or_default(), to, link.strength);
            }
        }
        Self { of }
    }

    pub(super) fn of(&self, passage: Passage) -> impl Iterator<Item = Match> {
        let links = self.of.get(&passage).into_iter().flatten();
        links.map(move |&(other, strength)| found(passage, other, strength))
    }

    /// Each pair once, the earlier passage first.
    pub(super) fn all(&self) -> impl Iterator<Item = Match> {
        self.of.keys().flat_map(|&passage| self.of(passage)).filter(|one| one.a < one.b)
    }
}

/// Several links between the same two paragraphs count once, by the strongest.
fn add(links: &mut Vec<(Passage, Strength)>, to: Passage, strength: Strength) {
    match links.iter_mut().find(|(known, _)| *known == to) {
        Some((_, known)) if strength == Strength::Strong => *known = strength,
        Some(_) => {}
        None => links.push((to, strength)),
    }
}

fn in_unit(passage: Passage, unit: Unit) -> Passage {
    match unit {
        Unit::Paragraph => Passage { sentence: None, ..passage },
        Unit::Sentence => passage,
    }
}

fn found(a: Passage, b: Passage, strength: Strength) -> Match {
    let (weight, text, kind) = match strength {
        Strength::Strong => (STRONG, "strong link", MatchKind::SameEvent),
        Strength::Weak => (WEAK, "weak link", MatchKind::Echo),
    };
    let part = Evidence {
        kind: EvidenceKind::Hand,
        text: text.to_owned(),
        weight,
        spans_a: Vec::new(),
        spans_b: Vec::new(),
    };
    Match { a, b, score: weight, linked: true, kind, evidence: vec![part], by_hand: true }
}
