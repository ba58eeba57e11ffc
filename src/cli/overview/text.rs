//! The overview as text: strips, what their signs stand for, and the table of counts.

use crate::cli::heads;
use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::export::heads::hidden_note;
use crate::scheme::{Covered, Sign, StripBy};
use crate::text::DocumentIndex;
use crate::text::display::{truncated, width};

use super::{View, status};

/// Signs for the four quarters of confidence.
const DENSITY: [&str; 4] = ["\u{2591}", "\u{2592}", "\u{2593}", "\u{2588}"];
const ASCII_DENSITY: [&str; 4] = [".", ":", "=", "#"];

impl View<'_> {
    pub(super) fn text(&self, out: &mut Output) -> anyhow::Result<()> {
        heads::documents(self.collection, out)?;
        let letters = self.collection.labels.iter().map(|label| width(&label.letter)).max().unwrap_or(1);
        let room = out.width().saturating_sub(letters + 2).max(1);
        let per_cell = self.overview.longest().div_ceil(room);
        let cells = out.width().min(WIDEST_TEXT);
        out.lines(plain::wrapped(&self.legend(per_cell), cells, 0))?;
        let density = |quarter: usize| {
            let at = quarter.clamp(1, 4) - 1;
            if quarter == 0 { " " } else { out.sign(DENSITY[at], ASCII_DENSITY[at]) }
        };
        let mut lines = Vec::new();
        for (strip, label) in self.overview.strips.iter().zip(&self.collection.labels) {
            let told: Vec<_> = strip.cells(per_cell, self.by).collect();
            let dense: String = told.iter().map(|cell| density(cell.density)).collect();
            let sign = |sign: Sign| sign.letter(&self.collection.scheme);
            let signs: String = told.iter().map(|cell| cell.sign.map_or(' ', sign)).collect();
            lines.push(format!("{:letters$}  {dense}", label.letter));
            lines.push(format!("{:letters$}  {signs}", ""));
        }
        out.line("")?;
        out.lines(lines.into_iter().map(|line| line.trim_end().to_owned()))?;
        out.line("")?;
        self.table(letters, out)?;
        if let Some(note) = hidden_note(&self.overview.coverage.columns, &self.shown()) {
            out.line("")?;
            out.lines(plain::wrapped(&format!("{note} (shown with --hidden)"), cells, 0))?;
        }
        Ok(())
    }

    /// What the signs stand for, and how many passages each.
    fn legend(&self, per_cell: usize) -> String {
        let scheme = &self.collection.scheme;
        let named = |sign: Sign, name: &str| format!("{} {name}", sign.letter(scheme));
        let stands = match self.by {
            StripBy::Episodes => scheme
                .episode_indices()
                .map(|episode| named(Sign::Episode(episode), &scheme.episode(episode).name))
                .collect::<Vec<_>>()
                .join(", "),
            StripBy::Steps => {
                let steps =
                    scheme.step_indices().map(|step| named(Sign::Step(step), &scheme.step(step).name));
                let none = named(Sign::NoStep, "no step");
                steps.chain([none]).collect::<Vec<_>>().join(", ")
            }
            StripBy::Matches => "the number of other documents that have a match".to_owned(),
        };
        let each = plain::count(per_cell, "passage", "passages");
        let dense = if self.by == StripBy::Matches { "how many documents match" } else { "how sure that is" };
        format!("Signs: {stands}. Each stands for {each}; above it, {dense}.")
    }

    /// Documents down, columns across; as many columns side by side as there is room for.
    fn table(&self, letters: usize, out: &mut Output) -> anyhow::Result<()> {
        let groups: Vec<Vec<String>> = self.shown().into_iter().map(|at| self.group(at, out)).collect();
        let mut rest = &groups[..];
        let mut first = true;
        while !rest.is_empty() {
            let fits = |count: usize| {
                let used: usize = rest[..count].iter().map(|group| width(&group[0]) + plain::GAP).sum();
                letters + used <= out.width()
            };
            let count = (1..=rest.len()).take_while(|&count| fits(count)).last().unwrap_or(1);
            let (now, later) = rest.split_at(count);
            rest = later;
            if !std::mem::take(&mut first) {
                out.line("")?;
            }
            for row in 0..now[0].len() {
                let label = row.checked_sub(2).map_or("", |at| self.collection.labels[at].letter.as_str());
                let cells: Vec<&str> = now.iter().map(|group| group[row].as_str()).collect();
                let line = format!("{label:letters$}  {}", cells.join("  "));
                if row == 0 { out.heading(line.trim_end())? } else { out.line(line.trim_end())? }
            }
        }
        Ok(())
    }

    /// A column of the table: title, letters of the steps, and a line for each document, all
    /// equally wide.
    fn group(&self, column: usize, out: &Output) -> Vec<String> {
        let coverage = &self.overview.coverage;
        let scheme = &self.collection.scheme;
        let digits = coverage.largest().to_string().len().max(2) + 1;
        let nothing = out.sign("\u{b7}", ".");
        let number = |count: Option<crate::scheme::overview::Count>| {
            let text = count.map_or_else(|| nothing.to_owned(), |count| count.passages.to_string());
            format!("{}{text}", " ".repeat(digits.saturating_sub(width(&text))))
        };
        let letters = coverage.steps.iter().map(|step| scheme.step(*step).letter.to_string());
        let heads = std::iter::once("all".to_owned()).chain(letters);
        let heads: Vec<String> = heads.map(|head| format!("{head:>digits$}")).collect();
        let mut lines = vec![String::new(), heads.concat()];
        for document in self.collection.document_indices() {
            let covered = coverage.covered(document, column);
            lines.push(match covered {
                Covered::Told(count) => {
                    let steps = coverage
                        .steps
                        .iter()
                        .map(|step| number(coverage.count(document, column, Some(*step))));
                    std::iter::once(number(Some(count))).chain(steps).collect()
                }
                other => format!(" {}", status(other)),
            });
        }
        let title = self.title(column);
        let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0).max(width(&title).min(24) + 1);
        lines[0] = format!(" {}", truncated(&title, wide - 1));
        lines.iter().map(|line| format!("{line}{}", " ".repeat(wide.saturating_sub(width(line))))).collect()
    }

    fn title(&self, column: usize) -> String {
        let head = &self.overview.coverage.columns[column];
        match head.kind {
            crate::scheme::ColumnKind::Episode(episode) => {
                format!("{} {}", Sign::Episode(episode).letter(&self.collection.scheme), head.title)
            }
            crate::scheme::ColumnKind::Document(DocumentIndex(at)) => {
                self.collection.labels[at].letter.clone()
            }
        }
    }
}
