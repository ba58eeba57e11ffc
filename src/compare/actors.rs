//! Who did it: one account says that the watchman rang the bell, another that it was his daughter.
//!
//! Reads what English marks plainly: the agent of a passive ('was rung by the watchman, Peder
//! Holt'), the one whom a sentence singles out ('it was Marit who pulled the rope'), and a name right
//! before a verb of the past ('Marit rang'). Only where a name is told: 'fire destroyed the mill' is
//! not told otherwise by 'lightning destroyed the mill'. Retellings are left out, for their wording is
//! not that of the account.

use crate::matching::features::function_words::is_function_word;
use crate::matching::features::{Lexed, verbs};
use crate::text::Span;

use super::facts::{Fact, shared};
use super::pairs::{MOST_VALUES, Pair};
use super::{Difference, DifferenceKind, Slot};

/// Words between a form of 'be' and the participle, at most.
const BETWEEN: usize = 3;

/// Words after which it is no more told who did it.
const PARTING: [&str; 16] = [
    "about", "after", "and", "at", "before", "during", "for", "from", "in", "near", "on", "that", "to",
    "when", "who", "with",
];

/// Words before a name by which it is no subject, or not the only one.
const GOVERNING: [&str; 14] =
    ["about", "and", "at", "by", "during", "for", "from", "in", "near", "of", "on", "or", "to", "with"];

/// Words that the object of a verb begins with, or is.
const OBJECTS: [&str; 11] = ["a", "an", "her", "him", "his", "its", "that", "the", "their", "them", "this"];

/// Words from 'by' or 'it was' to the end of the name, at most.
const LONGEST: usize = 8;

/// Words before 'by', or after 'who', that tell what was done.
const MATTER: usize = 10;

/// Worth of the words that both must have for what was done.
const SAME_DEED: f32 = 0.5;

/// Sentences with less in common tell of different things.
const ALIKE: f32 = 0.15;

/// The same where one is told by no more than the name before the verb: then the deed must be the
/// same in more than a word.
const SAME_TELLING_DEED: f32 = 1.2;
const TELLING_ALIKE: f32 = 0.4;

/// Somebody who is told to have done something.
struct Actor {
    span: Span,
    /// The term that tells who it is.
    who: u32,
    /// What was done, ascending.
    deed: Vec<u32>,
    /// Whether it is told as done: that does not change since.
    past: bool,
    /// The verb, where a name before it is all that tells the actor.
    verb: Option<String>,
}

/// The same deed done by two who are not the same.
pub(super) fn differences(pair: &Pair<'_>) -> Option<Difference> {
    if pair.a.retold || pair.b.retold || pair.other_times || pair.likeness < ALIKE {
        return None;
    }
    let (of_a, of_b) = (actors(pair.a), actors(pair.b));
    let worth = |one: &Actor, other: &Actor| -> f32 {
        let both = shared(&one.deed, &other.deed).filter(|term| *term != one.who && *term != other.who);
        both.map(|term| pair.table.worth[term as usize]).sum()
    };
    let pairs = of_a.iter().flat_map(|one| of_b.iter().map(move |other| (one, other)));
    let is_same = |one: &Actor, other: &Actor| {
        if one.verb.is_none() && other.verb.is_none() {
            return worth(one, other) >= SAME_DEED;
        }
        let told = |actor: &Actor, fact: &Fact| fact.terms.binary_search(&actor.who).is_ok();
        let apart = !told(one, pair.b) && !told(other, pair.a);
        one.verb == other.verb
            && apart
            && worth(one, other) >= SAME_TELLING_DEED
            && pair.likeness >= TELLING_ALIKE
    };
    let mut same: Vec<_> = pairs.filter(|(one, other)| is_same(one, other)).collect();
    if same.iter().any(|(one, other)| one.who == other.who) {
        return None;
    }
    same.sort_by(|x, y| worth(y.0, y.1).total_cmp(&worth(x.0, x.1)));
    let (one, other) = same.first()?;
    let (a, b) = (pair.a.side(one.span), pair.b.side(other.span));
    let by = if one.verb.is_some() || other.verb.is_some() { "" } else { "by " };
    let text = format!("{by}{} in one, {} in the other", a.value, b.value);
    let score = (0.35 + 0.1 * worth(one, other).min(2.0) + 0.3 * pair.likeness).min(1.0);
    let kind = if one.past && other.past { DifferenceKind::Contradicts } else { pair.kind() };
    Some(Difference { kind, slot: Slot::Who, a, b, also: Vec::new(), text, score })
}

fn actors(fact: &Fact) -> Vec<Actor> {
    let lexed = Lexed::new(&fact.text);
    (1..lexed.len())
        .filter_map(|at| {
            let found = agent(fact, &lexed, at).or_else(|| singled_out(fact, &lexed, at));
            found.or_else(|| subject(fact, &lexed, at))
        })
        .take(MOST_VALUES)
        .collect()
}

