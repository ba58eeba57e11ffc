//! Saving: what others wrote is read and merged, and files are replaced, all that belong together or
//! none.

use std::path::PathBuf;

use super::pending::{Changes, Pending};
use super::{NOTHING, Store, StoreError, damage_message, disk};
use crate::store::apart::Form;
use crate::store::merge::{Theirs, merged};
use crate::store::read::Contents;
use crate::store::record::{Kind, Records};
use crate::store::value::Work;

/// A file that is to be saved.
struct NewFile {
    kind: Kind,
    /// What this program holds.
    ours: Records,
    /// Whether the file says nothing else.
    is_ours: bool,
    replacement: Option<Replacement>,
}

/// What is to take the place of a file that is otherwise.
struct Replacement {
    unnamed: disk::Unnamed,
    changes: Changes,
}

/// A file of the store as it is now.
struct Present {
    path: PathBuf,
    bytes: Option<Vec<u8>>,
    contents: Contents,
}

impl Present {
    /// A damaged one is kept aside; one of a newer program's is left alone.
    fn read(store: &Store, kind: Kind, messages: &mut Vec<String>) -> Result<Self, StoreError> {
        let path = store.folder.join(kind.file_name());
        let bytes = disk::read(&path)?;
        let contents = Contents::parse(kind, bytes.as_deref().unwrap_or_default());
        if let Some(version) = contents.newer {
            return Err(StoreError::Newer { path, version });
        }
        if contents.damaged > 0 {
            let kept = disk::keep_aside(&path, bytes.as_deref().unwrap_or_default())?;
            messages.extend(kept.is_new.then(|| damage_message(kind, &contents, Some(&kept.path))));
        }
        Ok(Self { path, bytes, contents })
    }

    /// Writes what is to take its place, but not yet in its place; `None` where it is so already.
    fn replaced(self, kind: Kind, records: &Records) -> Result<Option<Replacement>, StoreError> {
        let new = self.contents.written(kind, records);
        if self.bytes.as_deref() == Some(new.as_slice()) {
            return Ok(None);
        }
        let changes = Changes::between(&self.contents.records, records);
        Ok(Some(Replacement { unnamed: disk::prepare(&self.path, &new)?, changes }))
    }
}

impl Store {
    pub(super) fn save_kinds(
        &mut self,
        work: &Work,
        kinds: impl IntoIterator<Item = Kind>,
        beneath: Option<&Self>,
    ) -> Result<Vec<String>, StoreError> {
        let form = |kind| Self::form(kind, beneath);
        let changed: Vec<(Kind, Records)> = kinds
            .into_iter()
            .map(|kind| (kind, form(kind).records(kind, work)))
            .filter(|(kind, ours)| self.base.get(kind).map_or(!ours.is_empty(), |base| base != ours))
            .collect();
        if changed.is_empty() && !Pending::is_in(&self.folder) {
            return Ok(Vec::new());
        }
        disk::make_folder(&self.folder)?;
        let _lock = disk::lock(&self.folder)?;
        let mut messages = Vec::new();
        self.finish(&mut messages)?;
        let mut result = Ok(());
        let mut all = Vec::new();
        for (kind, ours) in changed {
            match self.prepare(kind, ours, form(kind), &mut messages) {
                Ok(file) => all.push(file),
                Err(error) if error.is_of_the_disk() => return Err(error),
                Err(error) => result = result.and(Err(error)),
            }
        }
        result.and(self.put_in_place(all)).map(|()| messages)
    }

    fn prepare(
        &self,
        kind: Kind,
        ours: Records,
        form: Form<'_>,
        messages: &mut Vec<String>,
    ) -> Result<NewFile, StoreError> {
        let present = Present::read(self, kind, messages)?;
        let contents = &present.contents;
        let theirs = Theirs {
            written: &contents.records,
            understood: &form.understood(kind, &contents.records),
            whole: contents.is_whole(),
        };
        let merged = merged(self.base.get(&kind).unwrap_or(NOTHING), &ours, &theirs);
        let understood = |records| form.understood(kind, records);
        let is_ours = merged.len() == ours.len() && understood(&merged) == understood(&ours);
        Ok(NewFile { kind, ours, is_ours, replacement: present.replaced(kind, &merged)? })
    }

    /// Puts files in their places, one right after the other. Several are written down before, so
    /// that they come there when the program ends or the disk fails between two of them.
    fn put_in_place(&mut self, files: Vec<NewFile>) -> Result<(), StoreError> {
        let (mut changes, mut unnamed, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for NewFile { kind, ours, is_ours, replacement } in files {
            held.push((kind, ours, is_ours));
            if let Some(replacement) = replacement {
                changes.push((kind, replacement.changes));
                unnamed.push(replacement.unnamed);
            }
        }
        let is_pending = unnamed.len() > 1;
        if is_pending {
            Pending::new(changes).write(&self.folder)?;
        }
        let placed = self.place(unnamed);
        if placed.is_err() && !is_pending {
            return placed;
        }
        for (kind, ours, is_ours) in held {
            // While it is locked, nobody of ours has written since. What another did is looked at.
            let stamp = disk::stamp(&self.folder.join(kind.file_name()));
            match stamp.filter(|_| is_ours && placed.is_ok()) {
                Some(stamp) => self.known.insert(kind, stamp),
                None => self.known.remove(&kind),
            };
            // Not the merged records: what others added, the caller does not have and did not delete.
            self.base.insert(kind, ours);
        }
        placed?;
        if is_pending { Pending::remove(&self.folder) } else { Ok(()) }
    }

    fn place(&self, files: Vec<disk::Unnamed>) -> Result<(), StoreError> {
        files.into_iter().try_for_each(disk::Unnamed::take_place)?;
        disk::sync_names(&self.folder)
    }

    /// Brings a saving to its end that a program began and did not finish, and gives what of it
    /// cannot be written, to be read as if it were.
    pub(super) fn finish_pending(&self, messages: &mut Vec<String>) -> Option<Pending> {
        if !Pending::is_in(&self.folder) {
            return None;
        }
        // What fails is tried again with the next saving.
        let _ = disk::lock(&self.folder).and_then(|_lock| self.finish(messages));
        Pending::read(&self.folder).ok().flatten()
    }

    /// Only where the folder is locked: the program that began it is not at work any more.
    fn finish(&self, messages: &mut Vec<String>) -> Result<(), StoreError> {
        let Some(pending) = Pending::read(&self.folder)? else { return Ok(()) };
        let mut files = Vec::new();
        let mut left = Vec::new();
        for kind in pending.kinds() {
            let file = Present::read(self, kind, messages).and_then(|present| {
                let records = pending.finished(kind, &present.contents);
                present.replaced(kind, &records)
            });
            match file {
                Ok(file) => files.extend(file.map(|file| file.unnamed)),
                Err(error) if error.is_of_the_disk() => return Err(error),
                Err(error) => left.push(error),
            }
        }
        self.place(files)?;
        if left.is_empty() {
            return Pending::remove(&self.folder);
        }
        let kept = Pending::give_up(&self.folder)?;
        messages.extend(left.iter().map(|error| {
            format!(
                "{error}; what was to be saved there when the program ended is kept as {}",
                kept.display()
            )
        }));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
