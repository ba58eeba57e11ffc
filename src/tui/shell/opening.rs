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
    Open(Box<Shell>),
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
            Ok(Ok(shell)) => Ok(Self::Open(shell)),
            Ok(Err(error)) => Err(error.into()),
            // A worker that failed has told of it.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                Ok(Self::Opening { opening: Box::new(opening), outcome })
            }
        }
    }

    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.take_outcome();
        effects.extend(match self {
            Self::Opening { opening, .. } => opening.update(event),
            Self::Open(shell) => shell.update(event),
            Self::Failed(_) => vec![Effect::Quit],
        });
        effects
    }

    /// Takes what was opened, if it is there, and hands over what has waited for it.
    fn take_outcome(&mut self) -> Vec<Effect> {
        let Self::Opening { opening, outcome } = self else { return Vec::new() };
        let Ok(outcome) = outcome.try_recv() else { return Vec::new() };
        let waited: Vec<Event> = opening.take_events().collect();
        match outcome {
            Ok(mut shell) => {
                let effects = waited.into_iter().flat_map(|event| shell.update(event)).collect();
                *self = Self::Open(shell);
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
            Self::Open(shell) => return ui::draw(&shell.app, buffer),
            Self::Failed(_) => {}
        }
        None
    }

    /// Has everything saved; see [`Shell::finish`].
    pub fn finish(&mut self) -> anyhow::Result<Option<String>> {
        match self {
            Self::Opening { .. } => Ok(None),
            Self::Open(shell) => shell.finish(),
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
        waker.send(Event::Shown);
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
mod tests {
    use super::super::super::Inbox;
    use super::*;
    use crate::app::{Keymap, Options, View};
    use crate::open::Request;
    use crate::store::WorkFolders;

    const HARBOUR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harbour");

    fn start(path: &str) -> Start {
        Start {
            options: Options::default(),
            keymap: Keymap::with_defaults(),
            messages: Vec::new(),
            work: WorkFolders::default(),
            fresh: false,
            panes: false,
            opener: Opener::new(Request { paths: vec![path.into()], ..Request::default() }),
            vectors: None,
            rival: None,
        }
    }

    /// What is on the screen while a worker opens, and the worker's end.
    fn opening() -> (Reading, Sender<Outcome>) {
        let start = start(HARBOUR);
        let opening = Opening::new(start.opener.called(), start.options, start.keymap);
        let (sender, outcome) = channel();
        (Reading::Opening { opening: Box::new(opening), outcome }, sender)
    }

    fn press(reading: &mut Reading, keys: &str) -> Vec<Effect> {
        keys.split_whitespace().flat_map(|key| reading.update(Event::Key(key.parse().unwrap()))).collect()
    }

    #[test]
    fn what_was_typed_too_early_is_done_in_order_once_it_is_open() {
        let (waker, _inbox) = Inbox::new().unwrap();
        let (mut reading, outcome) = opening();
        reading.update(Event::Resize { columns: 100, rows: 30 });
        assert!(press(&mut reading, "3 D j").is_empty());
        open(start(HARBOUR), &waker, &outcome);
        // Typed before the loop knows that it is open.
        press(&mut reading, "k k");
        let Reading::Open(shell) = &reading else { panic!("it is not open") };
        let mut by_hand = Shell::new(
            Opened::read(&mut start(HARBOUR).opener, &mut |_| {}).unwrap(),
            start(HARBOUR),
            waker.clone(),
        );
        by_hand.update(Event::Resize { columns: 100, rows: 30 });
        for key in ["3", "D", "j", "k", "k"] {
            by_hand.update(Event::Key(key.parse().unwrap()));
        }
        assert_ne!(shell.app.view, View::Board, "the keys did something");
        assert_eq!((shell.app.columns, shell.app.rows), (100, 30));
        let drawn = |app| ui::plain(&ui::screen(app));
        assert_eq!(drawn(&shell.app), drawn(&by_hand.app));
    }

    #[test]
    fn nobody_waits_for_the_worker_who_quits() {
        let (mut reading, outcome) = opening();
        assert!(matches!(press(&mut reading, "q")[..], [Effect::Quit]));
        assert!(reading.finish().unwrap().is_none(), "there is nothing to be saved");
        drop(outcome);
    }

    #[test]
    fn what_cannot_be_opened_is_the_same_error_however_long_it_takes() {
        let (waker, _inbox) = Inbox::new().unwrap();
        let nowhere = "/nowhere/at/all.txt";
        let Err(at_once) = Reading::begin(start(nowhere), &waker) else { panic!("it opens") };
        let (mut reading, outcome) = opening();
        press(&mut reading, "j");
        open(start(nowhere), &waker, &outcome);
        assert!(matches!(reading.update(Event::Shown)[..], [Effect::Quit]));
        let later = reading.finish().unwrap_err();
        assert_eq!(format!("{at_once:#}"), format!("{later:#}"));
        assert!(later.to_string().contains(nowhere), "{later}");
    }

    #[test]
    fn files_are_told_of_as_they_are_read() {
        let mut told = Vec::new();
        let mut opener = start(HARBOUR).opener;
        let opened = opener.open_telling(&mut |ReadSoFar { read, files, name }| {
            told.push((read, files, name.to_owned()));
        });
        let documents = opened.unwrap().documents.len();
        assert!(told.is_sorted(), "{told:?}");
        let (read, files, name) = told.last().unwrap();
        assert_eq!((*read, *files), (documents, documents));
        assert!(!name.is_empty());
    }
}
