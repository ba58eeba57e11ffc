//! Small collections, laid out as lines: one for each row, cells parted by `|`.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::scheme::format::{Sources, records, settings};
use crate::scheme::{Label, Level, board, resolve};
use crate::text::{BlockIndex, BlockKind, Document, SentenceIndex};

const SCHEME: &str = "[[episode]]\nid='dam'\nbegins='1953'\n[[episode]]\nid='ice'\nhidden=true\nbegins='1963'\n\
                      [[step]]\nid='one'\n[[step]]\nid='two'\n";

/// Documents `A`, `B`, ... with the given number of one-sentence paragraphs; the last paragraph of
/// each is a comment.
fn collection(paragraphs: &[usize], codings: &str, links: &str, rows: &str) -> Collection {
    let scheme = settings::parse("c.toml", SCHEME).scheme;
    let sources = Sources { codings: Some(codings), links: Some(links), rows: Some(rows), summaries: None };
    let records = records::parse(sources, &scheme);
    assert_eq!(records.problems, []);
    let documents: Vec<_> = paragraphs.iter().map(|&count| document(count)).collect();
    let letters =
        ('A'..='Z').map(|letter| Label { letter: letter.to_string(), cite: format!("Cite {letter}") });
    let labels: Vec<_> = letters.take(documents.len()).collect();
    let placed = resolve::place(&records, &documents, &labels);
    assert_eq!(placed.problems, []);
    let (codings, links, rows) = (placed.codings, placed.links, placed.rows);
    Collection { scheme, documents: documents.into(), labels, codings, links, rows, ..Collection::default() }
        .indexed()
}

fn document(paragraphs: usize) -> Document {
    let mut builder = Document::builder("x.txt");
    for _ in 0..paragraphs {
        builder.block(BlockKind::Paragraph, "Something happened.");
    }
    builder.block(BlockKind::Comment, "So it did.");
    builder.metadata().date = "1960".parse().ok();
    builder.build()
}

/// `A1 dam one 1953`: a coding, with `-` for what is not said.
fn codings(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let words: Vec<_> = line.split(' ').collect();
        let (document, paragraph) = words[0].split_at(1);
        let episodes = words[1].split(',').map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(",");
        let quoted = |word: &str| if word == "-" { "null".to_owned() } else { format!("\"{word}\"") };
        let step = quoted(words[2]);
        let date = quoted(words.get(3).unwrap_or(&"-"));
        let background = words.contains(&"background");
        writeln!(
            text,
            "{{\"document\":\"{document}\",\"paragraph\":{paragraph},\"sentence\":1,\"episodes\":[{episodes}],\
             \"step\":{step},\"date\":{date},\"background\":{background}}}"
        )
        .unwrap();
    }
    text
}

