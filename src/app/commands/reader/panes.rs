//! Panes side by side: focus, the other pane, levelling and following, the measure; and the way
//! from a pane to the parallel view.

use std::sync::Arc;

use crate::app::command::Count;
use crate::app::event::Effect;
use crate::app::pane::Pane;
use crate::app::reader::Linked;
use crate::app::{App, View};

use super::MEASURE_STEP;

impl App {
    pub(in crate::app) fn focus_pane(&mut self, pane: usize) {
        if pane < self.reader.panes.len() {
            self.reader.set_focus(pane);
        } else {
            self.say(format!("there are only {} panes; Ctrl-w v opens one", self.reader.panes.len()));
        }
    }

    pub(in crate::app) fn turn_pane(&mut self, delta: isize) -> Vec<Effect> {
        let count = self.reader.panes.len() as isize;
        if count < 2 {
            self.say("there is one pane; Ctrl-w v opens a document beside it");
            return Vec::new();
        }
        let next = (self.reader.focus as isize + delta).rem_euclid(count);
        self.reader.set_focus(next as usize);
        Vec::new()
    }

    pub(in crate::app) fn scroll_other(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let collection = Arc::clone(&self.collection);
        let Some(other) = self.reader.other() else {
            self.say("there is no other pane");
            return Vec::new();
        };
        let lines = delta * count.times() as isize;
        self.reader.with_pane(&collection, other, |pane, document| pane.nudge(document, lines));
        Vec::new()
    }

    pub(in crate::app) fn level_once(&mut self) {
        if self.reader.areas.len() < 2 {
            self.say("there is no other pane to level; Ctrl-w v opens one");
            return;
        }
        let levelled = self.level_all();
        let others = self.reader.areas.len() - 1;
        self.say(format!("{levelled} of {others} other panes on the screen levelled"));
    }

    pub(in crate::app) fn toggle_follow(&mut self) {
        self.reader.linked = match self.reader.linked {
            Linked::Off => Linked::Follow,
            Linked::Follow => Linked::Off,
        };
        self.followed = None;
        for pane in &mut self.reader.panes {
            pane.notice = None;
        }
        self.say(match self.reader.linked {
            Linked::Off => "panes move by themselves",
            Linked::Follow => "the other panes follow by matching passages",
        });
    }

    pub(in crate::app) fn change_measure(&mut self, steps: isize) -> Vec<Effect> {
        let measure = self.options.measure.saturating_add_signed(steps * MEASURE_STEP as isize);
        self.options.measure = measure.clamp(20, 200);
        self.say(format!("lines of up to {} columns", self.options.measure));
        Vec::new()
    }

    /// Shows the passage under the cursor in the parallel view.
    pub(in crate::app) fn show_in_parallel(&mut self) {
        let here = self.reader.passage(&self.collection);
        self.leave();
        let collection = Arc::clone(&self.collection);
        self.view = View::Parallel;
        let Some(passage) = here else { return };
        if self.parallel.reveal(passage) {
            return;
        }
        // Not coded itself: the nearest passage before it that has a place there.
        let before = collection
            .codings
            .iter()
            .map(|coding| coding.passage)
            .filter(|at| at.document == passage.document && *at < passage)
            .max();
        if !before.is_some_and(|near| self.parallel.reveal(near)) {
            let label = collection.passage_label(passage);
            self.say(format!("{label} has no place in the parallel view"));
        }
    }

    /// Enter in the reader: unfolds, or lists the matches.
    pub(in crate::app) fn open_in_reader(&mut self) {
        if self.reader.focused().is_some_and(Pane::on_fold) {
            self.with_focused(Pane::toggle_fold);
            return;
        }
        self.open_match_list();
    }
}
