//! A stretch of time as a row of cells: which days each stands for, and where to write which date.

use crate::text::date::{day_number, day_of_number};
use crate::text::{Date, DateRange};

/// What a cell can stand for, the finest first.
const SCALES: [Scale; 17] = [
    Scale::Days(1),
    Scale::Days(2),
    Scale::Days(4),
    Scale::Days(7),
    Scale::Days(14),
    Scale::Months(1),
    Scale::Months(2),
    Scale::Months(3),
    Scale::Months(6),
    Scale::Months(12),
    Scale::Months(24),
    Scale::Months(60),
    Scale::Months(120),
    Scale::Months(240),
    Scale::Months(600),
    Scale::Months(1200),
    Scale::Months(6000),
];

/// The first of January 1970 was a Thursday, and weeks begin on Mondays.
const MONDAY: i32 = 3;

/// How much time a cell stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    Days(i32),
    /// Months of the calendar; cells of years begin with them.
    Months(i32),
}

impl Scale {
    /// About how many days that is.
    fn days(self) -> i32 {
        match self {
            Self::Days(days) => days,
            Self::Months(months) => months * 30 + months * 7 / 16,
        }
    }

    /// The number of the cell that a day lies in, of all such cells.
    fn cell_of(self, day: i32) -> i32 {
        match self {
            Self::Days(days) => day.saturating_add(MONDAY).div_euclid(days),
            Self::Months(months) => {
                let date = day_of_number(day);
                let month = i32::from(date.year) * 12 + i32::from(date.month.unwrap_or(1)) - 1;
                month.div_euclid(months)
            }
        }
    }

    /// The first day of a cell. Before and after the calendar there are no more days.
    fn first_day(self, cell: i32) -> i32 {
        match self {
            Self::Days(days) => cell.saturating_mul(days).saturating_sub(MONDAY),
            Self::Months(months) => {
                let month = cell.saturating_mul(months).clamp(-9999 * 12, 9999 * 12 + 11);
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                day_number(year as i16, month as u8, 1).unwrap_or(0)
            }
        }
    }
}

/// Cells between two labels, at least.
const BETWEEN: usize = 2;

/// Cells of time, in days or in months of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeAxis {
    /// The number of the first cell, of all cells of this scale.
    first: i32,
    /// Position in the list of scales.
    scale: usize,
    /// Cells.
    pub width: usize,
}

/// A date that is written at a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    pub cell: usize,
    pub label: String,
}

/// What the labels of an axis count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    Days(i32),
    Months(i32),
    Years(i32),
}

/// The finest first, with the cells that a label takes and the days from one to the next.
const EVERY: [(Every, usize, i32); 13] = [
    (Every::Days(1), 6, 1),
    (Every::Days(7), 6, 7),
    (Every::Days(14), 6, 14),
    (Every::Months(1), 4, 30),
    (Every::Months(3), 4, 91),
    (Every::Months(6), 4, 182),
    (Every::Years(1), 4, 365),
    (Every::Years(2), 4, 730),
    (Every::Years(5), 4, 1826),
    (Every::Years(10), 4, 3652),
    (Every::Years(50), 4, 18_262),
    (Every::Years(100), 4, 36_524),
    (Every::Years(500), 4, 182_621),
];

impl TimeAxis {
    /// The axis of this scale, 0 for days, with the cell of a day as its first.
    pub fn new(first_day: i32, scale: usize, width: usize) -> Self {
        let scale = scale.min(SCALES.len() - 1);
        Self { first: SCALES[scale].cell_of(first_day), scale, width: width.max(1) }
    }

    /// The finest axis that shows all days from `first` to `last`, these in its middle.
    pub fn fitting((first, last): (i32, i32), width: usize) -> Self {
        let cells = |scale: usize| {
            i64::from(SCALES[scale].cell_of(last)) - i64::from(SCALES[scale].cell_of(first)) + 1
        };
        let fits = |scale: &usize| cells(*scale) <= width.max(1) as i64;
        let scale = (0..SCALES.len()).find(fits).unwrap_or(SCALES.len() - 1);
        let spare = (width as i64 - cells(scale)).max(0) / 2;
        Self::new(first, scale, width).panned(-(spare as i32))
    }

    /// With finer cells, or coarser ones where `steps` is negative; `day` stays where it is.
    #[must_use]
    pub fn zoomed(self, day: i32, steps: isize) -> Self {
        let scale = self.scale.saturating_add_signed(-steps);
        let cell = self.cell(day).unwrap_or(self.width / 2) as i32;
        Self::new(day, scale, self.width).panned(-cell)
    }

