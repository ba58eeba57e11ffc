//! Finds rows that moved up or down together, so that the terminal can move them itself.

use std::collections::HashMap;

use super::grid::{Grid, Slot};

/// Rows `top..bottom` move up by `by` (down if negative).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) by: isize,
}

/// Cells that must be spared for a scroll to be worth its sequences.
const WORTH: isize = 40;
/// Parts of a row that are recognised by themselves: a marked cell or scroll bar spoils only one.
const PARTS: usize = 4;
/// Moves that are weighed in full.
const CANDIDATES: usize = 2;

/// The best scroll from `old` towards `new`, if any is worth it. Both have the same size.
pub(super) fn find(old: &Grid, new: &Grid) -> Option<Scroll> {
    let changed: Vec<isize> = (0..new.rows).map(|y| differing(old.row(y), new.row(y))).collect();
    if changed.iter().filter(|n| **n > 0).count() < 3 {
        return None;
    }
    let moves = likely_moves(old, new, &changed);
    let weighed = moves.into_iter().filter_map(|by| weigh(old, new, &changed, by));
    weighed.filter(|(_, gain)| *gain >= WORTH).max_by_key(|(_, gain)| *gain).map(|(scroll, _)| scroll)
}

/// The moves that most parts of rows speak for.
fn likely_moves(old: &Grid, new: &Grid, changed: &[isize]) -> Vec<isize> {
    let mut places: HashMap<(usize, u64), Option<usize>> = HashMap::new();
    for y in (0..old.rows).filter(|y| changed[*y] > 0) {
        for part in parts(old.row(y)) {
            places.entry(part).and_modify(|place| *place = None).or_insert(Some(y));
        }
    }
    let mut votes: HashMap<isize, usize> = HashMap::new();
    for y in (0..new.rows).filter(|y| changed[*y] > 0) {
        for part in parts(new.row(y)) {
            if let Some(Some(from)) = places.get(&part) {
                *votes.entry(from.cast_signed() - y.cast_signed()).or_default() += 1;
            }
        }
    }
    votes.remove(&0);
    let mut moves: Vec<(usize, isize)> = votes.into_iter().map(|(by, votes)| (votes, by)).collect();
    moves.sort_unstable_by_key(|(votes, by)| (std::cmp::Reverse(*votes), by.abs(), *by));
    moves.into_iter().take(CANDIDATES).map(|(_, by)| by).collect()
}

/// The parts of a row that are not blank, each by number and hash.
fn parts(row: &[Slot]) -> impl Iterator<Item = (usize, u64)> {
    let length = row.len().div_ceil(PARTS).max(1);
    row.chunks(length)
        .enumerate()
        .filter(|(_, part)| part.iter().any(|slot| *slot != Slot::BLANK))
        .map(|(number, part)| (number, hash(part)))
}

/// FNV-1a over the texts; colours are left to the weighing.
fn hash(part: &[Slot]) -> u64 {
    part.iter()
        .fold(0xcbf2_9ce4_8422_2325, |h, slot| (h ^ u64::from(slot.text.0)).wrapping_mul(0x0100_0000_01b3))
}

/// The region for which a move spares most cells, and how many.
fn weigh(old: &Grid, new: &Grid, changed: &[isize], by: isize) -> Option<(Scroll, isize)> {
    let source = |y: usize| y.checked_add_signed(by).filter(|y| *y < old.rows);
    let gains = (0..new.rows)
        .map(|y| source(y).map(|from| changed[y] - differing(old.row(from), new.row(y))))
        .collect::<Vec<_>>();
    let (first, end, gain) = best_run(&gains)?;
    let (top, bottom) =
        if by > 0 { (first, end + by.unsigned_abs()) } else { (first - by.unsigned_abs(), end) };
    // The rows that come in are drawn on blanks.
    let bare = if by > 0 { end..bottom } else { top..first };
    let blank = vec![Slot::BLANK; new.columns];
    let extra: isize = bare.map(|y| changed[y] - differing(&blank, new.row(y))).sum();
    Some((Scroll { top, bottom, by }, gain + extra))
}

/// The run of rows with the largest sum; a row without a source ends a run.
fn best_run(gains: &[Option<isize>]) -> Option<(usize, usize, isize)> {
    let mut best = None;
    let (mut start, mut sum) = (0, 0);
    for (y, gain) in gains.iter().enumerate() {
        match gain {
            Some(gain) if sum + gain > 0 => {
                sum += gain;
                if best.is_none_or(|(_, _, most)| sum > most) {
                    best = Some((start, y + 1, sum));
                }
            }
            _ => (start, sum) = (y + 1, 0),
        }
    }
    best
}

fn differing(a: &[Slot], b: &[Slot]) -> isize {
    a.iter().zip(b).filter(|(a, b)| a != b).count().cast_signed()
}
