//! Figures that differ, or that only one account tells.

use std::collections::{HashMap, HashSet};

use crate::matching::features::Figure;
use crate::matching::features::figures::PEOPLE;
use crate::text::word::{folded, words};
use crate::text::{DocumentIndex, Passage, Span};

use super::facts::{Fact, Table, shared};
use super::pairs::{CONTEXT, MOST_VALUES, Pair, TOLD_BOTH};
use super::people::descriptions;
use super::victims::fate;
use super::{Difference, DifferenceKind, Side, Slot};

/// Values whose surroundings have less in common are values of different things.
const SAME_THING: f32 = 0.3;

/// As many killed in two sentences that have so much in common are killed in one event.
const SAME_EVENT: f32 = 0.15;

/// Worth of a word that alone tells of what two figures are.
const TELLING: f32 = 0.5;

/// The stem of the unit of money that has no sign where it is written out.
const POUND: &str = "pound";

/// Figures below this are seldom missed.
const SMALL: f64 = 5.0;
const LARGE: f64 = 100.0;

/// Units of figures, English and German, that say how long something took; accounts leave these out as
/// they like.
const TIMES: [&str; 12] =
    ["year", "month", "week", "day", "hour", "minut", "jahr", "monat", "woch", "tag", "stund", "sekund"];

/// Bytes between a figure and the same one in another unit: '(about $'.
const LONGEST_TWIN: usize = 16;

/// What follows an age.
const OLD: &str = "old";

/// Words for no figure at all.
const NOTHING: [&str; 3] = ["none", "nothing", "nought"];

/// Words that belong to a figure that is not exact.
const NOT_EXACT: [&str; 19] = [
    "a",
    "about",
    "almost",
    "an",
    "approximately",
    "around",
    "as",
    "at",
    "estimated",
    "least",
    "less",
    "many",
    "more",
    "nearly",
    "over",
    "roughly",
    "some",
    "than",
    "up",
];

/// Figures that another document tells as well, in whatever sentence, and how many of each unit a
/// document tells.
#[derive(Debug, Default)]
pub(super) struct Agreed {
    told: HashSet<(Passage, Span, DocumentIndex)>,
    of_unit: HashMap<(DocumentIndex, String), usize>,
}

impl Agreed {
    pub(super) fn of(table: &Table, pairs: &[Pair<'_>]) -> Self {
        let mut told = HashSet::new();
        let mut of_unit = HashMap::new();
        for fact in &table.facts {
            for figure in few(fact) {
                *of_unit.entry((fact.passage.document, figure.unit.clone())).or_default() += 1;
            }
        }
        for pair in pairs {
            for one in few(pair.a) {
                for other in few(pair.b).filter(|other| one.is_comparable(other) && one.agrees(other)) {
                    let (a, b) = (pair.a.passage, pair.b.passage);
                    told.insert((a, one.span, b.document));
                    told.insert((b, other.span, a.document));
                }
            }
        }
        Self { told, of_unit }
    }

    fn has(&self, teller: &Fact, figure: &Figure, other: &Fact) -> bool {
        self.told.contains(&(teller.passage, figure.span, other.passage.document))
    }
}

/// The figures of a sentence that the other document does not tell, in whatever unit, nor the other
/// sentence without saying of what: 'thirty boats, some sixty'.
fn open<'a>(teller: &'a Fact, other: &Fact, agreed: &Agreed) -> Vec<&'a Figure> {
    let bare = |one: &Figure| few(other).any(|bare| bare.unit.is_empty() && one.agrees(bare));
    let told = |one: &Figure| agreed.has(teller, one, other) || bare(one);
    let in_another_unit = |one: &Figure| few(teller).any(|twin| are_twins(teller, one, twin) && told(twin));
    few(teller).filter(|one| !told(one) && !in_another_unit(one)).collect()
}

/// Whether a sentence tells one figure in two units: '60 metres (200 feet)'.
fn are_twins(fact: &Fact, one: &Figure, other: &Figure) -> bool {
    let (first, second) = if one.span.start < other.span.start { (one, other) } else { (other, one) };
    let between = fact.text.get(first.span.end..second.span.start).unwrap_or_default().trim();
    between.len() <= LONGEST_TWIN
        && between.starts_with(['(', '[', '/'])
        && !between.contains([')', ']', ','])
}

/// The figures of a sentence that are compared.
fn few(fact: &Fact) -> impl Iterator<Item = &Figure> {
    fact.features.figures.iter().take(MOST_VALUES)
}

/// Figures of the same thing that differ, and figures that only one account tells.
pub(super) fn differences(pair: &Pair<'_>, agreed: &Agreed) -> Vec<Difference> {
    let of_a = open(pair.a, pair.b, agreed);
    let of_b = open(pair.b, pair.a, agreed);
    let mut found: Vec<_> = of_a
        .iter()
        .flat_map(|one| of_b.iter().filter_map(|other| unequal(pair, one, other, agreed)))
        .collect();
    found.extend(of_a.iter().filter_map(|one| missing(pair, one, true)));
    found.extend(of_b.iter().filter_map(|one| missing(pair, one, false)));
    found
}

