//! The parallel view as a strip of items: bands, rows of cells, folded background. Built from a
//! synopsis and the columns on the screen; measured and wrapped only where it is shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::layout::wrap::hyphenation;
use crate::layout::{Line, wrap};
use crate::scheme::{Band, Cell, CellPassage, Collection, Column, ColumnKind, Synopsis, SynopsisRow};
use crate::text::display::visible;
use crate::text::{Passage, Span};

use super::heads::pack;

/// One entry of the parallel view's strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridItem {
    /// The title of a step's band.
    Band(usize),
    /// The summaries of a band's cells; where columns stand below each other, only that of one of
    /// them. Shown alone, they stand for the band's rows.
    Summaries { band: usize, only: Option<usize>, alone: bool },
    /// The head of one column, where episodes stand below each other.
    Head { band: usize, column: usize },
    /// A row of cells; where columns stand below each other, only the cell of one of them.
    Row { band: usize, row: usize, only: Option<usize> },
    /// Rows of long background, folded.
    Folded { band: usize, rows: usize },
}

impl GridItem {
    pub fn band(&self) -> usize {
        match *self {
            Self::Band(band)
            | Self::Summaries { band, .. }
            | Self::Head { band, .. }
            | Self::Row { band, .. }
            | Self::Folded { band, .. } => band,
        }
    }

    /// Where the cursor is on this item, in any arrangement of columns: a row of a band, or the
    /// summaries that stand for its rows. `None` where it does not stop.
    pub fn stop(&self) -> Option<(usize, Option<usize>)> {
        match *self {
            Self::Row { band, row, .. } => Some((band, Some(row))),
            Self::Summaries { band, alone: true, .. } => Some((band, None)),
            _ => None,
        }
    }

    /// The one column whose cell it has, where columns stand below each other.
    pub fn only(&self) -> Option<usize> {
        match *self {
            Self::Row { only, .. } | Self::Summaries { only, .. } => only,
            _ => None,
        }
    }
}

/// Whether the summaries of a band's cells are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Summaries {
    #[default]
    Hidden,
    /// Above the band's rows.
    Above,
    /// In place of the band's rows.
    Instead,
}

impl Summaries {
    const ALL: [Self; 3] = [Self::Hidden, Self::Above, Self::Instead];

    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Hidden => Self::Above,
            Self::Above => Self::Instead,
            Self::Instead => Self::Hidden,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Above => "above",
            Self::Instead => "instead",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|summaries| summaries.name() == name)
    }
}

/// How the strip is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridShape {
    /// Columns of the synopsis on the screen or beside it, in order.
    pub columns: Vec<usize>,
    pub background: bool,
    pub summaries: Summaries,
    /// Columns below each other, and only this band.
    pub stacked: Option<usize>,
}

/// What a cell looks like at a width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellLayout {
    pub lines: Vec<CellLine>,
    /// For each passage, the words that another document's passage in the cell has, too.
    lit: Vec<Vec<Span>>,
}

impl CellLayout {
    /// Whether a passage can be seen, at least its beginning.
    pub fn shows(&self, passage: usize) -> bool {
        self.lines.iter().any(|line| line.passage() == Some(passage))
    }

    /// Only the first lines, and one that says what is folded away; all where that saves nothing.
    #[must_use]
    pub fn folded(&self, lines: usize) -> Self {
        let mut folded = self.clone();
        if lines + 1 >= self.lines.len() {
            return folded;
        }
        folded.lines.truncate(lines);
        let away: BTreeSet<usize> = self.lines[lines..].iter().filter_map(CellLine::passage).collect();
        let passages = away.into_iter().filter(|&passage| !folded.shows(passage)).count();
        folded.lines.push(CellLine::Folded { passages, lines: self.lines.len() - lines });
        folded
    }

    /// Words of a passage that carry its match, as spans of the passage's text.
    pub fn lit_in(&self, passage: usize) -> &[Span] {
        self.lit.get(passage).map_or(&[], Vec::as_slice)
    }
}

/// One line of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellLine {
    /// A line of the text of the cell's `passage`-th passage. `start` is where the passage begins
    /// in its block.
    Text { passage: usize, line: Line },
    /// Where the passage stands, when, who towards whom.
    Source { passage: usize, text: String },
    /// A line of the summary of a cell.
    Summary(String),
    /// What is folded away: whole passages, and lines.
    Folded { passages: usize, lines: usize },
}

