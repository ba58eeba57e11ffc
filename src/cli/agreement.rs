//! `triptych agreement`: how far two readers' codings agree, and where they differ.

mod reading;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::agreement::{Agreement, Difference, Estimate, Figures, agreement};
use crate::export::escape;
use crate::export::lines::PassageLine;
use crate::scheme::{Coded, Collection, Scheme};

use super::Outcome;
use super::args::Shared;
use super::config::Config;
use super::output::{Output, say};
use super::source::UnitOption;

/// Compare two readers' codings of the same collection
///
/// A and B are collection folders, their 'triptych' folders, files of codings, or tables such as
/// 'triptych codings --format csv' prints. What both coded is compared sentence by sentence, or
/// with --unit paragraph: for each episode and each step how often both, one and neither give it,
/// Cohen's kappa and Krippendorff's alpha, each with an interval of 95 % by resampling paragraphs.
/// Documents that only one of the two coded anything in are left out.
///
/// json is {"a", "b", "unit", "units", "left_out": [doc], "figures": [{"question", "id", "name",
/// "both", "only_a", "only_b", "otherwise", "neither", "observed", "kappa": {"value", "low",
/// "high"}, "alpha"}], "differences": [{"doc", "paragraph", "sentence", "quote", "a": {"episodes",
/// "step", "second"}, "b"}]}; a coefficient is null where both gave one answer throughout.
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "help shows the text as it stands, backticks too")]
#[command(after_help = "\
Examples:
  triptych agreement mine yours                      two folders with the same texts
  triptych agreement mine theirs.csv --unit paragraph
  triptych agreement mine yours --places --format csv > differences.csv")]
pub(super) struct Own {
    /// One reader's codings
    #[arg(value_name = "A")]
    a: PathBuf,

    /// The other reader's codings
    #[arg(value_name = "B")]
    b: PathBuf,

    /// The collection that was coded, where neither A nor B is one or lies in one
    #[arg(long, value_name = "FOLDER")]
    collection: Option<PathBuf>,

    /// What is compared
    #[arg(long, value_enum, default_value_t)]
    unit: UnitOption,

    /// Only the passages that the two coded differently
    #[arg(long)]
    places: bool,

    /// How to print it; csv has the figures, or with --places the passages
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    #[default]
    Text,
    /// A table
    Csv,
    /// One object
    Json,
}

pub(super) fn run(own: &Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let readings = reading::open(&own.a, &own.b, own.collection.as_deref(), shared, config)?;
    let collection = &readings.collection;
    let found = agreement(collection, &readings.a, &readings.b, own.unit.into());
    for &document in &found.read_by_one {
        say(&format!("{}: only one of the two coded it, left out", collection.document(document).name));
    }
    if found.units == 0 {
        say("there is no document that both coded");
        return Ok(Outcome::Nothing);
    }
    match own.format {
        Format::Text => text::print(collection, own, &found, out)?,
        Format::Json => {
            out.data(&escape::json(&AgreementJson::new(collection, own, &found))?)?;
        }
        Format::Csv if own.places => csv_places(collection, &found, out)?,
        Format::Csv => csv_figures(collection, &found, out)?,
    }
    Ok(Outcome::Done)
}

#[derive(Serialize)]
struct AgreementJson<'a> {
    a: String,
    b: String,
    unit: &'static str,
    units: usize,
    left_out: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<Vec<FiguresJson<'a>>>,
    differences: Vec<DifferenceJson<'a>>,
}

#[derive(Serialize)]
struct FiguresJson<'a> {
    question: &'static str,
    id: &'a str,
    name: &'a str,
    both: u64,
    only_a: u64,
    only_b: u64,
    otherwise: u64,
    neither: u64,
    observed: f64,
    kappa: Option<EstimateJson>,
    alpha: Option<EstimateJson>,
}

#[derive(Serialize)]
struct EstimateJson {
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct DifferenceJson<'a> {
    #[serde(flatten)]
    passage: PassageLine<'a>,
    a: CodedJson<'a>,
    b: CodedJson<'a>,
}

#[derive(Serialize)]
struct CodedJson<'a> {
    episodes: Vec<&'a str>,
    step: Option<&'a str>,
    second: Option<&'a str>,
}

