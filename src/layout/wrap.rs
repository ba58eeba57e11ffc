//! Text wrapped to a width in cells: breaks by the Unicode rules (UAX 14), hyphens by the patterns
//! of the language, words too long for a line broken between grapheme clusters.

use hypher::Lang;
use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;
use crate::text::display::{glyph, width as cells};

/// Letters that a word must have to be hyphenated.
const SHORTEST_HYPHENATED: usize = 7;

/// One line of a wrapped text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Bytes of the text, without the spaces at the end of the line.
    pub span: Span,
    /// Whether a hyphen is shown after it.
    pub hyphen: bool,
}

/// A run of text that stays whole, as the wrapping algorithm sees it.
#[derive(Debug)]
struct Piece {
    span: Span,
    /// Bytes of white space after it.
    space: usize,
    width: f64,
    space_width: f64,
    /// A hyphen is shown when the line ends here.
    hyphen: bool,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space_width
    }

    fn penalty_width(&self) -> f64 {
        if self.hyphen { 1.0 } else { 0.0 }
    }
}

/// The lines of a text at a width of at least one cell. A text of any kind gives at least one
/// line; a line break in the text starts a new one.
pub fn wrap(text: &str, width: usize, hyphens: Option<Lang>) -> Vec<Line> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for part in text.split('\n') {
        wrap_part(text, Span::new(start, start + part.len()), width, hyphens, &mut lines);
        start += part.len() + 1;
    }
    lines
}

/// The language whose hyphenation patterns serve a BCP 47 tag.
pub fn hyphenation(language: Option<&str>) -> Option<Lang> {
    let code: [u8; 2] = language?.split(['-', '_']).next()?.as_bytes().try_into().ok()?;
    Lang::from_iso(code)
}

fn wrap_part(text: &str, part: Span, width: usize, hyphens: Option<Lang>, lines: &mut Vec<Line>) {
    let part_text = part.of(text);
    if part_text.len() <= width && part_text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        let kept = part_text.trim_end().len();
        lines.push(Line { span: Span::new(part.start, part.start + kept), hyphen: false });
        return;
    }
    let pieces = pieces(part_text, part.start, width, hyphens);
    for line in wrap_first_fit(&pieces, &[width as f64]) {
        let (Some(first), Some(last)) = (line.first(), line.last()) else {
            lines.push(Line { span: Span::new(part.start, part.start), hyphen: false });
            continue;
        };
        lines.push(Line { span: Span::new(first.span.start, last.span.end), hyphen: last.hyphen });
    }
}

fn pieces(text: &str, base: usize, width: usize, hyphens: Option<Lang>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = base;
    // The separator would skip escape sequences; here every byte is text.
    let harmless = text.contains('\u{1b}').then(|| text.replace('\u{1b}', "?"));
    for word in WordSeparator::UnicodeBreakProperties.find_words(harmless.as_deref().unwrap_or(text)) {
        let span = Span::new(start, start + word.word.len());
        push_word(&mut pieces, &text[span.start - base..span.end - base], span, width, hyphens);
        start = span.end + word.whitespace.len();
        if let Some(last) = pieces.last_mut() {
            last.space = word.whitespace.len();
            last.space_width = cells(word.whitespace) as f64;
            last.hyphen = false;
        }
    }
    pieces
}

fn push_word(pieces: &mut Vec<Piece>, word: &str, span: Span, width: usize, hyphens: Option<Lang>) {
    let mut start = 0;
    for end in hyphenation_points(word, hyphens).into_iter().chain([word.len()]) {
        push_piece(pieces, &word[start..end], span.start + start, width, end < word.len());
        start = end;
    }
}

