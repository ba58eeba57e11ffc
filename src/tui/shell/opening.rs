//! The way to the collection: a worker opens it and lays the reader's work over it. Where that takes
//! more than a moment, the terminal shows how far it is, and keeps what is typed.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context as _;
use ratatui::buffer::Buffer;

use crate::app::{Effect, Event, Opening};
use crate::open::{OpenError, Opener, ReadSoFar};
use crate::scheme::Collection;
use crate::ui;

use super::super::Waker;
use super::early::Early;
use super::{Shell, Start};

/// What opens within this time is shown at once: something else before it would flicker.
const PATIENCE: Duration = Duration::from_millis(30);
/// Between two times that the worker tells how far it is.
const TOLD: Duration = Duration::from_millis(16);

/// What was opened.
pub struct Opened {
    pub collection: Collection,
    /// When its files were looked at.
    pub at: SystemTime,
    /// Whether only its beginning was read.
    pub in_part: bool,
}

/// What is on the screen from the start to the end.
pub enum Reading {
    Opening {
        opening: Box<Opening>,
        outcome: Receiver<Outcome>,
    },
    Open {
        shell: Box<Shell>,
        early: Early,
    },
    /// There is nothing to be read.
    Failed(OpenError),
}

type Outcome = Result<Box<Shell>, OpenError>;

impl Reading {
    /// Has it opened. Waits a moment for that: nothing is shown yet, and an error is one before the
    /// terminal is touched.
    pub fn begin(start: Start, waker: &Waker) -> anyhow::Result<Self> {
        let opening = Opening::new(start.opener.called(), start.options.clone(), start.keymap.clone());
        let (sender, outcome) = channel();
        let work = move |waker: &Waker| open(start, waker, &sender);
        waker.spawn("opening", work).context("nothing can be opened")?;
        match outcome.recv_timeout(PATIENCE) {
            Ok(Ok(shell)) => Ok(Self::Open { shell, early: Early::default() }),
            Ok(Err(error)) => Err(error.into()),
            // A worker that failed has told of it.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                Ok(Self::Opening { opening: Box::new(opening), outcome })
            }
        }
    }

    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let was_open = matches!(self, Self::Open { .. });
        let mut effects = self.take_outcome();
        if effects.iter().any(|effect| matches!(effect, Effect::Quit)) {
            return effects;
        }
        effects.extend(match self {
            // It has told of the outcome, which is taken.
            Self::Open { .. } | Self::Opening { .. } if !was_open && matches!(event, Event::GoOn) => {
                Vec::new()
            }
            Self::Opening { opening, .. } => opening.update(event),
            Self::Open { shell, early } => early.update(shell, event),
            Self::Failed(_) => vec![Effect::Quit],
        });
        effects
    }

    /// Takes what was opened, if it is there, and hands over what has waited for it.
    fn take_outcome(&mut self) -> Vec<Effect> {
        let Self::Opening { opening, outcome } = self else { return Vec::new() };
        let Ok(outcome) = outcome.try_recv() else { return Vec::new() };
        match outcome {
            Ok(mut shell) => {
                let (told, typed) = (opening.take_told(), opening.take_typed());
                let (early, effects) = Early::begin(&mut shell, told, typed);
                *self = Self::Open { shell, early };
                effects
            }
            Err(error) => {
                *self = Self::Failed(error);
                Vec::new()
            }
        }
    }

    pub fn draw(&self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        match self {
            Self::Opening { opening, .. } => ui::opening::draw(opening, buffer),
            Self::Open { shell, .. } => return ui::draw(&shell.app, buffer),
            Self::Failed(_) => {}
        }
        None
    }

    /// Has everything saved; see [`Shell::finish`].
    pub fn finish(&mut self) -> anyhow::Result<Option<String>> {
        match self {
            Self::Opening { .. } => Ok(None),
            Self::Open { shell, .. } => shell.finish(),
            Self::Failed(error) => Err(error.clone().into()),
        }
    }
}

/// Opens it, and wakes the loop once it is there. On a worker's thread.
fn open(mut start: Start, waker: &Waker, outcome: &Sender<Outcome>) {
    let mut told = Told { waker, last: Instant::now() };
    let opened = Opened::read(&mut start.opener, &mut |so_far| told.tell(so_far));
    let opened = opened.map(|opened| Box::new(Shell::new(opened, start, waker.clone())));
    if outcome.send(opened).is_ok() {
        waker.send(Event::GoOn);
    }
}

impl Opened {
    /// Of one large text only the beginning.
    fn read(opener: &mut Opener, told: &mut dyn FnMut(ReadSoFar<'_>)) -> Result<Self, OpenError> {
        let at = SystemTime::now();
        if let Some(collection) = opener.open_head() {
            return Ok(Self { collection, at, in_part: true });
        }
        Ok(Self { collection: opener.open_telling(told)?, at, in_part: false })
    }
}

/// Tells how far opening is, from time to time.
struct Told<'a> {
    waker: &'a Waker,
    last: Instant,
}

impl Told<'_> {
    fn tell(&mut self, so_far: ReadSoFar<'_>) {
        if self.last.elapsed() >= TOLD || so_far.read == so_far.files {
            self.last = Instant::now();
            let ReadSoFar { read, files, name } = so_far;
            self.waker.send(Event::Opening { read, files, name: name.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests;
