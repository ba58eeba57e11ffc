//! Several files that are saved together: a program that ends at any point leaves all or none.

use std::fs;
use std::path::Path;

use super::*;
use crate::store::anchor::Anchor;
use crate::store::value::{CellId, Mark, Summary, Verdict};
use crate::store::{Judgement, Opened};

/// A mark, a summary and a verdict that say this, each in a file of its own.
fn saying(text: &str) -> Work {
    let anchor = Anchor { document: "d".into(), quote: text.into(), ..Anchor::default() };
    let cell = CellId { episode: "e".into(), step: "s".into() };
    let verdict = Verdict {
        a: anchor.clone(),
        b: None,
        slot: "date".into(),
        values: (text.into(), String::new()),
        judgement: Judgement::Seen,
        created: None,
    };
    Work {
        marks: [('a', Mark { anchor, created: None })].into(),
        summaries: [(cell, Summary { text: text.into(), changed: None })].into(),
        verdicts: [("1".into(), verdict)].into(),
        ..Work::default()
    }
}

const KINDS: [Kind; 3] = [Kind::Marks, Kind::Summaries, Kind::Verdicts];

fn saved(folder: &Path, work: &Work) {
    Store::open(folder).store.save(work).unwrap();
}

fn bytes(folder: &Path, kind: Kind) -> Vec<u8> {
    fs::read(folder.join(kind.file_name())).unwrap()
}

/// What a program writes down before it makes the one work of the other.
fn pending(was: &Work, now: &Work) -> Pending {
    Pending::new(KINDS.map(|kind| (kind, Changes::between(&kind.records(was), &kind.records(now)))))
}

/// A folder as a program leaves it that ended when these files were in their places.
fn ended_at(folder: &Path, was: &Work, now: &Work, placed: impl Fn(usize) -> bool) {
    let new = tempfile::tempdir().unwrap();
    saved(folder, was);
    saved(new.path(), now);
    pending(was, now).write(folder).unwrap();
    fs::write(folder.join(".triptych-x1.tmp"), "not in its place").unwrap();
    for (_, kind) in KINDS.into_iter().enumerate().filter(|&(at, _)| placed(at)) {
        fs::write(folder.join(kind.file_name()), bytes(new.path(), kind)).unwrap();
    }
}

#[test]
fn who_reads_while_another_saves_sees_whole_steps() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    saved(folder, &saying("0"));
    std::thread::scope(|scope| {
        let saving = scope.spawn(|| {
            let mut opened = Store::open(folder);
            (1..=60).for_each(|step: u32| drop(opened.store.save(&saying(&step.to_string())).unwrap()));
        });
        while !saving.is_finished() {
            let Opened { work, messages, .. } = Store::open(folder);
            assert_eq!(messages, [""; 0]);
            assert_eq!(work, saying(&work.marks[&'a'].anchor.quote), "no step by half");
        }
    });
    assert_eq!(Store::open(folder).work, saying("60"));
}

#[test]
fn a_program_that_ends_between_files_leaves_all_of_them_new() {
    let [was, now] = ["was", "now"].map(saying);
    for (was, now) in [(&was, &now), (&Work::default(), &now), (&was, &Work::default())] {
        for placed in 0..1 << KINDS.len() {
            let home = tempfile::tempdir().unwrap();
            let folder = home.path();
            if now.marks.is_empty() {
                saved(folder, was);
                pending(was, now).write(folder).unwrap();
            } else {
                ended_at(folder, was, now, |at| placed & (1 << at) != 0);
            }
            let Opened { work, messages, .. } = Store::open(folder);
            assert_eq!((&work, messages), (now, Vec::new()), "{placed:b}");
            assert!(!Pending::is_in(folder));
            for kind in KINDS {
                let contents = Contents::parse(kind, &bytes(folder, kind));
                assert_eq!(contents.records, kind.records(now), "{placed:b}: for every other program, too");
            }
        }
    }
}

#[test]
fn one_that_runs_finishes_what_another_began_and_both_count() {
    let home = tempfile::tempdir().unwrap();
    let [was, now] = ["was", "now"].map(saying);
    saved(home.path(), &was);
    let Opened { mut store, mut work, .. } = Store::open(home.path());
    ended_at(home.path(), &was, &now, |at| at == 1);
    store.look(&mut work);
    assert_eq!(work, now);
    assert!(!Pending::is_in(home.path()));
    ended_at(home.path(), &now, &was, |at| at == 0);
    work.marks.insert('b', work.marks[&'a'].clone());
    store.save(&work).unwrap();
    store.look(&mut work);
    let mut expect = was.clone();
    expect.marks.insert('b', now.marks[&'a'].clone());
    assert_eq!((&work, &Store::open(home.path()).work), (&expect, &expect));
}

#[test]
fn what_others_made_meanwhile_stays() {
    let home = tempfile::tempdir().unwrap();
    let [was, now, theirs] = ["was", "now", "theirs"].map(saying);
    ended_at(home.path(), &was, &now, |at| at == 0);
    // As git does it, which knows of no lock: another mark, and no verdicts any more.
    let path = home.path().join("marks.jsonl");
    let other = Kind::Marks.records(&Work { marks: [('t', theirs.marks[&'a'].clone())].into(), ..was });
    fs::write(&path, Contents::parse(Kind::Marks, &fs::read(&path).unwrap()).written(Kind::Marks, &other))
        .unwrap();
    let work = Store::open(home.path()).work;
    assert_eq!(work.marks.keys().collect::<String>(), "at");
    assert_eq!((work.marks[&'a'].clone(), work.summaries), (now.marks[&'a'].clone(), now.summaries));
}

#[test]
fn where_nothing_can_be_written_it_is_read_as_if_it_were() {
    let home = tempfile::tempdir().unwrap();
    let [was, now] = ["was", "now"].map(saying);
    ended_at(home.path(), &was, &now, |at| at == 2);
    let lock = home.path().join(".lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    assert_eq!(Store::open(home.path()).work, now);
    assert!(Pending::is_in(home.path()));
    let mut work = Work::default();
    Store::at(home.path()).look(&mut work);
    assert_eq!(work, now);
    fs::remove_dir(&lock).unwrap();
    assert_eq!(Store::open(home.path()).work, now);
    assert!(!Pending::is_in(home.path()));
}

#[test]
fn what_cannot_be_written_down_before_is_not_begun() {
    let home = tempfile::tempdir().unwrap();
    let [was, now] = ["was", "now"].map(saying);
    saved(home.path(), &was);
    let mut opened = Store::open(home.path());
    fs::create_dir(home.path().join(".pending.jsonl")).unwrap();
    assert!(opened.store.save(&now).is_err());
    assert_eq!(Store::open(home.path()).work, was);
    fs::remove_dir(home.path().join(".pending.jsonl")).unwrap();
    opened.store.save(&now).unwrap();
    assert_eq!(Store::open(home.path()).work, now);
}

#[test]
fn a_file_that_is_left_alone_holds_nothing_up() {
    let home = tempfile::tempdir().unwrap();
    let [was, now] = ["was", "now"].map(saying);
    ended_at(home.path(), &was, &now, |_| false);
    let path = home.path().join("marks.jsonl");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let Opened { work, messages, .. } = Store::open(home.path());
    assert_eq!((work.summaries, work.verdicts), (now.summaries, now.verdicts));
    assert!(messages[0].contains("marks.jsonl") && messages[0].contains(".pending.jsonl.damaged-1"));
    assert!(fs::read_to_string(home.path().join(".pending.jsonl.damaged-1")).unwrap().contains("now"));
    assert!(!Pending::is_in(home.path()));
}
