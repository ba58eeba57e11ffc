//! `triptych differences`: where accounts of the same thing differ.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::compare::{self, Compared, Difference, Side};
use crate::export::escape;
use crate::matching::Unit;
use crate::scheme::{self, Collection};
use crate::store::Judgement;

use super::args::{Paths, Shared};
use super::coded::{self, Opened};
use super::config::Config;
use super::format::LineFormat;
use super::output::{Output, say};
use super::plain::{self, WIDEST_TEXT};
use super::{Outcome, work};
use crate::export::lines::PassageLine;

/// Print where accounts of the same thing differ: dates, figures, names, who, and how it came out
///
/// The kinds are 'contradicts', 'changed since' (each tells how things stood when it was written),
/// 'spelled otherwise' (one entry for each two spellings of a name, at the first place of each) and
/// 'only one tells'. What repeats is told once, with all its places. The most worth a reader's time come first, and no kind crowds out the others.
///
/// A line of jsonl is {"id", "kind", "slot", "a": {"doc", "paragraph", "sentence", "quote", "value"},
/// "b": {...}, "also": [{...}], "text", "score", "verdict"}; the value is empty where an account does not tell
/// it, 'also' are further places of the same difference, the id stays while both sentences do, and the
/// verdict is what you said of it in the reader: 'seen' or 'no difference'.
/// Of retellings dates, figures, names, holders of offices, quoted words and outcomes are compared,
/// not the wording.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych differences                              of the built-in collection
  triptych differences --kind contradicts my-folder only what cannot both be so
  triptych differences --format csv > d.csv         cells that look like formulas start with '")]
pub(super) struct Own {
    #[command(flatten)]
    paths: Paths,

    /// Only differences of this kind
    #[arg(long, value_enum)]
    kind: Option<Kind>,

    /// Leave out what you marked as no difference, or also what you marked as seen
    #[arg(long, value_name = "WHAT", value_enum)]
    leave_out: Option<LeaveOut>,

    /// The K best
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: LineFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Contradicts,
    ChangedSince,
    SpelledOtherwise,
    OnlyOneTells,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LeaveOut {
    /// What you marked as no difference
    NoDifference,
    /// That, and what you marked as seen
    Seen,
}

impl LeaveOut {
    fn keeps(self, judged: Option<Judgement>) -> bool {
        match self {
            Self::NoDifference => judged != Some(Judgement::NoDifference),
            Self::Seen => judged.is_none(),
        }
    }
}

impl From<Kind> for compare::DifferenceKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Contradicts => Self::Contradicts,
            Kind::ChangedSince => Self::ChangedSince,
            Kind::SpelledOtherwise => Self::SpelledOtherwise,
            Kind::OnlyOneTells => Self::OnlyOneTells,
        }
    }
}

/// One side of a difference.
#[derive(Debug, Serialize)]
struct SideLine<'a> {
    #[serde(flatten)]
    passage: PassageLine<'a>,
    value: &'a str,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    id: String,
    kind: &'static str,
    slot: &'static str,
    a: SideLine<'a>,
    b: SideLine<'a>,
    also: Vec<SideLine<'a>>,
    text: &'a str,
    score: f32,
    verdict: Option<&'static str>,
}

impl<'a> Line<'a> {
    fn new(collection: &'a Collection, (found, judged): (&'a Difference, Option<Judgement>)) -> Self {
        let side = |side: &'a Side| SideLine {
            passage: PassageLine::new(collection, side.passage),
            value: &side.value,
        };
        Self {
            id: found.id(collection),
            kind: found.kind.name(),
            slot: found.slot.name(),
            a: side(&found.a),
            b: side(&found.b),
            also: found.also.iter().map(side).collect(),
            text: &found.text,
            score: found.score,
            verdict: judged.map(Judgement::name),
        }
    }
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let kept = work::open(&own.paths.paths);
    let opened = coded::open(own.paths.paths, shared, config, Collection::has_suggestions)?;
    let Opened { collection, matcher, .. } = opened;
    let matcher = matcher.unwrap_or_else(|| scheme::matcher(&collection, Unit::Sentence));
    let judged = |one: &Difference| kept.work().verdicts.get(&one.id(&collection)).map(|said| said.judgement);
    let Compared { differences: mut found, pairs } = compare::compared(&collection, &matcher, &mut |_| {});
    let all = found.len();
    found.retain(|one| own.leave_out.is_none_or(|left_out| left_out.keeps(judged(one))));
    if let Some(kind) = own.kind {
        found.retain(|one| one.kind == kind.into());
    }
    found.truncate(own.top.map_or(usize::MAX, |top| top as usize));
    if own.format == LineFormat::Csv {
        out.data("kind,slot,a,a_value,a_quote,b,b_value,b_quote,also,text,score,verdict")?;
    }
    for one in &found {
        let one = (one, judged(one));
        match own.format {
            LineFormat::Text => text(&collection, one, out)?,
            LineFormat::Jsonl => out.data(&escape::json(&Line::new(&collection, one))?)?,
            LineFormat::Csv => out.data(&csv(&collection, one))?,
        }
    }
    if found.is_empty() {
        say(&none_found(all, pairs));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Nothing is left: why.
fn none_found(all: usize, pairs: usize) -> String {
    match (all, pairs) {
        (0, 0) => {
            "no differences were found: no two passages of different documents tell of the same".to_owned()
        }
        (0, _) => {
            let pairs = plain::count(pairs, "pair", "pairs");
            format!(
                "no differences were found in {pairs} of passages: only dates, figures, names, who acted and how it \
                 came out are compared"
            )
        }
        _ => format!(
            "none of the {} that were found is of this kind",
            plain::count(all, "difference", "differences")
        ),
    }
}

fn csv(collection: &Collection, judged: (&Difference, Option<Judgement>)) -> String {
    let line = Line::new(collection, judged);
    let found = judged.0;
    let also: Vec<String> = found.also.iter().map(|side| collection.passage_id(side.passage)).collect();
    escape::csv_line([
        line.kind,
        line.slot,
        &collection.passage_id(found.a.passage),
        line.a.value,
        &line.a.passage.quote,
        &collection.passage_id(found.b.passage),
        line.b.value,
        &line.b.passage.quote,
        &also.join(" "),
        line.text,
        &line.score.to_string(),
        line.verdict.unwrap_or_default(),
    ])
}

/// `0.81 contradicts · date: 1953 in one, 1954 in the other`, and both sentences.
fn text(
    collection: &Collection,
    (found, judged): (&Difference, Option<Judgement>),
    out: &mut Output,
) -> anyhow::Result<()> {
    let width = out.width().min(WIDEST_TEXT);
    let dot = out.sign("\u{b7}", "-");
    let said = judged.map_or_else(String::new, |said| format!(" ({})", said.name()));
    let head =
        format!("{:.2} {} {dot} {}: {}{said}", found.score, found.kind.name(), found.slot.name(), found.text);
    out.headings(plain::hanging(&head, width, 0, 2))?;
    for side in [&found.a, &found.b] {
        let label = collection.label(side.passage.document);
        let place = out.place(&format!("{} ({})", collection.citation(side.passage), label.letter));
        out.lines(plain::wrapped(&place, width, 2))?;
        let quote = collection.document(side.passage.document).passage_text(side.passage);
        out.lines(plain::wrapped(&quote, width, 4))?;
    }
    if !found.also.is_empty() {
        let places = found.also.iter().map(|side| collection.passage_label(side.passage));
        let also = format!("also {}", places.collect::<Vec<_>>().join(", "));
        out.lines(plain::wrapped(&out.place(&also), width, 2))?;
    }
    out.line("")
}
