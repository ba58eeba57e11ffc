//! `triptych [PATH...]`: the reader. The one place where the command line starts it.

use std::path::PathBuf;

use super::args::Shared;
use super::config::{Config, suggestion};
use super::output::Output;
use super::{Outcome, args, source};

pub(super) fn run(
    paths: Vec<PathBuf>,
    shared: &Shared,
    config: &Config,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    refuse_mistyped(&paths)?;
    anyhow::ensure!(
        out.is_terminal(),
        "the reader needs a terminal; 'triptych board', 'synopsis' and 'show' print to files and pipes"
    );
    let _collection = source::open(paths, shared, config)?;
    anyhow::bail!("the reader is to come")
}

/// A first word that is no file but looks like a subcommand was meant as one.
fn refuse_mistyped(paths: &[PathBuf]) -> anyhow::Result<()> {
    let Some(first) = paths.first().filter(|first| !first.exists()) else { return Ok(()) };
    let table = args::table();
    let typed = first.to_string_lossy();
    if let Some(near) = suggestion(&typed, table.get_subcommands().map(clap::Command::get_name)) {
        anyhow::bail!("there is no file or subcommand '{typed}': did you mean 'triptych {near}'?");
    }
    Ok(())
}
