//! The order in which the clusters of a line are shown, by the Unicode bidirectional algorithm
//! (UAX 9). Terminals that reorder by themselves want logical order instead.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::text::Span;

/// Whether a text has any character of a right-to-left script.
pub fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            c >= '\u{590}'
                && matches!(
                    bidi_class(c),
                    BidiClass::R
                        | BidiClass::AL
                        | BidiClass::AN
                        | BidiClass::RLE
                        | BidiClass::RLO
                        | BidiClass::RLI
                )
        })
}

/// Whether a character is a letter of a right-to-left script.
pub fn is_right_to_left(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// A stretch of a line that runs in one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    pub right_to_left: bool,
}

/// The runs of the line `line` of `text` from left to right, and whether the paragraph itself
/// runs right to left (and is set flush right).
pub fn visual_runs(text: &str, line: Span) -> (Vec<Run>, bool) {
    runs(text, line, None)
}

/// The runs of a text of one line that reads from left to right, whatever it begins with.
pub fn visual_runs_from_left(text: &str) -> Vec<Run> {
    runs(text, Span::new(0, text.len()), Some(Level::ltr())).0
}

fn runs(text: &str, line: Span, level: Option<Level>) -> (Vec<Run>, bool) {
    let info = BidiInfo::new(text, level);
    let Some(paragraph) = info
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.range.end > line.start || paragraph.range.is_empty())
    else {
        return (vec![Run { bytes: line.start..line.end, right_to_left: false }], false);
    };
    let bytes = line.start.max(paragraph.range.start)..line.end.min(paragraph.range.end);
    if bytes.is_empty() {
        return (Vec::new(), paragraph.level.is_rtl());
    }
    let (levels, runs) = info.visual_runs(paragraph, bytes);
    let runs = runs
        .into_iter()
        .map(|bytes| {
            let right_to_left = levels.get(bytes.start).copied().unwrap_or(Level::ltr()).is_rtl();
            Run { bytes, right_to_left }
        })
        .collect();
    (runs, paragraph.level.is_rtl())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hebrew_word_in_an_english_line_runs_the_other_way() {
        let text = "abc \u{5d0}\u{5d1}\u{5d2} def";
        let (runs, flush_right) = visual_runs(text, Span::new(0, text.len()));
        assert!(!flush_right);
        assert_eq!(runs.iter().map(|run| run.right_to_left).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(&text[runs[1].bytes.clone()], "\u{5d0}\u{5d1}\u{5d2}");
    }

    #[test]
    fn a_hebrew_paragraph_is_set_flush_right() {
        let text = "\u{5d0}\u{5d1} 12 \u{5d2}";
        let (runs, flush_right) = visual_runs(text, Span::new(0, text.len()));
        assert!(flush_right);
        assert_eq!(&text[runs.last().unwrap().bytes.clone()], "\u{5d0}\u{5d1} ");
    }
}
