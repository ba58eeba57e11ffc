//! The strip of one document: what is told at each passage, and cells that stand for several.

use crate::scheme::model::{EpisodeIndex, Scheme, StepIndex};
use crate::text::Passage;

/// Signs of episodes, in their order.
const EPISODES: &[u8; 35] = b"123456789abcdefghijklmnopqrstuvwxyz";

/// What a strip tells the passages apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StripBy {
    Episodes,
    Steps,
    /// In how many other documents a passage has a match.
    Matches,
}

/// What is told at a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The first of its episodes.
    pub episode: EpisodeIndex,
    pub step: Option<StepIndex>,
    /// 0 to 1; exactly 1 for a coding by hand.
    pub confidence: f32,
}

/// One passage of a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StripPassage {
    pub passage: Passage,
    /// `None` where no episode is told.
    pub told: Option<Told>,
    /// How many other documents have a match for it.
    pub matched: u16,
}

/// The passages of one document, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    pub passages: Vec<StripPassage>,
}

/// What a cell of a strip shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sign {
    Episode(EpisodeIndex),
    Step(StepIndex),
    /// An episode is told, but at no step.
    NoStep,
    /// So many other documents have a match.
    Matches(u16),
}

impl Sign {
    /// The one character that stands for it.
    pub fn letter(self, scheme: &Scheme) -> char {
        match self {
            Self::Episode(episode) => EPISODES.get(episode.0).map_or('+', |&byte| byte.into()),
            Self::Step(step) => scheme.step(step).letter,
            Self::NoStep => '-',
            Self::Matches(count) => char::from_digit(count.into(), 10).unwrap_or('+'),
        }
    }
}

/// Some passages in a row, as one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StripCell {
    /// What most of those that tell something tell, the first of several.
    pub sign: Option<Sign>,
    /// 1 to 4: the quarter of confidence in which these lie on average; of matches, in how many
    /// documents.
    pub density: usize,
}

impl StripPassage {
    pub fn sign(&self, by: StripBy) -> Option<Sign> {
        match by {
            StripBy::Episodes => self.told.map(|told| Sign::Episode(told.episode)),
            StripBy::Steps => self.told.map(|told| told.step.map_or(Sign::NoStep, Sign::Step)),
            StripBy::Matches => (self.matched > 0).then_some(Sign::Matches(self.matched)),
        }
    }

    fn weight(&self, by: StripBy) -> f32 {
        match by {
            StripBy::Matches => f32::from(self.matched) / 4.0,
            _ => self.told.map_or(0.0, |told| told.confidence),
        }
    }
}

impl Strip {
    /// Cells of `per_cell` passages each, at least one.
    pub fn cells(&self, per_cell: usize, by: StripBy) -> impl Iterator<Item = StripCell> {
        self.passages.chunks(per_cell.max(1)).map(move |passages| cell(passages, by))
    }

    /// How dense both halves of the same cells are, 0 to 4; 0 where nothing is told.
    pub fn halves(&self, per_cell: usize, by: StripBy) -> impl Iterator<Item = [usize; 2]> {
        let per_cell = per_cell.max(1);
        self.passages.chunks(per_cell).map(move |passages| {
            let (first, second) = passages.split_at(per_cell.div_ceil(2).min(passages.len()));
            [first, second].map(|half| cell(half, by).density)
        })
    }

    /// Where a passage is: itself, or of a whole block the first sentence.
    pub fn position(&self, passage: Passage) -> Option<usize> {
        let key = |passage: Passage| (passage.block, passage.sentence.unwrap_or_default());
        self.passages.binary_search_by_key(&key(passage), |at| key(at.passage)).ok()
    }

    /// The first passage of the next stretch that tells one thing throughout.
    pub fn next_run(&self, at: usize, by: StripBy) -> Option<usize> {
        (at + 1..self.passages.len()).find(|&next| self.begins_run(next, by))
    }

    /// The first passage of this stretch, or at it, of the one before.
    pub fn previous_run(&self, at: usize, by: StripBy) -> Option<usize> {
        (0..at.min(self.passages.len())).rev().find(|&before| self.begins_run(before, by))
    }

    fn begins_run(&self, at: usize, by: StripBy) -> bool {
        let sign = |at: usize| self.passages[at].sign(by);
        // Of matches it counts only whether there are any.
        let same = |a: Option<Sign>, b: Option<Sign>| match by {
            StripBy::Matches => a.is_some() == b.is_some(),
            _ => a == b,
        };
        sign(at).is_some() && (at == 0 || !same(sign(at), sign(at - 1)))
    }
}

fn cell(passages: &[StripPassage], by: StripBy) -> StripCell {
    let mut counts: Vec<(Sign, usize, f32)> = Vec::new();
    for passage in passages {
        let Some(sign) = passage.sign(by) else { continue };
        match counts.iter_mut().find(|(known, ..)| *known == sign) {
            Some((_, count, weight)) => {
                *count += 1;
                *weight += passage.weight(by);
            }
            None => counts.push((sign, 1, passage.weight(by))),
        }
    }
    let most = counts.iter().map(|(_, count, _)| *count).max().unwrap_or(0);
    let chosen = counts.iter().find(|(_, count, _)| *count == most);
    match chosen {
        Some(&(sign, count, weight)) => {
            let mean = (weight / count as f32).clamp(0.0, 1.0);
            StripCell { sign: Some(sign), density: ((mean * 4.0).ceil() as usize).clamp(1, 4) }
        }
        None => StripCell { sign: None, density: 0 },
    }
}
