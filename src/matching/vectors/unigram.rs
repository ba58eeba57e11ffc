//! Pieces with probabilities: a text is cut so that the product is greatest (Kudo, *Subword
//! Regularization*, 2018), by Viterbi's algorithm.

use std::collections::HashMap;

use super::letters::Letter;

/// What a letter that is no piece costs more than the least likely piece.
const UNKNOWN: f64 = 10.0;

#[derive(Debug)]
pub(super) struct Unigram {
    /// Numbers and logarithms of probabilities.
    pub(super) pieces: HashMap<String, (u32, f64)>,
    /// Letters of the longest piece.
    pub(super) longest: usize,
    pub(super) least: f64,
}

/// The best way to a position: its score, where its last piece begins, and that piece.
type Way = (f64, usize, Option<u32>);

impl Unigram {
    /// Calls `token` with each piece, as positions of its letters.
    pub(super) fn tokens(&self, word: &[Letter], token: &mut dyn FnMut(usize, usize, u32)) {
        let mut ways: Vec<Way> = vec![(f64::NEG_INFINITY, 0, None); word.len() + 1];
        ways[0].0 = 0.0;
        for start in 0..word.len() {
            let score = ways[start].0;
            let mut take = |end: usize, way: Way| {
                if way.0 > ways[end].0 {
                    ways[end] = way;
                }
            };
            let mut piece = String::new();
            let mut single = false;
            for end in start + 1..=word.len().min(start + self.longest) {
                piece.push(word[end - 1].c);
                if let Some(&(number, weight)) = self.pieces.get(&piece) {
                    take(end, (score + weight, start, Some(number)));
                    single |= end == start + 1;
                }
            }
            if !single {
                take(start + 1, (score + self.least - UNKNOWN, start, None));
            }
        }
        let mut found = Vec::new();
        let mut end = word.len();
        while end > 0 {
            let (_, start, piece) = ways[end];
            found.extend(piece.map(|piece| (start, end, piece)));
            end = start;
        }
        found.into_iter().rev().for_each(|(start, end, piece)| token(start, end, piece));
    }
}
