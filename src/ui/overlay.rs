//! What lies over a view: lists, and the box that shows how an unfinished key can go on.

use crate::app::picker::{Choice, ListPlace, Picker, PickerKind};
use crate::app::{Overlay, keymap::written};
use crate::layout::Area;
use crate::text::display::{visible, width};

use super::Canvas;
use super::text::{Slot, put};

/// Narrowest list whose entries have a detail of several parts.
const WITH_DETAILS: u16 = 60;

impl Canvas<'_> {
    /// Returns where the cursor of a list's filter line stands.
    pub(super) fn overlay(&mut self) -> Option<(u16, u16)> {
        match &self.app.overlay {
            Some(Overlay::Picker(picker)) => Some(self.picker(picker)),
            Some(Overlay::Coding(form)) => Some(self.picker(&form.picker)),
            Some(Overlay::Note(editor)) => Some(self.note_editor(editor)),
            Some(
                Overlay::Search { .. }
                | Overlay::Filter { .. }
                | Overlay::Export { .. }
                | Overlay::SaveElsewhere { .. }
                | Overlay::OtherReader { .. }
                | Overlay::RowName { .. }
                | Overlay::Summary { .. },
            ) => None,
            None => {
                if !self.app.pending.is_empty() {
                    self.which_key();
                }
                None
            }
        }
    }

    /// Clears a box and draws its frame, with a title in the upper rule.
    pub(super) fn boxed(&mut self, area: Area, title: &str) {
        let blank = " ".repeat(area.width.into());
        for y in area.y..area.y + area.height {
            put(self.buffer, Slot { x: area.x, y, width: area.width }, &blank, self.theme.text());
        }
        for y in [area.y, area.y + area.height - 1] {
            self.horizontal(Slot { x: area.x, y, width: area.width }, false, self.theme.accent());
        }
        if area.width < self.app.columns {
            let last = area.x + area.width - 1;
            for x in [area.x, last] {
                self.vertical(x, area.y + 1..area.y + area.height - 1, self.theme.accent());
            }
        }
        let title = format!(" {title} ");
        let slot = Slot { x: area.x + 2, y: area.y, width: area.width.saturating_sub(4) };
        self.put_cut(slot, &title, self.theme.strong());
    }

    fn picker(&mut self, picker: &Picker) -> (u16, u16) {
        let area = picker.place.area;
        self.boxed(area, &picker.title);
        self.list_hints(picker, area);
        let inner = Slot { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2) };
        let (shown, all) = picker.counts();
        let count = format!("{shown} of {all}");
        let count_width = count.len() as u16;
        let right =
            Slot { x: inner.x + inner.width.saturating_sub(count_width), width: count_width, ..inner };
        put(self.buffer, right, &count, self.theme.second());
        let sign = if picker.kind == PickerKind::Palette { ":" } else { "> " };
        let cursor = self.prompt_line(
            Slot { width: inner.width.saturating_sub(count_width + 1), ..inner },
            sign,
            &picker.prompt,
        );
        self.entries(picker);
        if picker.place.preview.height > 0 {
            self.preview(&picker.place);
        }
        cursor
    }

    /// What else can be done in the list, in its lower rule.
    fn list_hints(&mut self, picker: &Picker, area: Area) {
        let chosen = picker.selected_entry(&self.app.collection);
        let hints: &[(&str, &str)] = match picker.kind {
            _ if chosen.is_some_and(|entry| matches!(entry.choice, Choice::FixRow(_))) => {
                &[("choose", "take over")]
            }
            PickerKind::Matches => &[
                ("choose", "go to"),
                ("match-accept", "accept"),
                ("match-reject", "reject"),
                ("match-kind", "kind"),
                ("matches-rejected", "rejected"),
            ],
            PickerKind::Why => &[("choose", "go to")],
            PickerKind::Coding => &[("choose", "choose, then save"), ("complete", "choose more")],
            _ => return,
        };
        self.rule_hints(hints, area);
    }

    /// Commands with a word for each, as many as the lower rule of a box has room for.
    pub(super) fn rule_hints(&mut self, hints: &[(&str, &str)], area: Area) {
        let app = self.app;
        let mut slot =
            Slot { x: area.x + 2, y: area.y + area.height - 1, width: area.width.saturating_sub(4) };
        for (command, word) in hints {
            let Some(key) = app.keymap.keys_of(app.contexts(), command).into_iter().next() else { continue };
            let needed = (width(&key) + width(word) + 3) as u16;
            if needed > slot.width {
                return;
            }
            let key = put(self.buffer, slot, &format!(" {key} "), self.theme.strong());
            let rest = Slot { x: slot.x + key, width: slot.width - key, ..slot };
            let word = put(self.buffer, rest, &format!("{word} "), self.theme.second());
            slot = Slot { x: rest.x + word, width: rest.width - word, ..slot };
        }
    }

    fn entries(&mut self, picker: &Picker) {
        let (area, first) = (picker.place.entries, picker.place.first);
        let rows = usize::from(area.height);
        if picker.shown.is_empty() {
            let slot = Slot { x: area.x + 1, y: area.y, width: area.width };
            let text = if picker.is_unfinished() { "looking ..." } else { "nothing fits" };
            put(self.buffer, slot, text, self.theme.second());
        }
        for (at, &entry) in picker.shown.iter().enumerate().skip(first).take(rows) {
            let Some(entry) = picker.entries.get(entry, &self.app.collection) else { continue };
            let slot = Slot { x: area.x, y: area.y + (at - first) as u16, width: area.width };
            let selected = at == picker.selected;
            if selected {
                put(self.buffer, slot, &" ".repeat(area.width.into()), self.theme.selected());
                put(self.buffer, slot, self.theme.signs.cursor, self.theme.selected());
            }
            let detail = visible(&entry.detail);
            let detail = fitting_detail(&detail, area.width);
            let detail_width = (width(detail) as u16).min(area.width / 2);
            let label = Slot { x: slot.x + 2, width: area.width.saturating_sub(detail_width + 4), ..slot };
            let (main, second) = if selected {
                (self.theme.selected().patch(self.theme.bold()), self.theme.selected())
            } else {
                (self.theme.text(), self.theme.second())
            };
            let is_rejected = matches!(entry.choice, Choice::Rejected(..));
            let main = if is_rejected { main.patch(self.theme.struck()) } else { main };
            self.put_cut(label, &entry.label, main);
            let right = Slot { x: slot.x + area.width - detail_width, width: detail_width, ..slot };
            self.put_cut(right, detail, second);
        }
    }

    /// As much of the preview as there is room for, with signs where it goes on.
    fn preview(&mut self, place: &ListPlace) {
        let area = place.preview;
        self.horizontal(Slot { x: area.x, y: area.y, width: area.width }, false, self.theme.rule());
        for (at, (line, from_right)) in place.lines.iter().skip(place.top).take(place.room()).enumerate() {
            let slot = Slot { x: area.x + 1, y: area.y + 1 + at as u16, width: area.width - 2 };
            if *from_right {
                self.put_from_right(slot, line, self.theme.text());
            } else {
                self.put_words(slot, line, self.theme.text());
            }
        }
        let goes_on = place.top + place.room() < place.lines.len();
        self.scroll_signs(area, place.top > 0, goes_on);
    }

    /// How an unfinished key can go on.
    fn which_key(&mut self) {
        let app = self.app;
        let continuations = app.keymap.continuations(app.contexts(), &app.pending);
        let mut labels: Vec<(String, &str)> =
            continuations.iter().map(|(keys, command)| (written(keys), command.doc)).collect();
        let key_width = labels.iter().map(|(keys, _)| width(keys)).max().unwrap_or(1) as u16;
        let columns = if app.columns >= 100 { 2 } else { 1 };
        let rows = (labels.len() as u16).div_ceil(columns).min(app.rows.saturating_sub(4));
        let room = usize::from(rows * columns);
        if labels.len() > room {
            labels.truncate(room.saturating_sub(1));
            labels.push((self.theme.signs.ellipsis.to_owned(), "and more: help lists all keys"));
        }
        let height = rows + 2;
        let area = Area::new(0, app.rows.saturating_sub(height + 1), app.columns, height);
        self.boxed(area, &written(&app.pending));
        let column_width = area.width / columns;
        for (at, (keys, doc)) in labels.iter().enumerate().take(room) {
            let (column, row) = (at as u16 / rows, at as u16 % rows);
            let slot = Slot { x: area.x + column * column_width + 1, y: area.y + 1 + row, width: key_width };
            put(self.buffer, slot, keys, self.theme.strong());
            let rest =
                Slot { x: slot.x + key_width + 2, width: column_width.saturating_sub(key_width + 4), ..slot };
            self.put_cut(rest, doc, self.theme.text());
        }
    }
}

/// What stands at the right of an entry: of several parts the last, where a list is narrow.
fn fitting_detail(detail: &str, room: u16) -> &str {
    match detail.rsplit_once(" \u{b7} ") {
        Some((_, last)) if room < WITH_DETAILS => last,
        _ => detail,
    }
}
