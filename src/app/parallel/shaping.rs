//! Rows put in the shape that the reader chose: in order of time, filtered. At once where they are
//! few; many are left to a worker, and what was shown before stays until it is done.

use std::sync::Arc;

use crate::scheme::Collection;
use crate::scheme::alignment::Alignment;
use crate::scheme::synopsis::{Within, filtered, in_order_of_time};

use super::{Parallel, Rows, Shape};

/// Which rows are to be shown, and how.
#[derive(Clone, Debug)]
pub struct Shaping {
    whole: Arc<Rows>,
    shape: Shape,
    /// Columns in view: in these, rows have gaps.
    columns: Vec<usize>,
    rival: Option<Arc<Alignment>>,
}

impl Shaping {
    /// Whether something is to be done: else all rows are shown as they are.
    fn is_needed(&self) -> bool {
        self.shape.by_time || self.shape.filter.is_active()
    }

    /// Whether it is of these rows.
    pub(in crate::app) fn is_of(&self, rows: &Arc<Rows>) -> bool {
        Arc::ptr_eq(&self.whole, rows)
    }

    /// Whether the same rows come out.
    fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (&self.shape, &other.shape);
        Arc::ptr_eq(&self.whole, &other.whole)
            && a.by_time == b.by_time
            && (a.background == b.background || !a.by_time)
            && a.filter == b.filter
            && (self.columns == other.columns || !a.filter.is_active())
            && self.rival.as_ref().map(Arc::as_ptr) == other.rival.as_ref().map(Arc::as_ptr)
    }

    pub fn shaped(&self, collection: &Collection) -> ShapedRows {
        let Shape { by_time, background, filter, .. } = &self.shape;
        let mut rows = Arc::clone(&self.whole);
        if filter.is_active() {
            let within = Within { columns: &self.columns, alignment: self.rival.as_deref() };
            rows = Arc::new(Rows::new(filtered(&rows.synopsis, collection, filter, &within)));
        }
        let count = rows.count;
        if *by_time {
            rows = Arc::new(Rows::new(in_order_of_time(&rows.synopsis, collection, *background)));
        }
        ShapedRows { rows, count }
    }
}

/// Rows in their shape.
#[derive(Clone, Debug)]
pub struct ShapedRows {
    rows: Arc<Rows>,
    /// How many the filter lets through.
    count: usize,
}

impl Parallel {
    /// Rows that are shown no more: to be cleared away by a worker, which takes long for many.
    pub(in crate::app) fn take_outlived(&mut self) -> Vec<Arc<Rows>> {
        std::mem::take(&mut self.outlived)
    }

    /// Gives up all its rows to another view.
    pub(in crate::app) fn give_up(mut self, to: &mut Self) {
        to.outlived.append(&mut self.outlived);
        to.outlived.extend([self.shown, self.whole]);
    }

    /// How the rows are to be put in shape by a worker, where that is wanted and not done.
    pub(in crate::app) fn due(&self) -> Option<Shaping> {
        self.is_due().then(|| self.wanted())
    }

    fn wanted(&self) -> Shaping {
        Shaping {
            whole: Arc::clone(&self.whole),
            shape: self.shape.clone(),
            columns: self.visible(),
            rival: self.rival.clone(),
        }
    }

    /// Whether they are shown otherwise.
    pub(super) fn is_due(&self) -> bool {
        let wanted = self.wanted();
        match &self.shaped_as {
            Some(shaping) => !shaping.is_like(&wanted),
            None => wanted.is_needed(),
        }
    }

    /// Puts the rows in their shape where they are few, keeping the cursor on its passage.
    pub(in crate::app) fn reshape(&mut self, collection: &Collection) {
        let wanted = self.wanted();
        if !wanted.is_needed() || !self.whole.is_many() {
            let shaped = wanted.shaped(collection);
            self.show(wanted, shaped);
        }
    }

    /// Takes rows that a worker put in shape; `false` when they are wanted otherwise by now.
    pub(in crate::app) fn take_shaped(&mut self, shaping: Shaping, shaped: ShapedRows) -> bool {
        let is_wanted = shaping.is_like(&self.wanted());
        if is_wanted {
            self.show(shaping, shaped);
        }
        is_wanted
    }

    fn show(&mut self, shaping: Shaping, ShapedRows { rows, count }: ShapedRows) {
        let place = self.sought.take().or(self.here());
        self.counts = (count, self.whole.count);
        self.synopsis = Arc::clone(&rows.synopsis);
        self.outlived.push(std::mem::replace(&mut self.shown, rows));
        self.shaped_as = Some(shaping);
        self.items.clear();
        self.band = self.band.min(self.synopsis.bands.len().saturating_sub(1));
        self.turned.clear();
        self.rebuild(place);
        self.laid_out_for = None;
        if let Some(passage) = place {
            self.reveal_in_shape(passage);
        }
    }
}
