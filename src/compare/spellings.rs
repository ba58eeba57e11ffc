//! Names that accounts spell otherwise. One difference for each two spellings, at the first place
//! of each.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::text::word::{folded, words};
use crate::text::{DocumentIndex, Span};

use super::facts::{Fact, NamePlace, Table, shared};
use super::group::MOST_PLACES;
use super::{Difference, DifferenceKind, Side, Slot};

/// Spellings of one name that are compared, the most used ones.
const MOST_SPELLINGS: usize = 6;

/// Documents with one spelling of which sentences are compared; what two of these must share besides
/// the name: so many terms, of which one is enough where but an accent differs, and their worth.
const MOST_COMPARED: usize = 8;
const SAME_BEARER_TERMS: usize = 2;
const SAME_BEARER: f32 = 0.5;

/// Worth of a name spelled otherwise, before what its length and use add.
const WORTH: f32 = 0.55;

/// One way in which a name is written.
#[derive(Debug)]
struct Written<'a> {
    first: &'a NamePlace,
    /// Its first place in every document that writes it so.
    documents: BTreeMap<DocumentIndex, &'a NamePlace>,
    words: Vec<String>,
}

/// The names with spellings that no document has both of.
pub(super) fn differences(table: &Table) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for (_, places) in &table.names {
        let ways = ways(table, places);
        for (at, one) in ways.iter().enumerate() {
            for other in &ways[at + 1..] {
                let Some((left, right)) = differing(&one.words, &other.words) else { continue };
                let told_of = (left.min(right).to_owned(), left.max(right).to_owned());
                let apart = one.documents.keys().all(|document| !other.documents.contains_key(document));
                let terms = if letters(left) == letters(right) { 1 } else { SAME_BEARER_TERMS };
                let apart = apart && !are_inflections(table, one, other) && !are_of_two(table, one, other);
                if apart && are_of_one(table, one, other, terms) && told.insert(told_of) {
                    found.push(difference(table, one, other));
                }
            }
        }
    }
    found
}

/// Abbreviations that accounts write out otherwise: one difference for each.
pub(super) fn definitions(table: &Table) -> Vec<Difference> {
    let mut by_short: BTreeMap<&str, BTreeMap<String, NamePlace>> = BTreeMap::new();
    for (at, fact) in table.facts.iter().enumerate() {
        for one in &fact.features.definitions {
            let long =
                words(one.long.of(&fact.text)).map(|(_, word)| plain(word)).collect::<Vec<_>>().join(" ");
            let place = NamePlace { fact: at, span: Span::new(one.long.start, one.short.end + 1) };
            by_short.entry(one.short.of(&fact.text)).or_default().entry(long).or_insert(place);
        }
    }
    by_short.into_iter().filter_map(|(short, longs)| defined_otherwise(table, short, longs)).collect()
}

fn defined_otherwise(table: &Table, short: &str, longs: BTreeMap<String, NamePlace>) -> Option<Difference> {
    let mut places: Vec<_> = longs.into_values().collect();
    places.sort_by_key(|place| place.fact);
    let mut sides = places.iter().map(|place| side(table, place));
    let a = sides.next()?;
    // Where one account writes it in two ways, the other account's way is the second side.
    let (others, same): (Vec<Side>, Vec<Side>) =
        sides.partition(|side| side.passage.document != a.passage.document);
    let mut others = others.into_iter();
    let b = others.next()?;
    let also: Vec<Side> = same.into_iter().chain(others).take(MOST_SPELLINGS).collect();
    let text = match also.len() {
        0 => format!("{} in one, {} in the other", a.value, b.value),
        more => format!("{short} is written out in {} ways", more + 2),
    };
    Some(Difference {
        kind: DifferenceKind::SpelledOtherwise,
        slot: Slot::Name,
        a,
        b,
        also,
        text,
        score: WORTH,
    })
}

/// The ways in which a name is written, the most used first.
fn ways<'a>(table: &'a Table, places: &'a [NamePlace]) -> Vec<Written<'a>> {
    let mut ways: BTreeMap<Vec<String>, Written<'a>> = BTreeMap::new();
    for place in places {
        let fact = &table.facts[place.fact];
        let words: Vec<String> = words(place.span.of(&fact.text)).map(|(_, word)| plain(word)).collect();
        let documents = BTreeMap::new();
        let way = ways.entry(words.clone()).or_insert(Written { first: place, documents, words });
        way.documents.entry(fact.passage.document).or_insert(place);
    }
    let mut ways: Vec<_> = ways.into_values().collect();
    ways.sort_by_key(|way| std::cmp::Reverse(way.documents.len()));
    ways.truncate(MOST_SPELLINGS);
    ways
}

/// Whether two ways differ in marks alone where both are of a language that marks the plural so:
/// 'Garten' and 'G\u{e4}rten'.
fn are_inflections(table: &Table, one: &Written<'_>, other: &Written<'_>) -> bool {
    let german = |way: &Written<'_>| {
        way.documents.values().all(|place| table.facts[place.fact].language.as_deref() == Some("de"))
    };
    let bare = |way: &Written<'_>| way.words.iter().map(|word| letters(word)).collect::<Vec<_>>();
    german(one) && german(other) && bare(one) == bare(other)
}

