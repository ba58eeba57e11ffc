//! What passages have in common beyond their words: a vector for each, the mean of the static
//! vectors of its tokens, less the mean of the collection (Arora, Liang and Ma 2017 take off what
//! all sentences share for the same reason).
//!
//! How near two vectors are depends on the file they come from, so cosines are told in standard
//! deviations of passages that have nothing to do with each other.

use rayon::prelude::*;

use crate::text::word::folded;
use crate::text::{Document, Passage, Span};

use super::alike::Alike;
use super::directions::{Direction, Directions};
use super::features::function_words::is_function_word;
use super::index::best_first;
use super::intake::{Indexed, Intake, Term};
use super::model::EvidenceKind;
use super::vectors::StaticVectors;

/// Passages from which the collection's mean is taken.
const SAMPLE: usize = 4096;

/// Pairs from which is taken how near passages are that have nothing to do with each other: so
/// many passages, each with so many others.
const ASKING: usize = 512;
const ASKED: usize = 64;

/// A lesser deviation is that of a handful of passages.
const LEAST_DEVIATION: f32 = 0.05;

/// Passages that are all looked at for the nearest ones.
const MOST_SCANNED: usize = 1 << 17;

/// Words at least this near are told of.
const ALIKE: f32 = 0.35;

/// Pairs of words that are told of.
const PAIRS: usize = 3;

/// Vectors of passages, and of the words they are made of.
#[derive(Debug)]
pub(super) struct Pooled {
    passages: Directions,
    deviation: f32,
    documents: Directions,
    deviation_of_documents: f32,
    /// By number of the term; zeros for what is not worth telling of.
    terms: Directions,
    alike: Alike,
}

impl Pooled {
    pub(super) fn new(documents: &[Document], intake: &Intake, vectors: &StaticVectors) -> Self {
        let all = &intake.passages;
        let step = all.len().div_ceil(SAMPLE).max(1);
        let sample = of_texts(documents, all, |at| at % step == 0, |text| vectors.pooled(text));
        let mean = mean(&sample, vectors.width());
        let passages = of_texts(documents, all, |_| true, |text| centred(&vectors.pooled(text), &mean));
        let passages = Directions::new(vectors.width(), passages);
        let terms = of_terms(&intake.terms, vectors);
        let of_documents = document_ranges(all).map(|range| passages.sum(range));
        let documents = Directions::new(vectors.width(), of_documents);
        Self {
            deviation: deviation(&passages),
            deviation_of_documents: deviation(&documents),
            alike: Alike::new(&terms, &frequencies(intake)),
            passages,
            documents,
            terms,
        }
    }

    /// Words that are used alike, by number of the term.
    pub(super) fn words(&self) -> &Alike {
        &self.alike
    }

    /// As [`Self::nearness`], of two documents, counted from 0.
    pub(super) fn nearness_of_documents(&self, a: usize, b: usize) -> f32 {
        (self.documents.cosine(a, b) / self.deviation_of_documents).max(0.0)
    }

    /// How many standard deviations nearer the two are than any two passages; not negative. The
    /// same from either side.
    pub(super) fn nearness(&self, a: usize, b: usize) -> f32 {
        (self.passages.cosine(a, b) / self.deviation).max(0.0)
    }

    /// The passages outside a document, which is this range of passages, that are nearest to one;
    /// none in a collection that is too large to look at all.
    pub(super) fn nearest(&self, passage: usize, document: std::ops::Range<usize>, top: usize) -> Vec<u32> {
        if self.passages.len() > MOST_SCANNED || !self.passages.is_set(passage) {
            return Vec::new();
        }
        let others = (0..document.start).chain(document.end..self.passages.len());
        let mut near: Vec<(u32, f32)> = others
            .map(|other| (other as u32, self.passages.cosine(passage, other)))
            .filter(|(_, cosine)| *cosine > self.deviation)
            .collect();
        if near.len() > top {
            near.select_nth_unstable_by(top, best_first);
            near.truncate(top);
        }
        near.into_iter().map(|(other, _)| other).collect()
    }

    /// The words of the two that are most alike without being the same: of terms with their
    /// weights, each told of once.
    pub(super) fn alike(&self, terms: &[Term], a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, u32)> {
        let only = |own: &[(u32, f32)], other: &[(u32, f32)]| -> Vec<(u32, f32)> {
            let shared = |term: u32| other.iter().any(|(other, _)| *other == term);
            own.iter().copied().filter(|(term, _)| !shared(*term)).collect()
        };
        let (of_a, of_b) = (only(a, b), only(b, a));
        let mut pairs = Vec::new();
        for &(one, weight) in &of_a {
            for &(other, others_weight) in &of_b {
                let cosine = self.terms.cosine(one as usize, other as usize);
                if cosine >= ALIKE {
                    pairs.push(((one, other), cosine * (weight * others_weight)));
                }
            }
        }
        pairs.sort_by(|x, y| y.1.total_cmp(&x.1));
        let mut told: Vec<(u32, u32)> = Vec::new();
        for ((one, other), _) in pairs {
            let text = |term: u32| folded(&terms[term as usize].text);
            let is_new = told.iter().all(|(a, b)| *a != one && *b != other);
            if told.len() < PAIRS && is_new && text(one) != text(other) {
                told.push((one, other));
            }
        }
        told
    }
}

