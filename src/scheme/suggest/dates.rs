//! The dates that sentences give, as far as they tell episodes apart.

use crate::matching::features::{DateMention, DateReader, Lexed, Precision, Resolved};
use crate::text::{Date, DateRange, Document, Span};

/// When something was, by a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum When {
    In(DateRange),
    /// The year is not told: these days of one year or another.
    InSomeYear(DateRange),
}

impl When {
    fn of(mention: &DateMention) -> Option<Self> {
        match mention.resolved {
            _ if mention.precision == Precision::Longer => None,
            Resolved::Explicit => Some(Self::In(mention.range)),
            // The year may be that of the writing, by way of the date before.
            Resolved::FromPrevious | Resolved::YearFromDocument | Resolved::YearUnknown => {
                Some(Self::InSomeYear(mention.range))
            }
            // When a document was written says little of when that was which it tells.
            Resolved::FromDocument => None,
        }
    }

    /// Whether that may be in this stretch of time.
    pub fn meets(self, known: DateRange) -> bool {
        match self {
            Self::In(when) => when.meets(known),
            Self::InSomeYear(when) => when.meeting(known).next().is_some(),
        }
    }
}

/// Reads the sentences of a document in their order.
pub(super) struct Dates(DateReader);

impl Dates {
    pub fn new(document: &Document) -> Self {
        let metadata = &document.metadata;
        Self(DateReader::new(metadata.date, metadata.language.as_deref()))
    }

    /// When things were by the next sentence, at `span` of the text of the block `paragraph`; spans
    /// are of the block's text.
    pub fn next(&mut self, block: &str, span: Span, paragraph: usize) -> Vec<(Span, When)> {
        let mentions = self.0.passage(&Lexed::new(span.of(block)), paragraph);
        let dated = |mention: &DateMention| {
            let written = in_digits(mention.span.of(span.of(block)));
            Some((mention.span.shifted(span.start), written.or_else(|| When::of(mention))?))
        };
        mentions.iter().filter_map(dated).collect()
    }
}

/// Of a stretch of years, `1953-54`, the first; or the month that is written so, `2001-11`.
fn in_digits(text: &str) -> Option<When> {
    let (year, rest) = text.split_once(['-', '\u{2013}', '/'])?;
    if !matches!(rest.len(), 2 | 4) {
        return None;
    }
    let is_month = text.as_bytes().get(4) == Some(&b'-') && rest.len() == 2;
    let month = is_month.then(|| text.parse::<Date>().ok()).flatten();
    let year = (year.len() == 4).then(|| year.parse::<Date>().ok()).flatten();
    month.or(year).map(|date| When::In(date.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> DateRange {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_told_with_a_year_or_without() {
        let mut document = Document::builder("x.txt");
        document.metadata().date = Some(range("1925"));
        let mut dates = Dates::new(&document.build());
        let mut found = |text: &str| {
            let found = dates.next(text, Span::new(0, text.len()), 0);
            let one = |(span, when): &(Span, When)| match when {
                When::In(range) => format!("{range}@{}", span.start),
                When::InSomeYear(_) => format!("?@{}", span.of(text)),
            };
            found.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        for (text, wanted) in [
            ("The owners signed on 11 July.", "?@11 July"),
            ("In 1919 they struck.", "1919@3"),
            ("On 2 June police came.", "?@2 June"),
            ("an estimated 2,000 of 12000; paragraph 0123", ""),
            ("Last week nobody came.", ""),
            ("in 1953\u{2013}54, and 1980-88", "1953@3 1980@18"),
            ("from 2001-11 on, till 2001-11-12", "2001-11@5 2001-11-12@22"),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }

    #[test]
    fn days_of_some_year_meet_what_lasted_over_them() {
        for (days, known, wanted) in [
            ("1925-07-11", "1919-05/1919-07", true),
            ("1925-07-11", "1925-02/1925-04", false),
            ("1925-01-11", "1924-12/1925-02", true),
            ("1925-07-11", "1925", true),
            ("1924-02-29", "1925", false),
        ] {
            assert_eq!(When::InSomeYear(range(days)).meets(range(known)), wanted, "{days} {known}");
        }
        assert!(!When::In(range("1925-07-11")).meets(range("1919-05/1919-07")));
    }
}
