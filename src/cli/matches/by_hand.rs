//! Links made by hand, as matches.

use std::collections::HashMap;

use crate::matching::{Match, Unit};
use crate::scheme::{Collection, Link, Strength};
use crate::text::Passage;

/// The links of each passage, in the unit that is asked for.
pub(super) struct Links {
    of: HashMap<Passage, Vec<(Passage, Link)>>,
}

impl Links {
    pub(super) fn new(collection: &Collection, unit: Unit) -> Self {
        let mut of: HashMap<Passage, Vec<(Passage, Link)>> = HashMap::new();
        for link in &collection.links {
            let (a, b) = (in_unit(link.a, unit), in_unit(link.b, unit));
            for (from, to) in [(a, b), (b, a)] {
                add(of.entry(from).or_default(), to, link);
            }
        }
        Self { of }
    }

    pub(super) fn of(&self, passage: Passage) -> impl Iterator<Item = Match> {
        let links = self.of.get(&passage).into_iter().flatten();
        links.map(move |(other, link)| link.as_match(passage, *other))
    }

    /// Each pair once, the earlier passage first.
    pub(super) fn all(&self) -> impl Iterator<Item = Match> {
        self.of.keys().flat_map(|&passage| self.of(passage)).filter(|one| one.a < one.b)
    }
}

/// Several links between the same two paragraphs count once, by the strongest.
fn add(links: &mut Vec<(Passage, Link)>, to: Passage, link: &Link) {
    match links.iter_mut().find(|(known, _)| *known == to) {
        Some((_, known)) if known.strength == Strength::Weak => *known = link.clone(),
        Some(_) => {}
        None => links.push((to, link.clone())),
    }
}

fn in_unit(passage: Passage, unit: Unit) -> Passage {
    match unit {
        Unit::Paragraph => Passage { sentence: None, ..passage },
        Unit::Sentence => passage,
    }
}
