//! The parallel view: which columns, where the cursor is, what is on the screen.

use std::rc::Rc;

use crate::layout::columns::share;
use crate::layout::scroll::{advance, distance};
use crate::layout::{Area, RowAddress};
use crate::scheme::{Axis, Collection, ColumnKind, EpisodeIndex, StepIndex, Synopsis};
use crate::text::{Passage, display};

use super::grid::{self, CellCache, CellLayout, GridItem, GridShape};
use super::lit::Lit;

/// Narrowest a column gets where there is room for three.
const LEAST_COLUMN: usize = 38;
/// Cells between two columns: space, rule, space.
pub const COLUMN_GAP: usize = 3;
/// Areas narrower than this (a screen of 120 without its margin) show two columns.
const THREE_COLUMNS: u16 = 119;
/// Areas narrower than this (a screen of 80 without its margin) show the columns below each other.
const TWO_COLUMNS: u16 = 79;
/// Cells of the next column that show where more follow.
pub const SLIVER: usize = 6;
/// Cells that a column is widened or narrowed by at once.
const WIDEN_BY: usize = 6;

/// A column as the reader arranged it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Arranged {
    /// Index into the synopsis.
    column: usize,
    hidden: bool,
    width: Option<usize>,
}

/// A column on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedColumn {
    /// Index into the synopsis.
    pub column: usize,
    pub x: u16,
    pub width: u16,
    /// Only its edge shows.
    pub sliver: bool,
}

/// One row of the screen below the heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridRow {
    Blank,
    BandTitle {
        band: usize,
    },
    /// Says in which columns nothing is told at this step.
    BandSilence {
        band: usize,
    },
    Head {
        band: usize,
        column: usize,
    },
    Label {
        item: usize,
    },
    /// The `line`-th line of every cell of the item.
    Cells {
        item: usize,
        line: usize,
    },
    Folded {
        item: usize,
    },
}

/// State of the parallel view.
#[derive(Clone, Debug)]
pub struct Parallel {
    pub synopsis: Rc<Synopsis>,
    pub items: Vec<GridItem>,
    /// Item with the cursor.
    pub item: usize,
    /// Column of the synopsis with the cursor.
    pub column: usize,
    /// Which of the cell's passages.
    pub passage: usize,
    pub by_time: bool,
    pub background: bool,
    pub placed: Vec<PlacedColumn>,
    /// Rows of the screen, from below the heads.
    pub rows: Vec<GridRow>,
    pub stacked: bool,
    /// Rows that the heads take.
    pub head_rows: u16,
    arranged: Vec<Arranged>,
    band: usize,
    /// First arranged column on the screen.
    first: usize,
    top: RowAddress,
    cells: CellCache,
    lit: Option<Rc<Lit>>,
    laid_out_for: Option<(Area, bool)>,
    height: usize,
    hyphenate: bool,
}

impl Parallel {
    pub fn new(synopsis: Rc<Synopsis>) -> Self {
        let arranged = synopsis
            .columns
            .iter()
            .enumerate()
            .map(|(column, content)| Arranged { column, hidden: content.hidden, width: None })
            .collect();
        Self {
            synopsis,
            items: Vec::new(),
            item: 0,
            column: 0,
            passage: 0,
            by_time: false,
            background: false,
            placed: Vec::new(),
            rows: Vec::new(),
            stacked: false,
            head_rows: 2,
            arranged,
            band: 0,
            first: 0,
            top: RowAddress::default(),
            cells: CellCache::default(),
            lit: None,
            laid_out_for: None,
            height: 1,
            hyphenate: true,
        }
    }

    pub fn axis(&self) -> Axis {
        self.synopsis.axis
    }

    /// Columns of the synopsis that are not hidden, in the reader's order.
    pub fn visible(&self) -> Vec<usize> {
        self.arranged.iter().filter(|arranged| !arranged.hidden).map(|arranged| arranged.column).collect()
    }

    /// How many columns are hidden.
    pub fn hidden_count(&self) -> usize {
        self.arranged.iter().filter(|arranged| arranged.hidden).count()
    }

