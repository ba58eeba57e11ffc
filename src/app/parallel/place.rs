//! Where columns and rows of the parallel view go on the screen, and what of them is in view.

use std::sync::Arc;

use crate::layout::columns::share;
use crate::layout::scroll::{advance, distance};
use crate::layout::{Area, RowAddress};
use crate::scheme::{Axis, Cell, Collection};
use crate::text::Passage;

use super::super::grid::{self, CellLayout, GridItem, GridShape};
use super::super::heads::head_lines;
use super::super::lit::Lit;
use super::{
    Anchor, COLUMN_GAP, EMPTY_COLUMN, GridRow, LEAST_COLUMN, Parallel, PlacedColumn, SLIVER, SUMMARY_INDENT,
    THREE_COLUMNS, TWO_COLUMNS,
};

impl Parallel {
    /// Lays columns and rows out for the area.
    pub fn lay_out(&mut self, collection: &Collection, area: Area, hyphenate: bool) {
        if self.lit.is_none() {
            self.lit = Some(Arc::new(Lit::new(collection, &self.whole.synopsis)));
        }
        if self.is_due() {
            self.reshape(collection);
        }
        let place = self.here();
        let moved = self.anchor.as_ref().is_none_or(|anchor| anchor.cursor != self.spot());
        if self.laid_out_for != Some((area, hyphenate)) {
            self.cells.clear();
            self.hyphenate = hyphenate;
            let stacked = area.width < TWO_COLUMNS;
            if stacked != self.stacked || self.items.is_empty() {
                self.restack(stacked, place);
            }
        }
        if !moved {
            self.go_to_anchor();
        }
        self.laid_out_for = Some((area, hyphenate));
        self.place_columns(area);
        self.head_rows = if self.stacked { 1 } else { self.head_height(collection) };
        self.height = usize::from(area.height.saturating_sub(self.head_rows)).max(1);
        self.unfold_to_cursor(collection);
        self.show_cursor(collection);
        if moved {
            let top = self.items.get(self.top.item).map(|item| (item.clone(), self.top.row));
            self.anchor = top.map(|top| Anchor { cursor: self.spot(), column: self.column, top });
        }
        self.rows = self.visible_rows(collection);
    }

    /// Puts the columns below or beside each other; the cursor stays in its row.
    fn restack(&mut self, stacked: bool, place: Option<Passage>) {
        let spot = self.spot();
        if let Some((band, _)) = spot.0 {
            self.band = band;
        }
        self.stacked = stacked;
        self.top = RowAddress::default();
        self.rebuild(place);
        let holds = |item: &GridItem| spot.0.is_some() && item.stop() == spot.0;
        let own = |item: &GridItem| holds(item) && item.only() == Some(spot.1);
        let item = self.items.iter().position(own).or_else(|| self.items.iter().position(holds));
        if let (None, Some(item)) = (place, item) {
            self.item = item;
            self.settle_column();
        }
    }

    /// Puts the top where it was when the cursor last moved, if that is on the strip.
    fn go_to_anchor(&mut self) {
        let Some(mut anchor) = self.anchor.take() else { return };
        if !self.stacked && self.visible().contains(&anchor.column) {
            self.column = anchor.column;
        }
        anchor.cursor = self.spot();
        if let Some(item) = self.items.iter().position(|item| *item == anchor.top.0) {
            self.top = RowAddress { item, row: anchor.top.1 };
        }
        self.anchor = Some(anchor);
    }

    /// Builds the strip anew, keeping the cursor on the same passage where it is still there.
    pub(super) fn rebuild(&mut self, place: Option<Passage>) {
        let shape = GridShape {
            columns: self.visible(),
            background: self.shape.background,
            summaries: self.summaries(),
            stacked: self.stacked.then_some(self.band),
        };
        self.items = grid::items(&self.synopsis, &shape);
        self.cells.clear();
        if !self.visible().contains(&self.column) {
            self.column = self.visible().first().copied().unwrap_or(0);
        }
        if !place.is_some_and(|passage| self.find(passage)) {
            self.item = self.item.min(self.items.len().saturating_sub(1));
            self.settle(1);
            self.begin_where_told();
        }
    }

