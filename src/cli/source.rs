//! Opening the documents that a subcommand is about, and their passages.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::ValueEnum;

use crate::matching::{StaticVectors, Unit};
use crate::open::{self, Opener, Request, VectorsFileError};
use crate::scheme::Collection;
use crate::text::{BlockIndex, DocumentIndex, Passage};

use super::args::Shared;
use super::config::Config;
use super::output::say;
use super::work;

/// Problems that are said before the rest is counted.
const SAID: usize = 8;

/// Where no more than one sentence of so many is coded, few are.
const FEW: usize = 4;

/// Bytes of standard input that are read.
const MOST_STANDARD_INPUT: u64 = 256 << 20;

/// What a passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum UnitOption {
    #[default]
    Sentence,
    Paragraph,
}

impl UnitOption {
    /// The word for one.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
        }
    }
}

impl From<UnitOption> for Unit {
    fn from(unit: UnitOption) -> Self {
        match unit {
            UnitOption::Sentence => Self::Sentence,
            UnitOption::Paragraph => Self::Paragraph,
        }
    }
}

/// Opens what the arguments name. What could not be opened or does not fit is said; only when
/// nothing is left is it an error.
pub(super) fn open(paths: Vec<PathBuf>, shared: &Shared, config: &Config) -> anyhow::Result<Collection> {
    let collection = open_quietly(paths, shared, config)?;
    for problem in collection.problems.iter().take(SAID) {
        say(problem);
    }
    if collection.problems.len() > SAID {
        let more = collection.problems.len() - SAID;
        say(&format!("and {more} more that 'triptych check' lists with the same arguments"));
    }
    let lines = unfit_lines(&collection);
    if lines > 0 {
        let verb = if lines == 1 { "line does" } else { "lines do" };
        say(&format!("{lines} {verb} not fit into a table of passages: 'triptych check' lists them"));
    }
    Ok(collection)
}

/// As [`open`], with the reader's work laid over it, as on the screen.
pub(super) fn open_laid(paths: Vec<PathBuf>, shared: &Shared, config: &Config) -> anyhow::Result<Collection> {
    let kept = work::open(&paths);
    Ok(kept.laid_over(open(paths, shared, config)?))
}

/// As [`open_laid`], for a subcommand that matches: with the static vectors that the reader named.
pub(super) fn open_to_match(
    paths: Vec<PathBuf>,
    shared: &Shared,
    config: &Config,
) -> anyhow::Result<Collection> {
    let vectors = vectors(shared, config)?;
    Ok(Collection { vectors, ..open_laid(paths, shared, config)? })
}

/// The static vectors that the reader named. It is an error when those of the command line cannot be
/// used; without those of the configuration it goes on.
pub(super) fn vectors(shared: &Shared, config: &Config) -> anyhow::Result<Option<Arc<StaticVectors>>> {
    let vectors = match vectors_file(shared, config) {
        Some(file) if shared.matching.vectors.is_some() => Some(open::vectors(&file)?),
        Some(file) => open::vectors(&file).inspect_err(|error| say(&without_vectors(error))).ok(),
        None => None,
    };
    Ok(vectors.map(Arc::new))
}

/// The file of static vectors that holds: of the command line before that of the configuration.
pub(super) fn vectors_file(shared: &Shared, config: &Config) -> Option<PathBuf> {
    if shared.matching.no_vectors {
        return None;
    }
    shared.matching.vectors.clone().or_else(|| config.vectors.clone())
}

fn without_vectors(error: &VectorsFileError) -> String {
    format!("{error}: going on without vectors")
}

/// Lines of tables of passages that are left out, or read otherwise than they stand: scripts that
/// count on each line must hear of it.
fn unfit_lines(collection: &Collection) -> usize {
    let tables = collection.documents.iter().filter(|document| document.is_passage_table());
    tables.map(|table| table.warnings.len()).sum()
}

