//! Which keys run which command: the default key map, compiled in, and the reader's laid over it.
//!
//! A mistake in a key map is a message with file, line and a suggestion; everything else in the
//! file counts.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::command::{self, Command};
use super::context::Context;
use super::key::Key;

/// The key map that comes with the program.
pub const DEFAULT: &str = include_str!("../../keymap.toml");

/// Longest sequence of keys for one command.
const LONGEST_SEQUENCE: usize = 4;

/// A mistake in a key map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct KeymapError {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

/// What the keys pressed so far mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lookup {
    Command(&'static Command),
    /// More keys may follow.
    Prefix,
    Nothing,
}

/// Key sequences and their commands, by context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: BTreeMap<Context, BTreeMap<Vec<Key>, &'static Command>>,
}

impl Keymap {
    /// The default key map. It is tested to be without mistakes; one that slips through costs its
    /// own line only.
    pub fn with_defaults() -> Self {
        let mut keymap = Self::default();
        let _ = keymap.overlay(DEFAULT, "keymap.toml");
        keymap
    }

    /// Lays another key map over this one. Returns every mistake found in it.
    pub fn overlay(&mut self, text: &str, file: &str) -> Vec<KeymapError> {
        let mut errors = Vec::new();
        let error = |at: usize, message: String| KeymapError {
            file: file.to_owned(),
            line: line_of(text, at),
            message,
        };
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(mistake) => {
                let at = mistake.span().map_or(0, |span| span.start);
                return vec![error(at, mistake.message().to_owned())];
            }
        };
        for (name, value) in table.get_ref() {
            let Some(context) = Context::by_name(name.get_ref()) else {
                errors.push(error(name.span().start, unknown_context(name.get_ref())));
                continue;
            };
            let DeValue::Table(bindings) = value.get_ref() else {
                errors
                    .push(error(name.span().start, format!("[{}] must be a table of keys", context.name())));
                continue;
            };
            for (keys, command) in bindings {
                if let Err((at, message)) = self.bind(
                    context,
                    keys.get_ref(),
                    keys.span().start,
                    command.get_ref(),
                    command.span().start,
                ) {
                    errors.push(error(at, message));
                }
            }
        }
        errors
    }

    fn bind(
        &mut self,
        context: Context,
        keys: &str,
        keys_at: usize,
        value: &DeValue<'_>,
        value_at: usize,
    ) -> Result<(), (usize, String)> {
        let sequence = sequence(keys).map_err(|message| (keys_at, message))?;
        let bindings = self.bindings.entry(context).or_default();
        match value {
            DeValue::Boolean(false) => {
                bindings.remove(&sequence);
            }
            DeValue::String(name) => {
                let command = command::by_name(name).ok_or_else(|| (value_at, unknown_command(name)))?;
                if !command.contexts.contains(&context) && context != Context::Global {
                    let places: Vec<_> = command.contexts.iter().map(|context| context.name()).collect();
                    let message =
                        format!("'{name}' works in [{}], not in [{}]", places.join("], ["), context.name());
                    return Err((value_at, message));
                }
                bindings.insert(sequence, command);
            }
            _ => {
                let message = format!("'{keys}' wants the name of a command, or false to unbind it");
                return Err((value_at, message));
            }
        }
        Ok(())
    }

    /// What `keys` mean in the first of the contexts that knows them.
    pub fn lookup(&self, contexts: &[Context], keys: &[Key]) -> Lookup {
        for context in contexts {
            let Some(bindings) = self.bindings.get(context) else { continue };
            if let Some(command) = bindings.get(keys) {
                return Lookup::Command(command);
            }
            if bindings.keys().any(|sequence| sequence.len() > keys.len() && sequence.starts_with(keys)) {
                return Lookup::Prefix;
            }
        }
        Lookup::Nothing
    }

    /// The sequences that go on from `keys`, with what is left of them, in order.
    pub fn continuations(&self, contexts: &[Context], keys: &[Key]) -> Vec<(Vec<Key>, &'static Command)> {
        let mut found: BTreeMap<Vec<Key>, &'static Command> = BTreeMap::new();
        for context in contexts {
            for (sequence, command) in self.bindings.get(context).into_iter().flatten() {
                if sequence.len() > keys.len() && sequence.starts_with(keys) {
                    found.entry(sequence[keys.len()..].to_vec()).or_insert(command);
                }
            }
        }
        found.into_iter().collect()
    }

    /// Every binding of a context, in order of the keys.
    pub fn bindings(&self, context: Context) -> impl Iterator<Item = (&[Key], &'static Command)> {
        self.bindings.get(&context).into_iter().flatten().map(|(keys, command)| (keys.as_slice(), *command))
    }

    /// The sequences that run a command in one of the contexts, as written, the shortest first.
    pub fn keys_of(&self, contexts: &[Context], name: &str) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for context in contexts {
            for (sequence, command) in self.bindings(*context) {
                if command.name == name {
                    let written = written(sequence);
                    if !keys.contains(&written) {
                        keys.push(written);
                    }
                }
            }
        }
        keys.sort_by_key(|written| (written.chars().count(), !written.is_ascii(), written.clone()));
        keys
    }
}

