//! The methods that are compared: each gives every passage its candidates.

use std::collections::HashMap;

use triptych::matching::{Match, Unit};
use triptych::scheme::{Collection, matcher};
use triptych::text::Passage;

use crate::baseline::Bm25;
use crate::score::{Candidate, Candidates};

/// Candidates of a passage that are looked at.
pub(crate) const TOP: usize = 50;

/// Passages whose matches are held at once.
const CHUNK: usize = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The yardstick.
    Bm25,
    /// The engine, with what every program without further files has.
    Triptych,
}

impl Method {
    pub(crate) const ALL: [Self; 2] = [Self::Bm25, Self::Triptych];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bm25 => "BM25",
            Self::Triptych => "Triptych",
        }
    }

    /// The best candidates of these sentences, which are known by their positions.
    pub(crate) fn candidates(self, collection: &Collection, passages: &[Passage]) -> Candidates {
        match self {
            Self::Bm25 => by_bm25(collection, passages),
            Self::Triptych => by_matcher(collection, passages),
        }
    }
}

fn by_bm25(collection: &Collection, passages: &[Passage]) -> Candidates {
    let index = Bm25::new(&collection.documents, passages);
    let candidate = |(passage, score)| Candidate { passage: passage as u32, score, linked: false };
    let of = |at: usize| index.best(at, TOP).into_iter().map(candidate).collect();
    (0..passages.len()).map(of).collect()
}

fn by_matcher(collection: &Collection, passages: &[Passage]) -> Candidates {
    let matcher = matcher(collection, Unit::Sentence);
    let numbers: HashMap<Passage, u32> = passages.iter().copied().zip(0..).collect();
    let candidate = |one: &Match| {
        let passage = *numbers.get(&one.b)?;
        Some(Candidate { passage, score: one.score, linked: one.linked })
    };
    let mut candidates = Candidates::default();
    for chunk in passages.chunks(CHUNK) {
        let found = matcher.matches_of_each(chunk, TOP);
        candidates.extend(found.iter().map(|found| found.iter().filter_map(candidate).collect()));
    }
    candidates
}
