//! An index over passages, as weighted sparse vectors whose inner product is the score of two
//! passages by what they share.
//!
//! The weights are those of BM25 (Robertson and Zaragoza 2009) cut in two, so that the score is
//! symmetric: a term that stands `tf` times in a passage of `length` terms gets
//! `sqrt(idf) * tf (k1 + 1) / (tf + k1) / sqrt(1 - b + b length / average)` on either side.
//! On the sets of `docs/quality.md` it ranks no worse than BM25 itself. Phrases are further features, see
//! [`phrases`](super::phrases); so are dates, figures and what else a caller names.
//!
//! Knows only numbers: a passage is its position, a feature its number.

use rayon::prelude::*;

use super::lanes::Lanes;
use super::phrases::{Phrase, Phrases};
use super::sparse::Rows;
use super::tally::Tally;

const K1: f32 = 0.8;
const B: f32 = 0.8;

/// What features that are no words of the text (a date, a figure) count for beside a term.
const EXTRA: f32 = 0.5;

/// Passages among which a word of grammar counts for half of what its rarity says.
const GRAMMAR: f32 = 500.0;

/// Postings that are read for one query, rarest features first. Up to that many the best
/// candidates are exact; beyond, a passage that shares none but common terms may be missed.
const MOST_POSTINGS: usize = 8192;

/// The same for a glance.
const FEW_POSTINGS: usize = 1024;

/// Candidates whose score is summed up over all their features, whatever was looked up.
const LEAST_RESCORED: usize = 64;

/// What one passage has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// In the order of the text.
    pub(super) words: Vec<u32>,
    /// Numbered together with the words; in any order.
    pub(super) extras: Vec<u32>,
}

impl AsRef<[u32]> for Terms {
    fn as_ref(&self) -> &[u32] {
        &self.words
    }
}

/// What a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// A word or an extra, by its number.
    Term(u32),
    Phrase(Phrase),
}

/// A passage that has a feature.
#[derive(Clone, Copy, Debug)]
struct Posting {
    passage: u32,
    weight: f32,
}

/// Memory that one query after another can use.
#[derive(Debug)]
pub(super) struct Scratch {
    /// What passages share by the features that were looked up.
    looked_up: Tally,
    /// The words and extras of the passage that asks.
    asking: Lanes<1>,
}

impl Scratch {
    /// What a passage shares by the features that were looked up last.
    pub(super) fn looked_up(&self, passage: usize) -> f32 {
        self.looked_up.sum(passage as u32)
    }
}

/// An index over the passages of several documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    rows: Rows,
    phrases: Phrases,
    /// Words and extras; phrases are numbered after them.
    terms: usize,
    /// By passage: the first passage of its document and the one after its last.
    documents: Vec<(u32, u32)>,
    /// By feature: where its postings begin; one more for the end.
    starts: Vec<usize>,
    /// Passages ascending for each feature; none for a feature of one passage.
    postings: Vec<Posting>,
}

