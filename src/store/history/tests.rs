//! Taking back and doing again: everything, against others' changes, and from written turns.

use proptest::prelude::*;

use super::*;
use crate::store::anchor::Anchor;
use crate::store::samples::edits;
use crate::store::value::Mark;

fn mark(quote: &str) -> Edit {
    let anchor = Anchor { quote: quote.into(), ..Anchor::default() };
    Edit::SetMark { name: 'a', mark: Mark { anchor, created: None } }
}

fn quote(work: &Work) -> &str {
    work.marks.get(&'a').map_or("", |mark| mark.anchor.quote.as_str())
}

proptest! {
    #[test]
    fn taking_all_back_gives_what_was_made_before_and_doing_all_again_what_was_after(
        before in prop::collection::vec(edits(), 0..9),
        all in prop::collection::vec(edits(), 0..200),
    ) {
        let (mut work, mut history) = (Work::default(), History::default());
        for edit in before {
            let _ = apply(&mut work, edit);
        }
        let was = work.clone();
        let mut turns = Vec::new();
        for (at, edit) in all.into_iter().enumerate() {
            turns.extend(history.apply(&mut work, edit, at.to_string()).turn);
        }
        let after = work.clone();
        while let Outcome::Changed(change) = history.undo(&mut work) {
            turns.extend(change.turn);
        }
        prop_assert_eq!(history.undo(&mut work), Outcome::Nothing);
        prop_assert_eq!(&work, &Work { places: after.places.clone(), texts: after.texts.clone(), session: after.session.clone(), ..was });
        let mut written = History::default();
        for turn in turns {
            written.take(turn);
        }
        prop_assert_eq!(&written, &history);
        let mut again = History::default();
        for turn in history.turns() {
            again.take(turn);
        }
        prop_assert_eq!(&again, &history);
        while let Outcome::Changed(_) = history.redo(&mut work) {}
        prop_assert_eq!(history.redo(&mut work), Outcome::Nothing);
        prop_assert_eq!(work, after);
    }
}

#[test]
fn steps_are_taken_back_where_the_words_stand_now() {
    let (mut work, mut history) = (Work::default(), History::default());
    let mut turns: Vec<Turn> = ["one", "two"]
        .into_iter()
        .filter_map(|words| history.apply(&mut work, mark(words), words.into()).turn)
        .collect();
    let anchor = |quote: &str| Anchor { quote: quote.into(), ..Anchor::default() };
    let anchors = [(anchor("two"), anchor("two moved")), (anchor("one"), anchor("one moved"))].into();
    let change = history.follow(&mut work, Moves { anchors, ..Moves::default() }).unwrap();
    assert_eq!(apply(&mut work.clone(), change.inverse), change.edit);
    turns.extend(change.turn);
    assert_eq!(quote(&work), "two moved");
    let mut written = History::default();
    for turn in turns {
        written.take(turn);
    }
    assert_eq!(written, history);
    assert!(matches!(history.undo(&mut work), Outcome::Changed(_)));
    assert_eq!(quote(&work), "one moved");
    assert!(matches!(history.undo(&mut work), Outcome::Changed(_)));
    assert_eq!(history.undo(&mut work), Outcome::Nothing);
    assert_eq!(quote(&work), "");
}

#[test]
fn a_new_change_ends_doing_again() {
    let (mut work, mut history) = (Work::default(), History::default());
    let _ = history.apply(&mut work, mark("one"), "1".into());
    history.undo(&mut work);
    let _ = history.apply(&mut work, mark("two"), "2".into());
    assert_eq!(history.redo(&mut work), Outcome::Nothing);
    assert_eq!(quote(&work), "two");
}

#[test]
fn what_another_program_changed_is_not_overwritten() {
    let (mut work, mut history) = (Work::default(), History::default());
    let _ = history.apply(&mut work, mark("one"), "1".into());
    let _ = history.apply(&mut work, Edit::RemoveMark { name: 'b' }, "2".into());
    let _ = apply(&mut work, mark("theirs"));
    assert!(matches!(history.undo(&mut work), Outcome::Refused(_)));
    assert_eq!(quote(&work), "theirs");
    assert_eq!(history.undo(&mut work), Outcome::Nothing, "dropped, and nothing changed by the other step");
}

#[test]
fn what_was_written_down_but_not_saved_is_not_done() {
    let (mut work, mut history) = (Work::default(), History::default());
    let _ = history.apply(&mut work, mark("one"), "1".into());
    let _ = history.apply(&mut work, mark("two"), "2".into());
    // The second was not saved.
    let _ = apply(&mut work, mark("one"));
    history.settle(&mut work);
    assert_eq!(quote(&work), "one");
    assert!(matches!(history.redo(&mut work), Outcome::Changed(_)));
    assert_eq!(quote(&work), "two");
    // That it was taken back was not saved.
    history.undo(&mut work);
    let _ = apply(&mut work, mark("two"));
    history.settle(&mut work);
    history.undo(&mut work);
    assert_eq!(quote(&work), "one");
}

#[test]
fn what_was_taken_back_is_forgotten_too() {
    let (mut work, mut history) = (Work::default(), History::default());
    for at in 0..6 {
        let _ = history.apply(&mut work, mark(&at.to_string()), at.to_string());
    }
    for _ in 0..4 {
        history.undo(&mut work);
    }
    history.keep_newest(3);
    assert_eq!(history.len(), 3);
    for expected in ["2", "3"] {
        assert!(matches!(history.redo(&mut work), Outcome::Changed(_)));
        assert_eq!(quote(&work), expected);
    }
    assert_eq!(history.redo(&mut work), Outcome::Nothing);
    for expected in ["2", "1", "0"] {
        assert!(matches!(history.undo(&mut work), Outcome::Changed(_)));
        assert_eq!(quote(&work), expected);
    }
    assert_eq!(history.undo(&mut work), Outcome::Nothing);
}

#[test]
fn the_oldest_steps_are_forgotten_first() {
    let (mut work, mut history) = (Work::default(), History::default());
    for at in 0..10 {
        let _ = history.apply(&mut work, mark(&at.to_string()), at.to_string());
    }
    history.keep_newest(3);
    for expected in ["8", "7", "6"] {
        history.undo(&mut work);
        assert_eq!(quote(&work), expected);
    }
    assert_eq!(history.undo(&mut work), Outcome::Nothing);
}
