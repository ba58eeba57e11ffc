//! What a passage tells besides its words: dates, figures, quoted words, names, and how sure it is.
//!
//! Text in, values out: each value carries the bytes of the passage that it stands in. What is
//! found depends on the language; where a rule is of one language only, its module says so.

pub mod dates;
pub mod figures;
pub mod function_words;
pub mod hours;
pub mod lexed;
pub mod names;
pub mod numbers;
pub mod quoted;
pub mod stance;
pub mod verbs;

pub use dates::{DateMention, DateReader, Precision, Resolved};
pub use figures::{Bound, Figure, FigureReader};
pub use hours::HourMention;
pub use lexed::Lexed;
pub use names::spellings::{Spelling, SpellingFinder, SpellingGroup, joined_spellings};
pub use names::{Definition, Known, NameMention};
pub use quoted::{Quote, QuoteReader};
pub use stance::{Cue, Polarity, Stance, StanceReader};

use crate::text::{DateRange, Span};

/// A passage as the features are read from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    pub text: &'a str,
    /// Passages with the same number belong to one paragraph. Ascending.
    pub paragraph: usize,
}

/// What one passage tells. All spans are bytes of the passage, each list is in the order of the
/// text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    pub dates: Vec<DateMention>,
    pub figures: Vec<Figure>,
    /// Times of day.
    pub hours: Vec<HourMention>,
    pub quotes: Vec<Quote>,
    pub names: Vec<NameMention>,
    pub definitions: Vec<Definition>,
    pub cues: Vec<Cue>,
    /// When the thing happened that the passage tells: the first date in it that says so, or the
    /// last one told before it in this paragraph or the one before.
    pub about: Option<DateRange>,
}

/// The features of a document's passages, which come in order: a date may rest on one before.
/// `written` is when the document was written, `language` its BCP 47 tag. Linear in the length of
/// the text.
pub fn text_features(
    passages: &[Told<'_>],
    written: Option<DateRange>,
    language: Option<&str>,
) -> Vec<Features> {
    let mut known = Known::default();
    for passage in passages {
        known.learn(&Lexed::new(passage.text));
    }
    let mut reader = Reader {
        dates: DateReader::new(written, language),
        quotes: QuoteReader::default(),
        figures: FigureReader::new(language),
        stances: StanceReader::new(language),
        language: primary(language).to_owned(),
        known,
    };
    passages.iter().map(|passage| reader.passage(*passage)).collect()
}

struct Reader {
    dates: DateReader,
    quotes: QuoteReader,
    figures: FigureReader,
    stances: StanceReader,
    /// The first part of its tag.
    language: String,
    known: Known,
}

impl Reader {
    fn passage(&mut self, passage: Told<'_>) -> Features {
        let lexed = Lexed::new(passage.text);
        let before = self.dates.told_near(passage.paragraph);
        let dates = self.dates.passage(&lexed, passage.paragraph);
        let taken: Vec<Span> = dates.iter().map(|date| date.span).collect();
        let own = dates
            .iter()
            .find(|date| !date.attributive && date.resolved != Resolved::YearUnknown)
            .map(|date| date.range);
        Features {
            figures: self.figures.figures(&lexed, &taken),
            hours: hours::hours(&lexed, &self.language),
            quotes: self.quotes.passage(&lexed, passage.paragraph),
            names: names::names(&lexed, &self.known),
            definitions: names::definitions(&lexed),
            cues: self.stances.cues(&lexed),
            about: own.or(before),
            dates,
        }
    }
}

/// The first part of a BCP 47 tag; empty without one.
fn primary(language: Option<&str>) -> &str {
    language.and_then(|language| language.split(['-', '_']).next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_passage_is_about_the_date_told_before_it() {
        let texts = ["In May 2001 the dam broke.", "Nobody knew.", "It was mended.", "Years went by."];
        let told: Vec<_> =
            texts.iter().zip([0, 0, 1, 2]).map(|(text, paragraph)| Told { text, paragraph }).collect();
        let features = text_features(&told, None, Some("en"));
        let about: Vec<_> = features.iter().map(|one| one.about.map(|range| range.to_string())).collect();
        let may = || Some("2001-05".to_owned());
        assert_eq!(about, [may(), may(), may(), None]);
    }

    #[test]
    fn what_is_far_too_long_is_read_in_part() {
        for text in ["7".repeat(100_000), "a b ".repeat(3_000_000), "\u{201c}A".repeat(100_000)] {
            assert_eq!(text_features(&[Told { text: &text, paragraph: 0 }], None, None).len(), 1);
        }
    }

    proptest! {
        #[test]
        fn any_text_has_features(
            texts in proptest::collection::vec("\\PC{0,60}", 0..4),
            language in proptest::option::of("[a-z]{2}(-[A-Z]{2})?"),
        ) {
            let told: Vec<_> = texts.iter().map(|text| Told { text, paragraph: 0 }).collect();
            let written = "2014-09-15/2014-09-21".parse().ok();
            prop_assert_eq!(text_features(&told, written, language.as_deref()).len(), texts.len());
        }
    }
}
