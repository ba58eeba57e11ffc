//! How panes that are linked move together: what is kept of it, for each pane and each group.
//!
//! Panes of one group follow the one with the focus by matching passages, or scroll with it row by
//! row. Whatever the reader does to one pane alone holds from then on.

use crate::layout::RowAddress;
use crate::text::Passage;

use super::pane::Top;

/// Groups that panes can be parted into.
pub const MOST_GROUPS: usize = 4;

/// How the other panes of a group move when the one with the focus does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Linked {
    /// Not at all.
    #[default]
    Off,
    /// They bring the passage that matches the one under the cursor to its row.
    Follow,
    /// They scroll by as many rows.
    Lock,
}

impl Linked {
    /// As a session record names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Follow => "follow",
            Self::Lock => "lock",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        [Self::Off, Self::Follow, Self::Lock].into_iter().find(|linked| linked.name() == name)
    }
}

/// A pane's part in its group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Which group it moves with, from 0.
    pub group: usize,
    /// Rows below the level at which the reader wants it; above, where negative.
    pub shift: isize,
    /// Whether it stands level with the pane that moved the group last.
    pub level: bool,
    /// What was under its cursor when the group moved last.
    pub passage: Option<Passage>,
    /// What stood at its top then.
    pub top: Option<Top>,
    /// On which row that began, in a text of which width.
    pub row: Option<(usize, usize)>,
    /// Rows that it could not go along because its text ended.
    pub owed: isize,
    /// What stood at its top before it was levelled for a moment.
    pub before: Option<Top>,
}

/// Where a pane came to stand by scrolling, for those that go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrolled {
    /// Down by so many rows, or up where negative.
    Rows(isize),
    /// Farther than was counted.
    Far,
}

impl Scrolled {
    /// From one row to another, of which the distance is measured up to `most`.
    pub fn between(
        a: RowAddress,
        b: RowAddress,
        most: usize,
        distance: impl FnOnce(RowAddress, RowAddress) -> usize,
    ) -> Self {
        let (first, last, sign) = if a <= b { (a, b, 1) } else { (b, a, -1) };
        match distance(first, last) {
            rows if rows >= most => Self::Far,
            rows => Self::Rows(sign * rows as isize),
        }
    }
}