/// A vector less the mean; zeros stay zeros.
fn centred(vector: &[f32], mean: &[f32]) -> Direction {
    if vector.iter().all(|number| *number == 0.0) {
        return Direction::of(vector);
    }
    Direction::of(&vector.iter().zip(mean).map(|(own, mean)| own - mean).collect::<Vec<_>>())
}

/// Words less the mean of words; zeros for what carries no matter.
fn of_terms(terms: &[Term], vectors: &StaticVectors) -> Directions {
    let pooled = |term: &Term| match term.kind {
        EvidenceKind::Term | EvidenceKind::Name if carries_matter(&term.text) => vectors.pooled(&term.text),
        _ => vec![0.0; vectors.width()],
    };
    let step = terms.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<Vec<f32>> = terms.iter().step_by(step).map(pooled).collect();
    let mean = mean(&sample, vectors.width());
    let directions: Vec<Direction> = terms.par_iter().map(|term| centred(&pooled(term), &mean)).collect();
    Directions::new(vectors.width(), directions)
}

/// The passages of each document.
fn document_ranges(passages: &[Indexed]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut start = 0;
    passages.chunk_by(|a, b| a.passage.document == b.passage.document).map(move |run| {
        start += run.len();
        start - run.len()..start
    })
}

/// By number of the term: in how many passages it stands.
fn frequencies(intake: &Intake) -> Vec<u32> {
    let mut frequencies = vec![0; intake.terms.len()];
    for passage in &intake.passages {
        let mut own: Vec<u32> =
            passage.words.iter().chain(&passage.extras).map(|placed| placed.term).collect();
        own.sort_unstable();
        own.dedup();
        for term in own {
            frequencies[term as usize] += 1;
        }
    }
    frequencies
}

/// Neither grammar nor a number: all of these are used like each other.
fn carries_matter(word: &str) -> bool {
    !is_function_word(&folded(word)) && !word.contains(char::is_numeric)
}

/// Something of the text of each passage that is wanted, by its position, on all processors.
fn of_texts<T: Send>(
    documents: &[Document],
    passages: &[Indexed],
    wanted: impl Fn(usize) -> bool + Sync,
    of: impl Fn(&str) -> T + Sync,
) -> Vec<T> {
    let mut blocks = Vec::new();
    let mut start = 0;
    // A block is cut into sentences once.
    for block in passages.chunk_by(|a, b| place(a) == place(b)) {
        blocks.push((start, block));
        start += block.len();
    }
    let of_block = |(start, block): &(usize, &[Indexed])| -> Vec<T> {
        let wanted: Vec<Passage> = (*start..)
            .zip(*block)
            .filter(|(at, _)| wanted(*at))
            .map(|(_, indexed)| indexed.passage)
            .collect();
        let Some(first) = wanted.first() else { return Vec::new() };
        let document = &documents[first.document.0];
        let (text, sentences) = (document.block_text(first.block), document.sentences(first.block));
        let span = |passage: &Passage| match passage.sentence {
            Some(sentence) => sentences.get(sentence.0).copied().unwrap_or_default(),
            None => Span::new(0, text.len()),
        };
        wanted.iter().map(|passage| of(span(passage).of(&text))).collect()
    };
    let all: Vec<Vec<T>> = blocks.par_iter().map(of_block).collect();
    all.into_iter().flatten().collect()
}

fn place(indexed: &Indexed) -> (usize, usize) {
    (indexed.passage.document.0, indexed.passage.block.0)
}

/// The mean of vectors, without those of zeros.
fn mean(vectors: &[Vec<f32>], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0; width];
    let mut count = 0.0_f32;
    for vector in vectors.iter().filter(|vector| vector.iter().any(|number| *number != 0.0)) {
        sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number);
        count += 1.0;
    }
    sum.iter().map(|sum| sum / count.max(1.0)).collect()
}

/// Of the cosines of any two passages.
fn deviation(passages: &Directions) -> f32 {
    let set: Vec<usize> = (0..passages.len()).filter(|row| passages.is_set(*row)).collect();
    let every = |most: usize| set.iter().copied().step_by(set.len().div_ceil(most).max(1));
    let of = |a: usize| {
        every(ASKED).filter(move |b| *b != a).map(move |b| passages.cosine(a, b).powi(2)).collect::<Vec<_>>()
    };
    let squares: Vec<f32> = every(ASKING).flat_map(of).collect();
    (squares.iter().sum::<f32>() / squares.len().max(1) as f32).sqrt().max(LEAST_DEVIATION)
}
