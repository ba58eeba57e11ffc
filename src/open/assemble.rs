//! Puts a collection together from what was read, wherever it was read from.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::import::{ImportError, settle_languages};
use crate::scheme::format::{
    DocumentEntry, Settings, Sources, did_you_mean,
    records::{self, CODINGS, LINKS, ROWS, SUMMARIES},
};
use crate::scheme::{Collection, resolve};
use crate::text::{Document, Metadata};

use super::imports::Imports;
use super::{labels, originals};

/// A file of the collection itself, which is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum OwnFile {
    Settings,
    Codings,
    Links,
    Rows,
    Summaries,
}

pub(super) const SETTINGS: &str = "collection.toml";

impl OwnFile {
    pub(super) const ALL: [(&'static str, Self); 5] = [
        (SETTINGS, Self::Settings),
        (CODINGS, Self::Codings),
        (LINKS, Self::Links),
        (ROWS, Self::Rows),
        (SUMMARIES, Self::Summaries),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == name).map(|(_, file)| *file)
    }
}

/// What was read, before it is made one collection.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// What to call the collection where its settings do not say.
    pub title: String,
    pub own: HashMap<OwnFile, Cow<'static, str>>,
    /// Of those, the ones that are there and cannot be read.
    pub unread: HashSet<OwnFile>,
    pub documents: Vec<Document>,
    /// Names of the files that were there, readable or not.
    pub files: Vec<String>,
    pub problems: Vec<String>,
}

impl Parts {
    /// Adds what came of importing a file.
    pub(super) fn add(&mut self, name: String, imported: Result<Vec<Document>, ImportError>) {
        match imported {
            Ok(documents) if documents.iter().all(|document| document.blocks().is_empty()) => {
                self.problems.push(format!("{name}: holds no text"));
            }
            Ok(documents) => self.documents.extend(documents),
            Err(error) => self.problems.push(error.to_string()),
        }
        self.files.push(name);
    }
}

/// Makes the collection, with the originals in that folder in the place of their retellings.
pub(super) fn assemble(parts: Parts, originals: Option<&Path>, imports: &mut Imports) -> Collection {
    let Parts { title, own, unread, documents, files, mut problems } = parts;
    let text = |file| own.get(&file).map(AsRef::as_ref);
    let settings = if unread.contains(&OwnFile::Settings) {
        None
    } else {
        Some(text(OwnFile::Settings).unwrap_or_default())
    };
    let mut settings = imports.settings(SETTINGS, settings);
    problems.extend(settings.problems.drain(..).map(|problem| problem.to_string()));
    let (mut documents, entries) = in_order(documents, &settings, &files, &mut problems);
    let labels = labels::labels(&documents, &entries);
    for ((document, entry), label) in documents.iter_mut().zip(&entries).zip(&labels) {
        describe(document, entry.as_ref(), settings.language.as_deref(), &label.cite);
    }
    settle_languages(&mut documents);
    let sources = Sources {
        codings: text(OwnFile::Codings),
        links: text(OwnFile::Links),
        rows: text(OwnFile::Rows),
        summaries: text(OwnFile::Summaries),
    };
    let mut records = records::parse(sources, &settings.scheme);
    problems.extend(records.problems.drain(..).map(|problem| problem.to_string()));
    if let Some(folder) = originals {
        originals::replace(folder, imports, &mut documents, &labels, &records, &mut problems);
    }
    let placement = resolve::place(&records, &documents, &labels);
    problems.extend(placement.problems.iter().map(ToString::to_string));
    Collection {
        title: settings.scheme.title.clone().unwrap_or(title),
        scheme: settings.scheme,
        documents: documents.into(),
        labels,
        codings: placement.codings,
        links: placement.links,
        rows: placement.rows,
        placed: placement.counts,
        summaries: records.summaries,
        problems,
        ..Collection::default()
    }
    .with_suggestions()
    .indexed()
}

/// The documents that the settings name, in their order, each with its entry; then the others.
fn in_order(
    documents: Vec<Document>,
    settings: &Settings,
    files: &[String],
    problems: &mut Vec<String>,
) -> (Vec<Document>, Vec<Option<DocumentEntry>>) {
    let mut rest: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
    let (mut ordered, mut entries) = (Vec::new(), Vec::new());
    for entry in &settings.documents {
        let named = |document: &&mut Option<Document>| {
            document.as_ref().is_some_and(|document| document.name == entry.file)
        };
        if let Some(document) = rest.iter_mut().find(named).and_then(Option::take) {
            ordered.push(document);
            entries.push(Some(entry.clone()));
        } else if !files.contains(&entry.file) {
            let hint = did_you_mean(&entry.file, files.iter().map(String::as_str));
            problems.push(format!("{SETTINGS}:{}: there is no file '{}'{hint}", entry.line, entry.file));
        }
    }
    ordered.extend(rest.into_iter().flatten());
    entries.resize(ordered.len(), None);
    (ordered, entries)
}

/// What the settings say of a document counts before what its text says.
fn describe(document: &mut Document, entry: Option<&DocumentEntry>, language: Option<&str>, cite: &str) {
    let found = std::mem::take(&mut document.metadata);
    let said = entry.map(|entry| entry.metadata.clone()).unwrap_or_default();
    document.metadata = completed(said, found);
    if let Some(language) = language {
        document.metadata.language.get_or_insert_with(|| language.to_owned());
    }
    if entry.is_some_and(|entry| entry.is_retelling) {
        document.metadata.retelling.get_or_insert_with(|| format!("after {cite}"));
    }
}

/// The first, with what it lacks taken from the second.
pub(super) fn completed(first: Metadata, second: Metadata) -> Metadata {
    Metadata {
        title: first.title.or(second.title),
        author: first.author.or(second.author),
        publication: first.publication.or(second.publication),
        date: first.date.or(second.date),
        language: first.language.or(second.language),
        retelling: first.retelling.or(second.retelling),
    }
}
