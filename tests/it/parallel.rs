//! The parallel view: filter, folded cells, gaps, events in order of time, what a row rests on,
//! and passages that stand in no row.

use std::collections::BTreeSet;

use triptych::app::parallel::Shape;
use triptych::app::{View, grid};
use triptych::scheme::alignment::{Table, Tables};
use triptych::text::DocumentIndex;

use crate::support::{Reading, Session, selected};

fn at(columns: u16, rows: u16, keys: &str) -> Session {
    let mut session = Session::new(Reading::Harbour, columns, rows);
    session.press(keys);
    session
}

#[test]
fn a_filter_is_said_at_every_size_and_one_key_clears_it() {
    for (columns, rows) in [(200, 60), (120, 40), (80, 24), (40, 10)] {
        let mut session = at(columns, rows, "j Enter");
        let before = session.screen();
        session.press("F text:Two Enter");
        session.press("Esc F text:hand Enter").shows("[x] by hand").lacks("B Two");
        session.press("Esc").shows("filter: only B \u{b7} by hand: 9 of 17 rows");
        assert!(session.is_in(View::Parallel));
        session.press("Esc").lacks("filter:").says("all rows are shown again");
        session.press("Down Up");
        assert_eq!(session.screen().lines().next(), before.lines().next(), "{columns}x{rows}");
    }
}

#[test]
fn a_filter_by_document_leaves_only_what_it_tells() {
    let mut session = at(120, 60, "Enter F text:Harbours Enter Esc");
    session.shows("The gale of March 1934").lacks("The boy found the office shut");
    // A passage that the filter hides is shown all the same when one goes to it.
    session.press("/ text:shut Enter").says("the filter is off").shows("The boy found the office shut");
    assert_eq!(session.here(), "A \u{b6}4.2");
}

#[test]
fn a_filter_by_step_and_one_by_gaps() {
    let mut session = at(120, 60, "Enter F text:hindrance Enter Esc");
    session.shows("What stood in the way?").lacks("Who came to help?").shows("filter: Hindrance: ");
    session.press("Esc F text:none Enter Esc").shows("The bill").lacks("The boy found the office shut");
    session.press("F text:account Enter Esc").lacks("The bill").press("g g");
    session.shows("The boy found the office shut");
    session.press("F text:nothing-of-the-kind Enter").says("nothing in the list").press("Esc");
}

#[test]
fn cells_fold_to_a_number_of_lines_and_unfold_one_or_all() {
    let mut session = at(120, 40, "j Enter");
    session.shows("nine boats of Marrow Point behind them").press("z M").says("folded to 3 lines");
    session.lacks("nine boats of Marrow Point behind them").shows("2 more passages, 14 lines");
    session.press("z a").shows("nine boats of Marrow Point behind them");
    session.press("z a").lacks("nine boats of Marrow Point behind them");
    session.press("1 z M").shows("2 more passages, 16 lines");
    session.press("z R").shows("nine boats of Marrow Point behind them").lacks("more passages");
    // A cell may be folded alone.
    session.press("z a").lacks("nine boats of Marrow Point behind them").shows("An order of the council");
}

#[test]
fn what_the_cursor_is_on_is_never_folded_away() {
    let mut session = at(120, 40, "j Enter z M");
    session.press(") )");
    assert_eq!(session.here(), "C \u{b6}9.1");
    session.shows("until he had nine.");
}

#[test]
fn a_cell_without_a_counterpart_is_marked_unless_the_whole_step_is_silent() {
    let mut session = at(120, 40, "j Enter");
    let row = session.row_of("They brought in nine boats");
    let line = session.screen().lines().nth(row).unwrap_or_default().to_owned();
    assert_eq!(line.matches('\u{2205}').count(), 1, "{line}");
    session.press("T").lacks("\u{2205}");
}

#[test]
fn events_of_one_episode_stand_in_order_of_time() {
    let mut session = at(120, 60, "Enter P T");
    session.says("the events in order of the time told").lacks("Who gave warning?");
    let rows = ["A warning that nobody read", "Boats sent without being asked", "The bill"];
    let rows: Vec<usize> = rows.iter().map(|label| session.row_of(label)).collect();
    assert!(rows.is_sorted(), "{rows:?}\n{}", session.screen());
    let linked = session.row_of("The gale of March 1934");
    assert!(session.screen().lines().nth(linked).is_some_and(
        |line| line.contains("On the ninth of March") || line.contains("The gale of March 1934")
    ));
    session.press("T").shows("Who gave warning?");
}

