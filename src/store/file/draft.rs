//! Notes that are being typed: each kept in a file of its own until it is saved or given up, so that
//! a crash costs what was typed since the last keeping, and nothing else.
//!
//! A draft's file is a file of notes with one record. A running program holds its drafts locked:
//! those that nobody holds were left behind.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::{StoreError, disk};
use crate::store::read::Contents;
use crate::store::record::Kind;
use crate::store::value::{Id, Note, Work};
use crate::text::hash::fnv1a;

const PREFIX: &str = "draft-";
const SUFFIX: &str = ".jsonl";

/// The drafts of one program in a folder.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    held: BTreeMap<Id, Held>,
}

/// A draft's file, locked until it is dropped.
#[derive(Debug)]
struct Held {
    path: PathBuf,
    _file: File,
}

impl Drafts {
    /// Takes over the drafts that programs left which are not running any more.
    pub fn open(folder: &Path) -> (Self, BTreeMap<Id, Note>) {
        let mut drafts = Self { folder: folder.to_owned(), held: BTreeMap::new() };
        let mut left = BTreeMap::new();
        if disk::check_folder(folder).is_ok() {
            for name in disk::names_in(folder) {
                let Some(name) = name.to_str() else { continue };
                if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
                    left.extend(drafts.take_over(folder.join(name)));
                }
            }
        }
        (drafts, left)
    }

    fn take_over(&mut self, path: PathBuf) -> BTreeMap<Id, Note> {
        let Some(file) = disk::hold(&path) else { return BTreeMap::new() };
        let bytes = disk::read(&path).ok().flatten().unwrap_or_default();
        let mut work = Work::default();
        Contents::parse(Kind::Notes, &bytes).load(Kind::Notes, &mut work);
        if let Some(id) = work.notes.keys().next() {
            self.held.insert(id.clone(), Held { path, _file: file });
        }
        work.notes
    }

    /// Keeps what was typed so far. When it returns `Ok`, it is on the disk.
    pub fn keep(&mut self, id: &Id, note: Note) -> Result<(), StoreError> {
        disk::make_folder(&self.folder)?;
        let _lock = disk::lock(&self.folder)?;
        let path = match self.held.get(id) {
            Some(held) => held.path.clone(),
            None => self.path_of(id),
        };
        let work = Work { notes: [(id.clone(), note)].into(), ..Work::default() };
        let bytes = Contents::default().written(Kind::Notes, &Kind::Notes.records(&work));
        let file = disk::write_held(&path, &bytes)?;
        self.held.insert(id.clone(), Held { path, _file: file });
        Ok(())
    }

    /// Gives a draft up: it is saved, or not wanted.
    pub fn remove(&mut self, id: &Id) -> Result<(), StoreError> {
        match self.held.remove(id) {
            Some(held) => disk::remove(&held.path),
            None => Ok(()),
        }
    }

    /// Two programs may type on one note.
    fn path_of(&self, id: &Id) -> PathBuf {
        let (hash, process) = (fnv1a(id.bytes()), std::process::id());
        self.folder.join(format!("{PREFIX}{hash:016x}-{process}{SUFFIX}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::value::Target;

    fn note(text: &str) -> Note {
        let target = Target::Document("a.txt".into());
        Note { target, text: text.into(), tags: [].into(), highlight: None, created: None, changed: None }
    }

    fn texts(left: &BTreeMap<Id, Note>) -> Vec<&str> {
        left.values().map(|note| note.text.as_str()).collect()
    }

    #[test]
    fn a_draft_is_there_until_it_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let (id, other) = ("one".to_owned(), "../\u{1b}".to_owned());
        let (mut drafts, left) = Drafts::open(folder.path());
        assert!(left.is_empty());
        drafts.keep(&id, note("f")).unwrap();
        drafts.keep(&id, note("first\n\u{1b}")).unwrap();
        drafts.keep(&other, note("second")).unwrap();
        let (_, others) = Drafts::open(folder.path());
        assert_eq!(texts(&others), [""; 0], "they belong to a program that is running");
        drop(drafts);
        let (mut drafts, left) = Drafts::open(folder.path());
        assert_eq!(texts(&left), ["second", "first\n\u{1b}"]);
        drafts.remove(&id).unwrap();
        drafts.keep(&other, note("changed")).unwrap();
        drop(drafts);
        let (_, left) = Drafts::open(folder.path());
        assert_eq!(texts(&left), ["changed"]);
    }

    #[test]
    fn what_is_no_draft_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft-x.jsonl");
        std::fs::write(&path, "no draft\n").unwrap();
        std::os::unix::fs::symlink("draft-x.jsonl", folder.path().join("draft-y.jsonl")).unwrap();
        let (_, left) = Drafts::open(folder.path());
        assert!(left.is_empty());
        assert_eq!(std::fs::read(&path).unwrap(), b"no draft\n");
    }
}
