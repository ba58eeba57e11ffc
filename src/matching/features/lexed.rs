//! The words of a passage with what stands between them: what every rule of the features reads.

use crate::text::Span;
use crate::text::word::{folded, words};

/// Bytes of a passage in which features are looked for. No sentence is that long; what follows in
/// a line of megabytes is left unread.
pub const MOST_BYTES: usize = 1 << 16;

/// Longer words are no words: they have no folded form.
const LONGEST_WORD: usize = 64;

/// One word of a passage.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// Bytes of the passage.
    pub span: Span,
    pub raw: &'a str,
    /// As [`folded`]; empty for what is too long to be a word.
    pub folded: String,
}

/// A passage cut into words.
#[derive(Clone, Debug)]
pub struct Lexed<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
}

impl<'a> Lexed<'a> {
    pub fn new(text: &'a str) -> Self {
        let text = &text[..text.floor_char_boundary(MOST_BYTES)];
        let word = |(span, raw): (Span, &'a str)| {
            let folded = if raw.len() <= LONGEST_WORD { folded(raw) } else { String::new() };
            Word { span, raw, folded }
        };
        Self { text, words: words(text).map(word).collect() }
    }

    pub fn text(&self) -> &'a str {
        self.text
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub fn words(&self) -> &[Word<'a>] {
        &self.words
    }

    /// The folded word at a position; empty where there is none.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.folded.as_str())
    }

    /// The folded word `back` positions before another one; empty where there is none.
    pub fn word_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// The word as it stands; empty where there is none.
    pub fn raw(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.raw)
    }

    /// What stands between the word before, or the beginning, and this word.
    pub fn gap_before(&self, at: usize) -> &'a str {
        let from = at.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |w| w.span.end);
        let to = self.words.get(at).map_or(self.text.len(), |word| word.span.start);
        &self.text[from.min(to)..to]
    }

    /// What stands between this word and the next, or the end.
    pub fn gap_after(&self, at: usize) -> &'a str {
        self.gap_before(at + 1)
    }

    /// Whether nothing but white space, one hyphen or one dash parts this word from the next.
    pub fn adjoins_next(&self, at: usize) -> bool {
        at + 1 < self.len() && matches!(self.gap_after(at).trim(), "" | "-" | "\u{2010}" | "\u{2011}")
    }

    /// Bytes from the first word to the one before `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        let last = end.saturating_sub(1).max(first);
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// Whether the word begins with a capital letter.
    pub fn is_capitalised(&self, at: usize) -> bool {
        self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a sentence begins at this word, as far as its surroundings say: at the beginning,
    /// or after a mark that ends sentences.
    pub fn begins_sentence(&self, at: usize) -> bool {
        at == 0 || self.gap_before(at).contains(['.', '!', '?', ':', '\u{2026}', '\n', '\u{3002}'])
    }

    /// The position of the first word that starts at this byte or after it.
    pub fn position(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.span.start < byte)
    }
}
