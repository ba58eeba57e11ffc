//! Panes side by side: opening, closing, tabs, levelling, following, visiting matches.

use triptych::app::documents::DocumentsRow;
use triptych::app::pane::{Pane, PaneRow};
use triptych::app::{MouseKind, View};
use triptych::text::Passage;

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
    session.press("J").says("there is one pane");
}

#[test]
fn a_document_that_gave_way_to_a_jump_comes_back_with_it() {
    let mut session = Session::harbour().with_suggestions();
    session.press("1 Ctrl-w v Enter 5 g g Tab 4 g g");
    assert_eq!(session.panes(), "[A] B");
    let before = session.screen();
    session.press("] m");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("A [B]", "B \u{b6}4.1"));
    session.press("] m").says("in the place of A");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("[C] B", "C \u{b6}7.1"));
    let after = session.screen();
    session.press("Ctrl-o");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("A [B]", "B \u{b6}4.1"));
    session.press("Ctrl-o Esc");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("[A] B", "A \u{b6}4.1"));
    assert_eq!(session.screen().lines().nth(8), before.lines().nth(8), "A stands where it stood");
    session.press("Alt-o Alt-o");
    assert_eq!((session.panes().as_str(), session.here().as_str()), ("[C] B", "C \u{b6}7.1"));
    assert_eq!(session.screen().lines().nth(8), after.lines().nth(8), "C, too");
    // Beside a pane that was opened since, what is open stays open.
    session.press("Ctrl-w v text:ledger Enter Ctrl-o Ctrl-o Ctrl-o");
    assert_eq!(session.app.reader.panes.len(), 3, "{}", session.panes());
    assert_eq!(session.panes(), "C [A] B");
}

#[test]
fn a_click_on_a_tab_goes_to_its_pane() {
    let mut session = Session::new(Reading::Harbour, 80, 24);
    session.press("1 Ctrl-w v Enter Ctrl-w v Enter");
    let tabs = session.screen().lines().nth(1).unwrap_or_default().to_owned();
    let column = tabs.find("2 ").expect("a tab of the second pane");
    session.mouse(MouseKind::Press, column as u16, 1);
    assert_eq!(session.app.reader.focus, 1, "{tabs}");
    session.mouse(MouseKind::Press, 79, 1);
    assert_eq!(session.app.reader.focus, 1, "beside the tabs is nothing");
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
    session.press("4 g g g m").says("2 of 2 other panes levelled, until the cursor leaves");
    let row = cursor_row(&session, 0);
    assert!(row.is_some());
    assert_eq!((cursor_row(&session, 1), cursor_row(&session, 2)), (row, row), "{}", session.screen());
    assert_eq!(session.panes(), "[A] B C");
    let rows = ["9 March 1934", "The gale of March", "On the ninth of March"];
    let rows = rows.map(|text| session.row_of(text));
    assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "{rows:?}");
    // C tells nothing of the order: it stays and says so.
    let before = session.app.reader.panes[2].rows.clone();
    session.press("7 g g g m").says("1 of 2 other panes levelled");
    session.shows("no match of A \u{b6}7.1");
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
    session.press("9 g g").shows("no match of A \u{b6}9.1");
    assert_eq!(session.app.reader.panes[1].rows, before);
    session.press("g f").says("move by themselves").lacks("no match of");
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
    session.shows("Matches of A \u{b6}4.1").shows("by hand").shows("linked by hand: same event");
    session.press("Esc 8 g g M Down Down");
    session.shows(" = ").shows("function words \u{ab}The");
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
    session.press("Backspace 9 g g g p").says("A \u{b6}9.1 stands in no row").press("Esc");
    assert_eq!(session.here(), "A \u{b6}8.1", "the last row before: {}", session.message());
    session.press("3 6 g g");
}

// ---- linked panes

/// A and B side by side, the focus on A, at a size where both scroll.
fn two() -> Session {
    let mut session = Session::new(Reading::Harbour, 120, 20);
    session.press("1 Ctrl-w v Enter Alt-1");
    assert_eq!(session.panes(), "[A] B");
    session
}

fn rows(session: &Session, pane: usize) -> Vec<PaneRow> {
    session.app.reader.panes[pane].rows.clone()
}

/// How many rows lower the counterpart stands in a pane than the cursor does in the first.
fn offset(session: &Session, pane: usize) -> isize {
    let row = |pane| cursor_row(session, pane).expect("the cursor is on the screen") as isize;
    row(pane) - row(0)
}

