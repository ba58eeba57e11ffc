//! What a finished control sequence means: a key, a mouse event, the background, or nothing.

use crate::app::event::{Event, Mouse, MouseKind};
use crate::app::key::{Key, KeyCode};

/// The parameters of a sequence: numbers by `;`, each with its parts by `:`. Too large a number
/// counts as the largest, a missing one as `None`.
struct Parameters<'a> {
    text: &'a [u8],
}

impl Parameters<'_> {
    fn get(&self, at: usize, part: usize) -> Option<u32> {
        let field = self.text.split(|b| *b == b';').nth(at)?;
        number(field.split(|b| *b == b':').nth(part)?)
    }

    /// The number at a place, or what stands for a missing one.
    fn or(&self, at: usize, missing: u32) -> u32 {
        self.get(at, 0).unwrap_or(missing)
    }

    fn parts(&self, at: usize) -> impl Iterator<Item = u32> {
        self.text
            .split(|b| *b == b';')
            .nth(at)
            .into_iter()
            .flat_map(|field| field.split(|b| *b == b':').filter_map(number))
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0u32, |n, d| n.saturating_mul(10).saturating_add(u32::from(d - b'0'))))
}

/// Keys held with another, as terminals number them: one more than the sum of 1 shift, 2 alt,
/// 4 ctrl, 8 super, 16 hyper, 32 meta.
#[derive(Clone, Copy)]
struct Held(u32);

impl Held {
    fn from_number(number: u32) -> Self {
        Self(number.saturating_sub(1))
    }
    fn shift(self) -> bool {
        self.0 & 1 != 0
    }
    fn alt(self) -> bool {
        self.0 & (2 | 32) != 0
    }
    fn ctrl(self) -> bool {
        self.0 & 4 != 0
    }
    /// Combinations that belong to the desktop.
    fn foreign(self) -> bool {
        self.0 & (8 | 16) != 0
    }
    fn with(self, code: KeyCode) -> Key {
        let shift = self.shift() && !matches!(code, KeyCode::Char(_));
        Key { code, ctrl: self.ctrl(), alt: self.alt(), shift }
    }
}

/// `seen` is what stood between ESC [ and the last byte; `alt` says that another ESC stood before.
pub(super) fn events(seen: &[u8], last: u8, alt: bool, out: &mut Vec<Event>) {
    match seen.first() {
        Some(b'<') => out.extend(mouse(&seen[1..], last).map(Event::Mouse)),
        Some(b'?') => out.extend(background(seen, last)),
        Some(b'=' | b'>') => {}
        _ if seen.iter().any(|b| (b' '..=b'/').contains(b)) => {}
        _ => {
            let from = out.len();
            keys(&Parameters { text: seen }, last, out);
            for event in &mut out[from..] {
                if let Event::Key(key) = event {
                    key.alt |= alt;
                }
            }
        }
    }
}

/// Whether `ESC [ seen $` is a key that rxvt sends with shift, and no part of a longer reply.
pub(super) fn is_rxvt_key(seen: &[u8]) -> bool {
    number(seen).is_some_and(|n| tilde_key(n).is_some())
}

fn keys(p: &Parameters, last: u8, out: &mut Vec<Event>) {
    let held = Held::from_number(p.or(1, 1));
    // The third part of the modifiers says what happened: 3 is a release.
    if p.get(1, 1) == Some(3) || held.foreign() {
        return;
    }
    let key = match last {
        b'A' | b'B' | b'C' | b'D' | b'F' | b'H' if p.or(0, 1) == 1 => letter_key(last).map(|c| held.with(c)),
        b'P' | b'Q' | b'S' if p.or(0, 1) == 1 => letter_key(last).map(|c| held.with(c)),
        // With parameters it is a cursor position report.
        b'R' if p.text.is_empty() => letter_key(last).map(|c| held.with(c)),
        b'Z' => Some(Key { shift: true, ..held.with(KeyCode::Tab) }),
        b'a'..=b'd' if p.text.is_empty() => {
            letter_key(last.to_ascii_uppercase()).map(|c| Key { shift: true, ..Key::plain(c) })
        }
        b'~' if p.or(0, 0) == 27 => character(p.or(2, 0), None, held),
        b'~' => tilde_key(p.or(0, 0)).map(|c| held.with(c)),
        b'$' | b'^' | b'@' => tilde_key(p.or(0, 0)).map(|code| Key {
            ctrl: last != b'$',
            shift: last != b'^',
            ..Key::plain(code)
        }),
        b'u' => return kitty(p, held, out),
        _ => None,
    };
    out.extend(key.map(Event::Key));
}

