//! What lies over a view: help, palette, which-key box, prompts; unbound keys, paste, mouse.

use std::collections::HashSet;

use triptych::app::help::SELECTION_OFFERS;
use triptych::app::picker::Choice;
use triptych::app::{Context, Event, MouseKind, View, command};
use triptych::text::DocumentIndex;

use crate::support::{Reading, Session, selected, typed};

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

/// The ways to each state in which keys are pressed, with the key that opens help there.
const STATES: [(&str, &str); 14] = [
    ("g k text:../other Enter other:", "?"),
    ("", "?"),
    ("p", "?"),
    ("1", "?"),
    ("1 v", "F1"),
    ("o", "?"),
    ("t", "?"),
    ("d", "?"),
    ("D", "?"),
    ("1 a text:n Ctrl-s g n", "?"),
    ("1 9 g g M", "F1"),
    ("1 9 g g c", "F1"),
    ("1 9 g g a", "F1"),
    ("1 /", "F1"),
];

/// What help lists, without the numbers after the first of a series.
fn listed(session: &Session) -> Vec<&'static str> {
    let picker = session.app.overlay.as_ref().and_then(|overlay| overlay.picker()).expect("a list");
    let entries = picker.shown.iter().filter_map(|&at| picker.entries.get(at, &session.app.collection));
    entries
        .filter_map(|entry| match entry.choice {
            Choice::Run(command) => Some(command.name),
            _ => None,
        })
        .collect()
}

#[test]
fn every_action_is_in_the_help_of_where_it_works_and_all_but_typing_in_the_palette() {
    let mut in_help: HashSet<&str> = HashSet::new();
    for (way, help) in STATES {
        let mut session = Session::harbour();
        session.press(way);
        let contexts = session.app.contexts();
        session.press(help).shows("Help: what can be done in ");
        let listed = listed(&session);
        let is_further = |name: &str| name.ends_with(|c: char| ('2'..='9').contains(&c));
        let here = command::all().filter(|command| command.contexts.iter().any(|one| contexts.contains(one)));
        for command in here.filter(|command| !is_further(command.name)) {
            assert!(listed.contains(&command.name), "{} after '{way}'", command.name);
        }
        in_help.extend(listed);
    }
    let mut session = Session::harbour();
    session.press(":");
    let in_palette: HashSet<&str> = listed(&session).into_iter().collect();
    for command in command::all() {
        let series = command.name.trim_end_matches(|c: char| c.is_ascii_digit());
        let first = format!("{series}1");
        let is_listed = in_help.contains(command.name) || in_help.contains(first.as_str());
        assert!(is_listed, "{} is in no help", command.name);
        let typing = |context: &Context| matches!(context, Context::List | Context::Prompt | Context::Editor);
        let is_typing = command.contexts.iter().all(typing);
        assert!(is_typing || in_palette.contains(command.name), "{} is not in the palette", command.name);
    }
}

#[test]
fn help_begins_with_what_a_view_is_for_and_what_matters_most_in_it() {
    for (way, help) in &STATES[..10] {
        let mut session = Session::harbour();
        session.press(way);
        let selects = session.app.contexts().contains(&Context::Selection);
        let guide = session.app.view.guide();
        let first = if selects { SELECTION_OFFERS[0].0 } else { guide.offers[0].0 };
        session.press(help);
        assert_eq!(selected(&session.app).as_deref(), Some(guide.purpose), "after '{way}'");
        assert_eq!(listed(&session)[0], first, "after '{way}'");
        // Enter on it does nothing but close.
        session.press("Enter");
        assert!(session.app.overlay.is_none() && session.app.view.guide().purpose == guide.purpose);
    }
}

#[test]
fn help_over_a_list_does_in_the_list_what_is_chosen() {
    let mut session = Session::harbour().with_suggestions();
    session.press("1 9 g g M text:t").shows("Matches of ").press("F1").shows("done in this list");
    session.press("Esc").shows("Matches of ");
    assert_eq!(typed(&session.app), Some("t"), "what was typed is still there");
    let before = selected(&session.app);
    session.press("F1 text:next Space text:entry Enter").shows("Matches of ");
    assert_ne!(selected(&session.app), before);
    session.press("F1 Backspace").shows("Matches of ").press("Esc").lacks("Matches of ");
}

#[test]
fn links_stand_above_weaker_candidates_whatever_their_scores_and_words_tell_them_apart() {
    let mut session = Session::harbour().with_suggestions();
    let passages: Vec<_> = session.app.collection.sentences_of(DocumentIndex(0)).collect();
    let mut with_both = 0;
    for passage in passages {
        let found = session.app.matches_of(passage);
        let links = found.iter().take_while(|found| found.linked).count();
        assert!(found[links..].iter().all(|found| !found.linked), "{passage:?}");
        for group in found.chunk_by(|a, b| (a.by_hand, a.linked) == (b.by_hand, b.linked)) {
            assert!(group.is_sorted_by(|a, b| a.score >= b.score), "{passage:?}");
        }
        for (_, other) in session.app.collection.links_of(passage) {
            assert!(found.iter().take(links).any(|found| found.b == other));
        }
        with_both += usize::from(links > 0 && links < found.len());
    }
    assert!(with_both > 3);
    session.press("1 4 g g M").shows("too little alike to be linked:");
}

