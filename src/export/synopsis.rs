//! The parallel view as it is shown, for other programs and for paper.

mod columns;
mod csv;
mod json;

use crate::scheme::{
    Axis, Band, Cell, CellPassage, Coding, Collection, ColumnKind, EpisodeIndex, Synopsis, SynopsisRow,
};

use super::page::{self, Entry, Page};
use super::{ExportError, Format, heads};

pub use columns::ShownColumns;

/// Cells of a page, at most, empty ones too.
const MOST_CELLS: usize = 1_000_000;

/// What stands in the bands of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Passages,
    /// The summaries of the cells above the passages.
    Both,
    Summaries,
}

/// A synopsis and what of it is shown.
#[derive(Clone, Debug)]
pub struct ShownSynopsis<'a> {
    pub collection: &'a Collection,
    pub synopsis: &'a Synopsis,
    pub columns: ShownColumns,
    /// Whether rows of long background are unfolded.
    pub background: bool,
    /// Whether each column is in order of the time told: rows mean nothing then.
    pub by_time: bool,
    pub content: Content,
    /// In words, what was let through where not everything was.
    pub filter: Option<&'a str>,
}

impl ShownSynopsis<'_> {
    pub fn written(&self, format: Format) -> Result<String, ExportError> {
        Ok(match format {
            Format::Markdown => self.page()?.markdown(),
            Format::Html => self.page()?.html(),
            Format::Latex => self.page()?.latex(),
            Format::Csv => csv::csv(self),
            Format::Json => json::json(self)?,
        })
    }

    /// Bands that are shown: those of the scheme's steps, and the rest where a column has rows.
    pub fn bands(&self) -> impl Iterator<Item = &Band> {
        self.synopsis.bands.iter().filter(|band| band.step.is_some() || self.rows(band).next().is_some())
    }

    /// Rows that have something in a shown column, the folded ones too.
    pub fn rows<'b>(&'b self, band: &'b Band) -> impl Iterator<Item = &'b SynopsisRow> {
        let is_told = |row: &&SynopsisRow| row.cells.told().any(|(column, _)| self.columns.shows(column));
        band.rows.iter().filter(move |row| self.has_rows(band) && is_told(row))
    }

    /// Whether a band's rows are shown: summaries may stand for them.
    fn has_rows(&self, band: &Band) -> bool {
        band.step.is_none() || self.content != Content::Summaries
    }

    /// For each column, the summary of its cell at a band's step; none where none are shown.
    pub fn summaries(&self, band: &Band) -> Option<Vec<Option<&str>>> {
        let step = band.step.filter(|_| self.content != Content::Passages)?;
        let summary = |at: &usize| match self.synopsis.columns[*at].kind {
            ColumnKind::Episode(episode) => self.collection.summary(episode, step),
            ColumnKind::Document(_) => None,
        };
        let summaries: Vec<Option<&str>> = self.columns.iter().map(summary).collect();
        summaries.iter().any(Option::is_some).then_some(summaries)
    }

    /// Rows that are unfolded.
    pub fn unfolded<'b>(&'b self, band: &'b Band) -> impl Iterator<Item = &'b SynopsisRow> {
        self.rows(band).filter(|row| self.background || !row.background)
    }

    /// Passages of the rows that are folded.
    pub fn folded<'b>(&'b self, band: &'b Band) -> impl Iterator<Item = &'b CellPassage> {
        let rows = self.rows(band).filter(|row| !self.background && row.background);
        rows.flat_map(|row| self.columns.told(row)).flat_map(|(_, cell)| &cell.passages)
    }

    /// Columns that have nothing at a band's step.
    pub fn silent(&self, band: &Band) -> impl Iterator<Item = usize> {
        self.columns.iter().copied().filter(|&at| band.silent.get(at).copied().unwrap_or(false))
    }

    fn coding(&self, passage: &CellPassage) -> Option<&Coding> {
        self.collection.coding(passage.passage)
    }

    /// `Town -> Crown`, where the passage is coded so.
    pub fn direction(&self, passage: &CellPassage) -> Option<String> {
        let direction = self.coding(passage)?.coded.direction?;
        Some(self.collection.scheme.direction_text(direction))
    }

    /// When the thing told happened.
    pub fn date(&self, passage: &CellPassage) -> Option<String> {
        self.coding(passage)?.coded.date.map(|date| date.to_string())
    }

    /// Title of a band. Where all is one band without a step there is nothing to say.
    pub fn question(&self, band: &Band) -> Option<&str> {
        match band.step {
            Some(step) => Some(&self.collection.scheme.step(step).question),
            None if self.by_time => Some("In order of the time told"),
            None => (self.synopsis.bands.len() > 1).then_some("Without a step"),
        }
    }

    /// The episode whose accounts are the columns.
    pub fn episode(&self) -> Option<EpisodeIndex> {
        match self.synopsis.axis {
            Axis::Documents(episode) => episode,
            Axis::Episodes => None,
        }
    }

    // ---- the page

    fn page(&self) -> Result<Page, ExportError> {
        let (rows, columns) =
            (self.bands().map(|band| self.unfolded(band).count()).sum::<usize>(), self.columns.len());
        if rows.saturating_mul(columns) > MOST_CELLS {
            return Err(ExportError::TooLarge { rows, columns });
        }
        let accounts = self.episode().map(|episode| &self.collection.scheme.episode(episode).name);
        let order = self.by_time.then(|| "each column in order of the time told".to_owned());
        let filter = self.filter.map(|words| format!("only {words}"));
        let subtitle =
            accounts.map(|name| format!("Accounts of {name}")).into_iter().chain(order).chain(filter);
        Ok(Page {
            subtitle: subtitle.collect::<Vec<_>>().join("; "),
            bands: self.bands().map(|band| self.page_band(band)).collect(),
            note: heads::hidden_note(&self.synopsis.columns, &self.columns),
            ..Page::new(self.collection, self.columns.iter().map(|&at| &self.synopsis.columns[at]))
        })
    }

    fn page_band(&self, band: &Band) -> page::Band {
        let silent: Vec<&str> =
            self.silent(band).map(|at| self.synopsis.columns[at].title.as_str()).collect();
        let folded: Vec<String> =
            self.folded(band).map(|passage| self.collection.citation(passage.passage)).collect();
        let noun = if folded.len() == 1 { "passage" } else { "passages" };
        let rows = self.unfolded(band).map(|row| self.page_row(row));
        page::Band {
            title: self.question(band).map(str::to_owned),
            silence: (!silent.is_empty() && !self.by_time)
                .then(|| format!("Nothing told: {}", silent.join(", "))),
            rows: self.summary_row(band).into_iter().chain(rows).collect(),
            folded: (!folded.is_empty())
                .then(|| format!("{} {noun} of background, folded: {}", folded.len(), folded.join(", "))),
        }
    }

    /// The summaries above a band's rows.
    fn summary_row(&self, band: &Band) -> Option<page::Row> {
        let entry = |text: &str| Entry { text: text.to_owned(), ..Entry::default() };
        let cells = self.summaries(band)?.into_iter().map(|text| text.map(entry).into_iter().collect());
        Some(page::Row {
            label: Some("In one sentence".to_owned()),
            remarks: Vec::new(),
            cells: cells.collect(),
        })
    }

    fn page_row(&self, row: &SynopsisRow) -> page::Row {
        let suggested = row.label.is_some() && !row.by_hand;
        let remarks = [(suggested, "suggested"), (row.background, "background")];
        page::Row {
            label: row.label.clone(),
            remarks: remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, remark)| remark).collect(),
            cells: self.columns.iter().map(|&at| self.entries(&row.cells[at])).collect(),
        }
    }

    fn entries(&self, cell: &Cell) -> Vec<Entry> {
        let entry = |passage: &CellPassage| {
            let document = self.collection.document(passage.passage.document);
            Entry {
                text: document.passage_text(passage.passage),
                language: document.metadata.language.clone(),
                source: self.source(passage),
            }
        };
        cell.passages.iter().map(entry).collect()
    }

    /// `after Ort 1950 ¶10, Town -> Crown, 1953, suggested 0.71`.
    fn source(&self, passage: &CellPassage) -> String {
        let confidence = (passage.confidence < 1.0).then(|| format!("suggested {:.2}", passage.confidence));
        let cited = Some(self.collection.citation(passage.passage));
        let parts = [cited, self.direction(passage), self.date(passage), confidence];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
