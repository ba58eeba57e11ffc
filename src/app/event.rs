//! What comes in and what goes out: the one closed list of each.

use super::key::Key;

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

/// Something that the shell is to do. The state does no I/O itself.
#[derive(Clone, Debug)]
pub enum Effect {
    Quit,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// Put the text on the terminal's clipboard.
    Copy(String),
    /// Draw every cell anew.
    Redraw,
}
