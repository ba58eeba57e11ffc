//! What documents are about: the words that set each apart from the rest of the collection, as
//! one vector for each document (Salton and Buckley 1988), so that two passages of articles on one
//! matter are nearer than their own words say. How near is told in standard deviations of any two
//! documents, above what these share: where all are about the same, nothing comes of it.
//!
//! It says something of a passage only where its document is about one matter, so that what a
//! document counts for shrinks with its length, to next to nothing for a book.

use super::index::{Index, Terms};
use super::sparse::Rows;

/// The power of the inverse document frequency that a word weighs.
const RARITY: i32 = 2;

/// Words of a document that are kept, heaviest first.
const MOST_WORDS: usize = 64;

/// A document of so many passages counts in full; one of `n` times as many, an `n`-th.
const SHORT: f32 = 16.0;

/// A lesser deviation is that of a handful of documents.
const LEAST_DEVIATION: f32 = 0.04;

/// Points for a standard deviation that two documents are nearer than any two, and the most.
const POINTS: f32 = 1.0;
const MOST: f32 = 10.0;

/// Documents of which pairs are taken to see what any two share.
const SAMPLE: usize = 256;

/// Of so few documents it is kept what each two share.
const MOST_KEPT: usize = 64;

/// What the documents of a collection are about.
#[derive(Clone, Debug, Default)]
pub(super) struct Subjects {
    /// By passage: its document, counted from 0.
    documents: Vec<u32>,
    /// By document: its words, of length 1.
    words: Rows,
    /// By document: what it counts for, at most 1.
    counts: Vec<f32>,
    /// What any two documents share, and how far from that most are.
    common: f32,
    deviation: f32,
    /// By document and document: what they share, where there are few.
    kept: Vec<f32>,
}

impl Subjects {
    /// `passages` and `documents` as in [`Index::build`], of which `index` was built.
    pub(super) fn new(passages: &[Terms], documents: &[u32], index: &Index) -> Self {
        let mut subjects = Self::default();
        let mut own = Vec::new();
        let mut rest = passages;
        for (number, run) in (0..).zip(documents.chunk_by(|a, b| a == b)) {
            let (document, others) = rest.split_at(run.len());
            rest = others;
            subjects.documents.resize(subjects.documents.len() + run.len(), number);
            subjects.counts.push((SHORT / run.len() as f32).min(1.0));
            own.push(counted(document));
        }
        let in_documents = frequencies(&own);
        for words in own {
            let shared = words.into_iter().filter(|(word, _)| in_documents[*word as usize] > 1);
            subjects.words.push(heaviest(
                shared.map(|(word, times)| (word, (times as f32).ln_1p() * index.idf(word).powi(RARITY))),
            ));
        }
        subjects.measure();
        subjects.keep();
        subjects
    }

    /// What the documents of two passages have in common above any two, in points; the same from
    /// either side.
    pub(super) fn score(&self, a: usize, b: usize) -> f32 {
        let shared = self.dot(self.document(a), self.document(b)) - self.common;
        (POINTS * shared / self.deviation).clamp(0.0, MOST) * self.counts(a, b)
    }

    /// What the documents of two passages count for together, at most 1.
    pub(super) fn counts(&self, a: usize, b: usize) -> f32 {
        self.counts[self.document(a)] * self.counts[self.document(b)]
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// The document of a passage, counted from 0.
    pub(super) fn document(&self, passage: usize) -> usize {
        self.documents[passage] as usize
    }

    /// The words that the documents of two passages share, heaviest first.
    pub(super) fn shared(&self, a: usize, b: usize) -> Vec<u32> {
        let mut shared = Vec::new();
        let (a, b) = (self.document(a), self.document(b));
        self.words.each_shared(a, b, |word, weight| shared.push((word, weight)));
        shared.sort_by(|x, y| y.1.total_cmp(&x.1));
        shared.into_iter().map(|(word, _)| word).collect()
    }

    /// What two documents share.
    fn dot(&self, a: usize, b: usize) -> f32 {
        let kept = self.kept.get(a * self.words.len() + b).copied();
        kept.unwrap_or_else(|| self.words.dot(a, b))
    }

    fn keep(&mut self) {
        let documents = 0..self.words.len();
        if documents.len() <= MOST_KEPT {
            let each = |a: usize| documents.clone().map(move |b| (a, b));
            self.kept = documents.clone().flat_map(each).map(|(a, b)| self.words.dot(a, b)).collect();
        }
    }

    /// Takes the mean and the deviation of what two documents share.
    fn measure(&mut self) {
        let step = self.words.len().div_ceil(SAMPLE).max(1);
        let sample: Vec<usize> = (0..self.words.len()).step_by(step).collect();
        let pairs = sample.iter().enumerate().flat_map(|(at, a)| sample[..at].iter().map(move |b| (*a, *b)));
        let shared: Vec<f32> = pairs.map(|(a, b)| self.words.dot(a, b)).collect();
        let mean = |values: &mut dyn Iterator<Item = f32>| values.sum::<f32>() / shared.len().max(1) as f32;
        self.common = mean(&mut shared.iter().copied());
        let variance = mean(&mut shared.iter().map(|shared| (shared - self.common).powi(2)));
        self.deviation = variance.sqrt().max(LEAST_DEVIATION);
    }
}

/// The words of a document with how often they stand there, ascending.
fn counted(passages: &[Terms]) -> Vec<(u32, u32)> {
    let mut all: Vec<u32> = passages.iter().flat_map(|terms| &terms.words).copied().collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

/// By word: in how many documents it stands.
fn frequencies(documents: &[Vec<(u32, u32)>]) -> Vec<u32> {
    let words = documents.iter().filter_map(|words| words.last()).map(|(word, _)| word + 1).max();
    let mut frequencies = vec![0; words.unwrap_or_default() as usize];
    for (word, _) in documents.iter().flatten() {
        frequencies[*word as usize] += 1;
    }
    frequencies
}

/// The heaviest words, ascending by number, weighed so that the row has length 1.
fn heaviest(words: impl Iterator<Item = (u32, f32)>) -> Vec<(u32, f32)> {
    let mut words: Vec<(u32, f32)> = words.collect();
    words.sort_unstable_by(super::index::best_first);
    words.truncate(MOST_WORDS);
    let length = words.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    words.sort_unstable_by_key(|(word, _)| *word);
    words.into_iter().map(|(word, weight)| (word, weight / length.max(f32::MIN_POSITIVE))).collect()
}

#[cfg(test)]
mod tests;
