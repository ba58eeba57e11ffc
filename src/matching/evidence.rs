//! Says of a match what it rests on, part by part.

use crate::text::Span;
use crate::text::word::folded;

use super::features::function_words::is_function_word;
use super::index::Feature;
use super::intake::{Indexed, Placed, Term};
use super::matcher::Matcher;
use super::model::{Evidence, EvidenceKind};
use super::phrases::{self, Phrase};
use super::ranking::Parts;
use super::run;

/// Words of a quotation that are told.
const SHOWN_WORDS: usize = 12;

/// Function words that are told.
const SHOWN_FUNCTION_WORDS: usize = 3;

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
        labels.map(|(label, weight)| {
            without_place(EvidenceKind::Scheme, matcher.label(label).to_owned(), weight)
        }),
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
            .map(|(kind, text, weight)| without_place(kind, text.to_owned(), weight)),
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
            .map(|(kind, text, weight)| without_place(kind, text.to_owned(), weight)),
    );
    evidence
}

/// What matches of both are the same.
fn common(matcher: &Matcher, a: usize, b: usize, weight: f32) -> Evidence {
    let shared = matcher.ranking().shared_matches(a, b);
    let text = match shared.map(|shared| (shared.others, shared.from_both_sides)) {
        Some((0, true)) => "each is among the best matches of the other".to_owned(),
        Some((0, false)) | None => "one is among the best matches of the other".to_owned(),
        Some((1, _)) => "both match one other passage".to_owned(),
        Some((others, _)) => format!("both match {others} other passages"),
    };
    without_place(EvidenceKind::Common, text, weight)
}

/// What the documents are about, told by the words that most set both apart.
fn documents(matcher: &Matcher, a: usize, b: usize, weight: f32) -> Evidence {
    let shared = matcher.ranking().shared_subjects(a, b).into_iter();
    let words: Vec<&str> = shared.take(SHOWN_SUBJECTS).map(|term| matcher.term(term).text.as_str()).collect();
    let text = if words.is_empty() {
        "their documents are about the same".to_owned()
    } else {
        format!("their documents speak of {}", words.join(", "))
    };
    without_place(EvidenceKind::Documents, text, weight)
}

/// What vectors say is one part, told by the words that are most alike.
fn vectors(matcher: &Matcher, a: usize, b: usize, weight: f32) -> Evidence {
    let alike = matcher.ranking().alike(matcher.terms(), a, b);
    let text = |number: u32| matcher.term(number).text.as_str();
    let pairs: Vec<String> =
        alike.iter().map(|&(one, other)| format!("{} ~ {}", text(one), text(other))).collect();
    let spans = |at: usize, of: fn(&(u32, u32)) -> u32| -> Vec<Span> {
        alike.iter().flat_map(|pair| matcher.indexed(at).spans(of(pair))).collect()
    };
    Evidence {
        kind: EvidenceKind::Vectors,
        text: if pairs.is_empty() { "words used alike".to_owned() } else { pairs.join(", ") },
        weight,
        spans_a: spans(a, |pair| pair.0),
        spans_b: spans(b, |pair| pair.1),
    }
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
                let Term { kind, text } = matcher.term(term).clone();
                let (spans_a, spans_b) = (one.spans(term), other.spans(term));
                evidence.push(Evidence { kind, text, weight, spans_a, spans_b });
            }
            Feature::Phrase(phrase) => phrases.push((phrase, weight)),
        }
    }
    evidence.extend(quoted_words(matcher, one, other, &mut phrases));
    let matter = |term: u32| carries_matter(matcher.term(term));
    let (phrases_of_matter, idle): (Vec<_>, Vec<_>) = phrases.into_iter().partition(|(phrase, _)| {
        let (first, second) = phrase.terms();
        matter(first) || matter(second)
    });
    let mut phrases = phrases_of_matter;
    let idle = idle.iter().map(|(_, weight)| weight).sum();
    evidence.extend(function_words(matcher, without_matter, idle));
    phrases.sort_by(|x, y| y.1.total_cmp(&x.1));
    let rest = phrases.split_off(phrases.len().min(PHRASES));
    evidence.extend(phrases.into_iter().map(|(phrase, weight)| Evidence {
        kind: EvidenceKind::Phrase,
        text: text(matcher, phrase),
        weight,
        spans_a: spans(one, phrase),
        spans_b: spans(other, phrase),
    }));
    if !rest.is_empty() {
        let weight = rest.iter().map(|(_, weight)| weight).sum();
        let text = format!("{} more pairs of words", rest.len());
        evidence.push(without_place(EvidenceKind::Phrase, text, weight));
    }
    evidence
}

