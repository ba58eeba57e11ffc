//! The parallel view as text: columns side by side, or one below the other where there is no room.

use crate::cli::heads::documents;
use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::export::{ShownSynopsis, heads};
use crate::scheme::{self, Band, Cell, CellPassage, ColumnKind, SynopsisRow};

pub(super) fn print(view: &ShownSynopsis<'_>, out: &mut Output) -> anyhow::Result<()> {
    documents(view.collection, out)?;
    if let Some(episode) = view.episode() {
        out.headings(plain::wrapped(&view.collection.scheme.episode(episode).name, out.width(), 0))?;
        if let Some(head) = scheme::board(view.collection).columns.get(episode.0) {
            let told = plain::glued(&heads::who_tells(view.collection, head));
            out.lines(plain::wrapped(&told, out.width().min(WIDEST_TEXT), 0))?;
        }
        out.line("")?;
    }
    match plain::column_widths(out.width(), view.columns.len()) {
        Some(widths) => Table { view, widths }.print(out)?,
        None => stacked(view, out)?,
    }
    if let Some(note) = heads::hidden_note(&view.synopsis.columns, &view.columns) {
        let note = format!("{note} (shown with --hidden)");
        out.lines(plain::wrapped(&note, out.width().min(WIDEST_TEXT), 0))?;
    }
    Ok(())
}

struct Table<'a> {
    view: &'a ShownSynopsis<'a>,
    widths: Vec<usize>,
}

impl Table<'_> {
    fn print(&self, out: &mut Output) -> anyhow::Result<()> {
        self.heads(out)?;
        for band in self.view.bands() {
            rule(self.widths.iter().sum::<usize>() + plain::GAP * (self.widths.len() - 1), out)?;
            out.headings(plain::wrapped(self.view.question(band).unwrap_or_default(), out.width(), 0))?;
            out.lines(plain::side_by_side(&self.silences(band), &self.widths))?;
            for row in self.view.unfolded(band) {
                self.row(row, out)?;
            }
            folded(self.view, band, out)?;
        }
        out.line("")
    }

    fn heads(&self, out: &mut Output) -> anyhow::Result<()> {
        let columns = &self.view.synopsis.columns;
        let cells = |text: &dyn Fn(usize) -> String| -> Vec<Vec<String>> {
            let each = self.view.columns.iter().zip(&self.widths);
            each.map(|(&column, &width)| plain::wrapped(&text(column), width, 0)).collect()
        };
        out.headings(plain::side_by_side(&cells(&|column| columns[column].title.clone()), &self.widths))?;
        let told = |column: usize| plain::glued(&heads::under_title(self.view.collection, &columns[column]));
        out.lines(plain::side_by_side(&cells(&told), &self.widths))?;
        Ok(())
    }

    /// Columns that have nothing in the whole band say it once.
    fn silences(&self, band: &Band) -> Vec<Vec<String>> {
        let silent: Vec<usize> = self.view.silent(band).collect();
        self.view
            .columns
            .iter()
            .map(
                |column| if silent.contains(column) { vec!["(nothing told)".to_owned()] } else { Vec::new() },
            )
            .collect()
    }

    fn row(&self, row: &SynopsisRow, out: &mut Output) -> anyhow::Result<()> {
        out.line("")?;
        if let Some(label) = &row.label {
            let label = headed(row, label, out);
            out.headings(plain::hanging(&label, out.width(), 0, 2))?;
        }
        let cells: Vec<Vec<String>> = self
            .view
            .columns
            .iter()
            .zip(&self.widths)
            .map(|(&column, &width)| cell(self.view, &row.cells[column], width, out))
            .collect();
        out.lines(plain::side_by_side(&cells, &self.widths))?;
        Ok(())
    }
}

