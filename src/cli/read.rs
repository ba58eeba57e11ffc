//! `triptych [PATH...]`: the reader. The one place where the command line starts it.

use std::path::PathBuf;

use super::Outcome;
use super::args::Shared;
use super::config::Config;
use super::output::Output;
use super::source;

pub(super) fn run(
    paths: Vec<PathBuf>,
    shared: &Shared,
    config: &Config,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    anyhow::ensure!(
        out.is_terminal(),
        "the reader needs a terminal: 'triptych board', 'synopsis' and 'show' print to a file or pipe"
    );
    let _collection = source::open(paths, shared, config)?;
    anyhow::bail!("the reader is to come")
}
