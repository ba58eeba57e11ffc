//! Who moved towards whom, as the accounts tell it: for the board on the screen and in print.

use crate::text::DocumentIndex;

use super::collection::Collection;
use super::model::{Coded, Coding, Direction, EpisodeIndex, Scheme, StepIndex};

/// Who moved towards whom in the passages of one part, and who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub direction: Direction,
    /// In the collection's order.
    pub accounts: Vec<(DocumentIndex, usize)>,
}

impl Moved {
    pub fn passages(&self) -> usize {
        self.accounts.iter().map(|(_, passages)| passages).sum()
    }

    /// `Town -> Crown (A 3, C 2)`.
    pub fn text(&self, collection: &Collection) -> String {
        let accounts: Vec<_> = self
            .accounts
            .iter()
            .map(|&(document, passages)| format!("{} {passages}", collection.label(document).letter))
            .collect();
        format!("{} ({})", collection.scheme.direction_text(self.direction), accounts.join(", "))
    }
}

/// The directions that are coded at a step of an episode, the one told most first. Background
/// is left out: it led up to the episode and is no part of it.
pub fn directions(collection: &Collection, episode: EpisodeIndex, step: StepIndex) -> Vec<Moved> {
    let told = collection.codings.iter().filter(|coding| collection.is_told(coding.passage));
    directions_among(&collection.scheme, (episode, step), told)
}

/// As [`directions`], of codings of what the accounts tell.
pub(super) fn directions_among<'a>(
    scheme: &Scheme,
    (episode, step): (EpisodeIndex, StepIndex),
    told: impl Iterator<Item = &'a Coding>,
) -> Vec<Moved> {
    let mut moved: Vec<Moved> = Vec::new();
    for coding in told {
        let coded = &coding.coded;
        let here = directed_step(scheme, coded) == Some(step);
        if coded.background || !here || !coded.episodes.contains(&episode) {
            continue;
        }
        let Some(direction) = coded.direction else { continue };
        let at = moved.iter().position(|known| known.direction == direction).unwrap_or_else(|| {
            moved.push(Moved { direction, accounts: Vec::new() });
            moved.len() - 1
        });
        let accounts = &mut moved[at].accounts;
        match accounts.iter_mut().find(|(document, _)| *document == coding.passage.document) {
            Some((_, passages)) => *passages += 1,
            None => accounts.push((coding.passage.document, 1)),
        }
    }
    for known in &mut moved {
        known.accounts.sort_unstable();
    }
    moved.sort_by_key(|known| std::cmp::Reverse(known.passages()));
    moved
}

/// The step that a coding's direction belongs to: where there are two, the one that has one.
fn directed_step(scheme: &Scheme, coded: &Coded) -> Option<StepIndex> {
    let steps = [coded.step, coded.second_step];
    let directed = steps.into_iter().flatten().find(|&step| scheme.step(step).directed);
    directed.or(coded.step)
}
