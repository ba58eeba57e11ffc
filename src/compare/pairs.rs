//! Which sentences are compared: those that match, those that were coded as the same step of the
//! same episode, and those that tell of the same year and the same kind of thing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use crate::matching::features::Polarity;
use crate::matching::features::verbs::Tense;
use crate::matching::{Match, Matcher};
use crate::scheme::{Collection, EpisodeIndex, StepIndex};
use crate::text::{DateRange, DocumentIndex, Passage, Span};

use super::facts::{Fact, Table, shared};
use super::{DifferenceKind, Side};

/// Words around a value that tell what it is the value of.
pub(super) const CONTEXT: usize = 7;

/// What the surroundings of a value that only one account tells must share with the other account,
/// in terms of their worth.
pub(super) const TOLD_BOTH: f32 = 1.1;

/// Values of one passage that are compared.
pub(super) const MOST_VALUES: usize = 8;

/// Candidates that are looked at for each sentence.
const CANDIDATES: usize = 16;

/// Sentences that are asked for before it is told how far the search is.
const CHUNK: usize = 256;

/// Collections with more sentences are compared by their links alone.
const MOST_ASKED: usize = 20_000;

/// Pairs that are looked at: of more, those that have most in common.
const MOST_PAIRS: usize = 100_000;

/// Sentences of one group, such as those with the same coding, that are set against each other.
const MOST_ALIKE: usize = 48;

/// Two sentences that have less in common tell different things, unless they were coded alike.
const LEAST_OVERLAP: f32 = 0.1;

/// Days before the writing that still count as its time.
const PRESENT: i32 = 100;

/// Days between two writings after which the later one no longer tells how the same matter goes on.
const LONG_AFTER: i32 = 5 * 365;

/// Two sentences of different documents, `a` of the earlier one.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is so or not, whatever the others")]
pub(super) struct Pair<'a> {
    pub(super) table: &'a Table,
    pub(super) a: &'a Fact,
    pub(super) b: &'a Fact,
    /// What they have in common, from 0 to 1; more where a person linked them or coded them alike.
    pub(super) likeness: f32,
    /// Whether each is the other's best match, or a person linked them: they tell the same thing,
    /// in whatever words.
    pub(super) counterparts: bool,
    /// Whether each tells how things stood when it was written, at different times.
    pub(super) apart_in_time: bool,
    /// Whether both say when the thing was, and mean other times.
    pub(super) other_times: bool,
    /// Whether one tells of the past and the other of the time of its writing, and not of the same time.
    pub(super) one_past: bool,
}

impl Pair<'_> {
    /// What the surroundings of two values have in common, from 0 to 1.
    pub(super) fn likeness_around(&self, one: Span, other: Span) -> f32 {
        let (a, b) = (self.a.around(one, CONTEXT), self.b.around(other, CONTEXT));
        self.table.overlap(&self.a.terms_in(a), &self.b.terms_in(b))
    }

    /// The two sides of a difference, in their order: a value, and what the other account has
    /// for it.
    pub(super) fn sides(told: Side, other: Side, in_a: bool) -> (Side, Side) {
        if in_a { (told, other) } else { (other, told) }
    }

    /// Of what kind it is that both tell another value. How things stand changes; what happened and
    /// is over in both does not.
    pub(super) fn kind(&self) -> DifferenceKind {
        let goes_on = self.apart_in_time && [self.a, self.b].iter().any(|fact| fact.tense != Tense::Over);
        if goes_on { DifferenceKind::ChangedSince } else { DifferenceKind::Contradicts }
    }
}

