//! The differences: a list grouped by slot, below it the sentences of the selected one.

use ratatui::style::Style;

use crate::app::differences::{Listed, ShownSide};
use crate::compare::Slot as Differing;
use crate::text::Span;
use crate::text::display::width;

use super::Canvas;
use super::text::{Slot, put, put_line};

/// What the entries of a slot are about.
fn heading(slot: Differing) -> &'static str {
    match slot {
        Differing::Date => "When it was",
        Differing::Figure => "How many",
        Differing::Name => "How a name is spelled",
        Differing::Who => "Who it was",
        Differing::Outcome => "How it came out",
        Differing::Said => "What a person said",
        Differing::Linked => "Linked by hand",
    }
}

impl Canvas<'_> {
    pub(super) fn differences(&mut self) {
        let app = self.app;
        let view = &app.differences;
        if view.list.rows.is_empty() {
            let text = self.no_differences();
            self.in_place_of_all(app.body, &text);
            return;
        }
        self.grouped(
            &view.list,
            |canvas, slot, count, at| canvas.list_heading(heading(*slot), count, canvas.theme.bold(), at),
            Self::difference_line,
        );
        self.difference_detail();
    }

    fn no_differences(&self) -> String {
        let view = &self.app.differences;
        match view.found() {
            _ if self.app.collection.documents.len() < 2 => "One document differs from no other.".to_owned(),
            None if self.app.awaits_differences() => "Looking for differences ...".to_owned(),
            None => {
                let key = super::frame::key_for(self.app, "view-differences").unwrap_or_default();
                format!("Differences could not be looked for; {key} tries again.")
            }
            Some(found) if found.listed.is_empty() => {
                "No differences were found between the accounts of this collection.".to_owned()
            }
            Some(_) if !view.filter.is_empty() || view.kind.is_some() => {
                "No difference fits the filter.".to_owned()
            }
            Some(_) => {
                let key = super::frame::key_for(self.app, "differences-all").unwrap_or_default();
                format!("All that was found is marked as no difference; {key} lists it.")
            }
        }
    }

    /// `▸ contradicts  1953 in A, 1954 in B      A ¶3.2  B ¶9.2  seen`.
    fn difference_line(&mut self, entry: usize, here: bool, slot: Slot) {
        let app = self.app;
        let Some(listed) = app.differences.found().and_then(|found| found.listed.get(entry)) else { return };
        let judged = self.judgement(listed);
        let style = match (here, judged) {
            (true, _) => self.theme.strong(),
            (false, "") => self.theme.text(),
            (false, _) => self.theme.second(),
        };
        let room = slot.width.saturating_sub(4);
        let right = self.difference_facts(listed, judged, room);
        let right_width = width(&right) as u16;
        let kind_width = if room >= 60 { 18 } else { 0 };
        if kind_width > 0 {
            let kind = Slot { x: 2, width: kind_width - 1, ..slot };
            self.put_cut(kind, listed.difference.kind.name(), self.theme.second());
        }
        let text_width = room.saturating_sub(kind_width + right_width + 2);
        let text = app.difference_text(&listed.difference);
        self.put_cut(Slot { x: 2 + kind_width, width: text_width, ..slot }, &text, style);
        let x = 2 + room - right_width;
        self.put_cut(Slot { x, width: right_width, ..slot }, &right, self.theme.second());
    }

    fn judgement(&self, listed: &Listed) -> &'static str {
        self.app.work.verdicts.get(&listed.id).map_or("", |said| said.judgement.name())
    }

    /// Where it stands, and what the reader said of it: as much as a third of the room takes.
    fn difference_facts(&self, listed: &Listed, judged: &'static str, room: u16) -> String {
        let app = self.app;
        let places: Vec<_> =
            listed.difference.places().map(|side| app.collection.passage_label(side.passage)).collect();
        let mut letters: Vec<_> = listed
            .difference
            .places()
            .map(|side| app.collection.label(side.passage.document).letter.clone())
            .collect();
        letters.sort();
        letters.dedup();
        let more = places.len().saturating_sub(2);
        let more = if more == 0 { String::new() } else { format!(" +{more}") };
        let both = format!("{}{more}", places[..places.len().min(2)].join("  "));
        let join = |lead: &str| {
            [lead, judged].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
        };
        let forms = [join(&both), join(&letters.join(" ")), judged.to_owned()];
        let fits = |form: &&String| width(form) <= usize::from(room) / 3;
        forms.iter().find(fits).cloned().unwrap_or_default()
    }

    fn difference_detail(&mut self) {
        let app = self.app;
        let view = &app.differences;
        let Some(listed) = view.current() else { return };
        let Some(first) = view.shown.first() else { return };
        let y = first.area.y - 1;
        if y > view.list.area.y + view.list.area.height {
            self.horizontal(Slot { x: 0, y: y - 1, width: app.columns }, false, self.theme.rule());
        }
        let dot = self.theme.signs.dot;
        let difference = &listed.difference;
        let count = difference.places().count();
        let more = if count > 2 { format!("place {} of {count}", view.place + 1) } else { String::new() };
        let right = width(&more) as u16;
        let slot = Slot { x: 1, y, width: app.columns.saturating_sub(right + 4) };
        let text = app.difference_text(difference);
        let text = format!("{} {dot} {}: {text}", difference.kind.name(), difference.slot.name());
        self.put_cut(slot, &text, self.theme.bold());
        let slot = Slot { x: app.columns.saturating_sub(right + 1), y, width: right };
        put(self.buffer, slot, &more, self.theme.second());
        for side in view.shown.clone() {
            self.difference_side(&side);
        }
        if let [a, b] = &view.shown[..]
            && a.area.y == b.area.y
        {
            self.vertical(b.area.x - 2, a.area.y..app.body.y + app.body.height, self.theme.rule());
        }
    }

    fn difference_side(&mut self, side: &ShownSide) {
        let app = self.app;
        let Some(told) =
            app.differences.current().and_then(|listed| listed.difference.places().nth(side.place))
        else {
            return;
        };
        let here = side.place == app.differences.place;
        let area = side.area;
        if here {
            let rows = area.y..area.y + 1 + side.lines.len() as u16;
            for y in rows {
                let slot = Slot { x: area.x, y, width: 1 };
                put(self.buffer, slot, self.theme.signs.cell_cursor, self.theme.accent());
            }
        }
        let collection = &app.collection;
        let letter = &collection.label(told.passage.document).letter;
        let silent = if told.value.is_empty() { " (does not tell it)" } else { "" };
        let source = format!("{letter} {}{silent}", collection.citation(told.passage));
        let style = if here { self.theme.strong() } else { self.theme.accent() };
        let slot = Slot { x: area.x + 2, y: area.y, width: area.width.saturating_sub(2) };
        self.put_cut(slot, &source, style);
        let marks: Vec<(Span, Style)> = vec![(side.marked, self.theme.lit().patch(self.theme.bold()))];
        for (at, line) in side.lines.iter().enumerate() {
            let slot = Slot { y: area.y + 1 + at as u16, width: area.width.saturating_sub(3), ..slot };
            put_line(self.buffer, slot, &side.text, *line, self.theme.text(), &marks, app.options.reorder);
        }
        let right = area.x + area.width - 1;
        let cut_above = Slot { x: right, y: area.y + 1, width: 1 };
        if side.cut.0 {
            put(self.buffer, cut_above, self.theme.signs.ellipsis, self.theme.second());
        }
        if side.cut.1 && !side.lines.is_empty() {
            let slot = Slot { y: area.y + side.lines.len() as u16, ..cut_above };
            put(self.buffer, slot, self.theme.signs.ellipsis, self.theme.second());
        }
    }
}
