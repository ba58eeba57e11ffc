//! Finds the matches of passages, with what they rest on.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::text::{Document, Passage};

use super::evidence;
use super::index::Index;
use super::inputs::{Inputs, Labels};
use super::intake::{Indexed, Intake, Term};
use super::model::{EvidenceKind, Match, MatchKind, Unit};
use super::pooled::Pooled;
use super::ranking::{AVERAGE, Parts, Profile, Ranking, Scratch};
use super::subjects::Subjects;
use super::terms::Spellings;

/// Least points for a link, above what the two share with whatever does not tell the same, as the mean
/// of both sides.
const LINK: f32 = 6.0;
/// The same for each side alone.
const LINK_OF_A_SIDE: f32 = 0.5 * LINK;

/// So much of what the one that has less shares with itself two passages share in words that carry
/// matter, where they are linked: of a few short documents nothing is far off, and what stands
/// around and function words would link what has nothing else in common.
const MATTER: f32 = 0.06;

/// Points for shared words, names, dates and figures from which a match is of the same event and
/// no echo: twice what lesser candidates share.
const SAME_EVENT: f32 = 2.0 * AVERAGE;

/// A candidate this near to the best of its document counts as one of the best.
const NEAR_TIE: f32 = 0.6;

/// Passages that are worked on between two looks at whether to go on.
const CHUNK: usize = 256;
/// Of these, so many are worked on one after another.
const RUN: usize = 32;
/// Links that are held at most, with their evidence: where tens of thousands of lines are nearly the
/// same, each is linked with a hundred others. Of more, the best are kept.
pub const MOST_LINKS: usize = 200_000;
/// How many more may gather before the worst are dropped.
const SPARE_LINKS: usize = 50_000;

/// The passages of some documents, ready to be matched. Holds no text: it can outlive the
/// documents and be asked from any thread.
pub struct Matcher {
    passages: Vec<Indexed>,
    at: HashMap<Passage, usize>,
    terms: Vec<Term>,
    labels: Labels,
    ranking: Ranking,
    profiles: Vec<OnceLock<Box<Profile>>>,
    /// Memory of queries that are done.
    scratch: Mutex<Vec<Scratch>>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("passages", &self.passages.len()).finish_non_exhaustive()
    }
}

impl Matcher {
    /// Takes in the prose of the documents, sentence by sentence or block by block.
    pub fn new(documents: &[Document], spellings: &Spellings, unit: Unit) -> Self {
        Self::with(documents, Inputs { unit, spellings: spellings.clone(), ..Inputs::default() })
    }

    /// As [`Self::new`], with all that is known besides the texts.
    pub fn with(documents: &[Document], inputs: Inputs) -> Self {
        let intake = Intake::read(documents, &inputs.spellings, inputs.unit);
        let vectors = inputs.vectors.map(|vectors| Pooled::new(documents, &intake, &vectors));
        let Intake { passages, terms } = intake;
        let numbers: Vec<_> = passages.par_iter().map(Indexed::terms).collect();
        let of_documents: Vec<u32> =
            passages.iter().map(|indexed| indexed.passage.document.0 as u32).collect();
        let grammar: Vec<bool> = terms.iter().map(|term| term.is_grammar).collect();
        let index = Index::build(&numbers, &of_documents, &grammar);
        let subjects = Subjects::new(&numbers, &of_documents, &index);
        let labels = inputs.labels.rows(passages.iter().map(|indexed| indexed.passage));
        Self {
            at: passages.iter().enumerate().map(|(at, indexed)| (indexed.passage, at)).collect(),
            ranking: Ranking::new(index, subjects, labels, vectors),
            profiles: passages.iter().map(|_| OnceLock::new()).collect(),
            scratch: Mutex::default(),
            labels: inputs.labels,
            passages,
            terms,
        }
    }

    /// Every passage that can be asked about, in order.
    pub fn passages(&self) -> impl Iterator<Item = Passage> {
        self.passages.iter().map(|indexed| indexed.passage)
    }

    /// The best candidates for a passage, best first, of other documents; also those that are no
    /// links. The parts `background`, `company` and `rival` are those of the asking passage.
    pub fn matches_of(&self, passage: Passage, top: usize) -> Vec<Match> {
        self.matches_where(passage, top, |_| true)
    }

