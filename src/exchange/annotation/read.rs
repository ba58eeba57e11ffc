//! Annotations of this and other programs, read.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::corrections::coding_of;
use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Coding, Fields, Id, Kind, Link, LinkKind, Note, Summary, Target};

use super::{HIGHLIGHT, KIND, RECORD, Writer};
use crate::exchange::found::Quoted;
use crate::exchange::item::Item;
use crate::exchange::texts::{Texts, decoded, orphan};
use crate::exchange::{Come, Remark, codes, guid};

/// Annotations deeper in collections and pages than this are left out.
const DEEPEST: usize = 4;

/// Reads a collection, a page, a list or one annotation.
pub fn read(value: &Value, collection: &Collection) -> Come {
    let mut annotations = Vec::new();
    gather(value, 0, &mut annotations);
    let mut reader =
        Reader { texts: Texts::of(collection), writer: Writer::new(collection), come: Come::default() };
    for (at, annotation) in annotations.into_iter().enumerate() {
        reader.annotation(at + 1, annotation);
    }
    reader.come
}

fn gather<'v>(value: &'v Value, depth: usize, found: &mut Vec<&'v Value>) {
    if depth > DEEPEST {
        return;
    }
    if let Some(list) = value.as_array() {
        for one in list {
            gather(one, depth + 1, found);
        }
    } else if has_type(value, "Annotation") || value.get("target").is_some() {
        found.push(value);
    } else {
        // `rows` is what some services name their pages' annotations.
        for name in ["first", "items", "rows", "@graph"] {
            value.get(name).into_iter().for_each(|inner| gather(inner, depth + 1, found));
        }
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    each(value.get("type")).any(|one| one == name)
}

/// A value, or each of a list of values.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().chain(value.filter(|_| list.is_none()))
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

struct Reader<'a> {
    texts: Texts<'a>,
    writer: Writer<'a>,
    come: Come,
}

/// What the bodies of an annotation say.
#[derive(Default)]
struct Said {
    text: Vec<String>,
    tags: BTreeSet<String>,
    codes: Vec<String>,
    linked: Vec<Anchor>,
}

