//! Sums by passage of a few thousand passages out of any number of them. It takes no more memory than
//! what can be met at once, so that a sum is added to as fast in a large collection as in a small one.

/// What some passages share with one. Memory that is filled again and again.
#[derive(Debug)]
pub(super) struct Tally {
    /// Open addressing with linear probing: one more than the passage's place in `met`; 0 for none.
    places: Box<[u16]>,
    /// By what a hash is shifted right to be a place.
    shift: u32,
    /// In the order in which they were met.
    met: Vec<(u32, f32)>,
    /// So many may be met.
    most: usize,
}

impl Tally {
    /// For so many passages at once, below `u16::MAX`; more would be left out.
    pub(super) fn new(most: usize) -> Self {
        let most = most.min(usize::from(u16::MAX) - 1);
        // Half of the places stay empty.
        let places = (2 * most).next_power_of_two().max(2);
        let shift = u32::BITS - places.trailing_zeros();
        Self { places: vec![0; places].into(), shift, met: Vec::with_capacity(most), most }
    }

    pub(super) fn clear(&mut self) {
        self.places.fill(0);
        self.met.clear();
    }

    /// Adds to the sum of a passage and returns it.
    pub(super) fn add(&mut self, passage: u32, points: f32) -> f32 {
        let at = self.find(passage);
        let Some(met) = usize::from(self.places[at]).checked_sub(1) else {
            if self.met.len() < self.most {
                self.met.push((passage, points));
                self.places[at] = self.met.len() as u16;
            }
            return points;
        };
        let (_, sum) = &mut self.met[met];
        *sum += points;
        *sum
    }

    /// Zero for what was not met.
    pub(super) fn sum(&self, passage: u32) -> f32 {
        let place = usize::from(self.places[self.find(passage)]);
        place.checked_sub(1).map_or(0.0, |met| self.met[met].1)
    }

    /// The passages that were met with their sums, in the order in which they were met.
    pub(super) fn met(&self) -> &[(u32, f32)] {
        &self.met
    }

    /// Where the passage has its place, or the empty one that it would take.
    fn find(&self, passage: u32) -> usize {
        // Multiplicative hashing (Knuth 1973).
        let mut at = (passage.wrapping_mul(0x9E37_79B1) >> self.shift) as usize;
        loop {
            match usize::from(self.places[at]).checked_sub(1) {
                Some(met) if self.met[met].0 != passage => at = (at + 1) & (self.places.len() - 1),
                _ => return at,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const MOST: usize = 40;

    proptest! {
        #[test]
        fn sums_are_those_of_a_map(
            rounds in prop::collection::vec(
                prop::collection::vec((0_u32..60, 1_u32..9), 0..MOST), 1..4,
            ),
            spread in prop::sample::select(vec![1_u32, 64, 1 << 20]),
        ) {
            let mut tally = Tally::new(MOST);
            for round in rounds {
                tally.clear();
                let mut expected: BTreeMap<u32, f32> = BTreeMap::new();
                for (passage, points) in round {
                    let sum = expected.entry(passage * spread).or_default();
                    *sum += points as f32;
                    prop_assert_eq!(tally.add(passage * spread, points as f32).to_bits(), sum.to_bits());
                }
                for passage in 0..60 {
                    let expected = expected.get(&(passage * spread)).copied().unwrap_or_default();
                    prop_assert_eq!(tally.sum(passage * spread).to_bits(), expected.to_bits());
                }
                let mut met = tally.met().to_vec();
                met.sort_unstable_by_key(|(passage, _)| *passage);
                prop_assert_eq!(met, expected.into_iter().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn what_is_too_much_is_left_out() {
        let mut tally = Tally::new(2);
        for passage in 0..9 {
            tally.add(passage, 1.0);
        }
        assert_eq!(tally.met().len(), 2, "{:?}", tally.met());
        assert!(tally.sum(8).abs() < f32::EPSILON);
    }
}
