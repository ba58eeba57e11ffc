//! Persons whom accounts describe otherwise: 'the harbour's viceroy, Ann Ort' and 'Ann Ort, a
//! pilot'. Reads appositions that commas set off, in English; retellings are left out, for their
//! wording is not that of the account.

use std::collections::BTreeMap;

use crate::matching::features::Lexed;
use crate::text::Span;

use super::facts::{Fact, Table};
use super::offices::is_office;
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

/// The descriptions in a sentence: set off by commas before or after a name of several words.
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
    names.into_iter().filter_map(described).collect()
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
    let begins = |at: usize| {
        let raw = lexed.raw(at);
        matches!(lexed.word(at), "the" | "a" | "an") || raw.ends_with("\u{2019}s") || raw.ends_with("'s")
    };
    let from = first.saturating_sub(LONGEST);
    let run = (from..first).rev().take_while(|&at| at + 1 == first || !is_set_off(lexed.gap_after(at)));
    let start = run.filter(|&at| begins(at)).last()?;
    Some(lexed.span(start, first))
}

fn is_set_off(gap: &str) -> bool {
    gap.contains([',', '.', ';', ':', '(', ')', '\u{2014}', '\u{2013}', '\u{201c}', '"'])
}
