//! How many of some passages tell each trait, by its number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::scheme::suggest::{Masked, MaskedTexts, Trait, TraitKind};

use super::weight;

/// Counts the passages that have each trait. Who moved towards whom has numbers after all that
/// stands in the texts.
pub(super) struct Numbers {
    /// By number: the trait, as the first of the passages has it.
    pub traits: Vec<Option<Arc<Trait>>>,
    /// By number: passages that have it.
    telling: Vec<u32>,
    moves: HashMap<String, u32>,
}

impl Numbers {
    pub fn new(texts: &MaskedTexts) -> Self {
        let count = texts.count();
        Self { traits: vec![None; count], telling: vec![0; count], moves: HashMap::new() }
    }

    /// Counts what a passage tells.
    pub fn count(&mut self, masked: &Masked, texts: &MaskedTexts) {
        for &number in &masked.traits {
            self.traits[texts.alike(number) as usize].get_or_insert_with(|| Arc::clone(texts.get(number)));
        }
        for &number in &masked.alike {
            self.telling[number as usize] += 1;
        }
    }

    /// Counts who moved towards whom in it: the number of that.
    pub fn count_move(&mut self, text: String) -> u32 {
        let next = self.traits.len() as u32;
        let number = *self.moves.entry(text).or_insert_with_key(|text| {
            let (key, text) = (text.clone(), text.clone());
            self.traits.push(Some(Arc::new(Trait { kind: TraitKind::Direction, key, text })));
            self.telling.push(0);
            next
        });
        self.telling[number as usize] += 1;
        number
    }

    /// What each trait counts for among so many passages; nothing where none of them has it.
    pub fn weights(&self, passages: usize) -> impl Iterator<Item = f32> {
        let rarity = move |with: u32| (1.0 + passages as f32 / (with as f32 + 0.5)).ln();
        let known = self.traits.iter().zip(&self.telling);
        known.map(move |(known, &with)| known.as_ref().map_or(0.0, |known| weight(known.kind) * rarity(with)))
    }
}
