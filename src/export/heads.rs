//! What every view says of its documents and columns: which text is which, who tells a column and
//! who does not.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde::Serialize;

use crate::scheme::{Collection, Column, ColumnKind};
use crate::text::{Document, DocumentIndex};

/// `told by C 20, E 1; not by A B D; written before it: F`.
pub fn who_tells(collection: &Collection, column: &Column) -> String {
    let told: Vec<_> = column
        .told_by
        .iter()
        .map(|telling| format!("{} {}", letter(collection, telling.document), telling.passages))
        .collect();
    let mut text =
        if told.is_empty() { "told by nobody".to_owned() } else { format!("told by {}", told.join(", ")) };
    if !column.not_by.is_empty() {
        let _ = write!(text, "; not by {}", letters(collection, &column.not_by));
    }
    if !column.written_before.is_empty() {
        let _ = write!(text, "; written before it: {}", letters(collection, &column.written_before));
    }
    text
}

/// What stands under the title of a column: of an episode who tells it, of a document whose it is
/// where its title does not say so.
pub fn under_title(collection: &Collection, column: &Column) -> String {
    match column.kind {
        ColumnKind::Episode(_) => who_tells(collection, column),
        ColumnKind::Document(document) => {
            let cite = &collection.label(document).cite;
            if *cite == column.title { String::new() } else { cite.clone() }
        }
    }
}

/// `A B D`.
pub fn letters(collection: &Collection, documents: &[DocumentIndex]) -> String {
    documents.iter().map(|&document| letter(collection, document)).collect::<Vec<_>>().join(" ")
}

pub fn letter(collection: &Collection, document: DocumentIndex) -> &str {
    &collection.label(document).letter
}

/// Author, publication and date of a document as far as they are known, and what it retells.
pub fn source(document: &Document) -> String {
    let mut text = origin(document);
    if let Some(retelling) = &document.metadata.retelling {
        let separator = if text.is_empty() { "" } else { "; " };
        let _ = write!(text, "{separator}retold {retelling}, not quoted");
    }
    text
}

pub fn origin(document: &Document) -> String {
    let metadata = &document.metadata;
    let date = metadata.date.map(|date| date.to_string());
    let parts = [metadata.author.as_deref(), metadata.publication.as_deref(), date.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a column is called by machine-readable output: the episode's id or the document's name.
pub fn column_id<'a>(collection: &'a Collection, column: &Column) -> &'a str {
    match column.kind {
        ColumnKind::Episode(episode) => &collection.scheme.episode(episode).id,
        ColumnKind::Document(document) => &collection.document(document).name,
    }
}

#[derive(Debug, Serialize)]
pub struct TellingJson<'a> {
    pub doc: &'a str,
    pub passages: usize,
}

#[derive(Debug, Serialize)]
pub struct ColumnJson<'a> {
    id: &'a str,
    title: &'a str,
    hidden: bool,
    told_by: Vec<TellingJson<'a>>,
    not_by: Vec<&'a str>,
    written_before: Vec<&'a str>,
}

/// A column's head for programs.
pub fn json<'a>(collection: &'a Collection, column: &'a Column) -> ColumnJson<'a> {
    let name = |document: DocumentIndex| collection.document(document).name.as_str();
    ColumnJson {
        id: column_id(collection, column),
        title: &column.title,
        hidden: column.hidden,
        told_by: column
            .told_by
            .iter()
            .map(|telling| TellingJson { doc: name(telling.document), passages: telling.passages })
            .collect(),
        not_by: column.not_by.iter().map(|&document| name(document)).collect(),
        written_before: column.written_before.iter().map(|&document| name(document)).collect(),
    }
}

/// `+1 hidden: The offer of 2003`, where columns are not shown.
pub fn hidden_note(columns: &[Column], shown: &[usize]) -> Option<String> {
    let shown: HashSet<usize> = shown.iter().copied().collect();
    let hidden = columns.iter().enumerate().filter(|(at, _)| !shown.contains(at));
    let titles: Vec<_> = hidden.map(|(_, column)| column.title.as_str()).collect();
    (!titles.is_empty()).then(|| format!("+{} hidden: {}", titles.len(), titles.join(", ")))
}
