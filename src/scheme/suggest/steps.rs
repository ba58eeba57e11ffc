//! The step of each sentence that speaks of an episode.

use crate::scheme::model::{EpisodeIndex, Scheme, StepIndex};

use super::chain::{Leave, Place, posteriors};
use super::sentences::{Joint, Sentence};
use super::weigher::{Cause, Weighed, Weigher};
use super::{SAID, SpeaksFor, Suggestion, Telling, log_odds, probability, reasons};

/// Probability that the next sentence is at the same step.
const STAY_IN_BLOCK: f64 = 0.5;
const STAY_IN_NEXT_BLOCK: f64 = 0.3;

/// How much likelier a text goes on to a later step of the scheme than back to an earlier one.
const ONWARD: f64 = 2.0;

/// Least probability of a step that is suggested, in shares of what each would have by chance.
const ABOVE_CHANCE: f64 = 1.25;

/// Adds the step to each suggestion that has an episode.
pub(super) fn of_document(
    scheme: &Scheme,
    sentences: &[Weighed<'_>],
    weigher: &Weigher<'_>,
    telling: Telling,
    told: &mut [Suggestion],
) {
    let steps = scheme.steps.len();
    if steps == 0 {
        return;
    }
    let model = Model { start: vec![1.0 / steps as f64; steps], leave: Leave::From(onward(steps)) };
    let mut from = 0;
    while from < told.len() {
        let to = run_end(sentences, told, from);
        if !told[from].episodes.is_empty() {
            model.of_run(&sentences[from..to], weigher, telling, &mut told[from..to]);
        }
        from = to;
    }
}

/// The end of the run that tells the same main episode, or nothing.
fn run_end(sentences: &[Weighed<'_>], told: &[Suggestion], from: usize) -> usize {
    let main = |at: usize| told[at].episodes.first().map(|(episode, _)| *episode);
    let goes_on = |&at: &usize| main(at) == main(from) && sentences[at].sentence.joint != Joint::Apart;
    (from + 1..told.len()).take_while(goes_on).last().map_or(from + 1, |last| last + 1)
}

/// How a text goes through the steps of a scheme.
struct Model {
    start: Vec<f64>,
    leave: Leave,
}

impl Model {
    fn of_run(
        &self,
        sentences: &[Weighed<'_>],
        weigher: &Weigher<'_>,
        telling: Telling,
        told: &mut [Suggestion],
    ) {
        let own: Vec<Vec<Cause>> = sentences
            .iter()
            .zip(told.iter())
            .map(|(sentence, told)| {
                let episodes: Vec<EpisodeIndex> = told.episodes.iter().map(|(episode, _)| *episode).collect();
                weigher.for_steps(sentence, &episodes)
            })
            .collect();
        let steps = self.start.len();
        let places: Vec<Place> =
            sentences.iter().zip(&own).map(|(weighed, own)| place(weighed.sentence, own, steps)).collect();
        let found = posteriors(&places, &self.start, &self.leave);
        for ((((told, weighed), own), place), chances) in
            told.iter_mut().zip(sentences).zip(own).zip(&places).zip(found)
        {
            let best =
                (0..chances.len()).fold(0, |best, at| if chances[at] > chances[best] { at } else { best });
            if chances[best] < ABOVE_CHANCE / chances.len() as f64 && chances.len() > 1 {
                continue;
            }
            let chance = chances[best];
            let speaks_for = SpeaksFor::Step(StepIndex(best));
            told.step = Some((StepIndex(best), probability(log_odds(chance)) as f32));
            told.said.extend((place.evidence[best] >= SAID).then_some(speaks_for));
            if telling == Telling::Why {
                let own = weigher.reasons(weighed, &own, speaks_for);
                told.reasons.extend(reasons(own, chance, speaks_for));
            }
        }
    }
}

fn place(sentence: &Sentence, own: &[Cause], steps: usize) -> Place {
    let mut evidence = vec![0.0; steps];
    for cause in own {
        if let SpeaksFor::Step(StepIndex(step)) = cause.speaks_for {
            evidence[step] += f64::from(cause.weight);
        }
    }
    let stay = if sentence.joint == Joint::Sentence { STAY_IN_BLOCK } else { STAY_IN_NEXT_BLOCK };
    Place { evidence, stay }
}

/// Where a text goes from each step.
fn onward(steps: usize) -> Vec<Vec<f64>> {
    let row = |from: usize| -> Vec<f64> {
        let weight = |to: usize| match to.cmp(&from) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.0,
            std::cmp::Ordering::Greater => ONWARD,
        };
        let all: f64 = (0..steps).map(weight).sum();
        (0..steps).map(|to| if all > 0.0 { weight(to) / all } else { 1.0 }).collect()
    };
    (0..steps).map(row).collect()
}
