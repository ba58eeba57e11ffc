//! Commands that work everywhere: views, back and forward, help, leaving.

use crate::app::command::{Command, Count, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::{App, Overlay, View};
use crate::text::DocumentIndex;

const GLOBAL: &[Context] = &[Context::Global];
const ANYWHERE: &[Context] = &[Context::Global, Context::Prompt];

macro_rules! document_command {
    ($name:literal, $number:literal) => {
        command($name, concat!("Open document ", $number, " in the reader"), &[Context::Board], |app, _| {
            app.open_numbered($number);
            Vec::new()
        })
    };
}

pub static COMMANDS: &[Command] = &[
    command(
        "help",
        "List what can be done here, and do it",
        &[
            Context::Global,
            Context::Table,
            Context::Documents,
            Context::Differences,
            Context::Notes,
            Context::Agreement,
            Context::Prompt,
        ],
        |app, _| {
            app.open_help();
            Vec::new()
        },
    ),
    command("palette", "Run a command by its name; a number goes to that paragraph", GLOBAL, |app, _| {
        app.open_palette();
        Vec::new()
    }),
    command(
        "view-board",
        "Show the board: what the accounts say of each step, on one screen",
        GLOBAL,
        |app, _| show_board(app),
    ),
    command(
        "view-parallel",
        "Show the parallel view: the accounts of each step side by side",
        GLOBAL,
        |app, _| show_parallel(app),
    ),
    command(
        "view-overview",
        "Show the overview: a strip for each document, and how much it tells of what",
        GLOBAL,
        |app, _| show_overview(app),
    ),
    command("view-timeline", "Show the timeline: the passages at the time they tell of", GLOBAL, |app, _| {
        show_timeline(app)
    }),
    command(
        "view-documents",
        "Show the documents and the strongest matches between them",
        GLOBAL,
        |app, _| {
            app.leave();
            app.view = View::Documents;
            Vec::new()
        },
    ),
    command(
        "document-list",
        "Choose a document to read",
        &[Context::Global, Context::Documents],
        |app, _| {
            app.open_document_list(false);
            Vec::new()
        },
    ),
    command(
        "open",
        "Open what is under the cursor",
        &[
            Context::Table,
            Context::Documents,
            Context::Differences,
            Context::Notes,
            Context::Agreement,
            Context::Reader,
        ],
        |app, _| {
            app.open_here();
            Vec::new()
        },
    ),
    command("back", "Go back to where you were, in whatever view", GLOBAL, |app, count| {
        repeat(app, count, App::go_back)
    }),
    command("forward", "Go forward again", GLOBAL, |app, count| repeat(app, count, App::go_forward)),
    command("undo", "Take back the last thing that you made or changed", GLOBAL, |app, _| app.undo()),
    Command { name: "redo", doc: "Do again what was taken back", contexts: GLOBAL, run: |app, _| app.redo() },
    command(
        "save-elsewhere",
        "Save all that you made in another folder, where its own cannot be written",
        GLOBAL,
        |app, _| {
            app.open_save_elsewhere();
            Vec::new()
        },
    ),
    command(
        "lost-list",
        "List what you made on words that are not found any more, to put it on others",
        GLOBAL,
        |app, _| {
            app.open_lost_list();
            Vec::new()
        },
    ),
    command(
        "cancel",
        "Leave off: close what lies on top, forget an unfinished key; then show all rows again",
        ANYWHERE,
        |app, _| app.cancel(),
    ),
    command("close", "Close what lies on top; with nothing open, quit", GLOBAL, |app, _| app.close_layer()),
    Command { name: "quit", doc: "Quit", contexts: GLOBAL, run: |app, _| app.quit() },
    command("suspend", "Give the terminal back for a while (fg continues)", GLOBAL, |_, _| {
        vec![Effect::Suspend]
    }),
    command("redraw", "Draw the screen anew", GLOBAL, |_, _| vec![Effect::Redraw]),
    command("theme-next", "Take the next colour theme", GLOBAL, |app, _| {
        app.next_theme();
        Vec::new()
    }),
    command("mouse-toggle", "Switch the mouse on or off", GLOBAL, |app, _| {
        app.options.mouse = !app.options.mouse;
        app.say(if app.options.mouse { "mouse on: Shift-drag selects text" } else { "mouse off" });
        vec![Effect::Mouse(app.options.mouse)]
    }),
    document_command!("document-1", 1),
    document_command!("document-2", 2),
    document_command!("document-3", 3),
    document_command!("document-4", 4),
    document_command!("document-5", 5),
    document_command!("document-6", 6),
    document_command!("document-7", 7),
    document_command!("document-8", 8),
    document_command!("document-9", 9),
];

fn repeat(app: &mut App, count: Count, step: fn(&mut App)) -> Vec<Effect> {
    for _ in 0..count.times().min(100) {
        step(app);
    }
    Vec::new()
}

fn show_board(app: &mut App) -> Vec<Effect> {
    if app.collection.scheme.is_empty() {
        app.say("this collection has no scheme, so there is no board; D lists documents and matches");
        return Vec::new();
    }
    app.leave();
    app.view = View::Board;
    Vec::new()
}

fn show_parallel(app: &mut App) -> Vec<Effect> {
    match app.view {
        View::Board => app.open_cell(),
        View::Parallel => {}
        View::Reader
        | View::Documents
        | View::Overview
        | View::Timeline
        | View::Differences
        | View::Notes
        | View::Agreement => {
            let passage = app.passage();
            app.leave();
            app.view = View::Parallel;
            if let Some(passage) = passage.filter(|&passage| !app.reveal(passage)) {
                app.go_near_unplaced(passage);
            }
        }
    }
    Vec::new()
}

/// With the cursor on the passage that was under it.
fn show_overview(app: &mut App) -> Vec<Effect> {
    let here = app.passage();
    app.leave();
    app.view = View::Overview;
    let effects = app.renew_survey();
    if let Some(passage) = here {
        app.overview.reveal(passage);
    }
    effects
}

fn show_timeline(app: &mut App) -> Vec<Effect> {
    let here = app.passage();
    app.leave();
    app.view = View::Timeline;
    let effects = app.renew_survey();
    if let Some(passage) = here {
        app.lay_out();
        app.timeline.reveal(passage);
    }
    effects
}

impl App {
    fn cancel(&mut self) -> Vec<Effect> {
        if let Some(Overlay::Note(_)) = &self.overlay {
            return self.leave_editor();
        }
        if let Some(Overlay::Search { prompt, .. }) = &self.overlay {
            let text = prompt.text().to_owned();
            self.search.remember(&text);
        }
        if let Some(Overlay::Filter { .. }) = &self.overlay {
            self.filter_list("");
        }
        let leaves_off =
            |app: &mut Self| app.deselect() || app.link_end.take().is_some() || app.in_hand.take().is_some();
        if !self.close_overlay() && !leaves_off(self) {
            self.show_all();
        }
        self.awaiting = None;
        self.clear_pending();
        Vec::new()
    }

    /// With nothing on top, a filter goes, or the lit hits of a search.
    fn show_all(&mut self) {
        if self.view == View::Parallel && self.parallel.shape.filter.is_active() {
            self.clear_filter();
        } else if self.view == View::Notes && !self.notes.filter.is_empty()
            || self.view == View::Agreement && !self.agreement.filter.is_empty()
        {
            self.filter_list("");
        } else if !self.search.query.is_empty() {
            self.search.query.clear();
            self.forget_hits();
        }
    }

    fn close_layer(&mut self) -> Vec<Effect> {
        if self.close_overlay() || self.deselect() {
            return Vec::new();
        }
        if self.may_close() { self.quit() } else { Vec::new() }
    }

    fn quit(&mut self) -> Vec<Effect> {
        let places = self.last_change();
        vec![Effect::Save(Box::new(places)), Effect::Quit]
    }

    fn open_numbered(&mut self, number: usize) {
        if number > self.collection.documents.len() {
            self.say(format!("there are only {} documents", self.collection.documents.len()));
            return;
        }
        self.open_document(DocumentIndex(number - 1));
    }

    fn next_theme(&mut self) {
        let names = super::super::options::THEMES;
        let at = names.iter().position(|name| *name == self.options.theme).unwrap_or(0);
        names[(at + 1) % names.len()].clone_into(&mut self.options.theme);
        self.say(format!("theme: {}", self.options.theme));
    }
}
