//! The order of differences: by worth, so that no kind and no passage crowds out the others.

use std::collections::HashMap;

use super::{Difference, DifferenceKind, Slot};
use crate::matching::features::Lexed;
use crate::matching::features::figures::FigureReader;
use crate::text::Passage;
use crate::text::word::{folded, words};

/// What is left of a difference's worth after each one of its kind before it, and after each one
/// of its passages.
const NEXT_OF_KIND: f32 = 0.96;
const NEXT_OF_PASSAGE: f32 = 0.85;

/// Best first. The same difference is told once, where it is worth most, with its other places.
pub(super) fn ranked(found: Vec<Difference>) -> Vec<Difference> {
    let mut found = told_once(found);
    let mut kinds: HashMap<DifferenceKind, i32> = HashMap::new();
    let mut passages: HashMap<Passage, i32> = HashMap::new();
    for one in &mut found {
        let kind = kinds.entry(one.kind).or_default();
        let mut count = |passage| {
            let seen = passages.entry(passage).or_default();
            *seen += 1;
            *seen - 1
        };
        let seen = if one.kind == DifferenceKind::SpelledOtherwise {
            0
        } else {
            count(one.a.passage).max(count(one.b.passage))
        };
        one.score *= NEXT_OF_KIND.powi(*kind) * NEXT_OF_PASSAGE.powi(seen);
        *kind += 1;
    }
    sort(&mut found);
    found
}

/// Puts repeats under the first of them. Two values are the same difference wherever they stand
/// when they tell of what: a name, a date, a figure with what it counts. Words such as 'approved'
/// do not: they are it where one of the sentences is the same.
fn told_once(mut found: Vec<Difference>) -> Vec<Difference> {
    sort(&mut found);
    let mut kept: Vec<Difference> = Vec::new();
    let mut told: HashMap<_, Vec<usize>> = HashMap::new();
    for one in found {
        let values = (one.kind, one.slot, meant(one.slot, &one.a.value), meant(one.slot, &one.b.value));
        let alike = told.entry(values).or_default();
        let by_value = matches!(one.slot, Slot::Name | Slot::Date | Slot::Figure);
        let same = |at: &usize| {
            by_value || kept[*at].a.passage == one.a.passage || kept[*at].b.passage == one.b.passage
        };
        if let Some(at) = alike.iter().copied().find(|at| same(at)) {
            kept[at].take_in(one);
        } else {
            alike.push(kept.len());
            kept.push(one);
        }
    }
    kept
}

/// A value such that equal ones mean the same: of a figure how many, how exactly, and the last word of
/// what, `23 pirates` and `23 Somali pirates`.
fn meant(slot: Slot, value: &str) -> String {
    let figures = if slot == Slot::Figure {
        FigureReader::new(None).figures(&Lexed::new(value), &[])
    } else {
        Vec::new()
    };
    match (figures.as_slice(), words(value).last()) {
        ([figure], Some((_, what))) if !figure.unit.is_empty() => {
            format!("{} {:?} {} {}", figure.value, figure.bound, figure.approximate, folded(what))
        }
        _ => value.to_owned(),
    }
}

pub(super) fn sort(found: &mut [Difference]) {
    found.sort_by(|one, other| {
        let key =
            |one: &Difference| (one.a.passage, one.b.passage, one.kind, one.slot, one.a.span, one.b.span);
        other.score.total_cmp(&one.score).then_with(|| key(one).cmp(&key(other)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Side;
    use crate::text::{BlockIndex, DocumentIndex, SentenceIndex, Span};

    fn one(slot: Slot, a: usize, b: usize, values: (&str, &str)) -> Difference {
        let side = |document: usize, block: usize, value: &str| {
            let passage = Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0));
            Side { passage, span: Span::new(0, value.len()), value: value.to_owned() }
        };
        Difference {
            kind: DifferenceKind::Contradicts,
            slot,
            a: side(0, a, values.0),
            b: side(1, b, values.1),
            also: Vec::new(),
            text: String::new(),
            score: 0.5,
        }
    }

    #[test]
    fn the_same_words_of_another_matter_are_another_difference() {
        let outcome = |a, b| one(Slot::Outcome, a, b, ("approved", "refused"));
        let places = |found: Vec<Difference>| -> Vec<usize> {
            ranked(found).iter().map(|one| one.places().count()).collect()
        };
        assert_eq!(places(vec![outcome(1, 1), outcome(2, 2), outcome(2, 3)]), [2, 3]);
        let figure = |a, b| one(Slot::Figure, a, b, ("three boats", "four boats"));
        assert_eq!(places(vec![figure(1, 1), figure(2, 2)]), [4]);
        let otherwise = one(Slot::Figure, 2, 2, ("three fishing boats", "four small boats"));
        assert_eq!(places(vec![figure(1, 1), otherwise]), [4]);
        let hurt = one(Slot::Figure, 2, 2, ("14 were injured", "16 were injured"));
        assert_eq!(places(vec![one(Slot::Figure, 1, 1, ("14 were killed", "16 were killed")), hurt]), [2, 2]);
        let other = one(Slot::Figure, 2, 2, ("three boats", "four barges"));
        assert_eq!(places(vec![figure(1, 1), other]), [2, 2]);
    }
}
