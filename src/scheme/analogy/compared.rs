//! Which groups of passages are analogous, and what they share. Not quadratic: candidates come from
//! what few groups tell.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::scheme::model::Direction;
use crate::scheme::suggest::{Trait, TraitKind};

use super::{ANALOGOUS, Analogies, Group, Told};

/// Words that bring two together where they share nothing that the scheme gives and no kind of
/// deed: one word alone is chance. The same actors count as one.
const LEAST_WORDS: u32 = 2;

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

/// By number: the groups that have a passage or a trait, ascending; none where many have it.
struct Having(Vec<Vec<u32>>);

/// A table of the traits of one group. Filled and emptied group by group.
struct Marks {
    /// By number: the square of what it counts for, and how telling it is; 0 for those that the
    /// group does not have.
    traits: Vec<(f32, u32)>,
    /// By group: the last group that it was met from.
    met: Vec<u32>,
}

impl<'a> Compared<'a> {
    pub(super) fn new(analogies: &'a Analogies, groups: &'a [Group]) -> Self {
        let read = groups.iter().map(|group| analogies.read(group)).collect();
        let telling = analogies.traits.iter().map(|known| telling(known)).collect();
        Self { analogies, groups, read, telling }
    }

    /// The analogous pairs of groups of different episodes at the same step, in order.
    pub fn pairs(&self) -> Vec<Analogy> {
        let passages = Having::new(self.analogies.told.len(), self.read.iter().map(|read| &read.passages));
        let traits = Having::new(self.telling.len(), self.read.iter().map(|read| &read.traits));
        let of_group = |marks: &mut Marks, at: usize| -> Vec<Analogy> {
            let read = &self.read[at];
            let having = read.passages.iter().map(|&number| passages.after(number, at));
            let having = having.chain(read.traits.iter().map(|&number| traits.after(number, at)));
            let near = marks.met_first(at, having.flatten());
            for &number in &read.traits {
                marks.traits[number as usize] = (self.square(number), self.telling[number as usize]);
            }
            let pairs = near.into_iter().filter_map(|other| self.analogy(at, other, marks)).collect();
            for &number in &read.traits {
                marks.traits[number as usize] = (0.0, 0);
            }
            pairs
        };
        let groups = (0..self.groups.len()).into_par_iter().with_min_len(AT_ONCE);
        let found: Vec<Vec<Analogy>> = groups.map_init(|| self.marks(), of_group).collect();
        found.concat()
    }

    /// What the groups of analogous pairs share: for each thing the sum of its shares of the pairs'
    /// scores, heaviest first.
    pub fn shared(&self, pairs: &[(usize, usize)]) -> Vec<Shared<'_>> {
        let mut sums: BTreeMap<(TraitKind, &str), f32> = BTreeMap::new();
        let mut of_traits: BTreeMap<u32, f32> = BTreeMap::new();
        for &(a, b) in pairs {
            if self.has_one_passage(a, b) {
                *sums.entry((TraitKind::Passage, "one passage tells both")).or_default() += ANALOGOUS;
                continue;
            }
            let scale = self.scale(a, b);
            for number in both(&self.read[a].traits, &self.read[b].traits) {
                *of_traits.entry(number).or_default() += self.square(number) * scale;
            }
        }
        for (number, weight) in of_traits {
            let Trait { kind, text, .. } = &*self.analogies.traits[number as usize];
            *sums.entry((*kind, text)).or_default() += weight;
        }
        let mut shared: Vec<Shared<'_>> =
            sums.into_iter().map(|((kind, text), weight)| Shared { kind, text, weight }).collect();
        shared.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        shared
    }

    /// The second group beside the first, of which the traits are marked.
    fn analogy(&self, a: usize, b: usize, marks: &Marks) -> Option<Analogy> {
        let (first, second) = (&self.groups[a], &self.groups[b]);
        if first.episode == second.episode || first.step != second.step {
            return None;
        }
        let groups = (a, b);
        // A passage is its own counterpart only where there is nothing better.
        if self.has_one_passage(a, b) {
            return Some(Analogy { groups, score: ANALOGOUS });
        }
        let (mut sum, mut telling) = (0.0, 0);
        for &number in &self.read[b].traits {
            let marked = marks.traits[number as usize];
            sum += marked.0;
            telling += marked.1;
        }
        let score = sum * self.scale(a, b);
        (score >= ANALOGOUS && telling >= LEAST_WORDS).then_some(Analogy { groups, score })
    }

    fn square(&self, number: u32) -> f32 {
        self.analogies.squares[number as usize]
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

    fn marks(&self) -> Marks {
        Marks { traits: vec![(0.0, 0); self.telling.len()], met: vec![u32::MAX; self.groups.len()] }
    }
}

impl Analogies {
    fn read(&self, group: &Group) -> Read {
        let told = || group.passages.iter().filter_map(|passage| self.told.get(passage));
        let once = |mut numbers: Vec<u32>| {
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let traits = once(told().flat_map(|told| &told.traits).copied().collect());
        let length = traits.iter().map(|&number| self.squares[number as usize]).sum::<f32>().sqrt();
        let surest = told().map(|told| told.speaks_for(group)).fold(0.0, f32::max);
        let typical = UNTYPICAL + (1.0 - UNTYPICAL) * (surest / TYPICAL).min(1.0);
        let directions = told().filter_map(|told| told.direction).collect();
        Read { passages: once(told().map(|told| told.number).collect()), traits, length, typical, directions }
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

impl Having {
    fn new<'a>(numbers: usize, of_groups: impl Iterator<Item = &'a Vec<u32>>) -> Self {
        let mut having: Vec<Vec<u32>> = vec![Vec::new(); numbers];
        for (at, told) in of_groups.enumerate() {
            for &number in told {
                having[number as usize].push(at as u32);
            }
        }
        having.iter_mut().filter(|groups| groups.len() > MOST_TELLING).for_each(Vec::clear);
        Self(having)
    }

    /// The groups after one.
    fn after(&self, number: u32, at: usize) -> &[u32] {
        let groups = &self.0[number as usize];
        &groups[groups.partition_point(|&group| group as usize <= at)..]
    }
}

impl Marks {
    /// Each of some groups once, in order; they are met from this group.
    fn met_first<'a>(&mut self, from: usize, groups: impl Iterator<Item = &'a u32>) -> Vec<usize> {
        let mut first: Vec<usize> = Vec::new();
        for &group in groups {
            let met = &mut self.met[group as usize];
            if *met != from as u32 {
                *met = from as u32;
                first.push(group as usize);
            }
        }
        first.sort_unstable();
        first
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
