//! A list of entries under headings with the selected one in full, as several views show it.

use ratatui::style::Style;

use crate::app::detail::{Detail, PartKind};
use crate::app::grouped::{GroupedList, GroupedRow};
use crate::layout::Area;
use crate::text::display::width;

use super::Canvas;
use super::text::{Slot, put, put_line};

impl Canvas<'_> {
    /// Draws the rows that are on the screen: `heading` and `entry` draw one each, the latter is told
    /// whether the cursor is on it.
    pub(super) fn grouped<H>(
        &mut self,
        list: &GroupedList<H>,
        heading: impl Fn(&mut Self, &H, usize, Slot),
        entry: impl Fn(&mut Self, usize, bool, Slot),
    ) {
        for (at, row) in list.shown() {
            let slot = Slot { x: 0, y: list.area.y + (at - list.top) as u16, width: self.app.columns };
            match row {
                GroupedRow::Heading(group, count) => heading(self, group, *count, slot),
                GroupedRow::Entry(position) => {
                    let here = at == list.selected;
                    if here {
                        let sign = Slot { width: 1, ..slot };
                        put(self.buffer, sign, self.theme.signs.cursor, self.theme.strong());
                    }
                    entry(self, *position, here, slot);
                }
            }
        }
        if list.goes_on() && list.area.height > 0 {
            let y = list.area.y + list.area.height - 1;
            let slot = Slot { x: self.app.columns.saturating_sub(1), y, width: 1 };
            put(self.buffer, slot, self.theme.signs.below, self.theme.strong());
        }
    }

    /// What entries stand under, and how many they are.
    pub(super) fn list_heading(&mut self, title: &str, count: usize, style: Style, slot: Slot) {
        let count = count.to_string();
        let room = slot.width.saturating_sub(width(&count) as u16 + 4);
        let used = self.put_cut(Slot { x: 1, width: room, ..slot }, title, style);
        let rest = Slot { x: used + 3, width: slot.width.saturating_sub(used + 4), ..slot };
        put(self.buffer, rest, &count, self.theme.second());
    }

    /// Signs at the right edge of what goes on above its first row or below its last one.
    pub(super) fn scroll_signs(&mut self, area: Area, above: bool, below: bool) {
        let right = Slot { x: area.x + area.width.saturating_sub(1), y: area.y, width: 1 };
        if above {
            put(self.buffer, right, self.theme.signs.above, self.theme.strong());
        }
        if below {
            let slot = Slot { y: area.y + area.height.saturating_sub(1), ..right };
            put(self.buffer, slot, self.theme.signs.below, self.theme.strong());
        }
    }

    /// The selected entry in full, below a rule.
    pub(super) fn detail(&mut self, detail: &Detail) {
        let app = self.app;
        let area = detail.area;
        if area.height == 0 {
            return;
        }
        self.horizontal(Slot { x: 0, y: area.y - 1, width: app.columns }, false, self.theme.rule());
        self.scroll_signs(area, detail.top > 0, detail.goes_on());
        let mut y = area.y;
        for part in &detail.parts {
            let (indent, style) = match part.kind {
                PartKind::Facts => (1, self.theme.bold()),
                PartKind::Text => (1, self.theme.text()),
                PartKind::Words => (3, self.theme.second()),
            };
            for line in &part.lines {
                if part.kind == PartKind::Words {
                    let slot = Slot { x: 1, y, width: 1 };
                    put(self.buffer, slot, self.theme.signs.cell_cursor, self.theme.rule());
                }
                let slot = Slot { x: indent, y, width: area.width.saturating_sub(indent + 1) };
                if part.kind == PartKind::Facts {
                    // Words of the program's own among them.
                    self.put_cut(slot, line.span.of(&part.text), style);
                } else {
                    put_line(self.buffer, slot, &part.text, *line, style, &[], app.options.reorder);
                }
                y += 1;
            }
        }
    }
}
