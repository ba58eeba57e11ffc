//! `collection.toml`: the documents of a collection and its scheme. Nearly everything may be left
//! out.

use std::collections::HashSet;

use ::toml::de::DeTable;

use crate::scheme::model::{Actor, Alias, Episode, EpisodeIndex, Part, Scheme, Step, StepIndex, Telltale};
use crate::text::Metadata;

pub mod written;

use super::fields::{Fields, Reader};
use super::{Problem, did_you_mean};

/// Everything that `collection.toml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    pub scheme: Scheme,
    /// Of documents that do not give their own.
    pub language: Option<String>,
    pub documents: Vec<DocumentEntry>,
    pub problems: Vec<Problem>,
}

/// What `collection.toml` says of one document; what it leaves out is taken from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentEntry {
    /// Path relative to the collection.
    pub file: String,
    pub letter: Option<String>,
    pub cite: Option<String>,
    pub metadata: Metadata,
    /// Whether the text retells another; `metadata.retelling` then says what, if that is given.
    pub is_retelling: bool,
    /// Line of its `[[document]]`.
    pub line: usize,
}

const ROOT: &[&str] =
    &["format", "title", "language", "note", "document", "episode", "step", "part", "actor", "alias"];
const DOCUMENT: &[&str] =
    &["letter", "file", "title", "author", "publication", "date", "language", "cite", "retelling"];
const EPISODE: &[&str] =
    &["id", "name", "short", "begins", "ends", "hidden", "names", "dates", "terms", "examples"];
const STEP: &[&str] =
    &["id", "name", "letter", "question", "directed", "names", "dates", "terms", "examples"];
const PART: &[&str] = &["episode", "step", "names", "dates", "terms", "examples"];
const ACTOR: &[&str] = &["id", "name", "names"];
const ALIAS: &[&str] = &["name", "spellings"];

/// The format that this version writes and knows.
const FORMAT: &str = "1";

/// Reads the text of a `collection.toml`; `file` names it in problems.
pub fn parse(file: &str, text: &str) -> Settings {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(file, text);
    for error in &errors {
        reader.syntax(error);
    }
    let root = Fields { what: "a collection", entries: root.get_ref(), at: 0 };
    reader.check_keys(root, ROOT);
    check_format(&mut reader, root);
    let mut settings = Settings {
        language: reader.text(root, "language"),
        documents: documents(&mut reader, root),
        scheme: scheme(&mut reader, root),
        problems: Vec::new(),
    };
    settings.problems = reader.problems;
    settings
}

fn check_format(reader: &mut Reader<'_>, root: Fields<'_>) {
    let Some(value) = root.entries.get("format") else { return };
    if value.get_ref().as_integer().is_none_or(|number| number.as_str() != FORMAT) {
        let message = format!("this version reads format = {FORMAT}; what it does not know is left out");
        reader.problem(value.span().start, message);
    }
}

fn documents<'a>(reader: &mut Reader<'a>, root: Fields<'a>) -> Vec<DocumentEntry> {
    let mut documents: Vec<DocumentEntry> = Vec::new();
    for fields in reader.tables(root, "document") {
        reader.check_keys(fields, DOCUMENT);
        let Some(entry) = document(reader, fields) else { continue };
        if documents.iter().any(|other| other.file == entry.file) {
            reader.problem(fields.at, format!("'{}' is listed twice; the first counts", entry.file));
        } else if entry.letter.is_some() && documents.iter().any(|other| other.letter == entry.letter) {
            let letter = entry.letter.clone().unwrap_or_default();
            reader.problem(fields.at, format!("letter '{letter}' is taken; another is given"));
            documents.push(DocumentEntry { letter: None, ..entry });
        } else {
            documents.push(entry);
        }
    }
    documents
}

fn document<'a>(reader: &mut Reader<'a>, fields: Fields<'a>) -> Option<DocumentEntry> {
    let Some(file) = reader.text(fields, "file") else {
        reader.problem(fields.at, "a document needs its 'file'; left out");
        return None;
    };
    let retelling = Reader::value(fields, "retelling").is_some_and(|value| value.get_ref().is_str());
    let metadata = Metadata {
        title: reader.text(fields, "title"),
        author: reader.text(fields, "author"),
        publication: reader.text(fields, "publication"),
        date: reader.date(fields, "date"),
        language: reader.text(fields, "language"),
        retelling: if retelling { reader.text(fields, "retelling") } else { None },
    };
    Some(DocumentEntry {
        file: file.trim_start_matches("./").to_owned(),
        letter: reader.text(fields, "letter"),
        cite: reader.text(fields, "cite"),
        is_retelling: retelling || reader.flag(fields, "retelling"),
        metadata,
        line: reader.line(fields.at),
    })
}

fn scheme<'a>(reader: &mut Reader<'a>, root: Fields<'a>) -> Scheme {
    let mut scheme =
        Scheme { title: reader.text(root, "title"), note: reader.text(root, "note"), ..Scheme::default() };
    scheme.episodes = episodes(reader, root);
    scheme.steps = steps(reader, root);
    scheme.actors = actors(reader, root);
    scheme.aliases = aliases(reader, root);
    for fields in reader.tables(root, "part") {
        add_part(reader, fields, &mut scheme);
    }
    scheme
}

fn telltale<'a>(reader: &mut Reader<'a>, fields: Fields<'a>) -> Telltale {
    Telltale {
        names: reader.texts(fields, "names"),
        dates: reader.dates(fields, "dates"),
        terms: reader.texts(fields, "terms"),
        examples: reader.texts(fields, "examples"),
    }
}

