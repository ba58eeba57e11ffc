//! Runs of words that documents share: who quotes whom, or both the same third.
//!
//! Seeds (`seeds`) are extended both ways by alignment (`align`) and put together (`runs`, `groups`).
//! Numbers are words like all others. A run most of whose shingles stand in many places is a
//! commonplace, a greeting or a formula: it is marked, and found at least once for each document
//! that has it, but not for each pair of them. Nothing here is quadratic in the number of words,
//! and the same documents give the same runs.

mod align;
mod groups;
mod runs;
mod seeds;
mod words;

use std::ops::Range;

use crate::text::{BlockIndex, Document, DocumentIndex, Span};

pub use seeds::Scope;

use align::{Piece, Stretch};
use seeds::Seeds;
use words::Words;

/// Of ten shared shingles of a commonplace at least this many are common ones.
const COMMON_OF_TEN: usize = 9;

/// What some documents share, ready to be listed and asked about. Holds no text.
#[derive(Debug, Default)]
pub struct Quotations {
    words: Words,
    /// In order of both places.
    runs: Vec<Run>,
    /// For each block with words, where its runs begin in `in_block`, and the end.
    starts: Vec<u32>,
    /// Runs by the blocks that either side touches.
    in_block: Vec<u32>,
}

#[derive(Debug)]
struct Run {
    stretch: Stretch,
    commonplace: bool,
}

/// One of the places in which shared words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    pub document: DocumentIndex,
    /// The block of the first word, and the byte of the block's text where it begins.
    pub start: (BlockIndex, usize),
    /// The block of the last word, and the byte of the block's text where it ends.
    pub end: (BlockIndex, usize),
}

/// A run of words that stands in two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reuse {
    /// The earlier place, by document.
    pub a: Extent,
    pub b: Extent,
    /// Words that both have, in the same order.
    pub words: usize,
    /// Twice the shared words over the words of both: 1 for a run without a change.
    pub similarity: f32,
    pub commonplace: bool,
}

/// Words that stand in two places or more, runs of them put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Every place, in order of the documents.
    pub places: Vec<Extent>,
    /// Shared words of the longest run.
    pub words: usize,
    /// The least similarity of two places that were compared.
    pub similarity: f32,
    /// Whether all its runs are commonplaces.
    pub commonplace: bool,
}

/// A part of a block: a sentence, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub document: DocumentIndex,
    pub block: BlockIndex,
    /// Bytes of the block's text.
    pub span: Span,
}

/// Words that two parts share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    pub words: usize,
    /// Where they stand in each, as bytes of the block's text: one span for words in a row.
    pub spans_a: Vec<Span>,
    pub spans_b: Vec<Span>,
    /// Whether all of them belong to commonplaces.
    pub commonplace: bool,
}

impl Quotations {
    /// Finds what the prose of the documents shares.
    pub fn find(documents: &[Document], scope: Scope) -> Self {
        let words = Words::new(documents);
        let seeds = Seeds::new(&words);
        let found =
            words.documents().flat_map(|document| runs::of_document(&words, &seeds, &document, scope));
        let runs =
            found.map(|stretch| Run { commonplace: is_commonplace(&seeds, &stretch), stretch }).collect();
        Self { words, runs, ..Self::default() }.indexed()
    }

