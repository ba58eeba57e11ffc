//! After an edit: the reader's work laid over the collection anew, and everything that shows it.

use std::sync::Arc;

use crate::scheme::{self, Coding};
use crate::store::{Change, Edit};

use super::App;
use super::documents::Documents;
use super::event::Effect;
use super::parallel::Rows;

/// Codings of the largest collection whose rows are laid out between two frames.
pub(super) const MOST_AT_ONCE: usize = 500;

/// Whether a worker makes something from the reader's work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Working {
    #[default]
    Idle,
    Running,
    /// The work has changed since it was asked.
    Outdated,
}

/// Whether an edit changes what the collection says: marks, notes and places do not.
pub(super) fn changes_collection(edit: &Edit) -> bool {
    match edit {
        Edit::SetCoding { .. }
        | Edit::RemoveCoding { .. }
        | Edit::SetLink { .. }
        | Edit::RemoveLink { .. }
        | Edit::SetSummary { .. }
        | Edit::RemoveSummary { .. } => true,
        Edit::Together(edits) => edits.iter().any(changes_collection),
        _ => false,
    }
}

impl App {
    /// Has a change of the work saved, and the work laid over the collection where it changes that.
    pub(super) fn changed(&mut self, change: Change) -> Vec<Effect> {
        let lays = changes_collection(&change.edit);
        self.stand_anew(&change.edit);
        let mut effects = vec![Effect::Save(Box::new(change))];
        effects.extend(self.laid_anew(lays));
        effects
    }

    /// Has the work laid over the collection, and suggestions made anew, if need be.
    pub(super) fn laid_anew(&mut self, lays: bool) -> Vec<Effect> {
        if !lays {
            return Vec::new();
        }
        self.lay_collection();
        let suggest = self.suggest();
        // Many rows are laid out once, when the suggestions stand.
        let waits = self.suggesting != Working::Idle && self.is_large();
        let rows = if waits { None } else { self.renew_rows() };
        rows.into_iter().chain(suggest).collect()
    }

    /// Lays the work over the collection, and has the rows laid out.
    pub(super) fn lay_work(&mut self) -> Option<Effect> {
        self.lay_collection();
        self.renew_rows()
    }

    /// Lays the work over the collection; cursors stay where they are.
    fn lay_collection(&mut self) {
        self.collection = Arc::new(self.corrections.lay(&self.work));
        self.board.board = scheme::board(&self.collection);
        let (selected, top) = (self.documents.selected, self.documents.top);
        self.documents = Documents::new(&self.collection, &self.suggested);
        (self.documents.selected, self.documents.top) = (selected, top);
        self.reader.ask_again();
    }

    /// The rows of a large collection are laid out by a worker: what is shown meanwhile stays as it
    /// was.
    fn renew_rows(&mut self) -> Option<Effect> {
        if self.is_large() {
            return self.lay_out_rows();
        }
        self.bring_in(self.rows_of(self.axis()));
        None
    }

    /// Has the rows laid out, one worker at a time.
    pub(super) fn lay_out_rows(&mut self) -> Option<Effect> {
        if self.laying != Working::Idle {
            self.laying = Working::Outdated;
            return None;
        }
        self.laying = Working::Running;
        let takes_suggested = self.collection.takes_suggested_rows();
        let matches = if takes_suggested { Arc::clone(&self.suggested) } else { Arc::default() };
        Some(Effect::LayOut {
            generation: self.generation,
            collection: Arc::clone(&self.collection),
            axis: self.wanted_axis(),
            matches,
        })
    }

    /// Takes rows that a worker laid out, of columns that are shown or wanted.
    pub(super) fn take_rows(&mut self, rows: Arc<Rows>) -> Vec<Effect> {
        let outdated = self.laying == Working::Outdated;
        if !outdated {
            self.laying = Working::Idle;
        }
        self.bring_in(rows);
        self.laying = Working::Idle;
        if outdated { self.lay_out_rows().into_iter().collect() } else { Vec::new() }
    }

    /// Asks for suggestions that take the reader's codings and the matches as evidence, one worker
    /// at a time.
    pub(super) fn suggest(&mut self) -> Option<Effect> {
        let has_matches = self.collection.readings().matched().is_some();
        let has_evidence = !self.work.codings.is_empty() || has_matches;
        let nothing_to_learn = !has_evidence && !self.corrections.has_learned();
        if !self.corrections.has_suggestions() || nothing_to_learn {
            return None;
        }
        if self.suggesting != Working::Idle {
            self.suggesting = Working::Outdated;
            return None;
        }
        self.suggesting = Working::Running;
        Some(Effect::Suggest { generation: self.generation, collection: Arc::clone(&self.collection) })
    }

    /// Takes suggestions that were made anew.
    pub(super) fn take_suggestions(&mut self, codings: Vec<Coding>) -> Vec<Effect> {
        self.corrections.learn(codings);
        let rows = self.lay_work();
        self.renew_match_list();
        let outdated = std::mem::take(&mut self.suggesting) == Working::Outdated;
        let again = if outdated { self.suggest() } else { None };
        rows.into_iter().chain(again).collect()
    }
}
