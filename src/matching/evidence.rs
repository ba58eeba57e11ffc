//! Says of a match what it rests on, part by part.

use std::sync::Arc;

use crate::text::Span;
use crate::text::word::folded;

use super::circle::Shared;
use super::features::function_words::is_function_word;
use super::index::Feature;
use super::intake::{Indexed, Placed, Term};
use super::matcher::Matcher;
use super::model::{Evidence, EvidenceKind, Place};
use super::phrases::{self, Phrase, REACH};
use super::ranking::Parts;
use super::run;

/// Words of two documents that are told.
const SHOWN_SUBJECTS: usize = 4;

/// Phrases that are parts of their own, heaviest first; the rest are one part.
const PHRASES: usize = 6;

/// The parts of a match of `a` and `b`, heaviest first, what is taken off last. They add up to
/// the score without the background, less `background`.
pub(super) fn parts(matcher: &Matcher, a: usize, b: usize, parts: &Parts, background: f32) -> Vec<Evidence> {
    let mut evidence = shared(matcher, a, b);
    let labels = matcher.ranking().shared_labels(a, b).into_iter();
    evidence.extend(
        labels.map(|(label, weight)| without_place(EvidenceKind::Scheme, matcher.label(label), weight)),
    );
    evidence.extend((parts.documents > 0.0).then(|| documents(matcher, a, b, parts.documents)));
    evidence.extend((parts.vectors > 0.0).then(|| vectors(matcher, a, b, parts.vectors)));
    evidence.extend((parts.common > 0.0).then(|| common(matcher, a, b, parts.common)));
    let whole = [
        (EvidenceKind::Neighbours, "the passages around match too", parts.neighbours),
        (EvidenceKind::Company, "what its best matches share", parts.company),
    ];
    evidence.extend(
        whole
            .into_iter()
            .filter(|(.., weight)| *weight > 0.0)
            .map(|(kind, text, weight)| without_place(kind, text, weight)),
    );
    evidence.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    let taken_off = [
        (EvidenceKind::Rival, "its document has a better match", parts.rival),
        (EvidenceKind::Background, "what other candidates share", -background),
    ];
    evidence.extend(
        taken_off
            .into_iter()
            .filter(|(.., weight)| *weight < 0.0)
            .map(|(kind, text, weight)| without_place(kind, text, weight)),
    );
    evidence.shrink_to_fit();
    evidence
}

/// That the two are among each other's best matches, and what further ones are matches of both.
fn common(matcher: &Matcher, a: usize, b: usize, weight: f32) -> Evidence {
    let text = matcher.ranking().shared_matches(a, b).map_or_else(String::new, told_of_matches);
    without_place(EvidenceKind::Common, &text, weight)
}

fn told_of_matches(shared: Shared) -> String {
    let each_other = match shared.of_each_other {
        2 => Some("each is among the best matches of the other".to_owned()),
        1 => Some("one is among the best matches of the other".to_owned()),
        _ => None,
    };
    let others = match shared.others {
        0 => None,
        1 => Some("both match 1 other passage".to_owned()),
        others => Some(format!("both match {others} other passages")),
    };
    each_other.into_iter().chain(others).collect::<Vec<_>>().join(", and ")
}

/// What the documents are about, told by the words that most set both apart.
fn documents(matcher: &Matcher, a: usize, b: usize, weight: f32) -> Evidence {
    let shared = matcher.ranking().shared_subjects(a, b).into_iter().map(|term| matcher.term(term));
    let told = shared.filter(|term| carries_matter(term)).take(SHOWN_SUBJECTS);
    let words: Vec<&str> = told.map(|term| &*term.text).collect();
    let text = if words.is_empty() {
        "their documents are about the same".to_owned()
    } else {
        format!("their documents speak of {}", words.join(", "))
    };
    without_place(EvidenceKind::Documents, &text, weight)
}

/// What vectors say is one part, told by the words that are most alike.
fn vectors(matcher: &Matcher, a: usize, b: usize, weight: f32) -> Evidence {
    let alike = matcher.ranking().alike(matcher.terms(), a, b);
    let (one, other) = (matcher.indexed(a), matcher.indexed(b));
    let places = alike.iter().filter_map(|&(in_a, in_b)| place(one, in_a, other, in_b));
    Evidence { places: places.collect(), ..without_place(EvidenceKind::Vectors, "words used alike", weight) }
}

/// Where a word or an extra of the one and one of the other first stand.
fn place(one: &Indexed, in_a: u32, other: &Indexed, in_b: u32) -> Option<Place> {
    Some(Place { a: one.first_span(in_a)?, b: other.first_span(in_b)? })
}

