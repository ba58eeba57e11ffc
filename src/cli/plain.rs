//! Text laid out for reading: paragraphs wrapped to a width, cells side by side.
//!
//! Everything is made visible before it is measured, so that what is counted is what is shown.

use crate::layout::{columns, wrap};
use crate::text::display::{visible, width};

/// Cells between two columns.
pub(super) const GAP: usize = 2;

/// Narrower columns are set one below the other instead.
const NARROWEST: usize = 22;

/// A space at which no line ends. It is printed as any other.
const GLUE: char = '\u{a0}';

/// Lines longer than this are tiring to read, however wide the terminal is.
pub(super) const WIDEST_TEXT: usize = 90;

/// The text in lines of at most `cells` cells, each of which starts with `indent` spaces.
pub(super) fn wrapped(text: &str, cells: usize, indent: usize) -> Vec<String> {
    hanging(text, cells, indent, indent)
}

/// As [`wrapped`], with another indent for the first line.
pub(super) fn hanging(text: &str, cells: usize, first: usize, indent: usize) -> Vec<String> {
    let text = visible(text);
    let room = cells.saturating_sub(first.max(indent)).max(1);
    wrap(&text, room, None)
        .into_iter()
        .enumerate()
        .map(|(at, line)| {
            let indent = if at == 0 { first } else { indent };
            format!("{:indent$}{}", "", line.span.of(&text).replace(GLUE, " "))
        })
        .collect()
}

/// Words about the accounts, to be wrapped: no number is parted from what it counts.
pub(super) fn glued(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before_number = chars.peek().is_some_and(char::is_ascii_digit);
        out.push(if c == ' ' && before_number { GLUE } else { c });
    }
    out
}

/// Text of several lines, each wrapped on its own and its own spaces kept.
pub(super) fn wrapped_lines(text: &str, cells: usize, indent: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrapped(line, cells, indent)).collect()
}

/// Equal widths for `count` columns side by side; `None` where they would be too narrow.
pub(super) fn column_widths(total: usize, count: usize) -> Option<Vec<usize>> {
    let widths = columns::share(total, GAP, &vec![NARROWEST; count], &vec![1; count], &vec![None; count]);
    (count > 0 && widths.iter().all(|&width| width >= NARROWEST)).then_some(widths)
}

/// Cells of lines side by side, each line filled up to its column's width.
pub(super) fn side_by_side(cells: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|at| {
            let mut line = String::new();
            for (cell, &column) in cells.iter().zip(widths) {
                let text = cell.get(at).map_or("", String::as_str);
                line.push_str(text);
                line.extend(std::iter::repeat_n(' ', (column + GAP).saturating_sub(width(text))));
            }
            line.truncate(line.trim_end().len());
            line
        })
        .collect()
}

/// `one passage`, `2 passages`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_level() {
        let cells = [wrapped("one two three", 7, 0), wrapped("four", 7, 0)];
        assert_eq!(side_by_side(&cells, &[7, 7]), ["one two  four", "three"]);
    }

    #[test]
    fn columns_that_are_too_narrow_are_not_made() {
        assert_eq!(column_widths(80, 3), Some(vec![26, 25, 25]));
        assert_eq!(column_widths(80, 5), None);
        assert_eq!(column_widths(80, 0), None);
    }

    #[test]
    fn wide_and_hidden_characters_are_counted_as_they_are_shown() {
        let cells = [wrapped("\u{4f60}\u{597d}\u{1b}", 6, 0), vec!["x".to_owned()]];
        assert_eq!(side_by_side(&cells, &[6, 1]), ["\u{4f60}\u{597d}\u{241b}   x"]);
    }

    #[test]
    fn the_first_line_may_stand_out() {
        assert_eq!(hanging("one two three", 9, 0, 2), ["one two", "  three"]);
    }
}
