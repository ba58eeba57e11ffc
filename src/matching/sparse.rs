//! Sparse vectors, one for each passage, in one piece of memory.

use std::ops::Range;

/// Rows of `(feature, weight)`, features ascending in each row.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// By row: where it begins; one more for the end.
    starts: Vec<usize>,
    features: Vec<u32>,
    weights: Vec<f32>,
}

impl Default for Rows {
    fn default() -> Self {
        Self { starts: vec![0], features: Vec::new(), weights: Vec::new() }
    }
}

impl Rows {
    /// Adds a row; `cells` must be ascending by feature.
    pub(super) fn push(&mut self, cells: impl IntoIterator<Item = (u32, f32)>) {
        for (feature, weight) in cells {
            self.features.push(feature);
            self.weights.push(weight);
        }
        self.starts.push(self.features.len());
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn row(&self, at: usize) -> impl Iterator<Item = (u32, f32)> + '_ {
        let range = self.starts[at]..self.starts[at + 1];
        self.features[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }

    /// The weight of a feature in a row that has it.
    pub(super) fn weight(&self, at: usize, feature: u32) -> Option<f32> {
        let start = self.starts[at];
        let found = self.features[start..self.starts[at + 1]].binary_search(&feature).ok()?;
        Some(self.weights[start + found])
    }

    pub(super) fn scale(&mut self, by: f32) {
        for weight in &mut self.weights {
            *weight *= by;
        }
    }

    /// The inner product of two rows. The same to the last bit from either side.
    pub(super) fn dot(&self, a: usize, b: usize) -> f32 {
        let mut sum = 0.0;
        self.each_shared(a, b, |_, product| sum += product);
        sum
    }

    /// Adds to `sum` what two rows share from a feature on.
    pub(super) fn dot_from(&self, first: u32, a: usize, b: usize, mut sum: f32) -> f32 {
        self.each_shared_of(self.tail(a, first), self.tail(b, first), |_, product| sum += product);
        sum
    }

    /// The cells of a row from a feature on.
    fn tail(&self, at: usize, first: u32) -> Range<usize> {
        let row = self.starts[at]..self.starts[at + 1];
        let before = self.features[row.clone()].partition_point(|feature| *feature < first);
        row.start + before..row.end
    }

    /// What each feature that two rows share adds to their inner product, ascending by feature.
    pub(super) fn each_shared(&self, a: usize, b: usize, take: impl FnMut(u32, f32)) {
        self.each_shared_of(self.tail(a, 0), self.tail(b, 0), take);
    }

    fn each_shared_of(&self, left: Range<usize>, right: Range<usize>, mut take: impl FnMut(u32, f32)) {
        let (left_features, right_features) = (&self.features[left.clone()], &self.features[right.clone()]);
        let (left_weights, right_weights) = (&self.weights[left], &self.weights[right]);
        let (mut i, mut j) = (0, 0);
        while i < left_features.len() && j < right_features.len() {
            let (one, other) = (left_features[i], right_features[j]);
            if one == other {
                take(one, left_weights[i] * right_weights[j]);
            }
            i += usize::from(one <= other);
            j += usize::from(other <= one);
        }
    }
}
