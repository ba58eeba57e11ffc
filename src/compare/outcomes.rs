//! How a thing came out: approved by one account and ruled out by another, held or come to nothing.

use crate::matching::features::{Cue, Lexed, Polarity, Stance};
use crate::text::Span;

use super::facts::{Fact, Table, shared};
use super::pairs::Pair;
use super::{Difference, DifferenceKind, Side, Slot};

/// Words around a cue that tell whose and what it is.
const CONTEXT: usize = 14;

/// Words around a cue that tell what is approved, denied or refused.
const MATTER: usize = 7;

/// Worth of those words that both cues must have near them to be of the same matter.
const SAME_MATTER: f32 = 0.8;

/// What the clauses of two cues must share of the smaller one for both to be of the same thing,
/// where their objects do not tell.
const SAME_CLAUSE: f32 = 0.7;

/// Words at which a clause ends.
const PARTING: [&str; 5] = ["and", "but", "or", "whereas", "while"];

/// Cues of one passage that are compared.
const MOST_CUES: usize = 8;

/// What the surroundings of two cues must have in common when nobody is known to be the same.
const SAME_THING: f32 = 0.18;

/// The same where both tell of one kind of thing, each at its own time.
const SAME_KIND: f32 = 0.1;

/// What the whole sentences count for against the surroundings of the cues.
const SENTENCE: f32 = 0.9;

/// Names before a cue of which one may be whose it is, and how many bytes before it they may stand.
const ACTORS: usize = 2;
const ACTOR_REACH: usize = 120;

/// Worth of a name that tells one actor from the others.
const TELLING: f32 = 0.4;

/// Pairs of cues of which one speaks for a thing and the other against it, the best one.
pub(super) fn differences(pair: &Pair<'_>) -> Option<Difference> {
    let mut best: Option<Difference> = None;
    let of_b = open(pair.table, pair.b, pair.a);
    for one in open(pair.table, pair.a, pair.b) {
        for other in &of_b {
            let told_apart = one.of_another || other.of_another;
            if told_apart && !is_of_same(pair.table, (pair.a, one.cue), (pair.b, other.cue)) {
                continue;
            }
            let found = opposed(pair, one.cue, other.cue);
            if found.as_ref().map(|one| one.score) > best.as_ref().map(|one| one.score) {
                best = found;
            }
        }
    }
    best
}

/// A cue that the other sentence does not have of the same thing.
struct Open {
    cue: Cue,
    /// Whether the other sentence has one of the same stance of another thing.
    of_another: bool,
}

/// The cues of a sentence that the other one has not, too, of the same thing.
fn open(table: &Table, teller: &Fact, other: &Fact) -> Vec<Open> {
    let alike = |one: Cue, cue: Cue| {
        one.stance == cue.stance
            && one.polarity() == cue.polarity()
            && is_denied(other, cue) == is_denied(teller, one)
    };
    let open = |cue: Cue| {
        let mut both = few(other).filter(|one| alike(cue, *one)).peekable();
        let of_another = both.peek().is_some();
        let has = both.any(|one| is_of_same(table, (teller, cue), (other, one)));
        (!has).then_some(Open { cue, of_another })
    };
    few(teller).filter_map(open).collect()
}

/// The cues of a sentence that are compared, in order.
fn few(fact: &Fact) -> impl Iterator<Item = Cue> {
    fact.features.cues.iter().take(MOST_CUES).copied()
}

/// What a cue is of.
struct Matter {
    /// The terms of its clause without its own.
    clause: Vec<u32>,
    /// Those after it, where these tell what was approved, refused or denied.
    object: Option<Vec<u32>>,
}

