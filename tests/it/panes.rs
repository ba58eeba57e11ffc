//! Panes side by side: opening, closing, tabs, levelling, following, visiting matches.

use triptych::app::View;
use triptych::app::pane::PaneRow;

use crate::support::{Reading, Session};

/// A, B and C side by side, the focus on A.
fn three(columns: u16, rows: u16) -> Session {
    let mut session = Session::new(Reading::Harbour, columns, rows);
    session.press("1 Ctrl-w v Enter Ctrl-w v Enter Alt-1");
    assert_eq!(session.panes(), "[A] B C");
    session
}

/// The row of the screen that a pane's cursor is on.
fn cursor_row(session: &Session, pane: usize) -> Option<usize> {
    let pane = &session.app.reader.panes[pane];
    pane.rows.iter().position(|row| match row {
        PaneRow::Text { block, line, .. } => {
            *block == pane.cursor.block && line.span.contains(pane.cursor.offset)
        }
        _ => false,
    })
}

#[test]
fn panes_open_close_swap_and_zoom() {
    let mut session = three(200, 40);
    assert_eq!(session.app.reader.areas.len(), 3);
    session.press("Tab Ctrl-w x");
    assert_eq!(session.panes(), "A C [B]");
    session.press("z").shows("zoomed");
    assert_eq!(session.app.reader.areas.len(), 1);
    session.press("z Ctrl-w c");
    assert_eq!(session.panes(), "A [C]");
    session.press("Ctrl-w o Ctrl-w c").says("the last pane stays");
    session.press("Tab").says("there is one pane");
    session.press("J").says("there is no other pane");
}

#[test]
fn more_panes_than_fit_become_tabs_and_eight_is_the_most() {
    let mut session = Session::new(Reading::Harbour, 120, 30);
    session.press("1");
    for _ in 0..9 {
        session.press("Ctrl-w v text:okoye Enter");
    }
    assert_eq!(session.app.reader.panes.len(), 8);
    session.shows("pane 8 of 8");
    assert_eq!(session.app.reader.areas.len(), 2);
    let tabs = session.screen().lines().nth(1).unwrap_or_default().to_owned();
    assert!(tabs.contains("1 A"), "{tabs}");
    assert!(tabs.contains("8 B"), "the focused pane has no tab: {tabs}");
    for pane in 1..=8 {
        session.press(&format!("Alt-{pane}"));
        let shown = session.app.reader.areas.iter().any(|area| area.pane == pane - 1);
        assert!(shown, "pane {pane} is not on the screen");
        let tab = format!("{pane} ");
        let tabs = session.screen().lines().nth(1).unwrap_or_default().to_owned();
        assert!(tabs.contains(&tab), "no tab for pane {pane}: {tabs}");
    }
}

#[test]
fn the_other_pane_scrolls_without_the_focus() {
    let mut session = Session::new(Reading::Harbour, 120, 20);
    session.press("2 Ctrl-w v Enter");
    let rows = |session: &Session| session.app.reader.panes[0].rows.clone();
    let before = rows(&session);
    session.press("3 J");
    assert_eq!(session.panes(), "B [A]");
    assert_ne!(rows(&session), before);
    session.press("3 K");
    assert_eq!(rows(&session), before);
}

#[test]
fn levelling_brings_the_counterparts_to_the_same_row() {
    let mut session = three(200, 30);
    session.press("4 g g g m").says("2 of 2 other panes on the screen levelled");
    let row = cursor_row(&session, 0);
    assert!(row.is_some());
    assert_eq!((cursor_row(&session, 1), cursor_row(&session, 2)), (row, row), "{}", session.screen());
    assert_eq!(session.panes(), "[A] B C");
    let rows = ["9 March 1934", "The gale of March", "On the ninth of March"];
    let rows = rows.map(|text| session.row_of(text));
    assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "{rows:?}");
    // C tells nothing of the order: it stays and says so.
    let before = session.app.reader.panes[2].rows.clone();
    session.press("7 g g g m").says("1 of 2 other panes on the screen levelled");
    session.shows("nothing here matches A \u{b6}7.1");
    assert_eq!(session.app.reader.panes[2].rows, before);
}

