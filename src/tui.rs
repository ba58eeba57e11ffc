//! The terminal, the event loop and the workers' way into it. Knows no application: it hands
//! events to a state and shows what the state draws.
//!
//! One loop waits for keys, workers and signals together; what came is handed over in one go,
//! then one frame is drawn. While a frame is not out yet, none is drawn: a slow terminal gets the
//! newest state next, never a queue.

pub mod inbox;
pub mod input;
mod output;
mod outside;
mod panics;
pub mod screen;
pub mod shell;
mod signals;
mod source;
pub mod terminal;
mod tty;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context as _;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub use self::inbox::{Inbox, Waker};
use self::panics::Panics;
use self::screen::{Depth, Screen};
use self::source::{News, Source};
use self::terminal::{Terminal, Wishes};
use self::tty::Tty;
use crate::app::event::{Effect, Event};

/// How the terminal is to be used.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub mouse: bool,
    /// Ask whether the background is dark; the answer comes as [`Event::Background`].
    pub ask_background: bool,
    pub depth: Depth,
}

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Quit,
    /// By a signal; 128 more is the customary exit code.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
    /// A worker panicked. [`run`] makes an error of it.
    Panicked,
}

/// Runs until the state asks to quit, a signal ends the program or the terminal is gone; then the
/// terminal is as it was before. The first event is the size, before the first frame.
///
/// `update` returns the effects that it could not perform itself. `draw` gets an empty buffer of
/// the terminal's size and returns where the cursor is to be seen. A panic comes back as an error
/// whose text is fit for a terminal.
pub fn run<S>(
    state: &mut S,
    inbox: Inbox,
    options: Options,
    update: impl FnMut(&mut S, Event) -> Vec<Effect>,
    draw: impl FnMut(&S, &mut Buffer) -> Option<(u16, u16)>,
) -> anyhow::Result<Ended> {
    let tty = Tty::open().context("no terminal to show anything on")?;
    let panics = Panics::record();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut session = Session::start(tty, inbox, options, state, update, draw)?;
        session.run()
    }));
    let message = panics.finish().unwrap_or_else(|| "panicked".to_owned());
    match outcome {
        Ok(Ok(Ended::Panicked)) | Err(_) => Err(anyhow::anyhow!("an error in the program itself: {message}")),
        Ok(result) => result.context("the terminal failed"),
    }
}

struct Session<'a, S, U, D> {
    state: &'a mut S,
    update: U,
    draw: D,
    terminal: Terminal,
    source: Source,
    screen: Screen,
    buffer: Buffer,
    /// Something happened since the last frame.
    dirty: bool,
    ended: Option<Ended>,
}

impl<'a, S, U, D> Session<'a, S, U, D>
where
    U: FnMut(&mut S, Event) -> Vec<Effect>,
    D: FnMut(&S, &mut Buffer) -> Option<(u16, u16)>,
{
    fn start(
        tty: Tty,
        inbox: Inbox,
        options: Options,
        state: &'a mut S,
        update: U,
        draw: D,
    ) -> io::Result<Self> {
        let source = Source::new(inbox)?;
        let wishes = Wishes { mouse: options.mouse, background: options.ask_background };
        Ok(Self {
            state,
            update,
            draw,
            terminal: Terminal::enter(tty, wishes)?,
            source,
            screen: Screen::new(options.depth),
            buffer: Buffer::empty(Rect::ZERO),
            dirty: true,
            ended: None,
        })
    }

    fn run(&mut self) -> io::Result<Ended> {
        self.resize()?;
        loop {
            if let Some(ended) = self.ended {
                self.terminal.leave();
                return Ok(ended);
            }
            self.show();
            if self.ended.is_none() {
                let news = self.source.wait(&mut self.terminal)?;
                self.take(news)?;
            }
        }
    }

    /// Draws a frame if there is a reason to, and the last one is out.
    fn show(&mut self) {
        if !self.dirty || self.terminal.output.is_behind() {
            return;
        }
        self.dirty = false;
        self.buffer.reset();
        let cursor = (self.draw)(self.state, &mut self.buffer);
        self.terminal.output.push(self.screen.encode(&self.buffer, cursor));
        self.terminal.ask();
        if self.terminal.flush().is_err() {
            self.ended = Some(Ended::HungUp);
        }
    }

    fn take(&mut self, news: News) -> io::Result<()> {
        if news.ended.is_some() {
            self.ended = news.ended;
            return Ok(());
        }
        if news.stop {
            self.suspend()?;
        } else if news.continued {
            self.reenter()?;
        }
        if news.resized {
            self.resize()?;
        }
        for event in news.events {
            self.hand_over(event)?;
            if self.ended.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn hand_over(&mut self, event: Event) -> io::Result<()> {
        self.dirty = true;
        for effect in (self.update)(self.state, event) {
            match effect {
                Effect::Quit => self.ended = Some(Ended::Quit),
                // Nobody would continue a program that is a session of its own.
                Effect::Suspend if self.terminal.tty.is_our_session() => {}
                Effect::Suspend => self.suspend()?,
                Effect::Copy(text) => self.terminal.copy(&text),
                Effect::Redraw => self.screen.invalidate(),
                Effect::EditOutside(text) => self.edit_outside(&text)?,
                Effect::Mouse(on) => self.terminal.set_mouse(on),
                // For workers: the state's own side has seen to them.
                Effect::Match { .. }
                | Effect::Survey { .. }
                | Effect::Compare { .. }
                | Effect::ReadOther { .. }
                | Effect::Agree { .. }
                | Effect::LayOut { .. }
                | Effect::LayOver { .. }
                | Effect::Suggest { .. }
                | Effect::Follow { .. }
                | Effect::Shape { .. }
                | Effect::CompareRows { .. }
                | Effect::Search { .. }
                | Effect::Sift { .. }
                | Effect::ClearAway(_)
                | Effect::Draft { .. }
                | Effect::Save(_)
                | Effect::SaveElsewhere { .. }
                | Effect::Export(_) => {}
            }
        }
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.terminal.leave();
        self.source.signals.stop()?;
        self.reenter()
    }

    /// Leaves the terminal to the reader's own editor until it ends.
    fn edit_outside(&mut self, text: &str) -> io::Result<()> {
        self.terminal.leave();
        let edited = outside::edit(text, &self.terminal.tty, &self.source.signals);
        self.reenter()?;
        self.hand_over(Event::EditedOutside { text: edited.text, message: edited.message })
    }

    fn reenter(&mut self) -> io::Result<()> {
        self.terminal.reenter()?;
        self.screen.reentered();
        self.resize()
    }

    /// Takes over the terminal's size. What it shows after a change is not known.
    fn resize(&mut self) -> io::Result<()> {
        let (columns, rows) = self.terminal.tty.size();
        self.buffer.resize(Rect::new(0, 0, columns, rows));
        self.screen.invalidate();
        self.hand_over(Event::Resize { columns, rows })
    }
}
