//! The lists of matches and of what a row rests on: accepted, rejected, and made anew.

use crate::support::{Session, selected};

#[test]
fn a_match_is_accepted_rejected_and_never_offered_again() {
    let mut session = Session::harbour().with_suggestions();
    session.press("1 4 g g M");
    let offered = |session: &Session| {
        let here = session.app.passage().expect("a passage");
        session.app.matches_of(here)
    };
    let first = offered(&session)[0].clone();
    session.press("Ctrl-x").says("no match").shows("Matches of A \u{b6}4.1");
    assert!(offered(&session).iter().all(|found| found.b != first.b));
    assert!(session.app.collection.is_rejected(first.a, first.b));
    session.press("Ctrl-r").shows("\u{d7} ");
    session.press("Esc u");
    assert!(offered(&session).iter().any(|found| found.b == first.b));
    let suggested = offered(&session).iter().position(|found| !found.by_hand).expect("a suggestion");
    let heading = usize::from(!offered(&session)[suggested].linked);
    session.press("M").press(&"Down ".repeat(suggested + heading)).press("Ctrl-y");
    assert_eq!(session.app.work.links.len(), 1);
    assert_eq!(offered(&session).iter().filter(|found| found.by_hand).count(), suggested + 1);
}

#[test]
fn what_a_row_rests_on_says_which_of_its_passages_were_parted() {
    let mut session = Session::harbour().with_suggestions();
    session.press("Enter W").shows("Why it stands here");
    session.press("Ctrl-x").says("this is done in the list of matches: Esc, then M").press("Esc");
    session.press("W text:B").shows("A \u{b6}4.1 and B \u{b6}4.1").lacks("no match").press("Esc Esc");
    session.press("M text:foretold Ctrl-x").says("no match").press("Esc Esc W text:B");
    session
        .shows("A \u{b6}4.1 and B \u{b6}4.1")
        .shows("no match \u{b7} by hand")
        .shows("you said that these");
}

#[test]
fn a_list_of_matches_tells_what_is_suggested_since() {
    let mut session = Session::uncoded().with_suggestions();
    session.suggest();
    session.press("3 : 1 0 Enter M").shows("coded as Storm 1934").shows("A \u{b6}8.1");
    let first = |session: &Session| {
        session.screen().lines().find(|line| line.contains("coded as")).map(str::to_owned)
    };
    let before = first(&session);
    session.press("Down");
    let stays = selected(&session.app);
    session.press("Up Ctrl-x").says("no match").shows("Matches of C");
    assert_eq!(selected(&session.app), stays, "the next one");
    session.suggest();
    assert_eq!(selected(&session.app), stays);
    let after = first(&session);
    session.press("Esc M");
    assert_eq!(after, first(&session));
    assert_ne!(before, after);
}