impl Matter {
    fn new(fact: &Fact, cue: Cue) -> Self {
        let near = fact.around(cue.span, MATTER);
        let lexed = Lexed::new(near.of(&fact.text));
        let place = |byte: usize| lexed.position(byte - near.start);
        let (first, end) = (place(cue.span.start), place(cue.span.end));
        let parts = |at: usize, gap: &str| ends_clause(gap) || PARTING.contains(&lexed.word(at));
        let is_cue = |at: usize| {
            let word = lexed.span(at, at + 1).shifted(near.start);
            few(fact).any(|cue| cue.polarity() != Polarity::Neither && cue.span.overlaps(word))
        };
        let before = (0..first).rev().take_while(|&at| !parts(at, lexed.gap_after(at)));
        let after = (end..lexed.len()).take_while(|&at| !parts(at, lexed.gap_before(at)) && !is_cue(at));
        let (from, to) = (before.last().unwrap_or(first), after.last().map_or(end, |last| last + 1));
        let terms = |from: usize, to: usize| {
            let bytes = if from < to { lexed.span(from, to).shifted(near.start) } else { Span::default() };
            let own = fact.terms_in(cue.span);
            let mut terms = fact.terms_in(bytes);
            terms.retain(|term| own.binary_search(term).is_err());
            terms
        };
        let passive = (1..=2).any(|back| is_be(lexed.word_before(first, back))) || lexed.word(end) == "by";
        let has_object = matches!(cue.stance, Stance::Approved | Stance::Refused | Stance::Denied);
        let object = terms(end, to);
        Self {
            clause: terms(from, to),
            object: (has_object && !passive && !object.is_empty()).then_some(object),
        }
    }
}

/// Whether two cues are of the same thing, as far as is told of what they are.
fn is_of_same(table: &Table, (fact, cue): (&Fact, Cue), (other, of_other): (&Fact, Cue)) -> bool {
    let (one, two) = (Matter::new(fact, cue), Matter::new(other, of_other));
    if let (Some(a), Some(b)) = (&one.object, &two.object) {
        return shared(a, b).next().is_some();
    }
    let worth = |terms: &[u32]| terms.iter().map(|term| table.worth[*term as usize]).sum::<f32>();
    let least = worth(&one.clause).min(worth(&two.clause));
    table.shared_worth(&one.clause, &two.clause) >= SAME_CLAUSE * least
}

fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "being" | "be" | "is" | "are")
}

fn ends_clause(gap: &str) -> bool {
    gap.contains(['.', ',', ';', ':', '(', ')', '\u{2014}'])
}

fn opposed(pair: &Pair<'_>, one: Cue, other: Cue) -> Option<Difference> {
    let against = matches!(
        (one.polarity(), other.polarity()),
        (Polarity::For, Polarity::Against) | (Polarity::Against, Polarity::For)
    );
    let reported = is_denied(pair.a, one) || is_denied(pair.b, other);
    if !against || reported || (pair.other_times && !pair.apart_in_time) || pair.one_past {
        return None;
    }
    let (around_a, around_b) = (pair.a.around(one.span, CONTEXT), pair.b.around(other.span, CONTEXT));
    let (near_a, near_b) = (pair.a.terms_in(around_a), pair.b.terms_in(around_b));
    let near = pair.table.overlap(&near_a, &near_b);
    let alike = near.max(SENTENCE * pair.table.overlap(&pair.a.terms, &pair.b.terms));
    let actor = same_actor(pair, one.span, other.span);
    let year = same_year(pair.a, pair.b);
    let kind_of_thing = same_kind(pair, &near_a, &near_b);
    let matter = kind_of_thing || same_matter(pair, one.span, other.span) > SAME_MATTER;
    if !answer(one.stance, other.stance, matter, actor || year) {
        return None;
    }
    // What was held possible in June and ruled out in September: to be of one kind is enough.
    let close = [
        pair.a.terms_in(pair.a.around(one.span, MATTER)),
        pair.b.terms_in(pair.b.around(other.span, MATTER)),
    ];
    let least =
        if pair.apart_in_time && same_kind(pair, &close[0], &close[1]) { SAME_KIND } else { SAME_THING };
    let retold = pair.a.retold || pair.b.retold;
    if !actor && !year && (alike < least || retold) {
        return None;
    }
    // What somebody wants may change, and be told of each time as over.
    let may_change = |cue: Cue| !matches!(cue.stance, Stance::TookPlace | Stance::Succeeded | Stance::Failed);
    let changes = pair.apart_in_time && may_change(one) && may_change(other);
    let kind = if changes { DifferenceKind::ChangedSince } else { pair.kind() };
    // A word has many senses, a set phrase has one.
    let set_phrase = |fact: &Fact, cue: Cue| cue.span.of(&fact.text).contains(' ');
    let bonuses = [
        (actor, 0.2),
        (year, 0.15),
        (kind_of_thing, 0.08),
        (set_phrase(pair.a, one), 0.06),
        (set_phrase(pair.b, other), 0.06),
    ];
    let bonus: f32 = bonuses.iter().filter(|(holds, _)| *holds).map(|(_, worth)| worth).sum();
    // 'Will not deny' and 'denied' seldom answer each other.
    let base = if one.stance == other.stance { 0.05 } else { 0.2 };
    let score = base + 0.6 * alike + 0.3 * pair.likeness + bonus;
    let (a, b) = (side(pair.a, one), side(pair.b, other));
    let text = format!("{} in one, {} in the other", a.value, b.value);
    Some(Difference { kind, slot: Slot::Outcome, a, b, also: Vec::new(), text, score: score.min(1.0) })
}

