//! How far two texts run together around a place where they share a few words.
//!
//! From a seed both ways: equal words are walked over; where the words part, the best local
//! alignment (Smith and Waterman 1981) of the next few of each decides whether and where the two
//! meet again. So the cost is linear in the length of what is found.

use std::ops::Range;

use super::words::Words;

/// Words of each side among which a meeting is looked for.
const REACH: usize = 16;

/// Shared words in a row, the same number on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) length: u32,
}

/// Two stretches of words that run together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Ascending on both sides, without overlap; never empty.
    pub(super) pieces: Vec<Piece>,
}

impl Stretch {
    /// Aligns what stands around the shared word at `a` and `b`, inside the limits of each side.
    /// The two sides do not run into each other, as they could in one document.
    pub(super) fn around(words: &Words, (a, b): (u32, u32), one: &Range<u32>, other: &Range<u32>) -> Self {
        let least_b = other.start.max(a + 1);
        let left = walk(&Side::before(words, one.start..a), &Side::before(words, least_b..b));
        let end_a = one.end.min(b - left.last().map_or(0, |step| step.b + step.length));
        let right = walk(&Side::after(words, a..end_a), &Side::after(words, b..other.end));
        let mut pieces = Vec::with_capacity(left.len() + right.len());
        let mirrored = left.iter().rev().map(|step| Piece {
            a: a - step.a - step.length,
            b: b - step.b - step.length,
            length: step.length,
        });
        mirrored.for_each(|piece| push(&mut pieces, piece));
        let shifted = right.iter().map(|step| Piece { a: a + step.a, b: b + step.b, length: step.length });
        shifted.for_each(|piece| push(&mut pieces, piece));
        Self { pieces }
    }

    pub(super) fn a(&self) -> Range<u32> {
        self.range(|piece| piece.a)
    }

    pub(super) fn b(&self) -> Range<u32> {
        self.range(|piece| piece.b)
    }

    fn range(&self, start: impl Fn(&Piece) -> u32) -> Range<u32> {
        let first = self.pieces.first().map_or(0, &start);
        first..self.pieces.last().map_or(first, |last| start(last) + last.length)
    }

    /// Shared words.
    pub(super) fn shared(&self) -> u32 {
        self.pieces.iter().map(|piece| piece.length).sum()
    }

    /// Twice the shared words over the words of both sides: 1 for a run without a change.
    pub(super) fn similarity(&self) -> f32 {
        let both = self.a().len() + self.b().len();
        2.0 * self.shared() as f32 / both.max(1) as f32
    }

    /// Takes over the pieces of a stretch that follows on both sides.
    pub(super) fn append(&mut self, next: Self) {
        next.pieces.into_iter().for_each(|piece| push(&mut self.pieces, piece));
    }
}

/// Adds a piece, joined to the last one when it goes on where that ends.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last) if last.a + last.length == piece.a && last.b + last.length == piece.b => {
            last.length += piece.length;
        }
        _ => pieces.push(piece),
    }
}

/// Words of one text, read away from the seed.
struct Side<'a> {
    numbers: &'a [u32],
    backwards: bool,
}

impl<'a> Side<'a> {
    fn before(words: &'a Words, at: Range<u32>) -> Self {
        Self { numbers: words.numbers(at), backwards: true }
    }

    fn after(words: &'a Words, at: Range<u32>) -> Self {
        Self { numbers: words.numbers(at), backwards: false }
    }

    fn get(&self, at: usize) -> Option<u32> {
        let at = if self.backwards { self.numbers.len().checked_sub(at + 1)? } else { at };
        self.numbers.get(at).copied()
    }

    /// How many words there are from `at` on, at most as many as are looked at.
    fn reach(&self, at: usize) -> usize {
        self.numbers.len().saturating_sub(at).min(REACH)
    }
}

/// Shared words from the beginning of both sides on, as distances from it.
fn walk(a: &Side<'_>, b: &Side<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut i, mut j) = (0, 0);
    loop {
        let equal = (0..).take_while(|at| a.get(i + at).is_some_and(|word| b.get(j + at) == Some(word)));
        let length = equal.count();
        if length > 0 {
            push(&mut pieces, Piece { a: i as u32, b: j as u32, length: length as u32 });
        }
        (i, j) = (i + length, j + length);
        let Some((steps, over)) = bridge(a, b, (i, j)) else { return pieces };
        for (x, y) in steps {
            push(&mut pieces, Piece { a: (i + x) as u32, b: (j + y) as u32, length: 1 });
        }
        (i, j) = (i + over.0, j + over.1);
    }
}

/// How a cell of the alignment was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Shared,
    Changed,
    OnlyA,
    OnlyB,
}

/// Shared words beyond a gap, as distances from where it begins, and how far they reach.
type Bridge = (Vec<(usize, usize)>, (usize, usize));

/// The best alignment of what follows on both sides: one for a shared word, minus one for a
/// changed, left out or added one. `None` where more is changed than shared.
fn bridge(a: &Side<'_>, b: &Side<'_>, (i, j): (usize, usize)) -> Option<Bridge> {
    let (rows, columns) = (a.reach(i), b.reach(j));
    let mut steps = [[Step::OnlyA; REACH + 1]; REACH + 1];
    let mut scores: [i8; REACH + 1] = std::array::from_fn(|column| -(column as i8));
    let (mut best, mut end) = (0, (0, 0));
    for (x, row) in (1..=rows).zip(&mut steps[1..]) {
        let word = a.get(i + x - 1);
        let mut diagonal = std::mem::replace(&mut scores[0], -(x as i8));
        for y in 1..=columns {
            let together = if word == b.get(j + y - 1) {
                (diagonal + 1, Step::Shared)
            } else {
                (diagonal - 1, Step::Changed)
            };
            let (score, step) =
                better(together, better((scores[y] - 1, Step::OnlyA), (scores[y - 1] - 1, Step::OnlyB)));
            diagonal = std::mem::replace(&mut scores[y], score);
            row[y] = step;
            if score > best || (score == best && x + y < end.0 + end.1) {
                (best, end) = (score, (x, y));
            }
        }
    }
    (best > 0).then(|| (trace(&steps, end), end))
}

/// The one with the higher score, the first of equal ones.
fn better(one: (i8, Step), other: (i8, Step)) -> (i8, Step) {
    if other.0 > one.0 { other } else { one }
}

/// The shared words on the way to the cell, in order.
fn trace(steps: &[[Step; REACH + 1]; REACH + 1], end: (usize, usize)) -> Vec<(usize, usize)> {
    let (mut x, mut y) = end;
    let mut shared = Vec::new();
    while x > 0 && y > 0 {
        match steps[x][y] {
            Step::Shared => {
                (x, y) = (x - 1, y - 1);
                shared.push((x, y));
            }
            Step::Changed => (x, y) = (x - 1, y - 1),
            Step::OnlyA => x -= 1,
            Step::OnlyB => y -= 1,
        }
    }
    shared.reverse();
    shared
}
