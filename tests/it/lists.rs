//! What lies over a view: help, palette, which-key box, prompts; unbound keys, paste, mouse.

use triptych::app::{Event, MouseKind, View};

use crate::support::{Session, selected, typed};

#[test]
fn help_lists_what_can_be_done_here_filters_and_runs_it() {
    let mut session = Session::harbour();
    session.press("Enter ?").shows("Help: what can be done in the parallel view");
    session.shows("Put each column in order of time").lacks("Search in this document");
    session.press("text:order Space text:of Space text:time");
    assert_eq!(
        selected(&session.app).as_deref(),
        Some("Put each column in order of time, or by steps again")
    );
    session.press("Enter");
    assert!(session.app.parallel.shape.by_time && session.app.overlay.is_none());
    session.press("1 ?").press("Esc");
}

#[test]
fn help_is_under_question_mark_until_a_search_is_on() {
    let mut session = Session::harbour();
    session.press("1 ?").shows("Help: what can be done in the reader view").press("Esc");
    session.press("/ text:tug Enter ?").shows("?").lacks("Help:");
    session.press("Esc Esc ?").shows("Help:");
}

#[test]
fn the_palette_completes_runs_and_goes_to_paragraphs() {
    let mut session = Session::harbour();
    session.press("1 : text:view-docu Tab");
    assert_eq!(typed(&session.app), Some("view-documents"));
    session.press("Enter");
    assert!(session.is_in(View::Documents));
    session.press("B 1 : 8 Enter");
    assert_eq!(session.here(), "A \u{b6}8.1");
    session.press(": text:xyzzy").shows("nothing fits").press("Enter");
    session.says("there is no command 'xyzzy'");
    session.press("Esc : text:column-hide Enter").says("column-hide works in the parallel view");
}

#[test]
fn an_unfinished_key_shows_how_it_can_go_on() {
    let mut session = Session::harbour();
    session.press("1 g").shows("\u{2500} g \u{2500}").shows("Level the counterparts");
    assert!(session.status().ends_with(" g"), "{}", session.status());
    session.press("Esc").lacks("Level the counterparts");
    session.press("Ctrl-w").shows("Ctrl-w").shows("Close all other panes").press("Esc");
    session.press("4").press("2");
    assert!(session.status().ends_with(" 42"), "{}", session.status());
    session.press("Esc");
    assert!(!session.status().ends_with("42"), "{}", session.status());
}

#[test]
fn an_unbound_key_says_where_help_is() {
    let mut session = Session::harbour();
    session.press("Ctrl-x").says("Ctrl-x does nothing here; ? lists what there is");
    session.press("g x").says("gx does nothing here");
    session.press("1 Insert").says("Insert does nothing here; ");
}

#[test]
fn q_closes_what_lies_on_top_before_it_quits() {
    let mut session = Session::harbour();
    session.press("1 ]").press("Esc F1 Esc");
    assert!(!session.quits());
    session.press("F1 Esc q");
    assert!(session.quits());
}

#[test]
fn escape_peels_one_layer_at_a_time() {
    let mut session = Session::harbour();
    session.press("1 / text:tug Enter g o g");
    assert_eq!(typed(&session.app), Some("g"));
    session.press("Esc");
    assert!(session.app.overlay.is_none() && !session.app.search.query.is_empty());
    session.press("Esc");
    assert!(session.app.search.query.is_empty());
    session.press("Esc");
    assert!(session.is_in(View::Reader) && !session.quits());
}

#[test]
fn pasted_text_is_taken_only_where_one_types() {
    let mut session = Session::harbour();
    session.hear(Event::Paste("q\u{1b}[31mj".to_owned()));
    session.says("pasted text is taken only where one types");
    assert!(!session.quits());
    session.press("1 /");
    session.hear(Event::Paste("two\ntugs\u{1b}".to_owned()));
    assert_eq!(typed(&session.app), Some("two tugs "));
    session.press("Backspace Enter").says("'two tugs': 1 of 1");
}

#[test]
fn a_query_of_any_kind_is_shown_without_control_characters() {
    let mut session = Session::harbour();
    session.press("1 /");
    session.hear(Event::Paste("\u{1b}]0;x\u{7}\u{9b}31m\u{202e}".to_owned()));
    session.press("Enter");
    assert!(!session.screen().chars().any(|c| c != '\n' && c.is_control()));
    assert!(!session.screen().contains('\u{202e}'));
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut session = Session::harbour();
    session.resize(120, 20);
    session.press("2 Ctrl-w v Enter");
    let rows = |session: &Session, pane: usize| session.app.reader.panes[pane].rows.clone();
    let (left, right) = (rows(&session, 0), rows(&session, 1));
    session.mouse(MouseKind::WheelDown, 10, 10);
    assert_ne!(rows(&session, 0), left);
    assert_eq!(rows(&session, 1), right);
    assert_eq!(session.panes(), "B [A]", "the wheel does not take the focus");
    session.mouse(MouseKind::WheelUp, 10, 10);
    assert_eq!(rows(&session, 0), left);
    session.mouse(MouseKind::Press, 10, 10);
    assert_eq!(session.panes(), "[B] A");
    session.press("F1").mouse(MouseKind::WheelDown, 10, 10);
    assert_eq!(selected(&session.app).as_deref(), Some("Down a line"));
    session.mouse(MouseKind::Press, 500, 500).mouse(MouseKind::WheelDown, 500, 500);
}

#[test]
fn a_click_puts_the_cursor_on_the_line() {
    let mut session = Session::harbour();
    session.press("1");
    let row = session.row_of("Our own council") as u16;
    session.mouse(MouseKind::Press, 40, row);
    assert_eq!(session.here(), "A \u{b6}7.1");
    session.press("D");
    let row = session.row_of("What the Light Saw") as u16;
    session.mouse(MouseKind::Press, 4, row).press("Enter");
    assert_eq!(session.panes(), "[C]");
}

#[test]
fn documents_are_found_by_author_or_title() {
    let mut session = Session::harbour();
    session.press("g o text:light");
    assert_eq!(selected(&session.app).as_deref(), Some("C What the Light Saw"));
    session.press("Ctrl-u text:harrow");
    assert_eq!(
        selected(&session.app).as_deref(),
        Some("C What the Light Saw"),
        "the author is not looked at"
    );
    session.press("Enter");
    assert_eq!(session.panes(), "[C]");
}
