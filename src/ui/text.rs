//! Text into cells: cluster by cluster, made visible, in visual order, with styles by span.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::layout::Line;
use crate::layout::bidi::{Run, has_right_to_left, is_right_to_left, visual_runs, visual_runs_from_left};
use crate::text::Span;
use crate::text::display::glyph;

/// Bytes of a text that is looked at whole for its direction.
const SHORT: usize = 4096;

/// Where a text goes: from `x` on, `width` cells at most.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub x: u16,
    pub y: u16,
    pub width: u16,
}

/// Writes a string on one row, cut at the slot's width. Returns the cells it took.
pub fn put(buffer: &mut Buffer, slot: Slot, text: &str, style: Style) -> u16 {
    let mut used = 0;
    for cluster in text.graphemes(true) {
        match put_cluster(buffer, slot, used, cluster, style) {
            Some(width) => used += width,
            None => break,
        }
    }
    used
}

/// Writes one line of a wrapped text. `styles` are spans of the same text, later ones over
/// earlier ones. With `reorder`, right-to-left text is put in visual order.
pub fn put_line(
    buffer: &mut Buffer,
    slot: Slot,
    text: &str,
    line: Line,
    base: Style,
    styles: &[(Span, Style)],
    reorder: bool,
) {
    let style_at = |offset: usize| {
        styles
            .iter()
            .filter(|(span, _)| span.contains(offset))
            .fold(base, |style, (_, over)| style.patch(*over))
    };
    // A line of a long text in one direction is not worth looking at the whole of it.
    let other_way = has_right_to_left(line.span.of(text)) || (text.len() < SHORT && has_right_to_left(text));
    let (runs, flush_right) = if reorder && other_way {
        visual_runs(text, line.span)
    } else {
        (vec![Run { bytes: line.span.start..line.span.end, right_to_left: false }], false)
    };
    let mut used = if flush_right {
        let cells = crate::text::display::width(line.span.of(text)) as u16 + u16::from(line.hyphen);
        slot.width.saturating_sub(cells)
    } else {
        0
    };
    for run in runs {
        let clusters = text[run.bytes.clone()].grapheme_indices(true);
        let clusters: Vec<(usize, &str)> =
            if run.right_to_left { clusters.rev().collect() } else { clusters.collect() };
        for (offset, cluster) in clusters {
            let shown = if run.right_to_left { mirrored(cluster) } else { cluster };
            match put_cluster(buffer, slot, used, shown, style_at(run.bytes.start + offset)) {
                Some(width) => used += width,
                None => return,
            }
        }
    }
    if line.hyphen {
        put_cluster(buffer, slot, used, "-", style_at(line.span.end.saturating_sub(1)));
    }
}

/// A text of one line with its right-to-left parts turned round, for places that stay flush left. In
/// words of the program that name something in such a script, what is quoted or parted from the rest
/// by a sign is turned by itself: the line still reads from left to right.
pub fn in_visual_order(text: &str) -> Cow<'_, str> {
    if !has_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    if !begins_from_right(text) {
        return words_in_visual_order(text);
    }
    let mut turned = String::with_capacity(text.len());
    turn(text, visual_runs(text, Span::new(0, text.len())).0, &mut turned);
    Cow::Owned(turned)
}

/// As [`in_visual_order`], of a line of the program's words, whatever it begins with: it may be one of
/// several that the words were wrapped into.
pub fn words_in_visual_order(text: &str) -> Cow<'_, str> {
    if !has_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    let mut turned = String::with_capacity(text.len());
    text.split_inclusive(PARTS).for_each(|part| {
        let sign = part.chars().next_back().filter(|c| PARTS.contains(c)).map_or(0, char::len_utf8);
        let (part, sign) = part.split_at(part.len() - sign);
        turn_cut(part, &mut turned);
        turned.push_str(sign);
    });
    Cow::Owned(turned)
}

/// As [`in_visual_order`], of a line of a text that reads from right to left, whatever it begins with: it
/// may be one of several that the text was wrapped into.
pub fn from_right_in_visual_order(text: &str) -> Cow<'_, str> {
    let marked = [RIGHT_TO_LEFT_MARK, text].concat();
    let mut turned = String::with_capacity(text.len());
    turn(&marked, visual_runs(&marked, Span::new(0, marked.len())).0, &mut turned);
    Cow::Owned(turned)
}

