//! The yardstick: BM25 as Robertson and Zaragoza (2009) give it, over Snowball stems.
//!
//! Asymmetric: the asking passage is the query, each of its words counts as often as it stands
//! there. Every posting is read, so the ranking is exact. It knows nothing of the engine and is
//! not to be improved: what is compared with it must mean the same next year.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};
use triptych::text::word::{folded, words};
use triptych::text::{Document, Passage};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// How often a passage has a term, by the passage's position.
#[derive(Clone, Copy, Debug)]
struct Posting {
    passage: u32,
    times: u32,
}

/// An index over the passages of several documents.
#[derive(Debug)]
pub struct Bm25 {
    /// By passage: its terms, each once, with how often it has them.
    counts: Vec<Vec<(u32, u32)>>,
    /// By passage: `k1 (1 - b + b length / average length)`.
    norms: Vec<f32>,
    /// By passage: the position of its document.
    documents: Vec<usize>,
    /// By term, in order of passages.
    postings: Vec<Vec<Posting>>,
}

impl Bm25 {
    /// Takes in these passages, which are then known by their positions.
    pub fn new(documents: &[Document], passages: &[Passage]) -> Self {
        let usual = usual_language(documents);
        let stemmers: Vec<Option<Stemmer>> =
            documents.iter().map(|document| stemmer(language(document).or(usual))).collect();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut terms = Vec::with_capacity(passages.len());
        for passage in passages {
            let at = passage.document.0;
            let text = documents[at].passage_text(*passage);
            let numbered = words(&text).map(|(_, word)| {
                let term = stemmed(stemmers[at], &folded(word));
                let next = numbers.len() as u32;
                *numbers.entry(term).or_insert(next)
            });
            terms.push(numbered.collect::<Vec<u32>>());
        }
        let of = passages.iter().map(|passage| passage.document.0).collect();
        Self::of_terms(&terms, of, numbers.len())
    }

    fn of_terms(passages: &[Vec<u32>], documents: Vec<usize>, terms: usize) -> Self {
        let total: usize = passages.iter().map(Vec::len).sum();
        let average = (total as f32 / passages.len().max(1) as f32).max(1.0);
        let norm = |passage: &Vec<u32>| K1 * (1.0 - B + B * passage.len() as f32 / average);
        let counts: Vec<Vec<(u32, u32)>> = passages.iter().map(|passage| counted(passage)).collect();
        let mut postings = vec![Vec::new(); terms];
        for (passage, counts) in counts.iter().enumerate() {
            for &(term, times) in counts {
                postings[term as usize].push(Posting { passage: passage as u32, times });
            }
        }
        Self { norms: passages.iter().map(norm).collect(), counts, documents, postings }
    }

    /// The passages of other documents that score best, best first, ties in order of passages.
    pub fn best(&self, query: usize, top: usize) -> Vec<(usize, f32)> {
        let mut scores = vec![0.0_f32; self.counts.len()];
        for &(term, asked) in &self.counts[query] {
            let postings = &self.postings[term as usize];
            let weight = asked as f32 * self.idf(postings.len());
            for &Posting { passage, times } in postings {
                let times = times as f32;
                let saturated = times * (K1 + 1.0) / (times + self.norms[passage as usize]);
                scores[passage as usize] += weight * saturated;
            }
        }
        let scored = scores.into_iter().enumerate();
        let elsewhere = |(passage, score): &(usize, f32)| {
            *score > 0.0 && self.documents[*passage] != self.documents[query]
        };
        best(scored.filter(elsewhere).collect(), top)
    }

    /// Never negative, as most programs take it.
    fn idf(&self, with_term: usize) -> f32 {
        let (all, with) = (self.counts.len() as f32, with_term as f32);
        ((all - with + 0.5) / (with + 0.5)).ln_1p()
    }
}

fn best(mut scored: Vec<(usize, f32)>, top: usize) -> Vec<(usize, f32)> {
    let by_score = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if scored.len() > top {
        scored.select_nth_unstable_by(top, by_score);
        scored.truncate(top);
    }
    scored.sort_by(by_score);
    scored
}

fn counted(terms: &[u32]) -> Vec<(u32, u32)> {
    let mut terms = terms.to_vec();
    terms.sort_unstable();
    terms.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

fn language(document: &Document) -> Option<&str> {
    document.metadata.language.as_deref()
}

/// What most documents are in: it stands for those too short to show theirs.
fn usual_language(documents: &[Document]) -> Option<&str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for language in documents.iter().filter_map(language) {
        *counts.entry(language).or_default() += 1;
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(language, _)| language)
}

fn stemmer(language: Option<&str>) -> Option<Stemmer> {
    let tag = language?.split(['-', '_']).next()?;
    Algorithm::from_name(tag).ok().map(Stemmer::new)
}

fn stemmed(stemmer: Option<Stemmer>, word: &str) -> String {
    stemmer.map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(word).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_as_the_formula_says() {
        let passages = [vec![0, 0, 1], vec![0, 2, 2], vec![0, 3, 4], vec![5, 5, 5]];
        let index = Bm25::of_terms(&passages, vec![0, 1, 1, 2], 6);
        let idf = (1.5_f32 / 3.5).ln_1p();
        let found = index.best(0, 9);
        assert_eq!(found.iter().map(|(passage, _)| *passage).collect::<Vec<_>>(), [1, 2]);
        // Equal lengths: tf (k1 + 1) / (tf + k1) is 1 for one word, which is asked for twice.
        assert!(found.iter().all(|(_, score)| (score - 2.0 * idf).abs() < 1e-6), "{found:?}");
        assert_eq!(index.best(1, 9)[0].0, 0, "not of the own document");
        assert_eq!(index.best(3, 9), []);
    }

    #[test]
    fn the_best_are_the_first_of_all() {
        let scored: Vec<(usize, f32)> = (0..50).map(|at| (at, ((at * 7) % 11) as f32)).collect();
        assert_eq!(best(scored.clone(), 6), best(scored, 50)[..6]);
    }
}
