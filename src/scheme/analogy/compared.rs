//! Which groups of passages are analogous, and what they share. Not quadratic: candidates come from
//! what few groups tell.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::scheme::model::Direction;
use crate::scheme::suggest::{Trait, TraitKind};

use super::shared::{Common, Having, Met, Sum};
use super::{ANALOGOUS, Analogies, Group, Told};

/// Words that bring two together where they share nothing that the scheme gives and no kind of
/// deed: one word alone is chance. The same actors count as one.
const LEAST_WORDS: u32 = 2;

/// Bytes of the shortest word that brings two groups together.
const SHORTEST: usize = 4;

/// What a group counts for that has nothing of the scheme for its step, and the log-odds from
/// which it counts in full.
const UNTYPICAL: f32 = 0.2;
const TYPICAL: f32 = 4.0;

/// What is left of the likeness of two groups in which others moved, or the other way.
const TURNED_ROUND: f32 = 0.2;

/// Groups that are compared with all others in one go.
const AT_ONCE: usize = 64;

/// What several groups tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared<'a> {
    pub kind: TraitKind,
    pub text: &'a str,
    pub weight: f32,
}

/// Two groups of passages that play the same part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Analogy {
    /// Positions of the groups, the first before the second.
    pub groups: (usize, usize),
    /// The sum of the weights of what they share: 0 to 1.
    pub score: f32,
}

/// Groups of passages with what they tell.
pub struct Compared<'a> {
    analogies: &'a Analogies,
    groups: &'a [Group],
    read: Vec<Read>,
    /// By trait: how far it alone shows that what two groups share is no chance, up to
    /// [`LEAST_WORDS`].
    telling: Vec<u32>,
}

/// What a group tells, with what that counts for.
struct Read {
    /// Numbers of its passages and of its traits, ascending, each once.
    passages: Vec<u32>,
    traits: Vec<u32>,
    length: f32,
    /// How surely it tells its step: up to 1.
    typical: f32,
    directions: Vec<Direction>,
}

impl<'a> Compared<'a> {
    pub(super) fn new(analogies: &'a Analogies, groups: &'a [Group]) -> Self {
        let read = groups.iter().map(|group| analogies.read(group)).collect();
        let told = analogies.traits.iter().map(Option::as_deref);
        let telling = told.map(|known| known.map_or(0, telling)).collect();
        Self { analogies, groups, read, telling }
    }

    /// The analogous pairs of groups of different episodes at the same step, in order.
    pub fn pairs(&self) -> Vec<Analogy> {
        let passages = self.read.iter().map(|read| read.passages.as_slice());
        let passages = Having::new(self.analogies.told.len(), passages);
        let traits = self.read.iter().map(|read| read.traits.as_slice());
        let traits = Having::new(self.analogies.traits.len(), traits);
        let common = Common::new(self, &traits);
        let of_group = |met: &mut Met, at: usize| -> Vec<Analogy> {
            met.begin();
            for &number in &self.read[at].passages {
                passages.few_after(number, at).iter().for_each(|&other| met.add(other, Sum::default()));
            }
            for &number in &self.read[at].traits {
                let adds = self.adds(number);
                traits.few_after(number, at).iter().for_each(|&other| met.add(other, adds));
            }
            let shared =
                |(other, few): (usize, Sum)| self.analogy(at, other, || few.and(common.shared(at, other)));
            met.in_order().filter_map(shared).collect()
        };
        let groups = (0..self.groups.len()).into_par_iter().with_min_len(AT_ONCE);
        let found: Vec<Vec<Analogy>> = groups.map_init(|| Met::new(self.groups.len()), of_group).collect();
        found.concat()
    }

