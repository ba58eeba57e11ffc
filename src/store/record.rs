//! The structs on disk, apart from the values in memory, and the kinds of files they lie in.
//!
//! A record is one JSON object in one line, known by its `id`. Only what a value cannot do
//! without must be there and right; hints, such as an anchor's position, fall back to nothing,
//! so that a damaged number does not take the quote with it. All fields are always written:
//! one that is left out would be taken for one that this program does not know.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::value::Work;

mod anchor;
mod coding;
mod link;
mod mark;
mod note;
mod session;
mod summary;
pub mod turn;
mod verdict;

use coding::CodingRecord;
use link::LinkRecord;
use mark::MarkRecord;
use note::NoteRecord;
use summary::SummaryRecord;
use verdict::VerdictRecord;

/// What this program writes. A file with a higher number is read as far as possible and not
/// written.
pub const VERSION: u64 = 1;

/// The fields of one record, with its `id`.
pub type Fields = Map<String, Value>;

/// Records by their id.
pub type Records = BTreeMap<String, Fields>;

/// Each kind of file. What is written to one of them is whole or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Marks,
    Codings,
    Links,
    Notes,
    Summaries,
    Verdicts,
    Session,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Marks,
        Self::Codings,
        Self::Links,
        Self::Notes,
        Self::Summaries,
        Self::Verdicts,
        Self::Session,
    ];

    /// What the reader made: everything but where the reader was.
    pub fn made() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|&kind| kind != Self::Session)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Codings => "codings",
            Self::Links => "links",
            Self::Notes => "notes",
            Self::Summaries => "summaries",
            Self::Verdicts => "verdicts",
            Self::Session => "session",
        }
    }

    pub fn file_name(self) -> String {
        format!("{}.jsonl", self.name())
    }

    /// The records of this kind that stand for the work.
    pub fn records(self, work: &Work) -> Records {
        let all: Vec<Fields> = match self {
            Self::Marks => written::<MarkRecord>(&work.marks),
            Self::Codings => written::<CodingRecord>(&work.codings),
            Self::Links => written::<LinkRecord>(&work.links),
            Self::Notes => written::<NoteRecord>(&work.notes),
            Self::Summaries => written::<SummaryRecord>(&work.summaries),
            Self::Verdicts => written::<VerdictRecord>(&work.verdicts),
            Self::Session => session::fields(work),
        };
        all.into_iter().filter_map(|fields| Some((id_of(&fields)?.to_owned(), fields))).collect()
    }

    /// The work that the records of this kind stand for.
    pub fn work(self, records: &Records) -> Work {
        let mut work = Work::default();
        for fields in records.values() {
            self.load(fields, &mut work);
        }
        work
    }

    /// Adds what a record says to the work; `false` when it is no record of this kind.
    pub fn load(self, fields: &Fields, work: &mut Work) -> bool {
        match self {
            Self::Marks => load::<MarkRecord>(fields, &mut work.marks),
            Self::Codings => load::<CodingRecord>(fields, &mut work.codings),
            Self::Links => load::<LinkRecord>(fields, &mut work.links),
            Self::Notes => load::<NoteRecord>(fields, &mut work.notes),
            Self::Summaries => load::<SummaryRecord>(fields, &mut work.summaries),
            Self::Verdicts => load::<VerdictRecord>(fields, &mut work.verdicts),
            Self::Session => session::load(fields, work),
        }
        .is_some()
    }
}

/// How the values of one kind are written: a line for each.
trait Record: Serialize + DeserializeOwned {
    type Key: Ord;
    type Value;

    fn of(key: &Self::Key, value: &Self::Value) -> Self;

    /// `None` when what the record says cannot be such a value.
    fn into_value(self) -> Option<(Self::Key, Self::Value)>;
}

fn written<R: Record>(values: &BTreeMap<R::Key, R::Value>) -> Vec<Fields> {
    values.iter().filter_map(|(key, value)| fields_of(R::of(key, value))).collect()
}

fn load<R: Record>(fields: &Fields, values: &mut BTreeMap<R::Key, R::Value>) -> Option<()> {
    id_of(fields)?;
    let (key, value) = parsed::<R>(fields)?.into_value()?;
    values.insert(key, value);
    Some(())
}

pub fn id_of(fields: &Fields) -> Option<&str> {
    fields.get("id")?.as_str().filter(|id| !id.is_empty())
}

/// One line of a file: `id` first, then by name, so that the same record is always the same line.
pub fn line(fields: &Fields) -> String {
    let mut names: Vec<&String> = fields.keys().collect();
    names.sort_by_key(|name| (*name != "id", *name));
    let parts: Vec<String> =
        names.into_iter().map(|name| format!("{}:{}", Value::from(name.as_str()), fields[name])).collect();
    format!("{{{}}}", parts.join(","))
}

/// Takes what has the wrong type for absent.
fn hint<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

