//! The reader: motions, matches, search, marks, panes, folds.

use triptych::app::linked::Linked;
use triptych::app::{App, Effect, Overlay, View};

use super::{Script, THREE_PANES, script};
use crate::support::{here, message, panes};

fn top(app: &App) -> String {
    app.reader.focused().map_or_else(String::new, |pane| format!("{:?}", pane.rows.first()))
}

fn rows_of(app: &App, pane: usize) -> String {
    format!("{:?}", app.reader.panes[pane].rows)
}

fn width_of(app: &App, pane: usize) -> u16 {
    app.reader.areas.iter().find(|placed| placed.pane == pane).map_or(0, |placed| placed.area.width)
}

fn folds(app: &App) -> usize {
    let Some(pane) = app.reader.focused() else { return 0 };
    let folded =
        |row: &&triptych::app::pane::PaneRow| matches!(row, triptych::app::pane::PaneRow::Folded { .. });
    pane.rows.iter().filter(folded).count()
}

fn saves(effects: &[Effect]) -> bool {
    matches!(effects, [Effect::Save(_)])
}

fn searching(app: &App) -> Option<bool> {
    match &app.overlay {
        Some(Overlay::Search { backwards, .. }) => Some(*backwards),
        _ => None,
    }
}

pub(super) const MOTIONS: &[Script] = &[
    script("line-down", "1", "j", |_, is, _| here(is) == "A \u{b6}2.1"),
    script("line-down", "1 j", "2 Down", |_, is, _| here(is) == "A \u{b6}2.2"),
    script("line-up", "1 j j", "k", |_, is, _| here(is) == "A \u{b6}2.1"),
    script("scroll-down", "2", "2 Ctrl-e", |was, is, _| top(is) != top(was)),
    script("scroll-up", "2 4 Ctrl-e", "Ctrl-y", |was, is, _| top(is) != top(was)),
    script("page-down", "2", "f", |was, is, _| here(is) != here(was)),
    script("page-up", "2 G", "b", |was, is, _| here(is) != here(was)),
    script("half-page-down", "2", "Ctrl-d", |was, is, _| here(is) != here(was)),
    script("half-page-up", "2 G", "Ctrl-u", |was, is, _| here(is) != here(was)),
    script("document-start", "1 G", "g g", |_, is, _| here(is) == "A \u{b6}1.1"),
    script("document-start", "1", "7 g g", |_, is, _| here(is) == "A \u{b6}7.1"),
    script("document-end", "2", "G", |_, is, _| here(is).starts_with("B \u{b6}14")),
    script("document-end", "2", "1 2 G", |_, is, _| here(is) == "B \u{b6}12.1"),
    script("sentence-next", "1 2 g g", ")", |_, is, _| here(is) == "A \u{b6}2.2"),
    script("sentence-next", "1 2 g g", "2 l", |_, is, _| here(is) == "A \u{b6}3.1"),
    script("sentence-previous", "1 3 g g", "(", |_, is, _| here(is) == "A \u{b6}2.2"),
    script("paragraph-next", "1 2 g g", "}", |_, is, _| here(is) == "A \u{b6}3.1"),
    script("paragraph-next", "1 2 g g", "2 }", |_, is, _| here(is) == "A \u{b6}4.1"),
    script("paragraph-previous", "1 3 g g", "{", |_, is, _| here(is) == "A \u{b6}2.1"),
    script("paragraph-previous", "1 3 g g )", "{", |_, is, _| here(is) == "A \u{b6}3.1"),
    script("document-next", "1", "] d", |_, is, _| panes(is) == "[B]"),
    script("document-next", "3", "] d", |_, is, _| panes(is) == "[C]" && message(is).contains("last")),
    script("document-previous", "2", "[ d", |_, is, _| panes(is) == "[A]"),
    script("episode-next", "1 6 g g )", "] e", |_, is, _| here(is) == "A \u{b6}6.3"),
    script("episode-next", "1 8 g g", "] e", |_, is, _| here(is) == "B \u{b6}4.1"),
    script("episode-previous", "2 4 g g", "[ e", |_, is, _| here(is) == "A \u{b6}8.1"),
    script("step-next", "1 4 g g", "] s", |_, is, _| {
        here(is) == "A \u{b6}6.2" && message(is) == "Who came to help?"
    }),
    script("step-next", "Enter", "] s", |_, is, _| here(is) == "A \u{b6}6.2"),
    script("step-next", "Enter", "2 }", |_, is, _| here(is) == "A \u{b6}7.1"),
    script("step-previous", "1 7 g g", "[ s", |_, is, _| here(is) == "A \u{b6}6.3"),
    script("step-previous", "Enter G", "[ s", |_, is, _| here(is) == "A \u{b6}7.1"),
];

