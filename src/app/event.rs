//! What comes in and what goes out: the one closed list of each.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use crate::corrections::Followed;
use crate::matching::{Match, Matcher, Unit};
use crate::scheme::alignment::{Agreement, Alignment};
use crate::scheme::{Axis, Coding, Collection};
use crate::store::{Change, Id, Note, Work};
use crate::text::DocumentIndex;

use super::agreement::{FoundAgreement, OtherReader};
use super::differences::FoundDifferences;
use super::export::Export;
use super::followed::DocumentChange;
use super::key::Key;
use super::laid_over::LaidOver;
use super::parallel::{Rows, ShapedRows, Shaping};
use super::picker::{Hit, Sifting};
use super::search::Hits;
use super::survey::{Basis, Survey, Wanted};
use super::under_way::LongJob;

/// Something that happened. Everything that changes the state comes this way.
#[derive(Clone, Debug)]
pub enum Event {
    Key(Key),
    /// Text pasted between brackets, as it came, at most a mebibyte of it.
    Paste(String),
    Mouse(Mouse),
    Resize {
        columns: u16,
        rows: u16,
    },
    /// The terminal said whether its background is dark.
    Background {
        dark: bool,
    },
    /// What is to be shown is being opened: so many of so many files are read, the last one so called.
    Opening {
        read: usize,
        files: usize,
        name: String,
    },
    /// The whole collection is read; until then it was shown in part.
    Opened {
        generation: u64,
        collection: Arc<Collection>,
    },
    /// The first frame is out: long work may begin.
    Shown,
    /// Whoever hands events over has something to do: what was to be opened is there, or keys that
    /// waited for it are.
    GoOn,
    /// Files have changed, and are being read again.
    ReadingAgain,
    /// The collection was read again, because its files changed.
    Reopened {
        collection: Arc<Collection>,
    },
    /// The work is laid over that collection.
    LaidOver(Box<LaidOver>),
    /// What became of the words that the reader's work holds on to; `changed` names the documents
    /// that changed.
    Followed {
        generation: u64,
        followed: Box<Followed>,
        changed: Vec<DocumentChange>,
    },
    /// Suggested matches are ready. `links` are those above the threshold, best first.
    Matched {
        generation: u64,
        matcher: Arc<Matcher>,
        links: Arc<Vec<Match>>,
    },
    /// What the overview or the timeline shows is made, and of what.
    Surveyed {
        survey: Survey,
        basis: Basis,
    },
    /// Another reader's codings are read, or why they cannot be; `name` is as it was typed.
    OtherRead {
        generation: u64,
        name: String,
        read: Result<Box<OtherReader>, String>,
    },
    /// The two readings are compared.
    Agreed {
        generation: u64,
        found: Arc<FoundAgreement>,
    },
    /// The differences between the accounts are found.
    Compared {
        generation: u64,
        differences: Arc<FoundDifferences>,
    },
    /// Codings that the program suggests now that the reader has coded some.
    Suggested {
        generation: u64,
        codings: Vec<Coding>,
    },
    /// The rows of the parallel view are laid out from the suggested matches.
    LaidOut {
        generation: u64,
        rows: Arc<Rows>,
    },
    /// Rows of the parallel view are in the shape that was asked for.
    Shaped {
        generation: u64,
        shaping: Box<Shaping>,
        shaped: ShapedRows,
    },
    /// How far these rows of the parallel view agree with another's.
    RowsCompared {
        generation: u64,
        rows: Weak<Rows>,
        agreement: Agreement,
    },
    /// Where a query stands in a document.
    Searched {
        generation: u64,
        document: DocumentIndex,
        query: String,
        found: Hits,
    },
    /// What of a list fits what is typed, among so many of its passages.
    Sifted {
        number: u64,
        looked: usize,
        hits: Vec<Hit>,
    },
    /// Long work goes on, and how far it is, 0 to 100.
    Progress {
        generation: u64,
        job: LongJob,
        percent: u8,
    },
    /// What was seen is written to a file.
    Exported {
        path: String,
    },
    /// It is not. `name` is that of the file as it was typed.
    NotExported {
        name: String,
        message: String,
    },
    /// What came of a text that was edited outside; no text where it is as it was.
    EditedOutside {
        text: Option<String>,
        message: Option<String>,
    },
    /// So many changes of the reader's work are on the disk.
    Saved {
        changes: u64,
    },
    /// The reader's work could not be saved; it is held and tried again.
    NotSaved {
        message: String,
    },
    SavedAgain,
    /// It is saved in the folder that the reader named, from now on.
    SavedElsewhere {
        folder: String,
    },
    /// It is not. `name` is that of the folder as it was typed.
    NotSavedElsewhere {
        name: String,
        message: String,
    },
    /// Other programs changed the reader's work.
    ChangedElsewhere {
        changes: Vec<Change>,
    },
    /// A worker could not do what was asked.
    Failed {
        job: LongJob,
        message: String,
    },
    /// A worker has trouble to tell of, and goes on.
    Told {
        message: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    Press,
    Release,
    Drag,
    WheelUp,
    WheelDown,
}

/// A mouse event at a cell, counted from zero at the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub kind: MouseKind,
    pub column: u16,
    pub row: u16,
}

