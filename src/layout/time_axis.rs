//! A stretch of time as a row of cells: which days each stands for, and where to write which date.

use crate::text::date::{day_number, day_of_number};
use crate::text::{Date, DateRange};

/// Days that a cell can stand for: a day, a week, a month, a year ...
const SCALES: [i32; 15] = [1, 2, 4, 7, 14, 30, 61, 122, 365, 730, 1826, 3652, 9131, 18_262, 36_524];

/// Cells between two labels, at least.
const BETWEEN: usize = 2;

/// Cells of time, each as long as the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeAxis {
    /// First day of the first cell, as [`DateRange::days`] counts.
    pub first: i32,
    /// Days in a cell.
    pub scale: i32,
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
    /// The finest axis that shows all days from `first` to `last`.
    pub fn fitting((first, last): (i32, i32), width: usize) -> Self {
        let width = width.max(1);
        let days = i64::from(last) - i64::from(first) + 1;
        let fits = |scale: &&i32| i64::from(**scale) * width as i64 >= days;
        let scale = SCALES.iter().find(fits).copied().unwrap_or(SCALES[SCALES.len() - 1]);
        // What is left over is shared by both sides.
        let spare = (i64::from(scale) * width as i64 - days).max(0) / 2;
        let first = first.saturating_sub(i32::try_from(spare).unwrap_or(0));
        Self { first, scale, width }
    }

    /// The same with finer cells, `day` staying where it is; the same axis where there are none.
    #[must_use]
    pub fn zoomed(self, day: i32, steps: isize) -> Self {
        let at = SCALES.iter().position(|scale| *scale >= self.scale).unwrap_or(SCALES.len() - 1);
        let scale = SCALES[at.saturating_add_signed(-steps).min(SCALES.len() - 1)];
        let cell = self.cell(day).unwrap_or(self.width / 2) as i32;
        Self { first: day.saturating_sub(cell.saturating_mul(scale)), scale, ..self }
    }

    /// Moved by so many cells.
    #[must_use]
    pub fn panned(self, cells: i32) -> Self {
        Self { first: self.first.saturating_add(cells.saturating_mul(self.scale)), ..self }
    }

    /// Moved so that the day is in view.
    #[must_use]
    pub fn showing(self, day: i32) -> Self {
        let cell = (i64::from(day) - i64::from(self.first)).div_euclid(i64::from(self.scale));
        let last = self.width as i64 - 1;
        let moved = if cell < 0 { cell } else { (cell - last).max(0) };
        self.panned(i32::try_from(moved).unwrap_or(0))
    }

    /// The cell of a day, where it is in view.
    pub fn cell(self, day: i32) -> Option<usize> {
        let cell = (i64::from(day) - i64::from(self.first)).div_euclid(i64::from(self.scale));
        usize::try_from(cell).ok().filter(|cell| *cell < self.width)
    }

    /// First and last day of a cell.
    pub fn days(self, cell: usize) -> (i32, i32) {
        let first = self.first.saturating_add((cell as i32).saturating_mul(self.scale));
        (first, first.saturating_add(self.scale - 1))
    }

    /// The days of a cell, as a reader writes them.
    pub fn range(self, cell: usize) -> DateRange {
        let (first, last) = self.days(cell);
        DateRange { start: day_of_number(first), end: day_of_number(last) }
    }

    /// `3 days`, `a year`: how much a cell stands for.
    pub fn scale_name(self) -> String {
        match self.scale {
            1 => "a day".to_owned(),
            7 => "a week".to_owned(),
            30 => "a month".to_owned(),
            days @ 2..=14 => format!("{days} days"),
            days @ 15..=364 => format!("{} months", days / 30),
            365 => "a year".to_owned(),
            days => format!("{} years", days / 365),
        }
    }

    /// Where which date is written: as many as there is room for, none over another.
    pub fn ticks(self) -> Vec<Tick> {
        let room = |(_, label, days): &&(Every, usize, i32)| days / self.scale >= (label + BETWEEN) as i32;
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
        let (start, end) = (day_of_number(self.first), day_of_number(self.days(self.width).1));
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
                let aligned = self.first.div_euclid(step) * step;
                let days = (aligned..=self.days(self.width).1).step_by(step as usize);
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
        insta::assert_snapshot!(drawn(axis("1998/2014", 60)), @"     1998      2000      2002      2004      2006      2008");
        insta::assert_snapshot!(drawn(axis("2001", 60)), @"");
        insta::assert_snapshot!(drawn(axis("2014-09", 60)), @"");
        insta::assert_snapshot!(drawn(axis("0900/2000", 60)), @"");
        insta::assert_snapshot!(drawn(axis("2014-08/2014-10", 40)), @"");
    }

    #[test]
    fn zooming_keeps_the_day_in_its_cell() {
        let wide = axis("1998/2014", 60);
        let day = "2001-11-12".parse::<DateRange>().unwrap().days().0;
        let near = wide.zoomed(day, 3);
        assert!(near.scale < wide.scale);
        assert_eq!(near.cell(day), wide.cell(day));
        assert_eq!(wide.zoomed(day, 99).scale, 1);
        assert_eq!(axis("2014", 400).zoomed(day, 1).scale, 1);
    }

    proptest! {
        #[test]
        fn every_day_has_its_cell_and_no_label_lies_over_another(
            first in -800_000_i32..800_000,
            days in 0_i32..400_000,
            width in 1_usize..300,
        ) {
            let axis = TimeAxis::fitting((first, first + days), width);
            if days <= 36_524 * width as i32 {
                prop_assert!(axis.cell(first).is_some() && axis.cell(first + days).is_some());
            }
            for cell in [0, width / 2, width - 1] {
                let (from, to) = axis.days(cell);
                prop_assert_eq!((axis.cell(from), axis.cell(to)), (Some(cell), Some(cell)));
            }
            let ticks = axis.ticks();
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].cell + pair[0].label.len() < pair[1].cell);
            }
            prop_assert!(ticks.last().is_none_or(|tick| tick.cell + tick.label.len() <= width));
            prop_assert_eq!(axis.showing(first - 9).cell(first - 9), Some(0));
        }
    }
}
