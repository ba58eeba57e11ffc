//! Static vectors: a row of numbers for each token, from a file that the reader names.
//!
//! Words that are used alike have vectors that point alike, so a mean of vectors can tell that two
//! passages speak of the same in other words. Nothing is computed in context, so that a text costs
//! a look-up for each token. None of this is needed, and no weights are part of the program.
//!
//! Two forms are read: a `safetensors` file with one table, beside the `tokenizer.json` that says
//! how text becomes rows of it; and word vectors as text, a word and its numbers on each line.
//! Opening files is left to others.

mod bpe;
mod letters;
mod lines;
mod tokenizer;
mod unigram;
mod weights;
mod wordpiece;

use std::collections::HashMap;

use crate::text::Span;
use crate::text::word::{folded, words};

use tokenizer::Tokenizer;

/// Bytes of a text that are looked at: many times what a passage has.
const MOST_BYTES: usize = 1 << 18;

/// Why vectors cannot be used. Each says what is wrong, to be put after the name of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VectorsError {
    /// The file of weights is damaged or of another kind.
    #[error("no safetensors file: {0}")]
    Weights(String),
    /// `tokenizer.json` is damaged or lacks something.
    #[error("no tokenizer.json that can be used: {0}")]
    Tokenizer(String),
    /// A kind of tokenizer that this program does not have.
    #[error("this tokenizer needs the {part} '{kind}', which is not known")]
    Unknown { part: &'static str, kind: String },
    /// A token has no row.
    #[error(
        "the tokenizer has tokens up to {largest}, the table has {rows} rows: they do not belong together"
    )]
    TooFewRows { largest: u32, rows: usize },
    /// A line of word vectors is not like the others.
    #[error("line {line}: {problem}")]
    Line { line: usize, problem: String },
}

/// Vectors of tokens, and how a text becomes tokens.
#[derive(Debug)]
pub struct StaticVectors {
    table: Table,
    tokens: Tokens,
}

/// Rows of equal length, one after the other.
#[derive(Debug, Default, PartialEq)]
struct Table {
    numbers: Vec<f32>,
    /// Numbers of a row; at least 1.
    width: usize,
}

#[derive(Debug)]
enum Tokens {
    Pieces(Tokenizer),
    Words(HashMap<String, u32>),
}

impl StaticVectors {
    /// A `safetensors` file with one table of two dimensions (F32, F16 or BF16; the name does not
    /// matter) and the `tokenizer.json` that belongs to it.
    pub fn from_bytes(weights: &[u8], tokenizer: &[u8]) -> Result<Self, VectorsError> {
        let table = weights::read(weights)?;
        let tokenizer = Tokenizer::read(tokenizer)?;
        let (largest, rows) = (tokenizer.largest(), table.rows());
        if largest as usize >= rows {
            return Err(VectorsError::TooFewRows { largest, rows });
        }
        Ok(Self { table, tokens: Tokens::Pieces(tokenizer) })
    }

    /// Word vectors as text: on each line a word and its numbers, parted by spaces. A first line
    /// with the number of words and of numbers is allowed, as `word2vec` writes it.
    pub fn from_lines(text: &[u8]) -> Result<Self, VectorsError> {
        let (table, words) = lines::read(text)?;
        Ok(Self { table, tokens: Tokens::Words(words) })
    }

    /// Numbers of a vector.
    pub fn width(&self) -> usize {
        self.table.width
    }

    /// The tokens of a text that have vectors, in order, with the bytes they stand for. What the
    /// tokenizer has no token for is left out, and so is what follows the first 256 KiB.
    pub fn embed(&self, text: &str) -> Vec<(Span, u32)> {
        let text = &text[..text.floor_char_boundary(MOST_BYTES)];
        match &self.tokens {
            Tokens::Pieces(tokenizer) => tokenizer.tokens(text),
            Tokens::Words(known) => {
                let row = |word: &str| known.get(word).or_else(|| known.get(&folded(word))).copied();
                words(text).filter_map(|(span, word)| Some((span, row(word)?))).collect()
            }
        }
    }

    /// The vector of a token; empty for one that there is not.
    pub fn vector(&self, token: u32) -> &[f32] {
        let start = (token as usize).saturating_mul(self.table.width);
        self.table.numbers.get(start..start.saturating_add(self.table.width)).unwrap_or_default()
    }

    /// The mean of the vectors of a text's tokens; zeros where it has none.
    pub fn pooled(&self, text: &str) -> Vec<f32> {
        let tokens = self.embed(text);
        let mut mean: Vec<f32> = vec![0.0; self.table.width];
        for (_, token) in &tokens {
            mean.iter_mut().zip(self.vector(*token)).for_each(|(sum, number)| *sum += number);
        }
        let count = tokens.len().max(1) as f32;
        mean.iter().map(|sum| sum / count).collect()
    }
}

impl Table {
    fn rows(&self) -> usize {
        self.numbers.len() / self.width.max(1)
    }
}

#[cfg(test)]
mod tests;
