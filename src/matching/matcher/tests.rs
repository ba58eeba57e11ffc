//! Matches between small texts, and what must hold for any texts.

use std::cell::Cell;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::matching::EvidenceKind;
use crate::matching::model::Evidence;
use crate::text::{BlockIndex, BlockKind, DocumentIndex, SentenceIndex};

pub(super) fn document(name: &str, paragraphs: &[&str]) -> Document {
    let mut builder = Document::builder(name);
    builder.metadata().language = Some("en".to_owned());
    for paragraph in paragraphs {
        builder.block(BlockKind::Paragraph, paragraph);
    }
    builder.build()
}

fn matcher(documents: &[Document]) -> Matcher {
    Matcher::new(documents, &Spellings::default(), Unit::Sentence)
}

fn floods() -> Vec<Document> {
    vec![
        document(
            "a",
            &[
                "The mayor of Holm asked the neighbouring town for forty boats.",
                "Nobody had rung the bell when the river rose over the northern dike.",
                "Bread was dear that winter.",
            ],
        ),
        document(
            "b",
            &[
                "Schools stayed shut for a week.",
                "Over the northern dike the river rose in the night, and no bell was rung.",
                "Holm's mayor had asked for forty boats from the neighbouring town.",
            ],
        ),
    ]
}

#[test]
fn independent_accounts_of_one_event_find_each_other() {
    let documents = floods();
    let matcher = matcher(&documents);
    let passage =
        |document, block| Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0));
    assert_eq!(matcher.matches_of(passage(0, 0), 1)[0].b, passage(1, 2));
    assert_eq!(matcher.matches_of(passage(1, 1), 1)[0].b, passage(0, 1));
    let found = &matcher.matches_of(passage(0, 0), 1)[0];
    let words: Vec<_> = found.evidence.iter().map(|part| found.told(part, &documents)).collect();
    assert!(words.iter().any(|word| word == "boats") && words.iter().any(|word| word == "Holm"), "{words:?}");
    let boats = found.evidence.iter().find(|part| &*part.text == "boats").unwrap();
    let text = documents[1].block_text(BlockIndex(2));
    assert_eq!(boats.places[0].b.of(&text), "boats");
    assert_eq!(matcher.matches_of(passage(0, 9), 3), []);
}

#[test]
fn function_words_are_one_part() {
    let documents = floods();
    let matcher = matcher(&documents);
    let second = matcher.passages().nth(1).unwrap();
    let found = &matcher.matches_of(second, 1)[0];
    let of = |kind| found.evidence.iter().filter(move |part| part.kind == kind);
    let gathered: Vec<_> = of(EvidenceKind::FunctionWords).collect();
    assert_eq!(gathered.len(), 1, "{found:?}");
    assert_eq!(found.told(gathered[0], &documents), "over, the");
    assert!(gathered[0].weight > 0.0);
    let terms: Vec<&str> = of(EvidenceKind::Term).map(|part| &*part.text).collect();
    assert!(terms.contains(&"dike") && !terms.contains(&"the"), "{terms:?}");
}

#[test]
fn accounts_that_match_the_same_ones_have_that_in_common() {
    let told = [
        "The mayor of Holm asked for forty boats when the river rose over the northern dike.",
        "When the river rose over the dike Holm's mayor asked the town for forty boats.",
        "Forty boats were asked for by the mayor of Holm as the northern dike gave way.",
    ];
    let rest = ["Bread was dear that winter.", "Schools stayed shut.", "The bell was sold to a founder."];
    let documents: Vec<_> = (0..3).map(|at| document("d", &[told[at], rest[at]])).collect();
    let matcher = matcher(&documents);
    let first = matcher.passages().next().unwrap();
    let found = &matcher.matches_of(first, 1)[0];
    let common = found.evidence.iter().find(|part| part.kind == EvidenceKind::Common).expect("a part");
    assert!(common.weight > 0.0, "{common:?}");
    assert_eq!(&*common.text, "each is among the best matches of the other, and both match 2 other passages");
}

/// Four accounts in other words, and as many with the same ones.
fn accounts() -> Vec<Document> {
    let told = [
        "The mayors of Holm were asking for 1,200 boats when the river rose over the northern dike.",
        "When the rivers rose over the dikes, Holm's mayor asked the town for 1200 boats.",
        "Some 1,200 boats were asked for by the mayor of Holm as the northern dike gave way.",
        "He wrote: the mayor of Holm asked for 1,200 boats when the river rose over northern dikes.",
    ];
    let before = ["The bell rang.", "Bells were ringing.", "The bells rang twice.", "A bell rings."];
    let rest = ["Bread was dear.", "Schools stayed shut.", "A founder came.", "The winter was long."];
    (0..4).map(|at| document("d", &[before[at], told[at], told[(at + 1) % 4], rest[at]])).collect()
}

