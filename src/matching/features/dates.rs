//! Dates in running text, each as a stretch of days.
//!
//! What is not written out is told from when the document was written ('last week') or from the
//! date told before it ('two months later'), so the passages of a document are read in order.
//! Phrases of the latter two kinds are known in English; dates that are written out also in German,
//! French, Spanish, Italian, Portuguese and Dutch, and in digits everywhere.

mod calendar;
mod explicit;
mod names;
mod ordinal;
mod relative;

use calendar::Days;
use explicit::Written;
use relative::{Base, Move, Phrase};

use crate::text::{DateRange, Span, months};

use super::lexed::Lexed;

/// A day without its year that lies this many days after the writing is still ahead.
const AHEAD: i32 = 31;

/// A document whose date leaves more days open is no news: it tells of any time.
const NEWS: i32 = 125;

/// How long the stretch is that a date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Day,
    Week,
    Month,
    /// Up to four months.
    Season,
    Year,
    Longer,
}

/// What had to be known to tell the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// It is written out.
    Explicit,
    /// It is told from when the document was written: 'last week'.
    FromDocument,
    /// Day and month are written out, and the year is that of the writing or the one before.
    YearFromDocument,
    /// The same in a document that tells of any time: the year is not known.
    YearUnknown,
    /// It is told from the date before it.
    FromPrevious,
}

impl Resolved {
    /// Whether the date rests on when the document was written.
    fn is_from_document(self) -> bool {
        self == Self::FromDocument || !self.tells_year()
    }

    /// Whether the text says of which year it is.
    pub fn tells_year(self) -> bool {
        !matches!(self, Self::YearFromDocument | Self::YearUnknown)
    }
}

/// A date that a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Bytes of the passage.
    pub span: Span,
    pub range: DateRange,
    pub precision: Precision,
    pub resolved: Resolved,
    /// Whether it only tells which thing is meant ('the 1979 flood'), not when something happened.
    pub attributive: bool,
}

/// Reads the dates of one document, passage after passage.
#[derive(Clone, Debug)]
pub struct DateReader {
    written: Option<Days>,
    /// Two letters.
    language: String,
    /// The date told last, and in which paragraph.
    previous: Option<(Days, usize)>,
    /// The same of dates that do not rest on when the document was written.
    story: Option<(Days, usize)>,
    /// The year told last, and in which paragraph.
    year: Option<(i16, usize)>,
}

impl DateReader {
    /// `language` as a BCP 47 tag; without one English is taken.
    pub fn new(written: Option<DateRange>, language: Option<&str>) -> Self {
        let tag = super::primary(language);
        let language = if tag.is_empty() { "en" } else { tag };
        Self {
            written: written.and_then(Days::of),
            language: language.to_owned(),
            previous: None,
            story: None,
            year: None,
        }
    }

