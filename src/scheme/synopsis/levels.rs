//! Passages that a person set level, two by two: those that hang together stand in one row.

use std::collections::HashMap;

use crate::text::Passage;

use super::groups::Sets;

/// Sets of passages that are to stand level.
#[derive(Default)]
pub(super) struct Levels {
    set_of: HashMap<Passage, usize>,
    /// By set: the passage that the first pair set the others level with.
    leads: HashMap<usize, Passage>,
}

impl Levels {
    pub(super) fn new(pairs: &[(Passage, Passage)]) -> Self {
        let mut numbers: HashMap<Passage, usize> = HashMap::new();
        let mut number = |passage| {
            let next = numbers.len();
            *numbers.entry(passage).or_insert(next)
        };
        let joined: Vec<(usize, usize)> = pairs.iter().map(|&(a, b)| (number(a), number(b))).collect();
        let mut sets = Sets::new(numbers.len());
        for (a, b) in joined {
            sets.join(a, b);
        }
        let set_of: HashMap<Passage, usize> =
            numbers.into_iter().map(|(passage, number)| (passage, sets.root(number))).collect();
        let mut leads = HashMap::new();
        for (lead, _) in pairs {
            leads.entry(set_of[lead]).or_insert(*lead);
        }
        Self { set_of, leads }
    }

    /// The set that a passage is in.
    pub(super) fn of(&self, passage: Passage) -> Option<usize> {
        self.set_of.get(&passage).copied()
    }

    /// The passage whose step the whole set takes.
    pub(super) fn lead(&self, passage: Passage) -> Option<Passage> {
        self.leads.get(&self.of(passage)?).copied()
    }
}
