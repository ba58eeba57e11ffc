//! What the reader can set.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Settings of the whole program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// Name of the colour theme; `auto` follows the terminal.
    pub theme: String,
    /// Whether the terminal's background is dark, as far as known.
    pub dark: bool,
    /// Only ASCII for rules and marks.
    pub ascii: bool,
    /// No colour at all: attributes carry what colour would.
    pub colourless: bool,
    pub mouse: bool,
    /// Widest a pane's text gets, in cells.
    pub measure: usize,
    pub hyphenate: bool,
    /// Whether the program puts right-to-left text in visual order; off for terminals that do.
    pub reorder: bool,
    /// In which times are shown. What is kept says them in UTC.
    pub zone: TimeZone,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            theme: "auto".to_owned(),
            dark: true,
            ascii: false,
            colourless: false,
            mouse: true,
            measure: 66,
            hyphenate: true,
            reorder: true,
            zone: TimeZone::UTC,
        }
    }
}

impl Options {
    /// A moment as the reader's clock shows it.
    pub fn local(&self, moment: Timestamp) -> Zoned {
        moment.to_zoned(self.zone.clone())
    }
}

/// Names of the colour themes, in the order in which they are gone through. `auto` takes the
/// terminal's own 16 colours.
pub const THEMES: [&str; 3] = ["auto", "dark", "light"];
