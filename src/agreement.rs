//! How far two readers' codings of the same collection agree, and in which passages they differ.
//!
//! Both codings are set on one unit, sentences or paragraphs. For each episode and each step a
//! unit either has it or has it not; the steps together, and the episodes together, are one
//! question with several answers. Pure.

pub mod bootstrap;
pub mod coefficients;
pub mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::matching::Unit;
use crate::scheme::{Coded, Collection, EpisodeIndex, Scheme, StepIndex, coded_of};
use crate::text::{BlockIndex, DocumentIndex, Passage};

use bootstrap::{Draws, RESAMPLES, interval};
use coefficients::Table;

/// What one reader coded: at most one coding for each passage, a sentence or a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub codings: HashMap<Passage, Coded>,
}

impl Reading {
    /// What the collection holds as coded by hand.
    pub fn by_hand(collection: &Collection) -> Self {
        let by_hand = collection.codings.iter().filter(|coding| coding.by_hand);
        Self { codings: by_hand.map(|coding| (coding.passage, coding.coded.clone())).collect() }
    }

    /// Documents in which the reader coded anything. Of the others nobody knows whether they
    /// were read.
    fn documents(&self) -> BTreeSet<DocumentIndex> {
        self.codings.keys().map(|passage| passage.document).collect()
    }

    /// What a unit has of this reader's coding.
    fn of(&self, collection: &Collection, unit: Passage) -> Coded {
        coded_of(collection.document(unit.document), unit, |passage| self.codings.get(&passage))
    }
}

/// What two readers are asked of each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Whether it tells this episode.
    Episode(EpisodeIndex),
    /// Which episodes it tells.
    Episodes,
    /// Whether it is at this step, first or second.
    Step(StepIndex),
    /// At which step it is, the first of two.
    Steps,
}

impl Question {
    /// What kind of question it is.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Episode(_) => "episode",
            Self::Episodes => "episodes",
            Self::Step(_) => "step",
            Self::Steps => "steps",
        }
    }

    /// The id of what it asks for; empty where that is which of all.
    pub fn id(self, scheme: &Scheme) -> &str {
        match self {
            Self::Episode(index) => &scheme.episode(index).id,
            Self::Step(index) => &scheme.step(index).id,
            Self::Episodes | Self::Steps => "",
        }
    }

    pub fn name(self, scheme: &Scheme) -> &str {
        match self {
            Self::Episode(index) => &scheme.episode(index).name,
            Self::Step(index) => &scheme.step(index).name,
            Self::Episodes => "which episodes",
            Self::Steps => "which step",
        }
    }

    /// Whether two codings answer it alike.
    pub fn is_answered_alike(self, a: &Coded, b: &Coded) -> bool {
        match self {
            Self::Episode(episode) => a.episodes.contains(&episode) == b.episodes.contains(&episode),
            Self::Episodes => episodes(a) == episodes(b),
            Self::Step(step) => steps(a).contains(&step) == steps(b).contains(&step),
            Self::Steps => a.step == b.step,
        }
    }
}

/// A coefficient with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// `None` where too few resamples have the coefficient.
    pub interval: Option<(f64, f64)>,
}

/// How the two answers to one question stand to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    pub question: Question,
    /// Units that both give the code; for a question of several answers, the same answer that is
    /// not 'none'.
    pub both: u64,
    /// Units that only the first reader gives the code, or anything at all.
    pub only_a: u64,
    pub only_b: u64,
    /// Units to which the readers give two different codes; 0 for a question of yes and no.
    pub otherwise: u64,
    pub neither: u64,
    /// Share of the units with the same answer.
    pub observed: f64,
    /// Cohen's kappa; `None` where both gave one and the same answer throughout.
    pub kappa: Option<Estimate>,
    /// Krippendorff's alpha; `None` as for kappa.
    pub alpha: Option<Estimate>,
}

/// A unit that the readers coded differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub passage: Passage,
    pub a: Coded,
    pub b: Coded,
}

/// The comparison of two readings.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    pub unit: Unit,
    /// Units that both readers answered for.
    pub units: usize,
    /// Documents that only one of the two coded anything in: left out.
    pub read_by_one: Vec<DocumentIndex>,
    /// The episodes one by one and together, then the steps. Questions to which both answer 'no'
    /// throughout are left out.
    pub figures: Vec<Figures>,
    /// In the order of the text.
    pub differences: Vec<Difference>,
}

/// Compares two readings of the same collection, in the documents that both coded.
///
/// The units are those of prose, and others that either reader coded.
pub fn agreement(collection: &Collection, a: &Reading, b: &Reading, unit: Unit) -> Agreement {
    let (of_a, of_b) = (a.documents(), b.documents());
    let said: Vec<Difference> = of_a
        .intersection(&of_b)
        .flat_map(|&document| units(collection, document, unit))
        .map(|passage| Difference { passage, a: a.of(collection, passage), b: b.of(collection, passage) })
        .filter(|unit| is_prose(collection, unit.passage) || is_coded(&unit.a) || is_coded(&unit.b))
        .collect();
    let clusters = clusters(&said);
    let mut asked: Vec<Asked> =
        questions(collection).filter_map(|question| Asked::of(question, &said)).collect();
    for times in Draws::of(clusters.last().map_or(0, |last| last + 1)).take(RESAMPLES) {
        for one in &mut asked {
            one.resample(&clusters, &times);
        }
    }
    Agreement {
        unit,
        units: said.len(),
        read_by_one: of_a.symmetric_difference(&of_b).copied().collect(),
        figures: asked.into_iter().filter_map(|one| one.figures(&clusters)).collect(),
        differences: said.into_iter().filter(|unit| differ(&unit.a, &unit.b)).collect(),
    }
}

