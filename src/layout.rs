//! Geometry: wrapped lines, scrolling over rows of unequal height, pane areas, columns.
//!
//! Pure and without colour. It happens while the state is updated, so that drawing only draws.

pub mod bidi;
pub mod columns;
pub mod flow;
pub mod held;
pub mod scroll;
pub mod time_axis;
pub mod typed;
pub mod wrap;

pub use flow::{Flow, Item};
pub use held::Held;
pub use scroll::RowAddress;
pub use time_axis::TimeAxis;
pub use wrap::{Line, wrap};

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    /// The part below its first `rows` rows.
    #[must_use]
    pub fn below(self, rows: u16) -> Self {
        let rows = rows.min(self.height);
        Self { y: self.y + rows, height: self.height - rows, ..self }
    }

    /// The part above its last `rows` rows.
    #[must_use]
    pub fn above_last(self, rows: u16) -> Self {
        Self { height: self.height.saturating_sub(rows), ..self }
    }

    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column) && (self.y..self.y + self.height).contains(&row)
    }
}
