//! Where what is kept lies, beside what others keep there, and taken back over restarts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::store::samples::{makings, settings};
use crate::store::{Anchor, CellId, Edit, Mark, Outcome, Place, Summary};

use super::*;

fn with_mark(name: char) -> Work {
    let anchor = Anchor { document: "a.txt".into(), quote: "words".into(), end: 5, ..Anchor::default() };
    Work { marks: [(name, Mark { anchor, created: None })].into(), ..Work::default() }
}

fn with_summary(text: &str) -> Work {
    let cell = CellId { episode: "e".into(), step: "s".into() };
    Work { summaries: [(cell, Summary { text: text.into(), changed: None })].into(), ..Work::default() }
}

fn folders(home: &Path) -> WorkFolders {
    WorkFolders { collection: Some(home.join("triptych")), user: Some(home.join("user")), beside: None }
}

fn open(home: &Path) -> (Stores, Work) {
    let opened = Found::read(&folders(home));
    (opened.stores.unwrap(), opened.work)
}

fn save(stores: &mut Stores, work: &Work) {
    stores.work = work.clone();
    let (saved, _) = stores.save();
    saved.made.and(saved.places).unwrap();
}

#[test]
fn places_lie_with_the_user_and_what_was_made_with_the_collection() {
    let home = tempfile::tempdir().unwrap();
    let (mut stores, mut work) = open(home.path());
    work.places.insert("a.txt".into(), Place { paragraph: 3, ..Place::default() });
    save(&mut stores, &work);
    assert!(!home.path().join("triptych").exists(), "reading alone leaves nothing in the collection");
    work.take_over(with_mark('a'));
    work.take_over(with_summary("words"));
    save(&mut stores, &work);
    let (_, again) = open(home.path());
    assert_eq!(again, work);
    assert!(!Store::open(&home.path().join("user")).work.has_made());
}

#[test]
fn what_is_kept_with_the_user_is_taken_over_and_never_deleted() {
    let home = tempfile::tempdir().unwrap();
    let (collection, user) = (home.path().join("triptych"), home.path().join("user"));
    let mut kept = with_mark('u');
    kept.take_over(with_summary("words"));
    Store::open(&user).store.save(&kept).unwrap();
    let (mut stores, work) = open(home.path());
    assert_eq!(work, kept);
    save(&mut stores, &work);
    assert_eq!(Store::open(&user).work, kept);
    assert_eq!(Store::open(&collection).work, kept);
}

#[test]
fn places_that_cannot_be_kept_do_not_make_work_unsaved() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("user/session.jsonl")).unwrap();
    let (mut stores, _) = open(home.path());
    stores.work = with_mark('a');
    stores.work.places.insert("a.txt".into(), Place::default());
    let (saved, _) = stores.save();
    assert!(saved.made.is_ok() && saved.places.is_err());
    assert_eq!(open(home.path()).1.marks, stores.work.marks);
}

#[test]
fn what_others_change_is_taken_over_and_what_we_change_stays() {
    let home = tempfile::tempdir().unwrap();
    let (mut one, _) = open(home.path());
    one.work = with_mark('a');
    one.save();
    let (mut two, _) = open(home.path());
    two.work.take_over(with_mark('b'));
    two.work.take_over(with_summary("theirs"));
    two.save();
    // Not saved yet when the others' is seen.
    one.work.take_over(with_summary("ours"));
    let changes = one.look();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(one.look().is_empty(), "told once");
    assert_eq!(one.work.marks.len(), 2);
    one.save();
    assert!(one.look().is_empty(), "what is saved here is no news");
    assert_eq!(two.look().len(), 1);
    assert_eq!(two.work, one.work);
    two.work.marks.clear();
    two.save();
    assert_eq!(one.look().len(), 2);
    assert_eq!(one.work, two.work);
}

#[test]
fn all_of_it_is_saved_elsewhere_with_its_history_beside_what_lies_there() {
    let home = tempfile::tempdir().unwrap();
    // No folder can be made in a file, whoever asks.
    fs::write(home.path().join("file"), "").unwrap();
    let nowhere = home.path().join("file/user");
    let mut found = Found::read(&WorkFolders { user: Some(nowhere), ..WorkFolders::default() });
    let mut stores = found.stores.take().unwrap();
    let edit = Edit::SetMark { name: 'a', mark: with_mark('a').marks[&'a'].clone() };
    stores.take(found.history.apply(&mut found.work, edit, "1".into()));
    let (saved, _) = stores.save();
    assert!(saved.made.is_err() && saved.history.is_err());
    let elsewhere = home.path().join("new/elsewhere");
    let there = with_summary("words");
    Store::at(&elsewhere).save(&there).unwrap();
    let (saved, _) = Stores::elsewhere(&elsewhere, &found.work, &found.history).save();
    assert!(saved.made.is_ok() && saved.history.is_ok() && saved.places.is_ok());
    let folders = WorkFolders { user: Some(elsewhere), ..WorkFolders::default() };
    let Found { mut work, mut history, messages, .. } = Found::read(&folders);
    assert_eq!(messages, [""; 0]);
    assert_eq!((&work.marks, &work.summaries), (&found.work.marks, &there.summaries));
    assert!(matches!(history.undo(&mut work), Outcome::Changed(_)));
    assert!(work.marks.is_empty());
}

/// The files with something in them: of nothing, only the first line is left.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    let texts = entries.map(|entry| (name(&entry), fs::read_to_string(entry.path()).unwrap()));
    texts.filter(|(_, text)| text.lines().count() > 1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::with_cases(4) })]

    /// Also over restarts, which happen now and then.
    #[test]
    fn taking_200_actions_back_gives_the_exact_files_of_before(
        first in prop::collection::vec(settings(), 30),
        actions in prop::collection::vec((makings(), 0..40_u8), 200),
    ) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("triptych");
        let mut opened = Found::read(&folders(home.path()));
        let mut stores = opened.stores.take().unwrap();
        for edit in first {
            stores.take(Change { inverse: apply(&mut opened.work, edit.clone()), edit, turn: None });
        }
        stores.save();
        let before = texts(&folder);
        for (at, (edit, chance)) in actions.into_iter().enumerate() {
            stores.take(opened.history.apply(&mut opened.work, edit, at.to_string()));
            if chance < 2 {
                stores.save();
                opened = Found::read(&folders(home.path()));
                prop_assert_eq!(&opened.messages, &[""; 0]);
                stores = opened.stores.take().unwrap();
            }
        }
        let after = opened.work.clone();
        loop {
            match opened.history.undo(&mut opened.work) {
                Outcome::Changed(change) => stores.take(*change),
                Outcome::Nothing => break,
                Outcome::Refused(step) => prop_assert!(false, "{:?}", step),
            }
        }
        stores.save();
        prop_assert_eq!(texts(&folder), before);
        let Found { mut work, mut history, .. } = Found::read(&folders(home.path()));
        while let Outcome::Changed(_) = history.redo(&mut work) {}
        prop_assert!(work == after);
    }
}
