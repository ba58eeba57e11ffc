//! The reader at a terminal: the state in the loop, its effects on workers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::app::{App, Effect, Event, Keymap, Options as AppOptions};
use crate::matching::Unit;
use crate::open::{self, Request};
use crate::scheme::{self, Collection};
use crate::store::{Mark, Store, StoreError, Work};
use crate::ui;

use super::screen::Depth;
use super::{Ended, Inbox, Options, Waker, run};

const NO_PLACE: &str = "your work is not saved: no place is known for it: set HOME or XDG_DATA_HOME";
/// What long work waits before it takes a processor and memory: the terminal needs both to show
/// the first page.
const HEAD_START: Duration = Duration::from_millis(10);

/// How the reader is to start.
#[derive(Debug)]
pub struct Start {
    pub options: AppOptions,
    pub keymap: Keymap,
    /// What is to be told first: mistakes in the configuration or the key map.
    pub messages: Vec<String>,
    pub work: WorkFolders,
    /// Leave the saved session alone.
    pub fresh: bool,
    /// Open each document in a pane of its own.
    pub panes: bool,
    /// What is to be read whole once its beginning is shown.
    pub rest: Option<Request>,
    /// A file of static vectors for matching; without it when it cannot be read.
    pub vectors: Option<PathBuf>,
}

/// Where the reader's work lies. Where no place is known, it is held in memory only.
#[derive(Clone, Debug, Default)]
pub struct WorkFolders {
    /// In the collection, for what the reader made; `None` for the built-in one and loose files.
    pub collection: Option<PathBuf>,
    /// The user's own, for where the reader was, and for all of it where there is no other.
    pub user: Option<PathBuf>,
}

/// How the reader was left.
#[derive(Debug)]
pub struct Closed {
    pub ended: Ended,
    /// What is to be said after it.
    pub message: Option<String>,
}

/// Shows the collection until the reader quits. The reader's work is saved by then, or the error
/// says that it is not; that only the place is not kept is no error.
pub fn read(collection: Collection, start: Start) -> anyhow::Result<Closed> {
    let (waker, inbox) = Inbox::new()?;
    let options = Options {
        mouse: start.options.mouse,
        ask_background: start.options.theme == "auto" && !start.options.colourless,
        depth: Depth::from_environment(|name| std::env::var(name).ok()),
    };
    let mut shell = Shell::new(collection, start, waker);
    let ended = run(&mut shell, inbox, options, Shell::update, |shell, buffer| ui::draw(&shell.app, buffer));
    let saved = shell.finish();
    let ended = ended?;
    Ok(Closed { ended, message: saved? })
}

/// The state and its workers.
struct Shell {
    app: App,
    waker: Waker,
    saver: Option<Saver>,
    stage: Stage,
    rest: Option<Request>,
    vectors: Option<PathBuf>,
    /// What the reader had made before.
    made: BTreeMap<char, Mark>,
}

/// How far the start is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing is shown yet.
    Dark,
    /// The first frame is on its way: long work does not compete with it.
    Shown,
    /// Long work has begun.
    Working,
}

impl Shell {
    fn new(collection: Collection, start: Start, waker: Waker) -> Self {
        let (stores, work, mut messages) = Stores::open(&start.work);
        messages.splice(0..0, start.messages);
        let made = work.marks.clone();
        let mut app = App::new(Arc::new(collection), start.options, start.keymap, work);
        if start.panes {
            app.open_all_in_panes();
        }
        if !start.fresh {
            app.restore(start.panes);
        }
        if let Some(message) = messages.first() {
            let more = if messages.len() > 1 {
                format!(" (and {} more)", messages.len() - 1)
            } else {
                String::new()
            };
            app.say_error(format!("{message}{more}"));
        }
        let saver = stores.map(|stores| Saver::new(stores, waker.clone()));
        Self { app, waker, saver, stage: Stage::Dark, rest: start.rest, vectors: start.vectors, made }
    }

