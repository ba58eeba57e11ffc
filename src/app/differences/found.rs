//! The differences of a collection with what the view needs of each: made on a worker.

use crate::compare::{self, Difference, DifferenceKind};
use crate::matching::Matcher;
use crate::scheme::Collection;
use crate::store::Id;
use crate::text::Passage;

/// Bytes of each sentence that the filter looks at.
const MOST_SEARCHED: usize = 2048;

/// A difference that can be filtered and judged.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: Id,
    pub difference: Difference,
    /// What the filter looks at, in small letters.
    searched: String,
}

/// All differences of a collection: by slot and kind, the best first.
#[derive(Clone, Debug, Default)]
pub struct FoundDifferences {
    pub listed: Vec<Listed>,
    /// Every passage with a difference, in the order of the collection, and which.
    places: Vec<(Passage, usize)>,
}

impl Listed {
    fn new(collection: &Collection, difference: Difference) -> Self {
        let mut searched = format!("{} {} ", difference.kind.name(), difference.text);
        for side in difference.places() {
            let text = collection.document(side.passage.document).passage_text(side.passage);
            searched.push_str(&text[..text.floor_char_boundary(MOST_SEARCHED)]);
            searched.push(' ');
            searched.push_str(&collection.citation(side.passage));
            searched.push(' ');
        }
        Self { id: difference.id(collection), difference, searched: searched.to_lowercase() }
    }

    /// Whether every word stands in it, in small letters.
    pub(super) fn has_all(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.searched.contains(word.as_str()))
    }
}

impl FoundDifferences {
    /// Finds them. Takes long; `progress` hears how far it is, in percent.
    pub fn of(collection: &Collection, matcher: Option<&Matcher>, progress: &mut dyn FnMut(u8)) -> Self {
        progress(0);
        let found = match matcher {
            Some(matcher) => compare::differences_by(collection, matcher, progress),
            None => compare::differences(collection),
        };
        progress(95);
        Self::new(collection, found)
    }

    /// Of differences that were found, the best first.
    pub fn new(collection: &Collection, mut found: Vec<Difference>) -> Self {
        let kind = |one: &Difference| DifferenceKind::ALL.iter().position(|kind| *kind == one.kind);
        // Stable: within a kind the best stay first.
        found.sort_by_key(|one| (one.slot, kind(one)));
        let listed: Vec<Listed> = found.into_iter().map(|one| Listed::new(collection, one)).collect();
        let mut places: Vec<(Passage, usize)> = listed
            .iter()
            .enumerate()
            .flat_map(|(at, one)| one.difference.places().map(move |side| (side.passage, at)))
            .collect();
        places.sort_unstable();
        places.dedup();
        Self { listed, places }
    }

    /// Passages with a difference after (or, with a negative direction, before) a passage, from
    /// the nearest on, once around the collection; and which difference it is.
    pub fn from(
        &self,
        passage: Passage,
        direction: isize,
    ) -> Box<dyn Iterator<Item = (Passage, usize)> + '_> {
        if direction < 0 {
            let at = self.places.partition_point(|(place, _)| *place < passage);
            return Box::new(self.places[..at].iter().rev().chain(self.places[at..].iter().rev()).copied());
        }
        let at = self.places.partition_point(|(place, _)| *place <= passage);
        Box::new(self.places[at..].iter().chain(&self.places[..at]).copied())
    }
}
