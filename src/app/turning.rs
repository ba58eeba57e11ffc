//! Rows, columns and shapes of the parallel view that take the place of those that are shown: at
//! once where the collection is small, else when a worker has made them. What is shown stays until
//! then.

use std::sync::Arc;

use crate::scheme::{self, Axis, ColumnKind, StepIndex};
use crate::text::Passage;

use super::App;
use super::event::Effect;
use super::laid::{MOST_AT_ONCE, Working};
use super::parallel::{ArrangedColumn, Parallel, Rows, ShapedRows, Shaping};
use super::survey::Basis;

/// The columns of an axis that is not shown, as the reader arranged them, and its rows.
#[derive(Clone, Debug)]
pub(super) struct Arrangement {
    columns: Vec<ArrangedColumn>,
    /// With what they were made of.
    rows: Option<(Basis, Arc<Rows>)>,
}

/// Where the cursor is to go in the columns that are turned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Where it is.
    Stay,
    /// A passage, or else an item and a column.
    Passage(Option<Passage>, (usize, usize)),
    /// A step of a column.
    Cell(StepIndex, ColumnKind),
}

/// What is to take the place of the rows that are shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Turning {
    /// Other columns that are wanted.
    to: Option<(Axis, Aim)>,
    /// Rows that were laid out and are not in their shape yet.
    coming: Option<Arc<Rows>>,
    /// Whether a worker puts rows in shape.
    shapes: bool,
}

impl App {
    /// Shows the parallel view over other columns, in the same shape, arranged as they were when they
    /// were last shown, with the cursor where it is aimed at.
    pub fn turn_to(&mut self, axis: Axis, aim: Aim) {
        self.turning.to = None;
        if self.parallel.axis() == axis {
            self.aim_at(aim);
            return;
        }
        self.turning.to = Some((axis, aim));
        let basis = Basis::new(&self.collection, &self.suggested);
        let kept = self.arrangements.get(&axis).and_then(|arrangement| arrangement.rows.as_ref());
        let kept = kept.filter(|(known, _)| *known == basis).map(|(_, rows)| Arc::clone(rows));
        if let Some(rows) = kept {
            self.bring_in(rows);
        } else if !self.is_large() {
            self.bring_in(self.rows_of(axis));
        }
    }

    /// Shows it over other columns now, however long that takes.
    pub(super) fn turn_now(&mut self, axis: Axis) {
        if self.parallel.axis() != axis {
            let next = self.next_view(self.rows_of(axis));
            self.take_view(next);
        }
    }

    /// Whether rows are laid out by a worker.
    pub(super) fn is_large(&self) -> bool {
        let collection = &self.collection;
        // Without a scheme every sentence of what is linked has a row.
        let blocks = || collection.documents.iter().map(|document| document.blocks().len()).sum();
        let told = if collection.scheme.is_empty() { blocks() } else { collection.codings.len() };
        told.max(collection.links.len()).max(self.suggested.len()) > MOST_AT_ONCE
    }

    /// Whether rows are laid out or put in shape that are not shown yet.
    pub(super) fn lays_rows(&self) -> bool {
        self.laying != Working::Idle || self.turning.coming.is_some()
    }

    /// The columns that rows are to be laid out over.
    pub(super) fn wanted_axis(&self) -> Axis {
        self.turning.to.map_or(self.axis(), |(axis, _)| axis)
    }

    /// What a worker is to do next: lay out the rows of other columns, or put rows in shape.
    pub(super) fn turn(&mut self) -> Option<Effect> {
        if self.turning.to.is_some() && self.turning.coming.is_none() && self.laying == Working::Idle {
            return self.lay_out_rows();
        }
        if self.turning.shapes {
            return None;
        }
        let next = self.turning.coming.clone().map(|rows| self.next_view(rows));
        let shaping = next.as_ref().unwrap_or(&self.parallel).due()?;
        self.turning.shapes = true;
        let (shaping, collection) = (Box::new(shaping), Arc::clone(&self.collection));
        Some(Effect::Shape { generation: self.generation, shaping, collection })
    }

    /// Takes rows that were laid out, in their shape.
    pub(super) fn bring_in(&mut self, rows: Arc<Rows>) {
        let axis = rows.synopsis.axis;
        if axis != self.wanted_axis() && axis != self.axis() {
            return;
        }
        let collection = Arc::clone(&self.collection);
        let mut next = self.next_view(Arc::clone(&rows));
        next.reshape(&collection);
        self.turning.coming = next.due().is_some().then_some(rows);
        if self.turning.coming.is_none() {
            self.take_view(next);
        }
    }

