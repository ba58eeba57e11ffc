//! What a matcher is told besides the texts.

use std::collections::HashMap;
use std::sync::Arc;

use crate::text::Passage;

use super::model::Unit;
use super::sparse::Rows;
use super::terms::Spellings;
use super::vectors::StaticVectors;

/// What a matcher is told besides the texts.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    pub unit: Unit,
    pub spellings: Spellings,
    pub labels: Labels,
    /// Vectors of tokens, where the reader named some.
    pub vectors: Option<Arc<StaticVectors>>,
}

/// What passages are said to be about, by somebody who knows more than their words: each label
/// with how sure that is. Two passages with a label in common get points for it.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// By label: what a reader would call it.
    names: Vec<String>,
    of: HashMap<Passage, Vec<(u32, f32)>>,
}

/// Points for a label that two passages surely have in common: half as much again as lesser
/// candidates share. Two labels, as an episode and a step of it, count twice.
const POINTS: f32 = 15.0;

impl Labels {
    /// A new label; its number.
    pub fn name(&mut self, name: String) -> u32 {
        self.names.push(name);
        self.names.len() as u32 - 1
    }

    /// Puts a label on a passage, `confidence` from 0 to 1.
    pub fn put(&mut self, passage: Passage, label: u32, confidence: f32) {
        self.of.entry(passage).or_default().push((label, confidence.clamp(0.0, 1.0)));
    }

    pub(super) fn text(&self, label: u32) -> &str {
        self.names.get(label as usize).map_or("", String::as_str)
    }

    /// A row for each passage; no rows at all without labels.
    pub(super) fn rows(&self, passages: impl Iterator<Item = Passage>) -> Rows {
        let mut rows = Rows::default();
        if self.of.is_empty() {
            return rows;
        }
        for passage in passages {
            let mut labels = self.of.get(&passage).cloned().unwrap_or_default();
            labels.sort_by_key(|(label, _)| *label);
            labels.dedup_by_key(|(label, _)| *label);
            rows.push(labels.into_iter().map(|(label, sure)| (label, sure * POINTS.sqrt())));
        }
        rows
    }
}
