//! The parallel view for other programs: Markdown, CSV and JSON.

use serde::Serialize;

use crate::cli::json::{EvidenceLine, PassageLine, by};
use crate::cli::output::Output;
use crate::cli::{escape, heads, source};
use crate::scheme::{Band, CellPassage, SynopsisRow};

use super::View;

pub(super) fn markdown(view: &View<'_>, out: &mut Output) -> anyhow::Result<()> {
    source::markdown_head(view.collection, out)?;
    for &column in &view.shown() {
        let head = &view.synopsis.columns[column];
        let told = heads::who_tells(view.collection, head);
        out.document(&format!("- **{}**: {}", escape::markdown(&head.title), escape::markdown(&told)))?;
    }
    for band in view.bands() {
        markdown_band(view, band, out)?;
    }
    Ok(())
}

fn markdown_band(view: &View<'_>, band: &Band, out: &mut Output) -> anyhow::Result<()> {
    let shown = view.shown();
    let titles: Vec<_> = shown.iter().map(|&at| escape::markdown(&view.synopsis.columns[at].title)).collect();
    out.document(&format!("\n## {}\n", escape::markdown(view.question(band))))?;
    out.document(&format!("|  | {} |", titles.join(" | ")))?;
    out.document(&format!("| --- |{}", " --- |".repeat(shown.len())))?;
    for row in view.rows(band) {
        let label = row.label.as_deref().map(escape::markdown).unwrap_or_default();
        let background = if row.background { "*background*" } else { "" };
        let cells: Vec<_> = shown
            .iter()
            .map(|&at| {
                let passages = &row.cells[at].passages;
                passages.iter().map(|p| markdown_passage(view, p)).collect::<Vec<_>>().join("<br>")
            })
            .collect();
        out.document(&format!("| {label}{background} | {} |", cells.join(" | ")))?;
    }
    Ok(())
}

fn markdown_passage(view: &View<'_>, passage: &CellPassage) -> String {
    let text = view.collection.document(passage.passage.document).passage_text(passage.passage);
    let parts =
        [Some(view.collection.citation(passage.passage)), view.direction(passage), view.date(passage)];
    let source = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!("{} *({})*", escape::markdown(&text), escape::markdown(&source))
}

const CSV_HEADER: &str =
    "step,question,row,label,background,column,doc,paragraph,sentence,source,direction,date,confidence,quote";

pub(super) fn csv(view: &View<'_>, out: &mut Output) -> anyhow::Result<()> {
    out.data(CSV_HEADER)?;
    let mut number = 0;
    for band in view.bands() {
        for row in view.rows(band) {
            number += 1;
            for &column in &view.shown() {
                for passage in &row.cells[column].passages {
                    out.data(&csv_passage(view, band, (number, row), column, passage))?;
                }
            }
        }
    }
    Ok(())
}

fn csv_passage(
    view: &View<'_>,
    band: &Band,
    (number, row): (usize, &SynopsisRow),
    column: usize,
    passage: &CellPassage,
) -> String {
    let line = PassageLine::new(view.collection, passage.passage);
    escape::csv_line([
        band.step.map_or("", |step| &view.collection.scheme.step(step).id).to_owned(),
        view.question(band).to_owned(),
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

pub(super) fn json(view: &View<'_>, out: &mut Output) -> anyhow::Result<()> {
    let shown = view.shown();
    let synopsis = SynopsisJson {
        title: &view.collection.title,
        episode: view.episode().map(|episode| view.collection.scheme.episode(episode).id.as_str()),
        columns: shown.iter().map(|&at| heads::json(view.collection, &view.synopsis.columns[at])).collect(),
        bands: view.bands().map(|band| band_json(view, band, &shown)).collect(),
    };
    out.data(&escape::json(&synopsis)?)
}

fn band_json<'a>(view: &'a View<'_>, band: &'a Band, shown: &[usize]) -> BandJson<'a> {
    let id = |at: usize| heads::column_id(view.collection, &view.synopsis.columns[at]);
    let silent = shown.iter().filter(|&&at| band.silent.get(at).copied().unwrap_or(false));
    BandJson {
        step: band.step.map(|step| view.collection.scheme.step(step).id.as_str()),
        question: view.question(band),
        silent: silent.map(|&at| id(at)).collect(),
        rows: view
            .rows(band)
            .map(|row| RowJson {
                label: row.label.as_deref(),
                background: row.background,
                by: by(row.by_hand),
                score: row.reasons.iter().map(|reason| reason.weight).sum(),
                evidence: row.reasons.iter().map(EvidenceLine::of_row).collect(),
                cells: shown
                    .iter()
                    .map(|&at| CellJson {
                        column: id(at),
                        passages: row.cells[at].passages.iter().map(|p| passage_json(view, p)).collect(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn passage_json<'a>(view: &'a View<'_>, passage: &CellPassage) -> PassageJson<'a> {
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
    bands: Vec<BandJson<'a>>,
}

#[derive(Serialize)]
struct BandJson<'a> {
    step: Option<&'a str>,
    question: &'a str,
    /// Columns that have nothing at this step.
    silent: Vec<&'a str>,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    label: Option<&'a str>,
    background: bool,
    by: &'static str,
    /// The sum of the evidence's weights; 0 for a row by hand or a passage that stands unpaired.
    score: f32,
    evidence: Vec<EvidenceLine<'a>>,
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
