//! The tags in a note's text: words with a number sign before them. Pure.

use std::collections::BTreeSet;

use crate::text::Span;

/// The tags of a text in its order: `#word`, at the start or behind a space or a bracket. Letters,
/// digits, hyphens and low lines belong to it, and one letter at least, so that `#3` is none.
pub fn tags_in(text: &str) -> Vec<&str> {
    spans(text).into_iter().map(|span| &text[span.start + 1..span.end]).collect()
}

/// Where the tags of a text stand, with their signs.
pub fn spans(text: &str) -> Vec<Span> {
    let mut before = ' ';
    let mut tags = Vec::new();
    for (at, c) in text.char_indices() {
        if c == '#' && (before.is_whitespace() || "([{\"'".contains(before)) {
            let word = &text[at + 1..];
            let end = word.find(|c| !belongs(c)).unwrap_or(word.len());
            let word = word[..end].trim_end_matches(['-', '_']);
            if word.contains(char::is_alphabetic) {
                tags.push(Span::new(at, at + 1 + word.len()));
            }
        }
        before = c;
    }
    tags
}

/// What was typed as a note's text and tags. A last line of nothing but tags is no text.
pub fn parted(typed: &str) -> (String, BTreeSet<String>) {
    let tags = tags_in(typed).into_iter().map(str::to_owned).collect();
    let mut text = typed.trim_end();
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    if !text.is_empty() && text[last..].split_whitespace().all(is_tag) {
        text = text[..last].trim_end();
    }
    (text.trim_start_matches('\n').to_owned(), tags)
}

/// A note's text and tags as they are typed: tags that the text lacks stand in a last line. Tags that
/// are no word cannot be typed.
pub fn joined(text: &str, tags: &BTreeSet<String>) -> String {
    let there = tags_in(text);
    let missing: Vec<String> = tags
        .iter()
        .filter(|tag| !there.contains(&tag.as_str()) && is_word(tag))
        .map(|tag| format!("#{tag}"))
        .collect();
    match (text.is_empty(), missing.is_empty()) {
        (_, true) => text.to_owned(),
        (true, false) => missing.join(" "),
        (false, false) => format!("{text}\n\n{}", missing.join(" ")),
    }
}

/// Whether a tag can be typed as one word.
pub fn is_word(tag: &str) -> bool {
    tags_in(&format!("#{tag}")) == [tag]
}

fn is_tag(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(is_word)
}

fn belongs(c: char) -> bool {
    // Marks belong to the letter before them, joiners to the word.
    c.is_alphanumeric()
        || matches!(c, '-' | '_' | '\u{200c}' | '\u{200d}')
        || ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_words_with_a_sign() {
        let text = "#time of the (#call-out, no#tag #3 ## # #a_b- #\u{5d0}\u{5d1}. #50th";
        assert_eq!(tags_in(text), ["time", "call-out", "a_b", "\u{5d0}\u{5d1}", "50th"]);
    }

    #[test]
    fn a_last_line_of_tags_is_no_text() {
        let parts = |typed: &str| {
            let (text, tags) = parted(typed);
            (text, tags.into_iter().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(
            parts("Who says so? #doubt\n\n#b #a\n"),
            ("Who says so? #doubt".into(), "a b doubt".into())
        );
        assert_eq!(parts("#only"), (String::new(), "only".into()));
        assert_eq!(parts("  indented\nx\n"), ("  indented\nx".into(), String::new()));
        assert_eq!(parts(" \n"), (String::new(), String::new()));
    }

    #[test]
    fn what_is_parted_is_joined_again() {
        for typed in ["Who? #doubt", "Who?\n\n#a #b", "#a #b", "", "one\n\ntwo"] {
            let (text, tags) = parted(typed);
            assert_eq!(joined(&text, &tags), typed);
        }
        let tags = BTreeSet::from(["two words".to_owned(), "one".to_owned()]);
        assert_eq!(joined("x", &tags), "x\n\n#one");
    }
}
