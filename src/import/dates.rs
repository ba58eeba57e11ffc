//! A line that is a date: 'Friday, June 13, 2014', '12 March 2009', '2009-03-12'.

use crate::text::date::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
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
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '|')) {
        let word = word.trim_end_matches('.').to_lowercase();
        if !word.is_empty() && !parts.take(&word) {
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
        if let Some(month) = month(word) {
            return self.month.replace(month).is_none();
        }
        is_short_for(word, &WEEKDAYS) || LABELS.contains(&word) || word == "of"
    }
}

fn month(word: &str) -> Option<u8> {
    let word = if word == "sept" { "sep" } else { word };
    let at = MONTHS.iter().position(|&month| month == word || word.len() == 3 && month.starts_with(word))?;
    u8::try_from(at + 1).ok()
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
