//! A text as a tokenizer sees it: letters made alike and cut into words, each with its place in
//! the text as it was.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical, is_combining_mark};
use unicode_width::UnicodeWidthChar;

use crate::text::Span;

/// A character after some steps, and the bytes of the text that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) span: Span,
}

/// A step that changes letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Normaliser {
    /// Controls left out, white space made equal.
    Clean,
    /// A space before and after every Chinese character.
    PartChinese,
    StripAccents,
    Lowercase,
    /// Compatibility forms made equal, and composed.
    Nfkc,
    /// White space at both ends left out.
    Strip,
    Prepend(String),
    /// Every such string becomes the other.
    Replace(String, String),
    /// Two spaces in a row or more become this string.
    JoinSpaces(String),
}

/// A step that cuts words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// At white space, which is left out.
    Spaces,
    /// Before and after every punctuation character.
    Punctuation,
    /// Between letters and digits on one side and other characters on the other.
    Signs,
    /// Spaces become this character, with one at the beginning; cut before each.
    Metaspace { sign: char, prepend: bool, split: bool },
}

pub(super) fn letters(text: &str) -> Vec<Letter> {
    let letter = |(start, c): (usize, char)| Letter { c, span: Span::new(start, start + c.len_utf8()) };
    text.char_indices().map(letter).collect()
}

impl Normaliser {
    pub(super) fn apply(&self, letters: Vec<Letter>) -> Vec<Letter> {
        match self {
            Self::Clean => {
                let kept =
                    letters.into_iter().filter(|letter| letter.c.is_whitespace() || !is_control(letter.c));
                kept.map(|letter| if letter.c.is_whitespace() { Letter { c: ' ', ..letter } } else { letter })
                    .collect()
            }
            Self::PartChinese => letters.into_iter().flat_map(part_chinese).collect(),
            Self::StripAccents => letters.into_iter().flat_map(without_accents).collect(),
            Self::Lowercase => {
                let lower = |letter: Letter| letter.c.to_lowercase().map(move |c| Letter { c, ..letter });
                letters.into_iter().flat_map(lower).collect()
            }
            Self::Nfkc => letters
                .chunk_by(|_, next| canonical_combining_class(next.c) != 0)
                .flat_map(composed)
                .collect(),
            Self::Strip => {
                let is_space = |letter: &&Letter| letter.c.is_whitespace();
                let from = letters.iter().take_while(is_space).count();
                let to = letters.len() - letters[from..].iter().rev().take_while(is_space).count();
                letters[from..to].to_vec()
            }
            Self::Prepend(text) if letters.is_empty() || text.is_empty() => letters,
            Self::Prepend(text) => {
                let before = text.chars().map(|c| Letter { c, span: Span::default() });
                before.chain(letters).collect()
            }
            Self::Replace(from, to) => replaced(&letters, from, to),
            Self::JoinSpaces(to) => joined(&letters, to),
        }
    }
}

impl Cut {
    pub(super) fn apply(&self, words: Vec<Vec<Letter>>) -> Vec<Vec<Letter>> {
        words.into_iter().flat_map(|word| self.parts(word)).collect()
    }

    fn parts(&self, word: Vec<Letter>) -> Vec<Vec<Letter>> {
        let runs = |together: fn(char, char) -> bool| {
            let runs = word.chunk_by(move |a, b| together(a.c, b.c)).map(<[Letter]>::to_vec);
            runs.filter(|run| !run[0].c.is_whitespace()).collect()
        };
        match self {
            Self::Spaces => runs(|a, b| a.is_whitespace() == b.is_whitespace()),
            Self::Signs => runs(|a, b| sort(a) == sort(b)),
            Self::Punctuation => word
                .chunk_by(|a, b| !is_punctuation(a.c) && !is_punctuation(b.c))
                .map(<[Letter]>::to_vec)
                .collect(),
            Self::Metaspace { sign, prepend, split } => metaspace(word, *sign, *prepend, *split),
        }
    }
}

