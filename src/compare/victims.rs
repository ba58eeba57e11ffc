//! Who suffered what: the same people killed, taken or hurt, described otherwise.
//!
//! English only, by a small list of verbs; retellings are left out, for their wording is not that
//! of the account.

use crate::matching::features::figures::is_plural;
use crate::matching::features::function_words::is_function_word;
use crate::matching::features::{Lexed, verbs};
use crate::text::Span;

use super::facts::{Fact, shared};
use super::figures::with_age;
use super::pairs::{MOST_VALUES, Pair};
use super::{Difference, DifferenceKind, Slot};

/// Forms of verbs, by what is done.
const DEEDS: [&[&str]; 4] = [
    &[
        "killed",
        "killing",
        "massacred",
        "massacring",
        "murdered",
        "murdering",
        "slaughtered",
        "slaughtering",
        "executed",
        "executing",
        "assassinated",
        "beheaded",
        "shot",
        "drowned",
        "hanged",
    ],
    &["captured", "capturing", "arrested", "arresting", "detained", "imprisoned", "kidnapped", "abducted"],
    &["wounded", "wounding", "injured", "injuring", "maimed", "tortured"],
    &["expelled", "expelling", "deported", "deporting", "banished", "exiled", "evicted"],
];

/// Where [`DEEDS`] has what makes dead, and what it has not: to be left alive.
const KILLED: usize = 0;
const SURVIVED: usize = DEEDS.len();

/// Words after a verb among which the one who suffers is told.
const OBJECT: usize = 14;

/// Words of it next to the verb that say who: where they are the same, the rest tells more of the
/// same people.
const HEAD: usize = 4;

/// Words before the verb that are shown with it.
const BEFORE: usize = 5;

/// Worth of the words that two objects must share, and of those that each must have to itself.
const SAME_PEOPLE: f32 = 0.4;
const OTHERWISE: f32 = 1.0;

/// Descriptions that have more in common say the same.
const SAME: f32 = 0.35;

/// The same deed done to people who have a word in common and are described otherwise.
pub(super) fn differences(pair: &Pair<'_>) -> Option<Difference> {
    if pair.a.retold || pair.b.retold {
        return None;
    }
    let (of_a, of_b) = (deeds(pair.a), deeds(pair.b));
    let mut best: Option<Difference> = None;
    for one in &of_a {
        for other in of_b.iter().filter(|other| other.what == one.what) {
            let found = described_otherwise(pair, one, other);
            if found.as_ref().map(|one| one.score) > best.as_ref().map(|one| one.score) {
                best = found;
            }
        }
    }
    best
}

/// A deed told, and the words for who suffers it.
struct Deed {
    /// Which of [`DEEDS`].
    what: usize,
    /// From some words before the verb to the end of the object.
    span: Span,
    object: Vec<u32>,
    /// The words of the object that stand next to the verb.
    head: Vec<u32>,
    /// The words of it that name somebody and are no more than described by another word:
    /// 'pilots', not the 'pilots' of 'the pilots guild'.
    nouns: Vec<u32>,
    /// The words of the names in it that have more than one.
    persons: Vec<u32>,
    /// Whether it is of more than one.
    several: bool,
}

fn deeds(fact: &Fact) -> Vec<Deed> {
    let lexed = Lexed::new(&fact.text);
    // How many and how old they are does not say who they are.
    let figures = fact.features.figures.iter().take(MOST_VALUES);
    let counted: Vec<u32> = figures.flat_map(|figure| fact.terms_in(with_age(fact, figure.span))).collect();
    let told = |at| told(fact, &lexed, at, deed_of(&lexed, at)?, &counted);
    (0..lexed.len()).filter_map(told).take(MOST_VALUES).collect()
}

/// Which of [`DEEDS`] a word tells.
fn deed_of(lexed: &Lexed<'_>, at: usize) -> Option<usize> {
    DEEDS.iter().position(|forms| forms.contains(&lexed.word(at)))
}

