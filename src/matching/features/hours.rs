//! Times of day: 'half past one', 'at 1.30 in the morning', 'eleven o'clock', 'at dawn', 'about the
//! sixth hour'. English only.

use crate::text::Span;

use super::lexed::Lexed;
use super::numbers::number_at;

/// Minutes of half a day: on a dial, one o'clock is one o'clock.
const DIAL: u16 = 12 * 60;

/// Minutes by which a time that is not exact may be off.
const ABOUT: u16 = 30;

/// Words before a time that say that it is not exact.
const NOT_EXACT: [&str; 8] =
    ["about", "almost", "around", "approximately", "nearly", "some", "toward", "towards"];

/// Words before a part of the day that say that something happened then, and not before it.
const THEN: [&str; 6] = ["about", "around", "at", "near", "toward", "towards"];

/// Words before a time that leave open when: any time before it, or after it.
const ANY_TIME: [&str; 6] = ["after", "before", "by", "since", "till", "until"];

/// Words between 'not' and a time that 'until' stands before, at most.
const NOT_UNTIL: usize = 6;

/// Parts of the day, and the minutes from midnight from which to which they last.
const PARTS: [(&str, u16, u16); 9] = [
    ("dawn", 210, 450),
    ("daybreak", 210, 450),
    ("sunrise", 210, 450),
    ("noon", 720, 720),
    ("midday", 690, 750),
    ("dusk", 960, 1320),
    ("nightfall", 960, 1320),
    ("sunset", 960, 1320),
    ("midnight", 0, 0),
];

/// How the minutes of an hour are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    /// From midnight.
    Day,
    /// On a dial: before or after noon.
    Dial,
    /// From sunrise, by twelve hours a day: 'the sixth hour'.
    Sun,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourMention {
    /// Bytes of the passage.
    pub span: Span,
    clock: Clock,
    /// Minutes, both included.
    from: u16,
    to: u16,
}

impl HourMention {
    /// Whether both cannot be the same time. Hours of the sun are only held against each other.
    pub fn is_apart(&self, other: &Self) -> bool {
        let minutes = |one: &Self| match one.clock {
            Clock::Day if other.clock == Clock::Dial || self.clock == Clock::Dial => {
                (one.from % DIAL, one.from % DIAL + (one.to - one.from))
            }
            _ => (one.from, one.to),
        };
        if (self.clock == Clock::Sun) != (other.clock == Clock::Sun) {
            return false;
        }
        let around = if self.clock == Clock::Day && other.clock == Clock::Day { 2 * DIAL } else { DIAL };
        let ((from, to), (others_from, others_to)) = (minutes(self), minutes(other));
        // Where a clock begins anew it is met from either side.
        let meets = |by: u16| from <= others_to + by && others_from + by <= to;
        let meets_before = |by: u16| from + by <= others_to && others_from <= to + by;
        !meets(0) && !meets(around) && !meets_before(around)
    }
}

/// The times of day of a passage, in order; none in a language other than English. `language` is the first
/// part of a tag, empty where it is not known.
pub fn hours(lexed: &Lexed<'_>, language: &str) -> Vec<HourMention> {
    if !matches!(language, "" | "en") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < lexed.len() {
        let read = hour_at(lexed, at);
        at = read.map_or(at + 1, |(end, _)| end);
        found.extend(read.map(|(_, hour)| hour));
    }
    found
}

/// A time told in words, before what stands around it is read.
struct Read {
    /// The word after it.
    end: usize,
    minutes: u16,
    /// Whether words say that it is a time of day, and no number of something.
    certain: bool,
}

fn hour_at(lexed: &Lexed<'_>, at: usize) -> Option<(usize, HourMention)> {
    if let Some(found) = part_of_day(lexed, at).or_else(|| hour_of_the_sun(lexed, at)) {
        return Some((at + 1, found));
    }
    let read = past(lexed, at).or_else(|| on_the_dial(lexed, at))?;
    let (end, half) = half_of_day(lexed, read.end);
    let after = shortly_after(lexed, at);
    let some_time = after.is_none() && ANY_TIME.contains(&lexed.word_before(at, 1)) && !not_until(lexed, at);
    if some_time || !(read.certain || half.is_some() || (after.is_some() && ends(lexed.gap_before(end)))) {
        return None;
    }
    let (clock, minutes) = match half {
        None => (Clock::Dial, read.minutes % DIAL),
        Some(Half::Night) if (DIAL / 2..DIAL).contains(&read.minutes) => (Clock::Day, read.minutes + DIAL),
        Some(Half::Night | Half::Morning) => (Clock::Day, read.minutes % DIAL),
        Some(Half::Evening) => (Clock::Day, read.minutes % DIAL + DIAL),
    };
    let (before, behind) = match after {
        Some(Order::After) => (0, ABOUT),
        Some(Order::Before) => (ABOUT, 0),
        None => (about(lexed, at), about(lexed, at)),
    };
    let around = if clock == Clock::Day { 2 * DIAL } else { DIAL };
    // Before the clock begins anew.
    let from = if minutes < before { minutes + around } else { minutes } - before;
    Some((end, HourMention { span: lexed.span(at, end), clock, from, to: from + before + behind }))
}

