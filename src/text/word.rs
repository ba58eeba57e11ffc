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
    if word.is_ascii() {
        let stem =
            word.strip_suffix("'s").or_else(|| word.strip_suffix("'S")).filter(|stem| !stem.is_empty());
        return stem.unwrap_or(word).to_ascii_lowercase();
    }
    let folded: String =
        word.nfkc().flat_map(char::to_lowercase).map(|c| if c == '\u{2019}' { '\'' } else { c }).collect();
    match folded.strip_suffix("'s") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_compared_without_case_marks_of_possession_and_forms_of_letters() {
        for (word, expected) in [
            ("Mill", "mill"),
            ("Holt's", "holt"),
            ("HOLT'S", "holt"),
            ("Holt\u{2019}s", "holt"),
            ("'s", "'s"),
            ("\u{c9}cole", "\u{e9}cole"),
            ("\u{fb01}re", "fire"),
        ] {
            assert_eq!(folded(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn plain_words_are_folded_as_all_others(word in "[ -~]{0,12}") {
            // What stands behind a letter that is not plain is folded by the rules for all.
            let behind = folded(&format!("\u{e9}{word}"));
            prop_assume!(word != "'s" && word != "'S");
            prop_assert_eq!(format!("\u{e9}{}", folded(&word)), behind);
        }
    }
}
