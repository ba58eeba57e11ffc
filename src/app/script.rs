//! Keys from a text, for pictures and tests: what a reader would press, written as in a key map.

use super::App;
use super::event::Event;
use super::key::{Key, KeyError};

impl App {
    /// Gives the app a screen of this size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let _ = self.update(Event::Resize { columns, rows });
    }

    /// Presses keys written as in a key map and parted by spaces: `"j j Enter"`. Effects are
    /// dropped.
    pub fn press_all(&mut self, keys: &str) -> Result<(), KeyError> {
        for name in keys.split_whitespace() {
            let key: Key = name.parse()?;
            let _ = self.update(Event::Key(key));
        }
        Ok(())
    }
}
