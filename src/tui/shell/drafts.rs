//! Keeps what is typed of notes that are not saved, on a thread of its own: at once when one begins
//! to type, then as often as the pause allows.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::store::{Drafts, Id, Note, StoreError};

use super::super::Waker;

/// Between two keepings. With the time that a keeping takes it stays below a second, which is what a
/// crash may cost.
const PAUSE: Duration = Duration::from_millis(400);

/// What is to be kept of a note; `None` when it is not to be kept any more.
type Kept = (Id, Option<Box<Note>>);

/// The thread that keeps.
#[derive(Debug)]
pub struct Drafter {
    sender: Sender<Kept>,
    /// `None` where none could be started.
    thread: Option<JoinHandle<Option<()>>>,
}

impl Drafter {
    /// Begins with what is left in the folder, and gives that.
    pub fn new(folder: &Path, waker: &Waker) -> (Self, BTreeMap<Id, Note>) {
        let (drafts, left) = Drafts::open(folder);
        let (sender, receiver) = channel();
        let keeping = Keeping { drafts, waiting: BTreeMap::new(), failed: false, waker: waker.clone() };
        let thread = waker.spawn("keeping", move |_| keeping.run(&receiver));
        if let Err(error) = &thread {
            waker.send(Event::Told { message: not_kept(error) });
        }
        (Self { sender, thread: thread.ok() }, left)
    }

    pub fn keep(&self, id: Id, draft: Option<Box<Note>>) {
        let _ = self.sender.send((id, draft));
    }

    /// Waits until everything is kept.
    pub fn finish(self) {
        drop(self.sender);
        if let Some(thread) = self.thread {
            let _ = thread.join();
        }
    }
}

fn not_kept(error: &dyn std::error::Error) -> String {
    format!("what you type is not kept until you save: {error}")
}

/// The thread's side.
struct Keeping {
    drafts: Drafts,
    waiting: BTreeMap<Id, Option<Box<Note>>>,
    failed: bool,
    waker: Waker,
}

impl Keeping {
    fn run(mut self, kept: &Receiver<Kept>) {
        while let Ok(first) = kept.recv() {
            self.waiting.extend([first]);
            let mut is_open = true;
            while is_open && !self.waiting.is_empty() {
                self.waiting.extend(kept.try_iter());
                self.keep();
                is_open = self.gather(kept);
            }
            self.keep();
        }
    }

    /// Takes what comes until the pause is over; `false` when nothing more will come.
    fn gather(&mut self, kept: &Receiver<Kept>) -> bool {
        let end = Instant::now() + PAUSE;
        loop {
            match kept.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(one) => self.waiting.extend([one]),
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    fn keep(&mut self) {
        let mut kept: Result<(), StoreError> = Ok(());
        for (id, draft) in std::mem::take(&mut self.waiting) {
            kept = kept.and(match draft {
                Some(note) => self.drafts.keep(&id, *note),
                None => self.drafts.remove(&id),
            });
        }
        // Said once: what is typed is in memory all the same.
        if let (Err(error), false) = (&kept, self.failed) {
            self.waker.send(Event::Told { message: not_kept(error) });
        }
        self.failed = kept.is_err();
    }
}
