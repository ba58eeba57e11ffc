//! Codings suggested from the scheme alone: the names, dates, terms and example sentences that it
//! gives for episodes, steps and parts, and the order of the texts. Codings by hand and matches are
//! looked at only where they are given as further evidence.
//!
//! A passage is scored in log-odds. What it says itself is a sum of weighted hits (`cues`,
//! `likeness`); what stands around it is added by a hidden Markov model along each document
//! (`chain`; Rabiner 1989, forward and backward), so that a sentence that names nothing takes
//! the episode of its paragraph. A sentence that sets episodes side by side has all of those that
//! it names itself.

mod chain;
mod cues;
mod dates;
mod episodes;
mod hits;
mod lexicon;
mod likeness;
mod masked;
mod matched;
mod paragraphs;
mod sentences;
mod steps;
mod taught;
mod weigher;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::text::{DateRange, Document, DocumentIndex, Passage, Span};

use super::collection::Collection;
use super::model::{Coded, Coding, EpisodeIndex, Scheme, StepIndex};
use cues::Reader;
use matched::Ties;
use sentences::{CutBlock, Sentence};
use taught::Taught;
use weigher::Weigher;

pub use masked::TraitKind;
pub(super) use masked::{Masked, MaskedTexts, Trait};
pub use matched::Matched;
pub use paragraphs::by_paragraph;

/// What a passage is taken to be, with what that rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub passage: Passage,
    /// Surest first; empty for a passage that speaks of none.
    pub episodes: Vec<(EpisodeIndex, f32)>,
    /// Its main step, only where there is an episode.
    pub step: Option<(StepIndex, f32)>,
    /// A date that it gives with its year.
    pub date: Option<DateRange>,
    /// Of a sentence: those of its episodes, and its step, for which it has something to say itself;
    /// the others are told by what stands around it.
    said: Vec<SpeaksFor>,
    /// For each episode and for the step: the reasons, heaviest first, and what stands around the
    /// passage last.
    pub reasons: Vec<Reason>,
}

/// One named part of the score of an episode or a step. The score is the sum of the weights, in
/// log-odds; the confidence is what these odds mean, `1 / (1 + e^-score)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub kind: ReasonKind,
    /// The name, date or term of the scheme, or the example sentence.
    pub text: String,
    pub weight: f32,
    /// Where it stands, as bytes of the block's text; empty for what does not stand there.
    pub spans: Vec<Span>,
    /// The passage that this one matches, where that is the reason.
    pub counterpart: Option<Passage>,
    pub speaks_for: SpeaksFor,
}

/// What a reason speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeaksFor {
    Episode(EpisodeIndex),
    Step(StepIndex),
}

/// What a reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonKind {
    Name,
    Date,
    Term,
    /// The passage has words of an example sentence.
    Example,
    /// It was coded so by hand.
    Hand,
    /// The passage that it matches best, or is linked with by hand, tells this.
    Match,
    /// What the sentences around it speak of, less what speaks for others.
    Context,
    /// What is taken off since nothing is taken for quite sure.
    Limit,
}

impl ReasonKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Date => "date",
            Self::Term => "term",
            Self::Example => "example",
            Self::Hand => "by hand",
            Self::Match => "match",
            Self::Context => "context",
            Self::Limit => "limit",
        }
    }
}

impl Suggestion {
    /// For a passage that speaks of nothing.
    fn none(passage: Passage) -> Self {
        Self { passage, episodes: Vec::new(), step: None, date: None, said: Vec::new(), reasons: Vec::new() }
    }

    /// The same as a coding, without the reasons, as sure as the less sure of its surest episode
    /// and its step; `None` where the passage has no episode.
    pub fn coding(&self) -> Option<Coding> {
        let (_, of_episode) = self.episodes.first()?;
        let confidence = self.step.map_or(*of_episode, |(_, of_step)| of_step.min(*of_episode));
        let coded = Coded {
            episodes: self.episodes.iter().map(|(episode, _)| *episode).collect(),
            step: self.step.map(|(step, _)| step),
            date: self.date,
            ..Coded::default()
        };
        Some(Coding { passage: self.passage, coded, confidence, by_hand: false })
    }

    /// The score of an episode or step: the sum of its reasons, in log-odds.
    pub fn score(&self, of: SpeaksFor) -> f32 {
        self.reasons.iter().filter(|reason| reason.speaks_for == of).map(|reason| reason.weight).sum()
    }
}

/// What is known of a collection besides its scheme and its texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct FurtherEvidence<'a> {
    /// What persons coded, linked and rejected. Codings speak for the passages themselves, for
    /// those around them, for their counterparts, and are examples for passages in like words.
    pub by_hand: Option<&'a Collection>,
    /// What passages match: each is likely to tell what its best counterpart tells.
    pub matched: Option<&'a Matched>,
}

/// Least log-odds of what a passage says itself: a term that no other episode or step has is more.
const SAID: f64 = 0.9;

/// No suggestion is surer.
const SUREST: f64 = 0.99;

/// How far from certain a probability is taken at least, so that its log-odds are a number.
const CERTAIN: f64 = 1e-9;

/// Suggests codings for every sentence of the documents, in the order of the texts; none where
/// the scheme has no episodes. Linear in the length of the texts.
pub fn suggest(scheme: &Scheme, documents: &[Document]) -> Vec<Suggestion> {
    suggest_from(scheme, documents, FurtherEvidence::default())
}

