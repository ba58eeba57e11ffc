//! How a program counted the characters of a text.
//!
//! The standard counts Unicode code points from zero and does not say whether the end is the last
//! character or the one after it. Programs differ in that, in counting a byte-order mark, in taking
//! a line break of two characters for one or two, and in counting UTF-16 units. People select whole
//! words, so the right way to count is the one by which selections begin and end with words.

use crate::text::Span;

/// One way to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent habits of a program")]
pub struct Counting {
    /// A byte-order mark at the start is a character.
    pub mark: bool,
    /// A line feed after a carriage return is no character.
    pub joined_breaks: bool,
    /// A character beyond the first plane is two.
    pub utf16: bool,
    /// The end is the last character.
    pub inclusive: bool,
}

/// What an end of a selection that fits is worth. One before a mark that ends a sentence is worth
/// half: some people leave it out, and some programs point at it.
const FITS: usize = 2;
const CUT: usize = 1;
/// By another way to count so many more ends of selections must be ends of words, and so large a
/// share of all, before it is believed.
const LEAST_GAIN: usize = 2;
const LEAST_SHARE: usize = 5;

/// A source's text as it stands in its file, and the selections in it.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    pub raw: &'a str,
    pub selections: &'a [(usize, usize)],
}

impl Counting {
    /// The way in which a project's selections are counted: the standard's, unless another fits
    /// clearly better.
    pub fn of(sources: &[Counted<'_>]) -> Self {
        let standard = Self::default();
        let ends: usize = sources.iter().map(|source| source.selections.len() * 2).sum();
        let fits = |counting: &Self| sources.iter().map(|source| counting.fitting(*source)).sum::<usize>();
        let needed = fits(&standard) + FITS * LEAST_GAIN.max(ends / LEAST_SHARE / 2);
        Self::others(sources)
            .into_iter()
            .map(|counting| (fits(&counting), counting))
            // Of equals the first, which differs least from the standard.
            .rev()
            .max_by_key(|(fitting, _)| *fitting)
            .filter(|(fitting, _)| *fitting >= needed)
            .map_or(standard, |(_, counting)| counting)
    }

    /// The other ways that make a difference in these texts, those that differ least first.
    fn others(sources: &[Counted<'_>]) -> Vec<Self> {
        let any = |has: fn(&str) -> bool| sources.iter().any(|source| has(source.raw));
        let choices = |possible: bool| if possible { vec![false, true] } else { vec![false] };
        let mut ways = Vec::new();
        for inclusive in [false, true] {
            for utf16 in choices(any(|raw| raw.chars().any(|c| c.len_utf16() > 1))) {
                for joined_breaks in choices(any(|raw| raw.contains("\r\n"))) {
                    for mark in choices(any(|raw| raw.starts_with('\u{feff}'))) {
                        ways.push(Self { mark, joined_breaks, utf16, inclusive });
                    }
                }
            }
        }
        ways.remove(0);
        ways.sort_by_key(|way| way.departures());
        ways
    }

    fn departures(self) -> usize {
        [self.mark, self.joined_breaks, self.utf16, self.inclusive].into_iter().filter(|yes| *yes).count()
    }

    /// How far the ends of the selections are ends of words.
    fn fitting(self, source: Counted<'_>) -> usize {
        if source.selections.is_empty() {
            return 0;
        }
        let offsets = self.offsets(source.raw);
        let ends = |&(start, end): &(usize, usize)| {
            let Some(span) = offsets.span(start, end) else { return 0 };
            FITS * usize::from(begins_well(source.raw, span)) + ending(source.raw, span)
        };
        source.selections.iter().map(ends).sum()
    }

    /// Where the characters of a text are.
    pub fn offsets(self, raw: &str) -> Offsets {
        let mut offsets = Vec::with_capacity(raw.len() + 1);
        let mut before = None;
        for (at, c) in raw.char_indices() {
            let unmarked = at == 0 && c == '\u{feff}' && !self.mark;
            let joined = self.joined_breaks && c == '\n' && before == Some('\r');
            before = Some(c);
            if unmarked || joined {
                continue;
            }
            offsets.push(at);
            if self.utf16 && c.len_utf16() > 1 {
                offsets.push(at);
            }
        }
        offsets.push(raw.len());
        Offsets { bytes: offsets, inclusive: self.inclusive }
    }
}

/// The characters of a text as a program counts them.
#[derive(Clone, Debug)]
pub struct Offsets {
    /// At which byte each begins, and the end.
    bytes: Vec<usize>,
    inclusive: bool,
}

impl Offsets {
    /// The bytes of a selection; `None` when it is not in the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let end = end.checked_add(usize::from(self.inclusive))?;
        let (start, end) = (*self.bytes.get(start)?, *self.bytes.get(end)?);
        (start < end).then(|| Span::new(start, end))
    }

    /// As [`Self::span`], but a selection that begins in the text and ends beyond it goes to its end.
    pub fn span_within(&self, start: usize, end: usize) -> Option<Span> {
        let last = self.bytes.len() - 1;
        self.span(start, if end >= last { last.saturating_sub(usize::from(self.inclusive)) } else { end })
    }
}

fn begins_well(raw: &str, span: Span) -> bool {
    let before = raw[..span.start].chars().next_back();
    let first = raw[span.start..].chars().next();
    let inside = before.is_some_and(char::is_alphanumeric) && first.is_some_and(char::is_alphanumeric);
    !inside && first.is_some_and(|c| !c.is_whitespace() && c != '\u{feff}')
}

fn ending(raw: &str, span: Span) -> usize {
    let last = raw[..span.end].chars().next_back();
    let after = raw[span.end..].chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if (is_word(last) && is_word(after)) || last.is_none_or(char::is_whitespace) {
        return 0;
    }
    let is_cut = is_word(last) && after.is_some_and(|c| matches!(c, '.' | '!' | '?'));
    if is_cut { CUT } else { FITS }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}The \u{1f30a} rose.\r\nThe town slept.\r\n\u{1f30a} \u{1f30a} Boats came from the coast.\r\n";
    const WORDS: [&str; 4] = ["The \u{1f30a} rose.", "The town slept.", "Boats came", "the coast."];

