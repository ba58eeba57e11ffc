//! Board and parallel view: the way in and back, what silence looks like, arranging columns.

use std::sync::Arc;

use triptych::app::{App, Keymap, MouseKind, Options, View, grid};
use triptych::scheme::{Axis, Collection, Label};
use triptych::store::Work;
use triptych::text::{BlockKind, Document};

use crate::support::{Reading, Session};

fn at(columns: u16, rows: u16, keys: &str) -> Session {
    let mut session = Session::new(Reading::Harbour, columns, rows);
    session.press(keys);
    session
}

#[test]
fn from_the_board_to_the_source_and_back_to_the_same_cell() {
    for (columns, rows) in [(200, 60), (120, 40), (80, 24), (40, 10)] {
        let mut session = at(columns, rows, "j j l");
        let board = session.screen();
        session.press("Enter");
        let cell = session.screen();
        assert_eq!(session.here(), "B \u{b6}10.2");
        session.press("Enter");
        assert!(session.is_in(View::Reader));
        assert_eq!(session.here(), "B \u{b6}10.2");
        session.press("Backspace");
        assert_eq!(session.screen(), cell, "{columns}x{rows}");
        session.press("Backspace");
        assert_eq!(session.screen(), board, "{columns}x{rows}");
    }
}

#[test]
fn going_back_from_a_moved_cursor_keeps_the_cell_that_was_left() {
    let mut session = at(120, 40, "Enter j j");
    let (here, screen) = (session.here(), session.screen());
    session.press("Enter f k ] d G Backspace Backspace Backspace");
    assert!(session.is_in(View::Parallel), "{}", session.screen());
    assert_eq!((session.here(), session.screen()), (here, screen));
}

#[test]
fn the_four_kinds_of_silence_look_different() {
    let mut board = at(120, 40, "");
    board.shows("told by A 7, B 6, C 4");
    let mut heads = at(200, 60, "");
    heads.shows("not by C").shows("written before: A").shows("nothing is told");
    let mut parallel = at(200, 60, "Enter");
    // Who does not tell the episode, and who wrote before it, in the column's head.
    parallel.shows("told only by B 6 (Okoye 1960) \u{b7} not by C ").shows("written before: A ");
    // Nothing told at this step: said once, under the band's title.
    let said = parallel.screen().matches("nothing told at this step").count();
    assert_eq!(said, 2, "{}", parallel.screen());
    let title = parallel.row_of("Who came to help?");
    assert_eq!(parallel.row_of("nothing told at this step"), title + 1);
    // A row without a counterpart has a sign there.
    let row = parallel.row_of("The boy found the office shut.");
    let line = parallel.screen().lines().nth(row).unwrap_or_default().to_owned();
    assert_eq!(line.replace(['\u{2502}', ' '], ""), "Theboyfoundtheofficeshut.\u{2205}\u{2205}");
}

#[test]
fn a_cell_in_which_nothing_is_told_says_so() {
    for columns in [120, 80, 60] {
        let mut session = at(columns, 24, "j l l");
        session.press("y").says("nothing is told");
        session.press("Enter");
        session.says("Fog 1971: nothing is told at this step");
        session.shows("Who came to help?").shows("Boats sent without being asked");
    }
}

#[test]
fn a_column_with_one_source_names_it_once_and_others_in_each_cell() {
    let mut session = at(120, 40, "Enter");
    session.shows("A after Venn 1936 \u{b6}4.1 \u{b7} 1934-03-09").shows("B Okoye 1960 \u{b6}4.1");
    let mut session = at(120, 40, "l Enter");
    session.shows("Okoye 1960").shows("\u{b6}8.2 \u{b7} 1952-10-01").lacks("B Okoye 1960 \u{b6}8.2");
    at(200, 60, "j l Enter").shows("\u{b7} Marrow Point -> Tessaly");
}

#[test]
fn background_is_folded_until_asked_for() {
    let mut session = at(120, 60, "Enter");
    session.shows("2 rows of what led up to it, folded (gz unfolds)").lacks("no telephone at the quay");
    session.press("g z").says("background unfolded");
    session.shows("no telephone at the quay").lacks("what led up to it, folded");
    session.press("g z").shows("what led up to it, folded");
}

#[test]
fn columns_are_hidden_shown_and_moved() {
    let mut session = at(200, 40, "l Enter x");
    session.shows("+2 hidden").lacks("2 Strike 1952");
    session.press("X").shows("2 Strike 1952").shows("4 Flood 1911").lacks("hidden\n").lacks("+1 hidden");
    session.press("X").shows("+1 hidden").lacks("4 Flood 1911");
    session.press("h <");
    let first_two = |session: &Session| {
        let head = session.screen().lines().nth(1).unwrap_or_default().to_owned();
        (head.find("Storm"), head.find("Strike"))
    };
    let (storm, strike) = first_two(&session);
    assert!(storm > strike, "{}", session.screen());
    session.press(">");
    let (storm, strike) = first_two(&session);
    assert!(storm < strike, "{}", session.screen());
    session.press("x l x x").says("the last column stays");
}

