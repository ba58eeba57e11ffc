//! `triptych board`: what the accounts say of each step of each episode, in one page.

mod export;
mod text;

use super::args::{Paths, Shared};
use super::config::Config;
use super::heads;
use super::output::Output;
use super::plain;
use super::{Outcome, source};
use crate::scheme::{self, Board, BoardCell, Collection, ColumnKind, Moved, StepIndex};

use clap::{Args, ValueEnum};

/// Print the board: steps down, episodes across, one sentence in each cell
///
/// Says for each episode which accounts tell it and which do not, for each step what they say,
/// how many passages of which accounts that rests on, and who moved towards whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych board                        the built-in collection
  triptych board my-folder --hidden     with the columns that are hidden at first
  triptych board --format csv > b.csv   a table; cells that look like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Also the columns that are shown only on request
    #[arg(long)]
    hidden: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// For reading
    #[default]
    Text,
    /// Markdown
    Md,
    /// One line for each cell
    Csv,
    /// One object
    Json,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let collection = source::open(own.paths.paths, shared, config)?;
    if collection.scheme.is_empty() {
        source::no_scheme(&collection);
        return Ok(Outcome::Nothing);
    }
    let board = scheme::board(&collection);
    let view = View { collection: &collection, board: &board, hidden: own.hidden };
    match own.format {
        Format::Text => view.text(out)?,
        Format::Md => view.markdown(out)?,
        Format::Csv => view.csv(out)?,
        Format::Json => view.json(out)?,
    }
    Ok(Outcome::Done)
}

struct View<'a> {
    collection: &'a Collection,
    board: &'a Board,
    hidden: bool,
}

impl View<'_> {
    fn shown(&self) -> Vec<usize> {
        heads::shown(&self.board.columns, self.hidden)
    }

    fn directions(&self, column: usize, step: StepIndex) -> Vec<Moved> {
        match self.board.columns[column].kind {
            ColumnKind::Episode(episode) => scheme::directions(self.collection, episode, step),
            ColumnKind::Document(_) => Vec::new(),
        }
    }

    fn question(&self, step: StepIndex) -> &str {
        &self.collection.scheme.step(step).question
    }

    /// `A B C, 12 passages`.
    fn rests_on(&self, cell: &BoardCell) -> String {
        let accounts = heads::letters(self.collection, &cell.accounts);
        format!("{accounts}: {}", plain::count(cell.passages, "passage", "passages"))
    }
}
