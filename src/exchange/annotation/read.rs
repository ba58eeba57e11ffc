//! Annotations of this and other programs, read.

mod ours;
mod said;

use serde_json::Value;

use crate::corrections::coding_of;
use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Coding, Fields, HIGHLIGHTS, Id, Kind, Mark, Work, names_mark};

use ours::Ours;
use said::{Said, Times, numbered};

use super::{HIGHLIGHT, KIND, RECORD, Writer};
use crate::exchange::found::Quoted;
use crate::exchange::item::Item;
use crate::exchange::returned::Exported;
use crate::exchange::texts::{Texts, decoded, orphan};
use crate::exchange::{Come, Remark, codes, guid};

/// Annotations deeper in collections and pages than this are left out.
const DEEPEST: usize = 4;

/// The fields that say something of what the reader made.
const SAYING: [&str; 4] = ["motivation", "body", "bodyValue", "target"];

/// Reads a collection, a page, a list or one annotation.
pub fn read(value: &Value, collection: &Collection) -> Come {
    let mut annotations = Vec::new();
    gather(value, 0, &mut annotations);
    let mut reader = Reader {
        texts: Texts::of(collection),
        writer: Writer::new(collection),
        come: Come::default(),
        at: 0,
    };
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
    /// Which annotation is read.
    at: usize,
}

/// Where the targets of an annotation are.
#[derive(Clone, Debug, Default)]
struct Places {
    words: Vec<Anchor>,
    /// By their names.
    documents: Vec<String>,
}

/// `at` counts annotations from 1: a file of JSON has no lines to speak of.
fn remark_on(at: usize, message: impl std::fmt::Display) -> Remark {
    Remark::of_all(format!("annotation {at}: {message}"))
}

