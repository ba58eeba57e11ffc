//! Bytes from the terminal -> events. A pure state machine: it reads nothing and knows no clock;
//! its owner calls [`Parser::timeout`] after [`Parser::patience`] of silence.
//!
//! What a terminal answers (attributes, modes, colours, positions, sizes) never becomes a key.
//! Byte by byte, so the events are the same however the bytes are cut into reads.

mod csi;
mod paste;
#[cfg(test)]
mod tests;

use std::time::Duration;

use self::paste::Paste;
use crate::app::event::Event;
use crate::app::key::{Key, KeyCode};

/// A lone ESC is the Escape key after this silence.
const ESCAPE: Duration = Duration::from_millis(25);
/// An unfinished control sequence, cut character or mouse report is given up after this.
const SEQUENCE: Duration = Duration::from_millis(100);
/// An unfinished control string (OSC, DCS, APC) is given up after this.
const STRING: Duration = Duration::from_millis(250);
/// An unfinished paste is delivered as it is after this.
const PASTE: Duration = Duration::from_millis(350);

/// Most bytes of a control sequence that are looked at; the rest is swallowed with it.
const LONGEST_SEQUENCE: usize = 128;
/// Most bytes of a control string that are swallowed.
const LONGEST_STRING: usize = 64 * 1024;

const ESC: u8 = 0x1b;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;
const BEL: u8 = 0x07;

#[derive(Debug)]
enum State {
    Ground,
    /// After ESC; `twice` after ESC ESC.
    Escape {
        twice: bool,
    },
    /// A character of `need` bytes, of which `seen` holds the first ones.
    Utf8 {
        need: usize,
        seen: Vec<u8>,
    },
    /// After ESC [.
    Csi {
        seen: Vec<u8>,
    },
    /// After ESC [ [, as the Linux console sends F1 to F5.
    Console,
    /// After ESC O, with the modifier that some terminals put between.
    Ss3 {
        modifier: Option<u8>,
    },
    /// The three bytes of an old mouse report, of which so many are missing.
    OldMouse {
        missing: u8,
    },
    /// A control string opened with `opener`: swallowed until BEL or ESC \.
    String {
        opener: u8,
        length: usize,
        escape: bool,
    },
    Paste(Paste),
}

/// Where the terminal's bytes become events.
#[derive(Debug)]
pub struct Parser {
    state: State,
    /// ESC stood before what is being read.
    alt: bool,
}

impl Default for Parser {
    fn default() -> Self {
        Self { state: State::Ground, alt: false }
    }
}

