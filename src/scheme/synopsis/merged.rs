//! Sets things together that are alike, the likest first: agglomeration by average linkage
//! (Sokal and Michener 1958) on a sparse graph, with at most so many of one column together.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

/// Sets things together while the mean likeness between two sets is at least `least`; pairs that
/// are not given are not alike. Each thing stands in a column, of which a set has at most `most`.
/// The sets, each ascending, in order of their first things.
pub(super) fn merged(
    columns: &[usize],
    alike: &[(usize, usize, f32)],
    least: f32,
    most: usize,
) -> Vec<Vec<usize>> {
    let mut sets: Vec<Set> = (0..columns.len()).map(Set::of).collect();
    for &(a, b, likeness) in alike.iter().filter(|(a, b, _)| a != b) {
        *sets[a].near.entry(b).or_default() += likeness;
        *sets[b].near.entry(a).or_default() += likeness;
    }
    let mut heap: BinaryHeap<Near> = BinaryHeap::new();
    for at in 0..sets.len() {
        heap.extend(nearest(&sets, at, least).filter(|near| near.a == at));
    }
    while let Some(near) = heap.pop() {
        let (a, b) = (near.a, near.b);
        if (sets[a].age, sets[b].age) != near.ages || !fit(&sets[a], &sets[b], columns, most) {
            continue;
        }
        merge(&mut sets, a, b);
        heap.extend(nearest(&sets, a, least));
    }
    let mut all: Vec<Vec<usize>> =
        sets.into_iter().map(|set| set.things).filter(|things| !things.is_empty()).collect();
    for things in &mut all {
        things.sort_unstable();
    }
    all.sort_unstable();
    all
}

/// Things that stand together.
struct Set {
    things: Vec<usize>,
    /// By set: the sum of the likenesses of each of its things to each of that set's.
    near: BTreeMap<usize, f32>,
    /// How often it has changed: what was known of a younger one no longer holds.
    age: usize,
}

/// Two sets that may be put together.
#[derive(PartialEq)]
struct Near {
    mean: f32,
    a: usize,
    b: usize,
    ages: (usize, usize),
}

impl Eq for Near {}

impl Ord for Near {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |near: &Self| Reverse((near.a, near.b, near.ages));
        self.mean.total_cmp(&other.mean).then_with(|| key(self).cmp(&key(other)))
    }
}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Set {
    fn of(thing: usize) -> Self {
        Self { things: vec![thing], near: BTreeMap::new(), age: 0 }
    }
}

/// The sets that one may be put together with, the lesser number of each pair first.
fn nearest(sets: &[Set], at: usize, least: f32) -> impl Iterator<Item = Near> {
    let near = move |(&other, sum): (&usize, &f32)| {
        let (a, b) = (at.min(other), at.max(other));
        let mean = sum / (sets[a].things.len() * sets[b].things.len()) as f32;
        (mean >= least).then_some(Near { mean, a, b, ages: (sets[a].age, sets[b].age) })
    };
    sets[at].near.iter().filter_map(near)
}

fn fit(a: &Set, b: &Set, columns: &[usize], most: usize) -> bool {
    let mut both: Vec<usize> = a.things.iter().chain(&b.things).map(|&thing| columns[thing]).collect();
    both.sort_unstable();
    both.chunk_by(|one, next| one == next).all(|run| run.len() <= most)
}

/// Puts the second set into the first.
fn merge(sets: &mut [Set], a: usize, b: usize) {
    let things = std::mem::take(&mut sets[b].things);
    let near = std::mem::take(&mut sets[b].near);
    sets[b].age += 1;
    sets[a].age += 1;
    sets[a].things.extend(things);
    for (other, sum) in near {
        sets[other].near.remove(&b);
        if other != a {
            *sets[a].near.entry(other).or_default() += sum;
            *sets[other].near.entry(a).or_default() += sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_likest_first_and_no_column_too_full() {
        let columns = [0, 0, 0, 1, 2];
        let alike = [(0, 3, 0.9), (1, 3, 0.8), (2, 3, 0.8), (3, 4, 0.5), (0, 4, 0.3)];
        assert_eq!(merged(&columns, &alike, 0.2, 1), [vec![0, 3, 4], vec![1], vec![2]]);
        assert_eq!(merged(&columns, &alike, 0.2, 2), [vec![0, 1, 3, 4], vec![2]]);
        assert_eq!(merged(&columns, &alike, 0.45, 3), [vec![0, 3], vec![1], vec![2], vec![4]]);
        assert_eq!(merged(&columns, &[], 0.2, 3).len(), 5);
        assert!(merged(&[], &[], 0.2, 3).is_empty());
    }

    proptest! {
        #[test]
        fn everything_stands_once(
            alike in prop::collection::vec((0..12_usize, 0..12_usize, 0.0..1.0_f32), 0..40),
            most in 1..4_usize,
        ) {
            let columns: Vec<usize> = (0..12).map(|at| at % 3).collect();
            let sets = merged(&columns, &alike, 0.3, most);
            let mut all: Vec<usize> = sets.iter().flatten().copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..12).collect::<Vec<_>>());
            for set in sets {
                for column in 0..3 {
                    prop_assert!(set.iter().filter(|&&at| columns[at] == column).count() <= most);
                }
            }
        }
    }
}
