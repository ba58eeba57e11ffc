//! How the rows of the parallel view are shown: by steps or by time, folded, filtered. The shape
//! stays when the rows are laid out anew.

use std::sync::Arc;

use crate::layout::RowAddress;
use crate::scheme::{Axis, Collection, Filter, FilterPart};

use super::super::grid::{GridItem, Summaries};
use super::{ArrangedColumn, Parallel, Rows};

/// Lines to which a cell is folded where no other number is given.
pub const FOLDED_LINES: usize = 3;

/// What the reader chose to see of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    pub by_time: bool,
    /// Whether long background is unfolded.
    pub background: bool,
    /// The summaries of cells, where columns are episodes and bands are steps.
    pub summaries: Summaries,
    pub filter: Filter,
    /// Lines to which every cell is folded that was not unfolded by itself.
    pub fold: Option<usize>,
}

impl Parallel {
    /// Shows the rows in another shape; the cursor stays on its passage where it can.
    pub fn set_shape(&mut self, collection: &Collection, shape: Shape) {
        if shape != self.shape {
            let only_folds = Shape { fold: self.shape.fold, ..shape.clone() } == self.shape;
            self.shape = shape;
            if only_folds { self.fold_anew() } else { self.reshape(collection) }
        }
    }

    pub fn toggle_time(&mut self, collection: &Collection) {
        self.set_shape(collection, Shape { by_time: !self.shape.by_time, ..self.shape.clone() });
    }

    pub fn toggle_background(&mut self, collection: &Collection) {
        self.set_shape(collection, Shape { background: !self.shape.background, ..self.shape.clone() });
    }

    /// Shows the summaries so. The cursor stays on its passage, else in its cell.
    pub fn set_summaries(&mut self, summaries: Summaries) {
        let (here, column) = (self.here(), self.column);
        let band = self.items.get(self.item).map(GridItem::band);
        self.shape.summaries = summaries;
        self.rebuild_here();
        if let Some(band) = band.filter(|_| here.is_none() || self.here() != here) {
            (self.column, self.passage) = (column, 0);
            let of_band = || self.items.iter().position(|item| item.stop().is_some() && item.band() == band);
            self.item = self.first_told(band, column).or_else(of_band).unwrap_or(self.item);
            self.settle_column();
        }
        self.scroll_to_title();
    }

    /// Scrolls to the title above the cursor's row, as far as the cursor stays in view.
    fn scroll_to_title(&mut self) {
        let is_title =
            |item: &usize| matches!(self.items.get(*item), Some(GridItem::Band(_) | GridItem::Head { .. }));
        if let Some(item) = (0..=self.item).rev().find(is_title) {
            self.top = RowAddress { item, row: usize::from(item > 0) };
            self.anchor = None;
        }
    }

    /// Whether the cursor is on summaries that stand for the rows.
    pub fn is_on_summary(&self) -> bool {
        matches!(self.items.get(self.item), Some(GridItem::Summaries { .. }))
    }

    /// The summaries that can be shown: only a step of an episode has one.
    pub(super) fn summaries(&self) -> Summaries {
        if self.axis() == Axis::Episodes { self.shape.summaries } else { Summaries::Hidden }
    }

    pub fn toggle_filter(&mut self, collection: &Collection, part: FilterPart) {
        let mut shape = self.shape.clone();
        shape.filter.toggle(part);
        self.set_shape(collection, shape);
    }

    /// Shows everything again; `false` when nothing was left out.
    pub fn clear_filter(&mut self, collection: &Collection) -> bool {
        let active = self.shape.filter.is_active();
        self.set_shape(collection, Shape { filter: Filter::default(), ..self.shape.clone() });
        active
    }

    /// The filter in words and how many of the rows it lets through; `None` without one.
    pub fn filter_words(&self, collection: &Collection) -> Option<String> {
        let words = self.shape.filter.words(collection);
        let (shown, all) = self.counts;
        (!words.is_empty()).then(|| format!("{}: {shown} of {all} rows", words.join(" \u{b7} ")))
    }

    /// The view of other rows in the same shape, with these columns.
    pub(in crate::app) fn over(&self, rows: Arc<Rows>, columns: &[ArrangedColumn]) -> Self {
        let kind = self.synopsis.columns.get(self.column).map(|column| column.kind);
        let mut other = Self::new(rows);
        other.arrange(columns);
        other.shape = self.shape.clone();
        other.rival.clone_from(&self.rival);
        let column = other.synopsis.columns.iter().position(|column| Some(column.kind) == kind);
        other.column = column.unwrap_or(0);
        if other.axis() == self.axis() {
            other.item = self.item;
        }
        other
    }

    // ---- folded cells

    /// Folds every cell to so many lines, or unfolds all with `None`.
    pub fn fold_cells(&mut self, lines: Option<usize>) {
        self.shape.fold = lines;
        self.fold_anew();
    }

    fn fold_anew(&mut self) {
        self.turned.clear();
        self.rebuild_here();
    }

    /// Folds the cell with the cursor, or unfolds it.
    pub fn toggle_cell(&mut self) {
        if let Some(place) = self.cell_place(self.item, self.column) {
            if !self.turned.remove(&place) {
                self.turned.insert(place);
            }
            self.passage = 0;
            self.rebuild_here();
        }
    }

    /// To how many lines a cell is folded; `None` when it is not.
    pub fn fold_of(&self, item: usize, column: usize) -> Option<usize> {
        let turned = self.cell_place(item, column).is_some_and(|place| self.turned.contains(&place));
        match self.shape.fold {
            Some(lines) => (!turned).then_some(lines),
            None => turned.then_some(FOLDED_LINES),
        }
    }

    /// Band, row and column of a cell: the same in any arrangement of columns.
    fn cell_place(&self, item: usize, column: usize) -> Option<(usize, usize, usize)> {
        match *self.items.get(item)? {
            GridItem::Row { band, row, .. } => Some((band, row, column)),
            _ => None,
        }
    }

    /// What the cursor is on is never folded away.
    pub(super) fn unfold_to_cursor(&mut self, collection: &Collection) {
        if self.passage == 0 || self.fold_of(self.item, self.column).is_none() {
            return;
        }
        if !self.cursor_layout(collection).shows(self.passage)
            && let Some(place) = self.cell_place(self.item, self.column)
        {
            if !self.turned.remove(&place) {
                self.turned.insert(place);
            }
            self.cells.clear();
        }
    }
}
