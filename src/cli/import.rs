//! `triptych import`: what was made elsewhere becomes the reader's own, if nothing speaks against it.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use crate::corrections::coding_of;
use crate::exchange::arrival::{Arrival, arrival};
use crate::exchange::names::Names;
use crate::exchange::place::{Places, anchor_of};
use crate::exchange::refi::Founding;
use crate::exchange::table::{self, Table};
use crate::exchange::{Come, Remark, annotation, csv, guid, item::Item, lines, refi, worktable};
use crate::import;
use crate::scheme::Collection;
use crate::store::{Anchor, Id, Link, Work};

use super::args::Shared;
use super::config::Config;
use super::output::{Output, say};
use super::{Outcome, plain, source, target, work};

/// Remarks that are said before the rest is counted.
const SAID: usize = 20;
/// Characters of a file's name that is made of a source's.
const LONGEST_NAME: usize = 60;

/// Take in codings, links and notes that were made elsewhere
///
/// Read are what 'triptych export' writes, Web Annotations of any program (JSON-LD), projects of
/// programs of qualitative analysis (REFI-QDA; into a new folder with their texts), tables of
/// codings (doc, paragraph, sentence, episodes, step; or passage in the place of the first three)
/// and tables of links (two ids of passages in a row, or columns a, b and kind), parted by commas,
/// semicolons or tabs. What is not understood is said with its line. What says otherwise than the
/// reader's own is said and left, unless --replace is given; nothing else is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych import theirs.csv my-folder --dry-run     say what would be taken
  triptych import theirs.csv my-folder
  triptych import notes.jsonld                       into the work on the built-in collection
  triptych import project.qdpx new-folder            makes the folder, with the project's texts")]
pub(super) struct Own {
    /// What to take in
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The folder or the files that it is on; without any, the built-in collection
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Change nothing, and say what would be
    #[arg(long)]
    dry_run: bool,

    /// Where it says otherwise than the reader's own, let it stand in its place
    #[arg(long)]
    replace: bool,
}

pub(super) fn run(own: &Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let bytes = import::read_bytes(&own.file)?;
    if let [folder] = own.paths.as_slice()
        && !folder.exists()
        && refi::is_written(&bytes)
    {
        found(&bytes, folder, own.dry_run, out)?;
        if own.dry_run {
            return Ok(Outcome::Done);
        }
    }
    let mut kept = work::open_to_change(&own.paths);
    let collection = source::open(own.paths.clone(), shared, config)?;
    kept.follow_names(&collection);
    let come = read(&own.file, &bytes, &collection, kept.work())?;
    let name = own.file.display();
    let said = |remark: &Remark| format!("{name}:{}{remark}", if remark.line.is_some() { "" } else { " " });
    say_some(&come.remarks.iter().map(said).collect::<Vec<_>>());
    let found = arrival(&collection, kept.work(), &come.work, own.replace);
    report(&collection, &found, own, out)?;
    let Some(change) = found.edit else { return Ok(Outcome::Nothing) };
    if !own.dry_run {
        kept.change(change)?;
    }
    Ok(Outcome::Done)
}

fn say_some(remarks: &[String]) {
    remarks.iter().take(SAID).for_each(|remark| say(remark));
    if remarks.len() > SAID {
        say(&format!("and {} more remarks", remarks.len() - SAID));
    }
}

/// Makes a collection of a project's texts and of its codes for episodes and steps.
fn found(bytes: &[u8], folder: &Path, dry_run: bool, out: &mut Output) -> anyhow::Result<()> {
    let Founding { texts, settings, remarks } = refi::founded(bytes)?;
    anyhow::ensure!(!texts.is_empty(), "the project holds no texts: there is nothing to make a folder of");
    let names = file_names(texts.iter().map(|text| text.name.as_str()));
    let verb = if dry_run { "would be made" } else { "made" };
    out.line(&format!("{verb}: {} with {}", folder.display(), plain::count(texts.len(), "text", "texts")))?;
    let otherwise = texts.iter().zip(&names).filter(|(text, name)| text.name != **name);
    let otherwise = otherwise.map(|(text, name)| format!("'{}' is called {name} there", text.name));
    say_some(&remarks.into_iter().chain(otherwise).collect::<Vec<_>>());
    if dry_run {
        return Ok(());
    }
    std::fs::create_dir(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for (text, name) in texts.iter().zip(&names) {
        target::write(&folder.join(name), text.text.as_bytes(), false)?;
    }
    let entry = |(text, name): (&refi::Text, &String)| {
        let file = toml::Value::String(name.clone());
        format!("\n[[document]]\nfile = {file}\n{}", text.about)
    };
    let documents: String = texts.iter().zip(&names).map(entry).collect();
    target::write(&folder.join("collection.toml"), (settings + &documents).as_bytes(), false)
}

/// Names of files that are safe on every system, each once, in the order of the sources' names.
fn file_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = Names::default();
    names
        .map(|name| {
            let stem = name.strip_suffix(".txt").unwrap_or(name);
            let safe = |c: char| {
                if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')' | '.') { c } else { '_' }
            };
            let plain: String = stem.chars().map(safe).take(LONGEST_NAME).collect();
            let plain = plain.trim_matches([' ', '.']).to_owned();
            let base = if plain.is_empty() { "text".to_owned() } else { plain };
            taken.take(&format!("{base}.txt"), |number| format!("{base} {number}.txt"))
        })
        .collect()
}

