//! Where sentences begin and end.
//!
//! The marks that can end a sentence are those of Unicode (`Sentence_Terminal`, UAX 29). What
//! UAX 29 leaves to the language is decided here: abbreviations and initials, closing quotation
//! marks, runs of dots, list numbers. One pass, linear also on hostile text; the rules know no
//! language, the word lists in `sentence/abbreviations.rs` know several.

mod abbreviations;
mod marks;

use super::span::Span;
use abbreviations::{Abbreviation, abbreviation, is_month, is_starter};
use marks::{is_closing, is_full_width, is_line_break, is_opening, is_terminal, is_weak};

/// Most bytes that are looked at for the word before a full stop.
const LONGEST_TOKEN: usize = 48;

/// Sentences as spans of the text, in order, none empty, without white space at their ends.
pub fn split(text: &str) -> Vec<Span> {
    let mut splitter = Splitter { text, start: 0, sentences: Vec::new() };
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let after = at + c.len_utf8();
        if is_line_break(c) {
            splitter.end_at(at);
            at = after;
        } else if is_terminal(c) {
            let run = Run::read(text, at);
            if splitter.ends_after(&run) {
                splitter.end_at(run.closed);
            }
            at = run.closed;
        } else {
            at = after;
        }
    }
    splitter.end_at(text.len());
    splitter.sentences
}

struct Splitter<'a> {
    text: &'a str,
    /// Where the sentence begins that is being read, white space included.
    start: usize,
    sentences: Vec<Span>,
}

/// Marks that may end a sentence, with the quotation marks and brackets that close after them.
struct Run {
    start: usize,
    end: usize,
    /// Where the closing marks and note numbers end.
    closed: usize,
    dots: usize,
    /// A mark other than dots: `!`, `?` and those of other scripts.
    strong: bool,
    /// A mark of a script that sets no space after a sentence.
    full_width: bool,
}

/// What stands after a run.
struct Next {
    gap: bool,
    first: Option<char>,
    /// First letter or digit behind opening marks and dashes, and where.
    letter: Option<(usize, char)>,
    /// Whether the letter stands alone in brackets: `[t]he`, an editor's change of case.
    bracketed: bool,
}

impl Splitter<'_> {
    fn end_at(&mut self, end: usize) {
        let raw = &self.text[self.start..end];
        let start = self.start + (raw.len() - raw.trim_start().len());
        let length = raw.trim().len();
        if length > 0 {
            self.sentences.push(Span::new(start, start + length));
        }
        self.start = end;
    }

    fn ends_after(&self, run: &Run) -> bool {
        let next = Next::read(self.text, run.closed);
        let Some(first) = next.first else { return true };
        if run.full_width {
            let quoted = run.closed > run.end;
            return !(first.is_ascii_digit() && run.dots > 0 || quoted && is_hiragana(first));
        }
        if !next.gap {
            let last = self.text[run.end..run.closed].chars().next_back();
            return last.is_some_and(|c| matches!(c, '\u{201d}' | '\u{00bb}')) && first.is_uppercase();
        }
        let Some((at, letter)) = next.letter else { return !is_weak(first) };
        if is_lower(letter) && !next.bracketed {
            return false;
        }
        if run.strong {
            return true;
        }
        if run.dots != 1 {
            return !self.text[..run.start].ends_with(char::is_whitespace);
        }
        self.full_stop_ends(run, at, letter)
    }

    /// Whether a single full stop ends a sentence, or belongs to the word before it.
    fn full_stop_ends(&self, run: &Run, next: usize, letter: char) -> bool {
        let (token_start, token) = token_before(self.text, self.start, run.start);
        let before = self.text[self.start..token_start].trim_end();
        let is_first = before.is_empty();
        if before.len() == token_start - self.start && before.ends_with(['\'', '\u{2019}']) {
            return true;
        }
        let word = word_at(self.text, next);
        let is_number = token.chars().all(|c| c.is_numeric() || c == '.') && !token.is_empty();
        if is_number {
            return !(is_first || is_month(word));
        }
        if is_first && is_enumerator(token) {
            return false;
        }
        match abbreviation(token) {
            Some(Abbreviation::Never) => false,
            Some(Abbreviation::BeforeNumber) => !letter.is_numeric(),
            Some(Abbreviation::Mostly) => is_starter(word),
            None if is_initials(token) => {
                is_starter(word)
                    || token.chars().all(char::is_lowercase) && before.ends_with(|c: char| c.is_numeric())
            }
            None => true,
        }
    }
}

