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
mod pending;
mod save;
mod stores;

use pending::Pending;

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
    #[error("{path} would be larger than is read again, so it is left as it is", path = path.display())]
    TooLarge { path: PathBuf },
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
/// How often a folder is read anew in which others go on saving.
const READINGS: u32 = 20;

/// A folder with the reader's work.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// What this program last read or saved, as it would write it.
    base: BTreeMap<Kind, Records>,
    /// The files as they were when all that is in them was known here.
    known: BTreeMap<Kind, disk::Stamp>,
    /// What was seen in them and is to be told.
    messages: Vec<String>,
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
        Self {
            folder: folder.to_owned(),
            base: BTreeMap::new(),
            known: BTreeMap::new(),
            messages: Vec::new(),
        }
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
        if let Err(error) = disk::check_folder(folder) {
            return Opened { messages: vec![error.to_string()], ..Opened::nothing(folder) };
        }
        let stamps = || Kind::ALL.map(|kind| disk::stamp(&folder.join(kind.file_name())));
        let mut messages = Vec::new();
        let mut reading = 1;
        loop {
            let pending = Self::at(folder).finish_pending(&mut messages);
            let before = stamps();
            let mut opened = Opened::nothing(folder);
            for kind in Kind::ALL {
                opened.read(kind, Self::form(kind, beneath), pending.as_ref());
            }
            // Otherwise another saved meanwhile: one file may be of before a step, the next of after it.
            if before == stamps() || reading == READINGS {
                opened.messages.splice(0..0, messages);
                return opened;
            }
            reading += 1;
        }
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
    /// nothing, and looks at no more than the files' stamps while nobody writes. What is damaged is
    /// told ([`Self::take_messages`]), what cannot be read when it is to be saved.
    pub fn look(&mut self, work: &mut Work) -> Vec<Change> {
        let pending = self.finish_pending(&mut Vec::new());
        Kind::made().flat_map(|kind| self.look_at(kind, work, Form::Whole, pending.as_ref())).collect()
    }

    /// As [`Self::look`], at what is kept apart from the work in another folder.
    pub fn look_apart(&mut self, work: &mut Work, beneath: &Self) -> Vec<Change> {
        let pending = self.finish_pending(&mut Vec::new());
        let look = |kind| self.look_at(kind, work, Self::form(kind, Some(beneath)), pending.as_ref());
        Kind::made().flat_map(look).collect()
    }

    /// What was seen on looking that is to be told.
    pub fn take_messages(&mut self) -> Vec<String> {
        std::mem::take(&mut self.messages)
    }

    fn look_at(
        &mut self,
        kind: Kind,
        work: &mut Work,
        form: Form<'_>,
        pending: Option<&Pending>,
    ) -> Vec<Change> {
        let path = self.folder.join(kind.file_name());
        let pending = pending.filter(|pending| pending.concerns(kind));
        // Before it is read: what is written meanwhile is seen the next time.
        let stamp = disk::stamp(&path);
        if pending.is_none() && (stamp.is_none() || self.known.get(&kind) == stamp.as_ref()) {
            return Vec::new();
        }
        let Ok(bytes) = disk::read(&path) else { return Vec::new() };
        if pending.is_none() && bytes.is_none() {
            return Vec::new();
        }
        self.known.extend(stamp.map(|stamp| (kind, stamp)));
        let contents = contents_of(kind, bytes.as_deref(), pending);
        if let Some(version) = contents.newer {
            self.messages.push(StoreError::Newer { path, version }.to_string());
        } else if contents.damaged > 0 {
            self.messages.push(damage_message(kind, &contents, None));
        }
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
    /// `Ok`, the work is on the disk. Each file is wholly new or wholly old, and so are several
    /// together: no step is saved by half. Where one is left alone, the others are saved all the same.
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
}

impl StoreError {
    /// Whether the disk failed, rather than one file being left alone.
    fn is_of_the_disk(&self) -> bool {
        use io::ErrorKind::{FileTooLarge, InvalidInput, PermissionDenied};
        match self {
            Self::Io { what: "read", source, .. } => {
                !matches!(source.kind(), FileTooLarge | InvalidInput | PermissionDenied)
            }
            Self::Io { source, .. } => source.kind() != PermissionDenied,
            _ => false,
        }
    }
}

impl Opened {
    fn nothing(folder: &Path) -> Self {
        Self { store: Store::at(folder), work: Work::default(), messages: Vec::new() }
    }

    fn read(&mut self, kind: Kind, form: Form<'_>, pending: Option<&Pending>) {
        let path = self.store.folder.join(kind.file_name());
        let stamp = disk::stamp(&path);
        let read = disk::read(&path);
        let is_known = read.is_ok();
        let bytes = read.unwrap_or_else(|error| {
            self.messages.push(error.to_string());
            None
        });
        let contents = contents_of(kind, bytes.as_deref(), pending);
        let bytes = bytes.unwrap_or_default();
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

/// What a file says, with what a saving that is not finished makes of it.
fn contents_of(kind: Kind, bytes: Option<&[u8]>, pending: Option<&Pending>) -> Contents {
    let mut contents = Contents::parse(kind, bytes.unwrap_or_default());
    if let Some(pending) = pending.filter(|pending| pending.concerns(kind)) {
        contents.records = pending.finished(kind, &contents);
    }
    contents
}

fn damage_message(kind: Kind, contents: &Contents, kept: Option<&Path>) -> String {
    let kept = match kept {
        Some(path) => format!("the file as it was is kept as {}", path.display()),
        None => "the file is left as it is".to_owned(),
    };
    let (file, intact) = (kind.file_name(), contents.records.len());
    let line = contents.first_damaged.map(|line| format!(":{line}")).unwrap_or_default();
    let what = match (contents.damaged, contents.doubled) {
        (1, 1) => "a record stands twice and says otherwise, and the later counts".to_owned(),
        (damaged, doubled) if damaged == doubled => {
            format!("{damaged} records stand twice and say otherwise, and the later count")
        }
        (1, _) => format!("1 damaged line, {intact} intact records used"),
        (damaged, _) => format!("{damaged} damaged lines, {intact} intact records used"),
    };
    format!("{file}{line}: {what}; {kept}")
}

#[cfg(test)]
mod tests;
