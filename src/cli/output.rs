//! Standard output and standard error: whether a terminal reads them, how wide it is, and that no
//! control byte of a document, name or argument gets there.

use std::borrow::Cow;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::builder::StyledStr;

use crate::export::escape::without_control;
use crate::text::display::{visible, visible_lines};

use super::args::{Color, Shared};
use super::config::Config;

/// Cells that are used when nobody says how many there are.
const DEFAULT_WIDTH: usize = 80;

/// How long printed lines are held back while more are computed.
const LONGEST_HELD: Duration = Duration::from_millis(100);

/// Standard output, as the subcommands write to it.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about where the output goes")]
pub(super) struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    terminal: bool,
    color: bool,
    /// Own signs in ASCII only. What documents contain is left as it is.
    ascii: bool,
    width: usize,
    reader_left: bool,
    /// When [`Self::pass_on`] last sent what was held back.
    passed_on: Option<Instant>,
}

impl Output {
    pub(super) fn open(shared: &Shared, config: &Config) -> Self {
        let mut out = Self::plain();
        out.ascii = shared.ascii || config.ascii;
        out.color = match shared.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => out.color,
        };
        out
    }

    /// Without the options of the command line, for help and version.
    pub(super) fn plain() -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Self {
            width: width(&stdout),
            writer: BufWriter::new(stdout.lock()),
            terminal,
            color: terminal && colors_wanted(),
            ascii: false,
            reader_left: false,
            passed_on: None,
        }
    }

    /// Width in cells.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Whether the program at the other end of the pipe stopped reading, which is no error.
    pub(super) fn reader_left(&self) -> bool {
        self.reader_left
    }

    /// One of the program's own signs, or what stands for it in ASCII.
    pub(super) fn sign(&self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { sign }
    }

    /// A place as the collection writes it, `A ¶10.2`, with a sign that is wanted here.
    pub(super) fn place(&self, place: &str) -> String {
        if self.ascii { place.replace('\u{b6}', "#") } else { place.to_owned() }
    }

    /// A line of text, made fit for a terminal wherever it goes.
    pub(super) fn line(&mut self, text: &str) -> anyhow::Result<()> {
        let text = visible(text).into_owned();
        self.raw(&text)?;
        self.raw("\n")
    }

    /// A line that stands out: a title or heading.
    pub(super) fn heading(&mut self, text: &str) -> anyhow::Result<()> {
        if !self.color {
            return self.line(text);
        }
        let text = format!("\u{1b}[1m{}\u{1b}[0m\n", visible(text));
        self.raw(&text)
    }

    /// Lines that were wrapped to the width.
    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
        lines.into_iter().try_for_each(|line| self.line(&line))
    }

    /// The same for headings.
    pub(super) fn headings(&mut self, lines: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
        lines.into_iter().try_for_each(|line| self.heading(&line))
    }

    /// Text of the program's own, such as a man page or a completion script, as it is.
    pub(super) fn own(&mut self, text: &str) -> anyhow::Result<()> {
        self.raw(text)
    }

    /// A line for programs: byte for byte, except on a terminal.
    pub(super) fn data(&mut self, line: &str) -> anyhow::Result<()> {
        let line = if self.terminal { Cow::Owned(visible_lines(line)) } else { Cow::Borrowed(line) };
        self.raw(&line)?;
        self.raw("\n")
    }

    /// A document for people and programs, such as Markdown: hidden characters stay except on a
    /// terminal, control characters are made visible everywhere.
    pub(super) fn document(&mut self, line: &str) -> anyhow::Result<()> {
        let line = if self.terminal { visible_lines(line) } else { without_controls(line) };
        self.raw(&line)?;
        self.raw("\n")
    }

    /// Help as the argument parser made it; nothing in it comes from outside.
    pub(super) fn help(&mut self, text: &StyledStr) -> anyhow::Result<()> {
        let text = if self.color { text.ansi().to_string() } else { text.to_string() };
        self.raw(&text)
    }

    /// Sends the lines printed so far, if the last time is a while ago: to be called after each
    /// part of a long job, so that its first lines can be read while the later ones are computed.
    pub(super) fn pass_on(&mut self) -> anyhow::Result<()> {
        if self.passed_on.is_some_and(|then| then.elapsed() < LONGEST_HELD) {
            return Ok(());
        }
        self.finish()?;
        self.passed_on = Some(Instant::now());
        Ok(())
    }

    /// Sends what is still held back.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        let done = self.writer.flush();
        self.noted(done)
    }

    fn raw(&mut self, text: &str) -> anyhow::Result<()> {
        let done = self.writer.write_all(text.as_bytes());
        self.noted(done)
    }

    fn noted(&mut self, done: io::Result<()>) -> anyhow::Result<()> {
        self.reader_left |= done.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe);
        done.context("standard output cannot be written")
    }
}

/// A message in one line on standard error. That it cannot be written is not worth a word.
pub(super) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "triptych: {}", visible(message));
}

/// A message of several lines.
pub(super) fn say_lines(message: &str) {
    let _ = writeln!(io::stderr(), "{}", visible_lines(message).trim_end());
}

/// Cells of a line of the terminal at the other end, or as many as are taken where there is none.
pub(super) fn width(stream: impl AsFd) -> usize {
    let asked = || rustix::termios::tcgetwinsize(&stream).ok().map(|size| usize::from(size.ws_col));
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    asked().filter(|&width| width > 0).or_else(said).unwrap_or(DEFAULT_WIDTH).clamp(20, 1000)
}

/// <https://no-color.org>: any value that is not empty says no.
fn colors_wanted() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn without_controls(text: &str) -> String {
    text.chars().map(without_control).collect()
}
