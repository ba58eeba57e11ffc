//! How the reader arranges the columns of the parallel view: their order, hiding and width.

use std::collections::HashMap;

use crate::layout::Area;
use crate::scheme::ColumnKind;

use super::super::grid;
use super::{Arranged, GridRow, Parallel, WIDEN_BY};

/// A column: which, whether hidden, and the width set for it.
pub type ArrangedColumn = (ColumnKind, bool, Option<usize>);

impl Parallel {
    /// Hides the column with the cursor; `false` when it is the last one.
    pub fn hide_column(&mut self) -> bool {
        let visible = self.visible();
        if visible.len() < 2 {
            return false;
        }
        let at = visible.iter().position(|&column| column == self.column).unwrap_or(0);
        for arranged in &mut self.arranged {
            arranged.hidden |= arranged.column == self.column;
        }
        self.column = *visible.get(at + 1).unwrap_or(&visible[at.saturating_sub(1)]);
        self.rebuild_here();
        true
    }

    /// Shows every column, or hides again those that the scheme hides.
    pub fn toggle_hidden(&mut self) {
        let show = self.hidden_count() > 0;
        for arranged in &mut self.arranged {
            arranged.hidden = !show && self.synopsis.columns[arranged.column].hidden;
        }
        self.rebuild_here();
    }

    /// Moves the column with the cursor to the left or the right.
    pub fn shift_column(&mut self, delta: isize) {
        let visible: Vec<usize> = (0..self.arranged.len()).filter(|&at| !self.arranged[at].hidden).collect();
        let Some(at) = visible.iter().position(|&at| self.arranged[at].column == self.column) else { return };
        if let Some(to) = at.checked_add_signed(delta).filter(|&to| to < visible.len()) {
            self.arranged.swap(visible[at], visible[to]);
            self.rebuild_here();
        }
    }

    /// Brings the columns that tell the row with the cursor to the front, beside each other, the
    /// one with the cursor first; `false` where they stand so already.
    pub fn gather(&mut self) -> bool {
        let row = self.items.get(self.item).and_then(|item| grid::row(&self.synopsis, item));
        let Some(row) = row else { return false };
        let here = self.column;
        let before = self.arrangement();
        let (cells, mut arranged) = (row.cells.clone(), self.arranged.clone());
        arranged.sort_by_key(|arranged| (!cells.tells(arranged.column), arranged.column != here));
        if let Some(first) = arranged.first().filter(|_| !cells.tells(here)) {
            (self.column, self.passage) = (first.column, 0);
        }
        self.arranged = arranged;
        self.first = 0;
        self.rebuild_here();
        self.arrangement() != before
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

    /// The columns in the reader's order.
    pub fn arrangement(&self) -> Vec<ArrangedColumn> {
        let of = |arranged: &Arranged| {
            (self.synopsis.columns[arranged.column].kind, arranged.hidden, arranged.width)
        };
        self.arranged.iter().map(of).collect()
    }

    /// Puts the columns in a wanted order. Columns that are not mentioned follow; at least one
    /// stays in view.
    pub fn arrange(&mut self, wanted: &[ArrangedColumn]) {
        let places: HashMap<ColumnKind, usize> =
            wanted.iter().enumerate().map(|(at, (kind, ..))| (*kind, at)).collect();
        let mut arranged: Vec<(usize, Arranged)> = Vec::new();
        for mut column in self.arranged.iter().cloned() {
            let at = places.get(&self.synopsis.columns[column.column].kind).copied();
            if let Some((_, hidden, width)) = at.map(|at| wanted[at]) {
                (column.hidden, column.width) = (hidden, width);
            }
            arranged.push((at.unwrap_or(usize::MAX), column));
        }
        arranged.sort_by_key(|(at, _)| *at);
        if arranged.iter().any(|(_, column)| !column.hidden) {
            self.arranged = arranged.into_iter().map(|(_, column)| column).collect();
            // What was never laid out is built when it is.
            if !self.items.is_empty() {
                self.rebuild_here();
            }
        }
    }

    /// The item, the column and which of the cell's passages stand at a cell of the screen, for the
    /// mouse.
    pub fn at(&self, area: Area, x: u16, y: u16) -> Option<(usize, usize, usize)> {
        let row = usize::from(y.checked_sub(area.y + self.head_rows)?);
        let (item, line) = match *self.rows.get(row)? {
            GridRow::Label { item } if self.is_stop(item) => (item, 0),
            GridRow::Cells { item, line } if self.is_stop(item) => (item, line),
            _ => return None,
        };
        let placed = self.placed.iter().find(|placed| (placed.x..placed.x + placed.width).contains(&x))?;
        let column =
            if self.stacked { self.items[item].only().unwrap_or(self.column) } else { placed.column };
        let passage = self.shown_cell(item, column).and_then(|cell| {
            let line = cell.lines.get(line).or(cell.lines.last())?;
            line.passage()
        });
        Some((item, column, passage.unwrap_or(0)))
    }
}
