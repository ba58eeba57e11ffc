//! Reads a folder, files or standard input.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::import;
use crate::text::Document;

use super::assemble::{OwnFile, Parts, SETTINGS};
use super::imports::Imports;
use super::{ReadSoFar, Request};

/// Bytes up to which a collection's own files are read.
const MOST_BYTES: u64 = 64 << 20;

/// Files of a folder that are read at once, on all processors.
const AT_ONCE: usize = 16;

/// Everything that the paths of a request name; `told` hears of files as they are read.
pub(super) fn parts(request: &Request, imports: &mut Imports, told: &mut dyn FnMut(ReadSoFar<'_>)) -> Parts {
    if let [path] = &request.paths[..]
        && let Some(folder) = folder(path)
    {
        return folder_parts(&folder, imports, told);
    }
    let mut parts = Parts::default();
    // All folders are listed before the first file is read: so many files there are.
    let sources: Vec<Source> =
        request.paths.iter().zip(names(&request.paths)).map(|(path, name)| Source::of(path, name)).collect();
    let mut progress = Progress { read: 0, files: sources.iter().map(Source::files).sum(), told };
    for source in sources {
        match source {
            Source::StandardInput => add_standard_input(&mut parts, request.standard_input.as_deref()),
            Source::Folder(listed) => add_documents(&mut parts, listed, imports, &mut progress),
            Source::File(path, name) => {
                let imported = imports.file(path, &name).map_err(|error| error.of(path));
                progress.tell(1, &name);
                parts.add(name, imported);
            }
        }
    }
    parts.title = title(&parts.documents);
    parts
}

/// What one path of several stands for.
enum Source<'a> {
    StandardInput,
    Folder(Listed),
    /// With what it is called.
    File(&'a Path, String),
}

impl<'a> Source<'a> {
    fn of(path: &'a Path, name: String) -> Self {
        if path.as_os_str() == "-" {
            Self::StandardInput
        } else if path.is_dir() {
            Self::Folder(Listed::of(path, &format!("{name}/")))
        } else {
            Self::File(path, name)
        }
    }

    fn files(&self) -> usize {
        match self {
            Self::StandardInput => 0,
            Self::Folder(listed) => listed.files.len(),
            Self::File(..) => 1,
        }
    }
}

/// Documents of a folder, and what is wrong with others.
struct Listed {
    /// With what they are called.
    files: Vec<(PathBuf, String)>,
    problems: Vec<String>,
}

impl Listed {
    /// The collection's own files are left out.
    fn of(folder: &Path, prefix: &str) -> Self {
        let listing = import::list_folder(folder);
        let is_document = |(_, name): &(PathBuf, String)| OwnFile::named(name).is_none();
        let documents = listing.files.into_iter().filter(is_document);
        let files = documents.map(|(path, name)| (path, format!("{prefix}{name}"))).collect();
        Self { files, problems: listing.problems }
    }
}

/// Counts files as they are read, over all that is opened.
struct Progress<'a> {
    read: usize,
    files: usize,
    told: &'a mut dyn FnMut(ReadSoFar<'_>),
}

impl Progress<'_> {
    /// So many more are read, the last one so called.
    fn tell(&mut self, more: usize, name: &str) {
        self.read += more;
        (self.told)(ReadSoFar { read: self.read, files: self.files, name });
    }
}

/// The beginning of the one large plain text that a request names.
pub(super) fn head(request: &Request, most_bytes: usize) -> Option<Parts> {
    let [path] = &request.paths[..] else { return None };
    if path.as_os_str() == "-" || folder(path).is_some() {
        return None;
    }
    let name = names(&request.paths).pop()?;
    let document = import::import_head(path, &name, most_bytes).ok()??;
    let mut parts = Parts::default();
    parts.add(name, Ok(vec![document]));
    parts.title = title(&parts.documents);
    Some(parts)
}

/// What files opened one by one are called together.
fn title(documents: &[Document]) -> String {
    match documents {
        [document] => document.title().to_owned(),
        documents => format!("{} documents", documents.len()),
    }
}

/// The folder that is meant by itself or by the `collection.toml` in it.
fn folder(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return Some(path.to_owned());
    }
    let is_settings = path.file_name().is_some_and(|name| name == SETTINGS) && path.is_file();
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    is_settings.then(|| parent.unwrap_or(Path::new(".")).to_owned())
}

fn folder_parts(folder: &Path, imports: &mut Imports, told: &mut dyn FnMut(ReadSoFar<'_>)) -> Parts {
    let mut parts = Parts { title: folder_name(folder), ..Parts::default() };
    for (name, own) in OwnFile::ALL {
        match read_own(&folder.join(name)) {
            Ok(Some(text)) => {
                parts.own.insert(own, Cow::Owned(text));
            }
            Ok(None) => {}
            Err(reason) => {
                parts.unread.insert(own);
                parts.problems.push(format!("{name}: {reason}"));
            }
        }
    }
    let listed = Listed::of(folder, "");
    let mut progress = Progress { read: 0, files: listed.files.len(), told };
    add_documents(&mut parts, listed, imports, &mut progress);
    if parts.documents.is_empty() && parts.problems.is_empty() {
        parts.problems.push(format!("{}: no documents in this folder", folder.display()));
    }
    parts
}

fn folder_name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.file_name().unwrap_or(whole.as_os_str()).to_string_lossy().into_owned()
}

/// The text of one of the collection's own files, if there is such a file.
fn read_own(path: &Path) -> Result<Option<String>, String> {
    match path.metadata() {
        Err(_) => return Ok(None),
        Ok(metadata) if !metadata.is_file() => return Err("is not a file".to_owned()),
        Ok(metadata) if metadata.len() > MOST_BYTES => {
            return Err(format!("is larger than {} MiB", MOST_BYTES >> 20));
        }
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map(Some).map_err(|_| "is not UTF-8".to_owned())
}

fn add_documents(parts: &mut Parts, listed: Listed, imports: &mut Imports, progress: &mut Progress<'_>) {
    parts.problems.extend(listed.problems);
    for some in listed.files.chunks(AT_ONCE) {
        let imported = imports.files(some);
        for ((_, name), imported) in some.iter().zip(imported) {
            parts.add(name.clone(), imported);
        }
        if let Some((_, name)) = some.last() {
            progress.tell(some.len(), name);
        }
    }
}

fn add_standard_input(parts: &mut Parts, bytes: Option<&[u8]>) {
    const NAME: &str = "standard input";
    match bytes {
        Some([]) => parts.problems.push(format!("{NAME}: is empty")),
        Some(bytes) => parts.add(NAME.to_owned(), import::import_bytes(NAME, bytes)),
        None => parts.problems.push(format!("{NAME}: could not be read")),
    }
}

/// Short names for files: their last part, or the whole path where that is not unique.
fn names(paths: &[PathBuf]) -> Vec<String> {
    let short = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut count: HashMap<String, usize> = HashMap::new();
    for path in paths {
        *count.entry(short(path)).or_default() += 1;
    }
    let name = |path: &PathBuf| match count[&short(path)] {
        1 => short(path),
        _ => path.to_string_lossy().into_owned(),
    };
    paths.iter().map(name).collect()
}
