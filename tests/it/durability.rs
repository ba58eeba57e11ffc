//! What was said to be kept is kept: programs killed at random moments, two at once, and faults of
//! the disk that can be had without tools. With `TRIPTYCH_LONG` set, 500 programs are killed and two
//! keep a thousand steps each.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]
#![allow(clippy::print_stdout, reason = "the child says what it has kept")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use triptych::store::{
    Anchor, CellId, Coding, Edit, Found, Judgement, Link, LinkKind, Mark, Note, Summary, Target, Turn,
    Verdict, Work, WorkFolders,
};

use crate::support::Random;

/// Before each line by which the child says that a step is kept.
const KEPT: &str = "kept ";

fn folders(home: &Path) -> WorkFolders {
    WorkFolders { collection: Some(home.join("triptych")), user: Some(home.join("user")), beside: None }
}

fn anchor(quote: &str) -> Anchor {
    Anchor { document: "d.txt".into(), quote: quote.into(), end: quote.len(), ..Anchor::default() }
}

/// The step of this number: a value of each kind in turn, under a name of its own where that kind
/// has names without end.
fn step(program: &str, number: usize) -> Edit {
    let id = format!("{program}{number}");
    let quote = anchor(&format!("the words {id}"));
    match number % 7 {
        0 => Edit::SetMark { name: 'a', mark: Mark { anchor: quote, created: None } },
        1 => {
            let cell = CellId { episode: id, step: "s".into() };
            Edit::SetSummary { cell, summary: Summary { text: "a\nb".into(), changed: None } }
        }
        2 => Edit::SetCoding { id, coding: coding(quote) },
        3 => {
            let link = Link { a: quote.clone(), b: quote, kind: LinkKind::Echo, label: None, created: None };
            Edit::SetLink { id, link }
        }
        4 => {
            let (slot, values) = ("date".into(), ("1".into(), "2".into()));
            let judgement = Judgement::Seen;
            Edit::SetVerdict {
                id,
                verdict: Verdict { a: quote, b: None, slot, values, judgement, created: None },
            }
        }
        5 => Edit::SetNote { id, note: note(quote) },
        _ => Edit::Together(vec![
            Edit::SetNote { id: id.clone(), note: note(quote.clone()) },
            Edit::SetCoding { id, coding: coding(quote) },
        ]),
    }
}

fn coding(anchor: Anchor) -> Coding {
    Coding {
        anchor,
        episodes: vec!["e".into()],
        step: None,
        second_step: None,
        direction: None,
        background: false,
        date: None,
        created: None,
    }
}

fn note(anchor: Anchor) -> Note {
    let target = Target::Words(vec![anchor]);
    Note { target, text: "said".into(), tags: BTreeSet::new(), highlight: None, created: None, changed: None }
}

/// The program in the other process: keeps one step after the other, and says so. Run as a test by
/// itself it does nothing.
#[test]
fn child_that_keeps() {
    let Some(home) = std::env::var_os("TRIPTYCH_TEST_HOME") else { return };
    let program = std::env::var("TRIPTYCH_TEST_PROGRAM").unwrap();
    let steps: usize = std::env::var("TRIPTYCH_TEST_STEPS").unwrap().parse().unwrap();
    let first: usize = std::env::var("TRIPTYCH_TEST_FIRST").unwrap().parse().unwrap();
    let mut found = Found::read(&folders(Path::new(&home)));
    let mut stores = found.stores.take().unwrap();
    for number in first..first + steps {
        let edit = step(&program, number);
        stores.take(found.history.apply(&mut found.work, edit, format!("{program}{number}")));
        let (saved, _) = stores.save();
        saved.made.and(saved.places).and(saved.history).unwrap();
        println!("{KEPT}{number}");
        for change in stores.look() {
            let _ = triptych::store::apply(&mut found.work, change.edit);
        }
    }
}

