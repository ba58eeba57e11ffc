//! Commands of the agreement view.

use crate::app::App;
use crate::app::command::Command;
use crate::app::context::Context;

const AGREEMENT: &[Context] = &[Context::Agreement];

macro_rules! command {
    ($name:literal, $doc:expr, $contexts:expr, $run:expr) => {
        Command {
            name: $name,
            doc: $doc,
            contexts: $contexts,
            run: |app, _| {
                let run: fn(&mut App) = $run;
                run(app);
                Vec::new()
            },
        }
    };
}

pub static COMMANDS: &[Command] = &[
    command!(
        "view-agreement",
        "Compare your codings with another reader's: how far you agree, and where you do not",
        &[Context::Global],
        |app| drop(app.show_agreement())
    ),
    command!("agreement-other", "Name another reader's codings to compare with", AGREEMENT, |app| app
        .ask_for_other()),
    command!(
        "agreement-question",
        "List what differs on one episode or step after the other, then all",
        AGREEMENT,
        |app| app.turn_question()
    ),
    command!("agreement-unit", "Compare by paragraphs, or by sentences again", AGREEMENT, |app| app
        .turn_unit()),
    command!("agreement-filter", "List only what has the words typed", AGREEMENT, |app| app
        .open_filter_line()),
    Command {
        name: "agreement-adopt",
        doc: "Code this as the other reader does: u takes it back",
        contexts: AGREEMENT,
        run: |app, _| app.adopt(),
    },
];
