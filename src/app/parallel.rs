//! The parallel view: which columns, where the cursor is, what is on the screen.

mod arrange;
mod cursor;
mod place;
mod rows;
mod shape;
mod shaping;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::layout::{Area, Held, RowAddress};
use crate::matching::MatchKind;
use crate::scheme::alignment::{Accord, Alignment};
use crate::scheme::{Axis, Synopsis};
use crate::text::Passage;

use super::grid::{self, CellCache, GridItem};
use super::lit::Lit;

pub use arrange::ArrangedColumn;
pub use rows::Rows;
pub use shape::{FOLDED_LINES, Shape};
pub use shaping::{ShapedRows, Shaping};

/// Narrowest a column gets where there is room for three.
const LEAST_COLUMN: usize = 37;
/// Widest that a column without any passage has to be.
const EMPTY_COLUMN: usize = 16;
/// Cells between two columns: space, rule, space.
pub const COLUMN_GAP: usize = 3;
/// Areas narrower than this (a screen of 120 without its margin) show two columns.
const THREE_COLUMNS: u16 = 119;
/// Areas narrower than this (a screen of 80 without its margin) show the columns below each other.
const TWO_COLUMNS: u16 = 79;
/// Cells of the next column that show where more follow.
pub const SLIVER: usize = 6;
/// Cells that the text of a summary is indented, for its sign.
pub const SUMMARY_INDENT: usize = 2;
/// Cells that a column is widened or narrowed by at once.
const WIDEN_BY: usize = 6;

/// A column as the reader arranged it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Arranged {
    /// Index into the synopsis.
    column: usize,
    hidden: bool,
    width: Option<usize>,
}

/// A column on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedColumn {
    /// Index into the synopsis.
    pub column: usize,
    pub x: u16,
    pub width: u16,
    /// Only its edge shows.
    pub sliver: bool,
}

/// One row of the screen below the heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridRow {
    Blank,
    BandTitle {
        band: usize,
    },
    /// Says in which columns nothing is told at this step.
    BandSilence {
        band: usize,
    },
    Head {
        band: usize,
        column: usize,
    },
    Label {
        item: usize,
    },
    /// The `line`-th line of every cell of the item.
    Cells {
        item: usize,
        line: usize,
    },
    Folded {
        item: usize,
    },
}

/// Band and row, column, passage: where the cursor is, whatever the shape of the strip.
type Spot = (Option<(usize, Option<usize>)>, usize, usize);

/// What stood at the top when the cursor last moved: kept through any change of size.
#[derive(Clone, Debug)]
struct Anchor {
    cursor: Spot,
    /// The column that the reader chose; stacked, the cursor leaves an empty cell for a told one.
    column: usize,
    /// An item and one of its rows.
    top: (GridItem, usize),
}

/// State of the parallel view.
#[derive(Clone, Debug)]
pub struct Parallel {
    /// What is shown: in its shape, as far as the filter lets it through.
    pub synopsis: Arc<Synopsis>,
    /// The same with what is looked up in it.
    shown: Arc<Rows>,
    /// All of it, by steps.
    whole: Arc<Rows>,
    pub shape: Shape,
    /// Rows that the filter lets through, and all.
    counts: (usize, usize),
    /// Another's rows, to which these are compared.
    rival: Option<Arc<Alignment>>,
    /// How the rows that are shown were put in shape.
    shaped_as: Option<Shaping>,
    /// Rows that were shown and are not any more.
    outlived: Vec<Arc<Rows>>,
    /// Where the cursor is to go once the rows are in their shape.
    sought: Option<Passage>,
    /// Cells that are folded or unfolded otherwise than the shape says: band, row, column.
    turned: HashSet<(usize, usize, usize)>,
    pub items: Vec<GridItem>,
    /// Item with the cursor.
    pub item: usize,
    /// Column of the synopsis with the cursor.
    pub column: usize,
    /// Which of the cell's passages.
    pub passage: usize,
    pub placed: Vec<PlacedColumn>,
    /// Rows of the screen, from below the heads.
    pub rows: Vec<GridRow>,
    pub stacked: bool,
    /// Rows that the heads take.
    pub head_rows: u16,
    arranged: Vec<Arranged>,
    band: usize,
    /// First arranged column on the screen.
    first: usize,
    held_first: Held<usize>,
    top: RowAddress,
    anchor: Option<Anchor>,
    cells: CellCache,
    lit: Option<Arc<Lit>>,
    laid_out_for: Option<(Area, bool)>,
    height: usize,
    hyphenate: bool,
}

