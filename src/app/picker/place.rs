//! Where an open list lies on the screen, which of its entries are shown, and the lines of the
//! selected one's preview.

use crate::layout::bidi::is_right_to_left;
use crate::layout::{Area, wrap};
use crate::scheme::Collection;
use crate::text::display::visible;

use super::{Picker, PickerKind};

/// Cells of the view that show beside a list, or none.
const LEAST_BESIDE: u16 = 20;
/// Widest a list gets.
const WIDEST: u16 = 110;
/// Rows of the view that a list leaves seen, or none: fewer look like a mistake.
const LEAST_BELOW: u16 = 4;
/// Rows of its own that a list has besides entries and preview: its frame and the filter line.
const OWN_ROWS: u16 = 3;

/// Where the parts of an open list lie.
#[derive(Clone, Debug, Default)]
pub struct ListPlace {
    /// With the frame.
    pub area: Area,
    pub entries: Area,
    /// Position among the shown entries of the first on the screen.
    pub first: usize,
    /// With the rule above it; of no height where there is no room.
    pub preview: Area,
    /// All lines of the preview, and of each whether its paragraph begins in a script that runs from
    /// right to left.
    pub lines: Vec<(String, bool)>,
    /// The first line of the preview on the screen.
    pub top: usize,
    /// The entry whose preview it is, by its position among all.
    entry: Option<usize>,
}

impl ListPlace {
    /// Lines of the preview on the screen.
    pub fn room(&self) -> usize {
        usize::from(self.preview.height.saturating_sub(1))
    }
}

impl Picker {
    /// Places the list on a screen of so many cells.
    pub(in crate::app) fn lay_out(&mut self, collection: &Collection, columns: u16, rows: u16) {
        // The line of keys stays.
        let most = rows.saturating_sub(1);
        let preview = preview_rows(self.kind, rows);
        // Without an entry, a row says so.
        let entries = self.entries.len().clamp(1, most.max(1).into()) as u16;
        let width = if columns < WIDEST + LEAST_BESIDE { columns } else { WIDEST };
        let wanted = entries.saturating_add(OWN_ROWS + preview);
        let height = if wanted.saturating_add(LEAST_BELOW) > most { most } else { wanted };
        let height = height.clamp(6, most.max(6)).min(rows);
        let area = Area::new((columns - width) / 2, (rows - height) / 3, width, height);
        let inner = Area { x: area.x + 1, width: width.saturating_sub(2), ..area }.below(2).above_last(1);
        let place = &mut self.place;
        place.area = area;
        place.entries = inner.above_last(preview);
        place.preview = inner.below(place.entries.height);
        let rows = usize::from(place.entries.height).max(1);
        // What is seen stays where it is while the selection is among it.
        let first = place.first.min(self.shown.len().saturating_sub(rows));
        place.first = first.clamp((self.selected + 1).saturating_sub(rows), self.selected);
        self.lay_out_preview(collection);
    }

    fn lay_out_preview(&mut self, collection: &Collection) {
        let entry = self.shown.get(self.selected).copied();
        let width = usize::from(self.place.preview.width).saturating_sub(3);
        let text = self.selected_entry(collection).map(|entry| entry.preview.clone());
        let place = &mut self.place;
        place.lines.clear();
        for paragraph in text.as_deref().unwrap_or_default().split('\n') {
            let shown = visible(paragraph);
            let from_right = shown.chars().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left);
            let lines = wrap(&shown, width, None);
            place.lines.extend(lines.iter().map(|line| (line.span.of(&shown).to_owned(), from_right)));
        }
        if std::mem::replace(&mut place.entry, entry) != entry {
            place.top = 0;
        }
        place.top = place.top.min(place.lines.len().saturating_sub(place.room()));
    }

    /// Scrolls the preview; `false` where it is at its end, or all of it is seen.
    pub(in crate::app) fn scroll_preview(&mut self, delta: isize) -> bool {
        let place = &mut self.place;
        let last = place.lines.len().saturating_sub(place.room());
        let before = place.top;
        place.top = place.top.saturating_add_signed(delta).min(last);
        place.top != before
    }

    /// Puts the selection on the entry at a cell of the screen. `true` where it was there already.
    pub(in crate::app) fn click(&mut self, column: u16, row: u16) -> bool {
        if !self.place.entries.contains(column, row) {
            return false;
        }
        let at = self.place.first + usize::from(row - self.place.entries.y);
        if at >= self.shown.len() {
            return false;
        }
        std::mem::replace(&mut self.selected, at) == at
    }
}

/// Rows of the preview, with the rule above it.
fn preview_rows(kind: PickerKind, rows: u16) -> u16 {
    let room = rows.saturating_sub(10);
    match kind {
        // A sentence, the sum of its score to the last part, and where it stands.
        PickerKind::Matches | PickerKind::Why => 11.min(room.max(4)),
        PickerKind::Passages => 8.min(room.max(4)),
        PickerKind::Filter => 0,
        PickerKind::Coding | PickerKind::Lost | PickerKind::Said => 5.min(room.max(3)),
        PickerKind::Help if room >= 10 => 4,
        PickerKind::Help => 3,
        PickerKind::Documents | PickerKind::Palette | PickerKind::Marks | PickerKind::LinkKinds => 2,
    }
}
