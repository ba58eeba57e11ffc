//! Where accounts of the same thing differ: dates, figures, spellings of a name, who suffered
//! what, and how a thing came out.
//!
//! Pure: takes a collection and gives a list, best first. A difference is between two places that
//! tell the same thing, and says of what kind it is. Retellings carry over what their originals
//! tell, not how they say it: where one is compared, dates, figures, names and outcomes with a
//! known actor count, and wording does not.

mod facts;
mod families;
mod outcomes;
mod pairs;
mod people;
mod rank;
mod slots;
mod spellings;
mod victims;

use crate::scheme::Collection;
use crate::text::{Passage, Span};

use facts::Table;
use slots::Agreed;

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
    /// Who suffered something, and how they are described.
    Who,
    /// How a thing came out: approved or refused, took place or failed.
    Outcome,
}

impl Slot {
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Figure => "figure",
            Self::Name => "name",
            Self::Who => "who",
            Self::Outcome => "outcome",
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

/// Two accounts that differ in something.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub kind: DifferenceKind,
    pub slot: Slot,
    /// Of the earlier document of the collection.
    pub a: Side,
    pub b: Side,
    /// What to look at, in a few words.
    pub text: String,
    /// How much it is worth a reader's time, from 0 to 1. Lower for each further difference of the
    /// same kind or passage, so that none crowds out the others.
    pub score: f32,
}

/// The differences between the accounts of a collection, best first; the same on every run.
pub fn differences(collection: &Collection) -> Vec<Difference> {
    let table = Table::new(collection);
    let mut found = spellings::differences(&table);
    found.extend(spellings::definitions(&table));
    found.extend(people::differences(&table));
    let pairs = pairs::pairs(collection, &table);
    let agreed = Agreed::of(&pairs);
    for pair in &pairs {
        found.extend(slots::dates(pair));
        found.extend(slots::figures(pair, &agreed));
        found.extend(outcomes::differences(pair));
        found.extend(victims::differences(pair));
    }
    rank::ranked(found)
}

#[cfg(test)]
mod tests;