impl CellLine {
    /// Which of the cell's passages it belongs to.
    pub fn passage(&self) -> Option<usize> {
        match self {
            Self::Text { passage, .. } | Self::Source { passage, .. } => Some(*passage),
            Self::Summary(_) | Self::Folded { .. } => None,
        }
    }
}

/// The items of the strip.
pub fn items(synopsis: &Synopsis, shape: &GridShape) -> Vec<GridItem> {
    let mut items = Vec::new();
    let mut shown = vec![false; synopsis.columns.len()];
    for &column in &shape.columns {
        shown[column] = true;
    }
    for (index, band) in synopsis.bands.iter().enumerate() {
        if shape.stacked.is_some_and(|only| only != index) {
            continue;
        }
        if shape.stacked.is_some() {
            stacked_rows(index, band, shape, &mut items);
        } else {
            if synopsis.bands.len() > 1 || band.step.is_some() {
                items.push(GridItem::Band(index));
            }
            let mut told = shape.columns.iter().filter(|&&column| band.silent.get(column) != Some(&true));
            if told.next().is_some() && !push_summaries(index, band, (shape, None), &mut items) {
                continue;
            }
            band_rows(index, band, (shape, &shown), &mut items);
        }
    }
    items
}

/// Adds the summaries of a band with a step as they are to be shown. Whether its rows are shown, too.
fn push_summaries(
    index: usize,
    band: &Band,
    (shape, only): (&GridShape, Option<usize>),
    items: &mut Vec<GridItem>,
) -> bool {
    if band.step.is_none() || shape.summaries == Summaries::Hidden {
        return true;
    }
    let alone = shape.summaries == Summaries::Instead;
    items.push(GridItem::Summaries { band: index, only, alone });
    !alone
}

fn band_rows(index: usize, band: &Band, (shape, shown): (&GridShape, &[bool]), items: &mut Vec<GridItem>) {
    let mut folded = 0;
    for (row, content) in band.rows.iter().enumerate() {
        if !content.cells.told().any(|(column, _)| shown[column]) {
            continue;
        }
        if content.background && !shape.background {
            folded += 1;
            continue;
        }
        items.push(GridItem::Row { band: index, row, only: None });
    }
    if folded > 0 {
        items.push(GridItem::Folded { band: index, rows: folded });
    }
}

fn stacked_rows(index: usize, band: &Band, shape: &GridShape, items: &mut Vec<GridItem>) {
    for &column in &shape.columns {
        items.push(GridItem::Head { band: index, column });
        let silent = band.silent.get(column) == Some(&true);
        if !silent && !push_summaries(index, band, (shape, Some(column)), items) {
            continue;
        }
        let mut folded = 0;
        for (row, content) in band.rows.iter().enumerate() {
            if !content.cells.tells(column) {
                continue;
            }
            if content.background && !shape.background {
                folded += 1;
                continue;
            }
            items.push(GridItem::Row { band: index, row, only: Some(column) });
        }
        if folded > 0 {
            items.push(GridItem::Folded { band: index, rows: folded });
        }
    }
}

/// The cell of an item in a column of the synopsis; `None` where the item has none.
pub fn cell<'a>(synopsis: &'a Synopsis, item: &GridItem, column: usize) -> Option<&'a Cell> {
    let &GridItem::Row { only, .. } = item else { return None };
    row(synopsis, item)?.cells.get(column).filter(|_| only.is_none_or(|only| only == column))
}

/// The row of an item.
pub fn row<'a>(synopsis: &'a Synopsis, item: &GridItem) -> Option<&'a SynopsisRow> {
    let &GridItem::Row { band, row, .. } = item else { return None };
    synopsis.bands.get(band)?.rows.get(row)
}

/// In which columns of an item a passage stands, and as which of the cell's.
pub fn places(synopsis: &Synopsis, item: &GridItem, passage: Passage) -> Vec<(usize, usize)> {
    let &GridItem::Row { only, .. } = item else { return Vec::new() };
    let told = row(synopsis, item).into_iter().flat_map(|row| row.cells.told());
    told.filter(|(column, _)| only.is_none_or(|only| only == *column))
        .filter_map(|(column, cell)| {
            Some((column, cell.passages.iter().position(|found| found.passage == passage)?))
        })
        .collect()
}