/// The pairs to compare, in order. `progress` hears how many sentences were looked at, and of how many.
pub(super) fn pairs<'a>(
    collection: &Collection,
    matcher: &Matcher,
    table: &'a Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<Pair<'a>> {
    let mut known: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    let Matched { pairs: matched, mut counterparts } = matched(matcher, table, progress);
    for (a, b) in matched {
        known.entry((a, b)).or_insert(0.0);
    }
    for (a, b) in of_one_year(table) {
        *known.entry((a, b)).or_insert(0.0) = 0.05;
    }
    for (a, b) in coded_alike(collection, table) {
        *known.entry((a, b)).or_insert(0.0) = 0.12;
    }
    for link in &collection.links {
        if let (Some(&a), Some(&b)) = (table.at.get(&link.a), table.at.get(&link.b)) {
            known.insert((a.min(b), a.max(b)), 0.25);
            counterparts.insert((a.min(b), a.max(b)));
        }
    }
    let is_rejected =
        |a: usize, b: usize| collection.is_rejected(table.facts[a].passage, table.facts[b].passage);
    let told_by_both = |a: usize, b: usize| table.both_tell(&table.facts[a], &table.facts[b]);
    known.retain(|&(a, b), _| !is_rejected(a, b) && !told_by_both(a, b));
    let pair = |((a, b), bonus): ((usize, usize), f32)| {
        let counterparts = counterparts.contains(&(a, b));
        let (a, b) = (&table.facts[a], &table.facts[b]);
        let overlap = table.overlap(&a.terms, &b.terms);
        let worth_it = overlap >= LEAST_OVERLAP || bonus > 0.0 || counterparts;
        let likeness = (overlap + bonus).min(1.0);
        let present = [a, b].map(|fact| fact.written.is_none_or(|written| is_present(fact, written)));
        worth_it.then_some(Pair {
            table,
            a,
            b,
            likeness,
            counterparts,
            apart_in_time: apart_in_time(a, b),
            other_times: other_times(a, b),
            one_past: present[0] != present[1] && !meet(a, b),
        })
    };
    let mut pairs: Vec<Pair<'a>> = known.into_iter().filter_map(pair).collect();
    if pairs.len() > MOST_PAIRS {
        let place = |pair: &Pair<'_>| (pair.a.passage, pair.b.passage);
        pairs.sort_by(|one, other| {
            other.likeness.total_cmp(&one.likeness).then(place(one).cmp(&place(other)))
        });
        pairs.truncate(MOST_PAIRS);
        pairs.sort_by_key(place);
    }
    pairs
}

/// Pairs of sentences by their positions in the table, the first of the two before.
struct Matched {
    pairs: BTreeSet<(usize, usize)>,
    /// Those of which each is the other's best match in its document.
    counterparts: HashSet<(usize, usize)>,
}

/// What the matcher finds: the best candidates of each sentence, of equal ones in a document only of
/// the first; in a large collection its links.
fn matched(matcher: &Matcher, table: &Table, progress: &mut dyn FnMut(usize, usize)) -> Matched {
    let mut seen = HashSet::new();
    let facts = table.facts.iter();
    let asked: Vec<&Fact> =
        facts.filter(|fact| seen.insert((fact.passage.document, fact.text.as_str()))).collect();
    // What they rest on is not wanted, and may be much.
    let pair = |one: Match| Found { score: one.score, linked: one.linked, a: one.a, b: one.b };
    let mut found: Vec<Found> =
        if asked.len() <= MOST_ASKED {
            let mut found = Vec::new();
            for (at, chunk) in asked.chunks(CHUNK).enumerate() {
                progress(at * CHUNK, asked.len());
                found.par_extend(chunk.par_iter().flat_map_iter(|fact| {
                    matcher.matches_of(fact.passage, CANDIDATES).into_iter().map(pair)
                }));
            }
            found
        } else {
            matcher.links_until(&|| false, progress).into_iter().map(pair).collect()
        };
    let at = |passage| table.at.get(&passage).copied();
    let in_order = |one: &Found| at(one.a).zip(at(one.b)).map(|(a, b)| (a.min(b), a.max(b)));
    let best = best_in_each(&found);
    let is_best = |one: &&Found| best.get(&(one.b, one.a.document)) == Some(&one.a);
    let counterparts = found.iter().filter(|one| best.get(&(one.a, one.b.document)) == Some(&one.b));
    let counterparts = counterparts.filter(is_best).filter_map(in_order).collect();
    if found.len() > MOST_PAIRS {
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then((one.a, one.b).cmp(&(other.a, other.b)))
        });
        found.truncate(MOST_PAIRS);
    }
    Matched { pairs: found.iter().filter_map(in_order).collect(), counterparts }
}

/// What is kept of a match.
struct Found {
    score: f32,
    linked: bool,
    a: Passage,
    b: Passage,
}

/// For each passage and each other document the best of its links there.
fn best_in_each(found: &[Found]) -> HashMap<(Passage, DocumentIndex), Passage> {
    let mut best: HashMap<(Passage, DocumentIndex), (f32, Passage)> = HashMap::new();
    for one in found.iter().filter(|one| one.linked) {
        for (from, to) in [(one.a, one.b), (one.b, one.a)] {
            let known = best.entry((from, to.document)).or_insert((one.score, to));
            if one.score > known.0 {
                *known = (one.score, to);
            }
        }
    }
    best.into_iter().map(|(at, (_, to))| (at, to)).collect()
}

