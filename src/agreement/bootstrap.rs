//! How far a figure would move had other passages been coded: percentile intervals by resampling.
//!
//! Clusters are drawn with replacement, as many as there are, and the figure is computed anew
//! (Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, chapter 13). A cluster is a
//! paragraph: its sentences are coded in one go, and to draw them one by one would make the
//! interval too narrow (Field and Welsh 2007, *Bootstrapping clustered data*). The draws are the
//! same in every run.

/// Resamples of which an interval is made.
pub const RESAMPLES: usize = 1_000;
/// The share of the resampled figures that lie in an interval.
pub const COVERAGE: f64 = 0.95;

/// How often each of `clusters` is drawn in each resample.
pub struct Draws {
    clusters: usize,
    numbers: SplitMix64,
}

impl Draws {
    pub fn of(clusters: usize) -> Self {
        Self { clusters, numbers: SplitMix64(clusters as u64) }
    }
}

impl Iterator for Draws {
    type Item = Vec<u32>;

    fn next(&mut self) -> Option<Vec<u32>> {
        let mut times = vec![0; self.clusters];
        for _ in 0..self.clusters {
            times[self.numbers.below(self.clusters)] += 1;
        }
        Some(times)
    }
}

/// The interval that holds [`COVERAGE`] of the resampled figures, with as many on either side.
/// `None` where the figure is not defined in most resamples.
pub fn interval(mut figures: Vec<f64>) -> Option<(f64, f64)> {
    if figures.len() * 2 < RESAMPLES {
        return None;
    }
    figures.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| figures[((figures.len() - 1) as f64 * share).round() as usize];
    let outside = (1.0 - COVERAGE) / 2.0;
    Some((at(outside), at(1.0 - outside)))
}

/// The generator of Steele, Lea and Flood 2014, *Fast splittable pseudorandom number generators*.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; the bias is below 2^-32 for every number of clusters that fits in
    /// memory.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut numbers = SplitMix64(1_234_567);
        assert_eq!(numbers.next(), 6_457_827_717_110_365_317);
        assert_eq!(numbers.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_resample_has_as_many_clusters_and_no_two_are_alike() {
        let draws: Vec<Vec<u32>> = Draws::of(50).take(20).collect();
        assert!(draws.iter().all(|times| times.iter().sum::<u32>() == 50));
        assert!(draws.windows(2).all(|two| two[0] != two[1]));
        assert_eq!(Draws::of(50).next(), draws.first().cloned());
        assert_eq!(Draws::of(0).next(), Some(Vec::new()));
    }

    #[test]
    fn an_interval_leaves_as_many_on_either_side() {
        let (low, high) = interval((0..=1_000).map(f64::from).collect()).unwrap();
        assert_eq!((low, high), (25.0, 975.0));
        assert_eq!(interval(vec![1.0; RESAMPLES / 2 - 1]), None);
    }
}
