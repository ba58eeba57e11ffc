//! The store on disk: reads the reader's work and saves it whole or not at all, beside others who
//! do the same. Knows folders and files; what a record says is for `record`, who wins for `merge`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::apart::Form;
use super::edit::{apply, difference};
use super::history::Change;
use super::merge::{Theirs, merged};
use super::read::Contents;
use super::record::{Kind, Records};
use super::value::Work;

mod disk;
mod draft;
mod log;
mod stores;

pub use draft::Drafts;
pub use log::Log;
pub use stores::{Found, Saved, Stores, WorkFolders};

pub use disk::write_named;

/// Why the work could not be saved. It is held in memory, and can be saved again or elsewhere.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot {what} {path}: {source}", path = path.display())]
    Io { what: &'static str, path: PathBuf, source: io::Error },
    #[error("{path} is a link or no plain file, so it is left alone", path = path.display())]
    Refused { path: PathBuf },
    #[error("{path} is there already", path = path.display())]
    Exists { path: PathBuf },
    #[error("there is no folder {folder}", folder = folder.display())]
    NoFolder { folder: PathBuf },
    #[error("another program is saving in {folder}; try again", folder = folder.display())]
    Busy { folder: PathBuf },
    #[error(
        "{path} was written by a newer triptych (version {version}), so it is left alone; update this one to change it",
        path = path.display()
    )]
    Newer { path: PathBuf, version: u64 },
}

const NOTHING: &Records = &Records::new();

/// A folder with the reader's work.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// What this program last read or saved, as it would write it.
    base: BTreeMap<Kind, Records>,
    /// The files as they were when all that is in them was known here.
    known: BTreeMap<Kind, disk::Stamp>,
}

/// What was found on opening.
#[derive(Debug)]
pub struct Opened {
    pub store: Store,
    pub work: Work,
    /// One line for each file that is not as it should be.
    pub messages: Vec<String>,
}

impl Store {
    /// A folder of which nothing is known: what lies there stays, and all of the work is added.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), base: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// Reads what can be read. Never fails: a missing folder is an empty one, and is made on the
    /// first saving.
    pub fn open(folder: &Path) -> Opened {
        Self::open_over(folder, None)
    }

    /// Reads what was made of the work in another folder and is kept apart from it. The work is both.
    pub fn open_apart(folder: &Path, beneath: &Self) -> Opened {
        Self::open_over(folder, Some(beneath))
    }

    fn open_over(folder: &Path, beneath: Option<&Self>) -> Opened {
        let mut opened = Opened { store: Self::at(folder), work: Work::default(), messages: Vec::new() };
        for kind in Kind::ALL {
            opened.read(kind, Self::form(kind, beneath));
        }
        opened
    }

