//! The reader's work through the program itself: documents that change under it, what an import made,
//! and places that cannot be written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::{PATIENCE, Session};

/// A folder with one short text, which the tests change.
fn pier(home: &Path) -> PathBuf {
    let folder = home.join("texts");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("pier.txt"), "The Pier\n\nThe storm broke the pier.\n\nNobody came.\n").unwrap();
    folder
}

#[test]
fn a_document_that_changes_on_the_disk_is_read_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = pier(home.path());
    let mut session = Session::reading_on(home.path(), &folder, &home.path().join("data"));
    session.until_shown("Nobody came.");
    session.send("3ggma");
    session.until_shown("mark a set");
    fs::write(
        folder.join("pier.txt"),
        "The Pier\n\nIt was March.\n\nThe storm broke the pier.\n\nNobody came.\n",
    )
    .unwrap();
    session.until_shown("1 passage that you hold on to moved with its words");
    fs::rename(folder.join("pier.txt"), folder.join("quay.txt")).unwrap();
    session.until_shown("pier.txt is called quay.txt now");
    fs::remove_file(folder.join("quay.txt")).unwrap();
    session.until_shown("the files changed, and are shown as they were");
    session.send("q");
    assert!(session.child.wait().unwrap().success());
    let marks = fs::read_to_string(folder.join("triptych/marks.jsonl")).unwrap();
    assert!(marks.contains("\"document\":\"quay.txt\"") && marks.contains("\"paragraph\":4"), "{marks}");
}

#[test]
fn a_single_document_is_watched_without_a_key() {
    let home = tempfile::tempdir().unwrap();
    let file = pier(home.path()).join("pier.txt");
    let mut session = Session::reading_on(home.path(), &file, &home.path().join("data"));
    session.until_shown("Nobody came.");
    fs::write(
        &file,
        "The Pier

Everybody came.
",
    )
    .unwrap();
    session.until_shown("Everybody came.");
    session.send("q");
    assert!(session.child.wait().unwrap().success());
}

#[test]
fn what_an_import_made_is_taken_back_in_the_reader() {
    let home = tempfile::tempdir().unwrap();
    let folder = pier(home.path());
    let lines =
        [r#"{"triptych":1,"kind":"notes"}"#, r#"{"id":"n1","on":{"document":"pier.txt"},"text":"a note"}"#];
    fs::write(home.path().join("their.jsonl"), lines.join("\n") + "\n").unwrap();
    let imported = Command::new(env!("CARGO_BIN_EXE_triptych"))
        .args(["import", "their.jsonl"])
        .arg(&folder)
        .current_dir(home.path())
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path().join("config"))
        .env("XDG_DATA_HOME", home.path().join("data"))
        .output()
        .unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let notes = || fs::read_to_string(folder.join("triptych/notes.jsonl")).unwrap();
    assert!(notes().contains("a note"), "{}", notes());
    let mut session = Session::reading_on(home.path(), &folder, &home.path().join("data"));
    session.until_shown("Nobody came.");
    session.send("u");
    session.until_shown("taken back: the note on pier.txt is gone");
    session.send("q");
    assert!(session.child.wait().unwrap().success());
    assert!(!notes().contains("a note"), "{}", notes());
}

#[test]
fn work_that_cannot_be_saved_is_held_and_saved_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("alone.txt");
    fs::write(&file, "The Pier\n\nNobody came.\n").unwrap();
    // No folder can be made in a file, whoever asks.
    let mut session = Session::reading_on(home.path(), &file, &file);
    session.until_shown("Nobody came.");
    session.send("ma");
    session.until_shown("not saved");
    session.send("q");
    session.until_shown("the same key again loses it");
    session.send("gW\x15my work\r");
    session.until_shown("from now on");
    session.send("q");
    session.ends_with("your work is in");
    let marks = fs::read_to_string(home.path().join("my work/marks.jsonl")).unwrap();
    assert!(marks.contains("\"id\":\"a\""), "{marks}");
    assert!(home.path().join("my work/history.jsonl").exists());
}

#[test]
fn where_the_reader_was_survives_a_kill() {
    let home = tempfile::tempdir().unwrap();
    let folder = pier(home.path());
    fs::write(folder.join("quay.txt"), "The Quay\n\nNobody came to the quay.\n").unwrap();
    let data = home.path().join("data");
    let kept = || {
        let folders = fs::read_dir(data.join("triptych")).into_iter().flatten().flatten();
        let mut files = folders.map(|folder| folder.path().join("session.jsonl"));
        files.any(|file| fs::read_to_string(file).is_ok_and(|text| text.contains("\"view\":\"reader\"")))
    };
    let mut session = Session::reading_on(home.path(), &folder, &data);
    session.until_shown("quay.txt");
    session.send("\r");
    session.until_shown("Nobody came.");
    let deadline = Instant::now() + PATIENCE;
    while !kept() {
        assert!(Instant::now() < deadline, "where the reader is is not kept");
        session.send("jk");
        session.until_shown("Nobody came.");
        std::thread::yield_now();
    }
    session.signal("KILL");
    session.child.wait().unwrap();
    let mut session = Session::reading_on(home.path(), &folder, &data);
    session.until_shown("Nobody came.");
    session.send("q");
    session.child.wait().unwrap();
}