    /// Lists the runs of each block.
    fn indexed(mut self) -> Self {
        let mut touched: Vec<(u32, u32)> = Vec::new();
        for (number, run) in self.runs.iter().enumerate() {
            for side in [run.stretch.a(), run.stretch.b()] {
                let blocks = self.words.block_at(side.start)..=self.words.block_at(side.end - 1);
                touched.extend(blocks.map(|block| (block as u32, number as u32)));
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let blocks = 0..=self.words.block_count();
        self.starts =
            blocks.map(|block| touched.partition_point(|at| (at.0 as usize) < block) as u32).collect();
        self.in_block = touched.into_iter().map(|(_, run)| run).collect();
        self
    }

    /// Whether nothing is shared.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Every run, the one with most shared words first, then in order of the texts.
    pub fn longest_first(&self) -> Vec<Reuse> {
        let mut found: Vec<Reuse> = self.runs.iter().map(|run| self.reuse(run)).collect();
        found.sort_by_key(|reuse| std::cmp::Reverse(reuse.words));
        found
    }

    /// Who has the same words where: runs with a place in common put together, the one with most
    /// shared words first. Commonplaces and other runs are kept apart.
    pub fn groups(&self) -> Vec<Group> {
        let (common, others) = self.runs.iter().partition::<Vec<&Run>, _>(|run| run.commonplace);
        let mut groups = self.grouped(&others);
        groups.extend(self.grouped(&common));
        groups.sort_by(|one, other| other.words.cmp(&one.words).then(one.places.cmp(&other.places)));
        groups
    }

    fn grouped(&self, runs: &[&Run]) -> Vec<Group> {
        let stretches: Vec<&Stretch> = runs.iter().map(|run| &run.stretch).collect();
        let group = |numbers: Vec<usize>| {
            let members = || numbers.iter().map(|&number| stretches[number]);
            Group {
                places: groups::places(members()).into_iter().map(|place| self.extent(place)).collect(),
                words: members().map(|run| run.shared() as usize).max().unwrap_or(0),
                similarity: members().map(Stretch::similarity).fold(1.0, f32::min),
                commonplace: numbers.iter().all(|&number| runs[number].commonplace),
            }
        };
        groups::grouped(&stretches).into_iter().map(group).collect()
    }

    fn reuse(&self, run: &Run) -> Reuse {
        Reuse {
            a: self.extent(run.stretch.a()),
            b: self.extent(run.stretch.b()),
            words: run.stretch.shared() as usize,
            similarity: run.stretch.similarity(),
            commonplace: run.commonplace,
        }
    }

    fn extent(&self, at: Range<u32>) -> Extent {
        let ((first, start), (last, end)) = (self.words.place(at.start), self.words.place(at.end - 1));
        Extent {
            document: DocumentIndex(self.words.document_at(at.start)),
            start: (first, start.start),
            end: (last, end.end),
        }
    }

    /// Which words of runs two parts share; `None` where they share none. Asked the other way
    /// round, the answer is mirrored.
    pub fn shared(&self, a: Part, b: Part) -> Option<Shared> {
        let (block_a, in_a) = self.words.within(a.document, a.block, a.span)?;
        let (block_b, in_b) = self.words.within(b.document, b.block, b.span)?;
        let mut shared = Shared { commonplace: true, ..Shared::default() };
        let mirrored = in_a.start > in_b.start;
        let (first, second) = if mirrored { (&in_b, &in_a) } else { (&in_a, &in_b) };
        let fewer = self.runs_in(block_a).len() <= self.runs_in(block_b).len();
        for &run in self.runs_in(if fewer { block_a } else { block_b }) {
            let run = &self.runs[run as usize];
            let before = shared.words;
            for piece in clipped(&run.stretch, first, second) {
                shared.words += piece.length as usize;
                shared.spans_a.push(self.span(piece.a, piece.length));
                shared.spans_b.push(self.span(piece.b, piece.length));
            }
            shared.commonplace &= run.commonplace || shared.words == before;
        }
        if mirrored {
            std::mem::swap(&mut shared.spans_a, &mut shared.spans_b);
        }
        (shared.words > 0).then_some(shared)
    }

    fn runs_in(&self, block: usize) -> &[u32] {
        &self.in_block[self.starts[block] as usize..self.starts[block + 1] as usize]
    }

    /// From the first of some words in a row to the last, in one block.
    fn span(&self, first: u32, length: u32) -> Span {
        let (start, end) = (self.words.place(first).1, self.words.place(first + length - 1).1);
        Span::new(start.start, end.end)
    }
}

fn is_commonplace(seeds: &Seeds, stretch: &Stretch) -> bool {
    let (a, b) = (seeds.shared_and_common(&stretch.a()), seeds.shared_and_common(&stretch.b()));
    let (shared, common) = (a.0 + b.0, a.1 + b.1);
    common > 0 && common * 10 >= shared * COMMON_OF_TEN
}

/// The parts of the shared words that lie in both ranges.
fn clipped<'a>(
    stretch: &'a Stretch,
    in_a: &'a Range<u32>,
    in_b: &'a Range<u32>,
) -> impl Iterator<Item = Piece> + 'a {
    let from = stretch.pieces.partition_point(|piece| piece.a + piece.length <= in_a.start);
    let pieces = stretch.pieces[from..].iter().take_while(|piece| piece.a < in_a.end);
    pieces.filter_map(|piece| {
        let skipped = in_a.start.saturating_sub(piece.a).max(in_b.start.saturating_sub(piece.b));
        let end = piece.length.min(in_a.end - piece.a).min(in_b.end.saturating_sub(piece.b));
        (skipped < end).then(|| Piece { a: piece.a + skipped, b: piece.b + skipped, length: end - skipped })
    })
}

#[cfg(test)]
mod tests;
