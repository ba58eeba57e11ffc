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

/// Opens the collection in a home by a user of this name, who may write it or not.
fn opened(home: &Path, user: &str, is_writable: bool) -> Found {
    let folders = WorkFolders { user: Some(home.join(user)), ..folders(home) };
    Found::of(&folders, is_writable).with_history(&folders)
}

/// What the user sees who opens it anew.
fn seen(home: &Path, user: &str, is_writable: bool) -> String {
    names(&opened(home, user, is_writable).work)
}

/// `a1 b2`: the marks with their words, as in [`change`].
fn names(work: &Work) -> String {
    let names: Vec<String> =
        work.marks.iter().map(|(name, mark)| format!("{name}{}", mark.anchor.quote)).collect();
    names.join(" ")
}

/// Opens the collection, sets the mark `a` on the word 1 for `a1`, removes it for `a`, and saves.
fn change(home: &Path, user: &str, is_writable: bool, changes: &str) {
    let Found { stores, mut work, mut history, .. } = opened(home, user, is_writable);
    let mut stores = stores.unwrap();
    for word in changes.split_whitespace() {
        let (name, quote) = (word.chars().next().unwrap(), word[1..].to_owned());
        let anchor = Anchor { document: "a.txt".into(), quote, ..Anchor::default() };
        let edit = match &word[1..] {
            "" => Edit::RemoveMark { name },
            _ => Edit::SetMark { name, mark: Mark { anchor, created: None } },
        };
        stores.take(history.apply(&mut work, edit, word.into()));
    }
    let (saved, _) = stores.save();
    saved.made.and(saved.places).and(saved.history).unwrap();
}

/// The marks in the files of a folder, whatever else their records say.
fn kept(folder: &Path) -> String {
    names(&Store::open(folder).work)
}

#[test]
fn reading_a_collection_that_cannot_be_written_copies_nothing_of_it() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    change(home, "owner", true, "a1 b1");
    change(home, "reader", false, "");
    assert_eq!(kept(&home.join("reader")), "");
    change(home, "owner", true, "a2 b c1");
    assert_eq!(seen(home, "reader", false), "a2 c1", "what the owner does since is seen");
}

#[test]
fn what_is_made_of_it_is_kept_beside_what_its_owner_does() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    change(home, "owner", true, "a1 b1 c1 d1 e1");
    change(home, "reader", false, "a2 b d2 x1");
    change(home, "reader", false, "y1");
    assert_eq!(kept(&home.join("reader")), "a2 b1 d2 x1 y1", "the reader's own alone");
    change(home, "owner", true, "c2 d f1");
    assert_eq!(seen(home, "reader", false), "a2 c2 d2 e1 f1 x1 y1");
    assert_eq!(kept(&home.join("triptych")), "a1 b1 c2 e1 f1");
    change(home, "reader", false, "x a1 b1 y");
    assert_eq!(kept(&home.join("reader")), "d2", "what is as the owner has it is kept no more");
    assert_eq!(seen(home, "reader", false), "a1 b1 c2 d2 e1 f1");
}

#[test]
fn once_it_can_be_written_what_was_kept_beside_it_goes_there_for_good() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    change(home, "owner", true, "a1 b1 c1");
    change(home, "reader", false, "a2 b x1 y1");
    change(home, "owner", true, "c2 d1");
    assert_eq!(seen(home, "reader", true), "a2 c2 d1 x1 y1");
    change(home, "reader", true, "x2");
    assert_eq!(kept(&home.join("triptych")), "a2 c2 d1 x2 y1");
    assert_eq!(kept(&home.join("reader")), "");
    // Whoever removes it, on whatever machine: it does not come back.
    change(home, "reader", true, "x");
    change(home, "owner", true, "y");
    assert_eq!(seen(home, "reader", true), "a2 c2 d1");
    assert_eq!(seen(home, "reader", false), "a2 c2 d1");
}

#[test]
fn what_cannot_be_taken_over_stays_with_the_user() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    change(home, "reader", false, "a1");
    // No file can take the place of a folder, whoever asks.
    fs::create_dir_all(home.join("triptych/marks.jsonl")).unwrap();
    let mut stores = opened(home, "reader", true).stores.unwrap();
    assert!(stores.save().0.made.is_err());
    assert_eq!(seen(home, "reader", false), "a1");
    fs::remove_dir(home.join("triptych/marks.jsonl")).unwrap();
    change(home, "reader", true, "");
    assert_eq!((kept(&home.join("triptych")).as_str(), kept(&home.join("reader")).as_str()), ("a1", ""));
}

#[test]
fn two_programs_on_a_collection_that_cannot_be_written_see_each_other_and_its_owner() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    change(home, "owner", true, "a1 b1");
    let mut one = opened(home, "reader", false).stores.unwrap();
    change(home, "reader", false, "x1 a");
    change(home, "owner", true, "b2 c1");
    assert_eq!(one.look().len(), 4);
    assert_eq!(names(&one.work), "b2 c1 x1");
    assert!(one.look().is_empty(), "told once");
    one.work.take_over(with_mark('y'));
    one.save();
    change(home, "reader", false, "z1");
    assert_eq!(one.look().len(), 1);
    assert_eq!(names(&one.work), "b2 c1 x1 ywords z1");
    assert_eq!(seen(home, "reader", false), names(&one.work));
    // A third finds that it can be written by now.
    change(home, "reader", true, "z");
    assert_eq!(one.look().len(), 1);
    one.save();
    assert_eq!(names(&one.work), "b2 c1 x1 ywords");
    assert_eq!(seen(home, "reader", true), names(&one.work));
}

