//! The one table of commands. It feeds the key map, the help, the palette, the which-key box,
//! `triptych keys`, the man page and the README's table of keys.

use std::fmt;

use super::App;
use super::commands;
use super::context::Context;
use super::event::Effect;

/// Something the reader can have done by name, by key or from a list.
pub struct Command {
    /// Unique, in words parted by hyphens; what a key map names.
    pub name: &'static str,
    /// What it does, as one line of help without a full stop.
    pub doc: &'static str,
    /// Where it makes sense; the first is the one its help stands under.
    pub contexts: &'static [Context],
    pub run: fn(&mut App, Count) -> Vec<Effect>,
}

/// A row of the table.
pub const fn command(
    name: &'static str,
    doc: &'static str,
    contexts: &'static [Context],
    run: fn(&mut App, Count) -> Vec<Effect>,
) -> Command {
    Command { name, doc, contexts, run }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Command").field(&self.name).finish()
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The number typed before a command, if any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub Option<usize>);

impl Count {
    /// How often, once where nothing was typed.
    pub fn times(self) -> usize {
        self.0.unwrap_or(1).max(1)
    }
}

/// Every command, in the order of the help.
pub fn all() -> impl Iterator<Item = &'static Command> {
    commands::TABLES.iter().flat_map(|table| table.iter())
}

pub fn by_name(name: &str) -> Option<&'static Command> {
    all().find(|command| command.name == name)
}

/// What is longer is no mistyped name, and would take long to be compared.
const LONGEST_MISTYPED: usize = 64;

/// The known name nearest to a mistyped one.
pub fn suggestion(name: &str) -> Option<&'static str> {
    if name.len() > LONGEST_MISTYPED {
        return None;
    }
    all()
        .map(|command| (strsim::damerau_levenshtein(command.name, name), command.name))
        .filter(|(distance, known)| *distance <= known.len().max(3) / 3)
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_documented() {
        let mut seen = HashSet::new();
        for command in all() {
            assert!(seen.insert(command.name), "{} stands twice", command.name);
            assert!(!command.doc.is_empty() && !command.doc.ends_with('.'), "{}", command.name);
            assert!(!command.contexts.is_empty(), "{}", command.name);
        }
    }

    #[test]
    fn a_mistyped_name_is_recognised() {
        assert_eq!(suggestion("page-dwon"), Some("page-down"));
        assert_eq!(suggestion("xyzzy"), None);
    }
}
