//! The reader: moving, searching, jumping back, marks, copying.

use triptych::app::View;
use triptych::app::pane::PaneRow;

use crate::support::{Reading, Session};

fn reading(columns: u16, rows: u16, keys: &str) -> Session {
    let mut session = Session::new(Reading::Harbour, columns, rows);
    session.press(keys);
    session
}

/// Texts of the cells that are drawn as hits, row by row.
fn lit(session: &Session) -> Vec<String> {
    let theme = triptych::ui::theme::Theme::of(&session.app.options);
    let styles = [theme.hit(), theme.current_hit()];
    let buffer = session.buffer();
    let mut found = Vec::new();
    for y in 0..buffer.area.height {
        let is_lit = |x: u16| {
            let style = buffer[(x, y)].style();
            styles.iter().any(|hit| style.bg == hit.bg && style.fg == hit.fg)
        };
        let row: String =
            (0..buffer.area.width).filter(|&x| is_lit(x)).map(|x| buffer[(x, y)].symbol()).collect();
        if !row.is_empty() {
            found.push(row);
        }
    }
    found
}

#[test]
fn sentences_and_paragraphs_run_through_the_whole_document_and_back() {
    let mut session = reading(80, 24, "1");
    let mut there = vec![session.here()];
    for _ in 0..60 {
        session.press(")");
        there.push(session.here());
    }
    there.dedup();
    assert_eq!(there.len(), 19, "{there:?}");
    let mut back = vec![session.here()];
    for _ in 0..60 {
        session.press("(");
        back.push(session.here());
    }
    back.dedup();
    back.reverse();
    assert_eq!(there, back);
}

#[test]
fn a_motion_with_a_count_is_the_motion_so_many_times() {
    for (motion, start) in [
        ("j", "1"),
        ("k", "1 G"),
        (")", "1"),
        ("(", "1 G"),
        ("}", "1"),
        ("{", "1 G"),
        ("] e", "2"),
        ("] s", "2"),
        ("f", "2"),
        ("b", "2 G"),
        ("Ctrl-d", "2"),
        ("Ctrl-e", "2"),
        ("] d", "1"),
    ] {
        let counted = reading(80, 12, &format!("{start} 2 {motion}"));
        let pressed = reading(80, 12, &format!("{start} {motion} {motion}"));
        assert_eq!(counted.here(), pressed.here(), "2 {motion}");
        let top = |session: &Session| format!("{:?}", session.app.reader.panes[0].rows.first());
        assert_eq!(top(&counted), top(&pressed), "2 {motion}");
    }
}

#[test]
fn pages_overlap_and_leave_nothing_out() {
    let mut session = reading(60, 12, "2");
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..20 {
        let rows = &session.app.reader.panes[0].rows;
        seen.extend(rows.iter().filter_map(|row| match row {
            PaneRow::Text { block, line, .. } => Some(format!("{block:?} {line:?}")),
            _ => None,
        }));
        session.press("f");
    }
    seen.sort();
    seen.dedup();
    let mut whole = reading(60, 200, "2");
    whole.press("g g");
    let all = whole.app.reader.panes[0].rows.iter();
    let all = all.filter(|row| matches!(row, PaneRow::Text { .. })).count();
    assert_eq!(seen.len(), all);
    session.shows("100%");
}

#[test]
fn steps_and_episodes_are_passed_in_order() {
    let mut session = reading(120, 40, "2");
    let mut visited = Vec::new();
    for _ in 0..6 {
        session.press("] s");
        visited.push(format!("{} {}", session.here(), session.message()));
    }
    assert_eq!(
        visited,
        [
            "B \u{b6}4.1 Who gave warning?",
            "B \u{b6}5.2 Who came to help?",
            "B \u{b6}6.1 What stood in the way?",
            "B \u{b6}8.1 Who gave warning?",
            "B \u{b6}9.1 Who came to help?",
            "B \u{b6}10.2 What stood in the way?",
        ]
    );
    let mut session = reading(120, 40, "3 6 g g");
    session.press("] e ] e").says("no passage of Flood 1911 follows");
}

#[test]
fn search_counts_lights_and_wraps_round() {
    let mut session = reading(120, 40, "1 / text:office Enter");
    session.says("'office': 1 of 4");
    assert_eq!(lit(&session), ["office"; 4]);
    session.press("n n n").says("'office': 4 of 4");
    session.press("n").says("'office': 1 of 4, from the other end");
    session.press("N").says("'office': 4 of 4, from the other end");
    session.press("Esc");
    assert_eq!(lit(&session), [""; 0]);
    session.press("n").says("'office'");
}

#[test]
fn the_first_hit_wraps_round_with_a_word() {
    let mut session = reading(120, 40, "1 G / text:glass Enter");
    session.says("from the other end");
    session.press("? text:ledger Enter").says("'ledger'").press("n");
    assert_eq!(session.here(), "A \u{b6}1.1", "? goes backwards and n with it: {}", session.message());
}

#[test]
fn a_capital_makes_case_count() {
    let mut session = reading(120, 40, "1 / text:boat Enter");
    session.says("1 of 4");
    session.press("/ text:BOAT Enter").says("'BOAT' is not in this document");
    session.press("/ text:The Space text:boy Enter").says("'The boy': 1 of 1");
}

#[test]
fn hits_across_wrapped_lines_are_found_and_lit() {
    let mut session = reading(36, 24, "1 / text:dues, Space text:put Space text:out Space text:with Enter");
    session.says("1 of 1");
    let words = lit(&session).join(" ");
    assert_eq!(words.split_whitespace().collect::<Vec<_>>(), ["dues,", "put", "out", "with"]);
    assert!(lit(&session).len() > 1, "the hit lies on one row:\n{}", session.screen());
}

