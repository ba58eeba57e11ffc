//! The Web Annotation Data Model of the W3C (JSON-LD): what the reader made, one annotation each.
//!
//! A target has a `TextQuoteSelector` and a `TextPositionSelector`, whose positions are code points
//! of the document's blocks, each followed by a line feed. Each annotation also carries, under a
//! name of our own, the record that the store keeps, so that nothing is lost between two of us;
//! to everybody else the standard's own fields say it.

mod read;

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Coding, Note, Target};

use super::flat::Flat;
use super::guid::guid;
use super::item::Item;
use super::place::Places;

pub use read::read;

/// What the names of our own stand for.
const OURS: &str = "urn:x-triptych:";
const RECORD: &str = "triptych:record";
const KIND: &str = "triptych:kind";
/// Before the number of a highlight's colour, in the class of its style.
const HIGHLIGHT: &str = "highlight-";

/// A collection of annotations with one page.
pub fn written(items: &[Item], collection: &Collection) -> Value {
    let mut writer = Writer::new(collection);
    let annotations: Vec<Value> = items.iter().map(|item| writer.annotation(item)).collect();
    json!({
        "@context": context(),
        "id": format!("urn:uuid:{}", guid("annotations", &collection.title)),
        "type": "AnnotationCollection",
        "label": collection.title,
        "total": annotations.len(),
        "first": {
            "id": format!("urn:uuid:{}", guid("annotation page", &collection.title)),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": annotations,
        },
    })
}

fn context() -> Value {
    json!(["http://www.w3.org/ns/anno.jsonld", { "triptych": OURS, RECORD: { "@type": "@json" } }])
}

/// Writes annotations; keeps the texts that it has looked at.
struct Writer<'a> {
    places: Places<'a>,
    flats: HashMap<usize, Flat>,
}

impl<'a> Writer<'a> {
    fn new(collection: &'a Collection) -> Self {
        Self { places: Places::of(collection), flats: HashMap::new() }
    }

    fn annotation(&mut self, item: &Item) -> Value {
        let mut fields = Map::new();
        let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        set("id", format!("urn:uuid:{}", guid(item.what(), &item.key())).into());
        set("type", "Annotation".into());
        set("motivation", motivation(item));
        let bodies = self.bodies(item);
        if !bodies.is_empty() {
            set("body", bodies.into());
        }
        set("target", self.target(item));
        let (created, changed) = times(item);
        created.map(|time| set("created", time.into()));
        changed.map(|time| set("modified", time.into()));
        set(KIND, item.what().into());
        set(RECORD, Value::Object(item.record()));
        Value::Object(fields)
    }

