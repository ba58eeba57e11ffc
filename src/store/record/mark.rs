//! How a mark is written: its `id` is the character that names it.

use serde::{Deserialize, Serialize};

use super::anchor::AnchorRecord;
use super::{Record, hint, time, timestamp};
use crate::store::value::{Mark, names_mark};

#[derive(Serialize, Deserialize)]
pub struct MarkRecord {
    id: String,
    anchor: AnchorRecord,
    #[serde(default, deserialize_with = "hint")]
    created: Option<String>,
}

impl Record for MarkRecord {
    type Key = char;
    type Value = Mark;

    fn of(&name: &char, mark: &Mark) -> Self {
        Self { id: name.to_string(), anchor: AnchorRecord::from(&mark.anchor), created: time(mark.created) }
    }

    fn into_value(self) -> Option<(char, Mark)> {
        let mut name = self.id.chars();
        let (Some(name), None) = (name.next().filter(|&name| names_mark(name)), name.next()) else {
            return None;
        };
        Some((name, Mark { anchor: self.anchor.into(), created: timestamp(self.created) }))
    }
}
