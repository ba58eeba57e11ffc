//! What every view says of its documents and columns: which text is which, who tells a column and
//! who does not, and who moved towards whom.

use std::fmt::Write as _;

use serde::Serialize;

use crate::scheme::{Collection, Column, ColumnKind};
use crate::text::{Document, DocumentIndex};

use super::output::Output;
use super::plain::{self, WIDEST_TEXT};

/// `told by C 20, E 1; not by A B D; written before it: F`.
pub(super) fn who_tells(collection: &Collection, column: &Column) -> String {
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

/// `A B D`.
pub(super) fn letters(collection: &Collection, documents: &[DocumentIndex]) -> String {
    documents.iter().map(|&document| letter(collection, document)).collect::<Vec<_>>().join(" ")
}

fn letter(collection: &Collection, document: DocumentIndex) -> &str {
    &collection.label(document).letter
}

/// Author, publication and date of a document as far as they are known, and what it retells.
pub(super) fn source(document: &Document) -> String {
    let mut text = origin(document);
    if let Some(retelling) = &document.metadata.retelling {
        let separator = if text.is_empty() { "" } else { "; " };
        let _ = write!(text, "{separator}retold {retelling}, not quoted");
    }
    text
}

fn origin(document: &Document) -> String {
    let metadata = &document.metadata;
    let date = metadata.date.map(|date| date.to_string());
    let parts = [metadata.author.as_deref(), metadata.publication.as_deref(), date.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The title of the collection and, letter by letter, its documents.
pub(super) fn documents(collection: &Collection, out: &mut Output) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    if !collection.title.is_empty() {
        out.headings(plain::wrapped(&collection.title, cells, 0))?;
        out.line("")?;
    }
    let retold = collection.documents.iter().all(|document| document.metadata.retelling.is_some());
    for index in collection.document_indices() {
        let document = collection.document(index);
        let label = letter(collection, index);
        let indent = label.chars().count() + 2;
        out.lines(plain::hanging(&format!("{label}  {}", document.title()), cells, 0, indent))?;
        let source = if retold { origin(document) } else { source(document) };
        if !source.is_empty() {
            out.lines(plain::wrapped(&source, cells, indent))?;
        }
    }
    if retold && !collection.documents.is_empty() {
        out.lines(plain::wrapped("All of them are retold here, not quoted.", cells, 0))?;
    }
    out.line("")
}

/// The columns that are shown, as positions among all.
pub(super) fn shown(columns: &[Column], hidden: bool) -> Vec<usize> {
    (0..columns.len()).filter(|&at| hidden || !columns[at].hidden).collect()
}

/// `+1 hidden: The offer of 2003 (--hidden shows it)`, where columns are hidden.
pub(super) fn hidden_note(columns: &[Column], hidden: bool) -> Option<String> {
    let titles: Vec<_> =
        columns.iter().filter(|column| column.hidden).map(|column| column.title.as_str()).collect();
    (!hidden && !titles.is_empty())
        .then(|| format!("+{} hidden: {} (shown with --hidden)", titles.len(), titles.join(", ")))
}

/// What a column is called by machine-readable output: the episode's id or the document's name.
pub(super) fn column_id<'a>(collection: &'a Collection, column: &Column) -> &'a str {
    match column.kind {
        ColumnKind::Episode(episode) => &collection.scheme.episode(episode).id,
        ColumnKind::Document(document) => &collection.document(document).name,
    }
}

#[derive(Debug, Serialize)]
pub(super) struct TellingJson<'a> {
    pub(super) doc: &'a str,
    pub(super) passages: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct ColumnJson<'a> {
    id: &'a str,
    title: &'a str,
    hidden: bool,
    told_by: Vec<TellingJson<'a>>,
    not_by: Vec<&'a str>,
    written_before: Vec<&'a str>,
}

/// A column's head for programs.
pub(super) fn json<'a>(collection: &'a Collection, column: &'a Column) -> ColumnJson<'a> {
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
