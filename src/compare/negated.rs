//! What one account says and the other denies in the same words: 'sold' and 'did not sell', 'said
//! that he would meet them' and 'denied that he would', 'lawful' and 'unlawful'. English only.

use crate::matching::features::function_words::is_function_word;
use crate::matching::features::verbs::{self, Tense};
use crate::matching::features::{Lexed, Stance, stance};
use crate::text::Span;

use super::facts::Fact;
use super::pairs::Pair;
use super::{Difference, Slot};

/// What two sentences must have in common besides the word that one negates, and its worth.
const ALIKE: f32 = 0.45;
const SAME_MATTER: f32 = 1.2;

/// Words of a sentence in which one negation says something of the whole, at most.
const LONGEST: usize = 200;

/// Words by which a sentence does not tell that something is so, or is not.
const DOUBTFUL: [&str; 8] = ["besides", "except", "if", "lest", "unless", "until", "whether", "why"];

/// Negations that are of something else than the words after them, or go on with one.
const NOT_OF_A_VERB: [&str; 7] = ["neither", "no", "none", "nor", "nothing", "without", "hardly"];

/// Words between a negation, or a denial, and what it negates.
const REACH: usize = 4;
const REACH_OF_DENIAL: usize = 6;

/// Words before a word among which a negation is of it.
const BEFORE: usize = 3;

/// Words that say that what follows 'to' was not done.
const NOT_DONE: [&str; 9] =
    ["declined", "declines", "failed", "fails", "neglected", "omitted", "refused", "refuses", "unable"];

/// Words before a negation that belong to it: 'did not sell'.
const AUXILIARIES: [&str; 18] = [
    "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "must",
    "should", "was", "were", "will",
];

/// Beginnings that turn the meaning of the rest round.
const PREFIXES: [&str; 6] = ["dis", "il", "im", "in", "non", "un"];

/// Letters of the rest, at least.
const SHORTEST_REST: usize = 5;

/// Words of which one account has the first kind and the other the second.
const OPPOSITES: [(&[&str], &[&str]); 9] = [
    (&["convicted", "guilty"], &["acquitted", "cleared", "innocent"]),
    (&["confirmed", "confirms", "admitted", "admits"], &["denied", "denies"]),
    (&["alive", "survived"], &["dead", "died", "perished"]),
    (&["open", "opened"], &["closed", "locked", "shut"]),
    (&["accident", "accidental", "accidentally"], &["deliberate", "deliberately"]),
    (&["increased", "rose", "grew"], &["decreased", "fell", "declined"]),
    (&["present"], &["absent"]),
    (&["true"], &["false", "untrue"]),
    (&["victory"], &["defeat"]),
];

/// A word, and what stands before it that belongs to it.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// Position of the word.
    at: usize,
    /// From the negation, or from who says it, to the word.
    span: Span,
}

/// A sentence, read for what it negates.
struct Read<'a> {
    fact: &'a Fact,
    lexed: Lexed<'a>,
}

/// The strongest denial of one sentence of what the other one tells.
pub(super) fn differences(pair: &Pair<'_>) -> Option<Difference> {
    let known = |fact: &Fact| fact.tense != Tense::Unknown;
    if !known(pair.a) || !known(pair.b) || pair.other_times || pair.likeness < ALIKE {
        return None;
    }
    let (a, b) = (Read::new(pair.a), Read::new(pair.b));
    if !a.is_plain() || !b.is_plain() {
        return None;
    }
    let in_a = negated(&a, &b).or_else(|| turned_round(&a, &b));
    let in_b = || negated(&b, &a).or_else(|| turned_round(&b, &a)).map(|(one, other)| (other, one));
    let (one, other) = in_a.or_else(in_b).or_else(|| opposite(&a, &b))?;
    let besides = |read: &Read<'_>, told: Told| {
        let own = read.fact.terms_in(told.span);
        let mut terms = read.fact.terms.clone();
        terms.retain(|term| own.binary_search(term).is_err());
        terms
    };
    let (of_a, of_b) = (besides(&a, one), besides(&b, other));
    let (alike, worth) = (pair.table.overlap(&of_a, &of_b), pair.table.shared_worth(&of_a, &of_b));
    if alike < ALIKE || worth < SAME_MATTER {
        return None;
    }
    let (a, b) = (pair.a.side(one.span), pair.b.side(other.span));
    let text = format!("{} in one, {} in the other", a.value, b.value);
    let score = (0.25 + 0.4 * alike + 0.3 * pair.likeness).min(1.0);
    Some(Difference { kind: pair.kind(), slot: Slot::Outcome, a, b, also: Vec::new(), text, score })
}

/// What `one` negates and `other`, which negates nothing, tells.
fn negated(one: &Read<'_>, other: &Read<'_>) -> Option<(Told, Told)> {
    if one.negations() > 1 || other.negations() > 0 {
        return None;
    }
    let found = (0..one.lexed.len()).filter_map(|at| one.denied_after(at));
    found.into_iter().find_map(|denied| {
        let word = one.lexed.word(denied.at);
        // Who says it once with a negation and once without says no more than the other does.
        let twice = one.places(word).any(|at| at != denied.at && !one.is_negated(at));
        let agrees = other.places(word).any(|at| other.is_negated(at));
        // What somebody means to do is not told as done.
        let plain = other.places(word).find(|&at| other.lexed.word_before(at, 1) != "to")?;
        (!twice && !agrees).then(|| (denied, other.told(plain)))
    })
}

