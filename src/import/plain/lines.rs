//! The lines of a plain text, and whether they are wrapped by hand.

use std::borrow::Cow;

/// Lines that are looked at to tell whether a file is hard-wrapped.
const SAMPLE_LINES: usize = 20_000;
/// Columns between which the lines of a hard-wrapped file break.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 40..=110;

/// What becomes one block.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub text: Cow<'a, str>,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Whether its line breaks count: verse, tables, code.
    pub keeps_lines: bool,
    /// Whether a line of `=` or `-` under it makes it a heading.
    pub underlined: bool,
}

impl Piece<'_> {
    pub(super) fn chars(&self) -> usize {
        // Long enough for every rule, and never more than a few bytes are read.
        self.text.chars().take(400).count()
    }
}

#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    gap: bool,
}

/// The blocks of a text, none empty.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let lines = lines(text);
    if let Some(columns) = wrap_columns(&lines) {
        paragraphs(&lines, columns)
    } else {
        lines.iter().map(|line| line_piece(line.text, line.gap)).collect()
    }
}

fn line_piece(text: &str, gap: bool) -> Piece<'_> {
    Piece { text: Cow::Borrowed(text.trim()), gap, keeps_lines: false, underlined: false }
}

/// Lines that are not blank. They end with LF, CR LF, CR or a form feed.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gap = false;
    for unit in text.split(['\n', '\x0c']) {
        let unit = unit.strip_suffix('\r').unwrap_or(unit);
        for line in unit.split('\r') {
            if is_blank(line) {
                gap = true;
            } else {
                lines.push(Line { text: line, gap });
                gap = false;
            }
        }
    }
    lines
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

/// The column at which a hard-wrapped file breaks its lines; `None` for other files.
///
/// In wrapped text nearly every line that goes on is full: the first word of the next line would
/// not have fitted. Verse, lists and one-line paragraphs fail that.
fn wrap_columns(lines: &[Line<'_>]) -> Option<usize> {
    let lines = &lines[..lines.len().min(SAMPLE_LINES)];
    let mut widths: Vec<usize> = continued(lines).map(|(line, _)| columns(line)).collect();
    if widths.len() < 3 {
        return None;
    }
    let longest = lines.iter().map(|line| columns(line.text)).filter(|&width| width > 120).count();
    if longest * 50 > lines.len() {
        return None;
    }
    widths.sort_unstable();
    let wrap = widths[(widths.len() * 95).div_ceil(100).min(widths.len()) - 1];
    if !WRAP_COLUMNS.contains(&wrap) {
        return None;
    }
    let full = continued(lines).filter(|(line, next)| is_full(line, next, wrap)).count();
    let open = continued(lines).filter(|(line, _)| !ends_sentence(line)).count();
    (full * 10 >= widths.len() * 6 && open * 2 >= widths.len()).then_some(wrap)
}

/// Lines followed by another one without a gap, with that one.
fn continued<'l>(lines: &'l [Line<'_>]) -> impl Iterator<Item = (&'l str, &'l str)> {
    lines.windows(2).filter(|pair| !pair[1].gap).map(|pair| (pair[0].text, pair[1].text))
}

/// Whether the first word of `next` would not have fitted on `line`.
fn is_full(line: &str, next: &str, wrap: usize) -> bool {
    let next = next.trim_start();
    let is_item = next.starts_with(['-', '*', '\u{2022}', '|', '+']);
    let word = next.split_whitespace().next().unwrap_or("");
    let first = next.chars().next().map_or(1, |c| columns(c.encode_utf8(&mut [0; 4])));
    let needed = if first == 2 { first } else { 1 + columns(word) };
    !is_item && columns(line) + needed + 1 > wrap
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']).ends_with(['.', '!', '?', ':'])
}

/// Cells, counted only as far as they matter.
fn columns(line: &str) -> usize {
    if line.len() > 4096 { 4096 } else { unicode_width::UnicodeWidthStr::width(line.trim_end()) }
}

/// Blocks of a hard-wrapped file.
fn paragraphs<'a>(lines: &[Line<'a>], wrap: usize) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in 1..=lines.len() {
        if end == lines.len() || lines[end].gap {
            pieces.push(paragraph(&lines[start..end], wrap));
            start = end;
        }
    }
    pieces
}

fn paragraph<'a>(lines: &[Line<'a>], wrap: usize) -> Piece<'a> {
    let gap = lines.first().is_some_and(|line| line.gap);
    match lines {
        [line] => line_piece(line.text, gap),
        [line, under] if is_underline(under.text) => Piece { underlined: true, ..line_piece(line.text, gap) },
        _ if keeps_lines(lines, wrap) => {
            let text = lines.iter().map(|line| line.text.trim_end()).collect::<Vec<_>>().join("\n");
            Piece { text: Cow::Owned(text), gap, keeps_lines: true, underlined: false }
        }
        _ => Piece { text: Cow::Owned(joined(lines)), gap, keeps_lines: false, underlined: false },
    }
}

fn is_underline(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && ['=', '-', '*', '~', '#'].iter().any(|&mark| line.chars().all(|c| c == mark))
}

/// Whether most lines of a paragraph end before they are full, or are set in columns.
fn keeps_lines(lines: &[Line<'_>], wrap: usize) -> bool {
    let indented = lines.iter().all(|line| line.text.starts_with("    ") || line.text.starts_with('\t'));
    let columns = lines.iter().filter(|line| line.text.trim().contains("   ")).count() * 2 > lines.len();
    let pairs = lines.len() - 1;
    let full =
        lines.windows(2).filter(|pair| is_full(pair[0].text, pair[1].text, wrap.saturating_sub(8))).count();
    columns || full * 2 < pairs || (indented && full * 4 < pairs * 3)
}

fn joined(lines: &[Line<'_>]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        let line = line.text.trim();
        if needs_space(&text, line) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// No space is put in between ideographs, nor after a hyphen inside a word.
fn needs_space(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let is_wide =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let hyphen =
        last == '-' && first.is_lowercase() && before.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    !(is_wide(last) && is_wide(first) || hyphen)
}
