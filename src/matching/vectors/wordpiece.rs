//! Word pieces: a word is cut into the longest pieces that there are, from its beginning on (Wu
//! and others, *Google's Neural Machine Translation System*, 2016).

use std::collections::HashMap;

use super::letters::Letter;

#[derive(Debug)]
pub(super) struct WordPiece {
    pub(super) pieces: HashMap<String, u32>,
    /// Stands before pieces that do not begin a word.
    pub(super) prefix: String,
    /// Longer words have no tokens.
    pub(super) longest_word: usize,
}

impl WordPiece {
    /// Calls `token` with each piece, as positions of its letters. A word of which any part is no
    /// piece has none.
    pub(super) fn tokens(&self, word: &[Letter], token: &mut dyn FnMut(usize, usize, u32)) {
        let mut found = Vec::new();
        let mut start = 0;
        while start < word.len() && word.len() <= self.longest_word {
            let mut piece = if start == 0 { String::new() } else { self.prefix.clone() };
            piece.extend(word[start..].iter().map(|letter| letter.c));
            let longest = (start + 1..=word.len()).rev().find_map(|end| {
                let known = self.pieces.get(&piece).copied();
                piece.pop();
                Some((end, known?))
            });
            let Some((end, number)) = longest else { return };
            found.push((start, end, number));
            start = end;
        }
        for (start, end, number) in found {
            token(start, end, number);
        }
    }
}
