//! The reader's own sentence in a cell of the board, typed in place of the collection's.

use jiff::Timestamp;

use crate::scheme::{Axis, EpisodeIndex, StepIndex};
use crate::store::{CellId, Edit, Summary};

use super::event::Effect;
use super::grid::Summaries;
use super::prompt::Prompt;
use super::{App, Overlay, View};

impl App {
    /// The cell of the board that the cursor is on, or whose passages it is on.
    pub(super) fn cell_here(&self) -> Option<(EpisodeIndex, StepIndex)> {
        match self.view {
            View::Board => self.board.episode().zip(self.board.step()),
            View::Parallel => self.parallel.episode().zip(self.parallel.step()),
            _ => None,
        }
    }

    pub(super) fn cell_id(&self, episode: EpisodeIndex, step: StepIndex) -> CellId {
        let scheme = &self.collection.scheme;
        CellId { episode: scheme.episode(episode).id.clone(), step: scheme.step(step).id.clone() }
    }

    /// Whether the cell's summary is the reader's own.
    pub fn is_own_summary(&self, episode: EpisodeIndex, step: StepIndex) -> bool {
        !self.work.summaries.is_empty() && self.work.summaries.contains_key(&self.cell_id(episode, step))
    }

    /// Shows the summaries in the parallel view above the passages, instead of them or not at all.
    pub(super) fn cycle_summaries(&mut self) {
        if self.parallel.axis() != Axis::Episodes {
            self.say("summaries belong to episodes: the columns here are documents");
            return;
        }
        if self.parallel.shape.by_time {
            self.say("summaries belong to steps: the rows here are in order of time");
            return;
        }
        self.parallel.set_summaries(self.parallel.shape.summaries.next());
        self.say(match self.parallel.shape.summaries {
            Summaries::Hidden => "the passages without summaries",
            Summaries::Above => "the summaries above the passages",
            Summaries::Instead => "the summaries instead of the passages",
        });
    }

    /// `Flood of 1953, call`.
    pub fn cell_text(&self, episode: EpisodeIndex, step: StepIndex) -> String {
        let scheme = &self.collection.scheme;
        format!("{}, {}", scheme.episode(episode).name, scheme.step(step).name.to_lowercase())
    }

    /// Opens the line in which the cell's summary is typed.
    pub(super) fn edit_summary(&mut self) -> Vec<Effect> {
        let Some((episode, step)) = self.cell_here() else {
            self.say("a summary belongs to a step of an episode: there is none here");
            return Vec::new();
        };
        let mut prompt = Prompt::default();
        prompt.set(self.collection.summary(episode, step).unwrap_or_default());
        self.overlay = Some(Overlay::Summary { prompt, episode, step });
        Vec::new()
    }

    /// Takes what was typed; an empty line gives the collection's summary back.
    pub(super) fn save_summary(&mut self) -> Vec<Effect> {
        let Some(Overlay::Summary { prompt, episode, step }) = self.overlay.take() else { return Vec::new() };
        let text = prompt.text().trim().to_owned();
        let cell = self.cell_id(episode, step);
        let place = self.cell_text(episode, step);
        let is_own = self.work.summaries.contains_key(&cell);
        if self.corrections.opened_summary(episode, step).unwrap_or_default() == text || text.is_empty() {
            if !is_own {
                return Vec::new();
            }
            self.say(format!("{place}: the collection's summary again"));
            return self.edit(Edit::RemoveSummary { cell });
        }
        self.say(format!("{place}: your summary"));
        self.edit(Edit::SetSummary { cell, summary: Summary { text, changed: Some(Timestamp::now()) } })
    }
}
