//! Selecting, coding, links and summaries.

use triptych::app::{App, View, grid};

use super::{Script, script};
use crate::support::{coded, here, selected, selection, typed};

/// What the reader said of pairs of passages, oldest first.
fn links(app: &App) -> Vec<&str> {
    app.work.links.values().map(|link| link.kind.name()).collect()
}

fn row_label(app: &App) -> String {
    let row = grid::row(&app.parallel.synopsis, &app.parallel.items[app.parallel.item]);
    row.and_then(|row| row.label.clone()).unwrap_or_default()
}

pub(super) const SCRIPTS: &[Script] = &[
    script("select", "1 8 g g", "v", |_, is, _| {
        selection(is) == "The council sent Tessaly a bill for the use of the quay."
    }),
    script("select", "l Enter", "v", |was, is, _| {
        is.view == View::Reader && here(is) == here(was) && !selection(is).is_empty()
    }),
    script("select-sentence", "1 8 g g v", ")", |_, is, _| selection(is).ends_with("where it hung.")),
    script("unselect-sentence", "1 8 g g v )", "(", |_, is, _| selection(is).ends_with("of the quay.")),
    script("unselect-sentence", "1 8 g g ) v", "k", |_, is, _| selection(is).starts_with("The council")),
    script("select-word", "1 8 g g v", "2 w", |_, is, _| selection(is).ends_with("quay. It was")),
    script("unselect-word", "1 8 g g v", "b", |_, is, _| selection(is).ends_with("of the quay")),
    script("select-to-end", "1 8 g g v", "}", |_, is, _| selection(is).ends_with("where it hung.")),
    script("select-to-start", "1 8 g g ) v", "{", |_, is, _| selection(is).starts_with("The council")),
    script("select-paragraph", "1 4 g g ) v", "v", |_, is, _| {
        selection(is).starts_with("On 9 March") && selection(is).ends_with("the Monday.")
    }),
    script("select-other-end", "1 8 g g v )", "o", |was, is, _| {
        selection(was) == selection(is) && here(is) == "A \u{b6}8.1"
    }),
    script("code", "1 4 g g", "c", |_, is, _| {
        selected(is).is_some_and(|label| label.starts_with("As it is: Storm 1934"))
    }),
    script("code", "Enter", "c", |_, is, _| is.view == View::Parallel && selected(is).is_some()),
    script("code-paragraph", "1 4 g g", "C", |_, is, _| is.overlay.is_some()),
    script("code-again", "1 4 g g c text:fog Enter Enter 7 g g", ".", |_, is, _| {
        here(is) == "A \u{b6}7.1" && coded(is) == "Storm 1934 \u{b7} Fog 1971 \u{b7} Warning (yours)"
    }),
    script("complete", "1 4 g g c Down", "Tab", |_, is, _| selected(is).as_deref() == Some("[ ] Storm 1934")),
    script("suggestion-accept", "1 4 g g", "A", |_, is, _| is.work.codings.is_empty()),
    script("suggestion-reject", "1 4 g g", "R", |_, is, _| is.work.codings.is_empty()),
    script("coding-remove", "1 4 g g c text:fog Enter Enter", "Delete", |was, is, _| {
        was.work.codings.len() == 1 && is.work.codings.is_empty() && coded(is) == "Storm 1934 \u{b7} Warning"
    }),
    script("link", "1 4 g g L ] d 3 g g", "L", |_, is, _| selected(is).as_deref() == Some("same event")),
    script("row-fix", "Enter", "e", |was, is, _| typed(is) == Some(row_label(was).as_str())),
    script("level-by-hand", "Enter", "g l", |_, is, _| is.link_end.is_some()),
    script("match-accept", "1 4 g g M Ctrl-x", "Ctrl-y", |was, is, _| {
        links(was) == ["rejected"] && links(is) == ["rejected"]
    }),
    script("match-reject", "1 4 g g M", "Ctrl-x", |_, is, effects| {
        links(is) == ["rejected"] && effects.len() == 1
    }),
    script("match-kind", "1 4 g g M", "Ctrl-t", |_, is, _| selected(is).as_deref() == Some("same event")),
    script("matches-rejected", "1 4 g g M Ctrl-x Ctrl-r Up Up Down Down Down", "Ctrl-r", |was, is, _| {
        was.overlay.is_some() && is.overlay.is_some() && crate::support::message(is).contains("not listed")
    }),
    script("summary-edit", "", "S", |_, is, _| {
        is.overlay.as_ref().is_some_and(|overlay| !overlay.prompt().text().is_empty())
    }),
    script("undo", "1 4 g g c text:fog Enter Enter", "u", |_, is, _| is.work.codings.is_empty()),
    script("redo", "1 4 g g c text:fog Enter Enter u", "Ctrl-r", |_, is, _| is.work.codings.len() == 1),
];
