//! Help: what a view is for, what can be done in it, and what its signs mean.
//!
//! Over a list or where text is typed, help is of that, and what was open is there again after it.

mod guide;

use super::command::{self, Command};
use super::picker::{Choice, Entry, Picker, PickerKind};
use super::{App, Context, Overlay};

pub use guide::{Guide, SELECTION_OFFERS};

impl App {
    /// What can be done here and now, with its keys; choosing does it.
    pub fn open_help(&mut self) {
        let contexts = self.contexts();
        let offered = offered(contexts, self.offers()).into_iter().map(|command| Entry {
            label: command.doc.to_owned(),
            detail: self.keys_in_help(contexts, command.name),
            // Whole, where the entry is cut.
            preview: format!("{}\n{}", command.doc, command.name),
            choice: Choice::Run(command),
        });
        let guide = self.view.guide();
        let tells = |label: String, preview: &str, detail: &str| Entry {
            label,
            detail: detail.to_owned(),
            preview: preview.to_owned(),
            choice: Choice::Tell,
        };
        let (before, after) = match self.overlay {
            Some(_) => (Vec::new(), Vec::new()),
            None => (
                vec![tells(guide.purpose.to_owned(), guide.way, "what it is for")],
                guide
                    .signs
                    .iter()
                    .map(|(sign, meaning)| tells(format!("{sign}  {meaning}"), meaning, "sign"))
                    .collect(),
            ),
        };
        let entries = before.into_iter().chain(offered).chain(after).collect();
        let place = match self.overlay {
            Some(Overlay::Picker(_) | Overlay::Coding(_)) => "this list".to_owned(),
            Some(Overlay::Note(_)) => "a note".to_owned(),
            Some(_) => "a line that is typed".to_owned(),
            None => format!("the {} view", self.view.name()),
        };
        let mut picker = Picker::new(PickerKind::Help, format!("Help: what can be done in {place}"), entries);
        picker.beneath = self.overlay.take().map(Box::new);
        self.open_list(picker);
    }

    /// What is offered first: what the bottom row names.
    fn offers(&self) -> &'static [(&'static str, &'static str)] {
        match self.contexts() {
            [Context::Selection, ..] => SELECTION_OFFERS,
            _ => self.view.guide().offers,
        }
    }

    /// The keys of a command; of a numbered one, the first and the last of the series.
    fn keys_in_help(&self, contexts: &[Context], name: &str) -> String {
        let mut keys = self.keymap.keys_of(contexts, name);
        if let Some(series) = name.strip_suffix('1') {
            let is_of_it =
                |name: &str| name.strip_prefix(series).is_some_and(|end| end.parse::<u8>().is_ok());
            let last = command::all().filter(|command| is_of_it(command.name)).last();
            let last = last.and_then(|last| self.keymap.keys_of(contexts, last.name).into_iter().next());
            keys.extend(last.map(|last| format!("to {last}")));
        }
        keys.join("  ")
    }

    /// Closes what lies on top; what lay below it is there again. Whether anything was open.
    pub(super) fn close_overlay(&mut self) -> bool {
        let Some(closed) = self.overlay.take() else { return false };
        match closed {
            Overlay::Picker(picker) => self.overlay = picker.beneath.map(|beneath| *beneath),
            Overlay::Coding(form) if form.is_changed() => {
                self.say(format!("not saved: {} stays as it was", self.target_label(&form.target)));
            }
            _ => {}
        }
        if let Some(picker) = self.overlay.as_mut().and_then(Overlay::picker_mut) {
            picker.ask_anew();
        }
        true
    }
}

/// The commands that work in these contexts: those named first, what belongs to the most particular
/// context, and what works everywhere.
fn offered(contexts: &[Context], first: &[(&str, &str)]) -> Vec<&'static Command> {
    let place = |command: &&Command| {
        let known = |context| contexts.iter().position(|known| known == context);
        command.contexts.iter().filter_map(known).min()
    };
    let mut offered: Vec<&'static Command> = command::all()
        .filter(|command| place(command).is_some() && !is_further_number(command.name))
        .collect();
    let named = |command: &Command| first.iter().position(|(name, _)| *name == command.name);
    offered.sort_by_key(|command| (named(command).unwrap_or(usize::MAX), place(command)));
    offered
}

/// Whether a command is one of a numbered series, but not its first: `pane-2`.
fn is_further_number(name: &str) -> bool {
    name.ends_with(|c: char| ('2'..='9').contains(&c))
}