    /// Lays columns and rows out for the area.
    pub fn lay_out(&mut self, collection: &Collection, area: Area, hyphenate: bool) {
        if self.lit.is_none() {
            self.lit = Some(Rc::new(Lit::new(collection, &self.synopsis)));
        }
        let place = self.here();
        if self.laid_out_for != Some((area, hyphenate)) {
            self.cells.clear();
            self.hyphenate = hyphenate;
            let stacked = area.width < TWO_COLUMNS;
            if stacked != self.stacked || self.items.is_empty() {
                self.stacked = stacked;
                self.rebuild(collection, place);
            }
        }
        self.laid_out_for = Some((area, hyphenate));
        self.place_columns(area);
        self.head_rows = if self.stacked { 1 } else { self.head_height(collection) };
        self.height = usize::from(area.height.saturating_sub(self.head_rows)).max(1);
        self.show_cursor(collection);
        self.rows = self.visible_rows(collection);
    }

    /// Builds the strip anew, keeping the cursor on the same passage where it is still there.
    fn rebuild(&mut self, collection: &Collection, place: Option<Passage>) {
        let shape = GridShape {
            columns: self.visible(),
            by_time: self.by_time && !self.stacked,
            background: self.background,
            stacked: self.stacked.then_some(self.band),
        };
        self.items = grid::items(&self.synopsis, collection, &shape);
        self.cells.clear();
        if !self.visible().contains(&self.column) {
            self.column = self.visible().first().copied().unwrap_or(0);
        }
        if !place.is_some_and(|passage| self.find(passage)) {
            self.item = self.item.min(self.items.len().saturating_sub(1));
            self.settle(1);
        }
    }

    fn rebuild_here(&mut self, collection: &Collection) {
        let here = self.here();
        self.rebuild(collection, here);
        self.laid_out_for = None;
    }

    // ---- columns

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
        self.first = self.first.min(visible.len() - fit).clamp((cursor + 1).saturating_sub(fit), cursor);
        let more = self.first + fit < visible.len();
        let room = usize::from(area.width) - if more { SLIVER + COLUMN_GAP } else { 0 };
        let shown = &visible[self.first..self.first + fit];
        let needs: Vec<usize> = shown.iter().map(|&at| self.need(self.arranged[at].column)).collect();
        let fixed: Vec<Option<usize>> = shown.iter().map(|&at| self.arranged[at].width).collect();
        let least = (room.saturating_sub(COLUMN_GAP * (fit - 1)) / fit).min(LEAST_COLUMN) * 4 / 5;
        let widths = share(room, COLUMN_GAP, least, &needs, &fixed);
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

