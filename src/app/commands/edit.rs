//! Commands of the line that is typed in a prompt: the readline keys.

use crate::app::command::{Command, Count, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::prompt::Prompt;
use crate::app::{App, Overlay};

const PROMPT: &[Context] = &[Context::Prompt];

const fn in_prompt(
    name: &'static str,
    doc: &'static str,
    run: fn(&mut App, Count) -> Vec<Effect>,
) -> Command {
    command(name, doc, PROMPT, run)
}

pub static COMMANDS: &[Command] = &[
    in_prompt("cursor-left", "Back a character", |app, _| app.edit_prompt(Prompt::left)),
    in_prompt("cursor-right", "Forward a character", |app, _| app.edit_prompt(Prompt::right)),
    in_prompt("cursor-start", "To the start of the line", |app, _| app.edit_prompt(Prompt::start)),
    in_prompt("cursor-end", "To the end of the line", |app, _| app.edit_prompt(Prompt::end)),
    in_prompt(
        "delete-back",
        "Delete the character before the cursor; in an empty line, leave it",
        |app, _| app.delete_back(),
    ),
    in_prompt("delete-forward", "Delete the character under the cursor", |app, _| {
        app.edit_prompt(Prompt::delete_forward)
    }),
    in_prompt("delete-word", "Delete the word before the cursor", |app, _| {
        app.edit_prompt(Prompt::delete_word)
    }),
    in_prompt("delete-to-start", "Delete to the start of the line", |app, _| {
        app.edit_prompt(Prompt::delete_to_start)
    }),
    in_prompt("delete-to-end", "Delete to the end of the line", |app, _| {
        app.edit_prompt(Prompt::delete_to_end)
    }),
    in_prompt("put-back", "Put back what was deleted last by word or line", |app, _| {
        app.edit_prompt(Prompt::put_back)
    }),
    in_prompt("typing-undo", "Take back what was typed or deleted last", |app, _| {
        app.take_back_typing(Prompt::undo, "nothing more was typed here")
    }),
    in_prompt("typing-redo", "Type again what was taken back", |app, _| {
        app.take_back_typing(Prompt::redo, "nothing was taken back")
    }),
    in_prompt("history-older", "The query before", |app, _| app.browse_history(true)),
    in_prompt("history-newer", "The query after", |app, _| app.browse_history(false)),
];

impl App {
    fn edit_prompt(&mut self, edit: impl FnOnce(&mut Prompt)) -> Vec<Effect> {
        let Some(overlay) = &mut self.overlay else { return Vec::new() };
        edit(overlay.prompt_mut());
        // The same query is not looked for again.
        if let Some(picker) = overlay.picker_mut() {
            picker.filter();
        }
        self.filter_as_typed();
        Vec::new()
    }

    fn take_back_typing(&mut self, step: fn(&mut Prompt) -> bool, otherwise: &str) -> Vec<Effect> {
        let mut is_done = false;
        let effects = self.edit_prompt(|prompt| is_done = step(prompt));
        if !is_done {
            self.say(otherwise);
        }
        effects
    }

    fn delete_back(&mut self) -> Vec<Effect> {
        let leaves =
            |overlay: &Overlay| !matches!(overlay, Overlay::Note(_)) && overlay.prompt().text().is_empty();
        if self.overlay.as_ref().is_some_and(leaves) {
            self.close_overlay();
            return Vec::new();
        }
        self.edit_prompt(|prompt| {
            prompt.delete_back();
        })
    }

    fn browse_history(&mut self, older: bool) -> Vec<Effect> {
        if let (Some(query), true) =
            (self.search.browse(older), matches!(self.overlay, Some(Overlay::Search { .. })))
        {
            return self.edit_prompt(|prompt| prompt.set(&query));
        }
        Vec::new()
    }
}
