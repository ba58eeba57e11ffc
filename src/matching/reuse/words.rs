//! The words of all documents as one row of numbers, with the way back to block and byte.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::word::{folded, words};
use crate::text::{BlockIndex, Document, DocumentIndex, Span};

/// Set in the number of a word that is one character of a script that does not part words.
const CHARACTER: u32 = 1 << 31;

/// The prose of some documents, word by word. A position counts words over all documents, in
/// order. Takes 12 bytes for each word.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Equal for words that are equal when folded.
    numbers: Vec<u32>,
    /// Bytes of the block's text.
    spans: Vec<(u32, u32)>,
    /// Blocks that have words, in order.
    blocks: Vec<BlockStart>,
    /// The first position of each document, and the number of words at the end.
    documents: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct BlockStart {
    document: DocumentIndex,
    block: BlockIndex,
    first: u32,
}

impl Words {
    /// The words of prose blocks: what surrounds a text, such as menus and captions, is not
    /// quoted. Words past the four thousand millionth are left out.
    pub(super) fn new(documents: &[Document]) -> Self {
        let mut words = Self::default();
        let mut numbers = Numbers::default();
        for (index, document) in documents.iter().enumerate() {
            words.documents.push(words.len());
            for (at, block) in document.blocks().iter().enumerate() {
                if block.kind.is_prose() {
                    let block = BlockStart {
                        document: DocumentIndex(index),
                        block: BlockIndex(at),
                        first: words.len(),
                    };
                    words.add(block, &document.block_text(block.block), &mut numbers);
                }
            }
        }
        words.documents.push(words.len());
        words
    }

    fn add(&mut self, block: BlockStart, text: &str, numbers: &mut Numbers) {
        for (span, word) in words(text) {
            let (Ok(start), Ok(end)) = (u32::try_from(span.start), u32::try_from(span.end)) else { break };
            if self.numbers.len() >= CHARACTER as usize {
                break;
            }
            self.numbers.push(numbers.of(word));
            self.spans.push((start, end));
        }
        if self.len() > block.first {
            self.blocks.push(block);
        }
    }

    pub(super) fn len(&self) -> u32 {
        self.numbers.len() as u32
    }

    /// The numbers at some positions.
    pub(super) fn numbers(&self, at: Range<u32>) -> &[u32] {
        &self.numbers[at.start as usize..at.end as usize]
    }

    pub(super) fn number(&self, position: u32) -> u32 {
        self.numbers[position as usize]
    }

    /// How much the word at a position says, in half words: a character of Chinese says less than
    /// a word that stands between spaces.
    pub(super) fn half_words(&self, position: u32) -> u32 {
        if self.number(position) & CHARACTER == 0 { 2 } else { 1 }
    }

    /// The positions of every document, in order.
    pub(super) fn documents(&self) -> impl Iterator<Item = Range<u32>> {
        self.documents.windows(2).map(|pair| pair[0]..pair[1])
    }

    /// Which document has a position.
    pub(super) fn document_at(&self, position: u32) -> usize {
        self.documents.partition_point(|&first| first <= position).saturating_sub(1)
    }

    /// The positions of a document; empty when there is no such document.
    pub(super) fn document(&self, document: usize) -> Range<u32> {
        match self.documents.get(document..) {
            Some(&[first, end, ..]) => first..end,
            _ => 0..0,
        }
    }

    /// The block of a position, as its number among the blocks that have words.
    pub(super) fn block_at(&self, position: u32) -> usize {
        self.blocks.partition_point(|block| block.first <= position).saturating_sub(1)
    }

    /// How many blocks have words.
    pub(super) fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// Where the word at a position stands: block, and bytes of the block's text.
    pub(super) fn place(&self, position: u32) -> (BlockIndex, Span) {
        let (start, end) = self.spans[position as usize];
        (self.blocks[self.block_at(position)].block, Span::new(start as usize, end as usize))
    }

    /// The positions of the words that lie in a part of a block, and the number of the block;
    /// `None` when there are none.
    pub(super) fn within(
        &self,
        document: DocumentIndex,
        block: BlockIndex,
        span: Span,
    ) -> Option<(usize, Range<u32>)> {
        let at = self
            .blocks
            .binary_search_by_key(&(document, block), |start| (start.document, start.block))
            .ok()?;
        let first = self.blocks[at].first;
        let end = self.blocks.get(at + 1).map_or(self.len(), |next| next.first);
        let spans = &self.spans[first as usize..end as usize];
        let from = spans.partition_point(|&(start, _)| (start as usize) < span.start) as u32;
        let to = spans.partition_point(|&(_, end)| end as usize <= span.end) as u32;
        (from < to).then(|| (at, first + from..first + to))
    }
}

/// Numbers words as they come.
#[derive(Default)]
struct Numbers {
    of: HashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        if is_folded(word)
            && let Some(&number) = self.of.get(word)
        {
            return number;
        }
        let next = self.of.len() as u32 | if is_character(word) { CHARACTER } else { 0 };
        *self.of.entry(folded(word)).or_insert(next)
    }
}

/// Whether folding would change nothing, as for most words of most texts.
fn is_folded(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether the word is a character of a script written without spaces, which the rules for word
/// boundaries cut into single characters: Thai, Lao, Burmese, Khmer, kana, Han.
fn is_character(word: &str) -> bool {
    word.chars().next().is_some_and(|c| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}

#[cfg(test)]
mod tests {
    use crate::text::BlockKind;

    use super::*;

    fn document(blocks: &[(BlockKind, &str)]) -> Document {
        let mut builder = Document::builder("d");
        for (kind, text) in blocks {
            builder.block(*kind, text);
        }
        builder.build()
    }

    #[test]
    fn words_are_numbered_over_all_documents() {
        let (prose, menu) = (BlockKind::Paragraph, BlockKind::Navigation);
        let documents = [
            document(&[
                (menu, "Share this"),
                (prose, "The harbour\u{2019}s boats,"),
                (prose, "!"),
                (prose, "the 12"),
            ]),
            document(&[(menu, "Share")]),
            document(&[(prose, "Boats: harbour")]),
        ];
        let words = Words::new(&documents);
        assert_eq!(words.numbers(0..7), [0, 1, 2, 0, 3, 2, 1]);
        assert_eq!(words.documents().collect::<Vec<_>>(), [0..5, 5..5, 5..7]);
        assert_eq!([0, 4, 5, 6].map(|position| words.document_at(position)), [0, 0, 2, 2]);
        assert_eq!(words.place(4), (BlockIndex(3), Span::new(4, 6)));
        assert_eq!((words.block_count(), words.block_at(4)), (3, 1));
        let within = |document, block, start, end| {
            words.within(DocumentIndex(document), BlockIndex(block), Span::new(start, end))
        };
        assert_eq!(within(0, 1, 4, 99), Some((0, 1..3)));
        assert_eq!(within(0, 1, 5, 17), None);
        assert_eq!(within(2, 0, 0, 99), Some((2, 5..7)));
        assert_eq!(within(0, 0, 0, 99), None);
    }

    #[test]
    fn a_character_says_half_a_word() {
        let words = Words::new(&[document(&[(
            BlockKind::Paragraph,
            "\u{6d2a}\u{6c34} \u{e19}\u{e49}\u{e33} flood",
        )])]);
        let said: Vec<u32> = (0..words.len()).map(|position| words.half_words(position)).collect();
        assert_eq!(said.first(), Some(&1));
        assert_eq!(said.last(), Some(&2));
        assert!(said[..said.len() - 1].iter().all(|&half_words| half_words == 1), "{said:?}");
    }
}