impl Reader<'_> {
    /// `at` counts annotations from 1: a file of JSON has no lines to speak of.
    fn annotation(&mut self, at: usize, annotation: &Value) {
        let ours = recorded(annotation);
        if let Some(item) = &ours
            && self.writer.annotation(item) == *annotation
        {
            item.clone().put(&mut self.come.work);
            return;
        }
        let id = ours.as_ref().map(Item::key).or_else(|| {
            let id = text(annotation, "id")?;
            guid::id_of(id.rsplit([':', '/']).next()?)
        });
        let id = id.unwrap_or_else(|| {
            let guid = guid::guid("annotation", &annotation.to_string());
            guid::id_of(&guid).unwrap_or_default()
        });
        if let Err(message) = self.standard(id, annotation, ours) {
            self.remark(at, format!("left out: {message}"));
        }
    }

    fn remark(&mut self, at: usize, message: impl std::fmt::Display) {
        self.come.remarks.push(Remark::of_all(format!("annotation {at}: {message}")));
    }

    /// Reads an annotation by the standard's fields. Where it was one of ours and another program
    /// changed it, what the standard has no field for is taken from our record.
    fn standard(&mut self, id: Id, annotation: &Value, ours: Option<Item>) -> Result<(), String> {
        let said = self.bodies(annotation);
        let words = said.text.join("\n\n");
        match ours {
            Some(Item::Note(_, note)) => {
                let note = Note { text: words, tags: said.tags, ..note };
                Item::Note(id, note).put(&mut self.come.work);
                return Ok(());
            }
            Some(Item::Summary(cell, summary)) => {
                Item::Summary(cell, Summary { text: words, ..summary }).put(&mut self.come.work);
                return Ok(());
            }
            Some(other @ (Item::Mark(..) | Item::Verdict(..) | Item::Link(..))) => {
                other.put(&mut self.come.work);
                return Ok(());
            }
            Some(Item::Coding(..)) | None => {}
        }
        let targets: Vec<&Value> = each(annotation.get("target")).collect();
        if let Some(cell) = targets.first().and_then(|target| cell(target)) {
            return self.on_cell(id, cell, words, said.tags);
        }
        let mut anchors = Vec::new();
        let mut documents = Vec::new();
        for target in &targets {
            match self.place(target)? {
                Placed::Words(found) => anchors.extend(found),
                Placed::Document(name) => documents.push(name),
            }
        }
        let highlight = targets.iter().find_map(|target| highlight(target));
        let classes = !said.codes.is_empty();
        let motivated = |word: &str| each(annotation.get("motivation")).any(|one| one == word);
        if motivated("linking") && !said.linked.is_empty() {
            return self.links(&id, &anchors, said);
        }
        if classes && !anchors.is_empty() {
            self.codings(&id, &anchors, &said.codes);
        }
        let is_note = !words.is_empty() || !said.tags.is_empty() || !classes;
        if is_note {
            let target = match (anchors.len(), documents.pop()) {
                (0, Some(name)) => Target::Document(name),
                (0, None) => return Err("it has no target".to_owned()),
                _ => Target::Words(anchors),
            };
            let time = |name| text(annotation, name).and_then(|time| time.parse().ok());
            let (created, changed) = (time("created"), time("modified"));
            let bare = words.is_empty() && said.tags.is_empty();
            let highlight = highlight.or((bare && motivated("highlighting")).then_some(1));
            let note = Note { target, text: words, tags: said.tags, highlight, created, changed };
            Item::Note(id, note).put(&mut self.come.work);
        }
        Ok(())
    }

    fn bodies(&mut self, annotation: &Value) -> Said {
        let mut said = Said::default();
        // Plain strings, and the field that stands for one.
        said.text.extend(text(annotation, "bodyValue").map(str::to_owned));
        for body in each(annotation.get("body")) {
            let purpose = each(body.get("purpose")).next().and_then(Value::as_str);
            let value = body.as_str().or_else(|| text(body, "value").or_else(|| text(body, "chars")));
            match (purpose, value) {
                (Some("linking"), None) => {
                    if let Ok(Placed::Words(found)) = self.place(body) {
                        said.linked.extend(found);
                    }
                }
                (Some("tagging"), Some(value)) => {
                    said.tags.insert(value.to_owned());
                }
                (Some("classifying"), Some(value)) => said.codes.push(value.to_owned()),
                (_, Some(value)) if !value.is_empty() => said.text.push(value.to_owned()),
                _ => {}
            }
        }
        let scheme = &self.texts.collection().scheme;
        let is_code =
            |word: &String| codes::episode(scheme, word).is_ok() || codes::step(scheme, word).is_ok();
        let (known, unknown) = said.codes.into_iter().partition(is_code);
        said.codes = known;
        said.tags.extend::<Vec<String>>(unknown);
        said
    }

    /// Where a target or a linked resource is.
    fn place(&mut self, resource: &Value) -> Result<Placed, String> {
        let source = resource.as_str().or_else(|| {
            let source = resource.get("source")?;
            source.as_str().or_else(|| text(source, "id"))
        });
        let source = source.or_else(|| text(resource, "id")).ok_or("it names no document")?;
        let mut quoted = Quoted::default();
        for selector in each(resource.get("selector")) {
            select(selector, &mut quoted);
        }
        let index = match self.texts.document(source) {
            Ok(index) => index,
            Err(_) if !quoted.words.is_empty() => {
                return Ok(Placed::Words(vec![orphan(&decoded(source), &quoted)]));
            }
            Err(message) => return Err(message),
        };
        if quoted == Quoted::default() {
            return Ok(Placed::Document(self.texts.collection().document(index).name.clone()));
        }
        match self.texts.anchors(index, &quoted) {
            Ok(found) => Ok(Placed::Words(found)),
            Err(_) if quoted.words.is_empty() => Err("its position is not in the document".to_owned()),
            Err(lost) => {
                let start: String = quoted.words.chars().take(40).collect();
                let name = &self.texts.collection().document(index).name;
                let message =
                    format!("the words '{start}' are not found for sure in {name}: kept without a place");
                self.come.remarks.push(Remark::of_all(message));
                Ok(Placed::Words(vec![*lost]))
            }
        }
    }

    fn on_cell(&mut self, id: Id, cell: CellId, text: String, tags: BTreeSet<String>) -> Result<(), String> {
        if text.is_empty() && tags.is_empty() {
            return Err("it says nothing".to_owned());
        }
        let target = Target::Cell(cell);
        let note = Note { target, text, tags, highlight: None, created: None, changed: None };
        Item::Note(id, note).put(&mut self.come.work);
        Ok(())
    }

    fn links(&mut self, id: &str, from: &[Anchor], said: Said) -> Result<(), String> {
        let kind = said.tags.iter().map(|tag| LinkKind::named(tag)).next().unwrap_or(LinkKind::SameEvent);
        let a = from.first().ok_or("its target is no passage")?;
        for (at, b) in said.linked.into_iter().enumerate() {
            let link = Link { a: a.clone(), b, kind: kind.clone(), label: None, created: None };
            Item::Link(numbered(id, at), link).put(&mut self.come.work);
        }
        Ok(())
    }

    fn codings(&mut self, id: &str, anchors: &[Anchor], words: &[String]) {
        let scheme = &self.texts.collection().scheme;
        let mut coded = crate::scheme::Coded::default();
        for word in words {
            match (codes::episode(scheme, word), codes::step(scheme, word)) {
                (Ok(episode), _) if !coded.episodes.contains(&episode) => coded.episodes.push(episode),
                (_, Ok(step)) if coded.step.is_none() => coded.step = Some(step),
                (_, Ok(step)) => coded.second_step = Some(step),
                _ => {}
            }
        }
        for (at, anchor) in anchors.iter().enumerate() {
            let coding: Coding = coding_of(scheme, anchor.clone(), &coded, None);
            Item::Coding(numbered(id, at), coding).put(&mut self.come.work);
        }
    }
}