#[test]
fn turning_the_view_keeps_shape_and_columns() {
    let mut session = at(120, 40, "Enter > P x 2 z M P");
    assert_eq!(session.app.parallel.visible(), [1, 0, 2]);
    assert_eq!(session.app.parallel.shape, Shape { fold: Some(2), ..Shape::default() });
    session.press("P");
    assert_eq!(session.app.parallel.visible().len(), 2, "the hidden account stays hidden");
}

#[test]
fn matches_that_arrive_leave_order_shape_and_cursor() {
    let mut session = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    session.press("p > 2 z M j l l l");
    let (here, columns) = (session.here(), session.app.parallel.visible());
    let mut session = session.with_suggestions();
    assert_eq!((session.here(), session.app.parallel.visible()), (here, columns));
    assert_eq!(session.app.parallel.shape.fold, Some(2));
    session.press("z R");
}

#[test]
fn the_last_row_is_first_that_of_the_column_and_then_that_of_all() {
    let mut session = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    session.press("p G");
    let (own, item) = (session.here(), session.app.parallel.item);
    assert!(!own.is_empty() && item < session.app.parallel.items.len() - 1, "{}", session.screen());
    session.press("G");
    assert_eq!(session.app.parallel.item, session.app.parallel.items.len() - 1);
}

#[test]
fn why_tells_what_the_row_and_each_pair_rest_on() {
    let mut session = Session::harbour().with_suggestions();
    session.press("j Enter W").shows("the row: Boats sent without being asked").shows("set by hand");
    session.shows("A \u{b6}6.2 and B \u{b6}5.2").press("Down");
    session.shows("the program finds").shows("\u{ab}tugs\u{bb} +");
    assert_eq!(selected(&session.app).as_deref(), Some("A \u{b6}6.2 and B \u{b6}5.2"));
    session.press("Enter");
    assert_eq!(session.here(), "B \u{b6}5.2");
}

#[test]
fn a_passage_in_no_row_is_said_to_be_so_and_found_in_a_list() {
    let mut session = at(120, 40, "1 6 g g p");
    session.says("stands in no row; U lists").press("Backspace g p");
    session.says("stands in no row").shows("Passages of A that stand in no row");
    let chosen = selected(&session.app);
    assert!(chosen.is_some_and(|label| label.starts_with("A \u{b6}6.1")), "{}", session.screen());
    session.press("Enter");
    assert!(session.is_in(View::Reader) && session.here().starts_with("A \u{b6}6.1"), "{}", session.here());
    session.press("p U").shows("Passages that stand in no row").press("Esc");
}

#[test]
fn rows_by_somebody_else_are_marked_counted_and_filtered() {
    let mut session = at(120, 40, "Enter P");
    session.app.set_rival(rival());
    session.press("g g").shows("rows in canon: 1 as here").shows("kappa");
    let agrees = session.row_of("A warning that nobody read");
    let line =
        |session: &Session, row: usize| session.screen().lines().nth(row).unwrap_or_default().to_owned();
    assert!(line(&session, agrees).contains("\u{b1} canon in part"), "{}", line(&session, agrees));
    session.shows("\u{2260} canon").press("F text:differs Enter Esc").shows("differs with the other rows");
    session.lacks("A warning that nobody read").press("Esc").shows("A warning that nobody read");
    // It stays when the view turns.
    session.press("P P").shows("rows in canon: 1 as here");
}

#[test]
fn a_row_by_somebody_else_is_taken_over() {
    let mut session = at(120, 40, "Enter P");
    session.app.set_rival(rival());
    session
        .press("g g W")
        .shows("canon: A \u{b6}4.1, B \u{b6}4.1")
        .press("text:canon")
        .shows("Enter sets these level for good");
    session
        .press("Enter")
        .shows("call this row")
        .press("Ctrl-u text:Theirs Enter")
        .says("'Theirs' stands level for good");
    session.shows("\u{2022} Theirs");
    let work = &session.app.work;
    assert_eq!(work.links.values().map(|link| link.kind.name()).collect::<Vec<_>>(), ["level"]);
    session.press("u").lacks("Theirs");
    assert!(session.app.work.links.is_empty());
}

#[test]
fn a_long_row_by_somebody_else_is_taken_over_whole() {
    let mut session = at(120, 40, "Enter P");
    let collection = session.app.collection.clone();
    let id = |passage| collection.passage_id(passage);
    let first: Vec<String> = collection.sentences_of(DocumentIndex(0)).take(13).map(id).collect();
    let second = collection.sentences_of(DocumentIndex(1)).next().map(id).unwrap();
    session.app.set_rival(canon(&format!("{}\t{second}\n", first.join(" "))));
    session.press("g g W text:canon").shows("canon, 14 passages: A").shows("Enter take over");
    session.press("Enter Ctrl-u text:Theirs Enter");
    let ends = session.app.work.links.values().flat_map(|link| [&link.a.document, &link.b.document]);
    assert_eq!(ends.collect::<BTreeSet<_>>().len(), 2);
    assert_eq!(session.app.work.links.len(), 13);
}

