//! The reader's work on what a subcommand is about, from where the reader keeps it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use jiff::Timestamp;

use crate::corrections::{Corrections, Unfit, renamed, suggested};
use crate::open::work_folders;
use crate::scheme::Collection;
use crate::store::{Edit, Found, Moves, Work, WorkFolders, new_id};

use super::output::say;

/// The work, and where it came from.
pub(super) struct Kept {
    found: Found,
    folders: WorkFolders,
}

/// Reads the reader's work on these paths; what is wrong with its files is said.
pub(super) fn open(paths: &[PathBuf]) -> Kept {
    Kept::said(work_folders(paths), Found::without_history)
}

/// As [`open`], to be changed: with the history, so that the reader can take it back.
pub(super) fn open_to_change(paths: &[PathBuf]) -> Kept {
    Kept::said(work_folders(paths), Found::read)
}

impl Kept {
    fn said(folders: WorkFolders, read: fn(&WorkFolders) -> Found) -> Self {
        let found = read(&folders);
        found.messages.iter().for_each(|message| say(message));
        Self { found, folders }
    }

    pub(super) fn work(&self) -> &Work {
        &self.found.work
    }

    /// The work on this collection: on documents that were renamed since, under their new names.
    pub(super) fn on(mut self, collection: &Collection) -> Work {
        self.follow_names(collection);
        self.found.work
    }

    /// The collection with the work laid over it, as on the screen; what does not fit is said.
    pub(super) fn laid_over(self, collection: Collection) -> Collection {
        let work = self.on(&collection);
        let (collection, unfit) = laid(collection, &work);
        if let Some(first) = unfit.first() {
            let more = unfit.len() - 1;
            let more =
                if more == 0 { String::new() } else { format!(" (and {more} more: 'triptych check')") };
            say(&format!("{first}{more}"));
        }
        collection
    }

    /// Documents that were renamed are known by their text, and that is said.
    pub(super) fn follow_names(&mut self, collection: &Collection) {
        let is_elsewhere = |name: &str| self.folders.is_beside(name);
        let documents = renamed(collection, &self.found.work.texts, &is_elsewhere, &|_| false);
        for (was, now) in &documents {
            say(&format!("{was} is called {now} now"));
        }
        let moves = Moves { documents, ..Moves::default() };
        if let Some(change) = self.found.history.follow(&mut self.found.work, moves)
            && let Some(stores) = &mut self.found.stores
        {
            stores.take(change);
        }
    }

    /// Makes a change that the reader can take back, and saves it; what is to be known is said.
    pub(super) fn change(&mut self, edit: Edit) -> anyhow::Result<()> {
        let stores = self
            .found
            .stores
            .as_mut()
            .context("no place for your work is known: set HOME or XDG_DATA_HOME")?;
        let step = new_id(&self.found.work, Timestamp::now(), "step");
        stores.take(self.found.history.apply(&mut self.found.work, edit, step));
        let (saved, messages) = stores.save();
        for message in messages {
            say(&message);
        }
        saved.made?;
        if let Err(error) = saved.history {
            say(&format!("it cannot be taken back in the reader: {error}"));
        }
        Ok(())
    }
}

/// Lays the work over the collection, and gives what does not fit. Suggestions take the reader's
/// codings as evidence, as on the screen.
pub(super) fn laid(collection: Collection, work: &Work) -> (Collection, Vec<Unfit>) {
    if !work.has_made() {
        return (collection, Vec::new());
    }
    let mut corrections = Corrections::new(Arc::new(collection));
    let mut laid = corrections.lay(work);
    let learns_links = !work.links.is_empty() && laid.readings().matched().is_some();
    if corrections.has_suggestions() && (!work.codings.is_empty() || learns_links) {
        corrections.learn(suggested(&laid));
        laid = corrections.lay(work);
    }
    (laid, corrections.unfit().to_vec())
}
