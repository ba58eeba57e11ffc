//! The files change under the reader: cursor, panes, marks and jumps hold on to their words.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use triptych::app::followed::changed_documents;
use triptych::app::survey::{Basis, Survey};
use triptych::app::{App, Effect, Event, Keymap, Options};
use triptych::corrections::followed;
use triptych::open::{Request, open};
use triptych::scheme::Collection;
use triptych::store::{Note, Target, Work, apply};

use crate::support::{Session, here, panes};

const PIER: &str =
    "The Pier\n\nThe storm broke the pier in the night.\n\nNobody had asked the pilots to come.\n";
const TUG: &str = "The Tug\n\nA tug went out at noon.\n\nIts crew came back wet.\n";

fn collection(folder: &Path) -> Arc<Collection> {
    let request = Request { paths: vec![folder.to_owned()], ..Request::default() };
    Arc::new(open(&request).unwrap())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pier.txt"), PIER).unwrap();
    fs::write(folder.path().join("tug.txt"), TUG).unwrap();
    folder
}

fn session(folder: &Path) -> Session {
    session_with(folder, Work::default())
}

fn session_with(folder: &Path, work: Work) -> Session {
    let mut app = App::new(collection(folder), Options::default(), Keymap::with_defaults(), work);
    app.resize(120, 40);
    Session { app, effects: Vec::new() }
}

/// Reads the folder again, as the shell does when its files changed; gives what is said.
fn read_again(session: &mut Session, folder: &Path) -> String {
    session.app.message = None;
    session.hear(Event::ReadingAgain);
    session.says("documents have changed: they are read again");
    session.hear(Event::Reopened { collection: collection(folder) });
    follow(session);
    session.message()
}

/// Begins as the shell does after the first frame.
fn start(session: &mut Session) {
    let effects = session.app.start_work();
    session.effects.extend(effects);
    follow(session);
}

/// Answers the last question for what became of the reader's work, as a worker does.
fn follow(session: &mut Session) {
    let asked = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Follow { generation, before, collection, work, elsewhere } => {
            let changed = before.as_ref().map_or_else(Vec::new, |was| changed_documents(was, collection));
            let is_elsewhere = |name: &str| elsewhere.contains(name);
            let followed = Box::new(followed(collection, work, &is_elsewhere));
            Some(Event::Followed { generation: *generation, followed, changed })
        }
        _ => None,
    });
    session.hear(asked.unwrap());
}

#[test]
fn mistakes_made_meanwhile_are_told_at_once() {
    let folder = folder();
    let mut session = session(folder.path());
    fs::write(folder.path().join("collection.toml"), "title = 'Harbour'\nlanguag = 'en'\n").unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    assert!(session.message().starts_with("collection.toml:2: "), "{}", session.message());
    session.press("Enter :");
    fs::write(folder.path().join("pier.txt"), PIER.replace("broke", "shook")).unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    session.says("documents have changed: they are shown anew when this is closed");
    fs::write(folder.path().join("codings.jsonl"), "{}\n{}\n").unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    assert!(session.message().starts_with("codings.jsonl:1: "), "{}", session.message());
    assert!(session.message().ends_with("(and 1 more)"), "{}", session.message());
}

#[test]
fn the_cursor_and_the_marks_stay_at_their_words() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter 3 g g m a");
    assert_eq!(session.here(), "A \u{b6}3.1");
    let longer = PIER.replacen("The storm", "It was March.\n\nThe storm", 1);
    fs::write(folder.path().join("pier.txt"), longer).unwrap();
    let news = read_again(&mut session, folder.path());
    assert_eq!(news, "read again: pier.txt; 1 passage that you hold on to moved with its words");
    assert_eq!(session.here(), "A \u{b6}4.1");
    session.press("g g ' a");
    assert_eq!(session.here(), "A \u{b6}4.1");
    assert_eq!(session.app.work.marks[&'a'].anchor.paragraph, 4, "it holds on to the new place");
    assert_eq!(read_again(&mut session, folder.path()), "", "nothing changed, and what moved is told once");
    session.press("u").says("mark a is gone");
    session.press("Ctrl-r ' a");
    assert_eq!(session.here(), "A \u{b6}4.1", "done again where the words stand now");
}

