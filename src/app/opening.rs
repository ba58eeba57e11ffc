//! What is on the screen while a large collection is opened: how far that is, and what is typed
//! meanwhile, which waits for the collection.

use std::collections::VecDeque;

use super::command::Command;
use super::context::Context;
use super::event::{Effect, Event};
use super::key::{Key, KeyCode};
use super::keymap::{Keymap, Lookup, written};
use super::options::Options;

/// Names that are kept: more than a screen shows.
const MOST_NAMES: usize = 300;
/// Keys and pastes that wait at most: what a key held down makes in some minutes.
const MOST_WAITING: usize = 4096;

/// The state until the collection is there.
#[derive(Debug)]
pub struct Opening {
    /// What is opened, in the words of the one who asked for it.
    pub called: String,
    pub options: Options,
    keymap: Keymap,
    pub columns: u16,
    pub rows: u16,
    /// Files that are read, of so many; none where that is not known yet.
    pub read: usize,
    pub files: usize,
    /// The files that were read last, the last one first.
    pub names: VecDeque<String>,
    /// Whether the terminal said what its background is.
    knows_background: bool,
    /// What was typed too early for the collection, in order.
    typed: VecDeque<Event>,
    /// What workers said, in order.
    told: Vec<Event>,
}

impl Opening {
    pub fn new(called: String, options: Options, keymap: Keymap) -> Self {
        Self {
            called,
            options,
            keymap,
            columns: 80,
            rows: 24,
            read: 0,
            files: 0,
            names: VecDeque::new(),
            knows_background: false,
            typed: VecDeque::new(),
            told: Vec::new(),
        }
    }

    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) => return self.press(key),
            Event::Resize { columns, rows } => (self.columns, self.rows) = (columns, rows),
            Event::Background { dark } => {
                self.options.dark = dark;
                self.knows_background = true;
            }
            Event::Opening { read, files, name } => {
                (self.read, self.files) = (read, files);
                self.names.push_front(name);
                self.names.truncate(MOST_NAMES);
            }
            // It is about a screen that is not there.
            Event::Mouse(_) => {}
            Event::Paste(_) => self.wait(event),
            other => self.told.push(other),
        }
        Vec::new()
    }

    /// What keys will mean is not known before it is open, but for these: Ctrl-c quits whatever waits
    /// and whatever the key map says of it; Escape forgets what waits. While nothing waits, a key quits
    /// or stops the program that does so by itself in every view; a sequence of keys waits. Afterwards
    /// only a key that types nothing still stops it.
    fn press(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::ctrl('c') {
            return vec![Effect::Quit];
        }
        if key.code == KeyCode::Escape {
            self.typed.clear();
            return Vec::new();
        }
        match self.meaning(key) {
            Some("quit" | "close") if !self.waits() => vec![Effect::Quit],
            Some("suspend") if !self.waits() || key.typed().is_none() => vec![Effect::Suspend],
            _ => {
                self.wait(Event::Key(key));
                Vec::new()
            }
        }
    }

    /// The command of a key by itself, in every view.
    fn meaning(&self, key: Key) -> Option<&'static str> {
        match self.keymap.lookup(&[Context::Global], &[key]) {
            Lookup::Command(command) => Some(command.name),
            Lookup::Prefix | Lookup::Nothing => None,
        }
    }

    fn wait(&mut self, event: Event) {
        if self.typed.len() < MOST_WAITING {
            self.typed.push_back(event);
        }
    }

    /// Whether something was typed or pasted that waits for the collection.
    pub fn waits(&self) -> bool {
        !self.typed.is_empty()
    }

    /// What waits: keys as a key map writes them, and that something was pasted between them.
    pub fn waiting(&self) -> String {
        let is_key = |event: &Event| matches!(event, Event::Key(_));
        let mut parts: Vec<String> = Vec::new();
        let typed: Vec<&Event> = self.typed.iter().collect();
        for part in typed.chunk_by(|a, b| is_key(a) && is_key(b)) {
            let keys: Vec<Key> = part.iter().filter_map(|event| key_of(event)).collect();
            parts.push(if keys.is_empty() { "(pasted)".to_owned() } else { written(&keys) });
        }
        parts.join(" ")
    }

    /// The keys that quit now: once something waits Ctrl-c alone.
    pub fn quit_keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if !self.waits() {
            let quits = |(sequence, command): (&[Key], &Command)| match sequence {
                [key] if matches!(command.name, "close" | "quit") => Some(*key),
                _ => None,
            };
            keys.extend(self.keymap.bindings(Context::Global).filter_map(quits));
        }
        keys.retain(|key| *key != Key::ctrl('c') && key.code != KeyCode::Escape);
        keys.push(Key::ctrl('c'));
        keys.iter().map(Key::to_string).collect()
    }

    /// What the collection is to be told first: the size, what is known of the terminal, and what
    /// workers said.
    pub fn take_told(&mut self) -> impl Iterator<Item = Event> + use<> {
        let size = Event::Resize { columns: self.columns, rows: self.rows };
        let background = self.knows_background.then_some(Event::Background { dark: self.options.dark });
        [size].into_iter().chain(background).chain(std::mem::take(&mut self.told))
    }

    /// What was typed, which comes after that.
    pub fn take_typed(&mut self) -> VecDeque<Event> {
        std::mem::take(&mut self.typed)
    }
}