#[test]
fn levelling_once_holds_while_the_cursor_stays_and_lets_go_when_it_leaves() {
    let mut session = three(200, 24);
    session.press("4 g g g m 7 g g g m").shows("no match of A \u{b6}7.1");
    let before = rows(&session, 1);
    // Scrolled with the cursor on the same passage, the counterpart stays level.
    session.press("2 Ctrl-y");
    assert_eq!(session.here(), "A \u{b6}7.1");
    assert_eq!(offset(&session, 1), 0, "{}", session.screen());
    assert_ne!(rows(&session, 1), before);
    let before = rows(&session, 1);
    session.press("}").lacks("no match of");
    session.press("5 j");
    assert_eq!(rows(&session, 1), before, "nothing follows any more");
}

#[test]
fn a_pane_moved_alone_keeps_its_offset_while_it_follows() {
    let mut session = three(200, 30);
    session.press("g f 6 g g ) Alt-1");
    assert_eq!(offset(&session, 2), 0);
    session.press("Alt-3 Alt-1 2 J").shows("follow -2");
    assert_eq!(offset(&session, 2), -2, "{}", session.screen());
    session.press("8 g g");
    assert_eq!(offset(&session, 2), -2, "{}", session.screen());
    // Out of sight it is only looked at: the next match comes as far off as before.
    session.press("9 9 J 6 g g )").shows("follow -2");
    assert_eq!(offset(&session, 2), -2, "{}", session.screen());
    session.press("g f g f").lacks("follow -2");
    assert_eq!(offset(&session, 2), 0);
}

#[test]
fn changing_the_focus_moves_no_pane() {
    let mut session = three(200, 30);
    session.press("g f 6 g g )");
    for key in ["Tab", "Tab", "Tab", "Alt-2", "z", "z", "Ctrl-w p"] {
        let before: Vec<_> = (0..3).map(|pane| rows(&session, pane)).collect();
        let one = session.app.reader.zoomed || key == "z";
        session.press(key);
        let after: Vec<_> = (0..3).map(|pane| rows(&session, pane)).collect();
        assert!(one || before == after, "{key}: {}", session.screen());
    }
}

#[test]
fn a_new_size_keeps_followers_level() {
    let mut session = three(200, 30);
    session.press("g f 6 g g )");
    for (columns, rows) in [(150, 50), (220, 20), (200, 30)] {
        session.resize(columns, rows);
        assert_eq!(offset(&session, 2), 0, "{columns}x{rows}: {}", session.screen());
    }
}

#[test]
fn a_document_opened_beside_joins_at_the_passage_of_the_others() {
    let mut session = Session::new(Reading::Harbour, 200, 30);
    session.press("1 g f 8 g g Ctrl-w v text:light Enter");
    assert_eq!(session.app.reader.panes.len(), 2, "{}", session.screen());
    assert_eq!(session.here(), "C \u{b6}10.1");
    assert_eq!(session.app.reader.panes[0].cursor.block.0, 7, "the pane before stays");
}

#[test]
fn of_two_panes_with_one_document_each_has_its_own_match() {
    let mut session = Session::new(Reading::Harbour, 200, 30);
    session.press("1 Ctrl-w s Ctrl-w s Alt-1 g f 4 g g").shows("the same text");
    assert_eq!(session.panes(), "[A] A A");
    let mut session = Session::new(Reading::Harbour, 200, 30);
    session.press("1 Ctrl-w v Enter Ctrl-w s Alt-1 g f 4 g g");
    assert_eq!(session.panes(), "[A] B B");
    session.shows("no further match of A \u{b6}4.1");
}

#[test]
fn a_pane_that_is_alone_is_told_what_linking_will_do() {
    let mut session = Session::harbour();
    session.press("1 g l").says("there is one pane; another that is opened scrolls together with it");
    session.press("g f").says("there is one pane; another that is opened follows by matching passages");
    session.press("g f").says("panes move by themselves");
}

#[test]
fn locked_panes_scroll_by_the_same_rows_and_come_back_from_the_ends() {
    let mut session = two();
    session.press("g l").says("scroll together from here").shows("lock");
    let start = rows(&session, 1);
    session.press("4 Ctrl-e");
    assert_eq!(rows(&session, 1)[0], start[4]);
    session.press("4 Ctrl-y");
    assert_eq!(rows(&session, 1), start);
    // The one with the focus goes on where the other has ended, and back.
    session.press("G g g");
    assert_eq!(rows(&session, 1), start, "{}", session.screen());
    // Moved alone, it is locked where it stands.
    session.press("2 J");
    let shifted = rows(&session, 1);
    session.press("3 Ctrl-e 3 Ctrl-y");
    assert_eq!(rows(&session, 1), shifted);
    session.press("g l").says("move by themselves").press("3 Ctrl-e");
    assert_eq!(rows(&session, 1), shifted);
}

