//! The built-in collection, as careful work by hand: complete, consistent, and in words of its
//! own. What needs the originals is tested where they are at hand: in the folder `originals` of
//! `TRIPTYCH_SHARED`, or of `shared` beside the project. They are no part of it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use triptych::open::{Request, open};
use triptych::scheme::{Collection, board};
use triptych::text::hash::words_hash;
use triptych::text::word::{folded, words};
use triptych::text::{BlockIndex, Document, DocumentIndex};

/// Longest summary that a cell of the board has room for.
const LONGEST_SUMMARY: usize = 140;
/// A run of this many words that an original has too is copied, not retold.
const RUN: usize = 8;
/// Most words of one quotation.
const LONGEST_QUOTATION: usize = 30;

/// Paragraph and sentence, by the document's letter: `A#10.2`.
type Ids = BTreeSet<String>;

fn collection() -> &'static Collection {
    static OPENED: OnceLock<Collection> = OnceLock::new();
    OPENED.get_or_init(|| open(&Request::default()).expect("the built-in collection opens"))
}

/// The collection with its originals; `None`, said so, where they are not at hand.
#[allow(clippy::print_stderr, reason = "says what was skipped")]
fn with_originals() -> Option<&'static Collection> {
    static OPENED: OnceLock<Option<Collection>> = OnceLock::new();
    let opened = OPENED.get_or_init(|| {
        let shared = std::env::var_os("TRIPTYCH_SHARED")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let originals = Some(shared.join("originals")).filter(|folder| folder.is_dir())?;
        let request = Request { originals: Some(originals), ..Request::default() };
        let opened = open(&request).expect("the originals open");
        assert_eq!(opened.problems, [""; 0]);
        Some(opened)
    });
    if opened.is_none() {
        eprintln!("skipped: the originals are not here");
    }
    opened.as_ref()
}

fn lines(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(file);
    let text = std::fs::read_to_string(path).expect("the file is there");
    let lines: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert!(!lines.is_empty(), "{file} is empty");
    lines
}

fn number(value: &Value, key: &str) -> u32 {
    value[key]
        .as_u64()
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or_else(|| panic!("{key}: {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key}: {value}"))
}

/// `A#10.2` of a coding.
fn id(coding: &Value) -> String {
    format!("{}#{}.{}", text(coding, "document"), number(coding, "paragraph"), number(coding, "sentence"))
}

fn coded() -> Ids {
    lines("codings.jsonl").iter().map(id).collect()
}

/// Each document with its letter.
fn documents(collection: &Collection) -> impl Iterator<Item = (&str, DocumentIndex, &Document)> {
    let indices = collection.document_indices();
    indices.map(|at| (collection.label(at).letter.as_str(), at, collection.document(at)))
}

fn blocks(document: &Document) -> impl Iterator<Item = BlockIndex> {
    (0..document.blocks().len()).map(BlockIndex)
}

#[test]
fn every_paragraph_is_coded_and_every_number_is_known() {
    let codings = lines("codings.jsonl");
    for (letter, _, document) in documents(collection()) {
        let of_document: Vec<&Value> = codings.iter().filter(|coding| coding["document"] == letter).collect();
        let numbers: BTreeSet<u32> = of_document.iter().map(|coding| number(coding, "paragraph")).collect();
        let retold: BTreeSet<u32> = of_document
            .iter()
            .filter(|coding| coding["retelling"].is_object())
            .map(|coding| number(&coding["retelling"], "paragraph"))
            .collect();
        for block in document.blocks() {
            if block.kind.is_prose() {
                assert!(retold.contains(&block.number), "{letter} paragraph {} is not coded", block.number);
                assert!(numbers.contains(&block.number), "{letter} has no paragraph {}", block.number);
            }
        }
        let unknown = retold.iter().find(|&&number| document.block_numbered(number).is_none());
        assert_eq!(unknown, None, "{letter}: coded as retold, but not there");
    }
}

#[test]
fn every_sentence_is_coded_once() {
    let codings = lines("codings.jsonl");
    assert_eq!(coded().len(), codings.len());
}

#[test]
fn every_id_leads_somewhere() {
    let coded = coded();
    for link in lines("links.jsonl") {
        let (a, b) = (text(&link, "a"), text(&link, "b"));
        assert!(coded.contains(a) && coded.contains(b), "{link}");
        assert_ne!(a.split('#').next(), b.split('#').next(), "a link within one document: {link}");
    }
    let scheme = &collection().scheme;
    let mut rows = HashSet::new();
    for row in lines("rows.jsonl") {
        assert!(rows.insert(text(&row, "id").to_owned()), "twice: {row}");
        assert!(scheme.step_by_id(text(&row, "step")).is_some(), "{row}");
        for (episode, passages) in row["cells"].as_object().expect("cells") {
            assert!(scheme.episode_by_id(episode).is_some(), "{row}");
            let passages = passages.as_array().expect("a list of passages");
            assert!(!passages.is_empty(), "an empty cell: {row}");
            for passage in passages {
                assert!(
                    passage.as_str().is_some_and(|passage| coded.contains(passage)),
                    "{passage} in {row}"
                );
            }
        }
    }
    for summary in lines("summaries.jsonl") {
        assert!(scheme.episode_by_id(text(&summary, "episode")).is_some(), "{summary}");
        assert!(scheme.step_by_id(text(&summary, "step")).is_some(), "{summary}");
    }
}