impl Parallel {
    pub fn new(rows: Arc<Rows>) -> Self {
        let arranged = rows
            .synopsis
            .columns
            .iter()
            .enumerate()
            .map(|(column, content)| Arranged { column, hidden: content.hidden, width: None })
            .collect();
        Self {
            synopsis: Arc::clone(&rows.synopsis),
            shown: Arc::clone(&rows),
            lit: rows.lit.clone(),
            whole: rows,
            counts: (0, 0),
            shaped_as: None,
            sought: None,
            outlived: Vec::new(),
            rival: None,
            shape: Shape::default(),
            turned: HashSet::new(),
            items: Vec::new(),
            item: 0,
            column: 0,
            passage: 0,
            placed: Vec::new(),
            rows: Vec::new(),
            stacked: false,
            head_rows: 2,
            arranged,
            band: 0,
            first: 0,
            held_first: Held::default(),
            top: RowAddress::default(),
            anchor: None,
            cells: CellCache::default(),
            laid_out_for: None,
            height: 1,
            hyphenate: true,
        }
    }

    /// All rows, whatever the filter lets through.
    pub fn whole(&self) -> &Synopsis {
        &self.whole.synopsis
    }

    pub(in crate::app) fn whole_rows(&self) -> &Arc<Rows> {
        &self.whole
    }

    /// The passages that stand in a row, in order, whatever the filter lets through.
    pub fn standing(&self) -> Arc<[Passage]> {
        Arc::clone(self.whole.standing())
    }

    /// Takes another's rows to be compared with.
    pub fn set_rival(&mut self, rival: Arc<Alignment>) {
        self.rival = Some(rival);
        self.laid_out_for = None;
        self.cells.clear();
    }

    /// How the row of an item stands to another's rows.
    pub fn accord(&self, item: usize) -> Option<Accord> {
        self.rival.as_ref()?.accord(grid::row(&self.synopsis, self.items.get(item)?)?)
    }

    /// How passages match in some row, each kind once.
    pub fn kinds(&self) -> &BTreeSet<MatchKind> {
        self.whole.kinds()
    }

    pub fn axis(&self) -> Axis {
        self.synopsis.axis
    }

    /// Columns of the synopsis that are not hidden, in the reader's order.
    pub fn visible(&self) -> Vec<usize> {
        self.arranged.iter().filter(|arranged| !arranged.hidden).map(|arranged| arranged.column).collect()
    }

    /// The band that is shown alone where the columns stand below each other.
    pub fn stacked_band(&self) -> Option<usize> {
        self.stacked.then_some(self.band)
    }

    /// Item and row at the top of the screen, for a session record.
    pub fn top_row(&self) -> (usize, usize) {
        (self.top.item, self.top.row)
    }

    /// Scrolls to where a session record has the top, as far as there is such a row.
    pub fn set_top_row(&mut self, (item, row): (usize, usize)) {
        if item < self.items.len() {
            self.top = RowAddress { item, row };
            self.anchor = None;
        }
    }

    /// Puts the cursor on a cell by its place, as far as there is one.
    pub fn set_cell(&mut self, item: usize, column: usize) {
        if self.is_stop(item) && self.visible().contains(&column) {
            (self.item, self.column, self.passage) = (item, column, 0);
        }
    }

    /// How many columns are hidden.
    pub fn hidden_count(&self) -> usize {
        self.arranged.iter().filter(|arranged| arranged.hidden).count()
    }
}
