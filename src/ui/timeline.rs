//! The timeline: an axis, lanes of dated passages over it, and the list of those at the cursor.

use ratatui::style::{Modifier, Style};

use crate::app::timeline::{Listed, TimelineView};
use crate::scheme::timeline::LaneCount;
use crate::scheme::{DatedBy, LaneKind, Timeline};
use crate::text::DocumentIndex;
use crate::text::display::width;

use super::Canvas;
use super::text::{Slot, put};

impl Canvas<'_> {
    pub(super) fn timeline(&mut self) {
        let Some(timeline) = self.app.timeline.timeline() else {
            return self.words("The documents are being read for dates.");
        };
        if timeline.extent().is_none() {
            return self.words("No passage tells a date, and no document says when it was written.");
        }
        self.time_axis(&timeline);
        let view = &self.app.timeline;
        let shown = view.first..(view.first + usize::from(view.lanes.height)).min(view.lane_count(&timeline));
        for lane in shown {
            self.lane_name(&timeline, lane);
            self.lane(&timeline, lane);
        }
        self.timeline_edges(&timeline);
        self.dated_list(&timeline);
        let lead = view.here().map(|passage| self.passage_words(passage));
        if let Some(lead) = lead {
            self.passage_detail(view.detail, &lead, view.here());
        }
    }

    pub(super) fn timeline_facts(&self) -> String {
        let view = &self.app.timeline;
        let dot = self.theme.signs.dot;
        let Some(timeline) = view.timeline() else { return "timeline".to_owned() };
        let undated = match timeline.undated {
            0 => String::new(),
            count => format!(" {dot} {count} undated"),
        };
        let scale =
            if view.is_dated() { format!(" {dot} {} a cell", view.axis.scale_name()) } else { String::new() };
        format!("timeline {dot} {} dated{undated}{scale}", timeline.passages())
    }

    /// Dates, and below them where exactly each is.
    fn time_axis(&mut self, timeline: &Timeline) {
        let view = &self.app.timeline;
        let (area, y) = (view.lanes, self.app.body.y);
        let (first, _) = view.axis.days(0);
        self.horizontal(Slot { x: area.x, y: y + 1, width: area.width }, false, self.theme.rule());
        let ticks = view.axis.ticks();
        // The date with which the axis begins, unless another stands there.
        let begins = view.axis.range(0).start.to_string();
        let room = ticks.first().map_or(view.axis.width, |tick| tick.cell);
        if width(&begins) < room {
            put(self.buffer, Slot { x: area.x, y, width: room as u16 }, &begins, self.theme.second());
        }
        for tick in ticks {
            let x = area.x + tick.cell as u16;
            let room = (area.x + area.width).saturating_sub(x);
            put(self.buffer, Slot { x, y, width: room }, &tick.label, self.theme.text());
            put(self.buffer, Slot { x, y: y + 1, width: 1 }, self.theme.signs.tick, self.theme.rule());
        }
        let strong = self.theme.strong();
        if let Some(cell) = view.axis.cell(view.day) {
            let slot = Slot { x: area.x + cell as u16, y: y + 1, width: 1 };
            put(self.buffer, slot, self.theme.signs.below, strong);
        }
        let (from, to) = timeline.extent().unwrap_or_default();
        if from < first {
            put(
                self.buffer,
                Slot { x: area.x.saturating_sub(1), y: y + 1, width: 1 },
                self.theme.signs.less,
                strong,
            );
        }
        if view.axis.days(view.axis.width.saturating_sub(1)).1 < to {
            let x = area.x + area.width;
            put(self.buffer, Slot { x, y: y + 1, width: 1 }, self.theme.signs.more, strong);
        }
    }

    fn lane_name(&mut self, timeline: &Timeline, lane: usize) {
        let app = self.app;
        let view = &app.timeline;
        let y = view.lanes.y + (lane - view.first) as u16;
        let here = lane == view.lane;
        if here {
            put(self.buffer, Slot { x: 0, y, width: 1 }, self.theme.signs.cursor, self.theme.strong());
        }
        let style = if here { self.theme.strong() } else { self.lane_style(timeline, lane) };
        let name = view.lane_name(&app.collection, timeline, lane);
        let count = match view.lane_at(timeline, lane) {
            Some(lane) if view.names >= 20 => lane.passages.to_string(),
            _ => String::new(),
        };
        let room = view.names.saturating_sub(2 + width(&count) as u16 + u16::from(!count.is_empty()));
        self.put_cut(Slot { x: 1, y, width: room }, &name, style);
        let x = view.names.saturating_sub(1 + width(&count) as u16);
        put(self.buffer, Slot { x, y, width: width(&count) as u16 }, &count, self.theme.second());
    }

    fn lane_style(&self, timeline: &Timeline, lane: usize) -> Style {
        match self.app.timeline.lane_at(timeline, lane).map(|lane| lane.kind) {
            Some(LaneKind::Episode(episode)) => self.theme.episode(episode.0),
            Some(LaneKind::Document(_)) => self.theme.text(),
            Some(LaneKind::NoEpisode) | None => self.theme.second(),
        }
    }

    fn lane(&mut self, timeline: &Timeline, lane: usize) {
        let view = &self.app.timeline;
        let y = view.lanes.y + (lane - view.first) as u16;
        let here = (lane == view.lane).then(|| view.axis.cell(view.day)).flatten();
        let base = self.lane_style(timeline, lane);
        for (cell, &(first, last)) in view.cells.iter().enumerate() {
            let (sign, style) = match view.lane_at(timeline, lane) {
                Some(lane) => self.lane_sign(lane.count(first, last), base),
                None => (self.written_sign(timeline, (first, last)), self.theme.text()),
            };
            let style = if here == Some(cell) { style.patch(self.theme.selected()) } else { style };
            put(self.buffer, Slot { x: view.lanes.x + cell as u16, y, width: 1 }, &sign, style);
        }
    }

    /// How many days are told, by figures and above nine by shades; where there are none, whether
    /// months, years or other stretches reach in.
    fn lane_sign(&self, count: LaneCount, base: Style) -> (String, Style) {
        let signs = self.theme.signs;
        let stretch = match count.spans {
            0 => " ",
            1 => signs.spans[0],
            2..=9 => signs.spans[1],
            _ => signs.spans[2],
        };
        let bold = base.add_modifier(Modifier::BOLD);
        match count.days {
            0 => (stretch.to_owned(), base),
            days @ 1..=9 => (days.to_string(), bold),
            10..=29 => (signs.crowd[0].to_owned(), bold),
            30..=99 => (signs.crowd[1].to_owned(), bold),
            _ => (signs.crowd[2].to_owned(), bold),
        }
    }

    /// The letter of the document that was written then.
    fn written_sign(&self, timeline: &Timeline, days: (i32, i32)) -> String {
        let written = TimelineView::written_within(timeline, days);
        match written.as_slice() {
            [] => " ".to_owned(),
            [document] => {
                let letter = &self.app.collection.label(*document).letter;
                if width(letter) == 1 { letter.clone() } else { self.theme.signs.level.to_owned() }
            }
            _ => "+".to_owned(),
        }
    }

    fn timeline_edges(&mut self, timeline: &Timeline) {
        let view = &self.app.timeline;
        let below = view.lane_count(timeline).saturating_sub(view.first + usize::from(view.lanes.height));
        if below > 0 {
            let y = (view.lanes.y + view.lanes.height).saturating_sub(1);
            put(self.buffer, Slot { x: 0, y, width: 1 }, self.theme.signs.below, self.theme.strong());
        }
    }

    // ---- what is at the cursor

    fn dated_list(&mut self, timeline: &Timeline) {
        let view = &self.app.timeline;
        let heading =
            Slot { x: 1, y: view.list.y.saturating_sub(1), width: self.app.columns.saturating_sub(2) };
        self.put_cut(heading, &self.stretch_words(timeline), self.theme.bold());
        let rows = usize::from(view.list.height);
        let shown = view.listed.iter().enumerate().skip(view.top).take(rows);
        let dates = shown.clone().map(|(_, entry)| width(&self.listed_date(timeline, *entry)));
        let date_width = dates.max().unwrap_or(0);
        for (row, entry) in shown {
            let y = view.list.y + (row - view.top) as u16;
            let here = row == view.selected;
            if here {
                put(self.buffer, Slot { x: 0, y, width: 1 }, self.theme.signs.cursor, self.theme.strong());
            }
            let date = format!("{:<date_width$}", self.listed_date(timeline, *entry));
            match *entry {
                Listed::Dated(at) => self.dated_line(timeline, at, &date, y, here),
                Listed::Written(document) => self.written_line(document, &date, y, here),
            }
        }
    }

    /// The date of an entry, with a sign where it is reckoned.
    fn listed_date(&self, timeline: &Timeline, listed: Listed) -> String {
        match listed {
            Listed::Dated(at) => timeline.dated.get(at).map_or_else(String::new, |dated| {
                let mark = if dated.by == DatedBy::Reckoned { self.theme.signs.suggested } else { "" };
                format!("{mark}{}", dated.range)
            }),
            Listed::Written(document) => {
                let known = timeline.written.iter().find(|(at, _)| *at == document);
                known.map(|(_, range)| range.to_string()).unwrap_or_default()
            }
        }
    }

    /// `1998-08-01/1998-08-30 · A Ort 1950 · 3 passages, 2 of them to the day`.
    fn stretch_words(&self, timeline: &Timeline) -> String {
        let view = &self.app.timeline;
        let dot = self.theme.signs.dot;
        let cell = view.axis.cell(view.day).unwrap_or(0);
        let name = view.lane_name(&self.app.collection, timeline, view.lane);
        let told = match (view.count.days, view.count.spans) {
            (0, 0) => "nothing".to_owned(),
            (count, 0) if view.lane == 0 => format!("{count} written"),
            (days, 0) => format!("{days} to the day"),
            (0, spans) => format!("{spans} in a longer stretch"),
            (days, spans) => format!("{days} to the day, {spans} in a longer stretch"),
        };
        format!("{} {dot} {name} {dot} {told}", view.axis.range(cell))
    }

    /// `1998-08-08  A ¶6.3  text`.
    fn dated_line(&mut self, timeline: &Timeline, at: usize, date: &str, y: u16, here: bool) {
        let app = self.app;
        let Some(dated) = timeline.dated.get(at) else { return };
        let width = app.columns.saturating_sub(2);
        let lead = format!("{date} {}", app.collection.passage_label(dated.passage));
        let used = self.put_cut(Slot { x: 1, y, width }, &lead, self.theme.second());
        let text = app.collection.document(dated.passage.document).passage_text(dated.passage);
        let slot = Slot { x: 1 + used + 2, y, width: width.saturating_sub(used + 2) };
        let style = if here { self.theme.bold() } else { self.theme.text() };
        self.put_cut(slot, text.trim(), style);
    }

    fn written_line(&mut self, document: DocumentIndex, date: &str, y: u16, here: bool) {
        let app = self.app;
        let letter = &app.collection.label(document).letter;
        let title = app.collection.document(document).title();
        let text = format!("{date} {letter} {title}");
        let style = if here { self.theme.bold() } else { self.theme.text() };
        self.put_cut(Slot { x: 1, y, width: app.columns.saturating_sub(2) }, &text, style);
    }
}
