//! A line that is a date: 'Friday, June 13, 2014', '12 March 2009', '2009-03-12'.

use crate::text::date::Date;
use crate::text::months::month;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const LABELS: [&str; 8] = ["published", "posted", "updated", "date", "dated", "on", "at", "last"];

/// The date that a whole line gives; `None` when the line says more than a date.
pub(super) fn line(text: &str) -> Option<Date> {
    if text.len() > 60 {
        return None;
    }
    if let Some(date) = iso(text.trim()) {
        return Some(date);
    }
    let mut parts = Parts::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|')) {
        let word = word.trim_end_matches(['.', ':']);
        let taken = parts.take(&word.to_lowercase()) || parts.take_time(word);
        if !word.is_empty() && !taken {
            return None;
        }
    }
    Date::new(parts.year?, Some(parts.month?), parts.day)
}

/// A date as machines write it, with or without the time of day.
pub(super) fn iso(text: &str) -> Option<Date> {
    let head = text.get(..10).unwrap_or(text);
    let rest = text.get(head.len()..).unwrap_or("");
    let ends = rest.is_empty() || rest.starts_with(['T', ' ']);
    (head.len() == 10 && ends).then(|| head.parse().ok()).flatten()
}

#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
    /// Whether the time of day was told, which nobody asks for.
    timed: bool,
}

impl Parts {
    /// Whether the word belongs to a date and had no place taken already.
    fn take(&mut self, word: &str) -> bool {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let Ok(number) = digits.parse::<u16>() {
            let suffix = &word[digits.len()..];
            return match number {
                1..=31 if digits.len() <= 2 => {
                    matches!(suffix, "" | "st" | "nd" | "rd" | "th")
                        && self.day.replace(number as u8).is_none()
                }
                1000..=2999 => suffix.is_empty() && self.year.replace(number.cast_signed()).is_none(),
                _ => false,
            };
        }
        if let Some(month) = month(word, "en") {
            return self.month.replace(month).is_none();
        }
        is_short_for(word, &WEEKDAYS) || LABELS.contains(&word) || word == "of"
    }

    /// Whether the word is a time of day (`20:09`, `8:09pm`), or belongs to one before it: half of
    /// the day, time zone.
    fn take_time(&mut self, word: &str) -> bool {
        let is_zone =
            |word: &str| (2..=5).contains(&word.len()) && word.bytes().all(|c| c.is_ascii_uppercase());
        if self.timed {
            return is_half_of_day(word) || is_zone(word);
        }
        let clock = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        let half = &word[clock.len()..];
        let is_number = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok_and(|part| part < 60);
        let is_clock = matches!(clock.split(':').count(), 2 | 3) && clock.split(':').all(is_number);
        self.timed = is_clock && (half.is_empty() || is_half_of_day(half));
        self.timed
    }
}

fn is_half_of_day(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "am" | "pm" | "a.m" | "p.m")
}

fn is_short_for(word: &str, names: &[&str]) -> bool {
    names.iter().any(|&name| name == word || word.len() == 3 && name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_dates() {
        for (text, expected) in [
            ("Friday, June 13, 2014", Some("2014-06-13")),
            ("12 March 2009", Some("2009-03-12")),
            ("Published: Sept. 3rd, 1999", Some("1999-09-03")),
            ("2009-03-12T10:00:00Z", Some("2009-03-12")),
            ("2009-03-12", Some("2009-03-12")),
            ("Updated: November 11, 2011 20:09 IST", Some("2011-11-11")),
            ("Posted on June 3, 2010 at 8:15 p.m.", Some("2010-06-03")),
            ("June 3, 2010, 8:15PM", Some("2010-06-03")),
            ("June 3, 2010 8:99", None),
            ("June 3, 2010 UN", None),
            ("May 2001", Some("2001-05")),
            ("31 February 2001", None),
            ("In June 2001 it rained", None),
            ("2001", None),
            ("May", None),
            ("June 13 and June 14, 2014", None),
        ] {
            assert_eq!(line(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
