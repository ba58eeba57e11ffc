//! Commands of the lists that open over a view.

use crate::app::command::{Command, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::{App, Overlay, View};

const LIST: &[Context] = &[Context::List];
const WITH_DETAIL: &[Context] = &[Context::List, Context::Differences, Context::Notes, Context::Agreement];

/// Entries that a page of the list moves by.
const PAGE: isize = 10;

pub static COMMANDS: &[Command] = &[
    command("entry-down", "To the next entry", LIST, |app, count| app.move_entry(count.times() as isize)),
    command("entry-up", "To the entry before", LIST, |app, count| app.move_entry(-(count.times() as isize))),
    command("entry-page-down", "Down ten entries", LIST, |app, _| app.move_entry(PAGE)),
    command("entry-page-up", "Up ten entries", LIST, |app, _| app.move_entry(-PAGE)),
    command(
        "choose",
        "Take the selected entry, or what was typed",
        &[Context::List, Context::Prompt],
        |app, _| app.accept(),
    ),
    command("detail-down", "Down in the text below the list", WITH_DETAIL, |app, count| {
        app.scroll_detail(count.times() as isize)
    }),
    command("detail-up", "Up in the text below the list", WITH_DETAIL, |app, count| {
        app.scroll_detail(-(count.times() as isize))
    }),
    command("choose-beside", "Open the selected entry in a pane of its own", LIST, |app, _| app.choose(true)),
    command(
        "complete",
        "Complete what was typed by the selected entry; in coding, choose it and stay",
        LIST,
        |app, _| app.complete(),
    ),
    command("match-accept", "In the list of matches: link the two by hand", LIST, |app, _| {
        app.accept_match()
    }),
    command(
        "match-reject",
        "In the list of matches: reject the match; take back what you said of the two",
        LIST,
        |app, _| app.reject_match(),
    ),
    command(
        "match-kind",
        "In the list of matches: say in what way the two stand to each other",
        LIST,
        |app, _| app.open_match_kinds(),
    ),
    command("matches-rejected", "List the pairs that you rejected, too, or not", LIST, |app, _| {
        app.toggle_rejected()
    }),
];

impl App {
    fn move_entry(&mut self, delta: isize) -> Vec<Effect> {
        if let Some(picker) = self.overlay.as_mut().and_then(Overlay::picker_mut) {
            picker.move_by(delta);
        }
        Vec::new()
    }

    /// Scrolls what stands below a list.
    fn scroll_detail(&mut self, delta: isize) -> Vec<Effect> {
        let picker = self.overlay.as_mut().and_then(Overlay::picker_mut);
        let moved = match (picker, self.view) {
            (Some(picker), _) => picker.scroll_preview(delta),
            (None, View::Differences) => self.differences.scroll(delta),
            (None, View::Notes) => self.notes.detail.scroll(delta),
            (None, View::Agreement) => self.agreement.detail.scroll(delta),
            _ => false,
        };
        if !moved {
            self.say(if delta < 0 { "this is its first line" } else { "this is its last line" });
        }
        Vec::new()
    }

    /// Enter in a list or a prompt.
    fn accept(&mut self) -> Vec<Effect> {
        match &self.overlay {
            Some(Overlay::Picker(_)) => self.choose(false),
            Some(Overlay::Coding(_)) => self.choose_coding(false),
            Some(Overlay::Search { prompt, backwards }) => {
                let (query, backwards) = (prompt.text().to_owned(), *backwards);
                self.overlay = None;
                self.begin_search(&query, backwards);
                Vec::new()
            }
            Some(Overlay::Filter { .. }) => {
                self.overlay = None;
                Vec::new()
            }
            Some(Overlay::Export { prompt }) => {
                let typed = prompt.text().to_owned();
                self.export_to(&typed)
            }
            Some(Overlay::SaveElsewhere { prompt }) => {
                let typed = prompt.text().to_owned();
                self.save_elsewhere(&typed)
            }
            Some(Overlay::OtherReader { prompt }) => {
                let typed = prompt.text().to_owned();
                self.compare_with(&typed);
                Vec::new()
            }
            Some(Overlay::RowName { .. }) => self.fix_row(),
            Some(Overlay::Summary { .. }) => self.save_summary(),
            Some(Overlay::Note(_)) => self.save_note(),
            None => Vec::new(),
        }
    }

    fn complete(&mut self) -> Vec<Effect> {
        match &mut self.overlay {
            Some(Overlay::Coding(_)) => return self.choose_coding(true),
            Some(Overlay::Picker(picker)) => {
                if let Some(label) = picker.selected_entry(&self.collection).map(|entry| entry.label.clone())
                {
                    picker.prompt.set(&label);
                    picker.filter();
                }
            }
            _ => {}
        }
        Vec::new()
    }
}
