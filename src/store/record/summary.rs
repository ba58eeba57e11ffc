//! How the reader's sentence in a cell of the board is written: its `id` names the cell.

use serde::{Deserialize, Serialize};

use super::{Record, hint, time, timestamp};
use crate::store::value::{CellId, Summary};

#[derive(Serialize, Deserialize)]
pub struct SummaryRecord {
    id: String,
    episode: String,
    step: String,
    text: String,
    #[serde(default, deserialize_with = "hint")]
    changed: Option<String>,
}

impl Record for SummaryRecord {
    type Key = CellId;
    type Value = Summary;

    fn of(cell: &CellId, summary: &Summary) -> Self {
        Self {
            id: id(cell),
            episode: cell.episode.clone(),
            step: cell.step.clone(),
            text: summary.text.clone(),
            changed: time(summary.changed),
        }
    }

    fn into_value(self) -> Option<(CellId, Summary)> {
        let cell = CellId { episode: self.episode, step: self.step };
        // Two records of one cell would otherwise stand side by side.
        (self.id == id(&cell)).then(|| (cell, Summary { text: self.text, changed: timestamp(self.changed) }))
    }
}

/// `episode/step`; a slash in an id is written otherwise, so that no two cells share a name.
fn id(cell: &CellId) -> String {
    let plain = |id: &str| id.replace('%', "%25").replace('/', "%2F");
    format!("{}/{}", plain(&cell.episode), plain(&cell.step))
}
