//! The cursor of the parallel view: by row, column, passage and band, and to a passage or a cell.

use crate::layout::RowAddress;
use crate::layout::scroll::advance;
use crate::scheme::{Axis, Collection, ColumnKind, EpisodeIndex, Filter, StepIndex};
use crate::text::Passage;

use super::super::grid::{self, GridItem, Summaries};
use super::{Parallel, Shape, Spot};

impl Parallel {
    /// The passage under the cursor.
    pub fn here(&self) -> Option<Passage> {
        let cell = grid::cell(&self.synopsis, self.items.get(self.item)?, self.column)?;
        cell.passages
            .get(self.passage.min(cell.passages.len().checked_sub(1)?))
            .map(|passage| passage.passage)
    }

    /// Where nothing is told under the cursor, the first passage of its row that is in view.
    pub(in crate::app) fn beside(&self) -> Option<Passage> {
        let cells = self.visible();
        let mut cells =
            cells.iter().filter_map(|&column| grid::cell(&self.synopsis, self.items.get(self.item)?, column));
        let found = cells.find_map(|cell| cell.passages.first());
        found.filter(|_| self.here().is_none()).map(|found| found.passage)
    }

    /// The column with the cursor.
    pub(in crate::app) fn column_kind(&self) -> Option<ColumnKind> {
        self.synopsis.columns.get(self.column).map(|column| column.kind)
    }

    /// Takes the cursor to a column in the row where it is, if both are in view.
    pub(in crate::app) fn go_to_column(&mut self, kind: ColumnKind) {
        let column = self.visible().into_iter().find(|&column| self.synopsis.columns[column].kind == kind);
        if let Some(column) = column.filter(|column| *column != self.column && !self.stacked) {
            (self.column, self.passage) = (column, 0);
        }
    }

    /// The step of the row with the cursor.
    pub fn step(&self) -> Option<StepIndex> {
        self.synopsis.bands.get(self.items.get(self.item)?.band())?.step
    }

    /// The episode of the column with the cursor.
    pub fn episode(&self) -> Option<EpisodeIndex> {
        match (self.synopsis.columns.get(self.column)?.kind, self.axis()) {
            (ColumnKind::Episode(episode), _) | (_, Axis::Documents(Some(episode))) => Some(episode),
            _ => None,
        }
    }

    /// Where the cursor is, whatever the shape of the strip.
    pub(super) fn spot(&self) -> Spot {
        let stop = self.items.get(self.item).and_then(GridItem::stop);
        (stop, self.column, self.passage)
    }

    /// Whether the cursor can be on an item.
    pub(super) fn is_stop(&self, item: usize) -> bool {
        self.items.get(item).is_some_and(|item| item.stop().is_some())
    }

    /// Whether the cursor can be on an item and the column tells something there.
    fn is_told(&self, item: usize, column: usize) -> bool {
        match self.items[item] {
            GridItem::Summaries { band, only, alone } => {
                let silent = self.synopsis.bands[band].silent.get(column) == Some(&true);
                alone && !silent && only.is_none_or(|only| only == column)
            }
            _ => grid::cell(&self.synopsis, &self.items[item], column)
                .is_some_and(|cell| !cell.passages.is_empty()),
        }
    }

    /// The first item of a band where a column tells something.
    pub(super) fn first_told(&self, band: usize, column: usize) -> Option<usize> {
        (0..self.items.len()).find(|&item| self.items[item].band() == band && self.is_told(item, column))
    }

    /// Moves the cursor onto a row of cells, first in the direction of `delta`.
    pub(super) fn settle(&mut self, delta: isize) {
        for direction in [delta.signum(), -delta.signum()] {
            let mut at = self.item;
            while at < self.items.len() {
                if self.is_stop(at) {
                    self.item = at;
                    self.settle_column();
                    return;
                }
                let Some(next) = at.checked_add_signed(if direction == 0 { 1 } else { direction }) else {
                    break;
                };
                at = next;
            }
        }
    }

    /// Puts the cursor on a passage of a cell of the screen.
    pub fn click(&mut self, (item, column, passage): (usize, usize, usize)) {
        (self.item, self.column, self.passage) = (item, column, passage);
        self.settle_column();
    }

    /// Where the columns stand below each other, the cursor's column is the row's.
    pub(super) fn settle_column(&mut self) {
        if !self.stacked {
            return;
        }
        if let Some(column) = self.items.get(self.item).and_then(GridItem::only) {
            self.column = column;
        }
    }