/// As [`suggest`], with further evidence.
pub fn suggest_from(
    scheme: &Scheme,
    documents: &[Document],
    evidence: FurtherEvidence<'_>,
) -> Vec<Suggestion> {
    let suggester = Suggester::new(scheme, documents);
    suggester.told(scheme, documents, evidence, 0..suggester.sentences.len(), Telling::Why)
}

/// Texts that were read for what their scheme gives. What is coded by hand has no part in that:
/// suggestions are made anew from it as often as a person codes.
#[derive(Debug)]
pub struct Suggester {
    /// By language.
    readers: HashMap<Option<String>, Reader>,
    /// By document.
    sentences: Vec<Vec<Sentence>>,
}

/// Whether suggestions are made with their reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    What,
    Why,
}

impl Suggester {
    /// Reads the texts; nothing where the scheme has no episodes.
    pub fn new(scheme: &Scheme, documents: &[Document]) -> Self {
        let mut suggester = Self { readers: HashMap::new(), sentences: Vec::new() };
        if scheme.is_empty() {
            return suggester;
        }
        let cut: Vec<Vec<CutBlock>> = documents.par_iter().map(sentences::cut).collect();
        for ((index, document), cut) in documents.iter().enumerate().zip(cut) {
            let language = document.metadata.language.clone();
            let reader = suggester
                .readers
                .entry(language)
                .or_insert_with_key(|language| Reader::new(scheme, language.as_deref()));
            suggester.sentences.push(sentences::sentences(DocumentIndex(index), document, cut, reader));
        }
        suggester
    }

    /// What is suggested for all texts of a collection that has the scheme and documents that were
    /// read, its codings by hand and what is known of its matches being evidence.
    pub fn codings(&self, collection: &Collection) -> Vec<Coding> {
        let all = 0..self.sentences.len();
        let readings = collection.readings();
        let evidence = FurtherEvidence { by_hand: Some(collection), matched: readings.matched() };
        let told = self.told(&collection.scheme, &collection.documents, evidence, all, Telling::What);
        told.iter().filter_map(Suggestion::coding).collect()
    }

    /// What is suggested for all its texts from the scheme alone, without reasons.
    pub fn from_scheme(&self, collection: &Collection) -> Vec<Suggestion> {
        let Collection { scheme, documents, .. } = collection;
        self.told(scheme, documents, FurtherEvidence::default(), 0..self.sentences.len(), Telling::What)
    }

    /// As [`Self::codings`], for the sentences of one document and with reasons.
    pub fn suggestions_in(&self, collection: &Collection, document: DocumentIndex) -> Vec<Suggestion> {
        let only = document.0..(document.0 + 1).min(self.sentences.len());
        let readings = collection.readings();
        let evidence = FurtherEvidence { by_hand: Some(collection), matched: readings.matched() };
        self.told(&collection.scheme, &collection.documents, evidence, only, Telling::Why)
    }

    fn told(
        &self,
        scheme: &Scheme,
        documents: &[Document],
        evidence: FurtherEvidence<'_>,
        which: Range<usize>,
        telling: Telling,
    ) -> Vec<Suggestion> {
        let taught = Taught::new(documents, evidence.by_hand.map_or(&[], |collection| &collection.codings));
        let ties = Ties::new(evidence, &which);
        let languages: HashSet<_> = which.clone().map(|at| &documents[at].metadata.language).collect();
        let weigher = |language| (language, Weigher::new(documents, &self.readers[language], &taught, &ties));
        let weighers: HashMap<&Option<String>, Weigher<'_>> = languages.into_iter().map(weigher).collect();
        let of_document = |at: usize| {
            let document = &documents[at];
            let weigher = &weighers[&document.metadata.language];
            let sentences: Vec<_> =
                self.sentences[at].iter().map(|sentence| weigher.weighed(sentence)).collect();
            let mut told = episodes::of_document(scheme, document, &sentences, weigher, telling);
            steps::of_document(scheme, &sentences, weigher, telling, &mut told);
            told
        };
        let told: Vec<Vec<Suggestion>> = which.into_par_iter().map(of_document).collect();
        told.into_iter().flatten().collect()
    }
}

/// Adds up log-odds to a probability.
fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The log-odds of a probability, of which none is quite sure.
fn log_odds(probability: f64) -> f64 {
    exact_log_odds(probability.clamp(1.0 - SUREST, SUREST))
}

/// The log-odds of a probability, however sure.
fn exact_log_odds(probability: f64) -> f64 {
    let p = probability.clamp(CERTAIN, 1.0 - CERTAIN);
    (p / (1.0 - p)).ln()
}

/// The reasons for a score with this chance, heaviest first. What the passage does not say itself is
/// the context's; what goes beyond the surest score is taken off by name.
fn reasons(mut own: Vec<Reason>, chance: f64, speaks_for: SpeaksFor) -> Vec<Reason> {
    own.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    let said = own.iter().map(|reason| reason.weight).sum::<f32>();
    let (score, exact) = (log_odds(chance), exact_log_odds(chance));
    let rest = |kind, text: &str, weight| Reason {
        kind,
        text: text.to_owned(),
        weight,
        spans: Vec::new(),
        counterpart: None,
        speaks_for,
    };
    own.push(rest(ReasonKind::Context, "what stands around it", exact as f32 - said));
    let beyond = (score - exact) as f32;
    if beyond.abs() > f32::EPSILON {
        own.push(rest(ReasonKind::Limit, "nothing is surer than 0.99", beyond));
    }
    own
}

#[cfg(test)]
mod tests;
