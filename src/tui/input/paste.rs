//! Text pasted between brackets: kept as it comes, escapes included, up to a cap.

use crate::app::event::Event;

/// Most bytes of a paste that are kept; the rest is swallowed.
const MOST: usize = 1 << 20;

const START: &[u8] = b"\x1b[200~";
const END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
pub(super) struct Paste {
    text: Vec<u8>,
    /// What may become a bracket: a beginning of `START` or `END`.
    held: Vec<u8>,
    /// Starts within the paste that want an end of their own, so that nothing after the inner
    /// end is taken for keys.
    inner: usize,
}

impl Paste {
    /// Whether this byte ends the paste.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        self.held.push(byte);
        if self.held == END {
            if self.inner == 0 {
                self.held.clear();
                return true;
            }
            self.inner -= 1;
            self.keep_held(0);
        } else if self.held == START {
            self.inner += 1;
            self.keep_held(0);
        } else if !START.starts_with(&self.held) && !END.starts_with(&self.held) {
            // ESC stands only at a bracket's start, so only the last byte can begin another.
            self.keep_held(usize::from(byte == START[0]));
        }
        false
    }

    /// The text so far. Invalid bytes become U+FFFD.
    pub(super) fn finish(&mut self) -> Event {
        self.keep_held(0);
        let bytes = std::mem::take(&mut self.text);
        let text =
            String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        Event::Paste(text)
    }

    /// Moves what is held to the text, but for the last `rest` bytes.
    fn keep_held(&mut self, rest: usize) {
        let end = self.held.len() - rest;
        let room = MOST - self.text.len();
        self.text.extend(self.held.drain(..end).take(room));
    }
}
