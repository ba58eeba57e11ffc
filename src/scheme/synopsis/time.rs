//! The passages of each column in order of the time told, without regard to steps and rows.

use crate::scheme::collection::Collection;

use super::{Band, Cell, CellPassage, Synopsis, SynopsisRow};

/// One band of rows without labels; in each cell one passage. The columns run independently: that
/// two passages share a row means nothing. Undated passages come last, in the order they had.
/// Background is left out unless asked for.
pub fn in_order_of_time(synopsis: &Synopsis, collection: &Collection, background: bool) -> Synopsis {
    let strips: Vec<Vec<CellPassage>> =
        (0..synopsis.columns.len()).map(|column| strip(synopsis, collection, column, background)).collect();
    let longest = strips.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| SynopsisRow {
        label: None,
        cells: strips
            .iter()
            .map(|strip| Cell { passages: strip.get(at).cloned().into_iter().collect() })
            .collect(),
        background: false,
        by_hand: false,
    };
    let silent = strips.iter().map(Vec::is_empty).collect();
    let band = Band { step: None, rows: (0..longest).map(row).collect(), silent };
    Synopsis { axis: synopsis.axis, columns: synopsis.columns.clone(), bands: vec![band] }
}

fn strip(synopsis: &Synopsis, collection: &Collection, column: usize, background: bool) -> Vec<CellPassage> {
    let rows = synopsis.bands.iter().flat_map(|band| &band.rows);
    let shown = rows.filter(|row| background || !row.background);
    let mut passages: Vec<CellPassage> =
        shown.filter_map(|row| row.cells.get(column)).flat_map(|cell| cell.passages.clone()).collect();
    passages.sort_by_key(|found| {
        let date = collection.coding(found.passage).and_then(|coding| coding.coded.date);
        (date.is_none(), date.map(|date| (date.start.first_day(), date.end.last_day())))
    });
    passages
}
