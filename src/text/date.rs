//! Dates as texts give them: a day, a month, a year, or a stretch from one to another.

use std::fmt;
use std::str::FromStr;

/// The day from which days are counted.
const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// A calendar date that may lack its day, or its month and day. Ordered by what it gives, the
/// vaguer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: i16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// `None` unless the calendar has such a day.
    pub fn new(year: i16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let whole = jiff::civil::Date::new(
            year,
            i8::try_from(month.unwrap_or(1)).ok()?,
            i8::try_from(day.unwrap_or(1)).ok()?,
        );
        (whole.is_ok() && (month.is_some() || day.is_none())).then_some(Self { year, month, day })
    }

    /// The first day it may mean, as year, month, day.
    pub fn first_day(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may mean. Months count 31 days here: only the order matters.
    pub fn last_day(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Why a date could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no date: give a year, a month or a day (2014, 2014-09, 2014-09-05), or two of them parted by '/'"
)]
pub struct DateError(pub String);

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let parse = || {
            let mut parts = text.trim().splitn(3, '-');
            let year = parts.next()?;
            let year = (year.len() == 4).then(|| year.parse().ok())??;
            let month = parts.next().map(two_digits);
            let day = parts.next().map(two_digits);
            if month == Some(None) || day == Some(None) {
                return None;
            }
            Self::new(year, month.flatten(), day.flatten())
        };
        parse().ok_or_else(|| DateError(text.to_owned()))
    }
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// From a date to a date, both included; a single date is a range from itself to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    pub start: Date,
    pub end: Date,
}

impl DateRange {
    /// Its first and its last day, counted from the first of January 1970. Earlier ones are
    /// negative.
    pub fn days(self) -> (i32, i32) {
        let (year, month, day) = self.start.first_day();
        let first = day_number(year, month, day).unwrap_or(0);
        let last = match self.end {
            Date { year, month: Some(month), day: Some(day) } => day_number(year, month, day),
            Date { year, month, .. } => {
                let month = jiff::civil::Date::new(year, month.unwrap_or(12) as i8, 1).ok();
                month.map(|month| number_of(month.last_of_month()))
            }
        };
        (first, last.unwrap_or(first).max(first))
    }

    /// The same days of another year; `None` where it has no such day.
    pub fn in_year(self, year: i16) -> Option<Self> {
        let years = self.end.year - self.start.year;
        let moved = |date: Date, year: i16| Date::new(year, date.month, date.day);
        Some(Self { start: moved(self.start, year)?, end: moved(self.end, year.checked_add(years)?)? })
    }

    /// Whether some day lies in both.
    pub fn meets(self, other: Self) -> bool {
        !self.is_before(other) && !other.is_before(self)
    }

    /// The same days of every year in which they meet the other stretch, the first year first.
    pub fn meeting(self, other: Self) -> impl Iterator<Item = Self> {
        let years = other.start.year.saturating_sub(1)..=other.end.year;
        years.filter_map(move |year| self.in_year(year)).filter(move |days| days.meets(other))
    }

    /// Whether all of it lies before `other` begins.
    pub fn is_before(self, other: Self) -> bool {
        self.end.last_day() < other.start.first_day()
    }
}

/// The number of a day, from the first of January 1970; `None` where the calendar has no such day.
pub fn day_number(year: i16, month: u8, day: u8) -> Option<i32> {
    jiff::civil::Date::new(year, month as i8, day as i8).ok().map(number_of)
}

fn number_of(day: jiff::civil::Date) -> i32 {
    FIRST_DAY.until(day).map_or(0, |span| span.get_days())
}

/// The day of a number; the first or the last day of the calendar where it has no such day.
pub fn day_of_number(number: i32) -> Date {
    let day = jiff::Span::new().try_days(number).and_then(|span| FIRST_DAY.checked_add(span));
    let edge = if number < 0 { jiff::civil::Date::MIN } else { jiff::civil::Date::MAX };
    let day = day.unwrap_or(edge);
    Date { year: day.year(), month: Some(day.month() as u8), day: Some(day.day() as u8) }
}

impl From<Date> for DateRange {
    fn from(date: Date) -> Self {
        Self { start: date, end: date }
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start)?;
        if self.end == self.start { Ok(()) } else { write!(f, "/{}", self.end) }
    }
}

impl FromStr for DateRange {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let (start, end) = match text.split_once('/') {
            Some((start, end)) => (start.parse::<Date>()?, end.parse::<Date>()?),
            None => (text.parse::<Date>()?, text.parse::<Date>()?),
        };
        if end.last_day() < start.first_day() {
            return Err(DateError(text.to_owned()));
        }
        Ok(Self { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_in_days() {
        let days = |text: &str| text.parse::<DateRange>().unwrap().days();
        assert_eq!(days("1970-01-01"), (0, 0));
        assert_eq!(days("1969-12"), (-31, -1));
        assert_eq!(days("1972"), (730, 1095));
        assert_eq!(days("2014-02/2014-02-03").0, days("2014-02").0);
        assert_eq!(day_of_number(days("2016-02").1).to_string(), "2016-02-29");
        assert_eq!(day_of_number(i32::MAX).to_string(), "9999-12-31");
        assert_eq!(day_number(2014, 2, 30), None);
    }
}