    fn bodies(&mut self, item: &Item) -> Vec<Value> {
        let text =
            |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value });
        match item {
            Item::Mark(name, _) => vec![text("identifying", &name.to_string())],
            Item::Coding(_, coding) => {
                self.codes(coding).iter().map(|code| text("classifying", code)).collect()
            }
            Item::Link(_, link) => {
                let mut other = self.passage(&link.b);
                other["purpose"] = "linking".into();
                let row = link.label.iter().map(|name| text("identifying", name));
                [other, text("tagging", link.kind.name())].into_iter().chain(row).collect()
            }
            Item::Note(_, note) => note_bodies(note),
            Item::Summary(_, summary) => vec![text("describing", &summary.text)],
            Item::Verdict(_, verdict) => {
                let (a, b) = &verdict.values;
                let said = format!("{}: '{a}', '{b}': {}", verdict.slot, verdict.judgement.name());
                let other = verdict.b.as_ref().map(|anchor| self.passage(anchor));
                std::iter::once(text("assessing", &said)).chain(other).collect()
            }
        }
    }

    /// Names of what a coding says, the episodes first.
    fn codes(&self, coding: &Coding) -> Vec<String> {
        let scheme = &self.places.collection.scheme;
        let episode = |id: &String| {
            scheme.episode_by_id(id).map_or_else(|| id.clone(), |index| scheme.episode(index).name.clone())
        };
        let step = |id: &String| {
            scheme.step_by_id(id).map_or_else(|| id.clone(), |index| scheme.step(index).name.clone())
        };
        let steps = coding.step.iter().chain(&coding.second_step).map(step);
        coding.episodes.iter().map(episode).chain(steps).collect()
    }

    fn target(&mut self, item: &Item) -> Value {
        match item {
            Item::Mark(_, mark) => self.passage(&mark.anchor),
            Item::Coding(_, coding) => self.passage(&coding.anchor),
            Item::Link(_, link) => self.passage(&link.a),
            Item::Verdict(_, verdict) => self.passage(&verdict.a),
            Item::Summary(cell, _) => cell_target(cell),
            Item::Note(_, note) => match &note.target {
                Target::Words(anchors) => {
                    let each: Vec<Value> =
                        anchors.iter().map(|anchor| self.highlighted(anchor, note.highlight)).collect();
                    if let [one] = each.as_slice() { one.clone() } else { each.into() }
                }
                Target::Document(name) => address(name).into(),
                Target::Cell(cell) => cell_target(cell),
                Target::Row { passages, .. } => passages.iter().map(|anchor| self.passage(anchor)).collect(),
            },
        }
    }

    fn highlighted(&mut self, anchor: &Anchor, highlight: Option<u8>) -> Value {
        let mut target = self.passage(anchor);
        if let Some(number) = highlight {
            target["styleClass"] = format!("{HIGHLIGHT}{number}").into();
        }
        target
    }

    /// The words of a passage, and, where they stand, their position.
    fn passage(&mut self, anchor: &Anchor) -> Value {
        let mut selectors = vec![json!({
            "type": "TextQuoteSelector",
            "exact": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        })];
        if let Ok((index, site)) = self.places.site(anchor) {
            let document = self.places.collection.document(index);
            let flat = self.flats.entry(index.0).or_insert_with(|| Flat::of(document));
            let (start, end) = flat.position(site);
            selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
        }
        json!({ "type": "SpecificResource", "source": address(&anchor.document), "selector": selectors })
    }
}

fn motivation(item: &Item) -> Value {
    match item {
        Item::Mark(..) => "bookmarking".into(),
        Item::Coding(..) => "classifying".into(),
        Item::Link(..) => "linking".into(),
        Item::Summary(..) => "describing".into(),
        Item::Verdict(..) => "assessing".into(),
        Item::Note(_, note) => {
            let said = [
                (!note.text.is_empty(), "commenting"),
                (!note.tags.is_empty(), "tagging"),
                (note.highlight.is_some() || (note.text.is_empty() && note.tags.is_empty()), "highlighting"),
            ];
            let all: Vec<&str> = said.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
            if let [only] = all.as_slice() { (*only).into() } else { all.into() }
        }
    }
}

fn note_bodies(note: &Note) -> Vec<Value> {
    let text = (!note.text.is_empty()).then(|| {
        json!({ "type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": note.text })
    });
    let said =
        |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value });
    let row = match &note.target {
        Target::Row { label, .. } if !label.is_empty() => Some(said("identifying", label)),
        _ => None,
    };
    text.into_iter().chain(note.tags.iter().map(|tag| said("tagging", tag))).chain(row).collect()
}

fn cell_target(cell: &CellId) -> Value {
    let value = format!("episode={}&step={}", encoded(&cell.episode), encoded(&cell.step));
    json!({
        "type": "SpecificResource",
        "source": "collection.toml",
        "selector": { "type": "FragmentSelector", "value": value },
    })
}

fn times(item: &Item) -> (Option<String>, Option<String>) {
    let (created, changed) = match item {
        Item::Mark(_, mark) => (mark.created, None),
        Item::Coding(_, coding) => (coding.created, None),
        Item::Link(_, link) => (link.created, None),
        Item::Note(_, note) => (note.created, note.changed),
        Item::Summary(_, summary) => (None, summary.changed),
        Item::Verdict(_, verdict) => (verdict.created, None),
    };
    (created.map(|time| time.to_string()), changed.map(|time| time.to_string()))
}

/// A document's name as an address relative to the collection.
fn address(name: &str) -> String {
    name.split('/').map(encoded).collect::<Vec<_>>().join("/")
}

/// Everything but letters, digits and `-._~` by its bytes (RFC 3986).
fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
