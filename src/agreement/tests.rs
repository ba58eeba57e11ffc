//! What is counted, what is left out, and that intervals are the same in every run.

use super::*;
use crate::scheme::{Episode, Label, Scheme, Step};
use crate::text::{BlockKind, Document, SentenceIndex};

/// Documents with so many paragraphs of two sentences each, two episodes and two steps.
fn collection(paragraphs: &[usize]) -> Collection {
    let episode = |id: &str| Episode {
        id: id.into(),
        name: id.into(),
        short: id.into(),
        when: None,
        hidden: false,
        telltale: crate::scheme::Telltale::default(),
    };
    let step = |id: &str| Step {
        id: id.into(),
        name: id.into(),
        letter: 'x',
        question: id.into(),
        directed: false,
        telltale: crate::scheme::Telltale::default(),
    };
    let documents: Vec<Document> = paragraphs
        .iter()
        .map(|&count| {
            let mut builder = Document::builder("d");
            builder.block(BlockKind::Heading(1), "A Heading");
            for _ in 0..count {
                builder.block(BlockKind::Paragraph, "The sea rose. The town slept.");
            }
            builder.build()
        })
        .collect();
    Collection {
        labels: vec![Label::default(); documents.len()],
        documents: documents.into(),
        scheme: Scheme {
            episodes: vec![episode("one"), episode("two")],
            steps: vec![step("call"), step("after")],
            ..Scheme::default()
        },
        ..Collection::default()
    }
}

fn at(document: usize, paragraph: usize, sentence: usize) -> Passage {
    Passage::sentence(DocumentIndex(document), BlockIndex(paragraph), SentenceIndex(sentence))
}

fn coded(episodes: &[usize], step: Option<usize>) -> Coded {
    Coded {
        episodes: episodes.iter().copied().map(EpisodeIndex).collect(),
        step: step.map(StepIndex),
        ..Coded::default()
    }
}

fn reading(codings: &[(Passage, Coded)]) -> Reading {
    Reading { codings: codings.iter().cloned().collect() }
}

fn asked(agreement: &Agreement, question: Question) -> &Figures {
    agreement.figures.iter().find(|figures| figures.question == question).expect("asked")
}

#[test]
fn what_is_counted() {
    let collection = collection(&[5]);
    let a = reading(&[
        (at(0, 1, 0), coded(&[0], Some(0))),
        (at(0, 1, 1), coded(&[0], Some(0))),
        (at(0, 2, 0), coded(&[0, 1], Some(1))),
    ]);
    let b = reading(&[
        (at(0, 1, 0), coded(&[0], Some(0))),
        (at(0, 1, 1), coded(&[0], Some(1))),
        (at(0, 2, 0), coded(&[1, 0], Some(1))),
        (at(0, 3, 0), coded(&[1], None)),
    ]);
    let found = agreement(&collection, &a, &b, Unit::Sentence);
    assert_eq!(found.units, 10, "the heading is no prose and nobody coded it");
    let counts = |question| {
        let f = asked(&found, question);
        [f.both, f.only_a, f.only_b, f.otherwise, f.neither]
    };
    assert_eq!(counts(Question::Episode(EpisodeIndex(0))), [3, 0, 0, 0, 7]);
    assert_eq!(counts(Question::Episode(EpisodeIndex(1))), [1, 0, 1, 0, 8]);
    assert_eq!(counts(Question::Episodes), [3, 0, 1, 0, 6]);
    assert_eq!(counts(Question::Steps), [2, 0, 0, 1, 7]);
    assert_eq!(
        found.differences.iter().map(|one| one.passage).collect::<Vec<_>>(),
        [at(0, 1, 1), at(0, 3, 0)]
    );
    let first = asked(&found, Question::Episode(EpisodeIndex(0))).kappa.unwrap();
    assert!((first.value - 1.0).abs() < 1e-9);
    let second = asked(&found, Question::Episode(EpisodeIndex(1))).kappa.unwrap();
    // Observed .9, expected .1 * .2 + .9 * .8 = .74.
    assert!((second.value - 0.16 / 0.26).abs() < 1e-9, "{second:?}");
}

#[test]
fn a_paragraph_that_one_reader_coded_whole_meets_the_sentences_of_the_other() {
    let collection = collection(&[2]);
    let paragraph = Passage::block(DocumentIndex(0), BlockIndex(1));
    let whole = reading(&[(paragraph, coded(&[0], Some(0)))]);
    let one_by_one = reading(&[(at(0, 1, 0), coded(&[0], Some(0))), (at(0, 1, 1), coded(&[0], Some(0)))]);
    for unit in [Unit::Sentence, Unit::Paragraph] {
        assert_eq!(agreement(&collection, &whole, &one_by_one, unit).differences, []);
    }
    let half = reading(&[(at(0, 1, 0), coded(&[0], Some(0)))]);
    assert_eq!(agreement(&collection, &whole, &half, Unit::Sentence).differences.len(), 1);
    assert_eq!(agreement(&collection, &whole, &half, Unit::Paragraph).differences.len(), 0);
}

#[test]
fn a_document_that_one_reader_did_not_touch_is_left_out() {
    let collection = collection(&[2, 3]);
    let a = reading(&[(at(0, 1, 0), coded(&[0], None)), (at(1, 1, 0), coded(&[0], None))]);
    let b = reading(&[(at(0, 1, 0), coded(&[0], None))]);
    let found = agreement(&collection, &a, &b, Unit::Sentence);
    assert_eq!((found.units, found.read_by_one), (4, vec![DocumentIndex(1)]));
    assert_eq!(found.differences, []);
    let nothing = agreement(&collection, &a, &Reading::default(), Unit::Sentence);
    assert_eq!((nothing.units, nothing.figures.len()), (0, 0));
}

#[test]
fn intervals_hold_the_figure_and_are_the_same_in_every_run() {
    let collection = collection(&[60]);
    let all: Vec<_> = (1..=40).map(|paragraph| (at(0, paragraph, 0), coded(&[0], None))).collect();
    let found = agreement(&collection, &reading(&all), &reading(&all[10..]), Unit::Sentence);
    let kappa = asked(&found, Question::Episode(EpisodeIndex(0))).kappa.unwrap();
    let (low, high) = kappa.interval.unwrap();
    assert!(low < kappa.value && kappa.value < high && high - low < 0.4, "{kappa:?}");
    let again = agreement(&collection, &reading(&all), &reading(&all[10..]), Unit::Sentence);
    assert_eq!(found, again);
    let swapped = agreement(&collection, &reading(&all[10..]), &reading(&all), Unit::Sentence);
    let other = asked(&swapped, Question::Episode(EpisodeIndex(0)));
    assert_eq!((other.kappa, other.only_b), (Some(kappa), 10));
}