    /// Until the reader moves it, the cursor stands on a cell that tells something.
    fn begin_where_told(&mut self) {
        if self.anchor.is_some() {
            return;
        }
        let row = self.items.get(self.item).and_then(|item| grid::row(&self.synopsis, item));
        let Some(row) = row.filter(|row| !row.cells.tells(self.column)) else { return };
        let told = self.visible().into_iter().find(|&column| row.cells.tells(column));
        self.column = told.unwrap_or(self.column);
    }

    pub(super) fn rebuild_here(&mut self) {
        let here = self.here();
        self.rebuild(here);
        self.laid_out_for = None;
    }

    fn place_columns(&mut self, area: Area) {
        let visible: Vec<usize> = (0..self.arranged.len()).filter(|&at| !self.arranged[at].hidden).collect();
        if visible.is_empty() {
            self.placed.clear();
            return;
        }
        if self.stacked {
            self.placed =
                vec![PlacedColumn { column: self.column, x: area.x, width: area.width, sliver: false }];
            return;
        }
        let fit = columns_that_fit(area.width).min(visible.len());
        let cursor = visible.iter().position(|&at| self.arranged[at].column == self.column).unwrap_or(0);
        let first = self.held_first.before(self.first, area.width).min(visible.len() - fit);
        self.first = first.clamp((cursor + 1).saturating_sub(fit), cursor);
        self.held_first.after(self.first);
        let more = self.first + fit < visible.len();
        let room = usize::from(area.width) - if more { SLIVER + COLUMN_GAP } else { 0 };
        let shown = &visible[self.first..self.first + fit];
        let needs: Vec<usize> = shown.iter().map(|&at| self.need(self.arranged[at].column)).collect();
        let fixed: Vec<Option<usize>> = shown.iter().map(|&at| self.arranged[at].width).collect();
        let least = (room.saturating_sub(COLUMN_GAP * (fit - 1)) / fit).min(LEAST_COLUMN) * 4 / 5;
        // A column that tells nothing at all gives its width to the others.
        let least: Vec<usize> =
            needs.iter().map(|&need| if need == 0 { least.min(EMPTY_COLUMN) } else { least }).collect();
        let widths = share(room, COLUMN_GAP, &least, &needs, &fixed);
        let mut x = area.x;
        let mut placed = Vec::new();
        for (&at, &width) in shown.iter().zip(&widths) {
            let column = self.arranged[at].column;
            placed.push(PlacedColumn { column, x, width: width as u16, sliver: false });
            x += (width + COLUMN_GAP) as u16;
        }
        if more {
            let column = self.arranged[visible[self.first + fit]].column;
            placed.push(PlacedColumn { column, x, width: SLIVER as u16, sliver: true });
        }
        if placed != self.placed {
            self.cells.clear();
            self.placed = placed;
        }
    }

    /// How much a column has to show, nothing or ten and more: its passages, those of long background if it is unfolded.
    fn need(&self, column: usize) -> usize {
        let (all, without_background) = self.shown.needs[column];
        match if self.shape.background { all } else { without_background } {
            0 if all == 0 => 0,
            shown => 10 + shown,
        }
    }

    fn head_height(&self, collection: &Collection) -> u16 {
        let longest = self
            .placed
            .iter()
            .filter(|placed| !placed.sliver)
            .map(|placed| {
                head_lines(
                    collection,
                    &self.synopsis,
                    placed.column,
                    usize::from(placed.width).saturating_sub(2),
                )
                .len()
            })
            .max();
        longest.unwrap_or(0) as u16 + 2
    }

    fn visible_rows(&mut self, collection: &Collection) -> Vec<GridRow> {
        let mut rows = Vec::with_capacity(self.height);
        let mut at = self.top;
        while rows.len() < self.height && at.item < self.items.len() {
            for row in at.row..self.item_height(collection, at.item) {
                rows.push(self.row(at.item, row));
            }
            at = RowAddress { item: at.item + 1, row: 0 };
        }
        rows.truncate(self.height);
        rows.resize(self.height, GridRow::Blank);
        rows
    }

    /// Blank rows above an item.
    fn gap_above(&self, item: usize) -> usize {
        usize::from(item > 0 && !matches!(self.items[item], GridItem::Summaries { .. }))
    }

