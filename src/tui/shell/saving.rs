//! Where the reader's work is kept, and the thread that keeps it there and looks at what others
//! write.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::app::Event;
use crate::store::{self, Change, History, Log, Store, StoreError, Turn, Work, apply};

use super::super::Waker;
use super::WorkFolders;

/// How long the thread waits before it looks at what others wrote.
const PAUSE: Duration = Duration::from_secs(1);

/// What the reader made lies with the collection, to be shared; where the reader was and the
/// history lie with the user: reading a folder leaves nothing in it.
pub struct Stores {
    /// `None` when it is kept with the places.
    made: Option<Store>,
    places: Store,
    log: Option<Log>,
    /// What is to be saved, or is.
    work: Work,
    /// What is not written into the log yet.
    turns: Vec<Turn>,
}

/// What was found at the start.
#[derive(Default)]
pub struct Opened {
    /// `None` where no place is known.
    pub stores: Option<Stores>,
    pub work: Work,
    pub history: History,
    pub messages: Vec<String>,
}

/// How saving went.
#[derive(Debug)]
pub struct Saved {
    pub made: Result<(), StoreError>,
    pub places: Result<(), StoreError>,
    pub history: Result<(), StoreError>,
}

impl Opened {
    /// Reads what is there.
    pub fn read(folders: &WorkFolders) -> Self {
        let user = folders.user.as_deref();
        let first = match folders.collection.as_deref() {
            Some(collection) => Store::open_or_fallback(collection, user),
            None => match user {
                Some(user) => Store::open(user),
                None => return Self::default(),
            },
        };
        let user = user.filter(|user| *user != first.store.folder());
        let (made, places) = match user {
            Some(user) => {
                let mut places = Store::open(user);
                // What was kept with the user while the collection could not be written.
                places.work.take_over(first.work);
                places.messages.splice(0..0, first.messages);
                (Some(first.store), places)
            }
            None => (None, first),
        };
        let store::Opened { store: places, mut work, mut messages } = places;
        let log = folders.user.as_deref().map(Log::open);
        let (log, mut history) = match log {
            Some((log, history, message)) => {
                messages.extend(message);
                (Some(log), history)
            }
            None => (None, History::default()),
        };
        history.settle(&mut work);
        let stores = Stores { made, places, log, work: work.clone(), turns: Vec::new() };
        Self { stores: Some(stores), work, history, messages }
    }
}

impl Stores {
    /// Takes a change over; it is not saved yet.
    fn take(&mut self, change: Change) {
        let _ = apply(&mut self.work, change.edit);
        self.turns.extend(change.turn);
    }

    /// Saves the history, then what was made, then the places, each whether the others could be
    /// saved or not; with messages. The history first: a step that is written down and was not
    /// saved can be told, one that was saved and not written down cannot.
    fn save(&mut self) -> (Saved, Vec<String>) {
        let mut messages = Vec::new();
        let mut told = |saved: Result<Vec<String>, StoreError>| saved.map(|more| messages.extend(more));
        let history = self.log.as_ref().map_or(Ok(()), |log| log.append(&self.turns));
        if history.is_ok() {
            self.turns.clear();
        }
        let made = told(self.made.as_mut().unwrap_or(&mut self.places).save_made(&self.work));
        let places = told(self.places.save_places(&self.work));
        (Saved { made, places, history }, messages)
    }

    /// Takes over what other programs changed, and gives it.
    fn look(&mut self) -> Vec<Change> {
        self.made.as_mut().unwrap_or(&mut self.places).look(&mut self.work)
    }
}

/// Saves on a thread of its own, all that has come each time, and looks at what others write.
pub struct Saver {
    /// How many changes were handed over.
    sent: u64,
    idle: Option<(Stores, Waker)>,
    running: Option<(Sender<Change>, JoinHandle<Saved>)>,
}

