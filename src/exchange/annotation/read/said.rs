//! What the bodies of an annotation say, and what that makes of its targets.

use jiff::Timestamp;
use serde_json::Value;

use crate::exchange::guid;
use crate::exchange::item::Item;
use crate::store::{Anchor, CellId, Id, Link, LinkKind, Note, Summary, Target};

use super::ours::Ours;
use super::{Places, text};

/// Most links of one annotation.
const MOST_LINKS: usize = 1_000;

#[derive(Clone, Default)]
pub struct Said {
    pub text: Vec<String>,
    /// In the order in which they are said.
    pub tags: Vec<String>,
    pub codes: Vec<String>,
    /// What its target is called.
    pub names: Vec<String>,
    pub linked: Vec<Anchor>,
}

impl Said {
    /// Whether it says nothing but codes.
    pub fn is_bare(&self) -> bool {
        self.text.is_empty() && self.tags.is_empty() && self.names.is_empty()
    }

    pub fn note(self, target: Target, highlight: Option<u8>, times: Times) -> Note {
        let text = self.names.into_iter().chain(self.text).collect::<Vec<_>>().join("\n\n");
        let Times { created, changed } = times;
        Note { target, text, tags: self.tags.into_iter().collect(), highlight, created, changed }
    }

    /// The codes as tags: of what cannot be coded.
    fn tagged(mut self) -> Self {
        self.tags.append(&mut self.codes);
        self
    }

    /// Takes the kind of a link out of the tags: the one that it had, one that is a kind of ours, or
    /// else the first.
    fn take_link_kind(&mut self, ours: Ours<'_>) -> LinkKind {
        let had = ours.link_kind();
        let is_had = |tag: &String| had.as_ref().is_some_and(|kind| kind.name() == tag);
        let is_kind = |tag: &String| !matches!(LinkKind::named(tag), LinkKind::Other(_));
        let at = self.tags.iter().position(is_had).or_else(|| self.tags.iter().position(is_kind));
        if self.tags.is_empty() {
            return had.unwrap_or(LinkKind::SameEvent);
        }
        LinkKind::named(&self.tags.remove(at.unwrap_or(0)))
    }

    /// A link for each two of the passages that it is on and that it links them to, and a note of what
    /// else it says.
    pub fn links(
        mut self,
        id: &Id,
        from: &[Anchor],
        times: Times,
        ours: Ours<'_>,
    ) -> Result<Vec<Item>, String> {
        let to = std::mem::take(&mut self.linked);
        if from.is_empty() {
            return Err("its target is no passage".to_owned());
        }
        let count = from.len().saturating_mul(to.len());
        if count > MOST_LINKS {
            return Err(format!("it makes {count} links, more than {MOST_LINKS}"));
        }
        let kind = self.take_link_kind(ours);
        let label = self.names.first().cloned().filter(|_| kind == LinkKind::Level);
        // As another kind of link it needs no name.
        self.names.retain(|name| Some(name) != label.as_ref() && Some(name) != ours.name().as_ref());
        let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (a.clone(), b.clone())));
        let link = |(at, (a, b))| {
            let (kind, label) = (kind.clone(), label.clone());
            Item::Link(numbered(id, at), Link { a, b, kind, label, created: times.created })
        };
        let mut items: Vec<Item> = pairs.enumerate().map(link).collect();
        let rest = self.tagged();
        if !rest.is_bare() {
            let id = guid::id_of(&guid::derived("note of", id)).unwrap_or_default();
            let both = Target::Words(from.iter().chain(&to).cloned().collect());
            items.push(Item::Note(id, rest.note(both, None, times)));
        }
        Ok(items)
    }

    /// A note on the words, and one on each document. Of codes alone there is none on words: those are
    /// coded.
    pub fn notes(
        self,
        id: &Id,
        places: Places,
        highlight: Option<u8>,
        times: Times,
        ours: Ours<'_>,
    ) -> Vec<Item> {
        let Places { words, documents } = places;
        let is_coded = !words.is_empty() && !self.codes.is_empty() && self.is_bare();
        let mut notes = Vec::new();
        if !is_coded && (!words.is_empty() || documents.is_empty()) {
            let said = if words.is_empty() { self.clone().tagged() } else { self.clone() };
            notes.push(said.on_words(words, ours));
        }
        notes.extend(documents.into_iter().map(|name| (self.clone().tagged(), Target::Document(name))));
        let note = |(at, (said, target)): (usize, (Self, Target))| {
            Item::Note(numbered(id, at), said.note(target, highlight, times))
        };
        notes.into_iter().enumerate().map(note).collect()
    }

    /// What is left to be said of words, and what they are: several that are called something are a row.
    fn on_words(mut self, words: Vec<Anchor>, ours: Ours<'_>) -> (Self, Target) {
        let is_row = words.len() > 1 || ours.is_on_row();
        let label = if is_row { self.names.pop() } else { None };
        let target = match label {
            Some(label) => Target::Row { label, passages: words },
            None => Target::Words(words),
        };
        (self, target)
    }

    /// A summary of a cell of the board, or a note on it.
    pub fn on_cell(self, id: &Id, cell: CellId, times: Times, describes: bool) -> Result<Vec<Item>, String> {
        let mut note = self.tagged().note(Target::Cell(cell.clone()), None, times);
        if note.text.is_empty() && note.tags.is_empty() {
            return Err("it says nothing".to_owned());
        }
        let mut items = Vec::new();
        if describes && !note.text.is_empty() {
            let text = std::mem::take(&mut note.text);
            items.push(Item::Summary(cell, Summary { text, changed: times.changed }));
        }
        if !note.text.is_empty() || !note.tags.is_empty() {
            items.push(Item::Note(id.clone(), note));
        }
        Ok(items)
    }
}

/// When an annotation was made and changed.
#[derive(Clone, Copy)]
pub struct Times {
    pub created: Option<Timestamp>,
    changed: Option<Timestamp>,
}

impl Times {
    pub fn of(annotation: &Value) -> Self {
        let time = |name| text(annotation, name).and_then(|time| time.parse().ok());
        Self { created: time("created"), changed: time("modified") }
    }
}

/// The first keeps the id; the others have one that follows from it.
pub fn numbered(id: &str, at: usize) -> Id {
    if at == 0 {
        id.to_owned()
    } else {
        guid::id_of(&guid::guid("part", &format!("{id}.{at}"))).unwrap_or_default()
    }
}
