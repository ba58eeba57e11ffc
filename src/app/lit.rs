//! The words that carry a match inside a cell of the parallel view: terms that passages of
//! different documents share, common ones left out.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::matching::Spellings;
use crate::matching::terms::{Analyser, Token};
use crate::scheme::{Cell, Collection, Synopsis};
use crate::text::{Passage, Span};

/// Terms in more than one in so many passages are common.
const COMMON_ONE_IN: usize = 12;

/// Passages that are read to tell how common terms are: every so many-th of a large view. The
/// first frame does not wait for all of them to be read.
const SAMPLE: usize = 500;

/// Shorter terms are not lit unless they are names.
const SHORTEST: usize = 3;

/// Terms of a synopsis' passages and how many passages have each, of those that were read.
#[derive(Debug)]
pub struct Lit {
    spellings: Spellings,
    frequency: HashMap<String, usize>,
    passages: usize,
}

impl Lit {
    pub fn new(collection: &Collection, synopsis: &Synopsis) -> Self {
        let aliases = &collection.scheme.aliases;
        let spellings =
            Spellings::new(aliases.iter().map(|alias| (alias.name.as_str(), alias.spellings.as_slice())));
        let mut lit = Self { spellings, frequency: HashMap::new(), passages: 0 };
        let standing =
            || synopsis.rows().flat_map(|row| row.cells.passages()).map(|(_, found)| found.passage);
        let nth = standing().count().div_ceil(SAMPLE).max(1);
        let mut passages: Vec<Passage> = standing().step_by(nth).collect();
        passages.sort_unstable();
        passages.dedup();
        let terms_of = |passage: &Passage| {
            let tokens = lit.tokens(collection, *passage).into_iter();
            tokens.map(|token| token.term).collect::<HashSet<String>>()
        };
        let terms: Vec<HashSet<String>> = passages.par_iter().map(terms_of).collect();
        for term in terms.into_iter().flatten() {
            *lit.frequency.entry(term).or_default() += 1;
        }
        lit.passages = passages.len();
        lit
    }

    fn tokens(&self, collection: &Collection, passage: Passage) -> Vec<Token> {
        let document = collection.document(passage.document);
        let analyser = Analyser::new(document.metadata.language.as_deref(), &self.spellings);
        analyser.tokens(&document.passage_text(passage))
    }

    fn is_common(&self, token: &Token) -> bool {
        let found = self.frequency.get(&token.term).copied().unwrap_or(0);
        let rare = found * COMMON_ONE_IN <= self.passages.max(COMMON_ONE_IN * 2);
        !rare || (!token.is_name && token.term.chars().count() < SHORTEST)
    }

    /// For each passage of a cell, the words that a passage of another document in it has, too,
    /// as spans of the passage's own text.
    pub fn spans(&self, collection: &Collection, cell: &Cell) -> Vec<Vec<Span>> {
        let tokens: Vec<Vec<Token>> =
            cell.passages.iter().map(|found| self.tokens(collection, found.passage)).collect();
        let shared = |at: usize, token: &Token| {
            let document = cell.passages[at].passage.document;
            tokens.iter().enumerate().any(|(other, tokens)| {
                cell.passages[other].passage.document != document
                    && tokens.iter().any(|found| found.term == token.term)
            })
        };
        tokens
            .iter()
            .enumerate()
            .map(|(at, tokens)| {
                let lit = tokens.iter().filter(|token| !self.is_common(token) && shared(at, token));
                lit.map(|token| token.span).collect()
            })
            .collect()
    }
}