#[test]
fn search_keeps_what_was_looked_for() {
    let mut session = reading(80, 24, "1 / text:tug Enter / text:bill Enter / Up Up");
    session.shows("/tug");
    session.press("Down Enter").says("'bill'");
    session.press("/ Enter").says("'bill'");
    session.press("2 g g *").says("'ledger'");
}

#[test]
fn the_jump_list_goes_through_documents_and_views() {
    let mut session = reading(120, 40, "j l Enter Enter 8 g g G ] d");
    let mut places = vec![(session.app.view, session.here())];
    let mut back = |session: &mut Session| {
        session.press("Ctrl-o");
        places.push((session.app.view, session.here()));
    };
    (0..5).for_each(|_| back(&mut session));
    let expected = [
        (View::Reader, "C \u{b6}4.1"),
        (View::Reader, "B \u{b6}14.2"),
        (View::Reader, "B \u{b6}8.1"),
        (View::Reader, "B \u{b6}9.1"),
        (View::Parallel, "B \u{b6}9.1"),
        (View::Board, ""),
    ];
    assert_eq!(places.len(), expected.len());
    for (place, (view, here)) in places.iter().zip(expected) {
        assert_eq!((place.0, place.1.as_str()), (view, here), "{places:?}");
    }
    session.press("Ctrl-o").says("nothing further back");
    for (view, here) in expected.into_iter().rev().skip(1) {
        session.press("Alt-o");
        assert_eq!((session.app.view, session.here().as_str()), (view, here));
    }
    session.press("Alt-o").says("nothing further on");
}

#[test]
fn going_back_shows_the_same_rows() {
    let mut session = reading(80, 24, "2 f j j");
    let screen = session.screen();
    session.press("G");
    assert_ne!(session.screen(), screen);
    session.press("Ctrl-o");
    assert_eq!(session.screen(), screen);
    session.press("' '");
    assert!(session.is_in(View::Board));
}

#[test]
fn marks_are_set_jumped_to_listed_and_taken_back() {
    let mut session = reading(80, 24, "1 4 g g m a");
    session.says("mark a set at A \u{b6}4.1");
    session.press("] d 9 g g m b ' a");
    assert_eq!(session.here(), "A \u{b6}4.1");
    session.press("g '").shows("a  On 9 March 1934").shows("b  When the strike came");
    session.press("Down Enter");
    assert_eq!(session.here(), "B \u{b6}9.1");
    session.press("u").says("mark b is gone").press("' b").says("there is no mark b");
    session.press("Ctrl-r").says("mark b is set").press("' b");
    assert_eq!(session.here(), "B \u{b6}9.1");
    session.press("u u u").says("nothing more to be taken back");
    session.press("g '").says("no marks yet");
    session.press("m Esc").press("j");
    assert!(session.app.work.marks.is_empty(), "Esc takes a mark's name for none");
}

#[test]
fn a_passage_is_copied_with_its_source() {
    let mut session = reading(80, 24, "1 8 g g y");
    session.says("copied: The council sent Tessaly a bill");
    session.press("] d 1 4 g g y");
    let expected = [
        "The council sent Tessaly a bill for the use of the quay.\n(after Venn 1936, \u{b6}8.1: retold, not quoted)\n",
        "\u{201c}The strike ended on 3 December 1952 without a settlement.\u{201d}\n(Bram Okoye, Two Harbours, One Sea, 1960-05, \u{b6}14.1)\n",
    ];
    assert_eq!(session.copied(), expected);
}

#[test]
fn folded_blocks_are_passed_by_and_unfolded_when_gone_to() {
    let mut session = reading(120, 60, "3");
    session.shows("menus").shows("caption").shows("readers' comments").lacks("hen house");
    session.press("G");
    session.press("Enter").shows("hen house");
    session.press("g z").lacks("hen house");
    session.press("/ text:hen Space text:house Enter").says("1 of 1").shows("hen house");
    session.press("g Z").lacks("hen house").shows("readers' comments");
    session.press("8 g g").shows("The copy of the note");
    session.press("g Z g Z").shows("Tides").shows("hen house");
}

#[test]
fn a_number_goes_to_that_paragraph_or_the_last_before_it() {
    let mut session = reading(80, 24, "1 : 7 Enter");
    assert_eq!(session.here(), "A \u{b6}7.1");
    session.press(": 9 9 9 Enter");
    assert_eq!(session.here(), "A \u{b6}10.1");
    session.press(": 0 Enter");
    assert_eq!(session.here(), "A \u{b6}1.1");
    session.press("B : 7 Enter").says("paragraph numbers are gone to in the reader");
}

#[test]
fn the_measure_is_kept_and_can_be_changed() {
    let widest = |session: &Session| session.app.reader.areas[0].text.width;
    let mut session = reading(200, 24, "1");
    assert_eq!(widest(&session), 66);
    session.press("+ +").says("lines of up to 74 columns");
    assert_eq!(widest(&session), 74);
    session.press("9 9 +").says("200 columns").press("9 9 -").says("20 columns");
    assert_eq!(widest(&session), 20);
}

#[test]
fn searching_backwards_says_when_it_wraps() {
    let mut session = Session::harbour();
    session.press("1 / text:the Enter G ? text:the Enter");
    assert!(!session.status().contains("from the other end"), "{}", session.status());
    session.press("g g g g ? text:the Enter").says("from the other end");
}