/// Whether a text begins in a right-to-left script.
fn begins_from_right(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(is_right_to_left)
}

/// Signs between the parts of a line that the program words.
const PARTS: [char; 7] = ['\u{ab}', '\u{bb}', '\u{201c}', '\u{201d}', '\u{b7}', '\u{b6}', '='];

/// Appends a part of a line: one that begins from right to left as a whole, with what ends it at its
/// left. Where a part is cut off, the ellipsis stands after its last word.
fn turn_cut(part: &str, out: &mut String) {
    let core = part.trim();
    if begins_from_right(core) {
        let (before, after) = part.split_once(core).unwrap_or_default();
        out.push_str(before);
        turn(core, visual_runs(core, Span::new(0, core.len())).0, out);
        out.push_str(after);
        return;
    }
    let last = part.strip_suffix('\u{2026}').and_then(|rest| rest.chars().next_back());
    if last.is_some_and(is_right_to_left) {
        let marked = [part, RIGHT_TO_LEFT_MARK].concat();
        turn(&marked, visual_runs_from_left(&marked), out);
    } else {
        turn(part, visual_runs_from_left(part), out);
    }
}

/// Appends the runs of a text, those from right to left turned round.
fn turn(text: &str, runs: Vec<Run>, out: &mut String) {
    for run in runs {
        let clusters = text[run.bytes].graphemes(true).filter(|cluster| *cluster != RIGHT_TO_LEFT_MARK);
        if run.right_to_left {
            out.extend(clusters.rev().map(mirrored));
        } else {
            out.extend(clusters);
        }
    }
}

const RIGHT_TO_LEFT_MARK: &str = "\u{200f}";

/// Writes one cluster `used` cells into the slot; `None` when it does not fit.
fn put_cluster(buffer: &mut Buffer, slot: Slot, used: u16, cluster: &str, style: Style) -> Option<u16> {
    let glyph = glyph(cluster);
    let width = glyph.width as u16;
    if width == 0 {
        return Some(0);
    }
    let x = slot.x + used;
    if used + width > slot.width || x + width > buffer.area.right() || slot.y >= buffer.area.bottom() {
        return None;
    }
    clear_halves(buffer, slot.y, x..x + width);
    if width as usize == glyph.shown.chars().count() && width > 2 {
        // A tab, shown as spaces.
        for (at, c) in glyph.shown.chars().enumerate() {
            buffer[(x + at as u16, slot.y)].set_char(c).set_style(style);
        }
        return Some(width);
    }
    buffer[(x, slot.y)].set_symbol(&glyph.shown).set_style(style);
    for at in 1..width {
        buffer[(x + at, slot.y)].set_symbol("").set_style(style);
    }
    Some(width)
}

/// Blanks what would be left of wide characters that reach into these cells.
fn clear_halves(buffer: &mut Buffer, y: u16, cells: std::ops::Range<u16>) {
    let is_half = |buffer: &Buffer, x: u16| buffer[(x, y)].symbol().is_empty();
    if is_half(buffer, cells.start) {
        let before = (buffer.area.left()..cells.start).rev().find(|&x| !is_half(buffer, x));
        for x in before.unwrap_or(cells.start)..cells.start {
            buffer[(x, y)].set_symbol(" ");
        }
    }
    let mut x = cells.end;
    while x < buffer.area.right() && is_half(buffer, x) {
        buffer[(x, y)].set_symbol(" ");
        x += 1;
    }
}

