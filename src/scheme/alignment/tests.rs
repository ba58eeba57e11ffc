//! Two small documents, rows that set them level, and another's rows.

use crate::matching::Match;
use crate::scheme::{Axis, Label, Link, Strength, synopsis};
use crate::text::{BlockKind, Document};

use super::*;

/// Two documents of four one-sentence paragraphs; links `A1-B1` and `A2-B3` stand level.
fn collection() -> Collection {
    let document = |name: &str| {
        let mut builder = Document::builder(name);
        for text in ["One.", "Two.", "Three.", "Four."] {
            builder.block(BlockKind::Paragraph, text);
        }
        builder.build()
    };
    let label = |letter: &str| Label { letter: letter.to_owned(), cite: letter.to_owned() };
    let mut collection = Collection {
        documents: [document("a.txt"), document("b.txt")].into(),
        labels: vec![label("A"), label("B")],
        ..Collection::default()
    };
    let place = |id: &str| passages(&collection, id)[0];
    let link = |a: &str, b: &str| Link::new(place(a), place(b), Strength::Strong);
    collection.links = vec![link("a.txt#1", "b.txt#1"), link("a.txt#2", "b.txt#3")];
    collection.indexed()
}

fn passages(collection: &Collection, id: &str) -> Vec<Passage> {
    let all = collection.document_indices().flat_map(|at| collection.sentences_of(at).collect::<Vec<_>>());
    all.filter(|&passage| collection.passage_id(passage).starts_with(id)).collect()
}

fn table(name: &str, text: &str) -> Table {
    Table { name: name.to_owned(), text: text.to_owned() }
}

fn tables(rows: Table) -> Tables {
    Tables { rows, sections: None }
}

fn agreement(collection: &Collection, rows: &str) -> (Alignment, Agreement) {
    let alignment = tables(table("canon.tsv", rows)).read(collection);
    let synopsis = synopsis(collection, Axis::Documents(None), &Vec::<Match>::new());
    let agreement = Agreement::of(&alignment, &synopsis, collection);
    (alignment, agreement)
}

#[test]
fn the_same_rows_agree_wholly() {
    let collection = collection();
    let (alignment, found) = agreement(&collection, "a.txt#1\tb.txt#1.1\n\n# a word\na.txt#2.1\tb.txt#3\n");
    assert_eq!((alignment.name.as_str(), alignment.problems.len()), ("canon", 0));
    assert_eq!(found.rows, BTreeMap::from([(Accord::Agrees, 2)]));
    assert_eq!((found.found, found.same, found.neither), ((2, 2), 4, 4));
    assert_eq!(found.kappa(), Some(1.0));
}

#[test]
fn other_rows_are_counted_by_what_is_other() {
    let collection = collection();
    let (_, found) = agreement(&collection, "a.txt#1\tb.txt#1\na.txt#2\tb.txt#4\na.txt#3\tb.txt#2\n");
    assert_eq!(found.rows, BTreeMap::from([(Accord::Agrees, 1), (Accord::Differs, 1)]));
    assert_eq!(found.found, (1, 3));
    let counts = (found.same, found.elsewhere, found.only_here, found.only_there, found.neither);
    assert_eq!(counts, (2, 1, 1, 3, 1));
    // po = 3/8, here 4/8, there 6/8: pe = 1/2.
    assert!((found.kappa().unwrap() + 0.25).abs() < 1e-9, "{:?}", found.kappa());
}

#[test]
fn sections_stand_for_their_passages_and_what_is_not_found_is_told() {
    let collection = collection();
    let sections = "A\t1\ta.txt#1 a.txt#2\nB\t7\tb.txt#1\nB\t8\tb.txt#9\nB\t10\n";
    let rows = "A:1\tB:7\nA:1\tB:9 B:10\nonly\n";
    let alignment = Tables { rows: table("rows.tsv", rows), sections: Some(table("sections.tsv", sections)) }
        .read(&collection);
    assert_eq!(
        alignment.rows,
        vec![
            [
                passages(&collection, "a.txt#1"),
                passages(&collection, "a.txt#2"),
                passages(&collection, "b.txt#1")
            ]
            .concat()
        ]
    );
    assert_eq!(
        alignment.problems,
        [
            "sections.tsv:3: no passage 'b.txt#9'",
            "rows.tsv:2: no passage 'B:9'",
            "rows.tsv:3: no passage 'only'"
        ]
    );
}

#[test]
fn a_row_that_another_has_in_part() {
    let collection = collection();
    let alignment = tables(table("x", "a.txt#1\tb.txt#1")).read(&collection);
    let row = |ids: &[&str]| {
        let found = ids.iter().flat_map(|id| passages(&collection, id));
        let cell =
            |passage: Passage| (passage.document.0, crate::scheme::CellPassage { passage, confidence: 1.0 });
        SynopsisRow { cells: crate::scheme::Cells::new(2, found.map(cell)), ..SynopsisRow::default() }
    };
    assert_eq!(alignment.accord(&row(&["a.txt#1", "b.txt#1"])), Some(Accord::Agrees));
    assert_eq!(alignment.accord(&row(&["a.txt#1", "b.txt#1", "b.txt#2"])), Some(Accord::Partly));
    assert_eq!(alignment.accord(&row(&["a.txt#2", "b.txt#2"])), Some(Accord::Differs));
    assert_eq!(alignment.accord(&row(&["a.txt#2"])), None);
}
