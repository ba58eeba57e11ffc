//! The program itself killed while the reader types: what was on the screen more than a second before
//! is on the disk. With `TRIPTYCH_LONG` set it is killed a hundred times.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{HARBOUR, Session};
use crate::support::Random;

/// What may be lost.
const AT_RISK: Duration = Duration::from_secs(1);
/// Sentences that are noted and coded before one long note is begun.
const MOST_SAVED: usize = 4;

/// What was seen on the screen, and when.
struct Seen {
    words: Vec<(String, Instant)>,
    codings: Vec<Instant>,
}

fn copied(folder: &Path) {
    fs::create_dir(folder).unwrap();
    for entry in fs::read_dir(HARBOUR).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
}

/// The text of every file with that beginning to its name in the folders of a folder.
fn texts(folder: &Path, beginning: &str) -> String {
    let folders = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = folders.flat_map(|inner| fs::read_dir(inner.path()).into_iter().flatten().flatten());
    let named = files.filter(|file| file.file_name().to_string_lossy().starts_with(beginning));
    named.map(|file| fs::read_to_string(file.path()).unwrap_or_default()).collect()
}

impl Seen {
    fn type_words(&mut self, session: &mut Session, words: String) {
        session.send(&format!("{words} "));
        session.until_shown(&words);
        self.words.push((words, Instant::now()));
    }

    /// Notes and codes some sentences, then goes on with one note until that time.
    fn work(&mut self, session: &mut Session, saved: usize, until: Instant) {
        for at in 0..saved {
            session.send("a");
            session.until_shown("Note on");
            self.type_words(session, format!("kept{at}"));
            session.send("\x13");
            session.until("the note saved", |screen| !screen.contents().contains("Note on"));
            session.send("cfog\r\r");
            session.until_shown("Fog 1971");
            self.codings.push(Instant::now());
            session.send(")");
        }
        session.send("a");
        session.until_shown("Note on");
        let mut number = 0;
        while Instant::now() < until {
            self.type_words(session, format!("typed{number}"));
            number += 1;
        }
    }
}

/// One run of the program, killed; gives how much had to be there.
fn killed(random: &mut Random) -> usize {
    let home = tempfile::tempdir().unwrap();
    let (folder, data) = (home.path().join("harbour"), home.path().join("data"));
    copied(&folder);
    let mut session = Session::reading_on(home.path(), &folder, &data);
    session.until_shown("Storm");
    session.send("12gg");
    session.until_shown("I kept the ledger");
    let mut seen = Seen { words: Vec::new(), codings: Vec::new() };
    let until = Instant::now() + AT_RISK + Duration::from_millis(random.below(1_500) as u64);
    seen.work(&mut session, random.below(MOST_SAVED), until);
    // Into the middle of what it does with these.
    session.send(&"x".repeat(random.below(200)));
    let before = Instant::now().checked_sub(AT_RISK).unwrap();
    session.signal("KILL");
    session.child.wait().unwrap();
    let made = fs::read_to_string(folder.join("triptych/notes.jsonl")).unwrap_or_default();
    let drafts = texts(&data.join("triptych"), "draft-");
    let kept = made + &drafts;
    let words = seen.words.iter().filter(|(_, when)| *when < before);
    let lost: Vec<&str> =
        words.clone().map(|(word, _)| word.as_str()).filter(|word| !kept.contains(word)).collect();
    assert_eq!(lost, [""; 0], "of what was typed a second before the program was killed");
    let codings = seen.codings.iter().filter(|when| **when < before).count();
    let kept = fs::read_to_string(folder.join("triptych/codings.jsonl")).unwrap_or_default();
    let kept = kept.lines().filter(|line| line.contains("\"fog\"")).count();
    assert!(kept >= codings, "{kept} of {codings} codings");
    let mut session = Session::reading_on(home.path(), &folder, &data);
    session.until_shown(if drafts.is_empty() { "Storm" } else { "a note was typed and not saved" });
    session.signal("KILL");
    session.child.wait().unwrap();
    words.count() + codings
}

#[test]
fn what_was_typed_a_second_before_a_kill_is_there() {
    let times = if std::env::var_os("TRIPTYCH_LONG").is_some() { 100 } else { 3 };
    let mut random = Random(7);
    let expected: usize = (0..times).map(|_| killed(&mut random)).sum();
    assert!(expected > times, "something was to be there");
    println!("{times} times killed while typing: {expected} words and codings had to be there, and were");
}
