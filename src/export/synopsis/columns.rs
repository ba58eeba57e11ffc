//! Which columns of a synopsis are shown, and what a row has in them: of thousands, only a few.

use std::collections::HashMap;
use std::ops::Deref;

use crate::scheme::{Cell, SynopsisRow};

/// Columns of a synopsis, in the order in which they are shown.
#[derive(Clone, Debug, Default)]
pub struct ShownColumns {
    order: Vec<usize>,
    /// By column: its place in the order.
    places: HashMap<usize, usize>,
}

impl From<Vec<usize>> for ShownColumns {
    fn from(order: Vec<usize>) -> Self {
        Self { places: order.iter().enumerate().map(|(place, &column)| (column, place)).collect(), order }
    }
}

impl Deref for ShownColumns {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.order
    }
}

impl ShownColumns {
    pub fn shows(&self, column: usize) -> bool {
        self.places.contains_key(&column)
    }

    /// The shown cells of a row that hold something, with their columns, in the order shown.
    pub fn told<'r>(&self, row: &'r SynopsisRow) -> Vec<(usize, &'r Cell)> {
        let placed = |(column, cell)| Some((*self.places.get(&column)?, column, cell));
        let mut told: Vec<(usize, usize, &Cell)> = row.cells.told().filter_map(placed).collect();
        told.sort_unstable_by_key(|(place, ..)| *place);
        told.into_iter().map(|(_, column, cell)| (column, cell)).collect()
    }
}
