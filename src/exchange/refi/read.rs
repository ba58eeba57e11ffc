//! A project or codebook of this or another program as the reader's work.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::kept::Kept;
use super::package::{Package, PackageError, text};
use super::project::{NoteElement, Project, TextSource};
use super::reader::Reader;
use super::sources::Sources;
use super::write::{self, PROGRAM};
use super::{PROJECT_FILE, SOURCES, xml};
use crate::exchange::guid::guid;
use crate::exchange::item::Item;
use crate::exchange::returned::Exported;
use crate::exchange::texts::decoded;
use crate::exchange::{Come, Remark};
use crate::scheme::Collection;
use crate::store::Work;

/// Whether bytes look like a package or a file of this format.
pub fn is_written(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).replace('\0', "");
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    bytes.starts_with(b"PK") || (start.starts_with('<') && start.contains("QDA-XML"))
}

/// Reads a `.qdpx`, a `.qdc` or a bare project file. `known` is the reader's work. What was exported
/// from it, or from another's, and comes back has its own ids again, and what the format has no place
/// for: from the project's note, or else, where that is gone or damaged, from the reader's work.
pub fn read(bytes: &[u8], collection: &Collection, known: &Work) -> Result<Come, PackageError> {
    let mut opened = Opened::of(bytes)?;
    let mut sources = Sources::of(collection);
    let kept = opened.kept.take().unwrap_or_default();
    let names = opened.names(&kept, &mut sources);
    let work = kept.on(collection, names);
    let theirs = exported(&work, &mut sources)?;
    let told = opened.kept_notes.iter().cloned();
    let told = told.chain(theirs.unheld().map(|item| guid(item.what(), &item.key())));
    let mut ids = work.clone();
    ids.take_over(known.clone());
    let mut come = opened.read(&mut sources, &ids, told.collect());
    theirs.complete(&mut come.work);
    if opened.project.origin.starts_with(PROGRAM) {
        let mut mine = Work::default();
        let lacking = Item::all(&come.work).into_iter().filter(|item| item.kept_in(&work).is_none());
        lacking.filter_map(|item| item.kept_in(known)).for_each(|item| item.put(&mut mine));
        exported(&mine, &mut sources)?.restore(&mut come.work);
    }
    come.remarks.splice(0..0, opened.remarks);
    Ok(come)
}

/// A work, and what an import makes of its export where there is no note of ours.
fn exported(work: &Work, sources: &mut Sources<'_>) -> Result<Exported, PackageError> {
    if !work.has_made() {
        return Ok(Exported::default());
    }
    let files = write::written(work, sources.collection()).files;
    let opened = Opened::within(Files::Plain(files.into_iter().collect()))?;
    let echo = opened.read(sources, work, opened.kept_notes.clone()).work;
    Ok(Exported::new(work, &echo))
}

/// A package, or the bare file, as it was read.
pub struct Opened {
    pub project: Project,
    /// The texts of the sources as they stand in their files, or why there is none.
    pub raws: Vec<Result<String, String>>,
    /// What was kept in a note; of several notes, the first.
    pub kept: Option<Kept>,
    /// The texts of notes, by their identifiers.
    notes: HashMap<String, String>,
    /// Identifiers of the notes that something was kept in.
    kept_notes: HashSet<String>,
    remarks: Vec<Remark>,
}

impl Opened {
    pub fn of(bytes: &[u8]) -> Result<Self, PackageError> {
        let files = if bytes.starts_with(b"PK") {
            Files::Package(Package::open(bytes)?)
        } else {
            Files::Plain(HashMap::from([(PROJECT_FILE.to_owned(), text(bytes))]))
        };
        Self::within(files)
    }

