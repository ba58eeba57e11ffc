//! The board: what the accounts say of each step of each episode, in one sentence a cell.

use crate::text::DocumentIndex;

use super::model::StepIndex;
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
}

/// Steps down, episodes across. Columns as in the synopsis, hidden ones too.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    pub columns: Vec<Column>,
    pub rows: Vec<(StepIndex, Vec<BoardCell>)>,
}