    /// Shows rows that waited for a shape which nobody wants any more.
    pub(super) fn show_coming(&mut self) {
        if let Some(rows) = self.turning.coming.take() {
            self.bring_in(rows);
        }
    }

    /// Takes rows that a worker put in shape.
    pub(super) fn take_shaped(&mut self, shaping: Shaping, shaped: ShapedRows) {
        self.turning.shapes = false;
        let coming = self.turning.coming.take_if(|rows| shaping.is_of(rows));
        let Some(rows) = coming else {
            self.parallel.take_shaped(shaping, shaped);
            return;
        };
        let mut next = self.next_view(Arc::clone(&rows));
        if next.take_shaped(shaping, shaped) {
            self.take_view(next);
        } else {
            self.turning.coming = Some(rows);
        }
    }

    /// The view of other rows, with columns and shape as the reader has them.
    fn next_view(&self, rows: Arc<Rows>) -> Parallel {
        let axis = rows.synopsis.axis;
        if axis == self.parallel.axis() {
            return self.parallel.over(rows, &self.parallel.arrangement());
        }
        let arrangement = self.arrangements.get(&axis);
        self.parallel.over(rows, arrangement.map_or(&[][..], |arrangement| &arrangement.columns))
    }

    /// Puts another view in the place of the one that is shown.
    fn take_view(&mut self, next: Parallel) {
        let collection = Arc::clone(&self.collection);
        if next.axis() == self.parallel.axis() {
            let (here, beside) = (self.parallel.here(), self.parallel.beside());
            let column = self.parallel.column_kind();
            self.replace_view(next);
            if let Some(passage) = here {
                self.parallel.reveal(&collection, passage);
            } else if beside.is_some_and(|passage| self.parallel.find(passage))
                && let Some(column) = column
            {
                self.parallel.go_to_column(column);
            }
            return;
        }
        self.keep_arrangement();
        self.replace_view(next);
        self.lay_out();
        if let Some((_, aim)) = self.turning.to.take_if(|(axis, _)| *axis == self.parallel.axis()) {
            self.aim_at(aim);
        }
    }

    pub(super) fn replace_view(&mut self, next: Parallel) {
        std::mem::replace(&mut self.parallel, next).give_up(&mut self.parallel);
    }

    /// Has many rows that are shown no more cleared away.
    pub(super) fn clear_away(&mut self) -> Option<Effect> {
        let rows = self.parallel.take_outlived();
        (rows.iter().any(|rows| rows.is_many())).then_some(Effect::ClearAway(rows))
    }

    /// Remembers how the columns are arranged that give way, and their rows while they hold.
    fn keep_arrangement(&mut self) {
        let basis = Basis::new(&self.collection, &self.suggested);
        let holds = self.laying == Working::Idle;
        let rows = holds.then(|| (basis, Arc::clone(self.parallel.whole_rows())));
        // Those of one other axis are enough to turn back.
        self.arrangements.values_mut().for_each(|arrangement| arrangement.rows = None);
        let columns = self.parallel.arrangement();
        self.arrangements.insert(self.parallel.axis(), Arrangement { columns, rows });
    }

    fn aim_at(&mut self, aim: Aim) {
        match aim {
            Aim::Stay => {}
            Aim::Passage(passage, (item, column)) => {
                if !passage.is_some_and(|passage| self.reveal(passage)) {
                    self.parallel.set_cell(item, column);
                }
            }
            Aim::Cell(step, kind) => {
                if self.parallel.shape.by_time {
                    let collection = Arc::clone(&self.collection);
                    self.parallel.toggle_time(&collection);
                    self.say("by steps again");
                }
                if !self.parallel.go_to_cell(step, kind) {
                    let column = match kind {
                        ColumnKind::Episode(episode) => self.collection.scheme.episode(episode).name.clone(),
                        ColumnKind::Document(document) => self.collection.label(document).cite.clone(),
                    };
                    let filtered = self.parallel.shape.filter.is_active();
                    let why = if filtered {
                        "nothing at this step passes the filter"
                    } else {
                        "nothing is told at this step"
                    };
                    self.say(format!("{column}: {why}"));
                }
            }
        }
    }

    /// Suggested matches lay out only what nobody has set rows in: else the same rows would come
    /// and go.
    pub(super) fn rows_of(&self, axis: Axis) -> Arc<Rows> {
        let suggested = if self.collection.takes_suggested_rows() { &self.suggested[..] } else { &[] };
        Arc::new(Rows::new(scheme::synopsis(&self.collection, axis, suggested)))
    }
}
