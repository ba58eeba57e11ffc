//! What every sentence of a collection tells, ready to be compared.

use std::collections::{HashMap, HashSet};

use crate::matching::Spellings;
use crate::matching::features::function_words::is_function_word;
use crate::matching::features::verbs::{Tense, tense};
use crate::matching::features::{Features, Lexed, Resolved, Told, text_features};
use crate::matching::terms::Analyser;
use crate::scheme::{Collection, spellings_of};
use crate::text::hash::words_hash;
use crate::text::{BlockIndex, DateRange, Document, DocumentIndex, Passage, SentenceIndex, Span};

use super::Side;
use super::families::Families;

/// Sentences that are compared. What follows in a larger collection is left out.
pub(super) const MOST_SENTENCES: usize = 100_000;

/// A sentence with what it tells.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) passage: Passage,
    /// Where the sentence begins in its block.
    pub(super) base: usize,
    pub(super) text: String,
    pub(super) features: Features,
    /// Its words that carry matter, as terms with their places in the sentence.
    pub(super) tokens: Vec<(u32, Span)>,
    /// The same terms, ascending, each once.
    pub(super) terms: Vec<u32>,
    /// Those of them that stand in names, ascending.
    pub(super) names: Vec<u32>,
    pub(super) written: Option<DateRange>,
    pub(super) retold: bool,
    /// The first part of the tag.
    pub(super) language: Option<String>,
    pub(super) tense: Tense,
    /// Equal for sentences with the same words.
    words: u64,
}

/// A place where a name of several spellings stands.
#[derive(Debug)]
pub(super) struct NamePlace {
    /// Position of the fact.
    pub(super) fact: usize,
    /// Bytes of the sentence.
    pub(super) span: Span,
}

/// All sentences, and what their words are worth.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) facts: Vec<Fact>,
    pub(super) at: HashMap<Passage, usize>,
    /// By term: from 0 for a word of every sentence to 1 for a word of one.
    pub(super) worth: Vec<f32>,
    /// By the name in the scheme or its most used spelling: where it stands, in order.
    pub(super) names: Vec<(String, Vec<NamePlace>)>,
    /// Terms that stand for a whole family of words, ascending.
    pub(super) families: Vec<u32>,
    /// The words of each sentence, by the document.
    told: HashSet<(DocumentIndex, u64)>,
}

impl Table {
    pub(super) fn new(collection: &Collection) -> Self {
        let spellings = spellings_of(collection);
        let known = Spellings::new(spellings.iter().map(|(name, others)| (name.as_str(), others.as_slice())));
        let mut builder = Builder {
            families: Families::new(),
            numbers: HashMap::new(),
            names: HashMap::new(),
            table: Self::default(),
        };
        for index in collection.document_indices() {
            builder.document(index, collection.document(index), &known);
        }
        builder.finish()
    }

    /// The sentences before and after one in its paragraph.
    pub(super) fn beside(&self, fact: &Fact) -> impl Iterator<Item = &Fact> {
        let at = self.at.get(&fact.passage).copied();
        let beside = at.into_iter().flat_map(|at| [at.checked_sub(1), at.checked_add(1)]).flatten();
        let place = |fact: &Fact| (fact.passage.document, fact.passage.block);
        let paragraph = place(fact);
        beside.filter_map(|at| self.facts.get(at)).filter(move |beside| place(beside) == paragraph)
    }

    /// Whether both accounts have both sentences, word for word: then nothing differs between them.
    pub(super) fn both_tell(&self, a: &Fact, b: &Fact) -> bool {
        let has = |other: &Fact, one: &Fact| self.told.contains(&(other.passage.document, one.words));
        has(b, a) && has(a, b)
    }

    /// The sentence of a passage.
    pub(super) fn fact(&self, passage: Passage) -> Option<&Fact> {
        self.at.get(&passage).and_then(|&at| self.facts.get(at))
    }

