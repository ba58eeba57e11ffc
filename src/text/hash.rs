//! Hashes by which codings and notes recognise a passage without holding its text.
//!
//! Both are written to files, so they may never change: FNV-1a (Fowler, Noll, Vo) for equality,
//! and a similarity hash over it (Charikar 2002) for near equality.

use super::word::{folded, words};

/// 64-bit FNV-1a over bytes.
pub fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Tells a text from others, byte by byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// In bytes: where it differs, nothing else needs to be looked at.
    pub length: usize,
    pub hash: u64,
}

/// What is left of a text when only its words count: folded words, one space between two.
pub fn normalised(text: &str) -> String {
    words(text).map(|(_, word)| folded(word)).collect::<Vec<_>>().join(" ")
}

/// Equal for two texts with the same words, whatever their punctuation, case and spaces.
pub fn words_hash(text: &str) -> u64 {
    fnv1a(normalised(text).bytes())
}

/// Similar for similar texts: two of them differ in few bits when the texts share most of their
/// words and pairs of neighbouring words.
pub fn near_hash(text: &str) -> u64 {
    let words: Vec<String> = words(text).map(|(_, word)| folded(word)).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let mut votes = [0_i32; 64];
    for feature in words.iter().cloned().chain(pairs) {
        let hash = fnv1a(feature.bytes());
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().fold(0, |hash, (bit, &vote)| hash | (u64::from(vote > 0) << bit))
}

/// Bits in which two near hashes differ, 0 to 64; unrelated texts lie around 32.
pub fn near_distance(a: u64, b: u64) -> u32 {
    (a ^ b).count_ones()
}
