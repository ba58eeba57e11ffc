//! A project or codebook of this or another program as the reader's work.

use std::collections::HashMap;

use super::codebook;
use super::package::{Package, PackageError, text};
use super::project::{NoteElement, Project, TextSource};
use super::reader::Reader;
use super::write::{self, PROGRAM};
use super::{SOURCES, xml};
use crate::exchange::Come;
use crate::exchange::item::Item;
use crate::exchange::texts::decoded;
use crate::scheme::Collection;
use crate::store::{Id, Work};

/// A text in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    /// With line feeds, without a byte-order mark.
    pub text: String,
}

/// What a collection can be made of: the texts of a project, and its `collection.toml`.
pub fn founded(bytes: &[u8]) -> Result<(Vec<Source>, String), PackageError> {
    let mut opened = Opened::of(bytes)?;
    let project = std::mem::take(&mut opened.project);
    let with_text = project.sources.iter().filter_map(|source| {
        let raw = opened.source_text(source).ok()?;
        let text = raw.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        Some(Source { name: source.name.clone(), text })
    });
    Ok((with_text.collect(), codebook::settings(&project.name, &project.codes)))
}

/// Whether bytes look like a package or a file of this format.
pub fn is_written(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).replace('\0', "");
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    bytes.starts_with(b"PK") || (start.starts_with('<') && start.contains("QDA-XML"))
}

/// Reads a `.qdpx`, a `.qdc` or a bare project file. `known` is the reader's work: what of it was
/// exported and comes back has its own ids again, and is whole where the format has no place for all.
pub fn read(bytes: &[u8], collection: &Collection, known: &Work) -> Result<Come, PackageError> {
    let opened = Opened::of(bytes)?;
    let is_own = opened.project.origin.starts_with(PROGRAM);
    let mut come = opened.read(collection, known);
    if is_own && known.has_made() {
        let echo = Opened::of(&write::project(known, collection)?.bytes)?.read(collection, known).work;
        restore(&mut come.work, known, &echo);
    }
    Ok(come)
}

/// Puts the reader's own in the place of what says no more and no less than an export of it.
fn restore(come: &mut Work, known: &Work, echo: &Work) {
    let named = |work: &Work| -> HashMap<(&'static str, Id), Item> {
        Item::all(work).into_iter().map(|item| ((item.what(), item.key()), item)).collect()
    };
    let (known, echo) = (named(known), named(echo));
    for item in Item::all(come) {
        let name = (item.what(), item.key());
        if let Some(own) = known.get(&name).filter(|_| echo.get(&name) == Some(&item)) {
            own.clone().put(come);
        }
    }
}

/// A package, or the bare file, with its project read.
struct Opened<'a> {
    package: Option<Package<'a>>,
    project: Project,
}

impl<'a> Opened<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, PackageError> {
        let parsed = |bytes: &[u8]| {
            let text = text(bytes);
            let root = xml::parse(text.trim_start_matches('\u{feff}')).map_err(PackageError::NoXml)?;
            Ok::<Project, PackageError>(Project::of(&root))
        };
        if !bytes.starts_with(b"PK") {
            return Ok(Self { package: None, project: parsed(bytes)? });
        }
        let mut package = Package::open(bytes)?;
        let name = package.project().ok_or(PackageError::NoProject)?;
        let project = parsed(&package.read(&name)?.ok_or(PackageError::NoProject)?)?;
        Ok(Self { package: Some(package), project })
    }

    fn read(mut self, collection: &Collection, known: &Work) -> Come {
        let project = std::mem::take(&mut self.project);
        let raws: Vec<Result<String, String>> =
            project.sources.iter().map(|source| self.source_text(source)).collect();
        let notes = project.notes.iter().map(|note| (note.guid.clone(), self.note_text(note))).collect();
        Reader::new(collection, known, &project, notes).read(&raws)
    }

    /// The text as it stands in its file, or why there is none.
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
        let package = self.package.as_mut().ok_or("there is no package around it")?;
        // Some programs write the paths of their system.
        let name = decoded(inside).replace('\\', "/");
        let name = name.trim_start_matches('/').to_owned();
        for place in [format!("{SOURCES}/{name}"), name.clone()] {
            if let Some(bytes) = package.read(&place).map_err(|error| error.to_string())? {
                return Ok(text(&bytes));
            }
        }
        Err(format!("its text {name} is missing"))
    }
}
