//! The order of differences: by worth, so that no kind and no passage crowds out the others.

use std::collections::{HashMap, HashSet};

use super::{Difference, DifferenceKind};
use crate::text::Passage;

/// What is left of a difference's worth after each one of its kind before it, and after each one
/// of its passages.
const NEXT_OF_KIND: f32 = 0.96;
const NEXT_OF_PASSAGE: f32 = 0.85;

/// Best first. The same two values are told once, where they are worth most.
pub(super) fn ranked(mut found: Vec<Difference>) -> Vec<Difference> {
    sort(&mut found);
    let mut told = HashSet::new();
    found.retain(|one| told.insert((one.kind, one.slot, one.a.value.clone(), one.b.value.clone())));
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

pub(super) fn sort(found: &mut [Difference]) {
    found.sort_by(|one, other| {
        let key =
            |one: &Difference| (one.a.passage, one.b.passage, one.kind, one.slot, one.a.span, one.b.span);
        other.score.total_cmp(&one.score).then_with(|| key(one).cmp(&key(other)))
    });
}
