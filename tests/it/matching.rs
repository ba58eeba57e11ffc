//! Matching over texts that are made to be slow or odd: generated ones, and the files in the
//! folders `align`, `text` and `unicode` of `$TRIPTYCH_HOSTILE`, which are no part of the project.
//! What bounds the work is counted: candidates, links, parts of evidence, places. Time is not.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use triptych::import::import_bytes;
use triptych::matching::reuse::Scope;
use triptych::matching::{Match, Matcher, Quotations, Spellings, Unit};
use triptych::open::{Request, open};
use triptych::text::document::BlockKind;
use triptych::text::{Document, Passage, Span};

use crate::support::Reading;

const UNITS: [Unit; 2] = [Unit::Sentence, Unit::Paragraph];

/// Candidates that are asked for.
const TOP: usize = 50;

/// Passages of a long text that are asked about.
const ASKED: usize = 20;

/// Most links for each passage.
const LINKS_OF_ONE: usize = 30;

fn document(name: &str, blocks: impl IntoIterator<Item = impl AsRef<str>>) -> Document {
    let mut builder = Document::builder(name);
    for block in blocks {
        builder.block(BlockKind::Paragraph, block.as_ref());
    }
    builder.build()
}

fn pair(one: &[&str], other: &[&str]) -> [Document; 2] {
    [document("a.txt", one), document("b.txt", other)]
}

/// Matches the documents in both units, looking at everything that comes out, and gives the
/// number of passages and of links in the smaller unit.
#[track_caller]
fn check(documents: &[Document]) -> (usize, usize) {
    let [found, _] = UNITS.map(|unit| check_unit(documents, unit));
    found
}

#[track_caller]
fn check_unit(documents: &[Document], unit: Unit) -> (usize, usize) {
    let matcher = Matcher::new(documents, &Spellings::default(), unit);
    let passages: Vec<Passage> = matcher.passages().collect();
    for passage in passages.iter().step_by((passages.len() / ASKED).max(1)) {
        let found = matcher.matches_of(*passage, TOP);
        assert!(found.len() <= TOP);
        for one in &found {
            assert_eq!(one.a, *passage);
            assert_sound(documents, one);
        }
    }
    let links = matcher.links();
    assert!(links.len() <= passages.len() * LINKS_OF_ONE, "{} of {}", links.len(), passages.len());
    for link in &links {
        assert!(link.linked && link.a.document < link.b.document);
    }
    for link in links.iter().step_by((links.len() / ASKED).max(1)) {
        assert_sound(documents, link);
    }
    (passages.len(), links.len())
}

/// Finite, explained, and resting on places that are there.
#[track_caller]
fn assert_sound(documents: &[Document], found: &Match) {
    assert_ne!(found.a.document, found.b.document);
    assert!(found.score.is_finite());
    let sum: f32 = found.evidence.iter().map(|part| part.weight).sum();
    assert!((sum - found.score).abs() <= 1e-3 * found.score.abs().max(1.0), "{sum} is not {}", found.score);
    let places = found.evidence.iter().flat_map(|part| &part.places);
    for (passage, spans) in [
        (found.a, places.clone().map(|place| place.a).collect::<Vec<_>>()),
        (found.b, places.map(|place| place.b).collect()),
    ] {
        let text = documents[passage.document.0].block_text(passage.block);
        assert!(spans.len() <= 4 * text.len(), "{} places in {} bytes", spans.len(), text.len());
        for Span { start, end } in spans {
            assert!(text.get(start..end).is_some(), "{start}..{end} of {} bytes", text.len());
        }
    }
}

#[test]
fn documents_without_text_have_no_matches() {
    let nothing: [&str; 0] = [];
    assert_eq!(check(&[]), (0, 0));
    assert_eq!(check(&pair(&nothing, &nothing)), (0, 0));
    assert_eq!(check(&pair(&nothing, &["The river rose over the old dike in the night."])), (1, 0));
}

#[test]
fn a_passage_that_is_not_there_has_no_matches() {
    let [a, b] = pair(&["The river rose."], &["The river rose."]);
    let matcher = Matcher::new(&[a], &Spellings::default(), Unit::Sentence);
    let elsewhere = Matcher::new(&[b.clone(), b], &Spellings::default(), Unit::Paragraph);
    for passage in elsewhere.passages() {
        assert_eq!(matcher.matches_of(passage, TOP), []);
    }
    for passage in matcher.passages() {
        assert_eq!(matcher.matches_of(passage, 0), []);
        assert_eq!(elsewhere.matches_of(passage, TOP), []);
    }
}

