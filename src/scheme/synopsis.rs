//! Rows and columns of the parallel view, from codings, links and rows. The screen and the command
//! line print the same synopsis.

mod bands;
mod cells;
mod filter;
mod groups;
pub(super) mod levels;
mod merged;
mod suggested;
mod time;

use crate::matching::{Match, MatchKind};
use crate::text::{DocumentIndex, Passage};

use super::collection::Collection;
use super::columns;
use super::model::{EpisodeIndex, StepIndex, Telling};
use super::suggest::TraitKind;
use groups::Ties;

pub(super) use groups::{BroughtTogether, Counts};

pub use cells::Cells;
pub use filter::{Filter, FilterPart, Made, Standing, Within, filtered};
pub use suggested::reasons_of;
pub use time::in_order_of_time;

/// What the columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    Episodes,
    /// The accounts of one episode, or of everything where `None`.
    Documents(Option<EpisodeIndex>),
}

impl Axis {
    /// What the columns are at first: documents where there are no episodes.
    pub fn of(collection: &Collection) -> Self {
        if collection.scheme.is_empty() { Self::Documents(None) } else { Self::Episodes }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    Episode(EpisodeIndex),
    Document(DocumentIndex),
}

/// A column with what its head says.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub kind: ColumnKind,
    pub title: String,
    pub short: String,
    /// Shown only on request.
    pub hidden: bool,
    /// Who tells it, in the collection's order. For a column of one document, that document.
    pub told_by: Vec<Telling>,
    /// Accounts that do not tell the episode at all though they could.
    pub not_by: Vec<DocumentIndex>,
    /// Accounts written before the episode happened: no silence.
    pub written_before: Vec<DocumentIndex>,
}

/// One passage in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellPassage {
    pub passage: Passage,
    /// 1 for a coding by hand.
    pub confidence: f32,
}

/// What one column has in one row; no passages is the silence of a row without a counterpart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Linked accounts of the same thing, in order of their documents.
    pub passages: Vec<CellPassage>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SynopsisRow {
    /// What the cells have in common; none for a passage that stands unpaired.
    pub label: Option<String>,
    /// One for each column of the synopsis, hidden ones too.
    pub cells: Cells,
    /// Only long background: folded.
    pub background: bool,
    /// Whether a person set it.
    pub by_hand: bool,
    /// What a suggested row rests on, heaviest first; its score is their sum. A row of several
    /// episodes rests on what their cells share and on that alone: the sum is the mean likeness of
    /// its pairs, 0 to 1. Any other rests on matches, in their unit. Empty for a row by hand and
    /// for a passage that stands unpaired.
    pub reasons: Vec<RowReason>,
    /// How those of its passages match that are linked, each kind once.
    pub kinds: Vec<MatchKind>,
}

/// One part of what a suggested row rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct RowReason {
    pub kind: RowReasonKind,
    pub text: String,
    pub weight: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowReasonKind {
    /// Two of its passages tell the same.
    Link,
    /// Cells of different episodes tell of the same kind of thing.
    Shared(TraitKind),
}

impl RowReasonKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Shared(shared) => shared.name(),
        }
    }
}

/// The rows of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// `None` where the scheme has no steps or the rows have none.
    pub step: Option<StepIndex>,
    pub rows: Vec<SynopsisRow>,
    /// For each column, whether it tells nothing at this step, which is said once for the band.
    pub silent: Vec<bool>,
}

impl Band {
    /// Whether a row lacks a counterpart in a column that tells something else at this step.
    pub fn is_gap(&self, row: &SynopsisRow, column: usize) -> bool {
        !row.cells.tells(column) && self.silent.get(column) == Some(&false)
    }

    /// Whether it lacks one in any of the columns.
    pub fn has_gap(&self, row: &SynopsisRow, columns: &[usize]) -> bool {
        columns.iter().any(|&column| self.is_gap(row, column))
    }
}

impl Synopsis {
    /// Every row, band by band.
    pub fn rows(&self) -> impl Iterator<Item = &SynopsisRow> {
        self.bands.iter().flat_map(|band| &band.rows)
    }
}

/// The laid-out rows and columns of the parallel view.
#[derive(Clone, Debug, PartialEq)]
pub struct Synopsis {
    pub axis: Axis,
    pub columns: Vec<Column>,
    pub bands: Vec<Band>,
}

/// Lays out the parallel view. Suggested matches that count as links stand beside those by hand.
///
/// Episodes across: hand-made rows first, then what is left, each linked group in its column; where
/// nobody has set rows, analogous groups stand level first.
/// Documents across: one row for each group of linked passages; for one episode also those that
/// nothing is linked to, and without a scheme, after the groups, those of the documents that stand in
/// one.
pub fn synopsis(collection: &Collection, axis: Axis, matches: &[Match]) -> Synopsis {
    let columns = match axis {
        Axis::Episodes => columns::of_episodes(collection),
        Axis::Documents(episode) => columns::of_documents(collection, episode),
    };
    let ties = Ties::new(collection, matches);
    let bands = bands::bands(collection, axis, &columns, &ties);
    Synopsis { axis, columns, bands }
}

#[cfg(test)]
mod tests;
