//! Names as their capitals show them, and the abbreviations that a text defines.
//!
//! A word that only stands at the beginning of sentences is no name, and neither is one that the
//! document also writes small. Scripts without capitals have no names here: those of a scheme are
//! found by [`Spellings`](crate::matching::Spellings).

pub mod spellings;

use std::collections::HashSet;

use crate::text::Span;

use super::function_words::is_function_word;
use super::lexed::Lexed;

/// Words of the longest name.
const LONGEST: usize = 10;

/// Small words that stand within names.
const LINKS: [&str; 19] = [
    "of", "al", "el", "bin", "ibn", "de", "del", "della", "di", "da", "dos", "la", "le", "van", "von", "der",
    "den", "e", "i",
];

/// A name or acronym.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Bytes of the passage.
    pub span: Span,
    /// Whether it is one word in capitals.
    pub acronym: bool,
}

/// 'Long Name (ABBR)': both mean the same from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Bytes of the passage. A bracket stands right before the short form and right after it.
    pub long: Span,
    pub short: Span,
}

/// Words that one document writes with a capital inside its sentences, or small.
#[derive(Clone, Debug, Default)]
pub struct Known {
    capitalised: HashSet<String>,
    small: HashSet<String>,
}

impl Known {
    /// Takes in a passage of the document.
    pub fn learn(&mut self, lexed: &Lexed<'_>) {
        for (at, word) in lexed.words().iter().enumerate() {
            let set = match word.raw.chars().next() {
                Some(first) if first.is_lowercase() => &mut self.small,
                Some(first) if first.is_uppercase() && !begins_anew(lexed, at) => &mut self.capitalised,
                _ => continue,
            };
            if !set.contains(&word.folded) {
                set.insert(word.folded.clone());
            }
        }
    }

    /// Whether a word at the beginning of a sentence is a name all the same.
    fn is_name(&self, word: &str) -> bool {
        self.capitalised.contains(word) && !self.small.contains(word)
    }
}

/// Whether a capital says nothing here: at the beginning of a sentence or of quoted words.
fn begins_anew(lexed: &Lexed<'_>, at: usize) -> bool {
    lexed.begins_sentence(at) || lexed.gap_before(at).ends_with(['"', '\u{201c}', '\u{2018}', '\u{ab}', '['])
}

/// The names of a passage, in order.
pub fn names(lexed: &Lexed<'_>, known: &Known) -> Vec<NameMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lexed.len() {
        let end = name_end(lexed, at, known);
        if end > at {
            let acronym = end == at + 1 && is_acronym(lexed.raw(at));
            found.push(NameMention { span: lexed.span(at, end), acronym });
        }
        at = end.max(at + 1);
    }
    found
}

/// The position after the name that begins at this word; the same position where none does.
fn name_end(lexed: &Lexed<'_>, at: usize, known: &Known) -> usize {
    if !is_name_word(lexed, at) {
        return at;
    }
    let mut end = at + 1;
    while end < lexed.len() && end - at < LONGEST && joins(lexed, end - 1) {
        let small = (end..end + 2).take_while(|&next| is_link(lexed, next) && joins(lexed, next)).count();
        if !is_name_word(lexed, end + small) {
            break;
        }
        end += small + 1;
    }
    let alone = end == at + 1;
    let doubtful = alone && begins_anew(lexed, at) && !is_acronym(lexed.raw(at));
    if doubtful && !known.is_name(lexed.word(at)) { at } else { end }
}

fn is_link(lexed: &Lexed<'_>, at: usize) -> bool {
    LINKS.contains(&lexed.word(at)) && !lexed.is_capitalised(at)
}

fn is_name_word(lexed: &Lexed<'_>, at: usize) -> bool {
    lexed.is_capitalised(at) && !is_function_word(lexed.word(at)) || is_acronym_of_two(lexed.raw(at))
}

