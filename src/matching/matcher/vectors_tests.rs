//! Matches with static vectors made by hand.

use std::sync::Arc;

use super::tests::document;
use super::*;
use crate::matching::{Evidence, StaticVectors};

/// Words for water, for boats and for bread point three ways.
const WORDS: &str = "\
flood 1 0 0
deluge 0.9 0.1 0
river 0.8 0 0.1
boats 0 1 0
vessels 0.1 0.9 0
bread 0 0 1
loaves 0 0.1 0.9
";

fn two_tellings() -> Vec<Document> {
    vec![
        document("a", &["A flood came at dawn.", "Forty boats were asked for.", "Bread was dear."]),
        document(
            "b",
            &["Loaves cost too much.", "Vessels had to be sent.", "That deluge surprised everyone."],
        ),
    ]
}

fn with_vectors(documents: &[Document]) -> Matcher {
    let vectors = StaticVectors::from_lines(WORDS.as_bytes()).expect("vectors");
    Matcher::with(documents, Inputs { vectors: Some(Arc::new(vectors)), ..Inputs::default() })
}

fn part(found: &Match) -> Option<&Evidence> {
    found.evidence.iter().find(|part| part.kind == EvidenceKind::Vectors)
}

#[test]
fn passages_without_a_word_in_common_find_each_other() {
    let documents = two_tellings();
    let matcher = with_vectors(&documents);
    let passages: Vec<Passage> = matcher.passages().collect();
    for (asked, wanted) in [(0, 5), (1, 4), (2, 3)] {
        let found = matcher.matches_of(passages[asked], 10);
        assert_eq!(found.first().map(|best| best.b), Some(passages[wanted]), "{asked}: {found:#?}");
        assert!(part(&found[0]).is_some_and(|part| part.weight > 0.0), "{found:#?}");
    }
    let by_words = Matcher::new(&documents, &Spellings::default(), Unit::Sentence);
    assert!(by_words.matches_of(passages[0], 10).iter().all(|found| part(found).is_none()));
}

#[test]
fn what_vectors_say_is_told_by_words_that_are_alike() {
    let documents = two_tellings();
    let matcher = with_vectors(&documents);
    let passages: Vec<Passage> = matcher.passages().collect();
    let found = matcher.matches_of(passages[0], 1);
    let by_vectors = part(&found[0]).expect("a part by vectors");
    assert_eq!(found[0].told(by_vectors, &documents), "flood ~ deluge");
    let back = found[0].clone().mirrored();
    assert_eq!(back.told(part(&back).expect("the same part"), &documents), "deluge ~ flood");
}

#[test]
fn parts_add_up_and_are_the_same_from_either_side() {
    let matcher = with_vectors(&two_tellings());
    for passage in matcher.passages() {
        for found in matcher.matches_of(passage, 10) {
            let sum: f32 = found.evidence.iter().map(|part| part.weight).sum();
            assert!((sum - found.score).abs() < 1e-3, "{found:#?}");
            let back = matcher.matches_of(found.b, 10);
            let back = back.iter().find(|back| back.b == found.a);
            let weight = |found: &Match| part(found).map(|part| part.weight.to_bits());
            if let Some(back) = back {
                assert_eq!(weight(&found), weight(back));
            }
        }
    }
}

#[test]
fn texts_without_known_words_get_nothing_from_vectors() {
    for texts in [&[][..], &["\u{6c34}\u{706b}.", "12 34.", "\u{2014}"], &["flood", "flood"]] {
        let matcher = with_vectors(&[document("a", texts), document("b", texts)]);
        for passage in matcher.passages() {
            let found = matcher.matches_of(passage, 5);
            assert!(found.iter().all(|found| found.score.is_finite()), "{texts:?}");
        }
    }
}