    fn within(mut files: Files<'_>) -> Result<Self, PackageError> {
        let text = files.project()?;
        let root = xml::parse(text.trim_start_matches('\u{feff}')).map_err(PackageError::NoXml)?;
        let project = Project::of(&root);
        let raws = project.sources.iter().map(|source| files.source_text(source)).collect();
        let notes = project.notes.iter().map(|note| (note.guid.clone(), files.note_text(note))).collect();
        let mut opened =
            Self { project, raws, kept: None, notes, kept_notes: HashSet::new(), remarks: Vec::new() };
        opened.take_kept();
        Ok(opened)
    }

    fn take_kept(&mut self) {
        for note in &self.project.notes {
            let Some((kept, remarks)) = self.notes.get(&note.guid).and_then(|text| Kept::parse(text)) else {
                continue;
            };
            if self.kept.is_none() {
                self.kept = Some(kept);
                self.remarks.extend(remarks);
            } else {
                let message = "of several notes that Triptych keeps for itself, the first is read";
                self.remarks.push(Remark::of_all(message));
            }
            self.kept_notes.insert(note.guid.clone());
        }
    }

    /// What documents that were exported are called in the collection.
    fn names(&self, kept: &Kept, sources: &mut Sources<'_>) -> BTreeMap<String, String> {
        let was = kept.settings.names();
        let mut now = |source: &TextSource, raw: &Result<String, String>| {
            let was = *was.get(&source.guid)?;
            let index = sources.document(source, raw.as_ref().ok()?).ok()?;
            Some((was.to_owned(), sources.collection().document(index).name.clone()))
        };
        let all = self.project.sources.iter().zip(&self.raws);
        all.filter_map(|(source, raw)| now(source, raw)).filter(|(was, now)| was != now).collect()
    }

    /// What notes with the identifiers `told` say is known from elsewhere.
    fn read(&self, sources: &mut Sources<'_>, known: &Work, told: HashSet<String>) -> Come {
        Reader::new(sources, known, &self.project, &self.notes).read(&self.raws, told)
    }
}

/// Where the files of a project are.
enum Files<'a> {
    Package(Package<'a>),
    /// By their names.
    Plain(HashMap<String, String>),
}

impl Files<'_> {
    /// The project's own file.
    fn project(&mut self) -> Result<String, PackageError> {
        let text = match self {
            Self::Package(package) => {
                let name = package.project().ok_or(PackageError::NoProject)?;
                package.read(&name)?.map(|bytes| text(&bytes))
            }
            Self::Plain(files) => files.remove(PROJECT_FILE),
        };
        text.ok_or(PackageError::NoProject)
    }

    fn source_text(&mut self, source: &TextSource) -> Result<String, String> {
        match (&source.content, &source.path) {
            (Some(content), _) => Ok(content.clone()),
            (None, Some(path)) => self.file(path),
            (None, None) => Err(match &source.rich {
                Some(rich) => format!("it has no plain text, only {rich}"),
                None => "it names no text".to_owned(),
            }),
        }
    }

    fn note_text(&mut self, note: &NoteElement) -> String {
        let content = note.content.clone().filter(|text| !text.is_empty());
        let file = || note.path.as_deref().and_then(|path| self.file(path).ok());
        let text = content.or_else(file).unwrap_or_else(|| note.description.clone());
        text.trim_start_matches('\u{feff}').to_owned()
    }

    /// A file inside the package. What lies elsewhere is never opened.
    fn file(&mut self, path: &str) -> Result<String, String> {
        let inside =
            path.strip_prefix("internal://").ok_or_else(|| format!("its text is not inside: {path}"))?;
        // Some programs write the paths of their system.
        let name = decoded(inside).replace('\\', "/");
        let name = name.trim_start_matches('/').to_owned();
        for place in [format!("{SOURCES}/{name}"), name.clone()] {
            let found = match self {
                Self::Package(package) => {
                    let bytes = package.read(&place).map_err(|error| error.to_string())?;
                    bytes.map(|bytes| text(&bytes))
                }
                Self::Plain(files) => files.get(&place).cloned(),
            };
            if let Some(text) = found {
                return Ok(text);
            }
        }
        Err(format!("its text {name} is missing"))
    }
}
