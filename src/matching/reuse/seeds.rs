//! Which places of the documents may hold the same words: short runs (shingles) by their hashes.
//!
//! Two kinds of shingles make seeds. Winnowed runs of five words (Schleimer, Wilkerson and Aiken,
//! *Winnowing: local algorithms for document fingerprinting*, 2003) find every shared run of eight,
//! however common; rare runs of four find what was copied with changes. A shingle that stands in
//! many places is not paired with all of them: its occurrences are linked in a chain from one
//! document to the next, so that the number of seeds is linear in the number of words.

use std::ops::Range;

use super::words::Words;

/// Words of a shingle, and shingles of which the one with the least hash is taken: a shared run of
/// `WORDS + WINDOW - 1` words shares a taken one.
const WORDS: usize = 5;
const WINDOW: usize = 4;

/// Words of the shorter shingles, of which every rare one is taken.
const SHORT_WORDS: usize = 4;

/// A shingle in more places than this is a common one.
pub(super) const COMMON: usize = 16;

/// Between which places shared words count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Different documents.
    #[default]
    Documents,
    /// Also two places of one document.
    Within,
}

/// The places of the shingles that stand in more than one place.
#[derive(Debug, Default)]
pub(super) struct Seeds {
    /// Positions of first words, shingle by shingle, ascending in each.
    positions: Vec<u32>,
    /// Where the positions of each shingle begin, and the end. Winnowed shingles come first.
    starts: Vec<u32>,
    /// How many shingles are winnowed ones; the others are the shorter, rare ones.
    winnowed: u32,
    /// Each position with its shingle, ascending.
    shingles: Vec<(u32, u32)>,
}

impl Seeds {
    pub(super) fn new(words: &Words) -> Self {
        let mut seeds = Self { starts: vec![0], ..Self::default() };
        seeds.add(&taken(words, WORDS, |hashes| winnowed(hashes).collect()), usize::MAX);
        seeds.winnowed = seeds.starts.len() as u32 - 1;
        seeds.add(&taken(words, SHORT_WORDS, |hashes| (0..hashes.len()).collect()), COMMON);
        seeds.shingles.sort_unstable();
        seeds
    }

    /// Adds the shingles that stand in two places or more, but in no more than `most`.
    fn add(&mut self, taken: &[u64], most: usize) {
        let shared = |places: &&[u64]| places.len() > 1 && places.len() <= most;
        for places in taken.chunk_by(|a, b| a >> 32 == b >> 32).filter(shared) {
            let shingle = self.starts.len() as u32 - 1;
            self.positions.extend(places.iter().map(|&place| place as u32));
            self.shingles.extend(places.iter().map(|&place| (place as u32, shingle)));
            self.starts.push(self.positions.len() as u32);
        }
    }

    /// Calls `found` with pairs of places in which the same few words may stand, the first of
    /// them in the document, the second after it; in order of the first.
    pub(super) fn of_document(
        &self,
        words: &Words,
        document: &Range<u32>,
        scope: Scope,
        found: &mut dyn FnMut(u32, u32),
    ) {
        for &(position, shingle) in self.shingles_in(document) {
            let places = self.places(shingle);
            let here = places.partition_point(|&place| place < position);
            let outside = here + places[here..].partition_point(|&place| place < document.end);
            let after = if scope == Scope::Within { here + 1 } else { outside };
            if places.len() <= COMMON {
                places[after..].iter().for_each(|&other| found(position, other));
                continue;
            }
            places[after..outside].iter().take(1).for_each(|&other| found(position, other));
            let rank = here - places.partition_point(|&place| place < document.start);
            if let Some(other) = occurrence(words, &places[outside..], rank) {
                found(position, other);
            }
        }
    }

    /// How many of the winnowed shingles of some positions stand in several places, and how many
    /// of these are common ones.
    pub(super) fn shared_and_common(&self, at: &Range<u32>) -> (usize, usize) {
        let shared = self.shingles_in(at).iter().filter(|(_, shingle)| *shingle < self.winnowed);
        let is_common = |&(_, shingle): &(u32, u32)| self.places(shingle).len() > COMMON;
        shared.fold((0, 0), |(shared, common), at| (shared + 1, common + usize::from(is_common(at))))
    }

    fn places(&self, shingle: u32) -> &[u32] {
        &self.positions[self.starts[shingle as usize] as usize..self.starts[shingle as usize + 1] as usize]
    }

    fn shingles_in(&self, at: &Range<u32>) -> &[(u32, u32)] {
        let from = self.shingles.partition_point(|(position, _)| *position < at.start);
        let to = self.shingles.partition_point(|(position, _)| *position < at.end);
        &self.shingles[from..to]
    }
}

/// The occurrence of this rank, from 0, in the document of the first of these places.
fn occurrence(words: &Words, places: &[u32], rank: usize) -> Option<u32> {
    let end = words.document(words.document_at(*places.first()?)).end;
    places.get(rank).copied().filter(|&other| other < end)
}

/// The shingles of each document that `take` chooses by their hashes: hash above position, sorted,
/// so that the places of one stand together and in order.
fn taken(words: &Words, width: usize, take: impl Fn(&[u32]) -> Vec<usize>) -> Vec<u64> {
    let mut taken: Vec<u64> = Vec::new();
    for document in words.documents() {
        let first = u64::from(document.start);
        let hashes: Vec<u32> = words.numbers(document).windows(width).map(hash).collect();
        let places = take(&hashes).into_iter();
        taken.extend(places.map(|at| u64::from(hashes[at]) << 32 | (first + at as u64)));
    }
    taken.sort_unstable();
    taken
}

/// The positions of the hashes that are the least of some window, the last of equal ones.
fn winnowed(hashes: &[u32]) -> impl Iterator<Item = usize> {
    let mut last = None;
    hashes.windows(WINDOW).enumerate().filter_map(move |(start, window)| {
        let least = (0..WINDOW).rev().min_by_key(|&at| window[at]).unwrap_or(0);
        let taken = start + least;
        (last.replace(taken) != Some(taken)).then_some(taken)
    })
}

/// Half of a 64-bit hash: multiplied in one number after the other, and mixed at the end as in
/// `splitmix64` (Steele, Lea and Flood 2014). Words decide in the end whether two runs are the
/// same, so that a collision costs nothing but time.
fn hash(numbers: &[u32]) -> u32 {
    let mixed = numbers.iter().fold(0_u64, |hash, &number| {
        (hash.rotate_left(23) ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 32) as u32
}
