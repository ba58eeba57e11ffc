//! Which passages belong together by the links between them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::matching::{Evidence, EvidenceKind, Match, MatchKind};
use crate::scheme::collection::Collection;
use crate::scheme::model::Strength;
use crate::text::{DocumentIndex, Passage};

use super::{RowReason, RowReasonKind};

/// Pairs of passages that tell the same: strong links by hand, and matches that count as links.
pub(super) struct Ties<'a> {
    /// Each pair both ways, in the collection's order.
    ties: Vec<Tie<'a>>,
}

/// How a passage is tied to another.
struct Tie<'a> {
    from: Passage,
    to: Passage,
    kind: &'a MatchKind,
    /// The match, where the program found it.
    found: Option<&'a Match>,
}

/// Passages of one document that matches bring into one cell, at most.
const MOST_OF_ONE: usize = 2;

/// Words of a match that count for its row, and that its reason names.
const MOST_WORDS: usize = 8;
const NAMED_WORDS: usize = 4;

impl<'a> Ties<'a> {
    pub(super) fn new(collection: &'a Collection, matches: &'a [Match]) -> Self {
        let strong = collection.links.iter().filter(|link| link.strength == Strength::Strong);
        let counts = |found: &&Match| found.linked && !collection.is_rejected(found.a, found.b);
        let counting: Vec<&Match> = matches.iter().filter(counts).collect();
        let strong = strong.map(|link| (link.a, link.b, &link.kind, None));
        let suggested = collection.readings().brought_together(&counting);
        let suggested = suggested.iter().map(|&at| counting[at]);
        let pairs = strong.chain(suggested.map(|found| (found.a, found.b, &found.kind, Some(found))));
        let both_ways =
            |(a, b, kind, found)| [Tie { from: a, to: b, kind, found }, Tie { from: b, to: a, kind, found }];
        let mut ties: Vec<Tie<'_>> = pairs.flat_map(both_ways).collect();
        ties.sort_by_key(|tie| (tie.from, tie.to));
        Self { ties }
    }

    /// The suggested matches among passages that are sorted, best first.
    pub(super) fn reasons_in(&self, passages: &[Passage]) -> Vec<RowReason> {
        let reason = |found: &Match| {
            let words: Vec<&str> = words_of(found).take(NAMED_WORDS).map(|(word, _)| word).collect();
            // Without a word of their own, what weighs most is told.
            let text = if words.is_empty() {
                found.evidence.first().map_or_else(String::new, |part| part.text.clone())
            } else {
                words.join(", ")
            };
            RowReason { kind: RowReasonKind::Link, text, weight: found.score }
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
        for (word, weight) in self.suggested_in(passages).flat_map(words_of) {
            let met = sums.len();
            sums.entry(word).or_insert((0.0, met)).0 += weight;
        }
        let mut words: Vec<_> = sums.into_iter().map(|(word, (weight, met))| (weight, met, word)).collect();
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        words.into_iter().map(|(.., word)| word).collect()
    }

    /// The suggested matches among passages that are sorted, in their order.
    fn suggested_in(&self, passages: &[Passage]) -> impl Iterator<Item = &'a Match> {
        let mut pairs: Vec<&Tie<'_>> = Vec::new();
        for &from in passages {
            let tied = self.ties_of(from).iter();
            pairs.extend(tied.filter(|tie| from < tie.to && passages.binary_search(&tie.to).is_ok()));
        }
        let mut found: Vec<&'a Match> = pairs.iter().filter_map(|tie| tie.found).collect();
        found.dedup_by_key(|found| (found.a.min(found.b), found.a.max(found.b)));
        found.into_iter()
    }

    fn ties_of(&self, passage: Passage) -> &[Tie<'a>] {
        let ties = &self.ties[self.ties.partition_point(|tie| tie.from < passage)..];
        &ties[..ties.iter().take_while(|tie| tie.from == passage).count()]
    }

