//! A project or codebook of this or another program as the reader's work.

use std::collections::{BTreeMap, HashMap};

use super::codebook;
use super::kept::{self, Kept};
use super::package::{Package, PackageError, text};
use super::project::{NoteElement, Project, TextSource};
use super::reader::{self, Reader};
use super::write::{self, PROGRAM};
use super::{SOURCES, xml};
use crate::exchange::Come;
use crate::exchange::guid::guid;
use crate::exchange::item::Item;
use crate::exchange::texts::{Texts, decoded};
use crate::scheme::Collection;
use crate::store::{Id, Work};

/// A text in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    /// With line feeds, without a byte-order mark.
    pub text: String,
    /// What `collection.toml` said of it, as lines of its table.
    pub about: String,
}

/// What a collection can be made of: the texts of a project, and its `collection.toml` without the
/// documents.
pub fn founded(bytes: &[u8]) -> Result<(Vec<Source>, String), PackageError> {
    let opened = Opened::of(bytes)?;
    let kept = opened.kept().unwrap_or_default().settings;
    let with_text = opened.project.sources.iter().zip(&opened.raws).filter_map(|(source, raw)| {
        let raw = raw.as_ref().ok()?;
        let text = raw.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        Some(Source { name: source.name.clone(), text, about: kept.document(source) })
    });
    let project = &opened.project;
    Ok((with_text.collect(), codebook::settings(&project.name, &kept.scheme, &project.codes)))
}

/// Whether bytes look like a package or a file of this format.
pub fn is_written(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).replace('\0', "");
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    bytes.starts_with(b"PK") || (start.starts_with('<') && start.contains("QDA-XML"))
}

/// Reads a `.qdpx`, a `.qdc` or a bare project file. `known` is the reader's work. What was exported
/// from it, or from another's, and comes back as it was has its own ids again, and is whole where the
/// format has no place for all.
pub fn read(bytes: &[u8], collection: &Collection, known: &Work) -> Result<Come, PackageError> {
    let opened = Opened::of(bytes)?;
    let is_own = opened.project.origin.starts_with(PROGRAM);
    let theirs = opened.kept().map(|kept| {
        let names = opened.names(&kept, collection);
        kept.on(collection, names)
    });
    let theirs = Exported::of(theirs.unwrap_or_default(), collection)?;
    let mine = Exported::of(if is_own { known.clone() } else { Work::default() }, collection)?;
    let mut all = theirs.work.clone();
    all.take_over(known.clone());
    let unheld = theirs.unheld();
    let mut come = opened.read(collection, &all, unheld.iter().map(|item| guid(item.what(), &item.key())));
    theirs.restore(&mut come.work);
    mine.restore(&mut come.work);
    let there = named(&come.work);
    unheld
        .into_iter()
        .filter(|item| !there.contains_key(&name(item)))
        .for_each(|item| item.put(&mut come.work));
    Ok(come)
}

/// A work, and what the format makes of it.
struct Exported {
    work: Work,
    echo: Work,
}

impl Exported {
    fn of(work: Work, collection: &Collection) -> Result<Self, PackageError> {
        if !work.has_made() {
            return Ok(Self { work, echo: Work::default() });
        }
        let opened = Opened::of(&write::project(&work, collection)?.bytes)?;
        let echo = opened.read(collection, &work, []).work;
        Ok(Self { work, echo })
    }

    /// What the format has no place for at all.
    fn unheld(&self) -> Vec<Item> {
        let echo = named(&self.echo);
        Item::all(&self.work).into_iter().filter(|item| !echo.contains_key(&name(item))).collect()
    }

    /// Puts what was exported in the place of what says no more and no less than the export does, and
    /// takes away what only the format made of it.
    fn restore(&self, come: &mut Work) {
        let (own, echo) = (named(&self.work), named(&self.echo));
        for item in Item::all(&std::mem::take(come)) {
            let is_echo = echo.get(&name(&item)) == Some(&item);
            let restored = if is_echo { own.get(&name(&item)).cloned() } else { Some(item) };
            if let Some(item) = restored {
                item.put(come);
            }
        }
    }
}

type Name = (&'static str, Id);

fn name(item: &Item) -> Name {
    (item.what(), item.key())
}

fn named(work: &Work) -> HashMap<Name, Item> {
    Item::all(work).into_iter().map(|item| (name(&item), item)).collect()
}

/// A package, or the bare file, as it was read.
struct Opened {
    project: Project,
    /// The texts of the sources as they stand in their files, or why there is none.
    raws: Vec<Result<String, String>>,
    /// The texts of notes, by their identifiers.
    notes: HashMap<String, String>,
}

impl Opened {
    fn of(bytes: &[u8]) -> Result<Self, PackageError> {
        let parsed = |bytes: &[u8]| {
            let text = text(bytes);
            let root = xml::parse(text.trim_start_matches('\u{feff}')).map_err(PackageError::NoXml)?;
            Ok::<Project, PackageError>(Project::of(&root))
        };
        let (mut files, project) = if bytes.starts_with(b"PK") {
            let mut package = Package::open(bytes)?;
            let name = package.project().ok_or(PackageError::NoProject)?;
            let project = parsed(&package.read(&name)?.ok_or(PackageError::NoProject)?)?;
            (Files(Some(package)), project)
        } else {
            (Files(None), parsed(bytes)?)
        };
        let raws = project.sources.iter().map(|source| files.source_text(source)).collect();
        let notes = project.notes.iter().map(|note| (note.guid.clone(), files.note_text(note))).collect();
        Ok(Self { project, raws, notes })
    }

    fn kept(&self) -> Option<Kept> {
        let named = self.project.notes.iter().filter(|note| note.name.starts_with(kept::NAME));
        named.filter_map(|note| self.notes.get(&note.guid)).find_map(|text| Kept::parse(text))
    }

    /// What documents that were exported are called in the collection.
    fn names(&self, kept: &Kept, collection: &Collection) -> BTreeMap<String, String> {
        let mut texts = Texts::of(collection);
        let mut now = |source: &TextSource, raw: &Result<String, String>| {
            let index = reader::document(&mut texts, source, raw.as_ref().ok()?).ok()?;
            Some((kept.settings.name(source)?.to_owned(), collection.document(index).name.clone()))
        };
        let sources = self.project.sources.iter().zip(&self.raws);
        sources.filter_map(|(source, raw)| now(source, raw)).filter(|(was, now)| was != now).collect()
    }

    /// What notes with these identifiers say is known from elsewhere.
    fn read(self, collection: &Collection, known: &Work, told: impl IntoIterator<Item = String>) -> Come {
        Reader::new(collection, known, &self.project, self.notes).read(&self.raws, told)
    }
}

/// The package around a project, if there is one.
struct Files<'a>(Option<Package<'a>>);

impl Files<'_> {
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
        let package = self.0.as_mut().ok_or("there is no package around it")?;
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