#[test]
fn what_is_gone_is_told_and_nothing_is_put_on_other_words() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter 3 g g m a");
    let other = "The Pier\n\nNobody had asked the fishers to come.\n";
    fs::write(folder.path().join("pier.txt"), other).unwrap();
    let news = read_again(&mut session, folder.path());
    assert_eq!(
        news,
        "read again: pier.txt; not found any more: 'Nobody had asked the pilots to come.' (gL lists it)"
    );
    session.press("' a").says("not found any more");
    assert_eq!(session.app.work.marks.len(), 1, "kept");
    assert_eq!(read_again(&mut session, folder.path()), "", "told once");
    let mut started = session_with(folder.path(), session.app.with_places());
    started.app.say("a note was typed");
    start(&mut started);
    assert_eq!(started.message(), "a note was typed", "nor at the next start");
    let mut started = session_with(
        folder.path(),
        Work { session: triptych::store::Session::default(), ..session.app.work.clone() },
    );
    started.app.say("a note was typed");
    start(&mut started);
    assert!(started.message().starts_with("a note was typed; not found any more: "), "{}", started.message());
    fs::write(folder.path().join("pier.txt"), PIER).unwrap();
    assert_eq!(read_again(&mut session, folder.path()), "read again: pier.txt");
    session.press("g g ' a");
    assert_eq!(session.here(), "A \u{b6}3.1", "found again");
}

#[test]
fn what_is_lost_is_listed_and_put_on_other_words_by_the_reader() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("g L").says("all that you made stands on its words");
    session.press("Enter 3 g g m a");
    let other = "The Pier\n\nNobody had asked the fishers to come.\n";
    fs::write(folder.path().join("pier.txt"), other).unwrap();
    read_again(&mut session, folder.path());
    session.press("g L");
    session.shows("Nobody had asked the pilots to come.").shows("mark \u{b7} pier.txt \u{b6}3");
    session.press("Enter").says("in hand: what was on 'Nobody had asked the pilots");
    session.press("g g 2 g g g A").says("on A \u{b6}2.1 now: what was on 'Nobody had asked the pilots");
    session.press("g g ' a");
    assert_eq!(session.here(), "A \u{b6}2.1");
    session.press("g L").says("all that you made stands on its words");
    session.press("u g L").shows("Nobody had asked the pilots to come.");
}

#[test]
fn panes_follow_their_documents_and_close_with_them() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter Ctrl-w v Down Enter");
    assert_eq!(session.panes(), "A [B]");
    fs::write(folder.path().join("bell.txt"), "The Bell\n\nIt rang.\n").unwrap();
    assert_eq!(read_again(&mut session, folder.path()), "read again: bell.txt (new)");
    let names = |session: &Session| -> Vec<String> {
        let document = |pane: &triptych::app::pane::Pane| session.app.collection.document(pane.document);
        session.app.reader.panes.iter().map(|pane| document(pane).name.clone()).collect()
    };
    assert_eq!(names(&session), ["pier.txt", "tug.txt"]);
    assert_eq!(session.panes(), "B [C]");
    fs::remove_file(folder.path().join("tug.txt")).unwrap();
    assert_eq!(read_again(&mut session, folder.path()), "read again: tug.txt (gone)");
    assert_eq!(names(&session), ["pier.txt"]);
    fs::remove_file(folder.path().join("pier.txt")).unwrap();
    read_again(&mut session, folder.path());
    assert_eq!(
        (names(&session), here(&session.app)),
        (vec!["bell.txt".to_owned()], "A \u{b6}1.1".to_owned())
    );
    session.press("j k Ctrl-o Ctrl-o Alt-o p D B");
    assert!(!panes(&session.app).is_empty());
}

#[test]
fn panes_come_back_with_their_documents() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("zoo.txt"), "The Zoo\n\nThe bear slept through the storm.\n").unwrap();
    let names = |session: &Session| -> Vec<String> {
        let document = |pane: &triptych::app::pane::Pane| session.app.collection.document(pane.document);
        session.app.reader.panes.iter().map(|pane| document(pane).name.clone()).collect()
    };
    let mut session = session(folder.path());
    session.press("Enter g o text:pier Enter Ctrl-w v text:tug Enter 3 g g Ctrl-w v text:zoo Enter Tab Tab");
    assert_eq!(names(&session), ["pier.txt", "tug.txt", "zoo.txt"]);
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("A [B] C", "B \u{b6}3.1"));
    // Saved by an editor that takes the file away first.
    fs::remove_file(path("tug.txt")).unwrap();
    read_again(&mut session, folder.path());
    assert_eq!(names(&session), ["pier.txt", "zoo.txt"]);
    fs::write(path("tug.txt"), TUG.replace("A tug", "Long before, a tug")).unwrap();
    read_again(&mut session, folder.path());
    assert_eq!(names(&session), ["pier.txt", "tug.txt", "zoo.txt"]);
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("A [B] C", "B \u{b6}3.1"));
    // One after the other, until none of them is there.
    fs::write(path("bell.txt"), "The Bell\n\nIt rang.\n").unwrap();
    read_again(&mut session, folder.path());
    for name in ["zoo.txt", "tug.txt", "pier.txt"] {
        fs::rename(path(name), path(&format!("{name}.bak"))).unwrap();
        session.hear(Event::Reopened { collection: collection(folder.path()) });
    }
    assert_eq!(names(&session), ["bell.txt"]);
    for name in ["pier.txt", "zoo.txt", "tug.txt"] {
        fs::rename(path(&format!("{name}.bak")), path(name)).unwrap();
        session.hear(Event::Reopened { collection: collection(folder.path()) });
    }
    assert_eq!(names(&session), ["pier.txt", "tug.txt", "zoo.txt"]);
    assert_eq!(session.here(), "C \u{b6}3.1");
    // What the reader has arranged since stays as it is.
    fs::remove_file(path("tug.txt")).unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    session.press("Ctrl-w c");
    fs::write(path("tug.txt"), TUG).unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    assert_eq!(names(&session).len(), 1);
}

