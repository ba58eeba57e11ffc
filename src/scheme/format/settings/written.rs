//! A scheme, and what is said of a document, as the text of a `collection.toml`: what is read back as
//! the same.

use std::fmt::Write as _;

use toml::Value;

use crate::scheme::model::{Scheme, Telltale};
use crate::text::{DateRange, Metadata};

/// Everything of the scheme, with its title.
pub fn scheme(scheme: &Scheme) -> String {
    let mut out = String::new();
    text(&mut out, "title", scheme.title.as_deref());
    text(&mut out, "note", scheme.note.as_deref());
    for episode in &scheme.episodes {
        table(&mut out, "episode");
        text(&mut out, "id", Some(&episode.id));
        text(&mut out, "name", Some(&episode.name));
        text(&mut out, "short", Some(&episode.short));
        text(&mut out, "begins", episode.when.map(|when| when.start.to_string()).as_deref());
        text(&mut out, "ends", episode.when.map(|when| when.end.to_string()).as_deref());
        flag(&mut out, "hidden", episode.hidden);
        telltale(&mut out, &episode.telltale);
    }
    for step in &scheme.steps {
        table(&mut out, "step");
        text(&mut out, "id", Some(&step.id));
        text(&mut out, "name", Some(&step.name));
        text(&mut out, "letter", Some(&step.letter.to_string()));
        text(&mut out, "question", Some(&step.question));
        flag(&mut out, "directed", step.directed);
        telltale(&mut out, &step.telltale);
    }
    for part in &scheme.parts {
        table(&mut out, "part");
        text(&mut out, "episode", Some(&scheme.episode(part.episode).id));
        text(&mut out, "step", Some(&scheme.step(part.step).id));
        telltale(&mut out, &part.telltale);
    }
    for actor in &scheme.actors {
        table(&mut out, "actor");
        text(&mut out, "id", Some(&actor.id));
        text(&mut out, "name", Some(&actor.name));
        texts(&mut out, "names", &actor.names);
    }
    for alias in &scheme.aliases {
        table(&mut out, "alias");
        text(&mut out, "name", Some(&alias.name));
        texts(&mut out, "spellings", &alias.spellings);
    }
    out
}

/// What stands in a document's table, but for its file.
pub fn document(metadata: &Metadata, letter: Option<&str>, cite: Option<&str>) -> String {
    let mut out = String::new();
    text(&mut out, "letter", letter);
    text(&mut out, "cite", cite);
    text(&mut out, "title", metadata.title.as_deref());
    text(&mut out, "author", metadata.author.as_deref());
    text(&mut out, "publication", metadata.publication.as_deref());
    text(&mut out, "date", metadata.date.map(|date| date.to_string()).as_deref());
    text(&mut out, "language", metadata.language.as_deref());
    text(&mut out, "retelling", metadata.retelling.as_deref());
    out
}

fn telltale(out: &mut String, telltale: &Telltale) {
    let dates: Vec<String> = telltale.dates.iter().map(DateRange::to_string).collect();
    texts(out, "names", &telltale.names);
    texts(out, "dates", &dates);
    texts(out, "terms", &telltale.terms);
    texts(out, "examples", &telltale.examples);
}

fn table(out: &mut String, name: &str) {
    let _ = writeln!(out, "\n[[{name}]]");
}

fn text(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        let _ = writeln!(out, "{key} = {}", Value::from(value));
    }
}

fn texts(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let _ = writeln!(out, "{key} = {}", Value::from(values.to_vec()));
    }
}

fn flag(out: &mut String, key: &str, value: bool) {
    if value {
        let _ = writeln!(out, "{key} = true");
    }
}