fn unequal(pair: &Pair<'_>, one: &Figure, other: &Figure, agreed: &Agreed) -> Option<Difference> {
    if one.unit.is_empty() || !one.is_comparable(other) || one.agrees(other) || pair.other_times {
        return None;
    }
    let alike = pair.likeness_around(one.span, other.span);
    let time = TIMES.contains(&one.unit.as_str()) && !same_occasion(pair, one.span, other.span);
    // As many killed and as many hurt or left alive are told of one event, and are not the same.
    let (fate_a, fate_b) = (fate(pair.a, one.span), fate(pair.b, other.span));
    let other_fate = fate_a.is_some() && fate_b.is_some() && fate_a != fate_b;
    let same_thing = || {
        let same_fate = fate_a.is_some() && fate_a == fate_b && pair.likeness >= SAME_EVENT;
        alike >= SAME_THING
            || same_fate
            || same_place(pair, one, other)
            || are_sole(pair, one, other, agreed)
            || (fate_a.is_some() == fate_b.is_some() && are_only(pair, one, other))
    };
    if time || other_fate || !same_thing() {
        return None;
    }
    let (a, b) = (figure_side(pair.a, one), figure_side(pair.b, other));
    let text = format!("{} in one, {} in the other", a.value, b.value);
    let score = 0.3 + 0.4 * alike + 0.3 * pair.likeness;
    Some(Difference { kind: pair.kind(), slot: Slot::Figure, a, b, also: Vec::new(), text, score })
}

/// A figure that the other sentence leaves out although it tells what the figure counts.
fn missing(pair: &Pair<'_>, figure: &Figure, in_a: bool) -> Option<Difference> {
    let (teller, silent) = if in_a { (pair.a, pair.b) } else { (pair.b, pair.a) };
    // 'Sailors, an estimated 2,000': so large a number counts something, wherever that stands.
    let counts = !figure.unit.is_empty() || (figure.approximate && figure.value >= LARGE);
    let told = figure.value >= SMALL && counts && !pair.other_times;
    // A figure that the teller has not, too, may be the same one, counted in another unit.
    let told_both = |other: &Figure| few(teller).any(|one| one.is_comparable(other) && one.agrees(other));
    let own = few(silent).any(|other| other.is_comparable(figure) || !told_both(other));
    if !told || own || TIMES.contains(&figure.unit.as_str()) {
        return None;
    }
    let context = teller.terms_in(teller.around(figure.span, CONTEXT));
    let both = pair.table.shared_worth(&context, &silent.terms);
    let is_name = |term: u32| teller.names.binary_search(&term).is_ok();
    let named = shared(&context, &silent.terms).any(is_name);
    // That the same things are there is not enough, nor who they are: the same must be told of them.
    let mut but_for = teller.terms_in(figure.span);
    but_for.extend(descriptions(teller).iter().flat_map(|one| teller.terms_in(one.span)));
    let told_of = shared(&context, &silent.terms).any(|term| !is_name(term) && !but_for.contains(&term));
    if both < TOLD_BOTH || !named || !told_of {
        return None;
    }
    let told = figure_side(teller, figure);
    let large = (figure.value.log10() / 20.0).clamp(0.0, 0.2) as f32;
    let score =
        0.2 + 0.1 * both.min(3.0) + 0.3 * pair.likeness + large - if silent.retold { 0.1 } else { 0.0 };
    let (kind, other) = match nothing(silent, &teller.terms_in(figure.span)) {
        Some(nothing) => (pair.kind(), silent.side(nothing)),
        None => (DifferenceKind::OnlyOneTells, silent.untold()),
    };
    let no_figure = if other.value.is_empty() { "no figure" } else { other.value.as_str() };
    let text = format!("{} in one, {no_figure} in the other", told.value);
    let (a, b) = Pair::sides(told, other, in_a);
    Some(Difference { kind, slot: Slot::Figure, a, b, also: Vec::new(), text, score })
}

/// Where a sentence says that there was none of it: `none`, or `no family` where families are counted.
fn nothing(fact: &Fact, counted: &[u32]) -> Option<Span> {
    let mut all = words(&fact.text).peekable();
    while let Some((span, word)) = all.next() {
        let word = folded(word);
        if NOTHING.contains(&word.as_str()) {
            return Some(span);
        }
        let next = all.peek().filter(|_| word == "no");
        let noun = next.filter(|(noun, _)| shared(counted, &fact.terms_in(*noun)).next().is_some());
        if let Some((noun, _)) = noun {
            return Some(Span::new(span.start, noun.end));
        }
    }
    None
}

