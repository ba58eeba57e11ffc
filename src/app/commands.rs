//! The commands, in groups as the help lists them.

mod edit;
mod list;
mod reader;
mod table;
mod view;

use super::command::Command;

/// All groups, in the order of the help.
pub static TABLES: [&[Command]; 6] =
    [view::COMMANDS, table::COMMANDS, reader::MOTIONS, reader::COMMANDS, list::COMMANDS, edit::COMMANDS];
