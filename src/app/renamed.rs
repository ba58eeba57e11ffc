//! Documents under another name: all that was kept under the one before is kept under the new one.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use crate::corrections::renamed;
use crate::scheme::Collection;
use crate::store::{Edit, Moves, Session, Work, apply};
use crate::text::Document;

use super::App;
use super::event::Effect;
use super::followed::news_of_names;
use super::session::CURSOR;

/// New names by the old ones.
pub(super) type Renamed = BTreeMap<String, String>;

impl App {
    /// At the start: documents that were renamed while the program did not run are found by their
    /// text, and that is told.
    pub fn follow_names(&mut self) -> Vec<Effect> {
        let renamed = self.renamed_in(&Arc::clone(&self.collection), None);
        if renamed.is_empty() {
            return Vec::new();
        }
        let mut effects = self.rename(&renamed);
        effects.extend(self.lay_work());
        self.say(news_of_names(&renamed));
        self.renamed = renamed;
        effects
    }

    /// Documents that the work, or the collection before, knows under another name.
    pub(super) fn renamed_in(&self, collection: &Collection, before: Option<&Collection>) -> Renamed {
        let before = before.map_or(&[][..], |before| &before.documents[..]);
        let (is, was) = (names(&collection.documents), names(before));
        let mut texts = self.work.texts.clone();
        for document in before.iter().filter(|document| document.complete) {
            if !is.contains(document.name.as_str()) {
                texts.insert(document.name.clone(), document.fingerprint());
            }
        }
        let is_elsewhere = |name: &str| self.elsewhere.contains(name);
        renamed(collection, &texts, &is_elsewhere, &|name| was.contains(name))
    }

    /// Keeps under the new names what was kept under the old ones.
    pub(super) fn rename(&mut self, renamed: &Renamed) -> Vec<Effect> {
        if renamed.is_empty() {
            return Vec::new();
        }
        let moves = Moves { documents: renamed.clone(), ..Moves::default() };
        let moved = self.history.follow(&mut self.work, moves);
        self.differences.renew(&self.work.verdicts);
        let mut effects: Vec<Effect> =
            moved.map(|change| Effect::Save(Box::new(change))).into_iter().collect();
        effects.extend(self.rename_places(renamed));
        effects
    }

    /// Where the reader was, and which text it was.
    fn rename_places(&mut self, renamed: &Renamed) -> Vec<Effect> {
        let mut edits = Vec::new();
        for (was, now) in renamed {
            if let Some(place) = self.work.places.get(was).copied() {
                edits.push(Edit::RemovePlace { document: was.clone() });
                edits.push(Edit::SetPlace { document: now.clone(), place });
            }
            if let Some(text) = self.work.texts.get(was).copied() {
                edits.push(Edit::RemoveText { document: was.clone() });
                edits.push(Edit::SetText { document: now.clone(), text });
            }
        }
        let mut session = self.work.session.clone();
        rename_session(&mut session, renamed);
        if session != self.work.session {
            edits.push(Edit::SetSession(session));
        }
        self.keep_quietly(edits)
    }

    /// Takes a document for one that is gone, because the reader says so.
    pub(super) fn take_for(&mut self, was: &str, now: &str) -> Vec<Effect> {
        let renamed: Renamed = [(was.to_owned(), now.to_owned())].into();
        let moves = Moves { documents: renamed.clone(), ..Moves::default() };
        let edits = moves.edits(&self.work);
        let mut effects = self.edit(Edit::Together(edits));
        effects.extend(self.rename_places(&renamed));
        self.say(format!("what was on {was} is on {now} now"));
        effects.extend(self.follow(None));
        effects
    }

    /// Which texts the documents of an edit have, where that is not known yet.
    pub(super) fn texts_of(&self, edit: &Edit) -> Vec<Edit> {
        let mut made = Work::default();
        let _ = apply(&mut made, edit.clone());
        let unknown = made.documents().into_iter().filter(|name| !self.work.texts.contains_key(*name));
        unknown.filter_map(|name| self.text_of(name)).collect()
    }

    /// Which text a document has; reads all of it.
    pub(super) fn text_of(&self, name: &str) -> Option<Edit> {
        let document = self.collection.document(self.document_named(name)?);
        let text = document.complete.then(|| document.fingerprint())?;
        Some(Edit::SetText { document: name.to_owned(), text })
    }
}

fn names(documents: &[Document]) -> HashSet<&str> {
    documents.iter().map(|document| document.name.as_str()).collect()
}

/// The session speaks of documents by their names, alone, before a passage or after `cursor`.
pub(super) fn rename_session(session: &mut Session, renamed: &Renamed) {
    for pane in &mut session.panes {
        rename_text(pane, renamed);
    }
    session.options = std::mem::take(&mut session.options)
        .into_iter()
        .map(|(mut name, mut value)| {
            if let Some(document) = name.strip_prefix(CURSOR).map(str::to_owned) {
                let now = renamed.get(&document).unwrap_or(&document);
                name = format!("{CURSOR}{now}");
            }
            rename_value(&mut value, renamed);
            (name, value)
        })
        .collect();
}

fn rename_value(value: &mut Value, renamed: &Renamed) {
    match value {
        Value::String(text) => rename_text(text, renamed),
        Value::Array(values) => values.iter_mut().for_each(|value| rename_value(value, renamed)),
        Value::Object(fields) => fields.values_mut().for_each(|value| rename_value(value, renamed)),
        _ => {}
    }
}

fn rename_text(text: &mut String, renamed: &Renamed) {
    let (name, rest) = match text.rsplit_once('#') {
        Some((name, place)) if !renamed.contains_key(text) => (name, format!("#{place}")),
        _ => (text.as_str(), String::new()),
    };
    if let Some(now) = renamed.get(name) {
        *text = format!("{now}{rest}");
    }
}
