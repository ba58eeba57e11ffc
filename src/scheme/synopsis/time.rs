//! The synopsis in order of the time told, without regard to steps.

use crate::scheme::collection::Collection;
use crate::text::DateRange;

use super::{Axis, Band, CellPassage, Cells, Synopsis, SynopsisRow};

/// One band in order of time; background is left out unless asked for.
///
/// Documents across, the rows keep what stands level: the events, one after the other. Episodes
/// across, the columns run independently, in each cell one passage, and that two of them share a
/// row means nothing. What is undated comes last, in the order it had.
pub fn in_order_of_time(synopsis: &Synopsis, collection: &Collection, background: bool) -> Synopsis {
    let shown = |row: &&SynopsisRow| background || !row.background;
    let rows = match synopsis.axis {
        Axis::Episodes => strips(synopsis, collection, background),
        Axis::Documents(_) => events(synopsis.rows().filter(shown), collection),
    };
    let mut silent = vec![true; synopsis.columns.len()];
    for (column, _) in rows.iter().flat_map(|row| row.cells.told()) {
        silent[column] = false;
    }
    Synopsis {
        axis: synopsis.axis,
        columns: synopsis.columns.clone(),
        bands: vec![Band { step: None, rows, silent }],
    }
}

/// Rows by the earliest date that one of their passages tells.
fn events<'a>(rows: impl Iterator<Item = &'a SynopsisRow>, collection: &Collection) -> Vec<SynopsisRow> {
    let date = |found: &CellPassage| collection.coding(found.passage).and_then(|coding| coding.coded.date);
    let first = |row: &SynopsisRow| -> Option<Day> {
        let dates = row.cells.passages().filter_map(|(_, found)| date(found));
        dates.map(|date| date.start.first_day()).min()
    };
    let mut keyed: Vec<((bool, Option<Day>), &SynopsisRow)> = rows
        .map(|row| {
            let first = first(row);
            ((first.is_none(), first), row)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, row)| row.clone()).collect()
}

fn strips(synopsis: &Synopsis, collection: &Collection, background: bool) -> Vec<SynopsisRow> {
    let strips: Vec<Vec<CellPassage>> =
        (0..synopsis.columns.len()).map(|column| strip(synopsis, collection, column, background)).collect();
    let longest = strips.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |at: usize| {
        strips.iter().enumerate().filter_map(move |(column, strip)| Some((column, strip.get(at)?.clone())))
    };
    let row = |at: usize| SynopsisRow { cells: Cells::new(strips.len(), cell(at)), ..SynopsisRow::default() };
    (0..longest).map(row).collect()
}

fn strip(synopsis: &Synopsis, collection: &Collection, column: usize, background: bool) -> Vec<CellPassage> {
    let shown = synopsis.rows().filter(|row| background || !row.background);
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
