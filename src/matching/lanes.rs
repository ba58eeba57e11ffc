//! A few rows side by side, so that one pass over another row gives its inner products with all of
//! them: what a passage and those around it share with many others.

use super::sparse::Rows;

/// Up to `N` rows of one matrix by their features. Memory that is laid out again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes<const N: usize> {
    /// By feature: its place in `weights`; 0 for what none of the rows has.
    places: Vec<u32>,
    /// By place: what each row has; nothing at place 0.
    weights: Vec<[f32; N]>,
    /// By place.
    features: Vec<u32>,
}

impl<const N: usize> Lanes<N> {
    /// For rows of features below this number; further ones are passed over.
    pub(super) fn new(features: usize) -> Self {
        Self { places: vec![0; features], weights: vec![[0.0; N]], features: vec![0] }
    }

    /// Lays out rows, each in the lane that is its position; in a lane without one nothing is
    /// shared.
    pub(super) fn lay(&mut self, rows: &Rows, which: impl IntoIterator<Item = Option<usize>>) {
        for feature in self.features.drain(1..) {
            self.places[feature as usize] = 0;
        }
        self.weights.truncate(1);
        for (lane, row) in which.into_iter().enumerate().take(N) {
            for (feature, weight) in row.into_iter().flat_map(|row| rows.row(row)) {
                let Some(place) = self.places.get_mut(feature as usize) else { break };
                if *place == 0 {
                    *place = self.weights.len() as u32;
                    self.weights.push([0.0; N]);
                    self.features.push(feature);
                }
                self.weights[*place as usize][lane] = weight;
            }
        }
    }

    /// The inner product of a row with each of those that are laid out, to the last bit as
    /// [`Rows::dot`] would have it.
    pub(super) fn products(&self, rows: &Rows, row: usize) -> [f32; N] {
        let mut sums = [0.0; N];
        for (feature, weight) in rows.row(row) {
            let Some(place) = self.places.get(feature as usize) else { break };
            let others = &self.weights[*place as usize];
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += weight * other);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Features of the rows, of which the last few are passed over.
    const FEATURES: usize = 12;
    const LIMIT: usize = 9;

    const LANES: usize = 8;

    fn rows(all: &[Vec<(u32, f32)>]) -> Rows {
        let mut rows = Rows::default();
        for row in all {
            let mut row = row.clone();
            row.sort_unstable_by_key(|(feature, _)| *feature);
            row.dedup_by_key(|(feature, _)| *feature);
            rows.push(row);
        }
        rows
    }

    proptest! {
        #[test]
        fn products_are_those_of_each_row_alone(
            all in prop::collection::vec(
                prop::collection::vec((0..FEATURES as u32, 0.1_f32..9.0), 0..8), 4..12,
            ),
            laid in prop::collection::vec(prop::collection::vec(prop::option::of(0_usize..4), 0..=LANES), 1..4),
        ) {
            let rows = rows(&all);
            let mut lanes = Lanes::<LANES>::new(LIMIT);
            for which in laid {
                lanes.lay(&rows, which.iter().copied());
                for row in 0..rows.len() {
                    let products = lanes.products(&rows, row);
                    for (lane, product) in products.into_iter().enumerate() {
                        let other = which.get(lane).copied().flatten();
                        let mut alone = 0.0;
                        if let Some(other) = other {
                            let mut add = |feature, both: f32| if (feature as usize) < LIMIT { alone += both };
                            rows.each_shared(other, row, &mut add);
                        }
                        prop_assert_eq!(product.to_bits(), alone.to_bits());
                    }
                }
            }
        }
    }
}
