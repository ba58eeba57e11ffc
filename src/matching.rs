//! Which passages tell the same thing, and why.
//!
//! Pure: takes documents, aliases and weights as values, reads no file and knows no scheme. Every
//! score is a sum of named parts that a reader can open.

mod alike;
mod circle;
mod directions;
mod evidence;
pub mod features;
mod grammar;
mod index;
mod inputs;
mod intake;
mod lanes;
pub mod matcher;
pub mod model;
mod neighbours;
mod phrases;
mod pooled;
mod ranking;
pub mod reuse;
mod run;
mod sparse;
mod subjects;
mod tally;
pub mod terms;
mod told;
pub mod vectors;

pub use features::joined_spellings;
pub use inputs::{Inputs, Labels};
pub use matcher::Matcher;
pub use model::{Evidence, EvidenceKind, Match, MatchKind, Unit};
pub use reuse::Quotations;
pub use terms::Spellings;
pub use vectors::StaticVectors;
