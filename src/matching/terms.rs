//! What of a text is compared: folded and stemmed words, names with their spellings joined, pairs
//! of characters where words are not parted by spaces. Stop words stay: their weight says enough.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};

use crate::text::Span;
use crate::text::word::{folded, words};

/// One term of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub term: String,
    /// Bytes of the text.
    pub span: Span,
    /// Whether the term is a name of [`Spellings`].
    pub is_name: bool,
}

/// Spellings of names, all of which count as one term.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    /// By the first folded word: the other words, the term, and whether the capitals count.
    by_first: HashMap<String, Vec<Spelling>>,
}

#[derive(Clone, Debug)]
struct Spelling {
    words: Vec<String>,
    term: String,
    /// Set for one word in capitals, such as `IS`, that in small letters is another word.
    capitals: bool,
}

impl Spellings {
    /// Each name with its other spellings.
    pub fn new<'a>(names: impl IntoIterator<Item = (&'a str, &'a [String])>) -> Self {
        let mut spellings = Self::default();
        for (name, others) in names {
            for spelling in std::iter::once(name).chain(others.iter().map(String::as_str)) {
                spellings.add(spelling, name);
            }
        }
        // The longest name that fits counts.
        for list in spellings.by_first.values_mut() {
            list.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| b.capitals.cmp(&a.capitals)));
        }
        spellings
    }

    fn add(&mut self, spelling: &str, name: &str) {
        let words: Vec<String> = words(spelling).map(|(_, word)| folded(word)).collect();
        let Some(first) = words.first().cloned() else { return };
        let capitals = words.len() == 1 && is_capitals(spelling);
        let spelling = Spelling { words, term: format!("\u{2039}{name}\u{203a}"), capitals };
        self.by_first.entry(first).or_default().push(spelling);
    }

    /// The spelling that begins at the first of these words.
    fn at(&self, words: &[Word<'_>]) -> Option<&Spelling> {
        let fits = |spelling: &&Spelling| {
            spelling.words.len() <= words.len()
                && spelling.words.iter().zip(words).all(|(wanted, word)| *wanted == word.folded)
                && (!spelling.capitals || is_capitals(words[0].raw))
        };
        self.by_first.get(&words.first()?.folded)?.iter().find(fits)
    }
}

fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

struct Word<'a> {
    raw: &'a str,
    folded: String,
    span: Span,
}

/// Makes terms of texts in one language.
pub struct Analyser<'a> {
    stemmer: Option<Stemmer>,
    spellings: &'a Spellings,
}

impl<'a> Analyser<'a> {
    /// `language` by its BCP 47 tag; words of one that is not known are not stemmed.
    pub fn new(language: Option<&str>, spellings: &'a Spellings) -> Self {
        let tag = language.and_then(|language| language.split(['-', '_']).next());
        let algorithm = tag.and_then(|tag| Algorithm::from_name(tag).ok());
        Self { stemmer: algorithm.map(Stemmer::new), spellings }
    }

    /// The terms of a text, in order.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let words: Vec<Word<'_>> =
            words(text).map(|(span, raw)| Word { raw, folded: folded(raw), span }).collect();
        let mut tokens = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if let Some(spelling) = self.spellings.at(&words[at..]) {
                let last = at + spelling.words.len() - 1;
                let span = Span::new(word.span.start, words[last].span.end);
                tokens.push(Token { term: spelling.term.clone(), span, is_name: true });
                at = last + 1;
            } else if is_unspaced(word.raw) {
                at = push_pairs(&words, at, &mut tokens);
            } else {
                tokens.push(Token { term: self.stem(&word.folded), span: word.span, is_name: false });
                at += 1;
            }
        }
        tokens
    }

    fn stem(&self, word: &str) -> String {
        match self.stemmer {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => word.to_owned(),
        }
    }
}

/// Whether the word is of a script that does not part words: Han, Hiragana, Katakana.
fn is_unspaced(word: &str) -> bool {
    word.chars().next().is_some_and(|c| {
        matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}

/// Adds every pair of neighbouring characters of the run that begins at this word, or its one
/// character; the position after the run.
fn push_pairs(words: &[Word<'_>], from: usize, tokens: &mut Vec<Token>) -> usize {
    let mut to = from;
    let mut characters: Vec<(Span, char)> = Vec::new();
    while let Some(word) = words.get(to).filter(|word| is_unspaced(word.raw)) {
        if to > from && words[to - 1].span.end != word.span.start {
            break;
        }
        let places = word.raw.char_indices().map(|(offset, c)| {
            let start = word.span.start + offset;
            (Span::new(start, start + c.len_utf8()), c)
        });
        characters.extend(places);
        to += 1;
    }
    if let [(span, c)] = characters[..] {
        tokens.push(Token { term: c.to_string(), span, is_name: false });
    }
    for pair in characters.windows(2) {
        let span = Span::new(pair[0].0.start, pair[1].0.end);
        tokens.push(Token { term: [pair[0].1, pair[1].1].iter().collect(), span, is_name: false });
    }
    to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(language: &str, text: &str) -> String {
        let lists = [vec!["Isle of Sand".to_owned(), "IS".to_owned()], vec!["K\u{e4}the".to_owned()]];
        let names = [("Sandland", &lists[0][..]), ("Kate", &lists[1][..])];
        let spellings = Spellings::new(names);
        let tokens = Analyser::new(Some(language), &spellings).tokens(text);
        for token in &tokens {
            assert!(!token.span.of(text).is_empty());
        }
        tokens.iter().map(|token| token.term.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_stemmed_by_language_and_names_joined() {
        assert_eq!(terms("en-GB", "The boats' rowers rowed."), "the boat rower row");
        assert_eq!(terms("xx", "The boats"), "the boats");
        assert_eq!(
            terms("en", "Is IS the isle of sand?"),
            "is \u{2039}Sandland\u{203a} the \u{2039}Sandland\u{203a}"
        );
        assert_eq!(terms("de", "K\u{c4}THE kommt"), "\u{2039}Kate\u{203a} kommt");
        assert_eq!(
            terms("zh", "\u{6d2a}\u{6c34}\u{6765} \u{4e86}"),
            "\u{6d2a}\u{6c34} \u{6c34}\u{6765} \u{4e86}"
        );
    }

    proptest! {
        #[test]
        fn spans_lie_in_order_on_characters(text in "\\PC{0,40}") {
            let spellings = Spellings::default();
            let tokens = Analyser::new(Some("en"), &spellings).tokens(&text);
            for pair in tokens.windows(2) {
                prop_assert!(pair[0].span.start < pair[1].span.start);
            }
            for token in tokens {
                prop_assert!(text.get(token.span.start..token.span.end).is_some());
            }
        }
    }
}
