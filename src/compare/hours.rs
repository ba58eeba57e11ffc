//! Times of day that cannot both be so: the engine came at half past one, or at dawn.

use crate::matching::features::HourMention;
use crate::text::Span;

use super::facts::{Fact, shared};
use super::pairs::{MOST_VALUES, Pair};
use super::{Difference, DifferenceKind, Slot};

/// Words around a time that tell of what: who came may stand far before it.
const CONTEXT: usize = 20;

/// Worth of the words around two times that both must have, and what their sentences must have in
/// common.
const SAME_THING: f32 = 1.0;
const ALIKE: f32 = 0.15;

/// The two times of day that stand in the most alike surroundings, where no two agree.
pub(super) fn differences(pair: &Pair<'_>) -> Option<Difference> {
    let (of_a, of_b) = (few(pair.a), few(pair.b));
    if pair.other_times || pair.likeness < ALIKE {
        return None;
    }
    let pairs = || of_a.iter().flat_map(|one| of_b.iter().map(move |other| (one, other)));
    if pairs().any(|(one, other)| !one.is_apart(other)) {
        return None;
    }
    let both = |one: &HourMention, other: &HourMention| -> f32 {
        let (a, b) = (near(pair.a, one.span), near(pair.b, other.span));
        shared(&a, &b).map(|term| pair.table.worth[term as usize]).sum()
    };
    let told = pairs().map(|(one, other)| (one, other, both(one, other)));
    let (one, other, both) = told.max_by(|x, y| x.2.total_cmp(&y.2)).filter(|told| told.2 >= SAME_THING)?;
    let (a, b) = (pair.a.side(one.span), pair.b.side(other.span));
    let text = format!("{} in one, {} in the other", a.value, b.value);
    let score = (0.25 + 0.1 * both.min(3.0) + 0.3 * pair.likeness).min(1.0);
    // What time it was does not change.
    let kind = DifferenceKind::Contradicts;
    Some(Difference { kind, slot: Slot::Date, a, b, also: Vec::new(), text, score })
}

fn few(fact: &Fact) -> &[HourMention] {
    let hours = &fact.features.hours;
    &hours[..hours.len().min(MOST_VALUES)]
}

/// The terms around a time, without its own.
fn near(fact: &Fact, hour: Span) -> Vec<u32> {
    let own = fact.terms_in(hour);
    let mut terms = fact.terms_in(fact.around(hour, CONTEXT));
    terms.retain(|term| own.binary_search(term).is_err());
    terms
}
