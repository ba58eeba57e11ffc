//! The commands, in groups as the help lists them.

mod agreement;
mod coding;
mod differences;
mod edit;
mod list;
mod note;
mod reader;
mod survey;
mod table;
mod view;

use super::command::Command;

/// All groups, in the order of the help.
pub static TABLES: [&[Command]; 11] = [
    view::COMMANDS,
    table::COMMANDS,
    survey::COMMANDS,
    reader::MOTIONS,
    reader::COMMANDS,
    differences::COMMANDS,
    coding::COMMANDS,
    note::COMMANDS,
    agreement::COMMANDS,
    list::COMMANDS,
    edit::COMMANDS,
];
