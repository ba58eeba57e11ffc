//! The comparison for reading: the figures in a table, then the passages.

use crate::agreement::{Agreement, Difference, Estimate, Figures, Question};
use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::scheme::{Coded, Collection};
use crate::text::display::{truncated, width};

use super::{Own, named};

/// Cells of the figures beside a name, with both intervals.
const WIDEST_FIGURES: usize = 84;
/// Cells of the widest name of a code.
const WIDEST_NAME: usize = 26;

pub(super) fn print(
    collection: &Collection,
    own: &Own,
    found: &Agreement,
    out: &mut Output,
) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    let (a, b) = (own.a.display().to_string(), own.b.display().to_string());
    let documents: std::collections::BTreeSet<_> =
        collection.document_indices().filter(|at| !found.read_by_one.contains(at)).collect();
    let units = plain::count(found.units, own.unit.name(), &format!("{}s", own.unit.name()));
    let head =
        format!("A = {a}, B = {b}: {units} of {}", plain::count(documents.len(), "document", "documents"));
    out.headings(plain::hanging(&head, cells, 0, 2))?;
    if !own.places {
        figures(collection, found, out)?;
    }
    out.line("")?;
    let differences = plain::count(found.differences.len(), "passage", "passages");
    out.heading(&format!("Coded differently: {differences}"))?;
    found.differences.iter().try_for_each(|one| difference(collection, one, out))
}

/// The counts and the coefficients, side by side; on a narrow terminal below each other, so that no
/// interval is left out.
fn figures(collection: &Collection, found: &Agreement, out: &mut Output) -> anyhow::Result<()> {
    let named = |figures: &Figures| named(&collection.scheme, figures.question).2.to_owned();
    let names: Vec<String> =
        found.figures.iter().map(|one| truncated(&named(one), WIDEST_NAME).into_owned()).collect();
    let column = names.iter().map(|name| width(name)).max().unwrap_or(0).max(8);
    let tables: &[&[Part]] = if out.width() < column + WIDEST_FIGURES {
        &[&[Part::Counts], &[Part::Coefficients]]
    } else {
        &[&[Part::Counts, Part::Coefficients]]
    };
    for parts in tables {
        out.line("")?;
        let heads: String = parts.iter().map(|part| part.heads()).collect();
        out.heading(&format!("{:column$}{heads}", ""))?;
        for (figures, name) in found.figures.iter().zip(&names) {
            let fill = " ".repeat(column - width(name));
            let told: String = parts.iter().map(|part| part.told(figures)).collect();
            out.line(format!("{name}{fill}{told}").trim_end())?;
        }
    }
    Ok(())
}

/// Columns of the table of figures.
#[derive(Clone, Copy)]
enum Part {
    Counts,
    Coefficients,
}

impl Part {
    fn heads(self) -> String {
        match self {
            Self::Counts => format!(
                "  {:>5} {:>6} {:>6} {:>6} {:>7} {:>6}",
                "both", "only A", "only B", "other", "neither", "same"
            ),
            Self::Coefficients => format!("  {:19} alpha", "kappa"),
        }
    }

    fn told(self, figures: &Figures) -> String {
        match self {
            Self::Counts => {
                let other = match figures.question {
                    Question::Episodes | Question::Steps => figures.otherwise.to_string(),
                    Question::Episode(_) | Question::Step(_) => String::new(),
                };
                format!(
                    "  {:>5} {:>6} {:>6} {other:>6} {:>7} {:>4.0} %",
                    figures.both,
                    figures.only_a,
                    figures.only_b,
                    figures.neither,
                    figures.observed * 100.0,
                )
            }
            Self::Coefficients => {
                format!("  {:19} {}", estimate(figures.kappa), estimate(figures.alpha))
            }
        }
    }
}

/// `0.82 [0.70, 0.91]`.
fn estimate(estimate: Option<Estimate>) -> String {
    let Some(Estimate { value, interval }) = estimate else { return "none".to_owned() };
    let interval = interval.map(|(low, high)| format!(" [{low:.2}, {high:.2}]")).unwrap_or_default();
    format!("{value:.2}{interval}")
}

fn difference(collection: &Collection, found: &Difference, out: &mut Output) -> anyhow::Result<()> {
    let cells = out.width().min(WIDEST_TEXT);
    let place = out.place(&collection.passage_label(found.passage));
    out.line("")?;
    out.lines(plain::hanging(&format!("{place}  {}", collection.passage_id(found.passage)), cells, 0, 2))?;
    let quote = collection.document(found.passage.document).passage_text(found.passage);
    out.lines(plain::wrapped(&quote, cells, 4))?;
    for (reader, coded) in [("A", &found.a), ("B", &found.b)] {
        out.lines(plain::hanging(&format!("{reader}: {}", said(collection, coded)), cells, 4, 7))?;
    }
    Ok(())
}

/// `Flood of 1953; Call, also Aftermath`.
fn said(collection: &Collection, coded: &Coded) -> String {
    let scheme = &collection.scheme;
    let episodes: Vec<&str> = coded.episodes.iter().map(|&one| scheme.episode(one).name.as_str()).collect();
    let step = coded.step.map(|step| scheme.step(step).name.as_str());
    let second =
        coded.second_step.map(|step| format!(", also {}", scheme.step(step).name)).unwrap_or_default();
    match (episodes.as_slice(), step) {
        ([], None) => "nothing".to_owned(),
        (_, None) => format!("{}; no step", episodes.join(", ")),
        ([], Some(step)) => format!("no episode; {step}{second}"),
        (_, Some(step)) => format!("{}; {step}{second}", episodes.join(", ")),
    }
}
