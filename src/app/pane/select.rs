//! Words selected by motions, in one paragraph or over several: the end that moves stretches or
//! shrinks them.

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
        let starts = || pieces.iter().map(|piece| piece.0);
        let ends = || pieces.iter().map(|piece| piece.1);
        if forward {
            if let Some(at) = starts().find(|&at| back && at > start && at < end) {
                self.start = at;
            } else {
                self.end = ends().find(|&at| at > end).unwrap_or(end);
                self.back = false;
            }
        } else if let Some(at) = ends().rev().find(|&at| !back && at < end && at > start) {
            self.end = at;
        } else {
            self.start = starts().rev().find(|&at| at < start).unwrap_or(start);
            self.back = true;
        }
        self
    }

    /// The part of it that lies in a block.
    fn within(self, document: &Document, block: BlockIndex) -> Option<Span> {
        let start = if self.start.block == block { self.start.offset } else { 0 };
        let end = if self.end.block == block { self.end.offset } else { document.block_text(block).len() };
        let is_in = self.start.block <= block && block <= self.end.block;
        (is_in && start < end).then(|| Span::new(start, end))
    }
}

impl Pane {
    pub fn is_selecting(&self) -> bool {
        self.selection.is_some()
    }

    /// What is selected, block by block. What is folded in between is none of it.
    pub fn selected(&self, document: &Document) -> Vec<(BlockIndex, Span)> {
        let Some(selection) = self.selection else { return Vec::new() };
        let blocks = (selection.start.block.0..=selection.end.block.0).map(BlockIndex);
        let part = |block| Some((block, self.selected_in(document, block)?));
        blocks.filter_map(part).collect()
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
        for _ in 0..delta.unsigned_abs() {
            let Some(selection) = self.selection else { return };
            let before = (0..selection.start.block.0).rev().map(BlockIndex);
            let after = (selection.end.block.0 + 1..document.blocks().len()).map(BlockIndex);
            let has_words =
                |&block: &BlockIndex| self.is_shown(block) && !document.block_text(block).is_empty();
            let first = before.into_iter().find(has_words).unwrap_or(selection.start.block);
            let last = after.into_iter().find(has_words).unwrap_or(selection.end.block);
            let blocks = (first.0..=last.0).map(BlockIndex).filter(has_words);
            let pieces: Vec<Piece> = blocks.flat_map(|block| by.pieces(document, block)).collect();
            let stretched = selection.stretched(&pieces, delta > 0);
            self.selection = Some(stretched);
            if stretched == selection {
                break;
            }
        }
        self.go_to_moving_end(document);
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
