//! What every view says of its documents and columns, printed as text.

use crate::export::heads::{letter, origin, source};
use crate::scheme::{Collection, Column};

use super::output::Output;
use super::plain::{self, WIDEST_TEXT};

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
