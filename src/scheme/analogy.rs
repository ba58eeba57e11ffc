//! Analogies: passages of different episodes that play the same part at the same step. Names and
//! figures are masked, so that what is left is what was done: the words for it, the terms that the
//! scheme gives for steps, the kind of deed (`deeds`), and who of its actors stand in it or moved
//! towards whom.
//!
//! Two groups of passages are as like as the cosine of what they tell, weighed by how rare it is,
//! times how surely each tells its step: what stands level in a parallel view is what the episodes
//! have in common, and that is what the scheme gives for their step. Each shared thing adds its
//! share of the score.

mod deeds;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::text::Passage;

use super::collection::Collection;
use super::model::{Direction, EpisodeIndex, StepIndex};
use super::suggest::{Masked, MaskedTexts, Trait, TraitKind};

pub(super) use deeds::deeds;

/// How much a thing counts besides its rarity: who moved towards whom says most, and a term of the
/// scheme or a kind of deed says more than any word.
fn weight(kind: TraitKind) -> f32 {
    match kind {
        TraitKind::Word | TraitKind::Actors | TraitKind::Passage => 1.0,
        TraitKind::Term | TraitKind::Deed => 1.5,
        TraitKind::Direction => 3.0,
    }
}

/// Least score of analogous groups.
pub(super) const ANALOGOUS: f32 = 0.008;

/// Words that bring two together where they share nothing that the scheme gives and no kind of
/// deed: one word alone is chance. The same actors count as one.
const LEAST_WORDS: usize = 2;

/// Bytes of the shortest word that brings two groups together.
const SHORTEST: usize = 4;

/// Groups that may tell a thing for it to bring two together: what more of them tell is counted,
/// but finds no candidates.
const MOST_TELLING: usize = 48;

/// What a group counts for that has nothing of the scheme for its step, and the log-odds from
/// which it counts in full.
const UNTYPICAL: f32 = 0.2;
const TYPICAL: f32 = 4.0;

/// What is left of the likeness of two groups in which others moved, or the other way.
const TURNED_ROUND: f32 = 0.2;

/// Passages of one episode at one step that stand together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub episode: EpisodeIndex,
    pub step: StepIndex,
    pub passages: Vec<Passage>,
}

/// Two groups of passages that play the same part.
#[derive(Clone, Debug, PartialEq)]
pub struct Analogy<'a> {
    /// Positions of the groups, the first before the second.
    pub groups: (usize, usize),
    /// The sum of the weights of what they share: 0 to 1.
    pub score: f32,
    /// Heaviest first.
    pub shared: Vec<Shared<'a>>,
}

/// What both of two groups tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared<'a> {
    pub kind: TraitKind,
    pub text: &'a str,
    pub weight: f32,
}

/// What the passages of a collection tell, ready to be compared.
pub struct Analogies {
    told: HashMap<Passage, Told>,
    /// By number.
    traits: Vec<Arc<Trait>>,
    /// By number: what it counts for.
    weights: Vec<f32>,
    /// By step: whether who moved towards whom belongs to it.
    directed: Vec<bool>,
}

/// What one passage tells.
struct Told {
    /// Numbers of its traits, ascending, each once.
    traits: Vec<u32>,
    masked: Arc<Masked>,
    direction: Option<Direction>,
}

/// What a group tells, with what that counts for.
struct Read {
    traits: Vec<u32>,
    length: f32,
    /// How surely it tells its step: up to 1.
    typical: f32,
    directions: Vec<Direction>,
}

impl Analogies {
    /// Masks the passages that were not masked before. Linear in their length.
    pub fn new(collection: &Collection, passages: impl IntoIterator<Item = Passage>) -> Self {
        let scheme = &collection.scheme;
        let readings = collection.readings();
        let mut texts = readings.masked();
        let mut numbers = Numbers::default();
        let mut told: HashMap<Passage, Told> = HashMap::new();
        for passage in passages {
            if told.contains_key(&passage) {
                continue;
            }
            let masked = texts.masked(scheme, &collection.documents, passage);
            let direction = collection.coding(passage).and_then(|coding| coding.coded.direction);
            let moved = direction.map(|direction| scheme.direction_text(direction));
            let traits = numbers.of(&masked.traits, moved, &texts);
            told.insert(passage, Told { traits, masked, direction });
        }
        let weights = numbers.weights(told.len());
        let directed = scheme.steps.iter().map(|step| step.directed).collect();
        Self { told, traits: numbers.traits, weights, directed }
    }

