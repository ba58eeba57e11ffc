//! What the sentences of one language weigh for episodes and steps, beside what was coded by hand.

use crate::scheme::model::{Coded, EpisodeIndex, StepIndex};
use crate::text::{Document, Passage, Span};

use super::cues::{Read, Reader};
use super::dates::When;
use super::lexicon::{Owner, Worth};
use super::likeness::Examples;
use super::matched::{Tie, Ties};
use super::sentences::Sentence;
use super::taught::{BY_HAND, Taught};
use super::{Reason, ReasonKind, SpeaksFor};

/// What gives a sentence a weight for something. A reason is a cause in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cause {
    source: Source,
    pub weight: f32,
    pub speaks_for: SpeaksFor,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    /// Which of the sentence's hits.
    Hit(usize),
    /// Which of its dates.
    Date(usize),
    Example(usize),
    Hand,
    /// That the sentence matches another.
    Match,
}

/// A sentence with what codings by hand say of it.
pub(super) struct Weighed<'a> {
    pub sentence: &'a Sentence,
    /// What it was coded as by hand.
    by_hand: Option<&'a Coded>,
    tie: Option<&'a Tie>,
    /// The examples that it is like, with the log-odds that this gives.
    like: Vec<(usize, f64)>,
}

pub(super) struct Weigher<'a> {
    documents: &'a [Document],
    reader: &'a Reader,
    taught: &'a Taught<'a>,
    ties: &'a Ties,
    examples: Examples,
}

impl<'a> Weigher<'a> {
    pub fn new(
        documents: &'a [Document],
        reader: &'a Reader,
        taught: &'a Taught<'a>,
        ties: &'a Ties,
    ) -> Self {
        Self { documents, reader, taught, ties, examples: reader.examples(taught) }
    }

