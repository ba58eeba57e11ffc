//! Front matter of Markdown: `key: value` (YAML) or `key = "value"` (TOML) lines at the top.
//!
//! Only flat lines are read. Nothing is expanded, so nothing in it can grow.

use super::{dates, language};
use crate::text::document::Metadata;

/// What the front matter tells, taken line by line.
pub(super) fn read(text: &str, metadata: &mut Metadata) {
    for line in text.lines().take(400) {
        let Some((key, value)) = line.split_once(':').or_else(|| line.split_once('=')) else { continue };
        // A TOML value may have a colon before its first `=`.
        let (key, value) = match line.split_once('=') {
            Some((left, right)) if !left.contains(':') => (left, right),
            _ => (key, value),
        };
        if let Some(value) = plain_value(value) {
            take(metadata, key.trim(), value);
        }
    }
}

fn take(metadata: &mut Metadata, key: &str, value: &str) {
    let place = match key.to_lowercase().as_str() {
        "title" => &mut metadata.title,
        "author" | "authors" | "by" => &mut metadata.author,
        "publication" | "source" | "site" | "journal" => &mut metadata.publication,
        "lang" | "language" => {
            metadata.language = language::tag(value);
            return;
        }
        "date" | "published" => {
            let date = value.parse().ok();
            metadata.date = date.or_else(|| dates::iso(value).or_else(|| dates::line(value)).map(Into::into));
            return;
        }
        _ => return,
    };
    place.get_or_insert_with(|| value.to_owned());
}

/// A one-line value without its quotation marks; `None` for lists, maps, anchors and tags.
fn plain_value(value: &str) -> Option<&str> {
    let value = value.trim();
    let quoted = ['"', '\''].iter().find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark));
    let is_plain = !value.starts_with(['[', '{', '&', '*', '!', '|', '>', '#']);
    quoted
        .or(is_plain.then_some(value))
        .map(str::trim)
        .filter(|value| !value.is_empty() && value.len() <= 500)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml() {
        for text in [
            "title: \"The Keeper: a tale\"\nauthor: Ann Other\ndate: 1999-03-02\nlang: en_GB\ntags: [a, b]\n",
            "title = \"The Keeper: a tale\"\nauthor = 'Ann Other'\ndate = 1999-03-02T10:00:00Z\nlanguage = \"en-GB\"\n",
        ] {
            let mut metadata = Metadata::default();
            read(text, &mut metadata);
            assert_eq!(metadata.title.as_deref(), Some("The Keeper: a tale"));
            assert_eq!(metadata.author.as_deref(), Some("Ann Other"));
            assert_eq!(metadata.date.map(|date| date.to_string()).as_deref(), Some("1999-03-02"));
            assert_eq!(metadata.language.as_deref(), Some("en-GB"));
        }
    }

    #[test]
    fn what_is_no_plain_value_is_left() {
        let mut metadata = Metadata::default();
        read("title: !!python/object:os.system x\nauthor: *a\n", &mut metadata);
        assert_eq!(metadata, Metadata::default());
    }
}
