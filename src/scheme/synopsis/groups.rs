//! Which passages belong together by the links between them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::matching::{Evidence, EvidenceKind, Match, MatchKind};
use crate::scheme::collection::Collection;
use crate::scheme::model::{Link, Strength};
use crate::text::{Document, DocumentIndex, Passage};

use super::{RowReason, RowReasonKind};

/// Pairs of passages that tell the same: strong links by hand, and matches that count as links.
pub(super) struct Ties<'a> {
    /// Each pair both ways, in the collection's order.
    ties: Vec<Tie<'a>>,
    documents: &'a [Document],
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
        let both_ways = |link: &'a Link| {
            let tie = |from, to| Tie { from, to, kind: &link.kind, found: None };
            [tie(link.a, link.b), tie(link.b, link.a)]
        };
        let mut ties: Vec<Tie<'_>> = strong.flat_map(both_ways).collect();
        let counts = |found: &Match| found.linked && !collection.is_rejected(found.a, found.b);
        let suggested = collection.readings().brought_together(matches, &counts);
        ties.extend(suggested.ties().iter().map(|&(from, to, at)| {
            let found = &matches[at];
            Tie { from, to, kind: &found.kind, found: Some(found) }
        }));
        ties.sort_by_key(|tie| (tie.from, tie.to));
        Self { ties, documents: &collection.documents }
    }

    /// How passages that are sorted are tied to each other.
    pub(super) fn within(&self, passages: &[Passage]) -> Within<'a> {
        let mut kinds: Vec<&MatchKind> = Vec::new();
        let mut found: Vec<&'a Match> = Vec::new();
        for &from in passages {
            for tie in self.ties_of(from).iter().filter(|tie| passages.binary_search(&tie.to).is_ok()) {
                kinds.push(tie.kind);
                found.extend(tie.found.filter(|_| from < tie.to));
            }
        }
        kinds.sort_unstable();
        kinds.dedup();
        found.dedup_by_key(|found| (found.a.min(found.b), found.a.max(found.b)));
        Within { kinds, found, documents: self.documents }
    }

    fn ties_of(&self, passage: Passage) -> &[Tie<'a>] {
        let ties = &self.ties[self.ties.partition_point(|tie| tie.from < passage)..];
        &ties[..ties.iter().take_while(|tie| tie.from == passage).count()]
    }

    /// What a passage is tied to.
    pub(super) fn of(&self, passage: Passage) -> impl Iterator<Item = Passage> {
        self.ties_of(passage).iter().map(|tie| tie.to)
    }

    /// Every passage that is tied to another, in the collection's order.
    pub(super) fn tied(&self) -> Vec<Passage> {
        let mut tied: Vec<_> = self.ties.iter().map(|tie| tie.from).collect();
        tied.dedup();
        tied
    }
}

/// How some passages are tied to each other.
pub(super) struct Within<'a> {
    kinds: Vec<&'a MatchKind>,
    /// The suggested matches, in the order of the passages.
    found: Vec<&'a Match>,
    documents: &'a [Document],
}

impl Within<'_> {
    /// How they match, each kind once.
    pub(super) fn kinds(&self) -> Vec<MatchKind> {
        self.kinds.iter().map(|&kind| kind.clone()).collect()
    }

    /// The suggested matches, best first.
    pub(super) fn reasons(&self) -> Vec<RowReason> {
        let reason = |found: &&Match| {
            let told = |part| found.told(part, self.documents);
            let words: Vec<_> = words_of(found).take(NAMED_WORDS).map(told).collect();
            // Without a word of their own, what weighs most is told.
            let text = if words.is_empty() {
                found.evidence.first().map_or_else(String::new, |part| told(part).into_owned())
            } else {
                words.join(", ")
            };
            RowReason { kind: RowReasonKind::Link, text, weight: found.score }
        };
        let mut reasons: Vec<RowReason> = self.found.iter().map(reason).collect();
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        reasons
    }

    /// The words that the suggested matches rest on, as the first of them has them, those first that weigh
    /// most in all together: what a few copies share says less of a row than what most of its passages
    /// tell.
    pub(super) fn words(&self) -> Vec<Cow<'_, str>> {
        let mut sums: HashMap<&str, (f32, usize)> = HashMap::new();
        let mut told = Vec::new();
        for found in &self.found {
            for part in words_of(found) {
                let (sum, _) = sums.entry(&*part.text).or_insert_with(|| {
                    told.push(found.told(part, self.documents));
                    (0.0, told.len() - 1)
                });
                *sum += part.weight;
            }
        }
        let mut sums: Vec<(f32, usize)> = sums.into_values().collect();
        sums.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        sums.into_iter().map(|(_, at)| std::mem::take(&mut told[at])).collect()
    }
}

