//! The board for programs: a CSV table with one line for each cell, and one JSON object.

use serde::Serialize;

use crate::export::{escape, heads};
use crate::scheme::{Collection, Moved};
use crate::text::DocumentIndex;

use super::ShownBoard;

impl ShownBoard<'_> {
    pub(super) fn csv(&self) -> String {
        let mut out = String::from("step,question,column,title,summary,directions,passages,accounts\n");
        for (step, cells) in &self.board.rows {
            for &at in &self.columns {
                let (column, cell) = (&self.board.columns[at], &cells[at]);
                let moved: Vec<_> =
                    self.directions(at, *step).iter().map(|moved| moved.text(self.collection)).collect();
                let accounts: Vec<_> =
                    cell.accounts.iter().map(|&at| self.collection.document(at).name.as_str()).collect();
                out.push_str(&escape::csv_line([
                    self.collection.scheme.step(*step).id.as_str(),
                    self.question(*step),
                    heads::column_id(self.collection, column),
                    &column.title,
                    cell.summary.as_deref().unwrap_or_default(),
                    &moved.join("; "),
                    &cell.passages.to_string(),
                    &accounts.join("; "),
                ]));
                out.push('\n');
            }
        }
        out
    }

    pub(super) fn json(&self) -> serde_json::Result<String> {
        Ok(escape::json(&self.object())? + "\n")
    }

    fn object(&self) -> BoardJson<'_> {
        let shown = &self.columns;
        let docs = |all: &[DocumentIndex]| -> Vec<&str> {
            all.iter().map(|&at| self.collection.document(at).name.as_str()).collect()
        };
        BoardJson {
            title: &self.collection.title,
            columns: shown.iter().map(|&at| heads::json(self.collection, &self.board.columns[at])).collect(),
            rows: self
                .board
                .rows
                .iter()
                .map(|(step, cells)| RowJson {
                    step: &self.collection.scheme.step(*step).id,
                    question: self.question(*step),
                    cells: shown
                        .iter()
                        .map(|&at| CellJson {
                            column: heads::column_id(self.collection, &self.board.columns[at]),
                            summary: cells[at].summary.as_deref(),
                            directions: self
                                .directions(at, *step)
                                .iter()
                                .map(|moved| DirectionJson::new(self.collection, moved))
                                .collect(),
                            passages: cells[at].passages,
                            accounts: docs(&cells[at].accounts),
                            confidence: cells[at].confidence,
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct BoardJson<'a> {
    title: &'a str,
    columns: Vec<heads::ColumnJson<'a>>,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    step: &'a str,
    question: &'a str,
    cells: Vec<CellJson<'a>>,
}

#[derive(Serialize)]
struct CellJson<'a> {
    column: &'a str,
    summary: Option<&'a str>,
    directions: Vec<DirectionJson<'a>>,
    passages: usize,
    accounts: Vec<&'a str>,
    confidence: [usize; 4],
}

#[derive(Serialize)]
struct DirectionJson<'a> {
    from: &'a str,
    to: &'a str,
    accounts: Vec<heads::TellingJson<'a>>,
}

impl<'a> DirectionJson<'a> {
    fn new(collection: &'a Collection, moved: &Moved) -> Self {
        Self {
            from: &collection.scheme.actor(moved.direction.from).id,
            to: &collection.scheme.actor(moved.direction.to).id,
            accounts: moved
                .accounts
                .iter()
                .map(|&(document, passages)| heads::TellingJson {
                    doc: &collection.document(document).name,
                    passages,
                })
                .collect(),
        }
    }
}