/// `did not arrive until half past one`: then it did.
fn not_until(lexed: &Lexed<'_>, at: usize) -> bool {
    let negated = |word: &str| word == "not" || word.ends_with("n't");
    matches!(lexed.word_before(at, 1), "until" | "till")
        && (2..=NOT_UNTIL).any(|back| negated(lexed.word_before(at, back)))
}

/// `at dawn`, `about noon`.
fn part_of_day(lexed: &Lexed<'_>, at: usize) -> Option<HourMention> {
    let (_, from, to) = *PARTS.iter().find(|(word, ..)| *word == lexed.word(at))?;
    let about = about(lexed, at);
    let first = if from < about { from + 2 * DIAL } else { from } - about;
    let then = THEN.contains(&lexed.word_before(at, 1));
    then.then_some(HourMention {
        span: lexed.span(at, at + 1),
        clock: Clock::Day,
        from: first,
        to: first + (to - from) + 2 * about,
    })
}

/// By how many minutes a time may be off: none, unless the word before says so.
fn about(lexed: &Lexed<'_>, at: usize) -> u16 {
    if NOT_EXACT.contains(&lexed.word_before(at, 1)) { ABOUT } else { 0 }
}

/// `the sixth hour`.
fn hour_of_the_sun(lexed: &Lexed<'_>, at: usize) -> Option<HourMention> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    let hour = ORDINALS.iter().position(|word| *word == lexed.word(at))? as u16 + 1;
    let about = lexed.word_before(at, 1) == "the" && NOT_EXACT.contains(&lexed.word_before(at, 2));
    let about = if about { ABOUT } else { 0 };
    (lexed.word(at + 1) == "hour" && lexed.word(at + 2) != "of").then(|| HourMention {
        span: lexed.span(at, at + 2),
        clock: Clock::Sun,
        from: hour * 60 - about,
        to: hour * 60 + about,
    })
}

/// `half past one`, `quarter to two`, `ten minutes past eleven`.
fn past(lexed: &Lexed<'_>, at: usize) -> Option<Read> {
    let (minutes, end) = match lexed.word(at) {
        "half" => (30, at + 1),
        "quarter" => (15, at + 1),
        _ => {
            let number = number_at(lexed, at, "en").filter(|number| (1.0..60.0).contains(&number.value))?;
            let unit = usize::from(matches!(lexed.word(number.end), "minute" | "minutes"));
            (number.value as u16, number.end + unit)
        }
    };
    let before = match lexed.word(end) {
        "past" => false,
        "to" if lexed.word(at) != "half" => true,
        _ => return None,
    };
    let hour = hour_number(lexed, end + 1)?;
    // 'Ten to two' may be a vote.
    let spoken = lexed.word(at) == "quarter" || !before;
    let certain = spoken || matches!(lexed.word(end - 1), "minute" | "minutes");
    let minutes = if before { (hour.minutes + DIAL - minutes) % DIAL } else { hour.minutes + minutes };
    Some(Read { end: hour.end, minutes, certain })
}

/// `eleven o'clock`, `1.30`, `1:30`, or an hour of which only what follows says that it is one.
fn on_the_dial(lexed: &Lexed<'_>, at: usize) -> Option<Read> {
    if let Some((hours, minutes)) = lexed.raw(at).split_once('.') {
        let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
        let is_time = lexed.raw(at).len() >= 4 && hours < 24 && minutes < 60;
        return is_time.then_some(Read { end: at + 1, minutes: hours * 60 + minutes, certain: false });
    }
    let hour = hour_number(lexed, at)?;
    if lexed.gap_before(at + 1) == ":" && lexed.raw(at + 1).len() == 2 {
        let minutes = two_digits(lexed.raw(at + 1)).filter(|minutes| *minutes < 60)?;
        return Some(Read { end: at + 2, minutes: hour.minutes + minutes, certain: false });
    }
    let clock = matches!(lexed.word(hour.end), "o'clock" | "o\u{2019}clock");
    Some(Read { end: hour.end + usize::from(clock), minutes: hour.minutes, certain: clock })
}

/// A whole hour of a dial; never certain by itself.
fn hour_number(lexed: &Lexed<'_>, at: usize) -> Option<Read> {
    let number = number_at(lexed, at, "en")?;
    let whole = number.value.fract() == 0.0 && (1.0..=12.0).contains(&number.value) && !number.rough;
    whole.then(|| Read { end: number.end, minutes: number.value as u16 * 60, certain: false })
}

