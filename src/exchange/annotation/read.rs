//! Annotations of this and other programs, read.

use jiff::Timestamp;
use serde_json::Value;

use crate::corrections::coding_of;
use crate::scheme::Collection;
use crate::store::{
    Anchor, CellId, Coding, Fields, Id, Kind, Link, LinkKind, Mark, Note, Summary, Target, Work, names_mark,
};

use super::{HIGHLIGHT, KIND, RECORD, Writer};
use crate::exchange::found::Quoted;
use crate::exchange::item::Item;
use crate::exchange::returned::Exported;
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
    /// In the order in which they are said.
    tags: Vec<String>,
    codes: Vec<String>,
    /// What its target is called.
    names: Vec<String>,
    linked: Vec<Anchor>,
}

impl Said {
    fn note(self, target: Target, highlight: Option<u8>, times: Times) -> Note {
        let text = self.names.into_iter().chain(self.text).collect::<Vec<_>>().join("\n\n");
        let Times { created, changed } = times;
        Note { target, text, tags: self.tags.into_iter().collect(), highlight, created, changed }
    }

    /// The kind of a link: of several tags, the one that is a kind of ours, or else the first.
    fn link_kind(&self) -> LinkKind {
        let mut kinds = self.tags.iter().map(|tag| LinkKind::named(tag));
        let first = kinds.clone().next().unwrap_or(LinkKind::SameEvent);
        kinds.find(|kind| !matches!(kind, LinkKind::Other(_))).unwrap_or(first)
    }
}

/// When an annotation was made and changed.
#[derive(Clone, Copy)]
struct Times {
    created: Option<Timestamp>,
    changed: Option<Timestamp>,
}

impl Times {
    fn of(annotation: &Value) -> Self {
        let time = |name| text(annotation, name).and_then(|time| time.parse().ok());
        Self { created: time("created"), changed: time("modified") }
    }
}