/// How a cell is to look.
#[derive(Clone, Debug, Default)]
pub struct CellLooks {
    /// Cells for the text.
    pub width: usize,
    pub hyphenate: bool,
    /// The step's letter, where rows do not tell the step.
    pub letter: Option<char>,
    /// For each passage, the words to be lit.
    pub lit: Vec<Vec<Span>>,
}

/// Wraps the passages of a cell.
pub fn lay_out_cell(collection: &Collection, column: &Column, cell: &Cell, looks: CellLooks) -> CellLayout {
    let CellLooks { width, hyphenate, letter, lit } = looks;
    let mut layout = CellLayout { lit, ..CellLayout::default() };
    for (index, passage) in cell.passages.iter().enumerate() {
        let document = collection.document(passage.passage.document);
        let language = document.metadata.language.as_deref().filter(|_| hyphenate);
        let text = document.passage_text(passage.passage);
        for line in wrap(&text, width, hyphenation(language)) {
            layout.lines.push(CellLine::Text { passage: index, line });
        }
        let sources = source_lines(collection, column, passage, width, letter);
        layout.lines.extend(sources.into_iter().map(|text| CellLine::Source { passage: index, text }));
    }
    layout
}

/// Wraps the summary of a column's cell in a band; without lines where there is none.
pub fn lay_out_summary(collection: &Collection, column: &Column, band: &Band, width: usize) -> CellLayout {
    let mut layout = CellLayout::default();
    if let (ColumnKind::Episode(episode), Some(step)) = (column.kind, band.step)
        && let Some(summary) = collection.summary(episode, step)
    {
        let summary = visible(summary);
        let lines = wrap(&summary, width, None).into_iter();
        layout.lines.extend(lines.map(|line| CellLine::Summary(line.span.of(&summary).to_owned())));
    }
    layout
}

/// `after Ort 1950 ¶10.2 · 1953-10 · Town -> Crown`: shortened to fit into one line, else on more.
fn source_lines(
    collection: &Collection,
    column: &Column,
    passage: &CellPassage,
    width: usize,
    letter: Option<char>,
) -> Vec<String> {
    let coding = collection.coding(passage.passage);
    let coded = coding.map(|coding| &coding.coded);
    let mut parts = Vec::new();
    if let Some(step) = letter {
        parts.push(format!("[{step}]"));
    }
    if let Some(date) = coded.and_then(|coded| coded.date) {
        parts.push(date.to_string());
    }
    if let Some(direction) = coded.and_then(|coded| coded.direction) {
        parts.push(collection.scheme.direction_text(direction));
    }
    if coding.is_some_and(|coding| !coding.by_hand) {
        parts.push(format!("suggested {:.2}", passage.confidence));
    }
    let place = collection.place_label(passage.passage);
    let sources = if column.told_by.len() == 1 {
        vec![place]
    } else {
        let letter = &collection.label(passage.passage.document).letter;
        let cited = collection.citation(passage.passage);
        vec![format!("{letter} {cited}"), format!("{letter} {place}")]
    };
    let with = |source: String| -> Vec<String> { std::iter::once(source).chain(parts.clone()).collect() };
    let fits = |lines: &Vec<String>| lines.len() == 1;
    let last = sources.len() - 1;
    let mut forms = sources.into_iter().map(|source| pack(&with(source), width)).enumerate();
    forms.find(|(at, lines)| fits(lines) || *at == last).map(|(_, lines)| lines).unwrap_or_default()
}

/// Wrapped cells, kept until width or shape change.
#[derive(Clone, Debug, Default)]
pub struct CellCache {
    cells: HashMap<(usize, usize), Arc<CellLayout>>,
}

impl CellCache {
    pub fn clear(&mut self) {
        self.cells.clear();
    }

    pub fn get(&self, item: usize, column: usize) -> Option<Arc<CellLayout>> {
        self.cells.get(&(item, column)).cloned()
    }

    pub fn get_or(
        &mut self,
        item: usize,
        column: usize,
        make: impl FnOnce() -> CellLayout,
    ) -> Arc<CellLayout> {
        Arc::clone(self.cells.entry((item, column)).or_insert_with(|| Arc::new(make())))
    }
}
