//! Stretches of days, and what can be reckoned with them.

use jiff::ToSpan;
use jiff::civil::{self, Weekday};

use crate::text::{Date, DateRange};

/// A unit in which texts count time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
}

/// Early, mid- or late in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Third {
    First,
    Second,
    Last,
}

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: civil::Date,
    pub(super) last: civil::Date,
}

impl Days {
    pub(super) fn new(first: civil::Date, last: civil::Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    pub(super) fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        let day = civil::Date::new(year, month as i8, day as i8).ok()?;
        Some(Self { first: day, last: day })
    }

    pub(super) fn month(year: i16, month: u8) -> Option<Self> {
        Some(Self::day(year, month, 1)?.widened(Unit::Month))
    }

    pub(super) fn years(first: i16, last: i16) -> Option<Self> {
        Self::new(Self::day(first, 1, 1)?.first, Self::day(last, 12, 31)?.last)
    }

    /// Spring, summer, autumn or winter (0 to 3) of a year, as the northern half of the world has
    /// them. A winter begins in its year.
    pub(super) fn season(year: i16, season: u8) -> Option<Self> {
        let first = Self::month(year, 3 * season + 3)?.first;
        Self::new(first, first.checked_add(2.months()).ok()?.last_of_month())
    }

    /// The stretch that a date of a document means.
    pub(super) fn of(range: DateRange) -> Option<Self> {
        let (first, last) = (range.start, range.end);
        let start =
            civil::Date::new(first.year, first.month.unwrap_or(1) as i8, first.day.unwrap_or(1) as i8);
        let month = civil::Date::new(last.year, last.month.unwrap_or(12) as i8, 1).ok()?;
        let end = match last.day {
            Some(day) => civil::Date::new(last.year, month.month(), day as i8).ok()?,
            None => month.last_of_month(),
        };
        Self::new(start.ok()?, end)
    }

    /// As a date range: in years or months where it consists of whole ones.
    pub(super) fn range(self) -> DateRange {
        let (first, last) = (self.first, self.last);
        let months = first.day() == 1 && last == last.last_of_month();
        let years = months && first.month() == 1 && last.month() == 12;
        let date = |day: civil::Date| Date {
            year: day.year(),
            month: (!years).then_some(day.month() as u8),
            day: (!months).then_some(day.day() as u8),
        };
        DateRange { start: date(first), end: date(last) }
    }

    /// How many days it has.
    pub(super) fn length(self) -> i32 {
        self.first.until(self.last).map_or(i32::MAX, |span| span.get_days()).saturating_add(1)
    }

    /// Both ends moved by so many units, then widened to whole units.
    pub(super) fn shifted(self, by_first: i32, by_last: i32, unit: Unit) -> Option<Self> {
        let moved = Self::new(moved(self.first, by_first, unit)?, moved(self.last, by_last, unit)?)?;
        Some(moved.widened(unit))
    }

    /// From so many units before its end to its end.
    pub(super) fn up_to(self, units: i32, unit: Unit) -> Option<Self> {
        Self::new(moved(self.last, -units, unit)?, self.last)
    }

    /// Widened to whole units.
    pub(super) fn widened(self, unit: Unit) -> Self {
        let (first, last) = (self.first, self.last);
        let (first, last) = match unit {
            Unit::Day => (first, last),
            Unit::Week => (
                first.checked_sub(first.weekday().to_monday_zero_offset().days()).unwrap_or(first),
                last.checked_add((6 - last.weekday().to_monday_zero_offset()).days()).unwrap_or(last),
            ),
            Unit::Month => (first.first_of_month(), last.last_of_month()),
            Unit::Year | Unit::Decade => (first.first_of_year(), last.last_of_year()),
        };
        Self { first, last }
    }

    /// A third of the stretch, in whole months where it has some.
    pub(super) fn third(self, third: Third) -> Option<Self> {
        let length = self.length();
        let (from, to) = match third {
            Third::First => (0, length / 3),
            Third::Second => (length / 3, length * 2 / 3),
            Third::Last => (length * 2 / 3, length - 1),
        };
        let day = |offset: i32| self.first.checked_add(offset.days()).ok();
        let days = Self::new(day(from)?, day(to)?)?;
        let whole = if length > 60 { days.widened(Unit::Month) } else { days };
        Self::new(whole.first.max(self.first), whole.last.min(self.last))
    }

    /// The last such day of the week that lies before the end of the stretch.
    pub(super) fn weekday_before(self, weekday: Weekday) -> Option<Self> {
        let before = |day: civil::Date| {
            let back = (day.weekday().since(weekday) + 6) % 7 + 1;
            day.checked_sub(i32::from(back).days()).ok()
        };
        Self::new(before(self.first)?, before(self.last)?)
    }
}

fn moved(day: civil::Date, by: i32, unit: Unit) -> Option<civil::Date> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Day => span.try_days(by),
        Unit::Week => span.try_weeks(by),
        Unit::Month => span.try_months(by),
        Unit::Year => span.try_years(by),
        Unit::Decade => span.try_years(by.checked_mul(10)?),
    };
    day.checked_add(span.ok()?).ok()
}
