//! The notes view's state: everything that the reader made in one list, what has lost its words
//! first; the selected entry in full below it.

use std::collections::BTreeSet;

use crate::app::made::Made;
use crate::layout::{Area, Line, scroll, wrap};

use super::listed::{Group, Listed, ListedKind, Query};

/// Rows of the body that are left to the list at least, where the body has as many.
const LEAST_LIST: u16 = 5;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesRow {
    /// How many entries follow of this group.
    Heading(Group, usize),
    /// Position among all entries.
    Entry(usize),
}

/// How a part of the selected entry is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// What it is, where it stands, when it was made.
    Facts,
    /// Words of a document.
    Words,
    /// What the reader wrote.
    Text,
}

/// A part of the selected entry, wrapped.
#[derive(Clone, Debug)]
pub struct Part {
    pub kind: PartKind,
    pub text: String,
    pub lines: Vec<Line>,
}

/// State of the notes view.
#[derive(Clone, Debug, Default)]
pub struct NotesView {
    /// Everything, in order; `None` until the view is shown first.
    entries: Option<Vec<Listed>>,
    pub rows: Vec<NotesRow>,
    /// Index into `rows`, of an entry where there is one.
    pub selected: usize,
    /// First row on the screen.
    pub top: usize,
    /// What entries must have.
    pub filter: String,
    pub kind: Option<ListedKind>,
    pub list: Area,
    pub detail: Area,
    /// The selected entry, as much as there is room for.
    pub parts: Vec<Part>,
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
        match self.rows.get(self.selected)? {
            NotesRow::Entry(at) => self.entries().get(*at),
            NotesRow::Heading(..) => None,
        }
    }

    /// What the cursor is on, or is to go to.
    pub fn here(&self) -> Option<&Made> {
        self.current().map(Listed::made).or(self.wanted.as_ref())
    }

    /// Entries of the list.
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row, NotesRow::Entry(_))).count()
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
        self.rows.clear();
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
        let fits = |listed: &Listed| self.kind.is_none_or(|kind| kind == listed.kind) && query.fits(listed);
        let mut rows = Vec::new();
        let mut heading: Option<(usize, Group)> = None;
        for (at, listed) in self.entries().iter().enumerate().filter(|(_, listed)| fits(listed)) {
            if heading.is_none_or(|(_, group)| group != listed.group()) {
                heading = Some((rows.len(), listed.group()));
                rows.push(NotesRow::Heading(listed.group(), 0));
            }
            if let Some(NotesRow::Heading(_, count)) = heading.and_then(|(row, _)| rows.get_mut(row)) {
                *count += 1;
            }
            rows.push(NotesRow::Entry(at));
        }
        self.rows = rows;
        if !here.is_some_and(|made| self.go_to(made)) {
            self.settle(1);
        }
    }

    /// To an entry, now or once it is there; `false` when the list does not have it.
    pub fn go_to(&mut self, made: &Made) -> bool {
        if !self.is_filled() {
            self.wanted = Some(made.clone());
            return true;
        }
        let entries = self.entries();
        let row = self.rows.iter().position(|row| match row {
            NotesRow::Entry(at) => entries[*at].made() == made,
            NotesRow::Heading(..) => false,
        });
        self.selected = row.unwrap_or(self.selected);
        row.is_some()
    }

    pub fn move_by(&mut self, delta: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(delta).min(last);
        self.settle(delta);
    }

    pub fn page(&mut self, delta: isize) {
        self.move_by(delta * isize::from(self.list.height.max(3) as i16 - 2));
    }

    /// The cursor stands on entries, never on headings.
    fn settle(&mut self, delta: isize) {
        let is_entry = |row: &NotesRow| matches!(row, NotesRow::Entry(_));
        self.selected = scroll::settled(&self.rows, self.selected, delta, is_entry);
    }

    /// Puts the cursor on the entry at a cell of the screen.
    pub fn click(&mut self, column: u16, row: u16) {
        if self.list.contains(column, row) {
            let at = self.top + usize::from(row - self.list.y);
            if matches!(self.rows.get(at), Some(NotesRow::Entry(_))) {
                self.selected = at;
            }
        }
    }

    /// Shares the body between the list and the selected entry in full.
    pub fn lay_out(&mut self, body: Area, parts: Vec<(PartKind, String)>) {
        let rows = match body.height {
            0..=LEAST_LIST => body.height,
            height => (height * 3 / 5).max(LEAST_LIST),
        };
        let wanted = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        self.list = Area { height: rows.min(wanted.max(1)), ..body };
        let height = usize::from(self.list.height).max(1);
        let heading = usize::from(height > 1 && self.selected > 0);
        // The heading of the first entry comes into view with it.
        self.top = self.top.min(self.selected - heading.min(self.selected));
        self.top = self.top.max((self.selected + 1).saturating_sub(height));
        self.top = self.top.min(self.rows.len().saturating_sub(height));
        self.detail = body.below(self.list.height + 1);
        let mut room = usize::from(self.detail.height);
        let width = usize::from(self.detail.width).saturating_sub(4).max(1);
        self.parts.clear();
        for (kind, text) in parts {
            let mut lines = wrap(&text, width, None);
            lines.truncate(room);
            room -= lines.len();
            self.parts.push(Part { kind, text, lines });
        }
    }
}
