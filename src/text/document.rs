//! One text after import, and the addresses of its parts.
//!
//! A document is made by an importer and not changed afterwards. It hands out its text block by
//! block, so that nothing above it depends on the whole text lying in memory.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem;

use super::date::DateRange;
use super::hash::{Fingerprint, fnv1a};
use super::known::Known;
use super::sentence;
use super::span::Span;

/// Bytes of a text that is read in less than a moment.
const SHORT: usize = 1 << 20;

/// Position of a document in its collection, counted from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentIndex(pub usize);

/// Position of a block in its document, counted from zero. Not the number a reader sees: that is
/// [`Block::number`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockIndex(pub usize);

/// Position of a sentence in its block, counted from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceIndex(pub usize);

/// A span of a document that is matched and aligned: a sentence, or a whole block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    pub document: DocumentIndex,
    pub block: BlockIndex,
    /// `None` for the whole block.
    pub sentence: Option<SentenceIndex>,
}

impl Passage {
    pub fn sentence(document: DocumentIndex, block: BlockIndex, sentence: SentenceIndex) -> Self {
        Self { document, block, sentence: Some(sentence) }
    }

    pub fn block(document: DocumentIndex, block: BlockIndex) -> Self {
        Self { document, block, sentence: None }
    }

    /// Whether `other` lies in this passage or is the same one.
    pub fn covers(self, other: Self) -> bool {
        self.document == other.document
            && self.block == other.block
            && (self.sentence.is_none() || self.sentence == other.sentence)
    }
}

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Level 1 (the title) to 6.
    Heading(u8),
    Byline,
    Paragraph,
    Quotation,
    ListItem,
    /// Lines whose breaks and spaces count: code, verse, tables.
    Preformatted,
    Caption,
    /// A reader's reply under an article.
    Comment,
    /// About the author or the publication, not part of what the text tells.
    Note,
    /// Menus, 'share this', 'comments are closed'.
    Navigation,
}

impl BlockKind {
    /// Whether the block belongs to what the author tells. The rest is folded in the views.
    pub fn is_body(self) -> bool {
        !matches!(self, Self::Caption | Self::Comment | Self::Note | Self::Navigation)
    }

    /// Whether passages of this block are matched: body text that is not a heading or a byline.
    pub fn is_prose(self) -> bool {
        self.is_body() && !matches!(self, Self::Heading(_) | Self::Byline)
    }

    /// The word for it in messages and machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::Byline => "byline",
            Self::Paragraph => "paragraph",
            Self::Quotation => "quotation",
            Self::ListItem => "item",
            Self::Preformatted => "preformatted",
            Self::Caption => "caption",
            Self::Comment => "comment",
            Self::Note => "note",
            Self::Navigation => "navigation",
        }
    }
}

/// A heading, paragraph, caption ...: the unit that is numbered, wrapped and folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// The number shown, from 1. Ascending in a document; with gaps in a retelling that leaves
    /// blocks out.
    pub number: u32,
    /// Bytes of the document's text, without the line break at the end.
    pub span: Span,
}

/// Something an importer noticed and coped with, for `check` and the document list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file, where it is called otherwise than the document: a table holds several.
    pub file: Option<String>,
    /// Line of the file, counted from 1, where that can be said.
    pub line: Option<usize>,
    pub message: String,
}

/// What is known of a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publication: Option<String>,
    /// When it was written, as precisely as can be said.
    pub date: Option<DateRange>,
    /// BCP 47, for example `en` or `fa`.
    pub language: Option<String>,
    /// For a text that retells another: what it retells, for example `after Smith 2014`.
    pub retelling: Option<String>,
}

/// One text after import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Path relative to the collection, with `/`; or the file's name.
    pub name: String,
    pub metadata: Metadata,
    pub warnings: Vec<Warning>,
    /// Whether `blocks` reaches the end of the file. A large text is shown before it is read whole.
    pub complete: bool,
    /// About how many blocks there will be when all is read; 0 for a complete document.
    pub expected_blocks: usize,
    /// Shared: a copy of a document copies no text.
    content: Arc<Content>,
}

/// What is read of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Content {
    text: String,
    blocks: Vec<Block>,
    /// One for each block, in a table of passages; empty elsewhere.
    passage_ids: Vec<String>,
    fingerprint: Known<Fingerprint>,
}

impl Document {
    pub fn builder(name: impl Into<String>) -> DocumentBuilder {
        let document = Self { name: name.into(), complete: true, ..Self::default() };
        DocumentBuilder { document, content: Content::default() }
    }

    pub fn blocks(&self) -> &[Block] {
        &self.content.blocks
    }

    pub fn block(&self, index: BlockIndex) -> Option<&Block> {
        self.content.blocks.get(index.0)
    }

    /// Bytes of the whole text.
    pub fn length(&self) -> usize {
        self.content.text.len()
    }

