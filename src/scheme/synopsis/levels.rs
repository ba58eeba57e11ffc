//! Passages that a person set level, two by two: those that hang together stand in one row.

use std::collections::HashMap;

use crate::scheme::model::Level;
use crate::text::Passage;

use super::groups::Sets;

/// Sets of passages that are to stand level.
#[derive(Default)]
pub(in crate::scheme) struct Levels {
    set_of: HashMap<Passage, usize>,
    /// By set: the passage that the first pair set the others level with.
    leads: HashMap<usize, Passage>,
    /// By set: what its row is called.
    labels: HashMap<usize, String>,
}

impl Levels {
    pub(in crate::scheme) fn new(pairs: &[Level]) -> Self {
        let mut numbers: HashMap<Passage, usize> = HashMap::new();
        let mut number = |passage| {
            let next = numbers.len();
            *numbers.entry(passage).or_insert(next)
        };
        let joined: Vec<(usize, usize)> = pairs.iter().map(|pair| (number(pair.a), number(pair.b))).collect();
        let mut sets = Sets::new(numbers.len());
        for (a, b) in joined {
            sets.join(a, b);
        }
        let set_of: HashMap<Passage, usize> =
            numbers.into_iter().map(|(passage, number)| (passage, sets.root(number))).collect();
        let mut leads = HashMap::new();
        let mut labels = HashMap::new();
        for Level { a, label, .. } in pairs {
            let set = set_of[a];
            leads.entry(set).or_insert(*a);
            labels.extend(label.clone().map(|label| (set, label)));
        }
        Self { set_of, leads, labels }
    }

    /// The set that a passage is in.
    pub(super) fn of(&self, passage: Passage) -> Option<usize> {
        self.set_of.get(&passage).copied()
    }

    /// What the row of a passage is called.
    pub(super) fn label(&self, passage: Passage) -> Option<&str> {
        self.labels.get(&self.of(passage)?).map(String::as_str)
    }

    /// Whether two of these were set level with each other.
    pub(super) fn join_any(&self, passages: impl Iterator<Item = Passage>) -> bool {
        let mut sets: Vec<usize> = passages.filter_map(|passage| self.of(passage)).collect();
        sets.sort_unstable();
        sets.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// The passage whose step the whole set takes.
    pub(in crate::scheme) fn lead(&self, passage: Passage) -> Option<Passage> {
        self.leads.get(&self.of(passage)?).copied()
    }
}
