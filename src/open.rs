//! From paths to a collection: the one place where import, scheme and the file system meet.
//!
//! A mistake in a file becomes a problem of the collection, and the rest opens. Only when nothing
//! at all can be read is there an error.

mod assemble;
mod builtin;
mod files;
mod folders;
mod imports;
mod labels;
mod originals;
pub mod readings;
mod stamps;
mod vectors;

use std::path::PathBuf;
use std::time::SystemTime;

use crate::scheme::Collection;

use imports::Imports;

pub use folders::work_folders;
pub use stamps::Stamp;
pub use vectors::{VectorsFileError, vectors};

/// What the reader asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// None for the built-in collection; one folder; or files, with `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// A folder of originals to be read in the place of retellings.
    pub originals: Option<PathBuf>,
    /// What was read from standard input, where `-` is among the paths.
    pub standard_input: Option<Vec<u8>>,
}

/// Nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing to read: {}", summary(.problems))]
pub struct OpenError {
    /// What is wrong with each file, as messages that name it.
    pub problems: Vec<String>,
}

/// Problems named in the message of an error; the rest is counted.
const MOST_NAMED: usize = 5;

/// Bytes of a large text that are shown before the rest is read: some screens full.
const HEAD_BYTES: usize = 32 << 10;

/// How far opening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadSoFar<'a> {
    /// Files that are read, with those that could not be.
    pub read: usize,
    /// Of so many that are known of.
    pub files: usize,
    /// The last one.
    pub name: &'a str,
}

/// Opens what was asked for, as often as its files change: only those that changed are read again.
#[derive(Debug)]
pub struct Opener {
    request: Request,
    imports: Imports,
}

impl Opener {
    pub fn new(request: Request) -> Self {
        Self { request, imports: Imports::default() }
    }

    /// The collection with no more than the beginning of its text, where that is one large plain
    /// text. `None` for everything else, and for what cannot be read: [`Self::open`] is to be
    /// called then.
    pub fn open_head(&mut self) -> Option<Collection> {
        let head = files::head(&self.request, HEAD_BYTES)?;
        Some(assemble::assemble(head, None, &mut self.imports))
    }

    /// Opens the collection as it is now.
    pub fn open(&mut self) -> Result<Collection, OpenError> {
        self.open_telling(&mut |_| {})
    }

    /// As [`Self::open`]; `told` hears of files that are read, of some at a time.
    pub fn open_telling(&mut self, told: &mut dyn FnMut(ReadSoFar<'_>)) -> Result<Collection, OpenError> {
        self.open_at(SystemTime::now(), told)
    }

    fn open_at(
        &mut self,
        now: SystemTime,
        told: &mut dyn FnMut(ReadSoFar<'_>),
    ) -> Result<Collection, OpenError> {
        let Self { request, imports } = self;
        imports.begin(now);
        let parts =
            if request.paths.is_empty() { builtin::parts() } else { files::parts(request, imports, told) };
        let collection = assemble::assemble(parts, request.originals.as_deref(), imports);
        if collection.documents.is_empty() {
            return Err(OpenError { problems: collection.problems });
        }
        Ok(collection)
    }

    /// What is opened, as the one who asked for it would call it.
    pub fn called(&self) -> String {
        match &self.request.paths[..] {
            [] => "the built-in collection".to_owned(),
            [path] => path.display().to_string(),
            [first, others @ ..] => format!("{} and {} more", first.display(), others.len()),
        }
    }

    /// The folder of originals.
    pub fn originals(&self) -> Option<PathBuf> {
        self.request.originals.clone()
    }

    /// What its files look like now; `None` for what has no files.
    pub fn stamp(&self) -> Option<Stamp> {
        stamps::stamp(&self.request)
    }
}

/// As [`Opener::open_head`], once.
pub fn open_head(request: &Request) -> Option<Collection> {
    Opener::new(request.clone()).open_head()
}

/// Opens the collection that was asked for.
pub fn open(request: &Request) -> Result<Collection, OpenError> {
    Opener::new(request.clone()).open()
}

fn summary(problems: &[String]) -> String {
    let named = problems.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join("; ");
    match problems.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named}; and {more} more"),
    }
}

#[cfg(test)]
mod tests;
