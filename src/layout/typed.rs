//! The rows of a text that is being typed, wrapped piece by piece around the cursor: however long
//! the text is, no more of it is looked at than is shown.

use unicode_segmentation::UnicodeSegmentation;

use super::bidi::{has_right_to_left, visual_runs};
use super::wrap::{Line, wrap};
use crate::text::Span;
use crate::text::display::{glyph, width as cells};

/// Bytes of a line that are wrapped at once; a longer line is wrapped in several pieces.
const PIECE: usize = 2048;
/// Bytes before the end of a piece in which a space is looked for.
const SLACK: usize = 200;

/// One row of a typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedRow {
    /// The line of the text, or the piece of a long one, that the row belongs to.
    pub piece: Span,
    /// Bytes of the piece.
    pub line: Line,
}

impl TypedRow {
    /// Where the row begins, in bytes of the text.
    pub fn start(&self) -> usize {
        self.piece.start + self.line.span.start
    }

    /// Where it ends, without the spaces there.
    pub fn end(&self) -> usize {
        self.piece.start + self.line.span.end
    }
}

/// The rows of a window of `height` rows that shows the cursor: from `top` on if that shows it, else
/// as near to that as can be.
pub fn window(text: &str, width: usize, height: usize, top: usize, cursor: usize) -> Vec<TypedRow> {
    let top = row_of(text, width, top.min(text.len())).start();
    let from = |top| Rows { text, width, next: Some(top) }.take(height.max(1)).collect::<Vec<_>>();
    if cursor < top {
        return from(row_of(text, width, cursor).start());
    }
    let rows = from(top);
    let wanted = row_of(text, width, cursor).start();
    if rows.iter().any(|row| row.start() == wanted) {
        return rows;
    }
    from(rows_above(text, width, wanted, height.max(1) - 1))
}

/// The place a row above or below the cursor, in the same column; `None` at the ends.
pub fn beside(text: &str, width: usize, cursor: usize, column: usize, down: bool) -> Option<usize> {
    let here = row_of(text, width, cursor);
    let row = if down {
        Rows { text, width, next: Some(here.start()) }.nth(1)?
    } else {
        let above = rows_above(text, width, here.start(), 1);
        (above < here.start()).then(|| row_of(text, width, above))?
    };
    let next = Rows { text, width, next: Some(row.start()) }.nth(1).map(|next| next.start());
    let mut used = 0;
    let mut at = row.start();
    for (offset, cluster) in text[row.start()..row.end()].grapheme_indices(true) {
        at = row.start() + offset;
        used += glyph(cluster).width;
        if used > column {
            return Some(at);
        }
    }
    // The end of the row, unless that is already the start of the next.
    Some(if next == Some(row.end()) { at } else { row.end() })
}

/// Cells between the start of the cursor's row and the cursor, in the order of the text.
pub fn column(text: &str, width: usize, cursor: usize) -> usize {
    let row = row_of(text, width, cursor);
    cells(&text[row.start()..cursor.max(row.start())])
}

/// The cell of a row of `room` cells in which the cursor is seen: in right-to-left text, the cell of
/// the character that follows it, as it is shown.
pub fn cursor_cell(text: &str, row: &TypedRow, cursor: usize, room: usize, reorder: bool) -> usize {
    let piece = row.piece.of(text);
    let at = cursor.saturating_sub(row.piece.start);
    let line = row.line.span;
    if !reorder || !has_right_to_left(piece) {
        return cells(&piece[line.start..at.max(line.start)]).min(room);
    }
    let (runs, flush_right) = visual_runs(piece, line);
    let whole = cells(line.of(piece));
    let mut used = if flush_right { room.saturating_sub(whole) } else { 0 };
    for run in runs {
        let clusters = piece[run.bytes.clone()].grapheme_indices(true);
        let clusters: Vec<(usize, &str)> =
            if run.right_to_left { clusters.rev().collect() } else { clusters.collect() };
        for (offset, cluster) in clusters {
            if run.bytes.start + offset == at {
                return used.min(room);
            }
            used += glyph(cluster).width;
        }
    }
    if flush_right { room.saturating_sub(whole + 1) } else { used.min(room) }
}

/// The row that the cursor is on.
fn row_of(text: &str, width: usize, cursor: usize) -> TypedRow {
    let rows = rows_of(text, width, piece_at(text, cursor));
    let at = rows.partition_point(|row| row.start() <= cursor).saturating_sub(1);
    rows[at]
}

/// Where the row begins that lies so many rows above the one at `start`.
fn rows_above(text: &str, width: usize, mut start: usize, mut count: usize) -> usize {
    loop {
        let piece = piece_at(text, start);
        let rows = rows_of(text, width, piece);
        let at = rows.partition_point(|row| row.start() <= start).saturating_sub(1);
        if at >= count || piece.start == 0 {
            return rows[at.saturating_sub(count)].start();
        }
        count -= at + 1;
        let before = text.floor_char_boundary(piece.start - 1);
        let last = rows_of(text, width, piece_at(text, before));
        start = last[last.len() - 1].start();
    }
}

