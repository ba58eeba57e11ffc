//! What takes long to open: the first screen comes before it, and keys work there.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::Session;

/// A text, and what holds up who opens it: another program is at work on what the reader made of it.
fn held_up(home: &Path) -> (PathBuf, File) {
    let folder = home.join("texts");
    let work = folder.join("triptych");
    fs::create_dir_all(&work).unwrap();
    fs::write(folder.join("pier.txt"), "The Pier\n\nThe storm broke the pier.\n\nNobody came.\n").unwrap();
    fs::write(work.join(".pending.jsonl"), "").unwrap();
    let lock = File::create(work.join(".lock")).unwrap();
    lock.lock().unwrap();
    (folder, lock)
}

#[test]
fn keys_wait_for_what_takes_long_to_open() {
    let home = tempfile::tempdir().unwrap();
    let (folder, lock) = held_up(home.path());
    let mut session = Session::reading_on(home.path(), &folder, &home.path().join("data"));
    session.until_shown("q or Ctrl-c quits; other keys wait until it is open");
    session.send("3ggma");
    session.until_shown("3ggma");
    drop(lock);
    session.until_shown("mark a set");
    session.send("q");
    assert!(session.child.wait().unwrap().success());
    let marks = fs::read_to_string(folder.join("triptych/marks.jsonl")).unwrap();
    assert!(marks.contains("\"paragraph\":3"), "{marks}");
}

#[test]
fn it_quits_while_a_worker_opens() {
    let home = tempfile::tempdir().unwrap();
    for keys in [&["q"][..], &["j", "\x03"], &["jq", "\x1b", "q"]] {
        let (folder, lock) = held_up(home.path());
        let mut session = Session::reading_on(home.path(), &folder, &home.path().join("data"));
        session.until_shown("q or Ctrl-c quits");
        for (at, key) in keys.iter().enumerate() {
            session.send(key);
            match *key {
                "\x1b" => session.until_shown("q or Ctrl-c quits"),
                _ if at + 1 < keys.len() => session.until_shown("typed for then: j"),
                _ => {}
            }
        }
        session.until("the first screen", |screen| !screen.alternate_screen() && !screen.hide_cursor());
        assert!(session.child.wait().unwrap().success());
        drop(lock);
    }
}

#[test]
fn a_signal_ends_it_while_a_worker_opens() {
    let home = tempfile::tempdir().unwrap();
    let (folder, _lock) = held_up(home.path());
    let mut session = Session::reading_on(home.path(), &folder, &home.path().join("data"));
    session.until_shown("q or Ctrl-c quits");
    session.signal("TERM");
    assert_eq!(session.child.wait().unwrap().exit_code(), 143);
}

#[test]
fn what_is_said_at_the_start_is_seen_though_keys_waited() {
    let home = tempfile::tempdir().unwrap();
    let (folder, lock) = held_up(home.path());
    fs::write(folder.join("triptych/notes.jsonl"), "no note at all\n").unwrap();
    let mut session = Session::reading_on(home.path(), &folder, &home.path().join("data"));
    session.until_shown("q or Ctrl-c quits");
    session.send("j");
    session.until_shown("typed for then: j");
    drop(lock);
    session.until_shown("notes.jsonl");
    session.send("q");
    assert!(session.child.wait().unwrap().success());
}
