//! Commands of the agreement view.

use crate::app::command::{Command, command};
use crate::app::context::Context;

const AGREEMENT: &[Context] = &[Context::Agreement];

pub static COMMANDS: &[Command] = &[
    command(
        "view-agreement",
        "Compare your codings with another reader's: how far you agree, and where you do not",
        &[Context::Global],
        |app, _| app.show_agreement(),
    ),
    command("agreement-other", "Name another reader's codings to compare with", AGREEMENT, |app, _| {
        app.ask_for_other();
        Vec::new()
    }),
    command(
        "agreement-question",
        "List what differs on one episode or step after the other, then all",
        AGREEMENT,
        |app, _| {
            app.turn_question();
            Vec::new()
        },
    ),
    command("agreement-unit", "Compare by paragraphs, or by sentences again", AGREEMENT, |app, _| {
        app.turn_unit();
        Vec::new()
    }),
    command("agreement-filter", "List only what has the words typed", AGREEMENT, |app, _| {
        app.open_filter_line();
        Vec::new()
    }),
    command("agreement-adopt", "Code this as the other reader does: u takes it back", AGREEMENT, |app, _| {
        app.adopt()
    }),
];