impl Index {
    /// `passages` come document after document; `documents` says to which document each belongs;
    /// `grammar` which of the different words and extras are words of grammar.
    pub(super) fn build(passages: &[Terms], documents: &[u32], grammar: &[bool]) -> Self {
        let terms = grammar.len();
        let counts: Vec<Vec<(u32, u32)>> = passages.par_iter().map(counted).collect();
        let mut frequencies = vec![0_u32; terms];
        for &(term, _) in counts.iter().flatten() {
            frequencies[term as usize] += 1;
        }
        let idf_of = |with: usize| idf(passages.len(), with);
        let of_grammar = worth_of_grammar(passages.len());
        let worth = |(&with, &is_grammar): (&u32, &bool)| {
            idf_of(with as usize) * if is_grammar { of_grammar } else { 1.0 }
        };
        let idfs: Vec<f32> = frequencies.iter().zip(grammar).map(worth).collect();
        let phrases = Phrases::find(passages, &idfs, &frequencies, idf_of);
        let total: usize = passages.iter().map(|terms| terms.words.len()).sum();
        let average = (total as f32 / passages.len().max(1) as f32).max(1.0);
        let weigh = |(terms, counts): (&Terms, &Vec<(u32, u32)>)| -> Vec<(u32, f32)> {
            let norm = (1.0 - B + B * terms.words.len() as f32 / average).sqrt().recip();
            let of_term = |&(term, times): &(u32, u32)| {
                let counts_for = if terms.extras.contains(&term) { EXTRA } else { 1.0 };
                (term, (counts_for * idfs[term as usize]).sqrt() * saturated(times) * norm)
            };
            let of_phrase = |(phrase, times): (u32, u32)| {
                let feature = idfs.len() as u32 + phrase;
                (feature, phrases.weight(phrase as usize).sqrt() * saturated(times) * norm)
            };
            let phrases = phrases.of(&terms.words).into_iter().map(of_phrase);
            counts.iter().map(of_term).chain(phrases).collect()
        };
        let cells: Vec<_> = passages.par_iter().zip(&counts).map(weigh).collect();
        let mut rows = Rows::default();
        for row in cells {
            rows.push(row);
        }
        let features = terms + phrases.len();
        let mut index =
            Self { rows, phrases, terms, documents: document_ranges(documents), ..Self::default() };
        index.invert(features);
        index
    }

    fn invert(&mut self, features: usize) {
        let mut counts = vec![0_usize; features];
        for passage in 0..self.rows.len() {
            for (feature, _) in self.rows.row(passage) {
                counts[feature as usize] += 1;
            }
        }
        let mut at = 0;
        self.starts = Vec::with_capacity(features + 1);
        for count in &mut counts {
            self.starts.push(at);
            // What one passage has alone leads to no other.
            at += if *count > 1 { *count } else { 0 };
        }
        self.starts.push(at);
        let mut next = self.starts.clone();
        self.postings = vec![Posting { passage: 0, weight: 0.0 }; at];
        for passage in 0..self.rows.len() {
            for (feature, weight) in self.rows.row(passage) {
                let feature = feature as usize;
                if counts[feature] > 1 {
                    self.postings[next[feature]] = Posting { passage: passage as u32, weight };
                    next[feature] += 1;
                }
            }
        }
    }

