//! What a sentence says itself: the names, terms and dates of the scheme that stand in it.

use std::collections::HashMap;

use crate::scheme::model::{EpisodeIndex, Scheme, StepIndex};
use crate::text::{DateRange, Span};

use super::dates::dates;
use super::lexicon::{Lexicon, Owner, Worth};
use super::likeness::Words;
use super::taught::Taught;
use super::{Reason, ReasonKind, SpeaksFor};

/// Places of one cue or date in a sentence that are kept.
pub(super) const MOST_SPANS: usize = 16;

/// What a sentence says.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// Cues of the scheme with their places in the block, each once.
    hits: Vec<(usize, Vec<Span>)>,
    dates: Vec<(DateRange, Vec<Span>)>,
    /// Its words besides names, as the reader numbers them.
    words: Vec<u32>,
}

impl Read {
    /// The first date that it gives.
    pub fn date(&self) -> Option<DateRange> {
        self.dates.first().map(|(date, _)| *date)
    }

    /// Whether it has anything of the scheme, be it the name of an actor.
    pub fn has_something(&self) -> bool {
        !self.hits.is_empty() || !self.dates.is_empty()
    }
}

/// Reads sentences of one language.
pub(super) struct Reader {
    lexicon: Lexicon,
    words: Words,
    worth_of_dates: HashMap<DateRange, Worth>,
}

impl Reader {
    pub fn new(scheme: &Scheme, language: Option<&str>, taught: &Taught<'_>) -> Self {
        let lexicon = Lexicon::new(scheme, language);
        let words = Words::new(scheme, &lexicon, taught);
        Self { lexicon, words, worth_of_dates: HashMap::new() }
    }

    /// Reads the sentence at `span` of a block's text.
    pub fn read(&mut self, block: &str, span: Span) -> Read {
        let text = span.of(block);
        let tokens = self.lexicon.tokens(text);
        let plain = tokens.iter().filter(|token| !token.is_name).map(|token| token.term.as_str());
        let words = self.words.bag(plain);
        let mut found: Vec<(DateRange, Vec<Span>)> = Vec::new();
        for (at, date) in dates(text) {
            self.worth_of_dates.entry(date).or_insert_with(|| self.lexicon.worth_of_date(date));
            add(&mut found, date, at.shifted(span.start));
        }
        Read { hits: self.lexicon.hits(&tokens, text, span.start), dates: found, words }
    }

    /// The reasons that a sentence gives itself for each episode.
    pub fn for_episodes(&self, read: &Read) -> Vec<Reason> {
        let mut reasons = Vec::new();
        self.each(read, |kind, text, spans, worth| {
            for &(episode, weight) in &worth.episodes {
                reasons.push(reason(kind, text, weight, spans, SpeaksFor::Episode(episode)));
            }
        });
        let of_example = |owner| match owner {
            Owner::Episode(episode) | Owner::Part(episode, _) => Some(SpeaksFor::Episode(episode)),
            Owner::Step(_) | Owner::Actor => None,
        };
        self.examples(read, of_example, &mut reasons);
        reasons
    }

    /// The reasons that a sentence gives itself for each step, if it speaks of these episodes.
    pub fn for_steps(&self, read: &Read, episodes: &[EpisodeIndex]) -> Vec<Reason> {
        let mut reasons = Vec::new();
        self.each(read, |kind, text, spans, worth| {
            let mut steps = worth.steps.clone();
            for &(episode, step, weight) in &worth.parts {
                if episodes.contains(&episode) {
                    add_most(&mut steps, step, weight, &worth.steps);
                }
            }
            for (step, weight) in steps {
                reasons.push(reason(kind, text, weight, spans, SpeaksFor::Step(step)));
            }
        });
        let of_example = |owner| match owner {
            Owner::Step(step) => Some(SpeaksFor::Step(step)),
            Owner::Part(episode, step) if episodes.contains(&episode) => Some(SpeaksFor::Step(step)),
            _ => None,
        };
        self.examples(read, of_example, &mut reasons);
        reasons
    }

    fn each(&self, read: &Read, mut take: impl FnMut(ReasonKind, &str, &[Span], &Worth)) {
        for (cue, spans) in &read.hits {
            let cue = &self.lexicon.cues[*cue];
            take(cue.kind, &cue.text, spans, &cue.worth);
        }
        for (date, spans) in &read.dates {
            take(ReasonKind::Date, &date.to_string(), spans, &self.worth_of_dates[date]);
        }
    }

    /// The likest example for each that examples speak for.
    fn examples(&self, read: &Read, of: impl Fn(Owner) -> Option<SpeaksFor>, reasons: &mut Vec<Reason>) {
        let mut best: Vec<(SpeaksFor, usize, f64)> = Vec::new();
        for (example, weight) in self.words.like(&read.words) {
            let Some(speaks_for) = of(self.words.examples[example].owner) else { continue };
            match best.iter_mut().find(|(known, ..)| *known == speaks_for) {
                Some(known) if known.2 < weight => *known = (speaks_for, example, weight),
                Some(_) => {}
                None => best.push((speaks_for, example, weight)),
            }
        }
        for (speaks_for, example, weight) in best {
            let text = &self.words.examples[example].text;
            reasons.push(reason(ReasonKind::Example, text, weight, &[], speaks_for));
        }
    }
}

fn reason(kind: ReasonKind, text: &str, weight: f64, spans: &[Span], speaks_for: SpeaksFor) -> Reason {
    Reason { kind, text: text.to_owned(), weight: weight as f32, spans: spans.to_vec(), speaks_for }
}

fn add(found: &mut Vec<(DateRange, Vec<Span>)>, date: DateRange, span: Span) {
    match found.iter_mut().find(|(known, _)| *known == date) {
        Some((_, spans)) if spans.len() < MOST_SPANS => spans.push(span),
        Some(_) => {}
        None => found.push((date, vec![span])),
    }
}

/// Adds what a part gives to a step: of several episodes the one that gives most counts.
fn add_most(steps: &mut Vec<(StepIndex, f64)>, step: StepIndex, weight: f64, general: &[(StepIndex, f64)]) {
    let base = general.iter().find(|(known, _)| *known == step).map_or(0.0, |(_, weight)| *weight);
    match steps.iter_mut().find(|(known, _)| *known == step) {
        Some((_, known)) => *known = known.max(base + weight),
        None => steps.push((step, weight)),
    }
}