    /// By cells: to the next row where this column has something, or, where nothing follows, to
    /// the next row.
    pub fn move_rows(&mut self, delta: isize) {
        self.passage = 0;
        for _ in 0..delta.unsigned_abs() {
            match self.row_after(delta.signum()) {
                Some(item) => {
                    self.item = item;
                    self.settle_column();
                }
                None if self.stacked => return self.turn_band(delta.signum()),
                None => return,
            }
        }
    }

    fn row_after(&self, delta: isize) -> Option<usize> {
        let rows = |item: &usize| self.is_stop(*item);
        let told = |item: &usize| self.is_told(*item, self.column);
        let (mut below, mut above) = (self.item + 1..self.items.len(), (0..self.item).rev());
        let after: &mut dyn Iterator<Item = usize> = if delta > 0 { &mut below } else { &mut above };
        let mut after = after.filter(rows);
        let first = after.next()?;
        if self.stacked || told(&first) { Some(first) } else { Some(after.find(told).unwrap_or(first)) }
    }

    /// Where one step is shown at a time: goes on to the next or the one before.
    fn turn_band(&mut self, delta: isize) {
        let Some(band) = self.band.checked_add_signed(delta).filter(|&band| band < self.synopsis.bands.len())
        else {
            return;
        };
        self.band = band;
        self.rebuild(None);
        self.item = if delta < 0 { self.items.len().saturating_sub(1) } else { 0 };
        self.settle(delta);
        self.top = RowAddress::default();
    }

    /// To another column; in the stacked layout, to the next row of another column.
    pub fn move_columns(&mut self, delta: isize) {
        self.passage = 0;
        let visible = self.visible();
        let Some(at) = visible.iter().position(|&column| column == self.column) else { return };
        let to = at.saturating_add_signed(delta).min(visible.len() - 1);
        if self.stacked {
            let wanted = visible[to];
            let row = self.items.iter().position(|item| item.stop().is_some() && item.only() == Some(wanted));
            if let Some(row) = row {
                self.item = row;
                self.column = wanted;
            }
            return;
        }
        self.column = visible[to];
    }

    /// To another passage of the same cell, then of the cells below or above.
    pub fn move_passages(&mut self, delta: isize) {
        let count = self.cell_len();
        match self.passage.checked_add_signed(delta) {
            Some(next) if next < count => self.passage = next,
            _ => {
                self.move_rows(delta.signum());
                self.passage = if delta < 0 { self.cell_len().saturating_sub(1) } else { 0 };
            }
        }
    }

    fn cell_len(&self) -> usize {
        self.items
            .get(self.item)
            .and_then(|item| grid::cell(&self.synopsis, item, self.column))
            .map_or(0, |cell| cell.passages.len())
    }

    /// To the first row of another band.
    pub fn move_bands(&mut self, delta: isize) {
        self.passage = 0;
        if self.stacked {
            self.turn_band(delta);
            if delta < 0 {
                self.item = 0;
                self.settle(1);
            }
            return;
        }
        let here = self.item;
        let bands: Vec<usize> =
            (0..self.items.len()).filter(|&at| matches!(self.items[at], GridItem::Band(_))).collect();
        let current = bands.partition_point(|&at| at <= here).saturating_sub(1);
        let target = current.saturating_add_signed(delta).min(bands.len().saturating_sub(1));
        if let Some(&item) = bands.get(target) {
            self.item = item;
            self.settle(1);
            self.top = RowAddress { item, row: usize::from(item > 0) };
        }
    }

    pub fn page(&mut self, collection: &Collection, delta: isize) {
        let from = RowAddress { item: self.item, row: 0 };
        let rows = delta * self.height.saturating_sub(2).max(1) as isize;
        let count = self.items.len();
        let to = advance(from, rows, count, |item| self.item_height(collection, item));
        let before = self.item;
        self.passage = 0;
        self.item = to.item;
        self.settle(delta);
        if self.item == before {
            self.move_rows(delta.signum());
        }
    }

    /// To the first row, or to the last one where the column tells something; from there on, to the
    /// very last.
    pub fn go_to_edge(&mut self, end: bool) {
        self.passage = 0;
        let told = |item: &usize| self.is_stop(*item) && self.is_told(*item, self.column);
        let below = (self.item + 1..self.items.len()).rev().filter(|_| !self.stacked);
        let last = || below.into_iter().find(told).unwrap_or(self.items.len().saturating_sub(1));
        self.item = if end { last() } else { 0 };
        self.settle(if end { -1 } else { 1 });
    }

