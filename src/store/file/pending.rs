//! A saving of several files, written down before the first of them changes: where a program ends
//! between two of them, whoever comes next brings it to its end.
//!
//! It tells what becomes of single records, not of files: what others made of a file meanwhile stays.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{StoreError, disk};
use crate::store::merge::{Theirs, merged};
use crate::store::read::{Contents, objects};
use crate::store::record::{Fields, Kind, Records, VERSION};

const FILE: &str = ".pending.jsonl";
const KIND: &str = "pending";

/// What becomes of the records of several files.
#[derive(Debug, Default)]
pub struct Pending(BTreeMap<Kind, Changes>);

/// What becomes of the records of one file.
#[derive(Debug, Default, PartialEq)]
pub struct Changes {
    /// As they stood there. One that is not here was not there.
    was: Records,
    /// As they are to stand there. One that is not here goes.
    now: Records,
}

impl Changes {
    /// What leads from these records to those.
    pub fn between(was: &Records, now: &Records) -> Self {
        let other_than = |those: &Records, these: &Records| -> Records {
            let is_other = |(id, fields): &(&String, &Fields)| these.get(*id) != Some(*fields);
            those.iter().filter(is_other).map(|(id, fields)| (id.clone(), fields.clone())).collect()
        };
        Self { was: other_than(was, now), now: other_than(now, was) }
    }
}

impl Pending {
    pub fn new(changes: impl IntoIterator<Item = (Kind, Changes)>) -> Self {
        Self(changes.into_iter().collect())
    }

    fn path(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Whether a saving is not finished. The program that does it may be at work.
    pub fn is_in(folder: &Path) -> bool {
        Self::path(folder).symlink_metadata().is_ok()
    }

    /// `None` where no saving is unfinished.
    pub fn read(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = Self::path(folder);
        let Some(bytes) = disk::read(&path)? else { return Ok(None) };
        let mut pending = Self::default();
        for line in bytes.split(|&byte| byte == b'\n') {
            for fields in objects(line).0 {
                if let Some(version) = fields.get("triptych").and_then(Value::as_u64) {
                    if version > VERSION {
                        return Err(StoreError::Newer { path, version });
                    }
                } else {
                    pending.take(&fields);
                }
            }
        }
        Ok(Some(pending))
    }

    /// A line of the file. What is none says nothing.
    fn take(&mut self, fields: &Fields) -> Option<()> {
        let name = fields.get("kind")?.as_str()?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name)?;
        let id = fields.get("id")?.as_str()?;
        let changes = self.0.entry(kind).or_default();
        for (name, records) in [("was", &mut changes.was), ("now", &mut changes.now)] {
            if let Some(Value::Object(record)) = fields.get(name) {
                records.insert(id.to_owned(), record.clone());
            }
        }
        Some(())
    }

    /// Writes it down. From then on the saving takes place, whatever happens.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let written = disk::write(&Self::path(folder), self.text().as_bytes());
        if written.is_err() {
            // It may have its name already; no file has changed yet.
            let _ = Self::remove(folder);
        }
        written
    }

    fn text(&self) -> String {
        let mut text = json!({ "triptych": VERSION, "kind": KIND }).to_string() + "\n";
        for (kind, Changes { was, now }) in &self.0 {
            let gone = was.keys().filter(|id| !now.contains_key(*id));
            for id in now.keys().chain(gone) {
                let (was, now) = (was.get(id), now.get(id));
                let line = json!({ "kind": kind.name(), "id": id, "was": was, "now": now });
                text = text + &line.to_string() + "\n";
            }
        }
        text
    }

    /// It is finished. Returns when that is on the disk: it must not come back after a later saving.
    pub fn remove(folder: &Path) -> Result<(), StoreError> {
        disk::remove(&Self::path(folder))?;
        disk::sync_names(folder)
    }

    /// It can be brought to no end, because a file is left alone: what it says is kept aside.
    pub fn give_up(folder: &Path) -> Result<PathBuf, StoreError> {
        let path = Self::path(folder);
        let bytes = disk::read(&path)?.unwrap_or_default();
        let kept = disk::keep_aside(&path, &bytes)?.path;
        Self::remove(folder)?;
        Ok(kept)
    }

    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.0.keys().copied()
    }

    /// The records of a file when the saving is finished, with what others made of it since.
    pub fn finished(&self, kind: Kind, contents: &Contents) -> Records {
        let Some(Changes { was, now }) = self.0.get(&kind) else { return contents.records.clone() };
        let (records, whole) = (&contents.records, contents.is_whole());
        merged(was, now, &Theirs { written: records, understood: records, whole })
    }

    pub fn concerns(&self, kind: Kind) -> bool {
        self.0.contains_key(&kind)
    }
}