/// Which matches bring passages together, best first, as long as no document has more than
/// [`MOST_OF_ONE`] of them: else one weak match after another would make everything one row. What
/// it was the last time is known.
#[derive(Debug, Default)]
pub(crate) struct BroughtTogether {
    /// Of each match what decides; `None` where it does not count.
    of: Vec<Option<(Passage, Passage, f32)>>,
    ties: Vec<Brought>,
}

/// A passage, the one that a match brings it together with, and the match's position.
type Brought = (Passage, Passage, usize);

/// Whether a match counts.
pub(crate) type Counts<'a> = dyn Fn(&Match) -> bool + Sync + 'a;

impl BroughtTogether {
    fn new(matches: &[Match], counts: &Counts<'_>) -> Self {
        let counting: Vec<(usize, &Match)> =
            matches.iter().enumerate().filter(|(_, found)| counts(found)).collect();
        let both_ways = |(at, found): (usize, &Match)| [(found.a, found.b, at), (found.b, found.a, at)];
        let mut ties: Vec<Brought> = apart(&counting).into_iter().flat_map(both_ways).collect();
        // Of two matches of the same passages the better comes first.
        ties.sort_by_key(|&(from, to, _)| (from, to));
        Self { of: matches.iter().map(|found| decides(found, counts)).collect(), ties }
    }

    /// Both ways, in order of the passages.
    pub(super) fn ties(&self) -> &[Brought] {
        &self.ties
    }

    fn is_by(&self, matches: &[Match], counts: &Counts<'_>) -> bool {
        let is_same = |(known, found): (&Option<_>, &Match)| *known == decides(found, counts);
        self.of.len() == matches.len() && self.of.par_iter().zip(matches).all(is_same)
    }

    /// The same where the matches are, else anew.
    pub(crate) fn by(known: &Arc<Self>, matches: &[Match], counts: &Counts<'_>) -> Arc<Self> {
        if known.is_by(matches, counts) { Arc::clone(known) } else { Arc::new(Self::new(matches, counts)) }
    }
}

fn decides(found: &Match, counts: &Counts<'_>) -> Option<(Passage, Passage, f32)> {
    counts(found).then_some((found.a, found.b, found.score))
}

/// The matches that bring together what is not too much of one document, best first.
fn apart<'a>(matches: &[(usize, &'a Match)]) -> Vec<(usize, &'a Match)> {
    let mut best_first = matches.to_vec();
    best_first.sort_by(|(_, x), (_, y)| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut set_of: HashMap<Passage, usize> = HashMap::new();
    let mut sets: Vec<Together> = Vec::new();
    let mut kept = Vec::new();
    for (at, found) in best_first {
        let [a, b] = [found.a, found.b].map(|passage| {
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
        kept.push((at, found));
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

/// The heaviest words that both of a match have.
fn words_of(found: &Match) -> impl Iterator<Item = &Evidence> {
    let is_word =
        |part: &&Evidence| part.weight > 0.0 && matches!(part.kind, EvidenceKind::Term | EvidenceKind::Name);
    found.evidence.iter().filter(is_word).take(MOST_WORDS)
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
