//! The notes view: a list of all that the reader made, below it the selected entry in full.

use crate::app::View;
use crate::app::notes::{Group, Listed, ListedKind};
use crate::text::display::{truncated, visible, width};

use super::Canvas;
use super::text::{Slot, put};
use super::theme::Signs;

/// Cells for where an entry stands.
const PLACE: u16 = 16;
/// Screens that are narrower show no dates in the list.
const WITH_DATES: u16 = 100;
/// Cells of a day: `2026-11-28`.
const DATE: u16 = 10;

impl Canvas<'_> {
    pub(super) fn notes(&mut self) {
        let app = self.app;
        let view = &app.notes;
        if view.list.count() == 0 {
            let text = self.no_notes();
            self.in_place_of_all(app.body, &text);
            return;
        }
        self.grouped(
            &view.list,
            |canvas, group, count, slot| canvas.group_heading(*group, count, slot),
            |canvas, entry, here, slot| {
                if let Some(listed) = view.entries().get(entry) {
                    canvas.note_line(listed, here, slot);
                }
            },
        );
        self.detail(&view.detail);
    }

    fn no_notes(&self) -> String {
        let view = &self.app.notes;
        if view.entries().is_empty() {
            let key = |command| self.app.key_in(View::Reader, command);
            let (note, highlight, code) = (key("note"), key("highlight"), key("code"));
            format!("Nothing yet: in the reader {note} writes a note, {highlight} highlights, {code} codes.")
        } else {
            "Nothing of yours fits the filter.".to_owned()
        }
    }

    fn group_heading(&mut self, group: Group, count: usize, slot: Slot) {
        let collection = &self.app.collection;
        let (title, style) = match group {
            Group::Orphans => ("Words not found any more".to_owned(), self.theme.error()),
            Group::Document(index) => {
                let label = collection.label(index);
                (format!("{} {}", label.letter, collection.document(index).title()), self.theme.bold())
            }
            Group::Tables => ("On cells of the board and rows".to_owned(), self.theme.bold()),
            Group::Closed => {
                ("In documents that are not open, or not read to their end".to_owned(), self.theme.bold())
            }
        };
        self.list_heading(&title, count, style, slot);
    }

    /// `▸ † A ¶4.2          Who says so?                         #doubt  2026-11-28`.
    fn note_line(&mut self, listed: &Listed, here: bool, slot: Slot) {
        let style = if here { self.theme.strong() } else { self.theme.text() };
        let sign = self.listed_sign(listed);
        put(self.buffer, Slot { x: 2, width: 1, ..slot }, sign, self.theme.accent());
        let place_width = PLACE.min(slot.width / 4);
        let place = Slot { x: 4, width: place_width, ..slot };
        self.put_cut(place, &listed.place, self.theme.second());
        let mut end = slot.width.saturating_sub(2);
        if slot.width >= WITH_DATES {
            let day = |when| self.app.options.local(when).strftime("%Y-%m-%d").to_string();
            let date = listed.when.map(day).unwrap_or_default();
            end -= DATE;
            put(self.buffer, Slot { x: end, width: DATE, ..slot }, &date, self.theme.second());
            end -= 2;
        }
        let x = 4 + place_width + 1;
        let room = end.saturating_sub(x);
        let tags: Vec<String> = listed.further_tags().map(|tag| format!("#{tag}")).collect();
        let tags = truncated(&tags.join(" "), usize::from(room / 3)).into_owned();
        let tags_width = width(&tags) as u16;
        let tags_slot = Slot { x: end.saturating_sub(tags_width), width: tags_width, ..slot };
        self.put_cut(tags_slot, &tags, self.theme.accent());
        let text_width = room.saturating_sub(if tags_width == 0 { 0 } else { tags_width + 2 });
        self.put_cut(Slot { x, width: text_width, ..slot }, &self.line_text(listed), style);
    }

    /// What it says; of what says nothing, the words that it is on.
    fn line_text(&self, listed: &Listed) -> String {
        let words = listed.words.first().map_or("", String::as_str);
        let quote = || format!("\u{ab}{}\u{bb}", visible(words));
        match listed.kind {
            ListedKind::Highlight => quote(),
            ListedKind::Note if listed.text.is_empty() => quote(),
            ListedKind::Mark | ListedKind::Coding | ListedKind::Link => {
                format!("{} {} {}", listed.text, self.theme.signs.dot, quote())
            }
            _ => listed.text.clone(),
        }
    }

    fn listed_sign(&self, listed: &Listed) -> &'static str {
        let signs = self.theme.signs;
        match (listed.kind, listed.highlight) {
            (ListedKind::Highlight, Some(kind)) => signs.highlights[Signs::highlight(kind)],
            (ListedKind::Note | ListedKind::Highlight, _) => signs.note,
            (ListedKind::Coding, _) => signs.own,
            (ListedKind::Link, _) => signs.joined,
            (ListedKind::Verdict, _) => signs.judged,
            (ListedKind::Summary, _) => signs.summary,
            (ListedKind::Mark, _) => "'",
        }
    }
}
