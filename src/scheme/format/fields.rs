//! Reads the keys of TOML tables one by one and notes what is wrong with them, with its line.

use ::toml::de::{DeTable, DeValue};
use ::toml::{Spanned, de::Error};

use crate::text::{Date, DateRange};

use super::{Problem, did_you_mean};

/// Most characters of a title, name or note: they are laid out anew for every frame.
const MOST_CHARS: usize = 2_000;

/// A file while it is read, with the problems met so far.
pub(super) struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    pub(super) problems: Vec<Problem>,
}

/// One table of the file, with what to call it in a problem.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) what: &'a str,
    pub(super) entries: &'a DeTable<'a>,
    /// Byte of the file where the table begins.
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, problems: Vec::new() }
    }

    pub(super) fn line(&self, at: usize) -> usize {
        let breaks = self.text.match_indices('\n');
        1 + breaks.take_while(|&(offset, _)| offset < at).count()
    }

    pub(super) fn problem(&mut self, at: usize, message: impl Into<String>) {
        let line = Some(self.line(at));
        self.problems.push(Problem { file: self.file.to_owned(), line, message: message.into() });
    }

    pub(super) fn syntax(&mut self, error: &Error) {
        let at = error.span().map_or(0, |span| span.start);
        self.problem(at, error.message().to_owned());
    }

    /// Notes every key that the table should not have.
    pub(super) fn check_keys(&mut self, fields: Fields<'_>, known: &[&str]) {
        let mut unknown: Vec<_> =
            fields.entries.keys().filter(|key| !known.contains(&key.get_ref().as_ref())).collect();
        unknown.sort_by_key(|key| key.span().start);
        for key in unknown {
            let hint = did_you_mean(key.get_ref(), known.iter().copied());
            self.problem(key.span().start, format!("{} has no key '{}'{hint}", fields.what, key.get_ref()));
        }
    }

    /// The value of a key, and where it stands.
    pub(super) fn value(fields: Fields<'a>, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        fields.entries.get(key)
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        self.problem(value.span().start, format!("'{key}' must be {wanted}"));
    }

    /// A text that is not blank.
    pub(super) fn text(&mut self, fields: Fields<'a>, key: &str) -> Option<String> {
        let value = Self::value(fields, key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(value, key, "a text in quotes");
            return None;
        };
        let text = text.trim();
        if let Some((cut, _)) = text.char_indices().nth(MOST_CHARS) {
            self.problem(value.span().start, format!("'{key}' is too long: {MOST_CHARS} characters count"));
            return Some(text[..cut].to_owned());
        }
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    pub(super) fn flag(&mut self, fields: Fields<'a>, key: &str) -> bool {
        let Some(value) = Self::value(fields, key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, "true or false");
        }
        flag.unwrap_or(false)
    }

    /// A list of texts with their places; one text alone counts as a list of one.
    fn placed_texts(&mut self, fields: Fields<'a>, key: &str) -> Vec<(usize, String)> {
        let Some(value) = Self::value(fields, key) else { return Vec::new() };
        let single = std::slice::from_ref(value);
        let items: Vec<_> = match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => single.iter().collect(),
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match written(item.get_ref()) {
                Some(text) => texts.push((item.span().start, text)),
                None => self.wrong(item, key, "a list of texts in quotes"),
            }
        }
        texts
    }

    pub(super) fn texts(&mut self, fields: Fields<'a>, key: &str) -> Vec<String> {
        self.placed_texts(fields, key).into_iter().map(|(_, text)| text).collect()
    }

    pub(super) fn dates(&mut self, fields: Fields<'a>, key: &str) -> Vec<DateRange> {
        let mut dates = Vec::new();
        for (at, text) in self.placed_texts(fields, key) {
            match text.parse() {
                Ok(date) => dates.push(date),
                Err(error) => self.problem(at, format!("{key}: {error}")),
            }
        }
        dates
    }

    pub(super) fn date(&mut self, fields: Fields<'a>, key: &str) -> Option<DateRange> {
        self.dates(fields, key).into_iter().next()
    }

    /// From the one key's date to the other's; either may be left out.
    pub(super) fn span_of_dates(&mut self, fields: Fields<'a>, from: &str, to: &str) -> Option<DateRange> {
        let (start, end) = (self.date(fields, from), self.date(fields, to));
        let start_date: Date = start.or(end)?.start;
        let end_date: Date = end.or(start)?.end;
        if end_date.last_day() < start_date.first_day() {
            let at = Self::value(fields, to).map_or(fields.at, |value| value.span().start);
            self.problem(at, format!("'{to}' lies before '{from}'"));
            return start;
        }
        Some(DateRange { start: start_date, end: end_date })
    }

    /// The tables of a list, `[[key]]`.
    pub(super) fn tables(&mut self, root: Fields<'a>, key: &'a str) -> Vec<Fields<'a>> {
        let Some(value) = Self::value(root, key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, &format!("written as [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(array.len());
        for item in array {
            match item.get_ref().as_table() {
                Some(entries) => tables.push(Fields { what: key, entries, at: item.span().start }),
                None => self.wrong(item, key, &format!("written as [[{key}]]")),
            }
        }
        tables
    }
}

/// A text, or a date or year that was written without quotes.
fn written(value: &DeValue<'_>) -> Option<String> {
    let text = match value {
        DeValue::String(text) => text.trim().to_owned(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
