//! What matches say of codings: two passages that tell the same are of the same episode and step.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::matching::Match;
use crate::scheme::model::{Coded, EpisodeIndex, Link, StepIndex, Strength};
use crate::text::Passage;

use super::taught::CodedByHand;
use super::{FurtherEvidence, SpeaksFor, Suggestion};

/// Log-odds of what a passage surely tells that matches another.
const MATCHED: f32 = 1.0;

/// Matches of the sentences of a collection, with what the scheme alone takes them to tell: what
/// the matches rest on and nothing made by hand, so that they stay as long as texts and scheme.
#[derive(Debug, Default)]
pub struct Matched {
    /// Best first.
    pairs: Vec<(Passage, Passage)>,
    /// What passages say themselves: what stands around a passage does not stand around its
    /// counterpart.
    told: HashMap<Passage, Told>,
}

/// Episodes, and the step, each with the confidence.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    episodes: Vec<(EpisodeIndex, f32)>,
    step: Option<(StepIndex, f32)>,
}

impl Matched {
    /// `matches` are those of sentences, best first, and `suggestions` those from the scheme alone.
    pub fn new(matches: &[Match], suggestions: Vec<Suggestion>) -> Self {
        let pairs = matches.iter().map(|found| (found.a, found.b)).collect();
        let told = suggestions.into_iter().map(|one| (one.passage, Told::said(&one)));
        Self { pairs, told: told.filter(|(_, told)| !told.is_nothing()).collect() }
    }
}

/// The counterpart of a passage, with what it gives the passage, in log-odds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tie {
    pub counterpart: Passage,
    pub episodes: Vec<(EpisodeIndex, f32)>,
    pub step: Option<(StepIndex, f32)>,
}

/// The ties of passages.
#[derive(Debug, Default)]
pub(super) struct Ties(HashMap<Passage, Tie>);

impl Ties {
    /// The ties of the sentences of these documents: by matches of which each is the other's best,
    /// but by those that a person rejected, and before them by the strong links that persons made
    /// of two sentences. What a person coded comes before what the scheme suggests.
    pub fn new(evidence: FurtherEvidence<'_>, documents: &Range<usize>) -> Self {
        let Some(matched) = evidence.matched else { return Self::default() };
        let FurtherEvidence { by_hand, .. } = evidence;
        let coded = CodedByHand::new(by_hand.map_or(&[], |collection| &collection.codings));
        let told = |passage: Passage| -> Option<Told> {
            coded.of(passage).map(Told::of).or_else(|| matched.told.get(&passage).cloned())
        };
        let links = by_hand.into_iter().flat_map(|collection| &collection.links);
        let are_sentences = |link: &&Link| link.a.sentence.is_some() && link.b.sentence.is_some();
        let links = links.filter(|link| link.strength == Strength::Strong).filter(are_sentences);
        let linked = first_of_each(links.map(|link| (link.a, link.b)), |_| true);
        let holds = |(a, b): &(Passage, Passage)| by_hand.is_none_or(|said| !said.is_rejected(*a, *b));
        let pairs = || matched.pairs.iter().copied().filter(holds);
        let is_asked = |passage: Passage| documents.contains(&passage.document.0);
        let mut counterparts = first_of_each(pairs(), is_asked);
        let others: HashSet<Passage> = counterparts.values().copied().collect();
        let best_of_others = first_of_each(pairs(), |passage| others.contains(&passage));
        counterparts.retain(|passage, other| {
            let is_mutual = best_of_others.get(other) == Some(passage);
            is_mutual && !linked.contains_key(passage) && !linked.contains_key(other)
        });
        counterparts.extend(linked.into_iter().filter(|(passage, _)| is_asked(*passage)));
        let tie = |(passage, counterpart)| Some((passage, Tie::new(counterpart, told(counterpart)?)));
        Self(counterparts.into_iter().filter_map(tie).collect())
    }

    pub fn of(&self, passage: Passage) -> Option<&Tie> {
        self.0.get(&passage)
    }
}

/// For each passage that is wanted the other one of the first pair that it is in.
fn first_of_each(
    pairs: impl Iterator<Item = (Passage, Passage)>,
    is_wanted: impl Fn(Passage) -> bool,
) -> HashMap<Passage, Passage> {
    let mut first = HashMap::new();
    for (a, b) in pairs {
        for (passage, other) in [(a, b), (b, a)] {
            if is_wanted(passage) {
                first.entry(passage).or_insert(other);
            }
        }
    }
    first
}

impl Told {
    /// What a suggestion says that does not rest on what stands around the passage.
    fn said(suggestion: &Suggestion) -> Self {
        let is_said = |of| suggestion.said.contains(&of);
        let episodes = suggestion.episodes.iter().copied();
        Self {
            episodes: episodes.filter(|(episode, _)| is_said(SpeaksFor::Episode(*episode))).collect(),
            step: suggestion.step.filter(|(step, _)| is_said(SpeaksFor::Step(*step))),
        }
    }

    fn is_nothing(&self) -> bool {
        self.episodes.is_empty() && self.step.is_none()
    }

    /// What a person says is sure.
    fn of(coded: &Coded) -> Self {
        let episodes = coded.episodes.iter().map(|&episode| (episode, 1.0)).collect();
        Self { episodes, step: coded.step.map(|step| (step, 1.0)) }
    }
}

impl Tie {
    fn new(counterpart: Passage, told: Told) -> Self {
        let weight = |sure: f32| MATCHED * sure;
        Self {
            counterpart,
            episodes: told.episodes.into_iter().map(|(episode, sure)| (episode, weight(sure))).collect(),
            step: told.step.map(|(step, sure)| (step, weight(sure))),
        }
    }
}

#[cfg(test)]
mod tests;
