//! `triptych keys`: what each key does, from the one table of commands.

use clap::Args;

use super::Outcome;
use super::output::Output;

/// List the keys of the reader, or its commands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych keys
  triptych keys --format md    as Markdown tables")]
pub(super) struct Own {}

pub(super) fn run(_own: &Own, _out: &mut Output) -> anyhow::Result<Outcome> {
    anyhow::bail!("to come")
}
