//! Notes and highlights, and the editor in which a note is typed.

use triptych::app::{App, Effect, Overlay};
use triptych::store::{Note, Target};

use super::{Script, script};
use crate::support::{message, typed};

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
    script("highlight", "1 4 g g", "H", |_, is, effects| {
        note(is).is_some_and(|note| note.highlight == Some(1)) && effects.len() == 1
    }),
    script("highlight", "1 4 g g H", "3 H", |_, is, _| {
        note(is).is_some_and(|note| note.highlight == Some(3))
    }),
    script("highlight", "1 4 g g H", "H", |_, is, _| is.work.notes.is_empty()),
    script("highlight", "Enter", "H", |_, is, _| note(is).is_some()),
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
    script("put-back", "1 4 g g a text:why Ctrl-w Ctrl-y", "Ctrl-y", |_, is, _| typed(is) == Some("whywhy")),
];
