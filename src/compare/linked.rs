//! What a person says of two passages by a link: that both cannot be so.

use crate::matching::MatchKind;
use crate::scheme::Collection;
use crate::text::{Passage, Span};

use super::{Difference, DifferenceKind, Side, Slot};

/// The links that say so, in the order of the collection. Each stands by itself: no other pair is the
/// same difference, and none is worth more of a reader's time.
pub(super) fn differences(collection: &Collection) -> Vec<Difference> {
    let side = |passage: Passage| {
        let document = collection.document(passage.document);
        let span = document.passage_span(passage).unwrap_or(Span::new(0, 0));
        Side { passage, span, value: document.passage_text(passage) }
    };
    let contradicting = collection.links.iter().filter(|link| link.kind == MatchKind::Contradicts);
    let mut pairs: Vec<(Passage, Passage)> =
        contradicting.map(|link| (link.a.min(link.b), link.a.max(link.b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let of_pair = |(a, b)| Difference {
        kind: DifferenceKind::Contradicts,
        slot: Slot::Linked,
        a: side(a),
        b: side(b),
        also: Vec::new(),
        text: "linked by hand as contradicting each other".to_owned(),
        score: 1.0,
    };
    pairs.into_iter().map(of_pair).collect()
}
