//! Runs of the same words, put together: every place in which they stand.

use std::ops::Range;

use super::align::Stretch;

/// Two runs have a place in common when what both cover there is at least this much, in tenths, of
/// the longer.
const SAME_OF_TEN: u64 = 8;

/// Places that are compared with the next one: those that reach beyond its beginning, the last.
const COMPARED: usize = 8;

/// Numbers of runs that stand in the same places, each group in order, the groups in order of their
/// first run.
pub(super) fn grouped(runs: &[&Stretch]) -> Vec<Vec<usize>> {
    let mut sides: Vec<(Range<u32>, usize)> =
        runs.iter().enumerate().flat_map(|(at, run)| [(run.a(), at), (run.b(), at)]).collect();
    sides.sort_unstable_by_key(|(range, run)| (range.start, range.end, *run));
    let mut first: Vec<usize> = (0..runs.len()).collect();
    let mut open: Vec<(Range<u32>, usize)> = Vec::new();
    for (range, run) in sides {
        open.retain(|(other, _)| other.end > range.start);
        if let Some(&(_, other)) = open.iter().find(|(other, _)| is_same(other, &range)) {
            join(&mut first, other, run);
            continue;
        }
        if open.len() == COMPARED {
            open.remove(0);
        }
        open.push((range, run));
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); runs.len()];
    for run in 0..runs.len() {
        groups[root(&mut first, run)].push(run);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn is_same(one: &Range<u32>, other: &Range<u32>) -> bool {
    let both = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    u64::from(both) * 10 >= one.len().max(other.len()) as u64 * SAME_OF_TEN
}

/// The first run of the group, with the way to it made shorter (disjoint sets, Tarjan 1975).
fn root(first: &mut [usize], mut run: usize) -> usize {
    while first[run] != run {
        first[run] = first[first[run]];
        run = first[run];
    }
    run
}

fn join(first: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(first, one), root(first, other));
    first[one.max(other)] = one.min(other);
}

/// Where the runs of a group stand, in order, what overlaps made one.
pub(super) fn places<'a>(group: impl Iterator<Item = &'a Stretch>) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u32>> = group.flat_map(|run| [run.a(), run.b()]).collect();
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut places: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match places.last_mut() {
            Some(last) if last.end > range.start => last.end = last.end.max(range.end),
            _ => places.push(range),
        }
    }
    places
}
