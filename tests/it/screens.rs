//! What the views look like: pictures of whole screens at four sizes, without colour and in ASCII.

use triptych::app::Options;
use triptych::store::Work;

use crate::support::{Reading, Session};

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (40, 10)];

/// Compares the screen after the keys with the picture on file, at every size.
fn check(name: &str, reading: Reading, keys: &str) {
    for (columns, rows) in SIZES {
        let mut session = Session::new(reading, columns, rows);
        session.press(keys);
        compare(name, &session, (columns, rows));
    }
}

fn compare(name: &str, session: &Session, (columns, rows): (u16, u16)) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let screen = session.screen();
    settings.bind(|| insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen));
}

#[test]
fn board() {
    check("board", Reading::Harbour, "j");
}

#[test]
fn parallel() {
    check("parallel", Reading::Harbour, "j Enter");
}

#[test]
fn parallel_with_summaries() {
    check("parallel-summaries", Reading::Harbour, "j Enter s");
    check("parallel-summaries-alone", Reading::Harbour, "j Enter s s j");
}

#[test]
fn parallel_of_accounts() {
    check("parallel-accounts", Reading::Harbour, "j Enter P");
}

#[test]
fn overview() {
    check("overview", Reading::BuiltIn, "o 8 l");
}

#[test]
fn overview_of_the_harbours() {
    check("overview-steps", Reading::Harbour, "o s } Tab l");
}

#[test]
fn overview_without_a_scheme() {
    check("overview-matches", Reading::Scripts, "o");
}

#[test]
fn timeline() {
    check("timeline", Reading::BuiltIn, "t");
}

#[test]
fn timeline_of_the_harbours() {
    check("timeline-documents", Reading::Harbour, "t P + + }");
}

#[test]
fn parallel_folded_and_filtered() {
    check("parallel-filtered", Reading::Harbour, "j Enter 2 z M F Enter Esc");
}

#[test]
fn parallel_of_events() {
    check("parallel-events", Reading::Harbour, "Enter P T");
}

#[test]
fn filter() {
    check("filter", Reading::Harbour, "Enter F Down Enter");
}

#[test]
fn why() {
    check("why", Reading::Harbour, "j Enter W Down");
}

#[test]
fn parallel_beside_rows_by_somebody_else() {
    for (columns, rows) in SIZES {
        let mut session = Session::new(Reading::Harbour, columns, rows);
        session.app.set_rival(crate::parallel::rival());
        session.press("Enter P");
        compare("parallel-rival", &session, (columns, rows));
    }
}

#[test]
fn in_no_row() {
    check("in-no-row", Reading::Harbour, "1 6 g g g p");
}

#[test]
fn reader() {
    check("reader", Reading::Harbour, "1 4 g g");
}

#[test]
fn reader_with_three_panes() {
    check("reader-three", Reading::Harbour, "1 Ctrl-w v Enter Ctrl-w v Enter Alt-1 4 g g g m");
}

#[test]
fn reader_with_panes_that_follow() {
    check("reader-follow", Reading::Harbour, "1 Ctrl-w v Enter Ctrl-w v Enter Alt-1 g f 6 g g )");
}

#[test]
fn reader_with_groups_of_panes() {
    check("reader-groups", Reading::Harbour, "1 Ctrl-w v Enter Ctrl-w v Enter Ctrl-w g Alt-1 g l 4 J");
}

#[test]
fn search() {
    check("search", Reading::Harbour, "1 / text:office Enter");
}

#[test]
fn documents() {
    check("documents", Reading::Harbour, "D j");
}

#[test]
fn differences() {
    check("differences", Reading::Harbour, "d differences: j");
}

#[test]
fn differences_in_other_scripts() {
    check("differences-scripts", Reading::Scripts, "d differences: j j");
}

#[test]
fn notes() {
    for (columns, rows) in SIZES {
        let options = Options::default();
        let mut session = Session::with(Reading::Harbour, columns, rows, options, crate::notes::some_work());
        session.press("g n j");
        compare("notes", &session, (columns, rows));
        session.press("B 1 9 g g )");
        compare("notes-in-the-reader", &session, (columns, rows));
        session.press("i");
        compare("said", &session, (columns, rows));
    }
}

#[test]
fn note_editor() {
    check(
        "note-editor",
        Reading::Harbour,
        "1 4 g g a text:Who Space text:says Space text:so? Enter text:#doubt",
    );
}

#[test]
fn help() {
    check("help", Reading::Harbour, "Enter ?");
}

