//! Matches that the program finds in the texts.

use crate::matching::Match;
use crate::scheme::Collection;
use crate::text::Passage;

use super::Query;

/// To come with the matcher.
pub(super) struct Suggestions<'a> {
    _collection: &'a Collection,
}

impl<'a> Suggestions<'a> {
    pub(super) fn new(collection: &'a Collection, _query: &Query) -> Self {
        Self { _collection: collection }
    }

    pub(super) fn of(&self, _passage: Passage) -> Vec<Match> {
        Vec::new()
    }
}