    /// What the groups of analogous pairs share: for each thing the sum of its shares of the pairs'
    /// scores, heaviest first.
    pub fn shared(&self, pairs: &[(usize, usize)]) -> Vec<Shared<'_>> {
        let mut parts: Vec<(u32, f32)> = Vec::new();
        let mut sums: BTreeMap<(TraitKind, &str), f64> = BTreeMap::new();
        for &(a, b) in pairs {
            if self.has_one_passage(a, b) {
                let both = (TraitKind::Passage, "one passage tells both");
                *sums.entry(both).or_default() += f64::from(ANALOGOUS);
                continue;
            }
            let scale = self.scale(a, b);
            let both = both(&self.read[a].traits, &self.read[b].traits);
            parts.extend(both.map(|number| (number, self.square(number) * scale)));
        }
        parts.sort_by_key(|(number, _)| *number);
        for parts in parts.chunk_by(|(a, _), (b, _)| a == b) {
            let Some(Trait { kind, text, .. }) = self.analogies.traits[parts[0].0 as usize].as_deref() else {
                continue;
            };
            let weight: f64 = parts.iter().map(|(_, weight)| f64::from(*weight)).sum();
            *sums.entry((*kind, text)).or_default() += weight;
        }
        let shared = |((kind, text), weight)| Shared { kind, text, weight: weight as f32 };
        let mut shared: Vec<Shared<'_>> = sums.into_iter().map(shared).collect();
        shared.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        shared
    }

    /// Two groups, if they are analogous by what they share.
    fn analogy(&self, a: usize, b: usize, shared: impl Fn() -> Sum) -> Option<Analogy> {
        let (first, second) = (&self.groups[a], &self.groups[b]);
        if first.episode == second.episode || first.step != second.step {
            return None;
        }
        let groups = (a, b);
        // A passage is its own counterpart only where there is nothing better.
        if self.has_one_passage(a, b) {
            return Some(Analogy { groups, score: ANALOGOUS });
        }
        let shared = shared();
        let score = shared.squares as f32 * self.scale(a, b);
        (score >= ANALOGOUS && shared.telling >= LEAST_WORDS).then_some(Analogy { groups, score })
    }

    pub(super) fn count(&self) -> usize {
        self.groups.len()
    }

    fn square(&self, number: u32) -> f32 {
        self.analogies.squares[number as usize]
    }

    /// What a trait that two groups share adds to all that they share.
    pub(super) fn adds(&self, number: u32) -> Sum {
        Sum { squares: self.square(number).into(), telling: self.telling[number as usize] }
    }

    fn has_one_passage(&self, a: usize, b: usize) -> bool {
        let others = &self.read[b].passages;
        self.read[a].passages.iter().any(|number| others.contains(number))
    }

    /// What the square of a shared trait's weight is to be multiplied by to give its share.
    fn scale(&self, a: usize, b: usize) -> f32 {
        let step = self.groups[a].step;
        let (a, b) = (&self.read[a], &self.read[b]);
        let turned = self.analogies.directed.get(step.0) == Some(&true)
            && !a.directions.is_empty()
            && !b.directions.is_empty()
            && !a.directions.iter().any(|direction| b.directions.contains(direction));
        let part = a.typical * b.typical * if turned { TURNED_ROUND } else { 1.0 };
        part / (a.length * b.length).max(f32::MIN_POSITIVE)
    }
}

impl Analogies {
    fn read(&self, group: &Group) -> Read {
        let positions = group.passages.iter().filter_map(|&passage| self.position(passage));
        let passages = once(positions.map(|position| position as u32).collect());
        let told = || passages.iter().map(|&position| &self.told[position as usize]);
        let traits =
            once(told().flat_map(|told| told.masked.alike.iter().copied().chain(told.moved)).collect());
        let squares: f64 = traits.iter().map(|&number| f64::from(self.squares[number as usize])).sum();
        let surest = told().map(|told| told.speaks_for(group)).fold(0.0, f32::max);
        let typical = UNTYPICAL + (1.0 - UNTYPICAL) * (surest / TYPICAL).min(1.0);
        let directions = told().filter_map(|told| told.direction).collect();
        Read { traits, length: (squares as f32).sqrt(), typical, directions, passages }
    }
}

/// Ascending, each once.
#[expect(clippy::stable_sort_primitive, reason = "runs that are in order already are made use of")]
fn once(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort();
    numbers.dedup();
    numbers
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

/// Whether what groups share is more than one word: how much a trait adds to that.
fn telling(Trait { kind, text, .. }: &Trait) -> u32 {
    match kind {
        TraitKind::Term | TraitKind::Deed | TraitKind::Direction | TraitKind::Passage => LEAST_WORDS,
        TraitKind::Actors => 1,
        TraitKind::Word => u32::from(text.len() >= SHORTEST),
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
