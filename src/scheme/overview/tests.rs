//! Strips drawn as letters, and what is counted.

use super::*;
use crate::scheme::format::settings;
use crate::scheme::{Coded, EpisodeIndex, Label, Link, StepIndex, Strength};
use crate::text::{BlockKind, Document};

const SCHEME: &str = "[[episode]]\nid='dam'\nbegins='1953'\n[[episode]]\nid='ice'\nbegins='1963'\n\
                      [[step]]\nid='call'\nletter='C'\n[[step]]\nid='help'\nletter='H'\n";

/// Documents with so many paragraphs of one sentence each, and the years they were written.
fn documents(paragraphs: &[(usize, &str)]) -> Vec<Document> {
    let document = |&(count, date): &(usize, &str)| {
        let mut builder = Document::builder("x.txt");
        for _ in 0..count {
            builder.block(BlockKind::Paragraph, "Something happened.");
        }
        builder.block(BlockKind::Comment, "So it did.");
        builder.metadata().date = date.parse().ok();
        builder.build()
    };
    paragraphs.iter().map(document).collect()
}

fn passage(document: usize, paragraph: usize) -> Passage {
    Passage::sentence(DocumentIndex(document), BlockIndex(paragraph - 1), SentenceIndex(0))
}

/// `(document, paragraph, episode, step, confidence)`
type Code = (usize, usize, usize, Option<usize>, f32);

fn coding(&(document, paragraph, episode, step, confidence): &Code) -> Coding {
    let coded =
        Coded { episodes: vec![EpisodeIndex(episode)], step: step.map(StepIndex), ..Coded::default() };
    Coding { passage: passage(document, paragraph), coded, confidence, by_hand: confidence >= 1.0 }
}

fn collection(scheme: &str, paragraphs: &[(usize, &str)], codes: &[Code]) -> Collection {
    let documents = documents(paragraphs);
    Collection {
        scheme: settings::parse("c.toml", scheme).scheme,
        labels: vec![Label::default(); documents.len()],
        documents: documents.into(),
        codings: codes.iter().map(coding).collect(),
        ..Collection::default()
    }
    .indexed()
}

/// The letters of a document's strip and below them how dense each is.
fn drawn(
    collection: &Collection,
    overview: &Overview,
    document: usize,
    per_cell: usize,
    by: StripBy,
) -> [String; 2] {
    let cells: Vec<StripCell> = overview.strips[document].cells(per_cell, by).collect();
    let letter = |cell: &StripCell| cell.sign.map_or(' ', |sign| sign.letter(&collection.scheme));
    let density = |cell: &StripCell| char::from_digit(cell.density as u32, 10).unwrap();
    [cells.iter().map(letter).collect(), cells.iter().map(density).collect()]
}

#[test]
fn a_strip_tells_episodes_and_steps_in_the_order_of_the_text() {
    let codes =
        [(0, 1, 0, Some(0), 1.0), (0, 2, 0, None, 0.3), (0, 4, 1, Some(1), 0.6), (0, 5, 1, Some(0), 1.0)];
    let collection = collection(SCHEME, &[(6, "1970")], &codes);
    let overview = overview(&collection, &[]);
    assert_eq!(drawn(&collection, &overview, 0, 1, StripBy::Episodes), ["11 22 ", "420340"]);
    assert_eq!(drawn(&collection, &overview, 0, 1, StripBy::Steps), ["C- HC ", "420340"]);
    assert_eq!(drawn(&collection, &overview, 0, 4, StripBy::Episodes), ["12", "34"]);
    let strip = &overview.strips[0];
    let halves: Vec<_> = strip.halves(4, StripBy::Episodes).collect();
    assert_eq!(halves, [[3, 3], [4, 0]], "of the last two, both are in the first half");
    let halves: Vec<_> = strip.halves(3, StripBy::Episodes).collect();
    assert_eq!(halves, [[3, 0], [4, 0]], "of three, two are in the first half");
    assert_eq!(strip.next_run(0, StripBy::Episodes), Some(3));
    assert_eq!(strip.next_run(3, StripBy::Steps), Some(4));
    assert_eq!(strip.next_run(4, StripBy::Episodes), None);
    assert_eq!(strip.previous_run(4, StripBy::Episodes), Some(3));
    assert_eq!(strip.previous_run(3, StripBy::Episodes), Some(0));
}

#[test]
fn silence_and_accounts_written_before_are_told_apart() {
    let codes =
        [(0, 1, 0, Some(0), 1.0), (0, 3, 0, Some(0), 0.4), (0, 2, 0, None, 1.0), (1, 1, 1, Some(1), 1.0)];
    let collection = collection(SCHEME, &[(3, "1960"), (3, "1970")], &codes);
    let coverage = overview(&collection, &[]).coverage;
    let (first, second) = (DocumentIndex(0), DocumentIndex(1));
    assert_eq!(coverage.covered(first, 0), Covered::Told(Count { passages: 3, first: passage(0, 1) }));
    assert_eq!(
        coverage.count(first, 0, Some(StepIndex(0))),
        Some(Count { passages: 2, first: passage(0, 1) })
    );
    assert_eq!(coverage.count(first, 0, Some(StepIndex(1))), None);
    assert_eq!(coverage.covered(first, 1), Covered::WrittenBefore);
    assert_eq!(coverage.covered(second, 0), Covered::Silent);
    assert_eq!(coverage.largest(), 3);
}

#[test]
fn without_a_scheme_strips_and_counts_tell_the_matches() {
    let mut collection = collection("", &[(3, "1960"), (2, "1970"), (1, "1980")], &[]);
    let link = |a, b| Link::new(a, b, Strength::Strong);
    collection.links = vec![link(passage(0, 2), passage(1, 1)), link(passage(2, 1), passage(0, 2))];
    let collection = collection.indexed();
    let overview = overview(&collection, &[]);
    assert_eq!(drawn(&collection, &overview, 0, 1, StripBy::Matches), [" 2 ", "020"]);
    assert_eq!(drawn(&collection, &overview, 1, 1, StripBy::Matches), ["1 ", "10"]);
    let coverage = &overview.coverage;
    let once = |first| Covered::Told(Count { passages: 1, first });
    assert_eq!(coverage.covered(DocumentIndex(0), 1), once(passage(0, 2)));
    assert_eq!(coverage.covered(DocumentIndex(2), 0), once(passage(2, 1)));
    assert_eq!(coverage.covered(DocumentIndex(1), 2), Covered::Unmatched);
    assert_eq!(coverage.covered(DocumentIndex(1), 1), Covered::Itself);
}

#[test]
fn captions_and_comments_have_no_place_on_a_strip() {
    let collection = collection(SCHEME, &[(2, "1970")], &[]);
    let overview = overview(&collection, &[]);
    assert_eq!(overview.longest(), 2);
    assert_eq!(overview.strips[0].position(passage(0, 2)), Some(1));
    assert_eq!(overview.strips[0].position(passage(0, 3)), None);
}
