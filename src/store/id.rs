//! Ids of the reader's values: unique for good among all who work on a collection. Pure.

use jiff::Timestamp;

use super::value::{Id, Work};
use crate::text::hash::fnv1a;

/// Letters and digits that cannot be taken for one another (Crockford's base 32, in small letters).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits of the hash: 60 bits.
const LENGTH: u32 = 12;

/// An id that no value of this work has: the second at which it was made, so that files are sorted
/// by time, and a hash of the moment and of what the value says.
///
/// `said` is whatever tells the value from others that are made at the same moment: the document,
/// the position, the text. Two programs meet only when they say the same at the same nanosecond.
/// Values that are made together and are not in the work yet need a `said` of their own each.
pub fn new_id(work: &Work, created: Timestamp, said: &str) -> Id {
    let second = created.strftime("%Y%m%d%H%M%S").to_string();
    let of = |attempt: u32| {
        let seed = format!("{}\n{attempt}\n{said}", created.as_nanosecond());
        format!("{second}{}", digits(spread(fnv1a(seed.bytes()))))
    };
    let mut attempt = 0;
    loop {
        let id = of(attempt);
        if !is_taken(work, &id) {
            return id;
        }
        attempt += 1;
    }
}

fn is_taken(work: &Work, id: &str) -> bool {
    work.codings.contains_key(id)
        || work.links.contains_key(id)
        || work.notes.contains_key(id)
        || work.verdicts.contains_key(id)
}

fn digits(hash: u64) -> String {
    (0..LENGTH).rev().map(|at| char::from(DIGITS[(hash >> (5 * at)) as usize & 31])).collect()
}

/// Spreads every bit over all others (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014):
/// FNV leaves its last bytes in the low bits.
fn spread(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::store::value::{Note, Target};

    fn moment() -> Timestamp {
        "2026-11-21T10:00:00.123456789Z".parse().unwrap()
    }

    #[test]
    fn the_same_inputs_give_the_same_id() {
        let id = new_id(&Work::default(), moment(), "a.txt 3.1");
        assert_eq!(id, "202611211000009rkgadnz75aw");
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_ne!(id, new_id(&Work::default(), moment(), "a.txt 3.2"));
    }

    #[test]
    fn ids_are_sorted_by_time_and_never_meet() {
        let mut all = BTreeSet::new();
        for nanosecond in 0..10_000 {
            let time = Timestamp::from_nanosecond(nanosecond).unwrap();
            assert!(all.insert(new_id(&Work::default(), time, "same words")));
        }
        let later = new_id(&Work::default(), moment(), "same words");
        assert!(all.iter().all(|id| *id < later));
    }

    #[test]
    fn a_taken_id_is_not_given_again() {
        let target = Target::Document("a.txt".into());
        let note = Note {
            target,
            text: String::new(),
            tags: BTreeSet::new(),
            highlight: None,
            created: None,
            changed: None,
        };
        let taken = new_id(&Work::default(), moment(), "x");
        let work = Work { notes: BTreeMap::from([(taken.clone(), note)]), ..Work::default() };
        assert_ne!(new_id(&work, moment(), "x"), taken);
    }
}
