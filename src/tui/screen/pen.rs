//! The terminal's cursor and colours as they stand, and the fewest bytes that change them.

use std::io::Write as _;

use ratatui::style::{Color, Modifier};

use super::colour::push_code;
use super::grid::{Clusters, Paint, Slot, Trust};

/// The column of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Sure(usize),
    /// Where it should be, if the terminal counts as we do.
    Likely(usize),
    /// Not known, as after the last column.
    Unknown,
}

#[derive(Debug)]
pub(super) struct Pen {
    pub(super) out: Vec<u8>,
    columns: usize,
    row: Option<usize>,
    column: Column,
    paint: Option<Paint>,
    /// The sequence that is being weighed.
    draft: Vec<u8>,
}

/// Attributes with the numbers that switch them on and off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    pub(super) fn new() -> Self {
        Self {
            out: Vec::new(),
            columns: 0,
            row: None,
            column: Column::Unknown,
            paint: None,
            draft: Vec::new(),
        }
    }

    /// Begins a frame. Someone else may have moved the cursor meanwhile.
    pub(super) fn begin(&mut self, columns: usize) {
        self.out.clear();
        self.columns = columns;
        self.lose_place();
    }

    pub(super) fn lose_place(&mut self) {
        self.row = None;
        self.column = Column::Unknown;
    }

    /// The cursor stands at the top left.
    pub(super) fn home(&mut self) {
        self.row = Some(0);
        self.column = Column::Sure(0);
    }

    pub(super) fn forget_paint(&mut self) {
        self.paint = None;
    }

    /// The column at which the next character lands, if it is in this row.
    pub(super) fn column_in(&self, row: usize) -> Option<usize> {
        match self.column {
            Column::Sure(x) | Column::Likely(x) if self.row == Some(row) => Some(x),
            _ => None,
        }
    }

    /// Bytes that a move would take.
    pub(super) fn move_cost(&mut self, row: usize, column: usize) -> usize {
        self.plan_move(row, column);
        self.draft.len()
    }

    pub(super) fn move_to(&mut self, row: usize, column: usize) {
        self.plan_move(row, column);
        // Without a move, printing goes on where it stopped, and is as sure as before.
        if !self.draft.is_empty() {
            self.out.append(&mut self.draft);
            self.row = Some(row);
            self.column = Column::Sure(column);
        }
    }

    /// Leaves the shortest move in the draft.
    fn plan_move(&mut self, row: usize, column: usize) {
        self.draft.clear();
        if self.column_in(row) == Some(column) {
            return;
        }
        let mut absolute = [0; 16];
        let absolute = position(row, column, &mut absolute);
        if let Some(from) = self.row {
            push_vertical(&mut self.draft, from, row);
            self.push_horizontal(column);
            if self.draft.len() <= absolute.len() {
                return;
            }
        }
        self.draft.clear();
        self.draft.extend_from_slice(absolute);
    }

    fn push_horizontal(&mut self, to: usize) {
        let from = match self.column {
            Column::Sure(x) => x,
            Column::Likely(_) | Column::Unknown => usize::MAX,
        };
        if from == to {
            return;
        }
        // From the left margin, by column number, or relative: the shortest.
        let cost = |n: usize| if n == 1 { 3 } else { 3 + digits(n) };
        let from_margin = if to == 0 { 1 } else { 1 + cost(to) };
        let by_number = 3 + digits(to + 1);
        let relative = match from {
            usize::MAX => usize::MAX,
            _ if to > from => cost(to - from),
            _ => (from - to).min(cost(from - to)),
        };
        let out = &mut self.draft;
        if relative <= from_margin.min(by_number) {
            if to > from {
                push_count(out, to - from, b'C');
            } else if from - to <= cost(from - to) {
                out.resize(out.len() + (from - to), 8);
            } else {
                push_count(out, from - to, b'D');
            }
        } else if from_margin <= by_number {
            out.push(b'\r');
            if to > 0 {
                push_count(out, to, b'C');
            }
        } else {
            push_count(out, to + 1, b'G');
        }
    }

    /// Draws one cell's text where the cursor stands.
    pub(super) fn draw(&mut self, slot: Slot, clusters: &Clusters) {
        self.wear(slot);
        let trust = clusters.trust(slot.text);
        let start = self.column;
        if let (Trust::Doubtful, Some(row), Column::Sure(x) | Column::Likely(x)) = (trust, self.row, start) {
            // Whatever width the terminal gives it, no remainder of the old text shows.
            self.out.resize(self.out.len() + usize::from(slot.width), b' ');
            self.column = Column::Unknown;
            self.move_to(row, x);
        }
        clusters.write(slot.text, &mut self.out);
        self.advance(usize::from(slot.width), trust);
    }

    fn advance(&mut self, width: usize, trust: Trust) {
        let (Column::Sure(x) | Column::Likely(x)) = self.column else { return };
        let sure = matches!(self.column, Column::Sure(_)) && trust == Trust::Sure;
        self.column = match x + width {
            end if end >= self.columns => Column::Unknown,
            _ if trust == Trust::Doubtful => Column::Unknown,
            end if sure => Column::Sure(end),
            end => Column::Likely(end),
        };
    }

    /// Whether a cell can be drawn without a change of colours.
    pub(super) fn wears(&self, slot: Slot) -> bool {
        self.paint.is_some_and(|paint| {
            if slot.is_space() {
                paint.bg == slot.paint.bg && !paint.modifier.intersects(Paint::ON_BLANKS)
            } else {
                paint == slot.paint
            }
        })
    }

    /// Changes colours so that the cell can be drawn.
    pub(super) fn wear(&mut self, slot: Slot) {
        if self.wears(slot) {
            return;
        }
        let target = match self.paint {
            Some(old) if slot.is_space() => {
                Paint { bg: slot.paint.bg, modifier: old.modifier - Paint::ON_BLANKS, ..old }
            }
            _ => slot.paint,
        };
        let reset_at = self.draft_reset(target);
        match self.paint {
            Some(old) => {
                self.draft_change(old, target);
                let (from_plain, change) = self.draft.split_at(reset_at);
                let shorter = if change.len() < from_plain.len() { change } else { from_plain };
                self.out.extend_from_slice(shorter);
            }
            None => self.out.append(&mut self.draft),
        }
        // After a reset the invisible part of a space's paint may be gone.
        self.paint = Some(target);
    }

    /// Drafts the change by way of a reset; gives its length.
    fn draft_reset(&mut self, to: Paint) -> usize {
        self.draft.clear();
        if to == Paint::PLAIN {
            self.draft.extend_from_slice(b"\x1b[m");
        } else {
            self.draft.extend_from_slice(b"\x1b[0");
            push_differences(&mut self.draft, Paint::PLAIN, to);
            self.draft.push(b'm');
        }
        self.draft.len()
    }

    fn draft_change(&mut self, from: Paint, to: Paint) {
        let start = self.draft.len();
        self.draft.extend_from_slice(b"\x1b[");
        push_differences(&mut self.draft, from, to);
        // The first number needs no semicolon before it.
        if self.draft.len() > start + 2 {
            self.draft.remove(start + 2);
        }
        self.draft.push(b'm');
    }

    /// Appends a sequence that moves nothing.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Erases `n` cells from the cursor on, which stays.
    pub(super) fn erase(&mut self, n: usize) {
        push_count(&mut self.out, n, b'X');
    }
}

