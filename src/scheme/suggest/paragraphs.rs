//! Suggestions for whole blocks, from those for their sentences.

use crate::scheme::model::{EpisodeIndex, StepIndex};
use crate::text::Passage;

use super::{Reason, SpeaksFor, Suggestion};

/// One suggestion for each block: the episodes of all its sentences, each as sure as in its surest
/// sentence and for the reasons that this has; and the step that has most in all together.
pub fn by_paragraph(sentences: &[Suggestion]) -> Vec<Suggestion> {
    let block = |suggestion: &Suggestion| Passage { sentence: None, ..suggestion.passage };
    let blocks = sentences.chunk_by(|a, b| block(a) == block(b));
    blocks.map(|sentences| together(block(&sentences[0]), sentences)).collect()
}

fn together(passage: Passage, sentences: &[Suggestion]) -> Suggestion {
    let mut reasons = Vec::new();
    let mut episodes: Vec<(EpisodeIndex, f32)> = Vec::new();
    for &(episode, _) in sentences.iter().flat_map(|sentence| &sentence.episodes) {
        if episodes.iter().all(|(known, _)| *known != episode) {
            let confidence = |sentence: &Suggestion| {
                sentence.episodes.iter().find(|(at, _)| *at == episode).map(|(_, confidence)| *confidence)
            };
            episodes.extend(
                surest(sentences, confidence, SpeaksFor::Episode(episode), &mut reasons)
                    .map(|c| (episode, c)),
            );
        }
    }
    episodes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let step = most_told(sentences).and_then(|step| {
        let confidence = |sentence: &Suggestion| {
            sentence.step.filter(|(at, _)| *at == step).map(|(_, confidence)| confidence)
        };
        surest(sentences, confidence, SpeaksFor::Step(step), &mut reasons)
            .map(|confidence| (step, confidence))
    });
    let date = sentences.iter().find_map(|sentence| sentence.date);
    Suggestion { passage, episodes, step, date, said: Vec::new(), reasons }
}

/// The confidence of the surest sentence, the first of several; its reasons are added.
fn surest(
    sentences: &[Suggestion],
    confidence: impl Fn(&Suggestion) -> Option<f32>,
    speaks_for: SpeaksFor,
    reasons: &mut Vec<Reason>,
) -> Option<f32> {
    let known = sentences.iter().rev().filter_map(|sentence| Some((sentence, confidence(sentence)?)));
    let (sentence, confidence) = known.max_by(|a, b| a.1.total_cmp(&b.1))?;
    reasons.extend(sentence.reasons.iter().filter(|reason| reason.speaks_for == speaks_for).cloned());
    Some(confidence)
}

/// The step with the largest sum of confidences.
fn most_told(sentences: &[Suggestion]) -> Option<StepIndex> {
    let mut sums: Vec<(StepIndex, f32)> = Vec::new();
    for (step, confidence) in sentences.iter().filter_map(|sentence| sentence.step) {
        match sums.iter_mut().find(|(known, _)| *known == step) {
            Some((_, sum)) => *sum += confidence,
            None => sums.push((step, confidence)),
        }
    }
    sums.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(step, _)| *step)
}
