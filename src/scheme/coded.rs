//! What a passage is coded as where its paragraph or its sentences were coded instead.

use crate::text::{Document, Passage};

use super::model::{Coded, EpisodeIndex, StepIndex};

/// What a passage is coded as, where `own` gives what was coded on exactly one. A sentence
/// without a coding of its own has that of its paragraph; a paragraph without one has the episodes
/// of its sentences and the step that most of them have.
pub fn coded_of<'a>(
    document: &Document,
    passage: Passage,
    own: impl Fn(Passage) -> Option<&'a Coded>,
) -> Coded {
    if let Some(coded) = own(passage) {
        return coded.clone();
    }
    if passage.sentence.is_some() {
        return own(Passage { sentence: None, ..passage }).cloned().unwrap_or_default();
    }
    together(&document.sentences_of(passage).filter_map(own).collect::<Vec<_>>())
}

fn together(codings: &[&Coded]) -> Coded {
    let mut episodes: Vec<EpisodeIndex> = Vec::new();
    let mut steps: Vec<(StepIndex, usize)> = Vec::new();
    for coded in codings {
        for &episode in &coded.episodes {
            if !episodes.contains(&episode) {
                episodes.push(episode);
            }
        }
        if let Some(step) = coded.step {
            match steps.iter_mut().find(|(known, _)| *known == step) {
                Some((_, count)) => *count += 1,
                None => steps.push((step, 1)),
            }
        }
    }
    // The first of those that are told equally often.
    let step = steps.iter().rev().max_by_key(|(_, count)| *count).map(|(step, _)| *step);
    Coded { episodes, step, ..Coded::default() }
}
