//! How far the passages around two passages match each other, along the diagonal or one off it.

use super::index::Index;
use super::lanes::Lanes;
use super::ranking::AVERAGE;

/// Passages before and after that are looked at.
const REACH: usize = 3;
const SIDE: usize = 2 * REACH + 1;
/// One more than there are: lanes of a power of two are summed faster.
const LANES: usize = SIDE + 1;

/// What a pair of neighbours counts for; one more away counts `DECAY` times as much, one off the
/// diagonal `OFF_DIAGONAL` times.
const NEIGHBOURS: f32 = 0.8;
const DECAY: f32 = 0.6;
const OFF_DIAGONAL: f32 = 0.8;

/// Points of a pair of neighbours that any two passages share, and the most that count above.
const COMMON: f32 = 0.5 * AVERAGE;
const MOST: f32 = AVERAGE;

/// A passage with those around it, laid out to be compared with many others. Memory that one
/// passage after another can use.
#[derive(Debug)]
pub(super) struct Around {
    lanes: Lanes<LANES>,
}

impl Around {
    pub(super) fn new(index: &Index) -> Self {
        Self { lanes: Lanes::new(index.terms()) }
    }

    pub(super) fn lay(&mut self, index: &Index, passage: usize) {
        self.lanes.lay(index.rows(), (0..SIDE).map(|step| beside(index, passage, step)));
    }

    /// What the passages around the one that is laid out and around the other share, in points; the
    /// same from either side.
    pub(super) fn score(&self, index: &Index, other: usize) -> f32 {
        // A row for each passage around the other, a column for each around the one laid out.
        let mut cells = [[0.0_f32; SIDE]; SIDE];
        for (row, line) in cells.iter_mut().enumerate() {
            let Some(beside) = beside(index, other, row) else { continue };
            let products = self.lanes.products(index.rows(), beside);
            for column in row.saturating_sub(1)..=(row + 1).min(SIDE - 1) {
                let above = (products[column] - COMMON).clamp(0.0, MOST);
                line[column] = if row == column { above } else { OFF_DIAGONAL * above };
            }
        }
        cells[REACH][REACH] = 0.0;
        let mut sum = 0.0;
        for step in (0..SIDE).filter(|step| *step != REACH) {
            let best_of_row = cells[step].iter().copied().fold(0.0, f32::max);
            let best_of_column = cells.iter().map(|row| row[step]).fold(0.0, f32::max);
            let away = step.abs_diff(REACH) as i32 - 1;
            sum += DECAY.powi(away) * (best_of_row + best_of_column) / 2.0;
        }
        NEIGHBOURS * sum
    }
}

/// The passage itself is the step in the middle.
fn beside(index: &Index, passage: usize, step: usize) -> Option<usize> {
    index.beside(passage, step as isize - REACH as isize)
}
