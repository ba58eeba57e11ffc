//! Commands of selecting words and of coding.

use crate::app::command::{Command, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::pane::{Pane, Stretch};
use crate::app::{App, View};

const READER: &[Context] = &[Context::Reader];
const SELECTION: &[Context] = &[Context::Selection];
const PASSAGES: &[Context] = &[Context::Reader, Context::Parallel];
/// Wherever the cursor is on a passage.
const ON_PASSAGE: &[Context] = &[
    Context::Reader,
    Context::Parallel,
    Context::Overview,
    Context::Timeline,
    Context::Differences,
    Context::Agreement,
];

pub static COMMANDS: &[Command] = &[
    command("select", "Select words: the sentence, then as far as you move", PASSAGES, |app, _| app.select()),
    command("select-sentence", "Stretch the selection by a sentence", SELECTION, |app, count| {
        app.stretch(Stretch::Sentence, count.times() as isize)
    }),
    command(
        "unselect-sentence",
        "Shrink the selection by a sentence, or stretch it backwards",
        SELECTION,
        |app, count| app.stretch(Stretch::Sentence, -(count.times() as isize)),
    ),
    command("select-word", "Stretch the selection by a word", SELECTION, |app, count| {
        app.stretch(Stretch::Word, count.times() as isize)
    }),
    command(
        "unselect-word",
        "Shrink the selection by a word, or stretch it backwards",
        SELECTION,
        |app, count| app.stretch(Stretch::Word, -(count.times() as isize)),
    ),
    command("select-to-end", "Select to the end of the paragraph", SELECTION, |app, count| {
        app.stretch(Stretch::Paragraph, count.times() as isize)
    }),
    command("select-to-start", "Select to the start of the paragraph", SELECTION, |app, count| {
        app.stretch(Stretch::Paragraph, -(count.times() as isize))
    }),
    command("select-paragraph", "Select the whole paragraph", SELECTION, |app, _| {
        app.with_focused(Pane::select_paragraph);
        Vec::new()
    }),
    command("select-other-end", "Move the other end of the selection from now on", SELECTION, |app, _| {
        app.with_focused(Pane::swap_ends);
        Vec::new()
    }),
    command(
        "code",
        "Say what this passage speaks of: episodes, step, who towards whom; with a count, its paragraph",
        ON_PASSAGE,
        |app, count| app.open_coding(count.0.is_some()),
    ),
    command("code-paragraph", "Say what this paragraph speaks of", READER, |app, _| app.open_coding(true)),
    command("code-again", "Code this passage as the last one", ON_PASSAGE, |app, _| app.repeat_coding()),
    command(
        "suggestion-accept",
        "Accept what is suggested for this passage; with a count, for its paragraph",
        ON_PASSAGE,
        |app, count| app.judge_suggestion(true, count.0.is_some()),
    ),
    command(
        "suggestion-reject",
        "Reject what is suggested for this passage; with a count, for its paragraph",
        ON_PASSAGE,
        |app, count| app.judge_suggestion(false, count.0.is_some()),
    ),
    command("link", "Link two passages: press it on the one, then on the other", PASSAGES, |app, _| {
        app.link_here()
    }),
    command(
        "row-fix",
        "Name this row and fix it: its passages stand level for good; an empty name lets it go",
        &[Context::Parallel],
        |app, _| app.name_row(),
    ),
    command(
        "level-by-hand",
        "Set a passage level with another: press it on the one, then in the row where it belongs",
        &[Context::Parallel],
        |app, _| app.level_here(),
    ),
    command(
        "summary-edit",
        "Write your own summary of this step of this episode; an empty line gives the collection's back",
        &[Context::Table],
        |app, _| app.edit_summary(),
    ),
    command("coding-remove", "Take your own coding of this passage away", ON_PASSAGE, |app, _| {
        app.remove_coding()
    }),
];

impl App {
    /// Of a cell, the words are selected where they stand in their document.
    fn select(&mut self) -> Vec<Effect> {
        if self.view == View::Parallel {
            let Some(passage) = self.passage() else {
                self.say("no passage under the cursor");
                return Vec::new();
            };
            self.jump_to(passage);
        }
        if !self.with_focused(Pane::select).unwrap_or(false) {
            self.say("there are no words here to select");
        }
        Vec::new()
    }

    fn stretch(&mut self, by: Stretch, delta: isize) -> Vec<Effect> {
        self.with_focused(|pane, document| pane.stretch(document, by, delta));
        Vec::new()
    }

    /// Drops the selection; `false` where there is none.
    pub(in crate::app) fn deselect(&mut self) -> bool {
        self.with_focused(|pane, _| pane.deselect()).unwrap_or(false)
    }
}
