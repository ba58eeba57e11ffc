//! One document in a pane: cursor, scrolling, folding, and the rows laid out for the screen.
//!
//! Only what is near the screen is wrapped; lines are kept until the width changes.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use hypher::Lang;

use crate::layout::scroll::{advance, distance};
use crate::layout::{Flow, Item, Line, RowAddress, wrap};
use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex};

/// Wrapped blocks kept for one pane; beyond, the cache is emptied.
const MOST_CACHED: usize = 8192;

/// Rows kept between the cursor and the edges of the pane, where there is room.
const MARGIN: usize = 2;

/// A place in a document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPosition {
    pub block: BlockIndex,
    /// Bytes of the block's text.
    pub offset: usize,
}

/// One row of a pane as it is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneRow {
    /// Between two items, or below the end.
    Blank,
    Text {
        block: BlockIndex,
        line: Line,
        /// Whether it is the block's first line.
        first: bool,
    },
    /// Blocks that are folded, both ends included.
    Folded { first: BlockIndex, last: BlockIndex },
}

/// A document in a pane.
#[derive(Clone, Debug)]
pub struct Pane {
    pub document: DocumentIndex,
    pub cursor: TextPosition,
    /// Rows to be drawn, from the top; as many as the pane is high.
    pub rows: Vec<PaneRow>,
    /// What the pane says of itself, as 'nothing matches here'.
    pub notice: Option<String>,
    unfolded: BTreeSet<BlockIndex>,
    flow: Flow,
    top: RowAddress,
    /// What stood at the top when the reader last scrolled: kept through any change of size.
    anchor: TextPosition,
    /// Whether `anchor` means the blank row above its block.
    anchor_gap: bool,
    lines: HashMap<BlockIndex, Rc<Vec<Line>>>,
    width: usize,
    height: usize,
    hyphens: Option<Lang>,
    /// Whether the cursor was set before the size was known: it is then put in context when it is.
    unplaced: bool,
    /// Whether the place to come back to lies beyond what is read of the document so far.
    pub awaits_place: bool,
    /// Where the reader was taken when asking for the end of a document that is read in part.
    end_so_far: Option<TextPosition>,
}

impl Pane {
    pub fn new(index: DocumentIndex, document: &Document) -> Self {
        let mut pane = Self {
            document: index,
            cursor: TextPosition::default(),
            rows: Vec::new(),
            notice: None,
            unfolded: BTreeSet::new(),
            flow: Flow::default(),
            top: RowAddress::default(),
            anchor: TextPosition::default(),
            anchor_gap: false,
            lines: HashMap::new(),
            width: 1,
            height: 1,
            hyphens: None,
            unplaced: false,
            awaits_place: false,
            end_so_far: None,
        };
        pane.refold(document);
        pane.cursor = start_of(document);
        pane
    }

    /// Whether the reader has not moved in it.
    pub fn is_at_start(&self, document: &Document) -> bool {
        self.cursor == start_of(document) && self.top == RowAddress::default()
    }

    /// The passage under the cursor: the sentence, in a block that has any.
    pub fn passage(&self, document: &Document) -> Passage {
        let sentence = document.sentence_at(self.cursor.block, self.cursor.offset);
        Passage { document: self.document, block: self.cursor.block, sentence }
    }

    /// Where the reader is, and what stands at the top, for a session record.
    pub fn place(&self) -> (TextPosition, TextPosition) {
        (self.cursor, self.anchor)
    }

    /// Puts cursor and top back where a session record has them; what does not exist is left.
    pub fn restore(&mut self, document: &Document, cursor: TextPosition, top: TextPosition) {
        if document.block(cursor.block).is_some() && document.block(top.block).is_some() {
            self.cursor = cursor;
            self.anchor = top;
        }
    }

