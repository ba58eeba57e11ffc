//! The program before somebody who presses keys and looks at a clock.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::time::{ClockId, clock_gettime};
use triptych::app::{App, Effect, Event, Key, Keymap, Options};
use triptych::scheme::Collection;
use triptych::store::Work;
use triptych::tui::screen::{Depth, Screen};
use triptych::ui;

use crate::sample;
use crate::texts::Texts;
use crate::views::{Opened, View};

/// What a row of the table is about when it is no key.
const ANSWERS: &str = "answers";

pub(crate) struct Desk<'a> {
    texts: &'a Texts,
    app: App,
    screen: Screen,
    buffer: Buffer,
    /// By keys, in the order in which they were first pressed.
    times: Vec<(&'static str, Vec<Duration>)>,
}

impl<'a> Desk<'a> {
    /// Opens the view and waits for whatever workers do.
    pub(crate) fn open(texts: &'a Texts, view: &View) -> Self {
        let collection: &Arc<Collection> = match view.opened {
            Opened::Plain => &texts.plain,
            Opened::Coded | Opened::Noted => &texts.coded,
            Opened::Single => &texts.single,
        };
        let work = if matches!(view.opened, Opened::Noted) { texts.notes.clone() } else { Work::default() };
        let app = App::new(Arc::clone(collection), Options::default(), Keymap::with_defaults(), work);
        let (columns, rows) = sample::SIZE;
        let buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let mut desk = Self { texts, app, screen: Screen::new(Depth::True), buffer, times: Vec::new() };
        desk.hear(Event::Resize { columns, rows });
        let effects = desk.app.start_work();
        desk.work(effects);
        desk.press(view.open);
        desk.times.clear();
        desk
    }

    pub(crate) fn press_all(&mut self, keys: &[&'static str]) {
        for keys in keys {
            let slowest = self.press(keys);
            self.note(keys, slowest);
        }
    }

    /// Presses keys written as in a key map and parted by spaces; `text:abc` types the letters. The
    /// time that the slowest took.
    fn press(&mut self, keys: &str) -> Duration {
        let typed = |name: &str| -> Vec<Key> {
            match name.strip_prefix("text:") {
                Some(text) => text.chars().map(Key::char).collect(),
                None => vec![name.parse().expect("a key")],
            }
        };
        let pressed: Vec<Key> = keys.split_whitespace().flat_map(typed).collect();
        let took = pressed.into_iter().map(|key| {
            let (took, effects) = self.hear(Event::Key(key));
            self.work(effects);
            took
        });
        took.max().unwrap_or_default()
    }

    /// From an event to the bytes for the terminal.
    fn hear(&mut self, event: Event) -> (Duration, Vec<Effect>) {
        let begun = cpu_time();
        let effects = self.app.update(event);
        self.buffer.reset();
        let cursor = ui::draw(&self.app, &mut self.buffer);
        black_box(self.screen.encode(&self.buffer, cursor).len());
        (cpu_time().saturating_sub(begun), effects)
    }

    /// Does what workers do, and shows what they answer.
    fn work(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(answer) = self.answer(effect) {
                let (took, effects) = self.hear(answer);
                self.note(ANSWERS, took);
                self.work(effects);
            }
        }
    }

    fn answer(&self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::Match { generation, .. } => Event::Matched {
                generation,
                matcher: Arc::clone(&self.texts.matcher),
                links: Arc::clone(&self.texts.matches),
            },
            Effect::Compare { generation, .. } => {
                Event::Compared { generation, differences: Arc::clone(&self.texts.differences) }
            }
            effect => return effect.answer(),
        })
    }

    fn note(&mut self, keys: &'static str, took: Duration) {
        match self.times.iter_mut().find(|(known, _)| *known == keys) {
            Some((_, times)) => times.push(took),
            None => self.times.push((keys, vec![took])),
        }
    }

    /// A row for each of the keys.
    pub(crate) fn to_markdown(&self, view: &str) -> String {
        let mut table = String::new();
        for (keys, times) in &self.times {
            let mut sorted = times.clone();
            sorted.sort_unstable();
            let of =
                |part: f64| sorted[((sorted.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1e3;
            let keys = keys.replace('|', "\\|");
            let keys = if keys == ANSWERS { format!("*{keys}*") } else { format!("`{keys}`") };
            let _ =
                writeln!(table, "| {view} | {keys} | {:.2} | {:.2} | {:.2} |", of(0.5), of(0.95), of(1.0));
        }
        table
    }
}

/// What this thread has had of a processor: others on the same machine do not count.
fn cpu_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().expect("a time since the start")
}
