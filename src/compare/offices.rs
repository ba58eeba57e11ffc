//! One office, and whom the accounts name as holding it: 'commander of the Harbour Guard, Ann Ort'
//! and 'the Harbour Guard, then commanded by Bo Lund'. English only.

use crate::matching::features::Lexed;
use crate::text::Span;

use super::facts::{Fact, Table, shared};
use super::pairs::times_differ;
use super::people::descriptions;
use super::spellings::without_possessive;
use super::{Difference, DifferenceKind, Side, Slot};

/// Words for offices, each line one office.
const OFFICES: [&[&str]; 8] = [
    &["commander", "commanded"],
    &["head", "headed", "leader", "led", "chief"],
    &["spokesperson", "spokesman", "spokeswoman"],
    &["ambassador"],
    &["governor", "governed"],
    &["director", "directed"],
    &["chairman", "chairwoman", "chair", "chaired"],
    &["mayor"],
];

/// Whether a word is one for an office.
pub(super) fn is_office(word: &str) -> bool {
    OFFICES.iter().any(|words| words.contains(&word))
}

/// Words between an office and what it is the office of.
const REACH: usize = 6;

/// Offices that are compared.
const MOST: usize = 2_000;

/// Words of two institutions that must be the same, in terms of their worth.
const SAME_INSTITUTION: f32 = 0.5;

/// Who holds an office.
#[derive(Clone, Copy, Debug)]
struct Held<'a> {
    fact: &'a Fact,
    /// Which of [`OFFICES`].
    office: usize,
    institution: Span,
    holder: Span,
}

/// The same office held by people of different names.
pub(super) fn differences(table: &Table) -> Vec<Difference> {
    let held: Vec<Held<'_>> = table.facts.iter().flat_map(held).take(MOST).collect();
    let mut found = Vec::new();
    for (at, one) in held.iter().enumerate() {
        found.extend(held[at + 1..].iter().filter_map(|other| otherwise(table, one, other)));
    }
    found
}

fn otherwise(table: &Table, one: &Held<'_>, other: &Held<'_>) -> Option<Difference> {
    let (a, b) = (one.fact, other.fact);
    if a.passage.document == b.passage.document || one.office != other.office {
        return None;
    }
    let institution = table.shared_worth(&a.terms_in(one.institution), &b.terms_in(other.institution));
    let same_person = shared(&a.terms_in(one.holder), &b.terms_in(other.holder)).next().is_some();
    if institution < SAME_INSTITUTION || same_person {
        return None;
    }
    let kind = if times_differ(a, b) { DifferenceKind::ChangedSince } else { DifferenceKind::Contradicts };
    let name = |of: &Held<'_>| without_possessive(of.holder.of(&of.fact.text)).to_owned();
    let text = format!("{}: {} in one, {} in the other", one.institution.of(&a.text), name(one), name(other));
    Some(Difference {
        kind,
        slot: Slot::Who,
        a: side(one),
        b: side(other),
        also: Vec::new(),
        text,
        score: 0.4 + 0.1 * institution.min(2.0),
    })
}

/// The offices that a sentence gives to people by name.
fn held(fact: &Fact) -> Vec<Held<'_>> {
    let lexed = Lexed::new(&fact.text);
    let office = |at: usize| OFFICES.iter().position(|words| words.contains(&lexed.word(at)));
    let mut found = Vec::new();
    for one in descriptions(fact) {
        let (first, end) = (lexed.position(one.span.start), lexed.position(one.span.end));
        for at in first..end {
            let institution = || name_within(fact, lexed.span(at, (at + 1 + REACH).min(end)));
            if let Some((office, institution)) = office(at).zip(institution()) {
                found.push(Held { fact, office, institution, holder: one.name });
            }
        }
    }
    found.extend((0..lexed.len()).filter_map(|at| by_name(fact, &lexed, at, office(at)?)));
    found
}

/// `the Harbour Guard, then commanded by Captain Bo Lund` or `then under commander Bo Lund`.
fn by_name<'a>(fact: &'a Fact, lexed: &Lexed<'_>, at: usize, office: usize) -> Option<Held<'a>> {
    let under = (1..=2).any(|back| lexed.word_before(at, back) == "under");
    if !under && lexed.word(at + 1) != "by" {
        return None;
    }
    let after = lexed.span(at + 1, (at + 2 + REACH).min(lexed.len()));
    let before = lexed.span(at.saturating_sub(REACH), at);
    let institution = names(fact).filter(|name| before.start <= name.end && name.end <= before.end).last()?;
    let holder = name_within(fact, after)?;
    Some(Held { fact, office, institution, holder })
}

/// The first name that begins within some bytes.
fn name_within(fact: &Fact, span: Span) -> Option<Span> {
    names(fact).find(|name| span.contains(name.start))
}

/// Names of several words.
fn names(fact: &Fact) -> impl Iterator<Item = Span> {
    let names = fact.features.names.iter().map(|name| name.span);
    names.filter(|name| name.of(&fact.text).contains(' '))
}

fn side(one: &Held<'_>) -> Side {
    let value = one.holder.of(&one.fact.text).to_owned();
    Side { passage: one.fact.passage, span: one.holder.shifted(one.fact.base), value }
}
