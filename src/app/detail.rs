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
    /// Each with the lines of it that are on the screen.
    pub parts: Vec<Part>,
    /// Lines that are left out above.
    pub top: usize,
    /// All lines.
    pub count: usize,
}

impl Detail {
    /// Shows an entry: another one from its first line.
    pub fn lay_out(&mut self, area: Area, parts: Vec<(PartKind, String)>) {
        let is_same = parts.iter().map(|(_, text)| text).eq(self.parts.iter().map(|part| &part.text));
        let width = usize::from(area.width).saturating_sub(4).max(1);
        let mut parts: Vec<Part> = parts
            .into_iter()
            .map(|(kind, text)| Part { kind, lines: wrap(&text, width, None), text })
            .collect();
        self.area = area;
        self.count = parts.iter().map(|part| part.lines.len()).sum();
        self.top = if is_same { self.top.min(self.last_top()) } else { 0 };
        let (mut above, mut room) = (self.top, usize::from(area.height));
        for part in &mut parts {
            let hidden = above.min(part.lines.len());
            part.lines.drain(..hidden);
            above -= hidden;
            part.lines.truncate(room);
            room -= part.lines.len();
        }
        self.parts = parts;
    }

    /// Scrolls it; `false` where it is at its end, or all of it is seen.
    pub fn scroll(&mut self, delta: isize) -> bool {
        let before = self.top;
        self.top = self.top.saturating_add_signed(delta).min(self.last_top());
        self.top != before
    }

    fn last_top(&self) -> usize {
        self.count.saturating_sub(self.area.height.into())
    }

    /// Whether it goes on below the screen.
    pub fn goes_on(&self) -> bool {
        self.top < self.last_top()
    }
}
