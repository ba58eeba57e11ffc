//! What one person said of a matter at different times: 'ready to help' in June and 'serious
//! doubts' in September. At least one account gives the words; of words alone nothing tells that
//! they contradict, so this is always *changed since*.

use std::collections::BTreeMap;

use crate::matching::features::{Quote, Stance};
use crate::text::Span;

use super::facts::{Fact, Table, shared};
use super::pairs::times_differ;
use super::people::descriptions;
use super::spellings::without_possessive;
use super::{Difference, DifferenceKind, Side, Slot};

/// Words of a quotation that says something.
const LEAST_WORDS: usize = 3;

/// Statements of one person that are compared.
const MOST: usize = 12;

/// Worth of the words that two statements must share besides the person's name.
const SAME_MATTER: f32 = 1.2;

/// Statements whose quoted words have more in common say the same.
const SAME_WORDS: f32 = 0.5;

/// A person's words, or that the person said something.
#[derive(Clone, Copy, Debug)]
struct Statement<'a> {
    fact: &'a Fact,
    /// The quoted words, or the name of who says something without being quoted.
    span: Span,
    quoted: bool,
    name: Span,
}

/// Statements of the same person on the same matter, made at different times.
pub(super) fn differences(table: &Table) -> Vec<Difference> {
    let mut by_person: BTreeMap<u32, Vec<Statement<'_>>> = BTreeMap::new();
    for fact in &table.facts {
        for statement in statements(fact) {
            let known = fact.last_term(statement.name).map(|person| by_person.entry(person).or_default());
            known.filter(|known| known.len() < MOST).into_iter().for_each(|known| known.push(statement));
        }
    }
    by_person.iter().filter_map(|(&person, known)| of_one(table, person, known)).collect()
}

/// What one person said: the two statements that have most in common, with the others.
fn of_one(table: &Table, person: u32, known: &[Statement<'_>]) -> Option<Difference> {
    let pairs = known.iter().enumerate().flat_map(|(at, one)| {
        known[at + 1..].iter().filter_map(move |other| otherwise(table, person, one, other))
    });
    let mut found: Vec<Difference> = pairs.collect();
    super::rank::sort(&mut found);
    let mut found = found.into_iter();
    let mut best = found.next()?;
    found.for_each(|other| best.take_in(other));
    Some(best)
}

fn otherwise(table: &Table, person: u32, one: &Statement<'_>, other: &Statement<'_>) -> Option<Difference> {
    let apart = one.fact.passage.document != other.fact.passage.document;
    if !apart || !(one.quoted || other.quoted) || !times_differ(one.fact, other.fact) {
        return None;
    }
    let both: Vec<u32> = shared(&one.fact.terms, &other.fact.terms).filter(|term| *term != person).collect();
    let worth: f32 = both.iter().map(|term| table.worth[*term as usize]).sum();
    let plain = both.iter().any(|term| one.fact.names.binary_search(term).is_err());
    let same_words = one.quoted
        && other.quoted
        && table.overlap(&one.fact.terms_in(one.span), &other.fact.terms_in(other.span)) > SAME_WORDS;
    if worth < SAME_MATTER || !plain || same_words {
        return None;
    }
    let name = without_possessive(one.name.of(&one.fact.text));
    Some(Difference {
        kind: DifferenceKind::ChangedSince,
        slot: Slot::Said,
        a: side(one),
        b: side(other),
        also: Vec::new(),
        text: format!("{name} at different times"),
        score: 0.3 + 0.06 * worth.min(3.0) + if one.quoted && other.quoted { 0.08 } else { 0.0 },
    })
}

/// Who says what in a sentence: those who are quoted, else one who is told to have said something.
fn statements(fact: &Fact) -> Vec<Statement<'_>> {
    let quotes = fact.features.quotes.iter().filter(|quote| quote.words >= LEAST_WORDS);
    let quoted: Vec<_> = quotes
        .filter_map(|quote| {
            Some(Statement { fact, span: quote.span, quoted: true, name: speaker(fact, quote)? })
        })
        .collect();
    if quoted.is_empty() { told(fact).into_iter().collect() } else { quoted }
}

/// The person whose words they are: whom the text names as the speaker, else the full name nearest
/// before them, or the one that it describes.
fn speaker(fact: &Fact, quote: &Quote) -> Option<Span> {
    if let Some(speaker) = quote.speaker {
        return names(fact).find(|name| name.overlaps(speaker));
    }
    let nearest = names(fact).filter(|name| name.end <= quote.span.start).last()?;
    let head = descriptions(fact).into_iter().find(|one| one.span.overlaps(nearest));
    Some(head.map_or(nearest, |one| one.name))
}

/// One who is told to have said, offered or denied something, without being quoted.
fn told(fact: &Fact) -> Option<Statement<'_>> {
    let says = |stance| matches!(stance, Stance::Said | Stance::Claimed | Stance::Proposed | Stance::Denied);
    let cue = fact.features.cues.iter().find(|cue| says(cue.stance))?;
    let name = names(fact).filter(|name| name.end <= cue.span.start).last()?;
    Some(Statement { fact, span: name, quoted: false, name })
}

/// Names of several words: single ones are as often places.
fn names(fact: &Fact) -> impl Iterator<Item = Span> {
    let names = fact.features.names.iter().filter(|name| !name.acronym).map(|name| name.span);
    names.filter(|name| name.of(&fact.text).contains(' '))
}

fn side(one: &Statement<'_>) -> Side {
    let value = one.span.of(&one.fact.text).to_owned();
    Side { passage: one.fact.passage, span: one.span.shifted(one.fact.base), value }
}
