//! Small collections with work laid over them.

use super::*;
use crate::scheme::format::{Sources, records, settings};
use crate::scheme::{ActorIndex, Direction, EpisodeIndex, Label, StepIndex, resolve};
use crate::store::{CellId, Edit, History};
use crate::text::{BlockIndex, BlockKind, Document, SentenceIndex, Span};

const SCHEME: &str = "[[episode]]\nid='dam'\n[[episode]]\nid='ice'\n[[step]]\nid='one'\n[[step]]\nid='two'\n\
                      [[actor]]\nid='town'\n[[actor]]\nid='crown'\n";

/// Documents `a.txt` and `b.txt`, each with these paragraphs.
fn opened(texts: &[&str], codings: &str, links: &str, rows: &str) -> Arc<Collection> {
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    let sources = Sources { codings: Some(codings), links: Some(links), rows: Some(rows), summaries: None };
    let records = records::parse(sources, &scheme);
    assert_eq!(records.problems, []);
    let documents: Vec<Document> = ["a.txt", "b.txt"].map(|name| document(name, texts)).into();
    let labels = ["A", "B"].map(|letter| Label { letter: letter.to_owned(), cite: String::new() }).to_vec();
    let placed = resolve::place(&records, &documents, &labels);
    assert_eq!(placed.problems, []);
    let (codings, links, rows) = (placed.codings, placed.links, placed.rows);
    Arc::new(
        Collection {
            scheme,
            documents: documents.into(),
            labels,
            codings,
            links,
            rows,
            ..Collection::default()
        }
        .indexed(),
    )
}

fn document(name: &str, texts: &[&str]) -> Document {
    let mut builder = Document::builder(name);
    for text in texts {
        builder.block(BlockKind::Paragraph, text);
    }
    builder.build()
}

const TEXTS: [&str; 3] = ["One came. Two came. Three came.", "A ship came.", "Ice came. Nobody came."];

fn sentence(document: usize, block: usize, sentence: usize) -> Passage {
    Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(sentence))
}

fn paragraph(document: usize, block: usize) -> Passage {
    Passage::block(DocumentIndex(document), BlockIndex(block))
}

fn anchor(collection: &Collection, passage: Passage) -> Anchor {
    let document = collection.document(passage.document);
    Anchor::of(document, passage.block, document.passage_span(passage).unwrap()).unwrap()
}

fn coded(episodes: &[usize], step: Option<usize>) -> Coded {
    let episodes = episodes.iter().map(|&at| EpisodeIndex(at)).collect();
    Coded { episodes, step: step.map(StepIndex), ..Coded::default() }
}

fn time(second: i64) -> Option<Timestamp> {
    Timestamp::from_second(second).ok()
}

/// Work with codings made one after the other.
fn coding_work(collection: &Collection, codings: &[(Passage, Coded)]) -> Work {
    let mut work = Work::default();
    for (at, (passage, coded)) in codings.iter().enumerate() {
        let coding = coding_of(&collection.scheme, anchor(collection, *passage), coded, time(at as i64));
        work.codings.insert(format!("c{at}"), coding);
    }
    work
}

fn link_work(collection: &Collection, links: &[(Passage, Passage, LinkKind)]) -> Work {
    let mut work = Work::default();
    for (at, (a, b, kind)) in links.iter().enumerate() {
        let (a, b) = (anchor(collection, *a), anchor(collection, *b));
        work.links.insert(
            format!("l{at}"),
            store::Link { a, b, kind: kind.clone(), label: None, created: time(at as i64) },
        );
    }
    work
}

/// `A2.1 dam one`: the codings of the laid collection.
fn drawn(collection: &Collection) -> Vec<String> {
    let scheme = &collection.scheme;
    let line = |coding: &Coding| {
        let episodes: Vec<&str> =
            coding.coded.episodes.iter().map(|&episode| scheme.episode(episode).id.as_str()).collect();
        let step = coding.coded.step.map_or("-", |step| scheme.step(step).id.as_str());
        let place = collection.passage_label(coding.passage).replace(" \u{b6}", "");
        format!("{place} {} {step}", episodes.join(","))
    };
    collection.codings.iter().map(line).collect()
}

