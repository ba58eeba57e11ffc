//! From seeds to the runs that two texts share: each seed that no run explains yet is aligned, what
//! is too short is dropped, neighbours become one.

use std::collections::HashMap;
use std::ops::Range;

use super::align::Stretch;
use super::seeds::{Scope, Seeds};
use super::words::Words;

/// Least number of half words that two places must share.
const LEAST: u32 = 16;

/// Runs with no more words than this between them, on either side, are one.
const BETWEEN: u32 = 12;

/// Least similarity of what is made one.
const LEAST_SIMILARITY: f32 = 0.5;

/// A word of one document is aligned with this many places of another at once. In a text that
/// repeats itself there are as many seeds as pairs of repetitions.
const MOST_AT_ONCE: usize = 8;

/// The runs that a document shares with those after it, and with itself if the scope says so, in
/// order of both places.
pub(super) fn of_document(words: &Words, seeds: &Seeds, document: &Range<u32>, scope: Scope) -> Vec<Stretch> {
    let mut pairs: HashMap<usize, Pair> = HashMap::new();
    seeds.of_document(words, document, scope, &mut |a, b| {
        let other = words.document_at(b);
        pairs.entry(other).or_default().take(words, document, &words.document(other), (a, b));
    });
    let mut runs: Vec<Stretch> = pairs.into_values().flat_map(|pair| merged(pair.found)).collect();
    runs.sort_unstable_by_key(|run| (run.a().start, run.b().start, run.a().end, run.b().end));
    runs
}

/// What one document shares with another, while its seeds come in.
#[derive(Default)]
struct Pair {
    found: Vec<Stretch>,
    /// Where the alignments lie that reach to the last seed or beyond it.
    open: Vec<(Range<u32>, Range<u32>)>,
    /// Where the last alignment ended in the first document, by the distance of its end from that
    /// in the other: nothing is walked over again from the next seed.
    ended: HashMap<u32, u32>,
}

impl Pair {
    fn take(&mut self, words: &Words, one: &Range<u32>, other: &Range<u32>, (a, b): (u32, u32)) {
        self.open.retain(|(range, _)| range.end > a);
        let explained = self.open.iter().any(|(in_a, in_b)| in_a.contains(&a) && in_b.contains(&b));
        if explained || self.open.len() >= MOST_AT_ONCE || words.number(a) != words.number(b) {
            return;
        }
        let start = self.ended.get(&(b - a)).map_or(one.start, |&end| end.min(a));
        let stretch = Stretch::around(words, (a, b), &(start..one.end), other);
        let (in_a, in_b) = (stretch.a(), stretch.b());
        self.ended.insert(in_b.end - in_a.end, in_a.end);
        self.open.push((in_a, in_b));
        let half_words = |range: Range<u32>| range.map(|position| words.half_words(position)).sum::<u32>();
        let shared: u32 =
            stretch.pieces.iter().map(|piece| half_words(piece.a..piece.a + piece.length)).sum();
        if shared >= LEAST {
            self.found.push(stretch);
        }
    }
}

/// Makes one of neighbours, of runs that two documents share.
fn merged(mut runs: Vec<Stretch>) -> Vec<Stretch> {
    runs.sort_unstable_by_key(|run| (run.a().start, run.b().start));
    let mut merged: Vec<Stretch> = Vec::with_capacity(runs.len());
    for run in runs {
        match merged.last_mut() {
            Some(last) if is_neighbour(last, &run) => last.append(run),
            _ => merged.push(run),
        }
    }
    merged
}

fn is_neighbour(one: &Stretch, next: &Stretch) -> bool {
    let follows = |one: Range<u32>, next: Range<u32>| (one.end..=one.end + BETWEEN).contains(&next.start);
    let overlaps = next.a().end > one.b().start;
    if overlaps || !follows(one.a(), next.a()) || !follows(one.b(), next.b()) {
        return false;
    }
    let both = next.a().end - one.a().start + next.b().end - one.b().start;
    2.0 * (one.shared() + next.shared()) as f32 >= LEAST_SIMILARITY * both as f32
}
