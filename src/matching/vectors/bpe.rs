//! Byte pair encoding: letters are joined pair by pair, the pair that was learned first before the
//! others (Sennrich, Haddow and Birch 2016). A heap finds it, so that a long text costs no more
//! than `n log n`.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::letters::Letter;

#[derive(Debug)]
pub(super) struct Bpe {
    pub(super) pieces: HashMap<String, u32>,
    /// What two pieces become, and how early that was learned.
    pub(super) joins: HashMap<(u32, u32), Join>,
    /// The pieces of single bytes, for letters that are no piece.
    pub(super) bytes: Option<Vec<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Join {
    pub(super) rank: u32,
    pub(super) piece: u32,
}

/// A piece in the row, which is a linked list.
#[derive(Clone, Copy)]
struct Symbol {
    /// `None` for what is no piece, and where it was joined to the one before.
    piece: Option<u32>,
    start: usize,
    end: usize,
    before: Option<usize>,
    after: Option<usize>,
}

impl Bpe {
    /// Calls `token` with each piece, as positions of its letters.
    pub(super) fn tokens(&self, word: &[Letter], token: &mut dyn FnMut(usize, usize, u32)) {
        let mut symbols = self.symbols(word);
        let mut heap = BinaryHeap::new();
        (1..symbols.len()).for_each(|right| self.push(&symbols, right - 1, &mut heap));
        while let Some(Reverse((join, left, pair))) = heap.pop() {
            let Some(right) = symbols[left].after else { continue };
            if (symbols[left].piece, symbols[right].piece) != pair {
                continue;
            }
            let gone = symbols[right];
            symbols[right].piece = None;
            symbols[left] =
                Symbol { piece: Some(join.piece), end: gone.end, after: gone.after, ..symbols[left] };
            if let Some(after) = gone.after {
                symbols[after].before = Some(left);
                self.push(&symbols, left, &mut heap);
            }
            if let Some(before) = symbols[left].before {
                self.push(&symbols, before, &mut heap);
            }
        }
        let pieces = symbols.iter().filter_map(|symbol| Some((symbol.start, symbol.end, symbol.piece?)));
        pieces.for_each(|(start, end, piece)| token(start, end, piece));
    }

    /// Letters, or the bytes of those that are no piece.
    fn symbols(&self, word: &[Letter]) -> Vec<Symbol> {
        let mut symbols: Vec<Symbol> = Vec::with_capacity(word.len());
        let mut buffer = [0; 4];
        for (at, letter) in word.iter().enumerate() {
            let text = letter.c.encode_utf8(&mut buffer);
            let whole = self.pieces.get(&*text).copied();
            let bytes = self.bytes.as_ref().filter(|_| whole.is_none());
            let pieces = match bytes {
                Some(bytes) => text.bytes().map(|byte| Some(bytes[usize::from(byte)])).collect(),
                None => vec![whole],
            };
            for piece in pieces {
                let next = symbols.len();
                symbols.push(Symbol {
                    piece,
                    start: at,
                    end: at + 1,
                    before: next.checked_sub(1),
                    after: Some(next + 1),
                });
            }
        }
        if let Some(last) = symbols.last_mut() {
            last.after = None;
        }
        symbols
    }

    /// The leftmost of equal pairs is joined first.
    fn push(&self, symbols: &[Symbol], left: usize, heap: &mut BinaryHeap<Reverse<Candidate>>) {
        let Some(right) = symbols[left].after else { return };
        let pair = (symbols[left].piece, symbols[right].piece);
        let (Some(a), Some(b)) = pair else { return };
        if let Some(&join) = self.joins.get(&(a, b)) {
            heap.push(Reverse((join, left, pair)));
        }
    }
}

/// What two pieces would become, where the first stands, and which they were.
type Candidate = (Join, usize, (Option<u32>, Option<u32>));
