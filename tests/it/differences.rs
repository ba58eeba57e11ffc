//! The differences view: list and sentences, verdicts, to the sources and back, from passage to
//! passage.

use std::sync::Arc;

use triptych::app::differences::FoundDifferences;
use triptych::app::{App, Effect, Event, Keymap, LongJob, Options, View};
use triptych::compare::{Difference, DifferenceKind};
use triptych::open::{Request, open};
use triptych::scheme::Collection;
use triptych::store::{Judgement, Work};
use triptych::ui;

use crate::support::{Reading, Session, here, some_differences};

fn found(reading: Reading, columns: u16, rows: u16) -> Session {
    let mut session = Session::new(reading, columns, rows);
    session.press("d differences:");
    session
}

fn current(app: &App) -> &Difference {
    &app.differences.current().expect("an entry").difference
}

#[test]
fn a_worker_is_asked_once() {
    let mut session = Session::harbour();
    session.press("d");
    assert!(session.screen().contains("Looking for differences"), "{}", session.screen());
    session.press("D d 1 ] x");
    assert_eq!(comparisons(&session), 1);
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut session = Session::harbour();
    session.press("d");
    let differences = Arc::new(some_differences(&session.app.collection, 7));
    session.hear(Event::Compared { generation: 99, differences });
    assert!(session.app.differences.found().is_none());
}

#[test]
fn without_differences_it_says_so() {
    let mut session = Session::harbour();
    session.press("d");
    let differences = Arc::new(FoundDifferences::new(&session.app.collection, Vec::new()));
    session.hear(Event::Compared { generation: 0, differences });
    assert!(session.screen().contains("No differences were found"), "{}", session.screen());
    session.press("j k G s x l Enter");
    assert_eq!(session.status(), "no difference under the cursor");
}

#[test]
fn what_is_none_is_left_out_until_it_is_asked_for() {
    let mut session = found(Reading::Harbour, 120, 40);
    let count = session.app.differences.list.count();
    let id = session.app.differences.here().cloned();
    session.press("x");
    assert_eq!(session.app.differences.list.count(), count - 1);
    assert_ne!(session.app.differences.here(), id.as_ref());
    session.press("X g g");
    assert_eq!(session.app.differences.list.count(), count);
    assert!(session.screen().contains("no difference"), "{}", session.screen());
    session.press("X u");
    assert_eq!(session.app.differences.list.count(), count, "taken back");
    session.press("Ctrl-r");
    assert_eq!(session.app.differences.list.count(), count - 1, "done again");
    let verdict = session.app.work.verdicts.values().next().expect("a verdict");
    assert_eq!(verdict.judgement, Judgement::NoDifference);
}

#[test]
fn what_is_seen_is_counted_and_said() {
    let mut session = found(Reading::Harbour, 120, 40);
    assert!(session.screen().contains("7 unseen of 7"), "{}", session.screen());
    session.press("s");
    assert!(session.screen().contains("6 unseen of 7") && session.screen().contains("  seen"));
    session.press("k s");
    assert!(session.screen().contains("7 unseen of 7"), "again takes it back");
    assert!(session.app.work.verdicts.is_empty());
}

#[test]
fn enter_goes_to_either_source_and_back_to_the_entry() {
    for (side, keys) in ["j", "j l"].into_iter().enumerate() {
        let mut session = found(Reading::Harbour, 120, 40);
        session.press(keys);
        let (id, passage) = {
            let difference = current(&session.app);
            let passage = difference.places().nth(side).expect("a side").passage;
            (session.app.differences.here().cloned(), session.app.collection.passage_label(passage))
        };
        session.press("Enter");
        assert_eq!((session.app.view, here(&session.app)), (View::Reader, passage));
        session.press("Backspace");
        assert_eq!(session.app.view, View::Differences);
        assert_eq!((session.app.differences.here().cloned(), session.app.differences.place), (id, side));
    }
}

#[test]
fn from_passage_to_passage_in_the_reader() {
    let mut session = Session::harbour();
    session.press("1 differences: g g ] x");
    let found = session.app.differences.found().expect("found").clone();
    let label = here(&session.app);
    let differs = |label: &str| {
        let places = found.listed.iter().flat_map(|listed| listed.difference.places());
        places.into_iter().any(|side| session.app.collection.passage_label(side.passage) == label)
    };
    assert!(differs(&label), "{label}");
    assert!(session.status().contains(" in A, "), "{}", session.status());
    session.press("] x");
    let next = here(&session.app);
    assert_ne!(next, label);
    session.press("[ x");
    assert_eq!(here(&session.app), label);
}

#[test]
fn what_is_none_is_passed_over() {
    let mut session = found(Reading::Harbour, 120, 40);
    session.press("x x x x x x x B 1 g g ] x");
    assert_eq!(session.status(), "no other passage differs");
}

#[test]
fn the_filter_narrows_as_one_types() {
    let mut session = found(Reading::Harbour, 120, 40);
    session.press("/ text:only");
    let count = session.app.differences.list.count();
    assert!(count > 0 && count < 7, "{count}");
    session.press("Enter j");
    assert_eq!(session.app.differences.list.count(), count, "it holds");
    session.press("/ text:zzzz");
    assert!(session.screen().contains("No difference fits the filter"), "{}", session.screen());
    session.press("Esc");
    assert_eq!(session.app.differences.list.count(), 7);
    session.press("K");
    assert_eq!(session.app.differences.kind, Some(DifferenceKind::Contradicts));
    let found = session.app.differences.found().expect("found");
    let kept = found.listed.iter().filter(|listed| listed.difference.kind == DifferenceKind::Contradicts);
    assert_eq!(session.app.differences.list.count(), kept.count());
}