/// One part for each shared word, name, date and figure and for the heaviest phrases; one for all
/// that carries no matter.
fn shared(matcher: &Matcher, a: usize, b: usize) -> Vec<Evidence> {
    let (one, other) = (matcher.indexed(a), matcher.indexed(b));
    let mut evidence = Vec::new();
    let mut phrases = Vec::new();
    let mut without_matter = Vec::new();
    for (feature, weight) in matcher.ranking().index().shared(a, b) {
        match matcher.ranking().index().feature(feature) {
            Feature::Term(term) if !carries_matter(matcher.term(term)) => without_matter.push((term, weight)),
            Feature::Term(term) => {
                let Term { kind, text, .. } = matcher.term(term).clone();
                let places = place(one, term, other, term).into_iter().collect();
                evidence.push(Evidence { kind, text, weight, places });
            }
            Feature::Phrase(phrase) => phrases.push((phrase, weight)),
        }
    }
    evidence.extend(quoted_words(one, other, &mut phrases));
    let matter = |term: u32| carries_matter(matcher.term(term));
    let (phrases_of_matter, idle): (Vec<_>, Vec<_>) = phrases.into_iter().partition(|(phrase, _)| {
        let (first, second) = phrase.terms();
        matter(first) || matter(second)
    });
    let mut phrases = phrases_of_matter;
    let idle = idle.iter().map(|(_, weight)| weight).sum();
    evidence.extend(function_words(one, other, without_matter, idle));
    phrases.sort_by(|x, y| y.1.total_cmp(&x.1));
    let rest = phrases.split_off(phrases.len().min(PHRASES));
    let text: Arc<str> = "two words that stand together".into();
    evidence.extend(phrases.into_iter().map(|(phrase, weight)| Evidence {
        kind: EvidenceKind::Phrase,
        text: Arc::clone(&text),
        weight,
        places: both_places(one, other, phrase),
    }));
    if !rest.is_empty() {
        let weight = rest.iter().map(|(_, weight)| weight).sum();
        let text = match rest.len() {
            1 => "1 more pair of words".to_owned(),
            count => format!("{count} more pairs of words"),
        };
        evidence.push(without_place(EvidenceKind::Phrase, &text, weight));
    }
    evidence
}

/// What the words, names, dates and figures that two passages share weigh, without those that carry
/// no matter, in points.
pub(super) fn matter(matcher: &Matcher, a: usize, b: usize) -> f32 {
    let index = matcher.ranking().index();
    let of_matter = |feature: u32| match index.feature(feature) {
        Feature::Term(term) => carries_matter(matcher.term(term)),
        Feature::Phrase(_) => false,
    };
    index.shared(a, b).into_iter().filter(|(feature, _)| of_matter(*feature)).map(|(_, weight)| weight).sum()
}

fn carries_matter(term: &Term) -> bool {
    term.kind != EvidenceKind::Term || !is_function_word(&folded(&term.text))
}

/// The function words, heaviest first, with what their phrases weigh. One place of each is enough:
/// nobody needs to be shown every `of`.
fn function_words(
    one: &Indexed,
    other: &Indexed,
    mut words: Vec<(u32, f32)>,
    phrases: f32,
) -> Option<Evidence> {
    words.sort_by(|x, y| y.1.total_cmp(&x.1));
    let places = words.iter().filter_map(|&(term, _)| place(one, term, other, term));
    let weight = words.iter().map(|(_, weight)| weight).sum::<f32>() + phrases;
    (!words.is_empty()).then(|| Evidence {
        places: places.collect(),
        ..without_place(EvidenceKind::FunctionWords, "words that carry no matter", weight)
    })
}

/// The longest run of words that both have, if it is as long as a quotation: its phrases are one
/// part.
fn quoted_words(one: &Indexed, other: &Indexed, phrases: &mut Vec<(Phrase, f32)>) -> Option<Evidence> {
    let terms = |passage: &Indexed| -> Vec<u32> { passage.words.iter().map(|word| word.term).collect() };
    let (in_a, in_b) = run::longest(&terms(one), &terms(other))?;
    let within = phrases::within(&terms(one)[in_a.clone()]);
    let weight = phrases.iter().filter(|(phrase, _)| within.contains(phrase)).map(|(_, weight)| weight).sum();
    phrases.retain(|(phrase, _)| !within.contains(phrase));
    let span = |words: &[Placed]| {
        let end = words.iter().map(|word| word.span().end).max().unwrap_or_default();
        Span::new(words[0].span().start, end)
    };
    let place = Place { a: span(&one.words[in_a]), b: span(&other.words[in_b]) };
    Some(Evidence {
        places: [place].into(),
        ..without_place(EvidenceKind::QuotedWords, "a run of the same words", weight)
    })
}

fn without_place(kind: EvidenceKind, text: &str, weight: f32) -> Evidence {
    Evidence { kind, text: text.into(), weight, places: Box::default() }
}

/// Where the first word and the second of a phrase stand together first.
fn both_places(one: &Indexed, other: &Indexed, phrase: Phrase) -> Box<[Place]> {
    let both = first_place(one, phrase).zip(first_place(other, phrase));
    both.map_or_else(Box::default, |(a, b)| a.into_iter().zip(b).map(|(a, b)| Place { a, b }).collect())
}

fn first_place(passage: &Indexed, phrase: Phrase) -> Option<[Span; 2]> {
    let (first, second) = phrase.terms();
    let words = &passage.words;
    let mut firsts = words.iter().enumerate().filter(|(_, word)| word.term == first);
    firsts.find_map(|(at, word)| {
        let mut after = words[at + 1..].iter().enumerate().take(REACH);
        let (_, other) = after.find(|(between, other)| other.term == second && phrase.fits(between + 1))?;
        Some([word.span(), other.span()])
    })
}
