//! Which passages belong together by the links between them.

use std::collections::HashMap;

use crate::matching::{Evidence, EvidenceKind, Match, MatchKind};
use crate::scheme::collection::Collection;
use crate::scheme::model::Strength;
use crate::text::Passage;

use super::{RowReason, RowReasonKind};

/// Pairs of passages that tell the same: strong links by hand, and matches that count as links.
pub(super) struct Ties {
    of: HashMap<Passage, Vec<(Passage, MatchKind)>>,
    /// By pair, the lesser passage first: what a suggested match rests on.
    suggested: HashMap<(Passage, Passage), Suggested>,
}

/// A match that the program found.
struct Suggested {
    score: f32,
    /// The heaviest words that both have, with what they weigh.
    words: Vec<(String, f32)>,
}

/// Passages of one document that matches bring into one cell, at most.
const MOST_OF_ONE: usize = 2;

/// Words of a match that are kept, and that its reason names.
const MOST_WORDS: usize = 8;
const NAMED_WORDS: usize = 4;

impl Ties {
    pub(super) fn new(collection: &Collection, matches: &[Match]) -> Self {
        let strong = collection.links.iter().filter(|link| link.strength == Strength::Strong);
        let counts = |found: &&Match| found.linked && !collection.is_rejected(found.a, found.b);
        let suggested = apart(matches.iter().filter(counts)).into_iter();
        let strong = strong.map(|link| (link.a, link.b, link.kind.clone()));
        let pairs = strong.chain(suggested.clone().map(|found| (found.a, found.b, found.kind.clone())));
        let mut of: HashMap<Passage, Vec<(Passage, MatchKind)>> = HashMap::new();
        for (a, b, kind) in pairs {
            of.entry(a).or_default().push((b, kind.clone()));
            of.entry(b).or_default().push((a, kind));
        }
        let suggested =
            suggested.map(|found| ((found.a.min(found.b), found.a.max(found.b)), words_of(found)));
        Self { of, suggested: suggested.collect() }
    }

    /// The suggested matches among passages that are sorted, best first.
    pub(super) fn reasons_in(&self, passages: &[Passage]) -> Vec<RowReason> {
        let reason = |found: &Suggested| {
            let words: Vec<&str> =
                found.words.iter().take(NAMED_WORDS).map(|(word, _)| word.as_str()).collect();
            RowReason { kind: RowReasonKind::Link, text: words.join(", "), weight: found.score }
        };
        let mut reasons: Vec<RowReason> = self.suggested_in(passages).map(reason).collect();
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        reasons
    }

    /// The words that suggested matches among passages that are sorted rest on, those first that
    /// weigh most in all of them together: what a few copies share says less of a row than what
    /// most of its passages tell.
    pub(super) fn words_in(&self, passages: &[Passage]) -> Vec<&str> {
        let mut sums: HashMap<&str, (f32, usize)> = HashMap::new();
        for (word, weight) in self.suggested_in(passages).flat_map(|found| &found.words) {
            let met = sums.len();
            sums.entry(word).or_insert((0.0, met)).0 += weight;
        }
        let mut words: Vec<_> = sums.into_iter().map(|(word, (weight, met))| (weight, met, word)).collect();
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        words.into_iter().map(|(.., word)| word).collect()
    }

    /// The suggested matches among passages that are sorted, in their order.
    fn suggested_in(&self, passages: &[Passage]) -> impl Iterator<Item = &Suggested> {
        let mut pairs: Vec<(Passage, Passage)> = Vec::new();
        for &a in passages {
            let tied = self.of(a).filter(|b| a < *b && passages.binary_search(b).is_ok());
            pairs.extend(tied.map(|b| (a, b)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs.into_iter().filter_map(|pair| self.suggested.get(&pair))
    }

    /// What a passage is tied to.
    pub(super) fn of(&self, passage: Passage) -> impl Iterator<Item = Passage> {
        self.of.get(&passage).into_iter().flatten().map(|(tied, _)| *tied)
    }

    /// How passages that are sorted match among each other, each kind once.
    pub(super) fn kinds_in(&self, passages: &[Passage]) -> Vec<MatchKind> {
        let ties = passages.iter().filter_map(|passage| self.of.get(passage)).flatten();
        let within = ties.filter(|(tied, _)| passages.binary_search(tied).is_ok());
        let mut kinds: Vec<MatchKind> = within.map(|(_, kind)| kind.clone()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Every passage that is tied to another, in the collection's order.
    pub(super) fn tied(&self) -> Vec<Passage> {
        let mut tied: Vec<_> = self.of.keys().copied().collect();
        tied.sort_unstable();
        tied
    }
}

/// The matches that bring passages together, best first, as long as no document has more than
/// [`MOST_OF_ONE`] of them: else one weak match after another would make everything one row.
fn apart<'a>(matches: impl Iterator<Item = &'a Match>) -> Vec<&'a Match> {
    let mut best_first: Vec<&Match> = matches.collect();
    best_first.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut set_of: HashMap<Passage, usize> = HashMap::new();
    let mut sets: Vec<Vec<Passage>> = Vec::new();
    let mut kept = Vec::new();
    for found in best_first {
        let [a, b] = [found.a, found.b].map(|passage| {
            *set_of.entry(passage).or_insert_with(|| {
                sets.push(vec![passage]);
                sets.len() - 1
            })
        });
        if a != b {
            let all = || sets[a].iter().chain(&sets[b]);
            let crowded =
                |one: &Passage| all().filter(|other| other.document == one.document).count() > MOST_OF_ONE;
            if all().any(crowded) {
                continue;
            }
            let (from, to) = if sets[a].len() < sets[b].len() { (a, b) } else { (b, a) };
            for passage in std::mem::take(&mut sets[from]) {
                set_of.insert(passage, to);
                sets[to].push(passage);
            }
        }
        kept.push(found);
    }
    kept
}

fn words_of(found: &Match) -> Suggested {
    let is_word =
        |part: &&Evidence| part.weight > 0.0 && matches!(part.kind, EvidenceKind::Term | EvidenceKind::Name);
    let words = found.evidence.iter().filter(is_word).take(MOST_WORDS);
    let words = words.map(|part| (part.text.clone(), part.weight));
    Suggested { score: found.score, words: words.collect() }
}

/// Sets that are joined step by step (union by the smaller root, so that the order of joining does
/// not matter).
pub(super) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    pub(super) fn root(&mut self, mut item: usize) -> usize {
        while self.parent[item] != item {
            self.parent[item] = self.parent[self.parent[item]];
            item = self.parent[item];
        }
        item
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }
}
