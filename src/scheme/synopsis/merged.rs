//! Sets things together that are alike, the likest first: agglomeration by average linkage
//! (Sokal and Michener 1958) on a sparse graph, with at most so many of one column together.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::groups::Sets;

/// Sets things together while the mean likeness between two sets is at least `least`; pairs that
/// are not given are not alike. Each thing stands in a column, of which a set has at most `most`.
/// The sets, each ascending, in order of their first things.
///
/// A set knows the nearest other at the time it last changed. If that has changed since, the set
/// looks again once its turn comes: what is nearest then is no nearer.
pub(super) fn merged(
    columns: &[usize],
    alike: &[(usize, usize, f32)],
    least: f32,
    most: usize,
) -> Vec<Vec<usize>> {
    let mut merging = Merging::new(columns, alike, least, most);
    let mut heap: BinaryHeap<Near> = (0..columns.len()).filter_map(|at| merging.nearest(at)).collect();
    while let Some(Near { from, to, ages, .. }) = heap.pop() {
        if merging.age[from] != ages.0 {
            continue;
        }
        let mut changed = from;
        if merging.age[to] == ages.1 {
            changed = from.min(to);
            merging.merge(changed, from.max(to));
        }
        heap.extend(merging.nearest(changed));
    }
    merging.into_sets()
}

/// Sets on the way. A set is known by its first thing.
struct Merging {
    sets: Sets,
    /// By set: the likeness to a thing of another set, and that thing. The sums of several
    /// likenesses are exact, so that it does not matter in which order they are added.
    near: Vec<Vec<(usize, f64)>>,
    /// By set: how many things it has.
    sizes: Vec<usize>,
    /// By set, for each column: how many things it has of it.
    filled: Vec<usize>,
    columns: usize,
    /// How often a set has changed: what was known of a younger one no longer holds.
    age: Vec<usize>,
    /// While the nearest of a set is looked for: by other set, where it stands in the list.
    found: Vec<usize>,
    least: f32,
    most: usize,
}

/// The nearest of a set.
#[derive(PartialEq)]
struct Near {
    mean: f64,
    from: usize,
    to: usize,
    ages: (usize, usize),
}

impl Eq for Near {}