    /// Of the whole text, whatever the document is called. Reads all of it once: a copy of the document
    /// knows it, too.
    pub fn fingerprint(&self) -> Fingerprint {
        let text = &self.content.text;
        let read = || Fingerprint { length: text.len(), hash: fnv1a(text.bytes()) };
        *self.content.fingerprint.or_find(read)
    }

    /// The fingerprint where nobody waits for it: it is known, or the text is short.
    pub fn fingerprint_at_hand(&self) -> Option<Fingerprint> {
        let is_at_hand = self.length() <= SHORT || self.content.fingerprint.get().is_some();
        is_at_hand.then(|| self.fingerprint())
    }

    /// The text of one block; empty when there is no such block.
    pub fn block_text(&self, index: BlockIndex) -> Cow<'_, str> {
        Cow::Borrowed(self.content.blocks.get(index.0).map_or("", |block| block.span.of(&self.content.text)))
    }

    /// Sentences of a block as spans of the block's text, in order, none empty. They are found
    /// anew at each call: a paragraph takes microseconds.
    pub fn sentences(&self, index: BlockIndex) -> Vec<Span> {
        let text = self.block_text(index);
        if self.content.passage_ids.is_empty() {
            sentence::split(&text)
        } else if text.is_empty() {
            Vec::new()
        } else {
            vec![Span::new(0, text.len())]
        }
    }

    /// The sentences of a paragraph, each as a passage.
    pub fn sentences_of(&self, paragraph: Passage) -> impl Iterator<Item = Passage> + use<> {
        let count = self.sentences(paragraph.block).len();
        (0..count).map(move |at| Passage { sentence: Some(SentenceIndex(at)), ..paragraph })
    }

    /// The passage as a span of its block's text; `None` when it is not in this document.
    pub fn passage_span(&self, passage: Passage) -> Option<Span> {
        let block = self.block(passage.block)?;
        match passage.sentence {
            None => Some(Span::new(0, block.span.len())),
            Some(sentence) => self.sentences(passage.block).get(sentence.0).copied(),
        }
    }

    /// The words of a passage; empty when it is not in this document.
    pub fn passage_text(&self, passage: Passage) -> String {
        let text = self.block_text(passage.block);
        self.passage_span(passage).map_or_else(String::new, |span| span.of(&text).to_owned())
    }

    /// The sentence of a block that holds the byte `offset` of the block's text.
    pub fn sentence_at(&self, block: BlockIndex, offset: usize) -> Option<SentenceIndex> {
        let sentences = self.sentences(block);
        let after = sentences.partition_point(|span| span.start <= offset);
        (!sentences.is_empty()).then(|| SentenceIndex(after.saturating_sub(1)))
    }

    /// Where words stand within one block, in order: the block, and the byte of its text. Places that
    /// overlap are places of their own.
    pub fn places_of<'a>(&'a self, words: &'a str) -> impl Iterator<Item = (BlockIndex, usize)> + 'a {
        let finder = memmem::Finder::new(words.as_bytes());
        let first = words.chars().next().map_or(1, char::len_utf8);
        let (mut from, mut block) = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let at = from + finder.find(self.content.text.as_bytes().get(from..)?)?;
                from = at + first;
                while self.content.blocks.get(block)?.span.end < at + words.len() {
                    block += 1;
                }
                let span = self.content.blocks[block].span;
                if span.start <= at {
                    return Some((BlockIndex(block), at - span.start));
                }
            }
        })
    }

    /// The block with this number, by binary search.
    pub fn block_numbered(&self, number: u32) -> Option<BlockIndex> {
        self.content.blocks.binary_search_by_key(&number, |block| block.number).ok().map(BlockIndex)
    }

    /// The id a table of passages gives this block.
    pub fn passage_id(&self, index: BlockIndex) -> Option<&str> {
        self.content.passage_ids.get(index.0).map(String::as_str)
    }

    /// Whether this came from a table of passages, where each line is one passage.
    pub fn is_passage_table(&self) -> bool {
        !self.content.passage_ids.is_empty()
    }

    /// The title, or the file's name where there is none.
    pub fn title(&self) -> &str {
        self.metadata.title.as_deref().filter(|title| !title.is_empty()).unwrap_or(&self.name)
    }
}

/// Puts a document together block by block, in the order of the text.
#[derive(Debug)]
pub struct DocumentBuilder {
    document: Document,
    content: Content,
}

impl DocumentBuilder {
    /// Adds a block under the next number. Text that is empty or only white space is left out and
    /// takes no number.
    pub fn block(&mut self, kind: BlockKind, text: &str) -> &mut Self {
        let number = self.content.blocks.last().map_or(1, |block| block.number.saturating_add(1));
        self.numbered_block(kind, number, text)
    }

