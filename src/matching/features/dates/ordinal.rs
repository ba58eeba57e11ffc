//! Which day of a month is meant: `8`, `8th`, `fourth`, `twenty-first`.

use crate::matching::features::function_words::is_function_word;
use crate::matching::features::lexed::Lexed;

/// The English words for the first days of a month; those from the twenty-first on have two.
const FIRST: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// What begins an ordinal of two words, and how many days that is.
const TENS: [(&str, u8); 2] = [("twenty", 20), ("thirty", 30)];

const LAST_DAY: u8 = 31;

/// Words after which `the 4th` is a day.
const WHEN: [&str; 9] = ["after", "before", "by", "from", "of", "on", "since", "till", "until"];

/// Words for times of a day: `the night of the 4th`.
const PARTS_OF_DAY: [&str; 7] = ["afternoon", "dawn", "day", "eve", "evening", "morning", "night"];

/// A day of some month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayOfMonth {
    pub(super) day: u8,
    /// The position after its last word.
    pub(super) end: usize,
    pub(super) in_words: bool,
}

/// The day of a month that a word may mean, in digits or, in English, in words.
pub(super) fn day_of_month(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<DayOfMonth> {
    let in_digits = in_digits(lexed.raw(at)).map(|day| DayOfMonth { day, end: at + 1, in_words: false });
    in_digits.or_else(|| if language == "en" { in_words(lexed, at) } else { None })
}

/// The number that an English ordinal says, up to thirty-one, and the position after it.
pub(super) fn ordinal(lexed: &Lexed<'_>, at: usize) -> Option<(u8, usize)> {
    let is_ordinal =
        |one: &DayOfMonth| one.in_words || lexed.raw(at).ends_with(|c: char| c.is_ascii_alphabetic());
    day_of_month(lexed, at, "en").filter(is_ordinal).map(|one| (one.day, one.end))
}

/// `8`, `8th`, `1st`.
fn in_digits(raw: &str) -> Option<u8> {
    let digits = raw.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = matches!(&raw[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er");
    let day = if digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()?
    } else {
        return None;
    };
    (ordinal && (1..=LAST_DAY).contains(&day)).then_some(day)
}

fn in_words(lexed: &Lexed<'_>, at: usize) -> Option<DayOfMonth> {
    let of_first = |word: &str| FIRST.iter().position(|known| *known == word).map(|at| at as u8 + 1);
    let tens_of = |word: &str| TENS.iter().find(|(known, _)| *known == word);
    if let Some(day) = of_first(lexed.word(at)).filter(|_| tens_of(lexed.word_before(at, 1)).is_none()) {
        return Some(DayOfMonth { day, end: at + 1, in_words: true });
    }
    let (_, tens) = tens_of(lexed.word(at))?;
    let day = tens + of_first(lexed.word(at + 1)).filter(|ones| *ones < 10)?;
    let joined = lexed.adjoins_next(at) && day <= LAST_DAY;
    joined.then_some(DayOfMonth { day, end: at + 2, in_words: true })
}

/// `on the 4th`, `the night of the 4th`: a day of the month that was told before. In digits only:
/// `the second` is much else.
pub(super) fn day_alone(lexed: &Lexed<'_>, at: usize) -> Option<DayOfMonth> {
    let day =
        in_digits(lexed.raw(at)).filter(|_| lexed.raw(at).ends_with(|c: char| c.is_ascii_alphabetic()))?;
    let before = lexed.word_before(at, 2);
    let is_when = lexed.word_before(at, 1) == "the"
        && WHEN.contains(&before)
        && (before != "of" || PARTS_OF_DAY.contains(&lexed.word_before(at, 3)));
    // 'on the 4th floor', 'on the 4th of the ships'
    let counts =
        lexed.adjoins_next(at) && (lexed.word(at + 1) == "of" || !is_function_word(lexed.word(at + 1)));
    (is_when && !counts).then_some(DayOfMonth { day, end: at + 1, in_words: false })
}
