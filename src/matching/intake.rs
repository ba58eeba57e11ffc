//! Takes the passages of documents in: their words, names, dates and figures by number.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex, Span};

use super::features::{DateMention, Features, Figure, Precision, Told, text_features};
use super::grammar::Grammar;
use super::index::Terms;
use super::model::{EvidenceKind, Unit};
use super::terms::{Analyser, Spellings};

/// A number up to this counts too many things to say anything.
const SMALL_FIGURE: f64 = 12.0;

/// A feature where it stands, as bytes of the block's text. Blocks are far below 4 GB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) term: u32,
    start: u32,
    end: u32,
}

impl Placed {
    fn new(term: u32, span: Span) -> Self {
        let short = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { term, start: short(span.start), end: short(span.end) }
    }

    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// One passage, by numbers.
#[derive(Clone, Debug)]
pub(super) struct Indexed {
    pub(super) passage: Passage,
    /// In the order of the text.
    pub(super) words: Vec<Placed>,
    pub(super) extras: Vec<Placed>,
}

impl Indexed {
    pub(super) fn terms(&self) -> Terms {
        let numbers = |placed: &[Placed]| placed.iter().map(|placed| placed.term).collect();
        Terms { words: numbers(&self.words), extras: numbers(&self.extras) }
    }

    /// Where a word or an extra first stands.
    pub(super) fn first_span(&self, term: u32) -> Option<Span> {
        let mut all = self.words.iter().chain(&self.extras);
        all.find(|placed| placed.term == term).map(|placed| placed.span())
    }
}

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) kind: EvidenceKind,
    /// As it first stood in a text.
    pub(super) text: Arc<str>,
    /// Whether it is a word of grammar in the language of the text where it first stood.
    pub(super) is_grammar: bool,
}

/// All passages of some documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Intake {
    pub(super) passages: Vec<Indexed>,
    /// By number.
    pub(super) terms: Vec<Term>,
}

impl Intake {
    /// The prose of the documents, sentence by sentence or block by block.
    pub(super) fn read(documents: &[Document], spellings: &Spellings, unit: Unit) -> Self {
        let each = documents.par_iter().enumerate();
        let read: Vec<Local> = each
            .map(|(index, document)| Local::read(DocumentIndex(index), document, spellings, unit))
            .collect();
        let mut all = Self::default();
        let mut numbers = HashMap::new();
        for local in read {
            all.add(local, &mut numbers);
        }
        all
    }

    fn add(&mut self, local: Local, numbers: &mut HashMap<(EvidenceKind, String), u32>) {
        let mut global = vec![0; local.terms.len()];
        for (key, (number, Word { text, is_grammar })) in local.terms {
            let kind = key.0;
            global[number as usize] = *numbers.entry(key).or_insert_with(|| {
                self.terms.push(Term { kind, text: text.into(), is_grammar });
                self.terms.len() as u32 - 1
            });
        }
        for mut passage in local.passages {
            for placed in passage.words.iter_mut().chain(&mut passage.extras) {
                placed.term = global[placed.term as usize];
            }
            self.passages.push(passage);
        }
    }
}

/// One document, with numbers of its own.
#[derive(Default)]
struct Local {
    passages: Vec<Indexed>,
    /// In order of their numbers, so that these depend on nothing but the text.
    terms: Ordered,
}

/// Terms in the order in which they first stood.
#[derive(Default)]
struct Ordered {
    numbers: HashMap<(EvidenceKind, String), u32>,
    words: Vec<Word>,
}

/// A term as it first stood.
#[derive(Default)]
struct Word {
    text: String,
    is_grammar: bool,
}

impl Ordered {
    fn len(&self) -> usize {
        self.words.len()
    }

    fn number(&mut self, kind: EvidenceKind, key: String, word: impl FnOnce(&str) -> Word) -> u32 {
        let words = &mut self.words;
        *self.numbers.entry((kind, key)).or_insert_with_key(|(_, key)| {
            words.push(word(key));
            words.len() as u32 - 1
        })
    }
}

