//! Links, and notes that are not on one selection alone.

use std::collections::BTreeSet;

use super::super::NO_TIME;
use super::super::codebook::Says;
use super::super::project::{LinkElement, NoteElement, TextSource};
use super::super::write::{LINK, ROW, SUMMARY, described};
use super::{Gathered, Reader, Source};
use crate::exchange::guid::guid;
use crate::exchange::item::Item;
use crate::store::{Anchor, CellId, Link, LinkKind, Note, Summary, Target};

impl Reader<'_, '_> {
    /// Notes that say themselves which words of a source they are on, and notes on all of it.
    pub(super) fn notes_on_source(&mut self, place: Source<'_>, source: &TextSource) {
        let name = self.sources.collection().document(place.index).name.clone();
        let mut texts = Vec::new();
        let notes =
            source.note_refs.iter().filter_map(|note| self.references.notes.get(note.as_str()).copied());
        for note in notes.collect::<Vec<_>>() {
            let text = self.notes.get(&note.guid).cloned().unwrap_or_default();
            texts.push(text.clone());
            self.placed.insert(note.guid.clone());
            if note.selections.is_empty() {
                self.note(note, Target::Document(name.clone()));
            }
            for selection in &note.selections {
                let Some((span, _)) = place.span(selection) else { continue };
                let anchors = self.found(place, span);
                let created = note.created.clone().filter(|time| time != NO_TIME);
                self.take(Gathered {
                    guid: selection.guid.clone(),
                    name: note.name.clone(),
                    says: Vec::new(),
                    text: text.clone(),
                    created,
                    anchors,
                });
            }
        }
        let description = source.description.trim();
        if !description.is_empty() && description != described(&texts).trim() {
            let note = NoteElement { guid: guid("description", &source.guid), ..NoteElement::default() };
            self.note_saying(&note, source.description.clone(), Target::Document(name));
        }
    }

    fn note(&mut self, note: &NoteElement, target: Target) {
        let text = self.notes.get(&note.guid).cloned().unwrap_or_default();
        self.note_saying(note, text, target);
    }

    fn note_saying(&mut self, note: &NoteElement, text: String, target: Target) {
        let created =
            note.created.as_deref().filter(|time| *time != NO_TIME).and_then(|time| time.parse().ok());
        let id = self.id("note", &note.guid);
        let note = Note { target, text, tags: BTreeSet::new(), highlight: None, created, changed: None };
        self.put(Item::Note(id, note));
    }

    pub(super) fn links(&mut self) {
        let project = self.project;
        for link in &project.links {
            if let Err(message) = self.link(link) {
                self.remark(format!("the link '{}' is left out: {message}", link.name));
            }
        }
    }

    fn link(&mut self, link: &LinkElement) -> Result<(), String> {
        // Some programs tie a note to its selection by a link.
        for (note, selection) in [(&link.origin, &link.target), (&link.target, &link.origin)] {
            let element = self.references.notes.get(note.as_str()).copied();
            if let (Some(element), Some(anchors)) = (element, self.anchors.get(selection).cloned()) {
                self.placed.insert(note.clone());
                self.note(element, Target::Words(anchors));
                return Ok(());
            }
        }
        let ends = [&link.origin, &link.target].map(|end| self.anchors.get(end).cloned());
        let [Some(a), Some(b)] = ends else {
            return Err("an end of it is no selection that was read".to_owned());
        };
        let (Some(a), Some(b)) = (a.first(), b.first()) else {
            return Err("an end of it has no words".to_owned());
        };
        if a.document == b.document {
            return Err("both ends are in one document; links join different ones".to_owned());
        }
        let kind = if link.name.is_empty() { LinkKind::SameEvent } else { LinkKind::named(&link.name) };
        let id = self.id("link", &link.guid);
        let (a, b) = (a.clone(), b.clone());
        self.put(Item::Link(id, Link { a, b, kind, label: None, created: None }));
        Ok(())
    }

    /// Notes on rows and cells, summaries; what is on nothing is said.
    pub(super) fn free_notes(&mut self) {
        let project = self.project;
        for note in &project.notes {
            let is_of_link = note.name.starts_with(LINK);
            if self.placed.contains(&note.guid) || is_of_link {
                continue;
            }
            if let Some(label) = note.name.strip_prefix(ROW) {
                let (label, passages) = (label.to_owned(), self.passages_of(note));
                let is_row = !label.is_empty();
                self.note(
                    note,
                    if is_row { Target::Row { label, passages } } else { Target::Words(passages) },
                );
            } else if let Some(cell) = self.cell_of(note) {
                if note.name.starts_with(SUMMARY) {
                    let text = self.notes.get(&note.guid).cloned().unwrap_or_default();
                    self.put(Item::Summary(cell, Summary { text, changed: None }));
                } else {
                    self.note(note, Target::Cell(cell));
                }
            } else {
                let text = self.notes.get(&note.guid).cloned().unwrap_or_default();
                let start: String = text.chars().take(40).collect();
                self.remark(format!("the note '{}' is on no passage and is left out: '{start}'", note.name));
            }
        }
    }

    fn passages_of(&self, note: &NoteElement) -> Vec<Anchor> {
        let of_note = self.references.selections.get(note.guid.as_str()).into_iter().flatten();
        let mut passages: Vec<Anchor> =
            of_note.filter_map(|selection| self.anchors.get(&selection.guid)).flatten().cloned().collect();
        // The format has no order of a note's selections.
        passages.sort_by(|one, other| in_text(one).cmp(&in_text(other)));
        passages
    }

    /// The cell whose two codes refer to a note.
    fn cell_of(&self, note: &NoteElement) -> Option<CellId> {
        let codes = self.references.codes.get(note.guid.as_str()).into_iter().flatten();
        let says: Vec<&Says> = codes.filter_map(|code| self.meanings.get(&code.guid)?.as_ref()).collect();
        match says.as_slice() {
            [Says::Episode(episode), Says::Step(step)] => {
                Some(CellId { episode: episode.clone(), step: step.clone() })
            }
            _ => None,
        }
    }
}

/// Where an anchor comes among others.
pub fn in_text(anchor: &Anchor) -> (&str, u32, usize, usize) {
    (&anchor.document, anchor.paragraph, anchor.start, anchor.end)
}