/// Sentences of different documents that tell how the same kind of thing came out in the same year.
fn of_one_year(table: &Table) -> Vec<(usize, usize)> {
    let mut groups: BTreeMap<(i16, u32), Vec<usize>> = BTreeMap::new();
    for (at, fact) in table.facts.iter().enumerate() {
        if fact.features.cues.iter().all(|cue| cue.polarity() == Polarity::Neither) {
            continue;
        }
        let mut years: Vec<i16> = fact.times().iter().map(|range| range.start.year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            for family in shared(&table.families, &fact.terms) {
                groups.entry((year, family)).or_default().push(at);
            }
        }
    }
    among(table, groups.values())
}

/// Sentences of different documents that a person coded as the same step of the same episode.
fn coded_alike(collection: &Collection, table: &Table) -> Vec<(usize, usize)> {
    let mut groups: BTreeMap<(EpisodeIndex, StepIndex), Vec<usize>> = BTreeMap::new();
    for coding in &collection.codings {
        let Some(&at) = table.at.get(&coding.passage) else { continue };
        for step in [coding.coded.step, coding.coded.second_step].into_iter().flatten() {
            for &episode in &coding.coded.episodes {
                groups.entry((episode, step)).or_default().push(at);
            }
        }
    }
    among(table, groups.values())
}

/// The pairs of different documents within each group.
fn among<'a>(table: &Table, groups: impl Iterator<Item = &'a Vec<usize>>) -> Vec<(usize, usize)> {
    let document = |at: usize| table.facts[at].passage.document;
    let mut pairs = Vec::new();
    for group in groups {
        let group = &group[..group.len().min(MOST_ALIKE)];
        for (at, &a) in group.iter().enumerate() {
            let others = group[at + 1..].iter().filter(|&&b| document(a) != document(b));
            pairs.extend(others.map(|&b| (a.min(b), a.max(b))));
        }
        if pairs.len() >= MOST_PAIRS {
            break;
        }
    }
    pairs
}

/// Whether what two sentences tell is of different times, by what they say or, where they say
/// nothing, by when they were written.
pub(super) fn times_differ(a: &Fact, b: &Fact) -> bool {
    let disjoint = |one: &DateRange, other: &DateRange| one.is_before(*other) || other.is_before(*one);
    let times = |fact: &Fact| {
        let told = fact.times();
        if told.is_empty() { fact.written.into_iter().collect() } else { told }
    };
    let (of_a, of_b) = (times(a), times(b));
    let known = !of_a.is_empty() && !of_b.is_empty();
    known && of_a.iter().all(|one| of_b.iter().all(|other| disjoint(one, other)))
}

/// Whether the two were written at different times and each tells of its own.
fn apart_in_time(a: &Fact, b: &Fact) -> bool {
    let (Some(written_a), Some(written_b)) = (a.written, b.written) else { return false };
    let apart = written_a.is_before(written_b) || written_b.is_before(written_a);
    let gap = days_between(written_a, written_b).max(days_between(written_b, written_a));
    // Who writes long after the other tells of the past, unless the sentence speaks of now.
    let later = if written_a.is_before(written_b) { b } else { a };
    let of_now = gap <= LONG_AFTER
        || later.features.about.is_some()
        || matches!(later.tense, Tense::Now | Tense::Unknown);
    apart && of_now && is_present(a, written_a) && is_present(b, written_b)
}

/// Whether what the sentence tells is of the time of its writing.
fn is_present(fact: &Fact, written: DateRange) -> bool {
    fact.features.about.is_none_or(|about| days_between(about, written) <= PRESENT)
}

/// Whether both sentences tell dates, and no two of these lie near each other.
fn other_times(a: &Fact, b: &Fact) -> bool {
    let (a, b) = (a.times(), b.times());
    let far = |one: &DateRange, other: &DateRange| {
        days_between(*one, *other).max(days_between(*other, *one)) > PRESENT
    };
    !a.is_empty() && !b.is_empty() && a.iter().all(|one| b.iter().all(|other| far(one, other)))
}

/// Whether the two tell of the same time.
fn meet(a: &Fact, b: &Fact) -> bool {
    let of_b = b.times();
    a.times().iter().any(|one| of_b.iter().any(|other| one.meets(*other)))
}

/// About how many days lie between the end of one and the beginning of the other; negative where
/// the other begins before that.
fn days_between(one: DateRange, other: DateRange) -> i32 {
    let days =
        |(year, month, day): (i16, u8, u8)| (i32::from(year) * 12 + i32::from(month)) * 30 + i32::from(day);
    days(other.start.first_day()) - days(one.end.last_day())
}