fn links(pairs: &[(&str, &str)]) -> String {
    let id = |place: &str| format!("{}#{}.1", &place[..1], &place[1..]);
    let line = |(a, b): &(&str, &str)| format!("{{\"a\":\"{}\",\"b\":\"{}\"}}", id(a), id(b));
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn drawn(collection: &Collection, synopsis: &Synopsis) -> Vec<String> {
    let mut lines = Vec::new();
    for band in &synopsis.bands {
        let step = band.step.map_or("-", |step| collection.scheme.step(step).id.as_str());
        let silent: String = band.silent.iter().map(|&silent| if silent { 's' } else { '.' }).collect();
        lines.push(format!("{step} {silent}"));
        for row in &band.rows {
            let place = |cell: &CellPassage| {
                let letter = &collection.label(cell.passage.document).letter;
                format!("{letter}{}", cell.passage.block.0 + 1)
            };
            let cell = |cell: &Cell| cell.passages.iter().map(place).collect::<Vec<_>>().join(" ");
            let label = row.label.as_deref().unwrap_or("");
            let mark = if row.background { " background" } else { "" };
            lines.push(format!(
                "{label}: {}{mark}",
                row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
            ));
        }
    }
    lines
}

#[test]
fn rows_by_hand_come_first_and_links_join_them() {
    let collection = collection(
        &[4, 4],
        &codings(&[
            "A1 dam one 1953-03",
            "A2 dam one 1953-02",
            "A3 dam,ice two",
            "A4 ice one 1963 background",
            "B1 dam one",
            "B2 dam one 1953-01",
            "B3 dam one 1953-01",
            "B4 dam -",
            "B5 dam one",
        ]),
        &links(&[("A1", "B1"), ("A2", "B3")]),
        "{\"id\":\"r\",\"step\":\"one\",\"label\":\"Nobody listens\",\"cells\":{\"dam\":[\"A#1.1\"],\"ice\":[]}}\n",
    );
    let synopsis = synopsis(&collection, Axis::Episodes, &[]);
    assert_eq!(
        drawn(&collection, &synopsis),
        [
            "one ..",
            "Nobody listens: A1 B1 | ",
            ": A2 B3 | ",
            ": B2 | ",
            ":  | A4 background",
            "two ..",
            ": A3 | ",
            ":  | A3",
            "- .s",
            ": B4 | ",
        ]
    );
    let [dam, ice] = &synopsis.columns[..] else { panic!("two columns") };
    let told: Vec<_> = dam.told_by.iter().map(|telling| telling.passages).collect();
    assert_eq!((told, dam.hidden, ice.hidden), (vec![3, 4], false, true));
    assert_eq!((ice.not_by.len(), ice.written_before.len()), (0, 1));
}

#[test]
fn what_a_person_set_level_stands_in_one_row_at_the_first_ones_step() {
    let lines = ["A1 dam one", "A2 dam one", "B1 ice two", "B2 ice one", "C1 dam two"];
    let mut collection = collection(&[2, 2, 1], &codings(&lines), "", "");
    let at =
        |document, block| Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0));
    collection.rows.push(crate::scheme::Row {
        id: "r".to_owned(),
        step: StepIndex(0),
        label: "By hand".to_owned(),
        cells: vec![(EpisodeIndex(0), vec![at(0, 1)])],
    });
    let level = |a, b| Level { a, b, label: None };
    collection.levels = vec![level(at(0, 0), at(1, 0)), level(at(1, 0), at(2, 0))];
    let collection = collection.indexed();
    let found = synopsis(&collection, Axis::Episodes, &[]);
    let rows = ["one ..", "By hand: A2 | ", ": A1 C1 | B1", ":  | B2", "two ss"];
    assert_eq!(drawn(&collection, &found), rows);
    assert!(found.bands[0].rows[1].by_hand && !found.bands[0].rows[2].by_hand);
    let found = synopsis(&collection, Axis::Documents(Some(EpisodeIndex(0))), &[]);
    assert_eq!(drawn(&collection, &found), ["one ..", ": A1 | C1", "By hand: A2 | ", "two ss"]);
}

#[test]
fn a_rejected_match_brings_nothing_together() {
    let mut collection = collection(&[1, 1], &codings(&["A1 dam one", "B1 dam one"]), "", "");
    let at = |document| Passage::sentence(DocumentIndex(document), BlockIndex(0), SentenceIndex(0));
    let found = Match {
        a: at(1),
        b: at(0),
        score: 1.0,
        linked: true,
        kind: crate::matching::MatchKind::Echo,
        evidence: Vec::new(),
        by_hand: false,
    };
    let rows = |collection: &Collection| {
        let found = synopsis(collection, Axis::Episodes, std::slice::from_ref(&found));
        found.bands[0].rows.len()
    };
    assert_eq!(rows(&collection), 1);
    collection.rejected.insert((at(0), at(1)));
    assert_eq!(rows(&collection), 2);
}

#[test]
fn one_episode_by_its_accounts() {
    let collection = collection(
        &[3, 3, 2],
        &codings(&["A1 dam one 1953-03", "A2 dam one 1953-02", "B1 dam one", "B2 dam two", "C1 ice one"]),
        &links(&[("A1", "B1"), ("A2", "B2")]),
        "{\"id\":\"r\",\"step\":\"one\",\"label\":\"Water\",\"cells\":{\"dam\":[\"A#1.1\",\"B#1.1\"]}}\n",
    );
    let synopsis = synopsis(&collection, Axis::Documents(collection.scheme.episode_by_id("dam")), &[]);
    assert_eq!(synopsis.columns.len(), 2);
    assert_eq!(synopsis.columns[0].short, "Cite A");
    assert_eq!(drawn(&collection, &synopsis), ["one ..", ": A2 | ", "Water: A1 | B1", "two s.", ":  | B2"]);
}

