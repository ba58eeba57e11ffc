//! Which passages are worth comparing with one: of thousands that share words with it, the best by
//! the sum of what costs little, as far as a few thousand postings tell: words, documents and the
//! passages around. What comes of this first look is kept, as others ask for it, too: the passage's
//! circle and what it shares with whatever is not about the same.

use std::sync::OnceLock;

use super::super::circle::{Circle, Shared};
use super::super::index::{Index, best_first, best_of};
use super::super::neighbours::Nearby;
use super::super::subjects::Subjects;
use super::{LESSER, PROFILED, Ranking, mean_of};

/// Candidates by words of which the most promising are looked for.
const WIDE: usize = 512;

/// Further ones, from what stands beside the best candidates of each passage beside it: few words
/// may be shared where a run of passages goes on.
const LED: usize = 16;

/// Candidates by words alone that tell what a passage shares with whatever is not about the same:
/// beyond the many reports of one event that a collection may hold.
const FAR: std::ops::Range<usize> = 20..60;
/// Where there are fewer they count as so many.
const FEWEST_FAR: usize = 8;

/// Of so many that share most by the words that were looked up, the one that shares most in full is
/// the nearest.
const MAY_BE_NEAREST: usize = 8;

/// A passage that shares this much of what it shares with its nearest with those far off, too, is
/// a commonplace: it links nothing.
const COMMONPLACE: f32 = 0.9;

/// Memory that one passage after another can use.
#[derive(Debug)]
pub(super) struct Scratch {
    nearby: Nearby,
    documents: Memo,
}

impl Scratch {
    pub(super) fn new(index: &Index, subjects: &Subjects) -> Self {
        Self { nearby: Nearby::new(index), documents: Memo::new(subjects.len()) }
    }
}

/// What one document has in common with others, as far as it was asked.
#[derive(Debug)]
struct Memo {
    asking: Option<usize>,
    /// By document, counted from 0.
    points: Vec<Option<f32>>,
    known: Vec<usize>,
}

impl Memo {
    fn new(documents: usize) -> Self {
        Self { asking: None, points: vec![None; documents], known: Vec::new() }
    }

    fn of(&mut self, asking: usize, other: usize, points: impl FnOnce() -> f32) -> f32 {
        if self.asking != Some(asking) {
            self.asking = Some(asking);
            for other in self.known.drain(..) {
                self.points[other] = None;
            }
        }
        *self.points[other].get_or_insert_with(|| {
            self.known.push(other);
            points()
        })
    }
}

/// What a first look at a passage has shown.
#[derive(Debug)]
pub(in super::super) struct Look {
    /// The passages most worth comparing with it, ascending.
    pub(super) candidates: Box<[u32]>,
    /// Mean score by words and vectors of what is not about the same; infinite for a commonplace.
    pub(super) far: f32,
    circle: Circle,
}

/// By passage: the first look at it, once somebody asked. Can be asked from any thread.
#[derive(Debug, Default)]
pub(super) struct Looks {
    all: Vec<OnceLock<Box<Look>>>,
}

impl Looks {
    pub(super) fn new(passages: usize) -> Self {
        Self { all: (0..passages).map(|_| OnceLock::new()).collect() }
    }
}

impl Ranking {
    /// Readies the passage to be compared with others.
    pub(in super::super) fn look_at(&self, passage: usize, scratch: &mut super::Scratch) -> &Look {
        self.looks.all[passage].get_or_init(|| Box::new(self.first_look(passage, scratch)))
    }

    /// What the matches of both have in common, in points; the same from either side.
    pub(super) fn common(&self, a: usize, b: usize, scratch: &mut super::Scratch) -> f32 {
        self.look_at(a, scratch).circle.score(&self.look_at(b, scratch).circle)
    }

    /// The matches that two passages have in common; nothing before somebody asked how far they do.
    pub(in super::super) fn shared_matches(&self, a: usize, b: usize) -> Option<Shared> {
        let look = |passage: usize| self.looks.all[passage].get();
        Some(look(a)?.circle.shared(&look(b)?.circle, a, b))
    }

