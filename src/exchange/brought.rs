//! What the collection itself brings by hand, as if the reader had made it: for exports that are to
//! take it along.

use std::collections::HashSet;

use crate::corrections::coding_of;
use crate::scheme::{Collection, Strength};
use crate::store::{Anchor, CellId, Id, Link, LinkKind, Summary, Work};
use crate::text::Passage;

use super::guid;
use super::item::Item;
use super::place::{Places, anchor_of};

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

/// The reader's work over what the collection brings: where the reader coded a passage or said how two
/// stand to each other, that counts alone.
pub fn with_brought(collection: &Collection, work: &Work) -> Work {
    let places = Places::of(collection);
    let passages = |anchor: &Anchor| places.passages(anchor).unwrap_or_default();
    let coded: HashSet<Passage> = work.codings.values().flat_map(|coding| passages(&coding.anchor)).collect();
    let is_coded = |passage: &Passage| {
        coded.contains(passage) || coded.contains(&Passage { sentence: None, ..*passage })
    };
    let pair = |link: &Link| {
        let (a, b) = (*passages(&link.a).first()?, *passages(&link.b).first()?);
        Some((a.min(b), a.max(b)))
    };
    let is_match = |link: &&Link| link.kind != LinkKind::Level;
    let linked: HashSet<(Passage, Passage)> = work.links.values().filter(is_match).filter_map(pair).collect();
    let mut all = brought(collection);
    all.codings.retain(|_, coding| !passages(&coding.anchor).iter().any(is_coded));
    all.links.retain(|_, link| pair(link).is_none_or(|pair| !linked.contains(&pair)));
    all.take_over(work.clone());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::samples::collection;
    use crate::scheme::{self, Coded, EpisodeIndex};
    use crate::text::{BlockIndex, DocumentIndex, SentenceIndex};

    fn sentence(document: usize, block: usize, sentence: usize) -> Passage {
        Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(sentence))
    }

    #[test]
    fn what_the_reader_said_of_the_same_passages_counts_alone() {
        let mut collection = collection();
        let (told, other) = (sentence(0, 1, 0), sentence(0, 1, 1));
        let coding = |passage| scheme::Coding {
            passage,
            coded: Coded { episodes: vec![EpisodeIndex(0)], ..Coded::default() },
            confidence: 1.0,
            by_hand: true,
        };
        collection.codings = vec![coding(told), coding(other)];
        let answer = sentence(1, 1, 0);
        collection.links = [told, other].map(|end| scheme::Link::new(end, answer, Strength::Strong)).into();
        let collection = collection.indexed();
        assert_eq!(brought(&collection).links.len(), 2);
        // As made from another copy of the text: the same words, and not the same anchor.
        let anchor = |passage| {
            let anchor = anchor_of(&collection, passage).expect("a passage");
            Anchor { occurrences: 9, ..anchor }
        };
        let own = coding_of(&collection.scheme, anchor(told), &Coded::default(), None);
        let (a, b) = (anchor(answer), anchor(told));
        let rejected = Link { a, b, kind: LinkKind::Rejected, label: None, created: None };
        let work = Work {
            codings: [("c".to_owned(), own.clone())].into(),
            links: [("l".to_owned(), rejected.clone())].into(),
            ..Work::default()
        };
        let all = with_brought(&collection, &work);
        assert_eq!((all.codings.len(), all.links.len()), (2, 2));
        assert_eq!((&all.codings["c"], &all.links["l"]), (&own, &rejected));
        let quotes: Vec<&str> = all.codings.values().map(|coding| coding.anchor.quote.as_str()).collect();
        assert!(quotes.contains(&"The town slept."), "{quotes:?}");
    }
}