impl Saver {
    pub fn new(stores: Stores, waker: Waker) -> Self {
        Self { sent: 0, idle: Some((stores, waker)), running: None }
    }

    /// Begins to look at what others write.
    pub fn start(&mut self) {
        if let Some((stores, waker)) = self.idle.take() {
            let (sender, receiver) = channel();
            let saving = move || Saving { stores, waker, taken: 0, last: Saved::nothing() }.run(&receiver);
            self.running = Some((sender, thread::spawn(saving)));
        }
    }

    pub fn save(&mut self, change: Change) {
        self.start();
        self.sent += 1;
        if let Some((sender, _)) = &self.running {
            let _ = sender.send(change);
        }
    }

    /// How many changes were handed over to be saved; [`Event::Saved`] says how many are.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// Waits until everything is written, and gives how the last saving went.
    pub fn finish(self) -> anyhow::Result<Saved> {
        let Some((sender, thread)) = self.running else { return Ok(Saved::nothing()) };
        drop(sender);
        thread.join().map_err(|_| anyhow::anyhow!("your work is not saved: the worker failed"))
    }
}

impl Saved {
    fn nothing() -> Self {
        Self { made: Ok(()), places: Ok(()), history: Ok(()) }
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
    fn run(mut self, changes: &Receiver<Change>) -> Saved {
        loop {
            match changes.recv_timeout(PAUSE) {
                Ok(change) => {
                    for change in std::iter::once(change).chain(changes.try_iter()) {
                        self.stores.take(change);
                        self.taken += 1;
                    }
                    self.save();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.last,
            }
            let others = self.stores.look();
            if !others.is_empty() {
                self.waker.send(Event::ChangedElsewhere { changes: others });
            }
        }
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
            self.tell(format!("your work is not saved, but kept until you quit: {error}"));
        } else if let (Err(error), Ok(())) = (&saved.history, &self.last.history) {
            self.tell(format!("what you do can be taken back until you quit, and not after: {error}"));
        }
        self.last = saved;
    }

    fn tell(&self, message: String) {
        self.waker.send(Event::Failed { message });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    use crate::store::samples::{makings, settings};
    use crate::store::{Anchor, CellId, Mark, Outcome, Place, Summary};

    use super::*;

    fn with_mark(name: char) -> Work {
        let anchor = Anchor { document: "a.txt".into(), quote: "words".into(), end: 5, ..Anchor::default() };
        Work { marks: [(name, Mark { anchor, created: None })].into(), ..Work::default() }
    }

    fn with_summary(text: &str) -> Work {
        let cell = CellId { episode: "e".into(), step: "s".into() };
        Work { summaries: [(cell, Summary { text: text.into(), changed: None })].into(), ..Work::default() }
    }

    fn folders(home: &Path) -> WorkFolders {
        WorkFolders { collection: Some(home.join("triptych")), user: Some(home.join("user")) }
    }

    fn open(home: &Path) -> (Stores, Work) {
        let opened = Opened::read(&folders(home));
        (opened.stores.unwrap(), opened.work)
    }

    fn save(stores: &mut Stores, work: &Work) {
        stores.work = work.clone();
        let (saved, _) = stores.save();
        saved.made.and(saved.places).unwrap();
    }

    #[test]
    fn places_lie_with_the_user_and_what_was_made_with_the_collection() {
        let home = tempfile::tempdir().unwrap();
        let (mut stores, mut work) = open(home.path());
        work.places.insert("a.txt".into(), Place { paragraph: 3, ..Place::default() });
        save(&mut stores, &work);
        assert!(!home.path().join("triptych").exists(), "reading alone leaves nothing in the collection");
        work.take_over(with_mark('a'));
        work.take_over(with_summary("words"));
        save(&mut stores, &work);
        let (_, again) = open(home.path());
        assert_eq!(again, work);
        assert!(!Store::open(&home.path().join("user")).work.has_made());
    }

    #[test]
    fn what_is_kept_with_the_user_is_taken_over_and_never_deleted() {
        let home = tempfile::tempdir().unwrap();
        let (collection, user) = (home.path().join("triptych"), home.path().join("user"));
        let mut kept = with_mark('u');
        kept.take_over(with_summary("words"));
        Store::open(&user).store.save(&kept).unwrap();
        let (mut stores, work) = open(home.path());
        assert_eq!(work, kept);
        save(&mut stores, &work);
        assert_eq!(Store::open(&user).work, kept);
        assert_eq!(Store::open(&collection).work, kept);
    }

    #[test]
    fn places_that_cannot_be_kept_do_not_make_work_unsaved() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("user/session.jsonl")).unwrap();
        let (mut stores, _) = open(home.path());
        stores.work = with_mark('a');
        stores.work.places.insert("a.txt".into(), Place::default());
        let (saved, _) = stores.save();
        assert!(saved.made.is_ok() && saved.places.is_err());
        assert_eq!(open(home.path()).1.marks, stores.work.marks);
    }

