//! Matches that the program finds in the texts: from the words and the scheme's names alone, never
//! from what was coded or linked by hand.

use std::sync::atomic::Ordering;

use crate::matching::{Match, Matcher};
use crate::scheme::{Collection, matcher};
use crate::text::Passage;

use super::Query;
use crate::cli::progress::Progress;

/// Candidates among which the links of a passage are looked for.
const CANDIDATES: usize = 50;

/// The matcher, ready to be asked.
pub(super) struct Suggestions {
    matcher: Matcher,
    /// `None` for links only.
    top: Option<usize>,
}

impl Suggestions {
    pub(super) fn new(collection: &Collection, query: &Query) -> Self {
        Self { matcher: matcher(collection, query.unit), top: query.top }
    }

    /// The candidates of each passage, best first: as many as are asked for, or those that count.
    pub(super) fn of_each(&self, passages: &[Passage]) -> Vec<Vec<Match>> {
        let mut found = self.matcher.matches_of_each(passages, self.top.unwrap_or(CANDIDATES));
        if self.top.is_none() {
            for found in &mut found {
                found.retain(|one| one.linked);
            }
        }
        found
    }

    /// Every pair that counts, once; fewer when the job is interrupted.
    pub(super) fn links(&self, progress: &mut Progress) -> Vec<Match> {
        let interrupted = progress.interruption();
        let mut report = |done, all| progress.report(done, all);
        self.matcher.links_until(&|| interrupted.load(Ordering::Relaxed), &mut report)
    }
}
