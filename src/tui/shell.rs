//! The reader at a terminal: the state in the loop, its effects on workers.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context as _;
use ratatui::buffer::Buffer;

use crate::app::{App, Effect, Event, Keymap, LongJob, Options as AppOptions};
use crate::open::Opener;
use crate::scheme::Collection;
use crate::scheme::alignment::Tables;
use crate::store::{Found, Id, Note, Stores, WorkFolders};

use super::screen::Depth;
use super::{Ended, Inbox, Options, Waker, run};

mod drafts;
mod early;
mod exporting;
mod finding;
mod opening;
mod other;
mod saving;
mod watching;

use drafts::Drafter;
use exporting::Exporter;
use opening::{Opened, Reading};
use saving::{Elsewhere, Saver};
use watching::Watch;

const NO_PLACE: &str = "your work is not saved: no place is known for it: set HOME or XDG_DATA_HOME";
/// What long work waits before it takes a processor and memory: the terminal needs both to show
/// the first page.
const HEAD_START: Duration = Duration::from_millis(4);
/// How often it is kept where the reader is, while the reader goes on.
const PLACE_KEPT: Duration = Duration::from_secs(2);

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
    /// What is to be opened, and read again when its files change.
    pub opener: Opener,
    /// A file of static vectors for matching; without it when it cannot be read.
    pub vectors: Option<PathBuf>,
    /// Rows by somebody else, to be compared with.
    pub rival: Option<Tables>,
}

/// How the reader was left.
#[derive(Debug)]
pub struct Closed {
    pub ended: Ended,
    /// What is to be said after it.
    pub message: Option<String>,
}

/// Opens what was asked for and shows it until the reader quits. The reader's work is saved by then, or
/// the error says that it is not; that only the place is not kept is no error.
pub fn read(start: Start) -> anyhow::Result<Closed> {
    let (waker, inbox) = Inbox::new()?;
    let options = Options {
        mouse: start.options.mouse,
        ask_background: start.options.theme == "auto" && !start.options.colourless,
        depth: Depth::from_environment(|name| std::env::var(name).ok()),
    };
    // Nobody waits until a large collection is taken apart, or until workers have nothing left to do:
    // with the program all of it goes at once.
    let mut reading = ManuallyDrop::new(Reading::begin(start, &waker)?);
    let draw = |reading: &ManuallyDrop<Reading>, buffer: &mut Buffer| reading.draw(buffer);
    let ended = run(&mut reading, inbox, options, |reading, event| reading.update(event), draw);
    let saved = reading.finish();
    let ended = ended?;
    Ok(Closed { ended, message: saved? })
}

/// The state and its workers.
struct Shell {
    app: App,
    waker: Waker,
    saver: Option<Saver>,
    drafter: Option<Drafter>,
    /// Drafts that are to go once so many changes are saved.
    given_up: Vec<(u64, Id)>,
    /// How many changes are saved.
    saved: u64,
    /// Where the reader's work belongs.
    home: Option<PathBuf>,
    /// When it was last kept where the reader is.
    place_kept: Instant,
    /// Where it is saved since the reader said so.
    moved_to: Option<String>,
    exporter: Exporter,
    /// The generation for which matches were last asked: looking for those of others stops.
    matching: Arc<AtomicU64>,
    stage: Stage,
    /// Until it is read to its end and watched.
    opener: Option<Opener>,
    opened: SystemTime,
    in_part: bool,
    vectors: Option<PathBuf>,
    /// What is read in the place of retellings.
    originals: Option<PathBuf>,
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
    /// The state at the start, with all that is needed before anything is shown. Takes a while where
    /// the collection or the reader's work is large.
    fn new(opened: Opened, start: Start, waker: Waker) -> Self {
        let Opened { collection, at: opened, in_part } = opened;
        let Found { stores, work, history, mut messages } = Found::read(&start.work);
        messages.splice(0..0, start.messages);
        let mut app = App::new(Arc::new(collection), start.options, start.keymap, work);
        if let Some(tables) = start.rival {
            app.set_rival(tables);
        }
        app.history = history;
        app.elsewhere = Arc::new(beside(&app, &start.work));
        if start.panes {
            app.open_all_in_panes();
        }
        let effects = app.follow_names();
        if !start.fresh {
            app.restore(start.panes);
        }
        app.announce_work(in_part);
        let folder = start.work.user.as_deref().or(start.work.collection.as_deref());
        let (drafter, left) = folder.map(|folder| Drafter::new(folder, &waker)).unzip();
        let saved = app.take_drafts(left.unwrap_or_default());
        if let Some(drafter) = &drafter {
            for id in saved {
                drafter.keep(id, None);
            }
        }
        app.tell_problems();
        if let Some(message) = messages.first() {
            let more = if messages.len() > 1 {
                format!(" (and {} more)", messages.len() - 1)
            } else {
                String::new()
            };
            app.say_error(format!("{message}{more}"));
        }
        let saver = stores.map(|stores| Saver::new(stores, waker.clone()));
        let mut shell = Self {
            app,
            waker,
            saver,
            drafter,
            given_up: Vec::new(),
            saved: 0,
            home: start.work.collection.or(start.work.user),
            exporter: Exporter::default(),
            matching: Arc::default(),
            stage: Stage::Dark,
            originals: start.opener.originals(),
            opener: Some(start.opener),
            opened,
            in_part,
            vectors: start.vectors,
            place_kept: Instant::now(),
            moved_to: None,
        };
        for effect in effects {
            shell.perform(effect);
        }
        shell
    }

