//! Words that carry grammar and no matter, of many languages: articles, prepositions, pronouns.

use std::collections::HashSet;

use crate::text::word::folded;

/// Those of one language.
#[derive(Debug)]
pub(super) struct Grammar(HashSet<String>);

impl Grammar {
    /// `language` as a BCP 47 tag; none are known of a language without a list.
    pub(super) fn of(language: Option<&str>) -> Self {
        let tag = language.and_then(|language| language.split(['-', '_']).next()).unwrap_or("en");
        let words = stop_words::lookup(tag).unwrap_or_default();
        Self(words.iter().map(|word| folded(word)).collect())
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(&folded(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_grammar_are_those_of_the_language() {
        for (language, grammar, matter) in [
            (None, "The", "harbour"),
            (Some("en-GB"), "were", "boats"),
            (Some("es"), "fue", "presa"),
            (Some("de"), "nach", "Damm"),
            (Some("fr"), "\u{e9}tait", "pont"),
            (Some("xx"), "", "the"),
        ] {
            let known = Grammar::of(language);
            assert!(grammar.is_empty() || known.has(grammar), "{language:?}: {grammar}");
            assert!(!known.has(matter), "{language:?}: {matter}");
        }
    }
}
