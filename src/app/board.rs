//! The board's state: steps down, episodes across, a cursor on a cell.

use crate::layout::Area;
use crate::layout::columns::share;
use crate::scheme::{Board, BoardCell, Collection, Column, ColumnKind, Direction, EpisodeIndex, StepIndex};

/// Cells between two columns: space, rule, space.
pub const COLUMN_GAP: usize = 3;

/// State of the board.
#[derive(Clone, Debug)]
pub struct BoardView {
    pub board: Board,
    /// Row of the cursor.
    pub row: usize,
    /// Column of the cursor, an index into the board's columns.
    pub column: usize,
    pub show_hidden: bool,
    /// Cells for the steps' questions at the left.
    pub steps_width: u16,
    /// Columns on the screen: index, x, width.
    pub placed: Vec<(usize, u16, u16)>,
    /// Rows of the screen that each step takes.
    pub row_height: u16,
    /// First step on the screen, where not all fit.
    pub first_row: usize,
    /// Rows that the heads take, with the rule below them.
    pub head_rows: u16,
    /// Whether there is room for a rule below the heads.
    pub ruled: bool,
    /// Steps on the screen.
    pub shown_rows: usize,
    first_column: usize,
}

impl BoardView {
    pub fn new(board: Board) -> Self {
        Self {
            board,
            row: 0,
            column: 0,
            show_hidden: false,
            steps_width: 0,
            placed: Vec::new(),
            row_height: 1,
            first_row: 0,
            head_rows: 3,
            ruled: true,
            shown_rows: 0,
            first_column: 0,
        }
    }

    pub fn visible(&self) -> Vec<usize> {
        let columns = self.board.columns.iter().enumerate();
        columns.filter(|(_, column)| self.show_hidden || !column.hidden).map(|(index, _)| index).collect()
    }

    pub fn hidden_count(&self) -> usize {
        self.board.columns.len() - self.visible().len()
    }

    pub fn cell(&self) -> Option<&BoardCell> {
        self.board.rows.get(self.row)?.1.get(self.column)
    }

    pub fn step(&self) -> Option<StepIndex> {
        self.board.rows.get(self.row).map(|(step, _)| *step)
    }

    pub fn head(&self) -> Option<&Column> {
        self.board.columns.get(self.column)
    }

    pub fn episode(&self) -> Option<EpisodeIndex> {
        match self.head()?.kind {
            ColumnKind::Episode(episode) => Some(episode),
            ColumnKind::Document(_) => None,
        }
    }

    /// Who moved towards whom in a cell, the most told first. Where both moved, one entry says so:
    /// `Town <-> Crown`.
    pub fn directions(&self, collection: &Collection, row: usize, column: usize) -> Vec<String> {
        let cell = self.board.rows.get(row).and_then(|(_, cells)| cells.get(column));
        let moved = cell.map_or(&[][..], |cell| cell.directions.as_slice());
        let back = |direction: Direction| Direction { from: direction.to, to: direction.from };
        let mut shown: Vec<(Direction, String)> = Vec::new();
        for direction in moved.iter().map(|moved| moved.direction) {
            if shown.iter().any(|(known, _)| *known == back(direction)) {
                continue;
            }
            let text = collection.scheme.direction_text(direction);
            let both = moved.iter().any(|other| other.direction == back(direction));
            shown.push((direction, if both { text.replacen("->", "<->", 1) } else { text }));
        }
        shown.into_iter().map(|(_, text)| text).collect()
    }

    /// Puts the cursor on a cell, where the board has it.
    pub fn go_to(&mut self, episode: EpisodeIndex, step: StepIndex) {
        let column = ColumnKind::Episode(episode);
        let column = self.board.columns.iter().position(|head| head.kind == column);
        let row = self.board.rows.iter().position(|(at, _)| *at == step);
        if let (Some(row), Some(column)) = (row, column) {
            self.show_hidden |= self.board.columns[column].hidden;
            (self.row, self.column) = (row, column);
        }
    }