#[test]
fn levelling_once_leaves_the_lock_as_it_was() {
    let mut session = two();
    session.press("g l 2 J");
    let (a, b) = (rows(&session, 0), rows(&session, 1));
    session.press("4 g g g m").says("levelled").press("g g");
    assert_eq!((rows(&session, 0), rows(&session, 1)), (a, b), "{}", session.screen());
}

#[test]
fn a_pane_taken_out_of_the_group_stays_and_comes_back() {
    let mut session = three(200, 30);
    session.press("g f Alt-2 Ctrl-w g").says("this pane moves by itself, in group 2").shows("group 2");
    let before = rows(&session, 1);
    session.press("Alt-1 6 g g )").shows("follow 1");
    assert_eq!(rows(&session, 1), before);
    assert_eq!(offset(&session, 2), 0);
    session.press("Alt-3 2 Ctrl-w g").says("in group 2, with 1 other pane").press("g l");
    session.shows("lock 2").shows("follow 1");
    session.press("Ctrl-w g Alt-2 Ctrl-w g").says("in group 1, with 2 other panes").lacks("group 2");
}

#[test]
fn the_wheel_over_another_pane_moves_it_alone() {
    use triptych::app::MouseKind;
    let mut session = two();
    session.press("g l");
    let before = rows(&session, 0);
    session.mouse(MouseKind::WheelDown, 100, 10);
    assert_eq!(rows(&session, 0), before);
    let shifted = rows(&session, 1);
    session.mouse(MouseKind::WheelDown, 10, 10);
    assert_ne!(rows(&session, 0), before);
    session.mouse(MouseKind::WheelUp, 10, 10);
    assert_eq!((rows(&session, 0), rows(&session, 1)), (before, shifted));
}

#[test]
fn what_moves_panes_says_so_where_there_is_one() {
    let mut session = Session::new(Reading::Harbour, 80, 24);
    for keys in ["l", "h", "t", "b", "H", "L", "r", "R", "x", "o", "p"] {
        session.press("1 Ctrl-w o").press("Ctrl-w").press(keys).says("there is one pane");
    }
    session.press("z").says("there is one pane").press("Alt-4").says("there is one pane");
    session.press("9 Ctrl-w g").says("there is no group 9: they are 1 to 4");
    session.press("9 H").says("there is no highlight 9: they are 1 to 4");
}

#[test]
fn lines_are_set_as_wide_as_the_screen_at_most() {
    let mut session = Session::new(Reading::Harbour, 80, 24);
    session.press("1 9 9 +").says("lines of up to 80 columns: as wide as it gets");
    session
        .press("-")
        .lacks("80 columns")
        .press("9 9 -")
        .says("lines of up to 20 columns: as narrow as it gets");
}

#[test]
fn a_message_that_is_longer_than_the_row_takes_several() {
    let mut session = Session::new(Reading::Harbour, 40, 20);
    session.app.say("the quick brown fox jumps over the lazy dog and goes home to sleep");
    session.shows("the quick brown fox jumps over the").shows("lazy dog and goes home to sleep");
    assert_eq!(session.screen().lines().count(), 20);
}

#[test]
fn a_match_from_the_list_of_documents_stands_level_on_both_sides_whatever_matches_better() {
    let mut session = Session::harbour().with_suggestions();
    session.press("D");
    let rows = session.app.documents.rows.clone();
    let matches = rows.iter().enumerate().filter_map(|(at, row)| match row {
        DocumentsRow::Match(a, b, _) => Some((at, *a, *b)),
        DocumentsRow::Document(_) => None,
    });
    let mut count = 0;
    for (at, a, b) in matches {
        session.app.documents.selected = at;
        session.press("Enter");
        let collection = session.app.collection.clone();
        let stands = |pane: &Pane| pane.passage(collection.document(pane.document));
        let shown: Vec<Passage> = session.app.reader.panes.iter().map(stands).collect();
        assert_eq!(shown, [a, b]);
        session.press("D");
        count += 1;
    }
    assert!(count > 1, "{count}");
}

#[test]
fn what_a_narrower_pane_shows_stays_when_the_cursor_moves_in_it() {
    for key in ["", "k", "("] {
        let mut session = Session::new(Reading::Harbour, 120, 16);
        session.press("1").mouse(MouseKind::Press, 40, 13);
        session.press("Ctrl-w v Enter Ctrl-w h");
        let rows = session.app.reader.panes[0].rows.clone();
        if key.is_empty() {
            session.mouse(MouseKind::Press, 20, 9);
        } else {
            session.press(key);
        }
        assert_eq!(session.app.reader.panes[0].rows, rows, "{key}");
    }
}