/// A sequence as it is written in a key map, without the spaces between plain characters: `gg`,
/// `]m`, `Ctrl-w v`.
pub fn written(sequence: &[Key]) -> String {
    let mut out = String::new();
    for (index, key) in sequence.iter().enumerate() {
        let name = key.to_string();
        if index > 0 && (name.chars().count() > 1 || sequence[index - 1].to_string().chars().count() > 1) {
            out.push(' ');
        }
        out.push_str(&name);
    }
    out
}

fn sequence(keys: &str) -> Result<Vec<Key>, String> {
    let sequence = keys
        .split_whitespace()
        .map(|key| key.parse::<Key>().map_err(|error| error.to_string()))
        .collect::<Result<Vec<_>, _>>()?;
    if sequence.is_empty() || sequence.len() > LONGEST_SEQUENCE {
        return Err(format!("'{keys}' must be one to {LONGEST_SEQUENCE} keys, parted by spaces"));
    }
    Ok(sequence)
}

fn unknown_context(name: &str) -> String {
    let names: Vec<_> = Context::ALL.iter().map(|context| context.name()).collect();
    let near = names.iter().min_by_key(|known| strsim::damerau_levenshtein(known, name));
    match near.filter(|known| strsim::damerau_levenshtein(known, name) <= 3) {
        Some(near) => format!("there is no table [{name}]; did you mean [{near}]?"),
        None => format!("there is no table [{name}]; there are [{}]", names.join("], [")),
    }
}

fn unknown_command(name: &str) -> String {
    match command::suggestion(name) {
        Some(near) => format!("there is no command '{name}'; did you mean '{near}'?"),
        None => format!("there is no command '{name}'; `triptych keys` lists them"),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        sequence(text).unwrap()
    }

    #[test]
    fn the_default_key_map_has_no_mistake() {
        assert_eq!(Keymap::default().overlay(DEFAULT, "keymap.toml"), []);
    }

    #[test]
    fn every_command_can_be_reached_by_key_or_says_why_not() {
        let keymap = Keymap::with_defaults();
        for command in command::all() {
            let bound = !keymap.keys_of(&Context::ALL, command.name).is_empty();
            assert!(bound || command.name.starts_with("set-"), "{} has no key", command.name);
        }
    }

    #[test]
    fn no_binding_hides_a_longer_one() {
        let keymap = Keymap::with_defaults();
        for context in Context::ALL {
            for (sequence, _) in keymap.bindings(context) {
                for length in 1..sequence.len() {
                    let found = keymap.lookup(&[context], &sequence[..length]);
                    assert_eq!(found, Lookup::Prefix, "{} in {}", written(sequence), context.name());
                }
            }
        }
    }

    #[test]
    fn the_readers_key_map_overlays_and_unbinds() {
        let mut keymap = Keymap::with_defaults();
        let errors = keymap.overlay("[reader]\nj = false\n\"Ctrl-x j\" = \"line-down\"\n", "mine.toml");
        assert_eq!(errors, []);
        assert_eq!(keymap.lookup(&[Context::Reader], &keys("j")), Lookup::Nothing);
        assert_eq!(keymap.lookup(&[Context::Reader], &keys("Ctrl-x")), Lookup::Prefix);
        assert!(matches!(keymap.lookup(&[Context::Reader], &keys("Ctrl-x j")), Lookup::Command(_)));
    }

    #[test]
    fn mistakes_name_file_line_and_a_suggestion() {
        let check = |text: &str, expect: &str| {
            let errors = Keymap::with_defaults().overlay(text, "mine.toml");
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert!(errors[0].to_string().starts_with(expect), "{}", errors[0]);
        };
        check(
            "[reader]\nj = \"line-dwon\"\n",
            "mine.toml:2: there is no command 'line-dwon'; did you mean 'line-down'?",
        );
        check("[raeder]\n", "mine.toml:1: there is no table [raeder]; did you mean [reader]?");
        check(
            "[reader]\nPageDwon = \"line-down\"\n",
            "mine.toml:2: 'PageDwon' is no key; did you mean 'PageDown'?",
        );
        check("[reader]\nj = 3\n", "mine.toml:2: 'j' wants the name of a command");
        check("[reader\n", "mine.toml:1:");
    }
}
