//! State of the overview: a strip for each document and the table of counts, with a cursor on a
//! passage of a strip or on a count.

mod cursor;
mod place;

use std::sync::Arc;

use crate::scheme::{Overview, StripBy};
use crate::text::Passage;

use super::survey::Kept;

pub use place::{Arrangement, Placed, PlacedCounts};

/// Which part has the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Strips,
    Counts,
}

/// State of the overview.
#[derive(Clone, Debug)]
pub struct OverviewView {
    pub kept: Kept<Overview>,
    pub by: StripBy,
    pub part: Part,
    /// Document with the cursor, in both parts.
    pub document: usize,
    /// Column of the counts with the cursor, and which of its numbers: 0 for all, then the steps.
    pub column: usize,
    pub number: usize,
    pub show_hidden: bool,
    /// How often the reader zoomed in: each time a cell stands for half as many passages.
    pub zoom: u32,
    /// What is linked with, matched by or level with the passages under the cursor, in order.
    pub related: Vec<Passage>,
    pub placed: Placed,
    /// The passage that the reader chose; shorter documents show their last instead.
    at: usize,
}

impl OverviewView {
    pub fn new(has_scheme: bool) -> Self {
        Self {
            kept: Kept::default(),
            by: if has_scheme { StripBy::Episodes } else { StripBy::Matches },
            part: Part::Strips,
            document: 0,
            column: 0,
            number: 0,
            show_hidden: false,
            zoom: 0,
            related: Vec::new(),
            placed: Placed::default(),
            at: 0,
        }
    }

    /// What is shown, once it is made.
    pub fn overview(&self) -> Option<Arc<Overview>> {
        self.kept.made.clone()
    }

    /// Columns of the counts that are not hidden.
    pub fn visible(&self) -> Vec<usize> {
        let Some(overview) = &self.kept.made else { return Vec::new() };
        let columns = overview.coverage.columns.iter().enumerate();
        columns.filter(|(_, column)| self.show_hidden || !column.hidden).map(|(index, _)| index).collect()
    }

    pub fn hidden_count(&self) -> usize {
        self.kept.made.as_ref().map_or(0, |overview| overview.coverage.columns.len()) - self.visible().len()
    }

    pub fn toggle_hidden(&mut self) {
        self.show_hidden = !self.show_hidden;
        self.settle();
    }

    /// Fewer or more passages in a cell; `false` where they are as few or as many as they get.
    pub fn zoom(&mut self, steps: isize) -> bool {
        let before = self.zoom.min(self.placed.most_zoom);
        self.zoom = before.saturating_add_signed(steps as i32).min(self.placed.most_zoom);
        self.zoom != before
    }

    /// To the next thing that the signs can stand for.
    pub fn turn_signs(&mut self, has_scheme: bool) {
        self.by = match self.by {
            StripBy::Episodes => StripBy::Steps,
            StripBy::Matches if has_scheme => StripBy::Episodes,
            StripBy::Steps | StripBy::Matches => StripBy::Matches,
        };
    }
}
