//! Saving and opening in a folder of their own: round trips, two at once, damage, refusals.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;
use crate::store::anchor::Anchor;
use crate::store::value::{Mark, Note, Place, Target};

fn mark(quote: &str) -> Mark {
    let anchor = Anchor { document: "d".into(), quote: quote.into(), ..Anchor::default() };
    Mark { anchor, created: "2026-11-21T10:00:00Z".parse().ok() }
}

fn work(names: impl IntoIterator<Item = char>) -> Work {
    Work { marks: names.into_iter().map(|name| (name, mark("q"))).collect(), ..Work::default() }
}

fn names(work: &Work) -> String {
    work.marks.keys().collect()
}

fn files(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    all.sort();
    all
}

#[test]
fn what_is_saved_is_opened_and_saving_it_again_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a/triptych");
    let mut opened = Store::open(&folder);
    assert!(opened.messages.is_empty() && files(home.path()).is_empty(), "reading makes nothing");
    let mut work = work("ab\u{e9}\u{633}".chars());
    work.places.insert("x/y.txt".into(), Place { paragraph: 3, offset: 9, folded: Some(true) });
    work.session.view = "board".into();
    work.session.panes = vec!["x/y.txt".into(), "\u{1b}]0;x\u{7}".into()];
    opened.store.save(&work).unwrap();
    assert_eq!(files(&folder), [".lock", "marks.jsonl", "session.jsonl"]);
    let again = Store::open(&folder);
    assert_eq!((again.work, again.messages), (work.clone(), Vec::<String>::new()));
    let inode = |name: &str| std::os::unix::fs::MetadataExt::ino(&fs::metadata(folder.join(name)).unwrap());
    let before = inode("marks.jsonl");
    work.session.view = "read".into();
    opened.store.save(&work).unwrap();
    assert_eq!(inode("marks.jsonl"), before);
    let text = fs::read_to_string(folder.join("marks.jsonl")).unwrap();
    assert!(text.starts_with("{\"triptych\":1,\"kind\":\"marks\"}\n{\"id\":\"a\","), "{text}");
}

#[test]
fn two_at_once_keep_both() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let save = |from: u32| {
        let mut opened = Store::open(folder);
        for part in 1..=20 {
            let names = (from..from + part * 50).map(|name| char::from_u32(name).unwrap());
            opened.work.marks.extend(work(names).marks);
            opened.store.save(&opened.work).unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| save(0x4e00));
        scope.spawn(|| save(0x6000));
    });
    let opened = Store::open(folder);
    assert_eq!((opened.work.marks.len(), opened.messages.len()), (2_000, 0));
}

#[test]
fn deletions_hold_and_changes_of_others_stay() {
    let home = tempfile::tempdir().unwrap();
    Store::open(home.path()).store.save(&work("abc".chars())).unwrap();
    let (mut one, mut two) = (Store::open(home.path()), Store::open(home.path()));
    one.work.marks.remove(&'a');
    one.work.marks.insert('b', mark("ours"));
    two.work.marks.insert('d', mark("theirs"));
    two.store.save(&two.work).unwrap();
    one.store.save(&one.work).unwrap();
    // The second does not know that `a` is gone, and must not bring it back.
    two.work.marks.insert('e', mark("theirs"));
    two.store.save(&two.work).unwrap();
    let opened = Store::open(home.path());
    assert_eq!(names(&opened.work), "bcde");
    assert_eq!(opened.work.marks[&'b'].anchor.quote, "ours");
}

#[test]
fn a_file_that_vanished_or_was_cut_is_written_again() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.jsonl");
    let mut opened = Store::open(home.path());
    opened.store.save(&work("abc".chars())).unwrap();
    fs::remove_file(&path).unwrap();
    opened.store.save(&work("abcd".chars())).unwrap();
    assert_eq!(names(&Store::open(home.path()).work), "abcd");
    fs::write(&path, &fs::read(&path).unwrap()[..60]).unwrap();
    opened.store.save(&work("abcde".chars())).unwrap();
    assert_eq!(names(&Store::open(home.path()).work), "abcde");
}

#[test]
fn damage_is_kept_aside_once_and_said() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.jsonl");
    Store::open(home.path()).store.save(&work("ab".chars())).unwrap();
    let damaged = [fs::read(&path).unwrap().as_slice(), b"<<<<<<< HEAD\n\xff\n"].concat();
    fs::write(&path, &damaged).unwrap();
    for _ in 0..3 {
        let opened = Store::open(home.path());
        assert_eq!((names(&opened.work).as_str(), opened.messages.len()), ("ab", 1));
        assert!(opened.messages[0].contains("2 damaged lines, 2 intact records"), "{:?}", opened.messages);
    }
    assert_eq!(files(home.path()), [".lock", "marks.jsonl", "marks.jsonl.damaged-1"]);
    let mut opened = Store::open(home.path());
    opened.store.save(&work("abc".chars())).unwrap();
    assert_eq!(fs::read(home.path().join("marks.jsonl.damaged-1")).unwrap(), damaged);
    assert!(Store::open(home.path()).messages.is_empty());
}

#[test]
fn every_prefix_opens_and_loses_nothing_that_is_in_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.jsonl");
    Store::open(home.path()).store.save(&work("abc".chars())).unwrap();
    let whole = fs::read_to_string(&path).unwrap();
    for cut in 0..=whole.len() {
        let records =
            whole[..cut].lines().filter(|line| line.starts_with("{\"id\"") && line.ends_with("Z\"}"));
        let expected = records.count();
        let contents = Contents::parse(Kind::Marks, &whole.as_bytes()[..cut]);
        assert_eq!(contents.records.len(), expected, "{}", &whole[..cut]);
    }
}