/// Most bytes that are put on the terminal's clipboard; many terminals drop more.
pub const MOST_COPIED: usize = 75_000;

/// Something that the shell is to do. The state does no I/O itself.
#[derive(Clone, Debug)]
pub enum Effect {
    Quit,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Leave the terminal to the reader's own editor for this text.
    EditOutside(String),
    /// Put the text on the terminal's clipboard.
    Copy(String),
    /// Draw every cell anew.
    Redraw,
    /// Look for matches on a worker; the answer carries the generation.
    Match {
        generation: u64,
        collection: Arc<Collection>,
    },
    /// Make what the overview or the timeline shows, on a worker.
    Survey {
        wanted: Wanted,
        collection: Arc<Collection>,
        links: Arc<Vec<Match>>,
    },
    /// Look for differences on a worker; the answer carries the generation.
    Compare {
        generation: u64,
        collection: Arc<Collection>,
        /// Of the collection's sentences, where there is one.
        matcher: Option<Arc<Matcher>>,
    },
    /// Read another reader's codings of the collection, on a worker; the answer carries the generation.
    ReadOther {
        generation: u64,
        name: String,
        collection: Arc<Collection>,
    },
    /// Compare them with what is coded in the collection, on a worker; the answer carries the generation.
    Agree {
        generation: u64,
        collection: Arc<Collection>,
        other: Arc<OtherReader>,
        unit: Unit,
    },
    /// Lay the rows of the parallel view out on a worker; the answer carries the generation.
    LayOut {
        generation: u64,
        collection: Arc<Collection>,
        axis: Axis,
        matches: Arc<Vec<Match>>,
    },
    /// Count how far rows of the parallel view agree with another's, on a worker; the answer carries
    /// the generation.
    CompareRows {
        generation: u64,
        alignment: Arc<Alignment>,
        rows: Arc<Rows>,
        collection: Arc<Collection>,
    },
    /// Suggest codings anew on a worker, with the reader's as evidence.
    Suggest {
        generation: u64,
        collection: Arc<Collection>,
    },
    /// Lay the work over a collection that was read again, on a worker.
    LayOver {
        collection: Arc<Collection>,
        work: Box<Work>,
        axis: Axis,
    },
    /// Look for what the reader's work holds on to, and what changed since `before`, on a worker; the
    /// answer carries the generation.
    Follow {
        generation: u64,
        before: Option<Arc<Collection>>,
        collection: Arc<Collection>,
        work: Box<Work>,
        /// Documents that are not open, but not gone.
        elsewhere: Arc<BTreeSet<String>>,
    },
    /// Put rows of the parallel view in their shape on a worker; the answer carries the generation.
    Shape {
        generation: u64,
        shaping: Box<Shaping>,
        collection: Arc<Collection>,
    },
    /// Look for a query in a large document on a worker; the answer carries the generation.
    Search {
        generation: u64,
        document: DocumentIndex,
        query: String,
        collection: Arc<Collection>,
    },
    /// Let go of what is not shown any more, on a worker. There is no answer.
    ClearAway(Vec<Arc<Rows>>),
    /// Look through passages of a list on a worker; the answer carries the number.
    Sift {
        number: u64,
        sifting: Sifting,
    },
    /// Keep what was typed of a note so far, or no longer.
    Draft {
        id: Id,
        draft: Option<Box<Note>>,
    },
    /// Keep a change of the reader's work.
    Save(Box<Change>),
    /// Save all of the reader's work in the folder of this name.
    SaveElsewhere {
        name: String,
    },
    /// Write what is seen to a file, on a worker.
    Export(Box<Export>),
    /// Report the mouse, or leave it to the terminal.
    Mouse(bool),
}