impl Reader<'_> {
    fn annotation(&mut self, at: usize, annotation: &Value) {
        self.at = at;
        let work = match recorded(annotation) {
            Some(item) => self.returned(annotation, item),
            None => {
                self.standard(&id_of(annotation), annotation, Ours::default()).unwrap_or_else(|message| {
                    self.remark(format!("left out: {message}"));
                    Work::default()
                })
            }
        };
        for item in Item::all(&work) {
            self.come.put(item, |message| remark_on(at, message));
        }
    }

    fn remark(&mut self, message: impl std::fmt::Display) {
        self.come.remarks.push(remark_on(self.at, message));
    }

    /// What is said now of something that was written from here.
    fn returned(&mut self, annotation: &Value, item: Item) -> Work {
        let mut own = Work::default();
        item.clone().put(&mut own);
        let exported = self.writer.annotation(&item);
        if exported == *annotation {
            return own;
        }
        // What is known by a name or a cell has no id that another kind could have.
        let has_id = !matches!(item, Item::Mark(..) | Item::Summary(..));
        let id = if has_id { item.key() } else { id_of(annotation) };
        let is_kept = |field: &str| annotation.get(field) == exported.get(field);
        let ours = Ours { item: Some(&item), is_there: is_kept("target") };
        let known = self.come.remarks.len();
        let echo = self.standard(&id, &exported, ours);
        self.come.remarks.truncate(known);
        let standard = self.standard(&id, annotation, ours);
        let refused = standard.as_ref().err().cloned();
        let mut work = standard.unwrap_or_default();
        Exported::new(&own, &echo.unwrap_or_default()).complete(&mut work);
        let is_it = |one: &Item| one.what() == item.what() && (!has_id || one.key() == item.key());
        let is_said = Item::all(&work).iter().any(is_it);
        let why = refused.or_else(|| (!is_said).then(|| "nothing else in it is one".to_owned()));
        if let Some(why) = why.filter(|_| !SAYING.into_iter().all(is_kept)) {
            self.remark(format!("the {} is taken as it was: {why}", item.what()));
        }
        if !is_said {
            item.put(&mut work);
        }
        work
    }

    /// Reads an annotation by the standard's fields alone. What they leave away of one of ours stays.
    fn standard(&mut self, id: &Id, annotation: &Value, ours: Ours<'_>) -> Result<Work, String> {
        let mut said = self.bodies(annotation);
        if said.names.is_empty() {
            said.names.extend(ours.name());
        }
        let is_mute = said.is_bare() && said.codes.is_empty();
        if is_mute && matches!(ours.item, Some(Item::Coding(..) | Item::Verdict(..))) {
            return Err("it says nothing any more".to_owned());
        }
        if matches!(ours.item, Some(Item::Link(..))) && said.linked.is_empty() {
            return Err("it links to no passage any more".to_owned());
        }
        let targets: Vec<&Value> = each(annotation.get("target")).collect();
        let items = match targets.first().and_then(|target| cell(target)) {
            Some(cell) => {
                if targets.len() > 1 {
                    self.remark("of several targets, the first counts, a cell of the board");
                }
                let describes = motivated(annotation, "describing");
                said.on_cell(id, cell, Times::of(annotation), describes)?
            }
            None => self.on_places(id, annotation, said, ours)?,
        };
        let mut work = Work::default();
        for item in items {
            item.put(&mut work);
        }
        Ok(work)
    }

    fn on_places(
        &mut self,
        id: &Id,
        annotation: &Value,
        mut said: Said,
        ours: Ours<'_>,
    ) -> Result<Vec<Item>, String> {
        let times = Times::of(annotation);
        let targets: Vec<&Value> = each(annotation.get("target")).collect();
        let places = self.places(&targets, ours)?;
        if motivated(annotation, "linking") && !said.linked.is_empty() {
            for name in &places.documents {
                self.remark(format!("left out: a link with all of {name}; links join passages"));
            }
            return said.links(id, &places.words, times, ours);
        }
        if !said.linked.is_empty() {
            self.remark("left out: passages that it names but does not link: its motivation is another");
        }
        let mut items = Vec::new();
        if motivated(annotation, "bookmarking")
            && let ([name], [anchor]) = (said.names.as_slice(), places.words.as_slice())
            && let Some(name) = mark_name(name)
        {
            let mark = Mark { anchor: anchor.clone(), created: times.created };
            items.push(Item::Mark(name, mark));
            said.names.clear();
            if said.is_bare() && said.codes.is_empty() {
                return Ok(items);
            }
        }
        if !said.codes.is_empty() {
            items.extend(self.codings(id, &places.words, &said.codes, times));
        }
        let highlight = targets.iter().find_map(|target| highlight(target)).or(ours.highlight());
        let is_plain = said.is_bare() && motivated(annotation, "highlighting");
        let highlight = highlight.or(is_plain.then_some(1));
        items.extend(said.notes(id, places, highlight, times, ours));
        Ok(items)
    }

    /// Where the targets are: where our record has them, if they still say that.
    fn places(&mut self, targets: &[&Value], ours: Ours<'_>) -> Result<Places, String> {
        if let Some(kept) = ours.places() {
            return Ok(kept);
        }
        let mut found = Places::default();
        for target in targets {
            match self.place(target)? {
                Placed::Words(words) => found.words.extend(words),
                Placed::Document(name) => found.documents.push(name),
            }
        }
        let is_nowhere = found.words.is_empty() && found.documents.is_empty();
        if is_nowhere { Err("it has no target".to_owned()) } else { Ok(found) }
    }

    fn bodies(&mut self, annotation: &Value) -> Said {
        let mut said = Said::default();
        // Plain strings, and the field that stands for one.
        said.text.extend(text(annotation, "bodyValue").map(str::to_owned));
        for body in each(annotation.get("body")) {
            let purpose = each(body.get("purpose")).next().and_then(Value::as_str);
            let value = body.as_str().or_else(|| text(body, "value").or_else(|| text(body, "chars")));
            match (purpose, value) {
                (Some("linking"), None) => match self.place(body) {
                    Ok(Placed::Words(found)) => said.linked.extend(found),
                    Ok(Placed::Document(name)) => {
                        self.remark(format!("left out: a link with all of {name}; links join passages"));
                    }
                    Err(message) => self.remark(format!("left out: a link: {message}")),
                },
                (Some("tagging"), Some(value)) => said.tags.push(value.to_owned()),
                (Some("classifying"), Some(value)) => said.codes.push(value.to_owned()),
                (Some("identifying"), Some(value)) if value.trim().is_empty() => {}
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

fn motivated(annotation: &Value, word: &str) -> bool {
    each(annotation.get("motivation")).any(|one| one == word)
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
    let kind = text(target, "styleClass")?.strip_prefix(HIGHLIGHT)?.parse().ok()?;
    (1..=HIGHLIGHTS).contains(&kind).then_some(kind)
}

/// The cell of the board that a target is.
fn cell(target: &Value) -> Option<CellId> {
    let selector = target.get("selector").filter(|one| has_type(one, "FragmentSelector"))?;
    let (episode, step) = text(selector, "value")?.strip_prefix("episode=")?.split_once("&step=")?;
    Some(CellId { episode: decoded(episode), step: decoded(step) })
}