    /// How much a column has to show: its passages, unpaired ones of long background left out.
    fn need(&self, column: usize) -> usize {
        let rows = self.synopsis.bands.iter().flat_map(|band| &band.rows);
        let shown = rows.filter(|row| self.background || !row.background);
        10 + shown.map(|row| row.cells[column].passages.len()).sum::<usize>()
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

    // ---- rows

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

    fn row(&self, item: usize, row: usize) -> GridRow {
        let gap = usize::from(item > 0);
        if row < gap {
            return GridRow::Blank;
        }
        let row = row - gap;
        match &self.items[item] {
            GridItem::Band(band) if row == 0 => GridRow::BandTitle { band: *band },
            GridItem::Band(band) => GridRow::BandSilence { band: *band },
            GridItem::Head { band, column } => GridRow::Head { band: *band, column: *column },
            GridItem::Folded { .. } => GridRow::Folded { item },
            GridItem::Row { label, .. } => match (label, row) {
                (Some(_), 0) => GridRow::Label { item },
                (Some(_), _) => GridRow::Cells { item, line: row - 1 },
                (None, _) => GridRow::Cells { item, line: row },
            },
        }
    }

    fn item_height(&mut self, collection: &Collection, item: usize) -> usize {
        let gap = usize::from(item > 0);
        let own = match &self.items[item] {
            GridItem::Band(band) => 1 + usize::from(!self.stacked && self.any_silent(*band)),
            GridItem::Head { .. } | GridItem::Folded { .. } => 1,
            GridItem::Row { label, .. } => {
                let label = usize::from(label.is_some());
                label + self.tallest_cell(collection, item)
            }
        };
        gap + own
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
    ) -> Rc<CellLayout> {
        let (synopsis, items) = (&self.synopsis, &self.items);
        let (by_time, hyphenate) = (self.by_time, self.hyphenate);
        let lit = self.lit.clone();
        self.cells.get_or(item, column, || {
            let Some(cell) = grid::cell(synopsis, &items[item], column) else { return CellLayout::default() };
            let letter = if by_time { step_letter(collection, synopsis, &items[item], column) } else { None };
            let lit = lit.map(|lit| lit.spans(collection, cell)).unwrap_or_default();
            let looks = grid::CellLooks { width: width.saturating_sub(2), hyphenate, letter, lit };
            grid::lay_out_cell(collection, &synopsis.columns[column], cell, looks)
        })
    }

    /// What a cell on the screen looks like.
    pub fn shown_cell(&self, item: usize, column: usize) -> Option<Rc<CellLayout>> {
        self.cells.get(item, column)
    }

    // ---- the cursor

    /// The passage under the cursor.
    pub fn here(&self) -> Option<Passage> {
        let cell = grid::cell(&self.synopsis, self.items.get(self.item)?, self.column)?;
        cell.passages
            .get(self.passage.min(cell.passages.len().checked_sub(1)?))
            .map(|passage| passage.passage)
    }

    /// The step of the row with the cursor.
    pub fn step(&self) -> Option<StepIndex> {
        self.synopsis.bands.get(self.band_at(self.item)?)?.step
    }

    /// The episode of the column with the cursor.
    pub fn episode(&self) -> Option<EpisodeIndex> {
        match (self.synopsis.columns.get(self.column)?.kind, self.axis()) {
            (ColumnKind::Episode(episode), _) | (_, Axis::Documents(Some(episode))) => Some(episode),
            _ => None,
        }
    }

    fn band_at(&self, item: usize) -> Option<usize> {
        match self.items.get(item)? {
            GridItem::Band(band) | GridItem::Head { band, .. } | GridItem::Folded { band, .. } => Some(*band),
            GridItem::Row { cells, .. } => cells
                .get(self.column)
                .copied()
                .flatten()
                .or_else(|| cells.iter().flatten().next().copied())
                .map(|(band, _)| band),
        }
    }

    fn is_row(&self, item: usize) -> bool {
        matches!(self.items.get(item), Some(GridItem::Row { .. }))
    }

    /// Moves the cursor onto a row of cells, first in the direction of `delta`.
    fn settle(&mut self, delta: isize) {
        for direction in [delta.signum(), -delta.signum()] {
            let mut at = self.item;
            while at < self.items.len() {
                if self.is_row(at) {
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

    /// Where the columns stand below each other, the cursor's column is the row's.
    fn settle_column(&mut self) {
        if !self.stacked {
            return;
        }
        if let Some(GridItem::Row { cells, .. }) = self.items.get(self.item)
            && let Some(column) = cells.iter().position(Option::is_some)
        {
            self.column = column;
        }
    }

    pub fn move_rows(&mut self, collection: &Collection, delta: isize) {
        self.passage = 0;
        for _ in 0..delta.unsigned_abs() {
            let mut at = self.item;
            loop {
                let Some(next) =
                    at.checked_add_signed(delta.signum()).filter(|&next| next < self.items.len())
                else {
                    if self.stacked {
                        self.turn_band(collection, delta.signum());
                    }
                    return;
                };
                at = next;
                if self.is_row(at) {
                    self.item = at;
                    self.settle_column();
                    break;
                }
            }
        }
    }

    /// Where one step is shown at a time: goes on to the next or the one before.
    fn turn_band(&mut self, collection: &Collection, delta: isize) {
        let Some(band) = self.band.checked_add_signed(delta).filter(|&band| band < self.synopsis.bands.len())
        else {
            return;
        };
        self.band = band;
        self.rebuild(collection, None);
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
            let row = self.items.iter().position(|item| matches!(item, GridItem::Row { cells, .. } if cells.get(wanted).is_some_and(Option::is_some)));
            if let Some(row) = row {
                self.item = row;
                self.column = wanted;
            }
            return;
        }
        self.column = visible[to];
    }

    /// To another passage of the same cell, then of the cells below or above.
    pub fn move_passages(&mut self, collection: &Collection, delta: isize) {
        let count = self.cell_len();
        match self.passage.checked_add_signed(delta) {
            Some(next) if next < count => self.passage = next,
            _ => {
                self.move_rows(collection, delta.signum());
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
    pub fn move_bands(&mut self, collection: &Collection, delta: isize) {
        self.passage = 0;
        if self.stacked {
            self.turn_band(collection, delta);
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
            self.move_rows(collection, delta.signum());
        }
    }

    pub fn go_to_edge(&mut self, end: bool) {
        self.passage = 0;
        self.item = if end { self.items.len().saturating_sub(1) } else { 0 };
        self.settle(if end { -1 } else { 1 });
    }

    /// Takes the cursor to a passage; `false` when the view does not show it.
    pub fn find(&mut self, passage: Passage) -> bool {
        let columns = self.visible();
        for item in 0..self.items.len() {
            let order = std::iter::once(self.column).chain(columns.iter().copied());
            for column in order {
                let Some(cell) = grid::cell(&self.synopsis, &self.items[item], column) else { continue };
                if let Some(at) = cell.passages.iter().position(|found| found.passage == passage) {
                    (self.item, self.column, self.passage) = (item, column, at);
                    return true;
                }
            }
        }
        false
    }

    /// Takes the cursor to a passage, unfolding background or turning to its step to show it.
    pub fn reveal(&mut self, collection: &Collection, passage: Passage) -> bool {
        if self.find(passage) {
            return true;
        }
        let band = self.synopsis.bands.iter().position(|band| {
            band.rows.iter().any(|row| {
                row.cells.iter().any(|cell| cell.passages.iter().any(|found| found.passage == passage))
            })
        });
        let Some(band) = band else { return false };
        self.band = band;
        self.rebuild(collection, None);
        if !self.find(passage) {
            self.background = true;
            self.rebuild(collection, None);
        }
        self.find(passage)
    }

    /// Takes the cursor to a step of a column. `false` where nothing is told there.
    pub fn go_to_cell(&mut self, collection: &Collection, step: StepIndex, kind: ColumnKind) -> bool {
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
        self.column = column;
        self.passage = 0;
        self.rebuild(collection, None);
        let items = &self.items;
        let in_band = |item: &usize| matches!(&items[*item], GridItem::Row { cells, .. } if cells.get(column).copied().flatten().is_some_and(|(at, _)| at == band));
        let told = |item: &usize| {
            grid::cell(&self.synopsis, &items[*item], column).is_some_and(|cell| !cell.passages.is_empty())
        };
        let found = (0..items.len()).find(|item| in_band(item) && told(item));
        if let Some(title) = items.iter().position(|item| *item == GridItem::Band(band)) {
            self.top = RowAddress { item: title, row: usize::from(title > 0) };
            self.item = found.unwrap_or(title);
            if found.is_none() {
                self.settle(1);
            }
        }
        found.is_some()
    }

    fn show_cursor(&mut self, collection: &Collection) {
        if self.items.is_empty() {
            self.top = RowAddress::default();
            return;
        }
        let count = self.items.len();
        let start = RowAddress { item: self.item, row: 0 };
        let height = self.height;
        let rows = self.item_height(collection, self.item);
        // The titles above a first row stay in view with it.
        let is_title = |item: &usize| matches!(self.items[*item], GridItem::Band(_) | GridItem::Head { .. });
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
    }

    /// First row, in the item, of the passage under the cursor, and how many rows it takes.
    fn passage_rows(&mut self, collection: &Collection) -> (usize, usize) {
        let labelled = matches!(&self.items[self.item], GridItem::Row { label: Some(_), .. });
        let lead = usize::from(self.item > 0) + usize::from(labelled);
        let width = self
            .placed
            .iter()
            .find(|placed| placed.column == self.column)
            .map_or(1, |placed| placed.width.into());
        let layout = self.cell_layout(collection, self.item, self.column, width);
        let of = |line: &grid::CellLine| match line {
            grid::CellLine::Text { passage, .. } | grid::CellLine::Source { passage, .. } => {
                *passage == self.passage
            }
        };
        let start = layout.lines.iter().position(of).unwrap_or(0);
        (lead + start, layout.lines.iter().filter(|line| of(line)).count().max(1))
    }

    // ---- arranging

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

fn step_letter(collection: &Collection, synopsis: &Synopsis, item: &GridItem, column: usize) -> Option<char> {
    let GridItem::Row { cells, .. } = item else { return None };
    let (band, _) = (*cells.get(column)?)?;
    Some(collection.scheme.step(synopsis.bands[band].step?).letter)
}

fn columns_that_fit(width: u16) -> usize {
    if width < THREE_COLUMNS { 2 } else { (usize::from(width) + COLUMN_GAP) / (LEAST_COLUMN + COLUMN_GAP) }
}

/// What stands under a column's title: who tells it, who does not, who wrote before it happened.
pub fn head_lines(collection: &Collection, synopsis: &Synopsis, column: usize, width: usize) -> Vec<String> {
    let text = head_text(collection, synopsis, column);
    let text = display::visible(&text);
    wrap_words(&text, width)
}

fn wrap_words(text: &str, width: usize) -> Vec<String> {
    crate::layout::wrap(text, width, None).into_iter().map(|line| line.span.of(text).to_owned()).collect()
}

/// `told by C 20, E 1 · not by A B D`.
pub fn head_text(collection: &Collection, synopsis: &Synopsis, column: usize) -> String {
    tellers_text(collection, &synopsis.columns[column])
}

/// The same in as many words as `room` cells hold: `C 20, E 1 · not A B D`, `C E · not A B D`.
pub fn tellers_within(collection: &Collection, column: &crate::scheme::Column, room: usize) -> String {
    let whole = tellers_text(collection, column);
    if display::width(&whole) <= room || column.told_by.is_empty() {
        return whole;
    }
    let letter = |index: crate::text::DocumentIndex| collection.label(index).letter.clone();
    let counted: Vec<String> = column
        .told_by
        .iter()
        .map(|telling| format!("{} {}", letter(telling.document), telling.passages))
        .collect();
    let bare: Vec<String> = column.told_by.iter().map(|telling| letter(telling.document)).collect();
    let mut rest = String::new();
    for (word, documents) in [("not", &column.not_by), ("before:", &column.written_before)] {
        if !documents.is_empty() {
            let letters: Vec<String> = documents.iter().copied().map(letter).collect();
            rest.push_str(&format!(" \u{b7} {word} {}", letters.join(" ")));
        }
    }
    let short = format!("{}{rest}", counted.join(", "));
    if display::width(&short) <= room { short } else { format!("{}{rest}", bare.join(" ")) }
}

/// The same for any column: of the board or of the parallel view.
pub fn tellers_text(collection: &Collection, column: &crate::scheme::Column) -> String {
    let letters = |documents: &[crate::text::DocumentIndex]| {
        documents.iter().map(|&index| collection.label(index).letter.as_str()).collect::<Vec<_>>().join(" ")
    };
    let mut parts = Vec::new();
    match (column.kind, column.told_by.as_slice()) {
        (ColumnKind::Document(document), told) => {
            parts.push(collection.label(document).cite.clone());
            match told.iter().map(|telling| telling.passages).sum::<usize>() {
                0 => {}
                1 => parts.push("1 passage".to_owned()),
                passages => parts.push(format!("{passages} passages")),
            }
        }
        (_, []) => parts.push("told by nobody".to_owned()),
        (_, [only]) => {
            let label = collection.label(only.document);
            parts.push(format!("told only by {} {} ({})", label.letter, only.passages, label.cite));
        }
        (_, told) => {
            let told: Vec<String> = told
                .iter()
                .map(|telling| format!("{} {}", collection.label(telling.document).letter, telling.passages))
                .collect();
            parts.push(format!("told by {}", told.join(", ")));
        }
    }
    if !column.not_by.is_empty() {
        parts.push(format!("not by {}", letters(&column.not_by)));
    }
    if !column.written_before.is_empty() {
        parts.push(format!("written before: {}", letters(&column.written_before)));
    }
    parts.join(" \u{b7} ")
}
