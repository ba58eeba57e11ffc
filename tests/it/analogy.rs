//! Suggested rows of the parallel view against those by hand, which are taken out first: floors,
//! so that a change for the worse is seen.

use std::collections::BTreeSet;

use triptych::open::{Request, open};
use triptych::scheme::{Axis, Collection, Row, Synopsis, synopsis};
use triptych::text::Passage;

/// A passage in the column of an episode.
type Place = (usize, Passage);
/// Two places of different episodes that stand level, the lesser first.
type Pair = (Place, Place);

fn built_in() -> Collection {
    open(&Request::default()).expect("the built-in collection opens")
}

fn pairs(rows: impl Iterator<Item = Vec<Place>>) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for mut row in rows {
        row.sort_unstable();
        for (at, &a) in row.iter().enumerate() {
            pairs.extend(row[at + 1..].iter().filter(|b| a.0 != b.0).map(|&b| (a, b)));
        }
    }
    pairs
}

fn by_hand(rows: &[Row]) -> BTreeSet<Pair> {
    let places = |row: &Row| {
        let cells = row.cells.iter();
        cells.flat_map(|(episode, passages)| passages.iter().map(|&passage| (episode.0, passage))).collect()
    };
    pairs(rows.iter().map(places))
}

fn level(synopsis: &Synopsis) -> BTreeSet<Pair> {
    let rows = synopsis.bands.iter().flat_map(|band| &band.rows);
    let places = |row: &triptych::scheme::SynopsisRow| {
        let cells = row.cells.iter().enumerate();
        cells
            .flat_map(|(column, cell)| cell.passages.iter().map(move |told| (column, told.passage)))
            .collect()
    };
    pairs(rows.map(places))
}

/// Pairs by hand that stand level, pairs by hand, pairs that stand level, and those of them of
/// which both passages stand in a row by hand.
fn scored(collection: Collection, hand: &[Row]) -> [usize; 4] {
    let wanted = by_hand(hand);
    let found = level(&synopsis(&collection.indexed(), Axis::Episodes, &[]));
    let placed: BTreeSet<Place> = wanted.iter().flat_map(|&(a, b)| [a, b]).collect();
    let known = found.iter().filter(|(a, b)| placed.contains(a) && placed.contains(b)).count();
    [found.intersection(&wanted).count(), wanted.len(), found.len(), known]
}

#[test]
fn suggested_rows_reach_their_floors() {
    let mut coded = built_in();
    let hand = std::mem::take(&mut coded.rows);
    let mut uncoded = coded.clone();
    uncoded.codings.clear();
    uncoded.links.clear();
    let uncoded = uncoded.with_suggestions();
    for (name, collection, floors) in [("by hand", coded, (50, 0.2)), ("suggested", uncoded, (16, 0.09))] {
        let [hit, wanted, found, known] = scored(collection, &hand);
        println!(
            "codings {name}: {hit} of {wanted} pairs by hand stand level; {found} do, {known} of them of known passages"
        );
        let precision = hit as f64 / found.max(1) as f64;
        assert!(
            hit >= floors.0 && precision >= floors.1,
            "codings {name}: {hit} hits, precision {precision:.2}"
        );
    }
}
