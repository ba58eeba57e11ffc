//! `triptych themes`: the names that `--theme` and the configuration take.

use super::Outcome;
use super::output::Output;

pub(super) fn run(_out: &mut Output) -> anyhow::Result<Outcome> {
    anyhow::bail!("to come")
}
