//! Work that goes out and comes in again: nothing may be lost on the way.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proptest::prelude::*;

use super::arrival::arrival;
use super::item::Item;
use super::samples::{collection, works};
use super::table::Table;
use super::{Come, annotation, csv, lines, worktable};
use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Coding, Link, LinkKind, Note, Target, Work};
use crate::text::{BlockIndex, Span};

mod touched;

fn of_table(text: &str, collection: &Collection) -> Come {
    match Table::of(csv::rows(text)) {
        Some(Table::Work(head, rows)) => worktable::read(&head, &rows, collection),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn annotations_read_back(work in works()) {
        let collection = collection();
        let text = annotation::written(&Item::all(&work), &collection).to_string();
        let come = annotation::read(&serde_json::from_str(&text).unwrap(), &collection);
        prop_assert_eq!(come, Come { work, remarks: Vec::new() });
    }

    #[test]
    fn annotations_say_links_and_names_of_rows_by_the_standards_fields(work in works()) {
        let collection = collection();
        let mut written = annotation::written(&Item::all(&work), &collection);
        for annotation in annotations(&mut written) {
            annotation.as_object_mut().unwrap().retain(|name, _| !name.starts_with("triptych:"));
        }
        let come = annotation::read(&written, &collection).work;
        let links = |work: &Work| -> Vec<(LinkKind, Option<String>, Option<Timestamp>)> {
            let says = |link: &Link| (link.kind.clone(), link.label.clone(), link.created);
            let mut all: Vec<_> = work.links.values().map(says).collect();
            all.sort();
            all
        };
        prop_assert_eq!(links(&come), links(&work));
        prop_assert_eq!(come.marks.keys().collect::<Vec<_>>(), work.marks.keys().collect::<Vec<_>>());
        let rows = |work: &Work| -> BTreeSet<String> {
            let label = |note: &Note| match &note.target {
                Target::Row { label, passages } if passages.len() > 1 => Some(label.clone()),
                _ => None,
            };
            work.notes.values().filter_map(label).collect()
        };
        prop_assert!(rows(&work).is_subset(&rows(&come)), "{:?}", rows(&come));
    }

    #[test]
    fn tables_without_a_column_lose_nothing(work in works(), without in 0..worktable::COLUMNS.len()) {
        let column = worktable::COLUMNS[without];
        prop_assume!(!["kind", "id", "record"].contains(&column));
        let collection = collection();
        let lines = worktable::written(&Item::all(&work), &collection);
        let rest = csv::rows(&lines.join("\n")).into_iter().map(|mut row| {
            row.cells.remove(without);
            crate::export::escape::csv_line(row.cells)
        });
        let come = of_table(&rest.collect::<Vec<_>>().join("\n"), &collection);
        prop_assert_eq!(come, Come { work, remarks: Vec::new() });
    }

    #[test]
    fn tables_read_back(work in works()) {
        let collection = collection();
        let text = worktable::written(&Item::all(&work), &collection).join("\n");
        let come = of_table(&text, &collection);
        prop_assert_eq!(come, Come { work, remarks: Vec::new() });
    }

    #[test]
    fn lines_read_back(work in works()) {
        let text = lines::written(&work);
        prop_assert_eq!(lines::is_written(&text), work.has_made());
        prop_assert_eq!(lines::read(&text), Come { work, remarks: Vec::new() });
    }

    #[test]
    fn what_came_is_taken_once(work in works()) {
        let collection = collection();
        let first = arrival(&collection, &Work::default(), &work, false);
        let mut mine = Work::default();
        if let Some(edit) = first.edit {
            let inverse = crate::store::edit::apply(&mut mine, edit);
            let mut back = mine.clone();
            let _ = crate::store::edit::apply(&mut back, inverse);
            prop_assert_eq!(back, Work::default());
        }
        prop_assert_eq!(&mine, &work);
        let again = arrival(&collection, &mine, &work, false);
        prop_assert_eq!((again.edit, again.contested), (None, Vec::new()));
    }
}

fn annotations(written: &mut serde_json::Value) -> &mut Vec<serde_json::Value> {
    written["first"]["items"].as_array_mut().expect("annotations")
}

fn anchor(block: usize, words: &str) -> Anchor {
    let collection = collection();
    let document = &collection.documents[0];
    let start = document.block_text(BlockIndex(block)).find(words).expect("the words");
    Anchor::of(document, BlockIndex(block), Span::new(start, start + words.len())).expect("an anchor")
}

fn note(anchor: Anchor, text: &str) -> Note {
    let tags = BTreeSet::from(["sea".to_owned()]);
    Note {
        target: Target::Words(vec![anchor]),
        text: text.into(),
        tags,
        highlight: None,
        created: None,
        changed: None,
    }
}

#[test]
fn an_annotation_has_both_selectors_in_code_points() {
    let work = Work {
        notes: BTreeMap::from([("n1".to_owned(), note(anchor(2, "rose"), "Why?"))]),
        ..Work::default()
    };
    let written = annotation::written(&Item::all(&work), &collection());
    let one = &written["first"]["items"][0];
    assert_eq!(one["motivation"], serde_json::json!(["commenting", "tagging"]));
    assert_eq!(one["target"]["source"], "sub/a%20b.txt");
    let [quote, position] = one["target"]["selector"].as_array().unwrap().as_slice() else { panic!("{one}") };
    assert_eq!((&quote["exact"], &quote["suffix"]), (&"rose".into(), &".\nThe sea rose. Boats came.".into()));
    // 12 characters and 30 of the blocks before with their line breaks, and 7 of this one.
    assert_eq!((&position["start"], &position["end"]), (&49.into(), &53.into()));
}

#[test]
fn an_annotation_that_another_program_changed_is_read_by_the_standards_fields() {
    let collection = collection();
    let work = Work {
        notes: BTreeMap::from([("n1".to_owned(), note(anchor(2, "rose"), "Why?"))]),
        ..Work::default()
    };
    let mut written = annotation::written(&Item::all(&work), &collection);
    written["first"]["items"][0]["body"][0]["value"] = "Because.".into();
    let come = annotation::read(&written, &collection);
    assert_eq!(come.work.notes["n1"], Note { text: "Because.".into(), ..work.notes["n1"].clone() });
}

#[test]
fn annotations_of_other_programs_are_read() {
    let collection = collection();
    let text = serde_json::json!([
        {
            "type": "Annotation", "id": "https://example.org/1", "motivation": "highlighting",
            "target": { "source": "https://example.org/texts/a%20b.txt", "selector": [
                { "type": "TextQuoteSelector", "exact": "The  town slept." },
            ] },
        },
        {
            "type": "Annotation", "bodyValue": "Twice", "motivation": "commenting",
            "target": { "source": "lund.txt", "selector": { "type": "TextPositionSelector", "start": 12, "end": 19 } },
        },
        {
            "type": "Annotation", "motivation": "classifying",
            "body": [
                { "type": "TextualBody", "purpose": "classifying", "value": "flood f53" },
                { "type": "TextualBody", "purpose": "classifying", "value": "Boats" },
            ],
            "target": { "source": "a b.txt", "selector": {
                "type": "TextQuoteSelector", "exact": "The sea rose.", "suffix": " Boats came." } },
        },
        {
            "type": "Annotation", "body": "Which of the two?",
            "target": { "source": "a b.txt", "selector": { "type": "TextQuoteSelector", "exact": "The sea rose." } },
        },
        { "type": "Annotation", "body": "Elsewhere", "target": "nowhere.txt" },
    ]);
    let come = annotation::read(&text, &collection);
    let notes: Vec<(&str, String, Option<u8>)> = come
        .work
        .notes
        .values()
        .map(|note| match &note.target {
            Target::Words(words) => (words[0].quote.as_str(), note.text.clone(), note.highlight),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(notes.contains(&("The town slept.", String::new(), Some(1))), "{notes:?}");
    assert!(notes.contains(&("At once", "Twice".to_owned(), None)), "{notes:?}");
    assert!(notes.contains(&("The sea rose.", "Which of the two?".to_owned(), None)), "{notes:?}");
    let coding = come.work.codings.values().next().unwrap();
    assert_eq!((coding.anchor.paragraph, coding.episodes.as_slice()), (4, ["f53".to_owned()].as_slice()));
    assert!(
        come.work.notes.values().any(|note| note.tags.contains("Boats")),
        "a code that the scheme has not"
    );
    let remarks: Vec<String> = come.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    assert!(
        remarks[0].contains("not found for sure") && remarks[1].contains("no document 'nowhere.txt'"),
        "{remarks:?}"
    );
}

#[test]
fn the_readers_own_stands_unless_it_is_to_give_way() {
    let collection = collection();
    let coding = |step: &str| Coding {
        anchor: anchor(1, "The town slept."),
        episodes: vec!["f53".into()],
        step: Some(step.into()),
        second_step: None,
        direction: None,
        background: false,
        date: None,
        created: None,
    };
    let mine = Work { codings: BTreeMap::from([("a".to_owned(), coding("call"))]), ..Work::default() };
    let theirs = |step| Work { codings: BTreeMap::from([("b".to_owned(), coding(step))]), ..Work::default() };
    let same = arrival(&collection, &mine, &theirs("call"), false);
    assert_eq!((same.known, same.edit, same.contested.len()), (1, None, 0));
    let other = arrival(&collection, &mine, &theirs("after"), false);
    assert_eq!((other.edit, other.contested.len()), (None, 1));
    let replaced = arrival(&collection, &mine, &theirs("after"), true);
    let mut work = mine.clone();
    let inverse = crate::store::edit::apply(&mut work, replaced.edit.unwrap());
    assert_eq!(work, theirs("after"));
    let _ = crate::store::edit::apply(&mut work, inverse);
    assert_eq!(work, mine);
}

#[test]
fn a_row_that_was_changed_in_a_spreadsheet_counts() {
    let collection = collection();
    let work = Work {
        notes: BTreeMap::from([("n1".to_owned(), note(anchor(2, "rose"), "Why?"))]),
        ..Work::default()
    };
    let text = worktable::written(&Item::all(&work), &collection).join("\n").replacen(
        ",Why?,sea,",
        ",Because.,sea;tide,",
        1,
    );
    let come = of_table(&text, &collection);
    let note = &come.work.notes["n1"];
    assert_eq!((note.text.as_str(), note.tags.len()), ("Because.", 2));
    assert_eq!(note.target, work.notes["n1"].target);
    let bare = "kind,id,passage,quote,text,episodes,step\nnote,,lund.txt#2.1,,A thought,,\ncoding,,A#2.2,The town slept.,,f53,call\n\
                note,,A#2.2,The town woke.,Lost,,\n";
    let come = of_table(bare, &collection);
    assert_eq!((come.work.notes.len(), come.work.codings.len(), come.remarks.len()), (1, 1, 1));
    assert_eq!(come.remarks[0].line, Some(4));
}

#[test]
fn a_note_is_known_by_what_it_is_on_and_says() {
    let collection = collection();
    let anchor = |quote: &str| {
        let text = collection.documents[1].block_text(BlockIndex(1)).into_owned();
        let start = text.find(quote).unwrap();
        let span = Span::new(start, start + quote.len());
        Anchor::of(&collection.documents[1], BlockIndex(1), span).unwrap()
    };
    let cell = CellId { episode: "f53".into(), step: "call".into() };
    let on = [
        Target::Words(vec![anchor("At once")]),
        Target::Words(vec![anchor("rider left")]),
        Target::Document("lund.txt".into()),
        Target::Cell(cell),
        Target::Row { label: "r".into(), passages: vec![anchor("At once")] },
    ];
    let note = |target: &Target, text: &str| Note {
        target: target.clone(),
        text: text.into(),
        tags: BTreeSet::new(),
        highlight: None,
        created: None,
        changed: None,
    };
    for (at, target) in on.iter().enumerate() {
        let mine = Work { notes: [("mine".into(), note(target, "said"))].into(), ..Work::default() };
        for (other, theirs) in on.iter().enumerate() {
            for text in ["said", "otherwise"] {
                let come = Work { notes: [("theirs".into(), note(theirs, text))].into(), ..Work::default() };
                let known = arrival(&collection, &mine, &come, false).known;
                assert_eq!(known == 1, at == other && text == "said", "{theirs:?} {text}, and {target:?}");
            }
        }
    }
}

fn level_link() -> Link {
    Link {
        a: anchor(1, "The town slept."),
        b: Anchor { document: "lund.txt".into(), quote: "gone".into(), ..Anchor::default() },
        kind: LinkKind::Level,
        label: Some("Midnight".into()),
        created: Timestamp::from_second(7).ok(),
    }
}

#[test]
fn a_link_has_a_rows_name_in_a_table_only_while_it_is_level() {
    let collection = collection();
    let work = Work { links: BTreeMap::from([("l1".to_owned(), level_link())]), ..Work::default() };
    let text = worktable::written(&Item::all(&work), &collection).join("\n");
    for (was, now, expect) in [
        (",level,", ",echo,", (LinkKind::Echo, None)),
        (",Midnight,", ",Noon,", (LinkKind::Level, Some("Noon"))),
        (",Midnight,", ",,", (LinkKind::Level, None)),
    ] {
        let come = of_table(&text.replacen(was, now, 1), &collection);
        let link = &come.work.links["l1"];
        assert_eq!((link.kind.clone(), link.label.as_deref()), expect, "{was} {now}");
        assert_eq!((&link.b, link.created), (&work.links["l1"].b, work.links["l1"].created));
    }
}

#[test]
fn a_row_that_names_another_passage_is_on_that() {
    let collection = collection();
    let work = Work {
        notes: BTreeMap::from([("n1".to_owned(), note(anchor(2, "rose"), "Why?"))]),
        ..Work::default()
    };
    let text = worktable::written(&Item::all(&work), &collection).join("\n");
    let moved = text.replacen(",sub/a b.txt,sub/a b.txt#3.1,rose,", ",sub/a b.txt,sub/a b.txt#2.2,,", 1);
    assert_ne!(moved, text, "{text}");
    let come = of_table(&moved, &collection);
    assert_eq!(come.work.notes["n1"].target.anchors().next().unwrap().quote, "The town slept.");
    let contradictory = text.replacen("sub/a b.txt#3.1,rose,", "sub/a b.txt#2.2,rose,", 1);
    let come = of_table(&contradictory, &collection);
    assert!(come.work.notes.is_empty() && come.remarks[0].message.contains("does not say"), "{come:?}");
}

#[test]
fn an_entry_says_which_row_a_link_is_in() {
    let work = Work { links: BTreeMap::from([("l1".to_owned(), level_link())]), ..Work::default() };
    let groups = super::entry::groups(&collection(), &work, super::entry::Grouping::Document);
    assert!(groups[0].entries[0].head.ends_with("in the row 'Midnight'"), "{groups:?}");
}

#[test]
fn two_rows_of_one_id_are_two() {
    let collection = collection();
    let text = "kind,id,doc,passage,text\nnote,n1,,lund.txt#2.1,One\nnote,n1,,lund.txt#2.1,Two\nnote,n1,,lund.txt#2.1,One\n";
    let come = of_table(text, &collection);
    let texts: BTreeSet<&str> = come.work.notes.values().map(|note| note.text.as_str()).collect();
    assert_eq!((texts, come.work.notes.len()), (BTreeSet::from(["One", "Two"]), 2));
    assert_eq!(come.work.notes["n1"].text, "One");
    let said: Vec<String> = come.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["3: a note 'n1' came before: this one has another id"]);
    assert_eq!(of_table(text, &collection), come, "the same id each time");
    let cells = "kind,id,episodes,step,text\nsummary,,f53,call,One\nsummary,,f53,call,Two\n";
    let come = of_table(cells, &collection);
    assert_eq!(come.work.summaries.values().next().unwrap().text, "One");
    assert!(come.remarks[0].message.ends_with("came before: this one is left out"), "{:?}", come.remarks);
}

#[test]
fn what_is_no_highlight_and_no_name_of_a_row_changes_none() {
    let collection = collection();
    let target = Target::Row { label: "Midnight".into(), passages: vec![anchor(2, "rose")] };
    let own = Note { target, highlight: Some(2), ..note(anchor(2, "rose"), "Why?") };
    let work = Work { notes: BTreeMap::from([("n1".to_owned(), own)]), ..Work::default() };
    let text = worktable::written(&Item::all(&work), &collection).join("\n");
    for (was, now, said) in [
        (",sea,2,", ",sea,yellow,", "2: 'yellow' is no highlight: those are numbered from 1 to 4"),
        (",sea,2,", ",sea,99,", "2: '99' is no highlight: those are numbered from 1 to 4"),
        (",Midnight,", ",,", "2: the row keeps its name 'Midnight': there is none here"),
    ] {
        let changed = text.replacen(was, now, 1);
        assert_ne!(changed, text, "{was}");
        let come = of_table(&changed, &collection);
        assert_eq!(come.work, work, "{now}");
        assert_eq!(come.remarks.iter().map(ToString::to_string).collect::<Vec<_>>(), [said]);
    }
    let come = of_table(&text.replacen(",sea,2,", ",sea,,", 1), &collection);
    assert_eq!((come.work.notes["n1"].highlight, come.remarks.len()), (None, 0));
}

#[test]
fn of_two_lines_with_one_id_none_vanishes() {
    let note =
        |text: &str| format!("{{\"id\":\"n1\",\"on\":{{\"document\":\"lund.txt\"}},\"text\":\"{text}\"}}\n");
    let head = "{\"triptych\":1,\"kind\":\"notes\"}\n";
    let come = lines::read(&[head, &note("first"), &note("first"), &note("second")].concat());
    let texts: BTreeSet<&str> = come.work.notes.values().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, BTreeSet::from(["first", "second"]));
    assert_eq!(come.remarks.len(), 1, "{:?}", come.remarks);
}