#[test]
fn that_a_collection_cannot_be_written_is_said() {
    let home = tempfile::tempdir().unwrap();
    assert!(opened(home.path(), "reader", true).messages.is_empty());
    let said = |user| opened(home.path(), user, false).messages.join("\n");
    assert!(said("reader").contains("your work is kept in"));
    fs::write(home.path().join("file"), "in the way").unwrap();
    assert!(said("file/reader").contains("can be written: your work is not saved"));
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

#[test]
fn a_new_folder_of_a_collection_is_made_for_git_once() {
    let home = tempfile::tempdir().unwrap();
    let (collection, user) = (home.path().join("triptych"), home.path().join("user"));
    let (mut stores, _) = open(home.path());
    save(&mut stores, &with_mark('a'));
    let attributes = collection.join(".gitattributes");
    assert_eq!(fs::read_to_string(&attributes).unwrap(), "*.jsonl merge=union\n");
    assert!(fs::read_to_string(collection.join(".gitignore")).unwrap().contains(".lock\n"));
    assert!(!user.join(".gitattributes").exists());
    fs::remove_file(&attributes).unwrap();
    save(&mut stores, &with_mark('b'));
    assert!(!attributes.exists(), "whoever does not want it is not asked again");
    fs::create_dir(home.path().join(".git")).unwrap();
    save(&mut stores, &with_mark('c'));
    assert!(!attributes.exists(), "nor where git is");
}

/// Makes a mark as the reader does.
fn mark(stores: &mut Stores, name: char) {
    let mark = with_mark(name).marks.remove(&name).unwrap();
    stores.take(Change {
        edit: Edit::SetMark { name, mark },
        inverse: Edit::RemoveMark { name },
        turn: None,
    });
    stores.save().0.made.unwrap();
}

#[test]
fn an_older_folder_is_made_for_git_where_git_is_once_something_is_made() {
    let home = tempfile::tempdir().unwrap();
    save(&mut open(home.path()).0, &with_mark('a'));
    let collection = home.path().join("triptych");
    let files = [".gitattributes", ".gitignore"].map(|name| collection.join(name));
    for file in &files {
        fs::remove_file(file).unwrap();
    }
    let is_made = || files.iter().filter(|file| file.exists()).count();
    mark(&mut open(home.path()).0, 'b');
    assert_eq!(is_made(), 0, "there is no git");
    fs::create_dir(home.path().join(".git")).unwrap();
    let (mut stores, mut work) = open(home.path());
    let place = Place { paragraph: 3, ..Place::default() };
    let edit = Edit::SetPlace { document: "a.txt".into(), place };
    let inverse = apply(&mut work, edit.clone());
    stores.take(Change { edit, inverse, turn: None });
    stores.save().0.places.unwrap();
    assert_eq!(is_made(), 0, "nothing was made");
    mark(&mut stores, 'c');
    assert_eq!(is_made(), 2);
}

#[test]
fn a_record_that_two_changed_is_told_after_a_merge() {
    let home = tempfile::tempdir().unwrap();
    save(&mut open(home.path()).0, &with_mark('a'));
    let file = home.path().join("triptych/marks.jsonl");
    let text = fs::read_to_string(&file).unwrap();
    let record = text.lines().nth(1).unwrap();
    fs::write(&file, format!("{text}{}\n", record.replace("words", "other words"))).unwrap();
    let found = Found::read(&folders(home.path()));
    assert_eq!(found.work.marks[&'a'].anchor.quote, "other words");
    let message = &found.messages[0];
    assert!(message.starts_with("marks.jsonl:3: a record stands twice and says otherwise"), "{message}");
    assert!(message.contains("kept as"), "{message}");
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

#[test]
fn damage_that_others_do_is_told_once_with_its_line_and_nothing_is_lost_by_it() {
    let home = tempfile::tempdir().unwrap();
    let (mut stores, _) = open(home.path());
    let marks = |names: &str| Work {
        marks: names.chars().flat_map(|name| with_mark(name).marks).collect(),
        ..Work::default()
    };
    save(&mut stores, &marks("ab"));
    let path = folders(home.path()).collection.unwrap().join("marks.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("{\"id\":\"b\"", "{\"id\":")).unwrap();
    assert!(stores.look().is_empty());
    let told = stores.take_messages();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("marks.jsonl:3: 1 damaged line, "), "{told:?}");
    assert!(stores.look().is_empty() && stores.take_messages().is_empty(), "told once");
    save(&mut stores, &marks("abc"));
    assert_eq!(open(home.path()).1.marks, marks("abc").marks);
}
