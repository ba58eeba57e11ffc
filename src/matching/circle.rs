//! Matches that two passages have in common: two that match the same others tell the same event,
//! in whatever words. The best matches of each passage, itself among them, are its circle, a
//! vector; how far two have them in common is nearly the cosine (shared nearest neighbours, Jarvis
//! and Patrick 1973, each weighed by how good a match it is), less where the matches are weak.

/// The best matches that count.
const MOST: usize = 16;

/// Points above the background from which a match counts: less is rounding.
const LEAST: f32 = 0.1;

/// Points that are added to the length of a circle before its shares are taken of it: what few and
/// weak matches say counts for less.
const DOUBT: f32 = 3.0;

/// Points that two passages with the same strong matches come near to.
pub(super) const POINTS: f32 = 13.0;

/// A passage and its best matches with their shares, ascending by passage; shorter than 1, the
/// shorter the weaker they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Circle {
    shares: Box<[(u32, f32)]>,
}

/// What two circles have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// Passages other than the two.
    pub(super) others: usize,
    /// How many of the two are among the matches of the other.
    pub(super) of_each_other: usize,
}

impl Circle {
    /// `best` are the best matches of the passage, best first, each with its points; what does not
    /// have more than `background` says nothing, and a passage without matches has no circle.
    pub(super) fn new(passage: usize, best: &[(u32, f32)], background: f32) -> Self {
        let above = best.iter().take(MOST).map(|&(other, points)| (other, points - background));
        let mut shares: Vec<(u32, f32)> = above.filter(|(_, above)| *above >= LEAST).collect();
        // As near to itself as its nearest is.
        shares.extend(shares.first().map(|&(_, nearest)| (passage as u32, nearest)));
        shares.sort_unstable_by_key(|(other, _)| *other);
        let length = shares.iter().map(|(_, share)| share * share).sum::<f32>().sqrt();
        for (_, share) in &mut shares {
            *share /= length + DOUBT;
        }
        Self { shares: shares.into() }
    }

    /// What the two have in common, in points; the same from either side.
    pub(super) fn score(&self, other: &Self) -> f32 {
        POINTS * self.both(other).map(|(_, product)| product).sum::<f32>()
    }

    /// Of these two passages, whose circles they are, what they have in common.
    pub(super) fn shared(&self, other: &Self, a: usize, b: usize) -> Shared {
        let pair = [a as u32, b as u32];
        let (in_pair, others): (Vec<u32>, Vec<u32>) =
            self.both(other).map(|(passage, _)| passage).partition(|passage| pair.contains(passage));
        Shared { others: others.len(), of_each_other: in_pair.len() }
    }

    /// The passages in both circles, ascending, with the product of their shares.
    fn both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (u32, f32)> + 'a {
        let mut rest = other.shares.iter();
        self.shares.iter().filter_map(move |&(passage, share)| {
            let next = rest.as_slice().partition_point(|(other, _)| *other < passage);
            rest = rest.as_slice()[next..].iter();
            let found = rest.as_slice().first().filter(|(other, _)| *other == passage);
            found.map(|(_, others)| (passage, share * others))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a passage, with the points of its matches above a background of 10.
    fn circle(passage: usize, best: &[(u32, f32)]) -> Circle {
        let best: Vec<(u32, f32)> = best.iter().map(|&(other, above)| (other, 10.0 + above)).collect();
        Circle::new(passage, &best, 10.0)
    }

    #[test]
    fn who_matches_the_same_has_much_in_common() {
        let (a, b) = (circle(0, &[(1, 30.0), (7, 30.0)]), circle(1, &[(7, 40.0), (0, 20.0)]));
        let stranger = circle(2, &[(8, 30.0), (9, 30.0)]);
        assert!(a.score(&b) > 0.7 * POINTS && a.score(&b) < POINTS, "{}", a.score(&b));
        assert_eq!(a.score(&b).to_bits(), b.score(&a).to_bits());
        assert!(a.score(&stranger) <= 0.0);
        assert_eq!(a.shared(&b, 0, 1), Shared { others: 1, of_each_other: 2 });
    }

    #[test]
    fn weak_matches_say_less_than_strong_ones() {
        let both = |above: f32| circle(0, &[(1, above)]).score(&circle(1, &[(0, above)]));
        assert!(both(0.5) < 0.1 * both(50.0));
    }

    #[test]
    fn what_is_below_the_background_says_nothing() {
        let (a, b) = (circle(0, &[(7, -1.0)]), circle(1, &[(7, 5.0), (0, -2.0)]));
        assert!(a.score(&b) <= 0.0);
        assert_eq!(a.shared(&b, 0, 1), Shared { others: 0, of_each_other: 0 });
    }

    /// Where so many tell the same that they are one another's background, only rounding is above it.
    #[test]
    fn a_passage_without_matches_has_no_circle() {
        for above in [-1.0, 0.0, 1e-5] {
            assert!(circle(0, &[(1, above), (2, above)]).shares.is_empty(), "{above}");
        }
        assert!(circle(0, &[]).shares.is_empty());
    }

    #[test]
    fn more_matches_than_count_are_left_out() {
        let many: Vec<(u32, f32)> = (1..100).map(|other| (other, 200.0 - other as f32)).collect();
        assert_eq!(circle(0, &many).shares.len(), MOST + 1);
    }
}
