//! Every command of the table, run by a key of the default key map: where one starts, what one
//! presses, what must be true afterwards.

mod agreement;
mod coding;
mod difference;
mod edit;
mod note;
mod reader;
mod survey;
mod view;

use std::collections::HashSet;

use triptych::app::keymap::Lookup;
use triptych::app::{App, Effect, Key, View, command};

use crate::support::Session;

/// What must be true: the state before the key, after it, and what the shell was told.
type Truth = fn(&App, &App, &[Effect]) -> bool;

/// One key script. `start` leads from the board of the harbours to where the command makes sense.
struct Script {
    command: &'static str,
    start: &'static str,
    keys: &'static str,
    truth: Truth,
}

const fn script(command: &'static str, start: &'static str, keys: &'static str, truth: Truth) -> Script {
    Script { command, start, keys, truth }
}

fn all_scripts() -> impl Iterator<Item = &'static Script> {
    [
        view::SCRIPTS,
        reader::MOTIONS,
        reader::SCRIPTS,
        coding::SCRIPTS,
        note::SCRIPTS,
        difference::SCRIPTS,
        agreement::SCRIPTS,
        edit::SCRIPTS,
        survey::SCRIPTS,
    ]
    .into_iter()
    .flatten()
}

/// From the board to three panes with A, B and C, the focus on A.
const THREE_PANES: &str = "1 Ctrl-w v Enter Ctrl-w v Enter Alt-1";

/// What the keys mean where the script presses them: counts before and a letter after left aside.
fn meaning(app: &App, keys: &str) -> Lookup {
    let is_count = |key: &&str| app.view != View::Board && key.bytes().all(|byte| byte.is_ascii_digit());
    let keys = keys.split_whitespace().skip_while(is_count).map(|key| key.parse().expect("a key"));
    let keys: Vec<Key> = keys.collect();
    let found = (1..=keys.len()).map(|length| app.keymap.lookup(app.contexts(), &keys[..length]));
    found.into_iter().find(|found| matches!(found, Lookup::Command(_))).unwrap_or(Lookup::Nothing)
}

#[test]
fn every_script_does_what_its_command_says() {
    let mut failed = Vec::new();
    for Script { command, start, keys, truth } in all_scripts() {
        let mut was = Session::new(crate::support::Reading::Harbour, 160, 40);
        was.press(start);
        let mut is = Session::new(crate::support::Reading::Harbour, 160, 40);
        is.press(start).effects.clear();
        let named = command::by_name(command).unwrap_or_else(|| panic!("there is no {command}"));
        assert_eq!(meaning(&was.app, keys), Lookup::Command(named), "{keys} after '{start}'");
        is.press(keys);
        if !truth(&was.app, &is.app, &is.effects) {
            failed.push(format!("{command}: '{keys}' after '{start}'\n{}", is.screen()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_command_has_a_script() {
    let scripted: HashSet<&str> = all_scripts().map(|script| script.command).collect();
    let missing: Vec<&str> =
        command::all().map(|command| command.name).filter(|name| !scripted.contains(name)).collect();
    assert!(missing.is_empty(), "no script for {missing:?}");
}

#[test]
fn no_key_of_a_view_hides_a_sequence_of_a_wider_context() {
    for start in ["", "Enter", "1", "D", "o", "t", "d", "g n"] {
        let mut session = Session::harbour();
        session.press(start);
        let (keymap, contexts) = (&session.app.keymap, session.app.contexts());
        for (keys, command) in contexts.iter().flat_map(|context| keymap.bindings(*context)) {
            for length in 1..keys.len() {
                let found = keymap.lookup(contexts, &keys[..length]);
                assert_eq!(found, Lookup::Prefix, "{} after '{start}'", command.name);
            }
        }
    }
}
