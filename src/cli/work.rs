//! The reader's work on what a subcommand is about, from where the reader keeps it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;

use crate::corrections::{Corrections, Unfit, suggested};
use crate::scheme::Collection;
use crate::store::{Store, Work};

use super::output::say;
use super::read::work_folders;

/// The work, and the store that it came from.
pub(super) struct Kept {
    /// `None` where no place for it is known.
    store: Option<Store>,
    pub(super) work: Work,
}

/// Reads the reader's work on these paths; what is wrong with its files is said.
pub(super) fn open(paths: &[PathBuf]) -> Kept {
    let folders = work_folders(paths);
    let user = folders.user.as_deref();
    let mut kept = Kept { store: None, work: Work::default() };
    let opened = match (folders.collection.as_deref(), user) {
        (Some(collection), _) => Store::open_or_fallback(collection, user),
        (None, Some(user)) => Store::open(user),
        (None, None) => return kept,
    };
    opened.messages.iter().for_each(|message| say(message));
    kept.work = opened.work;
    kept.store = Some(opened.store);
    kept
}

impl Kept {
    /// Saves what was made; what is to be known of it is said.
    pub(super) fn save(&mut self) -> anyhow::Result<()> {
        let store =
            self.store.as_mut().context("no place for your work is known: set HOME or XDG_DATA_HOME")?;
        for message in store.save_made(&self.work)? {
            say(&message);
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
    if corrections.has_suggestions() && !work.codings.is_empty() {
        corrections.learn(suggested(&laid));
        laid = corrections.lay(work);
    }
    (laid, corrections.unfit().to_vec())
}
