//! A free span of one paragraph, selected by motions: the end that moves stretches or shrinks it.

use crate::text::word::words;
use crate::text::{BlockIndex, Document, Span};

use super::{Pane, TextPosition};

/// What the reader selects in a pane. Never empty, and on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    block: BlockIndex,
    span: Span,
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

impl Stretch {
    /// The pieces of a block, in order.
    fn pieces(self, document: &Document, block: BlockIndex) -> Vec<Span> {
        let text = document.block_text(block);
        match self {
            Self::Word => words(&text).map(|(span, _)| span).collect(),
            Self::Sentence => document.sentences(block),
            Self::Paragraph => vec![Span::new(0, text.len())],
        }
    }
}

impl Selection {
    /// Moves the moving end past `delta` pieces. What would turn it inside out moves the other end.
    fn stretched(mut self, pieces: &[Span], delta: isize) -> Self {
        for _ in 0..delta.unsigned_abs() {
            let Span { start, end } = self.span;
            let forward = delta > 0;
            let shrinks = if forward {
                pieces.iter().map(|piece| piece.start).find(|&at| self.back && at > start && at < end)
            } else {
                let ends = pieces.iter().rev().map(|piece| piece.end);
                ends.clone().find(|&at| !self.back && at < end && at > start)
            };
            self.span = match (shrinks, forward) {
                (Some(at), true) => Span::new(at, end),
                (Some(at), false) => Span::new(start, at),
                (None, _) => {
                    self.back = !forward;
                    let grown_end = pieces.iter().map(|piece| piece.end).find(|&at| at > end);
                    let grown_start = pieces.iter().rev().map(|piece| piece.start).find(|&at| at < start);
                    if forward {
                        Span::new(start, grown_end.unwrap_or(end))
                    } else {
                        Span::new(grown_start.unwrap_or(start), end)
                    }
                }
            };
        }
        self
    }
}

impl Pane {
    /// The block and the span of its text that are selected.
    pub fn selection(&self) -> Option<(BlockIndex, Span)> {
        self.selection.map(|selection| (selection.block, selection.span))
    }

    /// Selects the sentence under the cursor; `false` where there is no text.
    pub fn select(&mut self, document: &Document) -> bool {
        let block = self.cursor.block;
        let sentence = document.sentence_at(block, self.cursor.offset);
        let span = sentence.and_then(|at| document.sentences(block).get(at.0).copied());
        self.selection =
            span.filter(|_| self.is_shown(block)).map(|span| Selection { block, span, back: false });
        self.selection.is_some()
    }

    /// Widens the selection to its whole paragraph.
    pub fn select_paragraph(&mut self, document: &Document) {
        if let Some(selection) = &mut self.selection {
            selection.span = Span::new(0, document.block_text(selection.block).len());
        }
    }

    /// Drops the selection; `false` where there is none.
    pub fn deselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// Stretches or shrinks the selection; the cursor goes with the end that moves.
    pub fn stretch(&mut self, document: &Document, by: Stretch, delta: isize) {
        let Some(selection) = self.selection else { return };
        let pieces = by.pieces(document, selection.block);
        self.selection = Some(selection.stretched(&pieces, delta));
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
        let Some(Selection { block, span, back }) = self.selection else { return };
        let text = document.block_text(block);
        let last = text.floor_char_boundary(span.end.saturating_sub(1));
        self.go_to(document, TextPosition { block, offset: if back { span.start } else { last } });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the selection among pieces of three bytes, after motions by pieces: `>` forward, `<`
    /// back, `o` the other end.
    fn after(motions: &str) -> String {
        let pieces: Vec<Span> = (0..4).map(|at| Span::new(at * 4, at * 4 + 3)).collect();
        let mut selection = Selection { block: BlockIndex(0), span: pieces[1], back: false };
        for motion in motions.chars() {
            match motion {
                '>' => selection = selection.stretched(&pieces, 1),
                '<' => selection = selection.stretched(&pieces, -1),
                _ => selection.back = !selection.back,
            }
        }
        let drawn = pieces.iter().map(|piece| if piece.overlaps(selection.span) { 'x' } else { '.' });
        drawn.collect()
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