    pub fn weighed(&self, sentence: &'a Sentence) -> Weighed<'a> {
        let like = self.examples.like(&sentence.read.words);
        let by_hand = self.taught.coded.of(sentence.passage);
        Weighed { sentence, by_hand, tie: self.ties.of(sentence.passage), like }
    }

    /// What a sentence says itself for each episode.
    pub fn for_episodes(&self, weighed: &Weighed<'_>) -> Vec<Cause> {
        let mut causes = Vec::new();
        self.each(&weighed.sentence.read, |source, worth| {
            for &(episode, weight) in &worth.episodes {
                causes.push(cause(source, weight, SpeaksFor::Episode(episode)));
            }
        });
        let of_example = |owner| match owner {
            Owner::Episode(episode) | Owner::Part(episode, _) => Some(SpeaksFor::Episode(episode)),
            Owner::Step(_) | Owner::Actor => None,
        };
        self.examples(weighed, of_example, &mut causes);
        let by_hand = weighed.by_hand.iter().flat_map(|coded| &coded.episodes);
        causes.extend(by_hand.map(|&episode| self::by_hand(SpeaksFor::Episode(episode))));
        let tied = weighed.tie.iter().flat_map(|tie| &tie.episodes);
        causes.extend(tied.map(|&(episode, weight)| matched(weight, SpeaksFor::Episode(episode))));
        causes
    }

    /// What a sentence says itself for each step, if it speaks of these episodes.
    pub fn for_steps(&self, weighed: &Weighed<'_>, episodes: &[EpisodeIndex]) -> Vec<Cause> {
        let mut causes = Vec::new();
        self.each(&weighed.sentence.read, |source, worth| {
            let mut steps = worth.steps.clone();
            for &(episode, step, weight) in &worth.parts {
                if episodes.contains(&episode) {
                    add_most(&mut steps, step, weight, &worth.steps);
                }
            }
            for (step, weight) in steps {
                causes.push(cause(source, weight, SpeaksFor::Step(step)));
            }
        });
        let of_example = |owner| match owner {
            Owner::Step(step) => Some(SpeaksFor::Step(step)),
            Owner::Part(episode, step) if episodes.contains(&episode) => Some(SpeaksFor::Step(step)),
            _ => None,
        };
        self.examples(weighed, of_example, &mut causes);
        let by_hand = weighed.by_hand.and_then(|coded| coded.step);
        causes.extend(by_hand.map(|step| self::by_hand(SpeaksFor::Step(step))));
        let tied = weighed.tie.and_then(|tie| tie.step);
        causes.extend(tied.map(|(step, weight)| matched(weight, SpeaksFor::Step(step))));
        causes
    }

    /// The causes for one thing in words.
    pub fn reasons(&self, weighed: &Weighed<'_>, causes: &[Cause], speaks_for: SpeaksFor) -> Vec<Reason> {
        let told = causes.iter().filter(|cause| cause.speaks_for == speaks_for);
        told.map(|cause| self.reason(weighed, *cause)).collect()
    }

    fn reason(&self, weighed: &Weighed<'_>, cause: Cause) -> Reason {
        let Cause { source, weight, speaks_for } = cause;
        let read = &weighed.sentence.read;
        let counterpart = weighed.tie.filter(|_| matches!(source, Source::Match)).map(|tie| tie.counterpart);
        let (kind, text, spans) = match source {
            Source::Hit(at) => {
                let (cue, spans) = &read.hits[at];
                let cue = self.reader.cue(*cue);
                (cue.kind, cue.text.clone(), spans.clone())
            }
            Source::Date(at) => {
                let (when, spans) = &read.dates[at];
                let text = match when {
                    When::In(date) => date.to_string(),
                    When::InSomeYear(_) => self.words(weighed.sentence.passage, spans),
                };
                (ReasonKind::Date, text, spans.clone())
            }
            Source::Example(at) => (ReasonKind::Example, self.examples.get(at).text.clone(), Vec::new()),
            Source::Hand => (ReasonKind::Hand, "coded by hand".to_owned(), Vec::new()),
            Source::Match => {
                let words = |passage: Passage| self.documents[passage.document.0].passage_text(passage);
                (ReasonKind::Match, counterpart.map(words).unwrap_or_default(), Vec::new())
            }
        };
        Reason { kind, text, weight, spans, counterpart, speaks_for }
    }

    /// The words at the first of these places.
    fn words(&self, passage: Passage, spans: &[Span]) -> String {
        let block = self.documents[passage.document.0].block_text(passage.block);
        spans.first().map_or_else(String::new, |span| span.of(&block).to_owned())
    }

    fn each(&self, read: &Read, mut take: impl FnMut(Source, &Worth)) {
        for (at, (cue, _)) in read.hits.iter().enumerate() {
            take(Source::Hit(at), &self.reader.cue(*cue).worth);
        }
        for (at, (date, _)) in read.dates.iter().enumerate() {
            take(Source::Date(at), self.reader.worth_of_date(*date));
        }
    }

    /// The likest example for each that examples speak for.
    fn examples(
        &self,
        weighed: &Weighed<'_>,
        of: impl Fn(Owner) -> Option<SpeaksFor>,
        causes: &mut Vec<Cause>,
    ) {
        let mut best: Vec<(SpeaksFor, usize, f64)> = Vec::new();
        for &(example, weight) in &weighed.like {
            let Some(speaks_for) = of(self.examples.get(example).owner) else { continue };
            match best.iter_mut().find(|(known, ..)| *known == speaks_for) {
                Some(known) if known.2 < weight => *known = (speaks_for, example, weight),
                Some(_) => {}
                None => best.push((speaks_for, example, weight)),
            }
        }
        let likest = best.into_iter();
        causes.extend(likest.map(|(speaks_for, at, weight)| cause(Source::Example(at), weight, speaks_for)));
    }
}

fn cause(source: Source, weight: f64, speaks_for: SpeaksFor) -> Cause {
    Cause { source, weight: weight as f32, speaks_for }
}

/// That it was coded so.
fn by_hand(speaks_for: SpeaksFor) -> Cause {
    Cause { source: Source::Hand, weight: BY_HAND, speaks_for }
}

/// That it matches another that tells this.
fn matched(weight: f32, speaks_for: SpeaksFor) -> Cause {
    Cause { source: Source::Match, weight, speaks_for }
}

/// Adds what a part gives to a step: of several episodes the one that gives most counts.
fn add_most(steps: &mut Vec<(StepIndex, f64)>, step: StepIndex, weight: f64, general: &[(StepIndex, f64)]) {
    let base = general.iter().find(|(known, _)| *known == step).map_or(0.0, |(_, weight)| *weight);
    match steps.iter_mut().find(|(known, _)| *known == step) {
        Some((_, known)) => *known = known.max(base + weight),
        None => steps.push((step, weight)),
    }
}
