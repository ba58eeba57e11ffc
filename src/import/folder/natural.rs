//! The order of file names as people count: `part 2` before `part 10`.
//!
//! Names are compared part by part, a run of digits as one number, so the order is total whatever a
//! name holds; a sort may not be given less.

use std::cmp::Ordering;
use std::ffi::OsStr;

/// What a name is compared by: a character, or in the place of a zero a number by its count of digits
/// and then by them. Leading zeros are left out.
type Part<'a> = (char, usize, &'a str);

/// Compares two file names; what differs in leading zeros or odd bytes alone is told apart, too.
pub(super) fn by_number(a: &OsStr, b: &OsStr) -> Ordering {
    let (one, other) = (a.to_string_lossy(), b.to_string_lossy());
    parts(&one).cmp(parts(&other)).then_with(|| a.cmp(b))
}

fn parts(name: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (part, after) = rest.split_at(if digits > 0 { digits } else { first.len_utf8() });
        rest = after;
        let number = part.trim_start_matches('0');
        Some(if digits > 0 { ('0', number.len(), number) } else { (first, 0, "") })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn order(a: &str, b: &str) -> Ordering {
        by_number(OsStr::new(a), OsStr::new(b))
    }

    #[test]
    fn numbers_are_counted() {
        let names = [
            "1.txt", "2.txt", "02.txt", "10.txt", "a.txt", "a1b2", "a1b10", "a2", "part 9", "part 10", "é1",
            "é2",
        ];
        let mut sorted = names;
        sorted.reverse();
        sorted.sort_by(|a, b| order(a, b));
        assert_eq!(
            sorted,
            [
                "1.txt", "02.txt", "2.txt", "10.txt", "a.txt", "a1b2", "a1b10", "a2", "part 9", "part 10",
                "é1", "é2"
            ]
        );
        assert_eq!(order(&"9".repeat(250), &"1".repeat(251)), Ordering::Less);
    }

    proptest! {
        #[test]
        fn the_order_is_total(names in prop::collection::vec("[0-2a\\-é]{0,6}", 3)) {
            let [a, b, c] = [&names[0], &names[1], &names[2]];
            prop_assert_eq!(order(a, b), order(b, a).reverse());
            prop_assert_eq!(order(a, b) == Ordering::Equal, a == b);
            if order(a, b).is_le() && order(b, c).is_le() {
                prop_assert!(order(a, c).is_le());
            }
        }
    }
}
