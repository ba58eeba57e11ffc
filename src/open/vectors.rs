//! Finds and reads the files of static vectors.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::matching::StaticVectors;
use crate::matching::vectors::VectorsError;

/// A larger file holds more than static vectors, or more than a reader's machine can.
const MOST_BYTES: u64 = 4 << 30;

/// Longer vectors are not those of a static table.
const MOST_NUMBERS: usize = 4096;

/// Why the file of vectors that the reader named cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VectorsFileError {
    #[error("{}: {error}", .path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("{}: {error}", .path.display())]
    Unfit { path: PathBuf, error: VectorsError },
    #[error("{}: vectors of {width} numbers; at most {MOST_NUMBERS} are used", .path.display())]
    TooWide { path: PathBuf, width: usize },
    #[error("{}: no tokenizer.json lies beside it: it says how text becomes rows of the table", .0.display())]
    NoTokenizer(PathBuf),
    #[error(
        "{}: it is not clear which tokenizer belongs to it: name one of {} 'tokenizer.json'",
        .path.display(),
        .names.join(", ")
    )]
    SeveralTokenizers { path: PathBuf, names: Vec<String> },
}

/// Reads static vectors: a `safetensors` file with the tokenizer beside it, or word vectors as
/// text, whatever the name.
pub fn vectors(path: &Path) -> Result<StaticVectors, VectorsFileError> {
    let unfit = |path: &Path| {
        let path = path.to_owned();
        move |error| VectorsFileError::Unfit { path, error }
    };
    let is_safetensors = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("safetensors"));
    let bytes = read(path)?;
    let vectors = if is_safetensors {
        let tokenizer = tokenizer(path)?;
        let text = read(&tokenizer)?;
        StaticVectors::from_bytes(&bytes, &text).map_err(|error| match error {
            VectorsError::Tokenizer(_) | VectorsError::Unknown { .. } => unfit(&tokenizer)(error),
            _ => unfit(path)(error),
        })?
    } else {
        StaticVectors::from_lines(&bytes).map_err(unfit(path))?
    };
    match vectors.width() {
        width if width > MOST_NUMBERS => Err(VectorsFileError::TooWide { path: path.to_owned(), width }),
        _ => Ok(vectors),
    }
}

/// `tokenizer.json`, else `<stem>_tokenizer.json`, else the one file that has such a name.
fn tokenizer(weights: &Path) -> Result<PathBuf, VectorsFileError> {
    let unreadable = |error| VectorsFileError::Unreadable { path: weights.to_owned(), error };
    let folder = weights.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = weights.file_stem().unwrap_or_default().to_string_lossy();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        let Some(name) = name.to_str() else { continue };
        let is_json = Path::new(name).extension().is_some_and(|end| end == "json");
        if is_json && name.contains("tokenizer") {
            names.push(name.to_owned());
        }
    }
    names.sort();
    let known = ["tokenizer.json".to_owned(), format!("{stem}_tokenizer.json")];
    if let Some(known) = known.iter().find(|known| names.contains(known)) {
        return Ok(folder.join(known));
    }
    match names.as_slice() {
        [name] => Ok(folder.join(name)),
        [] => Err(VectorsFileError::NoTokenizer(weights.to_owned())),
        _ => Err(VectorsFileError::SeveralTokenizers { path: weights.to_owned(), names }),
    }
}

/// Opens regular files only: a pipe would be waited for, a device read without end.
fn read(path: &Path) -> Result<Vec<u8>, VectorsFileError> {
    let unreadable = |error| VectorsFileError::Unreadable { path: path.to_owned(), error };
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::Error::new(ErrorKind::InvalidInput, "is no regular file")));
    }
    if metadata.len() > MOST_BYTES {
        return Err(unreadable(ErrorKind::FileTooLarge.into()));
    }
    fs::read(path).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokenizer_is_found_by_its_name() {
        for (beside, wanted) in [
            (
                &["tokenizer.json", "table_tokenizer.json", "tokenizer_config.json"][..],
                Some("tokenizer.json"),
            ),
            (&["other_tokenizer.json", "table_tokenizer.json"], Some("table_tokenizer.json")),
            (&["large_tokenizer_config.json", "config.json"], Some("large_tokenizer_config.json")),
            (&["one_tokenizer.json", "other_tokenizer.json"], None),
            (&["tokenizer.txt", "config.json"], None),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            for name in beside {
                fs::write(folder.path().join(name), "{}").expect("a file");
            }
            let found = tokenizer(&folder.path().join("table.safetensors"));
            assert_eq!(found.ok(), wanted.map(|name| folder.path().join(name)), "{beside:?}");
        }
    }
}