#[test]
fn passages_of_one_word_are_matched() {
    let words: Vec<String> = (0..300).map(|at| format!("word{}", at % 97)).collect();
    let (passages, _) = check(&[document("a.txt", &words), document("b.txt", &words)]);
    assert_eq!(passages, 600);
}

/// Every line is the match of every other: the work for one may not grow with their number.
#[test]
fn a_hundred_thousand_identical_lines_are_matched() {
    const LINES: usize = 50_000;
    const LINKED: usize = 500;
    let same = |name| {
        let lines = std::iter::repeat_n("The river rose over the old dike in the night.", LINES);
        document(name, lines)
    };
    let documents = [same("a.txt"), same("b.txt")];
    let matcher = Matcher::new(&documents, &Spellings::default(), Unit::Paragraph);
    assert_eq!(matcher.passages().count(), 2 * LINES);
    for passage in matcher.passages().step_by(LINES / 4) {
        let found = matcher.matches_of(passage, TOP);
        assert!(found.len() <= TOP);
        for one in &found {
            assert_sound(&documents, one);
        }
    }
    // All links would take a while: so many passages' are enough.
    let (reached, step) = (Cell::new(0), Cell::new(0));
    let links = matcher.links_until(&|| reached.get() >= LINKED, &mut |done, _| {
        step.set(done - reached.get());
        reached.set(done);
    });
    // The last step was begun before its end was heard of.
    let asked = reached.get() + step.get();
    assert!(links.len() <= asked * LINKS_OF_ONE, "{} links of {asked} passages", links.len());
}

#[test]
fn a_line_of_ten_megabytes_is_matched() {
    let sentence = "The river rose over the old dike and forty boats of the harbour were lost in the night ";
    let long = sentence.repeat((10 << 20) / sentence.len());
    let short = ["Forty boats were lost.", "The old dike held.", "Nobody slept that night."];
    let documents = [document("a.txt", [&long]), document("b.txt", short)];
    assert_eq!(check_unit(&documents, Unit::Sentence).0, 4);
}

#[test]
fn texts_without_letters_are_matched() {
    let signs = [
        "",
        " ",
        "!!! ... ???",
        "\u{2014}\u{2014}",
        "\u{1f30a}\u{1f30a}",
        "\u{301}\u{301}",
        "\u{200b}\u{2060}",
    ];
    let digits = ["12 34 56", "1", "3.14", "2,000", "\u{0661}\u{0662}", "12 34 56"];
    check(&pair(&signs, &signs));
    check(&pair(&signs, &digits));
    check(&pair(&digits, &digits));
}

#[test]
fn mixed_scripts_are_matched() {
    let told = [
        "The river \u{6d2a}\u{6c34}\u{6765}\u{4e86} rose \u{05d4}\u{05e0}\u{05d4}\u{05e8} \u{0639}\u{0644}\u{0627}.",
        "\u{0e19}\u{0e49}\u{0e33}\u{0e17}\u{0e48}\u{0e27}\u{0e21} \u{03c4}\u{03bf} \u{03c0}\u{03bf}\u{03c4}\u{03ac}\u{03bc}\u{03b9}",
        "\u{0420}\u{0435}\u{043a}\u{0430} \u{0432}\u{044b}\u{0448}\u{043b}\u{0430} \u{0438}\u{0437} \u{0431}\u{0435}\u{0440}\u{0435}\u{0433}\u{043e}\u{0432}.",
        "\u{d55c}\u{ac15}\u{c774} \u{b118}\u{ccd0}\u{b2e4} e\u{301}t\u{e9} \u{fb01}sh \u{ff26}\u{ff29}\u{ff33}\u{ff28}",
    ];
    let (passages, _) = check(&pair(&told, &told));
    assert!(passages >= 8);
}

#[test]
fn lines_of_a_table_without_an_id_or_with_one_twice_are_said_and_left_out() {
    let table = "id\tdoc\torder\ttext\na1\tA\t0\tThe river rose over the old dike.\n\tA\t1\tNobody slept that night.\n\
                 b1\tB\t0\tOver the old dike the river rose.\na1\tB\t1\tForty boats were lost.\nb2\tB\n";
    let documents = import_bytes("t.tsv", table.as_bytes()).expect("a table");
    assert_eq!(check(&documents).0, 2);
    let said: Vec<(Option<usize>, &str)> = documents
        .iter()
        .flat_map(|document| &document.warnings)
        .map(|warning| (warning.line, warning.message.as_str()))
        .collect();
    let expected = [
        (Some(3), "left out: id, doc or text is empty"),
        (Some(5), "left out: the id 'a1' was there before"),
        (Some(6), "left out: it has fewer than four columns"),
    ];
    assert_eq!(said, expected);
}

