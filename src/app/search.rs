//! Search in one document: every occurrence, over whole blocks, so that hits that cross wrapped
//! lines are found. Smart case: a capital letter in the query makes case count.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::text::{BlockIndex, Document, DocumentIndex, Span};

use super::App;
use super::event::Effect;
use super::pane::TextPosition;

/// Hits kept for one document.
const MOST_HITS: usize = 100_000;

/// A query and where it stands in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// In order of the text.
    pub hits: Vec<(BlockIndex, Span)>,
    /// Whether there are more than are kept.
    pub more: bool,
}

impl Hits {
    pub fn find(document: &Document, query: &str) -> Self {
        let mut found = Self::default();
        let needle = Needle::new(query);
        if needle.folded.is_empty() {
            return found;
        }
        for index in 0..document.blocks().len() {
            let block = BlockIndex(index);
            for span in needle.find_all(&document.block_text(block)) {
                if found.hits.len() >= MOST_HITS {
                    found.more = true;
                    return found;
                }
                found.hits.push((block, span));
            }
        }
        found
    }

    /// The hits in one block.
    pub fn in_block(&self, block: BlockIndex) -> &[(BlockIndex, Span)] {
        let start = self.hits.partition_point(|(at, _)| *at < block);
        let end = self.hits.partition_point(|(at, _)| *at <= block);
        &self.hits[start..end]
    }

    /// The hits in one line of a block.
    pub fn in_line(&self, block: BlockIndex, line: Span) -> &[(BlockIndex, Span)] {
        let hits = self.in_block(block);
        let start = hits.partition_point(|(_, hit)| hit.end <= line.start);
        let end = hits.partition_point(|(_, hit)| hit.start < line.end);
        &hits[start..end.max(start)]
    }

    /// The next hit after a position, or before it; wraps round. With its index.
    pub fn next(&self, from: TextPosition, backwards: bool) -> Option<usize> {
        if self.hits.is_empty() {
            return None;
        }
        let key = |(block, span): &(BlockIndex, Span)| TextPosition { block: *block, offset: span.start };
        if backwards {
            let before = self.hits.partition_point(|hit| key(hit) < from);
            Some(before.checked_sub(1).unwrap_or(self.hits.len() - 1))
        } else {
            let after = self.hits.partition_point(|hit| key(hit) <= from);
            Some(if after < self.hits.len() { after } else { 0 })
        }
    }

    /// The first hit at or after a position; wraps round.
    pub fn from(&self, at: TextPosition) -> Option<usize> {
        let index = self
            .hits
            .partition_point(|(block, span)| TextPosition { block: *block, offset: span.start } < at);
        (!self.hits.is_empty()).then_some(if index < self.hits.len() { index } else { 0 })
    }
}

/// The query of the last search and what it found, by document.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub query: String,
    pub backwards: bool,
    pub hits: HashMap<DocumentIndex, Hits>,
    /// Queries before, the oldest first.
    pub history: Vec<String>,
    /// A large document in which hits are looked for by a worker.
    asked: Option<DocumentIndex>,
    /// Where to go once they are found.
    pub(in crate::app) awaited: Option<Awaited>,
    /// Place in the history while one browses it.
    pub(in crate::app) browsed: Option<usize>,
}

/// What is to be shown of hits that are still looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct Awaited {
    pub document: DocumentIndex,
    /// Hits further on than the first, or back.
    pub turns: isize,
}

/// Bytes of the largest document that is searched within a frame.
const MOST_AT_ONCE: usize = 1 << 20;

/// A query prepared for comparing: characters, in lower case unless case counts; any white space
/// counts as one space.
struct Needle {
    folded: Vec<char>,
    case_counts: bool,
    /// For each byte, whether a character that begins with it may begin an occurrence.
    begins: [bool; 256],
}

impl Needle {
    fn new(query: &str) -> Self {
        let case_counts = query.chars().any(char::is_uppercase);
        let folded: Vec<char> = query.chars().flat_map(|c| fold(c, case_counts)).collect();
        let begins = std::array::from_fn(|byte| match byte as u8 {
            ascii @ 0..=0x7f => fold(ascii.into(), case_counts).next() == folded.first().copied(),
            // The rest of a character begins nothing.
            0x80..=0xbf => false,
            _ => true,
        });
        Self { folded, case_counts, begins }
    }

    /// The occurrences in a text, none overlapping.
    fn find_all(&self, text: &str) -> Vec<Span> {
        let mut found = Vec::new();
        let mut next = 0;
        for (start, byte) in text.bytes().enumerate() {
            if !self.begins[usize::from(byte)] || start < next {
                continue;
            }
            if let Some(len) = self.prefix_len(&text[start..]) {
                found.push(Span::new(start, start + len));
                next = start + len;
            }
        }
        found
    }

    /// Bytes that the query takes at the start of a text.
    fn prefix_len(&self, text: &str) -> Option<usize> {
        let mut wanted = self.folded.iter();
        let mut at_end = false;
        for (offset, c) in text.char_indices() {
            if at_end {
                return Some(offset);
            }
            for folded in fold(c, self.case_counts) {
                if *wanted.next()? != folded {
                    return None;
                }
            }
            at_end = wanted.as_slice().is_empty();
        }
        at_end.then_some(text.len())
    }
}

