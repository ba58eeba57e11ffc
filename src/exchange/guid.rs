//! Identifiers of other programs' kind for the reader's values: the same value has the same one in
//! every export, and one that came from elsewhere keeps it.

use crate::store::Id;
use crate::text::hash::fnv1a;

/// 128 bits as other programs write them, `xxxxxxxx-xxxx-8xxx-xxxx-xxxxxxxxxxxx` (RFC 9562).
///
/// `what` tells values of one id but of different kinds apart.
pub fn guid(what: &str, id: &str) -> String {
    kept(id).unwrap_or_else(|| derived(what, id))
}

/// As [`guid`], for something that belongs to a value: it never has the value's own identifier.
pub fn derived(what: &str, id: &str) -> String {
    let half = |salt: &str| fnv1a([salt, what, id].join("\u{1f}").bytes());
    let bits = (u128::from(half("high")) << 64) | u128::from(half("low"));
    // Version 8: made by a rule of one's own; variant 2.
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x8 << 76) | (0x2 << 62);
    hyphenated(&format!("{bits:032x}"))
}

/// The id of a value that came under this identifier: its digits, so that [`guid`] gives the
/// identifier back. `None` for what is no identifier.
pub fn id_of(guid: &str) -> Option<Id> {
    let digits: String = guid.trim_matches(['{', '}']).chars().filter(|&c| c != '-').collect();
    let digits = digits.to_ascii_lowercase();
    is_digits(&digits).then_some(digits)
}

/// One form for all ways to write an identifier.
pub fn normalised(guid: &str) -> String {
    id_of(guid).map_or_else(|| guid.trim().to_owned(), |digits| hyphenated(&digits))
}

fn kept(id: &str) -> Option<String> {
    is_digits(id).then(|| hyphenated(id))
}

fn is_digits(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn hyphenated(digits: &str) -> String {
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_stable_and_tell_kinds_apart() {
        let one = guid("note", "202611211000009rkgadnz75aw");
        assert_eq!(one, guid("note", "202611211000009rkgadnz75aw"));
        assert_ne!(one, guid("coding", "202611211000009rkgadnz75aw"));
        assert_eq!((&one[14..15], one.len()), ("8", 36));
        assert!(matches!(&one[19..20], "8" | "9" | "a" | "b"), "{one}");
    }

    #[test]
    fn one_that_came_from_elsewhere_is_kept() {
        let theirs = "{088B08AC-D5CD-4ADB-8B71-B4F3459C177F}";
        let id = id_of(theirs).unwrap();
        assert_eq!(id, "088b08acd5cd4adb8b71b4f3459c177f");
        assert_eq!(guid("note", &id), normalised(theirs));
        assert_eq!(id_of("a1"), None);
    }
}
