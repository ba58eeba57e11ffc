//! A list of entries under headings: what the differences, the notes and the agreement view have in
//! common. The cursor stands on entries; what an entry is, only its view knows.

use crate::layout::{Area, scroll};

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupedRow<H> {
    /// How many entries follow under it.
    Heading(H, usize),
    /// Position among all entries of the view.
    Entry(usize),
}

/// The rows that are listed, and where the cursor and the screen are in them.
#[derive(Clone, Debug)]
pub struct GroupedList<H> {
    pub rows: Vec<GroupedRow<H>>,
    /// Index into `rows`, of an entry where there is one.
    pub selected: usize,
    /// First row on the screen.
    pub top: usize,
    pub area: Area,
}

impl<H> Default for GroupedList<H> {
    fn default() -> Self {
        Self { rows: Vec::new(), selected: 0, top: 0, area: Area::default() }
    }
}

impl<H> GroupedRow<H> {
    pub fn entry(&self) -> Option<usize> {
        match self {
            Self::Entry(at) => Some(*at),
            Self::Heading(..) => None,
        }
    }
}

impl<H> GroupedList<H> {
    /// Position of the entry under the cursor.
    pub fn current(&self) -> Option<usize> {
        self.rows.get(self.selected)?.entry()
    }

    /// Entries of the list.
    pub fn count(&self) -> usize {
        self.rows.iter().filter_map(GroupedRow::entry).count()
    }

    /// Takes other rows. The cursor goes to the entry that `is_here` tells, or stays on its row;
    /// `false` where there is no such entry.
    pub fn renew(
        &mut self,
        groups: impl IntoIterator<Item = (H, Vec<usize>)>,
        is_here: impl Fn(usize) -> bool,
    ) -> bool {
        self.rows.clear();
        for (heading, entries) in groups {
            self.rows.push(GroupedRow::Heading(heading, entries.len()));
            self.rows.extend(entries.into_iter().map(GroupedRow::Entry));
        }
        let kept = self.go_to(is_here);
        if !kept {
            self.settle(1);
        }
        kept
    }

    /// To the first entry that fits; `false` when the list has none.
    pub fn go_to(&mut self, fits: impl Fn(usize) -> bool) -> bool {
        let row = self.rows.iter().position(|row| row.entry().is_some_and(&fits));
        self.selected = row.unwrap_or(self.selected);
        row.is_some()
    }

    /// Moves the cursor by rows; `false` when it stays where it was.
    pub fn move_by(&mut self, delta: isize) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let before = self.selected;
        self.selected = self.selected.saturating_add_signed(delta).min(last);
        self.settle(delta);
        self.selected != before
    }

    /// Moves the cursor by screens, less two rows.
    pub fn page(&mut self, delta: isize) -> bool {
        self.move_by(delta * isize::from(self.area.height.max(3) as i16 - 2))
    }

    fn settle(&mut self, delta: isize) {
        let is_entry = |row: &GroupedRow<H>| row.entry().is_some();
        self.selected = scroll::settled(&self.rows, self.selected, delta, is_entry);
    }

    /// Puts the cursor on the entry at a cell of the screen; `false` where that is none, or the same.
    pub fn click(&mut self, column: u16, row: u16) -> bool {
        if !self.area.contains(column, row) {
            return false;
        }
        let at = self.top + usize::from(row - self.area.y);
        let is_entry = self.rows.get(at).is_some_and(|row| row.entry().is_some());
        if is_entry {
            self.selected = at;
        }
        is_entry
    }

    /// Takes as much of the area as it needs, at most so many rows; the cursor comes into view.
    pub fn lay_out(&mut self, area: Area, most: u16) {
        let wanted = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        self.area = Area { height: most.min(wanted.max(1)).min(area.height), ..area };
        let height = usize::from(self.area.height).max(1);
        let heading = usize::from(height > 1 && self.selected > 0);
        // The heading of the first entry comes into view with it.
        self.top = self.top.min(self.selected - heading.min(self.selected));
        self.top = self.top.max((self.selected + 1).saturating_sub(height));
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    /// The rows on the screen, each with its index.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &GroupedRow<H>)> {
        self.rows.iter().enumerate().skip(self.top).take(self.area.height.into())
    }

    /// Whether the list goes on below the screen.
    pub fn goes_on(&self) -> bool {
        self.top + usize::from(self.area.height) < self.rows.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> GroupedList<char> {
        let mut list = GroupedList::default();
        list.renew([('a', vec![0, 1]), ('b', vec![2, 3, 4])], |_| false);
        list
    }

    #[test]
    fn the_cursor_stands_on_entries() {
        let mut list = list();
        assert_eq!((list.count(), list.current()), (5, Some(0)));
        assert!(!list.move_by(-1));
        list.move_by(2);
        assert_eq!(list.current(), Some(2));
        list.move_by(-1);
        assert_eq!(list.current(), Some(1));
        list.move_by(isize::MAX);
        assert_eq!(list.current(), Some(4));
    }

    #[test]
    fn the_cursor_stays_with_its_entry_or_its_row() {
        let mut list = list();
        assert!(list.go_to(|at| at == 3));
        assert!(list.renew([('b', vec![3])], |at| at == 3));
        assert_eq!(list.current(), Some(3));
        assert!(!list.renew([('a', vec![0, 1])], |at| at == 3));
        assert_eq!(list.current(), Some(0));
        list.renew([], |_| true);
        assert_eq!(list.current(), None);
    }

    #[test]
    fn the_first_entry_brings_its_heading_and_a_click_finds_entries_only() {
        let mut list = list();
        list.move_by(isize::MAX);
        list.lay_out(Area::new(0, 1, 40, 10), 3);
        assert_eq!((list.area.height, list.top, list.goes_on()), (3, 4, false));
        list.move_by(isize::MIN + 1);
        list.lay_out(Area::new(0, 1, 40, 10), 3);
        assert_eq!((list.top, list.goes_on()), (0, true));
        assert!(!list.click(3, 1) && list.click(3, 3));
        assert_eq!(list.current(), Some(1));
    }
}