/// The rows from one on.
struct Rows<'a> {
    text: &'a str,
    width: usize,
    /// Where the next one begins.
    next: Option<usize>,
}

impl Iterator for Rows<'_> {
    type Item = TypedRow;

    fn next(&mut self) -> Option<TypedRow> {
        let start = self.next?;
        let piece = piece_at(self.text, start);
        let rows = rows_of(self.text, self.width, piece);
        let at = rows.partition_point(|row| row.start() <= start).saturating_sub(1);
        self.next = match rows.get(at + 1) {
            Some(row) => Some(row.start()),
            None if self.text[piece.end..].starts_with('\n') => Some(piece.end + 1),
            None => (piece.end < self.text.len()).then_some(piece.end),
        };
        Some(rows[at])
    }
}

/// At least one row.
fn rows_of(text: &str, width: usize, piece: Span) -> Vec<TypedRow> {
    wrap(piece.of(text), width, None).into_iter().map(|line| TypedRow { piece, line }).collect()
}

/// The line that a place lies in, or the piece of a long one.
fn piece_at(text: &str, offset: usize) -> Span {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    let mut piece = Span::new(start, cut(text, start, end));
    while piece.end <= offset && piece.end < end {
        piece = Span::new(piece.end, cut(text, piece.end, end));
    }
    piece
}

/// Where a piece ends that begins at `start`: behind a space if one is near.
fn cut(text: &str, start: usize, end: usize) -> usize {
    if end - start <= PIECE {
        return end;
    }
    let most = text.floor_char_boundary(start + PIECE);
    let least = text.ceil_char_boundary(start + PIECE - SLACK);
    text[least..most].rfind(' ').map_or(most, |at| least + at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, width: usize, height: usize, top: usize, cursor: usize) -> Vec<&str> {
        window(text, width, height, top, cursor).iter().map(|row| &text[row.start()..row.end()]).collect()
    }

    #[test]
    fn the_window_follows_the_cursor() {
        let text = "one two three\nfour\n\nfive";
        assert_eq!(shown(text, 8, 9, 0, 0), ["one two", "three", "four", "", "five"]);
        assert_eq!(shown(text, 8, 2, 0, text.len()), ["", "five"]);
        assert_eq!(shown(text, 8, 2, 0, 14), ["three", "four"]);
        assert_eq!(shown(text, 8, 2, 19, 9), ["three", "four"]);
        assert_eq!(shown("", 8, 2, 0, 0), [""]);
        assert_eq!(shown("a\n", 8, 2, 0, 2), ["a", ""]);
    }

    #[test]
    fn up_and_down_keep_the_column() {
        let text = "one two three\nfo\n\nfive six";
        let after = |cursor, down| beside(text, 8, cursor, column(text, 8, cursor), down);
        assert_eq!(after(2, true), Some(10));
        assert_eq!(after(12, true), Some(16));
        assert_eq!(after(16, true), Some(17));
        assert_eq!(after(10, false), Some(2));
        assert_eq!((after(0, false), after(text.len(), true)), (None, None));
    }

    #[test]
    fn the_cursor_is_seen_where_the_text_runs_from_right_to_left() {
        let text = "\u{5d0}\u{5d1} x";
        let row = window(text, 10, 1, 0, 0)[0];
        let cell = |cursor| cursor_cell(text, &row, cursor, 10, true);
        assert_eq!((cell(0), cell(2), cell(5), cell(6)), (9, 8, 6, 5));
        assert_eq!(cursor_cell(text, &row, 6, 10, false), 4);
    }

    #[test]
    fn a_very_long_line_is_wrapped_in_pieces() {
        let text = "word ".repeat(200_000);
        let rows = window(&text, 40, 10, 0, text.len());
        assert_eq!(rows.len(), 10);
        assert!(rows.iter().all(|row| row.piece.len() <= PIECE));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_place_has_its_row(text in "([a-z\u{5d0}\u{4f60}\u{301}\t]{0,9}[ \n]?){0,12}", width in 2_usize..30) {
            let rows: Vec<TypedRow> = Rows { text: &text, width, next: Some(0) }.collect();
            prop_assert!(rows.windows(2).all(|pair| pair[0].start() < pair[1].start()));
            for (cursor, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let shown = window(&text, width, 3, 0, cursor);
                let row = row_of(&text, width, cursor);
                prop_assert!(shown.contains(&row));
                prop_assert!(cursor_cell(&text, &row, cursor, width, true) <= width);
                let below = beside(&text, width, cursor, 1, true);
                prop_assert!(below.is_none_or(|below| row_of(&text, width, below).start() > row.start()));
            }
        }
    }
}
