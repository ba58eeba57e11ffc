//! Episodes, steps and actors; codings, links and rows on them; and the synopsis laid out from
//! them.
//!
//! Knows no file format of documents and no screen. Nothing here names an episode: they are data.

pub mod alignment;
pub mod analogy;
pub mod board;
mod coded;
pub mod collection;
mod columns;
pub mod directions;
mod evidence;
pub mod format;
mod ids;
pub mod model;
pub mod overview;
mod readings;
pub mod resolve;
pub mod suggest;
pub mod synopsis;
pub mod timeline;

pub use board::{Board, BoardCell, board};
pub use coded::coded_of;
pub use collection::{Collection, Label};
pub use directions::{Moved, directions};
pub use evidence::{matcher, matcher_with, spellings_of};
pub use model::{
    Actor, ActorIndex, Alias, Coded, Coding, Direction, Episode, EpisodeIndex, Level, Link, Part, Row,
    Scheme, Step, StepIndex, Strength, Summary, Telling, Telltale,
};
pub use overview::{Covered, Overview, Sign, StripBy, overview};
pub use readings::Readings;
pub use suggest::{
    FurtherEvidence, Matched, Reason, ReasonKind, SpeaksFor, Suggester, Suggestion, by_paragraph, suggest,
    suggest_from,
};
pub use synopsis::{
    Axis, Band, Cell, CellPassage, Cells, Column, ColumnKind, Filter, FilterPart, RowReason, RowReasonKind,
    Synopsis, SynopsisRow, synopsis,
};
pub use timeline::{Dated, DatedBy, Lane, LaneKind, Timeline, timeline};
