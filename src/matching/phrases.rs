//! Phrases: two terms that stand together in one passage and, so, in another.
//!
//! A phrase is a bigram, or a skip-bigram with one to three terms between. It says more than its
//! two terms only as far as it is rarer than both: that excess of its inverse document frequency
//! is what it weighs. `of the` weighs nothing, and so does a name of two words that never stand
//! apart.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

/// Terms from the first of a phrase to the second, at most: three between.
pub(super) const REACH: usize = 4;

/// Pairs of terms in the whole collection up to which skip-bigrams are looked at; beyond, bigrams
/// alone, so that memory stays a small multiple of the text.
const MOST_PAIRS: usize = 60_000_000;

/// What a bigram and a skip-bigram count for beside a term; skip-bigrams come in threes.
const BIGRAM: f32 = 0.45;
const SKIP_BIGRAM: f32 = 0.15;

/// Two terms in order, and whether others stand between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Phrase(u64);

impl Phrase {
    fn new(first: u32, second: u32, skips: bool) -> Self {
        Self(u64::from(first) << 33 | u64::from(second) << 1 | u64::from(skips))
    }

    pub(super) fn terms(self) -> (u32, u32) {
        ((self.0 >> 33) as u32, (self.0 >> 1) as u32)
    }

    pub(super) fn skips(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether two terms that stand `apart` positions from each other are of this phrase.
    pub(super) fn fits(self, apart: usize) -> bool {
        if self.skips() { (2..=REACH).contains(&apart) } else { apart == 1 }
    }
}

/// The phrases that more than one passage has and that say more than their terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    /// Ascending; the position is the phrase's number.
    told: Vec<Phrase>,
    /// By number: the weight of one occurrence, squared: what two passages that both have it once
    /// get for it.
    weights: Vec<f32>,
    reach: usize,
}

impl Phrases {
    /// `passages` holds the terms of each in order; `idf` and `frequencies` are by term;
    /// `idf_of` gives the inverse document frequency of what so many passages have.
    pub(super) fn find<P: AsRef<[u32]> + Sync>(
        passages: &[P],
        idf: &[f32],
        frequencies: &[u32],
        idf_of: impl Fn(usize) -> f32 + Sync,
    ) -> Self {
        let total: usize = passages.iter().map(|terms| terms.as_ref().len()).sum();
        let reach = if total.saturating_mul(REACH) > MOST_PAIRS { 1 } else { REACH };
        let mut all: Vec<Phrase> = passages
            .par_iter()
            .flat_map_iter(|terms| {
                // A term of one passage makes no phrase of two.
                let shared = |phrase: &Phrase| {
                    let (first, second) = phrase.terms();
                    frequencies[first as usize].min(frequencies[second as usize]) > 1
                };
                let mut phrases: Vec<Phrase> = pairs(terms.as_ref(), reach).filter(shared).collect();
                phrases.sort_unstable();
                phrases.dedup();
                phrases
            })
            .collect();
        all.par_sort_unstable();
        let (mut phrases, mut weights) = (Vec::new(), Vec::new());
        for run in all.chunk_by(|a, b| a == b).filter(|run| run.len() > 1) {
            let (first, second) = run[0].terms();
            let excess = idf_of(run.len()) - idf[first as usize].max(idf[second as usize]);
            if excess > 0.0 {
                phrases.push(run[0]);
                weights.push(excess * if run[0].skips() { SKIP_BIGRAM } else { BIGRAM });
            }
        }
        Self { told: phrases, weights, reach }
    }

    pub(super) fn len(&self) -> usize {
        self.told.len()
    }

    pub(super) fn phrase(&self, number: usize) -> Phrase {
        self.told[number]
    }

    pub(super) fn weight(&self, number: usize) -> f32 {
        self.weights[number]
    }

    /// The phrases of a passage by number, each with how often it stands there, ascending.
    pub(super) fn of(&self, terms: &[u32]) -> Vec<(u32, u32)> {
        let mut times: HashMap<u32, u32> = HashMap::new();
        for phrase in pairs(terms, self.reach) {
            if let Ok(number) = self.told.binary_search(&phrase) {
                *times.entry(number as u32).or_default() += 1;
            }
        }
        let mut found: Vec<_> = times.into_iter().collect();
        found.sort_unstable();
        found
    }
}

/// Every phrase of a run of terms, told or not.
pub(super) fn within(terms: &[u32]) -> HashSet<Phrase> {
    pairs(terms, REACH).collect()
}

fn pairs(terms: &[u32], reach: usize) -> impl Iterator<Item = Phrase> + '_ {
    terms.iter().enumerate().flat_map(move |(at, &first)| {
        let after = terms[at + 1..].iter().take(reach).enumerate();
        after.map(move |(between, &second)| Phrase::new(first, second, between > 0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_weighs_what_it_is_rarer_than_its_terms() {
        // 0 and 1 are common, together they are rare; 2 and 3 never stand apart; 4 is alone.
        let passages: [&[u32]; 6] =
            [&[0, 1, 2, 3], &[2, 3, 4, 0, 1], &[0, 9, 9, 9, 9, 9, 1], &[1, 5], &[0, 5], &[1, 6]];
        let frequencies = [4, 5, 2, 2, 1, 2, 1, 0, 0, 1];
        let idf: Vec<f32> = frequencies.iter().map(|&times| 1.0 / (times as f32).max(0.5)).collect();
        let phrases = Phrases::find(&passages, &idf, &frequencies, |times| 1.0 / times as f32);
        let all: Vec<_> = (0..phrases.len()).map(|number| phrases.phrase(number).terms()).collect();
        assert_eq!(all, [(0, 1)]);
        assert!((phrases.weight(0) - BIGRAM * (0.5 - 0.25)).abs() < 1e-6);
        assert_eq!(phrases.of(passages[0]), [(0, 1)]);
        assert_eq!(phrases.of(passages[2]), []);
    }

    #[test]
    fn what_stands_between_makes_another_phrase() {
        let all: Vec<_> = pairs(&[7, 8, 9], REACH).collect();
        assert_eq!(all, [Phrase::new(7, 8, false), Phrase::new(7, 9, true), Phrase::new(8, 9, false)]);
        assert_eq!((all[1].terms(), all[1].skips()), ((7, 9), true));
        assert!(all[1].fits(2) && all[1].fits(4) && !all[1].fits(1) && !all[1].fits(5));
    }
}
