//! Any work of a reader on a small collection, for the tests of what goes out and comes in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;

use crate::scheme::{Collection, Episode, Label, Scheme, Step, Telltale};
use crate::store::{
    Anchor, CellId, Coding, HIGHLIGHTS, Judgement, Link, LinkKind, Mark, Note, Summary, Target, Verdict, Work,
};
use crate::text::{BlockIndex, BlockKind, Document, Span};

/// Two accounts of a flood, with the same sentence twice, a paragraph of lines, and scripts that
/// count otherwise in bytes and in UTF-16.
pub fn collection() -> Collection {
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
        4 => prop::collection::vec(anchors(), 0..3).prop_map(Target::Words),
        1 => Just(Target::Document("lund.txt".into())),
        1 => Just(Target::Cell(CellId { episode: "f53".into(), step: "call".into() })),
        2 => (words(), prop::collection::vec(anchors(), 0..3))
            .prop_map(|(label, passages)| Target::Row { label, passages }),
    ];
    let tags = prop::collection::btree_set("[a-z ;]{1,8}", 0..3);
    (target, prop::option::of(words()), tags, prop::option::of(1..=HIGHLIGHTS), times(), times()).prop_map(
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
pub fn works() -> impl Strategy<Value = Work> {
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
