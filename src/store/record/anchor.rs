//! How an anchor is written, in every record that holds on to a passage.

use serde::{Deserialize, Serialize};

use super::hint;
use crate::store::anchor::Anchor;

#[derive(Serialize, Deserialize)]
pub struct AnchorRecord {
    document: String,
    quote: String,
    #[serde(default, deserialize_with = "hint")]
    paragraph: u32,
    #[serde(default, deserialize_with = "hint")]
    start: usize,
    #[serde(default, deserialize_with = "hint")]
    end: usize,
    #[serde(default, deserialize_with = "hint")]
    prefix: String,
    #[serde(default, deserialize_with = "hint")]
    suffix: String,
    /// In hexadecimal digits: as a number, most programs would round it.
    #[serde(default, deserialize_with = "hint")]
    hash: String,
    #[serde(default, deserialize_with = "hint")]
    occurrences: u32,
    #[serde(default, deserialize_with = "hint")]
    alike: u32,
}

impl From<&Anchor> for AnchorRecord {
    fn from(anchor: &Anchor) -> Self {
        let Anchor { document, paragraph, start, end, quote, prefix, suffix, hash, occurrences, alike } =
            anchor.clone();
        let hash = format!("{hash:016x}");
        Self { document, quote, paragraph, start, end, prefix, suffix, hash, occurrences, alike }
    }
}

impl From<AnchorRecord> for Anchor {
    fn from(record: AnchorRecord) -> Self {
        let AnchorRecord { document, quote, paragraph, start, end, prefix, suffix, hash, occurrences, alike } =
            record;
        let hash = u64::from_str_radix(&hash, 16).unwrap_or(0);
        // A range that runs backwards says nothing; the quote is looked for all the same.
        let (start, end) = if start <= end { (start, end) } else { (0, 0) };
        Self { document, paragraph, start, end, quote, prefix, suffix, hash, occurrences, alike }
    }
}
