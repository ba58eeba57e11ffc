//! How text may be shown: no control character, no hidden or overriding character, no cell that
//! sends without end. Every string that reaches a terminal goes through here.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Most bytes that one grapheme cluster may send to the terminal.
const MOST_BYTES_A_CLUSTER: usize = 64;

/// Cells a tab is shown as.
const TAB: &str = "    ";

/// What is shown for one grapheme cluster, and its width in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    pub shown: Cow<'a, str>,
    pub width: usize,
}

/// The visible form of one grapheme cluster of a document.
pub fn glyph(cluster: &str) -> Glyph<'_> {
    if let [byte @ b' '..=b'~'] = cluster.as_bytes() {
        debug_assert!(byte.is_ascii());
        return Glyph { shown: Cow::Borrowed(cluster), width: 1 };
    }
    if cluster == "\t" {
        return Glyph { shown: Cow::Borrowed(TAB), width: TAB.len() };
    }
    let shown = visible_cluster(cluster);
    let width = cluster_width(&shown);
    if width == 0 {
        return Glyph { shown: Cow::Borrowed("\u{00b7}"), width: 1 };
    }
    Glyph { shown, width }
}

/// Width of a text in cells as it is shown, summed by grapheme cluster: whole strings miscount
/// scripts that join.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.len();
    }
    text.graphemes(true).map(|cluster| glyph(cluster).width).sum()
}

/// A text fit for one line of a terminal: line breaks become spaces, controls their pictures.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        match cluster {
            "\n" | "\r\n" | "\r" => shown.push(' '),
            _ => shown.push_str(&glyph(cluster).shown),
        }
    }
    Cow::Owned(shown)
}

/// As [`visible`], but line breaks and tabs stay: for text printed in many lines.
pub fn visible_lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        match cluster {
            "\n" | "\r\n" => shown.push('\n'),
            "\t" => shown.push('\t'),
            _ => shown.push_str(&glyph(cluster).shown),
        }
    }
    shown
}

/// The text cut to at most `cells` cells, with an ellipsis where something is cut off.
pub fn truncated(text: &str, cells: usize) -> Cow<'_, str> {
    let shown = visible(text);
    if width(&shown) <= cells {
        return shown;
    }
    let mut out = String::new();
    let mut used = 0;
    for cluster in shown.graphemes(true) {
        let width = glyph(cluster).width;
        if used + width + 1 > cells {
            break;
        }
        used += width;
        out.push_str(cluster);
    }
    if cells > 0 {
        out.truncate(out.trim_end().len());
        out.push('\u{2026}');
    }
    Cow::Owned(out)
}

fn visible_cluster(cluster: &str) -> Cow<'_, str> {
    if cluster.len() <= MOST_BYTES_A_CLUSTER && !cluster.chars().any(needs_mark) {
        return Cow::Borrowed(cluster);
    }
    let mut shown = String::new();
    for c in cluster.chars() {
        let start = shown.len();
        push_visible(c, &mut shown);
        if shown.len() > MOST_BYTES_A_CLUSTER {
            shown.truncate(start);
            break;
        }
    }
    Cow::Owned(shown)
}

/// Characters that are not shown as they are: controls, overrides of direction, invisible ones
/// that can hide text, tags, and line and paragraph separators. Joiners are left in clusters that
/// need them.
fn needs_mark(c: char) -> bool {
    c.is_control() || is_hidden(c)
}

fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}'
            | '\u{061c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

fn push_visible(c: char, out: &mut String) {
    match c {
        '\u{0}'..='\u{1f}' => {
            out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'));
        }
        '\u{7f}' => out.push('\u{2421}'),
        '\u{80}'..='\u{9f}' => out.push('\u{fffd}'),
        // A soft hyphen, zero-width space and byte-order mark say nothing to a reader.
        '\u{00ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => out.push('\u{00b7}'),
        _ if is_hidden(c) => out.push('\u{2423}'),
        _ => out.push(c),
    }
}

/// Cells of one cluster after it was made visible: never more than two for one base character.
fn cluster_width(shown: &str) -> usize {
    shown.width()
}