/// `was rung by the watchman, Peder Holt`, where `at` is the word 'by'.
fn agent(fact: &Fact, lexed: &Lexed<'_>, at: usize) -> Option<Actor> {
    let participle = at - 1;
    let done = lexed.word(participle);
    let be = (1..=BETWEEN + 1).map(|back| lexed.word_before(participle, back)).find(|word| is_be(word))?;
    let negated =
        (1..=BETWEEN).map(|back| lexed.word_before(participle, back)).take_while(|word| !is_be(word));
    if negated.into_iter().any(|word| matches!(word, "not" | "never")) {
        return None;
    }
    if lexed.word(at) != "by" || !verbs::is_participle(done) {
        return None;
    }
    let (end, name) = named(fact, lexed, at + 1)?;
    let clause =
        (at.saturating_sub(MATTER)..at).rev().take_while(|&word| !is_end(lexed.gap_after(word))).last()?;
    told(fact, lexed, (at + 1, end), name, (clause, at), is_past(be))
}

/// `it was Marit who pulled the rope`, where `at` is the word 'was'.
fn singled_out(fact: &Fact, lexed: &Lexed<'_>, at: usize) -> Option<Actor> {
    if lexed.word(at - 1) != "it" || !is_be(lexed.word(at)) || lexed.word(at + 1) == "not" {
        return None;
    }
    let (end, name) = named(fact, lexed, at + 1)?;
    if !matches!(lexed.word(end), "who" | "that") {
        return None;
    }
    let limit = lexed.len().min(end + 1 + MATTER);
    let clause = (end + 1..limit).find(|&word| is_end(lexed.gap_after(word))).map_or(limit, |last| last + 1);
    told(fact, lexed, (at + 1, end), name, (end + 1, clause), is_past(lexed.word(at)))
}

/// `Marit rang`, `the Ortish army burned`, where `at` is the verb.
fn subject(fact: &Fact, lexed: &Lexed<'_>, at: usize) -> Option<Actor> {
    let verb = lexed.word(at);
    // Somebody who does nothing to anything may be one of many: 'Marit fell', 'Holt was held'.
    let next = lexed.word(at + 1);
    let object = OBJECTS.contains(&next) || (lexed.is_capitalised(at + 1) && !is_function_word(next));
    if !verbs::is_past(verb) || lexed.is_capitalised(at) || !object || !lexed.adjoins_next(at) {
        return None;
    }
    let name = subject_name(fact, lexed, at)?;
    let first = lexed.position(name.start);
    if is_possessive(name.of(&fact.text)) || GOVERNING.contains(&lexed.word_before(first, 1)) {
        return None;
    }
    let limit = lexed.len().min(at + 1 + MATTER);
    let end = (at..limit).find(|&word| is_end(lexed.gap_after(word))).map_or(limit, |last| last + 1);
    let actor = told(fact, lexed, (first, at), name, (at, end), true)?;
    Some(Actor { verb: Some(verbs::bare(verb).to_owned()), ..actor })
}

/// The name right before a verb, or with one noun between: 'the Ortish army burned'.
fn subject_name(fact: &Fact, lexed: &Lexed<'_>, verb: usize) -> Option<Span> {
    let noun = verb.checked_sub(1).filter(|&noun| lexed.adjoins_next(noun))?;
    let ends_at = |end: usize| {
        let mut names = fact.features.names.iter().map(|name| name.span);
        names.find(|name| lexed.position(name.end) == end)
    };
    let is_noun = !is_function_word(lexed.word(noun)) && !lexed.is_capitalised(noun);
    let joined = || (is_noun && noun > 0 && lexed.adjoins_next(noun - 1)).then(|| ends_at(noun)).flatten();
    ends_at(verb).or_else(joined)
}

fn told(
    fact: &Fact,
    lexed: &Lexed<'_>,
    who: (usize, usize),
    name: Span,
    deed: (usize, usize),
    past: bool,
) -> Option<Actor> {
    Some(Actor {
        span: lexed.span(who.0, who.1),
        who: fact.last_term(name)?,
        deed: fact.terms_in(lexed.span(deed.0, deed.1)),
        past,
        verb: None,
    })
}

/// Where a phrase that begins at a word ends with a name, and the name: `the night watchman, Peder
/// Holt`. Whose they are (`Holt's daughter Marit`) comes before who they are.
fn named(fact: &Fact, lexed: &Lexed<'_>, first: usize) -> Option<(usize, Span)> {
    let mut found: Option<(usize, Span)> = None;
    for name in fact.features.names.iter().map(|name| name.span) {
        let (begin, end) = (lexed.position(name.start), lexed.position(name.end));
        if begin < first {
            continue;
        }
        let from = found.map_or(first, |(end, _)| end);
        let owned = found.is_none_or(|(end, _)| is_possessive(lexed.raw(end - 1)));
        if end > first + LONGEST || !owned || !is_one_phrase(lexed, from, begin) {
            break;
        }
        found = Some((end, name));
    }
    let is_date = |name: Span| fact.features.dates.iter().any(|date| date.span.overlaps(name));
    found.filter(|(_, name)| !is_date(*name))
}

/// Whether the words before a name belong to it: a comma may stand right before the name of one who
/// was described.
fn is_one_phrase(lexed: &Lexed<'_>, first: usize, name: usize) -> bool {
    let gap = lexed.gap_before(name);
    !(first..name).any(|at| PARTING.contains(&lexed.word(at)))
        && !(first + 1..name).any(|at| is_end(lexed.gap_before(at)))
        && (name == first || !is_end(gap) || gap == ", ")
}

pub(super) fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("\u{2019}s")
}

fn is_past(be: &str) -> bool {
    matches!(be, "was" | "were" | "been")
}

fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "being" | "is" | "are")
}

fn is_end(gap: &str) -> bool {
    gap.contains(['.', ';', ':', '!', '?', ',', '\u{2014}'])
}