/// What a word tells of the fate of those who are counted: which of [`DEEDS`], or that they live.
fn fate_at(lexed: &Lexed<'_>, at: usize) -> Option<usize> {
    match lexed.word(at) {
        "died" | "perished" => Some(KILLED),
        "escaped" | "survived" => Some(SURVIVED),
        _ => deed_of(lexed, at),
    }
}

/// What becomes of those who are counted: `ten people were killed`, `killing at least ten people`.
/// The verb after them comes first, and no verb is theirs beyond a comma, an 'and' or another figure.
pub(super) fn fate(fact: &Fact, counted: Span) -> Option<usize> {
    let near = fact.around(counted, BEFORE);
    let lexed = Lexed::new(near.of(&fact.text));
    let (first, end) = (lexed.position(counted.start - near.start), lexed.position(counted.end - near.start));
    let counts = |at: usize| {
        let word = lexed.span(at, at + 1).shifted(near.start);
        let figures = &fact.features.figures;
        let next = figures.partition_point(|figure| figure.span.end <= word.start);
        figures.get(next).is_some_and(|figure| figure.span != counted && figure.span.overlaps(word))
    };
    let parts = |at: usize| matches!(lexed.word(at), "and" | "or" | "but") || counts(at);
    // 'Arrested ten people accused of killing': what they did.
    let turns =
        |at: usize| begins_clause(lexed.word(at)) || matches!(lexed.word(at), "accused" | "suspected");
    let limit = lexed.len().min(end + BEFORE);
    let after =
        (first..limit).take_while(|&at| at < end || !(ends(lexed.gap_before(at)) || parts(at) || turns(at)));
    let before = (first.saturating_sub(BEFORE)..first)
        .rev()
        .take_while(|&at| !ends(lexed.gap_after(at)) && !parts(at));
    after.chain(before).find_map(|at| fate_at(&lexed, at))
}

/// A deed; none where a pronoun says who suffers it, which describes nobody.
fn told(fact: &Fact, lexed: &Lexed<'_>, verb: usize, deed: usize, counted: &[u32]) -> Option<Deed> {
    let passive =
        (1..=2).any(|back| is_be(lexed.word_before(verb, back))) || without_object(lexed.word(verb + 1));
    let (first, end) =
        if passive { (verb.saturating_sub(8), verb) } else { (verb + 1, object_end(lexed, verb)) };
    let subject = (1..=4)
        .map(|back| lexed.word_before(verb, back))
        .find(|word| !is_be(word) && !matches!(*word, "had" | "has" | "have"));
    let object = lexed.word(verb + 1);
    if if passive { subject.is_some_and(is_pronoun) } else { is_pronoun(object) } {
        return None;
    }
    let terms = |first: usize, end: usize| {
        if first < end { fact.terms_in(lexed.span(first, end)) } else { Vec::new() }
    };
    let is_noun = |at: usize| at + 1 >= end || !lexed.adjoins_next(at) || ends_phrase(lexed.word(at + 1));
    let nouns: Vec<u32> = (first..end).filter(|&at| is_noun(at)).flat_map(|at| terms(at, at + 1)).collect();
    let head =
        if passive { (end.saturating_sub(HEAD).max(first), end) } else { (first, end.min(first + HEAD)) };
    let from = (verb.saturating_sub(BEFORE)..verb)
        .rev()
        .take_while(|&at| !ends(lexed.gap_after(at)) && !begins_clause(lexed.word(at)))
        .last();
    let from = if passive { first } else { from.unwrap_or(verb) };
    let span = lexed.span(from, end.max(verb + 1));
    let bytes = if first < end { lexed.span(first, end) } else { Span::default() };
    let names = fact.features.names.iter().map(|name| name.span);
    let full = names.filter(|name| bytes.overlaps(*name) && name.of(&fact.text).contains(' '));
    let persons = full.flat_map(|name| fact.terms_in(name)).collect();
    let mut object = terms(first, end);
    object.retain(|term| !counted.contains(term) || nouns.contains(term));
    let several = (first..end).any(|at| is_noun(at) && is_plural(lexed.word(at)));
    Some(Deed { what: deed, span, object, head: terms(head.0, head.1), nouns, persons, several })
}

fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "being")
}

fn is_pronoun(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "he", "her", "herself", "him", "himself", "i", "it", "me", "she", "someone", "them", "they", "us",
        "we",
    ];
    WORDS.contains(&word)
}

/// Whether a word after a noun says that no noun follows that it belongs to.
fn ends_phrase(word: &str) -> bool {
    is_function_word(word) || verbs::is_participle(word)
}

/// Whether a word right after the verb says that who suffers stands before it: 'sailors drowned in'.
fn without_object(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "after",
        "amid",
        "as",
        "at",
        "by",
        "during",
        "early",
        "following",
        "in",
        "last",
        "late",
        "near",
        "on",
        "today",
        "when",
        "yesterday",
    ];
    WORDS.contains(&word)
}

/// The position after the object: where its clause ends.
fn object_end(lexed: &Lexed<'_>, verb: usize) -> usize {
    let limit = lexed.len().min(verb + 1 + OBJECT);
    let stops = |at: usize| begins_clause(lexed.word(at)) || ends(lexed.gap_before(at));
    (verb + 1..limit).find(|&at| stops(at)).unwrap_or(limit)
}

fn begins_clause(word: &str) -> bool {
    const WORDS: [&str; 12] = [
        "after", "although", "because", "before", "by", "despite", "since", "what", "when", "which", "while",
        "who",
    ];
    WORDS.contains(&word)
}

fn ends(gap: &str) -> bool {
    gap.contains(['.', ';', ':', '!', '?', ',', '\u{2014}'])
}

fn described_otherwise(pair: &Pair<'_>, one: &Deed, other: &Deed) -> Option<Difference> {
    // Who has the same name is the same: it is by another word that they must be known again.
    let named =
        |term: &u32| pair.a.names.binary_search(term).is_ok() || pair.b.names.binary_search(term).is_ok();
    let both: Vec<u32> = shared(&one.object, &other.object).filter(|term| !named(term)).collect();
    // Two who are named are the same by their names alone.
    let others = shared(&one.persons, &other.persons).next().is_none();
    if others && !one.persons.is_empty() && !other.persons.is_empty() {
        return None;
    }
    let same_noun = both.iter().any(|term| one.nouns.contains(term) && other.nouns.contains(term));
    let same_people = same_noun || shared(&one.head, &other.head).any(|term| !named(&term));
    let worth: f32 = both.iter().map(|term| pair.table.worth[*term as usize]).sum();
    let own = |deed: &Deed, other: &Deed| -> f32 {
        let alone = deed.object.iter().filter(|term| !other.object.contains(term));
        alone.map(|term| pair.table.worth[*term as usize]).sum()
    };
    let apart = own(one, other).min(own(other, one));
    let alike = pair.table.overlap(&one.object, &other.object);
    if same_people || worth < SAME_PEOPLE || apart < OTHERWISE || alike > SAME {
        return None;
    }
    let (a, b) = (pair.a.side(one.span), pair.b.side(other.span));
    let text = "the same deed, those who suffer it described otherwise".to_owned();
    let score =
        (0.25 + 0.2 * alike + 0.4 * pair.likeness + 0.1 * worth.min(2.0) + 0.1 * apart.min(3.0)).min(1.0);
    // One person may be described in many ways.
    let several = one.several && other.several;
    Some(Difference {
        kind: if several { DifferenceKind::Contradicts } else { DifferenceKind::OnlyOneTells },
        slot: Slot::Who,
        a,
        b,
        also: Vec::new(),
        text,
        score,
    })
}
