//! What A and B of `triptych agreement` are: which collection they are codings of, and what each
//! says of its passages.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::agreement::Reading;
use crate::cli::args::Shared;
use crate::cli::config::Config;
use crate::cli::output::say;
use crate::cli::{source, work};
use crate::corrections::coded;
use crate::exchange::csv;
use crate::exchange::place::Places;
use crate::exchange::table::{self, Table};
use crate::import;
use crate::scheme::Collection;
use crate::scheme::format::records::{self, Sources};
use crate::scheme::resolve;
use crate::store::{Store, Work, work_in};

/// Remarks on a file that are said before the rest is counted.
const SAID: usize = 8;

pub(super) struct Readings {
    pub(super) collection: Collection,
    pub(super) a: Reading,
    pub(super) b: Reading,
}

/// What a path is to the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Argument {
    /// A folder of documents, with or without codings and work of its own.
    Collection(PathBuf),
    /// A folder with a reader's work.
    Work(PathBuf),
    File(PathBuf),
}

impl Argument {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let path = path.to_owned();
        if !path.is_dir() {
            anyhow::ensure!(path.is_file(), "{}: there is no such file or folder", path.display());
            return Ok(Self::File(path));
        }
        let is_work = |name: &str| {
            let file = path.join(name);
            file.is_file() && import::read_bytes(&file).is_ok_and(|bytes| work_in(&bytes).is_some())
        };
        let holds_work =
            ["codings.jsonl", "notes.jsonl", "links.jsonl", "marks.jsonl"].into_iter().any(is_work);
        Ok(if holds_work { Self::Work(path) } else { Self::Collection(path) })
    }

    /// The collection that it is, or lies in.
    fn collection(&self) -> Option<PathBuf> {
        let parent = |path: &Path| {
            let parent = path.parent()?;
            Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
        };
        match self {
            Self::Collection(folder) => Some(folder.clone()),
            Self::Work(folder) => parent(&folder.canonicalize().ok()?),
            Self::File(file) => parent(file).filter(|folder| folder.join("collection.toml").is_file()),
        }
    }
}

pub(super) fn open(
    a: &Path,
    b: &Path,
    collection: Option<&Path>,
    shared: &Shared,
    config: &Config,
) -> anyhow::Result<Readings> {
    let (a, b) = (Argument::of(a)?, Argument::of(b)?);
    let coded = collection.map(Path::to_owned).or_else(|| a.collection()).or_else(|| b.collection());
    let collection = source::open(coded.iter().cloned().collect(), shared, config)?;
    anyhow::ensure!(
        !collection.scheme.is_empty(),
        "{}: the collection has no episodes to code: name the right one with --collection FOLDER",
        coded.map_or_else(|| "built-in".to_owned(), |folder| folder.display().to_string())
    );
    let places = Places::of(&collection);
    let read = |argument: &Argument| reading(argument, coded.as_deref(), &places, shared, config);
    let (a, b) = (read(&a)?, read(&b)?);
    Ok(Readings { collection, a, b })
}

fn reading(
    argument: &Argument,
    coded: Option<&Path>,
    places: &Places<'_>,
    shared: &Shared,
    config: &Config,
) -> anyhow::Result<Reading> {
    match argument {
        Argument::Collection(folder) => {
            let mut reading = if Some(folder.as_path()) == coded {
                Reading::by_hand(places.collection)
            } else {
                let other = source::open(vec![folder.clone()], shared, config)?;
                moved(&Reading::by_hand(&other), &other, places)
            };
            lay_over(&mut reading, work::open(std::slice::from_ref(folder)).work(), places);
            Ok(reading)
        }
        Argument::Work(folder) => {
            let opened = Store::open(folder);
            opened.messages.iter().for_each(|message| say(message));
            let mut reading = Reading::default();
            lay_over(&mut reading, &opened.work, places);
            Ok(reading)
        }
        Argument::File(file) => of_file(file, places),
    }
}

/// The reading with its passages found in the texts of the collection that is compared on.
fn moved(reading: &Reading, other: &Collection, places: &Places<'_>) -> Reading {
    let mut lost = Vec::new();
    let mut out = Reading::default();
    for (&passage, coded) in &reading.codings {
        match places.from_other(other, passage) {
            Ok(found) => out.codings.extend(found.into_iter().map(|found| (found, coded.clone()))),
            Err(message) => lost.push(format!("{}: {message}", other.passage_id(passage))),
        }
    }
    lost.sort_unstable();
    say_some(&lost);
    out
}

/// A reader's own codings stand in the place of those that came with the collection.
fn lay_over(reading: &mut Reading, work: &Work, places: &Places<'_>) {
    let mut lost = Vec::new();
    for coding in work.codings.values() {
        match places.passages(&coding.anchor) {
            Ok(found) => {
                let coded = coded(&places.collection.scheme, coding).unwrap_or_default();
                reading.codings.extend(found.into_iter().map(|passage| (passage, coded.clone())));
            }
            Err(message) => lost.push(message),
        }
    }
    say_some(&lost);
}

fn of_file(file: &Path, places: &Places<'_>) -> anyhow::Result<Reading> {
    let bytes = import::read_bytes(file)?;
    let name = file.display();
    let collection = places.collection;
    if let Some(work) = work_in(&bytes) {
        let mut reading = Reading::default();
        lay_over(&mut reading, &work, places);
        return Ok(reading);
    }
    let text = import::decoded(&bytes);
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        let sources = Sources { codings: Some(&text), ..Sources::default() };
        let records = records::parse(sources, &collection.scheme);
        let placement = resolve::place(&records, &collection.documents, &collection.labels);
        let problems = records.problems.iter().chain(&placement.problems);
        let said = problems.map(|problem| {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{name}{line}: {}", problem.message)
        });
        say_some(&said.collect::<Vec<_>>());
        let codings = placement.codings.into_iter().map(|coding| (coding.passage, coding.coded));
        return Ok(Reading { codings: codings.collect() });
    }
    match Table::of(csv::rows(&text)) {
        Some(Table::Codings(head, rows)) => {
            let found = table::codings(&head, &rows, places);
            say_some(&found.remarks.iter().map(|remark| format!("{name}:{remark}")).collect::<Vec<_>>());
            Ok(Reading { codings: found.codings.into_iter().collect() })
        }
        _ => Err(anyhow::anyhow!("it needs columns doc, paragraph, sentence, episodes and step"))
            .with_context(|| format!("{name}: this is no table of codings")),
    }
}

fn say_some(messages: &[String]) {
    messages.iter().take(SAID).for_each(|message| say(message));
    if messages.len() > SAID {
        say(&format!("and {} more", messages.len() - SAID));
    }
}