    /// How records of the kind stand for the work in a file that may lie over another.
    fn form(kind: Kind, beneath: Option<&Self>) -> Form<'_> {
        match beneath {
            Some(beneath) if kind != Kind::Session => Form::Apart(beneath.base.get(&kind).unwrap_or(NOTHING)),
            _ => Form::Whole,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether there is anything here but places.
    pub fn has_made(&self) -> bool {
        Kind::made().any(|kind| self.base.get(&kind).is_some_and(|base| !base.is_empty()))
    }

    /// Takes into the work what others changed in the files since they were read or saved here:
    /// ours stand for what we changed, theirs for the rest. Gives what changed in the work. Writes
    /// nothing, and looks at no more than the files' stamps while nobody writes. What cannot be
    /// read is told when it is to be saved.
    pub fn look(&mut self, work: &mut Work) -> Vec<Change> {
        Kind::made().flat_map(|kind| self.look_at(kind, work, Form::Whole)).collect()
    }

    /// As [`Self::look`], at what is kept apart from the work in another folder.
    pub fn look_apart(&mut self, work: &mut Work, beneath: &Self) -> Vec<Change> {
        let look = |kind| self.look_at(kind, work, Self::form(kind, Some(beneath)));
        Kind::made().flat_map(look).collect()
    }

    fn look_at(&mut self, kind: Kind, work: &mut Work, form: Form<'_>) -> Vec<Change> {
        let path = self.folder.join(kind.file_name());
        // Before it is read: what is written meanwhile is seen the next time.
        let Some(stamp) = disk::stamp(&path).filter(|stamp| self.known.get(&kind) != Some(stamp)) else {
            return Vec::new();
        };
        let Ok(Some(bytes)) = disk::read(&path) else { return Vec::new() };
        self.known.insert(kind, stamp);
        let contents = Contents::parse(kind, &bytes);
        let (understood, ours) = (form.understood(kind, &contents.records), form.records(kind, work));
        let base = self.base.entry(kind).or_default();
        let theirs =
            Theirs { written: &contents.records, understood: &understood, whole: contents.is_whole() };
        let merged = form.work(kind, &merged(base, &ours, &theirs));
        *base = understood;
        let edits = difference(&form.work(kind, &ours), &merged);
        edits
            .into_iter()
            .map(|edit| Change { inverse: apply(work, edit.clone()), edit, turn: None })
            .collect()
    }

    /// Writes what changed since it was last read or saved, and gives messages. When it returns
    /// `Ok`, the work is on the disk. Each file is wholly new or wholly old. Where one is left alone,
    /// the others are saved all the same; where the disk takes one not, all stay as they were, so
    /// that no step is saved by half.
    pub fn save(&mut self, work: &Work) -> Result<Vec<String>, StoreError> {
        self.save_kinds(work, Kind::ALL, None)
    }

    /// As [`Self::save`], but only what the reader made, not where the reader was.
    pub fn save_made(&mut self, work: &Work) -> Result<Vec<String>, StoreError> {
        self.save_kinds(work, Kind::made(), None)
    }

    /// As [`Self::save_made`], but only what is other than the work in another folder.
    pub fn save_apart(&mut self, work: &Work, beneath: &Self) -> Result<Vec<String>, StoreError> {
        self.save_kinds(work, Kind::made(), Some(beneath))
    }

    /// As [`Self::save`], but only where the reader was: what was made is not touched.
    pub fn save_places(&mut self, work: &Work) -> Result<Vec<String>, StoreError> {
        self.save_kinds(work, [Kind::Session], None)
    }

    fn save_kinds(
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
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        disk::make_folder(&self.folder)?;
        let _lock = disk::lock(&self.folder)?;
        let mut messages = Vec::new();
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

    /// Reads what is there now and writes what is to take its place, but not yet in its place.
    fn prepare(
        &self,
        kind: Kind,
        ours: Records,
        form: Form<'_>,
        messages: &mut Vec<String>,
    ) -> Result<NewFile, StoreError> {
        let path = self.folder.join(kind.file_name());
        let bytes = disk::read(&path)?;
        let contents = Contents::parse(kind, bytes.as_deref().unwrap_or_default());
        if let Some(version) = contents.newer {
            return Err(StoreError::Newer { path, version });
        }
        if contents.damaged > 0 {
            let kept = disk::keep_aside(&path, bytes.as_deref().unwrap_or_default())?;
            messages.extend(kept.is_new.then(|| damage_message(kind, &contents, Some(&kept.path))));
        }
        let theirs = Theirs {
            written: &contents.records,
            understood: &form.understood(kind, &contents.records),
            whole: contents.is_whole(),
        };
        let merged = merged(self.base.get(&kind).unwrap_or(NOTHING), &ours, &theirs);
        let new = contents.written(kind, &merged);
        let is_new = bytes.as_deref() != Some(new.as_slice());
        let unnamed = is_new.then(|| disk::prepare(&path, &new)).transpose()?;
        let understood = |records| form.understood(kind, records);
        let is_ours = merged.len() == ours.len() && understood(&merged) == understood(&ours);
        Ok(NewFile { kind, ours, is_ours, unnamed })
    }

    /// Puts files in their places, one right after the other.
    fn put_in_place(&mut self, files: Vec<NewFile>) -> Result<(), StoreError> {
        let mut result = Ok(());
        let mut there = Vec::new();
        for mut file in files {
            match file.unnamed.take().map_or(Ok(()), disk::Unnamed::take_place) {
                Ok(()) => there.push(file),
                Err(error) => result = result.and(Err(error)),
            }
        }
        disk::sync_names(&self.folder)?;
        for NewFile { kind, ours, is_ours, .. } in there {
            // While it is locked, nobody of ours has written since. What another did is looked at.
            match disk::stamp(&self.folder.join(kind.file_name())).filter(|_| is_ours) {
                Some(stamp) => self.known.insert(kind, stamp),
                None => self.known.remove(&kind),
            };
            // Not the merged records: what others added, the caller does not have and did not delete.
            self.base.insert(kind, ours);
        }
        result
    }
}

/// A file that is to be saved.
struct NewFile {
    kind: Kind,
    /// What this program holds.
    ours: Records,
    /// Whether the file says nothing else.
    is_ours: bool,
    /// `None` where the file is so already.
    unnamed: Option<disk::Unnamed>,
}

impl StoreError {
    /// Whether writing failed, rather than one file being left alone.
    fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Io { what: "write", source, .. } if source.kind() != io::ErrorKind::PermissionDenied)
    }
}

impl Opened {
    fn read(&mut self, kind: Kind, form: Form<'_>) {
        let path = self.store.folder.join(kind.file_name());
        let stamp = disk::stamp(&path);
        let read = disk::check_folder(&self.store.folder).and_then(|()| disk::read(&path));
        let is_known = read.is_ok();
        let bytes = read.unwrap_or_else(|error| {
            self.messages.push(error.to_string());
            None
        });
        let bytes = bytes.unwrap_or_default();
        let contents = Contents::parse(kind, &bytes);
        if let Some(version) = contents.newer {
            self.messages.push(StoreError::Newer { path, version }.to_string());
        } else if contents.damaged > 0 {
            let kept = disk::keep_aside(&path, &bytes).ok();
            self.messages.push(damage_message(
                kind,
                &contents,
                kept.as_ref().map(|kept| kept.path.as_path()),
            ));
        }
        let understood = form.understood(kind, &contents.records);
        form.load(kind, &understood, &mut self.work);
        if is_known {
            self.store.base.insert(kind, understood);
            self.store.known.extend(stamp.map(|stamp| (kind, stamp)));
        }
    }
}

fn damage_message(kind: Kind, contents: &Contents, kept: Option<&Path>) -> String {
    let lines = if contents.damaged == 1 { "line" } else { "lines" };
    let kept = match kept {
        Some(path) => format!("the file as it was is kept as {}", path.display()),
        None => "the file is left as it is".to_owned(),
    };
    let (file, damaged, intact) = (kind.file_name(), contents.damaged, contents.records.len());
    format!("{file}: {damaged} damaged {lines}, {intact} intact records used; {kept}")
}

#[cfg(test)]
mod tests;
