//! The parallel view as a CSV table: one line for each row and passage.

use crate::export::lines::PassageLine;
use crate::export::{escape, heads};
use crate::scheme::{Band, CellPassage, SynopsisRow};

use super::ShownSynopsis;

const CSV_HEADER: &str =
    "step,question,row,label,background,column,doc,paragraph,sentence,source,direction,date,confidence,quote";

/// The table, a line break at the end of each line.
pub(super) fn csv(view: &ShownSynopsis<'_>) -> String {
    let mut out = format!("{CSV_HEADER}\n");
    let mut number = 0;
    for band in view.bands() {
        for row in view.rows(band) {
            number += 1;
            for (column, cell) in view.columns.told(row) {
                for passage in &cell.passages {
                    out.push_str(&csv_passage(view, band, (number, row), column, passage));
                    out.push('\n');
                }
            }
        }
    }
    out
}

fn csv_passage(
    view: &ShownSynopsis<'_>,
    band: &Band,
    (number, row): (usize, &SynopsisRow),
    column: usize,
    passage: &CellPassage,
) -> String {
    let line = PassageLine::new(view.collection, passage.passage);
    escape::csv_line([
        band.step.map_or("", |step| &view.collection.scheme.step(step).id).to_owned(),
        view.question(band).unwrap_or_default().to_owned(),
        number.to_string(),
        row.label.clone().unwrap_or_default(),
        row.background.to_string(),
        heads::column_id(view.collection, &view.synopsis.columns[column]).to_owned(),
        line.doc.to_owned(),
        line.paragraph.to_string(),
        line.sentence.map(|sentence| sentence.to_string()).unwrap_or_default(),
        view.collection.citation(passage.passage),
        view.direction(passage).unwrap_or_default(),
        view.date(passage).unwrap_or_default(),
        passage.confidence.to_string(),
        line.quote,
    ])
}
