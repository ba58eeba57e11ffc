//! What the reader makes: marks, codings, links, notes, summaries, verdicts, and places.
//!
//! [`Work`] holds the values and is changed only by [`Edit`]s, which give their inverse. A
//! [`Store`] reads and writes it as JSON Lines. A new kind of value needs a field of `Work`, an
//! edit, a file in `record` and a `record::Kind`; merging, saving and mending are the same for all.
//! Only `file` and `location` touch the system; the rest is pure and knows no view.

pub mod anchor;
mod apart;
pub mod edit;
pub mod file;
pub mod history;
pub mod id;
pub mod location;
mod merge;
mod moves;
mod read;
mod record;
#[cfg(test)]
pub mod samples;
pub mod tags;
pub mod value;

pub use anchor::{Anchor, Resolution, Site};
pub use edit::{Edit, apply, apply_if_unchanged, difference};

pub use file::{Drafts, Found, Log, Opened, Saved, Store, StoreError, Stores, WorkFolders, write_named};
pub use history::{Change, History, Outcome, Step, Turn};
pub use id::new_id;
pub use moves::Moves;
pub use read::work_in;
pub use record::{Fields, Kind};
pub use value::{
    CellId, Coding, HIGHLIGHTS, Id, Judgement, Link, LinkKind, Mark, Note, Place, Session, Summary, Target,
    Verdict, Work, names_mark,
};
