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
    let given = given.to_lowercase();
    let length = given.chars().count();
    let distance = |word: &'a str| {
        let lower = word.to_lowercase();
        let most = word.chars().count().max(3) / 3;
        // Words of other lengths are further apart than that: of a long one, nothing is compared.
        let is_near = length.abs_diff(lower.chars().count()) <= most;
        let distance = is_near.then(|| strsim::damerau_levenshtein(&given, &lower))?;
        (distance <= most).then_some((distance, word))
    };
    let close = known.into_iter().filter_map(distance).min_by_key(|&(distance, _)| distance);
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
        assert_eq!(did_you_mean("titles", ["title"]), "; did you mean 'title'?");
    }

    #[test]
    fn a_whole_text_is_compared_with_no_word() {
        let text = "x".repeat(50_000_000);
        assert_eq!(did_you_mean(&text, std::iter::repeat_n("title", 500)), "");
    }
}
