//! Scrolling over items of unequal height of which only a few are ever measured.

/// A row on the screen's long strip: which item, and which of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowAddress {
    pub item: usize,
    pub row: usize,
}

/// Where a cursor stands that may rest on entries only, never on the headings between them: the next
/// entry in the direction in which it moved, else the nearest in the other. 0 where there is none.
pub fn settled<T>(rows: &[T], at: usize, delta: isize, is_entry: impl Fn(&T) -> bool) -> usize {
    let at = at.min(rows.len().saturating_sub(1));
    let is_entry = |row: &usize| rows.get(*row).is_some_and(&is_entry);
    let below = (at..rows.len()).find(is_entry);
    let above = (0..=at).rev().find(is_entry);
    let next = if delta < 0 { above.or(below) } else { below.or(above) };
    next.unwrap_or(0)
}

/// `from` moved by `delta` rows, stopping at the first and the last row. Measures only the items
/// on the way. `height` gives the rows of an item, `count` is how many items there are.
pub fn advance(
    from: RowAddress,
    delta: isize,
    count: usize,
    mut height: impl FnMut(usize) -> usize,
) -> RowAddress {
    if count == 0 {
        return RowAddress::default();
    }
    let mut at = from;
    if at.item >= count {
        at = RowAddress { item: count - 1, row: usize::MAX };
    }
    at.row = at.row.min(height(at.item).saturating_sub(1));
    if delta >= 0 {
        forward(at, delta.unsigned_abs(), count, height)
    } else {
        backward(at, delta.unsigned_abs(), height)
    }
}

fn forward(
    mut at: RowAddress,
    mut rows: usize,
    count: usize,
    mut height: impl FnMut(usize) -> usize,
) -> RowAddress {
    loop {
        let left = height(at.item).saturating_sub(at.row + 1);
        if rows <= left {
            at.row += rows;
            return at;
        }
        if at.item + 1 >= count {
            at.row += left;
            return at;
        }
        rows -= left + 1;
        at = RowAddress { item: at.item + 1, row: 0 };
        while height(at.item) == 0 && at.item + 1 < count {
            at.item += 1;
        }
    }
}

fn backward(mut at: RowAddress, mut rows: usize, mut height: impl FnMut(usize) -> usize) -> RowAddress {
    loop {
        if rows <= at.row {
            at.row -= rows;
            return at;
        }
        if at.item == 0 {
            return RowAddress::default();
        }
        rows -= at.row + 1;
        at.item -= 1;
        while height(at.item) == 0 && at.item > 0 {
            at.item -= 1;
        }
        at.row = height(at.item).saturating_sub(1);
    }
}

/// Rows from `a` down to `b`, at most `most`; 0 when `b` is not below `a`.
pub fn distance(a: RowAddress, b: RowAddress, most: usize, mut height: impl FnMut(usize) -> usize) -> usize {
    if b <= a {
        return 0;
    }
    if a.item == b.item {
        return (b.row - a.row).min(most);
    }
    let mut rows = height(a.item).saturating_sub(a.row);
    for item in a.item + 1..b.item {
        if rows >= most {
            return most;
        }
        rows += height(item);
    }
    (rows + b.row).min(most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_rests_on_entries() {
        let is_entry = |row: &char| *row == 'e';
        for (rows, at, delta, expected) in [
            ("heeh", 0, 1, 1),
            ("heeh", 3, 1, 2),
            ("heeh", 3, -1, 2),
            ("heh", 9, 0, 1),
            ("hh", 1, 1, 0),
            ("", 0, 1, 0),
        ] {
            let rows: Vec<char> = rows.chars().collect();
            assert_eq!(settled(&rows, at, delta, is_entry), expected, "{rows:?} {at} {delta}");
        }
    }

    fn flat(at: RowAddress, heights: &[usize]) -> usize {
        heights[..at.item].iter().sum::<usize>() + at.row
    }

    proptest! {
        #[test]
        fn moves_as_on_a_flat_strip(
            heights in prop::collection::vec(1_usize..5, 1..12),
            start in 0_usize..40,
            delta in -50_isize..50,
        ) {
            let height = |item: usize| heights[item];
            let total: usize = heights.iter().sum();
            let from = advance(RowAddress::default(), start as isize, heights.len(), height);
            let to = advance(from, delta, heights.len(), height);
            let expected = flat(from, &heights).saturating_add_signed(delta).min(total - 1);
            prop_assert_eq!(flat(to, &heights), expected);
            if to > from {
                prop_assert_eq!(distance(from, to, 1000, height), flat(to, &heights) - flat(from, &heights));
            }
        }
    }

    #[test]
    fn nothing_to_scroll_stays_at_the_start() {
        assert_eq!(advance(RowAddress { item: 3, row: 2 }, 5, 0, |_| 1), RowAddress::default());
    }
}