fn program(home: &Path, name: &str, first: usize, steps: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["durability::child_that_keeps", "--exact", "--nocapture", "--test-threads=1"])
        .env("TRIPTYCH_TEST_HOME", home)
        .env("TRIPTYCH_TEST_PROGRAM", name)
        .env("TRIPTYCH_TEST_FIRST", first.to_string())
        .env("TRIPTYCH_TEST_STEPS", steps.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The numbers of the steps that a program says are kept, as it says them.
fn said(child: &mut Child) -> impl Iterator<Item = usize> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The first stands in a line of the test runner's.
    lines.filter_map(|line| line.split_once(KEPT)?.1.parse().ok())
}

/// Whether the work has what the step made. A mark may have been set again.
fn has(work: &Work, edit: &Edit) -> bool {
    match edit {
        Edit::Together(edits) => edits.iter().all(|edit| has(work, edit)),
        Edit::SetMark { name, .. } => work.marks.contains_key(name),
        Edit::SetSummary { cell, summary } => work.summaries.get(cell) == Some(summary),
        Edit::SetCoding { id, coding } => work.codings.get(id) == Some(coding),
        Edit::SetLink { id, link } => work.links.get(id) == Some(link),
        Edit::SetNote { id, note } => work.notes.get(id) == Some(note),
        Edit::SetVerdict { id, verdict } => work.verdicts.get(id) == Some(verdict),
        _ => false,
    }
}

/// Whether the work has something of the step, and not all.
fn is_half(work: &Work, edit: &Edit) -> bool {
    let Edit::Together(edits) = edit else { return false };
    edits.iter().any(|edit| has(work, edit)) && !has(work, edit)
}

/// Kills a program after it has kept some steps, again and again in one home. Nothing that was
/// said to be kept may be missing, nor the step by which it is taken back.
fn kill(times: usize) {
    let home = tempfile::tempdir().unwrap();
    let mut random = Random(9);
    let mut kept: Vec<usize> = Vec::new();
    for round in 0..times {
        let first = kept.last().map_or(0, |last| last + 1_000);
        let mut child = program(home.path(), "p", first, 1_000);
        let mut steps = said(&mut child);
        kept.extend((&mut steps).take(1 + random.below(3)));
        // Into the middle of what it does next, at another moment each time.
        for at in 0..random.below(40_000) {
            std::hint::black_box(at);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it was killed counts, too.
        kept.extend(steps);
        let Found { work, history, messages, .. } = Found::read(&folders(home.path()));
        assert_eq!(messages, [""; 0], "round {round}");
        let lost: Vec<usize> =
            kept.iter().copied().filter(|&number| !has(&work, &step("p", number))).collect();
        assert_eq!(lost, [0; 0], "round {round}");
        let half: Vec<usize> =
            (0..first + 1_000).filter(|&number| is_half(&work, &step("p", number))).collect();
        assert_eq!(half, [0; 0], "round {round}: steps of two files");
        let undone: BTreeSet<String> = history.turns().filter_map(did).collect();
        let lost: Vec<usize> =
            kept.iter().copied().filter(|number| !undone.contains(&format!("p{number}"))).collect();
        assert_eq!(lost, [0; 0], "round {round}: in the history");
    }
    println!("{times} times killed: {} steps were said to be kept, all are there", kept.len());
}

fn did(turn: Turn) -> Option<String> {
    match turn {
        Turn::Did(step) => Some(step.id),
        _ => None,
    }
}

/// How often something is done: so often in every run, or in the long one.
fn often(short: usize, long: usize) -> usize {
    if std::env::var_os("TRIPTYCH_LONG").is_some() { long } else { short }
}

#[test]
fn nothing_that_is_kept_is_lost_when_the_program_is_killed() {
    kill(often(12, 500));
}

/// Two programs at once, each with so many steps: all are kept.
fn both(steps: usize) {
    let home = tempfile::tempdir().unwrap();
    let children = ["p", "q"].map(|name| program(home.path(), name, 0, steps));
    for mut child in children {
        assert_eq!(said(&mut child).count(), steps);
        assert!(child.wait().unwrap().success());
    }
    let Found { work, messages, .. } = Found::read(&folders(home.path()));
    assert_eq!(messages, [""; 0]);
    for program in ["p", "q"] {
        let lost: Vec<usize> = (0..steps).filter(|&number| !has(&work, &step(program, number))).collect();
        assert_eq!(lost, [0; 0], "of {program}");
    }
    println!("2 x {steps} steps of two programs: all are there");
}

#[test]
fn two_programs_keep_all_that_both_make() {
    both(often(70, 1_000));
}

/// How many bits are flipped at once.
const FLIPS: [usize; 3] = [1, 2, 8];

/// Everything that was made, and every step by which it is taken back.
fn count(found: &Found) -> usize {
    let Work { marks, codings, links, notes, summaries, verdicts, .. } = &found.work;
    let made = codings.len() + links.len() + notes.len() + verdicts.len();
    marks.len() + summaries.len() + made + found.history.len()
}

/// How many records of a file its damage may cost: those whose lines are not in it as they were. In the
/// history a line counts when it is finished.
fn most_lost(sound: &[u8], damaged: &[u8], is_history: bool) -> usize {
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let lines = lines.filter(|line| !is_history || line.ends_with(b"\n"));
        lines.map(|line| line.trim_ascii_end().to_vec()).collect()
    };
    let intact: BTreeSet<Vec<u8>> = lines(damaged).into_iter().collect();
    lines(sound).iter().skip(1).filter(|line| !intact.contains(*line)).count()
}

