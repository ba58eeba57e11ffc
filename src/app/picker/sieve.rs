//! What of a list has what is typed: looked for in portions, so that a long list can be looked
//! through by a worker while its first hits are shown.

use std::borrow::Cow;
use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Added to the score of what stands in the label: it counts before what stands beside and below.
const IN_LABEL: u32 = 1000;

/// An entry that fits, by its index, and how well.
pub type Hit = (Reverse<u32>, usize);

/// How far a list was looked through for a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    query: String,
    /// Indices of the entries among which hits are looked for.
    candidates: Vec<usize>,
    /// How many of the candidates were looked at.
    looked: usize,
    /// Of those, the ones that fit, the best first.
    hits: Vec<Hit>,
}

impl Sieve {
    /// Sets another query for a list of so many entries; `false` when it is the same.
    pub(super) fn set(&mut self, query: &str, entries: usize) -> bool {
        if query == self.query {
            return false;
        }
        // What a longer query lets through, the shorter one did, too.
        let narrows = !self.query.is_empty() && query.starts_with(&self.query);
        self.candidates = if narrows {
            let found = self.hits.iter().map(|(_, index)| *index);
            found.chain(self.candidates[self.looked..].iter().copied()).collect()
        } else if query.is_empty() {
            Vec::new()
        } else {
            (0..entries).collect()
        };
        query.clone_into(&mut self.query);
        self.looked = 0;
        self.hits.clear();
        true
    }

    pub(super) fn query(&self) -> &str {
        &self.query
    }

    /// The next entries that are to be looked at, at most so many.
    pub(super) fn portion(&self, most: usize) -> &[usize] {
        let rest = &self.candidates[self.looked..];
        &rest[..most.min(rest.len())]
    }

    /// Whether nothing was looked at yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.looked == 0
    }

    /// Takes what fits among the next entries. The indices of all that fit so far, the best first.
    pub(super) fn take(&mut self, looked: usize, hits: Vec<Hit>) -> Vec<usize> {
        self.looked = (self.looked + looked).min(self.candidates.len());
        self.hits.extend(hits);
        self.hits.sort();
        self.hits.iter().map(|(_, index)| *index).collect()
    }
}

/// What of an entry is looked at.
pub(super) struct Searched<'a> {
    pub(super) label: Cow<'a, str>,
    /// What stands beside and below the label.
    pub(super) rest: Cow<'a, str>,
}

/// The entries that fit a query. Whole pieces count, not scattered letters: a mistyped command must
/// not run another.
pub(super) fn sift<'a>(query: &str, entries: impl IntoIterator<Item = (usize, Searched<'a>)>) -> Vec<Hit> {
    let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let fit = |(index, entry): (usize, Searched<'a>)| {
        let mut score_of = |text: &str| pattern.score(haystack(text, &mut buffer), &mut matcher);
        let whole = || format!("{} {}", entry.label, entry.rest);
        let in_label = score_of(&entry.label).map(|score| score + IN_LABEL);
        in_label.or_else(|| score_of(&whole())).map(|score| (Reverse(score), index))
    };
    entries.into_iter().filter_map(fit).collect()
}

/// The characters of a text: that several may make one letter does not matter here, and finding
/// that out would take longer than all the rest.
fn haystack<'a>(text: &'a str, buffer: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    buffer.clear();
    buffer.extend(text.chars());
    Utf32Str::Unicode(buffer)
}
