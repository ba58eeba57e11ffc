//! The passages of each column in order of the time told, without regard to steps and rows.

use crate::scheme::collection::Collection;
use crate::text::DateRange;

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
        reasons: Vec::new(),
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
    passages.sort_unstable_by_key(|found| found.passage);
    let mut keyed: Vec<(Key, CellPassage)> = Vec::with_capacity(passages.len());
    for found in passages {
        let date = collection.coding(found.passage).and_then(|coding| coding.coded.date);
        let before = keyed.last().filter(|(_, last)| last.passage.document == found.passage.document);
        let key =
            date.map_or((true, (i16::MAX, 0, 0)), |date| (false, day(date, before.map(|(key, _)| key.1))));
        keyed.push((key, found));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, found)| found).collect()
}

/// Year, month, day.
type Day = (i16, u8, u8);

/// Whether undated, and the day by which a passage is put in order.
type Key = (bool, Day);

/// A vague date is as late as what the same account told just before, where that lies in it: what
/// happened 'in 2007' and is told after May 2007 comes after it.
fn day(date: DateRange, before: Option<Day>) -> Day {
    let (first, last) = (date.start.first_day(), date.end.last_day());
    before.filter(|before| (first..=last).contains(before)).unwrap_or(first)
}
