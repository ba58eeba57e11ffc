//! Dates that a text writes out: days, months, years, seasons and decades.

use super::calendar::{Days, Third};
use super::names::{is_ambiguous, season};
use super::ordinal::{day_alone, day_of_month, ordinal};
use crate::matching::features::function_words::is_function_word;
use crate::matching::features::lexed::Lexed;
use crate::text::months::month;

/// Years that four digits may mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// Words after which a date is when something was.
const WHEN: [&str; 13] =
    ["after", "around", "before", "by", "during", "from", "in", "last", "on", "since", "till", "to", "until"];

/// Words after which four digits are how many.
const HOW_MANY: [&str; 14] = [
    "about",
    "all",
    "almost",
    "another",
    "approximately",
    "estimated",
    "least",
    "most",
    "nearly",
    "other",
    "over",
    "roughly",
    "some",
    "than",
];

/// Years that four digits mean even when a noun follows.
const MODERN: std::ops::RangeInclusive<i16> = 1900..=2099;

/// Years of two digits from here on are of the century before.
const SHORT_YEARS_TURN: i16 = 50;

/// What is written out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Written {
    Whole(Days),
    /// A month without its year, or days of it.
    Yearless {
        month: u8,
        days: Option<(u8, u8)>,
    },
    /// 'in '49'
    Short(i16),
    /// 'that summer'
    Season(u8),
    /// 'on the 4th'
    Day(u8),
}

/// A date written out, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) written: Written,
    /// Positions of the first word and of the one after the last.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Whether it only tells which thing is meant ('the 1979 flood'), not when something was.
    pub(super) attributive: bool,
}