    fn first_look(&self, passage: usize, scratch: &mut super::Scratch) -> Look {
        let mut found = self.index.wide(passage, WIDE, &mut scratch.index);
        let far = self.far(passage, &found, scratch);
        self.add_cheap_parts(passage, &mut found, scratch);
        let mut found = best_of(found, PROFILED);
        let mut candidates: Vec<u32> = found.iter().map(|(other, _)| *other).collect();
        candidates.sort_unstable();
        if self.vectors.is_some() {
            for (other, score) in &mut found {
                *score += self.vectors(passage, *other as usize);
            }
        }
        found.sort_unstable_by(best_first);
        let circle = Circle::new(passage, &found, mean_of(&found, LESSER));
        Look { candidates: candidates.into(), far, circle }
    }

    /// As the candidates of [`Self::look_at`], more of them, in no order.
    pub(super) fn look_wider(&self, passage: usize, most: usize, scratch: &mut super::Scratch) -> Vec<u32> {
        let mut found = self.index.wide(passage, WIDE.max(most), &mut scratch.index);
        self.add_cheap_parts(passage, &mut found, scratch);
        best_of(found, most).into_iter().map(|(other, _)| other).collect()
    }

    /// What a passage shares with whatever is not about the same, from candidates by words.
    fn far(&self, passage: usize, by_words: &[(u32, f32)], scratch: &mut super::Scratch) -> f32 {
        let mut best = best_of(by_words.to_vec(), FAR.end);
        best.sort_unstable_by(best_first);
        self.index.lay(passage, &mut scratch.index);
        let words = |&(other, _): &(u32, f32)| self.index.score(passage, other as usize, &scratch.index);
        let far_off = far_off(&best);
        let by_words: f32 = far_off.iter().map(words).sum();
        let by_vectors: f32 = far_off.iter().map(|(other, _)| self.vectors(passage, *other as usize)).sum();
        let mean = |sum: f32| sum / far_off.len().max(FEWEST_FAR) as f32;
        let nearest = best.iter().take(MAY_BE_NEAREST).map(words).fold(0.0, f32::max);
        if nearest > 0.0 && mean(by_words) >= COMMONPLACE * nearest {
            return f32::INFINITY;
        }
        mean(by_words + by_vectors)
    }

    /// Adds to what was found by words what the passages beside this one lead to, and to all what
    /// the passages around and the documents say.
    fn add_cheap_parts(&self, passage: usize, found: &mut Vec<(u32, f32)>, scratch: &mut super::Scratch) {
        scratch.candidates.nearby.lay(&self.index, passage);
        found.extend(self.led_to_anew(found, scratch));
        let Scratch { nearby, documents } = &mut scratch.candidates;
        let asking = self.subjects.document(passage);
        for (other, score) in found {
            let other = *other as usize;
            let about_the_same =
                documents.of(asking, self.subjects.document(other), || self.documents(passage, other));
            *score += nearby.score(&self.index, other) + about_the_same;
        }
    }

    /// Of what the passages beside this one lead to, those that are not known yet, with what they
    /// share by the words that were looked up; what shares none speaks for nothing.
    fn led_to_anew(&self, known: &[(u32, f32)], scratch: &super::Scratch) -> Vec<(u32, f32)> {
        let mut led = scratch.candidates.nearby.led_to(&self.index, LED);
        led.sort_unstable();
        led.dedup();
        let mut is_known = vec![false; led.len()];
        for at in known.iter().filter_map(|(known, _)| led.binary_search(known).ok()) {
            is_known[at] = true;
        }
        let new = led.into_iter().zip(is_known).filter(|(_, is_known)| !is_known);
        new.map(|(other, _)| (other, scratch.index.looked_up(other as usize)))
            .filter(|(_, score)| *score > 0.0)
            .collect()
    }
}

/// Of the best candidates those far off: of a few in a small collection the lesser half.
fn far_off(best: &[(u32, f32)]) -> &[(u32, f32)] {
    let end = FAR.end.min(best.len());
    &best[FAR.start.min(end / 2)..end]
}