#[test]
fn palette() {
    check("palette", Reading::Harbour, "1 : text:pane");
}

#[test]
fn matches() {
    check("matches", Reading::Harbour, "1 4 g g M");
}

#[test]
fn matches_that_were_rejected() {
    check("matches-rejected", Reading::Harbour, "1 4 g g M Ctrl-x Ctrl-r End");
}

#[test]
fn coding() {
    check("coding", Reading::Harbour, "1 9 g g c text:fog Enter text:he");
}

#[test]
fn coded() {
    check("coded", Reading::Harbour, "1 9 g g c text:fog Enter text:help Enter Enter ) c text:storm");
}

#[test]
fn selection() {
    check("selection", Reading::Harbour, "1 4 g g v w w");
}

#[test]
fn summary() {
    check("summary", Reading::Harbour, "S Ctrl-u text:Mine Enter j S");
}

#[test]
fn which_key() {
    check("which-key", Reading::Harbour, "1 g");
}

#[test]
fn hebrew_and_persian() {
    check("scripts", Reading::Scripts, "D G Enter Ctrl-w v Down Down Down Enter");
}

const VIEWS: [&str; 15] = [
    "",
    "Enter",
    "Enter T",
    "1 4 g g",
    "1 Ctrl-w v Enter g m",
    "D",
    "?",
    "1 :",
    "1 4 g g M",
    "o }",
    "o Tab",
    "t }",
    "1 4 g g a text:so? Ctrl-s a",
    "1 4 g g 3 H g n",
    "1 4 g g H a text:so? Ctrl-s i",
];

#[test]
fn ascii_draws_no_other_sign() {
    let options = Options { ascii: true, ..Options::default() };
    for keys in VIEWS {
        for (columns, rows) in SIZES {
            let mut session =
                Session::with(Reading::Harbour, columns, rows, options.clone(), Work::default());
            session.press(keys);
            let odd: Vec<char> =
                session.screen().chars().filter(|c| !c.is_ascii() && !DOCUMENT_SIGNS.contains(c)).collect();
            assert!(odd.is_empty(), "{odd:?} after '{keys}' at {columns}x{rows}:\n{}", session.screen());
        }
    }
}

/// What the harbours' documents themselves have beyond ASCII.
const DOCUMENT_SIGNS: [char; 3] = ['\u{201c}', '\u{201d}', '\u{2022}'];

#[test]
fn without_colour_no_cell_has_one_and_the_screen_reads_the_same() {
    use ratatui::style::Color;
    let options = Options { colourless: true, ..Options::default() };
    for keys in VIEWS {
        let mut plain = Session::with(Reading::Harbour, 120, 40, options.clone(), Work::default());
        plain.press(keys);
        for cell in &plain.buffer().content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "after '{keys}'");
        }
        let mut coloured = Session::harbour();
        coloured.press(keys);
        assert_eq!(plain.screen(), coloured.screen(), "after '{keys}'");
    }
}

/// What colour says, something else says too: the same row, cell or word differs in its characters
/// or its attributes.
#[test]
fn without_colour_the_cursor_and_the_hits_can_be_told() {
    use ratatui::style::Modifier;
    let options = Options { colourless: true, ..Options::default() };
    let session = |keys: &str| {
        let mut session = Session::with(Reading::Harbour, 120, 40, options.clone(), Work::default());
        session.press(keys);
        session
    };
    assert_ne!(session("").screen(), session("j").screen());
    assert_ne!(session("Enter").screen(), session("Enter j").screen());
    assert_ne!(session("D").screen(), session("D j").screen());
    assert_ne!(session("1 j").screen(), session("1 j j").screen());
    let lit = session("1 / text:office Enter");
    let marked =
        |cell: &ratatui::buffer::Cell| cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
    let letters: String =
        lit.buffer().content.iter().filter(|cell| marked(cell)).map(ratatui::buffer::Cell::symbol).collect();
    assert_eq!(letters, "office".repeat(4));
    let selected = session("g o Down");
    let reversed = selected.buffer();
    let row = selected.row_of("B Two Harbours") as u16;
    assert!(reversed[(20, row)].modifier.contains(Modifier::REVERSED));
}

#[test]
fn agreement() {
    for (columns, rows) in SIZES {
        let mut session = crate::agreement::compared(columns, rows);
        session.press("j");
        compare("agreement", &session, (columns, rows));
        session.press("K");
        compare("agreement-question", &session, (columns, rows));
    }
}
