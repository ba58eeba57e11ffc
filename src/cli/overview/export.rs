//! The overview for other programs: CSV and JSON.

use serde::Serialize;

use crate::cli::output::Output;
use crate::export::{escape, heads};
use crate::scheme::Covered;
use crate::scheme::overview::StripPassage;
use crate::text::DocumentIndex;

use super::{View, status};

impl View<'_> {
    pub(super) fn csv(&self, out: &mut Output) -> anyhow::Result<()> {
        let coverage = &self.overview.coverage;
        out.data("doc,column,title,step,passages,status")?;
        for document in self.collection.document_indices() {
            for at in self.shown() {
                let column = &coverage.columns[at];
                let status = status(coverage.covered(document, at));
                for step in std::iter::once(None).chain(coverage.steps.iter().copied().map(Some)) {
                    let passages = coverage.count(document, at, step).map_or(0, |count| count.passages);
                    out.data(&escape::csv_line([
                        self.collection.document(document).name.as_str(),
                        heads::column_id(self.collection, column),
                        &column.title,
                        step.map_or("", |step| &self.collection.scheme.step(step).id),
                        &passages.to_string(),
                        status,
                    ]))?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn json(&self, out: &mut Output) -> anyhow::Result<()> {
        let columns = &self.overview.coverage.columns;
        let overview = OverviewJson {
            title: &self.collection.title,
            columns: self.shown().into_iter().map(|at| heads::json(self.collection, &columns[at])).collect(),
            documents: self.collection.document_indices().map(|document| self.document(document)).collect(),
        };
        out.data(&escape::json(&overview)?)
    }

    fn document(&self, index: DocumentIndex) -> DocumentJson<'_> {
        let strip = &self.overview.strips[index.0];
        DocumentJson {
            doc: &self.collection.document(index).name,
            passages: strip.passages.iter().map(|passage| self.passage(passage)).collect(),
            coverage: self.shown().into_iter().map(|column| self.covered(index, column)).collect(),
        }
    }

    fn passage(&self, at: &StripPassage) -> PassageJson<'_> {
        let scheme = &self.collection.scheme;
        let document = self.collection.document(at.passage.document);
        let step = at.told.and_then(|told| told.step);
        PassageJson {
            paragraph: document.block(at.passage.block).map_or(0, |block| block.number),
            sentence: at.passage.sentence.map(|sentence| sentence.0 + 1),
            episode: at.told.map(|told| scheme.episode(told.episode).id.as_str()),
            step: step.map(|step| scheme.step(step).id.as_str()),
            confidence: at.told.map(|told| told.confidence),
            matched: at.matched,
        }
    }

    fn covered(&self, document: DocumentIndex, column: usize) -> CoveredJson<'_> {
        let coverage = &self.overview.coverage;
        let covered = coverage.covered(document, column);
        let step = |step: &crate::scheme::StepIndex| StepJson {
            step: &self.collection.scheme.step(*step).id,
            passages: coverage.count(document, column, Some(*step)).map_or(0, |count| count.passages),
        };
        CoveredJson {
            column: heads::column_id(self.collection, &coverage.columns[column]),
            status: status(covered),
            passages: if let Covered::Told(count) = covered { count.passages } else { 0 },
            steps: coverage.steps.iter().map(step).collect(),
        }
    }
}

#[derive(Serialize)]
struct OverviewJson<'a> {
    title: &'a str,
    columns: Vec<heads::ColumnJson<'a>>,
    documents: Vec<DocumentJson<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    doc: &'a str,
    passages: Vec<PassageJson<'a>>,
    coverage: Vec<CoveredJson<'a>>,
}

#[derive(Serialize)]
struct PassageJson<'a> {
    paragraph: u32,
    sentence: Option<usize>,
    episode: Option<&'a str>,
    step: Option<&'a str>,
    confidence: Option<f32>,
    /// In how many other documents it has a match.
    matched: u16,
}

#[derive(Serialize)]
struct CoveredJson<'a> {
    column: &'a str,
    status: &'static str,
    passages: usize,
    steps: Vec<StepJson<'a>>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    step: &'a str,
    passages: usize,
}
