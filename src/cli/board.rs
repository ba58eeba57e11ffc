//! `triptych board`: what the accounts say of each step of each episode, in one page.

mod text;

use clap::Args;

use crate::export::ShownBoard;
use crate::scheme;

use super::args::{Paths, Shared, Suggesting};
use super::config::Config;
use super::format::{self, PageFormat};
use super::heads;
use super::output::Output;
use super::{Outcome, coded, source};

/// Print the board: steps down, episodes across, one sentence in each cell
///
/// Says for each episode which accounts tell it and which do not, for each step what they say,
/// how many passages of which accounts that rests on, and who moved towards whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych board                        the built-in collection
  triptych board my-folder --hidden     with the columns that are hidden at first
  triptych board --format html > b.html one page for a browser or for paper
  triptych board --format csv > b.csv   a table; cells that look like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    suggesting: Suggesting,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,

    /// Also the columns that are shown only on request
    #[arg(long)]
    hidden: bool,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let opened = coded::open(own.paths.paths, shared, config, |collection| {
        !own.suggesting.no_matches && collection.has_suggestions()
    })?;
    let collection = opened.collection;
    if collection.scheme.is_empty() {
        source::no_scheme(&collection);
        return Ok(Outcome::Nothing);
    }
    source::hardly_coded(&collection);
    let board = scheme::board(&collection);
    let columns = heads::shown(&board.columns, own.hidden);
    let view = ShownBoard { collection: &collection, board: &board, columns };
    match own.format.exported() {
        None => text::print(&view, out)?,
        Some(format) => format::print(format, &view.written(format)?, out)?,
    }
    Ok(Outcome::Done)
}
