//! A key press, how it is written in a key map, and how that is read.

use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A printable character as typed: shift is in the character.
    Char(char),
    Enter,
    Escape,
    Tab,
    Backspace,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    /// F1 to F24.
    Function(u8),
}

/// One key press with its modifiers. `shift` is set only for keys that are no characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Key {
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    pub fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    pub fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c) }
    }

    pub fn alt(c: char) -> Self {
        Self { alt: true, ..Self::char(c) }
    }

    /// The character that it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

const NAMED: [(&str, KeyCode); 15] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Escape),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Insert", KeyCode::Insert),
    ("Delete", KeyCode::Delete),
    ("Space", KeyCode::Char(' ')),
];

impl fmt::Display for Key {
    /// As it is written in a key map: `j`, `Ctrl-d`, `Alt-o`, `Shift-Tab`, `PageDown`, `F1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Function(number) => write!(f, "F{number}"),
            _ => unreachable!("every other key has a name"),
        }
    }
}

/// Why a key's name could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is no key{}", suggestion.as_ref().map_or_else(String::new, |key| format!("; did you mean '{key}'?")))]
pub struct KeyError {
    pub name: String,
    pub suggestion: Option<String>,
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut key = Key::plain(KeyCode::Escape);
        let mut rest = text;
        loop {
            let (held, after) = if let Some(after) = rest.strip_prefix("Ctrl-") {
                (&mut key.ctrl, after)
            } else if let Some(after) = rest.strip_prefix("Alt-") {
                (&mut key.alt, after)
            } else if let Some(after) = rest.strip_prefix("Shift-") {
                (&mut key.shift, after)
            } else {
                break;
            };
            if *held || after.is_empty() {
                return Err(unknown(text));
            }
            *held = true;
            rest = after;
        }
        key.code = code(rest).ok_or_else(|| unknown(text))?;
        if key.shift && matches!(key.code, KeyCode::Char(_)) {
            return Err(unknown(text));
        }
        Ok(key)
    }
}

fn code(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && c != ' ').then_some(KeyCode::Char(c));
    }
    let number: u8 = name.strip_prefix('F')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::Function(number))
}

fn unknown(text: &str) -> KeyError {
    let bare = text.rsplit_once('-').map_or(text, |(_, bare)| bare);
    let suggestion = NAMED
        .iter()
        .map(|(name, _)| (strsim::damerau_levenshtein(&name.to_lowercase(), &bare.to_lowercase()), *name))
        .filter(|(distance, _)| *distance <= bare.chars().count() / 3)
        .min()
        .map(|(_, name)| name.to_owned());
    // Keys of a sequence written without spaces.
    let plain = text.chars().count() <= 4 && text.chars().all(|c| c.is_ascii_graphic());
    let spaced = || text.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let suggestion = suggestion.or_else(|| (plain && !text.contains('-')).then(spaced));
    KeyError { name: text.to_owned(), suggestion }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for text in
            ["j", "G", "Ctrl-d", "Alt-1", "Shift-Tab", "PageDown", "F1", "Space", "]", "Ctrl-Alt-x", "-"]
        {
            let key: Key = text.parse().unwrap();
            assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_a_suggestion() {
        let error = "PageDwon".parse::<Key>().unwrap_err();
        assert_eq!(error.suggestion.as_deref(), Some("PageDown"));
        for text in ["", "Ctrl-", "Ctrl-Ctrl-x", "Shift-a", "F25", "ab"] {
            assert!(text.parse::<Key>().is_err(), "{text} was taken");
        }
    }
}
