//! The collection that comes with the program, compiled in.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

use crate::import;

use super::assemble::{OwnFile, Parts};

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Everything in the folder `content`: its own files by their names, the rest as documents.
pub(super) fn parts() -> Parts {
    let mut parts = Parts::default();
    for file in CONTENT.files() {
        let name = file.path().to_string_lossy();
        if let Some(own) = OwnFile::named(&name) {
            parts.own.insert(own, Cow::Borrowed(file.contents_utf8().unwrap_or_default()));
        } else {
            parts.add(name.clone().into_owned(), import::import_bytes(&name, file.contents()));
        }
    }
    parts
}