/// The date that begins at this word.
pub(super) fn at(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<Found> {
    let (third, from) = third(lexed, at);
    let found = numeric(lexed, from, language)
        .or_else(|| day_first(lexed, from, language))
        .or_else(|| month_first(lexed, from, language))
        .or_else(|| last_day(lexed, from, language))
        .or_else(|| day_of_told_month(lexed, from, language))
        .or_else(|| of_season(lexed, from))
        .or_else(|| decade(lexed, from))
        .or_else(|| century(lexed, from))
        .or_else(|| year(lexed, from, language))
        .or_else(|| without_century(lexed, from));
    let (written, end) = found?;
    let written = match (third, written) {
        (Some(third), Written::Whole(days)) => Written::Whole(days.third(third)?),
        (_, written) => written,
    };
    Some(Found { written, first: at, end, attributive: language == "en" && is_attributive(lexed, at, end) })
}

/// 'early', 'mid-' or 'late' before a date, and where that begins.
fn third(lexed: &Lexed<'_>, at: usize) -> (Option<Third>, usize) {
    let third = match lexed.word(at) {
        "early" => Third::First,
        "mid" | "middle" => Third::Second,
        "late" => Third::Last,
        _ => return (None, at),
    };
    let skipped = (1..=2).take_while(|&ahead| matches!(lexed.word(at + ahead), "in" | "of" | "the")).count();
    (Some(third), at + 1 + skipped)
}

/// `the 1979 flood`, `its 1980-88 war`, `leaked 1979 letters`: a noun right after, and no word
/// before that says that the date is when something was.
fn is_attributive(lexed: &Lexed<'_>, first: usize, end: usize) -> bool {
    let noun = lexed.adjoins_next(end - 1)
        && lexed.word(end).starts_with(char::is_alphabetic)
        && !is_function_word(lexed.word(end));
    noun && !WHEN.contains(&lexed.word_before(first, 1)) && !lexed.begins_sentence(first)
}

/// `2001-11-12`, `12.11.2001`, `12/11/2001`. English writes the month first, and then nobody knows
/// unless one of the two is above twelve.
fn numeric(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(Written, usize)> {
    if let Some((day, rest)) = lexed.raw(at).split_once('.') {
        let (month, year) = rest.split_once('.')?;
        return Some((whole(number_of(year, 4)?, number_of(month, 2)?, number_of(day, 2)?)?, at + 1));
    }
    let (one, two, three) = (lexed.raw(at), lexed.raw(at + 1), lexed.raw(at + 2));
    let sign = lexed.gap_after(at);
    if sign != lexed.gap_after(at + 1) || !matches!(sign, "-" | "/" | ".") {
        return None;
    }
    if one.len() == 4 {
        return Some((whole(number_of(one, 4)?, number_of(two, 2)?, number_of(three, 2)?)?, at + 3));
    }
    let (one, two, year) = (number_of(one, 2)?, number_of(two, 2)?, number_of(three, 4)?);
    let written = match (one, two) {
        _ if language != "en" || one > 12 => whole(year, two, one)?,
        _ if two > 12 || one == two => whole(year, one, two)?,
        _ => Written::Whole(Days::years(year, year)?),
    };
    Some((written, at + 3))
}

fn whole(year: i16, month: i16, day: i16) -> Option<Written> {
    if !YEARS.contains(&year) {
        return None;
    }
    Days::day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(Written::Whole)
}

/// `8 August`, `8th of August 1998`, `the eighth of August`, `8. August`, `12 de enero de 2001`.
fn day_first(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(Written, usize)> {
    let of_month = day_of_month(lexed, at, language)?;
    let (day, end) = (of_month.day, of_month.end);
    let close = |at: usize| matches!(lexed.gap_after(at).trim(), "" | "." | ".\u{ba}" | "\u{ba}");
    let of = usize::from(matches!(lexed.word(end), "of" | "de" | "di" | "del"));
    let name = end + of;
    if !close(end - 1) || (of == 1 && !close(end)) || (of == 0 && of_month.in_words) {
        return None;
    }
    let month = month(lexed.word(name), language)?;
    let found = short_year(lexed, month, day, name + 1)
        .unwrap_or_else(|| with_year(lexed, month, Some((day, day)), name + 1));
    is_meant(lexed, name, language, found.0).then_some(found)
}

/// `10 Nov 11`: two digits are a year where nothing follows that they could count.
fn short_year(lexed: &Lexed<'_>, month: u8, day: u8, at: usize) -> Option<(Written, usize)> {
    let year = number_of(lexed.raw(at), 2).filter(|_| lexed.raw(at).len() == 2)?;
    let closes = at + 1 >= lexed.len() || lexed.gap_after(at).starts_with(['.', ',', ';', ')']);
    if !closes || lexed.gap_after(at - 1) != " " {
        return None;
    }
    let century = if year < SHORT_YEARS_TURN { 2000 } else { 1900 };
    Some((whole(century + year, i16::from(month), i16::from(day))?, at + 1))
}

/// `Sept. 8`, `September 8-12, 2014`, `June the fourth`, `November 2001`, `in August`.
fn month_first(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(Written, usize)> {
    let month = month(lexed.word(at), language)?;
    let gap = lexed.gap_after(at).trim();
    let the = usize::from(lexed.word(at + 1) == "the");
    if matches!(gap, "" | ".")
        && let Some(from) = day_of_month(lexed, at + 1 + the, language)
    {
        let to = day_of_month(lexed, from.end, language).filter(|to| {
            let until = matches!(lexed.gap_after(from.end - 1).trim(), "-" | "\u{2013}");
            until && to.day > from.day && language == "en"
        });
        let end = to.map_or(from.end, |to| to.end);
        let found = with_year(lexed, month, Some((from.day, to.map_or(from.day, |to| to.day))), end);
        return is_meant(lexed, at, language, found.0).then_some(found);
    }
    let found = with_year(lexed, month, None, at + 1);
    let has_year = matches!(found.0, Written::Whole(_));
    let in_time = has_year || stands_in_time(lexed, at);
    (in_time && is_meant(lexed, at, language, found.0)).then_some(found)
}

/// Whether a word before a month alone says that time is meant.
fn stands_in_time(lexed: &Lexed<'_>, at: usize) -> bool {
    matches!(
        lexed.word_before(at, 1),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "during"
            | "from"
            | "of"
            | "early"
            | "late"
            | "mid"
            | "last"
            | "im"
            | "seit"
            | "en"
            | "em"
            | "depuis"
            | "desde"
            | "nel"
            | "da"
            | "sinds"
    )
}

/// Whether the name of a month that this was read from means the month. In English some do so only
/// with a capital; without one, with a day beside them, and the ordinary words among them (`may`)
/// with the day and the year.
fn is_meant(lexed: &Lexed<'_>, name: usize, language: &str, written: Written) -> bool {
    let word = lexed.word(name);
    let one_day = match written {
        Written::Whole(days) => days.first == days.last,
        Written::Yearless { days, .. } => days.is_some() && !is_ambiguous(word),
        Written::Short(_) | Written::Season(_) | Written::Day(_) => false,
    };
    let plain = !is_ambiguous(word) && word.len() > 4;
    language != "en" || plain || one_day || lexed.is_capitalised(name)
}

/// The month, or days of it, with the year after it where one is written.
fn with_year(lexed: &Lexed<'_>, month: u8, days: Option<(u8, u8)>, end: usize) -> (Written, usize) {
    let of = usize::from(matches!(lexed.word(end), "of" | "de" | "del"));
    let close = end > 0 && matches!(lexed.gap_after(end - 1).trim(), "" | "," | ".");
    let year = year_number(lexed.raw(end + of)).filter(|_| close);
    let whole = year.and_then(|year| match days {
        None => Days::month(year, month),
        Some((from, to)) => Days::new(Days::day(year, month, from)?.first, Days::day(year, month, to)?.last),
    });
    match whole {
        Some(days) => (Written::Whole(days), end + of + 1),
        None => (Written::Yearless { month, days }, end),
    }
}

/// `the last day of April 1919`.
fn last_day(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(Written, usize)> {
    if language != "en" || [0, 1, 2].map(|ahead| lexed.word(at + ahead)) != ["last", "day", "of"] {
        return None;
    }
    let month = month(lexed.word(at + 3), language).filter(|_| lexed.is_capitalised(at + 3))?;
    let (written, end) = with_year(lexed, month, None, at + 4);
    let written = match written {
        Written::Whole(days) => Written::Whole(Days { first: days.last, last: days.last }),
        _ => Written::Yearless { month, days: Some(last_of(month)) },
    };
    Some((written, end))
}

/// The last day of a month of a year that is not told, as a stretch; the leap day is left out.
fn last_of(month: u8) -> (u8, u8) {
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (last, last)
}

/// `on the 4th`, `the night of the 4th`.
fn day_of_told_month(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(Written, usize)> {
    let day = day_alone(lexed, at).filter(|_| language == "en")?;
    Some((Written::Day(day.day), day.end))
}

/// `summer of 2001`, `spring 2007`, `that summer`.
fn of_season(lexed: &Lexed<'_>, at: usize) -> Option<(Written, usize)> {
    let season = season(lexed.word(at))?;
    let of = usize::from(lexed.word(at + 1) == "of");
    if let Some(year) = year_number(lexed.raw(at + 1 + of)) {
        return Some((Written::Whole(Days::season(year, season)?), at + 2 + of));
    }
    (lexed.word_before(at, 1) == "that").then_some((Written::Season(season), at + 1))
}

/// `the 1990s`.
fn decade(lexed: &Lexed<'_>, at: usize) -> Option<(Written, usize)> {
    let year = year_number(lexed.word(at).strip_suffix('s')?)?;
    (year % 10 == 0).then(|| Some((Written::Whole(Days::years(year, year + 9)?), at + 1)))?
}

/// `the 19th century`, `the nineteenth century`.
fn century(lexed: &Lexed<'_>, at: usize) -> Option<(Written, usize)> {
    let (century, end) = ordinal(lexed, at)?;
    if lexed.word(end) != "century" || !lexed.adjoins_next(end - 1) {
        return None;
    }
    let first = (i16::from(century) - 1) * 100 + 1;
    YEARS.contains(&first).then(|| Some((Written::Whole(Days::years(first, first + 99)?), end + 1)))?
}

/// `2001`, `1980-88`, `1980-1988`.
fn year(lexed: &Lexed<'_>, at: usize, language: &str) -> Option<(Written, usize)> {
    let year = year_number(lexed.raw(at))?;
    let gap = lexed.gap_after(at);
    if matches!(gap, "-" | "\u{2013}" | "/") {
        let to = lexed.raw(at + 1);
        let to = match to.len() {
            2 => number_of(to, 2).map(|end| year - year % 100 + end),
            _ => year_number(to),
        };
        if let Some(to) = to.filter(|&to| to > year) {
            return Some((Written::Whole(Days::years(year, to)?), at + 2));
        }
    }
    let is_year = (tells_time(lexed, at, language) || is_modern(lexed, at, year))
        && !lexed.gap_before(at).ends_with(['$', '\u{20ac}', '\u{a3}', '#', '+']);
    is_year.then(|| Some((Written::Whole(Days::years(year, year)?), at + 1)))?
}

/// `in '49`, `the summer of '49`.
fn without_century(lexed: &Lexed<'_>, at: usize) -> Option<(Written, usize)> {
    let year = number_of(lexed.raw(at), 2).filter(|_| lexed.raw(at).len() == 2)?;
    let cut = lexed.gap_before(at).ends_with(['\'', '\u{2018}', '\u{2019}']);
    (cut && stands_in_time(lexed, at)).then_some((Written::Short(year), at + 1))
}

/// Whether four digits are a year: nothing that is counted follows (in German that has a capital), or
/// a word before says so.
fn tells_time(lexed: &Lexed<'_>, at: usize, language: &str) -> bool {
    const BEFORE: [&str; 33] = [
        "in",
        "since",
        "by",
        "until",
        "till",
        "before",
        "after",
        "during",
        "from",
        "to",
        "of",
        "early",
        "mid",
        "late",
        "year",
        "and",
        "the",
        "im",
        "jahr",
        "seit",
        "en",
        "depuis",
        "desde",
        "nel",
        "dal",
        "em",
        "sinds",
        "del",
        "de",
        "between",
        "through",
        "ann\u{e9}e",
        "a\u{f1}o",
    ];
    let counted = lexed.adjoins_next(at)
        && lexed.word(at + 1).starts_with(char::is_alphabetic)
        && !is_conjunction(lexed.word(at + 1))
        && (language != "de" || lexed.is_capitalised(at + 1))
        && !lexed.gap_after(at).contains('-');
    if at == 0 && matches!(lexed.gap_after(at), ". " | ") ") {
        return false;
    }
    let before = lexed.word_before(at, 1);
    !counted || BEFORE.contains(&before) || lexed.raw(at.saturating_sub(1)).ends_with("\u{2019}s")
}

/// Words for `and` and `or` in languages other than English: nothing is counted that they begin.
fn is_conjunction(word: &str) -> bool {
    matches!(word, "und" | "oder" | "et" | "ou" | "y" | "o" | "e" | "en")
}

/// 'leaked 1979 letters', but not 'some 2000 letters'.
fn is_modern(lexed: &Lexed<'_>, at: usize, year: i16) -> bool {
    MODERN.contains(&year) && !lexed.begins_sentence(at) && !HOW_MANY.contains(&lexed.word_before(at, 1))
}

fn year_number(raw: &str) -> Option<i16> {
    number_of(raw, 4).filter(|year| raw.len() == 4 && YEARS.contains(year))
}

/// A whole number of at most so many digits.
fn number_of(raw: &str, digits: usize) -> Option<i16> {
    let fits = !raw.is_empty() && raw.len() <= digits && raw.bytes().all(|byte| byte.is_ascii_digit());
    if fits { raw.parse().ok() } else { None }
}
