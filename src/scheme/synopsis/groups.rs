//! Which passages belong together by the links between them.

use std::collections::HashMap;

use crate::matching::Match;
use crate::scheme::collection::Collection;
use crate::scheme::model::Strength;
use crate::text::Passage;

/// Pairs of passages that tell the same: strong links by hand, and matches that count as links.
pub(super) struct Ties {
    of: HashMap<Passage, Vec<Passage>>,
}

impl Ties {
    pub(super) fn new(collection: &Collection, matches: &[Match]) -> Self {
        let strong = collection.links.iter().filter(|link| link.strength == Strength::Strong);
        let suggested = matches.iter().filter(|found| found.linked);
        let pairs = strong.map(|link| (link.a, link.b)).chain(suggested.map(|found| (found.a, found.b)));
        let mut of: HashMap<Passage, Vec<Passage>> = HashMap::new();
        for (a, b) in pairs {
            of.entry(a).or_default().push(b);
            of.entry(b).or_default().push(a);
        }
        Self { of }
    }

    pub(super) fn of(&self, passage: Passage) -> &[Passage] {
        self.of.get(&passage).map_or(&[], Vec::as_slice)
    }

    /// Every passage that is tied to another, in the collection's order.
    pub(super) fn tied(&self) -> Vec<Passage> {
        let mut tied: Vec<_> = self.of.keys().copied().collect();
        tied.sort_unstable();
        tied
    }
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
