//! Words selected by motions, in one paragraph or over several: the end that moves stretches or
//! shrinks them.

use crate::store::Site;
use crate::text::word::words;
use crate::text::{BlockIndex, Document, Span};

use super::{Pane, TextPosition};

/// What the reader selects in a pane. Never empty, and on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    start: TextPosition,
    /// Behind the last character.
    end: TextPosition,
    /// Whether it is the start that motions move.
    back: bool,
}

/// By what a motion stretches a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    Word,
    Sentence,
    /// To the end or the start of the paragraph.
    Paragraph,
}

/// Where a word, sentence or paragraph begins and ends.
type Piece = (TextPosition, TextPosition);

impl Stretch {
    /// The pieces of a block, in order.
    fn pieces(self, document: &Document, block: BlockIndex) -> Vec<Piece> {
        let text = document.block_text(block);
        let spans = match self {
            Self::Word => words(&text).map(|(span, _)| span).collect(),
            Self::Sentence => document.sentences(block),
            Self::Paragraph => vec![Span::new(0, text.len())],
        };
        let at = |offset: usize| TextPosition { block, offset };
        spans.into_iter().map(|span| (at(span.start), at(span.end))).collect()
    }
}

impl Selection {
    fn of(block: BlockIndex, span: Span) -> Self {
        let at = |offset: usize| TextPosition { block, offset };
        Self { start: at(span.start), end: at(span.end), back: false }
    }

    /// Moves the moving end past a piece. What would turn it inside out moves the other end.
    fn stretched(mut self, pieces: &[Piece], forward: bool) -> Self {
        let Self { start, end, back } = self;
        let start_after =
            |place| pieces.get(pieces.partition_point(|piece| piece.0 <= place)).map(|piece| piece.0);
        let end_after =
            |place| pieces.get(pieces.partition_point(|piece| piece.1 <= place)).map(|piece| piece.1);
        let before = |count: usize| count.checked_sub(1).map(|last| pieces[last]);
        let start_before =
            |place| before(pieces.partition_point(|piece| piece.0 < place)).map(|piece| piece.0);
        let end_before = |place| before(pieces.partition_point(|piece| piece.1 < place)).map(|piece| piece.1);
        if forward {
            if let Some(at) = start_after(start).filter(|&at| back && at < end) {
                self.start = at;
            } else {
                self.end = end_after(end).unwrap_or(end);
                self.back = false;
            }
        } else if let Some(at) = end_before(end).filter(|&at| !back && at > start) {
            self.end = at;
        } else {
            self.start = start_before(start).unwrap_or(start);
            self.back = true;
        }
        self
    }

    /// The part of it that lies in a block, unless it is blank.
    fn within(self, document: &Document, block: BlockIndex) -> Option<Span> {
        if block < self.start.block || self.end.block < block {
            return None;
        }
        let text = document.block_text(block);
        let start = if self.start.block == block { self.start.offset } else { 0 };
        let end = if self.end.block == block { self.end.offset } else { text.len() };
        text.get(start..end).filter(|words| !words.trim().is_empty())?;
        Some(Span::new(start, end))
    }
}

impl Pane {
    pub fn is_selecting(&self) -> bool {
        self.selection.is_some()
    }

    /// What is selected, block by block. What is folded in between is none of it, nor what is blank.
    pub fn selected(&self, document: &Document) -> impl DoubleEndedIterator<Item = Site> {
        let blocks = self.selection.map(|selection| selection.start.block.0..=selection.end.block.0);
        let part = move |block| Some(Site { block, span: self.selected_in(document, block)? });
        blocks.into_iter().flatten().map(BlockIndex).filter_map(part)
    }

    /// What is selected of a block.
    pub fn selected_in(&self, document: &Document, block: BlockIndex) -> Option<Span> {
        self.selection?.within(document, block).filter(|_| self.is_shown(block))
    }

    /// Selects the sentence under the cursor; `false` where there is no text.
    pub fn select(&mut self, document: &Document) -> bool {
        let block = self.cursor.block;
        let sentence = document.sentence_at(block, self.cursor.offset);
        let span = sentence.and_then(|at| document.sentences(block).get(at.0).copied());
        self.selection = span.filter(|_| self.is_shown(block)).map(|span| Selection::of(block, span));
        self.selection.is_some()
    }

