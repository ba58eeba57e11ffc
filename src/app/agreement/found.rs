//! The comparison of two readings with what the view needs of each place: made on a worker.

use crate::agreement::table::said;
use crate::agreement::{Agreement, Question, Reading, agreement};
use crate::matching::Unit;
use crate::scheme::{Coded, Collection};
use crate::text::Passage;

/// Bytes of each passage that the filter looks at, and that a row can show.
const MOST_SEARCHED: usize = 2048;

/// A passage that two readers code differently.
#[derive(Clone, Debug)]
pub struct DifferingPlace {
    pub passage: Passage,
    /// What each says of it, in words.
    pub yours: String,
    pub theirs: String,
    pub words: String,
    /// What the filter looks at, in small letters.
    searched: String,
}

/// How far the reader and another agree, and where they do not.
#[derive(Clone, Debug)]
pub struct FoundAgreement {
    pub agreement: Agreement,
    /// As `agreement.differences`, in the same order.
    pub places: Vec<DifferingPlace>,
}

impl DifferingPlace {
    /// Whether every word stands in it, in small letters.
    pub(super) fn has_all(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.searched.contains(word.as_str()))
    }
}

impl FoundAgreement {
    /// Compares what is coded by hand in a collection, the reader's codings among it, with another
    /// reading. Takes long where the collection is large.
    pub fn of(collection: &Collection, other: &Reading, unit: Unit) -> Self {
        let agreement = agreement(collection, &Reading::by_hand(collection), other, unit);
        let places = agreement.differences.iter().map(|one| {
            let text = collection.document(one.passage.document).passage_text(one.passage);
            let words = text[..text.floor_char_boundary(MOST_SEARCHED)].to_owned();
            let in_words = |coded: &Coded| said(&collection.scheme, coded);
            let (yours, theirs) = (in_words(&one.a), in_words(&one.b));
            let label = collection.passage_label(one.passage);
            let searched = format!("{label} {yours} {theirs} {words}").to_lowercase();
            DifferingPlace { passage: one.passage, yours, theirs, words, searched }
        });
        let places = places.collect();
        Self { agreement, places }
    }

    /// Whether the readers answer a question differently at one of the places.
    pub(super) fn differs_on(&self, at: usize, question: Question) -> bool {
        let difference = &self.agreement.differences[at];
        !question.is_answered_alike(&difference.a, &difference.b)
    }
}