fn metaspace(mut word: Vec<Letter>, sign: char, prepend: bool, split: bool) -> Vec<Vec<Letter>> {
    for letter in word.iter_mut().filter(|letter| letter.c == ' ') {
        letter.c = sign;
    }
    if prepend && word.first().is_some_and(|first| first.c != sign) {
        word.insert(0, Letter { c: sign, span: Span::new(word[0].span.start, word[0].span.start) });
    }
    if !split {
        return vec![word];
    }
    word.chunk_by(|_, next| next.c != sign).map(<[Letter]>::to_vec).collect()
}

/// White space, word characters, and the rest.
fn sort(c: char) -> u8 {
    match c {
        c if c.is_whitespace() => 0,
        // Joiners too (UTS 18, annex C).
        '_' | '\u{200c}' | '\u{200d}' => 1,
        c if c.is_alphanumeric() || is_combining_mark(c) => 1,
        _ => 2,
    }
}

fn replaced(letters: &[Letter], from: &str, to: &str) -> Vec<Letter> {
    let from: Vec<char> = from.chars().collect();
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = letters[at..].iter().map(|letter| letter.c);
        if !from.is_empty() && rest.take(from.len()).eq(from.iter().copied()) {
            let last = letters[at + from.len() - 1];
            let span = Span::new(letter.span.start, last.span.end);
            out.extend(to.chars().map(|c| Letter { c, span }));
            at += from.len();
        } else {
            out.push(letter);
            at += 1;
        }
    }
    out
}

fn joined(letters: &[Letter], to: &str) -> Vec<Letter> {
    let mut out = Vec::with_capacity(letters.len());
    for run in letters.chunk_by(|a, b| a.c == ' ' && b.c == ' ') {
        match run {
            [first, .., last] => {
                let span = Span::new(first.span.start, last.span.end);
                out.extend(to.chars().map(|c| Letter { c, span }));
            }
            single => out.extend_from_slice(single),
        }
    }
    out
}

/// Some letters of which all but the first combine with it.
fn composed(letters: &[Letter]) -> Vec<Letter> {
    if let [letter] = letters
        && letter.c.is_ascii()
    {
        return vec![*letter];
    }
    let (start, end) = (letters[0].span.start, letters[letters.len() - 1].span.end);
    letters.iter().map(|letter| letter.c).nfkc().map(|c| Letter { c, span: Span::new(start, end) }).collect()
}

fn without_accents(letter: Letter) -> Vec<Letter> {
    let mut kept = Vec::with_capacity(1);
    decompose_canonical(letter.c, |c| {
        if !is_combining_mark(c) || c.width() != Some(0) || is_enclosing(c) {
            kept.push(Letter { c, ..letter });
        }
    });
    kept
}

/// A mark around a letter is no accent.
fn is_enclosing(c: char) -> bool {
    matches!(c, '\u{488}' | '\u{489}' | '\u{1abe}' | '\u{20dd}'..='\u{20e0}' | '\u{20e2}'..='\u{20e4}'
        | '\u{a670}'..='\u{a672}')
}

fn part_chinese(letter: Letter) -> Vec<Letter> {
    let at = |byte| Letter { c: ' ', span: Span::new(byte, byte) };
    if is_chinese(letter.c) { vec![at(letter.span.start), letter, at(letter.span.end)] } else { vec![letter] }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Controls, hidden format characters, private use, and what stands for damaged text.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{10ffff}')
}

/// ASCII signs, and the Unicode category P of scripts in common use.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{37e}' | '\u{387}'
            | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}'
            | '\u{5f3}' | '\u{5f4}' | '\u{609}' | '\u{60a}' | '\u{60c}' | '\u{60d}' | '\u{61b}'
            | '\u{61d}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{970}'
            | '\u{e4f}' | '\u{e5a}' | '\u{e5b}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}'
            | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}' | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}'
            | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}' | '\u{27e6}'..='\u{27ef}'
            | '\u{2e00}'..='\u{2e2e}' | '\u{2e30}'..='\u{2e4f}' | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{303d}' | '\u{30a0}' | '\u{30fb}'
            | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe61}' | '\u{fe63}' | '\u{fe68}'
            | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}'
            | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}'
            | '\u{ff5f}'..='\u{ff65}')
}
