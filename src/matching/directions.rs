//! Where vectors point, in a byte for each number: a quarter of the memory, and a scan over all of
//! them is a sum of small integers. A cosine is off by a few thousandths.

/// Numbers that are summed as 32-bit integers: none of their sums overflows.
const STRETCH: usize = 1 << 12;

/// Vectors of one width and of length 1, or of zeros.
#[derive(Clone, Debug, Default)]
pub(super) struct Directions {
    width: usize,
    numbers: Vec<i8>,
    /// By row: what its numbers are to be multiplied with.
    scales: Vec<f32>,
}

/// One row of [`Directions`].
#[derive(Clone, Debug, Default)]
pub(super) struct Direction {
    numbers: Vec<i8>,
    scale: f32,
}

impl Direction {
    /// Zeros for a vector without a direction.
    pub(super) fn of(vector: &[f32]) -> Self {
        let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
        let largest = vector.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        if !(largest.is_normal() && length.is_normal()) {
            return Self { numbers: vec![0; vector.len()], scale: 0.0 };
        }
        let most = f32::from(i8::MAX);
        let numbers = vector.iter().map(|number| (number / largest * most).round() as i8).collect();
        Self { numbers, scale: largest / most / length }
    }
}

impl Directions {
    /// All of them must have `width` numbers.
    pub(super) fn new(width: usize, directions: impl IntoIterator<Item = Direction>) -> Self {
        let mut all = Self { width, ..Self::default() };
        for direction in directions {
            all.numbers.extend(direction.numbers);
            all.scales.push(direction.scale);
        }
        all
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether a row points anywhere.
    pub(super) fn is_set(&self, row: usize) -> bool {
        self.scales[row] > 0.0
    }

    /// From -1 to 1, 0 where one of the two points nowhere. The same to the last bit from either side.
    pub(super) fn cosine(&self, a: usize, b: usize) -> f32 {
        product(self.row(a), self.row(b)) as f32 * (self.scales[a] * self.scales[b])
    }

    /// Where the sum of some rows points.
    pub(super) fn sum(&self, rows: std::ops::Range<usize>) -> Direction {
        let mut sum = vec![0.0; self.width];
        for row in rows {
            let scale = self.scales[row];
            sum.iter_mut().zip(self.row(row)).for_each(|(sum, number)| *sum += scale * f32::from(*number));
        }
        Direction::of(&sum)
    }

    fn row(&self, row: usize) -> &[i8] {
        &self.numbers[row * self.width..(row + 1) * self.width]
    }
}

fn product(a: &[i8], b: &[i8]) -> i64 {
    let stretch = |(a, b): (&[i8], &[i8])| -> i64 {
        let products = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b));
        i64::from(products.sum::<i32>())
    };
    a.chunks(STRETCH).zip(b.chunks(STRETCH)).map(stretch).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(a: &[f32], b: &[f32]) -> f32 {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    }

    #[test]
    fn what_points_nowhere_is_like_nothing() {
        for vector in [&[0.0, 0.0][..], &[f32::INFINITY, 1.0], &[f32::NAN, f32::NAN], &[1e-40, 0.0]] {
            let both = Directions::new(2, [Direction::of(vector), Direction::of(&[1.0, 0.0])]);
            assert!(both.cosine(0, 1).abs() < f32::EPSILON && !both.is_set(0) && both.is_set(1));
        }
        assert!(Directions::new(0, [Direction::of(&[])]).cosine(0, 0).abs() < f32::EPSILON);
    }

    #[test]
    fn wide_vectors_do_not_overflow() {
        let wide = Directions::new(1 << 18, [Direction::of(&vec![-3.0; 1 << 18])]);
        assert!((wide.cosine(0, 0) - 1.0).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn cosines_are_nearly_those_of_floats(
            pair in prop::collection::vec((-1.0_f32..1.0, -1.0_f32..1.0), 8..300),
        ) {
            let (a, b): (Vec<f32>, Vec<f32>) = pair.into_iter().unzip();
            let both = Directions::new(a.len(), [Direction::of(&a), Direction::of(&b)]);
            prop_assert!((both.cosine(0, 1) - exact(&a, &b)).abs() < 0.02);
            prop_assert_eq!(both.cosine(0, 1).to_bits(), both.cosine(1, 0).to_bits());
        }
    }
}
