//! How a coding by the reader is written, with the field names of the collection's own codings.

use serde::{Deserialize, Serialize};

use super::anchor::AnchorRecord;
use super::{Record, hint, time, timestamp};
use crate::store::value::{Coding, Id};

#[derive(Serialize, Deserialize)]
pub struct CodingRecord {
    id: String,
    anchor: AnchorRecord,
    /// None: the passage speaks of no episode. Left out, the record would say nothing.
    episodes: Vec<String>,
    #[serde(default, deserialize_with = "hint")]
    step: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    second: Option<String>,
    /// `town>crown`, by the ids of the actors.
    #[serde(default, deserialize_with = "hint")]
    direction: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    background: bool,
    #[serde(default, deserialize_with = "hint")]
    date: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    created: Option<String>,
}

impl Record for CodingRecord {
    type Key = Id;
    type Value = Coding;

    fn of(id: &Id, coding: &Coding) -> Self {
        let coding = coding.clone();
        Self {
            id: id.clone(),
            anchor: AnchorRecord::from(&coding.anchor),
            episodes: coding.episodes,
            step: coding.step,
            second: coding.second_step,
            direction: coding.direction.map(|(from, to)| format!("{from}>{to}")),
            background: coding.background,
            date: coding.date,
            created: time(coding.created),
        }
    }

    fn into_value(self) -> Option<(Id, Coding)> {
        let actors = |text: String| {
            let (from, to) = text.split_once("->").or_else(|| text.split_once('>'))?;
            Some((from.trim().to_owned(), to.trim().to_owned()))
        };
        let coding = Coding {
            anchor: self.anchor.into(),
            episodes: self.episodes,
            step: self.step,
            second_step: self.second,
            direction: self.direction.and_then(actors),
            background: self.background,
            date: self.date,
            created: timestamp(self.created),
        };
        Some((self.id, coding))
    }
}
