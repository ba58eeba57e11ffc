//! `triptych export`: the reader's work, in formats of other programs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange::brought::with_brought;
use crate::exchange::entry::{Grouping, groups};
use crate::exchange::item::Item;
use crate::exchange::page::{Heading, html, markdown};
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
/// 'triptych import'.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych export my-folder --format md --by episode > notes.md
  triptych export my-folder --format annotations --to work.jsonld
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
    let kept = work::open(&own.paths.paths).work;
    let collection = source::open(own.paths.paths.clone(), shared, config)?;
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
    let text = written(&collection, &work, own.format, own.by.into())?;
    match &own.to {
        Some(file) => target::write(file, text.as_bytes(), own.force)?,
        None => match own.format {
            Format::Md | Format::Html => out.document(text.trim_end_matches('\n'))?,
            Format::Csv | Format::Jsonl | Format::Annotations => out.data(text.trim_end_matches('\n'))?,
        },
    }
    Ok(Outcome::Done)
}

fn written(
    collection: &Collection,
    work: &Work,
    format: Format,
    grouping: Grouping,
) -> anyhow::Result<String> {
    let items = Item::all(work);
    let heading = Heading { title: &collection.title, language: None };
    let groups = || groups(collection, work, grouping);
    Ok(match format {
        Format::Md => markdown(heading, &groups()),
        Format::Html => html(heading, &groups()),
        Format::Csv => worktable::written(&items, collection).join("\n") + "\n",
        Format::Jsonl => lines::written(work),
        Format::Annotations => escape::json(&annotation::written(&items, collection))? + "\n",
    })
}