/// Appends `;number` for each thing that differs.
fn push_differences(out: &mut Vec<u8>, from: Paint, to: Paint) {
    let mut left = from.modifier;
    for (modifier, _, off) in ATTRIBUTES {
        if left.contains(modifier) && !to.modifier.contains(modifier) {
            let _ = write!(out, ";{off}");
            let both = ATTRIBUTES.iter().filter(|a| a.2 == off).map(|a| a.0);
            left -= both.fold(Modifier::empty(), Modifier::union);
        }
    }
    for (modifier, on, _) in ATTRIBUTES {
        if to.modifier.contains(modifier) && !left.contains(modifier) {
            let _ = write!(out, ";{on}");
        }
    }
    for (old, new, base) in [(from.fg, to.fg, 30), (from.bg, to.bg, 40)] {
        if old != new {
            out.push(b';');
            push_code(new, base, out);
        }
    }
    debug_assert!(from != to || from.fg == Color::Reset || !out.is_empty());
}

fn push_vertical(out: &mut Vec<u8>, from: usize, to: usize) {
    let cost = |n: usize| if n == 1 { 3 } else { 3 + digits(n) };
    if to > from && to - from <= cost(to - from) {
        // In raw mode a line feed keeps the column.
        out.resize(out.len() + (to - from), b'\n');
    } else if to > from {
        push_count(out, to - from, b'B');
    } else if to < from {
        push_count(out, from - to, b'A');
    }
}

/// `CSI n last`; a count of one need not be said.
pub(super) fn push_count(out: &mut Vec<u8>, n: usize, last: u8) {
    out.extend_from_slice(b"\x1b[");
    if n != 1 {
        let _ = write!(out, "{n}");
    }
    out.push(last);
}

fn position(row: usize, column: usize, space: &mut [u8; 16]) -> &[u8] {
    let room = space.len();
    let mut rest: &mut [u8] = space;
    let _ = match (row, column) {
        (0, 0) => write!(rest, "\x1b[H"),
        (_, 0) => write!(rest, "\x1b[{}H", row + 1),
        _ => write!(rest, "\x1b[{};{}H", row + 1, column + 1),
    };
    let used = room - rest.len();
    &space[..used]
}

fn digits(n: usize) -> usize {
    n.checked_ilog10().map_or(1, |log| log as usize + 1)
}
