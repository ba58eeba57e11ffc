//! The longest run of words that two passages share.

use std::collections::HashMap;
use std::ops::Range;

/// Words in a row that make a quotation.
const QUOTED_WORDS: usize = 8;

/// Places of one run of [`QUOTED_WORDS`] words that are followed up.
const MOST_PLACES: usize = 8;

/// Where the longest run of words stands in each, if it is as long as a quotation; the first of
/// equals. Linear in the length of both but for repeated runs.
pub(super) fn longest(a: &[u32], b: &[u32]) -> Option<(Range<usize>, Range<usize>)> {
    if a.len().min(b.len()) < QUOTED_WORDS {
        return None;
    }
    let mut places: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for (at, window) in a.windows(QUOTED_WORDS).enumerate() {
        let places = places.entry(window).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let mut best: Option<(usize, usize, usize)> = None;
    for (in_b, window) in b.windows(QUOTED_WORDS).enumerate() {
        for &in_a in places.get(window).into_iter().flatten() {
            // What begins before was followed up from its beginning.
            if in_a > 0 && in_b > 0 && a[in_a - 1] == b[in_b - 1] {
                continue;
            }
            let length = a[in_a..].iter().zip(&b[in_b..]).take_while(|(x, y)| x == y).count();
            if best.is_none_or(|(longest, ..)| length > longest) {
                best = Some((length, in_a, in_b));
            }
        }
    }
    best.map(|(length, in_a, in_b)| (in_a..in_a + length, in_b..in_b + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_is_found() {
        let long: Vec<u32> = (0..12).collect();
        let a = [&[90, 91], &long[..], &[92], &long[..9]].concat();
        let b = [&long[..9], &[93], &long[..], &[94]].concat();
        assert_eq!(longest(&a, &b), Some((2..14, 10..22)));
        assert_eq!(longest(&long[..7], &long), None);
        assert_eq!(longest(&long, &[1; 20]), None);
    }
}
