//! The thread that keeps the reader's work in its place and looks at what others write.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context as _;

use crate::app::Event;
use crate::store::{Change, History, Saved, Stores, Work};

use super::super::Waker;

/// How long the thread waits before it looks at what others wrote, and tries again what failed.
const PAUSE: Duration = Duration::from_secs(1);

/// Saves on a thread of its own, all that has come each time, and looks at what others write.
pub struct Saver {
    /// How many tasks were handed over.
    sent: u64,
    idle: Option<(Stores, Waker)>,
    running: Option<(Sender<Task>, JoinHandle<Option<Saved>>)>,
}

enum Task {
    Keep(Box<Change>),
    MoveTo(Box<Elsewhere>),
}

/// A folder that the reader named, and what is to be kept there.
pub struct Elsewhere {
    pub folder: PathBuf,
    /// As it was typed.
    pub name: String,
    pub work: Work,
    pub history: History,
}

impl Saver {
    pub fn new(stores: Stores, waker: Waker) -> Self {
        Self { sent: 0, idle: Some((stores, waker)), running: None }
    }

    /// Begins to look at what others write.
    pub fn start(&mut self) {
        if let Some((stores, waker)) = self.idle.take() {
            let (sender, receiver) = channel();
            let caller = waker.clone();
            let saving =
                move |_: &Waker| Saving { stores, waker, taken: 0, last: Saved::nothing() }.run(&receiver);
            self.running = match caller.spawn("saving", saving) {
                Ok(thread) => Some((sender, thread)),
                Err(error) => {
                    let message = format!("your work is not saved: {error}");
                    caller.send(Event::NotSaved { message });
                    None
                }
            };
        }
    }

    pub fn save(&mut self, change: Change) {
        self.send(Task::Keep(Box::new(change)));
    }

    /// Saves in another folder from now on, if that can be written; the answer comes as an event.
    pub fn move_to(&mut self, elsewhere: Elsewhere) {
        self.send(Task::MoveTo(Box::new(elsewhere)));
    }

    fn send(&mut self, task: Task) {
        self.start();
        self.sent += 1;
        if let Some((sender, _)) = &self.running {
            let _ = sender.send(task);
        }
    }

    /// How many changes were handed over to be saved; [`Event::Saved`] says how many are.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// Waits until everything is written, and gives how the last saving went.
    pub fn finish(self) -> anyhow::Result<Saved> {
        let Some((sender, thread)) = self.running else {
            anyhow::ensure!(self.sent == 0, "your work is not saved: there is no worker for it");
            return Ok(Saved::nothing());
        };
        drop(sender);
        let saved = thread.join().ok().flatten();
        saved.context("your work is not saved: the worker failed")
    }
}

/// The thread's side.
struct Saving {
    stores: Stores,
    waker: Waker,
    /// How many changes came.
    taken: u64,
    last: Saved,
}

impl Saving {
    /// Saves what comes until nothing more will; gives how the last saving went.
    fn run(mut self, tasks: &Receiver<Task>) -> Saved {
        loop {
            match tasks.recv_timeout(PAUSE) {
                Ok(task) => {
                    let more: Vec<Task> = tasks.try_iter().collect();
                    self.perform([task].into_iter().chain(more));
                }
                Err(RecvTimeoutError::Timeout) if self.last.made.is_err() => self.save_again(),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.last,
            }
            let others = self.stores.look();
            for message in self.stores.take_messages() {
                self.tell(message);
            }
            if !others.is_empty() {
                self.waker.send(Event::ChangedElsewhere { changes: others });
            }
        }
    }

    /// Saves all changes that came at once together.
    fn perform(&mut self, tasks: impl Iterator<Item = Task>) {
        for task in tasks {
            self.taken += 1;
            match task {
                Task::Keep(change) => self.stores.take(*change),
                // What comes after it belongs there.
                Task::MoveTo(elsewhere) => self.move_to(*elsewhere),
            }
        }
        self.save();
    }

    fn move_to(&mut self, elsewhere: Elsewhere) {
        let Elsewhere { folder, name, work, history } = elsewhere;
        let mut stores = Stores::elsewhere(&folder, &work, &history);
        let (saved, _) = stores.save();
        if let Err(error) = saved.made {
            self.waker.send(Event::NotSavedElsewhere { name, message: error.to_string() });
            return;
        }
        (self.stores, self.last) = (stores, saved);
        self.waker.send(Event::SavedElsewhere { folder: folder.display().to_string() });
    }

    fn save(&mut self) {
        let (saved, messages) = self.stores.save();
        for message in messages {
            self.tell(message);
        }
        if saved.made.is_ok() {
            self.waker.send(Event::Saved { changes: self.taken });
        }
        if let Err(error) = &saved.made {
            let message = format!("your work is not saved, but kept until you quit: {error}");
            self.waker.send(Event::NotSaved { message });
        } else if self.last.made.is_err() {
            self.waker.send(Event::SavedAgain);
        } else if let (Err(error), Ok(())) = (&saved.history, &self.last.history) {
            self.tell(format!("what you do can be taken back until you quit, and not after: {error}"));
        }
        self.last = saved;
    }

    /// Tries again, and says nothing while it fails.
    fn save_again(&mut self) {
        let (saved, _) = self.stores.save();
        if saved.made.is_ok() {
            self.waker.send(Event::Saved { changes: self.taken });
            self.waker.send(Event::SavedAgain);
        }
        self.last = saved;
    }

    fn tell(&self, message: String) {
        self.waker.send(Event::Told { message });
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::super::Inbox;
    use super::*;
    use crate::store::{Anchor, Edit, Found, Mark, WorkFolders};

    fn found(folder: &Path) -> Found {
        Found::read(&WorkFolders { user: Some(folder.to_owned()), ..WorkFolders::default() })
    }

    fn mark(name: char) -> Edit {
        let anchor = Anchor { document: "a.txt".into(), quote: "words".into(), ..Anchor::default() };
        Edit::SetMark { name, mark: Mark { anchor, created: None } }
    }

    #[test]
    fn what_is_made_while_the_work_moves_elsewhere_is_saved_there() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("elsewhere");
        let Found { stores, mut work, mut history, .. } = found(&home.path().join("home"));
        let (waker, _inbox) = Inbox::new().unwrap();
        let mut saving = Saving { stores: stores.unwrap(), waker, taken: 0, last: Saved::nothing() };
        let before = history.apply(&mut work, mark('a'), "1".into());
        let elsewhere = Elsewhere {
            folder: folder.clone(),
            name: "elsewhere".into(),
            work: work.clone(),
            history: history.clone(),
        };
        let after = history.apply(&mut work, mark('b'), "2".into());
        // All that came while it was saving: handed over at once.
        let tasks =
            [Task::Keep(Box::new(before)), Task::MoveTo(Box::new(elsewhere)), Task::Keep(Box::new(after))];
        saving.perform(tasks.into_iter());
        let there = found(&folder);
        assert_eq!((there.work.marks, there.history.len()), (work.marks, 2));
    }
}
