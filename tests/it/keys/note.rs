//! Notes and highlights, and the editor in which a note is typed.

use triptych::app::notes::ListedKind;
use triptych::app::{App, Effect, Overlay, View};
use triptych::store::{Note, Target};

use super::{Script, script};
use crate::support::{here, message, selected, typed};

/// The only note.
fn note(app: &App) -> Option<&Note> {
    let mut notes = app.work.notes.values();
    notes.next().filter(|_| notes.next().is_none())
}

fn is_typing(app: &App) -> bool {
    matches!(app.overlay, Some(Overlay::Note(_)))
}

/// The cursor's place in the typed text.
fn cursor(app: &App) -> usize {
    app.overlay.as_ref().map_or(usize::MAX, |overlay| overlay.prompt().cursor())
}

/// The same in the list, the cursor on the first.
const NOTED_LIST: &str = "1 9 g g a text:why? Ctrl-s 4 g g 2 H B g n g g";

/// A note on A 9.1, a highlight on A 4.1, and the cursor at the start.
const NOTED: &str = "1 9 g g a text:why? Ctrl-s 4 g g 2 H g g";

pub(super) const SCRIPTS: &[Script] = &[
    script("note", "1 4 g g", "a", |_, is, effects| {
        is_typing(is) && typed(is) == Some("") && effects.is_empty()
    }),
    script("note", "1 4 g g a text:why? Ctrl-s", "a", |_, is, _| typed(is) == Some("why?")),
    script("note", "1 4 g g a text:why? Ctrl-s", "2 a", |_, is, _| typed(is) == Some("")),
    script("note", "", "a", |_, is, _| {
        matches!(&is.overlay, Some(Overlay::Note(editor))
        if matches!(editor.target, Target::Cell(_)))
    }),
    script("note", "D", "a", |_, is, _| {
        matches!(&is.overlay, Some(Overlay::Note(editor))
        if matches!(editor.target, Target::Document(_)))
    }),
    script("note", "d differences:", "a", |_, is, _| is_typing(is)),
    script("note-whole", "1 4 g g", "g N", |_, is, _| is_typing(is)),
    script("note-whole", "Enter", "g N", |_, is, _| {
        matches!(&is.overlay, Some(Overlay::Note(editor))
        if matches!(editor.target, Target::Row { .. }))
    }),
    script("highlight", "1 4 g g", "H", |_, is, effects| {
        note(is).is_some_and(|note| note.highlight == Some(1)) && effects.len() == 1
    }),
    script("highlight", "1 4 g g H", "3 H", |_, is, _| {
        note(is).is_some_and(|note| note.highlight == Some(3))
    }),
    script("highlight", "1 4 g g H", "H", |_, is, _| is.work.notes.is_empty()),
    script("highlight", "Enter", "H", |_, is, _| note(is).is_some()),
    script("view-notes", NOTED, "g n", |_, is, _| is.view == View::Notes && is.notes.list.count() == 2),
    script("note-edit", "1 9 g g a text:why? Ctrl-s g n", "e", |_, is, _| typed(is) == Some("why?")),
    script("note-remove", "1 9 g g a text:why? Ctrl-s g n", "x", |_, is, effects| {
        is.work.notes.is_empty() && effects.len() == 1
    }),
    script("note-remove", "1 9 g g a text:why? Ctrl-s g n", "Delete", |_, is, _| is.work.notes.is_empty()),
    script("notes-filter", "g n", "/", |_, is, _| matches!(is.overlay, Some(Overlay::Filter { .. }))),
    script("notes-kind", "g n", "K", |_, is, _| is.notes.kind == Some(ListedKind::Note)),
    script("note-take", "1 9 g g H g n", "r", |_, is, _| {
        is.in_hand.is_none() && message(is).contains("has not lost its words")
    }),
    script("note-attach", "1", "g A", |_, is, effects| {
        effects.is_empty() && message(is).contains("nothing is in hand")
    }),
    script("note-next", NOTED, "] n", |_, is, _| here(is) == "A \u{b6}4.1"),
    script("note-next", NOTED, "2 ] n", |_, is, _| here(is) == "A \u{b6}9.1"),
    script("note-previous", "1 9 g g H G", "[ n", |_, is, _| here(is) == "A \u{b6}9.1"),
    script("said-list", "1 9 g g H", "i", |_, is, _| {
        selected(is).is_some_and(|label| label.starts_with("highlight 1") || label.starts_with("highlight: "))
    }),
    script("said-list", "Enter H", "i", |_, is, _| selected(is).is_some()),
    script("open", NOTED_LIST, "Enter", |_, is, _| is.view == View::Reader && here(is) == "A \u{b6}4.1"),
    script("note-save", "1 4 g g a text:why? Enter text:#doubt", "Ctrl-s", |_, is, effects| {
        note(is).is_some_and(|note| note.text == "why?" && note.tags.contains("doubt"))
            && matches!(effects, [Effect::Save(_), Effect::Draft { draft: None, .. }])
    }),
    script("note-save", "1 4 g g a text:why? Ctrl-s a Ctrl-u", "Alt-Enter", |was, is, _| {
        note(was).is_some() && is.work.notes.is_empty()
    }),
    script("note-resume", "1 4 g g a text:why? Esc B", "g a", |was, is, _| {
        was.work.notes.is_empty() && message(was).is_empty() && typed(is) == Some("why?")
    }),
    script("note-discard", "1 4 g g a text:why? Ctrl-s a text:!", "Ctrl-x Ctrl-k", |_, is, effects| {
        is.overlay.is_none()
            && is.drafts.is_empty()
            && note(is).is_some_and(|note| note.text == "why?")
            && matches!(effects, [Effect::Draft { draft: None, .. }])
            && message(is).contains("ga brings it back")
    }),
    script("note-discard", "1 4 g g a text:why?", "Alt-k", |_, is, _| is.work.notes.is_empty()),
    script("note-resume", "1 4 g g a text:why? Alt-k", "g a", |_, is, effects| {
        typed(is) == Some("why?") && matches!(effects, [Effect::Draft { draft: Some(_), .. }])
    }),
    script(
        "note-outside",
        "1 4 g g a text:why?",
        "Ctrl-x Ctrl-e",
        |_, _, effects| matches!(effects, [Effect::EditOutside(text)] if text == "why?"),
    ),
    script("note-outside", "1 4 g g a text:why?", "Alt-e", |_, _, effects| effects.len() == 1),
    script("line-break", "1 4 g g a text:ab Left", "Enter", |_, is, _| typed(is) == Some("a\nb")),
    script("line-break", "1 4 g g a text:ab", "Ctrl-j", |_, is, _| typed(is) == Some("ab\n")),
    script("editor-up", "1 4 g g a text:abc Enter text:de", "Up", |was, is, _| {
        (cursor(was), cursor(is)) == (6, 2)
    }),
    script("editor-up", "1 4 g g a text:abc Enter text:de", "Ctrl-p", |_, is, _| cursor(is) == 2),
    script("editor-down", "1 4 g g a text:a Enter text:de Enter Up Up", "Down", |_, is, _| cursor(is) == 2),
    script("editor-down", "1 4 g g a text:abc Enter text:d Enter text:efg Up Up", "Ctrl-n", |_, is, _| {
        cursor(is) == 5
    }),
    script("typing-undo", "1 4 g g a text:why? Ctrl-s a Space text:so", "Ctrl-_", |_, is, _| {
        typed(is) == Some("why?")
    }),
    script("typing-undo", "1 4 g g a text:ab Ctrl-w", "Ctrl-7", |_, is, _| typed(is) == Some("ab")),
    script("typing-undo", "1 4 g g a text:ab Esc a", "Ctrl-/ Ctrl-/", |_, is, _| {
        typed(is) == Some("") && message(is) == "nothing more was typed here"
    }),
    script("typing-undo", "/ text:quay Ctrl-u", "Ctrl-_", |_, is, _| typed(is) == Some("quay")),
    script("typing-redo", "1 4 g g a text:ab Ctrl-_", "Alt-_", |_, is, _| typed(is) == Some("ab")),
    script("typing-redo", "1 4 g g a text:ab", "Alt-/", |_, is, _| message(is) == "nothing was taken back"),
    script("put-back", "1 4 g g a text:why Ctrl-w Ctrl-y", "Ctrl-y", |_, is, _| typed(is) == Some("whywhy")),
];
