//! Where strips, counts and the words below them are on the screen.

use crate::layout::Area;
use crate::scheme::{Collection, Overview};
use crate::text::display::width;

use super::{OverviewView, Part};

/// Cells between two columns of counts.
const GAP: u16 = 2;
/// Widest that the names of the documents get.
const WIDEST_NAME: u16 = 25;
/// Narrowest that they get, where the counts need the room.
const LEAST_NAME: u16 = 9;
/// Narrowest strips that have the counts beside them.
const LEAST_STRIPS: u16 = 48;
/// Cells of the screen that a passage gets at most.
const WIDEST_CELL: usize = 3;
/// Words that stand in the place of counts: 'written before'.
const LONGEST_WORD: u16 = 15;
/// Widest that a title makes a column of counts.
const WIDEST_TITLE: u16 = 26;

/// Where the counts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    #[default]
    Beside,
    Below,
    /// Only the part with the cursor is shown.
    Alone,
}

/// A column of counts on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedCounts {
    pub column: usize,
    pub x: u16,
    pub width: u16,
}

/// The geometry of the overview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    pub arrangement: Arrangement,
    /// Cells for the names of the documents.
    pub names: u16,
    /// The strips, without the names; empty where they are not shown.
    pub strips: Area,
    /// Rows for each strip: signs, and where there are two, how sure they are above them.
    pub strip_rows: u16,
    /// Passages that a cell stands for.
    pub per_cell: usize,
    /// How often they can be halved.
    pub most_zoom: u32,
    /// Cells of the screen for each cell of a strip.
    pub cell_width: u16,
    /// First cell of the strips on the screen.
    pub first_cell: usize,
    /// First document on the screen, and how many are.
    pub first: usize,
    pub shown: usize,
    /// The counts, without the names and with their two rows of heads; empty where not shown.
    pub counts: Area,
    pub columns: Vec<PlacedCounts>,
    /// Cells for each number.
    pub digits: u16,
    /// The words on what is under the cursor.
    pub detail: Area,
}

impl OverviewView {
    /// Lays strips and counts out: beside each other, below each other, or the one with the cursor.
    pub fn lay_out(&mut self, area: Area, collection: &Collection) {
        self.settle();
        let Some(overview) = self.overview() else { return };
        let detail = match area.height {
            ..=5 => 0,
            6..=15 => 2,
            _ => 4,
        };
        let below_key = area.below(1).above_last(detail);
        let sizes = self.count_widths(&overview, collection);
        self.placed.digits = digits(&overview);
        self.placed.detail = area.below(area.height.saturating_sub(detail));
        let all: u16 = sizes.iter().map(|(_, width)| width + GAP).sum();
        let documents = overview.strips.len() as u16;
        self.placed.names = names_width(area.width, collection);
        // Where that makes room for all counts, names are shorter.
        let spare = (area.width + GAP).saturating_sub(all);
        if spare >= LEAST_NAME && spare < self.placed.names {
            self.placed.names = spare;
        }
        let body = Area {
            x: area.x + self.placed.names,
            width: area.width.saturating_sub(self.placed.names),
            ..below_key
        };
        self.arrange(body, all, documents);
        self.place_columns(&sizes);
        self.place_cells(&overview);
        self.scroll(documents.into());
    }

    /// Shares the body among strips and counts.
    fn arrange(&mut self, body: Area, counts_width: u16, documents: u16) {
        let two = if body.height >= documents.saturating_mul(2).saturating_add(2) { 2 } else { 1 };
        let table = documents.saturating_add(2);
        let placed = &mut self.placed;
        placed.strip_rows = two;
        if body.width >= counts_width.saturating_add(LEAST_STRIPS) {
            placed.arrangement = Arrangement::Beside;
            placed.strips = Area { width: body.width - counts_width - 1, ..body.below(2) };
            placed.counts = Area { x: body.x + body.width - counts_width, width: counts_width, ..body };
            return;
        }
        for rows in [2, 1] {
            let strips = documents.saturating_mul(rows);
            if strips.saturating_add(table) <= body.height {
                placed.arrangement = Arrangement::Below;
                placed.strip_rows = rows;
                placed.strips = Area { height: strips, ..body };
                let blank = u16::from(strips.saturating_add(table) < body.height);
                placed.counts = body.below(strips + blank);
                return;
            }
        }
        placed.arrangement = Arrangement::Alone;
        let (strips, counts) = match self.part {
            Part::Strips => (body, Area { height: 0, ..body }),
            Part::Counts => (Area { height: 0, ..body }, body),
        };
        (placed.strips, placed.counts) = (strips, counts);
    }

    /// How wide each visible column of counts is.
    fn count_widths(&self, overview: &Overview, collection: &Collection) -> Vec<(usize, u16)> {
        let numbers = (1 + overview.coverage.steps.len()) as u16 * digits(overview);
        let word = if collection.scheme.is_empty() { 0 } else { LONGEST_WORD };
        let wide = |column: usize| {
            let title = if collection.scheme.is_empty() {
                collection.labels.get(column).map_or(0, |label| width(&label.letter))
            } else {
                width(&overview.coverage.columns[column].title) + 3
            };
            numbers.max(word).max((title as u16).min(WIDEST_TITLE))
        };
        self.visible().into_iter().map(|column| (column, wide(column))).collect()
    }

