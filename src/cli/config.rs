//! The reader's configuration, `config.toml`. A mistake in it is a message that names file and
//! line; the rest of the file counts, and the program starts.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::app::options::THEMES;

use super::themes;

/// What the reader chose once and for all. Options of the command line go before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the reader's own copies of the documents lie.
    pub originals: Option<PathBuf>,
    /// Static vectors for matching.
    pub vectors: Option<PathBuf>,
    pub theme: Option<String>,
    pub mouse: bool,
    /// Cells of a line of text, where the reader chose them.
    pub measure: Option<u16>,
    pub hyphenate: bool,
    pub ascii: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            originals: None,
            vectors: None,
            theme: None,
            mouse: true,
            measure: None,
            hyphenate: true,
            ascii: false,
        }
    }
}

const KEYS: [&str; 7] = ["originals", "vectors", "theme", "mouse", "measure", "hyphenate", "ascii"];

/// A larger file is no configuration.
const MOST_BYTES: u64 = 1 << 20;

/// Narrower and wider lines are mistakes.
const MEASURES: std::ops::RangeInclusive<i64> = 20..=200;

/// The program's folder for configuration; `None` where the system names none.
pub fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("triptych"))
}

/// The configuration, with a message for each mistake in it.
pub fn load() -> (Config, Vec<String>) {
    let Some(path) = folder().map(|folder| folder.join("config.toml")) else {
        return (Config::default(), Vec::new());
    };
    match read(&path) {
        Ok(Some(text)) => parse(&text, &path),
        Ok(None) => (Config::default(), Vec::new()),
        Err(error) => {
            let message = format!("{}: {error}: going on without this configuration", path.display());
            (Config::default(), vec![message])
        }
    }
}

/// The text of one of the reader's own files, if there is such a file. Nothing else is opened: a
/// pipe would be waited for, a device read without end.
pub(super) fn read(path: &Path) -> io::Result<Option<String>> {
    let metadata = match path.metadata() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        metadata => metadata?,
    };
    if !metadata.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "is no regular file"));
    }
    if metadata.len() > MOST_BYTES {
        return Err(ErrorKind::FileTooLarge.into());
    }
    std::fs::read_to_string(path).map(Some)
}

/// Reads a configuration. `path` is its file: it is named in messages, and relative paths start
/// from its folder.
pub fn parse(text: &str, path: &Path) -> (Config, Vec<String>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reading = Reading { text, path, config: Config::default(), messages: Vec::new() };
    for error in errors {
        let start = error.span().map_or(0, |span| span.start);
        reading.complain(start, error.message());
    }
    for (key, value) in table.into_inner() {
        reading.entry(&key, &value);
    }
    (reading.config, reading.messages)
}

struct Reading<'a> {
    text: &'a str,
    path: &'a Path,
    config: Config,
    messages: Vec<String>,
}

impl Reading<'_> {
    fn entry(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let name = key.get_ref().as_ref();
        let at = value.span().start;
        let value = value.get_ref();
        match name {
            "originals" => {
                if let Some(text) = self.text_of(name, value, at) {
                    self.config.originals = Some(self.resolved(&text));
                }
            }
            "vectors" => {
                if let Some(text) = self.text_of(name, value, at) {
                    self.config.vectors = Some(self.resolved(&text));
                }
            }
            "theme" => match self.text_of(name, value, at) {
                Some(theme) if THEMES.contains(&theme.as_str()) => self.config.theme = Some(theme),
                Some(theme) => self.complain(at, &themes::unknown(&theme)),
                None => {}
            },
            "mouse" => self.config.mouse = self.flag(name, value, at, self.config.mouse),
            "hyphenate" => self.config.hyphenate = self.flag(name, value, at, self.config.hyphenate),
            "ascii" => self.config.ascii = self.flag(name, value, at, self.config.ascii),
            "measure" => self.measure(value, at),
            _ => {
                let hint = suggestion(name, KEYS.iter().copied()).map_or_else(
                    || format!("it may be {}", KEYS.join(", ")),
                    |known| format!("did you mean '{known}'?"),
                );
                self.complain(key.span().start, &format!("'{name}' is no setting: {hint}"));
            }
        }
    }

    fn text_of(&mut self, name: &str, value: &DeValue<'_>, at: usize) -> Option<String> {
        let text = value.as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.complain(at, &format!("'{name}' must be a text in quotation marks"));
        }
        text
    }

    fn flag(&mut self, name: &str, value: &DeValue<'_>, at: usize, default: bool) -> bool {
        value.as_bool().unwrap_or_else(|| {
            self.complain(at, &format!("'{name}' must be true or false"));
            default
        })
    }

    fn measure(&mut self, value: &DeValue<'_>, at: usize) {
        let cells = value
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|cells| MEASURES.contains(cells));
        match cells {
            Some(cells) => self.config.measure = Some(cells as u16),
            None => self.complain(
                at,
                &format!(
                    "'measure' must be a number of cells from {} to {}",
                    MEASURES.start(),
                    MEASURES.end()
                ),
            ),
        }
    }

    fn resolved(&self, text: &str) -> PathBuf {
        let home = || etcetera::home_dir().ok();
        match text.strip_prefix("~/").and_then(|rest| Some(home()?.join(rest))) {
            Some(path) => path,
            None => self.path.parent().unwrap_or(Path::new("")).join(text),
        }
    }

    fn complain(&mut self, at: usize, message: &str) {
        let line = self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        self.messages.push(format!("{}:{line}: {message}", self.path.display()));
    }
}

/// The known word that is spelled most like this one, if any is near.
pub(super) fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .map(|known| (strsim::damerau_levenshtein(&word, &known.to_lowercase()), known))
        .filter(|(distance, known)| *distance <= 1 + known.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Config, Vec<String>) {
        parse(text, Path::new("/etc/triptych/config.toml"))
    }

    #[test]
    fn everything_can_be_set() {
        let text = "originals = 'own'\nvectors = '../static.safetensors'\ntheme = \"dark\"\nmouse = false\nmeasure = 72\nhyphenate = false\nascii = true\n";
        let (config, messages) = parsed(text);
        assert_eq!(messages, Vec::<String>::new());
        let wanted = Config {
            originals: Some("/etc/triptych/own".into()),
            vectors: Some("/etc/triptych/../static.safetensors".into()),
            theme: Some("dark".into()),
            mouse: false,
            measure: Some(72),
            hyphenate: false,
            ascii: true,
        };
        assert_eq!(config, wanted);
    }

    #[test]
    fn a_mistake_leaves_the_rest_standing() {
        let (config, messages) =
            parsed("mause = true\nascii = true\nmeasure = 4000\nmouse = 'no'\ntheme = 'drak'\n");
        insta::assert_snapshot!(messages.join("\n"), @r"
        /etc/triptych/config.toml:1: 'mause' is no setting: did you mean 'mouse'?
        /etc/triptych/config.toml:3: 'measure' must be a number of cells from 20 to 200
        /etc/triptych/config.toml:4: 'mouse' must be true or false
        /etc/triptych/config.toml:5: there is no theme 'drak': did you mean 'dark'?
        ");
        assert!(config.ascii && config.mouse && config.measure.is_none());
    }

    #[test]
    fn what_is_no_toml_is_a_message() {
        let (config, messages) = parsed("ascii = true\n]]\ntheme = \n");
        assert!(config.ascii, "{messages:?}");
        assert!(
            !messages.is_empty() && messages[0].starts_with("/etc/triptych/config.toml:2: "),
            "{messages:?}"
        );
    }
}
