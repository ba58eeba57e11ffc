//! The values in memory: what the reader made and where the reader was. No I/O, no file format.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::anchor::Anchor;

/// All that the reader made in one collection. Cheap enough to be cloned as a snapshot for saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    /// By the character that names the mark.
    pub marks: BTreeMap<char, Mark>,
    /// Where the reader was, by the document's name.
    pub places: BTreeMap<String, Place>,
    pub session: Session,
}

/// A passage that the reader can come back to by one character.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub anchor: Anchor,
    /// `None` when the file says something that is no time.
    pub created: Option<Timestamp>,
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