fn fold(c: char, case_counts: bool) -> impl Iterator<Item = char> {
    let c = match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let kept = case_counts.then_some(c);
    let lower = (!case_counts).then(|| c.to_lowercase());
    kept.into_iter().chain(lower.into_iter().flatten())
}

impl App {
    /// While a search is on, its hits are lit in every pane.
    pub(super) fn light_hits(&mut self) {
        if self.search.query.is_empty() {
            return;
        }
        let shown: Vec<DocumentIndex> =
            self.reader.areas.iter().map(|placed| self.reader.panes[placed.pane].document).collect();
        for document in shown {
            self.hits(document);
        }
    }

    /// Hits of the search in a document, found on first use; `None` while a worker looks for them.
    pub fn hits(&mut self, document: DocumentIndex) -> Option<&Hits> {
        let (collection, query) = (&self.collection, &self.search.query);
        let text = collection.document(document);
        match self.search.hits.entry(document) {
            Entry::Occupied(found) => Some(found.into_mut()),
            Entry::Vacant(_) if text.length() > MOST_AT_ONCE => None,
            Entry::Vacant(place) => Some(place.insert(Hits::find(text, query))),
        }
    }

    /// Forgets the hits of another query or of a document that has changed.
    pub(super) fn forget_hits(&mut self) {
        self.search.hits.clear();
        (self.search.asked, self.search.awaited) = (None, None);
    }

    /// Has a large document in view searched by a worker, one at a time.
    pub(super) fn search_on(&mut self) -> Option<Effect> {
        if self.search.query.is_empty() || self.search.asked.is_some() {
            return None;
        }
        let shown = self.reader.areas.iter().map(|placed| self.reader.panes[placed.pane].document);
        let document = shown
            .chain(self.search.awaited.map(|awaited| awaited.document))
            .find(|document| !self.search.hits.contains_key(document))?;
        self.search.asked = Some(document);
        let collection = Arc::clone(&self.collection);
        let (generation, query) = (self.generation, self.search.query.clone());
        Some(Effect::Search { generation, document, query, collection })
    }

    /// Takes what a worker found, unless something else is searched for or in by now.
    pub(super) fn searched(&mut self, document: DocumentIndex, query: &str, found: Hits) {
        if self.search.asked != Some(document) || self.search.query != query {
            return;
        }
        self.search.asked = None;
        self.search.hits.insert(document, found);
        let here = self.reader.focused().map(|pane| pane.document);
        if let Some(awaited) = self.search.awaited.take_if(|awaited| Some(awaited.document) == here) {
            self.go_to_first_hit(document);
            for _ in 0..awaited.turns.unsigned_abs() {
                self.next_hit(awaited.turns < 0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::BlockKind;

    use super::*;

    fn found(text: &str, query: &str) -> Vec<String> {
        let mut builder = Document::builder("a");
        builder.block(BlockKind::Paragraph, text);
        let document = builder.build();
        let hits = Hits::find(&document, query);
        hits.hits.iter().map(|(_, span)| span.of(text).to_owned()).collect()
    }

    #[test]
    fn case_counts_only_with_a_capital() {
        assert_eq!(found("Talks and talks", "talks"), ["Talks", "talks"]);
        assert_eq!(found("Talks and talks", "Talks"), ["Talks"]);
        assert_eq!(found("\u{c9}t\u{e9} \u{e9}t\u{e9}", "\u{e9}t\u{e9}"), ["\u{c9}t\u{e9}", "\u{e9}t\u{e9}"]);
    }

    #[test]
    fn quotation_marks_and_spaces_are_forgiving() {
        assert_eq!(found("Bath\u{2019}s reply", "bath's"), ["Bath\u{2019}s"]);
        assert_eq!(found("one\u{a0}two one\ntwo", "one two").len(), 2);
    }

    #[test]
    fn hits_do_not_overlap_and_the_empty_query_has_none() {
        assert_eq!(found("aaaa", "aa").len(), 2);
        assert!(found("abc", "").is_empty());
        assert!(found("abc", "abcd").is_empty());
    }

    #[test]
    fn characters_of_several_bytes_are_found_and_pass_for_others() {
        assert_eq!(found("\u{212a}elvin kelvin", "kelvin"), ["\u{212a}elvin", "kelvin"]);
        assert_eq!(found("\u{4f60}\u{597d}\u{4f60}", "\u{4f60}"), ["\u{4f60}", "\u{4f60}"]);
        assert_eq!(found("x\u{a0}\u{2003}a", " a"), ["\u{2003}a"]);
        assert_eq!(found("a\u{e9}b", "\u{c9}"), Vec::<String>::new());
    }

    #[test]
    fn the_next_hit_wraps_round() {
        let mut builder = Document::builder("a");
        builder.block(BlockKind::Paragraph, "x a x").block(BlockKind::Paragraph, "x");
        let hits = Hits::find(&builder.build(), "x");
        let at = |block, offset| TextPosition { block: BlockIndex(block), offset };
        assert_eq!(hits.next(at(0, 0), false), Some(1));
        assert_eq!(hits.next(at(1, 0), false), Some(0));
        assert_eq!(hits.next(at(0, 0), true), Some(2));
        assert_eq!(hits.from(at(0, 4)), Some(1));
    }
}