#[test]
fn the_evidence_is_told_in_the_words_of_the_passage() {
    let documents = accounts();
    let matcher = matcher(&documents);
    let text = |passage: Passage| documents[passage.document.0].passage_text(passage);
    let mut kinds = Vec::new();
    for found in matcher.passages().flat_map(|passage| matcher.matches_of(passage, 9)) {
        for found in [found.clone(), found.mirrored()] {
            for part in found.evidence.iter().filter(|part| !part.places.is_empty()) {
                let told = found.told(part, &documents);
                let words = told.split('\u{2026}').flat_map(|words| match part.kind {
                    EvidenceKind::FunctionWords => words.split(", ").collect(),
                    _ => vec![words],
                });
                for words in words.map(str::trim).filter(|words| !words.is_empty()) {
                    assert!(text(found.a).contains(words), "{told:?} is not in {:?}", text(found.a));
                }
                kinds.push(part.kind);
            }
        }
    }
    for kind in [
        EvidenceKind::Term,
        EvidenceKind::Phrase,
        EvidenceKind::Figure,
        EvidenceKind::QuotedWords,
        EvidenceKind::FunctionWords,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn the_evidence_adds_up_to_what_the_ranking_says() {
    let matcher = matcher(&accounts());
    let (mut scratch, mut seen) = (matcher.ranking.scratch(), Parts::default());
    let most = |seen: &mut f32, part: f32| *seen = seen.max(part.abs());
    for at in 0..matcher.passages.len() {
        let profile = matcher.profile(at, &mut scratch);
        for (other, parts) in matcher.ranking.best(at, profile, 12, &mut scratch) {
            let evidence = evidence::parts(&matcher, at, other as usize, &parts, profile.background);
            let sum: f32 = evidence.iter().map(|part| part.weight).sum();
            let score = parts.score() - profile.background;
            assert!((sum - score).abs() < 1e-3, "{sum} and {score}: {parts:?} {evidence:#?}");
            most(&mut seen.words, parts.words);
            most(&mut seen.company, parts.company);
            most(&mut seen.common, parts.common);
            most(&mut seen.neighbours, parts.neighbours);
            most(&mut seen.rival, parts.rival);
        }
    }
    let parts = [seen.words, seen.company, seen.common, seen.neighbours, seen.rival];
    assert!(parts.iter().all(|part| *part > 0.0), "a part that is not tried: {seen:?}");
}

#[test]
fn a_long_run_of_words_is_a_quotation() {
    let shared = "we shall not send a single boat before the ice is gone";
    let documents = [
        document("a", &[&format!("He said that {shared}, and left.")]),
        document("b", &[&format!("The answer was: {shared}!")]),
    ];
    let matcher = matcher(&documents);
    let first = matcher.passages().next().unwrap();
    assert_eq!(matcher.matches_of(first, 1)[0].kind, MatchKind::Quotation);
}

#[test]
fn work_stops_when_it_is_cancelled() {
    let line = ["Boats came."; CHUNK * 2];
    let matcher = matcher(&[document("a", &line), document("b", &line)]);
    let asked = Cell::new(0);
    let cancelled = || {
        asked.set(asked.get() + 1);
        asked.get() > 2
    };
    let mut last = 0;
    matcher.links_until(&cancelled, &mut |done, _| last = done);
    assert_eq!(last, CHUNK);
}

#[test]
fn a_number_alone_is_no_passage_to_match() {
    let numbered =
        |name| document(name, &["The river rose over the dike.", "4.", "1953", "\u{2014} \u{2026}"]);
    let matcher = matcher(&[numbered("a"), numbered("b")]);
    assert_eq!(matcher.passages().count(), 2);
    assert!(matcher.links().iter().all(|found| found.a.block == BlockIndex(0)));
}

#[test]
fn no_documents_no_matches() {
    assert!(matcher(&[]).links().is_empty());
    assert!(matcher(&[document("a", &["Alone."])]).links().is_empty());
}

proptest! {
    #[test]
    fn parts_add_up_and_mirror(texts in prop::collection::vec("([a-e]{1,2}[ .]){1,14}", 2..6)) {
        let documents: Vec<_> =
            texts.chunks(2).map(|texts| document("x", &texts.iter().map(String::as_str).collect::<Vec<_>>())).collect();
        let matcher = matcher(&documents);
        for passage in matcher.passages() {
            let matches = matcher.matches_of(passage, 5);
            prop_assert!(matches.is_sorted_by(|x, y| x.score >= y.score - 1e-3));
            for found in matches {
                let sum: f32 = found.evidence.iter().map(|part| part.weight).sum();
                prop_assert!((sum - found.score).abs() < 1e-4);
                let Some(back) = matcher.matches_of(found.b, 100).into_iter().find(|back| back.b == passage) else {
                    return Err(TestCaseError::fail("the match has no counterpart"));
                };
                let named = |found: Match| -> Vec<Evidence> {
                    found.evidence.into_iter().filter(|part| !matches!(part.kind, EvidenceKind::Background | EvidenceKind::Company | EvidenceKind::Rival)).collect()
                };
                prop_assert_eq!(back.linked, found.linked);
                prop_assert_eq!(named(back.mirrored()), named(found));
            }
        }
        let links = matcher.links();
        for link in &links {
            prop_assert!(link.a.document < link.b.document && link.linked);
        }
        let of_all = matcher.passages().flat_map(|passage| matcher.matches_of(passage, 100));
        let linked: BTreeSet<_> = of_all.filter(|found| found.linked && found.a < found.b).map(|found| (found.a, found.b)).collect();
        prop_assert_eq!(linked, links.iter().map(|link| (link.a, link.b)).collect::<BTreeSet<_>>());
    }
}

/// The scheme says which of several matches is the better one, not that there is one.
#[test]
fn what_only_the_scheme_says_is_no_link() {
    let documents = [
        document("a", &["The mayor of Holm asked for forty boats.", "Bread was dear that winter."]),
        document("b", &["Holm's mayor had asked for forty boats.", "Nobody heard a bell."]),
    ];
    let links = |labels| {
        let inputs = Inputs { labels, ..Inputs::default() };
        let matcher = Matcher::with(&documents, inputs);
        let scheme = |found: &Match| found.evidence.iter().any(|part| part.kind == EvidenceKind::Scheme);
        let pairs: Vec<_> = matcher.links().iter().map(|link| (link.a, link.b, scheme(link))).collect();
        (pairs, matcher.passages().collect::<Vec<_>>())
    };
    let (without, passages) = links(Labels::default());
    let mut labels = Labels::default();
    let flood = labels.name("flood".to_owned());
    for passage in &passages {
        labels.put(*passage, flood, 1.0);
    }
    let (with, _) = links(labels);
    assert_eq!(without, [(passages[0], passages[2], false)]);
    assert_eq!(with, [(passages[0], passages[2], true)]);
}

/// Among a few short texts everything is near; what two have in common must carry matter.
#[test]
fn what_only_function_words_and_neighbours_say_is_no_link() {
    let documents = [
        document(
            "a",
            &[
                "A fire broke out in the grain warehouse of the port.",
                "The harbour was closed for two days, and ships had to be sent to Karsund.",
            ],
        ),
        document(
            "b",
            &[
                "It was I who first saw the flames of the grain warehouse burning in the port.",
                "In the summer we used to swim off the old pier, and to eat cherries.",
            ],
        ),
    ];
    let links = matcher(&documents).links();
    let linked: Vec<_> = links.iter().map(|link| (link.a.block.0, link.b.block.0)).collect();
    assert_eq!(linked, [(0, 0)], "{links:?}");
}

/// What stands everywhere links nothing, and what stands a few times only its own.
#[test]
fn equal_lines_are_linked_where_they_are_few() {
    let lines = |copies: usize| -> Vec<String> {
        let of = |at: usize| {
            format!("The river of town{} rose over dike{} in the night.", at / copies, at / copies)
        };
        (0..1200).map(of).collect()
    };
    for (copies, expected) in [(400, 0), (3, 3)] {
        let lines = lines(copies);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let matcher = matcher(&[document("a", &lines), document("b", &lines)]);
        let found: Vec<usize> = (0..1200).step_by(100).map(|at| matcher.links_of(at).len()).collect();
        assert!(found.iter().all(|links| *links == expected), "{copies} copies: {found:?}");
    }
}

#[test]
fn of_too_many_links_the_best_are_kept() {
    let texts: Vec<String> =
        (0..6).map(|at| format!("The mayor of Sandhaven asked for {at} boats.")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let matcher = matcher(&[document("a", &texts), document("b", &texts)]);
    let all = matcher.links();
    assert!(all.len() > 4, "{}", all.len());
    for most in [0, 1, 4, all.len(), all.len() + 1] {
        let mut kept = all.clone();
        kept.reverse();
        keep_best(&mut kept, most);
        kept.sort_by(best_first);
        assert_eq!(kept, all[..most.min(all.len())]);
    }
}