#[test]
fn nothing_changes_under_what_is_open() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter / text:pilo");
    fs::write(folder.path().join("pier.txt"), PIER.replace("pilots", "pilots in March")).unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    session.says("documents have changed");
    session.lacks("in March").press("text:ts Enter").shows("pilots in March");
    session.press("v");
    fs::write(folder.path().join("pier.txt"), PIER).unwrap();
    session.hear(Event::Reopened { collection: collection(folder.path()) });
    session.shows("in March").press("Esc").lacks("in March");
}

#[test]
fn any_view_survives_a_shorter_text() {
    for keys in
        ["Enter 3 g g", "D j j", "p j", "Enter / text:pilots Enter", "Enter 3 g g g m", "o j", "t", "d"]
    {
        let folder = folder();
        let mut session = session(folder.path()).with_suggestions();
        session.press(keys);
        fs::write(folder.path().join("pier.txt"), "Short.\n").unwrap();
        fs::write(folder.path().join("tug.txt"), "Too.\n").unwrap();
        read_again(&mut session, folder.path());
        session.screen();
        session.press("Esc j k Ctrl-o Ctrl-o Alt-o g m Esc");
        session.screen();
    }
}

/// Answers the last question for what the overview or the timeline shows, as a worker does.
fn survey(session: &mut Session) {
    let asked = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Survey { wanted, collection, links } => {
            let survey = Survey::make(*wanted, collection, links);
            Some(Event::Surveyed { survey, basis: Basis::new(collection, links) })
        }
        _ => None,
    });
    session.hear(asked.expect("a worker is asked"));
}

#[test]
fn what_a_worker_still_looks_through_shows_nothing_of_documents_that_are_gone() {
    for view in ["o", "t"] {
        let folder = folder();
        let dated = "It was on 3 March 1950 that the bell rang.\n\n";
        fs::write(folder.path().join("bell.txt"), dated.repeat(700)).unwrap();
        fs::write(folder.path().join("tug.txt"), format!("The Tug\n\n{}", dated.repeat(3))).unwrap();
        let mut session = session(folder.path());
        session.press(view);
        survey(&mut session);
        session.press("j j").shows("The Tug");
        fs::remove_file(folder.path().join("tug.txt")).unwrap();
        fs::remove_file(folder.path().join("pier.txt")).unwrap();
        read_again(&mut session, folder.path());
        session.lacks("The Tug").press("j k l Enter Ctrl-o");
        survey(&mut session);
        session.shows("bell.txt").lacks("The Tug");
    }
}

#[test]
fn the_parallel_view_stays_at_its_cell_and_as_it_was_arranged() {
    let folder = tempfile::tempdir().unwrap();
    let harbour = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/harbour");
    for entry in fs::read_dir(&harbour).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let mut session = session(folder.path());
    session.press("p l x");
    while session.press("j").here().is_empty() {}
    let (here, columns) = (session.here(), session.app.parallel.arrangement());
    assert!(!here.is_empty());
    let first = session.app.collection.documents[0].name.clone();
    let text = fs::read_to_string(folder.path().join(&first)).unwrap();
    fs::write(folder.path().join(&first), format!("{text}\n\nOne more line.\n")).unwrap();
    read_again(&mut session, folder.path());
    assert_eq!((session.here(), session.app.parallel.arrangement()), (here, columns));
}

/// What the program keeps of a session: every change that it has saved, and the places at the end.
fn kept(session: &mut Session) -> Work {
    let mut work = Work::default();
    for effect in &session.effects {
        if let Effect::Save(change) = effect {
            let _ = apply(&mut work, change.edit.clone());
        }
    }
    let _ = apply(&mut work, session.app.last_change().edit);
    work
}

