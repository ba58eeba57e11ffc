//! Everything that is kept of one collection: what the reader made, where the reader was, and the
//! history of both, each in its folder.

use std::path::{Path, PathBuf};

use super::{Log, Store, StoreError};
use crate::store::edit::apply;
use crate::store::history::{Change, History, Turn};
use crate::store::value::Work;

/// Where the reader's work lies. Where no place is known, it is held in memory only.
#[derive(Clone, Debug, Default)]
pub struct WorkFolders {
    /// In the collection, for what the reader made; `None` for the built-in one and loose files.
    pub collection: Option<PathBuf>,
    /// The user's own, for where the reader was, and for all of it where there is no other.
    pub user: Option<PathBuf>,
    /// For loose files, the folder that they lie in: others of it are not open, but not gone.
    pub beside: Option<PathBuf>,
}

impl WorkFolders {
    /// Whether a document that is not open is there all the same.
    pub fn is_beside(&self, name: &str) -> bool {
        self.beside.as_ref().is_some_and(|folder| folder.join(name).exists())
    }
}

/// What the reader made lies with the collection, to be shared; where the reader was and the
/// history lie with the user: reading a folder leaves nothing in it.
#[derive(Debug)]
pub struct Stores {
    /// `None` when it is kept with the places.
    made: Option<Store>,
    places: Store,
    log: Option<Log>,
    /// What is to be saved, or is.
    work: Work,
    /// What is not written into the log yet.
    turns: Vec<Turn>,
}

/// What was found at the start.
#[derive(Debug, Default)]
pub struct Found {
    /// `None` where no place is known.
    pub stores: Option<Stores>,
    pub work: Work,
    pub history: History,
    pub messages: Vec<String>,
}

/// How saving went.
#[derive(Debug)]
pub struct Saved {
    pub made: Result<(), StoreError>,
    pub places: Result<(), StoreError>,
    pub history: Result<(), StoreError>,
}

impl Found {
    /// Reads what is there.
    pub fn read(folders: &WorkFolders) -> Self {
        let mut found = Self::without_history(folders);
        let (Some(stores), Some(user)) = (&mut found.stores, folders.user.as_deref()) else { return found };
        let (log, history, message) = Log::open(user);
        found.messages.extend(message);
        found.history = history;
        found.history.settle(&mut found.work);
        stores.work = found.work.clone();
        stores.log = Some(log);
        found
    }

    /// Reads what is there, for one who only looks.
    pub fn without_history(folders: &WorkFolders) -> Self {
        let user = folders.user.as_deref();
        let first = match folders.collection.as_deref() {
            Some(collection) => Store::open_or_fallback(collection, user),
            None => match user {
                Some(user) => Store::open(user),
                None => return Self::default(),
            },
        };
        let user = user.filter(|user| *user != first.store.folder());
        let (made, places) = match user {
            Some(user) => {
                let mut places = Store::open(user);
                // What was kept with the user while the collection could not be written.
                places.work.take_over(first.work);
                places.messages.splice(0..0, first.messages);
                (Some(first.store), places)
            }
            None => (None, first),
        };
        let super::Opened { store: places, work, messages } = places;
        let stores = Stores { made, places, log: None, work: work.clone(), turns: Vec::new() };
        Self { stores: Some(stores), work, history: History::default(), messages }
    }
}

impl Stores {
    /// All of the work and its history in one folder that the reader named, with what lies there.
    /// Nothing is saved yet.
    pub fn elsewhere(folder: &Path, work: &Work, history: &History) -> Self {
        let (log, ..) = Log::open(folder);
        let turns = history.turns().collect();
        Self { made: None, places: Store::at(folder), log: Some(log), work: work.clone(), turns }
    }

    /// Takes a change over; it is not saved yet.
    pub fn take(&mut self, change: Change) {
        let _ = apply(&mut self.work, change.edit);
        self.turns.extend(change.turn);
    }

    /// Saves the history, then what was made, then the places, each whether the others could be
    /// saved or not; with messages. The history first: a step that is written down and was not
    /// saved can be told, one that was saved and not written down cannot.
    pub fn save(&mut self) -> (Saved, Vec<String>) {
        let mut messages = Vec::new();
        let mut told = |saved: Result<Vec<String>, StoreError>| saved.map(|more| messages.extend(more));
        let history = self.log.as_ref().map_or(Ok(()), |log| log.append(&self.turns));
        if history.is_ok() {
            self.turns.clear();
        }
        let made = told(self.made.as_mut().unwrap_or(&mut self.places).save_made(&self.work));
        let places = told(self.places.save_places(&self.work));
        (Saved { made, places, history }, messages)
    }

    /// Takes over what other programs changed, and gives it.
    pub fn look(&mut self) -> Vec<Change> {
        self.made.as_mut().unwrap_or(&mut self.places).look(&mut self.work)
    }
}

impl Saved {
    pub fn nothing() -> Self {
        Self { made: Ok(()), places: Ok(()), history: Ok(()) }
    }
}

#[cfg(test)]
mod tests;
