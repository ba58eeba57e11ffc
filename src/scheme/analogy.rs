//! Analogies: passages of different episodes that play the same part at the same step. Names and
//! figures are masked, so that what is left is what was done: the words for it, the terms that the
//! scheme gives for steps, and who of its actors stand in it.
//!
//! Two groups of passages are as like as the cosine of what they tell, weighed by how rare it is;
//! each shared thing adds its share of the score.

use std::collections::{BTreeMap, HashMap};

use crate::text::Passage;

use super::collection::Collection;
use super::suggest::{Masker, Trait, TraitKind};

/// How much a thing counts besides its rarity: a term of the scheme says more than any word.
fn weight(kind: TraitKind) -> f32 {
    match kind {
        TraitKind::Word | TraitKind::Actors | TraitKind::Passage => 1.0,
        TraitKind::Term => 1.5,
    }
}

/// Least score of analogous groups, and of each of the words that bring two together where they
/// share no term of a step: one word alone is chance.
const ANALOGOUS: f32 = 0.12;
const TELLING_WORD: f32 = 0.03;
const LEAST_WORDS: usize = 2;

/// Bytes of the shortest word that brings two groups together.
const SHORTEST: usize = 4;

/// Groups that may tell a thing for it to bring two together: what more of them tell is counted,
/// but finds no candidates.
const MOST_TELLING: usize = 24;

/// Two groups of passages that play the same part.
#[derive(Clone, Debug, PartialEq)]
pub struct Analogy {
    /// Positions of the groups, the first before the second.
    pub groups: (usize, usize),
    /// The sum of the weights of what they share: 0 to 1.
    pub score: f32,
    /// Heaviest first.
    pub shared: Vec<Shared>,
}

/// What both of two groups tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    pub kind: TraitKind,
    pub text: String,
    pub weight: f32,
}

/// What the passages of a collection tell, ready to be compared.
pub struct Analogies {
    /// By passage: numbers of what it tells, ascending, each once.
    told: HashMap<Passage, Vec<u32>>,
    /// By number.
    traits: Vec<(TraitKind, String)>,
    /// By number: what it counts for.
    weights: Vec<f32>,
}

impl Analogies {
    /// Masks the passages. Linear in their length.
    pub fn new(collection: &Collection, passages: impl IntoIterator<Item = Passage>) -> Self {
        let mut maskers: HashMap<Option<&str>, Masker> = HashMap::new();
        let mut numbers: HashMap<(TraitKind, String), u32> = HashMap::new();
        let mut analogies = Self { told: HashMap::new(), traits: Vec::new(), weights: Vec::new() };
        let mut telling: Vec<u32> = Vec::new();
        for passage in passages {
            if analogies.told.contains_key(&passage) {
                continue;
            }
            let document = collection.document(passage.document);
            let language = document.metadata.language.as_deref();
            let masker = maskers.entry(language).or_insert_with(|| Masker::new(&collection.scheme, language));
            let mut told = Vec::new();
            for Trait { kind, key, text } in
                masker.traits(&collection.scheme, &document.passage_text(passage))
            {
                told.push(*numbers.entry((kind, key)).or_insert_with(|| {
                    analogies.traits.push((kind, text));
                    telling.push(0);
                    telling.len() as u32 - 1
                }));
            }
            told.sort_unstable();
            told.dedup();
            for &number in &told {
                telling[number as usize] += 1;
            }
            analogies.told.insert(passage, told);
        }
        let all = analogies.told.len() as f32;
        let rarity = |with: &u32| (all / (*with as f32 + 0.5)).ln().max(0.0);
        let kinds = analogies.traits.iter().map(|(kind, _)| weight(*kind));
        analogies.weights = kinds.zip(&telling).map(|(weight, with)| weight * rarity(with)).collect();
        analogies
    }

    /// The analogous pairs among groups of passages, best first; `apart` says whether two groups
    /// may be paired. Not quadratic: candidates come from what few groups tell.
    pub fn among(&self, groups: &[Vec<Passage>], apart: &dyn Fn(usize, usize) -> bool) -> Vec<Analogy> {
        let told: Vec<Vec<u32>> = groups.iter().map(|group| self.told_in(group)).collect();
        let lengths: Vec<f32> = told.iter().map(|told| self.length(told)).collect();
        let mut telling: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (group, told) in told.iter().enumerate() {
            for &number in told {
                telling.entry(number).or_default().push(group);
            }
        }
        let few = telling.values().filter(|telling| telling.len() <= MOST_TELLING);
        let mut pairs: Vec<(usize, usize)> = few
            .flat_map(|telling| {
                telling.iter().enumerate().flat_map(|(at, &a)| telling[at + 1..].iter().map(move |&b| (a, b)))
            })
            .filter(|&(a, b)| apart(a, b))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let analogy = |(a, b): (usize, usize)| {
            let shared = if groups[a].iter().any(|passage| groups[b].contains(passage)) {
                vec![Shared {
                    kind: TraitKind::Passage,
                    text: "one passage tells both".to_owned(),
                    weight: 1.0,
                }]
            } else {
                self.shared(&told[a], &told[b], lengths[a] * lengths[b])
            };
            let score = shared.iter().map(|shared| shared.weight).sum();
            (score >= ANALOGOUS && is_telling(&shared)).then_some(Analogy { groups: (a, b), score, shared })
        };
        let mut found: Vec<Analogy> = pairs.into_iter().filter_map(analogy).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.groups.cmp(&b.groups)));
        found
    }

    fn told_in(&self, group: &[Passage]) -> Vec<u32> {
        let mut told: Vec<u32> =
            group.iter().filter_map(|passage| self.told.get(passage)).flatten().copied().collect();
        told.sort_unstable();
        told.dedup();
        told
    }

    fn length(&self, told: &[u32]) -> f32 {
        told.iter().map(|&number| self.weights[number as usize].powi(2)).sum::<f32>().sqrt()
    }

    /// What both tell, each with its share of the cosine.
    fn shared(&self, a: &[u32], b: &[u32], lengths: f32) -> Vec<Shared> {
        let both = a.iter().filter(|number| b.binary_search(number).is_ok());
        let shared = |&number: &u32| {
            let (kind, text) = &self.traits[number as usize];
            let weight = self.weights[number as usize].powi(2) / lengths.max(f32::MIN_POSITIVE);
            Shared { kind: *kind, text: text.clone(), weight }
        };
        let mut shared: Vec<Shared> = both.map(shared).collect();
        shared.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
        shared
    }
}

/// Whether what two groups share is more than one word.
fn is_telling(shared: &[Shared]) -> bool {
    let is_long = |text: &str| text.len() >= SHORTEST;
    let words = shared.iter().filter(|shared| shared.weight >= TELLING_WORD && is_long(&shared.text));
    words.clone().any(|shared| matches!(shared.kind, TraitKind::Term | TraitKind::Passage))
        || words.count() >= LEAST_WORDS
}

#[cfg(test)]
mod tests;