#[test]
fn following_brings_the_matching_passage_at_every_move() {
    let mut session = three(200, 30);
    session.press("g f").says("follow by matching passages").shows("following");
    session.press("4 g g");
    assert_eq!(session.app.reader.panes[1].cursor.block.0, 3);
    // So near to its start, B cannot be brought down to the row; A stays where the reader has it.
    assert!(cursor_row(&session, 1) < cursor_row(&session, 0), "{}", session.screen());
    for (keys, block) in [("6 g g )", 8), ("8 g g", 9)] {
        session.press(keys);
        assert_eq!(session.app.reader.panes[2].cursor.block.0, block, "{keys}");
        assert_eq!(cursor_row(&session, 2), cursor_row(&session, 0), "{}", session.screen());
    }
    let before = session.app.reader.panes[1].rows.clone();
    session.press("9 g g").shows("nothing here matches A \u{b6}9.1");
    assert_eq!(session.app.reader.panes[1].rows, before);
    session.press("g f").says("move by themselves").lacks("nothing here matches");
}

#[test]
fn matches_are_visited_and_the_last_leads_back_to_where_one_began() {
    let mut session = Session::harbour();
    session.press("1 4 g g ] m").says("B \u{b6}4.1: 1 of 2 matching A \u{b6}4.1 (by hand)");
    session.press("] m").says("C \u{b6}7.1: 2 of 2 matching A \u{b6}4.1 (by hand)");
    session.press("] m").says("back at A \u{b6}4.1");
    assert_eq!(session.here(), "A \u{b6}4.1");
    session.press("[ m").says("C \u{b6}7.1: 2 of 2").press("[ m").says("B \u{b6}4.1: 1 of 2");
    session.press("[ m").says("back at A \u{b6}4.1");
    assert_eq!(session.here(), "A \u{b6}4.1");
}

#[test]
fn a_match_opens_in_the_other_pane_and_the_first_stays() {
    let mut session = Session::new(Reading::Harbour, 200, 30);
    session.press("1 Ctrl-w v Down Enter Alt-1 8 g g ] m");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("A [C]", "C \u{b6}10.1"));
    session.press("Backspace");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("[A] C", "A \u{b6}8.1"));
    session.press("4 g g M Ctrl-v");
    assert_eq!(session.panes(), "A [B] C");
    assert_eq!(session.here(), "B \u{b6}4.1");
}

#[test]
fn where_nothing_matches_the_analogy_is_offered() {
    let mut session = Session::harbour();
    session.press("2 9 g g ] m");
    session
        .says("nothing in other documents matches B \u{b6}9.1; ]a goes to the same part in the next episode");
    // No other document is at this step of a later episode: round to the storm, in the same row.
    session.press("] a").says("A \u{b6}6.2: help in Storm 1934");
    session.press("] a").says("B \u{b6}9.1: help in Strike 1952");
    session.press("1 g g ] m").says("nothing in other documents matches").press("] a");
    session.says("this passage belongs to no episode");
}

#[test]
fn the_list_of_matches_says_what_each_rests_on() {
    let mut session = Session::harbour().with_suggestions();
    session.press("1 4 g g M");
    session.shows("Matches of A \u{b6}4.1").shows("by hand").shows("linked by hand as telling the same");
    session.press("Esc 8 g g M Down Down");
    session.shows(" = ").shows("term \u{ab}");
    session.press("Esc 4 g g M Enter");
    assert_eq!(session.here(), "B \u{b6}4.1");
    session.says("1 of");
}

#[test]
fn the_reader_and_the_parallel_view_show_the_same_passage() {
    let mut session = Session::harbour();
    session.press("1 6 g g ) g p");
    assert!(session.is_in(View::Parallel));
    assert_eq!(session.here(), "A \u{b6}6.2");
    session.press("Backspace 9 g g g p");
    assert_eq!(session.here(), "A \u{b6}8.1", "the last coded passage before: {}", session.message());
    session.press("3 6 g g");
}
