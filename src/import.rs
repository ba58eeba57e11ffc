//! Bytes of any format -> [`Document`]s with warnings. Alone knows formats; nothing above it does.
//!
//! | part         | what it does                                                        |
//! | ------------ | ------------------------------------------------------------------- |
//! | `sniff`      | which format the bytes are in, by content, the name as a hint       |
//! | `decode`     | bytes -> text: marks, UTF-8, UTF-16, a guess that is said           |
//! | `plain`      | plain text: lines or hard-wrapped paragraphs, what each block is    |
//! | `numbered`   | numbered text, the form of retellings                               |
//! | `markdown`   | Markdown with front matter                                          |
//! | `html`       | pages saved from the web: the article, and all the rest beside it   |
//! | `table`      | tables of passages                                                  |
//! | `folder`     | which files of a folder are documents                               |
//! | `file`       | opens regular files only, and never waits for one                   |

mod dates;
mod decode;
mod file;
mod folder;
mod front_matter;
mod guard;
mod html;
mod language;
mod markdown;
mod numbered;
mod plain;
mod sniff;
mod table;

use std::path::Path;

use crate::text::document::{Document, DocumentBuilder};
use decode::Decoded;
use plain::PlainText;
use sniff::Format;

pub use folder::{FolderListing, list_folder};
pub use language::settle as settle_languages;

/// Why a file is not a document, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("cannot read {name}: {source}")]
    Io { name: String, source: std::io::Error },
    #[error("{name} is no regular file: give a file or a folder of files")]
    NotAFile { name: String },
    #[error("{name} has {mebibytes} MiB, and at most {most} MiB are read: split it into parts")]
    TooLarge { name: String, mebibytes: u64, most: u64 },
    #[error("{name} holds no text")]
    Empty { name: String },
    #[error("{name} holds no passages, as none of its lines is one; the first, line {line}, is {problem}")]
    NoPassages { name: String, line: usize, problem: String },
    #[error("{name}: {format} is not read yet: save it as text, Markdown or HTML")]
    NotYet { name: String, format: &'static str },
    #[error("{name} is no text: it looks like {what}")]
    Binary { name: String, what: &'static str },
    #[error("{name} is no table of passages: its first line must be id, doc, order and text, parted by tabs")]
    NotATable { name: String },
    #[error("{name} could not be read: the {format} importer failed on it; save it as plain text")]
    Failed { name: String, format: &'static str },
}

impl ImportError {
    /// The same, of a file that is called otherwise.
    #[must_use]
    pub fn of(mut self, called: &Path) -> Self {
        let (Self::Io { name, .. }
        | Self::NotAFile { name }
        | Self::TooLarge { name, .. }
        | Self::Empty { name }
        | Self::NoPassages { name, .. }
        | Self::NotYet { name, .. }
        | Self::Binary { name, .. }
        | Self::NotATable { name }
        | Self::Failed { name, .. }) = &mut self;
        *name = called.to_string_lossy().into_owned();
        self
    }
}

/// The documents in `bytes`: one, or several for a table of passages. `name` is what the document
/// is called, and its ending a hint at the format.
pub fn import_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Document>, ImportError> {
    let format = sniff::format(name, bytes)?;
    let decoded = if format == Format::Html { decode::html(bytes) } else { decode::text(bytes) };
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(ImportError::Empty { name: name.to_owned() });
    }
    let documents = match format {
        Format::Plain if numbered::is_numbered(&decoded.text) => vec![numbered::import(name, &decoded)],
        Format::Plain => vec![PlainText::new(decoded).document(name)],
        Format::Markdown => vec![guard::run(name, "Markdown", || markdown::import(name, &decoded))?],
        Format::Html => vec![html::import(name, &decoded)?],
        Format::Passages => table::import(name, &decoded)?,
    };
    if documents.iter().all(|document| document.blocks().is_empty()) {
        return Err(ImportError::Empty { name: name.to_owned() });
    }
    Ok(documents)
}

/// The documents in a file; see [`import_bytes`]. Of a plain text no more than two copies are in
/// memory at a time.
pub fn import_file(path: &Path, name: &str) -> Result<Vec<Document>, ImportError> {
    let bytes = file::read(path, name)?;
    if sniff::format(name, &bytes)? != Format::Plain {
        return import_bytes(name, &bytes);
    }
    let decoded = decode::text(&bytes);
    if numbered::is_numbered(&decoded.text) {
        return import_bytes(name, &bytes);
    }
    let text = PlainText::new(decoded);
    drop(bytes);
    let document = text.document(name);
    if document.blocks().is_empty() {
        return Err(ImportError::Empty { name: name.to_owned() });
    }
    Ok(vec![document])
}

/// The beginning of a plain-text file of more than `most_bytes`, cut at the end of a line and
/// marked as incomplete. `None` for smaller files and other formats, which are read whole.
pub fn import_head(path: &Path, name: &str, most_bytes: usize) -> Result<Option<Document>, ImportError> {
    let Some((bytes, length)) = file::read_head(path, name, most_bytes)? else { return Ok(None) };
    if sniff::format(name, &bytes)? != Format::Plain {
        return Ok(None);
    }
    let decoded = decode::text(decode::whole_lines(&bytes));
    if decoded.text.trim().is_empty() || numbered::is_numbered(&decoded.text) {
        return Ok(None);
    }
    Ok(Some(PlainText::new(decoded).head(name, bytes.len() as f64 / length as f64)))
}

/// A builder that holds the warnings of decoding already.
fn builder(name: &str, decoded: &Decoded<'_>) -> DocumentBuilder {
    let mut builder = Document::builder(name);
    for warning in &decoded.warnings {
        builder.warn(warning.line, warning.message.clone());
    }
    builder
}

/// The bytes of a file that is no document, such as a table of codings: read under the same rules.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    file::read(path, &path.display().to_string())
}

/// Bytes of a file that is no document as text, whatever they are encoded in.
pub fn decoded(bytes: &[u8]) -> String {
    decode::text(bytes).text.into_owned()
}

#[cfg(test)]
mod tests;
