//! Scrolling a pane: the top, the anchor that outlives a change of size, the cursor kept in view.

use crate::layout::RowAddress;
use crate::text::Document;

use super::super::linked::Scrolled;
use super::{MARGIN, Pane, TextPosition, Top, position_of};

impl Pane {
    /// Scrolls so little that the cursor is in view; the anchor stays, so that a size that comes
    /// back shows the same rows again.
    pub(super) fn show_cursor(&mut self, document: &Document) {
        let cursor = self.address(document, self.cursor);
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let lowest = self.height.saturating_sub(1);
        if cursor < self.top {
            self.top = self.moved(document, cursor, -(margin as isize));
            return;
        }
        let below = self.rows_between(document, self.top, cursor, lowest + 1);
        if below > lowest {
            self.top = self.moved(document, cursor, -((lowest - margin) as isize));
        }
    }

    pub(super) fn set_top(&mut self, document: &Document, top: RowAddress) {
        self.fresh = false;
        self.top = top;
        self.anchor = self.position(document, top);
        let gap = if self.flow.items.is_empty() { 0 } else { self.flow.gap(top.item, document) };
        self.anchor_gap = top.row < gap;
    }

    /// After the cursor moved: scrolls to keep it and a margin in view, and remembers the top.
    pub(super) fn follow_cursor(&mut self, document: &Document) {
        let cursor = self.address(document, self.cursor);
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let above = self.moved(document, cursor, -(margin as isize));
        if above < self.top {
            self.set_top(document, above);
            return;
        }
        let lowest = self.height - 1 - margin;
        let rows = self.rows_between(document, self.top, cursor, self.height * 2);
        if rows > lowest {
            let top = self.moved(document, cursor, -(lowest as isize));
            let top = top.min(self.last_top(document)).max(self.top.min(top));
            self.set_top(document, top);
            return;
        }
        self.keep_top(document);
    }

    /// What stands at the top now is what stays there, also where a smaller size put it there to have
    /// the cursor in view.
    pub(super) fn keep_top(&mut self, document: &Document) {
        if self.address_of_anchor(document) != self.top {
            self.set_top(document, self.top);
        }
    }

    /// The lowest top that still fills the pane.
    pub(super) fn last_top(&mut self, document: &Document) -> RowAddress {
        let count = self.flow.items.len();
        if count == 0 {
            return RowAddress::default();
        }
        let end = RowAddress { item: count - 1, row: usize::MAX };
        let end = self.moved(document, end, 0);
        self.moved(document, end, -(self.height as isize - 1))
    }

    /// Scrolls by rows; the cursor stays on the same row of the screen, off the edges.
    pub fn scroll(&mut self, document: &Document, delta: isize) {
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let row = self.cursor_row(document).clamp(margin, self.height - 1 - margin);
        let before = self.top;
        let last = self.last_top(document);
        let top = self.moved(document, self.top, delta).min(last.max(before.min(last)));
        self.set_top(document, top);
        if self.top == before && delta != 0 {
            // Nothing left to scroll: the cursor goes to the end instead.
            let cursor = self.address(document, self.cursor);
            let cursor = self.moved(document, cursor, delta);
            self.set_cursor_at(document, cursor, delta > 0);
            self.follow_cursor(document);
        } else {
            let cursor = self.moved(document, self.top, row as isize);
            self.set_cursor_at(document, cursor, delta > 0);
        }
    }

    /// Scrolls by rows and moves the cursor only when it would leave the pane. Returns by how many
    /// rows the text went up; fewer than asked for where it ends.
    pub fn nudge(&mut self, document: &Document, delta: isize) -> isize {
        let before = self.top;
        let last = self.last_top(document).max(before);
        let top = self.moved(document, before, delta).min(last);
        self.set_top(document, top);
        self.pull_cursor(document);
        let most = delta.unsigned_abs();
        if top < before {
            -(self.rows_between(document, top, before, most) as isize)
        } else {
            self.rows_between(document, before, top, most) as isize
        }
    }

    /// Moves the cursor to the nearest row of the pane where it is out of view.
    fn pull_cursor(&mut self, document: &Document) {
        let (top, cursor) = (self.top, self.address(document, self.cursor));
        let lowest = self.moved(document, top, self.height as isize - 1);
        if cursor < top {
            self.set_cursor_at(document, top, true);
        } else if cursor > lowest {
            self.set_cursor_at(document, lowest, false);
        }
    }

    pub fn page(&mut self, document: &Document, delta: isize) {
        let rows = self.height.saturating_sub(2).max(1) as isize;
        self.scroll(document, delta * rows);
    }

    pub fn half_page(&mut self, document: &Document, delta: isize) {
        self.scroll(document, delta * (self.height / 2).max(1) as isize);
    }

    /// The lowest row of the screen that a position can be put on: as many as stand above it.
    pub fn lowest_row_of(&mut self, document: &Document, at: TextPosition) -> usize {
        let address = self.address(document, at);
        self.rows_between(document, RowAddress::default(), address, self.height)
    }

    /// Row of the screen that the cursor is on, from the top of the pane.
    pub fn cursor_row(&mut self, document: &Document) -> usize {
        let cursor = self.address(document, self.cursor);
        let top = self.top;
        self.rows_between(document, top, cursor, self.height)
    }

    /// Puts a position on a row of the screen, as near as the ends of the text allow.
    pub fn level(&mut self, document: &Document, at: TextPosition, row: usize) {
        self.unfold_at(document, at.block);
        self.cursor = at;
        self.put_on_row(document, at, row);
    }

    fn put_on_row(&mut self, document: &Document, at: TextPosition, row: usize) {
        let address = self.address(document, at);
        let top = self.moved(document, address, -(row as isize));
        self.set_top(document, top);
    }

    /// Puts the cursor on a row of the screen, or the nearest there is. Nothing is unfolded.
    pub fn bring_level(&mut self, document: &Document, row: isize) {
        if self.rows.is_empty() {
            // Its size is not known yet.
            self.unplaced = true;
            return;
        }
        let row = usize::try_from(row).unwrap_or(0).min(self.height - 1);
        self.put_on_row(document, self.cursor, row);
    }

    // ---- the sentence under the cursor

    fn sentence_start(&self, document: &Document) -> TextPosition {
        position_of(document, self.passage(document))
    }

    /// Row of the screen on which the sentence under the cursor begins; the first, where it begins
    /// above.
    pub fn sentence_row(&mut self, document: &Document) -> usize {
        let start = self.sentence_start(document);
        let address = self.address(document, start);
        let top = self.top;
        self.rows_between(document, top, address, self.height)
    }

    /// That row, and the width of the text.
    pub fn sentence_place(&mut self, document: &Document) -> (usize, usize) {
        (self.sentence_row(document), self.width)
    }

    /// Scrolls so that the sentence under the cursor begins on a row of the screen.
    pub fn put_sentence_on_row(&mut self, document: &Document, row: usize) {
        let start = self.sentence_start(document);
        self.put_on_row(document, start, row);
    }

    // ---- the top, for panes that move together

    /// By how many rows the text went up since that stood at the top; up to `most` are counted.
    pub fn scrolled_since(&mut self, document: &Document, before: Top, most: usize) -> Scrolled {
        let before = self.address_of_top(document, before);
        let now = self.address_of_anchor(document);
        Scrolled::between(before, now, most, |a, b| self.rows_between(document, a, b, most))
    }

    /// Scrolls to what stood at the top before.
    pub fn scroll_to(&mut self, document: &Document, top: Top) {
        let top = self.address_of_top(document, top);
        self.set_top(document, top);
        self.pull_cursor(document);
    }
}
