//! The board for other programs: Markdown, CSV and JSON.

use serde::Serialize;

use crate::cli::heads;
use crate::cli::output::Output;
use crate::cli::{escape, source};
use crate::scheme::Moved;
use crate::scheme::{BoardCell, Collection, StepIndex};
use crate::text::DocumentIndex;

use super::View;

impl View<'_> {
    pub(super) fn markdown(&self, out: &mut Output) -> anyhow::Result<()> {
        let shown = self.shown();
        source::markdown_head(self.collection, out)?;
        let titles: Vec<_> =
            shown.iter().map(|&at| escape::markdown(&self.board.columns[at].title)).collect();
        out.document(&format!("|  | {} |", titles.join(" | ")))?;
        out.document(&format!("| --- |{}", " --- |".repeat(shown.len())))?;
        let told: Vec<_> = shown
            .iter()
            .map(|&at| escape::markdown(&heads::who_tells(self.collection, &self.board.columns[at])))
            .collect();
        out.document(&format!("|  | {} |", told.join(" | ")))?;
        for (step, cells) in &self.board.rows {
            let row: Vec<_> = shown.iter().map(|&at| self.markdown_cell(*step, at, &cells[at])).collect();
            out.document(&format!(
                "| **{}** | {} |",
                escape::markdown(self.question(*step)),
                row.join(" | ")
            ))?;
        }
        Ok(())
    }

    fn markdown_cell(&self, step: StepIndex, column: usize, cell: &BoardCell) -> String {
        let mut parts: Vec<String> = cell.summary.iter().map(|text| escape::markdown(text)).collect();
        parts
            .extend(self.directions(column, step).iter().map(|m| escape::markdown(&m.text(self.collection))));
        parts.push(if cell.passages > 0 {
            format!("*{}*", escape::markdown(&self.rests_on(cell)))
        } else {
            "*nothing told*".to_owned()
        });
        parts.join("<br>")
    }

    pub(super) fn csv(&self, out: &mut Output) -> anyhow::Result<()> {
        out.data("step,question,column,title,summary,directions,passages,accounts")?;
        for (step, cells) in &self.board.rows {
            for at in self.shown() {
                let (column, cell) = (&self.board.columns[at], &cells[at]);
                let moved: Vec<_> =
                    self.directions(at, *step).iter().map(|moved| moved.text(self.collection)).collect();
                let accounts: Vec<_> =
                    cell.accounts.iter().map(|&at| self.collection.document(at).name.as_str()).collect();
                out.data(&escape::csv_line([
                    self.collection.scheme.step(*step).id.as_str(),
                    self.question(*step),
                    heads::column_id(self.collection, column),
                    &column.title,
                    cell.summary.as_deref().unwrap_or_default(),
                    &moved.join("; "),
                    &cell.passages.to_string(),
                    &accounts.join("; "),
                ]))?;
            }
        }
        Ok(())
    }

    pub(super) fn json(&self, out: &mut Output) -> anyhow::Result<()> {
        out.data(&escape::json(&self.object())?)
    }

    fn object(&self) -> BoardJson<'_> {
        let shown = self.shown();
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