#[test]
fn the_session_comes_back_to_the_entry() {
    let mut session = found(Reading::Harbour, 120, 40);
    session.press("j j l");
    let here = session.app.differences.here().cloned();
    let work = session.app.with_places();
    let mut app = App::new(Reading::Harbour.collection(), Options::default(), Keymap::with_defaults(), work);
    app.restore(false);
    assert_eq!(app.view, View::Differences);
    let asks = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Compare { .. }));
    assert!(!asks(&app.start_work()), "before the matches are found, which differences rest on");
    let matcher = Arc::new(triptych::scheme::matcher(&app.collection, triptych::matching::Unit::Sentence));
    let links = Arc::new(matcher.links());
    assert!(asks(&app.update(Event::Matched { generation: 0, matcher, links })));
    let differences = Arc::new(some_differences(&app.collection, 7));
    app.update(Event::Compared { generation: 0, differences });
    assert_eq!((app.differences.here().cloned(), app.differences.place), (here, 1));
}

/// Two accounts of many sentences.
fn long_accounts(count: usize) -> Arc<Collection> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, told) in [("a.txt", "left"), ("b.txt", "reached")] {
        let boat = |at| format!("Boat {at} {told} the harbour in the storm of that year.\n\n");
        std::fs::write(folder.path().join(name), (0..count).map(boat).collect::<String>()).expect("a file");
    }
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    Arc::new(open(&request).expect("the accounts open"))
}

#[test]
fn a_thousand_differences_are_a_list_to_scroll() {
    let collection = long_accounts(1000);
    let mut app =
        App::new(Arc::clone(&collection), Options::default(), Keymap::with_defaults(), Work::default());
    app.resize(120, 40);
    app.press_all("d").expect("keys");
    let differences = Arc::new(some_differences(&collection, 1000));
    app.update(Event::Compared { generation: 0, differences });
    assert_eq!(app.differences.list.count(), 1000);
    for keys in ["G", "k k Space b Ctrl-u", "g g", "5 0 0 j"] {
        app.press_all(keys).expect("keys");
        let (view, screen) = (&app.differences, ui::plain(&ui::screen(&app)));
        let rows = view.list.top..view.list.top + usize::from(view.list.area.height);
        assert!(rows.contains(&view.list.selected), "{keys}: {} in {rows:?}", view.list.selected);
        assert!(screen.lines().filter(|line| line.starts_with('\u{25b8}')).count() == 1, "{screen}");
    }
}

#[test]
fn wide_and_right_to_left_sentences_leave_the_rule_straight() {
    for at in 0..7 {
        let mut session = found(Reading::Scripts, 120, 40);
        (0..at).for_each(|_| {
            session.press("j");
        });
        let buffer = session.buffer();
        let [a, b] = &session.app.differences.shown[..] else { panic!("two sides") };
        for y in a.area.y..session.app.body.y + session.app.body.height {
            assert_eq!(buffer[(b.area.x - 2, y)].symbol(), "\u{2502}", "{}", session.screen());
        }
    }
}

/// How often the shell was told to look for differences.
fn comparisons(session: &Session) -> usize {
    session.effects.iter().filter(|effect| matches!(effect, Effect::Compare { .. })).count()
}

fn fail(session: &mut Session, job: LongJob) {
    session.hear(Event::Failed { job, message: "no thread is left".into() });
}

#[test]
fn they_wait_for_the_matches_and_not_for_ever() {
    let mut session = Session::harbour();
    session.app.start_work();
    session.press("d");
    assert_eq!(comparisons(&session), 0);
    assert!(session.screen().contains("looking for matches 0%"), "{}", session.screen());
    let told = |percent| Event::Progress { generation: 0, job: LongJob::Matching, percent };
    session.hear(told(35));
    assert!(session.screen().contains("looking for matches 35%"), "{}", session.screen());
    fail(&mut session, LongJob::Matching);
    assert!(session.status().starts_with("no thread is left"), "{}", session.status());
    assert_eq!(comparisons(&session), 1);
    session.hear(told(40));
    session.press("j");
    assert!(session.screen().contains("looking for differences 0%"), "{}", session.screen());
}

#[test]
fn where_looking_for_them_failed_the_reader_may_try_again() {
    let mut session = Session::harbour();
    session.press("d");
    fail(&mut session, LongJob::Comparing);
    session.press("j");
    assert!(session.screen().contains("could not be looked for; d tries again"), "{}", session.screen());
    assert_eq!(comparisons(&session), 1);
    session.press("d differences:");
    assert_eq!(comparisons(&session), 2);
    assert!(session.app.differences.found().is_some());
}

#[test]
fn trouble_that_a_worker_tells_of_ends_no_job() {
    let mut session = Session::harbour();
    session.press("d");
    session.hear(Event::Told { message: "going on without vectors".into() });
    assert!(session.status().starts_with("going on without vectors"), "{}", session.status());
    session.press("j");
    assert!(session.screen().contains("looking for differences 0%"), "{}", session.screen());
}

#[test]
fn what_the_reader_links_as_contradicting_is_listed() {
    let mut session = Session::harbour();
    session.press("1 9 g g L ] d G L text:contradicts Enter d");
    let asked = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Compare { collection, .. } => Some(FoundDifferences::of(collection, None, &mut |_| {})),
        _ => None,
    });
    session.hear(Event::Compared { generation: 0, differences: Arc::new(asked.expect("a question")) });
    session.shows("Linked by hand").shows("linked by hand as contradicting each other");
    session.press("g g");
    while current(&session.app).slot != triptych::compare::Slot::Linked {
        session.press("j");
    }
    assert_eq!(current(&session.app).kind, DifferenceKind::Contradicts);
    session.press("x").says("no difference");
    session.lacks("linked by hand as contradicting each other");
}