pub(super) const SCRIPTS: &[Script] = &[
    script("match-next", "1 4 g g", "] m", |_, is, _| here(is) == "B \u{b6}4.1"),
    script("match-next", "Enter", "] m", |_, is, _| is.view == View::Parallel && here(is) == "B \u{b6}4.1"),
    script("match-previous", "1 4 g g", "[ m", |_, is, _| here(is) == "C \u{b6}7.1"),
    script(
        "match-list",
        "1 4 g g",
        "M",
        |_, is, _| matches!(&is.overlay, Some(Overlay::Picker(picker)) if picker.entries.len() == 2),
    ),
    script("analogy-next", "1 4 g g", "] a", |_, is, _| here(is) == "B \u{b6}8.2"),
    script("analogy-previous", "1 4 g g", "[ a", |_, is, _| here(is) == "C \u{b6}11.2"),
    script("level", THREE_PANES, "g m", |_, is, _| message(is).starts_with("no other pane has a match")),
    script("level", "1", "g m", |_, is, _| message(is).contains("no other pane")),
    script("follow-toggle", THREE_PANES, "g f", |_, is, _| is.reader.linked(0) == Linked::Follow),
    script("lock-toggle", THREE_PANES, "g l", |_, is, _| is.reader.linked(0) == Linked::Lock),
    script("pane-group", THREE_PANES, "Ctrl-w g", |_, is, _| is.reader.linked_with(0).is_empty()),
    script("show-in-parallel", "1 6 g g )", "g p", |_, is, _| {
        is.view == View::Parallel && here(is) == "A \u{b6}6.2"
    }),
    script("search", "1", "/", |_, is, _| searching(is) == Some(false)),
    script("search-back-or-help", "1", "?", |_, is, _| matches!(&is.overlay, Some(Overlay::Picker(_)))),
    script("search-back-or-help", "1 / text:tug Enter", "?", |_, is, _| searching(is) == Some(true)),
    script("search-next", "1 / text:tug Enter", "n", |was, is, _| here(is) != here(was)),
    script("search-previous", "1 / text:tug Enter n", "N", |_, is, _| here(is) == "A \u{b6}6.2"),
    script("search-word", "1 4 g g", "*", |_, is, _| is.search.query.chars().count() >= 5),
    script("mark-set", "1 4 g g", "m a", |_, is, effects| is.work.marks.contains_key(&'a') && saves(effects)),
    script("mark-jump", "1 4 g g m a G", "' a", |_, is, _| here(is) == "A \u{b6}4.1"),
    script(
        "mark-list",
        "1 m a",
        "g '",
        |_, is, _| matches!(&is.overlay, Some(Overlay::Picker(picker)) if picker.title == "Marks"),
    ),
    script("undo", "1 m a", "u", |_, is, effects| is.work.marks.is_empty() && saves(effects)),
    script("undo", "1 m a B", "u", |_, is, effects| is.work.marks.is_empty() && saves(effects)),
    script("redo", "1 m a u", "Ctrl-r", |_, is, effects| is.work.marks.len() == 1 && saves(effects)),
    script("redo", "1 m a u D", "Ctrl-r", |_, is, effects| is.work.marks.len() == 1 && saves(effects)),
    script(
        "copy",
        "1 8 g g",
        "y",
        |_, _, effects| matches!(effects, [Effect::Copy(text)] if text.contains("retold, not quoted")),
    ),
    script(
        "copy",
        "j",
        "y",
        |_, _, effects| matches!(effects, [Effect::Copy(text)] if text.starts_with("Storm 1934, help: Tessaly's pilots")),
    ),
    script("pane-next", THREE_PANES, "Tab", |_, is, _| panes(is) == "A [B] C"),
    script("pane-next", THREE_PANES, "Ctrl-w w", |_, is, _| panes(is) == "A [B] C"),
    script("pane-previous", THREE_PANES, "Shift-Tab", |_, is, _| panes(is) == "A B [C]"),
    script("pane-last", THREE_PANES, "Ctrl-w p", |_, is, _| panes(is) == "A B [C]"),
    script("pane-1", "1 Ctrl-w v Enter", "Alt-1", |_, is, _| is.reader.focus == 0),
    script("pane-2", THREE_PANES, "Alt-2", |_, is, _| panes(is) == "A [B] C"),
    script("pane-3", THREE_PANES, "Alt-3", |_, is, _| panes(is) == "A B [C]"),
    script("pane-4", THREE_PANES, "Alt-4", |_, is, _| message(is).contains("only 3 panes")),
    script("pane-5", THREE_PANES, "Alt-5", |_, is, _| message(is).contains("only 3 panes")),
    script("pane-6", THREE_PANES, "Alt-6", |_, is, _| message(is).contains("only 3 panes")),
    script("pane-7", THREE_PANES, "Alt-7", |_, is, _| message(is).contains("only 3 panes")),
    script("pane-8", THREE_PANES, "Alt-8", |_, is, _| message(is).contains("only 3 panes")),
    script(
        "pane-open",
        "1",
        "Ctrl-w n",
        |_, is, _| matches!(&is.overlay, Some(Overlay::Picker(picker)) if picker.title.contains("beside")),
    ),
    script("pane-close", THREE_PANES, "Ctrl-w c", |_, is, _| panes(is) == "[B] C"),
    script("pane-close", "1", "Ctrl-w q", |_, is, _| panes(is) == "[A]" && message(is).contains("last pane")),
    script("pane-only", THREE_PANES, "Ctrl-w o", |_, is, _| panes(is) == "[A]"),
    script("pane-swap", THREE_PANES, "Ctrl-w x", |_, is, _| panes(is) == "B [A] C"),
    script("pane-split", "1", "Ctrl-w s", |_, is, _| panes(is) == "A [A]"),
    script("pane-left", "1 Ctrl-w v Enter Ctrl-w v Enter", "Ctrl-w h", |_, is, _| panes(is) == "A [B] C"),
    script("pane-left", THREE_PANES, "Ctrl-w h", |_, is, _| panes(is) == "[A] B C"),
    script("pane-right", THREE_PANES, "2 Ctrl-w l", |_, is, _| panes(is) == "A B [C]"),
    script("pane-first", "1 Ctrl-w v Enter Ctrl-w v Enter", "Ctrl-w t", |_, is, _| panes(is) == "[A] B C"),
    script("pane-rightmost", THREE_PANES, "Ctrl-w b", |_, is, _| panes(is) == "A B [C]"),
    script("pane-to-left", "1 Ctrl-w v Enter Ctrl-w v Enter", "Ctrl-w H", |_, is, _| panes(is) == "[C] A B"),
    script("pane-to-right", THREE_PANES, "Ctrl-w L", |_, is, _| panes(is) == "B C [A]"),
    script("panes-rotate", THREE_PANES, "Ctrl-w r", |_, is, _| panes(is) == "C [A] B"),
    script("panes-rotate-back", THREE_PANES, "Ctrl-w R", |_, is, _| panes(is) == "B C [A]"),
    script("pane-widen", "2 Ctrl-w v Enter", "Ctrl-w >", |was, is, _| {
        width_of(is, 1) == width_of(was, 1) + 4
    }),
    script("pane-widen", "1", "Ctrl-w >", |_, is, _| message(is).contains("one pane is shown")),
    script("pane-narrow", "2 Ctrl-w v Enter", "2 Ctrl-w <", |was, is, _| {
        width_of(is, 1) + 8 == width_of(was, 1) && width_of(is, 0) == width_of(was, 0) + 8
    }),
    script("panes-even", "2 Ctrl-w v Enter 9 Ctrl-w >", "Ctrl-w =", |was, is, _| {
        width_of(was, 0) < width_of(was, 1) && width_of(is, 0).abs_diff(width_of(is, 1)) <= 1
    }),
    script("pane-zoom", THREE_PANES, "z", |_, is, _| is.reader.zoomed && is.reader.areas.len() == 1),
    script("pane-zoom", "1", "z", |_, is, _| !is.reader.zoomed),
    script("other-pane-down", "2 Ctrl-w v Enter", "5 J", |was, is, _| {
        rows_of(is, 0) != rows_of(was, 0) && rows_of(is, 1) == rows_of(was, 1)
    }),
    script("other-pane-up", "2 Ctrl-w v Enter 5 J", "K", |was, is, _| rows_of(is, 0) != rows_of(was, 0)),
    script("fold-toggle", "1 4 }", "g z", |was, is, _| folds(was) == folds(is) + 1),
    script("fold-toggle", "1", "g z", |_, is, _| message(is).contains("nothing to fold")),
    script("fold-all-toggle", "1", "g Z", |was, is, _| folds(was) == 2 && folds(is) == 0),
    script("measure-wider", "1", "+", |was, is, _| is.options.measure == was.options.measure + 4),
    script("measure-narrower", "1", "2 -", |was, is, _| is.options.measure == was.options.measure - 8),
    script("hyphenation-toggle", "1", "g h", |was, is, _| is.options.hyphenate != was.options.hyphenate),
];
