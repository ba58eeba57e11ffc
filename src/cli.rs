//! The command line: one file for each subcommand, each printing what a view shows.
//!
//! Data goes to standard output, messages to standard error. Nothing here computes what is
//! printed: boards, synopses and matches come from the modules below, so that a script and a
//! reader see the same.

mod agreement;
mod alignment;
pub mod args;
mod board;
mod check;
mod coded;
mod codings;
mod completions;
pub mod config;
mod differences;
mod export;
mod format;
mod heads;
mod help;
mod import;
mod init;
mod keys;
mod man;
mod matches;
mod notes;
mod output;
mod overview;
mod place;
mod plain;
mod progress;
mod quotations;
mod read;
mod show;
mod source;
mod synopsis;
mod target;
mod themes;
mod timeline;
mod work;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use args::{Arguments, Command};
use config::Config;
use output::{Output, say, say_lines};
use progress::Interrupted;

/// How a subcommand ended when nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done, or something was found.
    Done,
    /// What was asked for is not there; `check` found something that does not fit.
    Nothing,
    /// The reader was ended by a signal.
    Signal(i32),
}

const NOTHING: u8 = 1;
const FAILED: u8 = 2;

/// Does what the arguments ask for. The first of them is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error),
    };
    let (config, messages) = config::load();
    for message in messages {
        say(&message);
    }
    let mut out = Output::open(&arguments.shared, &config);
    let done = dispatch(arguments, &config, &mut out).and_then(|outcome| {
        out.finish()?;
        Ok(outcome)
    });
    match done {
        _ if out.reader_left() => ExitCode::SUCCESS,
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Signal(signal)) => ended_by(signal),
        Ok(Outcome::Nothing) => ExitCode::from(NOTHING),
        Err(error) if error.is::<Interrupted>() => ended_by(Interrupted::SIGNAL),
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

fn ended_by(signal: i32) -> ExitCode {
    ExitCode::from(128_u8.saturating_add(u8::try_from(signal).unwrap_or(0)))
}

fn dispatch(arguments: Arguments, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let Arguments { command, shared, rival, paths } = arguments;
    let Some(command) = command else {
        return read::run(paths, &rival, (&shared, config), out);
    };
    match command {
        Command::Alignment(own) => alignment::run(own, &shared, config, out),
        Command::Board(own) => board::run(own, &shared, config, out),
        Command::Synopsis(own) => synopsis::run(own, &shared, config, out),
        Command::Matches(own) => matches::run(own, &shared, config, out),
        Command::Differences(own) => differences::run(own, &shared, config, out),
        Command::Overview(own) => overview::run(own, &shared, config, out),
        Command::Timeline(own) => timeline::run(own, &shared, config, out),
        Command::Quotations(own) => quotations::run(own, &shared, config, out),
        Command::Codings(own) => codings::run(own, &shared, config, out),
        Command::Notes(own) => notes::run(own, &shared, config, out),
        Command::Export(own) => export::run(&own, &shared, config, out),
        Command::Import(own) => import::run(&own, &shared, config, out),
        Command::Agreement(own) => agreement::run(&own, &shared, config, out),
        Command::Show(own) => show::run(own, &shared, config, out),
        Command::Init(own) => init::run(own, out),
        Command::Check(own) => check::run(own, &shared, config, out),
        Command::Keys(own) => keys::run(&own, out),
        Command::Themes => themes::run(out),
        Command::Completions(own) => completions::run(&own, out),
        Command::Man(own) => man::run(&own, out),
    }
}

/// Prints help and version on standard output, a mistake in the arguments on standard error.
/// Messages repeat what was typed, so they are made visible like everything else.
fn refused(error: &clap::Error) -> ExitCode {
    let text = error.render();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let mut out = Output::plain();
            let written = out.help(&text).and_then(|()| out.finish());
            if written.is_ok() || out.reader_left() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
        }
        _ => {
            say_lines(&text.to_string());
            ExitCode::from(FAILED)
        }
    }
}