/// `unlawful` in `one`, `lawful` in `other`.
fn turned_round(one: &Read<'_>, other: &Read<'_>) -> Option<(Told, Told)> {
    (0..one.lexed.len()).find_map(|at| {
        let word = one.lexed.word(at);
        let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix))?;
        let long = rest.chars().count() >= SHORTEST_REST && !is_function_word(word);
        let plain = other.any(&[rest]).filter(|&at| long && !other.is_negated(at))?;
        let both = one.any(&[rest]).is_some() || other.any(&[word]).is_some() || one.is_negated(at);
        (!both).then(|| (one.told(at), other.told(plain)))
    })
}

/// Words of opposite kinds.
fn opposite(a: &Read<'_>, b: &Read<'_>) -> Option<(Told, Told)> {
    OPPOSITES.iter().find_map(|&(first, second)| {
        let (of_a, of_b) = ([a.any(first), a.any(second)], [b.any(first), b.any(second)]);
        match (of_a, of_b) {
            ([Some(one), None], [None, Some(other)]) | ([None, Some(one)], [Some(other), None]) => {
                let plain = !a.is_negated(one) && !b.is_negated(other);
                plain.then(|| (a.told(one), b.told(other)))
            }
            _ => None,
        }
    })
}

impl<'a> Read<'a> {
    fn new(fact: &'a Fact) -> Self {
        Self { fact, lexed: Lexed::new(&fact.text) }
    }

    /// Whether the sentence asserts: no question, no condition, and no exception to what it negates.
    fn is_plain(&self) -> bool {
        let words = self.lexed.words();
        let doubtful = words.iter().any(|word| DOUBTFUL.contains(&word.folded.as_str()));
        words.len() <= LONGEST && !doubtful && !self.fact.text.contains('?')
    }

    fn negations(&self) -> usize {
        self.lexed.words().iter().filter(|word| stance::is_negation(&word.folded)).count()
    }

    /// What a negation, a denial or a refusal at this word is of.
    fn denied_after(&self, at: usize) -> Option<Told> {
        let word = self.lexed.word(at);
        let next = self.lexed.word(at + 1);
        let negates = stance::is_negation(word) && !NOT_OF_A_VERB.contains(&word);
        let reach = if negates || (NOT_DONE.contains(&word) && next == "to") {
            REACH
        } else if is_denial(word) && (next == "that" || next.ends_with("ing")) {
            REACH_OF_DENIAL
        } else {
            return None;
        };
        // 'Not only', 'not the old man': what is negated is no word that stands for a deed.
        if matches!(next, "only" | "just" | "the" | "a" | "an" | "because" | "until" | "till") {
            return None;
        }
        let first = at + 1;
        let limit = self.lexed.len().min(first + reach);
        let clause = (first..limit).take_while(|&word| self.lexed.adjoins_next(word - 1));
        let matter = clause.into_iter().find(|&word| self.is_matter(word))?;
        let first = if AUXILIARIES.contains(&self.lexed.word_before(at, 1)) { at - 1 } else { at };
        Some(Told { at: matter, span: self.lexed.span(first, matter + 1) })
    }

    fn is_matter(&self, at: usize) -> bool {
        let word = self.lexed.word(at);
        !is_function_word(word) && !word.ends_with("ly") && word.starts_with(char::is_alphabetic)
    }

    /// Where a word stands in any of its forms.
    fn places(&self, word: &str) -> impl Iterator<Item = usize> {
        let base = base(word);
        let words = self.lexed.words().iter().enumerate();
        words.filter(move |(_, one)| self::base(&one.folded) == base).map(|(at, _)| at)
    }

    fn any(&self, words: &[&str]) -> Option<usize> {
        (0..self.lexed.len()).find(|&at| words.contains(&self.lexed.word(at)))
    }

    /// Whether a negation or a denial before a word is of it.
    fn is_negated(&self, at: usize) -> bool {
        let near = (1..=BEFORE).any(|back| stance::is_negation(self.lexed.word_before(at, back)));
        let denied = (0..at).any(|word| self.denied_after(word).is_some_and(|denied| denied.at == at));
        near || denied
    }

    /// A word with who says it right before: `said that he would meet`.
    fn told(&self, at: usize) -> Told {
        let word = self.lexed.words()[at].span;
        let said = self.fact.features.cues.iter().rev().find(|cue| {
            let first = self.lexed.position(cue.span.end);
            matches!(cue.stance, Stance::Said | Stance::Claimed)
                && first <= at
                && at - first < REACH_OF_DENIAL
        });
        let start = said.map_or(word.start, |cue| cue.span.start);
        Told { at, span: Span::new(start, word.end) }
    }
}

fn is_denial(word: &str) -> bool {
    matches!(word, "denied" | "denies" | "deny" | "denying")
}

/// A word without its ending, or the base of an irregular form.
fn base(word: &str) -> &str {
    if let Some(base) = verbs::base(word) {
        return base;
    }
    let bare = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending));
    bare.filter(|bare| bare.len() >= 3).unwrap_or(word)
}
