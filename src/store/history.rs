//! What the reader did, step by step, to be taken back and done again without limit. Pure.
//!
//! A step is taken back only while everything that it changed is still as it left it: what another
//! program changed since is not overwritten. Each turn of the history is handed out, so that it can
//! be written down and the history be built again from the turns alone.

use super::edit::{Edit, apply, apply_if_unchanged};
use super::moves::Moves;
use super::value::{Id, Work};

/// Something that the reader did.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: Id,
    pub edit: Edit,
    /// Takes it back exactly.
    pub inverse: Edit,
}

/// What became of a step. The turns in order are the history.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    Did(Box<Step>),
    TookBack(Id),
    DidAgain(Id),
    /// It can neither be taken back nor be done again any more.
    Dropped(Id),
    /// The words that steps are about stand elsewhere now.
    Moved(Moves),
}

/// A change of the work that was made and is to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub edit: Edit,
    /// What was before, as the edit that leads there.
    pub inverse: Edit,
    /// What it means for the history; `None` for what is not undone.
    pub turn: Option<Turn>,
}

impl Change {
    /// Edits that are kept and are no step of the history, such as where the reader is.
    pub fn without_turn(edits: Vec<Edit>) -> Self {
        Self { edit: Edit::Together(edits), inverse: Edit::Together(Vec::new()), turn: None }
    }

    /// Nothing but a turn of the history.
    pub fn of_turn(turn: Turn) -> Self {
        let nothing = Edit::Together(Vec::new());
        Self { edit: nothing.clone(), inverse: nothing, turn: Some(turn) }
    }
}

/// What became of a wish to take back or to do again.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing is left.
    Nothing,
    Changed(Box<Change>),
    /// Another program changed the same since: nothing is changed, and the step is dropped.
    Refused(Box<Step>),
}

/// The steps that can be taken back and done again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Makes a change that the reader asked for; `id` names the step if it is one. What was undone
    /// before cannot be done again any more.
    pub fn apply(&mut self, work: &mut Work, edit: Edit, id: Id) -> Change {
        let inverse = apply(work, edit.clone());
        // A change that changes nothing is no step.
        let turn = (edit.is_undoable() && edit != inverse).then(|| {
            let turn = Turn::Did(Box::new(Step { id, edit: edit.clone(), inverse: inverse.clone() }));
            self.take(turn.clone());
            turn
        });
        Change { edit, inverse, turn }
    }

    /// Holds on to where the words stand now, in the work and in all steps; `None` where nothing is
    /// touched. It is no step of its own: the reader did nothing.
    pub fn follow(&mut self, work: &mut Work, moves: Moves) -> Option<Change> {
        let edits = moves.edits(work);
        // What was taken back may be about them, too.
        if moves.is_empty() || (edits.is_empty() && self.is_empty()) {
            return None;
        }
        let edit = Edit::Together(edits);
        let inverse = apply(work, edit.clone());
        let turn = Turn::Moved(moves);
        self.take(turn.clone());
        Some(Change { edit, inverse, turn: Some(turn) })
    }

    /// Takes the last step back.
    pub fn undo(&mut self, work: &mut Work) -> Outcome {
        let Some(step) = self.undo.last().cloned() else { return Outcome::Nothing };
        if !apply_if_unchanged(work, &step.inverse, &step.edit) {
            return self.refuse(step);
        }
        let Step { id, edit, inverse } = step;
        self.turn(Change { edit: inverse, inverse: edit, turn: Some(Turn::TookBack(id)) })
    }

    /// Makes the step again that was last taken back.
    pub fn redo(&mut self, work: &mut Work) -> Outcome {
        let Some(step) = self.redo.last().cloned() else { return Outcome::Nothing };
        if !apply_if_unchanged(work, &step.edit, &step.inverse) {
            return self.refuse(step);
        }
        let Step { id, edit, inverse } = step;
        self.turn(Change { edit, inverse, turn: Some(Turn::DidAgain(id)) })
    }

    fn turn(&mut self, change: Change) -> Outcome {
        if let Some(turn) = change.turn.clone() {
            self.take(turn);
        }
        Outcome::Changed(Box::new(change))
    }

    fn refuse(&mut self, step: Step) -> Outcome {
        self.take(Turn::Dropped(step.id.clone()));
        Outcome::Refused(Box::new(step))
    }

    /// Follows a turn that was made, or that was written down.
    pub fn take(&mut self, turn: Turn) {
        match turn {
            Turn::Did(step) => {
                self.undo.push(*step);
                self.redo.clear();
            }
            Turn::TookBack(id) => self.redo.extend(taken(&mut self.undo, &id)),
            Turn::DidAgain(id) => self.undo.extend(taken(&mut self.redo, &id)),
            Turn::Dropped(id) => {
                taken(&mut self.undo, &id);
                taken(&mut self.redo, &id);
            }
            Turn::Moved(moves) => {
                for step in self.undo.iter_mut().chain(&mut self.redo) {
                    moves.in_edit(&mut step.edit);
                    moves.in_edit(&mut step.inverse);
                }
            }
        }
    }

    /// Brings the history into line with the work when the program ended between writing down a
    /// turn and saving the work: what was not saved then is not done.
    pub fn settle(&mut self, work: &mut Work) {
        while self.undo.last().is_some_and(|step| is_before(work, &step.edit, &step.inverse)) {
            self.redo.extend(self.undo.pop());
        }
        while self.redo.last().is_some_and(|step| is_before(work, &step.inverse, &step.edit)) {
            self.undo.extend(self.redo.pop());
        }
    }

    /// The turns that build this history.
    pub fn turns(&self) -> impl Iterator<Item = Turn> {
        let did =
            self.undo.iter().chain(self.redo.iter().rev()).cloned().map(|step| Turn::Did(Box::new(step)));
        did.chain(self.redo.iter().map(|step| Turn::TookBack(step.id.clone())))
    }

    /// Forgets the oldest steps but the last one, then those that would be done again last, then
    /// that one; keeps so many.
    pub fn keep_newest(&mut self, count: usize) {
        let surplus = self.len().saturating_sub(count);
        let oldest = surplus.min(self.undo.len().saturating_sub(1));
        self.undo.drain(..oldest);
        let again = (surplus - oldest).min(self.redo.len());
        self.redo.drain(..again);
        self.undo.drain(..surplus - oldest - again);
    }

    pub fn len(&self) -> usize {
        self.undo.len() + self.redo.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Takes a step out, wherever it is: another program's steps may lie above it.
fn taken(steps: &mut Vec<Step>, id: &str) -> Option<Step> {
    let at = steps.iter().rposition(|step| step.id == id)?;
    Some(steps.remove(at))
}

/// Whether the work is as it was before the edit, and not as the edit left it.
fn is_before(work: &mut Work, edit: &Edit, inverse: &Edit) -> bool {
    let mut gives = |edit: &Edit, inverse: &Edit| {
        let got = apply(work, edit.clone());
        let fits = got == *inverse;
        let _ = apply(work, got);
        fits
    };
    gives(edit, inverse) && !gives(inverse, edit)
}

#[cfg(test)]
mod tests;
