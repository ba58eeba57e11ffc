//! Leaving and coming back: the same screen, whatever was open; and through any change of size.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use triptych::app::{Effect, Event, Options, View};
use triptych::store::Work;

use crate::support::{Reading, Session};

/// Leaves with these keys pressed and comes back to a new program.
fn reopened(reading: Reading, keys: &str) -> (Session, Session) {
    let mut left = Session::new(reading, 120, 40);
    left.press(keys);
    let work = left.app.with_places();
    let mut back = Session::with(reading, 120, 40, Options::default(), work);
    back.app.restore(false);
    back.app.resize(120, 40);
    left.app.message = None;
    (left, back)
}

#[test]
fn coming_back_shows_the_same_screen() {
    for keys in [
        "",
        "j j l",
        "j l Enter",
        "l Enter j j",
        "Enter G",
        "Enter 2 }",
        "l Enter P j",
        "Enter T j j",
        "Enter g z",
        "Enter s j",
        "Enter s s j l",
        "1",
        "2 f",
        "2 f j j j",
        "2 G",
        "3 8 g g",
        "1 Ctrl-w v Enter Ctrl-w v Enter Alt-1",
        "1 Ctrl-w v Enter g f",
        "1 4 g g Ctrl-w v Enter Alt-1 g m",
        "D",
        "D j",
        "o",
        "o s j 3 l",
        "o X Tab j 8 l",
        "t",
        "t P } }",
        "t 3 + } < j",
        "Enter F text:lack Enter Esc",
        "Enter F text:step Enter Esc j",
        "Enter F text:hand Enter Esc",
        "Enter F text:quotation Enter Down Enter Esc",
    ] {
        let (left, back) = reopened(Reading::Harbour, keys);
        assert_eq!(back.screen(), left.screen(), "after '{keys}'");
        assert_eq!(back.here(), left.here(), "after '{keys}'");
        assert_eq!(back.panes(), left.panes(), "after '{keys}'");
    }
}

#[test]
fn marks_outlive_the_program() {
    let (_, mut back) = reopened(Reading::BuiltIn, "1 3 g g m a ] d G");
    back.press("' a");
    assert_eq!(back.here(), "A \u{b6}3.1");
}

#[test]
fn one_goes_back_to_where_one_was_before_the_program_ended() {
    let keys = "j l Enter Enter o t D 2 g g Enter 3 g g m a Ctrl-w v Enter 5 g g Tab 4 g g g n B 2 4 g g";
    let (mut left, mut back) = reopened(Reading::Harbour, keys);
    for key in ["Ctrl-o"; 12].into_iter().chain(["Alt-o"; 4]) {
        left.press(key);
        back.press(key);
        assert_eq!((back.screen(), back.message()), (left.screen(), left.message()), "{key}");
    }
    // A view that nobody knows, a document that is gone, a cell beyond the board.
    let mut work = left.app.with_places();
    let odd = serde_json::json!({ "places": [{}, 7, { "view": "hologram" }, { "view": "board", "cell": [99, 99] },
        { "view": "reader", "panes": [["gone.txt", 1, 0, 0]], "focus": 0 }], "at": 12 });
    work.session.options.insert("jumps".to_owned(), odd);
    let mut back = Session::with(Reading::Harbour, 80, 24, Options::default(), work);
    back.app.restore(false);
    back.press("Ctrl-o").says("nothing further back");
}

#[test]
fn going_back_to_a_column_that_is_gone_leaves_the_cursor_in_the_table() {
    let mut left = Session::harbour();
    left.press("Enter s s j");
    let mut work = left.app.with_places();
    let cell = [left.app.parallel.item, 99];
    let gone = serde_json::json!({ "view": "parallel", "episodes": true, "accounts": null, "passage": null,
        "cell": cell });
    work.session.options.insert("jumps".to_owned(), serde_json::json!({ "places": [gone], "at": 1 }));
    let mut back = Session::with(Reading::Harbour, 120, 40, Options::default(), work);
    back.app.restore(false);
    back.press("Ctrl-o").press("j l h k");
    assert!(back.is_in(View::Parallel));
    assert_eq!(back.message(), "");
}

