//! The values in memory: what the reader made and where the reader was. No I/O, no file format.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::anchor::Anchor;
use crate::text::hash::Fingerprint;

/// All that the reader made in one collection. Cheap enough to be cloned as a snapshot for saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    /// By the character that names the mark.
    pub marks: BTreeMap<char, Mark>,
    pub codings: BTreeMap<Id, Coding>,
    pub links: BTreeMap<Id, Link>,
    pub notes: BTreeMap<Id, Note>,
    /// By the cell of the board.
    pub summaries: BTreeMap<CellId, Summary>,
    /// What the reader said of differences.
    pub verdicts: BTreeMap<Id, Verdict>,
    /// Where the reader was, by the document's name.
    pub places: BTreeMap<String, Place>,
    /// Which text each document had that something holds on to, or where the reader was, by its
    /// name: a renamed one is known again by it.
    pub texts: BTreeMap<String, Fingerprint>,
    pub session: Session,
}

impl Work {
    /// Whether there is anything but places.
    pub fn has_made(&self) -> bool {
        let Self { marks, codings, links, notes, summaries, verdicts, places: _, texts: _, session: _ } =
            self;
        !(marks.is_empty()
            && codings.is_empty()
            && links.is_empty()
            && notes.is_empty()
            && summaries.is_empty()
            && verdicts.is_empty())
    }

    /// All that the values hold on to passages by, each with what it is.
    pub fn anchors(&self) -> impl Iterator<Item = (&'static str, &Anchor)> {
        let marks = self.marks.values().map(|mark| ("mark", &mark.anchor));
        let codings = self.codings.values().map(|coding| ("coding", &coding.anchor));
        let links = self.links.values().flat_map(|link| [("link", &link.a), ("link", &link.b)]);
        let notes = self.notes.values().flat_map(|note| note.target.anchors().map(|anchor| ("note", anchor)));
        let ends = self.verdicts.values().flat_map(|verdict| [Some(&verdict.a), verdict.b.as_ref()]);
        let verdicts = ends.flatten().map(|anchor| ("verdict", anchor));
        marks.chain(codings).chain(links).chain(notes).chain(verdicts)
    }

    /// Names of the documents that something is on, each once.
    pub fn documents(&self) -> BTreeSet<&str> {
        let noted = self.notes.values().filter_map(|note| match &note.target {
            Target::Document(name) => Some(name.as_str()),
            _ => None,
        });
        self.anchors().map(|(_, anchor)| anchor.document.as_str()).chain(noted).collect()
    }

    /// Adds what was made in another work. Where both have a value, the other's stands.
    pub fn take_over(&mut self, made: Self) {
        let Self { marks, codings, links, notes, summaries, verdicts, places: _, texts: _, session: _ } =
            made;
        self.marks.extend(marks);
        self.codings.extend(codings);
        self.links.extend(links);
        self.notes.extend(notes);
        self.summaries.extend(summaries);
        self.verdicts.extend(verdicts);
    }
}

/// A passage that the reader can come back to by one character.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub anchor: Anchor,
    /// `None` when the file says something that is no time.
    pub created: Option<Timestamp>,
}

/// Names one value among those of its kind, for good: letters and digits, never given twice.
pub type Id = String;

/// 'This passage speaks of these episodes, at this step', said by the reader. It stands in the
/// place of what the collection or the program says of the same passage. Without episodes and
/// step it says that the passage speaks of none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    pub anchor: Anchor,
    /// Ids of the scheme, each once, the first the most important.
    pub episodes: Vec<String>,
    pub step: Option<String>,
    pub second_step: Option<String>,
    /// Ids of the actors who moved, and towards whom.
    pub direction: Option<(String, String)>,
    /// Long background that led up to the episode.
    pub background: bool,
    /// When the thing told happened, as the collection's files write it: `1953-02`.
    pub date: Option<String>,
    pub created: Option<Timestamp>,
}

/// What the reader says of two passages of different documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub a: Anchor,
    pub b: Anchor,
    pub kind: LinkKind,
    /// What the reader calls the row in which the two stand level.
    pub label: Option<String>,
    pub created: Option<Timestamp>,
}

impl Link {
    /// Without what a link of its kind does not have: only what stands level has the name of a row.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.label = self.label.filter(|_| self.kind == LinkKind::Level);
        self
    }
}