/// Whether one way is the last word of names and the other is not, and no name has the same word
/// beside either: 'Jon Payton' and 'Peyton Holm'.
fn are_of_two(table: &Table, one: &Written<'_>, other: &Written<'_>) -> bool {
    let (one, other) = (Beside::of(table, one), Beside::of(table, other));
    let known = !one.before.is_empty() && !other.after.is_empty()
        || !one.after.is_empty() && !other.before.is_empty();
    known
        && one.after.is_empty() != other.after.is_empty()
        && one.words().all(|word| !other.words().any(|beside| beside == word))
}

/// The words that stand beside a word in names.
#[derive(Debug, Default)]
struct Beside {
    before: BTreeSet<String>,
    after: BTreeSet<String>,
}

impl Beside {
    fn of(table: &Table, way: &Written<'_>) -> Self {
        let mut beside = Self::default();
        for place in way.documents.values() {
            let fact = &table.facts[place.fact];
            let whole =
                fact.features.names.iter().map(|name| name.span).find(|name| name.overlaps(place.span));
            let Some(whole) = whole else { continue };
            for (span, word) in words(whole.of(&fact.text)) {
                let span = span.shifted(whole.start);
                if span.end <= place.span.start {
                    beside.before.insert(plain(word));
                } else if span.start >= place.span.end {
                    beside.after.insert(plain(word));
                }
            }
        }
        beside
    }

    fn words(&self) -> impl Iterator<Item = &String> {
        self.before.iter().chain(&self.after)
    }
}

/// Whether sentences with either spelling have so much else in common that they may speak of one
/// bearer of the name: at least `terms` terms.
fn are_of_one(table: &Table, one: &Written<'_>, other: &Written<'_>, terms: usize) -> bool {
    let facts = |way: &Written<'_>| -> Vec<(&Fact, Vec<u32>)> {
        let places = way.documents.values().take(MOST_COMPARED);
        places.map(|place| (&table.facts[place.fact], table.facts[place.fact].terms_in(place.span))).collect()
    };
    let others = facts(other);
    facts(one).iter().any(|(a, name)| {
        others.iter().any(|(b, _)| {
            let besides: Vec<u32> = shared(&a.terms, &b.terms).filter(|term| !name.contains(term)).collect();
            let worth: f32 = besides.iter().map(|term| table.worth[*term as usize]).sum();
            besides.len() >= terms && worth >= SAME_BEARER
        })
    })
}

/// A word without what punctuation and case add.
fn plain(word: &str) -> String {
    folded(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A word without its accents.
fn letters(word: &str) -> String {
    word.nfd().filter(|c| c.is_alphanumeric()).collect()
}

/// The word that two ways spell otherwise: of names of several words, at the same end of both. The
/// last name of one person may be the first of another.
fn differing<'a>(one: &'a [String], other: &'a [String]) -> Option<(&'a str, &'a str)> {
    let alone = |one: &'a [String], other: &[String]| -> Vec<(usize, &'a str)> {
        let words = one.iter().enumerate().filter(|(_, word)| !other.contains(word));
        words.map(|(at, word)| (at, word.as_str())).collect()
    };
    let same_end = |left: usize, right: usize| left == right || one.len() - left == other.len() - right;
    let (left, right) = (alone(one, other), alone(other, one));
    let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (*left, *right)));
    let mut apart = pairs.filter(|((at, _), (of, _))| same_end(*at, *of));
    apart
        .find(|((_, left), (_, right))| are_spellings(left, right))
        .map(|((_, left), (_, right))| (left, right))
}

/// Whether two words differ as spellings do, and not as a word and its inflection.
fn are_spellings(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let distance = strsim::osa_distance(left, right);
    let near = distance <= 2 && 3 * distance <= long.chars().count().max(3);
    let inflected = long.starts_with(short) && long.len() > short.len();
    near && !inflected && short.chars().count() >= 3
}

fn difference(table: &Table, one: &Written<'_>, other: &Written<'_>) -> Difference {
    let place = |way: &Written<'_>| table.facts[way.first.fact].passage;
    let (one, other) = if place(one) <= place(other) { (one, other) } else { (other, one) };
    let retold = [one, other].iter().any(|way| table.facts[way.first.fact].retold);
    let (a, b) = (side(table, one.first), side(table, other.first));
    let elsewhere = one.documents.values().chain(other.documents.values()).map(|place| side(table, place));
    let mut also: Vec<Side> = elsewhere.filter(|side| *side != a && *side != b).collect();
    also.sort_by_key(|side| side.passage);
    also.truncate(MOST_PLACES);
    let length = one.words.iter().map(String::len).sum::<usize>().min(12) as f32 / 60.0;
    Difference {
        text: format!("{} in one, {} in the other", a.value, b.value),
        kind: DifferenceKind::SpelledOtherwise,
        slot: Slot::Name,
        score: WORTH + length - if retold { 0.1 } else { 0.0 },
        a,
        b,
        also,
    }
}

fn side(table: &Table, place: &NamePlace) -> Side {
    let fact = &table.facts[place.fact];
    let raw = place.span.of(&fact.text);
    let value = without_possessive(raw);
    let span = Span::new(place.span.start, place.span.start + value.len()).shifted(fact.base);
    Side { passage: fact.passage, span, value: value.to_owned() }
}

/// A name as it is without what English adds to it.
pub(super) fn without_possessive(name: &str) -> &str {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("\u{2019}s")).unwrap_or(name)
}
