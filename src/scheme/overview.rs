//! The overview: a strip for each document, with what is told at each place of it, and how much
//! each document tells of what.
//!
//! Strips hold one entry for each passage, in the order of the text. How many of them share a cell
//! of the screen or of a line is decided where they are shown.

mod coverage;
mod strip;

use std::collections::HashMap;

use crate::matching::Match;
use crate::text::{BlockIndex, DocumentIndex, Passage, SentenceIndex};

use super::collection::Collection;
use super::model::Coding;

pub use coverage::{Count, Coverage, Covered};
pub use strip::{Sign, Strip, StripBy, StripCell, StripPassage, Told};

/// Strips and coverage of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// One for each document, in the collection's order.
    pub strips: Vec<Strip>,
    pub coverage: Coverage,
}

impl Overview {
    pub fn strip(&self, document: DocumentIndex) -> Option<&Strip> {
        self.strips.get(document.0)
    }

    /// Passages of the longest document.
    pub fn longest(&self) -> usize {
        self.strips.iter().map(|strip| strip.passages.len()).max().unwrap_or(0)
    }
}

/// The overview of a collection. `links` are suggested matches; those by hand are in the collection.
/// Looks at every sentence once.
pub fn overview(collection: &Collection, links: &[Match]) -> Overview {
    let pairs = matched_pairs(collection, links);
    let mut matched: HashMap<Passage, u16> = HashMap::new();
    for (passage, _) in &pairs {
        let count = matched.entry(*passage).or_default();
        *count = count.saturating_add(1);
    }
    let strips = collection.document_indices().map(|index| strip_of(collection, index, &matched)).collect();
    Overview { strips, coverage: Coverage::new(collection, &pairs) }
}

/// Each passage with each other document that has a match for it, in order.
fn matched_pairs(collection: &Collection, links: &[Match]) -> Vec<(Passage, DocumentIndex)> {
    let by_hand = collection.links.iter().map(|link| (link.a, link.b));
    let both = by_hand.chain(links.iter().map(|link| (link.a, link.b)));
    let mut pairs: Vec<_> = both.flat_map(|(a, b)| [(a, b.document), (b, a.document)]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn strip_of(collection: &Collection, index: DocumentIndex, matched: &HashMap<Passage, u16>) -> Strip {
    let document = collection.document(index);
    let mut passages = Vec::new();
    for (at, _) in document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_body()) {
        let block = BlockIndex(at);
        for sentence in 0..document.sentences(block).len() {
            let passage = Passage::sentence(index, block, SentenceIndex(sentence));
            let whole = Passage::block(index, block);
            let of = |passage| matched.get(&passage).copied().unwrap_or(0);
            let coding = collection.coding(passage).or_else(|| collection.coding(whole));
            passages.push(StripPassage {
                passage,
                told: coding.and_then(|coding| told(collection, coding)),
                matched: of(passage).max(of(whole)),
            });
        }
    }
    Strip { passages }
}

/// What a coding puts on a strip: nothing where it names no episode.
fn told(collection: &Collection, coding: &Coding) -> Option<Told> {
    let episode = *coding.coded.episodes.first()?;
    Some(Told { episode, step: collection.step_in(episode, coding), confidence: coding.confidence })
}

#[cfg(test)]
mod tests;
