//! Analogies: passages of different episodes that play the same part at the same step. Names and
//! figures are masked, so that what is left is what was done: the words for it, the terms that the
//! scheme gives for steps, the kind of deed (`deeds`), and who of its actors stand in it or moved
//! towards whom.
//!
//! Two groups of passages are as like as the cosine of what they tell, weighed by how rare it is,
//! times how surely each tells its step: what stands level in a parallel view is what the episodes
//! have in common, and that is what the scheme gives for their step. Each shared thing adds its
//! share of the score.

mod compared;
mod deeds;
mod numbers;
mod shared;

use std::sync::Arc;

use crate::text::Passage;

use super::collection::Collection;
use super::model::{Direction, EpisodeIndex, StepIndex};
use super::suggest::{Masked, Trait, TraitKind};
use numbers::Numbers;

pub(super) use compared::{Compared, Shared};
pub(super) use deeds::deeds;

/// How much a thing counts besides its rarity: who moved towards whom says most, and a term of the
/// scheme or a kind of deed says more than any word.
fn weight(kind: TraitKind) -> f32 {
    match kind {
        TraitKind::Word | TraitKind::Actors | TraitKind::Passage => 1.0,
        TraitKind::Term | TraitKind::Deed => 1.5,
        TraitKind::Direction => 3.0,
    }
}

/// Least score of analogous groups.
pub(super) const ANALOGOUS: f32 = 0.008;

/// Passages of one episode at one step that stand together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub episode: EpisodeIndex,
    pub step: StepIndex,
    pub passages: Vec<Passage>,
}

/// What the passages of a collection tell, ready to be compared.
pub struct Analogies {
    /// In order of the passages, each once.
    told: Vec<Told>,
    /// By number; `None` for what none of the passages tells.
    traits: Vec<Option<Arc<Trait>>>,
    /// By number: the square of what it counts for. Sums of them are exact in double precision, so
    /// that the order of the numbers does not matter.
    squares: Vec<f32>,
    /// By step: whether who moved towards whom belongs to it.
    directed: Vec<bool>,
}

/// What one passage tells.
struct Told {
    passage: Passage,
    masked: Arc<Masked>,
    direction: Option<Direction>,
    /// The number of who moved towards whom: greater than those of all that stands in the texts.
    moved: Option<u32>,
}

impl Analogies {
    /// Masks the passages that were not masked before. Linear in their length.
    pub fn new(collection: &Collection, passages: impl IntoIterator<Item = Passage>) -> Self {
        let scheme = &collection.scheme;
        let readings = collection.readings();
        let mut texts = readings.masked();
        let mut passages: Vec<Passage> = passages.into_iter().collect();
        passages.sort();
        passages.dedup();
        let told = |passage| {
            let masked = texts.masked(scheme, &collection.documents, passage);
            let direction = collection.coding(passage).and_then(|coding| coding.coded.direction);
            Told { passage, masked, direction, moved: None }
        };
        let mut told: Vec<Told> = passages.into_iter().map(told).collect();
        let mut numbers = Numbers::new(&texts);
        for told in &mut told {
            numbers.count(&told.masked, &texts);
            let moved = told.direction.map(|direction| scheme.direction_text(direction));
            told.moved = moved.map(|text| numbers.count_move(text));
        }
        let squares = numbers.weights(told.len()).map(|weight| weight.powi(2)).collect();
        let directed = scheme.steps.iter().map(|step| step.directed).collect();
        Self { told, traits: numbers.traits, squares, directed }
    }

    /// The position of a passage among those that are told.
    fn position(&self, passage: Passage) -> Option<usize> {
        self.told.binary_search_by_key(&passage, |told| told.passage).ok()
    }

    /// Groups of passages, ready to be compared with each other.
    pub fn compared<'a>(&'a self, groups: &'a [Group]) -> Compared<'a> {
        Compared::new(self, groups)
    }
}

#[cfg(test)]
mod tests;
