//! What a match rests on, in the words of its passages as they stand there. The matcher knows words by
//! their stems and holds no text; whoever shows a match has the documents.

use std::borrow::Cow;

use crate::text::word::words;
use crate::text::{Document, Passage, Span};

use super::model::{Evidence, EvidenceKind, Match, Place};

/// Words of a quotation that are told.
const SHOWN_WORDS: usize = 12;

/// Function words that are told.
const SHOWN_FUNCTION_WORDS: usize = 3;

/// Stands for words that are left out.
const LEFT_OUT: &str = "\u{2026}";

impl Match {
    /// What a part of the evidence rests on: words as they stand in `a` (of vectors: in both), or what
    /// is said of them. `documents` are those that were matched.
    pub fn told<'a>(&self, part: &'a Evidence, documents: &[Document]) -> Cow<'a, str> {
        let first = || part.places.first().map(|place| words_at(documents, self.a, place.a));
        let words = match part.kind {
            EvidenceKind::Term | EvidenceKind::Name | EvidenceKind::Figure => first(),
            EvidenceKind::QuotedWords => first().map(|quoted| beginning(&quoted)),
            EvidenceKind::Phrase => pair_of_words(documents, self.a, &part.places),
            EvidenceKind::FunctionWords => list(documents, self.a, &part.places),
            EvidenceKind::Vectors => self.alike(part, documents),
            _ => None,
        };
        words.map_or(Cow::Borrowed(&*part.text), Cow::Owned)
    }

    /// `flood ~ deluge, boats ~ ships`.
    fn alike(&self, part: &Evidence, documents: &[Document]) -> Option<String> {
        let told = part.places.iter().map(|place| {
            format!("{} ~ {}", words_at(documents, self.a, place.a), words_at(documents, self.b, place.b))
        });
        Some(told.collect::<Vec<_>>().join(", ")).filter(|told| !told.is_empty())
    }
}

/// The text between these bytes of the passage's block.
fn words_at(documents: &[Document], passage: Passage, span: Span) -> String {
    let document = documents.get(passage.document.0);
    let block = document.map(|document| document.block_text(passage.block)).unwrap_or_default();
    block.get(span.start..span.end).unwrap_or_default().to_owned()
}

/// The first place of two words, as a whole where no other word stands between.
fn pair_of_words(documents: &[Document], passage: Passage, places: &[Place]) -> Option<String> {
    let [first, second] = places.first_chunk()?.map(|place| place.a);
    let between = Span::new(first.end, second.start.max(first.end));
    if words(&words_at(documents, passage, between)).next().is_none() {
        let whole = Span::new(first.start, second.end.max(first.end));
        return Some(words_at(documents, passage, whole));
    }
    let [first, second] = [first, second].map(|span| words_at(documents, passage, span));
    Some(format!("{first} {LEFT_OUT} {second}"))
}

/// As many words as are told.
fn beginning(quoted: &str) -> String {
    let mut ends = words(quoted).map(|(span, _)| span.end).skip(SHOWN_WORDS - 1);
    match (ends.next(), ends.next()) {
        (Some(end), Some(_)) => format!("{} {LEFT_OUT}", &quoted[..end]),
        _ => quoted.to_owned(),
    }
}

/// The first few, one after another.
fn list(documents: &[Document], passage: Passage, places: &[Place]) -> Option<String> {
    let shown = places.iter().take(SHOWN_FUNCTION_WORDS);
    let told = shown.map(|place| words_at(documents, passage, place.a));
    let told = told.collect::<Vec<_>>().join(", ");
    let more = if places.len() > SHOWN_FUNCTION_WORDS { " \u{2026}" } else { "" };
    (!told.is_empty()).then(|| format!("{told}{more}"))
}
