//! `triptych synopsis`: the parallel view, for reading and for other programs.

mod text;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use crate::export::{Content, ShownSynopsis};
use crate::scheme::{self, Axis, Collection};

use super::args::{Paths, Shared};
use super::coded;
use super::config::{Config, suggestion};
use super::format::{self, PageFormat};
use super::heads;
use super::output::{Output, say};
use super::{Outcome, source};

/// Print the parallel view: rows that stand level across episodes or documents
///
/// Bands are the steps, rows are labelled by what their cells have in common, and each passage
/// stands with its source, the direction and the date that it tells. As text the columns stand
/// side by side where there is room for them, else one below the other. In JSON a row has the
/// cells that hold something, each with its column.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych synopsis                              the built-in collection
  triptych synopsis --columns documents          its accounts as columns
  triptych synopsis --columns documents --episode ID
                                                 the accounts of one episode
  triptych synopsis --format md > synopsis.md    as Markdown
  triptych synopsis --format html > all.html     one page for a browser or for paper
  triptych synopsis --format csv > synopsis.csv  one line for each passage; cells that look
                                                 like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,

    /// What the columns are; without it episodes, or documents where there is no scheme
    #[arg(long, value_enum)]
    columns: Option<Columns>,

    /// Only the accounts of this episode, as columns
    #[arg(long, value_name = "ID", conflicts_with = "hidden")]
    episode: Option<String>,

    /// Also the columns that are shown only on request
    #[arg(long)]
    hidden: bool,

    /// Also the long background; CSV and JSON always have it, marked
    #[arg(long)]
    background: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Columns {
    Episodes,
    Documents,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let axis_of = |collection: &Collection| axis(collection, own.columns, own.episode.as_deref());
    let (collection, matches) = coded::open_for_rows(own.paths.paths, shared, config)?;
    source::hardly_coded(&collection);
    let axis = axis_of(&collection)?;
    let synopsis = scheme::synopsis(&collection, axis, &matches);
    let view = ShownSynopsis {
        collection: &collection,
        synopsis: &synopsis,
        columns: heads::shown(&synopsis.columns, own.hidden).into(),
        // For programs, rows of background are marked and never left out.
        background: own.background || matches!(own.format, PageFormat::Csv | PageFormat::Json),
        by_time: false,
        content: Content::Passages,
        filter: None,
    };
    let rows = view.bands().map(|band| view.rows(band).count()).sum::<usize>();
    match own.format.exported() {
        None if rows == 0 => {}
        None => text::print(&view, out)?,
        Some(format) => format::print(format, &view.written(format)?, out)?,
    }
    if rows == 0 {
        say(
            "nothing to set side by side: no passage is coded, linked or matched; 'triptych matches --top 3' \
             lists candidates",
        );
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn axis(collection: &Collection, columns: Option<Columns>, episode: Option<&str>) -> anyhow::Result<Axis> {
    let scheme = &collection.scheme;
    if let Some(id) = episode {
        let index = scheme.episode_by_id(id).ok_or_else(|| unknown_episode(collection, id))?;
        return Ok(Axis::Documents(Some(index)));
    }
    Ok(match columns {
        Some(Columns::Documents) => Axis::Documents(None),
        None if scheme.is_empty() => Axis::Documents(None),
        Some(Columns::Episodes) | None => Axis::Episodes,
    })
}

fn unknown_episode(collection: &Collection, id: &str) -> anyhow::Error {
    let ids = || collection.scheme.episodes.iter().map(|episode| episode.id.as_str());
    match suggestion(id, ids()) {
        Some(near) => anyhow!("there is no episode '{id}': did you mean '{near}'?"),
        None if collection.scheme.is_empty() => {
            anyhow!("there is no episode '{id}': this collection has none")
        }
        None => anyhow!("there is no episode '{id}': there are {}", ids().collect::<Vec<_>>().join(", ")),
    }
}
