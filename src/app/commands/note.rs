//! Commands of notes and highlights, and of the editor in which a note is typed.

use crate::app::command::{Command, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::{App, Overlay};
use crate::store::HIGHLIGHTS;

const NOTED: &[Context] =
    &[Context::Reader, Context::Table, Context::Documents, Context::Differences, Context::Agreement];
const NOTES: &[Context] = &[Context::Notes];
const PASSAGES: &[Context] = &[Context::Reader, Context::Parallel];
const READER: &[Context] = &[Context::Reader];
const EDITOR: &[Context] = &[Context::Editor];

pub static COMMANDS: &[Command] = &[
    command(
        "note",
        "Write a note on this, or change the one that is there; with a count, write another",
        NOTED,
        |app, count| app.write_note(count.0.is_some()),
    ),
    command(
        "note-whole",
        "Write a note on the whole document, or on this row; with a count, another",
        PASSAGES,
        |app, count| app.write_note_on_whole(count.0.is_some()),
    ),
    command(
        "highlight",
        "Highlight this passage, or no longer; with a count from 1 to 4, in that kind",
        PASSAGES,
        |app, count| match u8::try_from(count.times()) {
            Ok(kind) if kind <= HIGHLIGHTS => app.highlight(kind),
            _ => {
                app.say(format!("there is no highlight {}: they are 1 to {HIGHLIGHTS}", count.times()));
                Vec::new()
            }
        },
    ),
    command(
        "note-resume",
        "Go on with the note that was typed last and not saved",
        &[Context::Global],
        |app, _| app.resume_note(),
    ),
    command(
        "view-notes",
        "Show all that you made: notes, codings, links and more, in one list",
        &[Context::Global],
        |app, _| app.show_notes(),
    ),
    command("note-edit", "Change this, where it is changed best", NOTES, |app, _| app.change_noted()),
    command("note-remove", "Remove this: u brings it back", NOTES, |app, _| app.remove_noted()),
    command("notes-filter", "List only what has the words and tags typed", NOTES, |app, _| {
        app.open_filter_line();
        Vec::new()
    }),
    command("notes-kind", "List one kind after the other, then all kinds", NOTES, |app, _| {
        app.turn_listed_kind();
        Vec::new()
    }),
    command("note-take", "Take what has lost its words in hand, to put it on others", NOTES, |app, _| {
        app.take_in_hand();
        Vec::new()
    }),
    command(
        "note-attach",
        "Put what is in hand on this passage, or on the selected words",
        PASSAGES,
        |app, _| app.attach(),
    ),
    command("note-next", "To the next note or highlight", READER, |app, count| {
        app.repeat(count, |app| app.visit_note(true))
    }),
    command("note-previous", "To the note or highlight before", READER, |app, count| {
        app.repeat(count, |app| app.visit_note(false))
    }),
    command("said-list", "List what you said of this passage", PASSAGES, |app, _| {
        app.open_said_list();
        Vec::new()
    }),
    command("note-save", "Save the note", EDITOR, |app, _| app.save_note()),
    command("note-discard", "Give up what was typed: the note stays as it was saved", EDITOR, |app, _| {
        app.discard_draft()
    }),
    command("note-outside", "Go on in your own editor: $VISUAL or $EDITOR", EDITOR, |app, _| {
        app.edit_outside()
    }),
    command("line-break", "Begin a new line", EDITOR, |app, _| {
        app.type_text("\n");
        Vec::new()
    }),
    command("editor-up", "Up a row", EDITOR, |app, _| app.move_editor_rows(false)),
    command("editor-down", "Down a row", EDITOR, |app, _| app.move_editor_rows(true)),
];

impl App {
    fn move_editor_rows(&mut self, down: bool) -> Vec<Effect> {
        if let Some(Overlay::Note(editor)) = &mut self.overlay {
            editor.move_rows(down);
        }
        Vec::new()
    }
}