    /// As many columns of counts as fit, the cursor's among them.
    fn place_columns(&mut self, sizes: &[(usize, u16)]) {
        let room = self.placed.counts.width;
        let cursor = sizes.iter().position(|(column, _)| *column == self.column).unwrap_or(0);
        // From the cursor's column to the left, then to the right of it.
        let (mut first, mut used) = (cursor, sizes.get(cursor).map_or(0, |(_, width)| *width));
        while first > 0 && used + sizes[first - 1].1 + GAP <= room {
            first -= 1;
            used += sizes[first].1 + GAP;
        }
        let mut x = self.placed.counts.x;
        self.placed.columns.clear();
        for &(column, width) in &sizes[first.min(sizes.len())..] {
            let left = (self.placed.counts.x + room).saturating_sub(x);
            if width > left && !self.placed.columns.is_empty() {
                break;
            }
            self.placed.columns.push(PlacedCounts { column, x, width: width.min(left) });
            x += width + GAP;
        }
    }

    /// How many passages share a cell, how wide it is, and which is the first in view.
    fn place_cells(&mut self, overview: &Overview) {
        let room = usize::from(self.placed.strips.width).saturating_sub(1).max(1);
        let longest = overview.longest().max(1);
        let fit = longest.div_ceil(room);
        // As often as it takes until a cell is one passage.
        let most = usize::BITS - fit.leading_zeros() - 1;
        self.placed.most_zoom = most;
        let per_cell = (fit >> self.zoom.min(most)).max(1);
        let cells = longest.div_ceil(per_cell);
        self.placed.per_cell = per_cell;
        self.placed.cell_width = (room / cells.max(1)).clamp(1, WIDEST_CELL) as u16;
        let shown = (room / usize::from(self.placed.cell_width)).max(1);
        let cursor = self.position() / per_cell;
        self.placed.first_cell = self
            .placed
            .first_cell
            .min(cells.saturating_sub(shown))
            .clamp((cursor + 1).saturating_sub(shown), cursor);
    }

    fn scroll(&mut self, documents: usize) {
        let placed = &mut self.placed;
        let strips = usize::from(placed.strips.height / placed.strip_rows.max(1));
        let counts = usize::from(placed.counts.height.saturating_sub(2));
        let room = match (placed.arrangement, self.part) {
            (Arrangement::Alone, Part::Counts) => counts,
            (Arrangement::Alone, Part::Strips) | (Arrangement::Beside, _) => strips,
            (Arrangement::Below, _) => strips.min(counts),
        };
        placed.shown = room.min(documents);
        placed.first = placed
            .first
            .min(documents.saturating_sub(placed.shown))
            .clamp((self.document + 1).saturating_sub(placed.shown.max(1)), self.document);
    }

    /// Row of the screen on which a document's counts are.
    pub fn counts_row(&self, document: usize) -> u16 {
        let placed = &self.placed;
        let row = document.saturating_sub(placed.first) as u16;
        match placed.arrangement {
            Arrangement::Beside => placed.strips.y + row * placed.strip_rows + placed.strip_rows - 1,
            _ => placed.counts.y + 2 + row,
        }
    }

    /// Puts the cursor on what is at a cell of the screen. Whether there is anything.
    pub fn click(&mut self, x: u16, y: u16) -> bool {
        let placed = self.placed.clone();
        if placed.strips.contains(x, y) {
            let row = usize::from((y - placed.strips.y) / placed.strip_rows.max(1));
            let cell = placed.first_cell + usize::from((x - placed.strips.x) / placed.cell_width.max(1));
            let is_there = row < placed.shown;
            if is_there {
                self.part = Part::Strips;
                self.set_place(placed.first + row, cell * placed.per_cell);
            }
            return is_there;
        }
        let column = placed.columns.iter().find(|at| (at.x..at.x + at.width).contains(&x));
        let document =
            (placed.first..placed.first + placed.shown).find(|&document| self.counts_row(document) == y);
        let (Some(column), Some(document), true) = (column, document, placed.counts.height > 0) else {
            return false;
        };
        self.part = Part::Counts;
        (self.document, self.column) = (document, column.column);
        self.number = usize::from((x - column.x) / placed.digits.max(1));
        self.settle();
        true
    }
}

fn digits(overview: &Overview) -> u16 {
    overview.coverage.largest().to_string().len().max(2) as u16 + 1
}

/// The letter and as much of the citation as a quarter of the screen has room for, with a sign for
/// the cursor before and a space after it.
fn names_width(total: u16, collection: &Collection) -> u16 {
    let wide = |label: &crate::scheme::Label| width(&label.letter) + 1 + width(&label.cite);
    let longest = collection.labels.iter().map(wide).max().unwrap_or(0);
    (longest as u16).min(WIDEST_NAME).min(total / 4) + 2
}