    fn row(&self, item: usize, row: usize) -> GridRow {
        let gap = self.gap_above(item);
        if row < gap {
            return GridRow::Blank;
        }
        let row = row - gap;
        match &self.items[item] {
            GridItem::Band(band) if row == 0 => GridRow::BandTitle { band: *band },
            GridItem::Band(band) => GridRow::BandSilence { band: *band },
            GridItem::Head { band, column } => GridRow::Head { band: *band, column: *column },
            GridItem::Folded { .. } => GridRow::Folded { item },
            GridItem::Row { .. } | GridItem::Summaries { .. } => match (self.is_labelled(item), row) {
                (true, 0) => GridRow::Label { item },
                (true, _) => GridRow::Cells { item, line: row - 1 },
                (false, _) => GridRow::Cells { item, line: row },
            },
        }
    }

    pub(super) fn item_height(&mut self, collection: &Collection, item: usize) -> usize {
        let gap = self.gap_above(item);
        let own = match &self.items[item] {
            GridItem::Band(band) => 1 + usize::from(!self.stacked && self.any_silent(*band)),
            GridItem::Head { .. } | GridItem::Folded { .. } => 1,
            GridItem::Row { .. } | GridItem::Summaries { .. } => {
                usize::from(self.is_labelled(item)) + self.tallest_cell(collection, item)
            }
        };
        gap + own
    }

    /// Whether a cell lacks a counterpart of its row in a column that tells something at this
    /// step. In order of time, columns of episodes run independently: nothing is lacking.
    pub fn is_gap(&self, item: usize, column: usize) -> bool {
        let independent = self.shape.by_time && self.axis() == Axis::Episodes;
        match self.items[item] {
            GridItem::Row { band, row, only: None } if !independent => {
                let band = &self.synopsis.bands[band];
                band.is_gap(&band.rows[row], column)
            }
            _ => false,
        }
    }

    /// Whether the row with the cursor is told in columns that are not on the screen.
    pub fn is_told_beside(&self) -> bool {
        self.item < self.items.len() && !self.told_beside(self.item).is_empty()
    }

    /// Columns in which a row is told and that are neither hidden nor on the screen, in order.
    pub fn told_beside(&self, item: usize) -> Vec<usize> {
        let row = grid::row(&self.synopsis, &self.items[item]).filter(|_| !self.stacked);
        let is_placed =
            |column: usize| self.placed.iter().any(|placed| placed.column == column && !placed.sliver);
        let told = row.into_iter().flat_map(|row| row.cells.told()).map(|(column, _)| column);
        let mut beside: Vec<usize> = told.filter(|&column| !is_placed(column)).collect();
        if !beside.is_empty() {
            let visible = self.visible();
            beside.retain(|column| visible.contains(column));
            beside.sort_by_key(|column| visible.iter().position(|shown| shown == column));
        }
        beside
    }

    /// Whether a line stands above the cells: a label, how another's rows agree, or that only
    /// columns beyond the screen tell the row.
    fn is_labelled(&self, item: usize) -> bool {
        let Some(row) = grid::row(&self.synopsis, &self.items[item]) else { return false };
        let seen = || self.placed.iter().any(|placed| !placed.sliver && row.cells.tells(placed.column));
        row.label.is_some() || self.accord(item).is_some() || (!self.stacked && !seen())
    }

    fn any_silent(&self, band: usize) -> bool {
        let silent = &self.synopsis.bands[band].silent;
        self.placed.iter().any(|placed| !placed.sliver && silent.get(placed.column) == Some(&true))
    }

    fn tallest_cell(&mut self, collection: &Collection, item: usize) -> usize {
        let columns: Vec<(usize, usize)> = if self.stacked {
            let width = self.placed.first().map_or(1, |placed| placed.width.into());
            (0..self.synopsis.columns.len()).map(|column| (column, width)).collect()
        } else {
            let whole = self.placed.iter().filter(|placed| !placed.sliver);
            whole.map(|placed| (placed.column, placed.width.into())).collect()
        };
        columns
            .into_iter()
            .map(|(column, width)| self.cell_layout(collection, item, column, width).lines.len())
            .max()
            .unwrap_or(0)
            .max(1)
    }

