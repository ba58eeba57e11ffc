//! Coverage: how many passages of each document tell each step of each episode; without a scheme,
//! how many of them match which other document.

use std::collections::HashMap;

use crate::scheme::collection::Collection;
use crate::scheme::columns;
use crate::scheme::model::StepIndex;
use crate::scheme::synopsis::{Column, ColumnKind};
use crate::text::{DocumentIndex, Passage};

/// Passages that were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub passages: usize,
    /// The first of them in the order of the text.
    pub first: Passage,
}

/// How a document stands to a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    Told(Count),
    /// It could tell the episode, and does not.
    Silent,
    /// It was written before the episode happened: that is no silence.
    WrittenBefore,
    /// It has no match with that document.
    Unmatched,
    /// The column is the document itself.
    Itself,
}

/// Documents down, episodes with their steps across; without a scheme, documents across.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    pub columns: Vec<Column>,
    /// Parts of each column; empty without a scheme.
    pub steps: Vec<StepIndex>,
    /// By document, column and step; `None` for the whole column.
    counts: HashMap<(DocumentIndex, usize, Option<StepIndex>), Count>,
}

impl Coverage {
    /// `matched` are passages with the documents that have a match for them.
    pub(super) fn new(collection: &Collection, matched: &[(Passage, DocumentIndex)]) -> Self {
        if collection.scheme.is_empty() {
            Self::of_matches(collection, matched)
        } else {
            Self::of_codings(collection)
        }
    }

    fn of_codings(collection: &Collection) -> Self {
        let mut coverage = Self {
            columns: columns::of_episodes(collection),
            steps: collection.scheme.step_indices().collect(),
            counts: HashMap::new(),
        };
        for coding in collection.codings.iter().filter(|coding| collection.is_told(coding.passage)) {
            for &episode in &coding.coded.episodes {
                coverage.add(coding.passage, episode.0, None);
                if let Some(step) = collection.step_in(episode, coding) {
                    coverage.add(coding.passage, episode.0, Some(step));
                }
            }
        }
        coverage
    }

    fn of_matches(collection: &Collection, matched: &[(Passage, DocumentIndex)]) -> Self {
        let columns = columns::of_documents(collection, None);
        let mut coverage = Self { columns, steps: Vec::new(), counts: HashMap::new() };
        for (passage, document) in matched {
            coverage.add(*passage, document.0, None);
        }
        coverage
    }

    fn add(&mut self, passage: Passage, column: usize, step: Option<StepIndex>) {
        let count = self
            .counts
            .entry((passage.document, column, step))
            .or_insert(Count { passages: 0, first: passage });
        count.passages += 1;
        count.first = count.first.min(passage);
    }

    /// How many passages of a document are in a column, or in a step of it.
    pub fn count(&self, document: DocumentIndex, column: usize, step: Option<StepIndex>) -> Option<Count> {
        self.counts.get(&(document, column, step)).copied()
    }

    pub fn covered(&self, document: DocumentIndex, column: usize) -> Covered {
        if let Some(count) = self.count(document, column, None) {
            return Covered::Told(count);
        }
        match self.columns.get(column) {
            Some(head) if head.kind == ColumnKind::Document(document) => Covered::Itself,
            Some(head) if matches!(head.kind, ColumnKind::Document(_)) => Covered::Unmatched,
            Some(head) if head.written_before.binary_search(&document).is_ok() => Covered::WrittenBefore,
            _ => Covered::Silent,
        }
    }

    /// The largest number in it.
    pub fn largest(&self) -> usize {
        self.counts.values().map(|count| count.passages).max().unwrap_or(0)
    }
}
