//! What can be asked for, in one table: help, man page and completions are made from it.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::{
    agreement, alignment, board, check, codings, completions, differences, export, help, import, init, keys,
    man, matches, notes, overview, quotations, show, synopsis, timeline,
};

/// Sets several accounts of the same events side by side.
#[derive(Debug, Parser)]
#[command(
    name = "triptych",
    bin_name = "triptych",
    version,
    about = help::ABOUT,
    long_about = help::LONG_ABOUT,
    after_help = "Examples and more with --help.",
    after_long_help = help::AFTER,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) shared: Shared,

    #[command(flatten)]
    pub(super) rival: alignment::Rival,

    /// A folder, files, or - for standard input; without any, the built-in collection
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

/// Options that stand with every subcommand.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of every subcommand")]
pub struct Shared {
    /// Read the reader's own copies of the documents, from this folder, in the place of retellings
    #[arg(long, value_name = "FOLDER", global = true, conflicts_with = "no_originals")]
    pub(super) originals: Option<PathBuf>,

    /// Read the retellings, even if the configuration names a folder of originals
    #[arg(long, global = true)]
    pub(super) no_originals: bool,

    #[command(flatten)]
    pub(super) matching: Matching,

    /// Start without the places and panes of the last time
    #[arg(long, global = true)]
    pub(super) fresh: bool,

    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(super) color: Color,

    /// The theme of the reader (see 'triptych themes')
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) theme: Option<String>,

    /// Draw the program's own signs in ASCII only
    #[arg(long, global = true)]
    pub(super) ascii: bool,
}

/// What matching may use besides the texts.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Matching {
    /// Match with these static vectors too: a .safetensors file with its tokenizer.json, or text
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_vectors")]
    pub(super) vectors: Option<PathBuf>,

    /// Match by words alone, even if the configuration names vectors
    #[arg(long, global = true)]
    pub(super) no_vectors: bool,
}

/// What codings are suggested from besides the scheme and the texts.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Suggesting {
    /// Suggest codings without matches as evidence: at once, however large the collection is
    #[arg(long)]
    pub(super) no_matches: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    #[default]
    #[value(help = "On a terminal, unless NO_COLOR is set")]
    Auto,
    Always,
    Never,
}

/// Where the documents of a subcommand come from.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Paths {
    /// A folder, files, or - for standard input; without any, the built-in collection
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Board(board::Own),
    Synopsis(synopsis::Own),
    Matches(matches::Own),
    Overview(overview::Own),
    Timeline(timeline::Own),
    Quotations(quotations::Own),
    Codings(codings::Own),
    Differences(differences::Own),
    Notes(notes::Own),
    Export(export::Own),
    Import(import::Own),
    Agreement(agreement::Own),
    Alignment(alignment::Own),
    Show(show::Own),
    Init(init::Own),
    Check(check::Own),
    Keys(keys::Own),
    /// List the themes of the reader
    #[command(after_help = "Example:\n  triptych themes")]
    Themes,
    Completions(completions::Own),
    Man(man::Own),
}

/// The whole table, as the parser, the man page and the completions see it.
pub(super) fn table() -> clap::Command {
    Arguments::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_together() {
        table().debug_assert();
    }

    #[test]
    fn every_subcommand_has_an_example() {
        for command in table().get_subcommands() {
            let name = command.get_name();
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let example = format!("triptych {name}");
            assert!(after.contains("Example") && after.contains(&example), "{name} has no example");
            assert!(command.get_about().is_some(), "{name} does not say what it does");
        }
    }
}
