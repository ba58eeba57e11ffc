//! What two passages score, and which passages are the best candidates for one.
//!
//! The score is a sum of parts, in points: [`Index::scale`] makes a passage's lesser candidates
//! share [`AVERAGE`] points on average, whatever the collection, so that one threshold means the
//! same everywhere.
//!
//! - *words*: what the two share, by the [`Index`].
//! - *neighbours*: how far the passages before and after match each other too, along the diagonal
//!   or one off it. What any two passages share is taken off first and what one pair can give is
//!   capped, so that this counts only where a run of passages matches.
//! - *company*: what the best matches of the asking passage share with the other one (query
//!   expansion by the collection itself; Carpineto and Romano 2012). It depends on the asking side.
//! - *common*: how far both match the same passages, by their [circles](super::circle).
//! - *documents*: how far the documents of both are about the same, by their [subjects](super::subjects)
//!   and by vectors, where a caller gave some.
//! - *vectors*: how near the means of the [static vectors](super::pooled) of their tokens are, in
//!   standard deviations of any two passages, and what they share in words that are [alike](super::alike).
//!   Both are capped, so that they stay below what words say.
//! - *scheme*: labels that a caller gave to both, such as the episode and step they speak of.

use std::collections::HashMap;

use rayon::prelude::*;

use super::circle;
use super::index::{self, Index};
use super::intake::Term;
use super::lanes::Lanes;
use super::neighbours::Around;
use super::pooled::Pooled;
use super::sparse::Rows;
use super::subjects::Subjects;

mod candidates;

use candidates::Looks;

/// Points that lesser candidates share on average.
pub(super) const AVERAGE: f32 = 10.0;

/// Candidates from the fifth to the thirtieth tell what a passage scores against whatever is
/// about the same things.
pub(super) const LESSER: std::ops::Range<usize> = 4..30;

/// The background is so much of what lesser candidates score, and of what the best one does: below a
/// counterpart told in nearly the same words, what shares less of them is no other counterpart.
const OF_LESSER: f32 = 0.8;
const OF_BEST: f32 = 0.1;

/// Candidates that are scored by all parts for a passage's profile. More cost more for every pair.
const PROFILED: usize = 48;

/// Points that two passages must score by what they alone say, for that it is seen what matches
/// they have in common.
const STANDS_OUT: f32 = 13.0;

/// So much of what a passage shares with itself it shares with others by chance: what is long shares
/// more.
const OWN: f32 = 0.2;

/// What a point of the scheme counts for a link: half, as most passages of an episode do not tell the
/// same.
const SCHEME_FOR_A_LINK: f32 = 0.5;

/// Passages from which the scale is taken.
const SAMPLE: usize = 512;

/// The average of lesser candidates is at least this share of what passages score against
/// themselves: in a handful of passages nothing else is about the same things.
const LEAST_AVERAGE: f32 = 0.1;

/// The best matches that speak for others, and what they count for together.
const COMPANY: usize = 5;
const COMPANY_WEIGHT: f32 = 0.5;

/// What a better candidate of the same document takes off, of the points that it is ahead.
const RIVAL: f32 = 0.3;
const MOST_AHEAD: f32 = 0.5 * AVERAGE;

/// Candidates that are taken over from each of the best matches.
const GLANCE: usize = 24;

/// So many times the candidates that are asked for are scored, for what all parts say of them.
const WIDER: usize = 2;

/// Points for each standard deviation that two vectors are nearer than any two, and the most.
const VECTORS: f32 = 0.5;
const MOST_VECTORS: f32 = AVERAGE;

/// The same for two documents.
const DOCUMENT_VECTORS: f32 = 1.0;

/// Candidates that are found by vectors alone.
const NEAREST: usize = 16;

/// What two passages share, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub(super) words: f32,
    pub(super) neighbours: f32,
    pub(super) company: f32,
    pub(super) common: f32,
    pub(super) documents: f32,
    pub(super) scheme: f32,
    pub(super) vectors: f32,
    /// Not positive.
    pub(super) rival: f32,
}

impl Parts {
    /// What the two passages alone say, the same from either side.
    fn of_the_two(&self) -> f32 {
        self.words + self.neighbours + self.documents + self.vectors
    }

    /// What speaks for a link, but for matches in common.
    pub(super) fn for_a_link(&self) -> f32 {
        self.of_the_two() + self.company + SCHEME_FOR_A_LINK * self.scheme
    }

    pub(super) fn score(&self) -> f32 {
        self.of_the_two() + self.company + self.common + self.scheme + self.rival
    }
}