/// Where a resource is.
enum Placed {
    Words(Vec<Anchor>),
    /// By its name.
    Document(String),
}

/// The first keeps the id; the others have one that follows from it.
fn numbered(id: &str, at: usize) -> Id {
    if at == 0 {
        id.to_owned()
    } else {
        guid::id_of(&guid::guid("part", &format!("{id}.{at}"))).unwrap_or_default()
    }
}

/// What our own record in an annotation says.
fn recorded(annotation: &Value) -> Option<Item> {
    let kind = text(annotation, KIND)?;
    let record: &Fields = annotation.get(RECORD)?.as_object()?;
    Kind::made().filter_map(|one| Item::of_record(one, record)).find(|item| item.what() == kind)
}

/// Takes what a selector says; those that refine it count with it.
fn select<'v>(selector: &'v Value, quoted: &mut Quoted<'v>) {
    if has_type(selector, "TextQuoteSelector") {
        quoted.words = text(selector, "exact").unwrap_or_default();
        quoted.before = text(selector, "prefix").unwrap_or_default();
        quoted.after = text(selector, "suffix").unwrap_or_default();
    } else if has_type(selector, "TextPositionSelector") {
        let number = |name| selector.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        quoted.position = number("start").zip(number("end"));
    }
    if let Some(inner) = selector.get("refinedBy") {
        select(inner, quoted);
    }
}

fn highlight(target: &Value) -> Option<u8> {
    text(target, "styleClass")?.strip_prefix(HIGHLIGHT)?.parse().ok()
}

/// The cell of the board that a target is.
fn cell(target: &Value) -> Option<CellId> {
    let selector = target.get("selector").filter(|one| has_type(one, "FragmentSelector"))?;
    let (episode, step) = text(selector, "value")?.strip_prefix("episode=")?.split_once("&step=")?;
    Some(CellId { episode: decoded(episode), step: decoded(step) })
}
