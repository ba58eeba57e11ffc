//! How a link by the reader is written: two passages, and how they stand to each other.

use serde::{Deserialize, Serialize};

use super::anchor::AnchorRecord;
use super::{Record, hint, time, timestamp};
use crate::store::value::{Id, Link, LinkKind};

#[derive(Serialize, Deserialize)]
pub struct LinkRecord {
    id: String,
    a: AnchorRecord,
    b: AnchorRecord,
    /// As [`LinkKind::name`] says. It decides what the record means, so it is no hint.
    kind: String,
    #[serde(default, deserialize_with = "hint")]
    label: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    created: Option<String>,
}

impl Record for LinkRecord {
    type Key = Id;
    type Value = Link;

    fn of(id: &Id, link: &Link) -> Self {
        Self {
            id: id.clone(),
            a: AnchorRecord::from(&link.a),
            b: AnchorRecord::from(&link.b),
            kind: link.kind.name().to_owned(),
            label: link.label.clone(),
            created: time(link.created),
        }
    }

    fn into_value(self) -> Option<(Id, Link)> {
        let kind = LinkKind::named(&self.kind);
        let (a, b) = (self.a.into(), self.b.into());
        Some((self.id, Link { a, b, kind, label: self.label, created: timestamp(self.created) }))
    }
}