    /// With another number of cells.
    #[must_use]
    pub fn with_width(self, width: usize) -> Self {
        Self { width: width.max(1), ..self }
    }

    /// Moved by so many cells.
    #[must_use]
    pub fn panned(self, cells: i32) -> Self {
        Self { first: self.first.saturating_add(cells), ..self }
    }

    /// Moved so that the day is in view: by one cell where that will do, else with the day in the
    /// middle.
    #[must_use]
    pub fn showing(self, day: i32) -> Self {
        let cell = self.cell_from_first(day);
        let width = self.width as i64;
        let moved = match cell {
            -1 => -1,
            cell if cell == width => 1,
            cell if (0..width).contains(&cell) => 0,
            cell => cell - width / 2,
        };
        self.panned(i32::try_from(moved).unwrap_or(0))
    }

    fn scale(self) -> Scale {
        SCALES[self.scale]
    }

    /// Position in the list of scales, 0 for the finest.
    pub fn scale_number(self) -> usize {
        self.scale
    }

    fn cell_from_first(self, day: i32) -> i64 {
        i64::from(self.scale().cell_of(day)) - i64::from(self.first)
    }

    /// The cell of a day, where it is in view.
    pub fn cell(self, day: i32) -> Option<usize> {
        usize::try_from(self.cell_from_first(day)).ok().filter(|cell| *cell < self.width)
    }

    /// The first day of the cell that lies so many cells after that of a day.
    pub fn day_after(self, day: i32, cells: i32) -> i32 {
        self.scale().first_day(self.scale().cell_of(day).saturating_add(cells))
    }

    /// First and last day of a cell.
    pub fn days(self, cell: usize) -> (i32, i32) {
        let cell = self.first.saturating_add(cell as i32);
        let first = self.scale().first_day(cell);
        (first, self.scale().first_day(cell.saturating_add(1)).saturating_sub(1).max(first))
    }

    /// The days of a cell, as years or months where it consists of whole ones.
    pub fn range(self, cell: usize) -> DateRange {
        let (first, last) = self.days(cell);
        let cut = |date: Date| match self.scale() {
            Scale::Days(_) => date,
            Scale::Months(months) if months % 12 == 0 => Date { month: None, day: None, ..date },
            Scale::Months(_) => Date { day: None, ..date },
        };
        DateRange { start: cut(day_of_number(first)), end: cut(day_of_number(last)) }
    }

    /// `3 days`, `a year`: how much a cell stands for.
    pub fn scale_name(self) -> String {
        match self.scale() {
            Scale::Days(1) => "a day".to_owned(),
            Scale::Days(7) => "a week".to_owned(),
            Scale::Days(days) => format!("{days} days"),
            Scale::Months(1) => "a month".to_owned(),
            Scale::Months(12) => "a year".to_owned(),
            Scale::Months(months) if months % 12 == 0 => format!("{} years", months / 12),
            Scale::Months(months) => format!("{months} months"),
        }
    }

    /// Where which date is written: as many as there is room for, none over another.
    pub fn ticks(self) -> Vec<Tick> {
        let room =
            |(_, label, days): &&(Every, usize, i32)| days / self.scale().days() >= (label + BETWEEN) as i32;
        let every = EVERY.iter().find(room).map_or(Every::Years(1000), |(every, ..)| *every);
        let mut ticks: Vec<Tick> = Vec::new();
        let mut free = 0;
        for day in self.dates(every) {
            let number = day_number(day.year, day.month.unwrap_or(1), day.day.unwrap_or(1));
            let Some(cell) = number.and_then(|number| self.cell(number)) else { continue };
            let label = label(day, every);
            let end = cell + label.chars().count();
            if cell >= free && end <= self.width {
                free = end + 1;
                ticks.push(Tick { cell, label });
            }
        }
        ticks
    }

