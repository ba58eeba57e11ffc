//! Records on small texts that were changed since.

use std::fmt::Write;

use super::*;
use crate::scheme::format::{Sources, records, settings};
use crate::text::{BlockKind, hash};

const TEXT: &[&str] = &[
    "The river rose over the dike in the night. Nobody had rung the bell.",
    "In the morning the mayor asked the neighbouring town for forty boats and for blankets.",
    "The town sent none. The town sent none.",
];

fn document(paragraphs: &[&str]) -> Document {
    let mut builder = Document::builder("flood.txt");
    for paragraph in paragraphs {
        builder.block(BlockKind::Paragraph, paragraph);
    }
    builder.build()
}

fn label(letter: &str) -> Label {
    Label { letter: letter.to_owned(), cite: String::new() }
}

/// One record for each sentence of `TEXT`, with hashes or without.
fn recorded(hashed: bool) -> Records {
    let document = document(TEXT);
    let mut lines = String::new();
    for (index, block) in document.blocks().iter().enumerate() {
        let text = document.block_text(BlockIndex(index));
        for (sentence, span) in document.sentences(BlockIndex(index)).iter().enumerate() {
            let words = span.of(&text);
            let hashes = format!(
                ",\"hash\":\"{:016x}\",\"near\":\"{:016x}\"",
                hash::words_hash(words),
                hash::near_hash(words)
            );
            let hashes = if hashed { hashes.as_str() } else { "" };
            let (paragraph, sentence) = (block.number, sentence + 1);
            writeln!(
                lines,
                "{{\"document\":\"A\",\"paragraph\":{paragraph},\"sentence\":{sentence},\"episodes\":[\"flood\"]{hashes}}}"
            )
            .unwrap();
        }
    }
    parsed(Sources { codings: Some(&lines), ..Sources::default() })
}

fn parsed(sources: Sources<'_>) -> Records {
    let text = "[[episode]]\nid='flood'\n[[episode]]\nid='ice'\n[[step]]\nid='one'\n[[step]]\nid='two'\n";
    let records = records::parse(sources, &settings::parse("c.toml", text).scheme);
    assert_eq!(records.problems, []);
    records
}

fn places(placement: &Placement) -> Vec<String> {
    let place = |passage: Passage| {
        let sentence = passage.sentence.map_or(String::new(), |sentence| format!(".{}", sentence.0 + 1));
        format!("{}{sentence}", passage.block.0 + 1)
    };
    placement.codings.iter().map(|coding| place(coding.passage)).collect()
}

fn check(paragraphs: &[&str], expected: &[&str], counts: (usize, usize, usize)) -> Placement {
    let placement = place(&recorded(true), &[document(paragraphs)], &[label("A")]);
    assert_eq!(places(&placement), expected);
    let found = placement.counts;
    assert_eq!((found.exact, found.near, found.lost), counts);
    placement
}

#[test]
fn unchanged_text_keeps_every_place() {
    check(TEXT, &["1.1", "1.2", "2.1", "3.1", "3.2"], (5, 0, 0));
}

#[test]
fn moved_sentences_are_found_and_repeated_ones_in_order() {
    check(
        &["A new first line.", TEXT[0], TEXT[1], "Between.", TEXT[2]],
        &["2.1", "2.2", "3.1", "5.1", "5.2"],
        (5, 0, 0),
    );
}

#[test]
fn one_word_changed_is_near() {
    let changed = TEXT[1].replace("blankets", "food");
    check(&[TEXT[0], &changed, TEXT[2]], &["1.1", "1.2", "2.1", "3.1", "3.2"], (4, 1, 0));
}

#[test]
fn a_sentence_that_is_cut_here_is_coded_in_all_its_parts() {
    let cut = TEXT[1].replace(" for forty", ". For forty");
    check(&[TEXT[0], &cut, TEXT[2]], &["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"], (5, 0, 0));
}