/// Adds one piece, or several where it is wider than a line. What fills a line has no room for a
/// hyphen.
fn push_piece(pieces: &mut Vec<Piece>, text: &str, base: usize, width: usize, hyphen: bool) {
    let whole = cells(text);
    if whole <= width {
        pieces.push(piece(base, text.len(), whole, hyphen && whole < width));
        return;
    }
    let (mut start, mut used) = (0, 0);
    for (offset, cluster) in text.grapheme_indices(true) {
        let cluster_width = glyph(cluster).width;
        if used + cluster_width > width && offset > start {
            pieces.push(piece(base + start, offset - start, used, false));
            (start, used) = (offset, 0);
        }
        used += cluster_width;
    }
    pieces.push(piece(base + start, text.len() - start, used, hyphen && used < width));
}

fn piece(start: usize, len: usize, width: usize, hyphen: bool) -> Piece {
    Piece { span: Span::new(start, start + len), space: 0, width: width as f64, space_width: 0.0, hyphen }
}

/// Byte offsets in a word where it may be hyphenated. Names are left whole.
fn hyphenation_points(word: &str, hyphens: Option<Lang>) -> Vec<usize> {
    let Some(language) = hyphens else { return Vec::new() };
    let core = word.trim_matches(|c: char| !c.is_alphabetic());
    let plain = core.chars().all(char::is_alphabetic) && core.chars().next().is_some_and(char::is_lowercase);
    if !plain || core.chars().count() < SHORTEST_HYPHENATED {
        return Vec::new();
    }
    let offset = word.find(core).unwrap_or(0);
    let mut points = Vec::new();
    let mut at = offset;
    for syllable in hypher::hyphenate(core, language) {
        at += syllable.len();
        points.push(at);
    }
    points.pop();
    // At least three letters on each side.
    points.retain(|&point| {
        word[offset..point].chars().count() >= 3 && word[point..offset + core.len()].chars().count() >= 3
    });
    points
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, width: usize, hyphens: Option<Lang>) -> Vec<String> {
        wrap(text, width, hyphens)
            .into_iter()
            .map(|line| format!("{}{}", line.span.of(text), if line.hyphen { "-" } else { "" }))
            .collect()
    }

    #[test]
    fn wraps_at_words() {
        assert_eq!(shown("one two three", 7, None), ["one two", "three"]);
        assert_eq!(shown("", 7, None), [""]);
        assert_eq!(shown("a\n\nb", 7, None), ["a", "", "b"]);
    }

    #[test]
    fn breaks_a_word_that_is_too_long_between_clusters() {
        assert_eq!(shown("abcdefgh", 3, None), ["abc", "def", "gh"]);
        assert_eq!(shown("e\u{301}e\u{301}e\u{301}", 2, None), ["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn hyphenates_words_but_not_names() {
        assert_eq!(shown("of negotiation", 10, Some(Lang::English)), ["of negoti-", "ation"]);
        assert_eq!(shown("of Negotiation", 12, Some(Lang::English)), ["of", "Negotiation"]);
        assert_eq!(shown("negotiation", 3, Some(Lang::English)), ["neg", "o-", "ti-", "a-", "tio", "n"]);
    }

    #[test]
    fn wide_characters_count_two_cells() {
        assert_eq!(
            shown("\u{4f60}\u{597d}\u{4e16}\u{754c}", 4, None),
            ["\u{4f60}\u{597d}", "\u{4e16}\u{754c}"]
        );
    }

    proptest! {
        #[test]
        fn lines_rejoin_to_the_text(text in "(\\PC|[ \n\t\u{1b}]){0,200}", width in 1_usize..40) {
            let lines = wrap(&text, width, Some(Lang::English));
            prop_assert!(!lines.is_empty());
            let mut end = 0;
            for line in &lines {
                prop_assert!(line.span.start >= end);
                prop_assert!(text[end..line.span.start].chars().all(char::is_whitespace));
                end = line.span.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,200}", width in 2_usize..40) {
            for line in wrap(&text, width, Some(Lang::English)) {
                let shown = cells(line.span.of(&text)) + usize::from(line.hyphen);
                let single = line.span.of(&text).graphemes(true).count() <= 1;
                prop_assert!(shown <= width || single, "{shown} cells at width {width}");
            }
        }
    }
}