/// Reads a file by what is in it; its name says nothing.
fn read(file: &Path, bytes: &[u8], collection: &Collection, mine: &Work) -> anyhow::Result<Come> {
    if refi::is_written(bytes) {
        return refi::read(bytes, collection, mine).with_context(|| file.display().to_string());
    }
    let text = import::decoded(bytes);
    if lines::is_written(&text) {
        return Ok(lines::read(&text));
    }
    if text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']) {
        return match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(value) => Ok(annotation::read(&value, collection)),
            Err(error) => bail!("{}: this is no JSON: {error}", file.display()),
        };
    }
    let places = Places::of(collection);
    Ok(match Table::of(csv::rows(&text)) {
        Some(Table::Work(head, rows)) => worktable::read(&head, &rows, collection),
        Some(Table::Codings(head, rows)) => codings(table::codings(&head, &rows, &places), collection),
        Some(Table::Links(head, rows)) => links(table::links(&head, &rows, &places), collection),
        None => bail!(
            "{}: not understood: a table needs columns doc, paragraph, sentence, episodes and step, or a and b; \
             'triptych import --help' says what else is read",
            file.display()
        ),
    })
}

/// Codings of a table; rows without any code say nothing that could be kept.
fn codings(found: table::CodingRows, collection: &Collection) -> Come {
    let mut come = Come { remarks: found.remarks, ..Come::default() };
    for (passage, coded) in found.codings {
        let says_something = !coded.episodes.is_empty() || coded.step.is_some();
        let anchor = anchor_of(collection, passage).filter(|_| says_something);
        let id = anchor.as_ref().and_then(|anchor| id_of("coding", &[anchor]));
        if let Some((id, anchor)) = id.zip(anchor) {
            Item::Coding(id, coding_of(&collection.scheme, anchor, &coded, None)).put(&mut come.work);
        }
    }
    come
}

fn links(found: table::LinkRows, collection: &Collection) -> Come {
    let mut come = Come { remarks: found.remarks, ..Come::default() };
    for (a, b, kind) in found.links {
        let ends = anchor_of(collection, a).zip(anchor_of(collection, b));
        let id = ends.as_ref().and_then(|(a, b)| id_of("link", &[a, b]));
        if let Some((id, (a, b))) = id.zip(ends) {
            Item::Link(id, Link { a, b, kind, label: None, created: None }).put(&mut come.work);
        }
    }
    come
}

/// The same for the same words at the same place, and for no others: once the text has changed, another
/// passage may have the number of one that was imported before.
fn id_of(what: &str, ends: &[&Anchor]) -> Option<Id> {
    let end = |anchor: &&Anchor| {
        let Anchor { document, paragraph, start, quote, .. } = anchor;
        format!("{document}\u{1f}{paragraph}\u{1f}{start}\u{1f}{quote}")
    };
    guid::id_of(&guid::guid(what, &ends.iter().map(end).collect::<Vec<_>>().join("\u{1e}")))
}

fn report(collection: &Collection, found: &Arrival, own: &Own, out: &mut Output) -> anyhow::Result<()> {
    let places = Places::of(collection);
    for contested in &found.contested {
        let at = contested.theirs.anchors().first().and_then(|anchor| places.passages(anchor).ok());
        let at = at.and_then(|found| found.first().map(|&passage| collection.passage_id(passage)));
        let verb = if own.replace { "gives way to theirs" } else { "stands; theirs is left out" };
        let what = contested.mine.what();
        let at = at.unwrap_or_else(|| contested.mine.key());
        say(&format!("{at}: your {what} says otherwise and {verb}"));
    }
    let many = |(what, &number): (&&'static str, &usize)| {
        let plural = if *what == "summary" { "summaries".to_owned() } else { format!("{what}s") };
        plain::count(number, what, &plural)
    };
    let taken: Vec<String> = found.taken.iter().map(many).collect();
    let taken = if taken.is_empty() { "nothing".to_owned() } else { taken.join(", ") };
    let verb = if own.dry_run { "would be taken" } else { "taken" };
    out.line(&format!(
        "{verb}: {taken}; known already: {}; contested: {}",
        found.known,
        found.contested.len()
    ))
}

#[cfg(test)]
mod tests;