#[test]
fn another_sentence_in_its_place_is_not_taken() {
    let placement = check(
        &[TEXT[0], "Winter came early that year and the ice lay thick on every pond.", TEXT[2]],
        &["1.1", "1.2", "3.1", "3.2"],
        (4, 0, 1),
    );
    assert_eq!(placement.problems[0].to_string(), "codings.jsonl:3: A \u{b6}2.1 does not fit, left out");
}

#[test]
fn without_hashes_positions_count() {
    let placement = place(&recorded(false), &[document(&["Other. Words."])], &[label("A")]);
    assert_eq!(places(&placement), ["1.1", "1.2"]);
    assert_eq!(placement.counts.lost, 3);
}

#[test]
fn retold_sentences_are_merged() {
    let records = parsed(Sources {
        codings: Some(
            "{\"document\":\"A\",\"paragraph\":1,\"sentence\":1,\"episodes\":[\"ice\"],\"background\":true,\"retelling\":{\"paragraph\":1,\"sentence\":1}}\n\
             {\"document\":\"A\",\"paragraph\":1,\"sentence\":2,\"episodes\":[\"flood\"],\"step\":\"two\",\"date\":\"1953\",\"retelling\":{\"paragraph\":1,\"sentence\":1}}\n\
             {\"document\":\"A\",\"paragraph\":1,\"sentence\":3,\"hash\":\"1\",\"retelling\":null}\n\
             {\"document\":\"A\",\"paragraph\":1,\"sentence\":4,\"retelling\":{\"paragraph\":9,\"sentence\":1}}\n\
             {\"document\":\"B\",\"paragraph\":1,\"sentence\":1}\n",
        ),
        links: Some(
            "{\"a\":\"B#1.1\",\"b\":\"A#1.1\",\"strength\":\"weak\"}\n{\"a\":\"A#1.2\",\"b\":\"B#1.1\"}\n\
             {\"a\":\"A#1.3\",\"b\":\"B#1.1\"}\n{\"a\":\"A#7.1\",\"b\":\"B#1.1\"}\n{\"a\":\"A#1.1\",\"b\":\"A#1.2\"}\n",
        ),
        rows: Some(
            "{\"id\":\"r\",\"step\":\"one\",\"label\":\"x\",\"cells\":{\"flood\":[\"A#1.1\",\"A#1.2\"],\"ice\":[\"A#1.3\"]}}\n",
        ),
        summaries: None,
    });
    let mut retelling = document(&["Retold in one."]);
    retelling.metadata.retelling = Some("after X".to_owned());
    let placement = place(&records, &[retelling, document(&["Second text."])], &[label("A"), label("B")]);
    assert_eq!(placement.codings.len(), 2);
    let coded = &placement.codings[0].coded;
    assert_eq!(coded.episodes.len(), 2);
    assert!(coded.step.is_some() && !coded.background && coded.date.is_some());
    assert_eq!(placement.links.len(), 1);
    assert_eq!(placement.links[0].strength, Strength::Strong);
    assert_eq!(
        placement.rows[0].cells,
        [(crate::scheme::EpisodeIndex(0), vec![placement.codings[0].passage])]
    );
    let counts = placement.counts;
    assert_eq!((counts.exact, counts.not_retold, counts.lost), (3, 1, 1));
    assert_eq!(placement.problems.len(), 3, "{:?}", placement.problems);
}

#[test]
fn documents_are_recognised_by_their_words_or_their_title() {
    let records = recorded(true);
    let mut quoting = document(&[TEXT[1], "Much more.", "And more."]);
    let candidates = [document(&["Something else."]), quoting.clone(), document(TEXT)];
    let titles = [("A", Some("The Flood"))];
    assert_eq!(recognise(&records, &titles, &candidates), [None, None, Some("A".to_owned())]);
    quoting.metadata.title = Some("the flood.".to_owned());
    assert_eq!(recognise(&records, &titles, &[quoting]), [Some("A".to_owned())]);
}

#[test]
fn nothing_fits_an_empty_document() {
    let placement = place(&recorded(true), &[document(&[])], &[label("A")]);
    assert_eq!((placement.codings.len(), placement.counts.lost), (0, 5));
    assert_eq!(place(&recorded(true), &[], &[]).problems.len(), 1);
}
