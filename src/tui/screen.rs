//! A frame -> the bytes that change the screen from the last one. Knows no terminal, only what
//! one does with bytes; nothing is written here.
//!
//! Each frame is one synchronised update. Cells are sent only where they differ; short gaps are
//! sent again where a jump would cost more, blank tails are erased, and rows that moved together
//! are scrolled by the terminal.

mod colour;
mod grid;
mod pen;
mod scroll;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;

pub use self::colour::Depth;
use self::grid::{Clusters, Grid, Slot, Trust};
use self::pen::{Pen, push_count};
use self::scroll::Scroll;

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Clusters that are remembered before all is forgotten and drawn anew.
const MOST_CLUSTERS: usize = 8192;

/// The screen as the terminal shows it.
#[derive(Debug)]
pub struct Screen {
    depth: Depth,
    shown: Grid,
    next: Grid,
    clusters: Clusters,
    pen: Pen,
    /// What the terminal shows is not known.
    stale: bool,
    cursor: Option<(u16, u16)>,
    cursor_visible: bool,
}

impl Screen {
    /// A screen of which nothing is known; the cursor is taken to be hidden.
    pub fn new(depth: Depth) -> Self {
        Self {
            depth,
            shown: Grid::blank(0, 0),
            next: Grid::blank(0, 0),
            clusters: Clusters::default(),
            pen: Pen::new(),
            stale: true,
            cursor: None,
            cursor_visible: false,
        }
    }

    /// The next frame draws every cell anew.
    pub fn invalidate(&mut self) {
        self.stale = true;
    }

    /// As [`invalidate`](Self::invalidate), after the terminal was left and entered again.
    pub fn reentered(&mut self) {
        self.stale = true;
        self.cursor_visible = false;
    }

    /// The bytes that make the terminal show this; none if it does already. The cursor is hidden
    /// where there is none, else at a column and row counted from zero.
    pub fn encode(&mut self, buffer: &Buffer, cursor: Option<(u16, u16)>) -> &[u8] {
        if self.clusters.len() > MOST_CLUSTERS {
            self.clusters.clear();
            self.stale = true;
        }
        self.next.load(buffer, self.depth, &mut self.clusters);
        self.pen.begin(self.next.columns);
        self.pen.push(BEGIN);
        if self.stale || (self.shown.columns, self.shown.rows) != (self.next.columns, self.next.rows) {
            self.clear();
        } else if let Some(found) = scroll::find(&self.shown, &self.next) {
            self.scroll(found);
        }
        for y in 0..self.next.rows {
            self.row(y);
        }
        let drawn = self.pen.out.len() > BEGIN.len();
        self.place_cursor(cursor, drawn);
        std::mem::swap(&mut self.shown, &mut self.next);
        if self.pen.out.len() == BEGIN.len() {
            return &[];
        }
        self.pen.push(END);
        &self.pen.out
    }

    fn clear(&mut self) {
        self.shown = Grid::blank(self.next.columns, self.next.rows);
        self.stale = false;
        self.pen.forget_paint();
        self.pen.wear(Slot::BLANK);
        self.pen.push(b"\x1b[r\x1b[H\x1b[2J");
        self.pen.home();
    }

    fn scroll(&mut self, Scroll { top, bottom, by }: Scroll) {
        // Rows that come in take the background that is set.
        self.pen.wear(Slot::BLANK);
        let whole = top == 0 && bottom == self.shown.rows;
        if !whole {
            self.pen.push(format!("\x1b[{};{}r", top + 1, bottom).as_bytes());
        }
        push_count(&mut self.pen.out, by.unsigned_abs(), if by > 0 { b'S' } else { b'T' });
        if !whole {
            self.pen.push(b"\x1b[r");
            self.pen.home();
        }
        self.shown.scroll(top, bottom, by);
    }

