//! Where the reader's work is kept, and the thread that keeps it there.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::app::Event;
use crate::store::{Store, StoreError, Work};

use super::super::Waker;
use super::WorkFolders;

/// What the reader made lies with the collection, to be shared; where the reader was lies with the
/// user: reading a folder leaves nothing in it.
pub struct Stores {
    /// `None` when it is kept with the places.
    made: Option<Store>,
    places: Store,
}

/// How saving went.
#[derive(Debug)]
pub struct Saved {
    pub made: Result<(), StoreError>,
    pub places: Result<(), StoreError>,
}

impl Stores {
    /// Reads what is there; `None` for the stores where no place is known.
    pub fn open(folders: &WorkFolders) -> (Option<Self>, Work, Vec<String>) {
        let user = folders.user.as_deref();
        let Some(collection) = folders.collection.as_deref() else {
            let Some(user) = user else { return (None, Work::default(), Vec::new()) };
            let opened = Store::open(user);
            return (Some(Self { made: None, places: opened.store }), opened.work, opened.messages);
        };
        let opened = Store::open_or_fallback(collection, user);
        let Some(user) = user.filter(|user| *user != opened.store.folder()) else {
            return (Some(Self { made: None, places: opened.store }), opened.work, opened.messages);
        };
        let places = Store::open(user);
        // What was kept with the user while the collection could not be written.
        let mut work = places.work;
        work.take_over(opened.work);
        let messages = opened.messages.into_iter().chain(places.messages).collect();
        (Some(Self { made: Some(opened.store), places: places.store }), work, messages)
    }

    /// Saves what was made and, whether that went well or not, the places; with messages.
    fn save(&mut self, work: &Work) -> (Saved, Vec<String>) {
        let mut messages = Vec::new();
        let mut told = |saved: Result<Vec<String>, StoreError>| saved.map(|more| messages.extend(more));
        let made = told(self.made.as_mut().unwrap_or(&mut self.places).save_made(work));
        let places = told(self.places.save_places(work));
        (Saved { made, places }, messages)
    }
}

/// Saves on a thread of its own, the newest state each time. The thread begins with the first
/// saving.
pub struct Saver {
    idle: Option<(Stores, Waker)>,
    running: Option<(Sender<Work>, JoinHandle<Saved>)>,
}

impl Saver {
    pub fn new(stores: Stores, waker: Waker) -> Self {
        Self { idle: Some((stores, waker)), running: None }
    }

    pub fn save(&mut self, work: Work) {
        if let Some((stores, waker)) = self.idle.take() {
            let (sender, receiver) = channel();
            self.running = Some((sender, thread::spawn(move || save_all(&receiver, stores, &waker))));
        }
        if let Some((sender, _)) = &self.running {
            let _ = sender.send(work);
        }
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
        Self { made: Ok(()), places: Ok(()) }
    }
}

/// Saves what comes until nothing more will; gives how the last saving went.
fn save_all(works: &Receiver<Work>, mut stores: Stores, waker: &Waker) -> Saved {
    let mut last = Saved::nothing();
    while let Ok(mut work) = works.recv() {
        while let Ok(newer) = works.try_recv() {
            work = newer;
        }
        let (saved, messages) = stores.save(&work);
        for message in messages {
            waker.send(Event::Failed { message });
        }
        if let Err(error) = &saved.made {
            let message = format!("your work is not saved, but kept until you quit: {error}");
            waker.send(Event::Failed { message });
        }
        last = saved;
    }
    last
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::store::{Anchor, CellId, Mark, Place, Summary};

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
        let (stores, work, _) = Stores::open(&folders(home));
        (stores.unwrap(), work)
    }

    fn save(stores: &mut Stores, work: &Work) {
        let (saved, _) = stores.save(work);
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
        let mut work = with_mark('a');
        work.places.insert("a.txt".into(), Place::default());
        let (saved, _) = stores.save(&work);
        assert!(saved.made.is_ok() && saved.places.is_err());
        assert_eq!(open(home.path()).1.marks, work.marks);
    }
}
