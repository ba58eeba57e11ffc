//! The structs on disk, apart from the values in memory, and the kinds of files they lie in.
//!
//! A record is one JSON object in one line, known by its `id`. Only what a value cannot do
//! without must be there and right; hints, such as an anchor's position, fall back to nothing,
//! so that a damaged number does not take the quote with it.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::anchor::Anchor;
use super::value::{Mark, Place, Session, Work, names_mark};

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
    Session,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Marks, Self::Session];

    pub fn name(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Session => "session",
        }
    }

    pub fn file_name(self) -> String {
        format!("{}.jsonl", self.name())
    }

    /// The records of this kind that stand for the work.
    pub fn records(self, work: &Work) -> Records {
        let all: Vec<Fields> = match self {
            Self::Marks => work.marks.iter().filter_map(|(&name, mark)| mark_fields(name, mark)).collect(),
            Self::Session => session_fields(work),
        };
        all.into_iter().filter_map(|fields| Some((id_of(&fields)?.to_owned(), fields))).collect()
    }

    /// Adds what a record says to the work; `false` when it is no record of this kind.
    pub fn load(self, fields: &Fields, work: &mut Work) -> bool {
        match self {
            Self::Marks => load_mark(fields, work),
            Self::Session => load_session(fields, work),
        }
        .is_some()
    }
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

#[derive(Serialize, Deserialize)]
struct AnchorRecord {
    document: String,
    quote: String,
    #[serde(default, deserialize_with = "hint")]
    paragraph: u32,
    #[serde(default, deserialize_with = "hint")]
    start: usize,
    #[serde(default, deserialize_with = "hint")]
    end: usize,
    #[serde(default, deserialize_with = "hint")]
    prefix: String,
    #[serde(default, deserialize_with = "hint")]
    suffix: String,
    /// In hexadecimal digits: as a number, most programs would round it.
    #[serde(default, deserialize_with = "hint")]
    hash: String,
    #[serde(default, deserialize_with = "hint")]
    occurrences: u32,
    #[serde(default, deserialize_with = "hint")]
    alike: u32,
}

#[derive(Serialize, Deserialize)]
struct MarkRecord {
    /// The mark's name.
    id: String,
    anchor: AnchorRecord,
    /// RFC 3339.
    #[serde(default, deserialize_with = "hint")]
    created: Option<String>,
}

const SESSION: &str = "session";
/// Before the document's name in the id of a place.
const PLACE: &str = "place:";

#[derive(Serialize, Deserialize)]
struct PlaceRecord {
    id: String,
    #[serde(default, deserialize_with = "hint")]
    paragraph: u32,
    #[serde(default, deserialize_with = "hint")]
    offset: usize,
    #[serde(default, deserialize_with = "hint")]
    folded: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct SessionRecord {
    id: String,
    #[serde(default, deserialize_with = "hint")]
    view: String,
    #[serde(default, deserialize_with = "hint")]
    panes: Vec<String>,
    #[serde(default, deserialize_with = "hint")]
    focus: usize,
    #[serde(default, deserialize_with = "hint")]
    episode: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    step: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    options: Map<String, Value>,
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

fn mark_fields(name: char, mark: &Mark) -> Option<Fields> {
    fields_of(MarkRecord {
        id: name.to_string(),
        anchor: AnchorRecord::from(&mark.anchor),
        created: mark.created.map(|time| time.to_string()),
    })
}

fn load_mark(fields: &Fields, work: &mut Work) -> Option<()> {
    let record: MarkRecord = parsed(fields)?;
    let mut name = record.id.chars();
    let (Some(name), None) = (name.next().filter(|&name| names_mark(name)), name.next()) else {
        return None;
    };
    let created = record.created.and_then(|time| time.parse().ok());
    work.marks.insert(name, Mark { anchor: record.anchor.into(), created });
    Some(())
}

fn session_fields(work: &Work) -> Vec<Fields> {
    let session = &work.session;
    let places = work.places.iter().map(|(document, place)| {
        fields_of(PlaceRecord {
            id: format!("{PLACE}{document}"),
            paragraph: place.paragraph,
            offset: place.offset,
            folded: place.folded,
        })
    });
    let session = (*session != Session::default()).then(|| {
        fields_of(SessionRecord {
            id: SESSION.to_owned(),
            view: session.view.clone(),
            panes: session.panes.clone(),
            focus: session.focus,
            episode: session.episode.clone(),
            step: session.step.clone(),
            options: session.options.clone(),
        })
    });
    places.chain(session).flatten().collect()
}

fn load_session(fields: &Fields, work: &mut Work) -> Option<()> {
    let id = id_of(fields)?;
    if id == SESSION {
        let SessionRecord { view, panes, focus, episode, step, options, .. } = parsed(fields)?;
        work.session = Session { view, panes, focus, episode, step, options };
    } else {
        let document = id.strip_prefix(PLACE)?.to_owned();
        let PlaceRecord { paragraph, offset, folded, .. } = parsed(fields)?;
        work.places.insert(document, Place { paragraph, offset, folded });
    }
    Some(())
}

impl From<&Anchor> for AnchorRecord {
    fn from(anchor: &Anchor) -> Self {
        let Anchor { document, paragraph, start, end, quote, prefix, suffix, hash, occurrences, alike } =
            anchor.clone();
        let hash = format!("{hash:016x}");
        Self { document, quote, paragraph, start, end, prefix, suffix, hash, occurrences, alike }
    }
}

impl From<AnchorRecord> for Anchor {
    fn from(record: AnchorRecord) -> Self {
        let AnchorRecord { document, quote, paragraph, start, end, prefix, suffix, hash, occurrences, alike } =
            record;
        let hash = u64::from_str_radix(&hash, 16).unwrap_or(0);
        // A range that runs backwards says nothing; the quote is looked for all the same.
        let (start, end) = if start <= end { (start, end) } else { (0, 0) };
        Self { document, paragraph, start, end, quote, prefix, suffix, hash, occurrences, alike }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (r#"{"id":"a","anchor":{"document":"d","quote":"q","paragraph":1e999999,"prefix":7}}"#, true),
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
            let Ok(Value::Object(fields)) = serde_json::from_str(line) else { continue };
            assert_eq!(Kind::Marks.load(&fields, &mut Work::default()), fits, "{line}");
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
}
