//! What the collection itself brings by hand, as if the reader had made it: for exports that are to
//! take it along.

use crate::corrections::coding_of;
use crate::scheme::{Collection, Strength};
use crate::store::{Anchor, CellId, Id, Link, LinkKind, Summary, Work};
use crate::text::Passage;

use super::guid;
use super::item::Item;
use super::place::anchor_of;

/// Codings, links and summaries by hand. Their ids follow from their passages, so that they are the
/// same in every export.
pub fn brought(collection: &Collection) -> Work {
    let mut work = Work::default();
    let id = |what: &str, passages: &[Passage]| -> Option<Id> {
        let names: Vec<String> = passages.iter().map(|&passage| collection.passage_id(passage)).collect();
        guid::id_of(&guid::guid(what, &names.join(" ")))
    };
    for own in collection.codings.iter().filter(|coding| coding.by_hand) {
        let Some((id, anchor)) = id("coding", &[own.passage]).zip(anchor_of(collection, own.passage)) else {
            continue;
        };
        Item::Coding(id, coding_of(&collection.scheme, anchor, &own.coded, None)).put(&mut work);
    }
    for link in &collection.links {
        let ends = anchor_of(collection, link.a).zip(anchor_of(collection, link.b));
        let Some((id, (a, b))) = id("link", &[link.a, link.b]).zip(ends) else { continue };
        Item::Link(id, Link { a, b, kind: kind_of(link.strength), label: None, created: None })
            .put(&mut work);
    }
    for summary in &collection.summaries {
        let scheme = &collection.scheme;
        let (episode, step) =
            (scheme.episode(summary.episode).id.clone(), scheme.step(summary.step).id.clone());
        let own = Summary { text: summary.text.clone(), changed: None };
        Item::Summary(CellId { episode, step }, own).put(&mut work);
    }
    work
}

/// The kind of link that a strength of the collection's files stands for.
pub fn kind_of(strength: Strength) -> LinkKind {
    match strength {
        Strength::Strong => LinkKind::SameEvent,
        Strength::Weak => LinkKind::Echo,
    }
}

/// The reader's work over what the collection brings: where the reader coded a passage, that
/// counts alone.
pub fn with_brought(collection: &Collection, work: &Work) -> Work {
    let mut all = brought(collection);
    let same = |anchor: &Anchor| work.codings.values().any(|coding| &coding.anchor == anchor);
    all.codings.retain(|_, coding| !same(&coding.anchor));
    all.take_over(work.clone());
    all
}
