//! Work that goes out and comes in again: nothing may be lost on the way.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proptest::prelude::*;

use super::arrival::arrival;
use super::item::Item;
use super::table::Table;
use super::{Come, annotation, csv, lines, worktable};
use crate::scheme::{Collection, Episode, Label, Scheme, Step, Telltale};
use crate::store::{
    Anchor, CellId, Coding, Judgement, Link, LinkKind, Mark, Note, Summary, Target, Verdict, Work,
};
use crate::text::{BlockIndex, BlockKind, Document, Span};

/// Two accounts of a flood, with the same sentence twice, a paragraph of lines, and scripts that
/// count otherwise in bytes and in UTF-16.
pub(crate) fn collection() -> Collection {
    let document = |name: &str, blocks: &[&str]| {
        let mut builder = Document::builder(name);
        builder.block(BlockKind::Heading(1), "The \u{1f30a} Night");
        for text in blocks {
            builder.block(BlockKind::Paragraph, text);
        }
        builder.build()
    };
    let documents = vec![
        document(
            "sub/a b.txt",
            &[
                "The sea rose. The town slept.",
                "\u{62f}\u{631}\u{6cc}\u{627} \u{1f30a} rose.",
                "The sea rose. Boats came.",
            ],
        ),
        document("lund.txt", &["At once the town's rider left.", "=1+1 boats, \"all\" of them; came."]),
    ];
    let telltale = Telltale::default;
    let step = |id: &str, name: &str| Step {
        id: id.into(),
        name: name.into(),
        letter: 'x',
        question: name.into(),
        directed: false,
        telltale: telltale(),
    };
    Collection {
        title: "Two <floods>".into(),
        labels: ["A", "B"].map(|letter| Label { letter: letter.into(), cite: letter.into() }).into(),
        documents: documents.into(),
        scheme: Scheme {
            episodes: ["f53", "f16"]
                .map(|id| Episode {
                    id: id.into(),
                    name: format!("Flood {id}"),
                    short: id.into(),
                    when: None,
                    hidden: false,
                    telltale: telltale(),
                })
                .into(),
            steps: vec![step("call", "Call"), step("after", "Aftermath")],
            ..Scheme::default()
        },
        ..Collection::default()
    }
}

/// An anchor on any span of any block, or on words that are nowhere.
fn anchors() -> impl Strategy<Value = Anchor> {
    let on_text = (0..2_usize, 0..4_usize, 0..40_usize, 1..40_usize).prop_filter_map(
        "a span",
        |(at, block, from, length)| {
            let collection = collection();
            let document = &collection.documents[at];
            let text = document.block_text(BlockIndex(block)).into_owned();
            let start = text.floor_char_boundary(from.min(text.len()));
            let end = text.floor_char_boundary((from + length).min(text.len()));
            Anchor::of(document, BlockIndex(block), Span::new(start, end.max(start)))
        },
    );
    let nowhere = ("[a-z]{3,9}", ".{1,20}").prop_map(|(document, quote)| Anchor {
        document,
        quote: format!("gone {quote}"),
        ..Anchor::default()
    });
    prop_oneof![4 => on_text, 1 => nowhere]
}

fn times() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::of((0..4_000_000_000_i64).prop_map(|second| Timestamp::from_second(second).unwrap()))
}

fn ids() -> impl Strategy<Value = String> {
    "[a-z0-9]{12}"
}

/// Words as people and attackers write them.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("=HYPERLINK(\"x\")".to_owned()),
        Just("]]>&amp;\n\n# heading\r\nline".to_owned()),
        Just("a;b, 'c' \"d\"".to_owned()),
        "\\PC{1,30}",
        ".{1,30}",
    ]
}

fn notes() -> impl Strategy<Value = Note> {
    let target = prop_oneof![
        4 => prop::collection::vec(anchors(), 1..3).prop_map(Target::Words),
        1 => Just(Target::Document("lund.txt".into())),
        1 => Just(Target::Cell(CellId { episode: "f53".into(), step: "call".into() })),
        1 => (words(), prop::collection::vec(anchors(), 1..3))
            .prop_map(|(label, passages)| Target::Row { label, passages }),
    ];
    let tags = prop::collection::btree_set("[a-z ;]{1,8}", 0..3);
    (target, prop::option::of(words()), tags, prop::option::of(1..9_u8), times(), times()).prop_map(
        |(target, text, tags, highlight, created, changed)| Note {
            target,
            text: text.unwrap_or_default(),
            tags,
            highlight,
            created,
            changed,
        },
    )
}

fn codings() -> impl Strategy<Value = Coding> {
    let episodes =
        prop::sample::subsequence(vec!["f53".to_owned(), "f16".to_owned(), "later".to_owned()], 0..=3);
    let step = || prop::option::of(prop::sample::select(vec!["call".to_owned(), "after".to_owned()]));
    let rest =
        (prop::option::of("[a-z]{3}"), any::<bool>(), prop::option::of(Just("1953-02".to_owned())), times());
    (anchors(), episodes, step(), step(), rest).prop_map(
        |(anchor, episodes, step, second_step, (direction, background, date, created))| Coding {
            anchor,
            episodes,
            step,
            second_step,
            direction: direction.map(|to| ("town".to_owned(), to)),
            background,
            date,
            created,
        },
    )
}

fn links() -> impl Strategy<Value = Link> {
    let kinds = ["same-event", "quotation", "echo", "level", "rejected", "of my own"];
    let label = prop::option::of(words().prop_filter("a name", |name| !name.trim().is_empty()));
    (anchors(), anchors(), prop::sample::select(kinds.to_vec()), label, times()).prop_map(
        |(a, b, kind, label, created)| Link {
            a,
            b,
            kind: LinkKind::named(kind),
            label: label.filter(|_| kind == "level"),
            created,
        },
    )
}

fn verdicts() -> impl Strategy<Value = Verdict> {
    (anchors(), prop::option::of(anchors()), words(), any::<bool>(), times()).prop_map(
        |(a, b, value, seen, created)| Verdict {
            a,
            b,
            slot: "date".into(),
            values: (value, String::new()),
            judgement: if seen { Judgement::Seen } else { Judgement::NoDifference },
            created,
        },
    )
}

/// Any work of a reader, without places.
pub(crate) fn works() -> impl Strategy<Value = Work> {
    fn some<V: std::fmt::Debug>(of: impl Strategy<Value = V>) -> impl Strategy<Value = BTreeMap<String, V>> {
        prop::collection::btree_map(ids(), of, 0..4)
    }
    let marks = prop::collection::btree_map(
        prop::char::range('a', 'z'),
        (anchors(), times()).prop_map(|(anchor, created)| Mark { anchor, created }),
        0..3,
    );
    let summary = (words(), times()).prop_map(|(text, changed)| Summary { text, changed });
    let cell = ("f53|f16", "call|after").prop_map(|(episode, step)| CellId { episode, step });
    let summaries = prop::collection::btree_map(cell, summary, 0..3);
    (marks, some(codings()), some(links()), some(notes()), summaries, some(verdicts())).prop_map(
        |(marks, codings, links, notes, summaries, verdicts)| Work {
            marks,
            codings,
            links,
            notes,
            summaries,
            verdicts,
            ..Work::default()
        },
    )
}

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
