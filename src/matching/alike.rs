//! Words that are used alike without being the same: each with those whose vectors point nearly
//! the same way. Two passages that say `quake` and `earthquake` so share something that their
//! exact words miss, and what they share exactly is left as it is.

use rayon::prelude::*;

use super::directions::Directions;
use super::sparse::Rows;

/// Words at least this near are alike.
const NEAR: f32 = 0.5;

/// Of the words that are near to one, so many nearest.
const NEAREST: usize = 10;

/// Words that are compared with each other, those first that stand in most passages.
const MOST_WORDS: usize = 1 << 15;

/// By word: the words that are used alike, with how much of a word in common that is, from the
/// square of [`NEAR`] to 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Alike {
    rows: Rows,
}

impl Alike {
    /// `directions` has a row for each word, `frequencies` in how many passages it stands.
    pub(super) fn new(directions: &Directions, frequencies: &[u32]) -> Self {
        let mut words: Vec<u32> =
            (0..directions.len() as u32).filter(|word| directions.is_set(*word as usize)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(frequencies[*word as usize]));
        words.truncate(MOST_WORDS);
        let near = |&word: &u32| nearest(directions, word, &words);
        let pairs: Vec<Vec<(u32, u32, f32)>> = words.par_iter().map(near).collect();
        // Where one word is among the nearest of the other, they are alike from either side.
        let both = pairs.into_iter().flatten().flat_map(|(a, b, near)| [(a, b, near), (b, a, near)]);
        let mut both: Vec<(u32, u32, f32)> = both.collect();
        both.sort_unstable_by_key(|&(a, b, _)| (a, b));
        both.dedup_by_key(|&mut (a, b, _)| (a, b));
        let mut rows = Rows::default();
        let mut rest = both.as_slice();
        for word in 0..directions.len() as u32 {
            let (own, others) = rest.split_at(rest.partition_point(|(a, ..)| *a == word));
            rest = others;
            rows.push(own.iter().map(|&(_, other, near)| (other, near * near)));
        }
        Self { rows }
    }

    /// What the words of two passages share by being alike: `a` and `b` are rows of `weights`. The
    /// same to the last bit from either side.
    pub(super) fn score(&self, weights: &Rows, a: usize, b: usize) -> f32 {
        let (a, b) = (a.min(b), a.max(b));
        let mut sum = 0.0;
        for (word, weight) in weights.row(a).take_while(|(word, _)| (*word as usize) < self.rows.len()) {
            for (other, near) in self.rows.row(word as usize) {
                if let Some(others_weight) = weights.weight(b, other) {
                    sum += near * weight * others_weight;
                }
            }
        }
        sum
    }
}

fn nearest(directions: &Directions, word: u32, words: &[u32]) -> Vec<(u32, u32, f32)> {
    let others = words.iter().filter(|other| **other != word);
    let cosines = others.map(|&other| (word, other, directions.cosine(word as usize, other as usize)));
    let mut near: Vec<(u32, u32, f32)> = cosines.filter(|(.., cosine)| *cosine >= NEAR).collect();
    near.sort_unstable_by(|x, y| y.2.total_cmp(&x.2).then(x.1.cmp(&y.1)));
    near.truncate(NEAREST);
    near
}

#[cfg(test)]
mod tests {
    use super::super::directions::Direction;
    use super::*;

    fn alike(vectors: &[[f32; 2]]) -> Alike {
        let directions = Directions::new(2, vectors.iter().map(|vector| Direction::of(vector)));
        Alike::new(&directions, &vec![1; vectors.len()])
    }

    fn rows(passages: &[&[(u32, f32)]]) -> Rows {
        let mut rows = Rows::default();
        for passage in passages {
            rows.push(passage.iter().copied());
        }
        rows
    }

    #[test]
    fn words_that_point_the_same_way_are_shared_as_far_as_they_do() {
        let found = alike(&[[1.0, 0.0], [3.0, 4.0], [0.0, 1.0], [0.0, 0.0]]);
        let passages = rows(&[&[(0, 2.0)], &[(1, 3.0)], &[(2, 1.0), (3, 1.0)], &[(0, 1.0), (9, 1.0)]]);
        assert!((found.score(&passages, 0, 1) - 6.0 * 0.36).abs() < 0.1);
        assert!((found.score(&passages, 1, 2) - 3.0 * 0.64).abs() < 0.1);
        assert!(found.score(&passages, 0, 2) <= 0.0, "far apart");
        assert!(found.score(&passages, 0, 3) <= 0.0, "the same word is another's matter");
        assert_eq!(found.score(&passages, 2, 1).to_bits(), found.score(&passages, 1, 2).to_bits());
    }
}
