//! Whether the reader's work is saved, and saving it in another folder when it cannot be.

use super::event::Effect;
use super::prompt::Prompt;
use super::{App, Overlay};

/// How the last saving went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    #[default]
    Saved,
    /// It is held in memory, and tried again.
    Unsaved,
    /// And the reader, who wished to quit, was told.
    Warned,
}

impl App {
    /// The work could not be saved: it is held, and nobody leaves without having read it.
    pub fn not_saved(&mut self, message: &str) {
        self.keeping = Keeping::Unsaved;
        let key = self.keymap.keys_of(self.view.contexts(), "save-elsewhere").into_iter().next();
        let key = key.map_or_else(String::new, |key| format!("; {key} saves it elsewhere"));
        self.say_error(format!("{message}{key}"));
    }

    pub(super) fn saved_again(&mut self) {
        self.keeping = Keeping::Saved;
        self.say("your work is saved again");
    }

    /// Asks for a folder.
    pub(super) fn open_save_elsewhere(&mut self) {
        let mut prompt = Prompt::default();
        prompt.set(&format!("~/triptych-{}", self.plain_title()));
        self.overlay = Some(Overlay::SaveElsewhere { prompt });
    }

    /// Has all of the work saved in the folder that was typed, from now on.
    pub(super) fn save_elsewhere(&mut self, typed: &str) -> Vec<Effect> {
        self.overlay = None;
        match typed.trim() {
            "" => Vec::new(),
            name => vec![Effect::SaveElsewhere { name: name.to_owned() }],
        }
    }

    pub(super) fn saved_elsewhere(&mut self, folder: &str) {
        self.keeping = Keeping::Saved;
        self.say(format!("your work is saved in {folder} from now on"));
    }

    /// The folder cannot be written either: it is asked for again, unless something else is open.
    pub(super) fn ask_for_folder_again(&mut self, name: &str, message: String) {
        if self.overlay.is_none() {
            let mut prompt = Prompt::default();
            prompt.set(name);
            self.overlay = Some(Overlay::SaveElsewhere { prompt });
            self.clear_pending();
        }
        self.say_error(message);
    }

    /// Whether the program may close; who has unsaved work is told once.
    pub(super) fn may_close(&mut self) -> bool {
        if self.keeping != Keeping::Unsaved {
            return true;
        }
        self.not_saved("your work is not saved: the same key again loses it");
        self.keeping = Keeping::Warned;
        false
    }
}