    /// Takes a document that has been read further or anew; cursor and top stay in their text.
    pub fn renew(&mut self, before: &Document, after: &Document) {
        let to_end = self.end_so_far.take() == Some(self.cursor);
        self.lines.clear();
        self.cursor = same_place(before, after, self.cursor);
        self.anchor = same_place(before, after, self.anchor);
        self.refold(after);
        self.top = self.address_of_anchor(after);
        if to_end && !before.complete {
            self.go_to_end(after);
        }
    }

    // ---- layout

    /// Lays the rows out for a text area of `width` x `height` cells.
    pub fn lay_out(&mut self, document: &Document, width: usize, height: usize, hyphens: Option<Lang>) {
        if (width, hyphens) != (self.width, self.hyphens) {
            self.lines.clear();
            (self.width, self.hyphens) = (width, hyphens);
        }
        self.height = height.max(1);
        if std::mem::take(&mut self.unplaced) {
            self.put_in_context(document);
        }
        self.top = self.address_of_anchor(document);
        self.show_cursor(document);
        self.rows = self.visible_rows(document);
    }

    fn visible_rows(&mut self, document: &Document) -> Vec<PaneRow> {
        let mut rows = Vec::with_capacity(self.height);
        let mut at = self.top;
        while rows.len() < self.height && at.item < self.flow.items.len() {
            let gap = self.flow.gap(at.item, document);
            let left = self.height - rows.len();
            for row in (at.row..self.item_height(document, at.item)).take(left) {
                rows.push(self.row(document, at.item, gap, row));
            }
            at = RowAddress { item: at.item + 1, row: 0 };
        }
        rows.resize(self.height, PaneRow::Blank);
        rows
    }

    fn row(&mut self, document: &Document, item: usize, gap: usize, row: usize) -> PaneRow {
        if row < gap {
            return PaneRow::Blank;
        }
        match self.flow.items[item] {
            Item::Folded { first, last } => PaneRow::Folded { first, last },
            Item::Block(block) => {
                let lines = self.lines_of(document, block);
                PaneRow::Text { block, line: lines[row - gap], first: row == gap }
            }
        }
    }

    fn lines_of(&mut self, document: &Document, block: BlockIndex) -> Rc<Vec<Line>> {
        if let Some(lines) = self.lines.get(&block) {
            return Rc::clone(lines);
        }
        if self.lines.len() > MOST_CACHED {
            self.lines.clear();
        }
        let lines = Rc::new(wrap(&document.block_text(block), self.width, self.hyphens));
        self.lines.insert(block, Rc::clone(&lines));
        lines
    }

    fn item_height(&mut self, document: &Document, item: usize) -> usize {
        let gap = self.flow.gap(item, document);
        match self.flow.items[item] {
            Item::Folded { .. } => gap + 1,
            Item::Block(block) => gap + self.lines_of(document, block).len(),
        }
    }

    fn moved(&mut self, document: &Document, from: RowAddress, delta: isize) -> RowAddress {
        let count = self.flow.items.len();
        advance(from, delta, count, |item| self.item_height(document, item))
    }

    fn rows_between(&mut self, document: &Document, a: RowAddress, b: RowAddress, most: usize) -> usize {
        distance(a, b, most, |item| self.item_height(document, item))
    }

    /// The row that shows a position.
    fn address(&mut self, document: &Document, at: TextPosition) -> RowAddress {
        if self.flow.items.is_empty() {
            return RowAddress::default();
        }
        let item = self.flow.item_of(at.block);
        let gap = self.flow.gap(item, document);
        let row = match self.flow.items[item] {
            Item::Folded { .. } => 0,
            Item::Block(block) => {
                let lines = self.lines_of(document, block);
                lines.partition_point(|line| line.span.start <= at.offset).saturating_sub(1)
            }
        };
        RowAddress { item, row: gap + row }
    }

    fn address_of_anchor(&mut self, document: &Document) -> RowAddress {
        let mut address = self.address(document, self.anchor);
        if self.anchor_gap && !self.flow.items.is_empty() {
            address.row -= self.flow.gap(address.item, document).min(address.row);
        }
        address
    }

