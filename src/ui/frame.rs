//! The title row, the status row, and the words on a screen that is too small.

use std::borrow::Cow;

use ratatui::style::Style;

use crate::app::help::SELECTION_OFFERS;
use crate::app::linked::Linked;
use crate::app::notes::Listed;
use crate::app::overview::Part;
use crate::app::{App, Context, Keeping, Overlay, View, export};
use crate::layout::{Area, wrap};
use crate::scheme::{Axis, ColumnKind};
use crate::text::display::{end_of, truncated, visible, width};

use super::Canvas;
use super::text::{Slot, from_right_in_visual_order, in_visual_order, put, words_in_visual_order};

/// Cells of the collection's title at least, where it is shown.
const LEAST_OF_TITLE: u16 = 8;
/// Cells of what stands before a typed line, at most, where the screen is narrow.
const MOST_OF_LEAD: usize = 12;
/// Cells that are kept for key hints beside facts.
const LEAST_HINTS: u16 = 18;
/// Most rows that a message takes.
const MOST_MESSAGE_ROWS: usize = 4;

impl Canvas<'_> {
    pub(super) fn too_small(&mut self) {
        let text = format!("{}x{} is too small: at least 20x5", self.app.columns, self.app.rows);
        let width = self.app.columns;
        let lines = crate::layout::wrap(&text, width.into(), None);
        for (y, line) in lines.iter().take(self.app.rows.into()).enumerate() {
            let slot = Slot { x: 0, y: y as u16, width };
            put(self.buffer, slot, line.span.of(&text), Style::new());
        }
    }

    /// Writes a string made visible, with an ellipsis where it is cut. Returns the cells it took.
    pub(super) fn put_cut(&mut self, slot: Slot, text: &str, style: Style) -> u16 {
        self.put_turned(slot, text, style, in_visual_order)
    }

    /// As [`Self::put_cut`], of a line of the program's words: it reads from left to right, whatever it
    /// begins with.
    pub(super) fn put_words(&mut self, slot: Slot, text: &str, style: Style) -> u16 {
        self.put_turned(slot, text, style, words_in_visual_order)
    }

    /// As [`Self::put_cut`], of a line of a text that reads from right to left.
    pub(super) fn put_from_right(&mut self, slot: Slot, text: &str, style: Style) -> u16 {
        self.put_turned(slot, text, style, from_right_in_visual_order)
    }

    fn put_turned(&mut self, slot: Slot, text: &str, style: Style, turn: fn(&str) -> Cow<'_, str>) -> u16 {
        let shown = truncated(text, slot.width.into());
        let shown = self.theme.signs.spelled(&shown);
        let shown = if self.app.options.reorder { turn(&shown) } else { Cow::Borrowed(&*shown) };
        put(self.buffer, slot, &shown, style)
    }

    pub(super) fn horizontal(&mut self, slot: Slot, heavy: bool, style: Style) {
        let sign = if heavy { self.theme.signs.heavy } else { self.theme.signs.horizontal };
        put(self.buffer, slot, &sign.repeat(slot.width.into()), style);
    }

    pub(super) fn vertical(&mut self, x: u16, rows: std::ops::Range<u16>, style: Style) {
        for y in rows {
            put(self.buffer, Slot { x, y, width: 1 }, self.theme.signs.vertical, style);
        }
    }

    pub(super) fn title(&mut self) {
        let app = self.app;
        let right = self.title_facts();
        let right_width = width(&right) as u16;
        let room = app.columns.saturating_sub(2);
        // Where the view is says more than what the collection is called.
        let right_width = if right_width + LEAST_OF_TITLE + 2 <= room { right_width } else { room };
        let left_width = room.saturating_sub(right_width + 2);
        let title = app.collection.title.clone();
        self.put_cut(Slot { x: 1, y: 0, width: left_width }, &title, self.theme.bold());
        let x = 1 + room - right_width;
        self.put_cut(Slot { x, y: 0, width: right_width }, &right, self.theme.second());
    }

    fn title_facts(&self) -> String {
        let app = self.app;
        let dot = self.theme.signs.dot;
        let count = app.collection.documents.len();
        let documents = format!("{count} document{}", if count == 1 { "" } else { "s" });
        let hidden =
            |count: usize| if count == 0 { String::new() } else { format!(" {dot} +{count} hidden") };
        match app.view {
            View::Board => {
                let shown = app.board.visible().len();
                format!("board {dot} {documents} {dot} {shown} episodes{}", hidden(app.board.hidden_count()))
            }
            View::Parallel => {
                let by_time =
                    if app.parallel.shape.by_time { format!(" {dot} by time") } else { String::new() };
                let lead = self.pivot_facts().unwrap_or_else(|| "parallel view".to_owned());
                format!("{lead}{by_time}{}", hidden(app.parallel.hidden_count()))
            }
            View::Reader => {
                let panes = app.reader.panes.len();
                let linked = match app.reader.linked(app.reader.focus) {
                    Linked::Off => String::new(),
                    Linked::Follow => format!(" {dot} following"),
                    Linked::Lock => format!(" {dot} locked"),
                };
                let zoomed = if app.reader.zoomed { format!(" {dot} zoomed") } else { String::new() };
                format!("reader {dot} pane {} of {panes}{linked}{zoomed}", app.reader.focus + 1)
            }
            View::Overview => self.overview_facts(),
            View::Timeline => self.timeline_facts(),
            View::Documents => documents,
            View::Differences => self.differences_facts(),
            View::Notes => self.notes_facts(),
            View::Agreement => self.agreement_title(),
        }
    }

    /// `differences · 12 unseen of 17 · contradicts · «dam»`.
    fn differences_facts(&self) -> String {
        let view = &self.app.differences;
        let dot = self.theme.signs.dot;
        let Some(found) = view.found() else { return "differences".to_owned() };
        let mut parts =
            vec!["differences".to_owned(), format!("{} unseen of {}", view.unseen, found.listed.len())];
        parts.extend(view.kind.map(|kind| kind.name().to_owned()));
        if !view.filter.is_empty() {
            parts.push(self.filter_text(&view.filter));
        }
        parts.join(&format!(" {dot} "))
    }

    /// `notes · 12 of 40 · codings · «dam»`.
    fn notes_facts(&self) -> String {
        let view = &self.app.notes;
        let dot = self.theme.signs.dot;
        let (shown, all) = (view.list.count(), view.entries().len());
        let count = if shown == all { format!("{all} of yours") } else { format!("{shown} of {all}") };
        let mut parts = vec!["notes".to_owned(), count];
        parts.extend(view.kind.map(|kind| kind.plural().to_owned()));
        if !view.filter.is_empty() {
            parts.push(self.filter_text(&view.filter));
        }
        parts.join(&format!(" {dot} "))
    }

    /// `agreement · 3 of 40 · Flood of 1953 · «dam»`.
    fn agreement_title(&self) -> String {
        let view = &self.app.agreement;
        let dot = self.theme.signs.dot;
        let mut parts = vec!["agreement".to_owned()];
        if let Some(found) = &view.found {
            parts.push(format!("{} of {}", view.list.count(), found.places.len()));
        }
        parts.extend(view.question.map(|asked| asked.name(&self.app.collection.scheme).to_owned()));
        if !view.filter.is_empty() {
            parts.push(self.filter_text(&view.filter));
        }
        parts.join(&format!(" {dot} "))
    }

    /// What a list is filtered by, in quotation marks.
    fn filter_text(&self, filter: &str) -> String {
        let filter = format!("\u{ab}{}\u{bb}", visible(filter));
        truncated(&self.theme.signs.spelled(&filter), 24).into_owned()
    }

    /// Of a view turned to one episode: which, and who does not tell it.
    fn pivot_facts(&self) -> Option<String> {
        let app = self.app;
        let Axis::Documents(Some(episode)) = app.parallel.axis() else { return None };
        let column =
            app.board.board.columns.iter().find(|column| column.kind == ColumnKind::Episode(episode))?;
        let letters: Vec<&str> =
            column.not_by.iter().map(|&index| app.collection.label(index).letter.as_str()).collect();
        let silent =
            if letters.is_empty() { String::new() } else { format!(", not by {}", letters.join(" ")) };
        Some(format!("accounts of {}{silent}", column.title))
    }

    /// The bottom row: what is typed, a message, an unfinished key, or hints; facts on its right
    /// give way to a message that needs the row. Returns where the cursor of a prompt stands.
    pub(super) fn status(&mut self) -> Option<(u16, u16)> {
        let app = self.app;
        let y = app.rows - 1;
        let slot = Slot { x: 1, y, width: app.columns.saturating_sub(2) };
        if let Some(Overlay::Search { prompt, backwards }) = &app.overlay {
            let sign = if *backwards { "?" } else { "/" };
            return Some(self.prompt_line(slot, sign, prompt));
        }
        if let Some(Overlay::Filter { prompt }) = &app.overlay {
            return Some(self.prompt_line(slot, "only with: ", prompt));
        }
        if let Some(Overlay::Export { prompt }) = &app.overlay {
            self.export_note(Slot { y: y - 1, ..slot });
            return Some(self.prompt_line(slot, "write to ", prompt));
        }
        if let Some(Overlay::SaveElsewhere { prompt }) = &app.overlay {
            let lead = fitting(slot, &["save your work in the folder ", "save in "]);
            return Some(self.prompt_line(slot, lead, prompt));
        }
        if let Some(Overlay::OtherReader { prompt }) = &app.overlay {
            let lead = fitting(slot, &["compare with the codings in ", "codings in "]);
            return Some(self.prompt_line(slot, lead, prompt));
        }
        if let Some(Overlay::RowName { prompt, .. }) = &app.overlay {
            let lead = fitting(slot, &["call this row ", "row: "]);
            return Some(self.prompt_line(slot, lead, prompt));
        }
        if let Some(Overlay::Summary { prompt, episode, step }) = &app.overlay {
            let lead =
                format!("{}: ", truncated(&app.cell_text(*episode, *step), usize::from(slot.width) / 3));
            return Some(self.prompt_line(slot, &self.theme.signs.spelled(&lead), prompt));
        }
        let right = self.theme.signs.spelled(&self.status_facts()).into_owned();
        let left_width = app.message.as_ref().map_or(LEAST_HINTS, |message| width(&message.text) as u16);
        let room = slot.width.saturating_sub(left_width.saturating_add(2));
        // Hints give way to facts; a message does not.
        let right =
            if app.message.is_none() { truncated(&right, room.into()) } else { Cow::Borrowed(&*right) };
        let right_width = width(&right) as u16;
        let slot = if (1..=room).contains(&right_width) {
            let x = slot.x + slot.width - right_width;
            self.put_cut(Slot { x, y, width: right_width }, &right, self.theme.second());
            Slot { width: slot.width - right_width - 2, ..slot }
        } else {
            slot
        };
        if let Some(message) = &app.message {
            let style = if message.error { self.theme.error() } else { self.theme.text() };
            self.message(slot, &message.text, style);
        } else {
            self.hint_line(slot);
        }
        None
    }

    /// What stands in an area that has nothing to show.
    pub(super) fn in_place_of_all(&mut self, area: Area, text: &str) {
        let width = self.app.columns.saturating_sub(2);
        for (at, line) in wrap(text, width.into(), None).iter().enumerate().take(area.height.into()) {
            // A row is left free above where there is room.
            let y = area.y + at as u16 + u16::from(area.height > 4);
            self.put_cut(Slot { x: 1, y, width }, line.span.of(text), self.theme.second());
        }
    }

    /// A message, of which the last row is the slot: it takes as many rows above as it needs, within
    /// reason.
    fn message(&mut self, slot: Slot, text: &str, style: Style) {
        let text = visible(text);
        let lines = wrap(&text, slot.width.into(), None);
        // What lies over a view is not covered.
        let most = if self.app.overlay.is_none() { MOST_MESSAGE_ROWS } else { 1 };
        let most = usize::from(self.app.rows.div_ceil(4)).clamp(1, most);
        let rows = lines.len().min(most);
        for (at, line) in lines.iter().take(rows).enumerate() {
            let y = slot.y - (rows - 1 - at) as u16;
            let row = Slot { x: 0, y, width: self.app.columns };
            if rows > 1 {
                put(self.buffer, row, &" ".repeat(row.width.into()), self.theme.text());
            }
            let end = if at + 1 == rows { text.len() } else { line.span.end };
            self.put_words(Slot { y, ..slot }, &text[line.span.start..end], style);
        }
    }

    /// The row above the name of a file: what is wrong with it, or which there are.
    fn export_note(&mut self, slot: Slot) {
        let row = Slot { x: 0, y: slot.y, width: self.app.columns };
        put(self.buffer, row, &" ".repeat(row.width.into()), self.theme.text());
        match &self.app.message {
            Some(message) => {
                let style = if message.error { self.theme.error() } else { self.theme.text() };
                self.put_cut(slot, &message.text, style)
            }
            None => self.put_cut(slot, &format!("endings: {}", export::endings()), self.theme.second()),
        };
    }

    fn status_facts(&self) -> String {
        let app = self.app;
        let mut parts = Vec::new();
        if app.keeping != Keeping::Saved {
            parts.push("not saved".to_owned());
        }
        if let Some((job, percent)) = app.under_way.first() {
            parts.push(format!("{} {percent}%", job.name()));
        }
        if let Some(end) = app.link_end {
            parts.push(format!("one end: {}", app.collection.passage_label(end)));
        }
        if app.view == View::Reader {
            if let Some(facts) = app.note_facts() {
                let room = usize::from(app.columns) / 3;
                parts.push(format!("{} {}", self.theme.signs.note, truncated(&visible(&facts), room)));
            }
            let selected = app.selection_label().map(|label| format!("selected: {label}"));
            if let Some(facts) = selected.or_else(|| app.coding_facts()) {
                let room = usize::from(app.columns) / 2;
                parts.push(truncated(&visible(&facts), room).into_owned());
            }
        }
        parts.extend(app.in_hand_text().map(|text| visible(&text).into_owned()));
        if let Some(count) = app.count {
            parts.push(count.to_string());
        }
        if !app.pending.is_empty() {
            parts.push(crate::app::keymap::written(&app.pending));
        }
        parts.join("  ")
    }

    fn hint_line(&mut self, slot: Slot) {
        let mut x = slot.x;
        let end = slot.x + slot.width;
        let contexts: &[Context] = self.app.contexts();
        let selecting = contexts.first() == Some(&Context::Selection);
        let offers = if selecting { SELECTION_OFFERS } else { self.app.view.guide().offers };
        for (command, word) in offers {
            let contexts = if selecting { contexts } else { self.app.view.contexts() };
            let Some(key) = self.app.keymap.keys_of(contexts, command).into_iter().next() else { continue };
            if !self.is_of_use(command) {
                continue;
            }
            let (key, word) = self.fitting_hint(command, key, word);
            let needed = (width(&key) + 1 + width(&word)) as u16;
            if x + needed > end {
                break;
            }
            x += put(self.buffer, Slot { x, y: slot.y, width: end - x }, &key, self.theme.strong());
            x += 1;
            x += put(self.buffer, Slot { x, y: slot.y, width: end - x }, &word, self.theme.second());
            x += 3;
        }
    }

    /// Without a scheme there is no board, nothing to code with and no other episode.
    fn is_of_use(&self, command: &str) -> bool {
        let app = self.app;
        match command {
            "view-board" | "code" | "analogy-next" | "pivot" | "time-order" | "background-toggle"
            | "lanes-turn" => !app.collection.scheme.is_empty(),
            "columns-hidden" => match app.view {
                View::Board => app.board.board.columns.iter().any(|column| column.hidden),
                View::Overview => app.overview.show_hidden || app.overview.hidden_count() > 0,
                _ => {
                    app.parallel.synopsis.columns.iter().any(|column| column.hidden)
                        || app.parallel.hidden_count() > 0
                }
            },
            "columns-gather" => app.parallel.is_told_beside(),
            "told-next" | "zoom-in" | "zoom-all" | "passage-next" if app.view == View::Timeline => {
                app.timeline.is_dated()
            }
            "told-next" | "zoom-in" | "signs-next" if app.view == View::Overview => {
                app.overview.part == Part::Strips
            }
            "level" => app.reader.panes.len() > 1,
            "note-take" => app.notes.current().is_some_and(Listed::is_orphan),
            _ => true,
        }
    }

    /// Words that fit what is seen: `Tab strips` where the counts are. On the board letters stand for
    /// the documents: `1-5 read A-E`, `D who A-E are`.
    fn fitting_hint(&self, command: &str, key: String, word: &str) -> (String, String) {
        let documents = self.app.collection.documents.len();
        let letter = |at: usize| self.app.collection.labels.get(at).map_or("", |label| label.letter.as_str());
        match command {
            "counts-toggle" if self.app.overview.part == Part::Counts => (key, "strips".to_owned()),
            _ if self.app.view != View::Board || documents < 2 => (key, word.to_owned()),
            "document-1" => {
                let count = documents.min(9);
                (format!("{key}-{count}"), format!("{word} {}-{}", letter(0), letter(count - 1)))
            }
            "view-documents" => (key, format!("who {}-{} are", letter(0), letter(documents - 1))),
            _ => (key, word.to_owned()),
        }
    }

    /// A typed line with its sign, scrolled so that the cursor is in view.
    pub(super) fn prompt_line(&mut self, slot: Slot, sign: &str, prompt: &crate::app::Prompt) -> (u16, u16) {
        let sign = truncated(sign, usize::from(slot.width / 2).max(MOST_OF_LEAD));
        let used = self.put_cut(slot, &sign, self.theme.strong());
        let slot = Slot { x: slot.x + used, width: slot.width.saturating_sub(used), ..slot };
        let (before, after) = prompt.text().split_at(prompt.cursor());
        let (before, after) = (visible(before), visible(after));
        let room = usize::from(slot.width).saturating_sub(1);
        let before = end_of(&before, room);
        let used = put(self.buffer, slot, &self.theme.signs.spelled(&before), self.theme.text());
        let rest = Slot { x: slot.x + used, width: slot.width.saturating_sub(used), ..slot };
        put(self.buffer, rest, &after, self.theme.text());
        (rest.x.min(self.app.columns.saturating_sub(1)), slot.y)
    }
}

/// The first of these that leaves most of the slot to what is typed, or the last.
fn fitting<'a>(slot: Slot, leads: &[&'a str]) -> &'a str {
    let fits = |lead: &&&str| width(lead) * 2 <= slot.width.into();
    leads.iter().find(fits).or(leads.last()).copied().unwrap_or_default()
}

/// The key that runs a command in the current view, for texts that name one.
pub(super) fn key_for(app: &App, command: &str) -> Option<String> {
    app.keymap.keys_of(app.view.contexts(), command).into_iter().next()
}
