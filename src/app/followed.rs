//! What became of what the reader holds on to, when documents have changed: told once, taken over,
//! and what is lost is listed, to be put on its words by the reader.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::corrections::{Alike, Followed, Lost};
use crate::scheme::Collection;
use crate::store::{Anchor, Change, Edit, Moves, Note, Target};
use crate::text::Document;
use crate::text::display::truncated;

use super::App;
use super::event::Effect;
use super::laid::changes_collection;
use super::picker::{Choice, Entry, Picker, PickerKind};
use super::renamed::Renamed;

/// Cells of a quote in a message, and how many names are named.
const QUOTE: usize = 40;
const MOST_NAMED: usize = 3;
/// The session's list of the lost words that were told.
const TOLD_LOST: &str = "told lost";

/// Said from when files have changed until it is known what became of them.
pub(super) const READING_AGAIN: &str = "documents have changed: they are read again";

impl App {
    /// Has a worker look for all that the work holds on to; `before` is what was shown until now.
    pub(super) fn follow(&self, before: Option<Arc<Collection>>) -> Option<Effect> {
        // Of a document that is read in part, not all can be found.
        let is_whole = self.collection.documents.iter().all(|document| document.complete);
        (is_whole && (before.is_some() || self.work.has_made())).then(|| Effect::Follow {
            generation: self.generation,
            before,
            collection: Arc::clone(&self.collection),
            work: Box::new(self.work.clone()),
            elsewhere: Arc::clone(&self.elsewhere),
        })
    }

    /// Takes what a worker found: the work holds on to where the words stand now.
    pub(super) fn take_followed(&mut self, followed: Followed, changed: &[DocumentChange]) -> Vec<Effect> {
        let Followed { moves, elsewhere, lost, alike, texts } = followed;
        let renamed = std::mem::take(&mut self.renamed);
        let told = self.work.session.options.get(TOLD_LOST).and_then(Value::as_array);
        let told: HashSet<&str> = told.into_iter().flatten().filter_map(Value::as_str).collect();
        let newly: Vec<&Lost> = lost.iter().filter(|lost| !told.contains(&*words_key(lost))).collect();
        self.message.take_if(|message| message.text == READING_AGAIN);
        let key = self.key_in(self.view, "lost-list");
        if let Some(news) = news(changed, &renamed, elsewhere, (&newly, &key), &alike) {
            self.add_news(&news);
        }
        let told: Vec<String> = lost.iter().map(words_key).collect();
        self.work.session.options.insert(TOLD_LOST.to_owned(), json!(told));
        (self.lost, self.alike) = (lost, alike);
        let texts = texts.into_iter().map(|(document, text)| Edit::SetText { document, text });
        let mut effects = self.keep_quietly(texts.collect());
        effects.extend(self.move_with_words(moves));
        self.settle();
        effects
    }

    /// What was not where it was is elsewhere, or nowhere: a worker has said so.
    fn settle(&mut self) {
        let lost: BTreeSet<&Anchor> = self.lost.iter().map(|lost| &lost.anchor).collect();
        let unsettled = self.standing.take_unsettled();
        for made in &unsettled {
            self.standing.place(&self.work, made, |anchor| {
                if lost.contains(anchor) { None } else { self.corrections.find(anchor) }
            });
        }
        drop(lost);
        self.list_anew(&unsettled);
    }

    /// Has the work and its history hold on to where the words stand now.
    pub(super) fn move_with_words(&mut self, moves: Moves) -> Vec<Effect> {
        let Some(change) = self.history.follow(&mut self.work, moves) else { return Vec::new() };
        let lays = changes_collection(&change.edit);
        self.stand_anew(&change.edit);
        self.differences.renew(&self.work.verdicts);
        let mut effects = vec![Effect::Save(Box::new(change))];
        effects.extend(self.laid_anew(lays));
        effects
    }

    /// Makes changes that nobody takes back, and has them saved.
    pub(super) fn keep_quietly(&mut self, edits: Vec<Edit>) -> Vec<Effect> {
        if edits.is_empty() {
            return Vec::new();
        }
        let edit = Edit::Together(edits);
        let inverse = crate::store::apply(&mut self.work, edit.clone());
        vec![Effect::Save(Box::new(Change { edit, inverse, turn: None }))]
    }

    /// Says something beside what is said already.
    fn add_news(&mut self, news: &str) {
        match &mut self.message {
            Some(message) => message.text = format!("{}; {news}", message.text),
            None => self.say(news),
        }
    }

    /// Lists what holds on to words that are not found any more.
    pub(super) fn open_lost_list(&mut self) {
        let held: BTreeSet<&Anchor> = self.work.anchors().map(|(_, anchor)| anchor).collect();
        let lost = self.lost.iter().filter(|lost| held.contains(&lost.anchor));
        let noted = self.noted();
        let mut entries: Vec<Entry> = self.documents_taken_for();
        entries.extend(lost.map(|lost| {
            let Anchor { quote, .. } = &lost.anchor;
            let notes = noted.get(&lost.anchor).map_or(&[][..], Vec::as_slice);
            let row = notes.iter().find_map(|note| match &note.target {
                Target::Row { label, .. } => Some(format!(" on the row '{label}'")),
                Target::Words(anchors) if anchors.len() > 1 => Some(" on several passages".to_owned()),
                _ => None,
            });
            let what: Vec<&str> = lost.what.iter().copied().collect();
            let (what, row) = (what.join(", "), row.unwrap_or_default());
            let texts = notes.iter().map(|note| note.text.as_str()).filter(|text| !text.is_empty());
            Entry {
                label: quote.trim().to_owned(),
                detail: format!("{what}{row} \u{b7} {}", lost.anchor.place()),
                preview: [quote.trim()].into_iter().chain(texts).collect::<Vec<_>>().join("\n"),
                choice: Choice::TakeInHand(Box::new(lost.anchor.clone())),
            }
        }));
        if entries.is_empty() {
            self.say("all that you made stands on its words");
            return;
        }
        let title = "Words not found any more: Enter takes what is on them in hand";
        self.open_list(Picker::new(PickerKind::Lost, title, entries));
    }

