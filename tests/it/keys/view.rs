//! Views, tables, help, leaving.

use triptych::app::grid::{GridItem, Summaries};
use triptych::app::{App, Effect, Overlay, View};
use triptych::scheme::Axis;

use super::{Script, script};
use crate::support::{here, message, panes, typed};

fn opened(app: &App, title: &str) -> bool {
    matches!(&app.overlay, Some(Overlay::Picker(picker)) if picker.title.starts_with(title))
}

fn reads(app: &App, letter: &str) -> bool {
    app.view == View::Reader && panes(app) == format!("[{letter}]")
}

fn cell(app: &App) -> (usize, usize) {
    (app.board.row, app.board.column)
}

fn width(app: &App) -> u16 {
    let column = app.parallel.column;
    app.parallel.placed.iter().find(|placed| placed.column == column).map_or(0, |placed| placed.width)
}

fn unfolded(app: &App) -> bool {
    !app.parallel.items.iter().any(|item| matches!(item, GridItem::Folded { .. }))
}

fn suspends(effects: &[Effect]) -> bool {
    matches!(effects, [Effect::Suspend])
}

fn saves_and_quits(effects: &[Effect]) -> bool {
    matches!(effects, [Effect::Save(_), Effect::Quit])
}

pub(super) const SCRIPTS: &[Script] = &[
    script("help", "", "?", |_, is, _| opened(is, "Help: what can be done in the board")),
    script("help", "1", "F1", |_, is, _| opened(is, "Help: what can be done in the reader")),
    script("help", "D", "g ?", |_, is, _| opened(is, "Help: what can be done in the documents")),
    script("palette", "", ":", |_, is, _| opened(is, "Command")),
    script("view-board", "1", "B", |_, is, _| is.view == View::Board),
    script("view-parallel", "j", "p", |_, is, _| is.view == View::Parallel && here(is) == "A \u{b6}6.2"),
    script("view-parallel", "D", "p", |_, is, _| is.view == View::Parallel),
    script("view-documents", "", "D", |_, is, _| is.view == View::Documents),
    script("document-list", "", "g o", |_, is, _| opened(is, "Documents")),
    script("document-list", "D", "/", |_, is, _| opened(is, "Documents")),
    script("open", "j l", "Enter", |_, is, _| is.view == View::Parallel && here(is) == "B \u{b6}9.1"),
    script("open", "j l Enter", "Enter", |_, is, _| reads(is, "B") && here(is) == "B \u{b6}9.1"),
    script("open", "D j", "Enter", |_, is, _| reads(is, "B")),
    script("save-elsewhere", "", "g W", |_, is, _| typed(is) == Some("~/triptych-two-harbours")),
    script("lost-list", "1 m a", "g L", |_, is, _| message(is) == "all that you made stands on its words"),
    script("back", "j l Enter", "Backspace", |_, is, _| is.view == View::Board && cell(is) == (1, 1)),
    script("back", "j l Enter Enter", "2 Ctrl-o", |_, is, _| is.view == View::Board && cell(is) == (1, 1)),
    script("forward", "j l Enter Enter Backspace Backspace", "Alt-o", |_, is, _| {
        is.view == View::Parallel && here(is) == "B \u{b6}9.1"
    }),
    script("forward", "j l Enter Enter Backspace Backspace Alt-o", "Alt-Right", |_, is, _| {
        reads(is, "B") && here(is) == "B \u{b6}9.1"
    }),
    script("cancel", "g o", "Esc", |_, is, _| is.overlay.is_none() && is.view == View::Board),
    script("cancel", "1 / text:tug Enter", "Esc", |was, is, _| {
        !was.search.query.is_empty() && is.search.query.is_empty()
    }),
    script("close", "", "q", |_, _, effects| saves_and_quits(effects)),
    script("quit", "1", "Ctrl-c", |_, _, effects| saves_and_quits(effects)),
    script("suspend", "", "Ctrl-z", |_, _, effects| suspends(effects)),
    script("redraw", "", "Ctrl-l", |_, _, effects| matches!(effects, [Effect::Redraw])),
    script("theme-next", "", "g t", |was, is, _| is.options.theme != was.options.theme),
    script("mouse-toggle", "", "g M", |was, is, effects| {
        is.options.mouse != was.options.mouse && matches!(effects, [Effect::Mouse(false)])
    }),
    script("document-1", "", "1", |_, is, _| reads(is, "A")),
    script("document-2", "", "2", |_, is, _| reads(is, "B")),
    script("document-3", "", "3", |_, is, _| reads(is, "C")),
    script("document-4", "", "4", |_, is, _| is.view == View::Board && message(is).contains("only 3")),
    script("document-5", "", "5", |_, is, _| message(is).contains("only 3")),
    script("document-6", "", "6", |_, is, _| message(is).contains("only 3")),
    script("document-7", "", "7", |_, is, _| message(is).contains("only 3")),
    script("document-8", "", "8", |_, is, _| message(is).contains("only 3")),
    script("document-9", "", "9", |_, is, _| message(is).contains("only 3")),
    script("row-down", "", "j", |_, is, _| cell(is) == (1, 0)),
    script("row-down", "Enter", "j", |_, is, _| here(is) == "B \u{b6}4.2"),
    script("row-down", "D", "2 Down", |_, is, _| is.documents.selected == 2),
    script("row-up", "j j", "Up", |_, is, _| cell(is) == (1, 0)),
    script("row-up", "", "k", |_, is, _| cell(is) == (0, 0)),
    script("row-page-down", "", "Space", |_, is, _| cell(is) == (3, 0)),
    script("row-page-down", "Enter", "f", |was, is, _| is.parallel.item > was.parallel.item + 2),
    script("row-page-up", "G", "b", |_, is, _| cell(is) == (0, 0)),
    script("row-page-up", "Enter G", "b", |was, is, _| is.parallel.item < was.parallel.item),
    script("row-first", "j j", "g g", |_, is, _| cell(is) == (0, 0)),
    script("row-first", "Enter G", "Home", |_, is, _| here(is) == "A \u{b6}4.1"),
    script("row-last", "", "G", |_, is, _| cell(is) == (3, 0)),
    script("row-last", "D", "End", |_, is, _| is.documents.selected == 2),
    script("column-right", "", "l", |_, is, _| cell(is) == (0, 1)),
    script("column-right", "", "Right", |_, is, _| cell(is) == (0, 1)),
    script("column-right", "Enter", "] a", |_, is, _| here(is) == "B \u{b6}8.2"),
    script("column-left", "l l", "h", |_, is, _| cell(is) == (0, 1)),
    script("column-left", "l Enter", "[ a", |_, is, _| here(is) == "A \u{b6}4.1"),
    script("find", "", "/", |_, is, _| opened(is, "Find a passage")),
    script("columns-hidden", "", "X", |was, is, _| {
        was.board.hidden_count() == 1 && is.board.hidden_count() == 0
    }),
    script("columns-hidden", "Enter", "X", |was, is, _| {
        was.parallel.visible().len() == 3 && is.parallel.visible().len() == 4
    }),
    script("export", "", "w", |_, is, _| typed(is) == Some("two-harbours-board.html")),
    script("export", "Enter", "w", |_, is, _| typed(is) == Some("two-harbours-parallel.html")),
    script("export", "l Enter P", "w", |_, is, _| typed(is) == Some("two-harbours-parallel-strike.html")),
    script("open-beside", "1 D j", "v", |_, is, _| panes(is) == "A [B]" && is.view == View::Reader),
    script("passage-next", "Enter", ")", |_, is, _| here(is) == "B \u{b6}4.1"),
    script("passage-next", "Enter ) )", "J", |_, is, _| here(is) == "B \u{b6}4.2"),
    script("passage-previous", "Enter ) )", "(", |_, is, _| here(is) == "B \u{b6}4.1"),
    script("passage-previous", "Enter j", "K", |_, is, _| here(is) == "C \u{b6}7.1"),
    script("time-order", "Enter", "T", |_, is, _| is.parallel.shape.by_time && here(is) == "A \u{b6}4.1"),
    script("summaries-cycle", "Enter", "s", |was, is, _| {
        is.parallel.shape.summaries == Summaries::Above && here(is) == here(was)
    }),
    script("summaries-cycle", "Enter s", "s", |_, is, _| {
        is.parallel.shape.summaries == Summaries::Instead && here(is).is_empty()
    }),
    script("summaries-cycle", "Enter s s", "s", |_, is, _| {
        is.parallel.shape.summaries == Summaries::Hidden && here(is) == "A \u{b6}4.1"
    }),
    script("pivot", "l Enter", "P", |_, is, _| {
        matches!(is.parallel.axis(), Axis::Documents(Some(_))) && here(is) == "B \u{b6}8.2"
    }),
    script("pivot", "l Enter P", "P", |_, is, _| {
        is.parallel.axis() == Axis::Episodes && here(is) == "B \u{b6}8.2"
    }),
    script("column-hide", "l Enter", "x", |_, is, _| is.parallel.visible() == [0, 2]),
    script("column-move-left", "l Enter", "<", |_, is, _| {
        is.parallel.visible() == [1, 0, 2] && here(is) == "B \u{b6}8.2"
    }),
    script("column-move-right", "l Enter", ">", |_, is, _| is.parallel.visible() == [0, 2, 1]),
    script("columns-gather", "l l Enter", "g c", |_, is, _| is.parallel.visible() == [2, 0, 1]),
    script("column-widen", "l Enter", "+", |was, is, _| width(is) == width(was) + 6),
    script("column-widen", "l Enter", "2 +", |was, is, _| width(is) == width(was) + 12),
    script("column-narrow", "Enter", "-", |was, is, _| width(is) == width(was) - 6),
    script("column-width-reset", "l Enter + +", "=", |was, is, _| width(is) < width(was)),
    script("filter", "Enter", "F", |_, is, _| opened(is, "Show only")),
    script("filter-clear", "Enter F Enter Esc", "g F", |was, is, _| {
        was.parallel.shape.filter.is_active() && !is.parallel.shape.filter.is_active()
    }),
    script("why", "Enter", "W", |_, is, _| opened(is, "Why it stands here")),
    script("unplaced", "Enter", "U", |_, is, _| opened(is, "Passages that stand in no row")),
    script("cell-toggle", "j Enter", "z a", |was, is, _| is.parallel.rows != was.parallel.rows),
    script("cells-fold", "Enter", "5 z M", |_, is, _| is.parallel.shape.fold == Some(5)),
    script("cells-unfold", "Enter z M", "z R", |_, is, _| is.parallel.shape.fold.is_none()),
    script("background-toggle", "Enter", "g z", |was, is, _| !unfolded(was) && unfolded(is)),
];