    /// The dates of the next passage, in order; `paragraph` tells which passages belong together.
    pub fn passage(&mut self, lexed: &Lexed<'_>, paragraph: usize) -> Vec<DateMention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < lexed.len() {
            let found = self.at(lexed, at, paragraph);
            at = found.map_or(at + 1, |(end, _)| end);
            mentions.extend(found.and_then(|(_, mention)| mention));
        }
        mentions
    }

    /// The date told last in this paragraph or the one before, of those that do not rest on when
    /// the document was written: a story goes on, 'today' does not.
    pub fn told_near(&self, paragraph: usize) -> Option<DateRange> {
        self.story.filter(|(_, told)| is_near(paragraph, *told)).map(|(days, _)| days.range())
    }

    /// What begins at a word: the position after it, and the date where it can be told.
    fn at(&mut self, lexed: &Lexed<'_>, at: usize, paragraph: usize) -> Option<(usize, Option<DateMention>)> {
        if self.language == "en"
            && let Some(phrase) = relative::at(lexed, at)
        {
            let mention = self.relative(phrase).map(|(days, resolved)| {
                self.tell(days, resolved, paragraph, phrase.base == Base::Previous);
                mention(lexed.span(at, phrase.end), days, resolved, false)
            });
            return Some((phrase.end, mention));
        }
        let language = if months::is_known(&self.language) { self.language.as_str() } else { "en" };
        let found = explicit::at(lexed, at, language)?;
        let told = self.explicit(found.written, paragraph).map(|(days, resolved)| {
            if !found.attributive && resolved != Resolved::YearUnknown {
                self.tell(days, resolved, paragraph, !resolved.is_from_document());
            }
            mention(lexed.span(found.first, found.end), days, resolved, found.attributive)
        });
        Some((found.end, told))
    }

    fn tell(&mut self, days: Days, resolved: Resolved, paragraph: usize, sets_year: bool) {
        self.previous = Some((days, paragraph));
        if !resolved.is_from_document() {
            self.story = self.previous;
        }
        let one_year = days.first.year() == days.last.year();
        if one_year && (sets_year || resolved == Resolved::Explicit) {
            self.year = Some((days.last.year(), paragraph));
        }
    }

    fn relative(&self, phrase: Phrase) -> Option<(Days, Resolved)> {
        let (base, resolved) = match phrase.base {
            Base::Document => (self.written?, Resolved::FromDocument),
            Base::Previous => (self.previous?.0, Resolved::FromPrevious),
        };
        let days = match phrase.by {
            Move::Shift(least, most, unit) => base.shifted(least, most, unit),
            Move::UpTo(units, unit) => base.up_to(units, unit),
            Move::SoFar(unit) => Days::new(base.widened(unit).first, base.last),
            Move::Before(weekday) => base.weekday_before(weekday),
        };
        Some((days?, resolved))
    }

    fn explicit(&self, written: Written, paragraph: usize) -> Option<(Days, Resolved)> {
        let year = self.year.filter(|(_, told)| *told == paragraph || !self.is_news()).map(|(year, _)| year);
        match written {
            Written::Whole(days) => Some((days, Resolved::Explicit)),
            Written::Short(year) => {
                let written = self.written?.last.year();
                let year = written - (written - year).rem_euclid(100);
                Some((Days::years(year, year)?, Resolved::Explicit))
            }
            Written::Season(season) => Some((Days::season(year?, season)?, Resolved::FromPrevious)),
            Written::Day(day) => Some((self.of_told_month(day, paragraph)?, Resolved::FromPrevious)),
            Written::Yearless { month, days } => {
                let of = |year| in_year(year, month, days);
                match year {
                    Some(year) => Some((of(year)?, Resolved::FromPrevious)),
                    None if self.is_news() => Some((self.nearest(of)?, Resolved::YearFromDocument)),
                    None => Some((self.nearest(of)?, Resolved::YearUnknown)),
                }
            }
        }
    }

    /// Whether days without a year are near the document's own date, and what tells a year only holds
    /// for its paragraph. Of others a year is that of the story, until the next is told.
    fn is_news(&self) -> bool {
        self.written.is_some_and(|written| written.length() <= NEWS)
    }

    /// A day of the month that the date told last lies in.
    fn of_told_month(&self, day: u8, paragraph: usize) -> Option<Days> {
        let (told, _) = self.previous.filter(|(_, told)| is_near(paragraph, *told))?;
        let month = (told.first.year(), told.first.month());
        let is_one_month = month == (told.last.year(), told.last.month());
        let (year, month) = if is_one_month { month } else { return None };
        Days::day(year, u8::try_from(month).ok()?, day)
    }

    /// The last of these days, one set for each year, that does not lie ahead of the writing.
    fn nearest(&self, of: impl Fn(i16) -> Option<Days>) -> Option<Days> {
        let written = self.written?;
        let ahead = written.shifted(AHEAD, AHEAD, calendar::Unit::Day)?.last;
        let year = written.last.year();
        let candidates = [year.checked_add(1)?, year, year.checked_sub(1)?];
        candidates.into_iter().filter_map(of).find(|days| days.first <= ahead)
    }
}

/// Whether what was told in a paragraph still holds in another one.
fn is_near(paragraph: usize, told: usize) -> bool {
    paragraph.saturating_sub(told) <= 1
}

fn in_year(year: i16, month: u8, days: Option<(u8, u8)>) -> Option<Days> {
    match days {
        None => Days::month(year, month),
        Some((from, to)) => Days::new(Days::day(year, month, from)?.first, Days::day(year, month, to)?.last),
    }
}

fn mention(span: Span, days: Days, resolved: Resolved, attributive: bool) -> DateMention {
    let precision = match days.length() {
        ..=1 => Precision::Day,
        2..=8 => Precision::Week,
        9..=31 => Precision::Month,
        32..=125 => Precision::Season,
        126..=366 => Precision::Year,
        _ => Precision::Longer,
    };
    DateMention { span, range: days.range(), precision, resolved, attributive }
}

#[cfg(test)]
mod tests;