impl Parser {
    /// Takes in what was read; what it means is appended to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        for &byte in bytes {
            self.step(byte, out);
        }
    }

    /// How long a silence [`timeout`](Self::timeout) waits for, if something is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Ground => None,
            State::Escape { .. } | State::Ss3 { modifier: None } => Some(ESCAPE),
            State::Csi { seen } if seen.is_empty() => Some(ESCAPE),
            State::Csi { .. }
            | State::Utf8 { .. }
            | State::Console
            | State::Ss3 { .. }
            | State::OldMouse { .. } => Some(SEQUENCE),
            State::String { .. } => Some(STRING),
            State::Paste(_) => Some(PASTE),
        }
    }

    /// There was silence: what is unfinished is a key, a paste, or nothing.
    pub fn timeout(&mut self, out: &mut Vec<Event>) {
        let alt = std::mem::take(&mut self.alt);
        match std::mem::replace(&mut self.state, State::Ground) {
            State::Escape { twice } => {
                out.extend((0..=usize::from(twice)).map(|_| plain(KeyCode::Escape)));
            }
            State::Csi { seen } if seen.is_empty() => out.push(alt_char('[')),
            State::Ss3 { modifier: None } => out.push(alt_char('O')),
            State::String { opener, length: 0, escape: false } if !alt => {
                out.push(alt_char(char::from(opener)));
            }
            State::Paste(mut paste) => out.push(paste.finish()),
            _ => {}
        }
    }

    fn step(&mut self, byte: u8, out: &mut Vec<Event>) {
        match &mut self.state {
            State::Ground => self.ground(byte, out),
            State::Escape { twice } => {
                let twice = *twice;
                self.after_escape(byte, twice, out);
            }
            State::Utf8 { .. } => self.utf8(byte, out),
            State::Csi { .. } => self.csi(byte, out),
            State::Console => self.console(byte, out),
            State::Ss3 { modifier } => {
                let modifier = *modifier;
                self.ss3(byte, modifier, out);
            }
            State::OldMouse { missing } => {
                if byte < b' ' {
                    self.again(byte, out);
                } else if *missing > 1 {
                    *missing -= 1;
                } else {
                    self.rest();
                }
            }
            State::String { .. } => self.string(byte, out),
            State::Paste(paste) => {
                if paste.take(byte) {
                    let event = paste.finish();
                    self.rest();
                    out.push(event);
                }
            }
        }
    }

    /// Back to where nothing is unfinished.
    fn rest(&mut self) {
        self.state = State::Ground;
        self.alt = false;
    }

    /// What was being read is given up, and the byte stands on its own.
    fn again(&mut self, byte: u8, out: &mut Vec<Event>) {
        self.rest();
        self.ground(byte, out);
    }

    fn ground(&mut self, byte: u8, out: &mut Vec<Event>) {
        match byte {
            ESC => self.state = State::Escape { twice: false },
            0x00..=0x7f => {
                out.push(Event::Key(Key { alt: self.alt, ..ascii(byte) }));
                self.rest();
            }
            _ => match utf8_length(byte) {
                Some(need) => self.state = State::Utf8 { need, seen: vec![byte] },
                None => self.rest(),
            },
        }
    }

    fn after_escape(&mut self, byte: u8, twice: bool, out: &mut Vec<Event>) {
        match byte {
            ESC => {
                // Two may be Alt with an arrow in rxvt; of three the first is a key for sure.
                if twice {
                    out.push(plain(KeyCode::Escape));
                }
                self.state = State::Escape { twice: true };
            }
            b'[' => {
                self.alt = twice;
                self.state = State::Csi { seen: Vec::new() };
            }
            b'O' => {
                self.alt = twice;
                self.state = State::Ss3 { modifier: None };
            }
            b']' | b'P' | b'_' | b'^' | b'X' => {
                self.alt = twice;
                self.state = State::String { opener: byte, length: 0, escape: false };
            }
            _ => {
                if twice {
                    out.push(plain(KeyCode::Escape));
                }
                self.state = State::Ground;
                self.alt = true;
                self.ground(byte, out);
            }
        }
    }

    fn utf8(&mut self, byte: u8, out: &mut Vec<Event>) {
        let State::Utf8 { need, seen } = &mut self.state else { return };
        if !(0x80..0xc0).contains(&byte) {
            return self.again(byte, out);
        }
        seen.push(byte);
        if seen.len() < *need {
            return;
        }
        let character = std::str::from_utf8(seen).ok().and_then(|text| text.chars().next());
        if let Some(c) = character.filter(|c| !c.is_control()) {
            out.push(Event::Key(Key { alt: self.alt, ..Key::char(c) }));
        }
        self.rest();
    }

    fn csi(&mut self, byte: u8, out: &mut Vec<Event>) {
        let State::Csi { seen } = &mut self.state else { return };
        match byte {
            b'[' if seen.is_empty() => self.state = State::Console,
            b'M' if seen.is_empty() => self.state = State::OldMouse { missing: 3 },
            b'$' if csi::is_rxvt_key(seen) => self.finish_csi(byte, out),
            b' '..=b'?' => {
                if seen.len() < LONGEST_SEQUENCE {
                    seen.push(byte);
                }
            }
            b'@'..=b'~' => self.finish_csi(byte, out),
            CAN | SUB => self.rest(),
            _ => self.again(byte, out),
        }
    }

    fn finish_csi(&mut self, last: u8, out: &mut Vec<Event>) {
        let State::Csi { seen } = std::mem::replace(&mut self.state, State::Ground) else { return };
        let alt = std::mem::take(&mut self.alt);
        if seen.len() >= LONGEST_SEQUENCE {
            return;
        }
        if seen == b"200" && last == b'~' {
            self.state = State::Paste(Paste::default());
            return;
        }
        csi::events(&seen, last, alt, out);
    }

    fn console(&mut self, byte: u8, out: &mut Vec<Event>) {
        match byte {
            b'A'..=b'E' => {
                out.push(plain(KeyCode::Function(byte - b'A' + 1)));
                self.rest();
            }
            b' '..=b'~' | CAN | SUB => self.rest(),
            _ => self.again(byte, out),
        }
    }

    fn ss3(&mut self, byte: u8, modifier: Option<u8>, out: &mut Vec<Event>) {
        match byte {
            b'1'..=b'8' if modifier.is_none() => self.state = State::Ss3 { modifier: Some(byte - b'0') },
            b' '..=b'~' => {
                if let Some(key) = csi::ss3_key(byte, modifier.unwrap_or(1)) {
                    out.push(Event::Key(Key { alt: key.alt || self.alt, ..key }));
                }
                self.rest();
            }
            _ => {
                if modifier.is_none() {
                    out.push(alt_char('O'));
                }
                self.again(byte, out);
            }
        }
    }

    fn string(&mut self, byte: u8, out: &mut Vec<Event>) {
        let State::String { length, escape, .. } = &mut self.state else { return };
        if *escape {
            if byte == b'\\' {
                return self.rest();
            }
            // The string was cut off by the start of something else.
            self.rest();
            return self.after_escape(byte, false, out);
        }
        match byte {
            ESC => *escape = true,
            BEL | CAN | SUB => self.rest(),
            _ => {
                *length += 1;
                if *length > LONGEST_STRING {
                    self.rest();
                }
            }
        }
    }
}

fn plain(code: KeyCode) -> Event {
    Event::Key(Key::plain(code))
}

fn alt_char(c: char) -> Event {
    Event::Key(Key::alt(c))
}

/// The key of one ASCII byte, ESC excepted.
fn ascii(byte: u8) -> Key {
    match byte {
        0 => Key::ctrl(' '),
        b'\t' => Key::plain(KeyCode::Tab),
        b'\r' | b'\n' => Key::plain(KeyCode::Enter),
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        0x01..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
        0x1b..=0x1f => Key::ctrl(char::from(byte + 0x40)),
        _ => Key::char(char::from(byte)),
    }
}

/// Bytes of the character that this byte begins, if it can begin one.
fn utf8_length(byte: u8) -> Option<usize> {
    match byte {
        0xc2..=0xdf => Some(2),
        0xe0..=0xef => Some(3),
        0xf0..=0xf4 => Some(4),
        _ => None,
    }
}