/// As [`open`], for a subcommand that says itself what does not fit.
pub(super) fn open_quietly(
    paths: Vec<PathBuf>,
    shared: &Shared,
    config: &Config,
) -> anyhow::Result<Collection> {
    Ok(open::open(&request(paths, shared, config)?)?)
}

/// What opens it, and again when its files change.
pub(super) fn opener(paths: Vec<PathBuf>, shared: &Shared, config: &Config) -> anyhow::Result<Opener> {
    Ok(Opener::new(request(paths, shared, config)?))
}

fn request(paths: Vec<PathBuf>, shared: &Shared, config: &Config) -> anyhow::Result<Request> {
    let standard_input =
        if paths.iter().any(|path| path.as_os_str() == "-") { Some(standard_input()?) } else { None };
    let originals = originals(shared, config);
    if let Some(folder) = &shared.originals {
        anyhow::ensure!(
            folder.is_dir(),
            "{}: no such folder: --originals wants the folder of your own copies",
            folder.display()
        );
    }
    Ok(Request { paths, originals, standard_input })
}

/// The folder of originals that holds: of the command line before that of the configuration.
pub(super) fn originals(shared: &Shared, config: &Config) -> Option<PathBuf> {
    if shared.no_originals {
        return None;
    }
    shared.originals.clone().or_else(|| config.originals.clone())
}

fn standard_input() -> anyhow::Result<Vec<u8>> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        say("reading standard input; end it with Ctrl-D");
    }
    let mut bytes = Vec::new();
    let taken = stdin.lock().take(MOST_STANDARD_INPUT + 1).read_to_end(&mut bytes);
    let length = taken.context("standard input cannot be read")? as u64;
    anyhow::ensure!(
        length <= MOST_STANDARD_INPUT,
        "standard input has more than the {} MiB that are read: split it into parts",
        MOST_STANDARD_INPUT >> 20
    );
    Ok(bytes)
}

/// Passages of all documents in the order of the text. A line of a table of passages is one sentence.
pub(super) fn passages(collection: &Collection, unit: Unit, body_only: bool) -> Vec<Passage> {
    collection
        .document_indices()
        .flat_map(|index| document_passages(collection, index, unit, body_only))
        .collect()
}

fn document_passages(
    collection: &Collection,
    index: DocumentIndex,
    unit: Unit,
    body_only: bool,
) -> Vec<Passage> {
    let document = collection.document(index);
    let mut passages = Vec::new();
    for (at, block) in document.blocks().iter().enumerate() {
        if body_only && !block.kind.is_body() {
            continue;
        }
        let block = BlockIndex(at);
        match unit {
            Unit::Paragraph => passages.push(Passage::block(index, block)),
            Unit::Sentence => passages.extend(document.sentences_of(Passage::block(index, block))),
        }
    }
    passages
}

/// Says how little is coded, where it is little: one coding by hand, and nothing is suggested.
pub(super) fn hardly_coded(collection: &Collection) {
    let codings = &collection.codings;
    if codings.is_empty() || codings.iter().any(|coding| !coding.by_hand) {
        return;
    }
    let sentences = passages(collection, Unit::Sentence, true);
    let coded = sentences.iter().filter(|passage| collection.coding_over(**passage).is_some()).count();
    if coded * FEW <= sentences.len() {
        let verb = if coded == 1 { "is" } else { "are" };
        say(&format!(
            "{coded} of {} sentences {verb} coded, by hand, and nothing is suggested for the others: what they \
             tell counts as not told; 'triptych codings --suggested --from-hand' lists suggestions",
            sentences.len()
        ));
    }
}

/// Says why there is no board or synopsis of episodes.
pub(super) fn no_scheme(collection: &Collection) {
    let documents = collection.documents.len();
    say(&format!(
        "this collection has no episodes ({documents} documents): name them in its collection.toml; 'triptych \
         matches' and 'triptych synopsis' compare the documents without them"
    ));
}