impl IntoIterator for Ordered {
    type Item = ((EvidenceKind, String), (u32, Word));
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(mut self) -> Self::IntoIter {
        let numbers = self.numbers.into_iter();
        let mut all: Vec<Self::Item> = numbers
            .map(|(key, number)| (key, (number, std::mem::take(&mut self.words[number as usize]))))
            .collect();
        all.sort_unstable_by_key(|(_, (number, _))| *number);
        all.into_iter()
    }
}

fn plain(text: &str) -> Word {
    Word { text: text.to_owned(), is_grammar: false }
}

impl Local {
    fn read(index: DocumentIndex, document: &Document, spellings: &Spellings, unit: Unit) -> Self {
        let blocks: Vec<(BlockIndex, Cow<'_, str>)> = document
            .blocks()
            .iter()
            .enumerate()
            .filter(|(_, description)| description.kind.is_prose())
            .map(|(block, _)| (BlockIndex(block), document.block_text(BlockIndex(block))))
            .collect();
        let mut passages = Vec::new();
        for (position, (block, text)) in blocks.iter().enumerate() {
            match unit {
                Unit::Paragraph => {
                    passages.push((Passage::block(index, *block), Span::new(0, text.len()), position));
                }
                Unit::Sentence => {
                    let sentences = document.sentences(*block).into_iter().enumerate();
                    passages.extend(sentences.map(|(sentence, span)| {
                        (Passage::sentence(index, *block, SentenceIndex(sentence)), span, position)
                    }));
                }
            }
        }
        // A number alone says nothing: '4.' before a paragraph is told by every list.
        passages.retain(|&(_, span, position)| span.of(&blocks[position].1).contains(char::is_alphabetic));
        let told: Vec<Told<'_>> = passages
            .iter()
            .map(|&(_, span, position)| Told { text: span.of(&blocks[position].1), paragraph: position })
            .collect();
        let language = document.metadata.language.as_deref();
        let features = text_features(&told, document.metadata.date, language);
        let analyser = Analyser::new(language, spellings);
        let grammar = Grammar::of(language);
        let mut local = Self::default();
        for (((passage, span, _), told), features) in passages.into_iter().zip(&told).zip(&features) {
            let words = local.words(&analyser, &grammar, told.text, span.start);
            let extras = local.extras(features, span.start);
            local.passages.push(Indexed { passage, words, extras });
        }
        local
    }

    fn words(&mut self, analyser: &Analyser<'_>, grammar: &Grammar, text: &str, start: usize) -> Vec<Placed> {
        let mut words = Vec::new();
        for token in analyser.tokens(text) {
            let kind = if token.is_name { EvidenceKind::Name } else { EvidenceKind::Term };
            let number = self.terms.number(kind, token.term, |term| {
                if token.is_name {
                    return plain(term.trim_matches(['\u{2039}', '\u{203a}']));
                }
                let text = token.span.of(text);
                Word { text: text.to_owned(), is_grammar: grammar.has(text) }
            });
            words.push(Placed::new(number, token.span.shifted(start)));
        }
        words
    }

    fn extras(&mut self, features: &Features, start: usize) -> Vec<Placed> {
        let mut extras = Vec::new();
        for date in &features.dates {
            for key in date_keys(date) {
                let number = self.terms.number(EvidenceKind::Date, key, plain);
                extras.push(Placed::new(number, date.span.shifted(start)));
            }
        }
        for figure in features.figures.iter().filter(|figure| figure.value.abs() > SMALL_FIGURE) {
            let number = self.terms.number(EvidenceKind::Figure, figure_key(figure), plain);
            extras.push(Placed::new(number, figure.span.shifted(start)));
        }
        extras
    }
}

/// The day and its month, the month, or the year.
fn date_keys(date: &DateMention) -> Vec<String> {
    let first = date.range.to_string();
    let cut = |length: usize| first.get(..length).map(str::to_owned);
    let keys = match date.precision {
        Precision::Day => [cut(10), cut(7)],
        Precision::Month => [cut(7), None],
        Precision::Year => [cut(4), None],
        Precision::Week | Precision::Season | Precision::Longer => [None, None],
    };
    keys.into_iter().flatten().collect()
}

fn figure_key(figure: &Figure) -> String {
    format!("{} {}", figure.value, figure.unit).trim_end().to_owned()
}
