//! How a turn of the history is written: a step with what was before and what was after it, as
//! records by kind, or what became of steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::anchor::AnchorRecord;
use super::{Fields, Kind, fields_of, parsed};
use crate::store::edit::{Edit, apply, difference};
use crate::store::history::{Step, Turn};
use crate::store::moves::Moves;
use crate::store::value::{Id, Work};

#[derive(Serialize, Deserialize)]
struct TurnRecord {
    /// Of the step; empty where it is about all of them.
    id: Id,
    turn: Name,
    /// The values that the step changed, as they were.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    was: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    now: Map<String, Value>,
    /// What is held on to, before and now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    anchors: Vec<(AnchorRecord, AnchorRecord)>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    documents: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Name {
    Did,
    TookBack,
    DidAgain,
    Dropped,
    Moved,
}

pub fn fields(turn: &Turn) -> Option<Fields> {
    let plain = |name, id: &str| TurnRecord {
        id: id.to_owned(),
        turn: name,
        was: Map::new(),
        now: Map::new(),
        anchors: Vec::new(),
        documents: BTreeMap::new(),
    };
    fields_of(match turn {
        Turn::Did(step) => {
            TurnRecord { was: part(&step.inverse), now: part(&step.edit), ..plain(Name::Did, &step.id) }
        }
        Turn::TookBack(id) => plain(Name::TookBack, id),
        Turn::DidAgain(id) => plain(Name::DidAgain, id),
        Turn::Dropped(id) => plain(Name::Dropped, id),
        Turn::Moved(moves) => TurnRecord {
            anchors: moves.anchors.iter().map(|(was, now)| (was.into(), now.into())).collect(),
            documents: moves.documents.clone(),
            ..plain(Name::Moved, "")
        },
    })
}

/// `None` when it is no turn, or a value in it is damaged: half a step is none.
pub fn turn(fields: &Fields) -> Option<Turn> {
    let TurnRecord { id, turn, was, now, anchors, documents } = parsed(fields)?;
    Some(match turn {
        Name::Did => {
            let (mut was, now) = (work_of(&was)?, work_of(&now)?);
            let edit = Edit::Together(difference(&was, &now));
            let inverse = apply(&mut was, edit.clone());
            Turn::Did(Box::new(Step { id, edit, inverse }))
        }
        Name::TookBack => Turn::TookBack(id),
        Name::DidAgain => Turn::DidAgain(id),
        Name::Dropped => Turn::Dropped(id),
        Name::Moved => {
            let anchors = anchors.into_iter().map(|(was, now)| (was.into(), now.into())).collect();
            Turn::Moved(Moves { anchors, documents })
        }
    })
}

/// What an edit sets, by kind.
fn part(edit: &Edit) -> Map<String, Value> {
    let mut work = Work::default();
    let _ = apply(&mut work, edit.clone());
    let records = |kind: Kind| {
        let records: Vec<Value> = kind.records(&work).into_values().map(Value::Object).collect();
        (!records.is_empty()).then(|| (kind.name().to_owned(), Value::Array(records)))
    };
    Kind::made().filter_map(records).collect()
}

fn work_of(part: &Map<String, Value>) -> Option<Work> {
    let mut work = Work::default();
    for (name, records) in part {
        let kind = Kind::made().find(|kind| kind.name() == name)?;
        for record in records.as_array()? {
            if !kind.load(record.as_object()?, &mut work) {
                return None;
            }
        }
    }
    Some(work)
}