    /// Those of [`Self::matches_of`] with a passage that is wanted: what the others rest on is not looked
    /// for.
    pub fn matches_where(
        &self,
        passage: Passage,
        top: usize,
        is_wanted: impl Fn(Passage) -> bool,
    ) -> Vec<Match> {
        let Some(&at) = self.at.get(&passage) else { return Vec::new() };
        self.with_scratch(|scratch| {
            let best = self.ranking.best(at, self.profile(at, scratch), top, scratch);
            let wanted = |other: u32| is_wanted(self.passages[other as usize].passage);
            let wanted = best.into_iter().filter(|(other, _)| wanted(*other));
            wanted.map(|(other, parts)| self.asked(at, other as usize, &parts, scratch)).collect()
        })
    }

    /// As [`Self::matches_of`] for each of the passages, on all processors.
    pub fn matches_of_each(&self, passages: &[Passage], top: usize) -> Vec<Vec<Match>> {
        passages.par_iter().map(|passage| self.matches_of(*passage, top)).collect()
    }

    /// The pairs that count as matches, each once, `a` before `b`, best first; of more than
    /// [`MOST_LINKS`] those. The parts that depend on the asking passage are the means of both
    /// sides. What the scheme says of two passages links them only
    /// as far as it says more than of others.
    pub fn links(&self) -> Vec<Match> {
        self.links_until(&|| false, &mut |_, _| {})
    }

