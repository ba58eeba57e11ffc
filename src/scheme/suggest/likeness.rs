//! How like a sentence is to the example sentences of the scheme: cosine of TF-IDF vectors over
//! the words besides names, which count by themselves.

use std::collections::HashMap;

use crate::scheme::model::Scheme;

use super::lexicon::{Lexicon, Owner, telltales};
use super::taught::Taught;

/// Log-odds for a sentence that has the same words as an example, above what chance words give.
const LIKENESS: f64 = 6.0;
const CHANCE: f64 = 0.08;

/// An example sentence of the scheme.
pub(super) struct Example {
    pub owner: Owner,
    pub text: String,
    words: Vec<u32>,
}

/// The words of a collection with how many sentences have them, and the examples.
#[derive(Default)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
    /// By word: sentences that have it.
    sentences_with: Vec<u32>,
    sentences: u32,
    pub examples: Vec<Example>,
    /// By word: the examples that have it.
    examples_with: HashMap<u32, Vec<u32>>,
}

impl Words {
    pub fn new(scheme: &Scheme, lexicon: &Lexicon, taught: &Taught<'_>) -> Self {
        let mut words = Self::default();
        for (owner, telltale) in telltales(scheme) {
            for text in &telltale.examples {
                words.add(lexicon, owner, text);
            }
        }
        for (owner, text) in &taught.examples {
            words.add(lexicon, *owner, text);
        }
        words
    }

    fn add(&mut self, lexicon: &Lexicon, owner: Owner, text: &str) {
        let tokens = lexicon.tokens(text);
        let plain = tokens.iter().filter(|token| !token.is_name).map(|token| token.term.as_str());
        let bag = self.bag(plain);
        let at = self.examples.len() as u32;
        for &word in &bag {
            self.examples_with.entry(word).or_default().push(at);
        }
        self.examples.push(Example { owner, text: text.to_owned(), words: bag });
    }

    /// Takes in a sentence: its different words as numbers, ascending.
    pub fn bag<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let mut bag: Vec<u32> = words.map(|word| self.number(word)).collect();
        bag.sort_unstable();
        bag.dedup();
        for &word in &bag {
            self.sentences_with[word as usize] += 1;
        }
        self.sentences += 1;
        bag
    }

    /// The number of a word, which it is given where it has none.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.sentences_with.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.sentences_with.push(0);
        number
    }

    fn idf(&self, word: u32) -> f64 {
        let with = f64::from(self.sentences_with[word as usize]);
        (1.0 + f64::from(self.sentences) / (with + 0.5)).ln()
    }

    fn length(&self, bag: &[u32]) -> f64 {
        bag.iter().map(|&word| self.idf(word).powi(2)).sum::<f64>().sqrt()
    }

    /// The examples that a sentence is like, with the log-odds that this gives, in their order.
    pub fn like(&self, bag: &[u32]) -> Vec<(usize, f64)> {
        let mut shared: HashMap<u32, f64> = HashMap::new();
        for word in bag {
            let Some(examples) = self.examples_with.get(word) else { continue };
            let weight = self.idf(*word).powi(2);
            for &example in examples {
                *shared.entry(example).or_default() += weight;
            }
        }
        let length = self.length(bag);
        let likeness = |(example, shared): (u32, f64)| {
            let at = example as usize;
            let cosine = shared / (length * self.length(&self.examples[at].words)).max(f64::MIN_POSITIVE);
            (cosine > CHANCE).then_some((at, LIKENESS * (cosine - CHANCE)))
        };
        let mut like: Vec<(usize, f64)> = shared.into_iter().filter_map(likeness).collect();
        like.sort_unstable_by_key(|(example, _)| *example);
        like
    }
}
