//! What a collection's own files say: `collection.toml` and the JSON Lines beside it.
//!
//! Pure: text in, values and problems out. A mistake costs the entry that holds it, is said with
//! file and line, and the rest is used. Knows nothing of the documents that are spoken of.

mod fields;
pub mod records;
pub mod settings;

use std::fmt;

pub use records::{Address, CodingRecord, LinkRecord, Place, Records, RowRecord, Sources};
pub use settings::{DocumentEntry, Settings};

/// A mistake in a file, said so that the reader can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// Counted from 1.
    pub line: Option<usize>,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// `; did you mean 'x'?` where one of the known words is close to the one given, or nothing.
pub fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let close = known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&given.to_lowercase(), &word.to_lowercase()), word))
        .filter(|&(distance, word)| distance <= word.chars().count().max(3) / 3)
        .min_by_key(|&(distance, _)| distance);
    close.map_or_else(String::new, |(_, word)| format!("; did you mean '{word}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_close_words_are_suggested() {
        assert_eq!(did_you_mean("dam2", ["dam1", "sea7"]), "; did you mean 'dam1'?");
        assert_eq!(did_you_mean("Titel", ["title", "date"]), "; did you mean 'title'?");
        assert_eq!(did_you_mean("colour", ["title", "date"]), "");
        assert_eq!(did_you_mean("", ["title"]), "");
    }
}
