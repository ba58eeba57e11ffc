//! Years and written-out dates in running text. Months in words are left to their year: in most
//! schemes the year tells the episodes apart.

use crate::text::word::words;
use crate::text::{Date, DateRange, Span};

/// Years that a number of four digits may mean.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// The dates that a text gives, in order: `1998`, `2001-11`, `2001-11-12`.
pub(super) fn dates(text: &str) -> Vec<(Span, DateRange)> {
    let mut found: Vec<(Span, DateRange)> = Vec::new();
    for (span, word) in words(text) {
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_year && found.last().is_none_or(|(last, _)| last.end <= span.start) {
            found.extend(date_at(text, span.start));
        }
    }
    found
}

/// The longest date that begins there.
fn date_at(text: &str, start: usize) -> Option<(Span, DateRange)> {
    let lengths = ["0000-00-00".len(), "0000-00".len(), "0000".len()];
    lengths.into_iter().find_map(|length| {
        let date: Date = text.get(start..start + length)?.parse().ok()?;
        YEARS.contains(&date.year).then(|| (Span::new(start, start + length), date.into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_dates_are_found() {
        let found = |text: &str| {
            let found = dates(text).into_iter().map(|(span, date)| format!("{date}@{}", span.start));
            found.collect::<Vec<_>>().join(" ")
        };
        for (text, wanted) in [
            ("In 1953, and late 1954.", "1953@3 1954@18"),
            ("on 1953-02-01 or 1953-02", "1953-02-01@3 1953-02@17"),
            ("an estimated 2,000 of 12000; 1953-13", "1953@29"),
            ("paragraph 0123, house 9999", ""),
            ("1953\u{2013}54 \u{2014} 1954", "1953@0 1954@14"),
            ("", ""),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }
}
