//! `triptych notes`: what the reader made, for reading.

use clap::{Args, ValueEnum};

use crate::exchange::entry::{Entry, groups};
use crate::store::Work;

use super::args::{Paths, Shared};
use super::config::Config;
use super::export::By;
use super::output::{Output, say};
use super::plain::{self, WIDEST_TEXT};
use super::{Outcome, source, work};

/// Print what the reader made: notes, codings, links, marks, summaries and verdicts
///
/// What is on words that are no longer in the texts comes first. 'triptych export' writes the same
/// in other formats.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych notes                         on the built-in collection
  triptych notes my-folder --by episode
  triptych notes my-folder --only notes")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// How it is ordered
    #[arg(long, value_enum, default_value_t)]
    by: By,

    /// Only things of this kind
    #[arg(long, value_enum)]
    only: Option<Only>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Notes, tags and highlights
    Notes,
    Codings,
    Links,
    Marks,
    Summaries,
    Verdicts,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let kept = work::open(&own.paths.paths);
    let collection = source::open(own.paths.paths, shared, config)?;
    let kept = kept.on(&collection);
    let groups = groups(&collection, &chosen(kept, own.only), own.by.into());
    if groups.is_empty() {
        say("there is nothing that the reader made");
        return Ok(Outcome::Nothing);
    }
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            out.line("")?;
        }
        out.heading(&group.title)?;
        group.entries.iter().try_for_each(|one| entry(one, out))?;
    }
    Ok(Outcome::Done)
}

fn chosen(work: Work, only: Option<Only>) -> Work {
    let Some(only) = only else { return work };
    let nothing = Work::default();
    match only {
        Only::Notes => Work { notes: work.notes, ..nothing },
        Only::Codings => Work { codings: work.codings, ..nothing },
        Only::Links => Work { links: work.links, ..nothing },
        Only::Marks => Work { marks: work.marks, ..nothing },
        Only::Summaries => Work { summaries: work.summaries, ..nothing },
        Only::Verdicts => Work { verdicts: work.verdicts, ..nothing },
    }
}

fn entry(entry: &Entry, out: &mut Output) -> anyhow::Result<()> {
    let width = out.width().min(WIDEST_TEXT);
    out.line("")?;
    out.lines(plain::hanging(&entry.head, width, 2, 4))?;
    for quotation in &entry.quotations {
        let source = out.place(&quotation.source);
        out.lines(plain::wrapped(&format!("{source}: {}", quotation.words), width, 4))?;
    }
    if !entry.text.is_empty() {
        out.lines(plain::wrapped_lines(&entry.text, width, 6))?;
    }
    if !entry.tags.is_empty() {
        out.lines(plain::wrapped(&format!("tags: {}", entry.tags.join(", ")), width, 6))?;
    }
    Ok(())
}
