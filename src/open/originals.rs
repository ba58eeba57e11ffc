//! Puts originals in the place of their retellings.

use std::path::Path;

use crate::import;
use crate::scheme::format::Records;
use crate::scheme::{Label, resolve};
use crate::text::{Document, Metadata};

use super::assemble::completed;
use super::imports::Imports;

/// Replaces every retelling whose original is in the folder, whatever that file is called. The
/// document then has the original's name and text, and the metadata that the collection gives it.
pub(super) fn replace(
    folder: &Path,
    imports: &mut Imports,
    documents: &mut [Document],
    labels: &[Label],
    records: &Records,
    problems: &mut Vec<String>,
) {
    let mut candidates = candidates(folder, imports, problems);
    let titles: Vec<_> = documents
        .iter()
        .zip(labels)
        .filter(|(document, _)| document.metadata.retelling.is_some())
        .map(|(document, label)| (label.letter.as_str(), document.metadata.title.as_deref()))
        .collect();
    let recognised = resolve::recognise(records, &titles, &candidates);
    for (document, label) in documents.iter_mut().zip(labels) {
        if document.metadata.retelling.is_none() {
            continue;
        }
        let found = recognised.iter().position(|letter| letter.as_ref() == Some(&label.letter));
        let Some(found) = found else {
            problems.push(format!(
                "{}: no original of {} '{}' was recognised, so its retelling is shown",
                folder.display(),
                label.letter,
                label.cite
            ));
            continue;
        };
        let said = Metadata { retelling: None, ..std::mem::take(&mut document.metadata) };
        let mut original = std::mem::take(&mut candidates[found]);
        original.metadata =
            Metadata { retelling: None, ..completed(said, std::mem::take(&mut original.metadata)) };
        *document = original;
    }
}

fn candidates(folder: &Path, imports: &mut Imports, problems: &mut Vec<String>) -> Vec<Document> {
    if !folder.is_dir() {
        problems.push(format!("{}: no such folder of originals", folder.display()));
        return Vec::new();
    }
    let listing = import::list_folder(folder);
    problems.extend(listing.problems);
    let mut candidates = Vec::new();
    for (path, name) in listing.files {
        match imports.file(&path, &name) {
            Ok(documents) => candidates.extend(documents),
            Err(error) => problems.push(error.to_string()),
        }
    }
    candidates
}