/// Brackets face the other way in right-to-left text.
fn mirrored(cluster: &str) -> &str {
    match cluster {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "\u{ab}" => "\u{bb}",
        "\u{bb}" => "\u{ab}",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn shown(text: &str, width: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        let line = Line { span: Span::new(0, text.len()), hyphen: false };
        put_line(&mut buffer, Slot { x: 0, y: 0, width }, text, line, Style::new(), &[], true);
        crate::ui::plain(&buffer).trim_end_matches('\n').to_owned()
    }

    #[test]
    fn no_control_character_gets_into_a_cell() {
        assert_eq!(shown("a\u{1b}[31mb\u{7}", 20), "a\u{241b}[31mb\u{2407}");
        assert_eq!(shown("a\tb", 20), "a    b");
    }

    #[test]
    fn hebrew_runs_from_right_to_left() {
        assert_eq!(shown("a \u{5d0}\u{5d1}\u{5d2} b", 20), "a \u{5d2}\u{5d1}\u{5d0} b");
        assert_eq!(shown("\u{5d0}(\u{5d1})", 6), "  (\u{5d1})\u{5d0}");
    }

    #[test]
    fn a_title_in_hebrew_is_turned_but_stays_left() {
        assert_eq!(in_visual_order("A \u{5d0}\u{5d1} x"), "A \u{5d1}\u{5d0} x");
        assert_eq!(in_visual_order("plain"), "plain");
    }

    #[test]
    fn words_of_the_program_stay_in_their_order_around_names_in_hebrew() {
        let rows = [
            (
                "term \u{ab}\u{5d0}\u{5d1}\u{bb} +7.57, term \u{ab}\u{5d2}\u{5d3}\u{bb} +7.12",
                "term \u{ab}\u{5d1}\u{5d0}\u{bb} +7.57, term \u{ab}\u{5d3}\u{5d2}\u{bb} +7.12",
            ),
            (
                "A \u{5d0}\u{5d1} \u{b6}1.1 \u{b7} 1 of 2 here",
                "A \u{5d1}\u{5d0} \u{b6}1.1 \u{b7} 1 of 2 here",
            ),
            ("\u{b6}9.1 \u{5d0}\u{5d1}", "\u{b6}9.1 \u{5d1}\u{5d0}"),
            ("A \u{5d0}\u{5d1}\u{2026}", "A \u{2026}\u{5d1}\u{5d0}"),
            ("copied: \u{201c}\u{5d0}\u{5d1}.\u{201d}", "copied: \u{201c}.\u{5d1}\u{5d0}\u{201d}"),
            ("\u{5d0}\u{5d1} \u{ab}\u{5d2}\u{bb} \u{5d3}", "\u{5d3} \u{ab}\u{5d2}\u{bb} \u{5d1}\u{5d0}"),
        ];
        for (text, shown) in rows {
            assert_eq!(in_visual_order(text), shown, "{text}");
        }
    }

    #[test]
    fn a_wrapped_line_of_the_programs_words_still_reads_from_left_to_right() {
        assert_eq!(words_in_visual_order("\u{5d0}\u{5d1}\u{bb} +7.12"), "\u{5d1}\u{5d0}\u{bb} +7.12");
        assert_eq!(words_in_visual_order("\u{5d0}\u{5d1}.\u{201d}"), ".\u{5d1}\u{5d0}\u{201d}");
    }

    #[test]
    fn a_wrapped_line_of_hebrew_reads_from_right_to_left_whatever_it_begins_with() {
        let rows = [
            ("1934 \u{5d0}\u{5d1}.", ".\u{5d1}\u{5d0} 1934"),
            ("Quay \u{5d0}", "\u{5d0} Quay"),
            ("\u{5d0} Quay", "Quay \u{5d0}"),
        ];
        for (text, shown) in rows {
            assert_eq!(from_right_in_visual_order(text), shown, "{text}");
        }
    }

    #[test]
    fn what_is_written_over_half_a_wide_character_blanks_the_other_half() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let at = |x| Slot { x, y: 0, width: 6 - x };
        put(&mut buffer, at(0), "\u{4f60}\u{597d}\u{4e16}", Style::new());
        put(&mut buffer, Slot { width: 2, ..at(1) }, "ab", Style::new());
        assert_eq!(crate::ui::plain(&buffer), " ab \u{4e16}\n");
    }

    #[test]
    fn wide_characters_are_not_cut_in_half() {
        assert_eq!(shown("\u{4f60}\u{597d}\u{4e16}", 5), "\u{4f60}\u{597d}");
    }
}
