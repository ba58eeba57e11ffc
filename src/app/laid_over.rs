//! The reader's work laid over a collection that is to take the place of the one that is shown: at
//! once where both are small, else by a worker, which may have to look for every anchor.

use std::sync::Arc;

use crate::corrections::Corrections;
use crate::scheme::board::Board;
use crate::scheme::{self, Axis, Collection};
use crate::store::Work;

use super::laid::MOST_AT_ONCE;
use super::made::Standing;
use super::parallel::Rows;

/// A collection with the work laid over it, and what is made of both before anything is shown.
#[derive(Clone, Debug)]
pub struct LaidOver {
    /// As it was read.
    pub(super) opened: Arc<Collection>,
    /// What was laid over it.
    work: Work,
    pub(super) corrections: Corrections,
    pub(super) collection: Arc<Collection>,
    pub(super) standing: Standing,
    pub(super) board: Board,
    pub(super) rows: Arc<Rows>,
    /// Whether the rows are of the work as it was before.
    pub(super) has_old_rows: bool,
}

impl LaidOver {
    pub fn new(opened: Arc<Collection>, work: &Work, axis: Axis) -> Self {
        let mut corrections = Corrections::new(Arc::clone(&opened));
        let collection = Arc::new(corrections.lay(work));
        Self {
            standing: Standing::new(&corrections, work),
            board: scheme::board(&collection),
            rows: Arc::new(Rows::new(scheme::synopsis(&collection, axis, &[]))),
            has_old_rows: false,
            work: work.clone(),
            opened,
            corrections,
            collection,
        }
    }

    /// The same with the work as it is by now: only what has changed is looked for again.
    #[must_use]
    pub fn over(mut self, work: &Work) -> Self {
        if self.work != *work {
            self.collection = Arc::new(self.corrections.lay(work));
            self.standing = Standing::new(&self.corrections, work);
            self.board = scheme::board(&self.collection);
            self.has_old_rows = true;
            self.work = work.clone();
        }
        self
    }

    /// Whether that can be done between two frames.
    pub(super) fn is_quick(opened: &Collection, work: &Work) -> bool {
        let made = work.codings.len() + work.links.len() + work.notes.len();
        opened.codings.len().max(opened.links.len()).max(made) <= MOST_AT_ONCE
    }
}

/// A collection that was read again, and waits until nothing is open that speaks of passages.
#[derive(Debug)]
pub(super) enum Reopened {
    /// Nothing is laid over it yet: that is quick.
    Read(Arc<Collection>),
    Laid(Box<LaidOver>),
}

impl Reopened {
    pub(super) fn opened(&self) -> &Arc<Collection> {
        match self {
            Self::Read(collection) => collection,
            Self::Laid(laid) => &laid.opened,
        }
    }

    pub(super) fn laid(self, work: &Work, axis: Axis) -> LaidOver {
        match self {
            Self::Read(collection) => LaidOver::new(collection, work, axis),
            Self::Laid(laid) => laid.over(work),
        }
    }
}
