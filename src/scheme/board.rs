//! The board: what the accounts say of each step of each episode, in one sentence a cell.

use std::collections::{BTreeSet, HashMap};

use crate::text::{DocumentIndex, Passage};

use super::collection::Collection;
use super::columns;
use super::directions::{Moved, directions_among};
use super::model::{Coded, Coding, EpisodeIndex, StepIndex};
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
    /// The passage that tells it most surely, the first of several.
    pub surest: Option<Passage>,
    /// Whether no coding of its passages is by hand.
    pub suggested: bool,
    /// Who moved towards whom, the most told first.
    pub directions: Vec<Moved>,
}

impl BoardCell {
    /// The summary; where nobody made one, the surest passage with its place.
    pub fn told(&self, collection: &Collection) -> Option<String> {
        let passage = || {
            let passage = self.surest?;
            let text = collection.document(passage.document).passage_text(passage);
            Some(format!("{}: {}", collection.passage_label(passage), text.trim()))
        };
        self.summary.clone().or_else(passage)
    }
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
    let of_parts = by_part(collection);
    let nothing = Vec::new();
    let cell = |episode: EpisodeIndex, step: StepIndex| {
        cell(collection, (episode, step), of_parts.get(&(episode, step)).unwrap_or(&nothing))
    };
    let row = |step| (step, scheme.episode_indices().map(|episode| cell(episode, step)).collect());
    Board { columns: columns::of_episodes(collection), rows: scheme.step_indices().map(row).collect() }
}

/// What the accounts tell, by each episode and step that a coding names or at which it stands,
/// background too.
fn by_part(collection: &Collection) -> HashMap<(EpisodeIndex, StepIndex), Vec<&Coding>> {
    let mut parts: HashMap<_, Vec<&Coding>> = HashMap::new();
    for coding in collection.codings.iter().filter(|coding| collection.is_told(coding.passage)) {
        let Coded { step, second_step, .. } = coding.coded;
        for &episode in &coding.coded.episodes {
            let steps = [step, second_step, collection.step_in(episode, coding)];
            for step in steps.into_iter().flatten().collect::<BTreeSet<_>>() {
                parts.entry((episode, step)).or_default().push(coding);
            }
        }
    }
    parts
}

/// `told` are the codings that name the part.
fn cell(collection: &Collection, (episode, step): (EpisodeIndex, StepIndex), told: &[&Coding]) -> BoardCell {
    let mut cell = BoardCell {
        summary: collection.summary(episode, step).map(str::to_owned),
        directions: directions_among(&collection.scheme, (episode, step), told.iter().copied()),
        ..BoardCell::default()
    };
    let here = |coding: &&Coding| collection.step_in(episode, coding) == Some(step);
    let mut surest: Option<&Coding> = None;
    cell.suggested = true;
    for coding in told.iter().copied().filter(here) {
        cell.passages += 1;
        cell.accounts.push(coding.passage.document);
        cell.confidence[quarter(coding.confidence)] += 1;
        cell.suggested &= !coding.by_hand;
        surest = surest.filter(|known| known.confidence >= coding.confidence).or(Some(coding));
    }
    cell.surest = surest.map(|coding| coding.passage);
    cell.suggested &= cell.passages > 0;
    cell.accounts.sort_unstable();
    cell.accounts.dedup();
    cell
}

fn quarter(confidence: f32) -> usize {
    ((confidence.clamp(0.0, 1.0) * 4.0) as usize).min(3)
}
