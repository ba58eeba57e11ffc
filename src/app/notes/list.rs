//! The notes view's state: everything that the reader made in one list, what has lost its words
//! first; the selected entry in full below it.

use std::collections::BTreeSet;

use crate::app::detail::{Detail, PartKind};
use crate::app::grouped::GroupedList;
use crate::app::made::Made;
use crate::layout::Area;

use super::listed::{Group, Listed, ListedKind, Query};

/// Rows of the body that are left to the list at least, where the body has as many.
const LEAST_LIST: u16 = 5;

/// State of the notes view.
#[derive(Clone, Debug, Default)]
pub struct NotesView {
    /// Everything, in order; `None` until the view is shown first.
    entries: Option<Vec<Listed>>,
    /// By where they stand; entries are positions among all.
    pub list: GroupedList<Group>,
    /// What entries must have.
    pub filter: String,
    pub kind: Option<ListedKind>,
    /// The selected entry.
    pub detail: Detail,
    /// The entry that the cursor is to go to once the entries are there.
    wanted: Option<Made>,
}

impl NotesView {
    pub fn is_filled(&self) -> bool {
        self.entries.is_some()
    }

    pub fn entries(&self) -> &[Listed] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The entry under the cursor.
    pub fn current(&self) -> Option<&Listed> {
        self.entries().get(self.list.current()?)
    }

    /// What the cursor is on, or is to go to.
    pub fn here(&self) -> Option<&Made> {
        self.current().map(Listed::made).or(self.wanted.as_ref())
    }

    /// Takes all entries, in whatever order.
    pub fn fill(&mut self, mut entries: Vec<Listed>) {
        entries.sort_by(|a, b| a.order.cmp(&b.order));
        self.entries = Some(entries);
        self.renew();
        if let Some(made) = self.wanted.take() {
            self.go_to(&made);
        }
    }

    /// Drops the entries of a collection that is replaced; the cursor comes back to its own.
    pub fn forget(&mut self) {
        self.wanted = self.here().cloned();
        self.entries = None;
        self.list.rows.clear();
    }

    /// Puts entries of these things in the place of those before, and leaves out what is gone.
    pub fn put(&mut self, changed: &BTreeSet<Made>, listed: impl IntoIterator<Item = Listed>) {
        let Some(entries) = &mut self.entries else { return };
        entries.retain(|known| !changed.contains(known.made()));
        entries.extend(listed);
        // What was in order is not compared again: the cost is that of looking at each entry once.
        entries.sort_by(|a, b| a.order.cmp(&b.order));
    }

    /// Builds the rows anew after a change of the filter. The cursor stays on its entry, or where that
    /// is gone, on its row.
    pub fn renew(&mut self) {
        let here = self.here().cloned();
        self.renew_at(here.as_ref());
    }

    /// As [`Self::renew`], after entries were changed; `here` is what the cursor was on before.
    pub fn renew_at(&mut self, here: Option<&Made>) {
        let query = Query::new(&self.filter);
        let entries = self.entries.as_deref().unwrap_or_default();
        let fits = |listed: &Listed| self.kind.is_none_or(|kind| kind == listed.kind) && query.fits(listed);
        let mut groups: Vec<(Group, Vec<usize>)> = Vec::new();
        for (at, listed) in entries.iter().enumerate().filter(|(_, listed)| fits(listed)) {
            match groups.last_mut() {
                Some((group, entries)) if *group == listed.group() => entries.push(at),
                _ => groups.push((listed.group(), vec![at])),
            }
        }
        self.list.renew(groups, |at| here == Some(entries[at].made()));
    }

    /// To an entry, now or once it is there; `false` when the list does not have it.
    pub fn go_to(&mut self, made: &Made) -> bool {
        if !self.is_filled() {
            self.wanted = Some(made.clone());
            return true;
        }
        let entries = self.entries.as_deref().unwrap_or_default();
        self.list.go_to(|at| entries[at].made() == made)
    }

    /// Shares the body between the list and the selected entry in full.
    pub fn lay_out(&mut self, body: Area, parts: Vec<(PartKind, String)>) {
        let rows = match body.height {
            0..=LEAST_LIST => body.height,
            height => (height * 3 / 5).max(LEAST_LIST),
        };
        self.list.lay_out(body, rows);
        self.detail.lay_out(body.below(self.list.area.height + 1), parts);
    }
}
