//! The board as it is shown, for other programs and for paper.

mod data;

use crate::scheme::{self, Board, BoardCell, Collection, ColumnKind, Moved, StepIndex};

use super::page::{Band, Entry, Page, Row};
use super::{Format, heads};

/// A board and what of it is shown.
#[derive(Clone, Debug)]
pub struct ShownBoard<'a> {
    pub collection: &'a Collection,
    pub board: &'a Board,
    /// Columns of the board, in the order in which they are shown.
    pub columns: Vec<usize>,
}

impl ShownBoard<'_> {
    pub fn written(&self, format: Format) -> serde_json::Result<String> {
        Ok(match format {
            Format::Markdown => self.page().markdown(),
            Format::Html => self.page().html(),
            Format::Latex => self.page().latex(),
            Format::Csv => self.csv(),
            Format::Json => self.json()?,
        })
    }

    /// Who moved towards whom in a cell.
    pub fn directions(&self, column: usize, step: StepIndex) -> Vec<Moved> {
        match self.board.columns[column].kind {
            ColumnKind::Episode(episode) => scheme::directions(self.collection, episode, step),
            ColumnKind::Document(_) => Vec::new(),
        }
    }

    pub fn question(&self, step: StepIndex) -> &str {
        &self.collection.scheme.step(step).question
    }

    /// `A B C: 12 passages`.
    pub fn rests_on(&self, cell: &BoardCell) -> String {
        let accounts = heads::letters(self.collection, &cell.accounts);
        let noun = if cell.passages == 1 { "passage" } else { "passages" };
        format!("{accounts}: {} {noun}", cell.passages)
    }

    fn page(&self) -> Page {
        let row = |(step, cells): &(StepIndex, Vec<BoardCell>)| Row {
            label: Some(self.question(*step).to_owned()),
            remarks: Vec::new(),
            cells: self.columns.iter().map(|&at| self.entries(*step, at, &cells[at])).collect(),
        };
        let band = Band { rows: self.board.rows.iter().map(row).collect(), ..Band::default() };
        Page {
            bands: vec![band],
            note: heads::hidden_note(&self.board.columns, &self.columns),
            ..Page::new(self.collection, self.columns.iter().map(|&at| &self.board.columns[at]))
        }
    }

    /// The summary, who moved towards whom, and what it rests on.
    fn entries(&self, step: StepIndex, column: usize, cell: &BoardCell) -> Vec<Entry> {
        let mut facts: Vec<String> =
            self.directions(column, step).iter().map(|moved| moved.text(self.collection)).collect();
        facts.push(if cell.passages > 0 { self.rests_on(cell) } else { "nothing told".to_owned() });
        let summary = Entry {
            text: cell.told(self.collection).unwrap_or_default(),
            source: facts.join("; "),
            language: None,
        };
        vec![summary]
    }
}
