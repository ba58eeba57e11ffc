//! The cells of one row: only those that hold something, since of a thousand columns a row has two.

use std::ops::Index;

use super::{Cell, CellPassage};
use crate::text::Passage;

const NOTHING: &Cell = &Cell { passages: Vec::new() };

/// One cell for each column; an empty one costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    /// Columns with something in them, ascending.
    told: Vec<(usize, Cell)>,
    columns: usize,
}

impl Cells {
    /// Puts passages into their columns, each once, in order of their documents.
    pub fn new(columns: usize, passages: impl IntoIterator<Item = (usize, CellPassage)>) -> Self {
        let mut passages: Vec<(usize, CellPassage)> = passages.into_iter().collect();
        passages.sort_by_key(|(column, found)| (*column, found.passage));
        passages.dedup_by_key(|(column, found)| (*column, found.passage));
        let mut told: Vec<(usize, Cell)> = Vec::new();
        for (column, found) in passages {
            match told.last_mut().filter(|(last, _)| *last == column) {
                Some((_, cell)) => cell.passages.push(found),
                None => told.push((column, Cell { passages: vec![found] })),
            }
        }
        Self { told, columns }
    }

    /// The cells with the passages that are to be kept.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(&CellPassage) -> bool) -> Self {
        let kept = self.passages().filter(|(_, found)| keep(found));
        Self::new(self.columns, kept.map(|(column, found)| (column, found.clone())))
    }

    /// Of how many columns.
    pub fn len(&self) -> usize {
        self.columns
    }

    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    pub fn get(&self, column: usize) -> Option<&Cell> {
        match self.told.binary_search_by_key(&column, |(at, _)| *at) {
            Ok(at) => Some(&self.told[at].1),
            Err(_) => (column < self.columns).then_some(NOTHING),
        }
    }

    /// Whether the column has a passage.
    pub fn tells(&self, column: usize) -> bool {
        self.told.binary_search_by_key(&column, |(at, _)| *at).is_ok()
    }

    /// Every cell, empty ones too.
    pub fn iter(&self) -> impl Iterator<Item = &Cell> {
        (0..self.columns).map(|column| &self[column])
    }

    /// The cells that hold something, with their columns.
    pub fn told(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.told.iter().map(|(column, cell)| (*column, cell))
    }

    /// Every passage with its column.
    pub fn passages(&self) -> impl Iterator<Item = (usize, &CellPassage)> {
        self.told().flat_map(|(column, cell)| cell.passages.iter().map(move |found| (column, found)))
    }

    /// Every passage once, in order.
    pub fn distinct(&self) -> Vec<Passage> {
        let mut passages: Vec<Passage> = self.passages().map(|(_, found)| found.passage).collect();
        passages.sort_unstable();
        passages.dedup();
        passages
    }
}

impl Index<usize> for Cells {
    type Output = Cell;

    fn index(&self, column: usize) -> &Cell {
        self.get(column).expect("a column of the synopsis")
    }
}
