//! `triptych export`: the reader's work, in formats of other programs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange::brought::with_brought;
use crate::exchange::entry::{Grouping, groups};
use crate::exchange::item::Item;
use crate::exchange::page::{Heading, html, markdown};
use crate::exchange::refi::{self, Written};
use crate::exchange::{annotation, lines, worktable};
use crate::export::escape;
use crate::scheme::Collection;
use crate::store::Work;

use super::args::{Paths, Shared};
use super::config::Config;
use super::output::{Output, say};
use super::plain;
use super::{Outcome, source, target, work};

/// Write the reader's work for other programs: notes, codings, links, marks, summaries, verdicts
///
/// Places and what was open stay here. Whatever documents and notes contain stays text: no cell of
/// a table is a formula (those that look like one begin with an apostrophe, which reading takes
/// off again), no tag of a page is obeyed. csv, jsonl and annotations read back exactly with
/// 'triptych import'. A project has each document as a plain text, episodes, steps and tags as
/// codes, links with a note, and notes; what it cannot hold is said.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych export my-folder --format md --by episode > notes.md
  triptych export my-folder --format annotations --to work.jsonld
  triptych export my-folder --all --format qdpx --to my.qdpx
  triptych export --all --format csv > codings.csv   with what the collection itself brings")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// How md and html are ordered
    #[arg(long, value_enum, default_value_t)]
    by: By,

    /// Take along the codings, links and summaries by hand that the collection itself brings
    #[arg(long)]
    all: bool,

    /// Write this file instead of standard output
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,

    /// Replace the file if there is one
    #[arg(long, requires = "to")]
    force: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Markdown, with quotations and sources
    #[default]
    Md,
    /// One page for a browser or for paper
    Html,
    /// A table, one row for each thing that was made
    Csv,
    /// JSON Lines, as they are kept
    Jsonl,
    /// Web Annotations of the W3C (JSON-LD)
    Annotations,
    /// A project for programs of qualitative analysis (REFI-QDA), with the texts; needs --to
    Qdpx,
    /// Its codebook alone
    Qdc,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum By {
    #[default]
    Document,
    Episode,
    Step,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Document => Self::Document,
            By::Episode => Self::Episode,
            By::Step => Self::Step,
        }
    }
}

pub(super) fn run(own: &Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let kept = work::open(&own.paths.paths);
    let collection = source::open(own.paths.paths.clone(), shared, config)?;
    let kept = kept.on(&collection);
    let by_hand = collection.codings.iter().filter(|coding| coding.by_hand).count();
    if !own.all && by_hand > 0 {
        let codings = plain::count(by_hand, "coding", "codings");
        say(&format!("the collection's own {codings} by hand stay out; --all takes them along"));
    }
    let work = if own.all { with_brought(&collection, &kept) } else { kept };
    if !work.has_made() {
        say("there is nothing that the reader made");
        return Ok(Outcome::Nothing);
    }
    anyhow::ensure!(
        own.format != Format::Qdpx || own.to.is_some(),
        "a project is no text: name its file with --to FILE"
    );
    let written = written(&collection, &work, own.format, own.by.into())?;
    for loss in &written.losses {
        say(loss);
    }
    if let Some(file) = &own.to {
        target::write(file, &written.bytes, own.force)?;
        return Ok(Outcome::Done);
    }
    let text = String::from_utf8_lossy(&written.bytes);
    let text = text.trim_end_matches('\n');
    match own.format {
        Format::Md | Format::Html => out.document(text)?,
        _ => out.data(text)?,
    }
    Ok(Outcome::Done)
}

fn written(
    collection: &Collection,
    work: &Work,
    format: Format,
    grouping: Grouping,
) -> anyhow::Result<Written> {
    let items = Item::all(work);
    let heading = Heading { title: &collection.title, language: None };
    let groups = || groups(collection, work, grouping);
    let text = match format {
        Format::Md => markdown(heading, &groups()),
        Format::Html => html(heading, &groups()),
        Format::Csv => worktable::written(&items, collection).join("\n") + "\n",
        Format::Jsonl => lines::written(work),
        Format::Annotations => escape::json(&annotation::written(&items, collection))? + "\n",
        Format::Qdpx => return Ok(refi::project(work, collection)?),
        Format::Qdc => return Ok(refi::codebook(work, collection)),
    };
    Ok(Written { bytes: text.into_bytes(), losses: Vec::new() })
}
