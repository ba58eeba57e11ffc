//! What a sentence says itself: the names, terms and dates of the scheme that stand in it.

use std::collections::HashMap;

use crate::matching::terms::Token;
use crate::scheme::model::Scheme;
use crate::text::{DateRange, Span};

use super::dates::When;
use super::lexicon::{Cue, Lexicon, Worth, telltales};
use super::likeness::{Example, Examples, Words};
use super::taught::Taught;

/// Places of one cue or date in a sentence that are kept.
pub(super) const MOST_SPANS: usize = 16;

/// What a sentence says.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// Cues of the scheme with their places in the block, each once.
    pub hits: Vec<(usize, Vec<Span>)>,
    pub dates: Vec<(When, Vec<Span>)>,
    /// Whether one of the dates has a year, or is worth something without.
    is_dated: bool,
    /// Its words besides names, as the reader numbers them.
    pub words: Vec<u32>,
}

impl Read {
    /// The first date that it gives with its year.
    pub fn date(&self) -> Option<DateRange> {
        self.dates.iter().find_map(|(when, _)| match when {
            When::In(range) => Some(*range),
            When::InSomeYear(_) => None,
        })
    }

    /// Whether it has anything of the scheme, be it the name of an actor.
    pub fn has_something(&self) -> bool {
        !self.hits.is_empty() || self.is_dated
    }
}

/// Reads sentences of one language.
#[derive(Debug)]
pub(super) struct Reader {
    lexicon: Lexicon,
    words: Words,
    /// The example sentences of the scheme.
    of_scheme: Vec<Example>,
    worth_of_dates: HashMap<When, Worth>,
}

impl Reader {
    pub fn new(scheme: &Scheme, language: Option<&str>) -> Self {
        let lexicon = Lexicon::new(scheme, language);
        let mut words = Words::default();
        let mut of_scheme = Vec::new();
        for (owner, telltale) in telltales(scheme) {
            for text in &telltale.examples {
                let tokens = lexicon.tokens(text);
                of_scheme.push(words.example(owner, text, plain(&tokens)));
            }
        }
        Self { lexicon, words, of_scheme, worth_of_dates: HashMap::new() }
    }

    /// Reads the sentence at `span` of a block's text, which gives these dates.
    pub fn read(&mut self, block: &str, span: Span, dates: Vec<(Span, When)>) -> Read {
        let text = span.of(block);
        let tokens = self.lexicon.tokens(text);
        let words = self.words.bag(plain(&tokens));
        let mut found: Vec<(When, Vec<Span>)> = Vec::new();
        let mut is_dated = false;
        for (at, when) in dates {
            let worth = self.worth_of_dates.entry(when).or_insert_with(|| self.lexicon.worth_of_date(when));
            is_dated |= matches!(when, When::In(_)) || *worth != Worth::default();
            add(&mut found, when, at);
        }
        Read { hits: self.lexicon.hits(&tokens, text, span.start), dates: found, is_dated, words }
    }

    pub fn cue(&self, at: usize) -> &Cue {
        &self.lexicon.cues[at]
    }

    /// What a date that was read is worth.
    pub fn worth_of_date(&self, when: When) -> &Worth {
        &self.worth_of_dates[&when]
    }

    /// The examples of the scheme, and those that were coded by hand.
    pub fn examples(&self, taught: &Taught<'_>) -> Examples {
        let words = |text: &str| plain(&self.lexicon.tokens(text)).map(str::to_owned).collect();
        let taught = taught.examples.iter().map(|(owner, text)| (*owner, text.clone(), words(text)));
        Examples::new(&self.words, &self.of_scheme, taught.collect())
    }
}

/// The words besides names.
fn plain(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter(|token| !token.is_name).map(|token| token.term.as_str())
}

fn add(found: &mut Vec<(When, Vec<Span>)>, when: When, span: Span) {
    match found.iter_mut().find(|(known, _)| *known == when) {
        Some((_, spans)) if spans.len() < MOST_SPANS => spans.push(span),
        Some(_) => {}
        None => found.push((when, vec![span])),
    }
}
