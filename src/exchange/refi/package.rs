//! The package of a project: a ZIP archive in memory, of which nothing is put on the disk.
//!
//! Bytes are counted as they come out, since a small archive can claim anything.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Most bytes of one file in a package.
const LARGEST_FILE: u64 = 64 << 20;
/// Most bytes of all files that are read from it.
const MOST_BYTES: u64 = 512 << 20;
/// A package that grows to more than this many times its size is refused, once it is large.
const MOST_GROWTH: u64 = 200;
const GROWTH_COUNTS_FROM: u64 = 16 << 20;
const MOST_FILES: usize = 20_000;

/// Why a package, or a file in it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    #[error("this is no package of a project: {0}")]
    NoPackage(String),
    #[error("the package has {0} files; at most {MOST_FILES} are read")]
    TooMany(usize),
    #[error("{0} in the package is larger than is read, or grows beyond measure")]
    TooLarge(String),
    #[error("{name} in the package cannot be read: {why}")]
    Damaged { name: String, why: String },
    #[error("the package holds no project")]
    NoProject,
    #[error("the project cannot be read: {0}")]
    NoXml(String),
}

#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// By the names as they are looked for: lower case, `/` between folders. Of two the first.
    files: HashMap<String, usize>,
    size: u64,
    produced: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        let no_package = |error: zip::result::ZipError| PackageError::NoPackage(error.to_string());
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(no_package)?;
        if archive.len() > MOST_FILES {
            return Err(PackageError::TooMany(archive.len()));
        }
        let name = |found: zip::result::ZipResult<std::borrow::Cow<'_, str>>| {
            found.map(|name| name.replace('\\', "/").to_lowercase()).unwrap_or_default()
        };
        let mut files = HashMap::new();
        for (at, name) in archive.file_names().map(name).enumerate() {
            files.entry(name).or_insert(at);
        }
        Ok(Self { archive, files, size: bytes.len() as u64, produced: 0 })
    }

    /// The name of the project's own file: usually `project.qde`.
    pub fn project(&self) -> Option<String> {
        let is_project = |name: &&String| {
            std::path::Path::new(name.as_str()).extension().is_some_and(|ending| ending == "qde")
        };
        let outermost = |name: &&String| (name.matches('/').count(), name.len(), self.files[*name]);
        self.files.keys().filter(is_project).min_by_key(outermost).cloned()
    }

    /// The bytes of a file, whatever case its name is written in; `None` when there is none.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, PackageError> {
        let Some(&at) = self.files.get(&name.to_lowercase()) else { return Ok(None) };
        let damaged = |why: String| PackageError::Damaged { name: name.to_owned(), why };
        let left = LARGEST_FILE.min(MOST_BYTES.saturating_sub(self.produced));
        let file = self.archive.by_index(at).map_err(|error| damaged(error.to_string()))?;
        let mut bytes = Vec::new();
        file.take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        self.produced += bytes.len() as u64;
        let grows = self.produced > GROWTH_COUNTS_FROM && self.produced / MOST_GROWTH > self.size;
        if bytes.len() as u64 > left || grows {
            return Err(PackageError::TooLarge(name.to_owned()));
        }
        Ok(Some(bytes))
    }
}

/// A package of these files, the same bytes for the same files.
pub fn packed(files: &[(String, String)]) -> Result<Vec<u8>, PackageError> {
    let damaged = |name: &str, why: String| PackageError::Damaged { name: name.to_owned(), why };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        writer.start_file(name.as_str(), options).map_err(|error| damaged(name, error.to_string()))?;
        writer.write_all(text.as_bytes()).map_err(|error| damaged(name, error.to_string()))?;
    }
    let done = writer.finish().map_err(|error| damaged("the whole", error.to_string()))?;
    Ok(done.into_inner())
}

/// Text in the encodings that XML and plain-text sources come in: UTF-8, or UTF-16 with its mark.
/// The mark stays: whether positions count it is another question.
pub fn text(bytes: &[u8]) -> String {
    let wide = |pair: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn files_are_found_whatever_their_case() {
        let bytes = packed(&files(&[("Sources\\A.txt", "one"), ("My Project.QDE", "<x/>")])).unwrap();
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.project().as_deref(), Some("my project.qde"));
        assert_eq!(package.read("sources/a.txt").unwrap(), Some(b"one".to_vec()));
        assert_eq!(package.read("sources/b.txt").unwrap(), None);
        assert!(Package::open(b"no archive").is_err());
    }

    #[test]
    fn a_bomb_is_refused() {
        let bytes = packed(&[("project.qde".to_owned(), "x".repeat(70 << 20))]).unwrap();
        assert!(bytes.len() < 1 << 20);
        let mut package = Package::open(&bytes).unwrap();
        assert!(matches!(package.read("project.qde"), Err(PackageError::TooLarge(_))));
    }

    #[test]
    fn the_same_files_make_the_same_package() {
        let all = files(&[("project.qde", "<x/>")]);
        assert_eq!(packed(&all).unwrap(), packed(&all).unwrap());
    }

    #[test]
    fn wide_text_is_read() {
        let bytes: Vec<u8> = "\u{feff}\u{1f30a} x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&bytes), "\u{feff}\u{1f30a} x");
    }
}