    /// Hands an event to the state; gives long work to workers, returns what the terminal is to do.
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let saved = match &event {
            Event::Saved { changes } => *changes,
            Event::SavedElsewhere { folder } => {
                self.moved_to = Some(folder.clone());
                0
            }
            _ => 0,
        };
        let is_shown = matches!(event, Event::Shown);
        let mut effects = self.app.update(event);
        match self.stage {
            // The first event is the size. What is sent now is taken after the frame that follows,
            // where the terminal is not behind.
            Stage::Dark => {
                self.stage = Stage::Shown;
                self.waker.send(Event::Shown);
            }
            Stage::Shown if !is_shown => {}
            Stage::Shown => {
                self.stage = Stage::Working;
                effects.extend(self.app.start_work());
                self.read_on();
                if let Some(saver) = &mut self.saver {
                    saver.start();
                }
            }
            Stage::Working => self.keep_place(),
        }
        let effects = effects.into_iter().filter_map(|effect| self.perform(effect)).collect();
        self.drop_drafts(saved);
        effects
    }

    /// Has it kept where the reader is, from time to time: the program may be killed.
    fn keep_place(&mut self) {
        if self.place_kept.elapsed() >= PLACE_KEPT
            && let Some(saver) = &mut self.saver
        {
            self.place_kept = Instant::now();
            saver.save(self.app.place_change());
        }
    }

    fn keep_draft(&mut self, id: Id, draft: Option<Box<Note>>) {
        // It is typed on.
        self.given_up.retain(|(_, known)| *known != id);
        if let Some(drafter) = &self.drafter {
            drafter.keep(id, draft);
        }
    }

    /// Lets drafts go whose notes are on the disk by now, or never were to be.
    fn drop_drafts(&mut self, saved: u64) {
        let (done, waiting) = std::mem::take(&mut self.given_up)
            .into_iter()
            .partition(|(after, _)| *after <= saved.max(self.saved));
        self.saved = self.saved.max(saved);
        self.given_up = waiting;
        let done: Vec<(u64, Id)> = done;
        for (_, id) in done {
            self.keep_draft(id, None);
        }
    }

    /// Reads what was opened in part to its end, and again when its files change, on a worker.
    fn read_on(&mut self) {
        let Some(opener) = self.opener.take() else { return };
        let (opened, in_part) = (self.opened, self.in_part);
        let collection = Arc::clone(&self.app.collection);
        let read = move |waker: &Waker| {
            let watch = Watch::begin(opener, opened, in_part);
            watch.run(waker, collection);
        };
        if let Err(error) = self.waker.spawn("reading", read) {
            self.app.say_error(format!("the files cannot be watched: {error}"));
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Match { generation, collection } => {
                let vectors = self.vectors.clone();
                self.matching.store(generation, Ordering::Relaxed);
                let newest = Arc::clone(&self.matching);
                let find = move |waker: &Waker| {
                    let is_stale = || newest.load(Ordering::Relaxed) != generation;
                    finding::matches(waker, generation, &collection, vectors.as_deref(), &is_stale);
                };
                let spawned = self.waker.spawn("matching", find);
                if let Err(error) = spawned {
                    self.app.failed(LongJob::Matching, format!("matches cannot be looked for: {error}"));
                }
                None
            }
            Effect::Compare { generation, collection, matcher } => {
                let find = move |waker: &Waker| {
                    finding::differences(waker, generation, &collection, matcher.as_deref());
                };
                if let Err(error) = self.waker.spawn("comparing", find) {
                    self.app.failed(LongJob::Comparing, format!("differences cannot be looked for: {error}"));
                }
                None
            }
            effect if effect.job().is_some() => {
                self.hand_on(effect);
                None
            }
            Effect::ReadOther { generation, name, collection } => {
                self.read_other(generation, name, collection);
                None
            }
            Effect::Save(change) => {
                match &mut self.saver {
                    Some(saver) => saver.save(*change),
                    None if change.turn.is_some() => self.app.not_saved(NO_PLACE),
                    None => {}
                }
                None
            }
            Effect::Draft { id, draft } => {
                match draft {
                    Some(_) => self.keep_draft(id, draft),
                    None => self.given_up.push((self.saver.as_ref().map_or(0, Saver::sent), id)),
                }
                None
            }
            Effect::SaveElsewhere { name } => {
                self.save_elsewhere(name);
                None
            }
            Effect::Export(export) => {
                if let Err(error) = self.exporter.begin(&self.waker, *export) {
                    self.app.say_error(format!("nothing is written: {error}"));
                }
                None
            }
            other => Some(other),
        }
    }

    /// Has long work done by a worker, which answers it.
    fn hand_on(&mut self, effect: Effect) {
        let job = effect.job().unwrap_or_default();
        let work = move |waker: &Waker| {
            if let Some(answer) = effect.answer() {
                waker.send(answer);
            }
        };
        if let Err(error) = self.waker.spawn(job, work) {
            self.app.say_error(format!("{job} is not possible: {error}"));
        }
    }

    fn read_other(&mut self, generation: u64, name: String, collection: Arc<Collection>) {
        let originals = self.originals.clone();
        let read = move |waker: &Waker| {
            waker.send(other::read(generation, name, &collection, originals.as_deref()));
        };
        if let Err(error) = self.waker.spawn("reading codings", read) {
            self.app.say_error(format!("the codings cannot be read: {error}"));
        }
    }

    fn save_elsewhere(&mut self, name: String) {
        let folder = match exporting::path_of(&name, std::env::home_dir().as_deref()) {
            Ok(folder) => folder,
            Err(error) => return self.app.say_error(error.to_string()),
        };
        let (work, history) = (self.app.work.clone(), self.app.history.clone());
        let waker = &self.waker;
        let stores = || Stores::elsewhere(&folder, &work, &history);
        let saver = self.saver.get_or_insert_with(|| Saver::new(stores(), waker.clone()));
        saver.move_to(Elsewhere { folder, name, work, history });
    }

    /// Has the last state saved, also after a signal or a lost terminal. Gives a message where
    /// nothing but the place in the text is lost, or a file to which a view was to be written.
    fn finish(&mut self) -> anyhow::Result<Option<String>> {
        let unwritten = std::mem::take(&mut self.exporter).finish();
        let Some(mut saver) = self.saver.take() else {
            anyhow::ensure!(!self.app.work.has_made(), NO_PLACE);
            return Ok(unwritten);
        };
        // After a panic the state may fail again: what was handed over is saved all the same.
        if let Ok(change) = catch_unwind(AssertUnwindSafe(|| self.app.last_change())) {
            saver.save(change);
        }
        let saved = saver.finish();
        if saved.as_ref().is_ok_and(|saved| saved.made.is_ok()) {
            self.drop_drafts(u64::MAX);
        }
        if let Some(drafter) = self.drafter.take() {
            drafter.finish();
        }
        let saved = saved?;
        saved.made.context("your work is not saved")?;
        let displaced =
            saved.places.err().map(|error| format!("your place in the text is not kept: {error}"));
        let moved = self.moved_to.take().map(|folder| moved_message(&folder, self.home.as_deref()));
        Ok(unwritten.or(moved).or(displaced))
    }
}

/// Documents that the work or the places speak of, and that lie beside those that are open.
fn beside(app: &App, folders: &WorkFolders) -> BTreeSet<String> {
    let held = app.work.documents().into_iter();
    let known = app.work.texts.keys().map(String::as_str);
    held.chain(known).filter(|name| folders.is_beside(name)).map(str::to_owned).collect()
}

fn moved_message(folder: &str, home: Option<&Path>) -> String {
    let home = home.map_or_else(
        || "set HOME or XDG_DATA_HOME, and copy its files to triptych there".to_owned(),
        |home| format!("copy its files to {} once that can be written", home.display()),
    );
    format!("your work is in {folder}, where it is not looked for: {home}")
}
