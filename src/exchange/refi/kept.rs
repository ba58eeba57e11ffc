//! What the format has no place for, kept in a note of the project: the work as it is, with the
//! reader's own ids, and what the collection's settings say. Other programs show it as a note like
//! others; an import reads it back.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::exchange::Remark;
use crate::exchange::guid::guid;
use crate::exchange::lines;
use crate::exchange::place::Places;
use crate::scheme::format::settings::{DocumentEntry, parse, written};
use crate::scheme::{Collection, Label};
use crate::store::{Anchor, Moves, Resolution, Work, apply};
use crate::text::Document;

/// How the note's name begins.
pub const NAME: &str = "Triptych";
/// The note's first line.
const HEAD: &str = "Kept by Triptych for itself: what this format has no place for. It may be deleted.";

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    pub settings: Settings,
    pub work: Work,
}

/// What `collection.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// All but the documents.
    pub scheme: String,
    /// By the documents' names.
    #[serde(default)]
    documents: BTreeMap<String, String>,
}

impl Kept {
    pub fn of(work: &Work, collection: &Collection) -> Self {
        let document = |(document, label): (&Document, &Label)| {
            let about = written::document(&document.metadata, Some(&label.letter), Some(&label.cite));
            (document.name.clone(), about)
        };
        let documents = collection.documents.iter().zip(&collection.labels).map(document).collect();
        let scheme = written::scheme(&collection.scheme);
        Self { settings: Settings { scheme, documents }, work: work.clone() }
    }

    pub fn guid() -> String {
        guid("note", HEAD)
    }

    /// The note's text.
    pub fn text(&self) -> String {
        let settings = serde_json::to_string(&self.settings).unwrap_or_default();
        format!("{HEAD}\n{settings}\n{}", lines::written(&self.work))
    }

    /// Reads the text of a note, and says which of its lines are damaged: those are left out. `None`
    /// where it is another note, or what it says of the settings is damaged.
    pub fn parse(text: &str) -> Option<(Self, Vec<Remark>)> {
        let rest = text.strip_prefix(HEAD)?.replace("\r\n", "\n");
        let (settings, work) = rest.trim_start().split_once('\n')?;
        let settings = serde_json::from_str(settings).ok()?;
        let read = lines::read(work);
        let said = |remark: Remark| Remark::of_all(format!("the project's note '{NAME}': {remark}"));
        Some((Self { settings, work: read.work }, read.remarks.into_iter().map(said).collect()))
    }

    /// The work where its words stand in this collection, in which the documents have these names.
    pub fn on(self, collection: &Collection, names: BTreeMap<String, String>) -> Work {
        let mut work = self.work;
        put(&mut work, &Moves { documents: names, ..Moves::default() });
        let places = Places::of(collection);
        let now = |anchor: &Anchor| {
            let document = collection.document(places.known(&anchor.document)?);
            let Resolution::Moved(site) = anchor.resolve(document) else { return None };
            Anchor::of(document, site.block, site.span)
        };
        let anchors = work.anchors().filter_map(|(_, anchor)| Some((anchor.clone(), now(anchor)?)));
        let moves = Moves { anchors: anchors.collect(), ..Moves::default() };
        put(&mut work, &moves);
        work
    }
}

fn put(work: &mut Work, moves: &Moves) {
    for edit in moves.edits(work) {
        let _ = apply(work, edit);
    }
}

impl Settings {
    /// The documents that were exported, by the identifiers of their sources.
    pub fn names(&self) -> HashMap<String, &str> {
        self.documents.keys().map(|name| (guid("document", name), name.as_str())).collect()
    }

    /// What was said of a document; nothing else than that, whatever the note says.
    pub fn about(&self, name: &str) -> String {
        let said = self.documents.get(name).map_or("", String::as_str);
        let entries = parse("", &format!("[[document]]\nfile = 'one'\n{said}")).documents;
        let about = |entry: &DocumentEntry| {
            written::document(&entry.metadata, entry.letter.as_deref(), entry.cite.as_deref())
        };
        entries.first().map(about).unwrap_or_default()
    }
}