#[test]
fn a_newer_file_is_read_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.jsonl");
    Store::open(home.path()).store.save(&work("ab".chars())).unwrap();
    let newer = fs::read_to_string(&path).unwrap().replace("\"triptych\":1", "\"triptych\":2") + "what?\n";
    fs::write(&path, &newer).unwrap();
    let mut opened = Store::open(home.path());
    assert_eq!((names(&opened.work).as_str(), opened.messages.len()), ("ab", 1));
    opened.work.session.view = "board".into();
    opened.store.save(&opened.work).unwrap();
    opened.work.marks.clear();
    let error = opened.store.save(&opened.work).unwrap_err();
    assert!(matches!(error, StoreError::Newer { version: 2, .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn links_and_what_is_no_file_are_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let (real, folder) = (home.path().join("real"), home.path().join("triptych"));
    fs::create_dir(&real).unwrap();
    symlink(&real, &folder).unwrap();
    let mut opened = Store::open(&folder);
    assert!(!opened.messages.is_empty());
    assert!(matches!(opened.store.save(&work(['a'])), Err(StoreError::Refused { .. })));
    assert!(files(&real).is_empty());
    fs::write(home.path().join("secret"), "x").unwrap();
    symlink(home.path().join("secret"), real.join("marks.jsonl")).unwrap();
    fs::create_dir(real.join("session.jsonl")).unwrap();
    let mut opened = Store::open(&real);
    assert_eq!(opened.messages.len(), 2);
    assert!(matches!(opened.store.save(&work(['a'])), Err(StoreError::Refused { .. })));
    assert_eq!(fs::read_to_string(home.path().join("secret")).unwrap(), "x");
}

#[test]
fn a_folder_that_cannot_be_read_is_told_once() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("file"), "in the way").unwrap();
    let messages = Store::open(&home.path().join("file/triptych")).messages;
    assert_eq!(messages.len(), 1, "{messages:?}");
    symlink(home.path(), home.path().join("link")).unwrap();
    let messages = Store::open(&home.path().join("link")).messages;
    assert_eq!(messages.len(), 1, "{messages:?}");
}

#[test]
fn what_cannot_be_saved_here_can_be_saved_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let (blocked, elsewhere) = (home.path().join("file/triptych"), home.path().join("data"));
    fs::write(home.path().join("file"), "in the way").unwrap();
    let mut opened = Store::open(&blocked);
    let error = opened.store.save(&work("ab".chars())).unwrap_err();
    assert!(error.to_string().starts_with("cannot "), "{error}");
    Store::at(&elsewhere).save(&work("ab".chars())).unwrap();
    assert_eq!(names(&Store::open(&elsewhere).work), "ab");
}

#[test]
fn leftovers_and_lock_files_of_the_dead_are_no_hindrance() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(".lock"), "{\"pid\":999999,\"host\":\"other-host\"}").unwrap();
    fs::write(home.path().join(".triptych-x1.tmp"), "half").unwrap();
    Store::open(home.path()).store.save(&work(['a'])).unwrap();
    assert_eq!(files(home.path()), [".lock", "marks.jsonl"]);
}

#[test]
fn a_file_that_the_reader_named_replaces_another_only_when_asked() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("seen.html");
    write_named(&path, b"one", false).unwrap();
    let refused = write_named(&path, b"two", false);
    assert!(matches!(refused, Err(StoreError::Exists { .. })), "{refused:?}");
    assert_eq!(fs::read(&path).unwrap(), b"one");
    write_named(&path, b"two", true).unwrap();
    assert_eq!((fs::read(&path).unwrap(), files(home.path())), (b"two".to_vec(), vec!["seen.html".into()]));
}

#[test]
fn a_file_that_the_reader_named_follows_no_link_and_makes_no_folder() {
    let home = tempfile::tempdir().unwrap();
    let (kept, link, dangling) = (home.path().join("kept"), home.path().join("l"), home.path().join("d"));
    fs::write(&kept, "kept").unwrap();
    symlink(&kept, &link).unwrap();
    symlink(home.path().join("elsewhere"), &dangling).unwrap();
    for replaces in [false, true] {
        for path in [&link, &dangling, home.path(), Path::new("/"), Path::new("")] {
            let refused = write_named(path, b"new", replaces);
            assert!(matches!(refused, Err(StoreError::Refused { .. })), "{path:?}: {refused:?}");
        }
        let nowhere = write_named(&home.path().join("none/x"), b"new", replaces);
        assert!(matches!(nowhere, Err(StoreError::NoFolder { .. })), "{nowhere:?}");
    }
    assert_eq!(fs::read(&kept).unwrap(), b"kept");
    assert_eq!(files(home.path()), ["d", "kept", "l"]);
}

#[test]
fn a_note_of_any_length_is_read_again() {
    let home = tempfile::tempdir().unwrap();
    let text = "It was so. ".repeat(2 << 20);
    let target = Target::Document("a.txt".into());
    let note = Note { target, text, tags: [].into(), highlight: None, created: None, changed: None };
    let work = Work { notes: [("n1".to_owned(), note)].into(), ..Work::default() };
    Store::open(home.path()).store.save(&work).unwrap();
    let Opened { work: again, messages, .. } = Store::open(home.path());
    assert_eq!(messages, [""; 0]);
    assert!(again == work);
}

#[test]
fn a_file_that_could_not_be_read_again_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("notes.jsonl");
    let refused = disk::prepare(&path, &vec![0; (256 << 20) + 1]).unwrap_err();
    assert!(matches!(refused, StoreError::TooLarge { .. }) && !refused.is_of_the_disk());
    assert_eq!(files(home.path()), [""; 0]);
}