    /// Adds a block under a number of its own. A number that is not above the one before it is
    /// replaced by the next free one, with a warning.
    pub fn numbered_block(&mut self, kind: BlockKind, number: u32, text: &str) -> &mut Self {
        let text = if kind == BlockKind::Preformatted { text.trim_end() } else { text.trim() };
        if text.trim().is_empty() {
            return self;
        }
        let last = self.content.blocks.last().map_or(0, |block| block.number);
        let number = if number > last {
            number
        } else {
            let message = format!("paragraph number {number} does not follow {last}: counted on");
            self.warn(None, message);
            last.saturating_add(1)
        };
        let content = &mut self.content;
        let start = content.text.len();
        content.text.push_str(text);
        let span = Span::new(start, content.text.len());
        content.text.push('\n');
        content.blocks.push(Block { kind, number, span });
        self
    }

    /// Takes over a whole text of which each block is followed by a line break; `blocks` gives
    /// their kinds and lengths in bytes, in order. The document must be empty until then.
    pub fn text(&mut self, text: String, blocks: impl IntoIterator<Item = (BlockKind, usize)>) -> &mut Self {
        let content = &mut self.content;
        debug_assert!(content.text.is_empty() && content.blocks.is_empty());
        let blocks = blocks.into_iter();
        content.text = text;
        content.blocks.reserve_exact(blocks.size_hint().0);
        let mut start = 0;
        for (kind, length) in blocks {
            let raw = &content.text[start..start + length];
            let kept = if kind == BlockKind::Preformatted { raw.trim_end() } else { raw.trim() };
            if !kept.trim().is_empty() {
                let at = if kind == BlockKind::Preformatted {
                    start
                } else {
                    start + raw.len() - raw.trim_start().len()
                };
                let number = content.blocks.last().map_or(1, |block| block.number.saturating_add(1));
                content.blocks.push(Block { kind, number, span: Span::new(at, at + kept.len()) });
            }
            start += length + 1;
        }
        self
    }

    /// Adds a line of a table of passages.
    pub fn passage(&mut self, id: &str, text: &str) -> &mut Self {
        let before = self.content.blocks.len();
        self.block(BlockKind::Paragraph, text);
        if self.content.blocks.len() > before {
            self.content.passage_ids.push(id.to_owned());
        }
        self
    }

    pub fn warn(&mut self, line: Option<usize>, message: impl Into<String>) -> &mut Self {
        self.document.warnings.push(Warning { file: None, line, message: message.into() });
        self
    }

    pub fn metadata(&mut self) -> &mut Metadata {
        &mut self.document.metadata
    }

    /// Says that the file goes on after the blocks given so far, and about how many blocks it has.
    pub fn incomplete(&mut self, expected_blocks: usize) -> &mut Self {
        self.document.complete = false;
        self.document.expected_blocks = expected_blocks;
        self
    }

    /// Blocks given so far, for rules that look back.
    pub fn blocks(&self) -> &[Block] {
        &self.content.blocks
    }

    pub fn build(self) -> Document {
        Document { content: Arc::new(self.content), ..self.document }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_the_same_whatever_has_been_worked_out_of_it() {
        let build = |text: &str| {
            let mut builder = Document::builder("a.txt");
            builder.block(BlockKind::Paragraph, text);
            builder.build()
        };
        let (read, other) = (build("Words."), build("Other words."));
        assert_ne!(read.fingerprint(), other.fingerprint());
        assert_eq!(read, build("Words."));
        assert_eq!(read.fingerprint(), build("Words.").fingerprint());
        assert_ne!(read, other);
    }

    #[test]
    fn nobody_waits_for_what_follows_from_a_long_text() {
        let mut builder = Document::builder("a.txt");
        builder.block(BlockKind::Paragraph, "Short.");
        let short = builder.build();
        assert_eq!(short.fingerprint_at_hand(), Some(short.fingerprint()));
        let mut builder = Document::builder("a.txt");
        builder.block(BlockKind::Paragraph, &"long ".repeat(SHORT / 4));
        let long = builder.build();
        assert_eq!(long.fingerprint_at_hand(), None);
        let copy = long.clone();
        assert_eq!(Some(long.fingerprint()), copy.fingerprint_at_hand(), "a copy knows it, too");
    }

    proptest! {
        #[test]
        fn words_are_found_in_each_block_wherever_they_stand(
            blocks in prop::collection::vec("[ab\u{e4} ]{1,12}", 0..6),
            words in "[ab\u{e4}]{1,3}",
        ) {
            let mut builder = Document::builder("a.txt");
            for text in &blocks {
                builder.block(BlockKind::Paragraph, text);
            }
            let document = builder.build();
            let one_by_one = (0..document.blocks().len()).map(BlockIndex).flat_map(|block| {
                let text = document.block_text(block).into_owned();
                let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let words = words.clone();
                starts.into_iter().filter(move |&at| text[at..].starts_with(&words)).map(move |at| (block, at))
            });
            prop_assert_eq!(document.places_of(&words).collect::<Vec<_>>(), one_by_one.collect::<Vec<_>>());
        }
    }
}