fn two_digits(raw: &str) -> Option<u16> {
    if raw.len() <= 2 { raw.parse().ok() } else { None }
}

/// Which half of the day words after a time say that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
    /// Before midnight or after it.
    Night,
}

/// The half of the day that is told from a word on, and the word after it.
fn half_of_day(lexed: &Lexed<'_>, at: usize) -> (usize, Option<Half>) {
    let part = |at: usize| match lexed.word(at) {
        "morning" => Some(Half::Morning),
        "afternoon" | "evening" => Some(Half::Evening),
        "night" => Some(Half::Night),
        _ => None,
    };
    match (lexed.word(at), lexed.word(at + 1)) {
        ("am" | "a.m", _) => (at + 1, Some(Half::Morning)),
        ("pm" | "p.m", _) => (at + 1, Some(Half::Evening)),
        ("in", "the") => part(at + 2).map_or((at, None), |half| (at + 3, Some(half))),
        ("at", "night") => (at + 2, Some(Half::Night)),
        _ => (at, None),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Before,
    After,
}

/// `a little after eleven`, `shortly before two`.
fn shortly_after(lexed: &Lexed<'_>, at: usize) -> Option<Order> {
    let order = match lexed.word_before(at, 1) {
        "after" => Order::After,
        "before" => Order::Before,
        _ => return None,
    };
    matches!(lexed.word_before(at, 2), "just" | "little" | "shortly" | "soon").then_some(order)
}

fn ends(gap: &str) -> bool {
    !gap.trim().is_empty() || gap.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of each time, with its clock and its minutes.
    fn read(text: &str) -> Vec<String> {
        let told =
            |hour: &HourMention| format!("{} {:?} {}-{}", hour.span.of(text), hour.clock, hour.from, hour.to);
        hours(&Lexed::new(text), "en").iter().map(told).collect()
    }

    #[test]
    fn times_of_day_are_read() {
        for (text, expected) in [
            ("It came at half past one.", "half past one Dial 90-90"),
            ("It came at a quarter to two.", "quarter to two Dial 105-105"),
            ("The bell rang at ten minutes past eleven on Friday.", "ten minutes past eleven Dial 670-670"),
            ("It reached the mill at 1.30 in the morning.", "1.30 in the morning Day 90-90"),
            ("It left at 11:05 p.m. sharp.", "11:05 p.m Day 1385-1385"),
            ("At about four in the afternoon they left.", "four in the afternoon Day 930-990"),
            ("At eleven at night they left.", "eleven at night Day 1380-1380"),
            ("At two at night they left.", "two at night Day 120-120"),
            ("At twelve o'clock it was over.", "twelve o'clock Dial 0-0"),
            ("The alarm was rung a little after eleven.", "eleven Dial 660-690"),
            ("The engine did not arrive until half past one.", "half past one Dial 90-90"),
            ("The engine came at dawn, late.", "dawn Day 210-450"),
            ("It was about the sixth hour.", "sixth hour Sun 330-390"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        for text in [
            "Eleven climbed down.",
            "He read 3:16 and 1.30 aloud.",
            "They lost ten to two.",
            "A little after eleven men had left, he spoke.",
            "They left before dawn and were back by noon.",
            "They left before eleven o'clock and were back by half past two.",
            "He left half to one daughter.",
            "The dawn of freedom was the third hour of need.",
            "It cost 4.5 million in the end.",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn times_are_held_against_each_other_on_the_dial() {
        let one = |text: &str| hours(&Lexed::new(text), "")[0];
        for (a, b, apart) in [
            ("at half past one", "at 1.30 in the morning", false),
            ("at half past one", "at dawn", true),
            ("a little after eleven.", "at ten minutes past eleven", false),
            ("at ten in the morning", "at ten at night", true),
            ("at ten o'clock", "at ten at night", false),
            ("at midnight", "at twelve o'clock", false),
            ("about five minutes past twelve", "at ten minutes to twelve", false),
            ("shortly before twelve o'clock", "at ten minutes to twelve", false),
            ("shortly before twelve o'clock", "at ten minutes past twelve", true),
            ("about noon", "at ten minutes to twelve", false),
            ("about midnight", "at ten minutes to twelve", false),
            ("about noon", "the sixth hour", false),
            ("the third hour", "about the sixth hour", true),
            ("the sixth hour", "about the sixth hour", false),
        ] {
            assert_eq!(one(a).is_apart(&one(b)), apart, "{a} / {b}");
            assert_eq!(one(b).is_apart(&one(a)), apart, "{b} / {a}");
        }
    }
}
