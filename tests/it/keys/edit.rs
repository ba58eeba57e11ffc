//! Lists and the line that is typed.

use triptych::app::{App, Overlay, View};

use super::{Script, script};
use crate::support::{here, panes, selected, typed};

/// The typed line with its cursor.
fn line(app: &App) -> String {
    let Some(prompt) = app.overlay.as_ref().map(Overlay::prompt) else { return String::new() };
    let (before, after) = prompt.text().split_at(prompt.cursor());
    format!("{before}|{after}")
}

fn place(app: &App) -> usize {
    match &app.overlay {
        Some(Overlay::Picker(picker)) => picker.selected,
        _ => usize::MAX,
    }
}

fn said(app: &App) -> Option<&str> {
    app.message.as_ref().map(|message| message.text.as_str())
}

pub(super) const SCRIPTS: &[Script] = &[
    script("entry-down", "g o", "Ctrl-n", |_, is, _| {
        selected(is).as_deref() == Some("B Two Harbours, One Sea")
    }),
    script("entry-down", "g o", "Down", |_, is, _| place(is) == 1),
    script("entry-up", "g o Down Down", "Ctrl-p", |_, is, _| place(is) == 1),
    script("entry-page-down", "F1", "PageDown", |_, is, _| place(is) == 10),
    script("entry-page-up", "F1 PageDown PageDown", "PageUp", |_, is, _| place(is) == 10),
    // Here all of it is seen; that it scrolls where it is not is tested beside the lists.
    script("detail-down", "g o", "Alt-Down", |_, is, _| said(is) == Some("this is its last line")),
    script("detail-up", "g o", "Alt-Up", |_, is, _| said(is) == Some("this is its first line")),
    script("choose", "g o Down", "Enter", |_, is, _| is.view == View::Reader && panes(is) == "[B]"),
    script("choose", "1 / text:bill", "Enter", |_, is, _| here(is) == "A \u{b6}8.1"),
    script("choose", "1 : text:8", "Enter", |_, is, _| here(is) == "A \u{b6}8.1"),
    script("choose-beside", "1 g o Down", "Ctrl-v", |_, is, _| panes(is) == "A [B]"),
    script("complete", ": text:view-d", "Tab", |_, is, _| line(is) == "view-documents|"),
    script("cursor-left", "1 / text:tug", "Left", |_, is, _| line(is) == "tu|g"),
    script("cursor-left", "1 / text:tug", "Ctrl-b", |_, is, _| line(is) == "tu|g"),
    script("cursor-right", "1 / text:tug Home", "Ctrl-f", |_, is, _| line(is) == "t|ug"),
    script("cursor-start", "1 / text:tug", "Ctrl-a", |_, is, _| line(is) == "|tug"),
    script("cursor-end", "1 / text:tug Home", "Ctrl-e", |_, is, _| line(is) == "tug|"),
    script("delete-back", "1 / text:tug", "Backspace", |_, is, _| line(is) == "tu|"),
    script("delete-back", "1 /", "Backspace", |_, is, _| is.overlay.is_none()),
    script("delete-forward", "1 / text:tug Home", "Delete", |_, is, _| line(is) == "|ug"),
    script("delete-word", "1 / text:the Space text:tug", "Ctrl-w", |_, is, _| line(is) == "the |"),
    script("delete-to-start", "1 / text:tug Left", "Ctrl-u", |_, is, _| line(is) == "|g"),
    script("delete-to-end", "1 / text:tug Home Right", "Ctrl-k", |_, is, _| line(is) == "t|"),
    script("history-older", "1 / text:tug Enter / text:bill Enter / Up", "Up", |_, is, _| {
        typed(is) == Some("tug")
    }),
    script("history-newer", "1 / text:tug Enter / text:bill Enter / Up Up", "Down", |_, is, _| {
        typed(is) == Some("bill")
    }),
];
