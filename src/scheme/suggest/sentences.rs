//! The sentences of a document with what each says, in order.

use crate::text::{BlockIndex, BlockKind, Document, DocumentIndex, Passage, SentenceIndex, Span};

use super::cues::{Read, Reader};
use super::dates::{Dates, When};

/// A sentence with what it says, and how it hangs together with the one before.
#[derive(Debug)]
pub(super) struct Sentence {
    pub passage: Passage,
    pub read: Read,
    pub joint: Joint,
    pub kind: BlockKind,
}

/// How a sentence hangs together with the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// In the same block.
    Sentence,
    /// The first of a block.
    Block,
    /// The first after a heading.
    Heading,
    /// The first of a comment, caption or note, or of what follows one: nothing is carried over.
    Apart,
}

/// The sentences of a block, each with its place and the dates that it gives.
pub(super) type CutBlock = Vec<(Span, Vec<(Span, When)>)>;

pub(super) fn cut(document: &Document) -> Vec<CutBlock> {
    let mut dates = Dates::new(document);
    let mut of_block = |at: usize| {
        let text = document.block_text(BlockIndex(at));
        let spans = document.sentences(BlockIndex(at)).into_iter();
        spans.map(|span| (span, dates.next(&text, span, at))).collect()
    };
    (0..document.blocks().len()).map(&mut of_block).collect()
}

pub(super) fn sentences(
    index: DocumentIndex,
    document: &Document,
    cut: Vec<CutBlock>,
    reader: &mut Reader,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut before: Option<BlockKind> = None;
    let mut in_front = true;
    for ((at, block), cut) in document.blocks().iter().enumerate().zip(cut) {
        let at = BlockIndex(at);
        let text = document.block_text(at);
        in_front &= !is_sentence(&text);
        let mut kind = block.kind;
        for (number, (span, dates)) in cut.into_iter().enumerate() {
            let read = reader.read(&text, span, dates);
            if in_front && !read.has_something() {
                kind = BlockKind::Byline;
            }
            let joint = if number > 0 { Joint::Sentence } else { joint(before, kind) };
            let passage = Passage::sentence(index, at, SentenceIndex(number));
            sentences.push(Sentence { passage, read, joint, kind });
        }
        before = Some(kind);
    }
    sentences
}

/// Whether a block ends as a sentence does: what stands in front of the first one is a title, or who
/// wrote it and when.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'\u{201d}\u{2019}\u{bb})".contains(c));
    text.ends_with([
        '.', '!', '?', ':', ';', ',', '\u{2026}', '\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{964}', '\u{61f}',
        '\u{6d4}',
    ])
}

fn joint(before: Option<BlockKind>, kind: BlockKind) -> Joint {
    match before {
        Some(before) if before.is_body() && kind.is_body() => match (before, kind) {
            (BlockKind::Heading(_), _) | (_, BlockKind::Heading(_)) => Joint::Heading,
            _ => Joint::Block,
        },
        _ => Joint::Apart,
    }
}