fn fields_of(record: impl Serialize) -> Option<Fields> {
    match serde_json::to_value(record).ok()? {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

fn parsed<T: DeserializeOwned>(fields: &Fields) -> Option<T> {
    serde_json::from_value(Value::Object(fields.clone())).ok()
}

/// RFC 3339.
fn time(value: Option<Timestamp>) -> Option<String> {
    value.map(|time| time.to_string())
}

fn timestamp(text: Option<String>) -> Option<Timestamp> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::value::{CellId, Place, Summary};

    fn load(kind: Kind, line: &str) -> (bool, Work) {
        let Value::Object(fields) = serde_json::from_str(line).unwrap() else { panic!("no object") };
        let mut work = Work::default();
        (kind.load(&fields, &mut work), work)
    }

    #[test]
    fn what_a_value_cannot_do_without_must_be_right() {
        for (line, fits) in [
            (r#"{"id":"a","anchor":{"document":"d","quote":"q"}}"#, true),
            (r#"{"id":"a","anchor":{"document":"d","quote":"q","start":-1,"end":4294967296}}"#, true),
            (r#"{"id":"a","anchor":{"document":"d","quote":"q","paragraph":1e99,"prefix":7}}"#, true),
            (
                r#"{"id":"a","anchor":{"document":"d","quote":"q"},"created":"2026-02-30T25:61:61+99:99"}"#,
                true,
            ),
            (r#"{"id":"a","anchor":{"document":"d","quote":"q"},"created":-1}"#, true),
            (r#"{"id":"ab","anchor":{"document":"d","quote":"q"}}"#, false),
            (r#"{"id":"\u001b","anchor":{"document":"d","quote":"q"}}"#, false),
            (r#"{"id":"a","anchor":{"document":"d"}}"#, false),
            (r#"{"id":"a"}"#, false),
            (r#"{"anchor":{"document":"d","quote":"q"}}"#, false),
            (r#"{"id":7,"anchor":{"document":"d","quote":"q"}}"#, false),
        ] {
            assert_eq!(load(Kind::Marks, line).0, fits, "{line}");
        }
    }

    #[test]
    fn a_range_that_runs_backwards_is_no_range() {
        let (fits, work) =
            load(Kind::Marks, r#"{"id":"a","anchor":{"document":"d","quote":"q","start":20,"end":10}}"#);
        assert!(fits);
        assert_eq!((work.marks[&'a'].anchor.start, work.marks[&'a'].anchor.end), (0, 0));
    }

    #[test]
    fn a_session_with_odd_fields_keeps_the_others() {
        let (fits, work) =
            load(Kind::Session, r#"{"id":"session","view":"board","panes":7,"focus":-1,"options":{"x":1}}"#);
        assert!(fits);
        assert_eq!((work.session.view.as_str(), work.session.panes.len()), ("board", 0));
        assert_eq!(work.session.options["x"], 1);
        let (fits, work) = load(Kind::Session, r#"{"id":"place:../x","paragraph":3,"offset":8}"#);
        assert!(fits);
        assert_eq!(work.places["../x"], Place { paragraph: 3, offset: 8, folded: None });
        assert!(!load(Kind::Session, r#"{"id":"other"}"#).0);
    }

    /// A record of each kind with nothing but what it cannot do without, and what that is.
    const LEAST: [(Kind, &str, &[&str]); 6] = [
        (Kind::Marks, r#"{"id":"a","anchor":{"document":"d","quote":"q"}}"#, &["id", "anchor"]),
        (
            Kind::Codings,
            r#"{"id":"1","anchor":{"document":"d","quote":"q"},"episodes":[]}"#,
            &["id", "anchor", "episodes"],
        ),
        (
            Kind::Links,
            r#"{"id":"1","a":{"document":"d","quote":"q"},"b":{"document":"e","quote":"q"},"kind":"level"}"#,
            &["id", "a", "b", "kind"],
        ),
        (Kind::Notes, r#"{"id":"1","on":{"document":"d"},"text":""}"#, &["id", "on", "text"]),
        (
            Kind::Summaries,
            r#"{"id":"e/s","episode":"e","step":"s","text":"t"}"#,
            &["id", "episode", "step", "text"],
        ),
        (
            Kind::Verdicts,
            r#"{"id":"1","a":{"document":"d","quote":"q"},"b":null,"slot":"date","values":["1",""],"judgement":"seen"}"#,
            &["id", "a", "b", "slot", "values", "judgement"],
        ),
    ];

    #[test]
    fn each_kind_needs_little_and_takes_other_damage_for_absence() {
        for (kind, line, needed) in LEAST {
            let (fits, least) = load(kind, line);
            assert!(fits, "{line}");
            let [(_, whole)] = kind.records(&least).into_iter().collect::<Vec<_>>().try_into().unwrap();
            for name in whole.keys() {
                let mut damaged = whole.clone();
                damaged.insert(name.clone(), serde_json::json!({"7": -1e99}));
                let mut work = Work::default();
                let fits = kind.load(&damaged, &mut work);
                assert_eq!(fits, !needed.contains(&name.as_str()), "{name} of {line}");
                damaged.remove(name);
                assert_eq!(kind.load(&damaged, &mut work), fits, "{name} of {line}");
                assert!(!fits || work == least, "{name} of {line}");
            }
        }
    }

    #[test]
    fn a_summary_is_known_by_its_cell() {
        assert!(!load(Kind::Summaries, r#"{"id":"x","episode":"e","step":"s","text":"t"}"#).0);
        let cells = [("a/b", "c"), ("a", "b/c"), ("a%2Fb", "c")].map(|(episode, step)| {
            let cell = CellId { episode: episode.into(), step: step.into() };
            (cell, Summary { text: "t".into(), changed: None })
        });
        let work = Work { summaries: cells.into(), ..Work::default() };
        assert_eq!(Kind::Summaries.records(&work).len(), 3);
    }
}
