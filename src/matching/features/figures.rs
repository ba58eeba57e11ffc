//! Figures with what they count: '40-nation', '100km', 'an estimated 2,000 people', '$1.5 million'.

pub(super) mod measures;
mod people;

use frostem::{Algorithm, Stemmer};

use crate::text::Span;

use super::function_words::is_function_word;
use super::lexed::Lexed;
use super::numbers::{Number, digits, number_at};

pub use people::{PEOPLE, is_plural};

use people::{after_fate, are_people};

/// Words after a number among which the thing that it counts is looked for.
const REACH: usize = 3;

/// By how much of the larger two figures may differ that were rounded in units of their own, or of
/// which one is not exact; and how many times as much a number may be that lies above a figure.
const ROUNDING: f64 = 0.05;
const NEAR: f64 = 0.15;
const FAR: f64 = 1.5;

/// Words before a figure that say that it is not exact.
const ROUGH: [&str; 14] = [
    "about",
    "almost",
    "approximately",
    "around",
    "circa",
    "environ",
    "estimated",
    "etwa",
    "least",
    "nearly",
    "roughly",
    "rund",
    "some",
    "unos",
];

/// Words before a number that make it a name or a place in a text.
const LABELS: [&str; 19] = [
    "article",
    "chapter",
    "chapters",
    "channel",
    "figure",
    "flight",
    "no",
    "nos",
    "number",
    "p",
    "page",
    "pages",
    "part",
    "pp",
    "resolution",
    "section",
    "table",
    "verse",
    "volume",
];

/// On which side of a figure that is not exact the number lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// On either.
    #[default]
    None,
    /// `more than`, `at least`
    Below,
    /// `less than`, `up to`
    Above,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Bytes of the passage, from the number to what it counts.
    pub span: Span,
    pub value: f64,
    /// A sign of measure or money (`km`, `%`, `$`), the stem of what is counted (`boat`), or empty.
    pub unit: String,
    /// Whether it says of itself that it is not exact.
    pub approximate: bool,
    pub bound: Bound,
}

impl Figure {
    /// Whether both measure or count the same kind of thing.
    pub fn is_comparable(&self, other: &Self) -> bool {
        self.unit == other.unit || self.measured().0 == other.measured().0
    }

    /// Whether two comparable figures can both be so: equal, near where one of them is not exact or
    /// both are rounded in units of their own, or within what one says that it lies above or below.
    pub fn agrees(&self, other: &Self) -> bool {
        let converted = self.is_converted(other);
        let (one, two) =
            if converted { (self.measured().1, other.measured().1) } else { (self.value, other.value) };
        let near = (one - two).abs() / one.max(two).max(f64::MIN_POSITIVE);
        let rounded = self.approximate || other.approximate || converted;
        if near < 1e-9 || (rounded && near <= ROUNDING) {
            return true;
        }
        let within = |bounded: &Self, least: f64, value: f64| match bounded.bound {
            Bound::Below => Some(value > least && value <= least * FAR),
            Bound::Above => Some(value < least && value * FAR >= least),
            Bound::None => None,
        };
        let told = match (self.approximate, other.approximate) {
            (true, false) => within(self, one, two),
            (false, true) => within(other, two, one),
            _ => None,
        };
        told.unwrap_or(near <= NEAR && (self.approximate || other.approximate))
    }

    /// Whether it measures, prices or shares out, and counts no things.
    pub fn is_measure(&self) -> bool {
        let unit = self.unit.as_str();
        measures::is_unit(unit) || matches!(unit, "share" | "pound")
    }

    /// Whether both measure one kind of thing, each in a unit of its own.
    fn is_converted(&self, other: &Self) -> bool {
        self.unit != other.unit && self.is_comparable(other)
    }

    /// The unit that measures of one kind have in common, and the value in it.
    fn measured(&self) -> (&str, f64) {
        let known = measures::common(&self.unit);
        known.map_or((self.unit.as_str(), self.value), |(common, worth)| (common, self.value * worth))
    }
}

/// Finds figures in one language.
pub struct FigureReader {
    language: String,
    stemmer: Option<Stemmer>,
}

impl FigureReader {
    /// `language` as a BCP 47 tag; without one English is taken.
    pub fn new(language: Option<&str>) -> Self {
        let tag = super::primary(language);
        let language = if tag.is_empty() { "en" } else { tag };
        let stemmer = Algorithm::from_name(language).ok().map(Stemmer::new);
        Self { language: language.to_owned(), stemmer }
    }

