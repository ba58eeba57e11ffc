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

/// A word that is no file but looks like a subcommand was meant as one.
fn refuse_mistyped(paths: &[PathBuf]) -> anyhow::Result<()> {
    let table = args::table();
    for (at, path) in paths.iter().enumerate().filter(|(_, path)| !path.exists()) {
        let typed = path.to_string_lossy();
        let near = suggestion(&typed, table.get_subcommands().map(clap::Command::get_name));
        match near {
            Some(near) if at == 0 => {
                anyhow::bail!("there is no file or subcommand '{typed}': did you mean 'triptych {near}'?")
            }
            Some(near) if near == typed => {
                let first = paths[0].display();
                anyhow::bail!("a subcommand stands before the paths: write 'triptych {near} {first}'")
            }
            _ => {}
        }
    }
    Ok(())
}