fn stacked(view: &ShownSynopsis<'_>, out: &mut Output) -> anyhow::Result<()> {
    let width = out.width().min(WIDEST_TEXT);
    // Documents are listed already.
    let columns = view.columns.iter().map(|&column| &view.synopsis.columns[column]);
    for head in columns.filter(|head| matches!(head.kind, ColumnKind::Episode(_))) {
        let told = plain::glued(&heads::who_tells(view.collection, head));
        out.lines(plain::hanging(&format!("{}: {told}", head.title), width, 0, 2))?;
    }
    for band in view.bands() {
        rule(width, out)?;
        out.headings(plain::wrapped(view.question(band).unwrap_or_default(), width, 0))?;
        let silent: Vec<&str> =
            view.silent(band).map(|column| view.synopsis.columns[column].short.as_str()).collect();
        if !silent.is_empty() {
            out.lines(plain::wrapped(&format!("(nothing told: {})", silent.join(", ")), width, 0))?;
        }
        for row in view.unfolded(band) {
            stacked_row(view, row, width, out)?;
        }
        folded(view, band, out)?;
    }
    out.line("")
}

fn stacked_row(
    view: &ShownSynopsis<'_>,
    row: &SynopsisRow,
    width: usize,
    out: &mut Output,
) -> anyhow::Result<()> {
    out.line("")?;
    if let Some(label) = &row.label {
        let label = headed(row, label, out);
        out.headings(plain::hanging(&label, width, 0, 2))?;
    }
    for (column, told) in view.columns.told(row) {
        out.lines(plain::wrapped(&view.synopsis.columns[column].short, width, 2))?;
        for line in cell(view, told, width.saturating_sub(4), out) {
            out.line(&format!("    {line}"))?;
        }
    }
    Ok(())
}

/// A row's label: `▸ Nobody listens`, or `≈ boats, coast` where the program suggests the row.
fn headed(row: &SynopsisRow, label: &str, out: &Output) -> String {
    let sign = if row.by_hand { out.sign("\u{25b8}", ">") } else { out.sign("\u{2248}", "~") };
    format!("{sign} {label}")
}

/// The passages of one cell, each under its source, the direction and the date told.
fn cell(view: &ShownSynopsis<'_>, cell: &Cell, width: usize, out: &Output) -> Vec<String> {
    let mut lines = Vec::new();
    for passage in &cell.passages {
        lines.extend(plain::hanging(&source(view, passage, out), width, 0, 2));
        let text = view.collection.document(passage.passage.document).passage_text(passage.passage);
        lines.extend(plain::wrapped(&text, width, 0));
    }
    lines
}

/// `A ¶10.2 · Town -> Crown · 1953-11`, with the confidence of what was only suggested.
fn source(view: &ShownSynopsis<'_>, passage: &CellPassage, out: &Output) -> String {
    let place = out.place(&view.collection.passage_label(passage.passage));
    let confidence = (passage.confidence < 1.0).then(|| format!("suggested {:.2}", passage.confidence));
    let parts = [Some(place), view.direction(passage), view.date(passage), confidence];
    let dot = format!(" {} ", out.sign("\u{b7}", "-"));
    parts.into_iter().flatten().collect::<Vec<_>>().join(&dot)
}

/// Where the folded background of a band stands, in one line.
fn folded(view: &ShownSynopsis<'_>, band: &Band, out: &mut Output) -> anyhow::Result<()> {
    let places: Vec<_> =
        view.folded(band).map(|passage| out.place(&view.collection.passage_label(passage.passage))).collect();
    if places.is_empty() {
        return Ok(());
    }
    out.line("")?;
    let text = format!(
        "+ {} of background (shown with --background): {}",
        plain::count(places.len(), "passage", "passages"),
        places.join(", ")
    );
    out.lines(plain::hanging(&text, out.width().min(WIDEST_TEXT), 0, 2))?;
    Ok(())
}

fn rule(width: usize, out: &mut Output) -> anyhow::Result<()> {
    let rule = out.sign("\u{2500}", "-").repeat(width.min(out.width()));
    out.line("")?;
    out.line(&rule)
}
