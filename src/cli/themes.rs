//! `triptych themes`: the names that `--theme` and the configuration take.

use crate::app::options::THEMES;

use super::Outcome;
use super::args::Shared;
use super::config::suggestion;
use super::output::Output;

pub(super) fn run(out: &mut Output) -> anyhow::Result<Outcome> {
    let longest = THEMES.iter().map(|name| name.len()).max().unwrap_or(0);
    for name in THEMES {
        let told = match name {
            "auto" => "the terminal's own colours, for its background",
            "dark" => "light on dark, in the program's colours",
            "light" => "dark on light, in the program's colours",
            _ => "",
        };
        out.line(format!("{name:longest$}  {told}").trim_end())?;
    }
    Ok(Outcome::Done)
}

/// Refuses a theme of the command line that is none.
pub(super) fn check(shared: &Shared) -> anyhow::Result<()> {
    match &shared.theme {
        Some(name) if !THEMES.contains(&name.as_str()) => anyhow::bail!("{}", unknown(name)),
        _ => Ok(()),
    }
}

/// What to say of a theme that is none.
pub(super) fn unknown(name: &str) -> String {
    match suggestion(name, THEMES.into_iter()) {
        Some(near) => format!("there is no theme '{name}': did you mean '{near}'?"),
        None => format!("there is no theme '{name}': there are {}", THEMES.join(", ")),
    }
}