/// Id and name of an entry, each made from the other where it is missing; `None` when both are,
/// or when the id was used before.
fn id_and_name<'a>(
    reader: &mut Reader<'a>,
    fields: Fields<'a>,
    used: &mut HashSet<String>,
) -> Option<(String, String)> {
    let (id, name) = (reader.text(fields, "id"), reader.text(fields, "name"));
    let Some(name) = name.or_else(|| id.clone()) else {
        reader.problem(fields.at, format!("this {} has no name; left out", fields.what));
        return None;
    };
    let id = id.unwrap_or_else(|| id_of(&name));
    if !used.insert(id.clone()) {
        reader.problem(fields.at, format!("there are two of {} '{id}'; the first counts", fields.what));
        return None;
    }
    Some((id, name))
}

/// `The town waits` -> `the-town-waits`.
fn id_of(name: &str) -> String {
    let words: Vec<_> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}

fn episodes<'a>(reader: &mut Reader<'a>, root: Fields<'a>) -> Vec<Episode> {
    let mut used = HashSet::new();
    let mut episodes = Vec::new();
    for fields in reader.tables(root, "episode") {
        reader.check_keys(fields, EPISODE);
        let Some((id, name)) = id_and_name(reader, fields, &mut used) else { continue };
        episodes.push(Episode {
            short: reader.text(fields, "short").unwrap_or_else(|| name.clone()),
            when: reader.span_of_dates(fields, "begins", "ends"),
            hidden: reader.flag(fields, "hidden"),
            telltale: telltale(reader, fields),
            id,
            name,
        });
    }
    episodes
}

fn steps<'a>(reader: &mut Reader<'a>, root: Fields<'a>) -> Vec<Step> {
    let mut used = HashSet::new();
    let mut steps: Vec<Step> = Vec::new();
    let mut letters: Vec<Option<char>> = Vec::new();
    for fields in reader.tables(root, "step") {
        reader.check_keys(fields, STEP);
        let Some((id, name)) = id_and_name(reader, fields, &mut used) else { continue };
        letters.push(step_letter(reader, fields, &letters));
        steps.push(Step {
            letter: '?',
            question: reader.text(fields, "question").unwrap_or_else(|| name.clone()),
            directed: reader.flag(fields, "directed"),
            telltale: telltale(reader, fields),
            id,
            name,
        });
    }
    give_letters(&mut steps, letters);
    steps
}

fn step_letter<'a>(reader: &mut Reader<'a>, fields: Fields<'a>, taken: &[Option<char>]) -> Option<char> {
    let text = reader.text(fields, "letter")?;
    let mut characters = text.chars();
    let letter = characters.next().filter(|_| characters.next().is_none());
    if letter.is_none() || taken.contains(&letter) {
        reader.problem(fields.at, format!("'{text}' is no free letter for a step; another is given"));
        return None;
    }
    letter
}

/// Letters that were not given: the first free one of the name, else of the alphabet.
fn give_letters(steps: &mut [Step], given: Vec<Option<char>>) {
    let mut taken: HashSet<char> = given.iter().flatten().copied().collect();
    for (step, letter) in steps.iter_mut().zip(given) {
        let of_name = step.name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase);
        let mut choices = of_name.chain('A'..='Z').chain('0'..='9');
        let free = letter.or_else(|| choices.find(|choice| !taken.contains(choice)));
        step.letter = free.unwrap_or('?');
        taken.insert(step.letter);
    }
}

fn actors<'a>(reader: &mut Reader<'a>, root: Fields<'a>) -> Vec<Actor> {
    let mut used = HashSet::new();
    let mut actors = Vec::new();
    for fields in reader.tables(root, "actor") {
        reader.check_keys(fields, ACTOR);
        let Some((id, name)) = id_and_name(reader, fields, &mut used) else { continue };
        actors.push(Actor { id, name, names: reader.texts(fields, "names") });
    }
    actors
}

fn aliases<'a>(reader: &mut Reader<'a>, root: Fields<'a>) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for fields in reader.tables(root, "alias") {
        reader.check_keys(fields, ALIAS);
        match reader.text(fields, "name") {
            Some(name) => aliases.push(Alias { name, spellings: reader.texts(fields, "spellings") }),
            None => reader.problem(fields.at, "this alias has no name; left out"),
        }
    }
    aliases
}

fn add_part<'a>(reader: &mut Reader<'a>, fields: Fields<'a>, scheme: &mut Scheme) {
    reader.check_keys(fields, PART);
    let episodes: Vec<&str> = scheme.episodes.iter().map(|episode| episode.id.as_str()).collect();
    let steps: Vec<&str> = scheme.steps.iter().map(|step| step.id.as_str()).collect();
    let episode = reference(reader, fields, "episode", &episodes);
    let step = reference(reader, fields, "step", &steps);
    let (Some(episode), Some(step)) = (episode, step) else { return };
    let (episode, step) = (EpisodeIndex(episode), StepIndex(step));
    let telltale = telltale(reader, fields);
    match scheme.parts.iter_mut().find(|part| part.episode == episode && part.step == step) {
        Some(part) => part.telltale.join(telltale),
        None => scheme.parts.push(Part { episode, step, telltale }),
    }
}

/// The position of the id that a key gives among the ids there are.
fn reference<'a>(reader: &mut Reader<'a>, fields: Fields<'a>, key: &str, ids: &[&str]) -> Option<usize> {
    let Some(id) = reader.text(fields, key) else {
        reader.problem(fields.at, format!("this {} names no {key}; left out", fields.what));
        return None;
    };
    let position = ids.iter().position(|&known| known == id);
    if position.is_none() {
        let at = Reader::value(fields, key).map_or(fields.at, |value| value.span().start);
        let hint = did_you_mean(&id, ids.iter().copied());
        reader.problem(at, format!("there is no {key} '{id}'{hint}"));
    }
    position
}

#[cfg(test)]
mod tests;