/// How a passage stands to the others. None of it counts matches in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The candidates that may be linked with it, best first.
    pub(super) candidates: Vec<(u32, Parts)>,
    /// What is taken off every candidate's score, by the lesser ones and the best.
    pub(super) background: f32,
    /// What it shares with others that do not tell the same: in words with those far off, and the
    /// more the longer it is; in labels with lesser candidates. Infinite for a commonplace.
    pub(super) far: f32,
    /// By document, as its first passage: the best there, by what speaks for a link.
    pub(super) best: Vec<(u32, f32)>,
    /// The best matches by words, vectors and neighbours, with their shares.
    company: Vec<(u32, f32)>,
}

/// Memory that one passage after another can use.
#[derive(Debug)]
pub(super) struct Scratch {
    index: index::Scratch,
    candidates: candidates::Scratch,
    around: Around,
    /// The passage's best matches.
    company: Lanes<COMPANY>,
}

/// Scores passages against each other.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    index: Index,
    subjects: Subjects,
    /// By passage: its labels; the inner product of two rows is in points.
    labels: Rows,
    vectors: Option<Pooled>,
    looks: Looks,
}

impl Ranking {
    /// `labels` has a row for each passage of the index, or none at all.
    pub(super) fn new(mut index: Index, subjects: Subjects, labels: Rows, vectors: Option<Pooled>) -> Self {
        let average = average(&index);
        if average > f32::EPSILON {
            index.scale(AVERAGE / average);
        }
        Self { looks: Looks::new(index.len()), index, subjects, labels, vectors }
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    pub(super) fn scratch(&self) -> Scratch {
        let index = self.index.scratch();
        let candidates = candidates::Scratch::new(&self.index, &self.subjects);
        let company = Lanes::new(self.index.terms());
        Scratch { index, candidates, around: Around::new(&self.index), company }
    }

    /// The words that set both passages' documents apart, heaviest first.
    pub(super) fn shared_subjects(&self, a: usize, b: usize) -> Vec<u32> {
        self.subjects.shared(a, b)
    }

    /// The labels that two passages share, in points.
    pub(super) fn shared_labels(&self, a: usize, b: usize) -> Vec<(u32, f32)> {
        let mut shared = Vec::new();
        if self.labels.len() > 0 {
            self.labels.each_shared(a, b, |label, weight| shared.push((label, weight)));
        }
        shared
    }

    /// Words of the two that are alike without being the same, most alike first.
    pub(super) fn alike(&self, terms: &[Term], a: usize, b: usize) -> Vec<(u32, u32)> {
        let weights = |passage: usize| self.index.weights(passage).collect::<Vec<_>>();
        let vectors = self.vectors.as_ref();
        vectors.map(|vectors| vectors.alike(terms, &weights(a), &weights(b))).unwrap_or_default()
    }

    /// `link` are the points above [`Profile::far`] from which two passages are linked.
    pub(super) fn profile(&self, passage: usize, link: f32, scratch: &mut Scratch) -> Profile {
        let look = self.look_at(passage, scratch);
        self.lay(passage, scratch);
        let of_the_two = |&other: &u32| (other, self.of_the_two(passage, other as usize, scratch));
        let mut found: Vec<(u32, Parts)> = look.candidates.iter().map(of_the_two).collect();
        found.sort_unstable_by(best_parts_first);
        let company = company(&found, mean_of(&found, LESSER));
        let mut profile = Profile { company, ..Profile::default() };
        self.lay_company(&profile, scratch);
        for (other, parts) in &mut found {
            self.add_asking(passage, *other as usize, &profile, parts, scratch);
        }
        found.sort_unstable_by(best_parts_first);
        let best = found.first().map_or(0.0, |(_, parts)| parts.score());
        profile.background = OF_LESSER * mean_of(&found, LESSER) + OF_BEST * best;
        profile.best = self.best_of_documents(&found);
        profile.far = look.far + OWN * self.index.own(passage) + SCHEME_FOR_A_LINK * scheme_of_lesser(&found);
        // Of two that are linked one has no less than the mean.
        found.retain(|(_, parts)| parts.for_a_link() + circle::POINTS >= profile.far + link);
        found.shrink_to_fit();
        profile.candidates = found;
        profile
    }

    /// By document: the best of the candidates, by what speaks for a link.
    fn best_of_documents(&self, found: &[(u32, Parts)]) -> Vec<(u32, f32)> {
        let mut best: Vec<(u32, f32)> = Vec::new();
        for (other, parts) in found {
            let document = self.index.document(*other as usize);
            let points = parts.for_a_link();
            match best.iter_mut().find(|(seen, _)| *seen == document) {
                Some((_, most)) => *most = most.max(points),
                None => best.push((document, points)),
            }
        }
        best
    }

    /// The best candidates, best first, by all parts. Looks wider than the profile: also at what is
    /// near by vectors, and at the best matches of its best matches.
    pub(super) fn best(
        &self,
        passage: usize,
        profile: &Profile,
        top: usize,
        scratch: &mut Scratch,
    ) -> Vec<(u32, Parts)> {
        let mut others = self.look_at(passage, scratch).candidates.to_vec();
        others.extend(self.nearest(passage));
        if WIDER * top > PROFILED {
            others.extend(self.look_wider(passage, WIDER * top, scratch));
        }
        if top > LESSER.start {
            for &(friend, _) in &profile.company {
                others.extend(self.index.glance(friend as usize, GLANCE, &mut scratch.index));
            }
        }
        others.sort_unstable();
        others.dedup();
        others.retain(|other| self.index.document(*other as usize) != self.index.document(passage));
        self.lay_out(passage, profile, scratch);
        let parts = |other: u32| (other, self.parts_laid_out(passage, other as usize, profile, scratch));
        let mut found: Vec<_> = others.into_iter().map(parts).collect();
        self.add_common_to_best(passage, &mut found, top, scratch);
        self.set_rivals(&mut found);
        found.sort_unstable_by(best_parts_first);
        found.truncate(top);
        found
    }

    /// Adds what the matches of both have in common to those that may be among the best with it; the
    /// others are left out, as each costs a first look.
    fn add_common_to_best(
        &self,
        passage: usize,
        found: &mut Vec<(u32, Parts)>,
        top: usize,
        scratch: &mut Scratch,
    ) {
        found.sort_unstable_by(best_parts_first);
        let mut least = f32::INFINITY;
        for at in 0..found.len() {
            let (other, parts) = &mut found[at];
            if at >= top && parts.score() + circle::POINTS < least - RIVAL * MOST_AHEAD {
                found.truncate(at);
                return;
            }
            self.add_common(passage, *other as usize, parts, scratch);
            if at < top {
                least = least.min(parts.score());
            }
        }
    }

    /// Takes off what a better candidate of the same document is ahead by.
    fn set_rivals(&self, found: &mut [(u32, Parts)]) {
        let mut best: HashMap<u32, f32> = HashMap::new();
        for (other, parts) in found.iter() {
            let best = best.entry(self.index.document(*other as usize)).or_insert(f32::MIN);
            *best = best.max(parts.score());
        }
        for (other, parts) in found {
            let ahead = best[&self.index.document(*other as usize)] - parts.score();
            parts.rival = -RIVAL * ahead.min(MOST_AHEAD);
        }
    }

    /// What the matches of both have in common, where the two stand out enough to be asked.
    pub(super) fn add_common(&self, passage: usize, other: usize, parts: &mut Parts, scratch: &mut Scratch) {
        if parts.of_the_two() >= STANDS_OUT {
            parts.common = self.common(passage, other, scratch);
        }
    }

    /// The same pair asked from the other side, whose profile it is: but for what its best matches
    /// share, the parts are the same from either side.
    pub(super) fn turned(&self, parts: Parts, to: usize, profile: &Profile, scratch: &mut Scratch) -> Parts {
        self.lay_company(profile, scratch);
        Parts { company: self.company(profile, to, scratch), ..parts }
    }

    fn lay_out(&self, passage: usize, profile: &Profile, scratch: &mut Scratch) {
        self.lay(passage, scratch);
        self.lay_company(profile, scratch);
    }

    fn lay(&self, passage: usize, scratch: &mut Scratch) {
        self.index.lay(passage, &mut scratch.index);
        scratch.around.lay(&self.index, passage);
    }

    fn lay_company(&self, profile: &Profile, scratch: &mut Scratch) {
        let friends = profile.company.iter().map(|(friend, _)| Some(*friend as usize));
        scratch.company.lay(self.index.rows(), friends);
    }

    /// All parts but matches in common.
    fn parts_laid_out(&self, passage: usize, other: usize, profile: &Profile, scratch: &Scratch) -> Parts {
        let mut parts = self.of_the_two(passage, other, scratch);
        self.add_asking(passage, other, profile, &mut parts, scratch);
        parts
    }

    /// What the two passages alone say.
    fn of_the_two(&self, passage: usize, other: usize, scratch: &Scratch) -> Parts {
        Parts {
            words: self.index.score(passage, other, &scratch.index),
            neighbours: scratch.around.score(&self.index, other),
            documents: self.documents(passage, other),
            vectors: self.vectors(passage, other),
            ..Parts::default()
        }
    }

    /// What the asking passage's best matches and the labels of both say.
    fn add_asking(
        &self,
        passage: usize,
        other: usize,
        profile: &Profile,
        parts: &mut Parts,
        scratch: &Scratch,
    ) {
        parts.company = self.company(profile, other, scratch);
        parts.scheme = self.scheme(passage, other);
    }

    fn scheme(&self, a: usize, b: usize) -> f32 {
        if self.labels.len() == 0 { 0.0 } else { self.labels.dot(a, b) }
    }

    fn documents(&self, a: usize, b: usize) -> f32 {
        let near = self.vectors.as_ref().map_or(0.0, |vectors| {
            vectors.nearness_of_documents(self.subjects.document(a), self.subjects.document(b))
        });
        let by_vectors = (DOCUMENT_VECTORS * near).min(MOST_VECTORS) * self.subjects.counts(a, b);
        self.subjects.score(a, b) + by_vectors
    }

    fn vectors(&self, a: usize, b: usize) -> f32 {
        let Some(vectors) = &self.vectors else { return 0.0 };
        let alike = vectors.words().score(self.index.rows(), a, b);
        (VECTORS * vectors.nearness(a, b)).min(MOST_VECTORS) + alike.min(MOST_VECTORS)
    }

    fn nearest(&self, passage: usize) -> Vec<u32> {
        let document = self.index.document_range(passage);
        self.vectors.as_ref().map(|vectors| vectors.nearest(passage, document, NEAREST)).unwrap_or_default()
    }

    fn company(&self, profile: &Profile, other: usize, scratch: &Scratch) -> f32 {
        let products = scratch.company.products(self.index.rows(), other);
        let shared = profile.company.iter().zip(products).map(|(&(friend, share), product)| {
            // What a document has in common with itself says nothing.
            let same = self.index.document(friend as usize) == self.index.document(other);
            if same { 0.0 } else { share * product }
        });
        COMPANY_WEIGHT * shared.sum::<f32>()
    }
}

/// What lesser candidates share by the scheme, on average; of a few in a small collection the lesser
/// half.
fn scheme_of_lesser(found: &[(u32, Parts)]) -> f32 {
    let end = LESSER.end.min(found.len());
    let lesser = &found[LESSER.start.min(end / 2)..end];
    lesser.iter().map(|(_, parts)| parts.scheme).sum::<f32>() / lesser.len().max(1) as f32
}

/// What has a score.
trait Scored {
    fn points(&self) -> f32;
}

impl Scored for f32 {
    fn points(&self) -> f32 {
        *self
    }
}

impl Scored for Parts {
    fn points(&self) -> f32 {
        self.score()
    }
}

fn best_parts_first(x: &(u32, Parts), y: &(u32, Parts)) -> std::cmp::Ordering {
    y.1.score().total_cmp(&x.1.score()).then(x.0.cmp(&y.0))
}

/// The mean score of the candidates of these ranks; those that are missing share nothing.
fn mean_of(found: &[(u32, impl Scored)], ranks: std::ops::Range<usize>) -> f32 {
    let end = ranks.end.min(found.len());
    let sum: f32 = found.get(ranks.start..end).unwrap_or_default().iter().map(|(_, of)| of.points()).sum();
    sum / ranks.len() as f32
}

fn company(found: &[(u32, Parts)], background: f32) -> Vec<(u32, f32)> {
    let above = found.iter().take(COMPANY);
    let above = above.map(|(other, parts)| (*other, (parts.score() - background).max(0.0)));
    let mut company: Vec<_> = above.filter(|(_, above)| *above > 0.0).collect();
    let all: f32 = company.iter().map(|(_, above)| above).sum::<f32>() + AVERAGE;
    for (_, above) in &mut company {
        *above /= all;
    }
    company
}

/// What the lesser candidates of a passage share with it, on average over the collection.
fn average(index: &Index) -> f32 {
    let step = index.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<usize> =
        (0..index.len()).step_by(step).filter(|&passage| index.own(passage) > 0.0).collect();
    let of = |scratch: &mut index::Scratch, passage: &usize| {
        (mean_of(&index.best(*passage, LESSER.end, scratch), LESSER), index.own(*passage))
    };
    let all: Vec<(f32, f32)> = sample.par_iter().map_init(|| index.scratch(), of).collect();
    let mean = |values: &mut dyn Iterator<Item = f32>| values.sum::<f32>() / all.len().max(1) as f32;
    let shared = mean(&mut all.iter().map(|(shared, _)| *shared));
    let own = mean(&mut all.iter().map(|(_, own)| *own));
    shared.max(LEAST_AVERAGE * own)
}