    /// The analogous pairs among groups of different episodes at the same step, best first. Not
    /// quadratic: candidates come from what few groups tell.
    pub fn among(&self, groups: &[Group]) -> Vec<Analogy<'_>> {
        let read: Vec<Read> = groups.iter().map(|group| self.read(group)).collect();
        let analogy = |(a, b): (usize, usize)| {
            let shared = if groups[a].passages.iter().any(|passage| groups[b].passages.contains(passage)) {
                vec![itself()]
            } else {
                self.shared(&read[a], &read[b], groups[a].step)
            };
            let score: f32 = shared.iter().map(|shared| shared.weight).sum();
            let holds = score >= ANALOGOUS && is_telling(&shared);
            holds.then_some(Analogy { groups: (a, b), score, shared })
        };
        let mut found: Vec<Analogy<'_>> =
            candidates(groups, &read).into_par_iter().filter_map(analogy).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.groups.cmp(&b.groups)));
        found
    }

    fn read(&self, group: &Group) -> Read {
        let told = || group.passages.iter().filter_map(|passage| self.told.get(passage));
        let mut traits: Vec<u32> = told().flat_map(|told| &told.traits).copied().collect();
        traits.sort_unstable();
        traits.dedup();
        let length = traits.iter().map(|&number| self.weights[number as usize].powi(2)).sum::<f32>().sqrt();
        let surest = told().map(|told| told.speaks_for(group)).fold(0.0, f32::max);
        let typical = UNTYPICAL + (1.0 - UNTYPICAL) * (surest / TYPICAL).min(1.0);
        let directions = told().filter_map(|told| told.direction).collect();
        Read { traits, length, typical, directions }
    }

    /// What both tell, each with its share of the score.
    fn shared(&self, a: &Read, b: &Read, step: StepIndex) -> Vec<Shared<'_>> {
        let turned = self.directed.get(step.0) == Some(&true)
            && !a.directions.is_empty()
            && !b.directions.is_empty()
            && !a.directions.iter().any(|direction| b.directions.contains(direction));
        let part = a.typical * b.typical * if turned { TURNED_ROUND } else { 1.0 };
        let scale = part / (a.length * b.length).max(f32::MIN_POSITIVE);
        let shared = |number: u32| {
            let Trait { kind, text, .. } = &*self.traits[number as usize];
            Shared { kind: *kind, text, weight: self.weights[number as usize].powi(2) * scale }
        };
        let mut shared: Vec<Shared<'_>> = both(&a.traits, &b.traits).map(shared).collect();
        shared.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(b.text)));
        shared
    }
}

impl Told {
    /// What speaks for the group's step, in log-odds.
    fn speaks_for(&self, group: &Group) -> f32 {
        let here = self.masked.steps.iter().filter(|(episode, step, _)| {
            *step == group.step && episode.is_none_or(|episode| episode == group.episode)
        });
        here.map(|(_, _, weight)| weight).sum()
    }
}

/// What stands in both of two ascending lists.
fn both<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut left = b;
    a.iter().copied().filter(move |number| {
        let passed = left.iter().take_while(|other| *other < number).count();
        left = &left[passed..];
        left.first() == Some(number)
    })
}

/// Numbers traits in the order in which they come and counts the passages that have each.
#[derive(Default)]
struct Numbers {
    /// By the number that is the same for all that are alike.
    known: HashMap<u32, u32>,
    /// By who moved towards whom.
    moves: HashMap<String, u32>,
    traits: Vec<Arc<Trait>>,
    telling: Vec<u32>,
}

impl Numbers {
    /// The numbers of one passage's traits, ascending, each once.
    fn of(&mut self, traits: &[u32], moved: Option<String>, texts: &MaskedTexts) -> Vec<u32> {
        let mut told: Vec<u32> = Vec::with_capacity(traits.len() + 1);
        for &number in traits {
            let next = self.traits.len() as u32;
            let known = *self.known.entry(texts.alike(number)).or_insert(next);
            if known == next {
                self.add(Arc::clone(texts.get(number)));
            }
            told.push(known);
        }
        if let Some(text) = moved {
            let next = self.traits.len() as u32;
            let known = *self.moves.entry(text.clone()).or_insert(next);
            if known == next {
                self.add(Arc::new(Trait { kind: TraitKind::Direction, key: text.clone(), text }));
            }
            told.push(known);
        }
        told.sort_unstable();
        told.dedup();
        for &number in &told {
            self.telling[number as usize] += 1;
        }
        told
    }

    fn add(&mut self, next: Arc<Trait>) {
        self.traits.push(next);
        self.telling.push(0);
    }

    fn weights(&self, passages: usize) -> Vec<f32> {
        let rarity = |with: &u32| (1.0 + passages as f32 / (*with as f32 + 0.5)).ln();
        let kinds = self.traits.iter().map(|known| weight(known.kind));
        kinds.zip(&self.telling).map(|(weight, with)| weight * rarity(with)).collect()
    }
}

/// Pairs that share something which few groups tell, or a passage.
fn candidates(groups: &[Group], read: &[Read]) -> Vec<(usize, usize)> {
    let mut telling: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut holding: BTreeMap<Passage, Vec<usize>> = BTreeMap::new();
    for (at, (group, read)) in groups.iter().zip(read).enumerate() {
        read.traits.iter().for_each(|&number| telling.entry(number).or_default().push(at));
        group.passages.iter().for_each(|&passage| holding.entry(passage).or_default().push(at));
    }
    let few = telling.values().chain(holding.values()).filter(|telling| telling.len() <= MOST_TELLING);
    let apart =
        |&(a, b): &(usize, usize)| groups[a].episode != groups[b].episode && groups[a].step == groups[b].step;
    let mut pairs: Vec<(usize, usize)> = few
        .flat_map(|telling| {
            telling.iter().enumerate().flat_map(|(at, &a)| telling[at + 1..].iter().map(move |&b| (a, b)))
        })
        .filter(apart)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// A passage is its own counterpart only where there is nothing better.
fn itself() -> Shared<'static> {
    Shared { kind: TraitKind::Passage, text: "one passage tells both", weight: ANALOGOUS }
}

/// Whether what two groups share is more than one word.
fn is_telling(shared: &[Shared<'_>]) -> bool {
    let words = shared.iter().filter(|shared| match shared.kind {
        TraitKind::Word => shared.text.len() >= SHORTEST,
        TraitKind::Actors => true,
        _ => false,
    });
    let sure = [TraitKind::Term, TraitKind::Deed, TraitKind::Direction, TraitKind::Passage];
    shared.iter().any(|shared| sure.contains(&shared.kind)) || words.count() >= LEAST_WORDS
}

#[cfg(test)]
mod tests;
