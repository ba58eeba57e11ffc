//! BM25 over passages (Robertson and Zaragoza 2009), made symmetric: the score of two passages is
//! the mean of what each scores as a query against the other.
//!
//! Knows only numbers: a passage is its position, a term its number.

use std::collections::HashSet;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Postings that are read for one query, rarest terms first. Up to that many the best candidates
/// are exact; beyond, a passage that shares none but common terms may be missed.
const MOST_POSTINGS: usize = 8192;

/// How often a term stands in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    pub term: u32,
    pub times: u32,
}

/// An index over the passages of several documents.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// By passage: its terms in ascending order.
    counts: Vec<Vec<Count>>,
    /// By passage: how many terms it has, as a share of the average.
    lengths: Vec<f32>,
    /// By passage: the first passage of its document and the one after its last.
    documents: Vec<(u32, u32)>,
    /// By term: the passages that have it, ascending.
    postings: Vec<Vec<u32>>,
    idf: Vec<f32>,
}

impl Index {
    /// `passages` holds the terms of each passage, document after document; `documents` says to
    /// which document each belongs; `terms` is how many different terms there are.
    pub fn build(passages: &[Vec<u32>], documents: &[u32], terms: usize) -> Self {
        let counts: Vec<_> = passages.iter().map(|passage| counted(passage)).collect();
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); terms];
        for (passage, counts) in counts.iter().enumerate() {
            for count in counts {
                postings[count.term as usize].push(passage as u32);
            }
        }
        let total: usize = passages.iter().map(Vec::len).sum();
        let average = (total as f32 / passages.len().max(1) as f32).max(1.0);
        Self {
            counts,
            lengths: passages.iter().map(|passage| passage.len() as f32 / average).collect(),
            documents: document_ranges(documents),
            idf: postings.iter().map(|list| idf(passages.len(), list.len())).collect(),
            postings,
        }
    }

    pub fn len(&self) -> usize {
        self.counts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// What each shared term adds to the score of two passages, in order of the terms.
    pub fn shared(&self, a: usize, b: usize) -> Vec<(u32, f32)> {
        let mut shared = Vec::new();
        self.each_shared(a, b, |term, weight| shared.push((term, weight)));
        shared
    }

    pub fn score(&self, a: usize, b: usize) -> f32 {
        let mut score = 0.0;
        self.each_shared(a, b, |_, weight| score += weight);
        score
    }

    fn each_shared(&self, a: usize, b: usize, mut take: impl FnMut(u32, f32)) {
        // From the smaller side, so that the same sum comes of (a, b) and (b, a).
        let (a, b) = (a.min(b), a.max(b));
        let (mut left, mut right) = (self.counts[a].iter().peekable(), self.counts[b].iter().peekable());
        while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
            match one.term.cmp(&other.term) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    let forth = one.times as f32 * saturated(other.times, self.lengths[b]);
                    let back = other.times as f32 * saturated(one.times, self.lengths[a]);
                    take(one.term, self.idf[one.term as usize] * (forth + back) / 2.0);
                    left.next();
                    right.next();
                }
            }
        }
    }

    /// The passages of other documents that score best, best first, ties in order of passages.
    pub fn best(&self, passage: usize, top: usize) -> Vec<(usize, f32)> {
        let mut scored: Vec<_> = self
            .candidates(passage)
            .into_iter()
            .map(|candidate| (candidate, self.score(passage, candidate)))
            .filter(|&(_, score)| score > 0.0)
            .collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        scored.truncate(top);
        scored
    }

    fn candidates(&self, passage: usize) -> HashSet<usize> {
        let mut terms: Vec<_> = self.counts[passage].iter().map(|count| count.term as usize).collect();
        terms.sort_by_key(|&term| (self.postings[term].len(), term));
        let mut left = MOST_POSTINGS;
        let mut candidates = HashSet::new();
        for term in terms {
            let (before, after) = self.elsewhere(passage, term);
            let (before, after) = nearest(before, after, self.position(passage, term), left);
            left -= before.len() + after.len();
            candidates.extend(before.iter().chain(after).map(|&passage| passage as usize));
            if left == 0 {
                break;
            }
        }
        candidates
    }

    /// The passages with this term in the documents before and after that of the passage.
    fn elsewhere(&self, passage: usize, term: usize) -> (&[u32], &[u32]) {
        let list = &self.postings[term];
        let (first, end) = self.documents[passage];
        let before = list.partition_point(|&other| other < first);
        let after = list.partition_point(|&other| other < end);
        (&list[..before], &list[after..])
    }

    /// How far into its document's postings of the term the passage stands, 0 to 1.
    fn position(&self, passage: usize, term: usize) -> f32 {
        let list = &self.postings[term];
        let (first, end) = self.documents[passage];
        let start = list.partition_point(|&other| other < first);
        let here = list.partition_point(|&other| (other as usize) < passage) - start;
        let all = list.partition_point(|&other| other < end) - start;
        here as f32 / all.max(1) as f32
    }
}

/// At most `room` passages, where the lists are too long those about as far in as the asking
/// passage is in its own: of two files of equal lines each line so finds its own again.
fn nearest<'a>(before: &'a [u32], after: &'a [u32], position: f32, room: usize) -> (&'a [u32], &'a [u32]) {
    if before.len() + after.len() <= room {
        return (before, after);
    }
    let share = (room / 2).max(room.saturating_sub(before.len().min(after.len())));
    let window = |list: &'a [u32], most: usize| {
        let most = most.min(list.len());
        let middle = (position * list.len() as f32) as usize;
        let start = middle.saturating_sub(most / 2).min(list.len() - most);
        &list[start..start + most]
    };
    let first = window(before, share.min(room));
    (first, window(after, room - first.len()))
}

fn counted(terms: &[u32]) -> Vec<Count> {
    let mut terms = terms.to_vec();
    terms.sort_unstable();
    terms.chunk_by(|a, b| a == b).map(|run| Count { term: run[0], times: run.len() as u32 }).collect()
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

fn saturated(times: u32, length: f32) -> f32 {
    let times = times as f32;
    times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length))
}

#[cfg(test)]
mod tests;