/// Whether two stances answer the same question. That somebody denied what happened counts only of
/// the same matter on the same `occasion` (by whom, or in which year); 'denied' and 'did not deny'
/// answer each other only in the same matter.
fn answer(one: Stance, other: Stance, matter: bool, occasion: bool) -> bool {
    use Stance::{Approved, Denied, Failed, Refused, Succeeded, TookPlace};
    let answers = |one, other| match (one, other) {
        (Approved, Refused | Denied) | (TookPlace | Succeeded, Failed) => true,
        (TookPlace, Denied) => occasion && matter,
        (one, other) => one == other && matter,
    };
    answers(one, other) || answers(other, one)
}

/// Whether a denial shortly before a cue takes it back: 'denials that the dam was approved'.
fn is_denied(fact: &Fact, cue: Cue) -> bool {
    let before = fact.around(Span::new(cue.span.start, cue.span.start), MATTER);
    few(fact).filter(|other| other.stance == Stance::Denied).any(|other| {
        other.span != cue.span && before.start <= other.span.start && other.span.end <= cue.span.start
    })
}

/// The worth of the words that stand near both cues and are neither names nor the cues' own.
fn same_matter(pair: &Pair<'_>, one: Span, other: Span) -> f32 {
    let near = |fact: &Fact, cue: Span| {
        let own = fact.terms_in(cue);
        let mut terms = fact.terms_in(fact.around(cue, MATTER));
        terms.retain(|term| own.binary_search(term).is_err() && fact.names.binary_search(term).is_err());
        terms
    };
    let (near_a, near_b) = (near(pair.a, one), near(pair.b, other));
    pair.table.shared_worth(&near_a, &near_b)
}

/// Whether a kind of thing, such as talks, is told near one cue and anywhere in the other sentence.
fn same_kind(pair: &Pair<'_>, near_a: &[u32], near_b: &[u32]) -> bool {
    let told = |near: &[u32], all: &[u32]| {
        shared(&pair.table.families, near).any(|family| all.binary_search(&family).is_ok())
    };
    told(near_a, &pair.b.terms) || told(near_b, &pair.a.terms)
}

/// Whether a name that stands shortly before both cues is the same.
fn same_actor(pair: &Pair<'_>, one: Span, other: Span) -> bool {
    let (one, other) = (actors(pair.a, one), actors(pair.b, other));
    one.iter().any(|term| other.contains(term) && pair.table.worth[*term as usize] > TELLING)
}

/// The terms of the names nearest before a cue.
fn actors(fact: &Fact, cue: Span) -> Vec<u32> {
    let before = fact.features.names.iter().rev().filter(|name| name.span.end <= cue.start);
    let near = before.take(ACTORS).filter(|name| cue.start - name.span.end <= ACTOR_REACH);
    near.flat_map(|name| fact.terms_in(name.span)).collect()
}

/// Whether both tell of the same year, and it is not the year of their writing.
fn same_year(a: &Fact, b: &Fact) -> bool {
    let years = |fact: &Fact| -> Vec<i16> {
        let times = fact.times();
        let whole = times.iter().filter(|range| range.start.year == range.end.year);
        let written = fact.written.map(|written| written.end.year);
        whole.map(|range| range.start.year).filter(|year| Some(*year) != written).collect()
    };
    let of_b = years(b);
    years(a).iter().any(|year| of_b.contains(year))
}

fn side(fact: &Fact, cue: Cue) -> Side {
    let negation = cue.negation.unwrap_or(cue.span);
    let span = Span::new(cue.span.start.min(negation.start), cue.span.end.max(negation.end));
    fact.side(span)
}
