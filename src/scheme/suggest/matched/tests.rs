//! Two accounts of a strike and a flood, the second in other words than those of the scheme.

use crate::matching::{Match, MatchKind};
use crate::scheme::format::settings;
use crate::scheme::model::{Coded, Coding, EpisodeIndex, Link, StepIndex, Strength};
use crate::scheme::readings::KeptReadings;
use crate::scheme::{Collection, FurtherEvidence, ReasonKind, SpeaksFor, Suggestion, suggest_from};
use crate::text::{BlockIndex, BlockKind, Document, DocumentIndex, Passage, SentenceIndex};

const SCHEME: &str = r#"
[[episode]]
id = "strike"
names = ["Dunmore"]
[[episode]]
id = "flood"
names = ["Ostra"]
[[step]]
id = "out"
terms = ["walked out"]
[[step]]
id = "force"
terms = ["police"]
[[step]]
id = "end"
terms = ["signed"]
"#;

const TEXTS: [&str; 2] = [
    "The men of Dunmore walked out. Then the police came to Dunmore. At Ostra the dike broke.",
    "At Dunmore they laid down their tools. Horsemen rode into the crowd. The water came.",
];

/// A paragraph for each sentence.
fn document(text: &str) -> Document {
    let mut builder = Document::builder("x.txt");
    for sentence in text.split_inclusive(". ") {
        builder.block(BlockKind::Paragraph, sentence);
    }
    builder.build()
}

fn collection() -> Collection {
    Collection {
        scheme: settings::parse("c.toml", SCHEME).scheme,
        documents: TEXTS.map(document).into(),
        ..Collection::default()
    }
    .indexed()
}

fn passage(document: usize, paragraph: usize) -> Passage {
    Passage::sentence(DocumentIndex(document), BlockIndex(paragraph), SentenceIndex(0))
}

/// Matches of paragraphs of the first document with those of the second, best first.
fn matches(pairs: &[(usize, usize)]) -> Vec<Match> {
    let found = |&(a, b): &(usize, usize)| Match {
        a: passage(0, a),
        b: passage(1, b),
        score: 9.0,
        linked: true,
        kind: MatchKind::SameEvent,
        evidence: Vec::new(),
        by_hand: false,
    };
    pairs.iter().map(found).collect()
}

/// What a paragraph of the second document is taken to be, with these matches.
fn told(collection: &Collection, pairs: &[(usize, usize)], paragraph: usize) -> Suggestion {
    let collection = Collection { readings: KeptReadings::default(), ..collection.clone() };
    collection.learn_matches(&matches(pairs));
    let readings = collection.readings();
    let evidence = FurtherEvidence { by_hand: Some(&collection), matched: readings.matched() };
    let suggestions = suggest_from(&collection.scheme, &collection.documents, evidence);
    suggestions.into_iter().find(|one| one.passage == passage(1, paragraph)).expect("a suggestion")
}

fn step(suggestion: &Suggestion) -> Option<usize> {
    suggestion.step.map(|(step, _)| step.0)
}

fn counterpart(suggestion: &Suggestion) -> Option<Passage> {
    suggestion.reasons.iter().find_map(|reason| reason.counterpart)
}

#[test]
fn a_passage_tells_what_its_counterpart_tells() {
    let collection = collection();
    assert_eq!(step(&told(&collection, &[], 0)), None);
    let tied = told(&collection, &[(0, 0)], 0);
    assert_eq!(step(&tied), Some(0));
    let of_match: Vec<_> = tied.reasons.iter().filter(|reason| reason.kind == ReasonKind::Match).collect();
    assert_eq!(of_match.len(), 2, "for the episode and for the step: {tied:?}");
    for reason in of_match {
        assert_eq!(reason.counterpart, Some(passage(0, 0)));
        assert_eq!(reason.text, "The men of Dunmore walked out.");
        assert!(reason.weight > 0.0 && reason.weight <= super::MATCHED);
        let sure = match reason.speaks_for {
            SpeaksFor::Episode(_) => tied.episodes[0].1,
            SpeaksFor::Step(_) => tied.step.expect("a step").1,
        };
        let sum = tied.score(reason.speaks_for);
        assert!((1.0 / (1.0 + (-sum).exp()) - sure).abs() < 1e-5, "the parts add up: {tied:?}");
    }
}

#[test]
fn the_best_counterpart_counts_where_each_is_the_others_best() {
    let collection = collection();
    assert_eq!(step(&told(&collection, &[(0, 1), (1, 1)], 1)), Some(0));
    assert_eq!(step(&told(&collection, &[(1, 1), (0, 1)], 1)), Some(1));
    assert_eq!(counterpart(&told(&collection, &[(1, 0), (1, 1)], 1)), None, "another is its best");
}

#[test]
fn what_a_counterpart_has_from_around_it_says_nothing() {
    let mut collection = collection();
    let texts = [
        "The men of Dunmore walked out. The fog came down. They stood in it.",
        "The fog was thick at Dunmore.",
    ];
    collection.documents = texts.map(document).into();
    let from_fog = told(&collection, &[(1, 0)], 0);
    assert!(from_fog.reasons.iter().all(|reason| reason.kind != ReasonKind::Match), "{from_fog:?}");
}

#[test]
fn what_a_person_says_comes_first() {
    let mut collection = collection();
    let pair = (passage(0, 1), passage(1, 1));
    collection.rejected.insert(pair);
    assert_eq!(counterpart(&told(&collection, &[(1, 1)], 1)), None, "a match that was rejected");
    assert_eq!(counterpart(&told(&collection, &[(1, 1), (0, 1)], 1)), Some(passage(0, 0)));

    collection.rejected.clear();
    collection.links = vec![Link::new(passage(0, 0), passage(1, 1), Strength::Strong)];
    assert_eq!(counterpart(&told(&collection, &[(1, 1)], 1)), Some(passage(0, 0)), "a link by hand");
    let of_the_other = told(&collection, &[(1, 1), (0, 0)], 0);
    assert_eq!(counterpart(&of_the_other), None, "whose best was linked with another");
    let whole = Passage { sentence: None, ..passage(0, 0) };
    collection.links = vec![Link::new(whole, passage(1, 1), Strength::Strong)];
    assert_eq!(counterpart(&told(&collection, &[(1, 1)], 1)), Some(passage(0, 1)), "of a paragraph");
    collection.links = vec![Link::new(passage(0, 0), passage(1, 1), Strength::Weak)];
    assert_eq!(counterpart(&told(&collection, &[(1, 1)], 1)), Some(passage(0, 1)), "a weak one");

    let coded = Coded { episodes: vec![EpisodeIndex(0)], step: Some(StepIndex(2)), ..Coded::default() };
    collection.codings = vec![Coding { passage: passage(0, 1), coded, confidence: 1.0, by_hand: true }];
    assert_eq!(step(&told(&collection.indexed(), &[(1, 1)], 1)), Some(2), "what the counterpart was coded");
}

#[test]
fn an_episode_is_surer_with_a_counterpart_of_it() {
    let collection = collection();
    let (tied, alone) = (told(&collection, &[(1, 1)], 1), told(&collection, &[], 1));
    assert_eq!(tied.episodes[0].0, alone.episodes[0].0);
    assert!(tied.episodes[0].1 > alone.episodes[0].1, "{tied:?} {alone:?}");
}
