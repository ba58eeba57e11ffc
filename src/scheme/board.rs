//! The board: what the accounts say of each step of each episode, in one sentence a cell.

use crate::text::DocumentIndex;

use super::collection::Collection;
use super::columns;
use super::directions::{Moved, directions};
use super::model::{Coding, EpisodeIndex, StepIndex};
use super::synopsis::Column;

/// One step of one episode.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardCell {
    pub summary: Option<String>,
    /// Passages coded with this episode and step.
    pub passages: usize,
    /// Documents they come from.
    pub accounts: Vec<DocumentIndex>,
    /// How many of the passages lie in each quarter of confidence, lowest first; codings by hand
    /// lie in the last.
    pub confidence: [usize; 4],
    /// Who moved towards whom, the most told first.
    pub directions: Vec<Moved>,
}

/// Steps down, episodes across. Columns as in the synopsis, hidden ones too.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    pub columns: Vec<Column>,
    pub rows: Vec<(StepIndex, Vec<BoardCell>)>,
}

/// The board of a collection; without rows where it has no scheme.
pub fn board(collection: &Collection) -> Board {
    let scheme = &collection.scheme;
    let row =
        |step| (step, scheme.episode_indices().map(|episode| cell(collection, episode, step)).collect());
    Board { columns: columns::of_episodes(collection), rows: scheme.step_indices().map(row).collect() }
}

fn cell(collection: &Collection, episode: EpisodeIndex, step: StepIndex) -> BoardCell {
    let mut cell = BoardCell {
        summary: collection.summary(episode, step).map(str::to_owned),
        directions: directions(collection, episode, step),
        ..BoardCell::default()
    };
    let here = |coding: &&Coding| {
        let coded = &coding.coded;
        coded.episodes.contains(&episode) && coded.step.or(coded.second_step) == Some(step)
    };
    for coding in collection.effective_codings().filter(here) {
        if collection.is_told(coding.passage) {
            cell.passages += 1;
            cell.accounts.push(coding.passage.document);
            cell.confidence[quarter(coding.confidence)] += 1;
        }
    }
    cell.accounts.sort_unstable();
    cell.accounts.dedup();
    cell
}

fn quarter(confidence: f32) -> usize {
    ((confidence.clamp(0.0, 1.0) * 4.0) as usize).min(3)
}
