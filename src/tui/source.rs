//! Waits for the terminal, the workers and signals at once, and turns what came into news.

use std::os::fd::AsFd as _;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::Ended;
use super::inbox::{Inbox, Message};
use super::input::Parser;
use super::signals::Signals;
use super::terminal::Terminal;
use super::tty::Read;
use crate::app::event::Event;

/// Most bytes that are read before the next frame.
const BATCH: usize = 1 << 20;

/// What one waiting brought.
#[derive(Debug, Default)]
pub(super) struct News {
    pub(super) events: Vec<Event>,
    /// The size may have changed.
    pub(super) resized: bool,
    /// The program is to stop until continued.
    pub(super) stop: bool,
    /// The program was stopped and is continued, without having been asked.
    pub(super) continued: bool,
    pub(super) ended: Option<Ended>,
}

pub(super) struct Source {
    pub(super) signals: Signals,
    inbox: Inbox,
    parser: Parser,
    last_input: Instant,
    buffer: Vec<u8>,
}

impl Source {
    pub(super) fn new(inbox: Inbox) -> std::io::Result<Self> {
        let signals = Signals::register(&inbox.wake)?;
        let parser = Parser::default();
        Ok(Self { signals, inbox, parser, last_input: Instant::now(), buffer: vec![0; 8192] })
    }

    /// Waits until something happens, and sends what the terminal takes meanwhile.
    pub(super) fn wait(&mut self, terminal: &mut Terminal) -> rustix::io::Result<News> {
        let mut wanted = PollFlags::IN;
        if !terminal.output.is_idle() {
            wanted |= PollFlags::OUT;
        }
        let patience = self.parser.patience().map(|p| p.saturating_sub(self.last_input.elapsed()));
        let timeout = patience.and_then(|p| Timespec::try_from(p).ok());
        let mut fds = [
            PollFd::from_borrowed_fd(terminal.tty.as_fd(), wanted),
            PollFd::from_borrowed_fd(self.inbox.pipe.as_fd(), PollFlags::IN),
        ];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
        let (tty, pipe) = (fds[0].revents(), fds[1].revents());

        let mut news = News::default();
        if !pipe.is_empty() {
            self.inbox.quiet();
        }
        self.take_signals(&mut news);
        self.take_messages(&mut news);
        if tty.contains(PollFlags::OUT) && terminal.flush().is_err() {
            news.ended = Some(Ended::HungUp);
        }
        if tty.intersects(PollFlags::IN | PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            self.read(terminal, &mut news);
        }
        if self.parser.patience().is_some_and(|patience| self.last_input.elapsed() >= patience) {
            self.parser.timeout(&mut news.events);
        }
        if tty.intersects(PollFlags::HUP | PollFlags::NVAL) {
            news.ended = Some(Ended::HungUp);
        }
        Ok(news)
    }

    fn take_signals(&mut self, news: &mut News) {
        news.ended = self.signals.ending().map(Ended::Signal);
        news.resized = self.signals.take_resized();
        news.stop = self.signals.take_stopping();
        news.continued = self.signals.take_continued();
    }

    fn take_messages(&mut self, news: &mut News) {
        for message in self.inbox.messages() {
            match message {
                Message::Event(event) => news.events.push(event),
                Message::Panicked => news.ended = Some(Ended::Panicked),
            }
        }
    }

    fn read(&mut self, terminal: &Terminal, news: &mut News) {
        let mut total = 0;
        while total < BATCH {
            match terminal.tty.read(&mut self.buffer) {
                Read::Bytes(n) => {
                    self.last_input = Instant::now();
                    self.parser.feed(&self.buffer[..n], &mut news.events);
                    total += n;
                    // Less than there was room for: it is all.
                    if n < self.buffer.len() {
                        return;
                    }
                }
                Read::Nothing => return,
                Read::Gone => {
                    news.ended = Some(Ended::HungUp);
                    return;
                }
            }
        }
    }
}