    /// The figures of a passage, in order, none of which overlaps one of `taken`: spans in order,
    /// such as those of dates.
    pub fn figures(&self, lexed: &Lexed<'_>, taken: &[Span]) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut taken = taken.iter().peekable();
        let mut at = 0;
        while let Some(word) = lexed.words().get(at) {
            while taken.next_if(|span| span.end <= word.span.start).is_some() {}
            if taken.peek().is_some_and(|span| span.overlaps(word.span)) {
                at += 1;
                continue;
            }
            let found = self.measured(lexed, at).or_else(|| self.counted(lexed, at));
            at = found.as_ref().map_or(at + 1, |(end, _)| *end);
            figures.extend(found.map(|(_, figure)| figure));
        }
        figures
    }

    /// `100km`: a number grown together with its measure.
    fn measured(&self, lexed: &Lexed<'_>, at: usize) -> Option<(usize, Figure)> {
        let raw = lexed.raw(at);
        if raw.starts_with("00") {
            return None;
        }
        let letters = raw.find(char::is_alphabetic)?;
        let value = digits(&raw[..letters], &self.language)?;
        let unit = measures::measure(&lexed.word(at)[letters.min(lexed.word(at).len())..])?;
        Some((at + 1, figure(lexed, at, at + 1, value, unit.to_owned())))
    }

    fn counted(&self, lexed: &Lexed<'_>, at: usize) -> Option<(usize, Figure)> {
        if is_label(lexed, at) {
            return None;
        }
        let (number, end) = match share(lexed, at) {
            Some((value, end)) => {
                return Some((end, figure(lexed, at, end, value, "share".to_owned())));
            }
            None => number_at(lexed, at, &self.language).map(|number| (number, number.end))?,
        };
        if !is_counting(lexed, at, number) {
            return None;
        }
        let mut figure = if let Some(currency) = currency(lexed, at) {
            figure(lexed, at, end, number.value, currency.to_owned())
        } else {
            let (unit, last) = self.unit(lexed, at, number).unwrap_or_default();
            figure(lexed, at, last.max(end), number.value, unit)
        };
        figure.approximate |= number.rough;
        if figure.unit == "%" && lexed.text()[figure.span.end..].starts_with('%') {
            figure.span = Span::new(figure.span.start, figure.span.end + 1);
        }
        Some((end, figure))
    }

    /// What is counted, and the position after it.
    fn unit(&self, lexed: &Lexed<'_>, first: usize, number: Number) -> Option<(String, usize)> {
        let end = number.end;
        if lexed.gap_before(end).starts_with('%') {
            return Some(("%".to_owned(), end));
        }
        if !lexed.adjoins_next(end - 1) {
            return None;
        }
        if lexed.word(end) == "per" && lexed.word(end + 1) == "cent" {
            return Some(("%".to_owned(), end + 2));
        }
        let sign = measures::measure(lexed.word(end)).or_else(|| measures::currency(lexed.word(end)));
        if let Some(sign) = sign {
            return Some((sign.to_owned(), end + 1));
        }
        let english = self.language == "en";
        if english && (lexed.word(end), lexed.word(end + 1)) == ("of", "us") {
            return Some((PEOPLE.to_owned(), end + 2));
        }
        let noun = noun(lexed, end, &self.language);
        // Of 'three missing paintings' the noun tells what they are.
        let counts_more = |at: usize| english && is_plural(lexed.word(at)) && lexed.word(at) != "others";
        if english
            && number.value > 1.0
            && !noun.is_some_and(counts_more)
            && let Some(end) = after_fate(lexed, first, number)
        {
            return Some((PEOPLE.to_owned(), end));
        }
        let at = noun?;
        let word = lexed.word(at);
        if english && are_people(word, number.value) {
            return Some((PEOPLE.to_owned(), at + 1));
        }
        let stem = self.stemmer.as_ref().map_or_else(|| word.to_owned(), |stem| stem.stem(word).into_owned());
        Some((stem, at + 1))
    }
}

impl std::fmt::Debug for FigureReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FigureReader").field("language", &self.language).finish_non_exhaustive()
    }
}

fn figure(lexed: &Lexed<'_>, first: usize, end: usize, value: f64, unit: String) -> Figure {
    let bound = bound(lexed, first);
    let approximate = bound != Bound::None || is_rough(lexed, first);
    Figure { span: lexed.span(first, end), value, unit, approximate, bound }
}

