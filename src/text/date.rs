//! Dates as texts give them: a day, a month, a year, or a stretch from one to another.

use std::fmt;
use std::str::FromStr;

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
    /// Whether all of it lies before `other` begins.
    pub fn is_before(self, other: Self) -> bool {
        self.end.last_day() < other.start.first_day()
    }
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
