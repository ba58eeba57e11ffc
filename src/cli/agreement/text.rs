//! The comparison for reading: the figures in a table, then the passages.

use crate::agreement::table::{Table, said};
use crate::agreement::{Agreement, Difference};
use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::scheme::Collection;

use super::Own;

pub(super) fn print(
    collection: &Collection,
    own: &Own,
    found: &Agreement,
    out: &mut Output,
) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    let (a, b) = (own.a.display().to_string(), own.b.display().to_string());
    let documents: std::collections::BTreeSet<_> =
        collection.document_indices().filter(|at| !found.read_by_one.contains(at)).collect();
    let units = plain::count(found.units, own.unit.name(), &format!("{}s", own.unit.name()));
    let head =
        format!("A = {a}, B = {b}: {units} of {}", plain::count(documents.len(), "document", "documents"));
    out.headings(plain::hanging(&head, cells, 0, 2))?;
    if !own.places {
        figures(collection, found, out)?;
    }
    out.line("")?;
    let differences = plain::count(found.differences.len(), "passage", "passages");
    out.heading(&format!("Coded differently: {differences}"))?;
    found.differences.iter().try_for_each(|one| difference(collection, one, out))
}

/// The counts and the coefficients, side by side; on a narrow terminal below each other, so that no
/// interval is left out.
fn figures(collection: &Collection, found: &Agreement, out: &mut Output) -> anyhow::Result<()> {
    for table in Table::fitting(&collection.scheme, found, ["only A", "only B"], out.width()) {
        out.line("")?;
        out.heading(&table.head())?;
        found.figures.iter().try_for_each(|one| out.line(&table.line(&collection.scheme, one)))?;
    }
    Ok(())
}

fn difference(collection: &Collection, found: &Difference, out: &mut Output) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    let place = out.place(&collection.passage_label(found.passage));
    out.line("")?;
    out.lines(plain::hanging(&format!("{place}  {}", collection.passage_id(found.passage)), cells, 0, 2))?;
    let quote = collection.document(found.passage.document).passage_text(found.passage);
    out.lines(plain::wrapped(&quote, cells, 4))?;
    for (reader, coded) in [("A", &found.a), ("B", &found.b)] {
        out.lines(plain::hanging(&format!("{reader}: {}", said(&collection.scheme, coded)), cells, 4, 7))?;
    }
    Ok(())
}
