//! How text may be shown: no control character, no hidden or overriding character, no cell that
//! sends without end. Every string that reaches a terminal goes through here.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Most bytes that one grapheme cluster may send to the terminal.
const MOST_BYTES_A_CLUSTER: usize = 64;

/// Stands under marks that have no letter.
const BASE: &str = "\u{25cc}";

/// Cells a tab is shown as.
const TAB: &str = "    ";

/// What is shown for one grapheme cluster, and its width in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    pub shown: Cow<'a, str>,
    pub width: usize,
}

/// The visible form of one grapheme cluster of a document. Its width is 0 where there is nothing
/// to show, as for a soft hyphen; what is shown is empty then.
pub fn glyph(cluster: &str) -> Glyph<'_> {
    if let [b' '..=b'~'] = cluster.as_bytes() {
        return Glyph { shown: Cow::Borrowed(cluster), width: 1 };
    }
    if cluster == "\t" {
        return Glyph { shown: Cow::Borrowed(TAB), width: TAB.len() };
    }
    let shown = visible_cluster(cluster);
    let width = shown.width();
    if width == 0 && !shown.is_empty() {
        // Marks without a letter to stand on: a terminal would put them on the cell before.
        let shown = [BASE, &shown].concat();
        return Glyph { width: shown.width(), shown: Cow::Owned(shown) };
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

/// The text cut to at most `cells` cells, with an ellipsis where something is cut off. Looks at no
/// more of it than is shown.
pub fn truncated(text: &str, cells: usize) -> Cow<'_, str> {
    if text.len() <= cells && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut used) = (String::new(), 0);
    // Where to cut if not all fits beside an ellipsis.
    let mut fitting = 0;
    for cluster in text.graphemes(true) {
        let shown = visible(cluster);
        used += width(&shown);
        if used > cells {
            out.truncate(fitting);
            if cells > 0 {
                out.truncate(out.trim_end().len());
                out.push('\u{2026}');
            }
            break;
        }
        out.push_str(&shown);
        if used < cells {
            fitting = out.len();
        }
    }
    Cow::Owned(out)
}

/// The end of a text in at most `cells` cells, with an ellipsis where something stands before it. Looks
/// at no more of it than is shown.
pub fn end_of(text: &str, cells: usize) -> Cow<'_, str> {
    if text.len() <= cells && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    // The last first.
    let (mut shown, mut used, mut fitting) = (Vec::new(), 0, 0);
    for cluster in text.graphemes(true).rev() {
        let glyph = visible(cluster);
        used += width(&glyph);
        if used > cells {
            shown.truncate(fitting);
            shown.extend((cells > 0).then_some(Cow::Borrowed("\u{2026}")));
            break;
        }
        shown.push(glyph);
        if used < cells {
            fitting = shown.len();
        }
    }
    shown.reverse();
    Cow::Owned(shown.concat())
}

fn visible_cluster(cluster: &str) -> Cow<'_, str> {
    let is_fit = cluster.len() + BASE.len() <= MOST_BYTES_A_CLUSTER && !cluster.chars().any(needs_mark);
    let joins = cluster.chars().any(is_joiner) && cluster.chars().all(|c| is_joiner(c) || is_variation(c));
    if is_fit && !joins {
        return Cow::Borrowed(cluster);
    }
    let mut shown = String::new();
    for c in cluster.chars().filter(|&c| !(joins && is_joiner(c))) {
        let start = shown.len();
        push_visible(c, &mut shown);
        if shown.len() + BASE.len() > MOST_BYTES_A_CLUSTER {
            shown.truncate(start);
            break;
        }
    }
    Cow::Owned(shown)
}

/// Joiners and non-joiners shape words of Persian, of India, and pictures; alone they are nothing.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters that are not shown as they are: controls, overrides of direction, invisible ones
/// that can hide text, tags, and line and paragraph separators.
fn needs_mark(c: char) -> bool {
    c.is_control() || is_nothing(c) || is_hidden(c)
}

