//! What is kept between codings changes nothing: the same is suggested and stands level as if all were
//! read anew.

use proptest::prelude::*;

use super::KeptReadings;
use crate::matching::{Match, MatchKind};
use crate::scheme::format::settings;
use crate::scheme::synopsis::{Axis, synopsis};
use crate::scheme::{
    Coded, Coding, Collection, EpisodeIndex, FurtherEvidence, Label, StepIndex, Suggestion, suggest_from,
};
use crate::text::{BlockKind, Document, Passage};

const SCHEME: &str = r#"
[[episode]]
id = "flood"
begins = "1953-02"
names = ["Ostra"]
terms = ["dike"]
examples = ["The water stood in the lower streets for nine days."]
[[episode]]
id = "strike"
begins = "1971"
names = ["Veld"]
terms = ["wages"]
[[step]]
id = "call"
terms = ["ask for help", "telegram"]
examples = ["The mayor sent a letter to the town."]
[[step]]
id = "answer"
terms = ["send boats", "refuse"]
[[actor]]
id = "crown"
names = ["Crown"]
[[actor]]
id = "town"
names = ["Town"]
"#;

const SENTENCES: [&str; 10] = [
    "The dike broke near Ostra on 1 February 1953.",
    "The Town asked for help by telegram.",
    "The Crown refused to send boats.",
    "In the lower streets the water stood for days.",
    "At Veld the wages were cut in 1971.",
    "The mayor sent a second letter.",
    "Nobody answered it.",
    "Boats were sent in the end, and the Crown paid.",
    "Their wages were paid by the Town.",
    "It rained.",
];

/// Documents in two languages, a sentence by its number; paragraphs of two.
fn collection(texts: &[Vec<usize>]) -> Collection {
    let document = |(at, numbers): (usize, &Vec<usize>)| {
        let mut builder = Document::builder(format!("{at}.txt"));
        for pair in numbers.chunks(2) {
            let sentences: Vec<&str> = pair.iter().map(|&number| SENTENCES[number]).collect();
            builder.block(BlockKind::Paragraph, &sentences.join(" "));
        }
        builder.metadata().language = Some(["en", "de"][usize::from(at == 2)].to_owned());
        builder.build()
    };
    let documents: Vec<Document> = texts.iter().enumerate().map(document).collect();
    let labels = documents.iter().map(|_| Label::default()).collect();
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    Collection { scheme, documents: documents.into(), labels, ..Collection::default() }
        .with_suggestions()
        .indexed()
}

/// What a person codes, or takes back where it is coded.
fn code(codings: &mut Vec<Coding>, passage: Passage, episode: usize, step: usize) {
    let known = codings.len();
    codings.retain(|coding| coding.passage != passage);
    if codings.len() == known {
        let coded = Coded {
            episodes: (episode < 2).then_some(EpisodeIndex(episode)).into_iter().collect(),
            step: (step < 2).then_some(StepIndex(step)),
            ..Coded::default()
        };
        codings.push(Coding { passage, coded, confidence: 1.0, by_hand: true });
        codings.sort_by_key(|coding| coding.passage);
    }
}

/// A match of two passages, where they are of two documents.
fn found_match(passages: &[Passage], (a, b, score): (usize, usize, u8)) -> Option<Match> {
    let [a, b] = [a, b].map(|at| passages[at % passages.len()]);
    (a.document != b.document).then(|| Match {
        a,
        b,
        score: score.into(),
        linked: true,
        kind: MatchKind::Echo,
        evidence: Vec::new(),
        by_hand: false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_is_kept_changes_what_is_suggested_or_laid_out(
        texts in prop::collection::vec(prop::collection::vec(0..SENTENCES.len(), 1..8), 1..4),
        pressed in prop::collection::vec((0..64_usize, any::<bool>(), 0..3_usize, 0..3_usize), 1..8),
        matched in prop::collection::vec((0..64_usize, 0..64_usize, 1..4_u8), 0..8),
        taken in prop::collection::vec(0..9_usize, 8),
    ) {
        let opened = collection(&texts);
        let passages: Vec<Passage> =
            opened.document_indices().flat_map(|index| opened.sentences_of(index)).collect();
        let matches: Vec<Match> = matched.iter().filter_map(|found| found_match(&passages, *found)).collect();
        opened.learn_matches(&matches);
        let readings = opened.readings();
        let mut by_hand = Vec::new();
        for ((at, whole, episode, step), taken) in pressed.into_iter().zip(taken) {
            let passage = passages[at % passages.len()];
            let passage = if whole { Passage { sentence: None, ..passage } } else { passage };
            code(&mut by_hand, passage, episode, step);

            let laid = opened.with_codings(by_hand.clone()).indexed();
            let found = laid.readings().suggester().codings(&laid);
            let evidence = FurtherEvidence { by_hand: Some(&laid), matched: readings.matched() };
            let anew = suggest_from(&laid.scheme, &laid.documents, evidence);
            prop_assert_eq!(&found, &anew.iter().filter_map(Suggestion::coding).collect::<Vec<_>>());
            for document in laid.document_indices() {
                let of_document = laid.readings().suggester().suggestions_in(&laid, document);
                let anew = anew.iter().filter(|suggestion| suggestion.passage.document == document);
                prop_assert_eq!(of_document, anew.cloned().collect::<Vec<_>>());
            }

            let shown = opened.with_codings(by_hand.iter().cloned().chain(found).collect()).indexed();
            let nothing_kept = Collection { readings: KeptReadings::default(), ..shown.clone() };
            let matches = &matches[..taken.min(matches.len())];
            for axis in [Axis::Episodes, Axis::Documents(None)] {
                prop_assert_eq!(synopsis(&shown, axis, matches), synopsis(&nothing_kept, axis, matches));
            }
            let sentences = shown.document_indices().flat_map(|index| shown.sentences_of(index));
            prop_assert_eq!(shown.sentences(), sentences.collect::<Vec<_>>());
        }
    }
}

#[test]
fn other_texts_or_another_scheme_are_read_anew() {
    let mut collection = collection(&[vec![0, 1, 4]]);
    assert!(collection.readings().known_suggester().is_some());
    let laid = collection.with_codings(Vec::new());
    assert!(laid.readings().known_suggester().is_some(), "what is laid over it shares what was read");
    collection.scheme.episodes.pop();
    assert!(collection.readings().known_suggester().is_none());
    assert!(
        collection
            .readings()
            .suggester()
            .codings(&collection)
            .iter()
            .all(|coding| { coding.coded.episodes == [EpisodeIndex(0)] })
    );
}