    /// What a passage is tied to.
    pub(super) fn of(&self, passage: Passage) -> impl Iterator<Item = Passage> {
        self.ties_of(passage).iter().map(|tie| tie.to)
    }

    /// How passages that are sorted match among each other, each kind once.
    pub(super) fn kinds_in(&self, passages: &[Passage]) -> Vec<MatchKind> {
        let ties = passages.iter().flat_map(|&passage| self.ties_of(passage));
        let within = ties.filter(|tie| passages.binary_search(&tie.to).is_ok());
        let mut kinds: Vec<MatchKind> = within.map(|tie| tie.kind.clone()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Every passage that is tied to another, in the collection's order.
    pub(super) fn tied(&self) -> Vec<Passage> {
        let mut tied: Vec<_> = self.ties.iter().map(|tie| tie.from).collect();
        tied.dedup();
        tied
    }
}

/// Which matches bring passages together, best first, as long as no document has more than
/// [`MOST_OF_ONE`] of them: else one weak match after another would make everything one row. What
/// it was the last time is known.
#[derive(Debug, Default)]
pub(crate) struct BroughtTogether {
    of: Vec<(Passage, Passage, f32)>,
    kept: Arc<Vec<usize>>,
}

impl BroughtTogether {
    /// Positions among the matches.
    pub(crate) fn by(&mut self, matches: &[&Match]) -> Arc<Vec<usize>> {
        if matches.is_empty() {
            return Arc::default();
        }
        let of = || matches.iter().map(|found| (found.a, found.b, found.score));
        if !self.of.iter().copied().eq(of()) {
            *self = Self { of: of().collect(), kept: Arc::new(apart(matches)) };
        }
        Arc::clone(&self.kept)
    }
}

fn apart(matches: &[&Match]) -> Vec<usize> {
    let mut best_first: Vec<usize> = (0..matches.len()).collect();
    best_first.sort_by(|&x, &y| {
        let (x, y) = (matches[x], matches[y]);
        y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut set_of: HashMap<Passage, usize> = HashMap::new();
    let mut sets: Vec<Together> = Vec::new();
    let mut kept = Vec::new();
    for at in best_first {
        let [a, b] = [matches[at].a, matches[at].b].map(|passage| {
            *set_of.entry(passage).or_insert_with(|| {
                sets.push(Together::of(passage));
                sets.len() - 1
            })
        });
        if a != b {
            let is_less = sets[a].passages.len() < sets[b].passages.len();
            let (from, to) = if is_less { (a, b) } else { (b, a) };
            if sets[to].is_crowded_by(&sets[from]) {
                continue;
            }
            let less = std::mem::take(&mut sets[from]);
            set_of.extend(less.passages.iter().map(|&passage| (passage, to)));
            sets[to].take(less);
        }
        kept.push(at);
    }
    kept
}

/// Passages that matches bring together.
#[derive(Default)]
struct Together {
    passages: Vec<Passage>,
    /// How many of each document.
    of: HashMap<DocumentIndex, usize>,
}

impl Together {
    fn of(passage: Passage) -> Self {
        Self { passages: vec![passage], of: [(passage.document, 1)].into() }
    }

    /// Whether some document would have too many, if a lesser set came in.
    fn is_crowded_by(&self, less: &Self) -> bool {
        let here = |document| self.of.get(document).copied().unwrap_or(0);
        less.of.iter().any(|(document, count)| count + here(document) > MOST_OF_ONE)
    }

    fn take(&mut self, less: Self) {
        self.passages.extend(less.passages);
        for (document, count) in less.of {
            *self.of.entry(document).or_default() += count;
        }
    }
}

/// The heaviest words that both of a match have, with what they weigh.
fn words_of(found: &Match) -> impl Iterator<Item = (&str, f32)> {
    let is_word =
        |part: &&Evidence| part.weight > 0.0 && matches!(part.kind, EvidenceKind::Term | EvidenceKind::Name);
    let words = found.evidence.iter().filter(is_word).take(MOST_WORDS);
    words.map(|part| (part.text.as_str(), part.weight))
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
