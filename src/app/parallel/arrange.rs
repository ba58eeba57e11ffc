//! How the reader arranges the parallel view: order, hiding and width of its columns, what is
//! folded.

use crate::layout::Area;
use crate::scheme::Collection;

use super::{GridRow, Parallel, WIDEN_BY};

impl Parallel {
    pub fn toggle_time(&mut self, collection: &Collection) {
        self.by_time = !self.by_time;
        self.rebuild_here(collection);
    }

    pub fn toggle_background(&mut self, collection: &Collection) {
        self.background = !self.background;
        self.rebuild_here(collection);
    }

    /// Hides the column with the cursor; `false` when it is the last one.
    pub fn hide_column(&mut self, collection: &Collection) -> bool {
        let visible = self.visible();
        if visible.len() < 2 {
            return false;
        }
        let at = visible.iter().position(|&column| column == self.column).unwrap_or(0);
        for arranged in &mut self.arranged {
            arranged.hidden |= arranged.column == self.column;
        }
        self.column = *visible.get(at + 1).unwrap_or(&visible[at.saturating_sub(1)]);
        self.rebuild_here(collection);
        true
    }

    /// Shows every column, or hides again those that the scheme hides.
    pub fn toggle_hidden(&mut self, collection: &Collection) {
        let show = self.hidden_count() > 0;
        for arranged in &mut self.arranged {
            arranged.hidden = !show && self.synopsis.columns[arranged.column].hidden;
        }
        self.rebuild_here(collection);
    }

    /// Moves the column with the cursor to the left or the right.
    pub fn shift_column(&mut self, collection: &Collection, delta: isize) {
        let visible: Vec<usize> = (0..self.arranged.len()).filter(|&at| !self.arranged[at].hidden).collect();
        let Some(at) = visible.iter().position(|&at| self.arranged[at].column == self.column) else { return };
        if let Some(to) = at.checked_add_signed(delta).filter(|&to| to < visible.len()) {
            self.arranged.swap(visible[at], visible[to]);
            self.rebuild_here(collection);
        }
    }

    /// Widens or narrows the column with the cursor, or gives its width back with `None`.
    pub fn widen(&mut self, delta: Option<isize>) {
        let now = self
            .placed
            .iter()
            .find(|placed| placed.column == self.column)
            .map_or(0, |placed| usize::from(placed.width));
        for arranged in self.arranged.iter_mut().filter(|arranged| arranged.column == self.column) {
            arranged.width = delta.map(|delta| now.saturating_add_signed(delta * WIDEN_BY as isize).max(12));
        }
        self.laid_out_for = None;
    }

    /// The columns in their order, with what is hidden, as ids for a session record.
    pub fn arrangement(&self) -> Vec<(usize, bool)> {
        self.arranged.iter().map(|arranged| (arranged.column, arranged.hidden)).collect()
    }

    /// The item and column at a cell of the screen, for the mouse.
    pub fn at(&self, area: Area, x: u16, y: u16) -> Option<(usize, usize)> {
        let row = usize::from(y.checked_sub(area.y + self.head_rows)?);
        let item = match self.rows.get(row)? {
            GridRow::Label { item } | GridRow::Cells { item, .. } => *item,
            _ => return None,
        };
        let placed = self.placed.iter().find(|placed| (placed.x..placed.x + placed.width).contains(&x))?;
        Some((item, if self.stacked { self.column } else { placed.column }))
    }
}
