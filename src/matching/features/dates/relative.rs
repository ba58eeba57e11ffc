//! English phrases that tell time from another time: 'last week', 'two months later'.

use jiff::civil::Weekday;

use super::calendar::Unit;
use super::names::weekday;
use crate::matching::features::lexed::Lexed;
use crate::matching::features::numbers::number_at;

/// Longer than this nobody counts back in these words.
const MOST_UNITS: f64 = 5000.0;

/// From what the phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// When the document was written.
    Document,
    /// The date told before.
    Previous,
}

/// How the phrase gets from its base to what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// So many units on, at least and at most, then the whole unit.
    Shift(i32, i32, Unit),
    /// The so many units that end with the base.
    UpTo(i32, Unit),
    /// From the beginning of its unit to the base.
    SoFar(Unit),
    /// The day of the week before.
    Before(Weekday),
}

/// A relative phrase, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) base: Base,
    pub(super) by: Move,
    /// The position after its last word.
    pub(super) end: usize,
}

/// The phrase that begins at this word.
pub(super) fn at(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    day(lexed, at)
        .or_else(|| named_unit(lexed, at))
        .or_else(|| so_far(lexed, at))
        .or_else(|| of_week(lexed, at))
        .or_else(|| recent(lexed, at))
        .or_else(|| counted(lexed, at))
}

fn phrase(base: Base, by: Move, end: usize) -> Phrase {
    Phrase { base, by, end }
}

fn day(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    let by = match lexed.word(at) {
        "yesterday" => -1,
        "today" | "tonight" if lexed.word(at + 1) != "s" => 0,
        "tomorrow" => 1,
        _ => return None,
    };
    Some(phrase(Base::Document, Move::Shift(by, by, Unit::Day), at + 1))
}

/// `last week`, `this year`, `the following year`, `that month`, `the year before`.
fn named_unit(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    let word = lexed.word(at);
    let the = usize::from(word == "the");
    let unit = unit(lexed.word(at + 1 + the), false);
    let shift = |base, by, end| Some(phrase(base, Move::Shift(by, by, unit?), end));
    match (lexed.word(at + the), the) {
        ("last", 0) if lexed.word(at + 2) != "of" => shift(Base::Document, -1, at + 2),
        ("this", 0) => shift(Base::Document, 0, at + 2),
        ("next", 0) => shift(Base::Document, 1, at + 2),
        ("that", 0) => shift(Base::Previous, 0, at + 2),
        ("following" | "next", 1) => shift(Base::Previous, 1, at + 3),
        ("previous" | "preceding", 1) => shift(Base::Previous, -1, at + 3),
        ("same", 1) => shift(Base::Previous, 0, at + 3),
        (_, 1) => match lexed.word(at + 2) {
            "before" if ends_phrase(lexed, at + 2) => one_before(lexed, at),
            "after" if ends_phrase(lexed, at + 2) => {
                let unit = self::unit(lexed.word(at + 1), false)?;
                Some(phrase(Base::Previous, Move::Shift(1, 1, unit), at + 3))
            }
            _ => None,
        },
        _ => None,
    }
}

fn one_before(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    let unit = unit(lexed.word(at + 1), false)?;
    Some(phrase(Base::Previous, Move::Shift(-1, -1, unit), at + 3))
}

/// `earlier this year`.
fn so_far(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    if !matches!((lexed.word(at), lexed.word(at + 1)), ("earlier", "this")) {
        return None;
    }
    Some(phrase(Base::Document, Move::SoFar(unit(lexed.word(at + 2), false)?), at + 3))
}

/// `on Monday`, `last Friday`.
fn of_week(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    let day = weekday(lexed.word(at + 1)).filter(|_| lexed.is_capitalised(at + 1))?;
    matches!(lexed.word(at), "on" | "last" | "since" | "late" | "early")
        .then(|| phrase(Base::Document, Move::Before(day), at + 2))
}

/// `in recent months`, `the last three years`, `the past week`.
fn recent(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    if (lexed.word(at), lexed.word(at + 1)) == ("in", "recent") {
        let unit = unit(lexed.word(at + 2), true)?;
        let units = if unit == Unit::Day { 10 } else { 6 };
        return Some(phrase(Base::Document, Move::UpTo(units, unit), at + 3));
    }
    if lexed.word(at) != "the" || !matches!(lexed.word(at + 1), "last" | "past") {
        return None;
    }
    let (units, end) = match number_at(lexed, at + 2, "en") {
        Some(number) if number.value <= MOST_UNITS => (number.value as i32, number.end),
        Some(_) => return None,
        None => (1, at + 2),
    };
    let plural = end > at + 2;
    if lexed.word(end + 1) == "of" {
        return None;
    }
    Some(phrase(Base::Document, Move::UpTo(units, unit(lexed.word(end), plural)?), end + 1))
}

/// `13 years ago`, `two months later`, `four years before`, `a few days later`.
fn counted(lexed: &Lexed<'_>, at: usize) -> Option<Phrase> {
    let (least, most, end) = count(lexed, at)?;
    let unit = unit(lexed.word(end), true).or_else(|| unit(lexed.word(end), false))?;
    let (base, sign) = match lexed.word(end + 1) {
        "ago" => (Base::Document, -1),
        "later" | "afterwards" | "afterward" => (Base::Previous, 1),
        "earlier" | "before" | "previously" if ends_phrase(lexed, end + 1) => (Base::Previous, -1),
        _ => return None,
    };
    let (one, other) = (sign * least, sign * most);
    Some(phrase(base, Move::Shift(one.min(other), one.max(other), unit), end + 2))
}

/// How many, at least and at most, and the position after the number.
fn count(lexed: &Lexed<'_>, at: usize) -> Option<(i32, i32, usize)> {
    match (lexed.word(at), lexed.word(at + 1)) {
        ("a", "few") => return Some((2, 6, at + 2)),
        ("several", _) => return Some((3, 9, at + 1)),
        ("some", _) | ("a", "couple") => return None,
        ("a" | "an", next) if unit(next, false).is_some() => return Some((1, 1, at + 1)),
        _ => {}
    }
    let number = number_at(lexed, at, "en").filter(|number| number.value <= MOST_UNITS && !number.rough)?;
    Some((number.value as i32, number.value as i32, number.end))
}

/// Whether the phrase ends here: 'two years before.', not 'two years before the war'.
fn ends_phrase(lexed: &Lexed<'_>, last: usize) -> bool {
    last + 1 >= lexed.len() || !lexed.gap_after(last).trim().is_empty()
}

fn unit(word: &str, plural: bool) -> Option<Unit> {
    let word = if plural { word.strip_suffix('s')? } else { word };
    match word {
        "day" => Some(Unit::Day),
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        "decade" => Some(Unit::Decade),
        _ => None,
    }
}