    #[test]
    fn what_others_change_is_taken_over_and_what_we_change_stays() {
        let home = tempfile::tempdir().unwrap();
        let (mut one, _) = open(home.path());
        one.work = with_mark('a');
        one.save();
        let (mut two, _) = open(home.path());
        two.work.take_over(with_mark('b'));
        two.work.take_over(with_summary("theirs"));
        two.save();
        // Not saved yet when the others' is seen.
        one.work.take_over(with_summary("ours"));
        let changes = one.look();
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert!(one.look().is_empty(), "told once");
        assert_eq!(one.work.marks.len(), 2);
        one.save();
        assert!(one.look().is_empty(), "what is saved here is no news");
        assert_eq!(two.look().len(), 1);
        assert_eq!(two.work, one.work);
        two.work.marks.clear();
        two.save();
        assert_eq!(one.look().len(), 2);
        assert_eq!(one.work, two.work);
    }

    /// The files with something in them: of nothing, only the first line is left.
    fn texts(folder: &Path) -> BTreeMap<String, String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
        let texts = entries.map(|entry| (name(&entry), fs::read_to_string(entry.path()).unwrap()));
        texts.filter(|(_, text)| text.lines().count() > 1).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::with_cases(4) })]

        /// Also over restarts, which happen now and then.
        #[test]
        fn taking_200_actions_back_gives_the_exact_files_of_before(
            first in prop::collection::vec(settings(), 30),
            actions in prop::collection::vec((makings(), 0..40_u8), 200),
        ) {
            let home = tempfile::tempdir().unwrap();
            let folder = home.path().join("triptych");
            let mut opened = Opened::read(&folders(home.path()));
            let mut stores = opened.stores.take().unwrap();
            for edit in first {
                stores.take(Change { inverse: apply(&mut opened.work, edit.clone()), edit, turn: None });
            }
            stores.save();
            let before = texts(&folder);
            for (at, (edit, chance)) in actions.into_iter().enumerate() {
                stores.take(opened.history.apply(&mut opened.work, edit, at.to_string()));
                if chance < 2 {
                    stores.save();
                    opened = Opened::read(&folders(home.path()));
                    prop_assert_eq!(&opened.messages, &[""; 0]);
                    stores = opened.stores.take().unwrap();
                }
            }
            let after = opened.work.clone();
            loop {
                match opened.history.undo(&mut opened.work) {
                    Outcome::Changed(change) => stores.take(*change),
                    Outcome::Nothing => break,
                    Outcome::Refused(step) => prop_assert!(false, "{:?}", step),
                }
            }
            stores.save();
            prop_assert_eq!(texts(&folder), before);
            let Opened { mut work, mut history, .. } = Opened::read(&folders(home.path()));
            while let Outcome::Changed(_) = history.redo(&mut work) {}
            prop_assert!(work == after);
        }
    }
}