    /// The dates at which a label may stand, from the first in view on.
    fn dates(self, every: Every) -> Vec<Date> {
        let (first_day, last_day) = (self.days(0).0, self.days(self.width).1);
        let (start, end) = (day_of_number(first_day), day_of_number(last_day));
        let date = |year: i32, month: i32, day| Date::new(year as i16, Some(month as u8), Some(day));
        let (first, last) = (i32::from(start.year), i32::from(end.year));
        let years = |step: i32| (first.div_euclid(step) * step..=last).step_by(step as usize);
        match every {
            Every::Years(step) => years(step).filter_map(|year| date(year, 1, 1)).collect(),
            Every::Months(step) => years(1)
                .flat_map(|year| {
                    (1..=12).step_by(step as usize).filter_map(move |month| date(year, month, 1))
                })
                .collect(),
            Every::Days(step) => {
                // Weeks begin on Mondays.
                let aligned = (first_day + MONDAY).div_euclid(step) * step - MONDAY;
                let days = (aligned..=last_day).step_by(step as usize);
                days.map(day_of_number).collect()
            }
        }
    }
}

/// A year; a month, or its year in January; a day with its month.
fn label(day: Date, every: Every) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS[usize::from(day.month.unwrap_or(1).clamp(1, 12)) - 1];
    match every {
        Every::Years(_) => day.year.to_string(),
        Every::Months(_) if day.month == Some(1) => day.year.to_string(),
        Every::Months(_) => month.to_owned(),
        Every::Days(_) => format!("{} {month}", day.day.unwrap_or(1)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn axis(range: &str, width: usize) -> TimeAxis {
        TimeAxis::fitting(range.parse::<DateRange>().unwrap().days(), width)
    }

    fn drawn(axis: TimeAxis) -> String {
        let mut line = String::new();
        for tick in axis.ticks() {
            line.extend(std::iter::repeat_n(' ', tick.cell - line.chars().count()));
            line.push_str(&tick.label);
        }
        line
    }

    #[test]
    fn labels_are_years_months_and_days_as_the_cells_get_finer() {
        insta::assert_snapshot!(drawn(axis("1998/2014", 60)), @"       1995      2000      2005      2010      2015");
        insta::assert_snapshot!(drawn(axis("2001", 60)), @"   2001        Apr          Jul           Oct          2002");
        insta::assert_snapshot!(drawn(axis("2014-09", 60)), @"        25 Aug        8 Sep         22 Sep        6 Oct");
        insta::assert_snapshot!(drawn(axis("0900/2000", 60)), @"       1000                     1500");
        insta::assert_snapshot!(drawn(axis("2014-08/2014-10", 40)), @"Jul     Aug     Sep    Oct     Nov");
    }

    #[test]
    fn cells_are_those_of_the_calendar() {
        let axis = axis("1998/2014", 20);
        let cell = axis.cell("2001-11-12".parse::<DateRange>().unwrap().days().0).unwrap();
        assert_eq!(axis.range(cell).to_string(), "2001");
        assert_eq!(axis.days(cell), "2001".parse::<DateRange>().unwrap().days());
        let months = axis.zoomed(axis.days(cell).0, 4);
        assert_eq!(months.range(cell + 1).to_string(), "2001-02");
        let weeks = months.zoomed(months.days(cell).0, 2);
        assert_eq!(weeks.range(cell).to_string(), "2001-01-01/2001-01-07");
    }

    #[test]
    fn zooming_keeps_the_day_in_its_cell() {
        let wide = axis("1998/2014", 60);
        let day = "2001-11-12".parse::<DateRange>().unwrap().days().0;
        let near = wide.zoomed(day, 3);
        assert_eq!((wide.scale_name().as_str(), near.scale_name().as_str()), ("6 months", "a month"));
        assert_eq!(near.cell(day), wide.cell(day));
        assert_eq!(wide.zoomed(day, 99).scale_name(), "a day");
        assert_eq!(wide.zoomed(day, -99).scale_name(), "500 years");
    }

    proptest! {
        #[test]
        fn every_day_has_its_cell_and_no_label_lies_over_another(
            first in -800_000_i32..800_000,
            days in 0_i32..400_000,
            width in 1_usize..300,
        ) {
            let axis = TimeAxis::fitting((first, first + days), width);
            prop_assert!(width < 10 || (axis.cell(first).is_some() && axis.cell(first + days).is_some()));
            for cell in [0, width / 2, width - 1] {
                let (from, to) = axis.days(cell);
                prop_assert_eq!((axis.cell(from), axis.cell(to)), (Some(cell), Some(cell)));
            }
            let ticks = axis.ticks();
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].cell + pair[0].label.len() < pair[1].cell);
            }
            prop_assert!(ticks.last().is_none_or(|tick| tick.cell + tick.label.len() <= width));
            prop_assert!(axis.showing(first - 9).cell(first - 9).is_some());
            prop_assert!(axis.showing(first + days + 9).cell(first + days + 9).is_some());
        }
    }
}