#[test]
fn a_passage_of_a_row_is_coded_as_the_row_says() {
    let codings: BTreeMap<String, Value> =
        lines("codings.jsonl").into_iter().map(|coding| (id(&coding), coding)).collect();
    for row in lines("rows.jsonl") {
        for (episode, passages) in row["cells"].as_object().expect("cells") {
            for passage in passages.as_array().expect("a list of passages") {
                let coding = &codings[passage.as_str().expect("an id")];
                let episodes = coding["episodes"].as_array().expect("episodes");
                assert!(episodes.contains(&Value::from(episode.as_str())), "{passage} in {row}");
                let steps = [&coding["step"], &coding["second"]];
                assert!(steps.contains(&&row["step"]), "{passage} in {row}: {coding}");
            }
        }
    }
}

#[test]
fn there_are_some_rows_for_every_step() {
    let rows = lines("rows.jsonl");
    assert!((12..=20).contains(&rows.len()), "{} rows", rows.len());
    for step in &collection().scheme.steps {
        assert!(rows.iter().any(|row| row["step"] == step.id.as_str()), "no row for {}", step.id);
    }
}

#[test]
fn a_cell_has_a_short_summary_exactly_where_something_is_told() {
    let collection = collection();
    for summary in lines("summaries.jsonl") {
        let length = text(&summary, "text").chars().count();
        assert!((20..=LONGEST_SUMMARY).contains(&length), "{length} characters: {summary}");
    }
    let board = board(collection);
    for (step, cells) in &board.rows {
        for (column, cell) in board.columns.iter().zip(cells) {
            let (told, summed_up) = (cell.passages > 0, cell.summary.is_some());
            assert_eq!(told, summed_up, "{} at {}", column.title, collection.scheme.step(*step).id);
        }
    }
}

#[test]
fn quotations_are_short() {
    for (letter, _, document) in documents(collection()) {
        for block in blocks(document) {
            let told = document.block_text(block);
            for quotation in told.split('\u{201c}').skip(1) {
                let quoted = quotation.split('\u{201d}').next().unwrap_or_default();
                let count = words(quoted).count();
                assert!(count <= LONGEST_QUOTATION, "{letter}: {count} words are quoted: {quoted}");
            }
        }
    }
}

#[test]
fn retellings_are_in_their_own_words() {
    let Some(originals) = with_originals() else { return };
    let mut runs: HashSet<Vec<String>> = HashSet::new();
    for (_, _, document) in documents(originals) {
        let all: Vec<String> =
            blocks(document).flat_map(|block| spoken(&document.block_text(block))).collect();
        runs.extend(all.windows(RUN).map(<[String]>::to_vec));
    }
    assert!(runs.len() > 1000, "the originals are read");
    let mut copied = Vec::new();
    for (letter, _, document) in documents(collection()) {
        for block in blocks(document) {
            let told = document.block_text(block);
            if document.metadata.title.as_deref() == Some(&*told) {
                continue;
            }
            for piece in outside_quotations(&told) {
                let said = spoken(&piece);
                let same = said.windows(RUN).find(|run| runs.contains(*run));
                copied.extend(same.map(|run| format!("{letter}: {}", run.join(" "))));
            }
        }
    }
    assert!(copied.is_empty(), "copied from an original:\n{}", copied.join("\n"));
}

#[test]
fn retellings_keep_the_originals_numbers_and_length() {
    let Some(originals) = with_originals() else { return };
    for ((letter, _, retelling), (_, _, original)) in documents(collection()).zip(documents(originals)) {
        for block in retelling.blocks() {
            let kind =
                original.block_numbered(block.number).and_then(|at| original.block(at)).map(|b| b.kind);
            let kind = kind.unwrap_or_else(|| panic!("{letter}: the original has no {}", block.number));
            assert_eq!(kind.name(), block.kind.name(), "{letter} {}", block.number);
        }
        let length = |document: &Document| -> usize {
            let prose = blocks(document).filter(|&at| document.block(at).is_some_and(|b| b.kind.is_prose()));
            prose.map(|at| words(&document.block_text(at)).count()).sum()
        };
        let share = length(retelling) * 100 / length(original).max(1);
        assert!((50..=80).contains(&share), "{letter} has {share} % of the original's words");
    }
}

#[test]
fn codings_know_every_sentence_of_the_originals() {
    let Some(originals) = with_originals() else { return };
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    for coding in lines("codings.jsonl") {
        hashes.insert(id(&coding), text(&coding, "hash").to_owned());
    }
    for (letter, _, original) in documents(originals) {
        for block in blocks(original) {
            let (told, kind) = (original.block_text(block), original.block(block).expect("the block").kind);
            for (at, sentence) in (1..).zip(original.sentences(block)) {
                let id = format!("{letter}#{}.{at}", original.block(block).expect("the block").number);
                match hashes.remove(&id) {
                    Some(hash) => {
                        assert_eq!(hash, format!("{:016x}", words_hash(sentence.of(&told))), "{id}");
                    }
                    None => assert!(!kind.is_prose(), "{id} is not coded"),
                }
            }
        }
    }
    assert!(hashes.is_empty(), "codings of sentences that are not there: {:?}", hashes.keys());
}

/// Words as they count for comparing.
fn spoken(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| folded(word)).collect()
}

/// The text in pieces, without what stands in double quotation marks.
fn outside_quotations(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '\u{201c}' => quoted = true,
            '\u{201d}' => quoted = false,
            '"' => quoted = !quoted,
            _ if !quoted => {
                pieces.last_mut().expect("there is a piece").push(c);
                continue;
            }
            _ => continue,
        }
        pieces.push(String::new());
    }
    pieces
}

#[test]
fn quotations_are_left_out() {
    let pieces = outside_quotations("He said \u{201c}no\u{201d} and \"never\" left");
    let said: Vec<&str> = pieces.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty()).collect();
    assert_eq!(said, ["He said", "and", "left"]);
}
