//! STAND-IN until the importers are merged: plain lines, and the numbered text of retellings.

use std::path::{Path, PathBuf};

use crate::text::{BlockKind, Document};

/// Why a file gave no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct ImportError {
    pub name: String,
    pub reason: String,
}

/// The files of a folder that may be documents, with their paths relative to it.
#[derive(Clone, Debug, Default)]
pub struct FolderListing {
    pub files: Vec<(PathBuf, String)>,
    pub problems: Vec<String>,
}

pub fn import_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Document>, ImportError> {
    let error = |reason: &str| ImportError { name: name.to_owned(), reason: reason.to_owned() };
    if bytes.contains(&0) {
        return Err(error("not a text"));
    }
    let text = String::from_utf8_lossy(bytes);
    let mut builder = Document::builder(name);
    let mut header = text.starts_with("Title: ");
    for line in text.lines() {
        if header {
            header = !line.is_empty();
            let (key, value) = line.split_once(": ").unwrap_or_default();
            let value = Some(value.to_owned());
            let metadata = builder.metadata();
            match key {
                "Title" => metadata.title = value,
                "Author" => metadata.author = value,
                "Language" => metadata.language = value,
                "Retelling" => metadata.retelling = value,
                "Date" => metadata.date = value.and_then(|date| date.parse().ok()),
                _ => {}
            }
            continue;
        }
        let numbered = line.strip_prefix('[').and_then(|line| line.split_once(']'));
        let marked = numbered.and_then(|(mark, text)| {
            let (number, kind) = mark.split_once(' ').unwrap_or((mark, ""));
            Some((number.parse::<u32>().ok()?, kind, text))
        });
        match marked {
            Some((number, kind, text)) => builder.numbered_block(kind_of(kind), number, text),
            None => builder.block(BlockKind::Paragraph, line),
        };
    }
    let document = builder.build();
    if document.blocks().is_empty() { Err(error("holds no text")) } else { Ok(vec![document]) }
}

fn kind_of(word: &str) -> BlockKind {
    match word {
        "heading" => BlockKind::Heading(1),
        "byline" => BlockKind::Byline,
        "quotation" => BlockKind::Quotation,
        "caption" => BlockKind::Caption,
        "comment" => BlockKind::Comment,
        "note" => BlockKind::Note,
        "navigation" => BlockKind::Navigation,
        _ => BlockKind::Paragraph,
    }
}

pub fn import_file(path: &Path, name: &str) -> Result<Vec<Document>, ImportError> {
    let error = |reason: String| ImportError { name: name.to_owned(), reason };
    if !path.is_file() {
        return Err(error("no such file".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|reason| error(reason.to_string()))?;
    import_bytes(name, &bytes)
}

pub fn list_folder(path: &Path) -> FolderListing {
    let mut listing = FolderListing::default();
    match std::fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
                let name = entry.file_name().to_string_lossy().into_owned();
                listing.files.push((entry.path(), name));
            }
        }
        Err(error) => listing.problems.push(format!("{}: {error}", path.display())),
    }
    listing.files.sort();
    listing
}
