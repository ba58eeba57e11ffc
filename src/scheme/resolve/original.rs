//! Finds the sentences that were coded in a text that may have other paragraphs or a few other
//! words.

use std::collections::{HashMap, HashSet};

use crate::scheme::format::{CodingRecord, Place};
use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex, hash};

/// Most bits in which the near hash of a sentence may differ from the one recorded, of 64.
/// Unrelated sentences lie around 32, five standard deviations away.
const NEAR: u32 = 12;

/// Most sentences that one recorded sentence may be cut into.
const MOST_CUTS: usize = 3;

/// How a record fits the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Exact(Passage),
    /// The same words, here cut in so many sentences, of which this is the first.
    Cut(Passage, usize),
    Near(Passage),
    NotRetold,
    /// With the reason, to follow the sentence's address.
    Lost(&'static str),
}

impl Fit {
    pub(super) fn passage(self) -> Option<Passage> {
        match self {
            Self::Exact(passage) | Self::Cut(passage, _) | Self::Near(passage) => Some(passage),
            Self::NotRetold | Self::Lost(_) => None,
        }
    }

    /// Every passage that the coding holds for.
    pub(super) fn passages(self) -> impl Iterator<Item = Passage> {
        let count = if let Self::Cut(_, count) = self { count } else { 1 };
        self.passage().into_iter().flat_map(move |first| {
            let later = move |by| first.sentence.map(|first| SentenceIndex(first.0 + by));
            (0..count).map(move |by| Passage { sentence: later(by), ..first })
        })
    }
}

/// One sentence of the document, in the order of the text.
struct Sentence {
    passage: Passage,
    place: Place,
    near: u64,
}

/// One fit for each record.
pub(super) fn fits(
    document: &Document,
    index: DocumentIndex,
    records: &[(Place, &CodingRecord)],
) -> Vec<Fit> {
    if records.iter().all(|(_, record)| record.hash.is_none()) {
        return records.iter().map(|(place, _)| by_position(document, index, *place)).collect();
    }
    let text = Text::new(document, index);
    let mut taken = HashSet::new();
    let exact: Vec<Option<usize>> =
        records.iter().map(|(place, record)| text.exact(*place, record.hash?, &mut taken)).collect();
    let mut fits = Vec::with_capacity(records.len());
    for (number, (place, record)) in records.iter().enumerate() {
        fits.push(match (exact[number], record.hash) {
            (Some(found), _) => Fit::Exact(text.sentences[found].passage),
            (None, None) => by_position(document, index, *place),
            (None, Some(hash)) => {
                let gap = gap(&exact, number, text.sentences.len());
                let cut = cut(document, &text.sentences[gap.clone()], hash);
                cut.or_else(|| text.near(*place, record.near, gap, &mut taken))
                    .unwrap_or(Fit::Lost("does not fit"))
            }
        });
    }
    fits
}

fn by_position(document: &Document, index: DocumentIndex, place: Place) -> Fit {
    super::at_place(document, index, place).map_or(Fit::Lost("is not there"), Fit::Exact)
}

/// The sentences between those of the records before and after that fit exactly.
fn gap(exact: &[Option<usize>], number: usize, sentences: usize) -> std::ops::Range<usize> {
    let before = exact[..number].iter().rev().flatten().next().map_or(0, |&found| found + 1);
    let after = exact[number + 1..].iter().flatten().next().map_or(sentences, |&found| found);
    before..after.max(before)
}

/// Neighbouring sentences that together have these words: what ends a sentence is judged
/// differently by different programs.
fn cut(document: &Document, sentences: &[Sentence], hash: u64) -> Option<Fit> {
    (2..=MOST_CUTS).find_map(|count| {
        let mut runs = sentences.windows(count);
        let run = runs.find(|run| {
            let (first, last) = (run[0].passage, run[count - 1].passage);
            first.block == last.block && joined_hash(document, first, last) == Some(hash)
        })?;
        Some(Fit::Cut(run[0].passage, count))
    })
}

fn joined_hash(document: &Document, first: Passage, last: Passage) -> Option<u64> {
    let text = document.block_text(first.block);
    let (first, last) = (document.passage_span(first)?, document.passage_span(last)?);
    Some(hash::words_hash(text.get(first.start..last.end)?))
}

struct Text {
    sentences: Vec<Sentence>,
    by_hash: HashMap<u64, Vec<usize>>,
}

impl Text {
    fn new(document: &Document, index: DocumentIndex) -> Self {
        let mut text = Self { sentences: Vec::new(), by_hash: HashMap::new() };
        for (block, paragraph) in document.blocks().iter().enumerate() {
            let block = BlockIndex(block);
            let words = document.block_text(block);
            for (sentence, span) in document.sentences(block).into_iter().enumerate() {
                let place = Place { paragraph: paragraph.number, sentence: Some(sentence as u32 + 1) };
                let passage = Passage::sentence(index, block, SentenceIndex(sentence));
                let near = hash::near_hash(span.of(&words));
                text.by_hash.entry(hash::words_hash(span.of(&words))).or_default().push(text.sentences.len());
                text.sentences.push(Sentence { passage, place, near });
            }
        }
        text
    }

    /// The free sentence with these words that stands nearest to the place.
    fn exact(&self, place: Place, hash: u64, taken: &mut HashSet<usize>) -> Option<usize> {
        let found = self.by_hash.get(&hash)?.iter().copied().filter(|sentence| !taken.contains(sentence));
        let found = found.min_by_key(|&sentence| distance(self.sentences[sentence].place, place))?;
        taken.insert(found);
        Some(found)
    }

    /// The free sentence with nearly these words at the place itself or in the gap.
    fn near(
        &self,
        place: Place,
        near: Option<u64>,
        gap: std::ops::Range<usize>,
        taken: &mut HashSet<usize>,
    ) -> Option<Fit> {
        let near = near?;
        let here = self.sentences.binary_search_by_key(&place, |sentence| sentence.place).ok();
        let found = here
            .into_iter()
            .chain(gap)
            .filter(|sentence| !taken.contains(sentence))
            .map(|sentence| (hash::near_distance(self.sentences[sentence].near, near), sentence))
            .filter(|&(bits, _)| bits <= NEAR)
            .min_by_key(|&(bits, sentence)| (bits, distance(self.sentences[sentence].place, place)))?;
        taken.insert(found.1);
        Some(Fit::Near(self.sentences[found.1].passage))
    }
}

/// How far apart two positions are: paragraphs first, then sentences.
fn distance(a: Place, b: Place) -> (u32, u32) {
    let sentences = a.sentence.unwrap_or(0).abs_diff(b.sentence.unwrap_or(0));
    (a.paragraph.abs_diff(b.paragraph), sentences)
}
