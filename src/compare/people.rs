//! Persons whom accounts describe otherwise: 'the harbour's viceroy, Ann Ort' and 'Ann Ort, a
//! pilot'. Reads appositions that commas set off, in English; retellings are left out, for their
//! wording is not that of the account.

use std::collections::BTreeMap;

use crate::matching::features::Lexed;
use crate::text::Span;

use super::actors::is_possessive;
use super::facts::{Fact, Table, shared};
use super::offices::is_office;
use super::pairs::{MOST_VALUES, Pair};
use super::{Difference, DifferenceKind, Side, Slot};

/// Words of the longest description.
const LONGEST: usize = 11;

/// Descriptions of one person that are compared.
const MOST: usize = 12;

/// Descriptions that have more in common say the same.
const SAME: f32 = 0.35;

/// A description, and whom it is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Description<'a> {
    pub(super) fact: &'a Fact,
    /// Bytes of the sentence.
    pub(super) span: Span,
    /// The name that is described.
    pub(super) name: Span,
}

/// Descriptions of the same person that have little in common.
pub(super) fn differences(table: &Table) -> Vec<Difference> {
    let mut described: BTreeMap<u32, Vec<Description<'_>>> = BTreeMap::new();
    for fact in table.facts.iter().filter(|fact| !fact.retold) {
        for one in descriptions(fact) {
            // The last word of a name tells whose it is.
            let of = fact.last_term(one.name).map(|term| described.entry(term).or_default());
            of.filter(|known| known.len() < MOST).into_iter().for_each(|known| known.push(one));
        }
    }
    let mut found = Vec::new();
    for known in described.values() {
        for (at, one) in known.iter().enumerate() {
            found.extend(known[at + 1..].iter().filter_map(|other| otherwise(table, one, other)));
        }
    }
    found
}

/// What two sentences must have in common for the same description in both to be of one person, and
/// what the descriptions must have in common.
const ALIKE: f32 = 0.4;
const SAME_WORDS: f32 = 0.75;

/// Two names for whom both describe in the same words: 'the owner of the mill, Ann Ort' and 'the
/// owner of the mill, Bo Lund'.
pub(super) fn named_otherwise(pair: &Pair<'_>) -> Option<Difference> {
    if pair.likeness < ALIKE || pair.other_times || pair.a.retold || pair.b.retold {
        return None;
    }
    let of_one = |fact| descriptions(fact).into_iter().filter(is_of_one).collect::<Vec<_>>();
    let (of_a, of_b) = (of_one(pair.a), of_one(pair.b));
    let mut pairs = of_a.iter().flat_map(|one| of_b.iter().map(move |other| (one, other)));
    let (one, other) = pairs.find(|(one, other)| {
        let words = pair.table.overlap(&pair.a.terms_in(one.span), &pair.b.terms_in(other.span));
        words >= SAME_WORDS && !is_told(one, pair.b) && !is_told(other, pair.a)
    })?;
    let (a, b) = (pair.a.side(one.name), pair.b.side(other.name));
    let text = format!("{}: {} in one, {} in the other", one.span.of(&pair.a.text), a.value, b.value);
    let score = 0.35 + 0.4 * pair.likeness;
    Some(Difference { kind: pair.kind(), slot: Slot::Who, a, b, also: Vec::new(), text, score })
}

/// Whether a description is of nobody else: `the owner of the mill`, `Ort's owner`, `mayor of Ort`,
/// and not `a student`.
fn is_of_one(one: &Description<'_>) -> bool {
    let words = Lexed::new(one.span.of(&one.fact.text));
    let first = words.word(0);
    let office = || (1..words.len()).find(|&at| words.word(at) == "of").map(|of| words.word(of - 1));
    matches!(first, "the" | "her" | "his" | "its" | "their")
        || is_possessive(words.raw(0))
        || (!matches!(first, "a" | "an") && office().is_some_and(is_office))
}

/// Whether a sentence has a word of the name that is described.
fn is_told(one: &Description<'_>, other: &Fact) -> bool {
    shared(&one.fact.terms_in(one.name), &other.terms).next().is_some()
}

fn otherwise(table: &Table, one: &Description<'_>, other: &Description<'_>) -> Option<Difference> {
    if one.fact.passage.document == other.fact.passage.document {
        return None;
    }
    let (terms_a, terms_b) = (one.fact.terms_in(one.span), other.fact.terms_in(other.span));
    let worth = |terms: &[u32]| terms.iter().map(|term| table.worth[*term as usize]).sum::<f32>();
    let told = worth(&terms_a).min(worth(&terms_b));
    if told < 1.0 || table.overlap(&terms_a, &terms_b) > SAME {
        return None;
    }
    let name = one.name.of(&one.fact.text);
    Some(Difference {
        kind: DifferenceKind::OnlyOneTells,
        slot: Slot::Who,
        a: side(one),
        b: side(other),
        also: Vec::new(),
        text: format!("{name} described otherwise"),
        score: 0.45 + 0.03 * told.min(4.0),
    })
}

fn side(one: &Description<'_>) -> Side {
    let value = one.span.of(&one.fact.text).to_owned();
    Side { passage: one.fact.passage, span: one.span.shifted(one.fact.base), value }
}

/// The first descriptions in a sentence: set off by commas before or after a name of several words.
pub(super) fn descriptions(fact: &Fact) -> Vec<Description<'_>> {
    let long = |name: &Span| name.of(&fact.text).contains(' ');
    let names: Vec<Span> = fact.features.names.iter().map(|name| name.span).filter(long).collect();
    if names.is_empty() || !fact.text.contains(',') {
        return Vec::new();
    }
    let lexed = Lexed::new(&fact.text);
    let described = |name: Span| {
        let (first, end) = (lexed.position(name.start), lexed.position(name.end));
        let span = after(&lexed, end).or_else(|| before(&lexed, first, end));
        span.map(|span| Description { fact, span, name })
    };
    names.into_iter().filter_map(described).take(MOST_VALUES).collect()
}

/// `Ann Ort, a veteran pilot, ...`.
fn after(lexed: &Lexed<'_>, end: usize) -> Option<Span> {
    let office = (end..end + 3).any(|at| is_office(lexed.word(at)));
    let begins = matches!(lexed.word(end), "the" | "a" | "an" | "then") || office;
    if lexed.gap_before(end) != ", " || !begins {
        return None;
    }
    let limit = lexed.len().min(end + LONGEST);
    let stop = (end + 1..=limit).find(|&at| at == lexed.len() || is_set_off(lexed.gap_before(at)))?;
    Some(lexed.span(end, stop))
}

/// `the council's viceroy, Ann Ort, ...`.
fn before(lexed: &Lexed<'_>, first: usize, end: usize) -> Option<Span> {
    let closed = end == lexed.len() || lexed.gap_before(end).starts_with(',');
    if lexed.gap_before(first) != ", " || !closed {
        return None;
    }
    let begins = |at: usize| matches!(lexed.word(at), "the" | "a" | "an") || is_possessive(lexed.raw(at));
    let from = first.saturating_sub(LONGEST);
    let run = (from..first).rev().take_while(|&at| at + 1 == first || !is_set_off(lexed.gap_after(at)));
    let start = run.filter(|&at| begins(at)).last()?;
    Some(lexed.span(start, first))
}

fn is_set_off(gap: &str) -> bool {
    gap.contains([',', '.', ';', ':', '(', ')', '\u{2014}', '\u{2013}', '\u{201c}', '"'])
}