    /// What both have in common of what each has, from 0 to 1.
    pub(super) fn overlap(&self, a: &[u32], b: &[u32]) -> f32 {
        let sum = |terms: &[u32]| terms.iter().map(|term| self.worth[*term as usize]).sum::<f32>();
        let whole = (sum(a) * sum(b)).sqrt();
        if whole > 0.0 { self.shared_worth(a, b) / whole } else { 0.0 }
    }

    /// The worth of the terms that both have. Both ascend.
    pub(super) fn shared_worth(&self, a: &[u32], b: &[u32]) -> f32 {
        shared(a, b).map(|term| self.worth[term as usize]).sum()
    }
}

/// The terms that both lists have; both ascend.
pub(super) fn shared<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    a.iter().copied().filter(|term| b.binary_search(term).is_ok())
}

impl Fact {
    fn terms_of_names(&self) -> Vec<u32> {
        let mut terms: Vec<u32> =
            self.features.names.iter().flat_map(|name| self.terms_in(name.span)).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Every date that the sentence tells, or where it tells none the one it is about.
    pub(super) fn times(&self) -> Vec<DateRange> {
        let dates = self.features.dates.iter().filter(|date| date.resolved != Resolved::YearUnknown);
        let told: Vec<_> = dates.map(|date| date.range).collect();
        if told.is_empty() { self.features.about.into_iter().collect() } else { told }
    }

    /// The terms that stand within some bytes of the sentence, ascending, each once.
    pub(super) fn terms_in(&self, span: Span) -> Vec<u32> {
        let from = self.tokens.partition_point(|(_, place)| place.end <= span.start);
        let within = self.tokens[from..].iter().take_while(|(_, place)| place.start < span.end);
        let mut terms: Vec<u32> = within.map(|(term, _)| *term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The term that stands last within some bytes: of a name the one that tells whose it is.
    pub(super) fn last_term(&self, span: Span) -> Option<u32> {
        let to = self.tokens.partition_point(|(_, place)| place.start < span.end);
        self.tokens[..to].last().filter(|(_, place)| place.end > span.start).map(|(term, _)| *term)
    }

    /// What this account tells at some bytes of the sentence.
    pub(super) fn side(&self, span: Span) -> Side {
        Side { passage: self.passage, span: span.shifted(self.base), value: span.of(&self.text).to_owned() }
    }

    /// The side of an account that does not tell a value.
    pub(super) fn untold(&self) -> Side {
        Side { passage: self.passage, span: Span::new(self.base, self.base), value: String::new() }
    }

    /// Bytes of the sentence widened by so many words on both sides.
    pub(super) fn around(&self, span: Span, words: usize) -> Span {
        let before = self.text[..span.start].char_indices().rev().filter(|(_, c)| c.is_whitespace());
        let start = before.map(|(at, c)| at + c.len_utf8()).nth(words).unwrap_or(0);
        let after = self.text[span.end..].char_indices().filter(|(_, c)| c.is_whitespace());
        let end = after.map(|(at, _)| span.end + at).nth(words).unwrap_or(self.text.len());
        Span::new(start.min(span.start), end.max(span.end))
    }
}

/// A sentence that is matched, and where it stands.
struct Sentence {
    block: BlockIndex,
    index: SentenceIndex,
    /// Bytes of the block.
    span: Span,
    text: String,
}

/// The sentences of a document that are matched.
fn prose(document: &Document) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (at, block) in document.blocks().iter().enumerate() {
        if !block.kind.is_prose() || found.len() >= MOST_SENTENCES {
            continue;
        }
        let block = BlockIndex(at);
        let text = document.block_text(block);
        for (index, span) in document.sentences(block).into_iter().enumerate() {
            let (index, text) = (SentenceIndex(index), span.of(&text).to_owned());
            found.push(Sentence { block, index, span, text });
        }
    }
    found
}

struct Builder {
    families: Families,
    numbers: HashMap<String, u32>,
    names: HashMap<String, Vec<NamePlace>>,
    table: Table,
}

impl Builder {
    fn document(&mut self, index: DocumentIndex, document: &Document, known: &Spellings) {
        let room = MOST_SENTENCES.saturating_sub(self.table.facts.len());
        let mut sentences = prose(document);
        sentences.truncate(room);
        let metadata = &document.metadata;
        let language = metadata.language.as_deref();
        let told: Vec<_> =
            sentences.iter().map(|one| Told { text: &one.text, paragraph: one.block.0 }).collect();
        let features = text_features(&told, metadata.date, language);
        let analyser = Analyser::new(language, known);
        for (one, features) in sentences.into_iter().zip(features) {
            let Sentence { block, index: sentence, span, text } = one;
            let passage = Passage::sentence(index, block, sentence);
            let (tokens, terms) = self.terms(&analyser, &text, &features);
            let retold = metadata.retelling.is_some();
            // As everywhere, without a language English is taken.
            let english = language.is_none_or(|language| language.starts_with("en"));
            let written = metadata.date;
            let tense = if english { tense(&Lexed::new(&text)) } else { Tense::Unknown };
            let words = words_hash(&text);
            self.table.told.insert((index, words));
            let names = Vec::new();
            let mut fact = Fact {
                passage,
                base: span.start,
                text,
                features,
                tokens,
                terms,
                names,
                written,
                retold,
                language: language.map(|tag| tag.split(['-', '_']).next().unwrap_or(tag).to_owned()),
                tense,
                words,
            };
            fact.names = fact.terms_of_names();
            self.table.at.insert(passage, self.table.facts.len());
            self.table.facts.push(fact);
        }
    }

    /// The terms of a sentence with their places, and ascending. Those of dates are no matter.
    fn terms(
        &mut self,
        analyser: &Analyser<'_>,
        text: &str,
        features: &Features,
    ) -> (Vec<(u32, Span)>, Vec<u32>) {
        let mut tokens = Vec::new();
        let mut dates = features.dates.iter().map(|date| date.span).peekable();
        let text = &text[..text.floor_char_boundary(crate::matching::features::lexed::MOST_BYTES)];
        for token in analyser.tokens(text) {
            while dates.next_if(|date| date.end <= token.span.start).is_some() {}
            if dates.peek().is_some_and(|date| date.overlaps(token.span)) {
                continue;
            }
            if token.is_name {
                let name = token.term.trim_matches(['\u{2039}', '\u{203a}']).to_owned();
                let place = NamePlace { fact: self.table.facts.len(), span: token.span };
                self.names.entry(name).or_default().push(place);
            } else if is_function_word(&token.term) || !token.term.contains(char::is_alphabetic) {
                continue;
            }
            if let Some(family) = self.families.term(&token.term) {
                tokens.push((self.number(family), token.span));
            }
            tokens.push((self.number(token.term), token.span));
        }
        let mut terms: Vec<u32> = tokens.iter().map(|(term, _)| *term).collect();
        terms.sort_unstable();
        terms.dedup();
        (tokens, terms)
    }

    fn number(&mut self, term: String) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(term).or_insert(next)
    }

    fn finish(self) -> Table {
        let Self { numbers, names, mut table, .. } = self;
        table.families = Families::terms().filter_map(|term| numbers.get(&term).copied()).collect();
        table.families.sort_unstable();
        let mut sentences = vec![0_u32; numbers.len()];
        for fact in &table.facts {
            fact.terms.iter().for_each(|term| sentences[*term as usize] += 1);
        }
        let all = (1.0 + table.facts.len() as f32).ln();
        table.worth = sentences.iter().map(|&has| (1.0 - (has.max(1) as f32).ln() / all).max(0.0)).collect();
        table.names = names.into_iter().collect();
        table.names.sort_by(|a, b| a.0.cmp(&b.0));
        table
    }
}
