//! The box in which a note is typed.

use ratatui::style::Style;

use crate::app::NoteEditor;
use crate::store::tags::spans;
use crate::text::Span;

use super::Canvas;
use super::text::{Slot, put, put_line};

impl Canvas<'_> {
    /// Returns where the cursor stands.
    pub(super) fn note_editor(&mut self, editor: &NoteEditor) -> (u16, u16) {
        let app = self.app;
        self.boxed(editor.area, &format!("Note on {}", editor.title));
        let area = editor.text_area;
        let slot = Slot { x: area.x, y: editor.area.y + 1, width: area.width };
        self.put_cut(slot, &editor.words, self.theme.second());
        for (at, row) in editor.rows.iter().enumerate() {
            let slot = Slot { x: area.x, y: area.y + at as u16, width: area.width.saturating_sub(1) };
            let piece = row.piece.of(editor.prompt.text());
            let tags = spans(piece).into_iter().map(|span| (span, self.theme.strong()));
            let tags: Vec<(Span, Style)> = tags.collect();
            put_line(self.buffer, slot, piece, row.line, self.theme.text(), &tags, app.options.reorder);
        }
        let right = editor.area.x + editor.area.width - 2;
        let (above, below) = editor.is_cut();
        for (is_cut, y) in [(above, area.y), (below, area.y + area.height.max(1) - 1)] {
            if is_cut {
                let slot = Slot { x: right, y, width: 1 };
                put(self.buffer, slot, self.theme.signs.ellipsis, self.theme.second());
            }
        }
        let hints = [
            ("note-save", "save"),
            ("cancel", "leave, draft kept"),
            ("note-outside", "your editor"),
            ("note-discard", "give up"),
        ];
        self.rule_hints(&hints, editor.area);
        let (x, y) = editor.cursor(app.options.reorder);
        (x.min(app.columns.saturating_sub(1)), y)
    }
}