    fn place_cursor(&mut self, cursor: Option<(u16, u16)>, drawn: bool) {
        let inside =
            |(x, y): &(u16, u16)| usize::from(*x) < self.next.columns && usize::from(*y) < self.next.rows;
        let cursor = cursor.filter(inside);
        if let Some((x, y)) = cursor.filter(|_| drawn || cursor != self.cursor) {
            self.pen.move_to(usize::from(y), usize::from(x));
        }
        if cursor.is_some() != self.cursor_visible {
            self.cursor_visible = cursor.is_some();
            self.pen.push(if self.cursor_visible { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
        self.cursor = cursor;
    }

    fn row(&mut self, y: usize) {
        let Self { shown, next, clusters, pen, .. } = self;
        let (old, new) = (shown.row(y), next.row(y));
        if old == new {
            return;
        }
        let text_end = end_of_text(new);
        let old_end = end_of_text(old);
        let erase = old_end > text_end + ERASE_LINE.len();
        let end = if erase { text_end } else { text_end.max(old_end) };
        let mut row = Row { y, old, new, end, forced: 0 };
        row.draw(clusters, pen);
        if erase {
            row.approach(text_end, clusters, pen);
            pen.wear(Slot::BLANK);
            pen.push(ERASE_LINE);
        }
    }
}

const ERASE_LINE: &[u8] = b"\x1b[K";

/// A run of blanks this long is erased by number instead of being sent.
const LONG_BLANK: usize = 12;
/// The widest gap of unchanged cells that may be sent again.
const GAP: usize = 9;

/// Cells after a text of doubtful width that it may have covered: a family of three shown as
/// three takes four more than it should.
const DOUBT: usize = 4;

/// One row while it is drawn.
struct Row<'a> {
    y: usize,
    old: &'a [Slot],
    new: &'a [Slot],
    /// Cells from here on are not drawn.
    end: usize,
    /// Cells before this are drawn even if they have not changed.
    forced: usize,
}

impl Row<'_> {
    fn draw(&mut self, clusters: &Clusters, pen: &mut Pen) {
        let mut x = 0;
        while x < self.end {
            let slot = self.new[x];
            if (slot == self.old[x] && x >= self.forced) || slot.width == 0 {
                x += 1;
                continue;
            }
            let blanks = self.blanks(x);
            self.approach(x, clusters, pen);
            if blanks >= LONG_BLANK {
                pen.wear(Slot::BLANK);
                pen.erase(blanks);
                x += blanks;
                continue;
            }
            pen.draw(slot, clusters);
            x += usize::from(slot.width);
            if clusters.trust(slot.text) == Trust::Doubtful {
                self.forced = x + DOUBT;
                self.end = self.end.max(self.forced.min(self.new.len()));
            }
        }
    }

    /// Blanks from here up to the last one that is to be drawn.
    fn blanks(&self, from: usize) -> usize {
        let run = self.new[from..self.end].iter().take_while(|slot| **slot == Slot::BLANK).count();
        let changed = (from..from + run).rev().find(|x| self.old[*x] != Slot::BLANK);
        changed.map_or(0, |last| last + 1 - from)
    }

    /// Brings the cursor to a column, through the cells before it if that is shorter.
    fn approach(&self, column: usize, clusters: &Clusters, pen: &mut Pen) {
        if let Some(from) = pen.column_in(self.y).filter(|from| *from < column && column - from <= GAP) {
            let gap = &self.new[from..column];
            let harmless = |slot: &Slot| {
                slot.width == 0 || (pen.wears(*slot) && clusters.trust(slot.text) != Trust::Doubtful)
            };
            let cost: usize = gap.iter().filter(|s| s.width > 0).map(|s| clusters.bytes(s.text)).sum();
            if gap.iter().all(harmless) && cost <= pen.move_cost(self.y, column) {
                for slot in gap.iter().filter(|slot| slot.width > 0) {
                    pen.draw(*slot, clusters);
                }
                return;
            }
        }
        pen.move_to(self.y, column);
    }
}

/// The column after the last cell that is not blank.
fn end_of_text(row: &[Slot]) -> usize {
    row.iter().rposition(|slot| *slot != Slot::BLANK).map_or(0, |last| last + 1)
}
