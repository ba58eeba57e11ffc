//! Another reader's codings of a collection, from wherever they are kept: a collection's folder, a
//! folder of a reader's work, a file of either, or a table.

use std::path::{Path, PathBuf};

use crate::agreement::Reading;
use crate::exchange::csv;
use crate::exchange::place::Places;
use crate::exchange::table::{self, Table};
use crate::import::{self, ImportError};
use crate::scheme::format::records::{self, Sources};
use crate::scheme::{Collection, resolve};
use crate::store::{Anchor, Found, Store, Work, work_in};

use super::{OpenError, Request, open, work_folders};

mod counterparts;

use counterparts::Counterparts;

/// Files by which a folder of a reader's work is known.
const FILES: [&str; 4] = ["codings.jsonl", "notes.jsonl", "links.jsonl", "marks.jsonl"];

/// What a path is to the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A folder of documents, with or without codings and work of its own.
    Collection(PathBuf),
    /// A folder with a reader's work.
    Work(PathBuf),
    File(PathBuf),
}

/// A reader's codings, and what of them does not fit.
#[derive(Clone, Debug, Default)]
pub struct ReadCodings {
    pub reading: Reading,
    pub remarks: Vec<String>,
}

/// Nothing can be compared.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    #[error("{}: there is no such file or folder", .0.display())]
    Missing(PathBuf),
    #[error("{}: this is no table of codings: it needs columns doc, paragraph, sentence, episodes and step", .0.display())]
    NoCodings(PathBuf),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl Kept {
    pub fn at(path: &Path) -> Result<Self, ReadingError> {
        let path = path.to_owned();
        if !path.is_dir() {
            return if path.is_file() { Ok(Self::File(path)) } else { Err(ReadingError::Missing(path)) };
        }
        let is_work = |name: &str| {
            let file = path.join(name);
            file.is_file() && import::read_bytes(&file).is_ok_and(|bytes| work_in(&bytes).is_some())
        };
        let holds_work = FILES.into_iter().any(is_work);
        Ok(if holds_work { Self::Work(path) } else { Self::Collection(path) })
    }

    /// The collection that it is, or lies in.
    pub fn collection(&self) -> Option<PathBuf> {
        let parent = |path: &Path| {
            let parent = path.parent()?;
            Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
        };
        match self {
            Self::Collection(folder) => Some(folder.clone()),
            Self::Work(folder) => parent(&folder.canonicalize().ok()?),
            Self::File(file) => parent(file).filter(|folder| folder.join("collection.toml").is_file()),
        }
    }

    /// What it says of the passages of a collection. `coded` is the folder of that collection as it
    /// was opened, without a reader's work on it; `originals` are read for retellings, as there.
    pub fn read(
        &self,
        places: &Places<'_>,
        coded: Option<&Path>,
        originals: Option<&Path>,
    ) -> Result<ReadCodings, ReadingError> {
        let mut read = ReadCodings::default();
        if let Self::File(file) = self {
            read.take_file(file, places)?;
            return Ok(read);
        }
        let other = self.other(coded, originals)?;
        let mut counterparts = Counterparts::of(other.as_ref(), places);
        match (self, &other) {
            (Self::Collection(folder), None) => {
                read.reading = Reading::by_hand(places.collection);
                read.lay_work_in(folder, &mut counterparts, places);
            }
            (Self::Collection(folder), Some(other)) => {
                let problems = other.problems.iter();
                read.remarks.extend(problems.map(|problem| format!("{}: {problem}", folder.display())));
                read.take_collection(other, &mut counterparts, places);
                read.lay_work_in(folder, &mut counterparts, places);
            }
            (Self::Work(folder), _) => {
                let opened = Store::open(folder);
                read.remarks.extend(opened.messages);
                read.lay_over(&opened.work, &mut counterparts, places);
            }
            (Self::File(_), _) => {}
        }
        read.remarks.splice(0..0, counterparts.remarks());
        Ok(read)
    }

    /// The collection that it is or lies in, where that is another than the one compared on.
    fn other(
        &self,
        coded: Option<&Path>,
        originals: Option<&Path>,
    ) -> Result<Option<Collection>, ReadingError> {
        let Some(folder) = self.collection() else { return Ok(None) };
        let is_same =
            |coded: &Path| coded == folder || coded.canonicalize().ok() == folder.canonicalize().ok();
        if coded.is_some_and(is_same) {
            return Ok(None);
        }
        let paths = vec![folder];
        let opened = open(&Request { paths, originals: originals.map(Path::to_owned), standard_input: None });
        match self {
            Self::Collection(_) => Ok(Some(opened?)),
            // What lies around a reader's work helps, and need not be there.
            _ => Ok(opened.ok()),
        }
    }
}

