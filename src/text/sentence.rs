//! Where sentences begin and end.

use unicode_segmentation::UnicodeSegmentation;

use super::span::Span;

/// Sentences as spans of the text, in order, none empty.
pub fn split(text: &str) -> Vec<Span> {
    text.split_sentence_bound_indices()
        .map(|(start, sentence)| Span::new(start, start + sentence.trim_end().len()))
        .filter(|span| !span.is_empty())
        .collect()
}
