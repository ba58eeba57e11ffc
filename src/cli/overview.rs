//! `triptych overview`: where in each document something is told, and which document tells what.

mod export;
mod text;

use clap::{Args, ValueEnum};

use crate::scheme::{self, Collection, Covered, Overview, StripBy};

use super::args::{Paths, Shared, Suggesting};
use super::coded::{self, Opened};
use super::config::Config;
use super::output::{Output, say};
use super::{Outcome, source};

/// Print a strip for each document, and how much each tells of what
///
/// A strip has a sign for each passage, in the order of the text, or for several where the
/// document is longer than the line: which episode or step they tell, and above it how sure that
/// is. What is blank tells nothing. The table below counts the passages by episode and step. Without a
/// scheme the strips tell in how many other documents a passage has a match.
///
/// A line of csv counts the passages of one document at one step of one episode; the line
/// without a step counts those of the whole episode. Its status is 'told', 'silent', 'written
/// before', 'unmatched' or 'itself'.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych overview                        the built-in collection
  triptych overview --by steps my-folder   signs for the steps
  triptych overview --format csv > o.csv   the counts as a table; cells that look like formulas
                                           start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    #[command(flatten)]
    suggesting: Suggesting,

    /// What the signs of the strips stand for [default: episodes; matches without a scheme]
    #[arg(long, value_enum)]
    by: Option<By>,

    /// Also count the episodes that are shown only on request
    #[arg(long)]
    hidden: bool,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Episodes,
    Steps,
    /// In how many other documents a passage has a match
    Matches,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// One line for each count
    Csv,
    /// One object, with every passage
    Json,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let by_matches = |collection: &Collection| match own.by {
        Some(by) => by == By::Matches,
        None => collection.scheme.is_empty(),
    };
    let rests_on_matches = |collection: &Collection| {
        by_matches(collection) || !own.suggesting.no_matches && collection.has_suggestions()
    };
    let Opened { collection, matches, .. } = coded::open(own.paths.paths, shared, config, rests_on_matches)?;
    let has_scheme = !collection.scheme.is_empty();
    let by = match own.by {
        Some(By::Episodes | By::Steps) if !has_scheme => {
            source::no_scheme(&collection);
            return Ok(Outcome::Nothing);
        }
        Some(By::Steps) => StripBy::Steps,
        Some(By::Matches) => StripBy::Matches,
        None if !has_scheme => StripBy::Matches,
        Some(By::Episodes) | None => StripBy::Episodes,
    };
    let links = if by == StripBy::Matches { matches } else { Vec::new() };
    let overview = scheme::overview(&collection, &links);
    if overview.longest() == 0 {
        say("there is no text to look over");
        return Ok(Outcome::Nothing);
    }
    let view = View { collection: &collection, overview: &overview, by, hidden: own.hidden };
    match own.format {
        Format::Text => view.text(out)?,
        Format::Csv => view.csv(out)?,
        Format::Json => view.json(out)?,
    }
    Ok(Outcome::Done)
}

/// An overview and what of it is to be printed.
struct View<'a> {
    collection: &'a Collection,
    overview: &'a Overview,
    by: StripBy,
    hidden: bool,
}

impl View<'_> {
    fn shown(&self) -> Vec<usize> {
        super::heads::shown(&self.overview.coverage.columns, self.hidden)
    }
}

/// The word for how a document stands to a column.
fn status(covered: Covered) -> &'static str {
    match covered {
        Covered::Told(_) => "told",
        Covered::Silent => "silent",
        Covered::WrittenBefore => "written before",
        Covered::Unmatched => "unmatched",
        Covered::Itself => "itself",
    }
}