    /// The notes by the words that they are on.
    fn noted(&self) -> BTreeMap<&Anchor, Vec<&Note>> {
        let mut noted: BTreeMap<&Anchor, Vec<&Note>> = BTreeMap::new();
        for note in self.work.notes.values() {
            note.target.anchors().for_each(|anchor| noted.entry(anchor).or_default().push(note));
        }
        noted
    }

    /// Documents that are gone with those that may be taken for them: the one under the cursor, too.
    fn documents_taken_for(&self) -> Vec<Entry> {
        let is_here = |name: &str| self.elsewhere.contains(name) || self.document_named(name).is_some();
        let held = self.work.documents();
        let gone: Vec<&str> = held.iter().copied().filter(|name| !is_here(name)).collect();
        let here = self.passage().map(|passage| self.collection.document(passage.document).name.clone());
        let mut entries = Vec::new();
        for was in gone {
            let alike: Vec<&Alike> = self.alike.iter().filter(|alike| alike.was == was).collect();
            let found = |alike: &&Alike| {
                let told = format!("{} of {} passages stand there", alike.found, alike.of);
                (alike.now.clone(), told)
            };
            let mut offered: Vec<(String, String)> = alike.iter().map(found).collect();
            let here = here.clone().filter(|here| !offered.iter().any(|(now, _)| now == here));
            offered.extend(here.map(|here| (here, "under the cursor".to_owned())));
            entries.extend(offered.into_iter().map(|(now, detail)| Entry {
                label: format!("{was} is gone: take {now} for it"),
                preview: format!("Everything that was on {was} is put on {now}"),
                detail,
                choice: Choice::TakeFor { was: was.to_owned(), now },
            }));
        }
        entries
    }
}

/// How the session remembers words of which it was told that they are lost.
fn words_key(lost: &Lost) -> String {
    let Anchor { document, paragraph, hash, .. } = &lost.anchor;
    format!("{document} {paragraph} {hash:016x}")
}

/// What became of the document of this name when its files were read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentChange {
    /// It has another text, or says something else of itself.
    Text(String),
    Gone(String),
    New(String),
}

impl DocumentChange {
    /// Nothing where only the name is another.
    fn told(&self, renamed: &Renamed) -> Option<String> {
        match self {
            Self::Text(name) => Some(name.clone()),
            Self::Gone(name) => (!renamed.contains_key(name)).then(|| format!("{name} (gone)")),
            Self::New(name) => (!renamed.values().any(|now| now == name)).then(|| format!("{name} (new)")),
        }
    }
}

/// The names of the documents that changed from one collection to the other, with what became of
/// them. Compares the texts: for a worker.
pub fn changed_documents(before: &Collection, after: &Collection) -> Vec<DocumentChange> {
    let by_name = |collection: &'_ Collection| -> HashMap<String, usize> {
        collection.documents.iter().enumerate().map(|(at, document)| (document.name.clone(), at)).collect()
    };
    let (was, is) = (by_name(before), by_name(after));
    let of_before = before.documents.iter().filter_map(|document: &Document| match is.get(&document.name) {
        Some(&at) if after.documents[at] == *document => None,
        Some(_) => Some(DocumentChange::Text(document.name.clone())),
        None => Some(DocumentChange::Gone(document.name.clone())),
    });
    let is_new = |document: &&Document| !was.contains_key(&document.name);
    let new =
        after.documents.iter().filter(is_new).map(|document| DocumentChange::New(document.name.clone()));
    of_before.chain(new).collect()
}

/// What became of documents and what is on them, in one line; `None` where nothing is to be told.
fn news(
    changed: &[DocumentChange],
    renamed: &Renamed,
    elsewhere: usize,
    (lost, key): (&[&Lost], &str),
    alike: &[Alike],
) -> Option<String> {
    let mut parts = Vec::new();
    if !renamed.is_empty() {
        parts.push(news_of_names(renamed));
    }
    let changed: Vec<String> = changed.iter().filter_map(|change| change.told(renamed)).collect();
    if !changed.is_empty() {
        let named = changed[..changed.len().min(MOST_NAMED)].join(", ");
        parts.push(format!("read again: {named}{}", and_more(changed.len(), MOST_NAMED)));
    }
    match elsewhere {
        0 => {}
        1 => parts.push("1 passage that you hold on to moved with its words".to_owned()),
        count => parts.push(format!("{count} passages that you hold on to moved with their words")),
    }
    if let Some(first) = lost.first() {
        let quote = truncated(first.anchor.quote.trim(), QUOTE);
        let more = and_more(lost.len(), 1);
        parts.push(format!("not found any more: '{quote}'{more} ({key} lists it)"));
        parts.extend(alike.first().map(|alike| format!("{} may be {}", alike.now, alike.was)));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// `pier.txt is called dock.txt now`.
pub(super) fn news_of_names(renamed: &Renamed) -> String {
    let told = |(was, now): (&String, &String)| format!("{was} is called {now} now");
    let named: Vec<String> = renamed.iter().take(MOST_NAMED).map(told).collect();
    format!("{}{}", named.join(", "), and_more(renamed.len(), MOST_NAMED))
}

fn and_more(count: usize, named: usize) -> String {
    if count > named { format!(" and {} more", count - named) } else { String::new() }
}
