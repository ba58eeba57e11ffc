//! `triptych keys`: what each key does, from the one table of commands and the reader's own key map.

use clap::{Args, ValueEnum};

use crate::app::Keymap;
use crate::app::command::{self, Command};
use crate::app::context::Context;
use crate::export::escape;
use crate::text::display::width;

use super::output::{Output, say};
use super::plain::{self, WIDEST_TEXT};
use super::{Outcome, config, read};

/// List the keys of the reader with what they do
///
/// Your own keymap.toml counts. Commands without a key can be run by their name from the palette
/// (':' in the reader).
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych keys
  triptych keys --format md    as Markdown tables
  triptych keys --where        the file for your own keys")]
pub(super) struct Own {
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Print where your own key map lies, whether it is there or not
    #[arg(long = "where")]
    place: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// For reading
    #[default]
    Text,
    /// Markdown
    Md,
}

pub(super) fn run(own: &Own, out: &mut Output) -> anyhow::Result<Outcome> {
    if own.place {
        return place(out);
    }
    let (keymap, messages) = read::keymap();
    for message in messages {
        say(&message);
    }
    for context in Context::ALL {
        let lines = lines(&keymap, context);
        if lines.is_empty() {
            continue;
        }
        match own.format {
            Format::Text => text(context, &lines, out)?,
            Format::Md => markdown(context, &lines, out)?,
        }
    }
    Ok(Outcome::Done)
}

fn place(out: &mut Output) -> anyhow::Result<Outcome> {
    let Some(folder) = config::folder() else {
        say("no folder for configuration is known: set HOME or XDG_CONFIG_HOME");
        return Ok(Outcome::Nothing);
    };
    out.line(&folder.join("keymap.toml").display().to_string())?;
    Ok(Outcome::Done)
}

/// A command with its keys in one context.
struct Line {
    keys: Vec<String>,
    command: &'static Command,
}

/// The commands that have a key in a context, in the order of the help; those that have none
/// anywhere stand under the first of their contexts.
fn lines(keymap: &Keymap, context: Context) -> Vec<Line> {
    command::all()
        .filter_map(|command| {
            let keys = keymap.keys_of(&[context], command.name);
            let without = || {
                command.contexts.first() == Some(&context)
                    && keymap.keys_of(&Context::ALL, command.name).is_empty()
            };
            (!keys.is_empty() || without()).then_some(Line { keys, command })
        })
        .collect()
}

fn text(context: Context, lines: &[Line], out: &mut Output) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    out.heading(context.name())?;
    let keys: Vec<String> = lines.iter().map(|line| line.keys.join("  ")).collect();
    // As wide as the longest, but never more than a third of the line.
    let column = keys.iter().map(|keys| width(keys)).max().unwrap_or(0).min(cells / 3);
    for (keys, line) in keys.iter().zip(lines) {
        let indent = column + 4;
        let mut told = plain::wrapped(line.command.doc, cells, indent).into_iter();
        if width(keys) > column {
            for keys in plain::wrapped(keys, cells, 2) {
                out.line(&keys)?;
            }
        } else if let Some(first) = told.next() {
            let gap = indent.saturating_sub(2 + width(keys));
            out.line(&format!("  {keys}{:gap$}{}", "", first.trim_start()))?;
        }
        out.lines(told)?;
    }
    out.line("")
}

fn markdown(context: Context, lines: &[Line], out: &mut Output) -> anyhow::Result<()> {
    out.document(&format!("### {}\n", escape::markdown(context.name())))?;
    out.document("| keys | what they do | command |")?;
    out.document("| --- | --- | --- |")?;
    for line in lines {
        let keys: Vec<_> =
            line.keys.iter().map(|keys| format!("<kbd>{}</kbd>", escape::markdown(keys))).collect();
        out.document(&format!(
            "| {} | {} | {} |",
            keys.join(" "),
            escape::markdown(line.command.doc),
            escape::markdown(line.command.name)
        ))?;
    }
    out.document("")
}
