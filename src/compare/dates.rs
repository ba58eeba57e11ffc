//! Dates that differ, or that only one account tells.

use crate::matching::features::{DateMention, Precision, Resolved};
use crate::text::word::{folded, words};
use crate::text::{DateRange, Span};

use super::facts::{Fact, Table};
use super::pairs::{CONTEXT, MOST_VALUES, Pair, TOLD_BOTH};
use super::{Difference, DifferenceKind, Slot};

/// Dates whose surroundings have less in common are dates of different things, and so are those of
/// sentences that do: the same people do many things.
const SAME_EVENT: f32 = 0.45;
const SAME_SENTENCE: f32 = 0.3;

/// Days that follow each other so closely are days of the same thing, whatever stands around them,
/// where each is the only one of its sentence: nothing is told wrong more often.
const CLOSE_DAYS: i32 = 3;

/// The same of sentences that are each other's best match: they may tell two things of one story.
const DAYS_OF_COUNTERPARTS: i32 = 31;

/// Words with which a sentence begins that tells of its own account.
const OF_THE_ACCOUNT: [&str; 4] = ["modified", "posted", "published", "updated"];

/// Dates of the same thing that cannot both be so, and dates that only one account tells.
pub(super) fn differences(pair: &Pair<'_>) -> Vec<Difference> {
    if (pair.likeness < SAME_SENTENCE && !pair.counterparts) || is_dateline(pair.a) || is_dateline(pair.b) {
        return Vec::new();
    }
    let (of_a, of_b) = (open(pair.a, pair.b), open(pair.b, pair.a));
    let mut found: Vec<_> =
        of_a.iter().flat_map(|one| of_b.iter().filter_map(|other| other_date(pair, *one, *other))).collect();
    let untold = |fact: &Fact| fact.features.dates.is_empty();
    let likely = pair.likeness >= SAME_SENTENCE;
    if likely && untold(pair.b) {
        found.extend(of_a.iter().filter_map(|date| missing_date(pair, *date, true)));
    }
    if likely && untold(pair.a) {
        found.extend(of_b.iter().filter_map(|date| missing_date(pair, *date, false)));
    }
    found
}

/// The dates of a sentence that the other one does not tell, as exactly or more so.
fn open(teller: &Fact, other: &Fact) -> Vec<DateMention> {
    let told = |one: &DateMention| {
        other.features.dates.iter().any(|date| {
            let (own, others) = in_one_year(*one, *date);
            own == others || (date.precision <= one.precision && !are_apart(own, others))
        })
    };
    let mut dates = dated(teller);
    dates.retain(|one| !told(one));
    dates
}

/// The dates of a sentence that say when something was, with a number in them.
fn dated(fact: &Fact) -> Vec<DateMention> {
    let numbered = |date: &&DateMention| {
        date.precision == Precision::Day || date.span.of(&fact.text).contains(|c: char| c.is_ascii_digit())
    };
    let dates = fact.features.dates.iter().filter(|date| !date.attributive).filter(numbered);
    dates.filter(|date| date.precision < Precision::Longer).take(MOST_VALUES).copied().collect()
}

fn other_date(pair: &Pair<'_>, one: DateMention, other: DateMention) -> Option<Difference> {
    let (first, second) = in_one_year(one, other);
    let alike = pair.likeness_around(one.span, other.span);
    let told = pair.table.shared_worth(&pair.a.terms, &pair.b.terms);
    let is_same = alike >= SAME_EVENT || are_close_days(pair, one, other, CLOSE_DAYS);
    let of_accounts = [pair.a, pair.b].iter().all(|fact| tells_of_today(fact));
    let is_reckoned = [one, other].iter().any(|date| date.resolved == Resolved::FromDocument);
    let is_counterpart =
        pair.counterparts && !is_reckoned && are_close_days(pair, one, other, DAYS_OF_COUNTERPARTS);
    let is_told = (is_same && told >= TOLD_BOTH) || is_counterpart;
    if !are_apart(first, second) || !is_told || of_accounts {
        return None;
    }
    let score = 0.25 + 0.4 * alike + 0.3 * pair.likeness;
    let (a, b) = (pair.a.side(one.span), pair.b.side(other.span));
    // No account says the year that is taken from when it was written.
    let said = [one, other].iter().all(|date| date.resolved.tells_year());
    let text = if said {
        format!("{first} in one, {second} in the other")
    } else {
        format!("{} in one, {} in the other", a.value, b.value)
    };
    Some(Difference {
        kind: kind(pair, first, second),
        slot: Slot::Date,
        a,
        b,
        also: Vec::new(),
        text,
        score,
    })
}

/// Whether each of two sentences tells one day alone, and at most so many lie between these.
fn are_close_days(pair: &Pair<'_>, one: DateMention, other: DateMention, most: i32) -> bool {
    let tells_it_alone = |fact: &Fact| fact.features.dates.len() == 1;
    let days = [one, other].iter().all(|date| date.precision == Precision::Day);
    let (first, second) = in_one_year(one, other);
    let between = (first.days().0 - second.days().0).abs();
    days && tells_it_alone(pair.a) && tells_it_alone(pair.b) && between <= most
}

