//! BM25 over passages (Robertson and Zaragoza 2009), made symmetric: the score of two passages is
//! the mean of what each scores as a query against the other.
//!
//! Knows only numbers: a passage is its position, a term its number.

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Postings that are read for one query, rarest terms first. Up to that many the best candidates
/// are exact; beyond, a passage that shares none but common terms may be missed.
const MOST_POSTINGS: usize = 8192;

/// Candidates whose score is summed up over all their terms, whatever was looked up.
const LEAST_RESCORED: usize = 64;

/// How often a term stands in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    pub term: u32,
    pub times: u32,
}

/// A passage that has a term.
#[derive(Clone, Copy, Debug)]
struct Posting {
    passage: u32,
    times: u32,
    /// What `times` counts for in a passage of that length.
    saturated: f32,
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
    postings: Vec<Vec<Posting>>,
    idf: Vec<f32>,
}

impl Index {
    /// `passages` holds the terms of each passage, document after document; `documents` says to
    /// which document each belongs; `terms` is how many different terms there are.
    pub fn build(passages: &[Vec<u32>], documents: &[u32], terms: usize) -> Self {
        let counts: Vec<_> = passages.iter().map(|passage| counted(passage)).collect();
        let total: usize = passages.iter().map(Vec::len).sum();
        let average = (total as f32 / passages.len().max(1) as f32).max(1.0);
        let lengths: Vec<_> = passages.iter().map(|passage| passage.len() as f32 / average).collect();
        let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); terms];
        for (passage, counts) in counts.iter().enumerate() {
            for &Count { term, times } in counts {
                let saturated = saturated(times, lengths[passage]);
                postings[term as usize].push(Posting { passage: passage as u32, times, saturated });
            }
        }
        Self {
            counts,
            lengths,
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
        let mut found = self.candidates(passage);
        let by_score = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let kept = top.saturating_mul(2).max(LEAST_RESCORED);
        if found.len() > kept {
            found.select_nth_unstable_by(kept, by_score);
            found.truncate(kept);
        }
        for (candidate, score) in &mut found {
            *score = self.score(passage, *candidate);
        }
        found.sort_by(by_score);
        found.truncate(top);
        found
    }

    /// Passages of other documents that share a term, with what the terms that were looked up add
    /// to their score: all terms, unless they have too many postings.
    fn candidates(&self, passage: usize) -> Vec<(usize, f32)> {
        let mut counts = self.counts[passage].clone();
        counts.sort_by_key(|count| (self.postings[count.term as usize].len(), count.term));
        let mut left = MOST_POSTINGS;
        let mut scores = vec![0.0_f32; self.counts.len()];
        let mut found = Vec::new();
        for count in counts {
            let term = count.term as usize;
            let back = saturated(count.times, self.lengths[passage]);
            let (before, after) = self.elsewhere(passage, term);
            let (before, after) = nearest(before, after, self.position(passage, term), left);
            left -= before.len() + after.len();
            for posting in before.iter().chain(after) {
                let score = &mut scores[posting.passage as usize];
                if *score == 0.0 {
                    found.push((posting.passage as usize, 0.0));
                }
                let forth = count.times as f32 * posting.saturated;
                *score += self.idf[term] * (forth + posting.times as f32 * back) / 2.0;
            }
            if left == 0 {
                break;
            }
        }
        for (candidate, score) in &mut found {
            *score = scores[*candidate];
        }
        found
    }

    /// The passages with this term in the documents before and after that of the passage.
    fn elsewhere(&self, passage: usize, term: usize) -> (&[Posting], &[Posting]) {
        let list = &self.postings[term];
        let (first, end) = self.documents[passage];
        let before = list.partition_point(|other| other.passage < first);
        let after = list.partition_point(|other| other.passage < end);
        (&list[..before], &list[after..])
    }

    /// How far into its document's postings of the term the passage stands, 0 to 1.
    fn position(&self, passage: usize, term: usize) -> f32 {
        let list = &self.postings[term];
        let (first, end) = self.documents[passage];
        let start = list.partition_point(|other| other.passage < first);
        let here = list.partition_point(|other| (other.passage as usize) < passage) - start;
        let all = list.partition_point(|other| other.passage < end) - start;
        here as f32 / all.max(1) as f32
    }
}

/// At most `room` passages, where the lists are too long those about as far in as the asking
/// passage is in its own: of two files of equal lines each line so finds its own again.
fn nearest<'a, T>(before: &'a [T], after: &'a [T], position: f32, room: usize) -> (&'a [T], &'a [T]) {
    if before.len() + after.len() <= room {
        return (before, after);
    }
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