impl Run {
    fn read(text: &str, start: usize) -> Self {
        let mut run = Self { start, end: start, closed: start, dots: 0, strong: false, full_width: false };
        for c in text[start..].chars().take_while(|&c| is_terminal(c)) {
            run.end += c.len_utf8();
            match c {
                '.' | '\u{2024}' | '\u{ff0e}' => run.dots += 1,
                '\u{2025}' | '\u{2026}' => run.dots += 2,
                _ => run.strong = true,
            }
            run.full_width = is_full_width(c);
        }
        run.closed = closed_end(text, run.end, run.full_width);
        run
    }
}

impl Next {
    fn read(text: &str, from: usize) -> Self {
        let rest = &text[from..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() && !is_line_break(c));
        let gap = trimmed.len() < rest.len() || trimmed.starts_with(is_line_break);
        let first = trimmed.chars().next().filter(|&c| !is_line_break(c));
        let behind = trimmed.trim_start_matches(|c| is_opening(c) || is_weak(c) || c == ' ');
        let at = text.len() - behind.len();
        let letter = behind.chars().next().filter(|c| c.is_alphanumeric()).map(|c| (at, c));
        let bracketed = text[..at].ends_with('[') && behind.chars().nth(1) == Some(']');
        Self { gap, first, letter, bracketed }
    }
}

/// Where the closing marks end that follow a sentence: quotation marks, brackets, and note
/// numbers as `[12]` or superscripts.
fn closed_end(text: &str, from: usize, full_width: bool) -> usize {
    let mut at = from;
    while let Some(c) = char_at(text, at) {
        // These close in German and open in Chinese.
        if full_width && matches!(c, '\u{2018}' | '\u{201c}') {
            break;
        }
        if is_closing(c) || matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}') {
            at += c.len_utf8();
        } else if let Some(length) = spaced_closing(&text[at..]) {
            at += length;
        } else if let Some(length) = note_number(&text[at..]) {
            at += length;
        } else {
            break;
        }
    }
    at
}

/// Length of a closing guillemet with a space before it, as French sets it.
fn spaced_closing(text: &str) -> Option<usize> {
    let inner = text.strip_prefix([' ', '\u{a0}', '\u{202f}'])?;
    let after = inner.strip_prefix('\u{bb}')?;
    (after.is_empty() || after.starts_with(char::is_whitespace)).then(|| text.len() - after.len())
}

/// Length of a note number in brackets, `[1]` to `[9999]`.
fn note_number(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let digits = inner.bytes().take(5).take_while(u8::is_ascii_digit).count();
    ((1..5).contains(&digits) && inner[digits..].starts_with(']')).then_some(digits + 2)
}

/// Letters, digits and inner full stops right before `end`, not reaching before `floor`.
fn token_before(text: &str, floor: usize, end: usize) -> (usize, &str) {
    let mut start = end;
    for (at, c) in text[floor..end].char_indices().rev() {
        if !(c.is_alphanumeric() || c == '.') || end - (floor + at) > LONGEST_TOKEN {
            break;
        }
        start = floor + at;
    }
    (start, &text[start..end])
}

/// The word at `from`; empty when a full stop follows it, as after an initial.
fn word_at(text: &str, from: usize) -> &str {
    let rest = &text[from..];
    let end = rest.char_indices().take(24).find(|(_, c)| !c.is_alphabetic()).map_or(0, |(at, _)| at);
    if rest[end..].starts_with('.') && end <= 2 { "" } else { &rest[..end] }
}

/// `F`, `U.S`, `p.m`, `Ph.D`, `z.B`: short groups of letters with full stops between them.
fn is_initials(token: &str) -> bool {
    let mut groups = 0;
    let mut longest = 0;
    for group in token.split('.') {
        groups += 1;
        longest = longest.max(group.chars().count());
        if group.is_empty() || !group.chars().all(char::is_alphabetic) {
            return false;
        }
    }
    // One letter of a script without case is a word, not an initial.
    let cased = token.chars().any(|c| c.is_uppercase() || is_lower(c));
    cased && (groups == 1 && longest == 1 || groups > 1 && longest <= 2)
}

/// `a`, `B`, `iv`: what numbers a list in place of a figure.
fn is_enumerator(token: &str) -> bool {
    let one_letter = token.chars().count() == 1 && token.chars().all(|c| c.is_uppercase() || is_lower(c));
    let roman = token.len() <= 5 && token.chars().all(|c| "ivxlIVXL".contains(c));
    one_letter || roman
}

/// Lower case, but not in Georgian, whose common letters count as lower case in Unicode.
fn is_lower(c: char) -> bool {
    c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c)
}

fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests;
