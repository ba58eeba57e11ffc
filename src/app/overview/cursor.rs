//! The cursor of the overview: by cell, passage and told stretch on the strips, by number on the
//! counts.

use crate::scheme::overview::{Count, Strip, StripPassage};
use crate::scheme::{Covered, StepIndex};
use crate::text::Passage;

use super::{OverviewView, Part};

impl OverviewView {
    fn strip(&self) -> Option<&Strip> {
        self.kept.made.as_ref()?.strips.get(self.document)
    }

    /// Position of the passage under the cursor in its strip.
    pub fn position(&self) -> usize {
        self.at.min(self.strip().map_or(0, |strip| strip.passages.len().saturating_sub(1)))
    }

    /// The passage under the cursor; of a count the first of those it counts.
    pub fn here(&self) -> Option<Passage> {
        match self.part {
            Part::Strips => Some(self.strip()?.passages.get(self.position())?.passage),
            Part::Counts => self.count().map(|count| count.first),
        }
    }

    /// The passages of the cell under the cursor.
    pub fn cell(&self) -> &[StripPassage] {
        let per_cell = self.placed.per_cell.max(1);
        let from = self.position() / per_cell * per_cell;
        let passages = self.strip().map_or(&[][..], |strip| strip.passages.as_slice());
        &passages[from.min(passages.len())..(from + per_cell).min(passages.len())]
    }

    /// The step of the number under the cursor; `None` for the whole column.
    pub fn step(&self) -> Option<StepIndex> {
        let steps = &self.kept.made.as_ref()?.coverage.steps;
        steps.get(self.number.checked_sub(1)?).copied()
    }

    pub fn count(&self) -> Option<Count> {
        let coverage = &self.kept.made.as_ref()?.coverage;
        coverage.count(crate::text::DocumentIndex(self.document), self.column, self.step())
    }

    /// How the document under the cursor stands to the column under it.
    pub fn covered(&self) -> Option<Covered> {
        let coverage = &self.kept.made.as_ref()?.coverage;
        Some(coverage.covered(crate::text::DocumentIndex(self.document), self.column))
    }

    pub fn move_rows(&mut self, delta: isize) {
        let last = self.kept.made.as_ref().map_or(0, |overview| overview.strips.len().saturating_sub(1));
        self.document = self.document.saturating_add_signed(delta).min(last);
    }

    pub fn page(&mut self, delta: isize) {
        self.move_rows(delta * self.placed.shown.saturating_sub(1).max(1) as isize);
    }

    /// By cells of the strip, or by numbers.
    pub fn move_columns(&mut self, delta: isize) {
        match self.part {
            Part::Strips => {
                let per_cell = self.placed.per_cell.max(1);
                let cell = (self.position() / per_cell).saturating_add_signed(delta);
                self.go_to(cell.saturating_mul(per_cell));
            }
            Part::Counts => self.move_numbers(delta),
        }
    }

    fn move_numbers(&mut self, delta: isize) {
        let visible = self.visible();
        let numbers = 1 + self.kept.made.as_ref().map_or(0, |overview| overview.coverage.steps.len());
        let column = visible.iter().position(|&column| column == self.column).unwrap_or(0);
        let last = (visible.len() * numbers).saturating_sub(1);
        let to = (column * numbers + self.number).saturating_add_signed(delta).min(last);
        self.column = visible.get(to / numbers).copied().unwrap_or(0);
        self.number = to % numbers;
    }

    pub fn move_passages(&mut self, delta: isize) {
        match self.part {
            Part::Strips => self.go_to(self.position().saturating_add_signed(delta)),
            Part::Counts => self.move_numbers(delta),
        }
    }

    /// To the beginning of the next told stretch, or of this one and the one before. Says whether
    /// there is one.
    pub fn move_runs(&mut self, forward: bool) -> bool {
        let at = self.position();
        let to = self.strip().and_then(|strip| {
            if forward { strip.next_run(at, self.by) } else { strip.previous_run(at, self.by) }
        });
        if let Some(to) = to {
            self.part = Part::Strips;
            self.go_to(to);
        }
        to.is_some()
    }

    fn go_to(&mut self, at: usize) {
        let last = self.strip().map_or(0, |strip| strip.passages.len().saturating_sub(1));
        self.at = at.min(last);
    }

    /// Puts the cursor on a passage of a document, whatever is made of it by now.
    pub fn set_place(&mut self, document: usize, at: usize) {
        (self.document, self.at) = (document, at);
    }

    /// Puts the cursor on a passage. Says whether it is on a strip.
    pub fn reveal(&mut self, passage: Passage) -> bool {
        let overview = self.overview();
        let strip = overview.as_ref().and_then(|overview| overview.strip(passage.document));
        let Some(at) = strip.and_then(|strip| strip.position(passage)) else { return false };
        self.part = Part::Strips;
        self.set_place(passage.document.0, at);
        true
    }

    /// Puts the cursor where there is something, after what is shown has become another.
    pub(super) fn settle(&mut self) {
        self.move_rows(0);
        let visible = self.visible();
        if !visible.contains(&self.column) {
            (self.column, self.number) = (visible.first().copied().unwrap_or(0), 0);
        }
        let steps = self.kept.made.as_ref().map_or(0, |overview| overview.coverage.steps.len());
        self.number = self.number.min(steps);
    }
}