    /// Widens the selection to its whole paragraphs.
    pub fn select_paragraph(&mut self, document: &Document) {
        if let Some(selection) = &mut self.selection {
            selection.start.offset = 0;
            selection.end.offset = document.block_text(selection.end.block).len();
        }
    }

    /// Drops the selection; `false` where there is none.
    pub fn deselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// Stretches or shrinks the selection; the cursor goes with the end that moves.
    pub fn stretch(&mut self, document: &Document, by: Stretch, delta: isize) {
        let mut read = (Vec::new(), Vec::new());
        for _ in 0..delta.unsigned_abs() {
            let Some(selection) = self.selection else { return };
            let blocks = self.around_ends(document, selection);
            if blocks != read.0 {
                let pieces = blocks.iter().flat_map(|&block| by.pieces(document, block)).collect();
                read = (blocks, pieces);
            }
            let stretched = selection.stretched(&read.1, delta > 0);
            self.selection = Some(stretched);
            if stretched == selection {
                break;
            }
        }
        self.go_to_moving_end(document);
    }

    /// The blocks in which an end can come to stand next, in order: its own, and those before and after
    /// that have words to show. However much is selected, they are few.
    fn around_ends(&self, document: &Document, selection: Selection) -> Vec<BlockIndex> {
        let has_words = |&block: &BlockIndex| self.is_shown(block) && !document.block_text(block).is_empty();
        let around = |BlockIndex(end)| {
            let before = (0..end).rev().map(BlockIndex).find(has_words);
            let after = (end + 1..document.blocks().len()).map(BlockIndex).find(has_words);
            [before, Some(BlockIndex(end)).filter(has_words), after].into_iter().flatten()
        };
        let mut blocks: Vec<BlockIndex> =
            around(selection.start.block).chain(around(selection.end.block)).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }

    /// Has motions move the other end.
    pub fn swap_ends(&mut self, document: &Document) {
        if let Some(selection) = &mut self.selection {
            selection.back = !selection.back;
            self.go_to_moving_end(document);
        }
    }

    fn go_to_moving_end(&mut self, document: &Document) {
        let Some(Selection { start, end, back }) = self.selection else { return };
        let text = document.block_text(end.block);
        let last = text.floor_char_boundary(end.offset.saturating_sub(1));
        self.go_to(document, if back { start } else { TextPosition { offset: last, ..end } });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the selection among pieces of three bytes, two in a block, after motions by pieces: `>`
    /// forward, `<` back, `o` the other end.
    fn after(motions: &str) -> String {
        let at = |number: usize, offset: usize| TextPosition {
            block: BlockIndex(number / 2),
            offset: number % 2 * 4 + offset,
        };
        let pieces: Vec<Piece> = (0..4).map(|number| (at(number, 0), at(number, 3))).collect();
        let mut selection = Selection { start: pieces[1].0, end: pieces[1].1, back: false };
        for motion in motions.chars() {
            match motion {
                '>' => selection = selection.stretched(&pieces, true),
                '<' => selection = selection.stretched(&pieces, false),
                _ => selection.back = !selection.back,
            }
        }
        let is_in = |piece: &&Piece| selection.start <= piece.0 && piece.1 <= selection.end;
        pieces.iter().map(|piece| if is_in(&piece) { 'x' } else { '.' }).collect()
    }

    #[test]
    fn the_moving_end_stretches_shrinks_and_passes_the_other() {
        for (motions, drawn) in [
            ("", ".x.."),
            (">", ".xx."),
            (">>>>", ".xxx"),
            (">>>><", ".xx."),
            ("<", "xx.."),
            ("<<<", "xx.."),
            ("<>", ".x.."),
            ("<>>", ".xx."),
            (">o<", "xxx."),
            (">o>", "..x."),
            (">o>>", "..xx"),
        ] {
            assert_eq!(after(motions), drawn, "after '{motions}'");
        }
    }
}