    /// Positions of the words as a program that counts so would write them.
    fn written(counting: Counting) -> Vec<(usize, usize)> {
        let offsets = counting.offsets(TEXT);
        let number = |byte: usize| offsets.bytes.iter().position(|&at| at == byte).expect("a boundary");
        let of = |words: &&str| {
            let start = TEXT.find(*words).expect("the words");
            (number(start), number(start + words.len()) - usize::from(counting.inclusive))
        };
        WORDS.iter().map(of).collect()
    }

    #[test]
    fn every_way_to_count_is_found_out() {
        for bits in 0..16_u8 {
            let counting = Counting {
                mark: bits & 1 > 0,
                joined_breaks: bits & 2 > 0,
                utf16: bits & 4 > 0,
                inclusive: bits & 8 > 0,
            };
            let selections = written(counting);
            let source = Counted { raw: TEXT, selections: &selections };
            let found = Counting::of(&[source]);
            let offsets = found.offsets(TEXT);
            let span = |&(start, end): &(usize, usize)| offsets.span(start, end).expect("inside");
            let words: Vec<&str> = selections.iter().map(|one| span(one).of(TEXT)).collect();
            assert_eq!(words, WORDS, "{counting:?} was taken for {found:?}");
        }
    }

    #[test]
    fn a_sentence_without_its_mark_is_no_reason_to_count_otherwise() {
        let raw = "The sea rose. Nobody came: all slept. Boats went out.";
        let words = ["The sea rose.", "all slept", "Boats went out", "Nobody came"];
        let of = |words: &&str| {
            (raw.find(*words).expect("the words"), raw.find(*words).expect("the words") + words.len())
        };
        let selections: Vec<(usize, usize)> = words.iter().map(of).collect();
        assert_eq!(Counting::of(&[Counted { raw, selections: &selections }]), Counting::default());
    }

    #[test]
    fn careless_selections_are_no_reason_to_count_otherwise() {
        let raw = "The sea rose that night, and nobody slept.";
        let selections = [(0, 11), (4, 12), (13, 17), (29, 35)];
        assert_eq!(Counting::of(&[Counted { raw, selections: &selections }]), Counting::default());
        assert_eq!(Counting::of(&[]), Counting::default());
        for inclusive in [false, true] {
            let offsets = Counting { inclusive, ..Counting::default() }.offsets(raw);
            assert_eq!((offsets.span(0, 4_000), offsets.span(usize::MAX, usize::MAX)), (None, None));
            assert_eq!(offsets.span_within(29, 4_000), Some(Span::new(29, raw.len())));
            assert_eq!(offsets.span_within(4_000, usize::MAX), None);
        }
    }
}