/// The noun that is counted: in English the first plural nearby, or what a hyphen ties to the
/// number; in German, which writes nouns with a capital, the first of these; elsewhere the next word.
fn noun(lexed: &Lexed<'_>, from: usize, language: &str) -> Option<usize> {
    let english = language == "en";
    let is_noun = |at: usize| {
        let word = lexed.word(at);
        word.len() > 2 && word.chars().all(|c| c.is_alphabetic() || c == '\'') && !is_function_word(word)
    };
    let of = usize::from(matches!(lexed.word(from), "of" | "de"));
    let owned =
        usize::from(of == 1 && matches!(lexed.word(from + 1), "his" | "her" | "its" | "their" | "the"));
    let from = from + of + owned;
    if !is_noun(from) {
        return None;
    }
    let mut run =
        (from..from + REACH).take_while(|&at| is_noun(at) && (at == from || lexed.adjoins_next(at - 1)));
    if language == "de" {
        return run.find(|&at| lexed.is_capitalised(at));
    }
    let hyphened = !lexed.gap_before(from).trim().is_empty();
    let plural = run.find(|&at| english && is_plural(lexed.word(at)));
    plural.or_else(|| (!lexed.is_capitalised(from) && (!english || hyphened)).then_some(from))
}

/// `two-thirds`, `a quarter of`, `half of`.
fn share(lexed: &Lexed<'_>, at: usize) -> Option<(f64, usize)> {
    let part = |word: &str| match word {
        "half" | "halves" => Some(2.0),
        "third" | "thirds" => Some(3.0),
        "quarter" | "quarters" | "fourths" => Some(4.0),
        "fifth" | "fifths" => Some(5.0),
        "tenth" | "tenths" => Some(10.0),
        _ => None,
    };
    if lexed.word(at) == "half" && lexed.word(at + 1) == "of" {
        return Some((0.5, at + 1));
    }
    let parts = part(lexed.word(at + 1)).filter(|_| lexed.adjoins_next(at))?;
    let of = lexed.word(at + 2) == "of";
    match lexed.word(at) {
        "a" | "one" if of => Some((1.0 / parts, at + 2)),
        "two" => Some((2.0 / parts, at + 2)),
        "three" => Some((3.0 / parts, at + 2)),
        _ => None,
    }
}

