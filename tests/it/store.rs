//! The store against damaged files: the shared hostile ones where they are at hand, and the ways
//! to damage a file that need no other file; and two programs at once.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]
#![allow(clippy::print_stdout, reason = "says what was skipped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use triptych::store::{Anchor, CellId, Mark, Store, StoreError, Summary, Work};

/// The folder of shared hostile files, when this machine has it.
fn hostile_state() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("TRIPTYCH_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("hostile/state")).filter(|folder| folder.is_dir())
}

fn work(from: u32, count: u32) -> Work {
    let mark = |name: u32| {
        let quote = format!("the {name}th quote, \"quoted\" \u{633}\u{644}\u{627}\u{645}");
        let anchor = Anchor { document: "d.txt".into(), quote, ..Anchor::default() };
        (char::from_u32(name).unwrap(), Mark { anchor, created: None })
    };
    Work { marks: (from..from + count).map(mark).collect(), ..Work::default() }
}

/// Opens a folder with these bytes as `marks.jsonl`, saves one mark more, and opens it again: all
/// that was read stays, and the bytes are kept unless they were in order.
fn check(what: &str, bytes: &[u8]) -> usize {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.jsonl");
    fs::write(&path, bytes).unwrap();
    let mut opened = Store::open(home.path());
    assert!(opened.messages.len() <= 1, "{what}: {:?}", opened.messages);
    let read = opened.work.marks.len();
    opened.work.marks.extend(work(0x4e00, 1).marks);
    if opened.store.save(&opened.work).is_err() {
        assert_eq!(fs::read(&path).unwrap(), bytes, "{what}");
    } else {
        let again = Store::open(home.path());
        assert_eq!((again.work.marks, again.messages.len()), (opened.work.marks, 0), "{what}");
    }
    if !opened.messages.is_empty() {
        let kept = |entry: fs::DirEntry| fs::read(entry.path()).unwrap() == bytes;
        assert!(fs::read_dir(home.path()).unwrap().flatten().any(kept), "{what}: the bytes are lost");
    }
    read
}

#[test]
fn the_shared_hostile_files_open_and_nothing_is_lost() {
    let Some(folder) = hostile_state() else {
        println!("skipped: no shared hostile files");
        return;
    };
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let bytes = fs::read(entry.path()).unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        assert_eq!(check(&name, &bytes), 0, "{name}");
        let sound = sound(&work('a'.into(), 3));
        let after = [sound.as_slice(), &bytes].concat();
        assert_eq!(check(&name, &after), 3, "{name} after three marks");
    }
}

fn sound(work: &Work) -> Vec<u8> {
    let home = tempfile::tempdir().unwrap();
    Store::open(home.path()).store.save(work).unwrap();
    fs::read(home.path().join("marks.jsonl")).unwrap()
}

#[test]
fn damaged_copies_of_a_sound_file_keep_every_intact_record() {
    let bytes = sound(&work('a'.into(), 20));
    let text = String::from_utf8(bytes.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let reversed: Vec<&str> = lines.iter().rev().copied().collect();
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let half = bytes.len() / 2;
    let zero_tail = [&bytes[..half], vec![0; half].as_slice()].concat();
    let intact_in_half = text[..text.floor_char_boundary(half)].matches('\n').count() - 1;
    for (what, damaged, intact) in [
        ("doubled", [bytes.as_slice(), &bytes].concat(), 20),
        ("old tail", [bytes.as_slice(), &bytes[bytes.len() / 3..]].concat(), 20),
        ("crlf", text.replace('\n', "\r\n").into_bytes(), 20),
        ("cr", text.replace('\n', "\r").into_bytes(), 20),
        ("mark", format!("\u{feff}{text}").into_bytes(), 20),
        ("utf-16", utf16, 20),
        ("conflict", format!("<<<<<<< HEAD\n{text}=======\n>>>>>>> theirs\n").into_bytes(), 20),
        ("garbage after", [bytes.as_slice(), b"\0\xff\xfe garbage"].concat(), 20),
        ("garbage before", [b"\xff\xfe\0", bytes.as_slice()].concat(), 20),
        ("reversed", reversed.join("\n").into_bytes(), 20),
        ("one line", text.replace('\n', "").into_bytes(), 20),
        ("zeros", vec![0; bytes.len()], 0),
        ("zero tail", zero_tail, intact_in_half),
        ("capitals", text.to_uppercase().into_bytes(), 0),
        ("empty", Vec::new(), 0),
    ] {
        assert_eq!(check(what, &damaged), intact, "{what}");
    }
    for cut in (0..bytes.len()).step_by(11) {
        check("cut", &bytes[..cut]);
    }
}

#[test]
fn one_flipped_bit_costs_at_most_two_records() {
    let bytes = sound(&work('a'.into(), 20));
    for at in (0..bytes.len()).step_by(31) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        let read = check("flip", &damaged);
        assert!(read >= 18, "bit at {at}: {read} records");
    }
}

