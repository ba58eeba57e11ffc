//! Numbers for traits: of a few passages, small enough to be places in a table.

use std::collections::HashMap;
use std::sync::Arc;

use crate::scheme::suggest::{MaskedTexts, Trait, TraitKind};

use super::weight;

/// Numbers traits in the order in which they come and counts the passages that have each.
#[derive(Default)]
pub(super) struct Numbers {
    /// By the number that is the same for all that are alike.
    known: Vec<Option<u32>>,
    /// By who moved towards whom.
    moves: HashMap<String, u32>,
    pub traits: Vec<Arc<Trait>>,
    telling: Vec<u32>,
}

impl Numbers {
    /// The numbers of one passage's traits, ascending, each once.
    pub fn of(&mut self, traits: &[u32], moved: Option<&str>, texts: &MaskedTexts) -> Vec<u32> {
        let alike = |&number: &u32| self.of_alike(texts.alike(number), texts.get(number));
        let mut told: Vec<u32> = traits.iter().map(alike).collect();
        told.extend(moved.map(|text| self.of_move(text)));
        told.sort_unstable();
        told.dedup();
        for &number in &told {
            self.telling[number as usize] += 1;
        }
        told
    }

    fn of_alike(&mut self, alike: u32, found: &Arc<Trait>) -> u32 {
        let at = alike as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        if let Some(known) = self.known[at] {
            return known;
        }
        let next = self.add(Arc::clone(found));
        self.known[at] = Some(next);
        next
    }

    fn of_move(&mut self, text: &str) -> u32 {
        if let Some(&known) = self.moves.get(text) {
            return known;
        }
        let (kind, key) = (TraitKind::Direction, text.to_owned());
        let next = self.add(Arc::new(Trait { kind, key: key.clone(), text: key.clone() }));
        self.moves.insert(key, next);
        next
    }

    fn add(&mut self, next: Arc<Trait>) -> u32 {
        self.traits.push(next);
        self.telling.push(0);
        self.traits.len() as u32 - 1
    }

    /// What each trait counts for among so many passages.
    pub fn weights(&self, passages: usize) -> impl Iterator<Item = f32> {
        let rarity = move |with: &u32| (1.0 + passages as f32 / (*with as f32 + 0.5)).ln();
        let kinds = self.traits.iter().map(|known| weight(known.kind));
        kinds.zip(&self.telling).map(move |(weight, with)| weight * rarity(with))
    }
}
