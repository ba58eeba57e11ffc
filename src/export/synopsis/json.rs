//! The parallel view as one JSON object.

use serde::Serialize;

use crate::export::lines::{EvidenceLine, PassageLine, by};
use crate::export::{escape, heads};
use crate::scheme::{Band, CellPassage};

use super::ShownSynopsis;

pub(super) fn json(view: &ShownSynopsis<'_>) -> serde_json::Result<String> {
    let shown = &view.columns;
    let synopsis = SynopsisJson {
        title: &view.collection.title,
        episode: view.episode().map(|episode| view.collection.scheme.episode(episode).id.as_str()),
        columns: shown.iter().map(|&at| heads::json(view.collection, &view.synopsis.columns[at])).collect(),
        filter: view.filter,
        bands: view.bands().map(|band| band_json(view, band, shown)).collect(),
    };
    Ok(escape::json(&synopsis)? + "\n")
}

fn band_json<'a>(view: &'a ShownSynopsis<'_>, band: &'a Band, shown: &[usize]) -> BandJson<'a> {
    let id = |at: usize| heads::column_id(view.collection, &view.synopsis.columns[at]);
    let silent = shown.iter().filter(|&&at| band.silent.get(at).copied().unwrap_or(false));
    let summaries = view.summaries(band).unwrap_or_default();
    let summaries = shown.iter().zip(summaries);
    BandJson {
        step: band.step.map(|step| view.collection.scheme.step(step).id.as_str()),
        question: view.question(band).unwrap_or_default(),
        silent: silent.map(|&at| id(at)).collect(),
        summaries: summaries
            .filter_map(|(&at, text)| Some(SummaryJson { column: id(at), text: text? }))
            .collect(),
        rows: view
            .rows(band)
            .map(|row| RowJson {
                label: row.label.as_deref(),
                background: row.background,
                by: by(row.by_hand),
                // Without reasons the sum would be -0.
                score: row.reasons.iter().map(|reason| reason.weight).sum::<f32>() + 0.0,
                evidence: row.reasons.iter().map(EvidenceLine::of_row).collect(),
                cells: view
                    .columns
                    .told(row)
                    .into_iter()
                    .map(|(at, cell)| CellJson {
                        column: id(at),
                        passages: cell.passages.iter().map(|p| passage_json(view, p)).collect(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn passage_json<'a>(view: &'a ShownSynopsis<'_>, passage: &CellPassage) -> PassageJson<'a> {
    PassageJson {
        passage: PassageLine::new(view.collection, passage.passage),
        source: view.collection.citation(passage.passage),
        direction: view.direction(passage),
        date: view.date(passage),
        confidence: passage.confidence,
    }
}

#[derive(Serialize)]
struct SynopsisJson<'a> {
    title: &'a str,
    /// The one whose accounts are the columns.
    episode: Option<&'a str>,
    columns: Vec<heads::ColumnJson<'a>>,
    /// What was let through, in words, where not everything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<&'a str>,
    bands: Vec<BandJson<'a>>,
}

#[derive(Serialize)]
struct BandJson<'a> {
    step: Option<&'a str>,
    question: &'a str,
    /// Columns that have nothing at this step.
    silent: Vec<&'a str>,
    /// One sentence for a cell, where they are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    summaries: Vec<SummaryJson<'a>>,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct SummaryJson<'a> {
    column: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct RowJson<'a> {
    label: Option<&'a str>,
    background: bool,
    by: &'static str,
    /// The sum of the evidence's weights; 0 for a row by hand or a passage that stands unpaired.
    score: f32,
    evidence: Vec<EvidenceLine<'a>>,
    /// Those that hold something.
    cells: Vec<CellJson<'a>>,
}

#[derive(Serialize)]
struct CellJson<'a> {
    column: &'a str,
    passages: Vec<PassageJson<'a>>,
}

#[derive(Serialize)]
struct PassageJson<'a> {
    #[serde(flatten)]
    passage: PassageLine<'a>,
    source: String,
    direction: Option<String>,
    date: Option<String>,
    confidence: f32,
}