#[test]
fn taking_a_row_over_without_a_name_takes_nothing_away() {
    let mut session = at(120, 40, "Enter P");
    session.app.set_rival(rival());
    session.press("g g W text:canon Enter Ctrl-u text:Theirs Enter");
    session.press("g g W text:canon Enter").shows("call this row Theirs");
    session.press("Ctrl-u Enter").says("nothing is taken over: it needs a name");
    assert_eq!(session.app.work.links.len(), 1);
}

#[test]
fn what_nobody_coded_stands_in_the_row_that_it_is_set_level_with() {
    let mut session = at(120, 40, "Enter P");
    session.app.set_rival(canon("ledger-1936.txt#2.1\tpilots-1960.md#4.1\n"));
    session.press("g g");
    let row = session.row_of("The gale of March 1934 was foretold") as u16;
    session.mouse(triptych::app::MouseKind::Press, 45, row);
    session.press("W text:canon Enter Ctrl-u text:Theirs Enter").says("(1 not coded yet: c says what of)");
    let label = |passage| session.app.collection.passage_label(passage);
    let rows: Vec<_> = session.app.collection.rows.iter().filter(|row| row.label == "Theirs").collect();
    let cells = rows.iter().flat_map(|row| &row.cells).flat_map(|(_, cell)| cell);
    assert!(cells.copied().any(|passage| label(passage) == "A \u{b6}2.1"), "{rows:?}");
}

pub fn rival() -> Tables {
    canon("ledger-1936.txt#4.1\tpilots-1960.md#4.1\nledger-1936.txt#7.1\tpilots-1960.md#6.1\n")
}

fn canon(rows: &str) -> Tables {
    Tables { rows: Table { name: "canon.tsv".to_owned(), text: rows.to_owned() }, sections: None }
}

#[test]
fn columns_that_tell_a_row_are_brought_together_and_those_beyond_are_named() {
    let mut session = at(80, 24, "Enter");
    session.shows("also 3").press("g c");
    assert_eq!(session.app.parallel.visible(), [0, 1, 2]);
    session.press("l l g c");
    assert_eq!(session.app.parallel.visible()[0], 2);
}

#[test]
fn from_an_empty_cell_one_gets_to_the_columns_that_tell_the_row() {
    let mut session = at(80, 24, "Enter P l l j h h");
    let tells = |session: &Session| {
        let here = session.app.parallel.here();
        let placed = &session.app.parallel.placed;
        (here.is_some(), placed.iter().filter(|placed| !placed.sliver).map(|placed| placed.column).collect())
    };
    assert_eq!(tells(&session), (false, vec![0, 1]));
    session.shows("gc bring beside").press("Enter").says("gc brings the columns that tell the row");
    session.press("g c");
    assert_eq!(tells(&session), (true, vec![2, 0]), "and the cursor is on a passage");
    session.lacks("gc bring beside");
}

#[test]
fn a_column_without_any_passage_is_thin() {
    let mut session = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    session.press("p");
    let needs = |session: &Session, column: usize| {
        let whole = session.app.parallel.whole();
        whole.bands.iter().flat_map(|band| &band.rows).filter(|row| row.cells.tells(column)).count()
    };
    let shown = session.app.parallel.placed.iter().filter(|placed| !placed.sliver);
    let widths = shown.map(|placed| (needs(&session, placed.column) == 0, placed.width));
    let (empty, full): (Vec<_>, Vec<_>) = widths.partition(|(is_empty, _)| *is_empty);
    assert!(!empty.is_empty() && !full.is_empty());
    assert!(empty.iter().map(|(_, width)| width).max() < full.iter().map(|(_, width)| width).min());
}

#[test]
fn the_key_for_side_by_side_says_where_a_passage_stands_in_no_row() {
    let mut session = at(120, 40, "o p");
    assert!(session.is_in(View::Parallel));
    session.says("stands in no row");
}

#[test]
fn summaries_stand_above_the_passages_then_instead_of_them_then_nowhere() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 24)] {
        let mut session = at(columns, rows, "Enter");
        let (plain, here) = (session.screen(), session.here());
        session.lacks("\u{2261} ");
        session.press("s").says("the summaries above the passages").shows("\u{2261} The keeper's note");
        let summary = session.row_of("\u{2261} The keeper's note");
        assert!(summary < session.row_of("The gale"), "{columns}x{rows}:\n{}", session.screen());
        assert_eq!(session.here(), here, "{columns}x{rows}");
        session.press("s").says("the summaries instead of the passages").lacks("The gale");
        session.shows("\u{2261} The keeper's note");
        assert_eq!(session.here(), "", "{columns}x{rows}");
        session.press("s").says("the passages without summaries").lacks("\u{2261} ");
        session.app.message = None;
        assert_eq!((session.screen(), session.here()), (plain, here), "{columns}x{rows}");
    }
}