const HAND: &str = "{\"document\":\"A\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"dam\"],\"step\":\"one\"}\n\
                    {\"document\":\"A\",\"paragraph\":1,\"sentence\":2,\"episodes\":[\"dam\"],\"step\":\"two\"}\n";

#[test]
fn the_readers_coding_stands_in_the_place_of_the_collections() {
    let opened = opened(&TEXTS, HAND, "", "");
    let mut corrections = Corrections::new(Arc::clone(&opened));
    let codings = [(sentence(0, 0, 0), coded(&[1], Some(1))), (sentence(1, 1, 0), coded(&[0, 1], None))];
    let work = coding_work(&opened, &codings);
    let laid = corrections.lay(&work);
    assert_eq!(drawn(&laid), ["A1.1 ice two", "A1.2 dam two", "B2.1 dam,ice -"]);
    assert_eq!(corrections.coding_at(sentence(0, 0, 0)).map(String::as_str), Some("c0"));
    assert_eq!(corrections.coding_at(sentence(0, 0, 1)), None);
    assert!(laid.coding(sentence(0, 0, 0)).is_some_and(|coding| coding.by_hand));
    assert!(Arc::ptr_eq(&laid.documents, &opened.documents), "no text is copied");
    assert_eq!(drawn(&corrections.lay(&Work::default())), drawn(&opened));
}

#[test]
fn a_paragraphs_coding_covers_its_sentences_and_a_later_one_of_a_sentence_decides() {
    let opened = opened(&TEXTS, HAND, "", "");
    let codings = [(paragraph(0, 0), coded(&[1], None)), (sentence(0, 0, 2), coded(&[], None))];
    let mut corrections = Corrections::new(Arc::clone(&opened));
    let laid = corrections.lay(&coding_work(&opened, &codings));
    assert_eq!(drawn(&laid), ["A1 ice -", "A1.3  -"]);
    assert_eq!(corrections.coding_at(sentence(0, 0, 1)).map(String::as_str), Some("c0"));
    assert_eq!(corrections.codings_within(&[paragraph(0, 0)]), ["c0", "c1"]);
    assert_eq!(corrections.codings_within(&[sentence(0, 0, 2)]), ["c1"]);
}

#[test]
fn a_span_means_the_sentences_it_touches() {
    let document = document("a.txt", &TEXTS);
    let at = |start, end| {
        let site = Site { block: BlockIndex(0), span: Span::new(start, end) };
        passages_at(&document, DocumentIndex(0), site)
    };
    assert_eq!(at(0, 3), [sentence(0, 0, 0)]);
    assert_eq!(at(4, 14), [sentence(0, 0, 0), sentence(0, 0, 1)]);
    assert_eq!(at(0, TEXTS[0].len()), [paragraph(0, 0)]);
    let single = Site { block: BlockIndex(1), span: Span::new(0, TEXTS[1].len()) };
    assert_eq!(passages_at(&document, DocumentIndex(0), single), [sentence(0, 1, 0)]);
}

#[test]
fn what_is_not_found_is_said_and_changes_nothing() {
    let opened = opened(&TEXTS, HAND, "", "");
    let mut work = coding_work(
        &opened,
        &[(sentence(0, 0, 0), coded(&[1], None)), (sentence(0, 0, 1), coded(&[1], None))],
    );
    work.codings.get_mut("c0").unwrap().anchor.quote = "Nobody wrote this".to_owned();
    work.codings.get_mut("c1").unwrap().episodes = vec!["gone".to_owned()];
    let cell = CellId { episode: "gone".to_owned(), step: "one".to_owned() };
    work.summaries.insert(cell, store::Summary { text: "s".to_owned(), changed: None });
    let mut corrections = Corrections::new(Arc::clone(&opened));
    let laid = corrections.lay(&work);
    assert_eq!(drawn(&laid), drawn(&opened));
    assert_eq!(laid.summaries, []);
    let said: Vec<String> = corrections.unfit().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said.iter().any(|line| line.contains("'Nobody wrote this' (a.txt \u{b6}1)")), "{said:?}");
    let _ = corrections.lay(&work);
    assert_eq!(corrections.unfit().len(), 3, "said once for each laying");
}

