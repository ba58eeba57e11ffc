//! How like a sentence is to example sentences, those of the scheme and those that were coded by
//! hand: cosine of TF-IDF vectors over the words besides names, which count by themselves.

use std::collections::HashMap;

use super::lexicon::Owner;

/// Log-odds for a sentence that has the same words as an example, above what chance words give.
const LIKENESS: f64 = 6.0;
const CHANCE: f64 = 0.08;

/// The words of texts with how many sentences have them.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
    /// By word: sentences that have it.
    sentences_with: Vec<u32>,
    sentences: u32,
}

/// A sentence that shows what a part of the scheme is about.
#[derive(Clone, Debug)]
pub(super) struct Example {
    pub owner: Owner,
    pub text: String,
    /// Its different words as numbers, ascending.
    words: Vec<u32>,
}

/// Examples, with what words weigh among texts and examples together.
#[derive(Debug)]
pub(super) struct Examples {
    all: Vec<Example>,
    /// By example: its length as a vector.
    lengths: Vec<f64>,
    /// By word: the square of its inverse document frequency.
    squares: Vec<f64>,
    /// By word: the examples that have it, in their order.
    having: Vec<Vec<u32>>,
}

impl Words {
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

    /// An example of the scheme, which is a sentence like others.
    pub fn example<'a>(&mut self, owner: Owner, text: &str, words: impl Iterator<Item = &'a str>) -> Example {
        Example { owner, text: text.to_owned(), words: self.bag(words) }
    }
}

impl Examples {
    /// Those of the scheme, and others that are taught by coding: owner, text and words of each. The
    /// others are sentences like those of the scheme, with numbers after all that were read.
    pub fn new(words: &Words, of_scheme: &[Example], taught: Vec<(Owner, String, Vec<String>)>) -> Self {
        let mut sentences_with = words.sentences_with.clone();
        let mut further: HashMap<String, u32> = HashMap::new();
        let mut all = of_scheme.to_vec();
        for (owner, text, terms) in taught {
            let mut bag: Vec<u32> = Vec::with_capacity(terms.len());
            for term in terms {
                let known = words.numbers.get(&term).or_else(|| further.get(&term)).copied();
                bag.push(known.unwrap_or_else(|| {
                    let number = sentences_with.len() as u32;
                    sentences_with.push(0);
                    further.insert(term, number);
                    number
                }));
            }
            bag.sort_unstable();
            bag.dedup();
            for &word in &bag {
                sentences_with[word as usize] += 1;
            }
            all.push(Example { owner, text, words: bag });
        }
        let sentences = f64::from(words.sentences) + (all.len() - of_scheme.len()) as f64;
        let square = |&with: &u32| (1.0 + sentences / (f64::from(with) + 0.5)).ln().powi(2);
        let squares: Vec<f64> = sentences_with.iter().map(square).collect();
        let mut having = vec![Vec::new(); squares.len()];
        for (at, example) in all.iter().enumerate() {
            example.words.iter().for_each(|&word| having[word as usize].push(at as u32));
        }
        let lengths = all.iter().map(|example| length(&squares, &example.words)).collect();
        Self { all, lengths, squares, having }
    }

    pub fn get(&self, at: usize) -> &Example {
        &self.all[at]
    }

    /// The examples that a sentence is like, with the log-odds that this gives, in their order.
    pub fn like(&self, bag: &[u32]) -> Vec<(usize, f64)> {
        let mut shared = vec![0.0; self.all.len()];
        for &word in bag {
            for &example in &self.having[word as usize] {
                shared[example as usize] += self.squares[word as usize];
            }
        }
        let length = length(&self.squares, bag);
        let likeness = |(at, shared): (usize, f64)| {
            let cosine = shared / (length * self.lengths[at]).max(f64::MIN_POSITIVE);
            (cosine > CHANCE).then_some((at, LIKENESS * (cosine - CHANCE)))
        };
        shared.into_iter().enumerate().filter_map(likeness).collect()
    }
}

/// The length of a sentence as a vector.
fn length(squares: &[f64], bag: &[u32]) -> f64 {
    bag.iter().map(|&word| squares[word as usize]).sum::<f64>().sqrt()
}