    /// Hands an event to the state; gives long work to workers, returns what the terminal is to do.
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.app.update(event);
        match self.stage {
            // The first event is the size; the next is handed over after the first frame.
            Stage::Dark => {
                self.stage = Stage::Shown;
                let what = if self.rest.is_some() { "reading" } else { "looking for matches" };
                if self.rest.is_some() || self.app.collection.documents.len() > 1 {
                    self.waker.send(Event::Progress { generation: 0, what, percent: 0 });
                }
            }
            Stage::Shown => {
                self.stage = Stage::Working;
                effects.extend(self.app.start_work());
                self.read_on();
            }
            Stage::Working => {}
        }
        effects.into_iter().filter_map(|effect| self.perform(effect)).collect()
    }

    /// Reads what was opened in part to its end, on a worker.
    fn read_on(&mut self) {
        let Some(request) = self.rest.take() else { return };
        let spawned = self.waker.spawn("reading", move |waker| read_whole(waker, &request));
        if let Err(error) = spawned {
            self.app.say_error(format!("the rest cannot be read: {error}"));
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Match { generation, collection } => {
                let vectors = self.vectors.clone();
                let find = move |waker: &Waker| {
                    find_matches(waker, generation, &collection, vectors.as_deref());
                };
                let spawned = self.waker.spawn("matching", find);
                if let Err(error) = spawned {
                    self.app.say_error(format!("matches cannot be looked for: {error}"));
                }
                None
            }
            Effect::Save(work) => {
                match &mut self.saver {
                    Some(saver) => saver.save(*work),
                    None => self.app.say_error(NO_PLACE),
                }
                None
            }
            other => Some(other),
        }
    }

    /// Has the last state saved, also after a signal or a lost terminal. Gives a message where
    /// nothing but the place in the text is lost.
    fn finish(mut self) -> anyhow::Result<Option<String>> {
        let work = self.app.with_places();
        let is_changed = work.marks != self.made;
        let Some(mut saver) = self.saver.take() else {
            anyhow::ensure!(!is_changed, NO_PLACE);
            return Ok(None);
        };
        saver.save(work);
        match saver.finish() {
            Ok(()) => Ok(None),
            Err(error) if is_changed => Err(error.context("your work is not saved")),
            Err(error) => Ok(Some(format!("your place in the text is not kept: {error:#}"))),
        }
    }
}

/// Opens what was asked for, on a worker's thread. It is the first that is replaced, so its
/// generation is that of the start.
fn read_whole(waker: &Waker, request: &Request) {
    thread::sleep(HEAD_START);
    waker.send(match open::open(request) {
        Ok(collection) => Event::Opened { generation: 0, collection: Arc::new(collection) },
        Err(error) => Event::Failed { message: error.to_string() },
    });
}

/// Looks for matches on a worker's thread.
fn find_matches(waker: &Waker, generation: u64, collection: &Collection, vectors: Option<&Path>) {
    thread::sleep(HEAD_START);
    let vectors = vectors.and_then(|file| {
        let failed = |error| Event::Failed { message: format!("{error}: going on without vectors") };
        open::vectors(file).map_err(|error| waker.send(failed(error))).ok()
    });
    let matcher = scheme::matcher_with(collection, Unit::Sentence, vectors.map(Arc::new));
    let mut told = 0;
    let mut progress = |done: usize, of: usize| {
        let percent = (done * 100 / of.max(1)) as u8;
        if percent >= told + 5 {
            told = percent;
            waker.send(Event::Progress { generation, what: "looking for matches", percent });
        }
    };
    let links = matcher.links_until(&|| false, &mut progress);
    waker.send(Event::Matched { generation, matcher: Arc::new(matcher), links: Arc::new(links) });
}

/// What the reader made lies with the collection, to be shared; where the reader was lies with the
/// user: reading a folder leaves nothing in it.
struct Stores {
    made: Option<Store>,
    all_or_places: Store,
}

impl Stores {
    fn open(folders: &WorkFolders) -> (Option<Self>, Work, Vec<String>) {
        let user = folders.user.as_deref();
        let Some(collection) = folders.collection.as_deref() else {
            let Some(user) = user else { return (None, Work::default(), Vec::new()) };
            let opened = Store::open(user);
            return (Some(Self { made: None, all_or_places: opened.store }), opened.work, opened.messages);
        };
        let opened = Store::open_or_fallback(collection, user);
        let Some(user) = user.filter(|user| *user != opened.store.folder()) else {
            return (Some(Self { made: None, all_or_places: opened.store }), opened.work, opened.messages);
        };
        let places = Store::open(user);
        // Marks that were kept with the user while the collection could not be written.
        let mut marks = places.work.marks;
        marks.extend(opened.work.marks);
        let work = Work { marks, ..places.work };
        let messages = opened.messages.into_iter().chain(places.messages).collect();
        (Some(Self { made: Some(opened.store), all_or_places: places.store }), work, messages)
    }