/// `CSI code:shifted:base ; modifiers:event ; text u`
fn kitty(p: &Parameters, held: Held, out: &mut Vec<Event>) {
    if !held.ctrl() && !held.alt() && p.parts(2).next().is_some() {
        let typed = p.parts(2).filter_map(char::from_u32).filter(|c| !c.is_control());
        out.extend(typed.map(|c| Event::Key(Key::char(c))));
        return;
    }
    out.extend(character(p.or(0, 0), p.get(0, 1), held).map(Event::Key));
}

/// The key with this number: a character's code point, or one of kitty's private ones.
fn character(code: u32, shifted: Option<u32>, held: Held) -> Option<Key> {
    let named = match code {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        10 | 13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Escape,
        57376..=57387 => KeyCode::Function((code - 57376 + 13) as u8),
        57399..=57408 => KeyCode::Char(char::from(b'0' + (code - 57399) as u8)),
        57409..=57413 => KeyCode::Char(char::from(b"./*-+"[(code - 57409) as usize])),
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        57344..=63743 => return None,
        _ => KeyCode::Char(typed(code, shifted, held)?),
    };
    Some(held.with(named))
}

fn typed(code: u32, shifted: Option<u32>, held: Held) -> Option<char> {
    let plain = char::from_u32(code).filter(|c| !c.is_control())?;
    if !held.shift() {
        return Some(plain);
    }
    let upper = || plain.to_uppercase().next().filter(|_| plain.to_uppercase().count() == 1);
    shifted.and_then(char::from_u32).filter(|c| !c.is_control()).or_else(upper).or(Some(plain))
}

fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::Function(letter - b'P' + 1),
        _ => return None,
    })
}

fn tilde_key(number: u32) -> Option<KeyCode> {
    let function = |first: u8, from: u32| KeyCode::Function(first + (number - from) as u8);
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(1, 11),
        17..=21 => function(6, 17),
        23..=26 => function(11, 23),
        28..=29 => function(15, 28),
        31..=34 => function(17, 31),
        _ => return None,
    })
}

/// The key of `ESC O modifier letter`: arrows and F1 to F4, and the number pad.
pub(super) fn ss3_key(letter: u8, modifier: u8) -> Option<Key> {
    let held = Held::from_number(u32::from(modifier));
    if held.foreign() {
        return None;
    }
    if let Some(code) = letter_key(letter) {
        return Some(held.with(code));
    }
    let code = match letter {
        b'a'..=b'd' => {
            return letter_key(letter.to_ascii_uppercase()).map(|c| Key { ctrl: true, ..Key::plain(c) });
        }
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char(char::from(letter - b'j' + b'*')),
        _ => return None,
    };
    Some(held.with(code))
}

/// `CSI < button ; column ; row M` (or `m` for a release): the left button and the wheel.
fn mouse(fields: &[u8], last: u8) -> Option<Mouse> {
    let p = Parameters { text: fields };
    let (button, column, row) = (p.get(0, 0)?, p.get(1, 0)?, p.get(2, 0)?);
    let moved = button & 32 != 0;
    // Bits 4, 8 and 16 are the keys held.
    let kind = match (button & !0b11_1100, last) {
        (0, b'M') if moved => MouseKind::Drag,
        (0, b'M') => MouseKind::Press,
        (0, b'm') => MouseKind::Release,
        (64, b'M') if !moved => MouseKind::WheelUp,
        (65, b'M') if !moved => MouseKind::WheelDown,
        _ => return None,
    };
    let cell = |n: u32| u16::try_from(n.checked_sub(1)?).ok();
    Some(Mouse { kind, column: cell(column)?, row: cell(row)? })
}

fn background(seen: &[u8], last: u8) -> Option<Event> {
    match (seen, last) {
        (b"?997;1", b'n') => Some(Event::Background { dark: true }),
        (b"?997;2", b'n') => Some(Event::Background { dark: false }),
        _ => None,
    }
}
