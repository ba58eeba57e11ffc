//! The documents of the collection and the strongest matches between them, as one list.

use crate::layout::Area;
use crate::matching::Match;
use crate::scheme::Collection;
use crate::text::{DocumentIndex, Passage};

/// Matches listed below the documents.
const MOST_MATCHES: usize = 100;

/// A line of the list that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DocumentsRow {
    Document(DocumentIndex),
    /// Two passages that match, and how strongly.
    Match(Passage, Passage, f32),
}

/// State of the documents view.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    pub rows: Vec<DocumentsRow>,
    pub selected: usize,
    /// First row on the screen.
    pub top: usize,
    pub height: usize,
}

impl Documents {
    pub fn new(collection: &Collection, matches: &[Match]) -> Self {
        let documents = collection.document_indices().map(DocumentsRow::Document);
        let mut rows: Vec<DocumentsRow> = documents.collect();
        let counts = |found: &&Match| found.a < found.b && !collection.is_rejected(found.a, found.b);
        let pairs = matches.iter().filter(counts).take(MOST_MATCHES);
        rows.extend(pairs.map(|found| DocumentsRow::Match(found.a, found.b, found.score)));
        Self { rows, ..Self::default() }
    }

    pub fn move_by(&mut self, delta: isize) {
        self.selected = self.selected.saturating_add_signed(delta).min(self.rows.len().saturating_sub(1));
    }

    pub fn page(&mut self, delta: isize) {
        self.move_by(delta * self.height.saturating_sub(2).max(1) as isize);
    }

    /// Scrolls so that the selection is in view. A match takes three rows of the screen.
    pub fn lay_out(&mut self, area: Area) {
        self.height = usize::from(area.height).max(1);
        let last = self.rows.len().saturating_sub(1);
        // The selection is in view, and no blank rows are below while there are entries above.
        self.top = self.top.min(self.selected).max(self.topmost(self.selected)).min(self.topmost(last));
    }

    /// The first of the entries that fit on the screen down to this one.
    fn topmost(&self, bottom: usize) -> usize {
        let mut room = self.height;
        let fits = |&row: &usize| match room.checked_sub(self.row_height(row)) {
            Some(rest) => {
                room = rest;
                true
            }
            None => false,
        };
        let listed = 0..(bottom + 1).min(self.rows.len());
        listed.rev().take_while(fits).last().unwrap_or(bottom)
    }

    /// Rows of the screen that an entry takes, with the heading above it where it is the first of
    /// its kind.
    pub fn row_height(&self, row: usize) -> usize {
        match self.rows[row] {
            DocumentsRow::Document(_) => 1,
            DocumentsRow::Match(..) => 3 + 2 * usize::from(self.is_first_match(row)),
        }
    }

    pub fn is_first_match(&self, row: usize) -> bool {
        matches!(self.rows[row], DocumentsRow::Match(..))
            && !matches!(self.rows.get(row.wrapping_sub(1)), Some(DocumentsRow::Match(..)))
    }

    /// The entry at a row of the screen, counted from the top of the list.
    pub fn at(&self, row: usize) -> Option<usize> {
        let mut y = 0;
        for index in self.top..self.rows.len() {
            let height = self.row_height(index);
            if (y..y + height).contains(&row) {
                return Some(index);
            }
            y += height;
        }
        None
    }
}
