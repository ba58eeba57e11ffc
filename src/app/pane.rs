//! One document in a pane: cursor, scrolling, folding, and the rows laid out for the screen.
//!
//! Only what is near the screen is wrapped; lines are kept until the width changes.

mod fold;
mod motion;
mod scroll;
mod select;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use hypher::Lang;

use super::linked::Link;
use crate::layout::scroll::{advance, distance};
use crate::layout::{Flow, Item, Line, RowAddress, wrap};
use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex};

pub use select::{Selection, Stretch};

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

/// What stands at the top of a pane: the same text at any width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Top {
    at: TextPosition,
    /// Whether the blank row above it is the topmost.
    gap: bool,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Pane {
    pub document: DocumentIndex,
    pub cursor: TextPosition,
    /// Rows to be drawn, from the top; as many as the pane is high.
    pub rows: Vec<PaneRow>,
    /// What the pane says of itself, as 'nothing matches here'.
    pub notice: Option<String>,
    /// Its part among the panes that move together.
    pub link: Link,
    selection: Option<Selection>,
    unfolded: BTreeSet<BlockIndex>,
    flow: Flow,
    top: RowAddress,
    /// What stood at the top when the reader last scrolled: kept through any change of size.
    anchor: TextPosition,
    /// Whether `anchor` means the blank row above its block.
    anchor_gap: bool,
    lines: HashMap<BlockIndex, Arc<Vec<Line>>>,
    width: usize,
    height: usize,
    hyphens: Option<Lang>,
    /// Whether the cursor was set before the size was known: it is then put in context when it is.
    unplaced: bool,
    /// Whether nobody has put the cursor anywhere yet.
    fresh: bool,
    /// Whether the place to come back to lies beyond what is read of the document so far.
    pub awaits_place: bool,
    /// Cells of the paragraph numbers: once given, they are kept, so that no text is shifted.
    pub number_width: u16,
    /// Cells that the reader gave it among the others.
    pub wanted_width: Option<usize>,
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
            link: Link::default(),
            selection: None,
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
            fresh: true,
            awaits_place: false,
            number_width: 0,
            wanted_width: None,
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

    /// What stands at the top.
    pub fn top(&self) -> Top {
        Top { at: self.anchor, gap: self.anchor_gap }
    }

    /// Where the reader is, and what stands at the top, for a session record.
    pub fn place(&self) -> (TextPosition, TextPosition) {
        (self.cursor, self.anchor)
    }

    /// Whether the row at the top is the blank one above what stands there.
    pub fn top_is_gap(&self) -> bool {
        self.anchor_gap
    }

    /// Puts cursor and top back where a session record has them; what does not exist is left.
    pub fn restore(&mut self, document: &Document, cursor: TextPosition, top: TextPosition, gap: bool) {
        if document.block(cursor.block).is_some() && document.block(top.block).is_some() {
            self.cursor = cursor;
            self.anchor = top;
            self.anchor_gap = gap;
        }
    }

    /// Takes a document that has been read further or anew; cursor and top stay in their text.
    pub fn renew(&mut self, before: &Document, after: &Document) {
        let to_end = self.end_so_far.take() == Some(self.cursor);
        self.lines.clear();
        self.selection = None;
        self.cursor = same_place(before, after, self.cursor);
        self.anchor = same_place(before, after, self.anchor);
        self.refold(after);
        self.top = self.address_of_anchor(after);
        if to_end && !before.complete {
            self.go_to_end(after);
        }
    }

    // ---- layout

    /// Whether it was just made, and neither laid out nor taken anywhere.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Lays the rows out for a text area of `width` x `height` cells.
    pub fn lay_out(&mut self, document: &Document, width: usize, height: usize, hyphens: Option<Lang>) {
        if (width, hyphens) != (self.width, self.hyphens) {
            self.lines.clear();
            (self.width, self.hyphens) = (width, hyphens);
        }
        self.height = height.max(1);
        self.fresh = false;
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

    fn lines_of(&mut self, document: &Document, block: BlockIndex) -> Arc<Vec<Line>> {
        if let Some(lines) = self.lines.get(&block) {
            return Arc::clone(lines);
        }
        if self.lines.len() > MOST_CACHED {
            self.lines.clear();
        }
        let lines = Arc::new(wrap(&document.block_text(block), self.width, self.hyphens));
        self.lines.insert(block, Arc::clone(&lines));
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
        self.address_of_top(document, self.top())
    }

    fn address_of_top(&mut self, document: &Document, top: Top) -> RowAddress {
        let mut address = self.address(document, top.at);
        if top.gap && !self.flow.items.is_empty() {
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

    /// Whether the first row is in view, and not the whole document.
    pub fn shows_start(&self, document: &Document) -> bool {
        self.top == RowAddress::default() && self.percent(document) < 100
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
        (shown.unwrap_or(0) * 100).checked_div(total).unwrap_or(100)
    }
}

/// Where a reader begins: at the first block of the text itself.
fn start_of(document: &Document) -> TextPosition {
    let block = document.blocks().iter().position(|block| block.kind.is_body()).unwrap_or(0);
    TextPosition { block: BlockIndex(block), offset: 0 }
}

/// A position in a document after it was read further: by the same bytes, for a longer text may
/// fall into other blocks.
pub(super) fn same_place(before: &Document, after: &Document, at: TextPosition) -> TextPosition {
    let byte = before.block(at.block).map_or(0, |block| block.span.start) + at.offset;
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