/// `s` where a column is said to be silent: not where it only has nothing that is linked.
#[test]
fn among_all_documents_only_who_tells_nothing_at_a_step_is_silent() {
    let collection = collection(
        &[3, 3, 2],
        &codings(&["A1 dam one", "A2 dam two", "B1 dam one", "C1 ice one"]),
        &links(&[("A1", "B1")]),
        "",
    );
    let synopsis = synopsis(&collection, Axis::Documents(None), &[]);
    assert_eq!(drawn(&collection, &synopsis), ["one ...", ": A1 | B1 | "], "nothing of step two is linked");
}

#[test]
fn without_a_scheme_linked_groups_stand_in_order() {
    let mut collection = collection(&[3, 3, 3], "", &links(&[("A2", "B1"), ("A1", "C3"), ("B1", "C1")]), "");
    collection.scheme = crate::scheme::Scheme::default();
    let found = synopsis(&collection, Axis::Documents(None), &[]);
    assert_eq!(
        drawn(&collection, &found),
        ["- ...", ": A1 |  | C3", ": A2 | B1 | C1", ": A3 |  | ", ":  | B2 | ", ":  | B3 | ", ":  |  | C2",],
        "what nothing is linked to follows"
    );
    let passage = |document: usize, block: usize| {
        Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0))
    };
    let suggested = Match {
        a: passage(0, 2),
        b: passage(1, 2),
        score: 1.0,
        linked: true,
        kind: crate::matching::MatchKind::Echo,
        evidence: Vec::new(),
        by_hand: false,
    };
    let unlinked = Match { a: passage(0, 1), linked: false, ..suggested.clone() };
    let found = synopsis(&collection, Axis::Documents(None), &[suggested, unlinked]);
    assert_eq!(drawn(&collection, &found)[3..], [": A3 | B3 | ", ":  | B2 | ", ":  |  | C2"]);
    let empty = synopsis(&Collection::default(), Axis::Documents(None), &[]);
    assert!(empty.columns.is_empty() && empty.bands.is_empty());
}

/// Documents of which each is given by its sentences.
fn told(texts: &[&[&str]], lines: &[&str]) -> Collection {
    let mut collection = collection(&[8, 8], &codings(lines), "", "");
    let mut documents = collection.documents.to_vec();
    for (document, texts) in documents.iter_mut().zip(texts) {
        let mut builder = Document::builder("x.txt");
        builder.metadata().language = Some("en".to_owned());
        for text in *texts {
            builder.block(BlockKind::Paragraph, text);
        }
        *document = builder.build();
    }
    collection.documents = documents.into();
    collection
}

#[test]
fn where_nobody_set_rows_analogous_cells_stand_level() {
    let texts: [&[&str]; 2] = [
        &["A rider asked the queen for boats.", "The mill burned down.", "Nobody slept in the town."],
        &["Two riders asked a bishop for boats.", "Cows were sold cheaply."],
    ];
    let collection = told(&texts, &["A1 dam one", "A2 dam one", "A3 dam two", "B1 ice one", "B2 ice one"]);
    let found = synopsis(&collection, Axis::Episodes, &[]);
    assert_eq!(
        drawn(&collection, &found),
        ["one ..", "asking, boats, rider: A1 | B1", ": A2 | ", ":  | B2", "two .s", ": A3 | "]
    );
    let row = &found.bands[0].rows[0];
    assert!(!row.by_hand && !row.reasons.is_empty() && found.bands[0].rows[1].reasons.is_empty());
    let sorted = row.reasons.windows(2).all(|pair| pair[0].weight >= pair[1].weight);
    assert!(sorted, "{:?}", row.reasons);
}

#[test]
fn the_score_of_a_level_row_is_a_likeness_whatever_is_linked_in_its_cells() {
    let texts: [&[&str]; 2] = [
        &["A rider asked the queen for boats.", "Two riders asked a bishop for boats."],
        &["A rider begged the queen for boats."],
    ];
    let collection = told(&texts, &["A1 dam one", "A2 ice one", "B1 dam one"]);
    let place = |document| Passage::sentence(DocumentIndex(document), BlockIndex(0), SentenceIndex(0));
    let linked = Match {
        a: place(0),
        b: place(1),
        score: 40.0,
        linked: true,
        kind: crate::matching::MatchKind::SameEvent,
        evidence: Vec::new(),
        by_hand: false,
    };
    let found = synopsis(&collection, Axis::Episodes, &[linked]);
    assert!(drawn(&collection, &found)[1].ends_with(": A1 B1 | A2"), "{:?}", drawn(&collection, &found));
    let reasons = &found.bands[0].rows[0].reasons;
    let score: f32 = reasons.iter().map(|reason| reason.weight).sum();
    assert!(score > 0.0 && score <= 1.0 && reasons.iter().all(|reason| reason.kind != RowReasonKind::Link));
}

