//! The board as text: a table where there is room for it, else one episode below the other.

use crate::cli::heads;
use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::scheme::{BoardCell, StepIndex};

use super::View;

impl View<'_> {
    pub(super) fn text(&self, out: &mut Output) -> anyhow::Result<()> {
        heads::documents(self.collection, out)?;
        let shown = self.shown();
        match plain::column_widths(out.width(), shown.len()) {
            Some(widths) => self.table(&shown, &widths, out)?,
            None => self.stacked(&shown, out)?,
        }
        if let Some(note) = heads::hidden_note(&self.board.columns, self.hidden) {
            out.line("")?;
            out.lines(plain::wrapped(&note, out.width().min(WIDEST_TEXT), 0))?;
        }
        Ok(())
    }

    fn table(&self, shown: &[usize], widths: &[usize], out: &mut Output) -> anyhow::Result<()> {
        let level = |cells: &[Vec<String>]| plain::side_by_side(cells, widths);
        let each = |make: &dyn Fn(usize, usize) -> Vec<String>| -> Vec<Vec<String>> {
            shown.iter().zip(widths).map(|(&column, &width)| make(column, width)).collect()
        };
        let columns = &self.board.columns;
        out.headings(level(&each(&|column, width| plain::wrapped(&columns[column].title, width, 0))))?;
        let told = |column: usize, width| {
            plain::wrapped(&plain::glued(&heads::who_tells(self.collection, &columns[column])), width, 0)
        };
        out.lines(level(&each(&told)))?;
        for (step, cells) in &self.board.rows {
            let rule = out
                .sign("\u{2500}", "-")
                .repeat(out.width().min(widths.iter().sum::<usize>() + plain::GAP * (widths.len() - 1)));
            out.line(&rule)?;
            out.headings(plain::wrapped(self.question(*step), out.width(), 0))?;
            let dot = out.sign("\u{b7}", "-");
            out.lines(level(&each(&|column, width| self.cell(*step, column, &cells[column], width, dot))))?;
        }
        Ok(())
    }

    fn stacked(&self, shown: &[usize], out: &mut Output) -> anyhow::Result<()> {
        let cells = out.width().min(WIDEST_TEXT);
        for &column in shown {
            let head = &self.board.columns[column];
            out.headings(plain::wrapped(&head.title, cells, 0))?;
            out.lines(plain::wrapped(&plain::glued(&heads::who_tells(self.collection, head)), cells, 0))?;
            out.line("")?;
            for (step, row) in &self.board.rows {
                out.headings(plain::wrapped(self.question(*step), cells, 2))?;
                let dot = out.sign("\u{b7}", "-");
                for line in self.cell(*step, column, &row[column], cells.saturating_sub(4), dot) {
                    out.line(&format!("    {line}"))?;
                }
            }
            out.line("")?;
        }
        Ok(())
    }

    /// The summary, who moved towards whom, and what it rests on.
    fn cell(&self, step: StepIndex, column: usize, cell: &BoardCell, width: usize, dot: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(told) = cell.told(self.collection) {
            lines.extend(plain::wrapped(&told, width, 0));
        }
        let directions = self.directions(column, step);
        for moved in &directions {
            lines.extend(plain::hanging(
                &plain::glued(&format!("{dot} {}", moved.text(self.collection))),
                width,
                0,
                2,
            ));
        }
        if cell.passages > 0 {
            lines.extend(plain::wrapped(&self.rests_on(cell), width, 0));
        } else if directions.is_empty() {
            lines.push("nothing told".to_owned());
        }
        lines
    }
}