#[test]
fn links_are_added_changed_and_rejected() {
    let links = "{\"a\":\"A#1.1\",\"b\":\"B#1.1\"}\n{\"a\":\"A#2.1\",\"b\":\"B#2.1\"}\n";
    let opened = opened(&TEXTS, "", links, "");
    let work = link_work(
        &opened,
        &[
            (sentence(1, 0, 0), sentence(0, 0, 0), LinkKind::Contradicts),
            (sentence(0, 1, 0), sentence(1, 1, 0), LinkKind::Rejected),
            (sentence(0, 2, 0), sentence(1, 2, 1), LinkKind::Other("parody".to_owned())),
        ],
    );
    let mut corrections = Corrections::new(Arc::clone(&opened));
    let laid = corrections.lay(&work);
    let told: Vec<_> =
        laid.links.iter().map(|link| (link.a, link.b, link.kind.name(), link.strength)).collect();
    assert_eq!(
        told,
        [
            (sentence(0, 0, 0), sentence(1, 0, 0), "contradicts", Strength::Strong),
            (sentence(0, 2, 0), sentence(1, 2, 1), "parody", Strength::Weak),
        ]
    );
    assert!(laid.is_rejected(sentence(1, 1, 0), sentence(0, 1, 0)));
    assert_eq!(laid.links_of(sentence(1, 0, 0)).count(), 1);
    assert_eq!(
        corrections.link_between(sentence(0, 0, 0), sentence(1, 0, 0)).map(String::as_str),
        Some("l0")
    );
}

#[test]
fn a_passage_that_nobody_coded_is_in_the_row_that_it_was_set_level_with() {
    let rows = "{\"id\":\"r1\",\"step\":\"one\",\"label\":\"Comes\",\"cells\":{\"dam\":[\"a.txt#1.1\"]}}\n\
                {\"id\":\"r2\",\"step\":\"one\",\"label\":\"Other\",\"cells\":{\"ice\":[\"b.txt#3.1\"]}}\n";
    let opened = opened(&TEXTS, "", "", rows);
    let (a, b) = (sentence(0, 0, 0), sentence(1, 2, 0));
    let work = link_work(&opened, &[(a, b, LinkKind::Level)]);
    let laid = Corrections::new(Arc::clone(&opened)).lay(&work);
    let joined = vec![(EpisodeIndex(0), vec![a]), (EpisodeIndex(1), vec![b])];
    assert_eq!(laid.rows[0].cells, joined, "and not in none");
}

#[test]
fn a_passage_set_level_joins_the_row_by_hand() {
    let codings = format!(
        "{HAND}{{\"document\":\"B\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"ice\"],\"step\":\"two\"}}\n"
    );
    let row = "{\"id\":\"r\",\"step\":\"one\",\"label\":\"R\",\"cells\":{\"dam\":[\"A#1.1\"],\"ice\":[]}}\n";
    let opened = opened(&TEXTS, &codings, "", row);
    let work = link_work(
        &opened,
        &[
            (sentence(1, 0, 0), sentence(0, 0, 0), LinkKind::Level),
            (sentence(0, 1, 0), sentence(0, 0, 1), LinkKind::Level),
        ],
    );
    let laid = Corrections::new(Arc::clone(&opened)).lay(&work);
    let cells = &laid.rows[0].cells;
    assert_eq!(
        *cells,
        [(EpisodeIndex(0), vec![sentence(0, 0, 0)]), (EpisodeIndex(1), vec![sentence(1, 0, 0)])]
    );
    let level = Level { a: sentence(0, 1, 0), b: sentence(0, 0, 1), label: None };
    assert_eq!(laid.levels, [level], "without a row the two make one");
}