/// Whether both documents count but once what both figures are of, and few others speak of it: each
/// tells of its passengers.
fn are_sole(pair: &Pair<'_>, one: &Figure, other: &Figure, agreed: &Agreed) -> bool {
    let is_sole = |fact: &Fact, figure: &Figure| {
        agreed.of_unit.get(&(fact.passage.document, figure.unit.clone())) == Some(&1)
    };
    let same = pair.a.last_term(one.span).filter(|noun| Some(*noun) == pair.b.last_term(other.span));
    let telling = same.is_some_and(|noun| pair.table.worth[noun as usize] >= TELLING);
    telling && !one.is_measure() && is_sole(pair.a, one) && is_sole(pair.b, other)
}

/// Whether each of two sentences that tell the same counts but once what both figures are of.
fn are_only(pair: &Pair<'_>, one: &Figure, other: &Figure) -> bool {
    let is_only =
        |fact: &Fact, figure: &Figure| few(fact).filter(|other| other.unit == figure.unit).count() == 1;
    pair.counterparts && is_only(pair.a, one) && is_only(pair.b, other)
}

/// Whether two numbers of people are told of the same place, or two sums of money of the same
/// person: few words of the clauses are alike, but one of them says of what both are.
fn same_place(pair: &Pair<'_>, one: &Figure, other: &Figure) -> bool {
    let telling = |terms: (Vec<u32>, Vec<u32>)| -> Vec<u32> {
        let worth = |term: &u32| pair.table.worth[*term as usize];
        shared(&terms.0, &terms.1).filter(|term| worth(term) >= TELLING).collect()
    };
    let is_name =
        |term: &u32| pair.a.names.binary_search(term).is_ok() && pair.b.names.binary_search(term).is_ok();
    match one.unit.as_str() {
        PEOPLE => {
            telling((clause(pair.a, one.span), clause(pair.b, other.span))).iter().any(|term| !is_name(term))
        }
        POUND => telling((context(pair.a, one.span), context(pair.b, other.span))).iter().any(is_name),
        _ => false,
    }
}

/// The terms of the clause that a value stands in, without its own: some words before it, and more
/// after it.
fn clause(fact: &Fact, value: Span) -> Vec<u32> {
    let around = fact.around(value, CONTEXT);
    let ends = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')');
    let before = &fact.text[around.start..value.start];
    let start = before.rfind(ends).map_or(around.start, |at| around.start + at);
    let after = &fact.text[value.end..around.end];
    let end = after.find(ends).map_or(around.end, |at| value.end + at);
    let own = fact.terms_in(value);
    let mut terms = fact.terms_in(Span::new(start, end));
    terms.retain(|term| own.binary_search(term).is_err());
    terms
}

/// Whether more than one word says that two stretches of time are of the same thing: everybody
/// waits two days somewhere. Of sentences that tell the same one is enough.
fn same_occasion(pair: &Pair<'_>, one: Span, other: Span) -> bool {
    let is_age = with_age(pair.a, one) != one || with_age(pair.b, other) != other;
    let enough = if pair.counterparts && !is_age { 1 } else { 2 };
    shared(&context(pair.a, one), &context(pair.b, other)).take(enough).count() == enough
}

/// The terms around a value, without its own; that somebody is so many years old is all its own.
fn context(fact: &Fact, value: Span) -> Vec<u32> {
    let own = fact.terms_in(with_age(fact, value));
    let mut terms = fact.terms_in(fact.around(value, CONTEXT));
    terms.retain(|term| own.binary_search(term).is_err());
    terms
}

/// A figure with the word after it that makes it an age.
pub(super) fn with_age(fact: &Fact, value: Span) -> Span {
    let after = &fact.text[value.end..];
    let old = after.trim_start_matches([' ', '-', '\u{2010}']);
    let is_age = old.starts_with(OLD) && !old[OLD.len()..].starts_with(char::is_alphabetic);
    let age = if is_age { after.len() - old.len() + OLD.len() } else { 0 };
    Span::new(value.start, value.end + age)
}

/// A figure with the words before it that say how exact it is.
fn figure_side(fact: &Fact, figure: &Figure) -> Side {
    let mut start = figure.span.start;
    if figure.approximate {
        let before = fact.around(Span::new(start, start), 2);
        let words = Span::new(before.start, start).of(&fact.text);
        let kept = words.split_inclusive(' ').rev().take_while(|word| NOT_EXACT.contains(&word.trim()));
        start -= kept.map(str::len).sum::<usize>();
    }
    if fact.text[..start].ends_with(['$', '\u{20ac}', '\u{a3}']) {
        start = fact.text[..start].char_indices().next_back().map_or(start, |(at, _)| at);
    }
    fact.side(Span::new(start, figure.span.end))
}