#[test]
fn a_renamed_document_is_known_by_its_text_while_one_reads() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter 3 g g m a");
    fs::rename(folder.path().join("pier.txt"), folder.path().join("zz.txt")).unwrap();
    assert_eq!(read_again(&mut session, folder.path()), "pier.txt is called zz.txt now");
    assert_eq!((session.panes(), session.here()), ("[B]".to_owned(), "B \u{b6}3.1".to_owned()));
    assert_eq!(session.app.work.marks[&'a'].anchor.document, "zz.txt");
    session.press("u").says("mark a is gone");
    session.press("Ctrl-r g g ' a");
    assert_eq!(session.here(), "B \u{b6}3.1");
    let places: Vec<&String> = session.app.work.places.keys().collect();
    assert_eq!(places, ["zz.txt"]);
}

#[test]
fn a_document_that_was_renamed_in_between_is_known_by_its_text() {
    let folder = folder();
    let mut first = session(folder.path());
    first.press("Enter 3 g g m a");
    let work = kept(&mut first);
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::rename(folder.path().join("pier.txt"), folder.path().join("old/zz.txt")).unwrap();
    let mut second = session_with(folder.path(), work);
    let effects = second.app.follow_names();
    assert!(matches!(effects[..], [Effect::Save(_), ..]), "it is kept");
    second.app.restore(false);
    second.says("pier.txt is called old/zz.txt now");
    assert_eq!(second.app.collection.document(second.app.reader.panes[0].document).name, "old/zz.txt");
    second.press("' a");
    assert_eq!(second.here(), "A \u{b6}3.1");
    assert!(second.app.follow_names().is_empty(), "said once");
}

#[test]
fn a_document_with_nearly_the_same_text_is_taken_only_when_the_reader_says_so() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter 2 g g m b 3 g g m a");
    fs::remove_file(folder.path().join("pier.txt")).unwrap();
    let other = PIER.replacen("The storm", "It was March.\n\nThe storm", 1);
    fs::write(folder.path().join("quay.txt"), other).unwrap();
    let news = read_again(&mut session, folder.path());
    assert!(news.starts_with("read again: pier.txt (gone), quay.txt (new); not found any more: "), "{news}");
    assert!(news.contains("quay.txt may be pier.txt"), "{news}");
    session.press("' a").says("not found any more");
    session.press("g L").shows("pier.txt is gone: take quay.txt for it").shows("2 of 2 passages stand there");
    session.press("Enter").says("what was on pier.txt is on quay.txt now");
    follow(&mut session);
    session.press("' a");
    assert_eq!(session.here(), "A \u{b6}4.1");
    session.press("' b");
    assert_eq!(session.here(), "A \u{b6}3.1");
    session.press("g L").says("all that you made stands on its words");
}

#[test]
fn a_copy_beside_another_document_takes_nothing_from_it() {
    let folder = folder();
    let mut session = session(folder.path());
    session.press("Enter 3 g g m a");
    fs::copy(folder.path().join("pier.txt"), folder.path().join("copy.txt")).unwrap();
    assert_eq!(read_again(&mut session, folder.path()), "read again: copy.txt (new)");
    fs::copy(folder.path().join("pier.txt"), folder.path().join("third.txt")).unwrap();
    fs::remove_file(folder.path().join("pier.txt")).unwrap();
    read_again(&mut session, folder.path());
    assert_eq!(session.app.work.marks[&'a'].anchor.document, "third.txt", "the other one was there before");
}

#[test]
fn much_work_is_laid_over_what_was_read_again_by_a_worker() {
    let folder = folder();
    let note = |at: usize| {
        let target = Target::Document("pier.txt".to_owned());
        let (text, tags) = (format!("note {at}"), [].into());
        (at.to_string(), Note { target, text, tags, highlight: None, created: None, changed: None })
    };
    let work = Work { notes: (0..600).map(note).collect(), ..Work::default() };
    let mut session = session_with(folder.path(), work);
    session.press("Enter");
    let changed = |words: &str| {
        fs::write(folder.path().join("pier.txt"), PIER.replace("pilots", words)).unwrap();
        collection(folder.path())
    };
    let lay_over = |session: &mut Session, collection: Arc<Collection>| {
        let asked = session.app.update(Event::Reopened { collection });
        asked.into_iter().find(|effect| matches!(effect, Effect::LayOver { .. })).expect("a worker is asked")
    };
    let first = lay_over(&mut session, changed("fishers"));
    let second = lay_over(&mut session, changed("bakers"));
    session.shows("pilots").press("2 g g m a");
    session.hear(first.answer().unwrap());
    session.shows("pilots");
    session.hear(second.answer().unwrap());
    session.lacks("pilots").shows("bakers");
    follow(&mut session);
    session.press("g g ' a");
    assert_eq!(session.app.work.marks.len(), 1, "what was made meanwhile stays");
    assert_eq!(session.here(), "A \u{b6}2.1");
}
