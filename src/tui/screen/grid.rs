//! What the screen shows, cell by cell, in a form that compares quickly and holds nothing that a
//! terminal must not get: no controls, no cut halves, no blank that differs only invisibly.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

use super::colour::Depth;
use crate::text::display;

/// Colours and attributes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Paint {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

impl Paint {
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// Attributes that show on a blank.
    pub(super) const ON_BLANKS: Modifier =
        Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);
}

/// A character, or past the last character the number of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Text(pub(super) u32);

const FIRST_CLUSTER: u32 = 0x11_0000;
const SPACE: Text = Text(b' ' as u32);

/// One cell. The cells that a wide character covers have width 0 and its paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    pub(super) text: Text,
    pub(super) width: u8,
    pub(super) paint: Paint,
}

impl Slot {
    pub(super) const BLANK: Self = Self { text: SPACE, width: 1, paint: Paint::PLAIN };

    /// A space of which only the background is seen.
    pub(super) fn is_space(self) -> bool {
        self.text == SPACE && !self.paint.modifier.intersects(Paint::ON_BLANKS)
    }
}

/// How far terminals agree about the width of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    Sure,
    /// Believed, but later moves in the row are absolute.
    Likely,
    /// Drawn with its cells erased before and the cursor placed anew after.
    Doubtful,
}

/// The texts of cells that are more than one character.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    texts: Vec<(Box<str>, Trust)>,
    numbers: HashMap<Box<str>, u32>,
}

impl Clusters {
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.numbers.clear();
    }

    fn text(&mut self, shown: &str, width: usize) -> Text {
        let mut chars = shown.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Text(u32::from(c));
        }
        if let Some(number) = self.numbers.get(shown) {
            return Text(*number);
        }
        let number = FIRST_CLUSTER + self.texts.len() as u32;
        self.texts.push((shown.into(), trust(shown, width)));
        self.numbers.insert(shown.into(), number);
        Text(number)
    }

    /// Appends the bytes of a text.
    pub(super) fn write(&self, text: Text, out: &mut Vec<u8>) {
        if text.0 < 0x80 {
            out.push(text.0 as u8);
        } else if let Some(c) = char::from_u32(text.0) {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else if let Some((cluster, _)) = self.texts.get((text.0 - FIRST_CLUSTER) as usize) {
            out.extend_from_slice(cluster.as_bytes());
        }
    }

    pub(super) fn bytes(&self, text: Text) -> usize {
        match char::from_u32(text.0) {
            Some(c) => c.len_utf8(),
            None => self.texts.get((text.0.saturating_sub(FIRST_CLUSTER)) as usize).map_or(1, |t| t.0.len()),
        }
    }

    pub(super) fn trust(&self, text: Text) -> Trust {
        match text.0 {
            0..0x80 => Trust::Sure,
            0x80..FIRST_CLUSTER => Trust::Likely,
            number => self.texts.get((number - FIRST_CLUSTER) as usize).map_or(Trust::Doubtful, |t| t.1),
        }
    }
}

/// A cluster's width is believed if terminals that add up its characters come to the same.
fn trust(cluster: &str, width: usize) -> Trust {
    let sum: usize = cluster.chars().map(|c| c.width().unwrap_or(0)).sum();
    let joins = |c| matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}');
    if sum == width && !cluster.contains(joins) { Trust::Likely } else { Trust::Doubtful }
}

/// All cells of a screen.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) columns: usize,
    pub(super) rows: usize,
    slots: Vec<Slot>,
}

impl Grid {
    pub(super) fn blank(columns: usize, rows: usize) -> Self {
        Self { columns, rows, slots: vec![Slot::BLANK; columns * rows] }
    }

    pub(super) fn row(&self, y: usize) -> &[Slot] {
        &self.slots[y * self.columns..(y + 1) * self.columns]
    }

    fn row_mut(&mut self, y: usize) -> &mut [Slot] {
        &mut self.slots[y * self.columns..(y + 1) * self.columns]
    }

    /// Takes over what a buffer shows.
    pub(super) fn load(&mut self, buffer: &Buffer, depth: Depth, clusters: &mut Clusters) {
        self.columns = usize::from(buffer.area.width);
        self.rows = usize::from(buffer.area.height);
        self.slots.clear();
        self.slots.resize(self.columns * self.rows, Slot::BLANK);
        if self.columns == 0 {
            return;
        }
        for (y, cells) in buffer.content.chunks(self.columns).take(self.rows).enumerate() {
            load_row(cells, self.row_mut(y), depth, clusters);
        }
    }

    /// Moves the rows of a region up (down if `by` is negative) as the terminal does.
    pub(super) fn scroll(&mut self, top: usize, bottom: usize, by: isize) {
        let region = &mut self.slots[top * self.columns..bottom * self.columns];
        let moved = (by.unsigned_abs() * self.columns).min(region.len());
        let length = region.len();
        if by > 0 {
            region.copy_within(moved.., 0);
            region[length - moved..].fill(Slot::BLANK);
        } else {
            region.copy_within(..length - moved, moved);
            region[..moved].fill(Slot::BLANK);
        }
    }
}

fn load_row(cells: &[Cell], slots: &mut [Slot], depth: Depth, clusters: &mut Clusters) {
    let mut x = 0;
    while x < cells.len() {
        let slot = slot(&cells[x], depth, clusters);
        let width = usize::from(slot.width);
        if x + width > cells.len() {
            // A wide character that does not fit is not shown by half.
            let paint = blank_paint(slot.paint);
            slots[x..].fill(Slot { text: SPACE, width: 1, paint });
            return;
        }
        slots[x] = slot;
        slots[x + 1..x + width].fill(Slot { text: Text(0), width: 0, paint: slot.paint });
        x += width;
    }
}

fn slot(cell: &Cell, depth: Depth, clusters: &mut Clusters) -> Slot {
    let paint = Paint { fg: depth.fit(cell.fg), bg: depth.fit(cell.bg), modifier: cell.modifier };
    if let [byte @ b' '..=b'~'] = cell.symbol().as_bytes() {
        let paint = if *byte == b' ' { blank_paint(paint) } else { paint };
        return Slot { text: Text(u32::from(*byte)), width: 1, paint };
    }
    let glyph = display::glyph(cell.symbol());
    if cell.symbol().is_empty() || glyph.shown.trim_start_matches(' ').is_empty() {
        return Slot { text: SPACE, width: 1, paint: blank_paint(paint) };
    }
    let text = clusters.text(&glyph.shown, glyph.width);
    Slot { text, width: glyph.width.clamp(1, 255) as u8, paint }
}

/// Without what cannot be seen on a blank.
fn blank_paint(paint: Paint) -> Paint {
    if paint.modifier.intersects(Paint::ON_BLANKS) {
        return paint;
    }
    Paint { bg: paint.bg, ..Paint::PLAIN }
}