#[test]
fn a_suggested_match_labels_its_row() {
    let texts: [&[&str]; 2] = [&["The mill burned down."], &["A mill burned."]];
    let mut collection = told(&texts, &[]);
    collection.scheme = crate::scheme::Scheme::default();
    let matcher = crate::matching::Matcher::new(
        &collection.documents,
        &crate::matching::Spellings::default(),
        crate::matching::Unit::Sentence,
    );
    let mut matches = matcher.matches_of(matcher.passages().next().expect("a passage"), 1);
    matches[0].linked = true;
    let found = synopsis(&collection, Axis::Documents(None), &matches);
    let row = &found.bands[0].rows[0];
    assert_eq!(row.label.as_deref(), Some("mill, burned"));
    assert!((row.reasons[0].weight - matches[0].score).abs() < 1e-6 && !row.by_hand);
}

#[test]
fn a_label_says_what_most_of_a_row_tells_and_not_what_two_copies_share() {
    let mut collection = collection(&[1, 1, 1, 1], "", "", "");
    collection.scheme = crate::scheme::Scheme::default();
    let passage =
        |document: usize| Passage::sentence(DocumentIndex(document), BlockIndex(0), SentenceIndex(0));
    let tie = |a: usize, b: usize, words: &[(&str, f32)]| Match {
        a: passage(a),
        b: passage(b),
        score: words.iter().map(|(_, weight)| weight).sum(),
        linked: true,
        kind: crate::matching::MatchKind::Echo,
        evidence: words
            .iter()
            .map(|&(word, weight)| crate::matching::Evidence {
                kind: crate::matching::EvidenceKind::Term,
                text: word.into(),
                weight,
                places: Box::default(),
            })
            .collect(),
        by_hand: false,
    };
    let matches = [
        tie(0, 1, &[("typo", 6.0), ("stray", 5.0), ("comma", 5.0), ("mill", 3.0), ("burned", 2.5)]),
        tie(0, 2, &[("mill", 3.0), ("burned", 2.5)]),
        tie(1, 3, &[("mill", 3.0), ("burned", 2.5)]),
    ];
    let found = synopsis(&collection, Axis::Documents(None), &matches);
    assert_eq!(found.bands[0].rows[0].label.as_deref(), Some("mill, burned, typo"));
}

#[test]
fn the_board_counts_what_the_body_tells() {
    let collection =
        collection(&[2, 1], &codings(&["A1 dam one", "A2 dam one", "B1 dam,ice one", "B2 dam one"]), "", "");
    let board = board(&collection);
    let (_, cells) = &board.rows[0];
    assert_eq!((cells[0].passages, cells[0].accounts.len(), cells[1].passages), (3, 2, 1));
    assert_eq!(cells[0].confidence, [0, 0, 0, 3]);
    assert_eq!(board.rows.len(), 2);
}

proptest! {
    /// Each coded passage of the body stands exactly once in each of its episodes' columns.
    #[test]
    fn nothing_is_lost_or_doubled(
        coded in prop::collection::btree_map((0..3_usize, 1..6_usize), (0..3_usize, 0..3_usize), 0..15),
        tied in prop::collection::vec((0..3_usize, 1..6_usize, 0..3_usize, 1..6_usize), 0..12),
    ) {
        let letter = |document: usize| ["A", "B", "C"][document];
        let lines: Vec<_> = coded
            .iter()
            .map(|((document, paragraph), (episode, step))| {
                let (episodes, step) = (["dam", "ice", "dam,ice"][*episode], ["one", "two", "-"][*step]);
                format!("{}{paragraph} {episodes} {step}", letter(*document))
            })
            .collect();
        let pairs: Vec<_> = tied
            .iter()
            .filter(|(a, _, b, _)| a != b)
            .map(|(a, m, b, n)| (format!("{}{m}", letter(*a)), format!("{}{n}", letter(*b))))
            .collect();
        let pairs: Vec<_> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        let collection = collection(&[5, 5, 5], &codings(&lines), &links(&pairs), "");
        let synopsis = synopsis(&collection, Axis::Episodes, &[]);
        let mut standing = Vec::new();
        for row in synopsis.bands.iter().flat_map(|band| &band.rows) {
            prop_assert_eq!(row.cells.len(), 2);
            for (column, cell) in row.cells.iter().enumerate() {
                standing.extend(cell.passages.iter().map(|passage| (column, passage.passage)));
            }
        }
        let episodes = |coding: &crate::scheme::Coding| coding.coded.episodes.clone();
        let mut expected: Vec<_> = collection
            .codings
            .iter()
            .flat_map(|coding| episodes(coding).into_iter().map(|episode| (episode.0, coding.passage)))
            .collect();
        standing.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(standing, expected);
    }
}

