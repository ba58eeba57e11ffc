//! The parallel view as a strip of items: bands, rows of cells, folded background. Built from a
//! synopsis and the columns on the screen; measured and wrapped only where it is shown.

use std::collections::HashMap;
use std::rc::Rc;

use crate::layout::wrap::hyphenation;
use crate::layout::{Line, wrap};
use crate::scheme::{Band, Cell, CellPassage, Collection, Column, Synopsis};
use crate::text::{Passage, Span};

use super::heads::pack;

/// One entry of the parallel view's strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridItem {
    /// The title of a step's band.
    Band(usize),
    /// The head of one column, where episodes stand below each other.
    Head { band: usize, column: usize },
    /// A row of cells. `cells` has, for each column of the synopsis, the band and row of its cell.
    Row { cells: Vec<Option<(usize, usize)>>, label: Option<String> },
    /// Rows of long background, folded.
    Folded { band: usize, rows: usize },
}

/// How the strip is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridShape {
    /// Columns of the synopsis on the screen or beside it, in order.
    pub columns: Vec<usize>,
    pub background: bool,
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
}

/// The items of the strip.
pub fn items(synopsis: &Synopsis, shape: &GridShape) -> Vec<GridItem> {
    let mut items = Vec::new();
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
            band_rows(index, band, shape, &mut items);
        }
    }
    items
}

fn band_rows(index: usize, band: &Band, shape: &GridShape, items: &mut Vec<GridItem>) {
    let mut folded = 0;
    for (row, content) in band.rows.iter().enumerate() {
        if !shape.columns.iter().any(|&column| !content.cells[column].passages.is_empty()) {
            continue;
        }
        if content.background && !shape.background {
            folded += 1;
            continue;
        }
        let cells = (0..content.cells.len()).map(|_| Some((index, row))).collect();
        items.push(GridItem::Row { cells, label: content.label.clone() });
    }
    if folded > 0 {
        items.push(GridItem::Folded { band: index, rows: folded });
    }
}

fn stacked_rows(index: usize, band: &Band, shape: &GridShape, items: &mut Vec<GridItem>) {
    for &column in &shape.columns {
        items.push(GridItem::Head { band: index, column });
        let mut folded = 0;
        for (row, content) in band.rows.iter().enumerate() {
            if content.cells[column].passages.is_empty() {
                continue;
            }
            if content.background && !shape.background {
                folded += 1;
                continue;
            }
            let cells = (0..content.cells.len()).map(|at| (at == column).then_some((index, row))).collect();
            items.push(GridItem::Row { cells, label: content.label.clone() });
        }
        if folded > 0 {
            items.push(GridItem::Folded { band: index, rows: folded });
        }
    }
}

/// The cell of an item in a column of the synopsis; `None` where the item has none.
pub fn cell<'a>(synopsis: &'a Synopsis, item: &GridItem, column: usize) -> Option<&'a Cell> {
    let GridItem::Row { cells, .. } = item else { return None };
    let (band, row) = (*cells.get(column)?)?;
    synopsis.bands[band].rows[row].cells.get(column)
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

/// `after Ort 1950 ¶10.2 · 1953-10 · Town -> Crown`: shortened to fit into one line, else on more.
fn source_lines(
    collection: &Collection,
    column: &Column,
    passage: &CellPassage,
    width: usize,
    letter: Option<char>,
) -> Vec<String> {
    let coded = collection.coding(passage.passage).map(|coding| &coding.coded);
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
    if passage.confidence < 1.0 {
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
    cells: HashMap<(usize, usize), Rc<CellLayout>>,
}

impl CellCache {
    pub fn clear(&mut self) {
        self.cells.clear();
    }

    pub fn get(&self, item: usize, column: usize) -> Option<Rc<CellLayout>> {
        self.cells.get(&(item, column)).cloned()
    }

    pub fn get_or(
        &mut self,
        item: usize,
        column: usize,
        make: impl FnOnce() -> CellLayout,
    ) -> Rc<CellLayout> {
        Rc::clone(self.cells.entry((item, column)).or_insert_with(|| Rc::new(make())))
    }
}

/// All passages of an item, column by column.
pub fn passages_of(synopsis: &Synopsis, item: &GridItem) -> Vec<Passage> {
    (0..synopsis.columns.len())
        .filter_map(|column| cell(synopsis, item, column))
        .flat_map(|cell| cell.passages.iter().map(|passage| passage.passage))
        .collect()
}