    /// The text at the start of a row; of a blank row, the start of its item.
    fn position(&mut self, document: &Document, at: RowAddress) -> TextPosition {
        let Some(&item) = self.flow.items.get(at.item) else { return TextPosition::default() };
        let gap = self.flow.gap(at.item, document);
        let Item::Block(block) = item else { return TextPosition { block: item.first(), offset: 0 } };
        let lines = self.lines_of(document, block);
        let line = at.row.saturating_sub(gap).min(lines.len().saturating_sub(1));
        TextPosition { block, offset: lines.get(line).map_or(0, |line| line.span.start) }
    }

    // ---- scrolling

    /// Scrolls so little that the cursor is in view; the anchor stays, so that a size that comes
    /// back shows the same rows again.
    fn show_cursor(&mut self, document: &Document) {
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

    fn set_top(&mut self, document: &Document, top: RowAddress) {
        self.top = top;
        self.anchor = self.position(document, top);
        let gap = if self.flow.items.is_empty() { 0 } else { self.flow.gap(top.item, document) };
        self.anchor_gap = top.row < gap;
    }

    /// After the cursor moved: scrolls to keep it and a margin in view, and remembers the top.
    fn follow_cursor(&mut self, document: &Document) {
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
        }
    }

    /// The lowest top that still fills the pane.
    fn last_top(&mut self, document: &Document) -> RowAddress {
        let count = self.flow.items.len();
        if count == 0 {
            return RowAddress::default();
        }
        let end = RowAddress { item: count - 1, row: usize::MAX };
        let end = self.moved(document, end, 0);
        self.moved(document, end, -(self.height as isize - 1))
    }

    /// Scrolls by rows; the cursor stays on the same row of the screen.
    pub fn scroll(&mut self, document: &Document, delta: isize) {
        let row = self.cursor_row(document);
        let before = self.top;
        let last = self.last_top(document);
        let top = self.moved(document, self.top, delta).min(last.max(before.min(last)));
        self.set_top(document, top);
        if self.top == before && delta != 0 {
            // Nothing left to scroll: the cursor goes to the end instead.
            let cursor = self.address(document, self.cursor);
            let cursor = self.moved(document, cursor, delta);
            self.set_cursor_at(document, cursor, delta > 0);
        } else {
            let cursor = self.moved(document, self.top, row as isize);
            self.set_cursor_at(document, cursor, delta > 0);
        }
        self.follow_cursor(document);
    }

    /// Scrolls by rows and moves the cursor only when it would leave the pane.
    pub fn nudge(&mut self, document: &Document, delta: isize) {
        let last = self.last_top(document);
        let top = self.moved(document, self.top, delta).min(last);
        self.set_top(document, top);
        let cursor = self.address(document, self.cursor);
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
        let cursor = self.address(document, at);
        let top = self.moved(document, cursor, -(row as isize));
        self.set_top(document, top);
    }

    // ---- moving the cursor

    /// Moves the cursor, scrolling as needed. Folded blocks are unfolded to show it.
    pub fn go_to(&mut self, document: &Document, at: TextPosition) {
        self.unfold_at(document, at.block);
        self.cursor = at;
        self.unplaced = self.rows.is_empty();
        let cursor = self.address(document, at);
        let top = self.top;
        if cursor < top || self.rows_between(document, top, cursor, self.height) >= self.height {
            self.put_in_context(document);
        }
        self.follow_cursor(document);
    }

