//! `triptych completions`: a script that completes the command line in a shell.

use clap::Args;
use clap_complete::Shell;

use super::output::Output;
use super::{Outcome, args};

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych completions bash > ~/.local/share/bash-completion/completions/triptych
  triptych completions zsh > ~/.zfunc/_triptych
  triptych completions fish > ~/.config/fish/completions/triptych.fish")]
pub(super) struct Own {
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn run(own: &Own, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(own.shell, &mut args::table(), "triptych", &mut script);
    out.own(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