    fn cell_layout(
        &mut self,
        collection: &Collection,
        item: usize,
        column: usize,
        width: usize,
    ) -> Arc<CellLayout> {
        let (synopsis, items) = (&self.synopsis, &self.items);
        if let GridItem::Summaries { band, only, .. } = items[item] {
            return self.cells.get_or(item, column, || match only {
                Some(only) if only != column => CellLayout::default(),
                _ => {
                    let (column, band) = (&synopsis.columns[column], &synopsis.bands[band]);
                    grid::lay_out_summary(collection, column, band, width.saturating_sub(2 + SUMMARY_INDENT))
                }
            });
        }
        let (by_time, hyphenate) = (self.shape.by_time, self.hyphenate);
        let fold = self.fold_of(item, column);
        let lit = self.lit.clone();
        self.cells.get_or(item, column, || {
            let Some(cell) = grid::cell(synopsis, &items[item], column) else { return CellLayout::default() };
            let letter = if by_time { step_letter(collection, cell) } else { None };
            let lit = lit.map(|lit| lit.spans(collection, cell)).unwrap_or_default();
            let looks = grid::CellLooks { width: width.saturating_sub(2), hyphenate, letter, lit };
            let layout = grid::lay_out_cell(collection, &synopsis.columns[column], cell, looks);
            fold.map_or_else(|| layout.clone(), |lines| layout.folded(lines))
        })
    }

    /// What the cell with the cursor looks like.
    pub(super) fn cursor_layout(&mut self, collection: &Collection) -> Arc<CellLayout> {
        let placed = self.placed.iter().find(|placed| placed.column == self.column);
        let width = placed.map_or(1, |placed| placed.width.into());
        self.cell_layout(collection, self.item, self.column, width)
    }

    /// What a cell on the screen looks like.
    pub fn shown_cell(&self, item: usize, column: usize) -> Option<Arc<CellLayout>> {
        self.cells.get(item, column)
    }

    pub(super) fn show_cursor(&mut self, collection: &Collection) {
        if self.items.is_empty() {
            self.top = RowAddress::default();
            return;
        }
        let count = self.items.len();
        let start = RowAddress { item: self.item, row: 0 };
        let height = self.height;
        let rows = self.item_height(collection, self.item);
        // The titles above a first row stay in view with it.
        let is_title = |item: &usize| {
            let item = &self.items[*item];
            item.stop().is_none() && !matches!(item, GridItem::Folded { .. })
        };
        let titles = (0..self.item).rev().take_while(is_title);
        let first = titles.last().unwrap_or(self.item);
        let lead = RowAddress { item: first, row: 0 };
        if lead < self.top {
            let row = if first == 0 { 0 } else { 1.min(self.item_height(collection, first) - 1) };
            self.top = RowAddress { item: first, row };
        }
        let (focus_start, focus_rows) = self.passage_rows(collection);
        let last_row = if rows <= height { rows - 1 } else { (focus_start + focus_rows).min(rows) - 1 };
        let end = RowAddress { item: self.item, row: last_row };
        let top = self.top;
        let below = distance(top, end, height + 1, |item| self.item_height(collection, item));
        if below >= height {
            self.top = advance(end, -(height as isize - 1), count, |item| self.item_height(collection, item));
            if rows <= height && self.top > start {
                self.top = start;
            }
        } else if rows > height && self.top > (RowAddress { item: self.item, row: focus_start }) {
            self.top = RowAddress { item: self.item, row: focus_start };
        }
        if self.stacked {
            // Only one step is on the strip: no blank rows below it while some of it is above.
            let last = RowAddress { item: count - 1, row: usize::MAX };
            let last_top =
                advance(last, -(height as isize - 1), count, |item| self.item_height(collection, item));
            self.top = self.top.min(last_top);
        }
    }

    /// First row, in the item, of the passage under the cursor, and how many rows it takes.
    fn passage_rows(&mut self, collection: &Collection) -> (usize, usize) {
        let lead = self.gap_above(self.item) + usize::from(self.is_labelled(self.item));
        let layout = self.cursor_layout(collection);
        let of = |line: &grid::CellLine| line.passage() == Some(self.passage);
        let start = layout.lines.iter().position(of).unwrap_or(0);
        (lead + start, layout.lines.iter().filter(|line| of(line)).count().max(1))
    }
}

fn step_letter(collection: &Collection, cell: &Cell) -> Option<char> {
    let coding = collection.coding(cell.passages.first()?.passage)?;
    Some(collection.scheme.step(coding.coded.step?).letter)
}

fn columns_that_fit(width: u16) -> usize {
    if width < THREE_COLUMNS { 2 } else { (usize::from(width) + COLUMN_GAP) / (LEAST_COLUMN + COLUMN_GAP) }
}