fn key_of(event: &Event) -> Option<Key> {
    match event {
        Event::Key(key) => Some(*key),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening() -> Opening {
        with_keys("")
    }

    /// With keys laid over those that are compiled in.
    fn with_keys(global: &str) -> Opening {
        let mut keymap = Keymap::with_defaults();
        let errors = keymap.overlay(&format!("[global]\n{global}"), "keymap.toml");
        assert!(errors.is_empty(), "{errors:?}");
        Opening::new("folder".to_owned(), Options::default(), keymap)
    }

    fn press(opening: &mut Opening, keys: &str) -> Vec<Effect> {
        keys.split_whitespace().flat_map(|key| opening.update(Event::Key(key.parse().unwrap()))).collect()
    }

    fn quits(effects: &[Effect]) -> bool {
        matches!(effects, [Effect::Quit])
    }

    fn told() -> Event {
        Event::Told { message: "a worker has trouble".to_owned() }
    }

    #[test]
    fn what_is_typed_waits_in_order_and_is_shown() {
        let mut opening = opening();
        assert!(press(&mut opening, "/ q").is_empty(), "a letter that is typed does not quit");
        opening.update(Event::Paste("uay".to_owned()));
        assert!(press(&mut opening, "Enter").is_empty());
        assert_eq!(opening.waiting(), "/q (pasted) Enter");
        opening.update(told());
        opening.update(Event::Background { dark: false });
        opening.update(Event::Resize { columns: 100, rows: 30 });
        let first: Vec<Event> = opening.take_told().collect();
        let size = Event::Resize { columns: 100, rows: 30 };
        assert_eq!(format!("{first:?}"), format!("{:?}", [size, Event::Background { dark: false }, told()]));
        let typed: Vec<String> = opening.take_typed().iter().map(|event| format!("{event:?}")).collect();
        let named = ["Key", "Key", "Paste", "Key"];
        assert!(typed.iter().zip(named).all(|(event, name)| event.starts_with(name)), "{typed:?}");
        assert_eq!(typed.len(), named.len());
    }

    #[test]
    fn only_ctrl_c_quits_once_something_waits() {
        for keys in ["q", "Ctrl-c", "j Ctrl-c", "/ f o o Ctrl-c", "j Esc q"] {
            assert!(quits(&press(&mut opening(), keys)), "{keys}");
        }
        let mut pasted = opening();
        pasted.update(Event::Paste("a text".to_owned()));
        assert!(press(&mut pasted, "q").is_empty() && quits(&press(&mut pasted, "Ctrl-c")));
    }

    #[test]
    fn the_keys_that_are_said_to_quit_are_those_that_do() {
        let maps =
            ["", "x = \"quit\"", "q = \"help\"", "q = false\n\"Z Z\" = \"quit\"", "\"Ctrl-c\" = \"copy\""];
        for map in maps {
            for before in ["", "j", "/ f"] {
                let mut opening = with_keys(map);
                press(&mut opening, before);
                let said = opening.quit_keys();
                for key in ["q", "x", "Z", "Ctrl-c", "Esc", "Ctrl-q"] {
                    let mut opening = with_keys(map);
                    press(&mut opening, before);
                    let does = quits(&press(&mut opening, key));
                    assert_eq!(said.iter().any(|said| said == key), does, "{map}: {before} {key}: {said:?}");
                }
            }
        }
    }

    #[test]
    fn a_letter_that_stops_the_program_is_typed_where_something_waits() {
        let stops = |effects: Vec<Effect>| matches!(effects[..], [Effect::Suspend]);
        assert!(stops(press(&mut opening(), "/ Ctrl-z")));
        assert!(stops(press(&mut with_keys("s = \"suspend\""), "s")));
        assert!(!stops(press(&mut with_keys("s = \"suspend\""), "/ s")));
    }

    #[test]
    fn what_workers_say_waits_however_much_is_typed() {
        let mut opening = opening();
        for _ in 0..2 * MOST_WAITING {
            press(&mut opening, "j");
        }
        opening.update(told());
        assert_eq!(opening.take_typed().len(), MOST_WAITING);
        assert!(matches!(opening.take_told().last(), Some(Event::Told { .. })));
    }

    #[test]
    fn the_mouse_and_the_files_wait_for_nothing() {
        use crate::app::{Mouse, MouseKind};
        let mut opening = opening();
        opening.update(Event::Mouse(Mouse { kind: MouseKind::Press, column: 3, row: 3 }));
        opening.update(Event::Opening { read: 1, files: 2, name: "a.txt".to_owned() });
        opening.update(told());
        assert_eq!((opening.read, opening.files, opening.names.len()), (1, 2, 1));
        assert_eq!(opening.waiting(), "");
        assert!(quits(&press(&mut opening, "q")), "what workers say is nothing typed");
    }
}
