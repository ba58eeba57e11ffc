//! The board as text: a table where there is room for it, else one episode below the other.

use crate::cli::heads::documents;
use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::export::ShownBoard;
use crate::export::heads;
use crate::scheme::{BoardCell, StepIndex};

pub(super) fn print(board: &ShownBoard<'_>, out: &mut Output) -> anyhow::Result<()> {
    documents(board.collection, out)?;
    match plain::column_widths(out.width(), board.columns.len()) {
        Some(widths) => Text(board).table(&widths, out)?,
        None => Text(board).stacked(out)?,
    }
    if let Some(note) = heads::hidden_note(&board.board.columns, &board.columns) {
        out.line("")?;
        let note = format!("{note} (shown with --hidden)");
        out.lines(plain::wrapped(&note, out.width().min(WIDEST_TEXT), 0))?;
    }
    Ok(())
}

struct Text<'a>(&'a ShownBoard<'a>);

impl Text<'_> {
    fn table(&self, widths: &[usize], out: &mut Output) -> anyhow::Result<()> {
        let level = |cells: &[Vec<String>]| plain::side_by_side(cells, widths);
        let each = |make: &dyn Fn(usize, usize) -> Vec<String>| -> Vec<Vec<String>> {
            self.0.columns.iter().zip(widths).map(|(&column, &width)| make(column, width)).collect()
        };
        let columns = &self.0.board.columns;
        out.headings(level(&each(&|column, width| plain::wrapped(&columns[column].title, width, 0))))?;
        let told = |column: usize, width| {
            plain::wrapped(&plain::glued(&heads::who_tells(self.0.collection, &columns[column])), width, 0)
        };
        out.lines(level(&each(&told)))?;
        for (step, cells) in &self.0.board.rows {
            let rule = out
                .sign("\u{2500}", "-")
                .repeat(out.width().min(widths.iter().sum::<usize>() + plain::GAP * (widths.len() - 1)));
            out.line(&rule)?;
            out.headings(plain::wrapped(self.0.question(*step), out.width(), 0))?;
            let row = level(&each(&|column, width| self.cell(*step, column, &cells[column], width, out)));
            out.lines(row)?;
        }
        Ok(())
    }

    fn stacked(&self, out: &mut Output) -> anyhow::Result<()> {
        let cells = out.width().min(WIDEST_TEXT);
        for &column in &self.0.columns {
            let head = &self.0.board.columns[column];
            out.headings(plain::wrapped(&head.title, cells, 0))?;
            out.lines(plain::wrapped(&plain::glued(&heads::who_tells(self.0.collection, head)), cells, 0))?;
            out.line("")?;
            for (step, row) in &self.0.board.rows {
                out.headings(plain::wrapped(self.0.question(*step), cells, 2))?;
                for line in self.cell(*step, column, &row[column], cells.saturating_sub(4), out) {
                    out.line(&format!("    {line}"))?;
                }
            }
            out.line("")?;
        }
        Ok(())
    }

    /// The summary, who moved towards whom, and what it rests on.
    fn cell(
        &self,
        step: StepIndex,
        column: usize,
        cell: &BoardCell,
        width: usize,
        out: &Output,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(told) = cell.told(self.0.collection) {
            let told = if cell.summary.is_some() { told } else { out.place(&told) };
            lines.extend(plain::wrapped(&told, width, 0));
        }
        let dot = out.sign("\u{b7}", "-");
        let directions = self.0.directions(column, step);
        for moved in &directions {
            lines.extend(plain::hanging(
                &plain::glued(&format!("{dot} {}", moved.text(self.0.collection))),
                width,
                0,
                2,
            ));
        }
        if cell.passages > 0 {
            lines.extend(plain::wrapped(&self.0.rests_on(cell), width, 0));
        } else if directions.is_empty() {
            lines.push("nothing told".to_owned());
        }
        lines
    }
}
