//! How far the passages around two passages match each other, along the diagonal or one off it.

use super::index::{Index, best_of};
use super::lanes::Lanes;
use super::ranking::AVERAGE;
use super::tally::Tally;

/// Passages before and after that are looked at.
const REACH: usize = 3;
const SIDE: usize = 2 * REACH + 1;
/// One more than there are: lanes of a power of two are summed faster.
const LANES: usize = SIDE + 1;

/// Postings that are read for each of the passages around one.
const MOST_POSTINGS: usize = 2048;

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
        let products = [0, 1, 2, 3, 4, 5, 6].map(|row| {
            let beside = beside(index, other, row);
            beside.map_or([0.0; LANES], |beside| self.lanes.products(index.rows(), beside))
        });
        summed(|row, column| products[row][column])
    }
}

/// A passage with those around it, each with what it shares with the other documents' passages, as
/// far as some postings tell: less exact than [`Around`], for comparing with a great many others.
/// Memory that one passage after another can use: of the passages of a document in turn each is
/// looked up once.
#[derive(Debug)]
pub(super) struct Nearby {
    /// A passage has the lane that its number leaves by [`SIDE`], so that those around one have
    /// each their own.
    lanes: [LookedUp; SIDE],
    /// By passage: a bit for each lane in which it shares more than any two do. Few do, and all
    /// that is asked of one place in the collection lies together.
    above_common: Vec<u8>,
    /// By step: the passage's lane.
    order: [Option<usize>; SIDE],
}

/// What one passage shares with others.
#[derive(Debug)]
struct LookedUp {
    passage: Option<usize>,
    sums: Tally,
    /// Those that share more than any two do.
    above_common: Vec<u32>,
}

impl Nearby {
    pub(super) fn new(index: &Index) -> Self {
        let lane = || LookedUp { passage: None, sums: index.tally(MOST_POSTINGS), above_common: Vec::new() };
        Self {
            lanes: std::array::from_fn(|_| lane()),
            above_common: vec![0; index.len()],
            order: [None; SIDE],
        }
    }

    pub(super) fn lay(&mut self, index: &Index, passage: usize) {
        for step in 0..SIDE {
            let beside = beside(index, passage, step);
            self.order[step] = beside.map(|beside| beside % SIDE);
            if let Some(beside) = beside {
                self.look_up(index, beside);
            }
        }
    }

    fn look_up(&mut self, index: &Index, passage: usize) {
        let number = passage % SIDE;
        let (lane, above_common, bit) = (&mut self.lanes[number], &mut self.above_common, 1_u8 << number);
        if lane.passage == Some(passage) {
            return;
        }
        for other in lane.above_common.drain(..) {
            above_common[other as usize] &= !bit;
        }
        lane.sums.clear();
        index.look_up_words(passage, MOST_POSTINGS, |other, points| {
            let sum = lane.sums.add(other, points);
            let lanes_above = &mut above_common[other as usize];
            if sum > COMMON && *lanes_above & bit == 0 {
                lane.above_common.push(other);
                *lanes_above |= bit;
            }
        });
        lane.passage = Some(passage);
    }

    /// About what [`Around::score`] has.
    pub(super) fn score(&self, index: &Index, other: usize) -> f32 {
        let around = index.around(other, REACH);
        // Nearly always.
        if self.above_common[around].iter().all(|lanes| *lanes == 0) {
            return 0.0;
        }
        summed(|row, column| match (beside(index, other, row), self.order[column]) {
            (Some(beside), Some(lane)) => self.lanes[lane].sums.sum(beside as u32),
            _ => 0.0,
        })
    }

    /// What stands beside the best of the passages beside the one laid out.
    pub(super) fn led_to(&self, index: &Index, each: usize) -> Vec<u32> {
        let mut led = Vec::new();
        for offset in [-1, 1] {
            let Some(lane) = self.order[(REACH as isize + offset) as usize] else { continue };
            let met = self.lanes[lane].sums.met().to_vec();
            let back = |(other, _): (u32, f32)| index.beside(other as usize, -offset);
            led.extend(best_of(met, each).into_iter().filter_map(back).map(|other| other as u32));
        }
        led
    }
}

/// `share` says what the passage that many steps around the other and the one that many around the
/// asking one share by words.
fn summed(share: impl Fn(usize, usize) -> f32) -> f32 {
    // A row for each passage around the other, a column for each around the asking one.
    let mut cells = [[0.0_f32; SIDE]; SIDE];
    for (row, line) in cells.iter_mut().enumerate() {
        for (column, cell) in line.iter_mut().enumerate().filter(|(column, _)| column.abs_diff(row) <= 1) {
            let above = (share(row, column) - COMMON).clamp(0.0, MOST);
            *cell = if row == column { above } else { OFF_DIAGONAL * above };
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

/// The passage itself is the step in the middle.
fn beside(index: &Index, passage: usize, step: usize) -> Option<usize> {
    index.beside(passage, step as isize - REACH as isize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::index::Terms;
    use super::*;

    proptest! {
        /// Where all postings are read, looking a passage up and comparing two tell the same.
        #[test]
        fn what_was_looked_up_is_what_comparing_tells(
            passages in prop::collection::vec(prop::collection::vec(0..12_u32, 0..8), 1..40),
            order in prop::collection::vec(0_usize..40, 1..60),
        ) {
            let terms: Vec<Terms> =
                passages.iter().map(|words| Terms { words: words.clone(), extras: Vec::new() }).collect();
            let documents: Vec<u32> = (0..passages.len()).map(|passage| passage as u32 / 9).collect();
            let mut index = Index::build(&terms, &documents, &[false; 12]);
            index.scale(20.0);
            let (mut around, mut nearby) = (Around::new(&index), Nearby::new(&index));
            for a in order.into_iter().map(|at| at % passages.len()) {
                around.lay(&index, a);
                nearby.lay(&index, a);
                for b in (0..passages.len()).filter(|b| documents[*b] != documents[a]) {
                    let (exact, about) = (around.score(&index, b), nearby.score(&index, b));
                    prop_assert!((exact - about).abs() < 1e-2, "{} {}: {} {}", a, b, exact, about);
                }
            }
        }
    }
}
