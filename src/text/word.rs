//! Words of a text, by the Unicode rules for word boundaries (UAX 29).

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::span::Span;

/// The words of a text with their places, in order. Punctuation and white space are no words.
pub fn words(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.unicode_word_indices().map(|(start, word)| (Span::new(start, start + word.len()), word))
}

/// A word as it is compared: compatibility-composed and in lower case, curly apostrophes made
/// straight, a possessive `'s` taken off.
pub fn folded(word: &str) -> String {
    let folded: String =
        word.nfkc().flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c }).collect();
    match folded.strip_suffix("'s") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => folded,
    }
}