#[test]
fn the_cursor_skips_summaries_above_rows_and_goes_from_one_to_the_next_without_rows() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 24)] {
        let mut plain = at(columns, rows, "Enter");
        let mut above = at(columns, rows, "Enter s");
        for _ in 0..12 {
            assert_eq!(above.here(), plain.here(), "{columns}x{rows}");
            plain.press("j");
            above.press("j");
        }
        let mut alone = at(columns, rows, "Enter s s");
        alone.press("j");
        alone.press(if columns < 80 { "j j" } else { "" });
        alone.shows("Tessaly's pilots bring in");
        assert_eq!(alone.app.parallel.step().map(|step| step.0), Some(1), "{columns}x{rows}");
        alone.press("Enter").shows("\u{2261} Tessaly's pilots").press("s");
        // Asked for by its words, a passage is shown all the same.
        alone.press("/ text:shut Enter").shows("The boy found the office");
        assert_eq!(alone.here(), "A \u{b6}4.2", "{columns}x{rows}");
    }
}

#[test]
fn a_summary_of_the_readers_own_has_its_sign_also_in_the_parallel_view() {
    let mut session = at(120, 40, "Enter s");
    session.press("S Ctrl-u text:Mine Space text:now Enter").shows("\u{2022} Mine now");
    session.press("s").shows("\u{2022} Mine now").press("u").shows("\u{2261} The keeper's note");
}

#[test]
fn summaries_belong_to_steps_of_episodes() {
    let mut session = at(120, 40, "Enter s P");
    session.lacks("\u{2261} ").press("s").says("the columns here are documents");
    session.press("P").shows("\u{2261} ");
    session.press("T s").says("the rows here are in order of time").lacks("\u{2261} ");
    session.press("T").shows("\u{2261} ");
}

#[test]
fn keys_for_columns_say_what_they_did_or_why_they_do_nothing() {
    let mut session = at(120, 40, "Enter");
    session.press("x").says("hidden: ").says("X shows it");
    session.shows("+2 hidden").press("X").lacks("hidden").shows("Flo").press("X").shows("+1 hidden");
    let mut narrow = at(40, 10, "Enter");
    for key in ["<", ">", "+", "-", "="] {
        narrow.press("j").press(key).says("one column is shown at a time here");
    }
}

#[test]
fn columns_that_lie_beyond_the_left_edge_are_said_to_be_there() {
    let mut session = at(80, 24, "Enter X");
    session.lacks("\u{2039}").shows("\u{203a}");
    session.press("l l l").shows("\u{2039}");
    session.press("h h h").lacks("\u{2039}");
}

#[test]
fn the_cursor_begins_on_a_cell_that_tells_something() {
    let mut session = Session::uncoded();
    session.press("p");
    let parallel = &session.app.parallel;
    let row = grid::row(&parallel.synopsis, &parallel.items[parallel.item]).expect("a row");
    assert!(row.cells.tells(parallel.column));
    // What the reader moves to an empty cell stays there.
    let mut harbour = Session::harbour();
    harbour.press("p");
    let empty = (0..40).find(|_| {
        harbour.press("l");
        harbour.app.parallel.here().is_none() || harbour.press("j").app.parallel.here().is_none()
    });
    let place = (harbour.app.parallel.item, harbour.app.parallel.column);
    harbour.resize(80, 24).resize(120, 40);
    assert!(empty.is_some());
    assert_eq!((harbour.app.parallel.item, harbour.app.parallel.column), place);
}

#[test]
fn keys_that_find_nothing_to_do_say_so() {
    let mut flat = Session::new(Reading::Scripts, 120, 40).with_suggestions();
    flat.press("p");
    assert!(flat.press("}").status().contains("no other step in this direction"));
    assert!(flat.press("z a").status().contains("this cell is folded to 3 lines"));
    assert!(flat.press("z a").status().contains("this cell is unfolded"));
    let mut wide = at(120, 40, "p");
    for (key, said) in [
        ("+", "this column gets no wider"),
        ("-", "this column gets no narrower"),
        ("<", "this is the first column"),
        (">", "this is the last column"),
    ] {
        for _ in 0..20 {
            wide.press(key);
        }
        assert!(wide.status().contains(said), "{key}: {}", wide.status());
    }
    wide.press("=");
    assert!(wide.press("=").status().contains("shared by need already"));
    let mut stacked = at(40, 10, "p");
    stacked.press("g c").shows("one column is shown at a time here");
}