/// The earliest date told in the cell under the cursor.
fn earliest(session: &Session) -> Option<(i16, u8, u8)> {
    let (collection, parallel) = (&session.app.collection, &session.app.parallel);
    let cell = grid::cell(&parallel.synopsis, &parallel.items[parallel.item], parallel.column)?;
    let dates = cell.passages.iter().filter_map(|told| collection.coding(told.passage)?.coded.date);
    dates.map(|date| date.start.first_day()).min()
}

#[test]
fn by_time_every_column_is_in_order_and_names_the_step() {
    let mut session = at(200, 60, "Enter");
    session.press("T").says("in order of the time told");
    session.shows("by time").shows("\u{b7} [W] \u{b7} 1934-03-09").lacks("Who gave warning?");
    for column in 0..3 {
        let mut dates = Vec::new();
        session.press("g g").app.parallel.column = column;
        for _ in 0..40 {
            dates.extend(earliest(&session));
            session.press("j");
        }
        assert!(dates.len() >= 3 && dates.is_sorted(), "column {column}: {dates:?}");
    }
    session.press("T g g").shows("Who gave warning?");
}

#[test]
fn the_pivot_shows_the_accounts_of_one_episode_and_turns_back() {
    let mut session = at(200, 60, "Enter j");
    let (here, screen) = (session.here(), session.screen());
    session.press("P").says("Storm 1934: its accounts as columns");
    session.shows("A The Ledger of the Quay").shows("C What the Light Saw");
    assert_eq!(session.here(), here);
    session.press("P").says("the episodes as columns");
    assert_eq!(session.app.parallel.axis(), Axis::Episodes);
    assert_eq!(session.here(), here);
    session.press("Backspace Backspace");
    session.app.message = None;
    assert_eq!(session.screen(), screen);
}

#[test]
fn columns_by_width_three_two_and_stacked() {
    let whole = |columns: u16| {
        let session = at(columns, 40, "Enter");
        let parallel = &session.app.parallel;
        (parallel.stacked, parallel.placed.iter().filter(|placed| !placed.sliver).count())
    };
    assert_eq!(whole(200), (false, 3));
    assert_eq!(whole(120), (false, 3));
    assert_eq!(whole(119), (false, 2));
    assert_eq!(whole(80), (false, 2));
    assert_eq!(whole(79), (true, 1));
}

#[test]
fn stacked_one_step_at_a_time_with_the_episodes_below_each_other() {
    let mut session = at(70, 40, "j Enter");
    session.shows("Who came to help?").lacks("Who gave warning?");
    let rows = ["1 Storm 1934", "2 Strike 1952", "3 Fog 1971"].map(|head| session.row_of(head));
    assert!(rows.is_sorted(), "{}", session.screen());
    session.press("l");
    assert_eq!(session.here(), "B \u{b6}9.1");
    session.press("] s").shows("What stood in the way?").lacks("Who came to help?");
    assert_eq!(session.here(), "A \u{b6}7.1");
    session.press("[ s k").shows("Who gave warning?");
}

#[test]
fn the_step_is_on_the_screen_wherever_one_scrolls_when_stacked() {
    let mut session = at(40, 10, "Enter");
    for _ in 0..12 {
        let step = session.app.parallel.step().expect("a step");
        let question = session.app.collection.scheme.step(step).question.clone();
        session.shows(&question);
        session.press("j");
    }
}

#[test]
fn the_board_moves_by_cell_and_stays_inside() {
    let mut session = at(120, 40, "9 9 9");
    assert!(session.is_in(View::Board));
    session.press("k h");
    assert_eq!((session.app.board.row, session.app.board.column), (0, 0));
    session.press("G l l l l Down");
    assert_eq!((session.app.board.row, session.app.board.column), (3, 2));
    session.shows("Fog 1971 \u{b7} What came of it?");
    session.press("X l").shows("Flood 1911 \u{b7} What came of it?").press("X");
    assert_eq!(session.app.board.column, 2);
}

#[test]
fn the_mouse_takes_the_cursor_to_a_cell() {
    let mut session = at(120, 40, "");
    let row = session.row_of("Marrow Point's pilots") as u16;
    session.mouse(MouseKind::Press, 60, row);
    assert_eq!((session.app.board.row, session.app.board.column), (1, 1));
    session.mouse(MouseKind::WheelDown, 60, row);
    assert_eq!(session.app.board.row, 2);
    session.press("g g h Enter");
    let row = session.row_of("The boy found the office shut.") as u16;
    session.mouse(MouseKind::Press, 5, row);
    assert_eq!(session.here(), "A \u{b6}4.2");
    session.mouse(MouseKind::WheelUp, 5, row);
    assert_eq!(session.here(), "B \u{b6}4.2");
}