/// How two passages stand to each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// They tell the same event.
    SameEvent,
    /// One quotes the other, or both the same words of a third.
    Quotation,
    /// The same matter, told in another way.
    Echo,
    Contradicts,
    /// The one replies to the other.
    Answers,
    /// They play the same part in different episodes: level in the parallel view, no match.
    Level,
    /// They do not match, whatever the program or the collection says.
    Rejected,
    /// A kind that a later program, or the reader, gave a name.
    Other(String),
}

impl LinkKind {
    const NAMED: [Self; 7] = [
        Self::SameEvent,
        Self::Quotation,
        Self::Echo,
        Self::Contradicts,
        Self::Answers,
        Self::Level,
        Self::Rejected,
    ];

    /// As files have it.
    pub fn name(&self) -> &str {
        match self {
            Self::SameEvent => "same-event",
            Self::Quotation => "quotation",
            Self::Echo => "echo",
            Self::Contradicts => "contradicts",
            Self::Answers => "answers",
            Self::Level => "level",
            Self::Rejected => "rejected",
            Self::Other(name) => name,
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Self {
        let known = Self::NAMED.into_iter().find(|kind| kind.name() == name);
        known.unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

/// What a note is on.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Words of a document: a passage, any other words of one block, or of several, part by part.
    Words(Vec<Anchor>),
    /// A whole document, by its name.
    Document(String),
    /// A cell of the board.
    Cell(CellId),
    /// A row of the parallel view, by its name and passages that stand in it.
    Row { label: String, passages: Vec<Anchor> },
}

impl Target {
    pub fn is_words(&self) -> bool {
        matches!(self, Self::Words(_))
    }

    /// What it holds on to passages by.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        match self {
            Self::Words(anchors) | Self::Row { passages: anchors, .. } => anchors.as_slice(),
            Self::Document(_) | Self::Cell(_) => &[],
        }
        .iter()
    }

    pub fn anchors_mut(&mut self) -> impl Iterator<Item = &mut Anchor> {
        match self {
            Self::Words(anchors) | Self::Row { passages: anchors, .. } => anchors.as_mut_slice(),
            Self::Document(_) | Self::Cell(_) => &mut [],
        }
        .iter_mut()
    }
}

/// Kinds of highlights, counted from 1.
pub const HIGHLIGHTS: u8 = 4;

/// Words of the reader on something, or, where there are none, a highlight.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub target: Target,
    /// Markdown.
    pub text: String,
    pub tags: BTreeSet<String>,
    /// Number of its kind, from 1 to [`HIGHLIGHTS`].
    pub highlight: Option<u8>,
    pub created: Option<Timestamp>,
    pub changed: Option<Timestamp>,
}

/// A cell of the board, by the scheme's ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    pub episode: String,
    pub step: String,
}

/// The reader's own sentence in a cell of the board, in the place of the collection's.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub text: String,
    pub changed: Option<Timestamp>,
}

/// What the reader said of one difference, which is known by its passages, slot and values.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub a: Anchor,
    /// `None` where only one account tells.
    pub b: Option<Anchor>,
    /// The difference's slot and the two values, as `triptych differences` prints them.
    pub slot: String,
    pub values: (String, String),
    pub judgement: Judgement,
    pub created: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judgement {
    /// Looked at.
    Seen,
    /// The accounts do not differ there.
    NoDifference,
}

impl Judgement {
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::NoDifference => "no difference",
        }
    }
}

/// Where the reader was in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The shown number of the block at the top.
    pub paragraph: u32,
    /// Byte of that block's text at the top.
    pub offset: usize,
    /// Whether blocks that are no body text are folded away; `None` leaves it to the view.
    pub folded: Option<bool>,
}

/// What was open. Names and ids may be unknown by now: restoring takes what it finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The name of the view.
    pub view: String,
    /// Names of the documents in the open panes, in their order.
    pub panes: Vec<String>,
    /// Position of the pane that had the focus, counted from zero.
    pub focus: usize,
    /// The cell of the board and of the parallel view, by the scheme's ids.
    pub episode: Option<String>,
    pub step: Option<String>,
    /// Small settings of the views.
    pub options: Map<String, Value>,
}

/// Whether a mark may be named so: a character that can be typed and seen.
pub fn names_mark(name: char) -> bool {
    !name.is_control() && !name.is_whitespace()
}