/// Whoever asks first, and from whatever thread: the answers are the same.
#[test]
fn threads_and_order_change_nothing() {
    let collection = Reading::Harbour.collection();
    let built = || Matcher::new(&collection.documents, &Spellings::default(), Unit::Sentence);
    let (asked, other) = (built(), built());
    let passages: Vec<Passage> = asked.passages().collect();
    let of = |passage: &Passage| asked.matches_of(*passage, TOP);
    let answers: Vec<Vec<Vec<Match>>> = std::thread::scope(|scope| {
        let backwards = scope.spawn(|| {
            let mut answers: Vec<_> = passages.iter().rev().map(of).collect();
            answers.reverse();
            answers
        });
        let forwards = scope.spawn(|| passages.iter().map(of).collect());
        [backwards, forwards].into_iter().map(|asking| asking.join().expect("no panic")).collect()
    });
    assert!(answers[0].iter().any(|found| !found.is_empty()));
    assert_eq!(answers[0], answers[1]);
    assert_eq!(asked.links(), other.links());
    let alone: Vec<Vec<Match>> = passages.iter().map(|passage| other.matches_of(*passage, TOP)).collect();
    assert_eq!(answers[0], alone);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_matched(
        one in prop::collection::vec("\\PC{0,40}|[a-c .]{0,60}|[\u{5d0}-\u{5d8}\u{4e00}-\u{4e08}\u{301}0-9 ]{0,30}", 0..12),
        other in prop::collection::vec("\\PC{0,40}|[a-c .]{0,60}|[\u{5d0}-\u{5d8}\u{4e00}-\u{4e08}\u{301}0-9 ]{0,30}", 0..12),
    ) {
        check(&[document("a.txt", &one), document("b.txt", &other)]);
    }
}

/// A folder of the shared hostile files, when this machine has them.
fn hostile(folder: &str) -> Option<PathBuf> {
    std::env::var_os("TRIPTYCH_HOSTILE").map(|hostile| PathBuf::from(hostile).join(folder))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Opens and matches; what cannot be opened is refused by name, which other tests look at.
fn check_files(paths: Vec<PathBuf>) {
    if let Ok(collection) = open(&Request { paths, ..Request::default() }) {
        check(&collection.documents);
    }
}

#[test]
fn hostile_pairs_are_matched_whole() {
    let Some(folder) = hostile("align") else { return };
    for first in files(&folder) {
        let name = first.to_string_lossy();
        if let Some(start) = name.strip_suffix(".a.txt") {
            let second = PathBuf::from(format!("{start}.b.txt"));
            check_files(vec![first, second]);
        }
    }
}

/// Each beside itself, so that everything in it finds something.
#[test]
fn hostile_texts_are_matched_with_themselves() {
    const LARGEST: u64 = 1 << 20;
    for folder in ["text", "unicode"] {
        let Some(folder) = hostile(folder) else { return };
        for file in files(&folder) {
            if file.metadata().is_ok_and(|metadata| metadata.len() <= LARGEST) {
                let copy = tempfile::tempdir().unwrap();
                let other = copy.path().join(file.file_name().unwrap());
                std::fs::copy(&file, &other).unwrap();
                check_files(vec![file, other]);
            }
        }
    }
}

fn pairs(folder: &Path) -> Vec<[PathBuf; 2]> {
    let files = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let firsts = files.map(|file| file.path()).filter(|path| path.to_string_lossy().ends_with(".a.txt"));
    let second = |first: &PathBuf| PathBuf::from(first.to_string_lossy().replace(".a.txt", ".b.txt"));
    firsts.map(|first| [first.clone(), second(&first)]).collect()
}

#[test]
fn runs_of_hostile_pairs_are_found() {
    let Some(folder) = hostile("align") else { return };
    for pair in pairs(&folder) {
        let name = pair[0].display().to_string();
        let Ok(collection) = open(&Request { paths: pair.to_vec(), ..Request::default() }) else { continue };
        let count = |text: &str| text.split_whitespace().count();
        let texts = pair.iter().map(|path| std::fs::read_to_string(path).expect("text"));
        let words = texts.map(|text| count(&text)).max().unwrap_or(0);
        for scope in [Scope::Documents, Scope::Within] {
            let runs = Quotations::find(&collection.documents, scope).longest_first();
            assert!(runs.len() <= words, "{name}: {} runs", runs.len());
            let longest = runs.first().map_or(0, |run| run.words);
            // Nearly all of a text that is the other one is one run.
            let whole = ["identical", "merge_split", "all_same_line"].iter().any(|same| name.contains(same));
            assert!(!whole || longest * 100 >= words * 98, "{name}: {longest} of {words}");
        }
    }
}