/// A file of each kind, damaged in every way: every intact record is read, the bytes are kept.
#[test]
fn every_kind_of_file_survives_damage() {
    let home = tempfile::tempdir().unwrap();
    let mut child = program(home.path(), "p", 0, 42);
    assert_eq!(said(&mut child).count(), 42);
    child.wait().unwrap();
    let files: Vec<_> =
        fs::read_dir(home.path().join("triptych")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let files: Vec<_> =
        files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    assert_eq!(files.len(), 6, "a file of each kind: {files:?}");
    let mut random = Random(3);
    for path in files.iter().chain([&home.path().join("user/history.jsonl")]) {
        let sound = fs::read(path).unwrap();
        let whole = count(&Found::read(&folders(home.path())));
        for mode in 0..60 {
            let mut bytes = sound.clone();
            match mode {
                0 => bytes.clear(),
                1 => bytes.truncate(sound.len() / 2),
                2 => bytes.truncate(sound.len() - 1),
                3 => bytes.fill(0),
                4 => bytes.extend(&sound),
                5 => bytes.extend(b"\0\xff\xfe garbage"),
                6 => bytes.splice(0..0, *b"\xef\xbb\xbf").for_each(drop),
                7 => bytes.splice(0..0, *b"<<<<<<< HEAD\n").for_each(drop),
                8 => bytes = String::from_utf8_lossy(&sound).replace('\n', "\r\n").into_bytes(),
                9 => bytes.iter_mut().filter(|byte| byte.is_ascii_digit()).for_each(|byte| *byte = b'9'),
                _ => {
                    for _ in 0..FLIPS[mode % 3] {
                        let at = random.below(bytes.len());
                        bytes[at] ^= 1 << random.below(8);
                    }
                }
            }
            fs::write(path, &bytes).unwrap();
            let found = Found::read(&folders(home.path()));
            let kept = |folder: &Path| {
                fs::read_dir(folder)
                    .unwrap()
                    .any(|entry| fs::read(entry.unwrap().path()).is_ok_and(|kept| kept == bytes))
            };
            let is_told = !found.messages.is_empty();
            assert!(!is_told || kept(path.parent().unwrap()), "{path:?} {mode}: the bytes are lost");
            let lost = whole.saturating_sub(count(&found));
            let most = most_lost(&sound, &bytes, path.ends_with("history.jsonl"));
            assert!(lost <= most, "{path:?} {mode}: {lost} of {whole} are lost, at most {most} may be");
            fs::write(path, &sound).unwrap();
        }
    }
}