/// Whether a sentence tells of the day of its writing: its dates are those of its account, as in `today
/// (4 November)`.
fn tells_of_today(fact: &Fact) -> bool {
    ["today", "Today"].iter().any(|word| has_words(&fact.text, word))
}

/// Whether a sentence tells no more than when its account was written: `Last updated at 17.50`.
fn is_dateline(fact: &Fact) -> bool {
    let dates = &fact.features.dates;
    let is_dated = |span: Span| dates.iter().any(|date| date.span.overlaps(span));
    let leads = |word: &String| matches!(word.as_str(), "first" | "last") || word.ends_with("day");
    let first = words(&fact.text)
        .filter(|(span, word)| !is_dated(*span) && word.starts_with(char::is_alphabetic))
        .map(|(_, word)| folded(word))
        .find(|word| !leads(word));
    first.is_some_and(|word| OF_THE_ACCOUNT.contains(&word.as_str()))
}

/// A day or month that the other sentence leaves out although it tells what happened then. What
/// stands beside that sentence may tell it, too, or another one.
fn missing_date(pair: &Pair<'_>, date: DateMention, in_a: bool) -> Option<Difference> {
    let (teller, silent) = if in_a { (pair.a, pair.b) } else { (pair.b, pair.a) };
    let context = teller.terms_in(teller.around(date.span, CONTEXT));
    let both = pair.table.shared_worth(&context, &silent.terms);
    // What was not yet when an account was written cannot be missed in it.
    let ahead = silent.written.is_some_and(|written| written.is_before(date.range));
    // The same words are the same date, whether or not the other document says of which year.
    let same_words = has_words(&silent.text, date.span.of(&teller.text));
    if date.precision > Precision::Month || both < TOLD_BOTH || pair.other_times || ahead || same_words {
        return None;
    }
    let (kind, other, text, score) = match beside(pair.table, silent, date) {
        Beside::Same => return None,
        Beside::Other(fact, other) => {
            let (first, second) = in_one_year(date, other);
            let text = format!("{first} in one, {second} in the other");
            (
                kind(pair, first, second),
                fact.side(other.span),
                text,
                0.25 + 0.1 * both.min(3.0) + 0.3 * pair.likeness,
            )
        }
        Beside::Nothing => {
            let text = format!("{} in one, no date in the other", date.range);
            (
                DifferenceKind::OnlyOneTells,
                silent.untold(),
                text,
                0.1 + 0.08 * both.min(3.0) + 0.4 * pair.likeness,
            )
        }
    };
    let score = score - if silent.retold { 0.1 } else { 0.0 };
    let (a, b) = Pair::sides(teller.side(date.span), other, in_a);
    Some(Difference { kind, slot: Slot::Date, a, b, also: Vec::new(), text, score })
}

/// What the sentences before and after one say of when it was.
enum Beside<'a> {
    /// A date that may be the same.
    Same,
    /// The sentence goes on with another date: 'It was the fourth of June'.
    Other(&'a Fact, DateMention),
    Nothing,
}

fn beside<'a>(table: &'a Table, silent: &Fact, date: DateMention) -> Beside<'a> {
    let mut other = Beside::Nothing;
    for fact in table.beside(silent) {
        for found in dated(fact) {
            let (told, found_range) = in_one_year(date, found);
            if !are_apart(told, found_range) {
                return Beside::Same;
            }
            if goes_on(&fact.text) && fact.passage > silent.passage {
                other = Beside::Other(fact, found);
            }
        }
    }
    other
}

/// Whether a sentence says of the one before when it was: `It was`, `That happened`.
fn goes_on(text: &str) -> bool {
    let mut first = words(text).map(|(_, word)| folded(word));
    let (subject, verb) = (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    matches!(subject.as_str(), "it" | "that" | "this")
        && matches!(verb.as_str(), "was" | "is" | "happened" | "took" | "occurred" | "came" | "began")
}

/// The days of two dates, in the same year where the year of one is only reckoned: from when its
/// document was written, or from a date before it of another time.
fn in_one_year(one: DateMention, other: DateMention) -> (DateRange, DateRange) {
    let moved = |date: DateMention, year: i16| match date.resolved {
        Resolved::Explicit | Resolved::FromDocument => date.range,
        _ => date.range.in_year(year).unwrap_or(date.range),
    };
    if !one.resolved.tells_year() && other.resolved.tells_year() {
        return (moved(one, other.range.start.year), other.range);
    }
    (one.range, moved(other, one.range.start.year))
}

/// What lies behind both accounts has not changed since: one of them is wrong.
fn kind(pair: &Pair<'_>, one: DateRange, other: DateRange) -> DifferenceKind {
    let behind =
        |fact: &Fact| fact.written.is_some_and(|written| one.is_before(written) && other.is_before(written));
    if behind(pair.a) && behind(pair.b) { DifferenceKind::Contradicts } else { pair.kind() }
}

fn are_apart(one: DateRange, other: DateRange) -> bool {
    one.is_before(other) || other.is_before(one)
}

/// Whether a sentence has these words as they stand.
fn has_words(text: &str, words: &str) -> bool {
    let part_of_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, _)| {
        !part_of_word(text[..at].chars().next_back())
            && !part_of_word(text[at + words.len()..].chars().next())
    })
}