impl Ord for Near {
    /// The greater mean first, then the pair that comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |near: &Self| Reverse((near.from.min(near.to), near.from.max(near.to)));
        self.mean.total_cmp(&other.mean).then_with(|| key(self).cmp(&key(other)))
    }
}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Merging {
    fn new(columns: &[usize], alike: &[(usize, usize, f32)], least: f32, most: usize) -> Self {
        let count = columns.len();
        let width = columns.iter().max().map_or(0, |last| last + 1);
        let pairs = || alike.iter().filter(|(a, b, _)| a != b);
        let mut pairs_of = vec![0; count];
        for &(a, b, _) in pairs() {
            pairs_of[a] += 1;
            pairs_of[b] += 1;
        }
        let mut near: Vec<Vec<(usize, f64)>> = pairs_of.into_iter().map(Vec::with_capacity).collect();
        for &(a, b, likeness) in pairs() {
            near[a].push((b, likeness.into()));
            near[b].push((a, likeness.into()));
        }
        let mut filled = vec![0; count * width];
        for (at, column) in columns.iter().enumerate() {
            filled[at * width + column] = 1;
        }
        Self {
            sets: Sets::new(count),
            near,
            sizes: vec![1; count],
            filled,
            columns: width,
            age: vec![0; count],
            found: vec![usize::MAX; count],
            least,
            most,
        }
    }

    /// The set that one is to be put together with next. Those that it can never be are forgotten.
    fn nearest(&mut self, from: usize) -> Option<Near> {
        self.sum_up(from);
        let mut near = std::mem::take(&mut self.near[from]);
        let mut nearest: Option<Near> = None;
        near.retain(|&(to, sum)| {
            let mean = sum / (self.sizes[from] * self.sizes[to]) as f64;
            if mean < self.least.into() || nearest.as_ref().is_some_and(|known| known.mean > mean) {
                return true;
            }
            let next = Near { mean, from, to, ages: (self.age[from], self.age[to]) };
            if nearest.as_ref().is_none_or(|known| *known < next) {
                if !self.fit(from, to) {
                    return false;
                }
                nearest = Some(next);
            }
            true
        });
        self.near[from] = near;
        nearest
    }

    /// Makes one of the likenesses of a set to things of the same other set: their sum.
    fn sum_up(&mut self, from: usize) {
        let near = &mut self.near[from];
        let mut summed = 0;
        for at in 0..near.len() {
            let (thing, likeness) = near[at];
            let to = self.sets.root(thing);
            if to == from {
                continue;
            }
            let known = self.found[to];
            if known < summed && near[known].0 == to {
                near[known].1 += likeness;
            } else {
                self.found[to] = summed;
                near[summed] = (to, likeness);
                summed += 1;
            }
        }
        near.truncate(summed);
    }

    fn filled(&self, set: usize) -> &[usize] {
        &self.filled[set * self.columns..][..self.columns]
    }

    fn fit(&self, a: usize, b: usize) -> bool {
        self.filled(a).iter().zip(self.filled(b)).all(|(a, b)| a + b <= self.most)
    }

    /// Puts the second set into the first.
    fn merge(&mut self, a: usize, b: usize) {
        self.sets.join(a, b);
        let mut less = std::mem::take(&mut self.near[b]);
        if less.len() > self.near[a].len() {
            std::mem::swap(&mut less, &mut self.near[a]);
        }
        self.near[a].append(&mut less);
        self.sizes[a] += self.sizes[b];
        for column in 0..self.columns {
            self.filled[a * self.columns + column] += self.filled[b * self.columns + column];
        }
        self.age[a] += 1;
        self.age[b] += 1;
    }

    fn into_sets(mut self) -> Vec<Vec<usize>> {
        let mut things: Vec<Vec<usize>> = vec![Vec::new(); self.age.len()];
        for thing in 0..things.len() {
            things[self.sets.root(thing)].push(thing);
        }
        things.retain(|things| !things.is_empty());
        things
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

    /// The same, told simply: the nearest two of all sets again and again.
    fn simply(columns: &[usize], alike: &[(usize, usize, f32)], least: f32, most: usize) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = (0..columns.len()).map(|thing| vec![thing]).collect();
        let mean = |a: &[usize], b: &[usize]| {
            let between = alike.iter().filter(|(x, y, _)| {
                x != y && (a.contains(x) && b.contains(y) || a.contains(y) && b.contains(x))
            });
            between.map(|pair| f64::from(pair.2)).sum::<f64>() / (a.len() * b.len()) as f64
        };
        let fit = |a: &[usize], b: &[usize]| {
            let of = |column| a.iter().chain(b).filter(|&&thing| columns[thing] == column).count();
            columns.iter().all(|&column| of(column) <= most)
        };
        loop {
            let pairs = (0..sets.len()).flat_map(|a| (a + 1..sets.len()).map(move |b| (a, b)));
            let fitting = pairs.filter(|&(a, b)| fit(&sets[a], &sets[b]));
            let means = fitting.map(|(a, b)| (mean(&sets[a], &sets[b]), Reverse((a, b))));
            let nearest = means.filter(|(mean, _)| *mean >= least.into() && *mean > 0.0);
            let Some((_, Reverse((a, b)))) = nearest.max_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)))
            else {
                return sets;
            };
            let other = sets.remove(b);
            sets[a].extend(other);
            sets[a].sort_unstable();
        }
    }

    proptest! {
        #[test]
        fn it_is_the_nearest_two_again_and_again(
            alike in prop::collection::vec((0..16_usize, 0..16_usize, 1..40_u8), 0..60),
            most in 1..4_usize,
        ) {
            let columns: Vec<usize> = (0..16).map(|at| at % 3).collect();
            let alike: Vec<_> = alike.into_iter().map(|(a, b, near)| (a, b, f32::from(near) / 40.0)).collect();
            prop_assert_eq!(merged(&columns, &alike, 0.1, most), simply(&columns, &alike, 0.1, most));
        }

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
