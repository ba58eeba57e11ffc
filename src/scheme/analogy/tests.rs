//! Invented floods: what plays the same part, whoever it was.

use proptest::prelude::*;

use super::*;
use crate::scheme::format::settings;
use crate::scheme::model::{ActorIndex, Coded, Coding};
use crate::text::{BlockIndex, BlockKind, Document, DocumentIndex, SentenceIndex};

const SCHEME: &str = "[[episode]]\nid='dam'\nnames=['Ostra','Reed']\n[[episode]]\nid='ice'\nnames=['Veld']\n\
                      [[step]]\nid='call'\nterms=['ask for boats']\n\
                      [[actor]]\nid='town'\nnames=['Ostra','Veld']\n[[actor]]\nid='crown'\nnames=['Crown']\n";

fn passage(block: usize) -> Passage {
    Passage::sentence(DocumentIndex(0), BlockIndex(block), SentenceIndex(0))
}

fn collection(texts: &[&str]) -> Collection {
    let mut builder = Document::builder("x.txt");
    builder.metadata().language = Some("en".to_owned());
    for text in texts {
        builder.block(BlockKind::Paragraph, text);
    }
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    Collection { scheme, documents: [builder.build()].into(), ..Collection::default() }
}

fn group(episode: usize, block: usize) -> Group {
    Group { episode: EpisodeIndex(episode), step: StepIndex(0), passages: vec![passage(block)] }
}

/// The analogous pairs among groups, best first, with what each pair shares.
fn among<'a>(compared: &'a Compared<'_>) -> Vec<((usize, usize), f32, Vec<Shared<'a>>)> {
    let mut pairs = compared.pairs();
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
    pairs.iter().map(|pair| (pair.groups, pair.score, compared.shared(&[pair.groups]))).collect()
}

/// Texts of which each tells an episode of its own.
fn told(texts: &[&str]) -> (Analogies, Vec<Group>) {
    let groups = (0..texts.len()).map(|block| group(block, block)).collect();
    (Analogies::new(&collection(texts), (0..texts.len()).map(passage)), groups)
}

#[test]
fn the_same_deed_of_others_is_analogous() {
    let texts = [
        "In 1953 Ostra asked the Crown for boats.",
        "The harvest had been good that year.",
        "Veld had asked the Crown for forty boats.",
        "Nobody in the village could read.",
    ];
    let (analogies, groups) = told(&texts);
    let compared = analogies.compared(&groups);
    let found = among(&compared);
    assert_eq!(found.iter().map(|(groups, ..)| *groups).collect::<Vec<_>>(), [(0, 2)]);
    let shared = &found[0].2;
    let kinds: Vec<_> = shared.iter().map(|shared| shared.kind).collect();
    for kind in [TraitKind::Term, TraitKind::Word, TraitKind::Actors] {
        assert!(kinds.contains(&kind), "{shared:?}");
    }
}

#[test]
fn names_and_one_word_alone_are_no_analogy() {
    for texts in [
        ["Ostra lies on the Crown's land in 1953.", "Veld sold wool; in 1953 Ostra bought."],
        ["Boats rot.", "The old king of the far country sold his boats before winter came again."],
        ["", "Ostra"],
    ] {
        let (analogies, groups) = told(&texts);
        assert_eq!(analogies.compared(&groups).pairs(), [], "{texts:?}");
    }
}

#[test]
fn one_passage_in_two_cells_is_its_own_counterpart() {
    let collection = collection(&["Ostra asked for boats, as did Veld."]);
    let analogies = Analogies::new(&collection, [passage(0)]);
    let groups = [group(0, 0), group(1, 0)];
    let compared = analogies.compared(&groups);
    assert_eq!(among(&compared)[0].2[0].kind, TraitKind::Passage);
    assert_eq!(analogies.compared(&[group(0, 0), group(0, 0)]).pairs(), []);
    let elsewhere = Group { step: StepIndex(1), ..group(1, 0) };
    assert_eq!(analogies.compared(&[group(0, 0), elsewhere]).pairs(), []);
}

#[test]
fn a_kind_of_deed_in_other_words_is_analogous() {
    let (analogies, groups) = told(&["The mayor offered the widow a field.", "A bishop proposed a truce."]);
    let compared = analogies.compared(&groups);
    let found = among(&compared);
    assert_eq!(found.len(), 1);
    assert!(found[0].2.iter().any(|shared| shared.text == "offering"), "{found:?}");
}

#[test]
fn who_moved_towards_whom_says_more_than_words() {
    let texts = ["Ostra begged.", "Veld shouted.", "Veld begged."];
    let mut collection = collection(&texts);
    collection.scheme.steps[0].directed = true;
    let towards = |from, to| Some(Direction { from: ActorIndex(from), to: ActorIndex(to) });
    for (block, direction) in [towards(0, 1), towards(0, 1), towards(1, 0)].into_iter().enumerate() {
        let coded = Coded { step: Some(StepIndex(0)), direction, ..Coded::default() };
        collection.codings.push(Coding { passage: passage(block), coded, confidence: 1.0, by_hand: true });
    }
    let collection = collection.indexed();
    let groups = [group(0, 0), group(1, 1), group(1, 2)];
    let analogies = Analogies::new(&collection, (0..3).map(passage));
    let compared = analogies.compared(&groups);
    let (groups, _, shared) = &among(&compared)[0];
    assert_eq!((*groups, shared[0].kind), ((0, 1), TraitKind::Direction));
}

proptest! {
    #[test]
    fn scores_are_sums_between_nothing_and_one(
        texts in prop::collection::vec("(Ostra|Veld|Crown|ask|for|boats|ice|1953|\u{6c34}| |\\.){0,12}", 0..8),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).collect();
        let (analogies, groups) = told(&texts);
        let compared = analogies.compared(&groups);
        let found = among(&compared);
        let (again, groups) = told(&texts);
        let compared = again.compared(&groups);
        prop_assert_eq!(&found, &among(&compared));
        for ((first, second), score, shared) in found {
            let sum: f32 = shared.iter().map(|shared| shared.weight).sum();
            prop_assert!((score - sum).abs() < 1e-6 && score <= 1.001);
            prop_assert!(first < second);
        }
    }
}
