//! `triptych alignment`: how far the rows agree with a table of rows by somebody else.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::scheme::alignment::{self, Accord, Agreement, Alignment, Table};
use crate::scheme::{self, Axis, Collection, Synopsis};

use super::Outcome;
use super::args::{Paths, Shared};
use super::coded;
use super::config::Config;
use super::output::{Output, say};
use super::plain::count;

/// Rows by somebody else.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Rival {
    /// Compare with these rows: a table, one row a line, ids of passages parted by tabs
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,

    /// What sections in the rows stand for: book, number, ids of passages, parted by tabs
    #[arg(long, value_name = "FILE", requires = "rows")]
    sections: Option<PathBuf>,
}

/// Print how far the rows agree with a table of rows by somebody else
///
/// A line of the table is a row, such as 'a.txt#3.2 TAB b.txt#7'; in a cell several ids are parted
/// by spaces. Where a table of sections is given, BOOK:NUMBER stands for its passages. What is told:
/// how many of the program's rows are there too, wholly or in part, how many of the table's rows
/// are found, and, for each passage and each other document, whether it has a counterpart there;
/// kappa is the agreement of these beyond chance. In the reader, 'triptych --rows FILE' marks the
/// rows of the parallel view.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych alignment --rows canon.tsv my-folder     how far the program agrees with a printed table
  triptych alignment --rows canon.tsv --sections sections.tsv --format tsv my-folder
                                                    each row of the program, and how it stands there")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    rival: Rival,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The counts, for reading
    #[default]
    Text,
    /// The counts, as one object
    Json,
    /// One line for each row: how it stands there, and its passages
    Tsv,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    anyhow::ensure!(own.rival.rows.is_some(), "with which rows? --rows FILE names a table of them");
    let (collection, matches) = coded::open_for_rows(own.paths.paths, shared, config)?;
    let Some(alignment) = own.rival.tables()?.map(|tables| tables.read(&collection)) else {
        return Ok(Outcome::Nothing);
    };
    alignment.problems.iter().for_each(|problem| say(problem));
    let synopsis = scheme::synopsis(&collection, Axis::Documents(None), &matches);
    let agreement = Agreement::of(&alignment, &synopsis, &collection);
    match own.format {
        Format::Text => text(&alignment, &agreement, out)?,
        Format::Json => out.data(&serde_json::to_string(&Counts::of(&alignment, &agreement))?)?,
        Format::Tsv => rows(&alignment, &synopsis, &collection, out)?,
    }
    if alignment.rows.is_empty() {
        say("no row of the table sets passages of two documents level");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

impl Rival {
    /// The tables as they stand in the files; `None` where no rows are named.
    pub(super) fn tables(&self) -> anyhow::Result<Option<alignment::Tables>> {
        let read = |path: &Path| -> anyhow::Result<Table> {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            Ok(Table { name, text })
        };
        let Some(rows) = self.rows.as_deref() else { return Ok(None) };
        let sections = self.sections.as_deref().map(read).transpose()?;
        Ok(Some(alignment::Tables { rows: read(rows)?, sections }))
    }
}

fn text(alignment: &Alignment, agreement: &Agreement, out: &mut Output) -> anyhow::Result<()> {
    let rows = |accord: Accord| agreement.rows_that(accord);
    out.heading(&format!("{}: {}", alignment.name, count(alignment.rows.len(), "row", "rows")))?;
    out.line("")?;
    out.line(&format!("rows of the program {:>8}", agreement.rows.values().sum::<usize>()))?;
    out.line(&format!("  all there         {:>8}", rows(Accord::Agrees)))?;
    out.line(&format!("  in part there     {:>8}", rows(Accord::Partly)))?;
    out.line(&format!("  not there         {:>8}", rows(Accord::Differs)))?;
    out.line(&format!("rows there          {:>8}", agreement.found.1))?;
    out.line(&format!("  found             {:>8}", agreement.found.0))?;
    out.line("for each passage and each other document")?;
    out.line(&format!("  same counterpart  {:>8}", agreement.same))?;
    out.line(&format!("  another one       {:>8}", agreement.elsewhere))?;
    out.line(&format!("  only here         {:>8}", agreement.only_here))?;
    out.line(&format!("  only there        {:>8}", agreement.only_there))?;
    out.line(&format!("  neither           {:>8}", agreement.neither))?;
    match agreement.kappa() {
        Some(kappa) => out.line(&format!("kappa               {kappa:>8.3}")),
        None => out.line("kappa                    none: there is nothing to agree on"),
    }
}

/// The counts for scripts.
#[derive(Debug, Serialize)]
struct Counts<'a> {
    name: &'a str,
    agree: usize,
    partly: usize,
    differ: usize,
    rows: usize,
    found: usize,
    same: usize,
    elsewhere: usize,
    only_here: usize,
    only_there: usize,
    neither: usize,
    kappa: Option<f64>,
}

impl<'a> Counts<'a> {
    fn of(alignment: &'a Alignment, agreement: &Agreement) -> Self {
        Self {
            name: &alignment.name,
            agree: agreement.rows_that(Accord::Agrees),
            partly: agreement.rows_that(Accord::Partly),
            differ: agreement.rows_that(Accord::Differs),
            rows: agreement.found.1,
            found: agreement.found.0,
            same: agreement.same,
            elsewhere: agreement.elsewhere,
            only_here: agreement.only_here,
            only_there: agreement.only_there,
            neither: agreement.neither,
            kappa: agreement.kappa(),
        }
    }
}

fn rows(
    alignment: &Alignment,
    synopsis: &Synopsis,
    collection: &Collection,
    out: &mut Output,
) -> anyhow::Result<()> {
    for row in synopsis.rows() {
        let Some(accord) = alignment.accord(row) else { continue };
        let ids = row.cells.told().map(|(_, cell)| {
            let ids = cell.passages.iter().map(|found| collection.passage_id(found.passage));
            ids.collect::<Vec<_>>().join(" ")
        });
        out.data(&format!("{}\t{}", accord.name(), ids.collect::<Vec<_>>().join("\t")))?;
    }
    Ok(())
}