#[test]
fn right_to_left_text_is_turned_round_in_a_preview_as_in_its_entry() {
    let mut session = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    session.press("o / text:\u{5d4}\u{5d6}\u{5e7}\u{5df}");
    // 'said the old man', as it stands in the text and as it is drawn from left to right.
    let logical = "\u{5d0}\u{5de}\u{5e8} \u{5d4}\u{5d6}\u{5e7}\u{5df}";
    let visual: String = logical.chars().rev().collect();
    session.lacks(logical);
    assert_eq!(session.screen().matches(&visual).count(), 2, "{}", session.screen());
}

#[test]
fn help_says_what_signs_mean() {
    let mut session = Session::harbour();
    session.press("p ? text:\u{2205}").shows("this column tells nothing of the row");
    assert!(selected(&session.app).is_some_and(|label| label.starts_with('\u{2205}')));
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
    session.press("Esc : text:entry-down Enter").says("entry-down works in a list");
    session.press("Esc : text:cursor-start Enter").says("cursor-start works in a line that is typed");
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
    let next = command::by_name("match-next").map(|command| command.doc);
    assert_eq!(selected(&session.app).as_deref(), next);
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
fn a_second_click_opens_what_the_first_one_chose() {
    let mut session = Session::harbour();
    let row = session.row_of("Who came to") as u16;
    session.mouse(MouseKind::Press, 20, row);
    assert!(session.is_in(View::Board));
    session.mouse(MouseKind::Press, 20, row);
    assert!(session.is_in(View::Parallel), "{}", session.screen());
    // The passage that is clicked at, not the first of its cell.
    session.press("g g");
    let row = session.row_of("B Okoye 1960 \u{b6}4.1") as u16;
    session.mouse(MouseKind::Press, 10, row);
    assert_eq!(session.here(), "B \u{b6}4.1");
    session.mouse(MouseKind::Press, 10, row);
    assert!(session.is_in(View::Reader) && session.here() == "B \u{b6}4.1");
    session.mouse(MouseKind::Press, 40, 10).mouse(MouseKind::Press, 40, 10);
    assert!(session.is_in(View::Reader));
    session.press("d differences:");
    let row = session.row_of("\u{25b8}") as u16;
    session.mouse(MouseKind::Press, 40, row);
    assert!(session.is_in(View::Reader), "the one that is chosen already");
}

#[test]
fn a_key_without_a_use_says_where_it_has_one() {
    let mut session = Session::harbour();
    session
        .press("1 w")
        .says("w does nothing here, but in the board, the parallel and the agreement view; F1 lists");
    session.press("Ctrl-q").says("Ctrl-q does nothing here; F1 lists");
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

#[test]
fn the_whole_name_of_a_command_is_meant_where_others_fit_too() {
    let mut session = Session::harbour();
    session.press("Enter : text:level Enter").says("level works in the reader view");
    session.press(": text:view-not Enter");
    assert_eq!(session.app.view, View::Notes, "part of a name will do");
}

#[test]
fn what_stands_below_a_list_scrolls_where_it_does_not_fit() {
    let mut session = Session::new(Reading::Harbour, 40, 10).with_suggestions();
    session.press("1 9 g g M");
    let evidence = "Okoye 1960";
    session.lacks(evidence);
    for _ in 0..20 {
        session.press("Alt-Down");
    }
    session.shows(evidence).shows("this is its last line");
    session.press("Down Up").lacks(evidence);
    session.press("Alt-Up").shows("this is its first line");
}

#[test]
fn a_click_in_a_list_that_is_scrolled_leaves_it_where_it_is() {
    let mut session = Session::harbour();
    session.resize(120, 24).press("F1").press(&"Down ".repeat(60));
    let place =
        session.app.overlay.as_ref().and_then(|overlay| overlay.picker()).map(|list| list.place.entries);
    let entries = place.expect("a list");
    let rows = |session: &Session| {
        let (from, count) = (usize::from(entries.y), usize::from(entries.height));
        let row = |line: &str| line.chars().skip(3).collect::<String>();
        session.screen().lines().skip(from).take(count).map(row).collect::<Vec<_>>()
    };
    let before = rows(&session);
    session.mouse(MouseKind::Press, entries.x + 8, entries.y + 1);
    let label = selected(&session.app).expect("an entry");
    assert!(before[1].contains(&label), "{label}: {}", before[1]);
    assert_eq!(rows(&session), before);
    session.mouse(MouseKind::Press, entries.x + 8, entries.y + 2);
    assert!(before[2].contains(&selected(&session.app).expect("an entry")), "another one: it is not run");
}

#[test]
fn a_click_selects_an_entry_and_another_chooses_it() {
    let mut session = Session::harbour();
    session.press("g o");
    let place =
        session.app.overlay.as_ref().and_then(|overlay| overlay.picker()).map(|picker| picker.place.entries);
    let entries = place.expect("a list");
    session.mouse(MouseKind::Press, entries.x + 3, entries.y + 1);
    assert!(selected(&session.app).is_some_and(|label| label.starts_with('B')));
    session.mouse(MouseKind::Press, entries.x + 3, entries.y + entries.height + 1);
    assert!(session.app.overlay.is_some(), "a click beside the entries does nothing");
    session.mouse(MouseKind::Press, entries.x + 3, entries.y + 1);
    assert!(session.app.overlay.is_none() && session.app.view == View::Reader);
    assert_eq!(session.app.reader.focused().map(|pane| pane.document), Some(DocumentIndex(1)));
}
