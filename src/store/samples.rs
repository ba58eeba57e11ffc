//! Random values and edits for tests. All come from few names, so that edits meet.

use proptest::prelude::*;

use super::anchor::Anchor;
use super::edit::Edit;
use super::value::{
    CellId, Coding, Judgement, Link, LinkKind, Mark, Note, Place, Session, Summary, Target, Verdict,
};
use crate::text::hash::Fingerprint;

fn anchors() -> impl Strategy<Value = Anchor> {
    ("[xyz]\\.txt", "[a-z\u{e9}\u{633}\"\\\\ ]{3,9}", 1..99_u32, 0..50_usize).prop_map(
        |(document, quote, paragraph, start)| Anchor {
            end: start + quote.len(),
            hash: u64::MAX - u64::from(paragraph),
            prefix: "before\n".into(),
            document,
            quote,
            paragraph,
            start,
            occurrences: 1,
            alike: 1,
            ..Anchor::default()
        },
    )
}

fn times() -> impl Strategy<Value = Option<jiff::Timestamp>> {
    prop::option::of((0..2_000_000_000_i64).prop_map(|second| jiff::Timestamp::from_second(second).unwrap()))
}

fn cells() -> impl Strategy<Value = CellId> {
    ("[ef]/?", "[st]").prop_map(|(episode, step)| CellId { episode, step })
}

fn marks() -> impl Strategy<Value = Edit> {
    (prop::sample::select(vec!['a', 'b', '\u{e9}']), anchors(), times())
        .prop_map(|(name, anchor, created)| Edit::SetMark { name, mark: Mark { anchor, created } })
}

fn codings() -> impl Strategy<Value = Edit> {
    let steps = || prop::option::of("[st]");
    let direction = prop::option::of(("[ab]", "[ab]"));
    let episodes = prop::collection::vec("[ef]", 0..3);
    ("[0-3]", anchors(), episodes, steps(), steps(), direction, any::<bool>(), times()).prop_map(
        |(id, anchor, episodes, step, second_step, direction, background, created)| Edit::SetCoding {
            id,
            coding: Coding {
                anchor,
                episodes,
                step,
                second_step,
                direction,
                background,
                date: background.then(|| "1953-02".into()),
                created,
            },
        },
    )
}

fn links() -> impl Strategy<Value = Edit> {
    let kinds = prop::sample::select(vec!["same-event", "rejected", "level", "my own"]);
    let labels = prop::option::of("[a-z ]{0,5}");
    ("[0-3]", anchors(), anchors(), kinds, labels, times()).prop_map(|(id, a, b, kind, label, created)| {
        Edit::SetLink { id, link: Link { a, b, kind: LinkKind::named(kind), label, created } }
    })
}

fn notes() -> impl Strategy<Value = Edit> {
    let targets = prop_oneof![
        prop::collection::vec(anchors(), 0..3).prop_map(Target::Words),
        "[xyz]\\.txt".prop_map(Target::Document),
        cells().prop_map(Target::Cell),
        ("[a-z ]{1,5}", prop::collection::vec(anchors(), 0..3))
            .prop_map(|(label, passages)| Target::Row { label, passages }),
    ];
    let tags = prop::collection::btree_set("[a-c]", 0..3);
    ("[0-3]", targets, "[a-z\n\t\u{1b}]{0,9}", tags, prop::option::of(1..9_u8), times(), times()).prop_map(
        |(id, target, text, tags, highlight, created, changed)| Edit::SetNote {
            id,
            note: Note { target, text, tags, highlight, created, changed },
        },
    )
}

fn summaries() -> impl Strategy<Value = Edit> {
    (cells(), "[a-z ]{0,9}", times())
        .prop_map(|(cell, text, changed)| Edit::SetSummary { cell, summary: Summary { text, changed } })
}

fn verdicts() -> impl Strategy<Value = Edit> {
    let values = ("[0-9]{0,3}", "[0-9]{0,3}");
    let judgements = prop::sample::select(vec![Judgement::Seen, Judgement::NoDifference]);
    ("[0-3]", anchors(), prop::option::of(anchors()), values, judgements, times()).prop_map(
        |(id, a, b, values, judgement, created)| Edit::SetVerdict {
            id,
            verdict: Verdict { a, b, slot: "date".into(), values, judgement, created },
        },
    )
}

/// Edits that set a value of each kind.
pub fn settings() -> impl Strategy<Value = Edit> {
    prop_oneof![marks(), codings(), links(), notes(), summaries(), verdicts()]
}

/// Edits that the reader expects to be taken back, several at once among them.
pub fn makings() -> impl Strategy<Value = Edit> {
    let removals = settings().prop_map(|edit| match edit {
        Edit::SetMark { name, .. } => Edit::RemoveMark { name },
        Edit::SetCoding { id, .. } => Edit::RemoveCoding { id },
        Edit::SetLink { id, .. } => Edit::RemoveLink { id },
        Edit::SetNote { id, .. } => Edit::RemoveNote { id },
        Edit::SetSummary { cell, .. } => Edit::RemoveSummary { cell },
        Edit::SetVerdict { id, .. } => Edit::RemoveVerdict { id },
        other => other,
    });
    let single = prop_oneof![2 => settings(), 1 => removals];
    single.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Edit::Together))
}

/// Any edits, those of places too.
pub fn edits() -> impl Strategy<Value = Edit> {
    let places = ("[xyz]", 0..9_u32).prop_map(|(document, paragraph)| Edit::SetPlace {
        document,
        place: Place { paragraph, ..Place::default() },
    });
    let texts = ("[xyz]", 0..9_usize).prop_map(|(document, length)| Edit::SetText {
        document,
        text: Fingerprint { length, hash: u64::MAX - length as u64 },
    });
    prop_oneof![
        4 => makings(),
        1 => places,
        1 => texts,
        1 => "[xyz]".prop_map(|document| Edit::RemoveText { document }),
        1 => "[xyz]".prop_map(|document| Edit::RemovePlace { document }),
        1 => "[a-z]{2}".prop_map(|view| Edit::SetSession(Session { view, ..Session::default() })),
    ]
}