fn units(collection: &Collection, document: DocumentIndex, unit: Unit) -> Vec<Passage> {
    let text = collection.document(document);
    let paragraphs = (0..text.blocks().len()).map(|at| Passage::block(document, BlockIndex(at)));
    match unit {
        Unit::Paragraph => paragraphs.collect(),
        Unit::Sentence => paragraphs.flat_map(|paragraph| text.sentences_of(paragraph)).collect(),
    }
}

fn is_prose(collection: &Collection, passage: Passage) -> bool {
    let block = collection.document(passage.document).block(passage.block);
    block.is_some_and(|block| block.kind.is_prose())
}

fn is_coded(coded: &Coded) -> bool {
    !coded.episodes.is_empty() || coded.step.is_some()
}

/// Whether an answer to any question differs.
fn differ(a: &Coded, b: &Coded) -> bool {
    let alike = |question: Question| question.is_answered_alike(a, b);
    !alike(Question::Episodes) || !alike(Question::Steps) || steps(a) != steps(b)
}

fn episodes(coded: &Coded) -> BTreeSet<EpisodeIndex> {
    coded.episodes.iter().copied().collect()
}

fn steps(coded: &Coded) -> BTreeSet<StepIndex> {
    coded.step.into_iter().chain(coded.second_step).collect()
}

/// The number of each unit's paragraph, counted from zero.
fn clusters(said: &[Difference]) -> Vec<usize> {
    let mut number = 0;
    let same = |one: &Difference, other: &Difference| {
        (one.passage.document, one.passage.block) == (other.passage.document, other.passage.block)
    };
    (0..said.len())
        .map(|at| {
            number += usize::from(at > 0 && !same(&said[at - 1], &said[at]));
            number
        })
        .collect()
}

fn questions(collection: &Collection) -> impl Iterator<Item = Question> {
    let episodes = collection.scheme.episode_indices().map(Question::Episode);
    let steps = collection.scheme.step_indices().map(Question::Step);
    episodes.chain([Question::Episodes]).chain(steps).chain([Question::Steps])
}

/// An answer by a number; 0 is 'no' or 'none'.
type Answer = usize;

/// Both readers' answers to one question, unit by unit, and the coefficients of their resamples.
struct Asked {
    question: Question,
    answers: Vec<(Answer, Answer)>,
    /// Answers are below this.
    values: usize,
    kappas: Vec<f64>,
    alphas: Vec<f64>,
}

impl Asked {
    /// `None` where nobody gave the code.
    fn of(question: Question, said: &[Difference]) -> Option<Self> {
        let mut numbers = BTreeMap::from([(BTreeSet::new(), 0)]);
        let mut answer = |coded: &Coded| match question {
            Question::Episode(episode) => Answer::from(coded.episodes.contains(&episode)),
            Question::Step(step) => Answer::from(steps(coded).contains(&step)),
            Question::Steps => coded.step.map_or(0, |step| step.0 + 1),
            Question::Episodes => {
                let next = numbers.len();
                *numbers.entry(episodes(coded)).or_insert(next)
            }
        };
        let answers: Vec<_> = said.iter().map(|unit| (answer(&unit.a), answer(&unit.b))).collect();
        let values = answers.iter().map(|&(a, b)| a.max(b)).max().unwrap_or(0) + 1;
        (values > 1).then(|| Self { question, answers, values, kappas: Vec::new(), alphas: Vec::new() })
    }

    /// The table of the units, each as often as `times` says of its paragraph.
    fn table(&self, clusters: &[usize], times: impl Fn(usize) -> u64) -> Table {
        let mut table = Table::new(self.values);
        for (&(a, b), &cluster) in self.answers.iter().zip(clusters) {
            table.add(a, b, times(cluster));
        }
        table
    }

    fn resample(&mut self, clusters: &[usize], times: &[u32]) {
        let table = self.table(clusters, |cluster| u64::from(times[cluster]));
        self.kappas.extend(table.kappa());
        self.alphas.extend(table.alpha());
    }

    fn figures(self, clusters: &[usize]) -> Option<Figures> {
        let table = self.table(clusters, |_| 1);
        let count = |fits: fn(Answer, Answer) -> bool| {
            self.answers.iter().filter(|&&(a, b)| fits(a, b)).count() as u64
        };
        let estimate = |value: Option<f64>, resampled: Vec<f64>| {
            value.map(|value| Estimate { value, interval: interval(resampled) })
        };
        Some(Figures {
            question: self.question,
            both: count(|a, b| a == b && a != 0),
            only_a: count(|a, b| a != 0 && b == 0),
            only_b: count(|a, b| a == 0 && b != 0),
            otherwise: count(|a, b| a != 0 && b != 0 && a != b),
            neither: count(|a, b| a == 0 && b == 0),
            observed: table.observed()?,
            kappa: estimate(table.kappa(), self.kappas),
            alpha: estimate(table.alpha(), self.alphas),
        })
    }
}

#[cfg(test)]
mod tests;