impl Reader<'_> {
    /// `at` counts annotations from 1: a file of JSON has no lines to speak of.
    fn annotation(&mut self, at: usize, annotation: &Value) {
        let ours = recorded(annotation);
        let exported = ours.as_ref().map(|item| self.writer.annotation(item));
        if let Some((item, exported)) = ours.as_ref().zip(exported.as_ref())
            && exported == annotation
        {
            item.clone().put(&mut self.come.work);
            return;
        }
        // What is known by a name or a cell has no id that another kind could have.
        let own = ours.as_ref().filter(|item| !matches!(item, Item::Mark(..) | Item::Summary(..)));
        let id = own.map_or_else(|| id_of(annotation), Item::key);
        let exported = ours.zip(exported).map(|(item, exported)| self.exported(&id, item, &exported));
        let standard = self.standard(&id, annotation);
        let refused = standard.as_ref().err().cloned();
        let mut work = standard.unwrap_or_default();
        if let Some(exported) = exported {
            exported.complete(&mut work);
        }
        if let Some(message) = refused.filter(|_| !work.has_made()) {
            self.remark(at, format!("left out: {message}"));
        }
        self.come.work.take_over(work);
    }

    fn remark(&mut self, at: usize, message: impl std::fmt::Display) {
        self.come.remarks.push(Remark::of_all(format!("annotation {at}: {message}")));
    }

    /// One of ours, beside what the standard's fields say of it.
    fn exported(&mut self, id: &Id, item: Item, annotation: &Value) -> Exported {
        let known = self.come.remarks.len();
        let echo = self.standard(id, annotation).unwrap_or_default();
        self.come.remarks.truncate(known);
        let mut own = Work::default();
        item.put(&mut own);
        Exported::new(&own, &echo)
    }

    /// Reads an annotation by the standard's fields alone.
    fn standard(&mut self, id: &Id, annotation: &Value) -> Result<Work, String> {
        let mut said = self.bodies(annotation);
        let times = Times::of(annotation);
        let motivated = |word: &str| each(annotation.get("motivation")).any(|one| one == word);
        let targets: Vec<&Value> = each(annotation.get("target")).collect();
        if let Some(cell) = targets.first().and_then(|target| cell(target)) {
            return on_cell(id, cell, said, times, motivated("describing"));
        }
        let mut anchors = Vec::new();
        let mut documents = Vec::new();
        for target in &targets {
            match self.place(target)? {
                Placed::Words(found) => anchors.extend(found),
                Placed::Document(name) => documents.push(name),
            }
        }
        let mut work = Work::default();
        if motivated("linking") && !said.linked.is_empty() {
            for link in links(id, &anchors, &said, times)? {
                link.put(&mut work);
            }
            return Ok(work);
        }
        if motivated("bookmarking")
            && let ([name], [anchor]) = (said.names.as_slice(), anchors.as_slice())
            && let Some(name) = mark_name(name)
        {
            let mark = Mark { anchor: anchor.clone(), created: times.created };
            Item::Mark(name, mark).put(&mut work);
            said.names.clear();
            if said.text.is_empty() && said.tags.is_empty() {
                return Ok(work);
            }
        }
        let codes = std::mem::take(&mut said.codes);
        if !codes.is_empty() && !anchors.is_empty() {
            let codings = self.codings(id, &anchors, &codes, times);
            for coding in codings {
                coding.put(&mut work);
            }
        }
        let bare = said.text.is_empty() && said.tags.is_empty() && said.names.is_empty();
        if codes.is_empty() || !bare {
            let target = match (anchors.len(), documents.pop()) {
                (0, Some(name)) => Target::Document(name),
                (0, None) => return Err("it has no target".to_owned()),
                _ => match said.names.pop() {
                    Some(label) if anchors.len() > 1 => Target::Row { label, passages: anchors },
                    name => {
                        said.names.extend(name);
                        Target::Words(anchors)
                    }
                },
            };
            let highlight = targets.iter().find_map(|target| highlight(target));
            let highlight = highlight.or((bare && motivated("highlighting")).then_some(1));
            Item::Note(id.clone(), said.note(target, highlight, times)).put(&mut work);
        }
        Ok(work)
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
                (Some("tagging"), Some(value)) => said.tags.push(value.to_owned()),
                (Some("classifying"), Some(value)) => said.codes.push(value.to_owned()),
                (Some("identifying"), Some(value)) => said.names.push(value.to_owned()),
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

    fn codings(&mut self, id: &Id, anchors: &[Anchor], words: &[String], times: Times) -> Vec<Item> {
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
        let coding = |anchor: &Anchor| -> Coding { coding_of(scheme, anchor.clone(), &coded, times.created) };
        let numbered = |(at, anchor)| Item::Coding(numbered(id, at), coding(anchor));
        anchors.iter().enumerate().map(numbered).collect()
    }
}

fn on_cell(id: &Id, cell: CellId, said: Said, times: Times, describes: bool) -> Result<Work, String> {
    let note = said.note(Target::Cell(cell.clone()), None, times);
    if note.text.is_empty() && note.tags.is_empty() {
        return Err("it says nothing".to_owned());
    }
    let mut work = Work::default();
    if describes {
        Item::Summary(cell, Summary { text: note.text, changed: times.changed }).put(&mut work);
    } else {
        Item::Note(id.clone(), note).put(&mut work);
    }
    Ok(work)
}

fn links(id: &str, from: &[Anchor], said: &Said, times: Times) -> Result<Vec<Item>, String> {
    let a = from.first().ok_or("its target is no passage")?;
    let link = |(at, b): (usize, &Anchor)| {
        let (kind, label) = (said.link_kind(), said.names.first().cloned());
        let link = Link { a: a.clone(), b: b.clone(), kind, label, created: times.created };
        Item::Link(numbered(id, at), link.settled())
    };
    Ok(said.linked.iter().enumerate().map(link).collect())
}

/// The character that a mark is named by.
fn mark_name(name: &str) -> Option<char> {
    let mut characters = name.chars();
    characters.next().filter(|&first| characters.next().is_none() && names_mark(first))
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

/// An id that follows from what the annotation is known by elsewhere, or else from all that it says.
fn id_of(annotation: &Value) -> Id {
    let known = text(annotation, "id").and_then(|id| guid::id_of(id.rsplit([':', '/']).next()?));
    let made = || guid::id_of(&guid::guid("annotation", &annotation.to_string()));
    known.or_else(made).unwrap_or_default()
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