fn carries_matter(term: &Term) -> bool {
    term.kind != EvidenceKind::Term || !is_function_word(&folded(&term.text))
}

/// The function words, heaviest first, with what their phrases weigh. They stand nowhere: nobody
/// needs to be shown every `of`.
fn function_words(matcher: &Matcher, mut words: Vec<(u32, f32)>, phrases: f32) -> Option<Evidence> {
    words.sort_by(|x, y| y.1.total_cmp(&x.1));
    let weight = words.iter().map(|(_, weight)| weight).sum::<f32>() + phrases;
    let told: Vec<String> =
        words.iter().take(SHOWN_FUNCTION_WORDS).map(|&(term, _)| folded(&matcher.term(term).text)).collect();
    let more = if words.len() > SHOWN_FUNCTION_WORDS { " \u{2026}" } else { "" };
    let text = format!("{}{more}", told.join(", "));
    (!words.is_empty()).then(|| without_place(EvidenceKind::FunctionWords, text, weight))
}

/// The longest run of words that both have, if it is as long as a quotation: its phrases are one
/// part.
fn quoted_words(
    matcher: &Matcher,
    one: &Indexed,
    other: &Indexed,
    phrases: &mut Vec<(Phrase, f32)>,
) -> Option<Evidence> {
    let terms = |passage: &Indexed| -> Vec<u32> { passage.words.iter().map(|word| word.term).collect() };
    let (in_a, in_b) = run::longest(&terms(one), &terms(other))?;
    let quoted = terms(one)[in_a.clone()].to_vec();
    let within = phrases::within(&quoted);
    let weight = phrases.iter().filter(|(phrase, _)| within.contains(phrase)).map(|(_, weight)| weight).sum();
    phrases.retain(|(phrase, _)| !within.contains(phrase));
    let words: Vec<&str> =
        quoted.iter().take(SHOWN_WORDS).map(|&term| matcher.term(term).text.as_str()).collect();
    let more = if quoted.len() > SHOWN_WORDS { " \u{2026}" } else { "" };
    let span = |words: &[Placed]| {
        let end = words.iter().map(|word| word.span().end).max().unwrap_or_default();
        vec![Span::new(words[0].span().start, end)]
    };
    Some(Evidence {
        kind: EvidenceKind::QuotedWords,
        text: format!("{}{more}", words.join(" ")),
        weight,
        spans_a: span(&one.words[in_a]),
        spans_b: span(&other.words[in_b]),
    })
}

fn without_place(kind: EvidenceKind, text: String, weight: f32) -> Evidence {
    Evidence { kind, text, weight, spans_a: Vec::new(), spans_b: Vec::new() }
}

fn text(matcher: &Matcher, phrase: Phrase) -> String {
    let (first, second) = phrase.terms();
    let between = if phrase.skips() { " \u{2026} " } else { " " };
    format!("{}{between}{}", matcher.term(first).text, matcher.term(second).text)
}

/// Where the phrase stands: from its first word to its second, or both where others stand between.
fn spans(passage: &Indexed, phrase: Phrase) -> Vec<Span> {
    let (first, second) = phrase.terms();
    let words = &passage.words;
    let mut spans = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.term == first) {
        let after = words[at + 1..].iter().enumerate().take(4);
        for (between, other) in after.filter(|(_, other)| other.term == second) {
            if !phrase.fits(between + 1) {
                continue;
            }
            if between == 0 {
                spans.push(Span::new(word.span().start, other.span().end.max(word.span().end)));
            } else {
                spans.extend([word.span(), other.span()]);
            }
        }
    }
    spans
}
