//! The board: steps down, episodes across.

use crate::app::heads::facts_lines;
use crate::layout::wrap;
use crate::scheme::{BoardCell, ColumnKind, Label};
use crate::text::display::{truncated, visible, width};

use super::Canvas;
use super::text::{Slot, put};

/// Cells of a citation that tell it from others.
const LEAST_CITE: usize = 6;

impl Canvas<'_> {
    pub(super) fn board(&mut self) {
        self.board_heads();
        let area = self.app.board_area();
        let board = &self.app.board;
        let mut y = area.y + board.head_rows;
        let bottom = area.y + area.height;
        for row in board.first_row..(board.first_row + board.shown_rows).min(board.board.rows.len()) {
            let height = board.row_height.min(bottom.saturating_sub(y));
            self.board_row(row, y, height);
            y += height;
        }
        self.board_detail(bottom);
    }

    fn board_heads(&mut self) {
        let app = self.app;
        let (board, area) = (&app.board, app.board_area());
        let facts_rows = board.head_rows.saturating_sub(1 + u16::from(board.ruled));
        for &(column, x, width) in &board.placed {
            let head = &board.board.columns[column];
            let style = match head.kind {
                ColumnKind::Episode(episode) => self.theme.episode(episode.0),
                ColumnKind::Document(_) => self.theme.accent(),
            };
            let style = style.patch(self.theme.bold());
            let focused = column == board.column;
            let title = match head.kind {
                ColumnKind::Episode(episode) => format!("{} {}", episode.0 + 1, head.title),
                ColumnKind::Document(_) => head.title.clone(),
            };
            self.put_cut(Slot { x: x + 1, y: area.y, width: width - 1 }, &title, style);
            let lines = facts_lines(&app.collection, head, usize::from(width) - 1, facts_rows.into());
            for (at, line) in lines.iter().enumerate() {
                let slot = Slot { x: x + 1, y: area.y + 1 + at as u16, width: width - 1 };
                self.put_cut(slot, line, self.theme.second());
            }
            if !board.ruled {
                continue;
            }
            let rule = Slot { x, y: area.y + board.head_rows - 1, width };
            let style = if focused { self.theme.accent() } else { self.theme.rule() };
            self.horizontal(rule, focused, style);
        }
        self.board_edges();
        if board.ruled && board.steps_width > 0 {
            let rule = Slot { x: area.x, y: area.y + board.head_rows - 1, width: board.steps_width + 1 };
            self.horizontal(rule, false, self.theme.rule());
        }
    }

    /// Signs at the edges where columns or steps go on beyond the screen.
    fn board_edges(&mut self) {
        let app = self.app;
        let (board, area) = (&app.board, app.board_area());
        let visible = board.visible();
        let shown: Vec<usize> = board.placed.iter().map(|&(column, ..)| column).collect();
        let right = Slot { x: area.x + area.width.saturating_sub(1), y: area.y, width: 1 };
        if visible.last() != shown.last() {
            put(self.buffer, right, self.theme.signs.more, self.theme.strong());
        }
        if visible.first() != shown.first() {
            put(self.buffer, Slot { x: area.x, ..right }, self.theme.signs.less, self.theme.strong());
        }
        let below = board.board.rows.len().saturating_sub(board.first_row + board.shown_rows);
        if below > 0 {
            let y = area.y + area.height.saturating_sub(1);
            put(self.buffer, Slot { x: area.x, y, width: 1 }, self.theme.signs.below, self.theme.strong());
        }
    }

    fn board_row(&mut self, row: usize, y: u16, height: u16) {
        let app = self.app;
        let board = &app.board;
        let (step, cells) = &board.board.rows[row];
        let step = app.collection.scheme.step(*step);
        let focused = row == board.row;
        let style = if focused { self.theme.strong() } else { self.theme.bold() };
        let mut top = y;
        let mut rows = height;
        if board.steps_width == 0 {
            self.put_cut(Slot { x: 1, y, width: app.columns.saturating_sub(2) }, &step.question, style);
            (top, rows) = (y + 1, height.saturating_sub(1));
        } else {
            let question = visible(&step.question);
            let lines = wrap(&question, usize::from(board.steps_width).saturating_sub(1), None);
            for (at, line) in lines.iter().take(height.into()).enumerate() {
                let slot = Slot { x: 1, y: y + at as u16, width: board.steps_width };
                self.put_cut(slot, line.span.of(&question), style);
            }
        }
        for &(column, x, width) in &board.placed {
            let slot = Slot { x, y: top, width };
            let here = focused && column == board.column;
            self.board_cell(row, column, &cells[column], slot, rows, here);
        }
        let separators: Vec<u16> = board.placed.iter().skip(1).map(|&(_, x, _)| x - 2).collect();
        for x in separators {
            self.vertical(x, top..top + rows, self.theme.rule());
        }
    }

    /// A cell with its summary and, on its last row, who moved, who tells it and how surely.
    fn board_cell(&mut self, row: usize, column: usize, cell: &BoardCell, slot: Slot, rows: u16, here: bool) {
        if rows == 0 {
            return;
        }
        // A blank row parts the steps where there is room.
        let rows = if rows > 3 { rows - 1 } else { rows };
        if here {
            for y in slot.y..slot.y + rows {
                put(self.buffer, Slot { y, ..slot }, self.theme.signs.cell_cursor, self.theme.accent());
            }
        }
        let text = Slot { x: slot.x + 1, width: slot.width.saturating_sub(1), ..slot };
        if cell.passages == 0 {
            let silence = format!("{} nothing is told", self.theme.signs.silence);
            self.put_cut(text, &silence, self.theme.second());
            return;
        }
        let facts_rows = u16::from(rows > 1);
        let summary = self.told(row, column, cell).unwrap_or_default();
        let summary = visible(&summary);
        let style = if here { self.theme.bold() } else { self.theme.text() };
        let lines = wrap(&summary, text.width.into(), None);
        let room = usize::from(rows - facts_rows);
        for (at, line) in lines.iter().take(room).enumerate() {
            let slot = Slot { y: text.y + at as u16, ..text };
            let cut = at + 1 == room && lines.len() > room;
            let shown = if cut { &summary[line.span.start..] } else { line.span.of(&summary) };
            self.put_cut(slot, shown, style);
        }
        if facts_rows > 0 {
            let below = room.min(lines.len()) as u16;
            self.cell_facts(row, column, cell, Slot { y: text.y + below, ..text });
        }
    }

    /// What a cell says; a summary of the reader's own with a sign.
    fn told(&self, row: usize, column: usize, cell: &BoardCell) -> Option<String> {
        let app = self.app;
        let told = cell.told(&app.collection);
        let board = &app.board.board;
        let step = board.rows[row].0;
        let (is_own, noted) = match board.columns[column].kind {
            ColumnKind::Episode(episode) => {
                (app.is_own_summary(episode, step), self.sign_on_cell(episode, step))
            }
            ColumnKind::Document(_) => (false, None),
        };
        let own = told.is_some().then_some(self.theme.signs.own).filter(|_| is_own);
        let parts: Vec<&str> = noted.into_iter().chain(own).chain(told.as_deref()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn cell_facts(&mut self, row: usize, column: usize, cell: &BoardCell, slot: Slot) {
        let app = self.app;
        let letters: Vec<&str> =
            cell.accounts.iter().map(|&document| app.collection.label(document).letter.as_str()).collect();
        let strip = self.confidence_strip(cell);
        let dot = self.theme.signs.dot;
        let letters = letters.join(" ");
        let noun = if cell.passages == 1 { "passage" } else { "passages" };
        let mark = if cell.suggested { self.theme.signs.suggested } else { "" };
        let count = format!("{mark}{}", cell.passages);
        let counted = [
            format!("{count} {noun} by {letters} {strip}"),
            format!("{count} by {letters} {strip}"),
            format!("{count} by {letters}"),
            format!("{count} {noun}"),
            letters.clone(),
            count,
        ];
        let moves = app.board.directions(&app.collection, row, column);
        let all = moves.join(", ");
        let first = moves.first().cloned().unwrap_or_default();
        let more = if moves.len() > 1 { format!("{first} +{}", moves.len() - 1) } else { String::new() };
        // Who moved comes first, and is the last to go.
        let leads = [all, more, first];
        let forms = leads.iter().filter(|lead| !lead.is_empty() || moves.is_empty()).flat_map(|lead| {
            let parted = if lead.is_empty() { String::new() } else { format!("{lead} {dot} ") };
            let bare = (!lead.is_empty()).then(|| lead.clone());
            counted.iter().map(move |counted| format!("{parted}{counted}")).chain(bare)
        });
        let forms: Vec<String> = forms.collect();
        let fits = forms.iter().find(|form| width(form) <= usize::from(slot.width));
        let text = fits.or(forms.last()).cloned().unwrap_or_default();
        self.put_cut(slot, &text, self.theme.second());
    }

    /// Four signs for the mean confidence of the codings.
    fn confidence_strip(&self, cell: &BoardCell) -> String {
        let total: usize = cell.confidence.iter().sum();
        let weighted: usize =
            cell.confidence.iter().enumerate().map(|(quarter, count)| (quarter + 1) * count).sum();
        let full = (weighted + total / 2).checked_div(total).unwrap_or(0);
        let signs = self.theme.signs;
        (1..=4).map(|quarter| if quarter <= full { signs.full } else { signs.empty }).collect()
    }

    /// Which document each letter stands for, cut as far as all have room, or as many as have.
    fn legend(&mut self, y: u16) {
        let app = self.app;
        let labels = &app.collection.labels;
        let end = app.columns.saturating_sub(2);
        let needed =
            |label: &Label, most: usize| (width(&label.letter) + 1 + width(&label.cite).min(most)) as u16;
        let all = |most: usize| {
            labels.iter().map(|label| needed(label, most).saturating_add(2)).fold(0, u16::saturating_add)
        };
        let are_many = labels.len() * LEAST_CITE > end.into();
        let widths = if are_many { LEAST_CITE..=LEAST_CITE } else { LEAST_CITE..=end.into() };
        let most = widths.rev().find(|&most| all(most) <= end + 2).unwrap_or(LEAST_CITE);
        let mut x = 1;
        for (at, label) in labels.iter().enumerate() {
            let is_last = at + 1 == labels.len();
            if x + needed(label, most) + u16::from(!is_last) * 3 > end + 1 {
                put(
                    self.buffer,
                    Slot { x, y, width: app.columns - x },
                    self.theme.signs.ellipsis,
                    self.theme.second(),
                );
                break;
            }
            let slot = Slot { x, y, width: app.columns - x };
            let used = self.put_cut(slot, &label.letter, self.theme.strong());
            let slot = Slot { x: x + used + 1, y, width: most as u16 };
            x += used + 1 + self.put_cut(slot, &label.cite, self.theme.second()) + 2;
        }
    }

    /// Below the board: the cell under the cursor in full.
    fn board_detail(&mut self, y: u16) {
        let app = self.app;
        let rows = (app.body.y + app.body.height).saturating_sub(y);
        let (Some(cell), Some(step), Some(head)) = (app.board.cell(), app.board.step(), app.board.head())
        else {
            return;
        };
        if rows == 0 {
            return;
        }
        let step = app.collection.scheme.step(step);
        let dot = self.theme.signs.dot;
        let told = match self.told(app.board.row, app.board.column, cell) {
            Some(told) => told,
            None if cell.passages == 0 => "nothing is told at this step".to_owned(),
            None => format!("{} passages", cell.passages),
        };
        let moves = app.board.directions(&app.collection, app.board.row, app.board.column);
        let told = if moves.len() > 1 { format!("{told} ({})", moves.join(", ")) } else { told };
        let slot_width = app.columns.saturating_sub(2);
        let first_y = if rows > 2 { y + 1 } else { y };
        if rows > 3 {
            self.legend(app.body.y + app.body.height - 1);
        }
        if rows > 2 {
            self.horizontal(Slot { x: 0, y, width: app.columns }, false, self.theme.rule());
        }
        let room = usize::from(app.body.y + app.body.height - first_y - u16::from(rows > 3));
        // What is told is seen to its end sooner than where: the cursor shows that.
        let leads =
            [format!("{} {dot} {}", head.title, step.question), head.title.clone(), head.short.clone()];
        let texts = leads.map(|lead| visible(&format!("{lead}  {told}")).into_owned());
        let lines_of = |text: &str| wrap(text, slot_width.into(), None);
        let fits = |text: &&String| lines_of(text).len() <= room;
        let text = texts.iter().find(fits).unwrap_or(&texts[2]);
        let lines = lines_of(text);
        for (at, line) in lines.iter().take(room).enumerate() {
            let slot = Slot { x: 1, y: first_y + at as u16, width: slot_width };
            let cut = at + 1 == room && lines.len() > room;
            let shown = if cut {
                truncated(&text[line.span.start..], slot_width.into())
            } else {
                line.span.of(text).into()
            };
            self.put_cut(slot, &shown, self.theme.text());
        }
    }
}
