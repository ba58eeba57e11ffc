//! The figures as lines of a table, the same on the screen and on the command line.

use crate::scheme::{Coded, Scheme};
use crate::text::display::{truncated, width};

use super::{Agreement, Estimate, Figures, Question};

/// Cells of the widest name of a code.
const WIDEST_NAME: usize = 26;
/// Cells of the counts and the coefficients beside a name.
const WIDEST_FIGURES: usize = 84;

/// Columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Counts,
    Coefficients,
}

/// A table of the figures, or of some of their columns.
#[derive(Clone, Debug)]
pub struct Table {
    readers: [&'static str; 2],
    names: usize,
    parts: &'static [Part],
}

impl Table {
    /// The counts and the coefficients, side by side; in fewer cells below each other, so that no
    /// interval is left out. `readers` head what only the one or the other says.
    pub fn fitting(
        scheme: &Scheme,
        found: &Agreement,
        readers: [&'static str; 2],
        cells: usize,
    ) -> Vec<Self> {
        let widths = found.figures.iter().map(|figures| width(&name_of(scheme, figures)));
        let names = widths.max().unwrap_or(0).max(8);
        let parts: &[&'static [Part]] = if cells < names + WIDEST_FIGURES {
            &[&[Part::Counts], &[Part::Coefficients]]
        } else {
            &[&[Part::Counts, Part::Coefficients]]
        };
        parts.iter().map(|&parts| Self { readers, names, parts }).collect()
    }

    /// What stands above the figures.
    pub fn head(&self) -> String {
        let (names, [a, b]) = (self.names, self.readers);
        let heads = self.parts.iter().map(|part| match part {
            Part::Counts => {
                format!("  {:>5} {a:>6} {b:>6} {:>6} {:>7} {:>6}", "both", "other", "neither", "same")
            }
            Part::Coefficients => format!("  {:19} alpha", "kappa"),
        });
        format!("{:names$}{}", "", heads.collect::<String>())
    }

    pub fn line(&self, scheme: &Scheme, figures: &Figures) -> String {
        let name = name_of(scheme, figures);
        let fill = " ".repeat(self.names.saturating_sub(width(&name)));
        let told: String = self.parts.iter().map(|part| part.told(figures)).collect();
        format!("{name}{fill}{told}").trim_end().to_owned()
    }
}

impl Part {
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
            Self::Coefficients => format!("  {:19} {}", written(figures.kappa), written(figures.alpha)),
        }
    }
}

fn name_of(scheme: &Scheme, figures: &Figures) -> String {
    truncated(figures.question.name(scheme), WIDEST_NAME).into_owned()
}

/// `0.82 [0.70, 0.91]`.
fn written(estimate: Option<Estimate>) -> String {
    let Some(Estimate { value, interval }) = estimate else { return "none".to_owned() };
    let interval = interval.map(|(low, high)| format!(" [{low:.2}, {high:.2}]")).unwrap_or_default();
    format!("{value:.2}{interval}")
}

/// What a reader says of a passage: `Flood of 1953; Call, also Aftermath`.
pub fn said(scheme: &Scheme, coded: &Coded) -> String {
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