    /// As [`Self::links`]; stops early with what there is when `cancelled` says so. `progress`
    /// hears how much of the work is done, as passages of all passages; no link is found before
    /// half of it.
    pub fn links_until(
        &self,
        cancelled: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Vec<Match> {
        let all: Vec<usize> = (0..self.passages.len()).collect();
        // Each half of the work is about as long.
        let mut go_on = |done: usize| {
            progress(done / 2, all.len());
            !cancelled()
        };
        let mut links = Vec::new();
        for chunk in all.chunks(CHUNK) {
            if !go_on(chunk[0]) {
                return links;
            }
            self.in_turn(chunk, |at, scratch| {
                self.ranking.look_at(at, scratch);
            });
        }
        for chunk in all.chunks(CHUNK) {
            if !go_on(all.len() + chunk[0]) {
                break;
            }
            self.in_turn(chunk, |at, scratch| {
                self.profile(at, scratch);
            });
            links.par_extend(chunk.par_iter().flat_map_iter(|&at| self.links_of(at)));
            if links.len() > MOST_LINKS + SPARE_LINKS {
                keep_best(&mut links, MOST_LINKS);
            }
        }
        keep_best(&mut links, MOST_LINKS);
        links.sort_by(best_first);
        links
    }

    /// Does something with each of the passages, on all processors, those that follow each other
    /// with the same memory.
    fn in_turn(&self, passages: &[usize], each: impl Fn(usize, &mut Scratch) + Sync) {
        passages.par_chunks(RUN).for_each(|run| {
            self.with_scratch(|scratch| run.iter().for_each(|at| each(*at, scratch)));
        });
    }

    /// The links of a passage with later ones, and with earlier ones that do not know of it.
    fn links_of(&self, at: usize) -> Vec<Match> {
        self.with_scratch(|scratch| {
            let profile = self.profile(at, scratch);
            let mut links = Vec::new();
            for &(other, mut forth) in &profile.candidates {
                let other = other as usize;
                if other < at && self.known(other, at, scratch).is_some() {
                    continue;
                }
                self.ranking.add_common(at, other, &mut forth, scratch);
                if let Some(company) = self.linked(at, other, &forth, scratch) {
                    links.push(self.both_ways(
                        at.min(other),
                        at.max(other),
                        &Parts { company, ..forth },
                        scratch,
                    ));
                }
            }
            links
        })
    }

    fn profile(&self, at: usize, scratch: &mut Scratch) -> &Profile {
        self.profiles[at].get_or_init(|| Box::new(self.ranking.profile(at, LINK, scratch)))
    }

    fn with_scratch<T>(&self, run: impl FnOnce(&mut Scratch) -> T) -> T {
        let mut pool = self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = pool.pop().unwrap_or_else(|| self.ranking.scratch());
        drop(pool);
        let result = run(&mut scratch);
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        result
    }

    /// What `a` scores `b`, where `b` is among the candidates that it may be linked with.
    fn known(&self, a: usize, b: usize, scratch: &mut Scratch) -> Option<Parts> {
        let candidates = &self.profile(a, scratch).candidates;
        candidates.iter().find(|(other, _)| *other as usize == b).map(|(_, parts)| *parts)
    }

    /// Whether each is among the best of the other's document, and both are above what they share
    /// with passages that do not tell the same, by [`LINK`] on average and by half of it each, and
    /// share [`MATTER`]; `forth` are the parts asked from `a`. Where they are, what the best matches
    /// of both share, the mean of both sides.
    fn linked(&self, a: usize, b: usize, forth: &Parts, scratch: &mut Scratch) -> Option<f32> {
        let one = self.above(self.profile(a, scratch), b, forth)?;
        let back = if let Some(back) = self.known(b, a, scratch) {
            Parts { common: forth.common, ..back }
        } else {
            self.known(a, b, scratch)?;
            self.ranking.turned(*forth, a, self.profile(b, scratch), scratch)
        };
        let other = self.above(self.profile(b, scratch), a, &back)?;
        let is_link = f32::midpoint(one, other) >= LINK && self.share_matter(a, b, forth.vectors);
        is_link.then(|| f32::midpoint(forth.company, back.company))
    }

    /// Whether they have something in common that carries matter, by words or `by_vectors`.
    fn share_matter(&self, a: usize, b: usize, by_vectors: f32) -> bool {
        let index = self.ranking.index();
        evidence::matter(self, a, b) + by_vectors >= MATTER * index.own(a).min(index.own(b))
    }

    /// How far what speaks for a link is above what the one whose profile this is shares without
    /// telling the same; nothing where it is not far enough, or another passage of the document is
    /// better.
    fn above(&self, profile: &Profile, other: usize, parts: &Parts) -> Option<f32> {
        let above = parts.for_a_link() + parts.common - profile.far;
        (above >= LINK_OF_A_SIDE && self.is_near_best(profile, other, parts)).then_some(above)
    }

    /// Whether a passage is about as good a match as the best of its document, for the one whose
    /// profile this is.
    fn is_near_best(&self, profile: &Profile, other: usize, parts: &Parts) -> bool {
        let document = self.ranking.index().document(other);
        let best = profile.best.iter().find(|(of, _)| *of == document);
        best.is_none_or(|(_, best)| parts.for_a_link() >= NEAR_TIE * best)
    }

    /// The match as `a` sees it.
    fn asked(&self, a: usize, b: usize, parts: &Parts, scratch: &mut Scratch) -> Match {
        let linked = self.linked(a, b, parts, scratch).is_some();
        self.found(a, b, parts, self.profile(a, scratch).background, linked)
    }

    /// The match as the mean of both sides, whose parts these are.
    fn both_ways(&self, a: usize, b: usize, parts: &Parts, scratch: &mut Scratch) -> Match {
        let background = self.profile(a, scratch).background;
        let background = f32::midpoint(background, self.profile(b, scratch).background);
        self.found(a, b, parts, background, true)
    }

    fn found(&self, a: usize, b: usize, parts: &Parts, background: f32, linked: bool) -> Match {
        let evidence = evidence::parts(self, a, b, parts, background);
        let score = evidence.iter().map(|part| part.weight).sum();
        let quoted = evidence.iter().any(|part| part.kind == EvidenceKind::QuotedWords);
        let kind = match () {
            () if quoted => MatchKind::Quotation,
            () if parts.words >= SAME_EVENT => MatchKind::SameEvent,
            () => MatchKind::Echo,
        };
        let (a, b) = (self.passages[a].passage, self.passages[b].passage);
        Match { a, b, score, linked, kind, evidence, by_hand: false }
    }

    pub(super) fn ranking(&self) -> &Ranking {
        &self.ranking
    }

    pub(super) fn indexed(&self, at: usize) -> &Indexed {
        &self.passages[at]
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub(super) fn term(&self, number: u32) -> &Term {
        &self.terms[number as usize]
    }

    pub(super) fn label(&self, number: u32) -> &str {
        self.labels.text(number)
    }
}

/// By score; of equal ones those first that come first in the collection.
fn best_first(one: &Match, other: &Match) -> Ordering {
    other.score.total_cmp(&one.score).then((one.a, one.b).cmp(&(other.a, other.b)))
}

/// Drops all but the best, in any order.
fn keep_best(links: &mut Vec<Match>, most: usize) {
    if links.len() > most {
        links.select_nth_unstable_by(most, best_first);
        links.truncate(most);
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod vectors_tests;
