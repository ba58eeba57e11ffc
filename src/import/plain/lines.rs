//! The lines of a plain text, and whether they are wrapped by hand.

use crate::text::Span;

/// Lines that are looked at to tell whether a file is hard-wrapped.
const SAMPLE_LINES: usize = 20_000;
/// Columns between which the lines of a hard-wrapped file break.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 40..=110;

/// Characters of a piece beyond which none are counted.
const MOST_CHARS: usize = 400;

/// What becomes one block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Whether its line breaks count: verse, tables, code.
    pub keeps_lines: bool,
    /// Whether a line of `=` or `-` under it makes it a heading.
    pub underlined: bool,
}

impl Piece<'_> {
    pub(super) fn chars(&self) -> usize {
        // Enough for every rule, and of a long text nothing is read.
        if self.text.len() >= 4 * MOST_CHARS { MOST_CHARS } else { self.text.chars().count().min(MOST_CHARS) }
    }
}

/// The text of all pieces, each followed by a line break, and what each of them is: one copy of
/// the text, however large it is.
#[derive(Debug)]
pub(super) struct Laid {
    pub text: String,
    marks: Vec<Mark>,
}

/// The length of a piece in bytes and what is known of it, in one number: a large text has
/// millions of them.
#[derive(Clone, Copy, Debug)]
struct Mark(usize);

const GAP: usize = 1;
const KEEPS_LINES: usize = 2;
const UNDERLINED: usize = 4;
const FLAG_BITS: u32 = 3;

impl Laid {
    /// The pieces, none empty. To be called once.
    pub(super) fn pieces(&mut self) -> Vec<Piece<'_>> {
        let text = &self.text;
        let mut start = 0;
        let piece = |Mark(mark)| {
            let span = Span::new(start, start + (mark >> FLAG_BITS));
            start = span.end + 1;
            Piece {
                text: span.of(text),
                gap: mark & GAP > 0,
                keeps_lines: mark & KEEPS_LINES > 0,
                underlined: mark & UNDERLINED > 0,
            }
        };
        std::mem::take(&mut self.marks).into_iter().map(piece).collect()
    }

    /// Makes a piece of what was pushed to the text since `start`.
    fn close(&mut self, start: usize, gap: bool, flags: usize) {
        let length = self.text.len() - start;
        self.text.push('\n');
        self.marks.push(Mark(length << FLAG_BITS | flags | if gap { GAP } else { 0 }));
    }

    fn line(&mut self, line: &Line<'_>, flags: usize) {
        let start = self.text.len();
        self.text.push_str(line.text.trim());
        self.close(start, line.gap, flags);
    }

    fn paragraph(&mut self, lines: &[Line<'_>], wrap: usize) {
        let start = self.text.len();
        match lines {
            [] => {}
            [line] => self.line(line, 0),
            [line, under] if is_underline(under.text) => self.line(line, UNDERLINED),
            [first, ..] if keeps_lines(lines, wrap) => {
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        self.text.push('\n');
                    }
                    self.text.push_str(line.text.trim_end());
                }
                self.close(start, first.gap, KEEPS_LINES);
            }
            [first, ..] => {
                for line in lines {
                    let line = line.text.trim();
                    if needs_space(&self.text[start..], line) {
                        self.text.push(' ');
                    }
                    self.text.push_str(line);
                }
                self.close(start, first.gap, 0);
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    text: &'a str,
    gap: bool,
}

/// The blocks of a text.
pub(super) fn lay(text: &str) -> Laid {
    let sample: Vec<Line<'_>> = lines(text).take(SAMPLE_LINES).collect();
    let wrap = wrap_columns(&sample);
    drop(sample);
    let mut laid = Laid { text: String::with_capacity(text.len() + 1), marks: Vec::new() };
    let Some(wrap) = wrap else {
        lines(text).for_each(|line| laid.line(&line, 0));
        return laid;
    };
    let mut paragraph = Vec::new();
    for line in lines(text) {
        if line.gap {
            laid.paragraph(&paragraph, wrap);
            paragraph.clear();
        }
        paragraph.push(line);
    }
    laid.paragraph(&paragraph, wrap);
    laid
}

/// Lines that are not blank. They end with LF, CR LF, CR or a form feed.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut gap = false;
    text.split('\n')
        .flat_map(|unit| unit.split('\x0c'))
        .flat_map(|unit| unit.strip_suffix('\r').unwrap_or(unit).split('\r'))
        .filter_map(move |line| {
            let blank = is_blank(line);
            let line = (!blank).then_some(Line { text: line, gap });
            gap = blank;
            line
        })
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

/// The column at which a hard-wrapped file breaks its lines; `None` for other files.
///
/// In wrapped text nearly every line that goes on is full: the first word of the next line would
/// not have fitted. Verse, lists and one-line paragraphs fail that.
fn wrap_columns(lines: &[Line<'_>]) -> Option<usize> {
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
    let line = if line.len() > 4096 { return 4096 } else { line.trim_end() };
    let is_plain = line.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_plain { line.len() } else { unicode_width::UnicodeWidthStr::width(line) }
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

/// No space is put in between ideographs, nor after a hyphen inside a word.
fn needs_space(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let is_wide =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    let hyphen =
        last == '-' && first.is_lowercase() && before.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    !(is_wide(last) && is_wide(first) || hyphen)
}