/// The child of the next tests, and the command for a sweep of faults by hand: saves 50 marks more
/// each time.
#[test]
fn child_that_saves() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u32>().ok();
    let Some(folder) = std::env::var_os("TRIPTYCH_TEST_FOLDER") else { return };
    let from = number("TRIPTYCH_TEST_FROM").unwrap_or(0x4e00);
    // What was there stays in the work: leaving it out would delete it.
    let mut opened = Store::open(Path::new(&folder));
    for part in 1..=number("TRIPTYCH_TEST_SAVES").unwrap_or(20) {
        opened.work.marks.extend(work(from, part * 50).marks);
        opened.store.save(&opened.work).unwrap();
    }
}

fn spawn_child(folder: &Path, from: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["store::child_that_saves", "--exact", "--test-threads=1"])
        .env("TRIPTYCH_TEST_FOLDER", folder)
        .env("TRIPTYCH_TEST_FROM", from.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn two_programs_keep_a_thousand_marks_each() {
    let home = tempfile::tempdir().unwrap();
    for mut child in [0x4e00, 0x6000].map(|from| spawn_child(home.path(), from)) {
        assert!(child.wait().unwrap().success());
    }
    let opened = Store::open(home.path());
    assert_eq!((opened.work.marks.len(), opened.messages), (2_000, Vec::new()));
}

#[test]
fn a_program_killed_while_saving_leaves_whole_files_and_no_lock() {
    let mut killed = 0;
    for round in 0..19 {
        let home = tempfile::tempdir().unwrap();
        let mut child = spawn_child(home.path(), 0x4e00);
        // Killed at another moment each time: once so much was seen to be saved.
        let saved = || Store::open(home.path()).work.marks.len();
        while saved() < round * 50 && child.try_wait().unwrap().is_none() {}
        let before = saved();
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let mut opened = Store::open(home.path());
        let count = opened.work.marks.len();
        assert!(
            opened.messages.is_empty() && count.is_multiple_of(50) && count >= before,
            "{count} {before}"
        );
        opened.work.marks.extend(work('a'.into(), 1).marks);
        opened.store.save(&opened.work).unwrap();
        assert_eq!(Store::open(home.path()).work, opened.work);
    }
    assert!(killed > 0, "every program was faster than the test");
}

/// Fails to save a mark and a summary that is too large for the disk.
fn save_too_much(folder: &Path) -> triptych::store::Opened {
    let mut opened = Store::open(folder);
    opened.work.marks.extend(work('b'.into(), 1).marks);
    let cell = CellId { episode: "e".into(), step: "s".into() };
    opened.work.summaries.insert(cell, Summary { text: "word ".repeat(100_000), changed: None });
    for _ in 0..2 {
        let failed = opened.store.save(&opened.work);
        assert!(matches!(failed, Err(StoreError::Io { what: "write", .. })), "{failed:?}");
    }
    opened
}

/// The children of the next test.
#[test]
fn child_that_fails_to_save() {
    let Some(folder) = std::env::var_os("TRIPTYCH_TEST_SMALL_DISK") else { return };
    save_too_much(Path::new(&folder));
}

#[test]
fn child_that_saves_less_then() {
    let Some(folder) = std::env::var_os("TRIPTYCH_TEST_SMALL_DISK") else { return };
    let mut opened = save_too_much(Path::new(&folder));
    opened.work.summaries.clear();
    opened.store.save(&opened.work).unwrap();
}

#[test]
fn what_the_disk_has_no_room_for_is_not_saved_by_half() {
    let home = tempfile::tempdir().unwrap();
    Store::open(home.path()).store.save(&work('a'.into(), 1)).unwrap();
    let before = fs::read(home.path().join("marks.jsonl")).unwrap();
    // No file may grow beyond 64 kB, and one that would is an error, not a signal.
    let child = |name: &str| {
        let status = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().unwrap())
            .args([name, "--exact", "--test-threads=1"])
            .env("TRIPTYCH_TEST_SMALL_DISK", home.path())
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success());
    };
    child("store::child_that_fails_to_save");
    assert_eq!(fs::read(home.path().join("marks.jsonl")).unwrap(), before, "neither of both");
    assert!(!home.path().join("summaries.jsonl").exists());
    child("store::child_that_saves_less_then");
    assert_eq!(Store::open(home.path()).work.marks.len(), 2, "what there is room for is saved then");
}