#[test]
fn a_summary_of_the_readers_stands_in_the_place_of_the_collections() {
    let mut collection = (*opened(&TEXTS, "", "", "")).clone();
    collection.summaries.push(Summary {
        episode: EpisodeIndex(0),
        step: StepIndex(0),
        text: "theirs".to_owned(),
    });
    let mut work = Work::default();
    let cell = CellId { episode: "dam".to_owned(), step: "one".to_owned() };
    work.summaries.insert(cell, store::Summary { text: "mine".to_owned(), changed: None });
    let laid = Corrections::new(Arc::new(collection)).lay(&work);
    assert_eq!(laid.summary(EpisodeIndex(0), StepIndex(0)), Some("mine"));
    assert_eq!(laid.summaries.len(), 1);
}

#[test]
fn edit_laid_and_taken_back_is_the_collection_as_opened() {
    let opened = opened(&TEXTS, HAND, "", "");
    let mut corrections = Corrections::new(Arc::clone(&opened));
    let (mut work, mut history) = (Work::default(), History::default());
    let coding = coding_work(&opened, &[(paragraph(0, 0), coded(&[1], Some(0)))]).codings["c0"].clone();
    history.apply(&mut work, Edit::SetCoding { id: "c0".to_owned(), coding }, "step".to_owned());
    assert_eq!(drawn(&corrections.lay(&work)), ["A1 ice one"]);
    history.undo(&mut work);
    assert_eq!(drawn(&corrections.lay(&work)), drawn(&opened));
    history.redo(&mut work);
    assert_eq!(drawn(&corrections.lay(&work)), ["A1 ice one"]);
}

#[test]
fn what_a_coding_says_is_kept_whole() {
    let opened = opened(&TEXTS, "", "", "");
    let said = Coded {
        second_step: Some(StepIndex(1)),
        direction: Some(Direction { from: ActorIndex(0), to: ActorIndex(1) }),
        background: true,
        date: "1953-02/1953-04".parse().ok(),
        ..coded(&[1, 0], Some(0))
    };
    let laid = Corrections::new(Arc::clone(&opened))
        .lay(&coding_work(&opened, &[(sentence(0, 0, 0), said.clone())]));
    assert_eq!(laid.coding(sentence(0, 0, 0)).map(|coding| &coding.coded), Some(&said));
}

#[test]
fn suggestions_made_anew_never_move_what_the_reader_fixed() {
    let texts = [
        "Nobody saw it.",
        "The Great Dam broke, and the Great Dam fell.",
        "The Long Ice came to the Long Ice.",
    ];
    let mut collection = (*opened(&texts, "", "", "")).clone();
    collection.scheme.episodes[0].telltale.names = vec!["Great Dam".to_owned()];
    collection.scheme.episodes[1].telltale.names = vec!["Long Ice".to_owned()];
    let opened = Arc::new(collection.with_suggestions().indexed());
    assert!(opened.coding(sentence(0, 1, 0)).is_some_and(|coding| !coding.by_hand), "{:?}", opened.codings);
    let mut corrections = Corrections::new(Arc::clone(&opened));
    assert!(corrections.has_suggestions());
    let work = coding_work(
        &opened,
        &[(sentence(0, 1, 0), coded(&[1], Some(1))), (sentence(1, 1, 0), coded(&[], None))],
    );
    let laid = corrections.lay(&work);
    corrections.learn(suggested(&laid));
    let again = corrections.lay(&work);
    for passage in [sentence(0, 1, 0), sentence(1, 1, 0)] {
        assert_eq!(again.coding(passage), laid.coding(passage));
        assert!(again.coding(passage).is_some_and(|coding| coding.by_hand));
    }
    assert!(again.codings.iter().any(|coding| !coding.by_hand), "others are still suggested");
}