impl ReadCodings {
    /// Takes the codings that come with another collection, where its passages are found in the texts
    /// of the one that is compared on.
    fn take_collection(
        &mut self,
        other: &Collection,
        counterparts: &mut Counterparts<'_>,
        places: &Places<'_>,
    ) {
        let mut lost = Vec::new();
        for (passage, there) in Reading::by_hand(other).codings {
            let name = &other.document(passage.document).name;
            let Some(index) = counterparts.document(name, places) else { continue };
            match places.from_other(other, passage, index) {
                Ok(found) => {
                    let coded = counterparts.coded_there(&there);
                    self.reading.codings.extend(found.into_iter().map(|found| (found, coded.clone())));
                }
                Err(message) => lost.push(format!("{}: {message}", other.passage_id(passage))),
            }
        }
        lost.sort_unstable();
        self.remarks.extend(lost);
    }

    fn lay_work_in(&mut self, folder: &Path, counterparts: &mut Counterparts<'_>, places: &Places<'_>) {
        let found = Found::without_history(&work_folders(&[folder.to_owned()]));
        self.remarks.extend(found.messages);
        self.lay_over(&found.work, counterparts, places);
    }

    /// A reader's own codings stand in the place of those that came with the collection.
    fn lay_over(&mut self, work: &Work, counterparts: &mut Counterparts<'_>, places: &Places<'_>) {
        for coding in work.codings.values() {
            let Some(index) = counterparts.document(&coding.anchor.document, places) else { continue };
            let document = places.collection.document(index).name.clone();
            match places.passages(&Anchor { document, ..coding.anchor.clone() }) {
                Ok(found) => {
                    let coded = counterparts.coded(coding);
                    let codings = found.into_iter().map(|passage| (passage, coded.clone()));
                    self.reading.codings.extend(codings);
                }
                Err(message) => self.remarks.push(message),
            }
        }
    }

    fn take_file(&mut self, file: &Path, places: &Places<'_>) -> Result<(), ReadingError> {
        let bytes = import::read_bytes(file)?;
        if let Some(work) = work_in(&bytes) {
            let mut counterparts = Counterparts::of(None, places);
            self.lay_over(&work, &mut counterparts, places);
            self.remarks.splice(0..0, counterparts.remarks());
            return Ok(());
        }
        let text = import::decoded(&bytes);
        if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
            self.take_records(file, &text, places);
            return Ok(());
        }
        match Table::of(csv::rows(&text)) {
            Some(Table::Codings(head, rows)) => {
                let found = table::codings(&head, &rows, places);
                let name = file.display();
                self.remarks.extend(found.remarks.iter().map(|remark| format!("{name}:{remark}")));
                self.reading.codings.extend(found.codings);
                Ok(())
            }
            _ => Err(ReadingError::NoCodings(file.to_owned())),
        }
    }

    /// Takes a collection's file of codings.
    fn take_records(&mut self, file: &Path, text: &str, places: &Places<'_>) {
        let collection = places.collection;
        let sources = Sources { codings: Some(text), ..Sources::default() };
        let records = records::parse(sources, &collection.scheme);
        let placement = resolve::place(&records, &collection.documents, &collection.labels);
        let problems = records.problems.iter().chain(&placement.problems);
        self.remarks.extend(problems.map(|problem| {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line}: {}", file.display(), problem.message)
        }));
        let codings = placement.codings.into_iter().map(|coding| (coding.passage, coding.coded));
        self.reading.codings.extend(codings);
    }
}