    /// Multiplies all scores by a factor.
    pub(super) fn scale(&mut self, by: f32) {
        self.rows.scale(by.sqrt());
        for posting in &mut self.postings {
            posting.weight *= by.sqrt();
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn scratch(&self) -> Scratch {
        Scratch { looked_up: self.tally(MOST_POSTINGS), asking: Lanes::new(self.terms) }
    }

    /// For what looking up so many postings meets.
    pub(super) fn tally(&self, postings: usize) -> Tally {
        Tally::new(postings.min(self.len()))
    }

    /// What a passage scores against itself.
    pub(super) fn own(&self, passage: usize) -> f32 {
        self.rows.row(passage).map(|(_, weight)| weight * weight).sum()
    }

    pub(super) fn feature(&self, number: u32) -> Feature {
        match (number as usize).checked_sub(self.terms) {
            Some(phrase) => Feature::Phrase(self.phrases.phrase(phrase)),
            None => Feature::Term(number),
        }
    }

    /// What each shared feature adds to the score of two passages, ascending by feature.
    pub(super) fn shared(&self, a: usize, b: usize) -> Vec<(u32, f32)> {
        let mut shared = Vec::new();
        self.rows.each_shared(a, b, |feature, weight| shared.push((feature, weight)));
        shared
    }

    /// The words and extras of a passage with their weights, ascending.
    pub(super) fn weights(&self, passage: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.rows.row(passage).take_while(|(feature, _)| (*feature as usize) < self.terms)
    }

    /// How rare a word or an extra is.
    pub(super) fn idf(&self, term: u32) -> f32 {
        idf(self.len(), self.list(term).len().max(1))
    }

    /// What every passage has, with its weight: words and extras, and phrases beyond them.
    pub(super) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The score of two passages of which the first was laid out; the same to the last bit from
    /// either side.
    pub(super) fn score(&self, asking: usize, other: usize, scratch: &Scratch) -> f32 {
        let [words] = scratch.asking.products(&self.rows, other);
        self.rows.dot_from(self.terms as u32, asking, other, words)
    }

    /// Lays a passage out, to be compared with many others.
    pub(super) fn lay(&self, passage: usize, scratch: &mut Scratch) {
        scratch.asking.lay(&self.rows, [Some(passage)]);
    }

    /// How many words and extras there are.
    pub(super) fn terms(&self) -> usize {
        self.terms
    }

    /// The passage that many after (or before) this one in its document.
    pub(super) fn beside(&self, passage: usize, offset: isize) -> Option<usize> {
        let (first, end) = self.documents[passage];
        let beside = passage.checked_add_signed(offset)?;
        (first as usize..end as usize).contains(&beside).then_some(beside)
    }

    /// A passage and up to so many on either side of it in its document.
    pub(super) fn around(&self, passage: usize, reach: usize) -> std::ops::Range<usize> {
        let document = self.document_range(passage);
        passage.saturating_sub(reach).max(document.start)..(passage + reach + 1).min(document.end)
    }

    /// The first passage of the passage's document, which stands for the document.
    pub(super) fn document(&self, passage: usize) -> u32 {
        self.documents[passage].0
    }

    /// The passages of the passage's document.
    pub(super) fn document_range(&self, passage: usize) -> std::ops::Range<usize> {
        let (first, end) = self.documents[passage];
        first as usize..end as usize
    }

    /// The passages of other documents that score best, best first, ties in order of passages.
    pub(super) fn best(&self, passage: usize, top: usize, scratch: &mut Scratch) -> Vec<(u32, f32)> {
        let mut found = self.wide(passage, top.saturating_mul(2).max(LEAST_RESCORED), scratch);
        self.lay(passage, scratch);
        for (candidate, score) in &mut found {
            *score = self.score(passage, *candidate as usize, scratch);
        }
        found.sort_unstable_by(best_first);
        found.truncate(top);
        found
    }

    /// Passages of other documents that share the passage's rarest features, in no order: cheaper
    /// than [`Self::best`], and not always the same.
    pub(super) fn glance(&self, passage: usize, top: usize, scratch: &mut Scratch) -> Vec<u32> {
        self.look_up(passage, FEW_POSTINGS, &mut scratch.looked_up);
        best_of(scratch.looked_up.met().to_vec(), top).into_iter().map(|(other, _)| other).collect()
    }

    /// Passages of other documents that share a feature, with what the features that were looked
    /// up add to their score, in no order.
    pub(super) fn wide(&self, passage: usize, top: usize, scratch: &mut Scratch) -> Vec<(u32, f32)> {
        self.look_up(passage, MOST_POSTINGS, &mut scratch.looked_up);
        best_of(scratch.looked_up.met().to_vec(), top)
    }

    /// Sums up what passages of other documents share with this one, feature by feature, the rarest
    /// first: all, unless they have more postings than are to be read.
    fn look_up(&self, passage: usize, most: usize, sums: &mut Tally) {
        sums.clear();
        self.each_shared(passage, self.rows.row(passage), most, |other, points| {
            sums.add(other, points);
        });
    }

    /// As [`Self::look_up`], of words and extras alone; `add` hears which passage shares how many
    /// points more.
    pub(super) fn look_up_words(&self, passage: usize, most: usize, add: impl FnMut(u32, f32)) {
        self.each_shared(passage, self.weights(passage), most, add);
    }

    fn each_shared(
        &self,
        passage: usize,
        cells: impl Iterator<Item = (u32, f32)>,
        most: usize,
        mut add: impl FnMut(u32, f32),
    ) {
        let mut cells: Vec<(u32, f32)> = cells.collect();
        cells.sort_unstable_by_key(|&(feature, _)| (self.list(feature).len(), feature));
        let mut left = most;
        for (feature, weight) in cells {
            let (mut before, mut after) = self.elsewhere(passage, feature);
            if before.len() + after.len() > left {
                (before, after) = nearest(before, after, self.position(passage, feature), left);
            }
            left -= before.len() + after.len();
            for posting in before.iter().chain(after) {
                add(posting.passage, weight * posting.weight);
            }
            if left == 0 {
                break;
            }
        }
    }

    fn list(&self, feature: u32) -> &[Posting] {
        &self.postings[self.starts[feature as usize]..self.starts[feature as usize + 1]]
    }

    /// The passages with this feature in the documents before and after that of the passage.
    fn elsewhere(&self, passage: usize, feature: u32) -> (&[Posting], &[Posting]) {
        let list = self.list(feature);
        let (first, end) = self.documents[passage];
        let (before, rest) = list.split_at(list.partition_point(|other| other.passage < first));
        (before, &rest[rest.partition_point(|other| other.passage < end)..])
    }

    /// How far into its document's postings of the feature the passage stands, 0 to 1.
    fn position(&self, passage: usize, feature: u32) -> f32 {
        let list = self.list(feature);
        let (first, end) = self.documents[passage];
        let start = list.partition_point(|other| other.passage < first);
        let here = list.partition_point(|other| (other.passage as usize) < passage) - start;
        let all = list.partition_point(|other| other.passage < end) - start;
        here as f32 / all.max(1) as f32
    }
}

/// By score, then in the order of passages.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "the shape that sorting wants")]
pub(super) fn best_first(a: &(u32, f32), b: &(u32, f32)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The best of them, in no order.
pub(super) fn best_of(mut all: Vec<(u32, f32)>, top: usize) -> Vec<(u32, f32)> {
    if all.len() > top {
        all.select_nth_unstable_by(top, best_first);
        all.truncate(top);
        // There may have been thousands.
        all.shrink_to_fit();
    }
    all
}

/// `room` passages of two lists that together are longer, those about as far in as the asking
/// passage is in its own: of two files of equal lines each line so finds its own again.
fn nearest<'a, T>(before: &'a [T], after: &'a [T], position: f32, room: usize) -> (&'a [T], &'a [T]) {
    let share = (room / 2).max(room.saturating_sub(before.len().min(after.len())));
    let window = |list: &'a [T], most: usize| {
        let most = most.min(list.len());
        let middle = (position * list.len() as f32) as usize;
        let start = middle.saturating_sub(most / 2).min(list.len() - most);
        &list[start..start + most]
    };
    let first = window(before, share.min(room));
    (first, window(after, room - first.len()))
}

/// Words and extras with how often they stand there, ascending.
fn counted(terms: &Terms) -> Vec<(u32, u32)> {
    let mut all: Vec<u32> = terms.words.iter().chain(&terms.extras).copied().collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

fn document_ranges(documents: &[u32]) -> Vec<(u32, u32)> {
    let mut ranges = Vec::with_capacity(documents.len());
    for run in documents.chunk_by(|a, b| a == b) {
        let first = ranges.len() as u32;
        ranges.resize(ranges.len() + run.len(), (first, first + run.len() as u32));
    }
    ranges
}

/// Never negative: a term that every passage has still counts a little.
fn idf(passages: usize, with_term: usize) -> f32 {
    let (all, with) = (passages as f32, with_term as f32);
    ((all - with + 0.5) / (with + 0.5)).ln_1p()
}

/// What a word of grammar counts for among so many passages. That a few do not have it says nothing;
/// that it is rare in many does.
fn worth_of_grammar(passages: usize) -> f32 {
    let passages = passages as f32;
    passages / (passages + GRAMMAR)
}

fn saturated(times: u32) -> f32 {
    let times = times as f32;
    times * (K1 + 1.0) / (times + K1)
}

#[cfg(test)]
mod tests;