#[test]
fn the_parallel_view_without_a_scheme_waits_for_matches() {
    let session = Session::new(Reading::Scripts, 120, 40);
    assert!(session.is_in(View::Documents));
    let mut session = session.with_suggestions();
    session.press("p P");
    assert!(session.is_in(View::Parallel));
}

#[test]
fn the_built_in_board_says_who_moved_and_who_is_silent_on_a_small_screen() {
    let mut session = Session::new(Reading::BuiltIn, 80, 24);
    session.shows("not A B D").shows("What was").shows("together?");
    for (row, directions) in [(1, 3), (4, 3)] {
        let question = session.app.board.board.rows[row].0;
        let question = session.app.collection.scheme.step(question).question.clone();
        let first = session.row_of(question.split(' ').next().unwrap_or_default());
        let screen = session.screen();
        let shown: String = screen.lines().skip(first).take(3).collect();
        assert!(shown.matches("-> ").count() >= directions, "{question}\n{screen}");
    }
}

#[test]
fn a_source_too_long_for_one_line_is_not_cut() {
    let mut session = at(120, 40, "j Enter");
    session.shows("A \u{b6}6.2 \u{b7} 1934-03-09").shows("Tessaly -> Marrow Point").lacks("Marro\u{2026}");
}

/// What was on the screen at a size is there again after another size, whatever could be shown at that.
#[test]
fn a_smaller_screen_for_a_while_moves_nothing() {
    for keys in
        ["p T P l l", "p l l >", "t } } + )", "t + + < <", "o + } }", "o Tab l l", "G l l", "d", "D j j"]
    {
        let mut session = at(120, 40, keys);
        let before = session.screen();
        for (columns, rows) in [(40, 10), (80, 24), (200, 60)] {
            session.resize(columns, rows);
        }
        session.resize(120, 40);
        assert_eq!(session.screen(), before, "{keys}");
    }
}

#[test]
fn keys_that_move_along_strips_or_dates_say_where_there_are_none() {
    let mut counts = at(80, 24, "o Tab");
    counts.shows("Tab strips").lacks("Tab counts");
    for key in ["+", "=", "}"] {
        assert!(counts.press(key).status().contains("this is for the strips: Tab goes to them"), "{key}");
    }
    let mut strips = at(80, 24, "o");
    assert!(strips.press("-").status().contains("it gets no coarser"));
    for _ in 0..20 {
        strips.press("+");
    }
    assert!(strips.status().contains("it gets no finer"));
    let mut builder = Document::builder("a.txt".to_owned());
    builder.block(BlockKind::Paragraph, "Two boats went out.");
    let mut collection = Collection::default();
    (collection.documents, collection.labels) = (vec![builder.build()].into(), vec![Label::default()]);
    let mut undated = Session {
        app: App::new(Arc::new(collection), Options::default(), Keymap::with_defaults(), Work::default()),
        effects: Vec::new(),
    };
    undated.press("t").shows("No passage tells a date").lacks("a cell").lacks("zoom");
    for key in ["+", "=", "<", "}"] {
        assert!(undated.press(key).status().contains("nothing is dated"), "{key}");
    }
}

#[test]
fn the_cursor_is_seen_wherever_the_parallel_view_is_entered() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40)] {
        let mut session = Session::new(Reading::BuiltIn, columns, rows).with_suggestions();
        let (steps, episodes) = (session.app.board.board.rows.len(), session.app.board.board.columns.len());
        for (row, column) in (0..steps).flat_map(|row| (0..episodes).map(move |column| (row, column))) {
            session.press("B");
            if session.app.board.board.columns[column].hidden {
                continue;
            }
            (session.app.board.row, session.app.board.column) = (row, column);
            for keys in ["p", "l", "B h p", "B l l p", "P", "P"] {
                session.press(keys);
                let tells = session.app.board.cell().is_some_and(|cell| cell.passages > 0);
                let is_empty = session.app.parallel.here().is_none() && !(keys.ends_with('p') && tells);
                assert!(
                    is_empty || session.screen().contains('\u{258c}'),
                    "{columns}x{rows}: {row} {column} {keys}: {}",
                    session.screen()
                );
            }
        }
    }
}

#[test]
fn a_cell_of_the_board_is_found_whatever_the_order_of_the_rows() {
    let mut session = Session::harbour();
    session.press("Enter");
    let place = session.here();
    session.press("T B Enter").says("by steps again").lacks("nothing is told at this step");
    assert_eq!(session.here(), place);
    session.press("B Enter").lacks("by steps again");
}