    pub fn move_rows(&mut self, delta: isize) {
        self.row = self.row.saturating_add_signed(delta).min(self.board.rows.len().saturating_sub(1));
    }

    pub fn move_columns(&mut self, delta: isize) {
        let visible = self.visible();
        let at = visible.iter().position(|&column| column == self.column).unwrap_or(0);
        let to = at.saturating_add_signed(delta).min(visible.len().saturating_sub(1));
        self.column = visible.get(to).copied().unwrap_or(0);
    }

    pub fn toggle_hidden(&mut self) {
        self.show_hidden = !self.show_hidden;
        if !self.visible().contains(&self.column) {
            self.column = self.visible().last().copied().unwrap_or(0);
        }
    }

    /// Shares the area among steps and columns. Every step gets the same number of rows, so that
    /// the whole board fits where it can.
    pub fn lay_out(&mut self, area: Area, longest_question: usize, collection: &Collection) {
        let visible = self.visible();
        let width = usize::from(area.width);
        self.steps_width = if width >= 70 { longest_question.min(width / 8).max(10) as u16 } else { 0 };
        let lead = if self.steps_width == 0 { 0 } else { usize::from(self.steps_width) + COLUMN_GAP };
        let room = width.saturating_sub(lead);
        let least = 20;
        let fit = ((room + COLUMN_GAP) / (least + COLUMN_GAP)).clamp(1, visible.len().max(1));
        let cursor = visible.iter().position(|&column| column == self.column).unwrap_or(0);
        self.first_column = self
            .first_column
            .min(visible.len().saturating_sub(fit))
            .clamp((cursor + 1).saturating_sub(fit), cursor);
        let shown = &visible[self.first_column..(self.first_column + fit).min(visible.len())];
        let widths = share(
            room,
            COLUMN_GAP,
            &vec![least; shown.len()],
            &vec![1; shown.len()],
            &vec![None; shown.len()],
        );
        let mut x = area.x + lead as u16;
        self.placed.clear();
        for (&column, &width) in shown.iter().zip(&widths) {
            self.placed.push((column, x, width as u16));
            x += (width + COLUMN_GAP) as u16;
        }
        let facts = self.placed.iter().map(|&(column, _, width)| {
            let width = usize::from(width).saturating_sub(1);
            super::heads::facts_lines(collection, &self.board.columns[column], width, 3).len()
        });
        let facts = facts.max().unwrap_or(1) as u16;
        let spare = area.height.saturating_sub(2 + 3 * self.board.rows.len() as u16);
        // The rule below the heads goes where the summary in full needs its row.
        self.ruled = spare >= 2;
        self.head_rows = 1 + facts.min(spare.clamp(1, 3)) + u16::from(self.ruled);
        let title = u16::from(self.steps_width == 0);
        let rows = self.board.rows.len().max(1) as u16;
        let body = area.height.saturating_sub(self.head_rows);
        self.row_height = (body / rows).clamp(3 + title, 6);
        self.shown_rows = usize::from((body / self.row_height).max(1)).min(rows.into());
        // Where not all of them fit, those that do share the room.
        self.row_height = (body / self.shown_rows as u16).clamp(self.row_height, 6);
        self.first_row = self
            .first_row
            .min(self.board.rows.len().saturating_sub(self.shown_rows))
            .clamp((self.row + 1).saturating_sub(self.shown_rows), self.row);
    }

    /// The step and column at a cell of the screen.
    pub fn at(&self, area: Area, x: u16, y: u16) -> Option<(usize, usize)> {
        let below = y.checked_sub(area.y + self.head_rows)?;
        let row = self.first_row + usize::from(below / self.row_height.max(1));
        let &(column, ..) = self.placed.iter().find(|(_, left, width)| (*left..left + width).contains(&x))?;
        (row < (self.first_row + self.shown_rows).min(self.board.rows.len())).then_some((row, column))
    }
}