    fn save(&mut self, work: &Work) -> Result<Vec<String>, StoreError> {
        let Some(made) = &mut self.made else { return self.all_or_places.save(work) };
        let (saved, placed) = (made.save_made(work), self.all_or_places.save_places(work));
        let mut messages = saved?;
        messages.extend(placed?);
        Ok(messages)
    }
}

/// Saves on a thread of its own, the newest state each time. The thread begins with the first
/// saving.
struct Saver {
    idle: Option<(Stores, Waker)>,
    running: Option<(Sender<Work>, JoinHandle<anyhow::Result<()>>)>,
}

impl Saver {
    fn new(stores: Stores, waker: Waker) -> Self {
        Self { idle: Some((stores, waker)), running: None }
    }

    fn save(&mut self, work: Work) {
        if let Some((stores, waker)) = self.idle.take() {
            let (sender, receiver) = channel();
            self.running = Some((sender, thread::spawn(move || save_all(&receiver, stores, &waker))));
        }
        if let Some((sender, _)) = &self.running {
            let _ = sender.send(work);
        }
    }

    /// Waits until everything is written.
    fn finish(self) -> anyhow::Result<()> {
        let Some((sender, thread)) = self.running else { return Ok(()) };
        drop(sender);
        thread.join().unwrap_or_else(|_| anyhow::bail!("the worker failed"))
    }
}

/// Saves what comes until nothing more will; gives how the last saving went.
fn save_all(works: &Receiver<Work>, mut stores: Stores, waker: &Waker) -> anyhow::Result<()> {
    let mut outcome = Ok(());
    while let Ok(mut work) = works.recv() {
        while let Ok(newer) = works.try_recv() {
            work = newer;
        }
        outcome = match stores.save(&work) {
            Ok(messages) => {
                for message in messages {
                    waker.send(Event::Failed { message });
                }
                Ok(())
            }
            Err(error) => {
                let message = format!("your work is not saved, but kept until you quit: {error}");
                waker.send(Event::Failed { message });
                Err(anyhow::anyhow!("{error}"))
            }
        };
    }
    outcome
}

#[cfg(test)]
mod tests {
    use crate::store::{Anchor, Mark, Place};

    use super::*;

    fn with_mark(name: char) -> Work {
        let anchor = Anchor { document: "a.txt".into(), quote: "words".into(), end: 5, ..Anchor::default() };
        Work { marks: [(name, Mark { anchor, created: None })].into(), ..Work::default() }
    }

    #[test]
    fn places_lie_with_the_user_and_marks_with_the_collection() {
        let folder = tempfile::tempdir().unwrap();
        let (collection, user) = (folder.path().join("triptych"), folder.path().join("user"));
        let folders = WorkFolders { collection: Some(collection.clone()), user: Some(user.clone()) };
        let (stores, mut work, _) = Stores::open(&folders);
        let mut stores = stores.unwrap();
        work.places.insert("a.txt".into(), Place { paragraph: 3, ..Place::default() });
        stores.save(&work).unwrap();
        assert!(!collection.exists(), "reading alone leaves nothing in the collection");
        work.marks = with_mark('a').marks;
        stores.save(&work).unwrap();
        let (_, again, _) = Stores::open(&folders);
        assert_eq!((again.marks.len(), again.places.len()), (1, 1));
        assert!(Store::open(&user).work.marks.is_empty());
    }

    #[test]
    fn marks_kept_with_the_user_are_taken_over_and_never_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let (collection, user) = (folder.path().join("triptych"), folder.path().join("user"));
        Store::open(&user).store.save(&with_mark('u')).unwrap();
        let folders = WorkFolders { collection: Some(collection.clone()), user: Some(user.clone()) };
        let (stores, work, _) = Stores::open(&folders);
        assert!(work.marks.contains_key(&'u'));
        stores.unwrap().save(&work).unwrap();
        assert!(Store::open(&user).work.marks.contains_key(&'u'));
        assert!(Store::open(&collection).work.marks.contains_key(&'u'));
    }
}
