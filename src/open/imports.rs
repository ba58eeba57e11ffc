//! What was read before: documents, taken again while their files look the same from outside, and
//! settings, which stay in use while what stands in their place has mistakes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::import::{self, ImportError};
use crate::scheme::format::{Problem, Settings, settings};
use crate::text::Document;

use super::stamps::FileStamp;

/// What was imported of files, by path. A copy of a document copies no text.
#[derive(Debug)]
pub(super) struct Imports {
    kept: HashMap<PathBuf, Imported>,
    /// Of those, what has been asked for since [`Self::begin`].
    asked: HashMap<PathBuf, Imported>,
    /// When that was. What was changed then or later may be changed again and look the same.
    begun: SystemTime,
    /// What `collection.toml` said when it was last taken.
    settings: Option<Settings>,
    /// How many files were read.
    pub(super) read: usize,
}

#[derive(Debug)]
struct Imported {
    stamp: FileStamp,
    /// What the document is called, which is a hint at its format.
    name: String,
    documents: Vec<Document>,
}

impl Default for Imports {
    fn default() -> Self {
        Self {
            kept: HashMap::new(),
            asked: HashMap::new(),
            begun: SystemTime::UNIX_EPOCH,
            settings: None,
            read: 0,
        }
    }
}

impl Imports {
    /// What is not asked for until this is called again is forgotten then.
    pub(super) fn begin(&mut self, now: SystemTime) {
        self.begun = now;
        self.kept = std::mem::take(&mut self.asked);
    }

    /// The documents in a file, imported now or before.
    pub(super) fn file(&mut self, path: &Path, name: &str) -> Result<Vec<Document>, ImportError> {
        let looked = Looked::at(path, name, self.kept.remove(path), self.begun);
        self.keep(path, name, looked)
    }

    /// As [`Self::file`] for each path and its name, on all processors.
    pub(super) fn files(&mut self, files: &[(PathBuf, String)]) -> Vec<Result<Vec<Document>, ImportError>> {
        let kept: Vec<_> = files.iter().map(|(path, _)| self.kept.remove(path)).collect();
        let begun = self.begun;
        let look = |((path, name), kept): (&(PathBuf, String), _)| Looked::at(path, name, kept, begun);
        let looked: Vec<Looked> = files.par_iter().zip(kept).map(look).collect();
        files.iter().zip(looked).map(|((path, name), looked)| self.keep(path, name, looked)).collect()
    }

    fn keep(&mut self, path: &Path, name: &str, looked: Looked) -> Result<Vec<Document>, ImportError> {
        self.read += usize::from(looked.is_read);
        let documents = looked.documents?;
        if let Some(stamp) = looked.stamp {
            let imported = Imported { stamp, name: name.to_owned(), documents: documents.clone() };
            self.asked.insert(path.to_owned(), imported);
        }
        Ok(documents)
    }

    /// The settings in a text; `None` for a file that cannot be read. Where they have mistakes that
    /// those before had not, what those said stands, with the new problems.
    pub(super) fn settings(&mut self, file: &str, text: Option<&str>) -> Settings {
        let new = text.map(|text| settings::parse(file, text));
        match (&self.settings, new) {
            (Some(before), Some(new)) if new.problems.len() > before.problems.len() => {
                let still = |mut problem: Problem| {
                    problem.message += "; what the file said before stays in use";
                    problem
                };
                Settings { problems: new.problems.into_iter().map(still).collect(), ..before.clone() }
            }
            (Some(before), None) => Settings { problems: Vec::new(), ..before.clone() },
            (_, new) => {
                let new = new.unwrap_or_default();
                self.settings = Some(new.clone());
                new
            }
        }
    }
}

/// A file that was looked at, and imported unless it looks as before.
struct Looked {
    /// `None` where it may be changed again and look the same.
    stamp: Option<FileStamp>,
    is_read: bool,
    documents: Result<Vec<Document>, ImportError>,
}

impl Looked {
    fn at(path: &Path, name: &str, kept: Option<Imported>, begun: SystemTime) -> Self {
        // Before it is read: what is changed meanwhile looks otherwise the next time.
        let stamp = FileStamp::of(path).filter(|stamp| !stamp.is_after(begun));
        match kept.filter(|kept| Some(kept.stamp) == stamp && kept.name == name) {
            Some(kept) => Self { stamp, is_read: false, documents: Ok(kept.documents) },
            None => Self { stamp, is_read: true, documents: import::import_file(path, name) },
        }
    }
}
