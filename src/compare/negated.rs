//! What one account says and the other denies in the same words: 'sold' and 'did not sell', 'said
//! that he would meet them' and 'denied that he would', 'lawful' and 'unlawful'. English only.

use crate::matching::features::figures::is_plural;
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

/// Words for that one stands to something, and what it is and what is denied must have in common, and
/// its worth.
const ADMITTED: [&str; 8] =
    ["acknowledged", "acknowledges", "admits", "admitted", "conceded", "confessed", "confirmed", "confirms"];
const SAME_WORDS: f32 = 0.6;
const TOLD_OF: f32 = 0.8;

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

/// Adjectives that a beginning turns round, by that beginning. Of other words it makes others:
/// 'covered' and 'discovered', 'formed' and 'informed'.
const TURNED: [(&str, &[&str]); 5] = [
    ("dis", &["honest", "honestly", "loyal"]),
    ("il", &["legal", "legally", "legitimate"]),
    ("im", &["moral", "partial", "perfect", "possible", "probable", "proper", "properly"]),
    (
        "in",
        &[
            "accurate",
            "adequate",
            "admissible",
            "capable",
            "complete",
            "correct",
            "effective",
            "eligible",
            "secure",
            "sufficient",
            "valid",
        ],
    ),
    (
        "un",
        &[
            "armed",
            "authorised",
            "authorized",
            "avoidable",
            "aware",
            "certain",
            "constitutional",
            "fair",
            "guarded",
            "harmed",
            "injured",
            "insured",
            "intentional",
            "intentionally",
            "justified",
            "lawful",
            "lawfully",
            "licensed",
            "likely",
            "necessary",
            "official",
            "prepared",
            "provoked",
            "reliable",
            "safe",
            "successful",
            "successfully",
            "willing",
        ],
    ),
];

/// Words before a word among which it is told whom or what it is said of, and what these must have
/// in common.
const SUBJECT: usize = 6;
const SAME_SUBJECT: f32 = 0.6;

/// Words for some of many, of whom others may be otherwise.
const OF_MANY: [&str; 10] =
    ["all", "both", "few", "half", "many", "most", "others", "several", "some", "those"];

/// Words of which one account has the first kind and the other the second.
struct Opposites {
    one: &'static [&'static str],
    other: &'static [&'static str],
    /// Whether of several some may be the one and some the other.
    of_each: bool,
}

const OPPOSITES: [Opposites; 8] = [
    opposites(&["convicted", "guilty"], &["acquitted", "cleared", "innocent"], true),
    opposites(&["alive", "survived"], &["dead", "died", "perished"], true),
    opposites(&["open", "opened"], &["closed", "locked", "shut"], true),
    opposites(&["accident", "accidental", "accidentally"], &["deliberate", "deliberately"], true),
    opposites(&["increased", "rose", "grew"], &["decreased", "fell", "declined"], false),
    opposites(&["present"], &["absent"], true),
    opposites(&["true"], &["false", "untrue"], false),
    opposites(&["victory"], &["defeat"], true),
];

const fn opposites(one: &'static [&'static str], other: &'static [&'static str], of_each: bool) -> Opposites {
    Opposites { one, other, of_each }
}

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
    if !known(pair.a) || !known(pair.b) || pair.other_times {
        return None;
    }
    let (a, b) = (Read::new(pair.a), Read::new(pair.b));
    if !a.is_plain() || !b.is_plain() {
        return None;
    }
    // Two words for it say more than one that is denied.
    if let Some((one, other, alike)) = admitted(pair, &a, &b) {
        return Some(difference(pair, one, other, alike));
    }
    if pair.likeness < ALIKE {
        return None;
    }
    let swapped = |(one, other)| (other, one);
    let in_a = || negated(&a, &b).or_else(|| turned_round(&a, &b));
    let in_b = || negated(&b, &a).or_else(|| turned_round(&b, &a)).map(swapped);
    let denials: [&dyn Fn() -> Option<(Told, Told)>; 3] = [&in_a, &in_b, &|| opposite(pair, &a, &b)];
    let mut told = denials.into_iter().filter_map(|denial| denial());
    told.find_map(|(one, other)| {
        let alike = alike_besides(pair, (&a, one), (&b, other))?;
        Some(difference(pair, one, other, alike))
    })
}

/// How far the sentences are alike besides these words; `None` where it is too little.
fn alike_besides(pair: &Pair<'_>, a: (&Read<'_>, Told), b: (&Read<'_>, Told)) -> Option<f32> {
    let besides = |(read, told): (&Read<'_>, Told)| {
        let own = read.fact.terms_in(told.span);
        let mut terms = read.fact.terms.clone();
        terms.retain(|term| own.binary_search(term).is_err());
        terms
    };
    let (of_a, of_b) = (besides(a), besides(b));
    let (alike, worth) = (pair.table.overlap(&of_a, &of_b), pair.table.shared_worth(&of_a, &of_b));
    (alike >= ALIKE && worth >= SAME_MATTER).then_some(alike)
}