/// What says nothing to a reader and hides nothing: it is left out.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{034f}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// What changes how other text is read, or can hide text: it is shown as a mark.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{061c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2061}'..='\u{206f}'
            | '\u{3164}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
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
        _ if is_nothing(c) => {}
        // Marks of direction stand in good text too: they get the smallest sign.
        '\u{061c}' | '\u{200e}' | '\u{200f}' => out.push('\u{b7}'),
        _ if is_hidden(c) => out.push('\u{2423}'),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_text_fits_by_cells() {
        for (text, cells, shown) in [
            ("plain", 5, "plain"),
            ("plain", 4, "\u{2026}ain"),
            ("plain", 1, "\u{2026}"),
            ("plain", 0, ""),
            ("\u{4f60}\u{597d}", 4, "\u{4f60}\u{597d}"),
            ("\u{4f60}\u{597d}", 3, "\u{2026}\u{597d}"),
            ("\u{4f60}\u{597d}", 2, "\u{2026}"),
            ("ae\u{301}\u{1b}", 2, "\u{2026}\u{241b}"),
        ] {
            assert_eq!(end_of(text, cells), shown, "{text:?} in {cells}");
        }
    }

    #[test]
    fn what_is_shown() {
        for (text, shown) in [
            ("plain", "plain"),
            ("a\tb", "a    b"),
            ("a\nb\r\nc", "a b c"),
            ("\u{1b}[31m\u{7}\u{7f}", "\u{241b}[31m\u{2407}\u{2421}"),
            ("\u{9b}31m", "\u{fffd}31m"),
            ("co\u{ad}operate", "cooperate"),
            ("a\u{200b}b\u{feff}c\u{2060}d", "abcd"),
            ("a\u{202e}b\u{2066}c\u{2069}", "a\u{2423}b\u{2423}c\u{2423}"),
            ("a\u{200f}b", "a\u{b7}b"),
            ("x\u{e0041}\u{e007f}", "x\u{2423}\u{2423}"),
            (
                "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
                "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            ),
            ("\u{915}\u{94d}\u{200d}\u{937}", "\u{915}\u{94d}\u{200d}\u{937}"),
            ("\u{1f469}\u{200d}\u{1f52c}", "\u{1f469}\u{200d}\u{1f52c}"),
            ("e\u{301}", "e\u{301}"),
            ("\u{301}", "\u{25cc}\u{301}"),
            ("\u{200d}", ""),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn width_is_the_sum_of_its_glyphs_and_no_cluster_is_long() {
        let zalgo = format!("Z{}x", "\u{301}\u{327}\u{34f}".repeat(500));
        let flags = "\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}".repeat(20);
        for text in [
            zalgo.as_str(),
            &flags,
            "\u{4eba}\u{ff21}a\u{ad}",
            "\u{0}\u{85}\u{2028}\u{202e}",
            "\u{200d}".repeat(99).as_str(),
        ] {
            let glyphs: Vec<Glyph<'_>> = text.graphemes(true).map(glyph).collect();
            assert_eq!(width(text), glyphs.iter().map(|glyph| glyph.width).sum::<usize>());
            for glyph in glyphs {
                assert!(glyph.shown.len() <= MOST_BYTES_A_CLUSTER && glyph.width <= 8, "{glyph:?}");
                assert!(!glyph.shown.chars().any(needs_mark));
                assert_eq!(glyph.shown.is_empty(), glyph.width == 0, "{glyph:?}");
            }
        }
        assert_eq!(width("co\u{ad}operate"), 9);
        assert_eq!(width("\u{4eba}a"), 3);
    }

    #[test]
    fn cut_to_a_width() {
        for (text, cells, shown) in [
            ("a few words", 20, "a few words"),
            ("a few words", 6, "a few\u{2026}"),
            ("a few words", 1, "\u{2026}"),
            ("a few words", 0, ""),
            ("\u{4eba}\u{4eba}\u{4eba}", 4, "\u{4eba}\u{2026}"),
            ("\u{1b}]0;x\u{7}", 3, "\u{241b}]\u{2026}"),
        ] {
            assert_eq!(truncated(text, cells), shown, "{text:?}");
        }
    }
}
