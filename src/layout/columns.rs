//! How the width of a table is shared among its columns.

/// Widths for `needs.len()` columns in `total` cells with `gap` cells between two. Every column
/// gets at least its `least`; what is left goes to the columns in proportion to what they need beyond
/// it, so that thin columns give their width to full ones. Fixed widths are kept while the others
/// can still have their least.
pub fn share(
    total: usize,
    gap: usize,
    least: &[usize],
    needs: &[usize],
    fixed: &[Option<usize>],
) -> Vec<usize> {
    let count = needs.len();
    if count == 0 {
        return Vec::new();
    }
    let room = total.saturating_sub(gap * (count - 1));
    let mut widths: Vec<usize> = least.iter().map(|&least| least.min(room / count).max(1)).collect();
    widths.resize(count, 1);
    let mut left = room.saturating_sub(widths.iter().sum());
    for (width, fixed) in widths.iter_mut().zip(fixed) {
        if let Some(wanted) = fixed {
            let more = wanted.saturating_sub(*width).min(left);
            *width += more;
            left -= more;
        }
    }
    let free: Vec<usize> = (0..count).filter(|&i| fixed.get(i).copied().flatten().is_none()).collect();
    let total_need: usize = free.iter().map(|&i| needs[i].max(1)).sum();
    if free.is_empty() || total_need == 0 {
        return widths;
    }
    let mut given = 0;
    for &i in &free {
        let more = left * needs[i].max(1) / total_need;
        widths[i] += more;
        given += more;
    }
    for offset in 0..left - given {
        widths[free[offset % free.len()]] += 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thin_columns_give_to_full_ones() {
        let widths = share(100, 2, &[20; 2], &[10, 30], &[None, None]);
        assert_eq!(widths.iter().sum::<usize>(), 98);
        assert!(widths[1] > widths[0] && widths[0] >= 20, "{widths:?}");
    }

    proptest! {
        #[test]
        fn the_room_is_used_and_not_exceeded(
            total in 10_usize..300,
            needs in prop::collection::vec(0_usize..500, 1..9),
        ) {
            let fixed = vec![None; needs.len()];
            let widths = share(total, 1, &vec![12; needs.len()], &needs, &fixed);
            let used = widths.iter().sum::<usize>() + needs.len() - 1;
            prop_assert!(widths.iter().all(|&width| width >= 1));
            prop_assert!(used == total.max(2 * needs.len() - 1), "{used} of {total}");
        }
    }
}
