//! One entry for one difference: where a sentence stands against several of the same account, the
//! strongest pair is told and the others are further places of it.

use std::collections::HashMap;

use super::{Difference, DifferenceKind, Side, Slot};
use crate::text::hash::normalised;
use crate::text::{DocumentIndex, Passage};

/// Further places that one difference lists.
pub(super) const MOST_PLACES: usize = 24;

/// What the differences of one group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// The sentence on one side, the account on the other.
    Sentence(Slot, DifferenceKind, Passage, DocumentIndex),
    /// What some tell and others do not.
    Told(Slot, String),
}

/// Puts repeats together, each under the one that is worth most.
pub(super) fn grouped(mut found: Vec<Difference>) -> Vec<Difference> {
    super::rank::sort(&mut found);
    let mut kept: Vec<Difference> = Vec::new();
    let mut groups: HashMap<Key, usize> = HashMap::new();
    for one in found {
        let keys = keys(&one);
        let known = keys.iter().find_map(|key| groups.get(key).copied());
        if let Some(at) = known {
            kept[at].take_in(one);
        } else {
            groups.extend(keys.into_iter().map(|key| (key, kept.len())));
            kept.push(one);
        }
    }
    kept
}

/// Dates and figures of one sentence are each a matter of their own, and so is each name; but what
/// many accounts leave out, or tell, is one difference.
fn keys(one: &Difference) -> Vec<Key> {
    let (a, b) = (one.a.passage, one.b.passage);
    match (one.slot, one.kind) {
        (Slot::Outcome | Slot::Who, DifferenceKind::Contradicts | DifferenceKind::ChangedSince) => vec![
            Key::Sentence(one.slot, one.kind, a, b.document),
            Key::Sentence(one.slot, one.kind, b, a.document),
        ],
        (Slot::Date | Slot::Figure, DifferenceKind::OnlyOneTells) => {
            vec![Key::Told(one.slot, normalised(&format!("{} {}", one.a.value, one.b.value)))]
        }
        _ => Vec::new(),
    }
}

impl Difference {
    /// Adds the places of another one that tells the same.
    pub(super) fn take_in(&mut self, other: Difference) {
        let known = |side: &Side| self.places().any(|place| place.passage == side.passage);
        let new: Vec<Side> =
            [other.a, other.b].into_iter().chain(other.also).filter(|side| !known(side)).collect();
        self.also.extend(new);
        self.also.sort_by_key(|side| (side.passage, side.span));
        self.also.dedup();
        self.also.truncate(MOST_PLACES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockIndex, SentenceIndex, Span};

    fn side(document: usize, block: usize, value: &str) -> Side {
        let passage = Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0));
        Side { passage, span: Span::new(0, value.len()), value: value.to_owned() }
    }

    fn outcome(a: Side, b: Side, score: f32) -> Difference {
        let text = format!("{} in one, {} in the other", a.value, b.value);
        Difference {
            kind: DifferenceKind::Contradicts,
            slot: Slot::Outcome,
            a,
            b,
            also: Vec::new(),
            text,
            score,
        }
    }

    #[test]
    fn a_sentence_against_several_of_one_account_is_one_difference() {
        let held = || side(1, 5, "held");
        let found = vec![
            outcome(side(0, 9, "failed"), held(), 0.4),
            outcome(side(0, 8, "collapsed"), held(), 0.6),
            outcome(held(), side(2, 1, "refused"), 0.5),
        ];
        let grouped = grouped(found);
        let told: Vec<_> =
            grouped.iter().map(|one| (one.a.value.as_str(), one.b.value.as_str(), one.also.len())).collect();
        assert_eq!(told, [("collapsed", "held", 1), ("held", "refused", 0)]);
        assert_eq!(grouped[0].also[0].value, "failed");
    }
}
