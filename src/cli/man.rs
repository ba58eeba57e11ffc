//! `triptych man`: the manual page, made from the same table as the help.

use std::fmt::Write as _;

use anyhow::anyhow;
use clap::{Args, Command};
use clap_mangen::Man;

use super::config::suggestion;
use super::output::Output;
use super::{Outcome, args};

/// Print the manual page, or that of one subcommand
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych man | man -l -                read it
  triptych man > ~/.local/share/man/man1/triptych.1
  triptych man matches > triptych-matches.1")]
pub(super) struct Own {
    /// The subcommand whose page is wanted
    subcommand: Option<String>,
}

pub(super) fn run(own: &Own, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut table = args::table();
    table.build();
    let page = match &own.subcommand {
        None => whole(&table)?,
        Some(name) => page(subcommand(&table, name)?)?,
    };
    out.own(&page)?;
    Ok(Outcome::Done)
}

fn subcommand<'a>(table: &'a Command, name: &str) -> anyhow::Result<&'a Command> {
    table.find_subcommand(name).ok_or_else(|| {
        let names = || table.get_subcommands().map(Command::get_name);
        let hint = suggestion(name, names()).map_or_else(
            || format!("there are {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean '{near}'?"),
        );
        anyhow!("there is no subcommand '{name}': {hint}")
    })
}

/// The page of the program with a section for each subcommand, so that one file tells all.
fn whole(table: &Command) -> anyhow::Result<String> {
    let mut text = page(table)?;
    for command in table.get_subcommands().filter(|command| !command.is_hide_set()) {
        // Options of every subcommand stand once, at the top.
        let own = command.clone().mut_args(|arg| {
            let shared = arg.is_global_set();
            arg.hide(shared)
        });
        let man = Man::new(own);
        let mut part = Vec::new();
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        man.render_options_section(&mut part)?;
        let part = String::from_utf8(part)?.replace(PREAMBLE, "").replace(".SH ", ".SS ");
        let _ = write!(text, ".SH \"TRIPTYCH {}\"\n{part}", command.get_name().to_uppercase());
        text.push_str(&verbatim(command, ".SS"));
    }
    Ok(text)
}

/// What roff definitions each rendered part begins with.
const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

fn page(command: &Command) -> anyhow::Result<String> {
    let man = Man::new(command.clone()).section("1");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    Ok(String::from_utf8(page)? + &verbatim(command, ".SH"))
}

/// What stands after the options of the help, line by line: its headings as sections.
fn verbatim(command: &Command, section: &str) -> String {
    let text = command.get_after_long_help().or(command.get_after_help());
    let mut page = String::new();
    for line in text.map(ToString::to_string).unwrap_or_default().lines() {
        match line.strip_suffix(':') {
            Some(title) if !title.starts_with(' ') => {
                let _ = writeln!(page, "{section} {}\n.nf", title.to_uppercase().replace(' ', "\\ "));
            }
            _ => {
                let _ = writeln!(page, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"));
            }
        }
    }
    page + ".fi\n"
}
