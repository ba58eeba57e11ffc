//! Commands of the line that is typed in a prompt: the readline keys.

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::prompt::Prompt;
use crate::app::{App, Overlay};

const PROMPT: &[Context] = &[Context::Prompt];

macro_rules! command {
    ($name:literal, $doc:literal, $run:expr) => {
        Command { name: $name, doc: $doc, contexts: PROMPT, run: $run }
    };
}

pub static COMMANDS: &[Command] = &[
    command!("cursor-left", "Back a character", |app, _| app.edit_prompt(Prompt::left)),
    command!("cursor-right", "Forward a character", |app, _| app.edit_prompt(Prompt::right)),
    command!("cursor-start", "To the start of the line", |app, _| app.edit_prompt(Prompt::start)),
    command!("cursor-end", "To the end of the line", |app, _| app.edit_prompt(Prompt::end)),
    command!(
        "delete-back",
        "Delete the character before the cursor; in an empty line, leave it",
        |app, _| app.delete_back()
    ),
    command!("delete-forward", "Delete the character under the cursor", |app, _| app
        .edit_prompt(Prompt::delete_forward)),
    command!("delete-word", "Delete the word before the cursor", |app, _| app
        .edit_prompt(Prompt::delete_word)),
    command!("delete-to-start", "Delete to the start of the line", |app, _| app
        .edit_prompt(Prompt::delete_to_start)),
    command!("delete-to-end", "Delete to the end of the line", |app, _| app
        .edit_prompt(Prompt::delete_to_end)),
    command!("put-back", "Put back what was deleted last by word or line", |app, _| app
        .edit_prompt(Prompt::put_back)),
    command!("history-older", "The query before", |app, _| app.browse_history(true)),
    command!("history-newer", "The query after", |app, _| app.browse_history(false)),
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