#[test]
fn a_filter_keeps_rows_and_passages_that_it_asks_for() {
    let collection = collection(
        &[3, 3],
        &codings(&["A1 dam one", "A2 dam two", "A3 ice one", "B1 dam one", "B2 dam one"]),
        &links(&[("A1", "B1")]),
        "{\"id\":\"r\",\"step\":\"one\",\"label\":\"Water\",\"cells\":{\"dam\":[\"A#1.1\"],\"ice\":[\"A#3.1\"]}}\n",
    );
    let whole = synopsis(&collection, Axis::Episodes, &[]);
    assert_eq!(drawn(&collection, &whole), ["one ..", "Water: A1 B1 | A3", ": B2 | ", "two .s", ": A2 | "]);
    let within = Within { columns: &[0, 1], alignment: None };
    let check = |parts: &[FilterPart], expect: &[&str]| {
        let mut filter = Filter::default();
        for part in parts {
            filter.toggle(part.clone());
        }
        assert!(filter.is_active() && !filter.words(&collection).is_empty());
        assert_eq!(drawn(&collection, &filtered(&whole, &collection, &filter, &within)), expect, "{parts:?}");
        for part in parts {
            filter.toggle(part.clone());
        }
        assert!(!filter.is_active() && filter.words(&collection).is_empty());
    };
    check(&[FilterPart::Document(DocumentIndex(1))], &["one ..", "Water: B1 | ", ": B2 | "]);
    check(&[FilterPart::Step(crate::scheme::StepIndex(1))], &["two .s", ": A2 | "]);
    check(&[FilterPart::Kind(MatchKind::SameEvent)], &["one ..", "Water: A1 B1 | A3"]);
    check(&[FilterPart::Standing(Standing::Gaps)], &["one ..", ": B2 | "]);
    check(&[FilterPart::Standing(Standing::Whole)], &["one ..", "Water: A1 B1 | A3", "two .s", ": A2 | "]);
    check(&[FilterPart::Standing(Standing::Alone)], &["one ..", ": B2 | ", "two .s", ": A2 | "]);
    check(&[FilterPart::Made(Made::Suggested)], &[]);
    check(
        &[FilterPart::Made(Made::ByHand), FilterPart::Least(100), FilterPart::Step(StepIndex(1))],
        &["two .s", ": A2 | "],
    );
}

#[test]
fn events_keep_what_stands_level_in_order_of_time() {
    let collection = collection(
        &[3, 2],
        &codings(&["A1 dam two 1953-03", "A2 dam one 1953-02", "A3 dam one", "B1 dam two 1953-04"]),
        &links(&[("A1", "B1")]),
        "",
    );
    let accounts = synopsis(&collection, Axis::Documents(collection.scheme.episode_by_id("dam")), &[]);
    let events = in_order_of_time(&accounts, &collection, false);
    assert_eq!(drawn(&collection, &events), ["- ..", ": A2 | ", ": A1 | B1", ": A3 | "]);
}

#[test]
fn what_is_set_level_is_at_one_step_on_the_board_too() {
    let lines = ["A1 dam one", "C1 dam two", "B1 ice one"];
    let mut collection = collection(&[2, 2, 1], &codings(&lines), "", "");
    let at =
        |document, block| Passage::sentence(DocumentIndex(document), BlockIndex(block), SentenceIndex(0));
    collection.levels = vec![Level { a: at(0, 0), b: at(2, 0), label: None }];
    let collection = collection.indexed();
    let found = synopsis(&collection, Axis::Episodes, &[]);
    let board = board::board(&collection);
    assert!(found.bands[1].silent[0]);
    assert_eq!((board.rows[0].1[0].passages, board.rows[1].1[0].passages), (2, 0));
}
