//! `triptych check`: everything in a collection that does not fit, with file and line.

use clap::Args;

use crate::scheme::Collection;
use crate::text::DocumentIndex;

use super::args::{Paths, Shared};
use super::config::Config;
use super::output::Output;
use super::plain;
use super::{Outcome, source, work};

/// Check a collection: everything that does not fit, with file and line
///
/// Reads collection.toml, the documents, the codings, links, rows and summaries, and says what
/// is wrong with each, then for each document how many codings hold in it; with --originals also
/// which codings are lost there. Exit code 0: everything fits; 1: something does not.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych check my-folder
  triptych check --originals ~/articles   do the built-in codings fit your own copies?")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let kept = work::open(&own.paths.paths);
    let collection = source::open_quietly(own.paths.paths, shared, config)?;
    let work = kept.on(&collection);
    let mut problems = collection.problems.clone();
    problems.extend(warnings(&collection));
    let (_, unfit) = work::laid(collection.clone(), &work);
    problems.extend(unfit.iter().map(ToString::to_string));
    for problem in &problems {
        out.line(problem)?;
    }
    for index in collection.document_indices() {
        out.line(&described(&collection, index))?;
    }
    out.line(&summary(&collection, problems.len()))?;
    let found = fits(&collection);
    if !found.is_empty() {
        out.line(&found)?;
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Nothing })
}

fn warnings(collection: &Collection) -> impl Iterator<Item = String> {
    collection.documents.iter().flat_map(|document| {
        document.warnings.iter().map(|warning| {
            let file = warning.file.as_ref().unwrap_or(&document.name);
            match warning.line {
                Some(line) => format!("{file}:{line}: {}", warning.message),
                None => format!("{file}: {}", warning.message),
            }
        })
    })
}

/// `A ort.txt: 12 codings; retold after Ort 1954`, so that it is seen which originals were found.
fn described(collection: &Collection, index: DocumentIndex) -> String {
    let document = collection.document(index);
    let by_hand = collection.codings.iter().filter(|coding| coding.by_hand);
    let codings = by_hand.filter(|coding| coding.passage.document == index).count();
    let retold = document.metadata.retelling.as_ref().map(|what| format!("; retold {what}"));
    let letter = &collection.label(index).letter;
    let codings = plain::count(codings, "coding", "codings");
    format!("{letter} {}: {codings}{}", document.name, retold.unwrap_or_default())
}

/// `5 documents, 4 episodes, 320 codings, 60 links, 17 rows: everything fits`.
fn summary(collection: &Collection, problems: usize) -> String {
    let counts = [
        plain::count(collection.documents.len(), "document", "documents"),
        plain::count(collection.scheme.episodes.len(), "episode", "episodes"),
        plain::count(collection.codings.iter().filter(|coding| coding.by_hand).count(), "coding", "codings"),
        plain::count(collection.links.len(), "link", "links"),
        plain::count(collection.rows.len(), "row", "rows"),
        plain::count(collection.summaries.len(), "summary", "summaries"),
    ];
    let verdict = match problems {
        0 => "everything fits".to_owned(),
        _ => plain::count(problems, "thing does not fit", "things do not fit"),
    };
    format!("{}: {verdict}", counts.join(", "))
}

/// How the coded sentences were found again; nothing where there are none.
fn fits(collection: &Collection) -> String {
    let placed = collection.placed;
    let parts = [
        (placed.exact, "exactly"),
        (placed.near, "nearly"),
        (placed.lost, "not at all"),
        (placed.not_retold, "not retold"),
    ];
    let told: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, how)| format!("{count} {how}")).collect();
    if told.is_empty() { String::new() } else { format!("coded sentences found: {}", told.join(", ")) }
}
