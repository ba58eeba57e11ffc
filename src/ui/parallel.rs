//! The parallel view: heads, bands, rows of cells.

use ratatui::style::Style;

use crate::app::grid::{self, CellLine, GridItem};
use crate::app::heads::head_lines;
use crate::app::parallel::{GridRow, PlacedColumn, SUMMARY_INDENT};
use crate::scheme::ColumnKind;
use crate::scheme::alignment::Accord;
use crate::text::display::{truncated, width};

use super::Canvas;
use super::text::{Slot, put, put_line};

impl Canvas<'_> {
    pub(super) fn parallel(&mut self) {
        let app = self.app;
        let area = app.parallel_area();
        self.words_above();
        if app.parallel.items.is_empty() {
            let text = if app.awaits_rows() {
                "Looking for matches ..."
            } else if app.parallel.shape.filter.is_active() {
                "Nothing passes the filter."
            } else {
                "There is nothing to set side by side: no coded passage, no match."
            };
            self.in_place_of_all(area, text);
            return;
        }
        if app.parallel.stacked {
            self.stacked_head();
        } else {
            self.parallel_heads();
        }
        let top = area.y + app.parallel.head_rows;
        for (at, row) in app.parallel.rows.iter().enumerate() {
            let y = top + at as u16;
            if y < area.y + area.height {
                self.grid_row(*row, y);
            }
        }
    }

    /// Above the columns: how far another's rows agree; what the filter asks for, how many rows it
    /// leaves, and the key that clears it.
    fn words_above(&mut self) {
        let app = self.app;
        let room = Slot { x: 1, y: app.body.y, width: app.columns.saturating_sub(2) };
        let mut slot = room;
        if let Some(words) = app.rival_words(room.width.into()) {
            self.put_cut(slot, &words, self.theme.second());
            slot.y += 1;
        }
        let Some(words) = app.parallel.filter_words(&app.collection) else { return };
        let words = format!("filter: {words}");
        let key = super::frame::key_for(app, "cancel").unwrap_or_default();
        let clear = format!("{key} clears");
        let clear_width = width(&clear) as u16;
        self.put_cut(slot, &words, self.theme.strong());
        if width(&words) as u16 + clear_width + 2 <= room.width {
            let right = Slot { x: 1 + room.width - clear_width, width: clear_width, ..slot };
            self.put_cut(right, &clear, self.theme.second());
        }
    }

    fn column_style(&self, column: usize) -> Style {
        match self.app.parallel.synopsis.columns[column].kind {
            ColumnKind::Episode(episode) => self.theme.episode(episode.0),
            ColumnKind::Document(document) => self.theme.episode(document.0),
        }
    }

    fn parallel_heads(&mut self) {
        let app = self.app;
        let y = app.parallel_area().y;
        let rows = app.parallel.head_rows;
        for (at, placed) in app.parallel.placed.clone().into_iter().enumerate() {
            let column = &app.parallel.synopsis.columns[placed.column];
            let style = self.column_style(placed.column).patch(self.theme.bold());
            let title = format!("{} {}", self.column_sign(placed.column), column.title);
            if placed.sliver {
                let title = format!("{} {}", self.theme.signs.more, column.short);
                self.put_cut(Slot { x: placed.x, y, width: placed.width }, &title, style);
            } else {
                self.put_cut(
                    Slot { x: placed.x + 2, y, width: placed.width.saturating_sub(2) },
                    &title,
                    style,
                );
                let lines = head_lines(
                    &app.collection,
                    &app.parallel.synopsis,
                    placed.column,
                    usize::from(placed.width).saturating_sub(2),
                );
                for (below, line) in lines.iter().take(usize::from(rows).saturating_sub(2)).enumerate() {
                    let slot = Slot {
                        x: placed.x + 2,
                        y: y + 1 + below as u16,
                        width: placed.width.saturating_sub(2),
                    };
                    self.put_cut(slot, line, self.theme.second());
                }
            }
            if at == 0 && app.parallel.visible().first() != Some(&placed.column) {
                let slot = Slot { x: placed.x, y, width: 1 };
                put(self.buffer, slot, self.theme.signs.less, self.theme.strong());
            }
            let focused = placed.column == app.parallel.column;
            let rule = Slot { x: placed.x, y: y + rows - 1, width: placed.width };
            let style = if focused { self.theme.accent() } else { self.theme.rule() };
            self.horizontal(rule, focused, style);
        }
    }

    /// The step, and the column with the cursor: its own head may be off the screen.
    fn stacked_head(&mut self) {
        let app = self.app;
        let y = app.parallel_area().y;
        match app.parallel.stacked_band() {
            Some(band) if app.parallel.synopsis.bands[band].step.is_some() => self.band_title(band, y),
            _ => {
                let rule = Slot { x: 0, y, width: app.columns };
                self.horizontal(rule, false, self.theme.rule());
            }
        }
        let column = app.parallel.column;
        let Some(content) = app.parallel.synopsis.columns.get(column) else { return };
        let room = usize::from(app.columns) / 3;
        let sign = self.column_sign(column);
        let [whole, short] = [&content.title, &content.short].map(|title| format!(" {sign} {title} "));
        let shown = if width(&whole) <= room { whole } else { truncated(&short, room).into_owned() };
        let cells = width(&shown) as u16;
        let slot = Slot { x: app.columns.saturating_sub(cells + 2), y, width: cells };
        self.put_cut(slot, &shown, self.column_style(column).patch(self.theme.bold()));
    }

    fn grid_row(&mut self, row: GridRow, y: u16) {
        match row {
            GridRow::Blank => {}
            GridRow::BandTitle { band } => self.band_title(band, y),
            GridRow::BandSilence { band } => self.band_silence(band, y),
            GridRow::Head { band, column } => self.stacked_column_head(band, column, y),
            GridRow::Label { item } => self.row_label(item, y),
            GridRow::Cells { item, line } => self.cell_lines(item, line, y),
            GridRow::Folded { item } => self.folded_background(item, y),
        }
    }

    fn band_title(&mut self, band: usize, y: u16) {
        let app = self.app;
        let slot = Slot { x: 0, y, width: app.columns };
        self.horizontal(slot, false, self.theme.rule());
        let Some(step) = app.parallel.synopsis.bands[band].step else {
            let room = Slot { x: 2, width: app.columns.saturating_sub(4), ..slot };
            self.put_cut(room, " At no step ", self.theme.strong());
            return;
        };
        let step = app.collection.scheme.step(step);
        let title = format!(" [{}] {} ", step.letter, step.question);
        self.put_cut(
            Slot { x: 2, width: app.columns.saturating_sub(4), ..slot },
            &title,
            self.theme.strong(),
        );
    }

    /// Said once for the band: in which columns nothing is told at this step.
    fn band_silence(&mut self, band: usize, y: u16) {
        let app = self.app;
        let silent = &app.parallel.synopsis.bands[band].silent;
        for placed in app.parallel.placed.clone() {
            if !placed.sliver && silent.get(placed.column) == Some(&true) {
                let slot = Slot { x: placed.x + 2, y, width: placed.width.saturating_sub(2) };
                let text = format!("{} nothing told at this step", self.theme.signs.silence);
                self.put_cut(slot, &text, self.theme.second());
            }
        }
        self.separators(y);
    }

    fn stacked_column_head(&mut self, band: usize, column: usize, y: u16) {
        let app = self.app;
        let style = self.column_style(column).patch(self.theme.bold());
        let content = &app.parallel.synopsis.columns[column];
        let title = format!("{} {}", self.column_sign(column), content.title);
        let slot = Slot { x: 1, y, width: app.columns.saturating_sub(2) };
        let used = self.put_cut(slot, &title, style);
        let silent = app.parallel.synopsis.bands[band].silent.get(column) == Some(&true);
        let facts = if silent {
            format!("{} nothing told at this step", self.theme.signs.silence)
        } else {
            crate::app::heads::head_text(&app.collection, &app.parallel.synopsis, column)
        };
        let rest = Slot { x: slot.x + used + 2, width: slot.width.saturating_sub(used + 2), ..slot };
        self.put_cut(rest, &facts, self.theme.second());
    }

    fn row_label(&mut self, item: usize, y: u16) {
        let app = self.app;
        let Some(row) = grid::row(&app.parallel.synopsis, &app.parallel.items[item]) else { return };
        let (label, by_hand) = (row.label.as_deref().unwrap_or_default(), row.by_hand);
        let here = item == app.parallel.item;
        let style = if here { self.theme.strong() } else { self.theme.bold() };
        let mut slot = Slot { x: 2, y, width: app.columns.saturating_sub(3) };
        let sign = match by_hand {
            _ if label.is_empty() => None,
            false => Some(self.theme.signs.suggested),
            true => app.is_own_row(item).then_some(self.theme.signs.own),
        };
        if let Some(sign) = sign {
            let used = put(self.buffer, slot, sign, style) + 1;
            slot = Slot { x: slot.x + used, width: slot.width.saturating_sub(used), ..slot };
        }
        let used = if label.is_empty() { 0 } else { self.put_cut(slot, label, style) + 3 };
        let rest = Slot { x: slot.x + used, width: slot.width.saturating_sub(used), ..slot };
        let beside = self.beside_label(item);
        if usize::from(rest.width) > width(&beside) {
            self.put_cut(rest, &beside, self.theme.second());
        }
    }

    /// Right of a label: how the row stands to another's, and in which columns beyond the screen it
    /// is told: `= canon   also D F`.
    fn beside_label(&self, item: usize) -> String {
        let app = self.app;
        let accord = app.parallel.accord(item).zip(app.rival.as_ref()).map(|(accord, rival)| {
            let name = &rival.alignment.name;
            match accord {
                Accord::Agrees => format!("{} {name}", self.theme.signs.agrees),
                Accord::Partly => format!("{} {name} in part", self.theme.signs.partly),
                Accord::Differs => format!("{} {name}", self.theme.signs.differs),
            }
        });
        let columns = app.parallel.told_beside(item);
        let signs: Vec<String> = columns.into_iter().map(|column| self.column_sign(column)).collect();
        let also = (!signs.is_empty()).then(|| format!("also {}", signs.join(" ")));
        let noted = self.sign_of(app.notes_on_row(item)).map(str::to_owned);
        noted.into_iter().chain(accord).chain(also).collect::<Vec<_>>().join("   ")
    }

    /// An episode's number or a document's letter.
    fn column_sign(&self, column: usize) -> String {
        match self.app.parallel.synopsis.columns[column].kind {
            ColumnKind::Episode(episode) => (episode.0 + 1).to_string(),
            ColumnKind::Document(document) => self.app.collection.label(document).letter.clone(),
        }
    }

    fn folded_background(&mut self, item: usize, y: u16) {
        let GridItem::Folded { rows, .. } = self.app.parallel.items[item] else { return };
        let key = super::frame::key_for(self.app, "background-toggle").unwrap_or_default();
        let noun = if rows == 1 { "row" } else { "rows" };
        let text =
            format!("{} {rows} {noun} of what led up to it, folded ({key} unfolds)", self.theme.signs.folded);
        self.put_cut(Slot { x: 2, y, width: self.app.columns.saturating_sub(3) }, &text, self.theme.second());
    }

    fn separators(&mut self, y: u16) {
        let xs: Vec<u16> = self.app.parallel.placed.iter().skip(1).map(|placed| placed.x - 2).collect();
        for x in xs {
            self.vertical(x, y..y + 1, self.theme.rule());
        }
    }

    fn cell_lines(&mut self, item: usize, line: usize, y: u16) {
        let app = self.app;
        if app.parallel.stacked {
            let Some(column) = app.parallel.items[item].only() else { return };
            let placed = PlacedColumn { column, x: 0, width: app.columns, sliver: false };
            self.cell_line(item, line, y, placed);
            return;
        }
        for placed in app.parallel.placed.clone() {
            if !placed.sliver {
                self.cell_line(item, line, y, placed);
            }
        }
        self.separators(y);
    }

    fn cell_line(&mut self, item: usize, line: usize, y: u16, placed: PlacedColumn) {
        let app = self.app;
        let here = item == app.parallel.item && placed.column == app.parallel.column;
        let content = app.parallel.shown_cell(item, placed.column);
        let cell = grid::cell(&app.parallel.synopsis, &app.parallel.items[item], placed.column);
        let content_line = content.as_ref().and_then(|content| content.lines.get(line));
        if here && (content_line.is_some() || line == 0) {
            put(
                self.buffer,
                Slot { x: placed.x, y, width: 1 },
                self.theme.signs.cell_cursor,
                self.theme.accent(),
            );
        }
        let slot = Slot { x: placed.x + 2, y, width: placed.width.saturating_sub(2) };
        if line == 0 && app.parallel.is_gap(item, placed.column) {
            self.put_cut(slot, self.theme.signs.gap, self.theme.second());
        }
        if let GridItem::Summaries { band, .. } = app.parallel.items[item] {
            let text = match content_line {
                Some(CellLine::Summary(text)) => Some(text.as_str()),
                _ => None,
            };
            self.summary_line((band, placed.column), (line, text), slot);
            return;
        }
        let (Some(content_line), Some(cell)) = (content_line, cell) else { return };
        match content_line {
            CellLine::Summary(_) => {}
            CellLine::Folded { passages, lines } => {
                let text = folded_words(self.theme.signs.folded, *passages, *lines, slot.width.into());
                self.put_cut(slot, &text, self.theme.second());
            }
            CellLine::Source { passage, text } => {
                let style = self.column_style(placed.column);
                let style = if here && *passage == app.parallel.passage {
                    style.patch(self.theme.bold())
                } else {
                    style
                };
                self.put_cut(slot, text, style);
                let is_own = app.corrections.coding_at(cell.passages[*passage].passage).is_some();
                let before = line.checked_sub(1).and_then(|line| content.as_ref()?.lines.get(line));
                if is_own && !matches!(before, Some(CellLine::Source { .. })) {
                    let slot = Slot { x: placed.x + 1, y, width: 1 };
                    put(self.buffer, slot, self.theme.signs.own, self.theme.accent());
                }
            }
            CellLine::Text { passage, line } => {
                let shown = cell.passages[*passage].passage;
                let text = app.collection.document(shown.document).passage_text(shown);
                let current = here && *passage == app.parallel.passage;
                let base = if current { self.theme.bold() } else { Style::new() };
                if let Some(sign) = self.sign_on(shown).filter(|_| line.span.start == 0) {
                    let slot = Slot { x: placed.x + 1, y, width: 1 };
                    put(self.buffer, slot, sign, self.theme.accent());
                }
                let mut lit = self.noted_words_of(shown);
                let spans = content.as_ref().map_or(&[][..], |content| content.lit_in(*passage));
                lit.extend(spans.iter().map(|&span| (span, self.theme.lit())));
                put_line(self.buffer, slot, &text, *line, base, &lit, app.options.reorder);
            }
        }
    }

    /// A line of the summary of a column's cell, with a sign before the first: one for the
    /// collection's, one for the reader's own.
    fn summary_line(
        &mut self,
        (band, column): (usize, usize),
        (line, text): (usize, Option<&str>),
        slot: Slot,
    ) {
        let app = self.app;
        let band = &app.parallel.synopsis.bands[band];
        let Some(text) = text else {
            if line == 0 && band.silent.get(column) != Some(&true) {
                self.put_cut(slot, "no summary", self.theme.second());
            }
            return;
        };
        if line == 0 {
            let is_own = match (app.parallel.synopsis.columns[column].kind, band.step) {
                (ColumnKind::Episode(episode), Some(step)) => app.is_own_summary(episode, step),
                _ => false,
            };
            let sign = if is_own { self.theme.signs.own } else { self.theme.signs.summary };
            put(self.buffer, slot, sign, self.theme.second());
        }
        let indent = SUMMARY_INDENT as u16;
        let slot = Slot { x: slot.x + indent, width: slot.width.saturating_sub(indent), ..slot };
        self.put_cut(slot, text, self.theme.summary());
    }
}

/// `▸ 2 more passages, 9 lines` or `▸ 3 more lines`; in a narrow column `▸ 2 more, 9 lines`.
fn folded_words(sign: &str, passages: usize, lines: usize, room: usize) -> String {
    let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    if passages == 0 {
        return format!("{sign} {}", counted(lines, "more line"));
    }
    let lines = counted(lines, "line");
    let whole = format!("{sign} {}, {lines}", counted(passages, "more passage"));
    if width(&whole) <= room { whole } else { format!("{sign} {passages} more, {lines}") }
}