    /// Takes the cursor to a passage; `false` when the view does not show it.
    pub fn find(&mut self, passage: Passage) -> bool {
        let columns = self.visible();
        let rows: Vec<(usize, usize)> = self.shown.places_of(passage).collect();
        let holds = |item: &GridItem| match *item {
            GridItem::Row { band, row, .. } => rows.contains(&(band, row)),
            _ => false,
        };
        for (item, content) in self.items.iter().enumerate().filter(|(_, content)| holds(content)) {
            let places = grid::places(&self.synopsis, content, passage);
            let in_column = |wanted: usize| places.iter().find(|(column, _)| *column == wanted);
            let order =
                std::iter::once(self.column).chain(columns.iter().copied().filter(|_| !places.is_empty()));
            if let Some(&(column, at)) = order.into_iter().find_map(in_column) {
                (self.item, self.column, self.passage) = (item, column, at);
                return true;
            }
        }
        false
    }

    /// Builds the strip in the shape that was set and takes the cursor to a passage.
    pub fn restore(&mut self, passage: Option<Passage>) {
        self.rebuild(None);
        if let Some(passage) = passage {
            self.reveal_in_shape(passage);
        }
    }

    /// Takes the cursor to a passage, unfolding background, turning to its step or clearing the
    /// filter to show it. `false` when it stands in no row.
    pub fn reveal(&mut self, collection: &Collection, passage: Passage) -> bool {
        if self.reveal_in_shape(passage) {
            return true;
        }
        if !self.stands(passage) {
            return false;
        }
        let with_rows = match self.shape.summaries {
            Summaries::Instead => Shape { summaries: Summaries::Above, ..self.shape.clone() },
            _ => self.shape.clone(),
        };
        let unfolded = Shape { background: true, ..with_rows.clone() };
        let unfiltered = Shape { filter: Filter::default(), ..unfolded.clone() };
        let found = [with_rows, unfolded, unfiltered].into_iter().any(|shape| {
            self.set_shape(collection, shape);
            self.reveal_in_shape(passage)
        });
        // Where the rows are still put in shape, it is found then.
        self.sought = (!found && self.is_due()).then_some(passage);
        found || self.sought.is_some()
    }

    /// Whether a passage stands in some row, seen or not.
    pub fn stands(&self, passage: Passage) -> bool {
        self.whole.stands(passage)
    }

    /// As [`Self::reveal`], as far as the filter lets it through.
    pub(super) fn reveal_in_shape(&mut self, passage: Passage) -> bool {
        if self.find(passage) {
            return true;
        }
        let Some((band, _)) = self.shown.places_of(passage).next() else { return false };
        self.show_column_of(passage);
        self.band = band;
        self.rebuild(None);
        if self.summaries() == Summaries::Instead && self.synopsis.bands[band].step.is_some() {
            self.item = self.first_told(band, self.column).unwrap_or(self.item);
            self.passage = 0;
            return false;
        }
        if !self.find(passage) {
            self.shape.background = true;
            self.rebuild(None);
        }
        self.find(passage)
    }

    /// Brings a column into view that has the passage, where none in view has it.
    fn show_column_of(&mut self, passage: Passage) {
        let rows = self.shown.places_of(passage).map(|(band, row)| &self.synopsis.bands[band].rows[row]);
        let standing = rows.flat_map(|row| row.cells.passages());
        let with: Vec<usize> =
            standing.filter(|(_, found)| found.passage == passage).map(|(column, _)| column).collect();
        let visible = self.visible();
        if with.iter().any(|column| visible.contains(column)) {
            return;
        }
        for arranged in &mut self.arranged {
            arranged.hidden &= !with.contains(&arranged.column);
        }
    }

    /// Takes the cursor to a step of a column. `false` where nothing is told there.
    pub fn go_to_cell(&mut self, step: StepIndex, kind: ColumnKind) -> bool {
        let Some(column) = self.synopsis.columns.iter().position(|column| column.kind == kind) else {
            return false;
        };
        let Some(band) = self.synopsis.bands.iter().position(|band| band.step == Some(step)) else {
            return false;
        };
        for arranged in &mut self.arranged {
            if arranged.column == column {
                arranged.hidden = false;
            }
        }
        self.band = band;
        self.rebuild(None);
        (self.column, self.passage) = (column, 0);
        let found = self.first_told(band, column);
        if self.stacked {
            self.top = RowAddress::default();
            self.item = found.unwrap_or(0);
            if found.is_none() {
                self.settle(1);
            }
        } else if let Some(title) = self.items.iter().position(|item| *item == GridItem::Band(band)) {
            self.top = RowAddress { item: title, row: usize::from(title > 0) };
            self.item = found.unwrap_or(title);
            if found.is_none() {
                self.settle(1);
            }
        }
        found.is_some()
    }
}
