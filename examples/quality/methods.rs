//! The methods that are compared: each gives every passage its candidates.

use std::collections::HashMap;
use std::sync::Arc;

use triptych::matching::{Match, Matcher, StaticVectors, Unit};
use triptych::scheme::{Collection, matcher, matcher_with};
use triptych::text::Passage;

use crate::baseline::Bm25;
use crate::score::{Candidate, Candidates};

/// Candidates of a passage that are looked at.
pub(crate) const TOP: usize = 50;

/// Passages whose matches are held at once.
const CHUNK: usize = 256;

#[derive(Clone, Debug)]
pub(crate) enum Method {
    /// The yardstick.
    Bm25,
    /// The engine, with what every program without further files has.
    Triptych,
    /// The engine with static vectors.
    WithVectors(Arc<StaticVectors>),
}

impl Method {
    /// Every method for which there is what it needs.
    pub(crate) fn all(vectors: Option<&Arc<StaticVectors>>) -> Vec<Self> {
        let with_vectors = vectors.map(|vectors| Self::WithVectors(vectors.clone()));
        [Self::Bm25, Self::Triptych].into_iter().chain(with_vectors).collect()
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Bm25 => "BM25",
            Self::Triptych => "Triptych",
            Self::WithVectors(_) => "Triptych + vectors",
        }
    }

    /// The best candidates of these sentences, which are known by their positions.
    pub(crate) fn candidates(&self, collection: &Collection, passages: &[Passage]) -> Candidates {
        match self {
            Self::Bm25 => by_bm25(collection, passages),
            Self::Triptych => by_matcher(&matcher(collection, Unit::Sentence), passages),
            Self::WithVectors(vectors) => {
                let vectors = Some(vectors.clone());
                by_matcher(&matcher_with(collection, Unit::Sentence, vectors), passages)
            }
        }
    }
}

fn by_bm25(collection: &Collection, passages: &[Passage]) -> Candidates {
    let index = Bm25::new(&collection.documents, passages);
    let candidate = |(passage, score)| Candidate { passage: passage as u32, score, linked: false };
    let of = |at: usize| index.best(at, TOP).into_iter().map(candidate).collect();
    (0..passages.len()).map(of).collect()
}

fn by_matcher(matcher: &Matcher, passages: &[Passage]) -> Candidates {
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