fn currency(lexed: &Lexed<'_>, at: usize) -> Option<&'static str> {
    let before = lexed.gap_before(at).chars().next_back()?;
    measures::currency(before.encode_utf8(&mut [0; 4]))
}

/// Whether the number stands as a name or a place: 'chapter 3', '1. Introduction', 'K7+1', '5:12'.
fn is_label(lexed: &Lexed<'_>, at: usize) -> bool {
    let numbers_list = at == 0 && lexed.gap_after(at).starts_with(['.', ')', ':']);
    let grown_in = lexed.gap_before(at).ends_with(['+', '/', ':', '#', '\u{a7}', '.', '-']) && at > 0;
    let cited = lexed.gap_after(at).starts_with(['+', ':', '/']);
    // What is left of a number that was cut at its mark.
    let rest = lexed.raw(at).starts_with("00") && at > 0;
    numbers_list
        || rest
        || (grown_in && !lexed.gap_before(at).contains(' '))
        || cited
        || LABELS.contains(&lexed.word_before(at, 1))
}

/// Whether a number counts something: not the pronoun 'one', not a digit that belongs to a name.
fn is_counting(lexed: &Lexed<'_>, at: usize, number: Number) -> bool {
    let is_pronoun = number.in_words && number.end == at + 1 && lexed.word(at) == "one";
    let in_name = !number.in_words
        && at > 0
        && lexed.is_capitalised(at - 1)
        && !lexed.begins_sentence(at - 1)
        && lexed.gap_before(at) == " "
        && !is_function_word(lexed.word(number.end))
        && !lexed.adjoins_next(number.end - 1);
    !is_pronoun && !in_name && !is_hour(lexed, number.end)
}

/// `ten o'clock`, `5 pm`, `elf Uhr`.
fn is_hour(lexed: &Lexed<'_>, end: usize) -> bool {
    matches!(lexed.word(end), "uhr" | "o'clock" | "am" | "pm" | "a.m" | "p.m")
}

/// `an estimated`, `as many as`, `some`.
fn is_rough(lexed: &Lexed<'_>, at: usize) -> bool {
    let before = lexed.word_before(at, 1);
    ROUGH.contains(&before) || (lexed.word_before(at, 2), before) == ("many", "as")
}

/// `more than`, `at least`, `up to`.
fn bound(lexed: &Lexed<'_>, at: usize) -> Bound {
    match (lexed.word_before(at, 2), lexed.word_before(at, 1)) {
        ("more", "than") | ("at", "least") | (_, "over") => Bound::Below,
        ("less" | "fewer", "than") | ("up", "to") | ("at", "most") | (_, "almost" | "nearly") => Bound::Above,
        _ => Bound::None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> String {
        let figures = FigureReader::new(Some("en")).figures(&Lexed::new(text), &[]);
        let one = |figure: &Figure| {
            let about = if figure.approximate { "~" } else { "" };
            format!("{}={about}{} {}", figure.span.of(text), figure.value, figure.unit)
        };
        figures.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn figures_with_what_they_count() {
        for (text, expected) in [
            ("the broad 40-nation fleet", "40-nation=40 nation"),
            ("40kms of", "40kms=40 km"),
            ("just 100 km from", "100 km=100 km"),
            ("an estimated 2,000 Harbour people in", "2,000 Harbour people=~2000 peopl"),
            ("ten members of", "ten members=10 member"),
            ("seventeen mill hands slept", "seventeen mill hands=17 peopl"),
            ("of seventeen persons lodged", "seventeen persons=17 peopl"),
            ("more than twenty of us in", "twenty of us=~20 peopl"),
            ("fourteen escaped by", "fourteen escaped=14 peopl"),
            ("and 60 were injured in", "60 were injured=60 peopl"),
            ("while 1,200 others had been arrested", "1,200 others had been arrested=1200 peopl"),
            ("left 63 wounded and", "63 wounded=63 peopl"),
            ("a Boeing 737 missing since", "737=737 "),
            ("in Ort 60 were injured", "60 were injured=60 peopl"),
            ("three missing paintings", "three missing paintings=3 paint"),
            ("20 wounded troops", "20 wounded troops=20 troop"),
            ("a man aged 43 died", "43=43 "),
            ("held in two hands", "two hands=2 hand"),
            ("more than 5,000 armed troops", "5,000 armed troops=~5000 troop"),
            ("$1.5 million was", "1.5 million=1500000 $"),
            ("20 percent of", "20 percent=20 %"),
            ("20 per cent of", "20 per cent=20 %"),
            ("20% of", "20%=20 %"),
            ("two-thirds of the boats", "two-thirds=0.6666666666666666 share"),
            ("dozens of his officers", "dozens of his officers=~12 offic"),
            ("an eight-year war", "eight-year=8 year"),
            ("at least 14 strikes", "14 strikes=~14 strike"),
            ("five million dollars", "five million dollars=5000000 $"),
            ("at ten o'clock", ""),
            ("the eleven gathered", "eleven=11 "),
            ("one of the boats", ""),
            ("1. The harbour", ""),
            ("see chapter 3 and K7+1", ""),
            ("the 1st boat", ""),
            ("two boats and three carts", "two boats=2 boat; three carts=3 cart"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_agree_within_what_they_say() {
        let read = |text: &str| FigureReader::new(Some("en")).figures(&Lexed::new(text), &[]).remove(0);
        for (one, other, comparable, agree) in [
            ("60 metres", "200ft", true, true),
            ("60 metres", "250 feet", true, false),
            ("10 miles", "16 km", true, true),
            ("10 lb", "4.5 kg", true, true),
            ("10 pounds", "5 kilos", false, false),
            ("100 km", "104 km", true, false),
            ("100 km", "100 boats", false, true),
            ("more than twenty boats", "seventeen boats", true, false),
            ("more than twenty boats", "26 boats", true, true),
            ("at least ten boats", "ten boats", true, true),
            ("nearly 2,000 boats", "1,900 boats", true, true),
            ("nearly 2,000 boats", "2,300 boats", true, false),
            ("some 2,000 boats", "1,900 boats", true, true),
            ("some 2,000 boats", "1,500 boats", true, false),
        ] {
            let (one, other) = (read(one), read(other));
            assert_eq!(
                (one.is_comparable(&other), one.agrees(&other)),
                (comparable, agree),
                "{one:?} {other:?}"
            );
            assert_eq!(
                (other.is_comparable(&one), other.agrees(&one)),
                (comparable, agree),
                "{other:?} {one:?}"
            );
        }
    }

    #[test]
    fn dates_are_no_figures() {
        let text = "in 2001 two boats";
        let figures = FigureReader::new(None).figures(&Lexed::new(text), &[Span::new(3, 7)]);
        assert_eq!(figures.len(), 1);
        assert_eq!(figures[0].unit, "boat");
    }

    proptest! {
        #[test]
        fn figures_lie_in_order(text in "((two|three|hundred|and|a|boats|of|%|km|\\$|[0-9]{1,20}|\\PC)[ ,.-]{0,2}){0,30}") {
            let figures = FigureReader::new(Some("en")).figures(&Lexed::new(&text), &[]);
            for pair in figures.windows(2) {
                prop_assert!(pair[0].span.start < pair[1].span.start);
            }
            for figure in figures {
                prop_assert!(figure.value.is_finite());
                prop_assert!(text.get(figure.span.start..figure.span.end).is_some());
            }
        }
    }
}
