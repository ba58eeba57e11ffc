//! `triptych timeline`: the passages in the order of what they tell, with the date of each.

use clap::Args;
use serde::Serialize;

use crate::export::escape;
use crate::export::lines::PassageLine;
use crate::scheme::timeline::episodes_of;
use crate::scheme::{self, Collection, Dated, Timeline};
use crate::text::display::width;

use super::args::{Paths, Shared};
use super::config::Config;
use super::format::LineFormat;
use super::output::{Output, say};
use super::plain::{self, WIDEST_TEXT};
use super::{Outcome, source};

/// Print the passages in the order of the time that they tell of
///
/// The date is the coding's where a coding by hand gives one, else each date that the passage
/// itself tells. One that is reckoned ('last week', 'two months later') is marked; a month, a
/// year or a stretch stands with its first and last day. How many passages have no date is said at the
/// end.
///
/// A line of jsonl is {"doc", "paragraph", "sentence", "quote", "date", "first", "last", "by",
/// "episodes"}; "by" is 'coding', 'text' or 'reckoned'.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych timeline                        the built-in collection
  triptych timeline --format jsonl FOLDER  for scripts
  triptych timeline --format csv > t.csv   a table; cells that look like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: LineFormat,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let collection = source::open(own.paths.paths, shared, config)?;
    let timeline = scheme::timeline(&collection);
    if timeline.dated.is_empty() {
        say("no passage tells a date");
        return Ok(Outcome::Nothing);
    }
    match own.format {
        LineFormat::Text => text(&collection, &timeline, out)?,
        LineFormat::Jsonl => {
            for dated in &timeline.dated {
                out.data(&escape::json(&line(&collection, dated))?)?;
            }
        }
        LineFormat::Csv => {
            out.data("date,first,last,by,doc,paragraph,sentence,episodes,quote")?;
            for dated in &timeline.dated {
                out.data(&csv(&line(&collection, dated)))?;
            }
        }
    }
    Ok(Outcome::Done)
}

#[derive(Debug, Serialize)]
struct DatedLine<'a> {
    #[serde(flatten)]
    passage: PassageLine<'a>,
    date: String,
    first: String,
    last: String,
    by: &'static str,
    episodes: Vec<&'a str>,
}

fn line<'a>(collection: &'a Collection, dated: &Dated) -> DatedLine<'a> {
    let day = |number| crate::text::date::day_of_number(number).to_string();
    let episodes = episodes_of(collection, dated.passage);
    DatedLine {
        passage: PassageLine::new(collection, dated.passage),
        date: dated.range.to_string(),
        first: day(dated.first),
        last: day(dated.last),
        by: dated.by.name(),
        episodes: episodes.iter().map(|&episode| collection.scheme.episode(episode).id.as_str()).collect(),
    }
}

fn csv(line: &DatedLine<'_>) -> String {
    escape::csv_line([
        line.date.as_str(),
        &line.first,
        &line.last,
        line.by,
        line.passage.doc,
        &line.passage.paragraph.to_string(),
        &line.passage.sentence.map(|sentence| sentence.to_string()).unwrap_or_default(),
        &line.episodes.join(";"),
        &line.passage.quote,
    ])
}

fn text(collection: &Collection, timeline: &Timeline, out: &mut Output) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    let mut year = None;
    for dated in &timeline.dated {
        let begins = dated.range.start.year;
        if year != Some(begins) {
            if year.is_some() {
                out.line("")?;
            }
            year = Some(begins);
            out.heading(&begins.to_string())?;
        }
        let mark = if dated.by == scheme::DatedBy::Reckoned { out.sign("\u{2248}", "~") } else { "" };
        let place = out.place(&collection.passage_label(dated.passage));
        let lead = format!("{mark}{}  {place}  ", dated.range);
        let text = collection.document(dated.passage.document).passage_text(dated.passage);
        let indent = if width(&lead) * 2 > cells { 4 } else { 2 };
        out.lines(plain::hanging(&format!("{lead}{}", text.trim()), cells, 2, 2 + indent))?;
    }
    out.line("")?;
    let dated = plain::count(timeline.passages(), "passage tells", "passages tell");
    out.lines(plain::wrapped(&format!("{dated} a date, {} none.", timeline.undated), cells, 0))
}