fn difference(pair: &Pair<'_>, one: Told, other: Told, alike: f32) -> Difference {
    let (a, b) = (pair.a.side(one.span), pair.b.side(other.span));
    let text = format!("{} in one, {} in the other", a.value, b.value);
    let score = (0.25 + 0.4 * alike + 0.3 * pair.likeness).min(1.0);
    Difference { kind: pair.kind(), slot: Slot::Outcome, a, b, also: Vec::new(), text, score }
}

/// Who admits in one sentence what is denied in the other, whoever it is: the two words, and how far
/// what follows them is alike.
fn admitted(pair: &Pair<'_>, a: &Read<'_>, b: &Read<'_>) -> Option<(Told, Told, f32)> {
    // Who denies that it was so says what another says who admits that it was not.
    if a.negations() + b.negations() > 0 {
        return None;
    }
    let admits = |read: &Read<'_>| read.any(&ADMITTED);
    let denies = |read: &Read<'_>| (0..read.lexed.len()).find(|&at| is_denial(read.lexed.word(at)));
    let ((Some(one), None, None, Some(other)) | (None, Some(one), Some(other), None)) =
        (admits(a), denies(a), admits(b), denies(b))
    else {
        return None;
    };
    let what = |read: &Read<'_>, at: usize| {
        let from = read.lexed.span(at, at + 1).end;
        read.fact.terms_in(Span::new(from, read.fact.text.len()))
    };
    let (of_a, of_b) = (what(a, one), what(b, other));
    let (alike, worth) = (pair.table.overlap(&of_a, &of_b), pair.table.shared_worth(&of_a, &of_b));
    (alike >= SAME_WORDS && worth >= TOLD_OF).then(|| (a.told(one), b.told(other), alike))
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
        let rest = TURNED.iter().find_map(|(beginning, rests)| {
            word.strip_prefix(beginning).filter(|rest| rests.contains(rest))
        })?;
        let plain = other.any(&[rest]).filter(|&at| !other.is_negated(at))?;
        let both = one.any(&[rest]).is_some() || other.any(&[word]).is_some() || one.is_negated(at);
        (!both).then(|| (one.told(at), other.told(plain)))
    })
}

/// Words of opposite kinds that are said of the same: prices may rise while wages fall.
fn opposite(pair: &Pair<'_>, a: &Read<'_>, b: &Read<'_>) -> Option<(Told, Told)> {
    OPPOSITES.iter().find_map(|opposites| {
        let kinds = [opposites.one, opposites.other];
        let (of_a, of_b) = (kinds.map(|words| a.any(words)), kinds.map(|words| b.any(words)));
        match (of_a, of_b) {
            ([Some(one), None], [None, Some(other)]) | ([None, Some(one)], [Some(other), None]) => {
                let plain = !a.is_negated(one) && !b.is_negated(other);
                let (of_one, of_other) = (a.subject(one), b.subject(other));
                let same = same_subject(pair, of_one?, of_other?);
                let some =
                    a.is_of_many(of_one?, opposites.of_each) || b.is_of_many(of_other?, opposites.of_each);
                (plain && same && !some).then(|| (a.told(one), b.told(other)))
            }
            _ => None,
        }
    })
}

/// Whether two subjects end in the same term and have little else.
fn same_subject(pair: &Pair<'_>, of_a: Span, of_b: Span) -> bool {
    let last = pair.a.last_term(of_a);
    let alike = pair.table.overlap(&pair.a.terms_in(of_a), &pair.b.terms_in(of_b));
    last.is_some() && last == pair.b.last_term(of_b) && alike >= SAME_SUBJECT
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
        let bare = verbs::bare(word);
        let words = self.lexed.words().iter().enumerate();
        words.filter(move |(_, one)| verbs::bare(&one.folded) == bare).map(|(at, _)| at)
    }

    /// What a word is said of: what stands before it in its clause.
    fn subject(&self, at: usize) -> Option<Span> {
        let clause = (at.saturating_sub(SUBJECT)..at).rev().take_while(|&word| self.lexed.adjoins_next(word));
        Some(self.lexed.span(clause.last()?, at))
    }

    /// Whether a subject is of some of many: it is counted or, where what is said is `of_each`, of
    /// more than one.
    fn is_of_many(&self, subject: Span, of_each: bool) -> bool {
        let (first, end) = (self.lexed.position(subject.start), self.lexed.position(subject.end));
        let counted = self.fact.features.figures.iter().any(|figure| figure.span.overlaps(subject));
        let some = (first..end).any(|at| OF_MANY.contains(&self.lexed.word(at)));
        let noun = (first..end).rev().find(|&at| self.is_matter(at));
        counted || some || (of_each && noun.is_some_and(|at| is_plural(self.lexed.word(at))))
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