/// `US` is no 'us'.
fn is_acronym_of_two(raw: &str) -> bool {
    raw.len() == 2 && raw.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a name can go on after this word: no possessive, no mark between.
fn joins(lexed: &Lexed<'_>, at: usize) -> bool {
    let raw = lexed.raw(at);
    let possessive = raw.ends_with("'s") || raw.ends_with("\u{2019}s");
    lexed.adjoins_next(at) && !possessive
}

/// Whether the word is written in capitals, with digits or points among them.
pub fn is_acronym(raw: &str) -> bool {
    let mut capitals = 0;
    for c in raw.chars() {
        if c.is_uppercase() {
            capitals += 1;
        } else if !c.is_ascii_digit() && c != '.' {
            return false;
        }
    }
    (2..=8).contains(&capitals)
}

/// The abbreviations that a passage defines, in order.
pub fn definitions(lexed: &Lexed<'_>) -> Vec<Definition> {
    let defines = |at: &usize| {
        lexed.gap_before(*at).ends_with('(')
            && lexed.gap_after(*at).starts_with(')')
            && is_acronym(lexed.raw(*at))
    };
    (1..lexed.len()).filter(defines).filter_map(|at| definition(lexed, at)).collect()
}

/// The shortest run of words before the bracket that has the letters of the abbreviation in its
/// order, the first of them at the beginning of a word (Schwartz and Hearst 2003).
fn definition(lexed: &Lexed<'_>, at: usize) -> Option<Definition> {
    let short: Vec<char> = lexed.word(at).chars().filter(|c| c.is_alphanumeric()).collect();
    let least = at.saturating_sub((short.len() + 5).min(short.len() * 2 + 1));
    let from = lexed.words().get(least)?.span.start;
    let end = lexed.words().get(at - 1)?.span.end;
    let mut wanted = short.len();
    for (offset, c) in lexed.text()[from..end].char_indices().rev() {
        let here = from + offset;
        let first = wanted == 1;
        let begins_word = || lexed.text()[..here].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if c.to_lowercase().eq(short[wanted - 1].to_lowercase())
            && (!first || (begins_word() && c.is_uppercase()))
        {
            wanted -= 1;
        }
        if wanted == 0 {
            let short = lexed.span(at, at + 1);
            return Some(Definition { long: Span::new(here, end), short });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> String {
        let lexed = Lexed::new(text);
        let mut known = Known::default();
        known.learn(&lexed);
        let found = names(&lexed, &known);
        found.iter().map(|name| name.span.of(text)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn names_are_capitalised_runs() {
        for (text, expected) in [
            ("Yesterday Ann Ort met the Mayor of Sandhaven.", "Yesterday Ann Ort; Mayor of Sandhaven"),
            ("The boats of Sandhaven sank.", "Sandhaven"),
            ("Boats sank.", ""),
            ("Ort left. Then Ort came.", "Ort; Ort"),
            ("Boats sank. The Boats are boats.", "Boats"),
            ("Sandhaven\u{2019}s Mayor Ann Ort", "Mayor Ann Ort"),
            ("the HMC and the U.S. fleet", "HMC; U.S"),
            ("Karim al-Bahri of Port-au Vent", "Karim al-Bahri of Port; Vent"),
            ("They saw Lund and Ort", "Lund; Ort"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn abbreviations_are_defined_in_brackets() {
        for (text, expected) in [
            (
                "by the Harbour Masters of Coast and Sound (HMCS) then",
                "Harbour Masters of Coast and Sound=HMCS",
            ),
            ("the Sound Council (SC)", "Sound Council=SC"),
            ("the council (the SC)", ""),
            ("of nothing (XYZ)", ""),
        ] {
            let found = definitions(&Lexed::new(text));
            let told: Vec<_> =
                found.iter().map(|one| format!("{}={}", one.long.of(text), one.short.of(text))).collect();
            assert_eq!(told.join("; "), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn names_lie_in_order(text in "(Ann |Ort |of |al-|\\(ABC\\)|[A-Z]\\.|\\PC| ){0,40}") {
            let lexed = Lexed::new(&text);
            let found = names(&lexed, &Known::default());
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for one in definitions(&lexed) {
                prop_assert!(one.long.end <= one.short.start);
            }
        }
    }
}
