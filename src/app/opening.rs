//! What is on the screen while a large collection is opened: how far that is, and what is typed
//! meanwhile, which waits for the collection.

use std::collections::VecDeque;

use super::context::Context;
use super::event::{Effect, Event};
use super::key::{Key, KeyCode};
use super::keymap::{Keymap, Lookup, written};
use super::options::Options;

/// Names that are kept: more than a screen shows.
const MOST_NAMES: usize = 300;
/// Events that wait at most: what a key held down makes in some minutes.
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
    /// What came too early for the collection, in order.
    waiting: Vec<Event>,
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
            waiting: Vec::new(),
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
            other => self.wait(other),
        }
        Vec::new()
    }

    /// Keys that end or stop the program do so at once, those that also mean something else only where
    /// nothing waits before them.
    fn press(&mut self, key: Key) -> Vec<Effect> {
        if key.code == KeyCode::Escape {
            self.waiting.retain(|event| !is_typed(event));
            return Vec::new();
        }
        let command = match self.keymap.lookup(&[Context::Global], &[key]) {
            Lookup::Command(command) => command.name,
            Lookup::Prefix | Lookup::Nothing => "",
        };
        match command {
            "quit" => vec![Effect::Quit],
            "close" if !self.waiting.iter().any(is_typed) => vec![Effect::Quit],
            "suspend" => vec![Effect::Suspend],
            _ => {
                self.wait(Event::Key(key));
                Vec::new()
            }
        }
    }

    fn wait(&mut self, event: Event) {
        if self.waiting.len() < MOST_WAITING {
            self.waiting.push(event);
        }
    }

    /// Keys that wait for the collection, as a key map writes them; what is pasted is no key.
    pub fn typed(&self) -> String {
        let key = |event: &Event| match event {
            Event::Key(key) => Some(*key),
            _ => None,
        };
        let keys: Vec<Key> = self.waiting.iter().filter_map(key).collect();
        written(&keys)
    }

    /// The keys that quit now and later, the shortest first.
    pub fn quit_keys(&self) -> Vec<String> {
        let close = self.keymap.keys_of(&[Context::Global], "close");
        close.into_iter().chain(self.keymap.keys_of(&[Context::Global], "quit")).collect()
    }

    /// All that the collection is to be told, in order: the size, what is known of the terminal, and
    /// what waits.
    pub fn take_events(&mut self) -> impl Iterator<Item = Event> + use<> {
        let size = Event::Resize { columns: self.columns, rows: self.rows };
        let background = self.knows_background.then_some(Event::Background { dark: self.options.dark });
        [size].into_iter().chain(background).chain(std::mem::take(&mut self.waiting))
    }
}

/// Whether the reader made it.
fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Key(_) | Event::Paste(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening() -> Opening {
        Opening::new("folder".to_owned(), Options::default(), Keymap::with_defaults())
    }

    fn press(opening: &mut Opening, keys: &str) -> Vec<Effect> {
        keys.split_whitespace().flat_map(|key| opening.update(Event::Key(key.parse().unwrap()))).collect()
    }

    fn quits(effects: &[Effect]) -> bool {
        matches!(effects, [Effect::Quit])
    }

    #[test]
    fn what_is_typed_waits_in_order_and_is_shown() {
        let mut opening = opening();
        assert!(press(&mut opening, "/ q").is_empty(), "a letter that is typed does not quit");
        opening.update(Event::Paste("uay".to_owned()));
        assert!(press(&mut opening, "Enter").is_empty());
        assert_eq!(opening.typed(), "/q Enter");
        opening.update(Event::Background { dark: false });
        opening.update(Event::Resize { columns: 100, rows: 30 });
        let events: Vec<String> = opening.take_events().map(|event| format!("{event:?}")).collect();
        let named = ["Resize", "Background", "Key", "Key", "Paste", "Key"];
        assert_eq!(events.len(), named.len(), "{events:?}");
        assert!(events.iter().zip(named).all(|(event, name)| event.starts_with(name)), "{events:?}");
        assert!(events[0].contains("100") && events[1].contains("false"));
    }

    #[test]
    fn keys_that_quit_do_so_at_once() {
        assert!(quits(&press(&mut opening(), "q")));
        assert!(quits(&press(&mut opening(), "j Ctrl-c")));
        assert!(quits(&press(&mut opening(), "j Esc q")), "what was typed is forgotten");
        assert!(matches!(press(&mut opening(), "Ctrl-z")[..], [Effect::Suspend]));
    }

    #[test]
    fn the_mouse_and_the_files_wait_for_nothing() {
        use crate::app::{Mouse, MouseKind};
        let mut opening = opening();
        opening.update(Event::Mouse(Mouse { kind: MouseKind::Press, column: 3, row: 3 }));
        opening.update(Event::Opening { read: 1, files: 2, name: "a.txt".to_owned() });
        opening.update(Event::Told { message: "a worker has trouble".to_owned() });
        assert_eq!((opening.read, opening.files, opening.names.len()), (1, 2, 1));
        assert_eq!(opening.typed(), "");
        assert!(quits(&press(&mut opening, "q")), "what workers say is nothing typed");
        let kept: Vec<Event> = opening.take_events().skip(1).collect();
        assert!(matches!(&kept[..], [Event::Told { .. }]), "{kept:?}");
    }
}
