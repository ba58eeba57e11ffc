//! The selected entry of a list in full, in parts below each other.

use crate::layout::{Area, Line, wrap};

/// How a part is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// What it is, where it stands, when it was made.
    Facts,
    /// Words of a document.
    Words,
    /// What the reader wrote.
    Text,
}

/// A part of the entry, wrapped.
#[derive(Clone, Debug)]
pub struct Part {
    pub kind: PartKind,
    pub text: String,
    pub lines: Vec<Line>,
}

/// As much of the entry as there is room for.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    pub area: Area,
    pub parts: Vec<Part>,
}

impl Detail {
    pub fn lay_out(&mut self, area: Area, parts: Vec<(PartKind, String)>) {
        self.area = area;
        let mut room = usize::from(area.height);
        let width = usize::from(area.width).saturating_sub(4).max(1);
        self.parts.clear();
        for (kind, text) in parts {
            let mut lines = wrap(&text, width, None);
            lines.truncate(room);
            room -= lines.len();
            self.parts.push(Part { kind, text, lines });
        }
    }
}