#[test]
fn words_that_differences_are_filtered_by_outlive_the_program() {
    let (_, mut back) = reopened(Reading::Harbour, "d differences: / text:e Enter");
    assert_eq!(back.app.differences.filter, "e");
    back.press("differences:");
    let listed = back.app.differences.list.rows.len();
    back.press("/ Ctrl-u Enter");
    assert!(back.app.differences.list.rows.len() >= listed);
}

#[test]
fn what_is_not_there_any_more_is_left_out() {
    let mut session = Session::harbour();
    session.press("2 f Ctrl-w v Enter");
    let mut work = session.app.with_places();
    work.session.panes = vec!["gone.txt".to_owned(), "pilots-1960.md".to_owned()];
    work.session.focus = 7;
    work.session.step = Some("gone".to_owned());
    work.session.view = "hologram".to_owned();
    for place in work.places.values_mut() {
        place.paragraph = 900;
        place.offset = 70_000;
    }
    let mut back = Session::with(Reading::Harbour, 80, 24, Options::default(), work);
    back.app.restore(false);
    back.press("B 2 j k");
    assert_eq!(back.panes(), "[B]");
}

#[test]
fn an_empty_record_opens_the_start() {
    let mut session = Session::with(Reading::Harbour, 80, 24, Options::default(), Work::default());
    session.app.restore(false);
    session.app.resize(80, 24);
    assert_eq!(session.screen(), Session::new(Reading::Harbour, 80, 24).screen());
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Any sizes in between, and the first size shows the same screen again.
    #[test]
    fn a_size_that_comes_back_shows_the_same_screen(
        keys in prop::sample::select(vec![
            "", "j l", "Enter", "Enter j j j", "j j l Enter", "Enter G", "Enter g z j", "Enter T j j",
            "1 4 g g", "2 f j", "3 G", "D j",
            "1 4 g g Ctrl-w v Enter g m", "2 f Ctrl-w v Enter Ctrl-w v Enter",
        ]),
        sizes in prop::collection::vec((1_u16..240, 1_u16..80), 1..5),
    ) {
        let mut session = Session::harbour();
        session.press(keys);
        let (screen, here) = (session.screen(), session.here());
        for (columns, rows) in sizes {
            session.resize(columns, rows);
            // Stacked, no cell is empty.
            prop_assert!(here.is_empty() || session.here() == here);
        }
        session.resize(120, 40);
        prop_assert_eq!(session.screen(), screen);
    }
}

#[test]
fn a_place_outlives_its_pane() {
    let mut session = Session::harbour();
    session.press("1 6 g g D j Enter");
    assert!(session.here().starts_with('B'), "{}", session.here());
    session.press("D k Enter");
    assert!(session.here().starts_with("A \u{b6}6"), "{}", session.here());
}

#[test]
fn who_has_unsaved_work_is_told_before_it_is_lost() {
    let mut session = Session::harbour();
    session.hear(Event::NotSaved { message: "your work is not saved: the disk is full".into() });
    session.says("the disk is full; gW saves it elsewhere").shows("not saved");
    session.press("q").says("the same key again loses it");
    assert!(!session.quits());
    session.press("g W");
    session.effects.clear();
    session.press("Enter");
    assert!(
        matches!(&session.effects[..], [Effect::SaveElsewhere { name }] if name.starts_with("~/triptych-"))
    );
    session.hear(Event::NotSavedElsewhere { name: "x".into(), message: "no such folder".into() });
    session.says("no such folder").press("Enter");
    session.hear(Event::SavedElsewhere { folder: "/x".into() });
    session.says("saved in /x from now on").lacks("not saved").press("q");
    assert!(session.quits());
}
