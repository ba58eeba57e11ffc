//! How a note or highlight is written, on whatever it is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::anchor::AnchorRecord;
use super::{Record, hint, time, timestamp};
use crate::store::value::{CellId, Id, Note, Target};

#[derive(Serialize, Deserialize)]
pub struct NoteRecord {
    id: String,
    on: TargetRecord,
    /// Markdown.
    text: String,
    #[serde(default, deserialize_with = "hint")]
    tags: BTreeSet<String>,
    #[serde(default, deserialize_with = "hint")]
    highlight: Option<u8>,
    #[serde(default, deserialize_with = "hint")]
    created: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    changed: Option<String>,
}

/// What a note is on: an object with one field that says which.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TargetRecord {
    /// Words of one paragraph.
    Span(AnchorRecord),
    /// Words of several.
    Words(Vec<AnchorRecord>),
    Document(String),
    Cell {
        episode: String,
        step: String,
    },
    Row {
        label: String,
        passages: Vec<AnchorRecord>,
    },
}

impl Record for NoteRecord {
    type Key = Id;
    type Value = Note;

    fn of(id: &Id, note: &Note) -> Self {
        Self {
            id: id.clone(),
            on: TargetRecord::from(&note.target),
            text: note.text.clone(),
            tags: note.tags.clone(),
            highlight: note.highlight,
            created: time(note.created),
            changed: time(note.changed),
        }
    }

    fn into_value(self) -> Option<(Id, Note)> {
        let note = Note {
            target: self.on.into(),
            text: self.text,
            tags: self.tags,
            highlight: self.highlight,
            created: timestamp(self.created),
            changed: timestamp(self.changed),
        };
        Some((self.id, note))
    }
}

impl From<&Target> for TargetRecord {
    fn from(target: &Target) -> Self {
        match target {
            Target::Words(anchors) => match anchors.as_slice() {
                [anchor] => Self::Span(anchor.into()),
                anchors => Self::Words(anchors.iter().map(Into::into).collect()),
            },
            Target::Document(name) => Self::Document(name.clone()),
            Target::Cell(CellId { episode, step }) => {
                Self::Cell { episode: episode.clone(), step: step.clone() }
            }
            Target::Row { label, passages } => {
                Self::Row { label: label.clone(), passages: passages.iter().map(Into::into).collect() }
            }
        }
    }
}

impl From<TargetRecord> for Target {
    fn from(record: TargetRecord) -> Self {
        match record {
            TargetRecord::Span(anchor) => Self::Words(vec![anchor.into()]),
            TargetRecord::Words(anchors) => Self::Words(anchors.into_iter().map(Into::into).collect()),
            TargetRecord::Document(name) => Self::Document(name),
            TargetRecord::Cell { episode, step } => Self::Cell(CellId { episode, step }),
            // As words of several paragraphs were written once.
            TargetRecord::Row { label, passages } if label.is_empty() => {
                Self::Words(passages.into_iter().map(Into::into).collect())
            }
            TargetRecord::Row { label, passages } => {
                Self::Row { label, passages: passages.into_iter().map(Into::into).collect() }
            }
        }
    }
}