    /// Scrolls so that a third of the pane stands above the cursor.
    fn put_in_context(&mut self, document: &Document) {
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
    fn set_cursor_at(&mut self, document: &Document, at: RowAddress, down: bool) {
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
        let at = self.moved(document, self.top, row as isize);
        self.set_cursor_at(document, at, true);
    }

    // ---- folding

    fn refold(&mut self, document: &Document) {
        self.flow = Flow::new(document, &self.unfolded);
    }

    fn is_shown(&self, block: BlockIndex) -> bool {
        self.flow.items.get(self.flow.item_of(block)).is_some_and(|item| matches!(item, Item::Block(_)))
    }

    /// Whether the cursor stands on folded blocks.
    pub fn on_fold(&self) -> bool {
        !self.is_shown(self.cursor.block)
    }

    fn unfold_at(&mut self, document: &Document, block: BlockIndex) {
        if self.is_shown(block) {
            return;
        }
        if let Some(start) = Flow::run_start(document, block) {
            self.unfolded.insert(start);
            self.refold(document);
        }
    }

    /// Folds or unfolds the blocks at the cursor; `false` where there is nothing to fold.
    pub fn toggle_fold(&mut self, document: &Document) -> bool {
        let Some(start) = Flow::run_start(document, self.cursor.block) else { return false };
        if !self.unfolded.remove(&start) {
            self.unfolded.insert(start);
        }
        self.cursor = TextPosition { block: start, offset: 0 };
        self.refold(document);
        self.follow_cursor(document);
        true
    }

    /// Unfolds everything, or folds everything again.
    pub fn toggle_all_folds(&mut self, document: &Document) {
        if self.unfolded.is_empty() {
            let folded = self.flow.items.iter().filter(|item| matches!(item, Item::Folded { .. }));
            self.unfolded = folded.map(|item| item.first()).collect();
        } else {
            self.unfolded.clear();
        }
        self.refold(document);
        if self.on_fold() {
            let item = self.flow.items[self.flow.item_of(self.cursor.block)];
            self.cursor = TextPosition { block: item.first(), offset: 0 };
        }
        self.follow_cursor(document);
    }

    /// Share of the document above the bottom of the pane, 0 to 100.
    pub fn percent(&self, document: &Document) -> usize {
        let blocks = document.blocks();
        let shown = self.rows.iter().rev().find_map(|row| match row {
            PaneRow::Text { block, line, .. } => Some(blocks.get(block.0)?.span.start + line.span.end),
            PaneRow::Folded { last, .. } => blocks.get(last.0).map(|block| block.span.end),
            PaneRow::Blank => None,
        });
        let total = blocks.last().map_or(0, |block| block.span.end);
        if total == 0 { 100 } else { shown.unwrap_or(0) * 100 / total }
    }
}

/// Where a reader begins: at the first block of the text itself.
fn start_of(document: &Document) -> TextPosition {
    let block = document.blocks().iter().position(|block| block.kind.is_body()).unwrap_or(0);
    TextPosition { block: BlockIndex(block), offset: 0 }
}

/// A position in a document after it was read further: by the same bytes, for a longer text may
/// fall into other blocks.
fn same_place(before: &Document, after: &Document, at: TextPosition) -> TextPosition {
    let (old, new) = (before.block(at.block), after.block(at.block));
    if old.map(|block| block.span.start) == new.map(|block| block.span.start) {
        return at;
    }
    let byte = old.map_or(0, |block| block.span.start) + at.offset;
    let block = after.blocks().partition_point(|block| block.span.start <= byte).saturating_sub(1);
    let block = BlockIndex(block);
    let text = after.block_text(block);
    let offset = byte - after.block(block).map_or(0, |block| block.span.start).min(byte);
    TextPosition { block, offset: text.floor_char_boundary(offset.min(text.len())) }
}

/// The start of a sentence as a position.
pub fn position_of(document: &Document, passage: Passage) -> TextPosition {
    let offset = document.passage_span(passage).map_or(0, |span| span.start);
    TextPosition { block: passage.block, offset }
}

/// The sentence passage at a position.
pub fn passage_at(document: &Document, index: DocumentIndex, at: TextPosition) -> Passage {
    let sentence: Option<SentenceIndex> = document.sentence_at(at.block, at.offset);
    Passage { document: index, block: at.block, sentence }
}
