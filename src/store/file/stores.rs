//! Everything that is kept of one collection: what the reader made, where the reader was, and the
//! history of both, each in its folder.

use std::path::{Path, PathBuf};

use super::{Log, Opened, Store, StoreError, disk};
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
    made: Made,
    user: Store,
    log: Option<Log>,
    /// What is to be saved, or is.
    work: Work,
    /// What is not written into the log yet.
    turns: Vec<Turn>,
    /// Whether something was made that is not saved yet.
    has_new: bool,
}

/// Where what the reader made lies.
#[derive(Debug)]
enum Made {
    WithUser,
    InCollection(Store),
    /// With the user, as far as it is other than in the collection, which cannot be written.
    Apart(Store),
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
        Self::without_history(folders).with_history(folders)
    }

    /// Reads what is there, for one who only looks.
    pub fn without_history(folders: &WorkFolders) -> Self {
        Self::of(folders, folders.collection.as_deref().is_some_and(disk::is_writable))
    }

    fn of(folders: &WorkFolders, is_writable: bool) -> Self {
        let (made, opened) = match (folders.collection.as_deref(), folders.user.as_deref()) {
            (None, None) => return Self::default(),
            (None, Some(only)) | (Some(only), None) => (Made::WithUser, Store::open(only)),
            (Some(collection), Some(user)) => opened_apart(collection, user, is_writable),
        };
        let Opened { store: user, work, messages } = opened;
        let stores = Stores { made, user, log: None, work: work.clone(), turns: Vec::new(), has_new: false };
        Self { stores: Some(stores), work, history: History::default(), messages }
    }

    fn with_history(mut self, folders: &WorkFolders) -> Self {
        let (Some(stores), Some(user)) = (&mut self.stores, folders.user.as_deref()) else { return self };
        let (log, history, message) = Log::open(user);
        self.messages.extend(message);
        self.history = history;
        self.history.settle(&mut self.work);
        stores.work = self.work.clone();
        stores.log = Some(log);
        self
    }
}

/// A collection's work, with what was made of it while it could not be written.
fn opened_apart(collection: &Path, user: &Path, is_writable: bool) -> (Made, Opened) {
    let beneath = Store::open(collection);
    let mut opened = Store::open_apart(user, &beneath.store);
    opened.messages.splice(0..0, beneath.messages);
    if is_writable {
        return (Made::InCollection(beneath.store), opened);
    }
    let (collection, shown) = (collection.display(), user.display());
    opened.messages.push(if disk::is_writable(user) {
        format!("{collection} cannot be written: your work is kept in {shown}")
    } else {
        format!("neither {collection} nor {shown} can be written: your work is not saved")
    });
    (Made::Apart(beneath.store), opened)
}

impl Stores {
    /// All of the work and its history in one folder that the reader named, with what lies there.
    /// Nothing is saved yet.
    pub fn elsewhere(folder: &Path, work: &Work, history: &History) -> Self {
        let (log, ..) = Log::open(folder);
        let turns = history.turns().collect();
        let (user, work) = (Store::at(folder), work.clone());
        Self { made: Made::WithUser, user, log: Some(log), work, turns, has_new: true }
    }

    /// Takes a change over; it is not saved yet.
    pub fn take(&mut self, change: Change) {
        self.has_new |= change.edit.is_undoable();
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
        let made = told(match &mut self.made {
            Made::WithUser => self.user.save_made(&self.work),
            Made::InCollection(store) => {
                let folder = store.folder().to_owned();
                let is_new = !folder.exists();
                let saved = store.save_made(&self.work);
                if saved.is_ok() && (is_new || (self.has_new && disk::is_unknown_to_git(&folder))) {
                    disk::prepare_for_git(&folder);
                }
                saved
            }
            Made::Apart(beneath) => self.user.save_apart(&self.work, beneath),
        });
        self.has_new &= made.is_err();
        let mut places = told(self.user.save_places(&self.work));
        // What was kept with the user while the collection could not be written is in it now: left
        // there, it would come back after it is removed.
        if let (Made::InCollection(store), Ok(())) = (&self.made, &made)
            && self.user.has_made()
        {
            places = places.and(told(self.user.save_apart(&self.work, store)));
        }
        (Saved { made, places, history }, messages)
    }

    /// Takes over what other programs changed, and gives it.
    pub fn look(&mut self) -> Vec<Change> {
        match &mut self.made {
            Made::WithUser => self.user.look(&mut self.work),
            Made::InCollection(store) => store.look(&mut self.work),
            Made::Apart(beneath) => {
                let mut changes = beneath.look(&mut self.work);
                changes.extend(self.user.look_apart(&mut self.work, beneath));
                changes
            }
        }
    }

    /// What was seen on looking that is to be told.
    pub fn take_messages(&mut self) -> Vec<String> {
        let mut messages = self.user.take_messages();
        if let Made::InCollection(store) | Made::Apart(store) = &mut self.made {
            messages.extend(store.take_messages());
        }
        messages
    }
}

impl Saved {
    pub fn nothing() -> Self {
        Self { made: Ok(()), places: Ok(()), history: Ok(()) }
    }
}

#[cfg(test)]
mod tests;
