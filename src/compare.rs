//! Where accounts of the same thing differ: dates, figures, spellings of a name, who suffered
//! what, and how a thing came out.
//!
//! Pure: takes a collection and gives a list, best first. A difference is between two places that
//! tell the same thing, and says of what kind it is. Retellings carry over what their originals
//! tell, not how they say it: where one is compared, dates, figures, names and outcomes with a
//! known actor count, and wording does not.

mod actors;
mod dates;
mod facts;
mod families;
mod figures;
mod group;
mod hours;
mod linked;
mod negated;
mod offices;
mod outcomes;
mod pairs;
mod people;
mod rank;
mod said;
mod spellings;
mod victims;

use crate::matching::{Matcher, Unit};
use crate::scheme::{Collection, matcher};
use crate::text::hash::{fnv1a, normalised, words_hash};
use crate::text::{Passage, Span};

use facts::Table;
use figures::Agreed;

/// In what way two accounts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Both cannot be so.
    Contradicts,
    /// The accounts were written at different times, and each tells how things stood then.
    ChangedSince,
    SpelledOtherwise,
    /// One tells what the other leaves out.
    OnlyOneTells,
}

impl DifferenceKind {
    pub const ALL: [Self; 4] =
        [Self::Contradicts, Self::ChangedSince, Self::SpelledOtherwise, Self::OnlyOneTells];

    pub fn name(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts",
            Self::ChangedSince => "changed since",
            Self::SpelledOtherwise => "spelled otherwise",
            Self::OnlyOneTells => "only one tells",
        }
    }
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    Date,
    Figure,
    Name,
    /// Who did or suffered something, and how they are described.
    Who,
    /// How a thing came out: approved or refused, took place or failed.
    Outcome,
    /// What a person said of a matter, at different times.
    Said,
    /// Nothing that was found: a person linked the two passages as contradicting each other.
    Linked,
}

impl Slot {
    pub const ALL: [Self; 7] =
        [Self::Date, Self::Figure, Self::Name, Self::Who, Self::Outcome, Self::Said, Self::Linked];

    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Figure => "figure",
            Self::Name => "name",
            Self::Who => "who",
            Self::Outcome => "outcome",
            Self::Said => "said",
            Self::Linked => "linked",
        }
    }
}

/// What one account tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub passage: Passage,
    /// Where it tells it, as bytes of the block's text; empty where it does not.
    pub span: Span,
    /// What it tells, in its words; empty where it tells nothing.
    pub value: String,
}

/// How a difference's text speaks of its two accounts.
const IN_ONE: &str = " in one, ";
const IN_THE_OTHER: &str = " in the other";

/// Two accounts that differ in something.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub kind: DifferenceKind,
    pub slot: Slot,
    /// Of the earlier document of the collection.
    pub a: Side,
    pub b: Side,
    /// Further places that belong to this difference: other sentences or spellings. In the order of
    /// the collection.
    pub also: Vec<Side>,
    /// What to look at, in a few words.
    pub text: String,
    /// How much it is worth a reader's time, from 0 to 1. Lower for each further difference of the
    /// same kind or passage, so that none crowds out the others.
    pub score: f32,
}

impl Difference {
    /// Names this difference for good: made of the documents' names, the words of both sentences,
    /// the slot and both values, so that two programs give the same difference the same name, and
    /// a sentence that is written anew gives another one.
    pub fn id(&self, collection: &Collection) -> String {
        let told = |side: &Side| {
            let document = collection.document(side.passage.document);
            let words = words_hash(&document.passage_text(side.passage));
            [document.name.clone(), format!("{words:016x}"), normalised(&side.value)]
        };
        let parts: Vec<String> = told(&self.a).into_iter().chain(told(&self.b)).collect();
        let named = format!("{}\0{}", self.slot.name(), parts.join("\0"));
        format!("d{:016x}", fnv1a(named.bytes()))
    }

    /// What to look at, with names of the accounts: `1953 in A, no date in B` for `1953 in one, no
    /// date in the other`.
    pub fn text_between(&self, one: &str, other: &str) -> String {
        let parts = self.text.strip_suffix(IN_THE_OTHER).and_then(|text| text.rsplit_once(IN_ONE));
        parts.map_or_else(|| self.text.clone(), |(a, b)| format!("{a} in {one}, {b} in {other}"))
    }

    /// Whether both accounts tell a value.
    pub fn is_told_twice(&self) -> bool {
        !self.a.value.is_empty() && !self.b.value.is_empty()
    }

    /// Every place that it stands at, the two sides first.
    pub fn places(&self) -> impl Iterator<Item = &Side> {
        [&self.a, &self.b].into_iter().chain(&self.also)
    }
}

/// The differences between the accounts of a collection, best first; the same on every run.
pub fn differences(collection: &Collection) -> Vec<Difference> {
    differences_by(collection, &matcher(collection, Unit::Sentence), &mut |_| {})
}

/// As [`differences`], with the matcher of the collection's sentences, where there is one already.
/// `progress` hears how far it is, in percent.
pub fn differences_by(
    collection: &Collection,
    matcher: &Matcher,
    progress: &mut dyn FnMut(u8),
) -> Vec<Difference> {
    compared(collection, matcher, progress).differences
}

/// What was found, and in how much.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The most worth a reader's time first.
    pub differences: Vec<Difference>,
    /// How many pairs of sentences were set against each other.
    pub pairs: usize,
}

/// As [`differences_by`], with how many pairs were compared.
pub fn compared(collection: &Collection, matcher: &Matcher, progress: &mut dyn FnMut(u8)) -> Compared {
    let table = Table::new(collection);
    let mut found = spellings::differences(&table);
    found.extend(spellings::definitions(&table));
    found.extend(people::differences(&table));
    found.extend(offices::differences(&table));
    // Looking for the pairs takes longest.
    let mut looking = |done: usize, of: usize| progress((done * 80 / of.max(1)) as u8);
    let pairs = pairs::pairs(collection, matcher, &table, &mut looking);
    let agreed = Agreed::of(&table, &pairs);
    for (at, pair) in pairs.iter().enumerate() {
        if at % 1000 == 0 {
            progress(80 + (at * 15 / pairs.len()) as u8);
        }
        let outcome = outcomes::differences(pair);
        // Sentences that tell opposite things are no places to miss a date in.
        found.extend(
            dates::differences(pair).into_iter().filter(|one| outcome.is_none() || one.is_told_twice()),
        );
        found.extend(outcome);
        found.extend(figures::differences(pair, &agreed));
        found.extend(victims::differences(pair));
        found.extend(actors::differences(pair));
        found.extend(hours::differences(pair));
        found.extend(negated::differences(pair));
        found.extend(people::named_otherwise(pair));
    }
    found.extend(said::differences(&table));
    found.retain(|one| {
        let facts = table.fact(one.a.passage).zip(table.fact(one.b.passage));
        !facts.is_some_and(|(a, b)| table.both_tell(a, b))
    });
    // What a person says comes before what is found.
    let mut all = linked::differences(collection);
    all.extend(rank::ranked(group::grouped(found)));
    Compared { differences: all, pairs: pairs.len() }
}

#[cfg(test)]
mod tests;