impl<'a> AgreementJson<'a> {
    fn new(collection: &'a Collection, own: &Own, found: &Agreement) -> Self {
        let scheme = &collection.scheme;
        let figures = || found.figures.iter().map(|figures| FiguresJson::new(scheme, figures)).collect();
        Self {
            a: own.a.display().to_string(),
            b: own.b.display().to_string(),
            unit: own.unit.name(),
            units: found.units,
            left_out: found.read_by_one.iter().map(|&at| collection.document(at).name.as_str()).collect(),
            figures: (!own.places).then(figures),
            differences: found.differences.iter().map(|one| DifferenceJson::new(collection, one)).collect(),
        }
    }
}

impl<'a> FiguresJson<'a> {
    fn new(scheme: &'a Scheme, figures: &Figures) -> Self {
        let &Figures { both, only_a, only_b, otherwise, neither, observed, .. } = figures;
        let asked = figures.question;
        let (question, id, name) = (asked.kind(), asked.id(scheme), asked.name(scheme));
        let (kappa, alpha) = (figures.kappa.map(Into::into), figures.alpha.map(Into::into));
        Self { question, id, name, both, only_a, only_b, otherwise, neither, observed, kappa, alpha }
    }
}

impl From<Estimate> for EstimateJson {
    fn from(estimate: Estimate) -> Self {
        let (low, high) = (estimate.interval.map(|(low, _)| low), estimate.interval.map(|(_, high)| high));
        Self { value: estimate.value, low, high }
    }
}

impl<'a> DifferenceJson<'a> {
    fn new(collection: &'a Collection, found: &Difference) -> Self {
        let coded = |coded| CodedJson::new(&collection.scheme, coded);
        let passage = PassageLine::new(collection, found.passage);
        Self { passage, a: coded(&found.a), b: coded(&found.b) }
    }
}

impl<'a> CodedJson<'a> {
    fn new(scheme: &'a Scheme, coded: &Coded) -> Self {
        let step = |step| scheme.step(step).id.as_str();
        Self {
            episodes: coded.episodes.iter().map(|&episode| scheme.episode(episode).id.as_str()).collect(),
            step: coded.step.map(step),
            second: coded.second_step.map(step),
        }
    }
}

fn csv_figures(collection: &Collection, found: &Agreement, out: &mut Output) -> anyhow::Result<()> {
    out.data(
        "question,id,name,both,only_a,only_b,otherwise,neither,observed,kappa,kappa_low,kappa_high,alpha,\
         alpha_low,alpha_high",
    )?;
    for figures in &found.figures {
        let line = FiguresJson::new(&collection.scheme, figures);
        let mut cells = vec![line.question.to_owned(), line.id.to_owned(), line.name.to_owned()];
        let counts = [line.both, line.only_a, line.only_b, line.otherwise, line.neither];
        cells.extend(counts.map(|count| count.to_string()));
        cells.push(format!("{:.4}", line.observed));
        for estimate in [line.kappa, line.alpha] {
            let (low, high) = estimate.as_ref().map_or((None, None), |one| (one.low, one.high));
            let numbers = [estimate.map(|one| one.value), low, high];
            cells.extend(numbers.map(|number| number.map(|n| format!("{n:.4}")).unwrap_or_default()));
        }
        // A coefficient below zero is a number: no cell here needs to be made inert.
        out.data(&cells.iter().map(|cell| number_or_text(cell)).collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

fn number_or_text(cell: &str) -> String {
    if cell.parse::<f64>().is_ok() { cell.to_owned() } else { escape::csv_line([cell]) }
}

fn csv_places(collection: &Collection, found: &Agreement, out: &mut Output) -> anyhow::Result<()> {
    out.data("doc,paragraph,sentence,a_episodes,a_step,a_second,b_episodes,b_step,b_second,quote")?;
    for one in &found.differences {
        let DifferenceJson { passage, a, b } = DifferenceJson::new(collection, one);
        let sentence = passage.sentence.map(|sentence| sentence.to_string()).unwrap_or_default();
        let mut cells = vec![passage.doc.to_owned(), passage.paragraph.to_string(), sentence];
        for coded in [a, b] {
            cells.push(coded.episodes.join(";"));
            cells.extend([coded.step, coded.second].map(|step| step.unwrap_or_default().to_owned()));
        }
        cells.push(passage.quote);
        out.data(&escape::csv_line(cells))?;
    }
    Ok(())
}
