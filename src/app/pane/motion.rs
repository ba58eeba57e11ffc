//! Moving a pane's cursor: by line, sentence, paragraph, to the ends, to a place.

use crate::layout::{Item, RowAddress};
use crate::text::Document;

use super::{Pane, TextPosition};
use crate::text::BlockIndex;

impl Pane {
    /// Moves the cursor, scrolling as needed. Folded blocks are unfolded to show it.
    pub fn go_to(&mut self, document: &Document, at: TextPosition) {
        self.unfold_at(document, at.block);
        self.cursor = at;
        self.unplaced = self.rows.is_empty();
        self.fresh = false;
        let cursor = self.address(document, at);
        let top = self.top;
        if cursor < top || self.rows_between(document, top, cursor, self.height) >= self.height {
            self.put_in_context(document);
        }
        self.follow_cursor(document);
    }

    /// Moves the cursor and leaves the rows where they are, to be scrolled by others.
    pub fn go_without_scrolling(&mut self, document: &Document, at: TextPosition, unfolds: bool) {
        if unfolds {
            self.unfold_at(document, at.block);
        }
        self.cursor = at;
        self.fresh = false;
    }

    /// Scrolls so that a third of the pane stands above the cursor.
    pub(super) fn put_in_context(&mut self, document: &Document) {
        let cursor = self.address(document, self.cursor);
        let top = self.moved(document, cursor, -((self.height / 3) as isize));
        self.set_top(document, top);
    }

    pub fn move_lines(&mut self, document: &Document, delta: isize) {
        let mut left = delta;
        let mut at = self.address(document, self.cursor);
        while left != 0 {
            let next = self.moved(document, at, left.signum());
            if next == at {
                break;
            }
            at = next;
            if !self.is_gap(document, at) {
                left -= left.signum();
            }
        }
        self.set_cursor_at(document, at, delta > 0);
        self.follow_cursor(document);
    }

    fn is_gap(&self, document: &Document, at: RowAddress) -> bool {
        at.item < self.flow.items.len() && at.row < self.flow.gap(at.item, document)
    }

    /// Puts the cursor on a row: on the first sentence that begins in it, else at its start. A
    /// blank row passes it on, down or up.
    pub(super) fn set_cursor_at(&mut self, document: &Document, at: RowAddress, down: bool) {
        let mut at = at;
        if self.is_gap(document, at) {
            at = self.moved(document, at, if down || at.item == 0 { 1 } else { -1 });
        }
        let start = self.position(document, at);
        self.cursor = start;
        if self.flow.items.get(at.item).is_some_and(|item| matches!(item, Item::Folded { .. })) {
            return;
        }
        let lines = self.lines_of(document, start.block);
        let end = lines
            .iter()
            .find(|line| line.span.start == start.offset)
            .map_or(start.offset, |line| line.span.end);
        let sentence = document
            .sentences(start.block)
            .into_iter()
            .find(|span| (start.offset..end.max(start.offset + 1)).contains(&span.start));
        if let Some(sentence) = sentence {
            self.cursor.offset = sentence.start;
        }
    }

    pub fn move_sentences(&mut self, document: &Document, delta: isize) {
        for _ in 0..delta.unsigned_abs() {
            let next =
                if delta > 0 { self.next_sentence(document) } else { self.previous_sentence(document) };
            let Some(next) = next else { break };
            self.cursor = next;
        }
        self.follow_cursor(document);
    }

    fn next_sentence(&self, document: &Document) -> Option<TextPosition> {
        let here =
            document.sentences(self.cursor.block).into_iter().find(|span| span.start > self.cursor.offset);
        if let (Some(span), true) = (here, self.is_shown(self.cursor.block)) {
            return Some(TextPosition { block: self.cursor.block, offset: span.start });
        }
        let item = self.flow.item_of(self.cursor.block) + 1;
        let block = self.flow.items.get(item)?.first();
        let offset = document.sentences(block).first().map_or(0, |span| span.start);
        Some(TextPosition { block, offset })
    }

    fn previous_sentence(&self, document: &Document) -> Option<TextPosition> {
        let here = document
            .sentences(self.cursor.block)
            .into_iter()
            .rev()
            .find(|span| span.start < self.cursor.offset);
        if let (Some(span), true) = (here, self.is_shown(self.cursor.block)) {
            return Some(TextPosition { block: self.cursor.block, offset: span.start });
        }
        let item = self.flow.item_of(self.cursor.block).checked_sub(1)?;
        match self.flow.items[item] {
            Item::Folded { first, .. } => Some(TextPosition { block: first, offset: 0 }),
            Item::Block(block) => {
                let offset = document.sentences(block).last().map_or(0, |span| span.start);
                Some(TextPosition { block, offset })
            }
        }
    }

    pub fn move_paragraphs(&mut self, document: &Document, delta: isize) {
        let item = self.flow.item_of(self.cursor.block);
        let last = self.flow.items.len().saturating_sub(1);
        let at_start = self.cursor.offset == 0;
        // Backwards from within a paragraph, its own start counts first.
        let delta = if delta < 0 && !at_start { delta + 1 } else { delta };
        let target = item.saturating_add_signed(delta).min(last);
        if let Some(item) = self.flow.items.get(target) {
            self.cursor = TextPosition { block: item.first(), offset: 0 };
            self.follow_cursor(document);
        }
    }

    pub fn go_to_start(&mut self, document: &Document) {
        self.cursor = TextPosition {
            block: self.flow.items.first().map_or(BlockIndex(0), |item| item.first()),
            offset: 0,
        };
        self.set_top(document, RowAddress::default());
    }

    pub fn go_to_end(&mut self, document: &Document) {
        let count = self.flow.items.len();
        if count == 0 {
            return;
        }
        let end = self.moved(document, RowAddress { item: count - 1, row: usize::MAX }, 0);
        let top = self.last_top(document);
        self.set_top(document, top);
        self.set_cursor_at(document, end, true);
        self.end_so_far = (!document.complete).then_some(self.cursor);
    }

    /// Puts the cursor on a row of the pane, as a click does.
    pub fn click(&mut self, document: &Document, row: usize) {
        self.keep_top(document);
        let at = self.moved(document, self.top, row as isize);
        self.set_cursor_at(document, at, true);
    }
}
