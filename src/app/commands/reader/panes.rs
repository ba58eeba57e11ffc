//! Panes side by side: focus, order, the other pane, levelling, the measure; and the way from a
//! pane to the parallel view.

use std::sync::Arc;

use crate::app::command::Count;
use crate::app::event::Effect;
use crate::app::linked::Link;
use crate::app::pane::Pane;
use crate::app::reader::MOST_PANES;
use crate::app::{App, Reader, View};

use super::MEASURE_STEP;

/// Columns of the shortest and the longest lines that are set.
const SHORTEST_LINES: usize = 20;
const LONGEST_LINES: usize = 200;

impl App {
    /// Opens every document in a pane of its own, for files named one by one.
    pub fn open_all_in_panes(&mut self) {
        let collection = Arc::clone(&self.collection);
        self.reader = Reader::default();
        for index in collection.document_indices().take(MOST_PANES) {
            self.reader.open_beside(&collection, index);
        }
        self.reader.focus = 0;
        self.reader.previous = 0;
        self.reader.joins = false;
        self.view = View::Reader;
    }

    pub(in crate::app) fn focus_pane(&mut self, pane: usize) {
        if pane < self.reader.panes.len() {
            self.reader.set_focus(pane);
        } else if self.has_panes() {
            self.say(format!("there are only {} panes; Ctrl-w v opens one", self.reader.panes.len()));
        }
    }

    /// Whether there is more than one pane; says where there is not.
    pub(in crate::app) fn has_panes(&mut self) -> bool {
        let has = self.reader.panes.len() > 1;
        if !has {
            let key = self.key_in(View::Reader, "pane-open");
            self.say(format!("there is one pane; {key} opens a document beside it"));
        }
        has
    }

    pub(in crate::app) fn turn_pane(&mut self, delta: isize) -> Vec<Effect> {
        if !self.has_panes() {
            return Vec::new();
        }
        let count = self.reader.panes.len() as isize;
        let next = (self.reader.focus as isize + delta).rem_euclid(count);
        self.reader.set_focus(next as usize);
        Vec::new()
    }

    pub(in crate::app) fn scroll_other(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        if self.has_panes()
            && let Some(other) = self.reader.other_shown(self.columns)
        {
            self.scroll_alone(other, delta * count.times() as isize);
            if !self.reader.shown_panes(self.columns).contains(&other) {
                let letter = &self.collection.label(self.reader.panes[other].document).letter;
                self.say(format!("pane {} ({letter}) is scrolled; it is not on the screen", other + 1));
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn level_once(&mut self) {
        let others = self.reader.linked_with(self.reader.focus).len();
        if others == 0 {
            let parted = if self.reader.panes.len() > 1 { " in its group" } else { "" };
            self.say(format!("there is no other pane{parted} to level; Ctrl-w v opens one"));
            return;
        }
        let looking = if self.awaits_matches() { "; matches are still looked for" } else { "" };
        let levelled = self.level_all();
        self.say(match (levelled, others) {
            (0, 1) => format!("the other pane has no match{looking}"),
            (0, _) => format!("no other pane has a match{looking}"),
            (1, 1) => "the other pane is levelled, until the cursor leaves".to_owned(),
            _ => {
                format!("{levelled} of {others} other panes levelled, until the cursor leaves{looking}")
            }
        });
    }

    /// To the pane on the left or the right, as far as there is one.
    pub(in crate::app) fn move_focus(&mut self, delta: isize) -> Vec<Effect> {
        self.has_panes();
        let last = self.reader.panes.len().saturating_sub(1);
        self.reader.set_focus(self.reader.focus.saturating_add_signed(delta).min(last));
        Vec::new()
    }

    /// Moves the focused pane to the far left or right.
    pub(in crate::app) fn move_pane_to_edge(&mut self, right: bool) -> Vec<Effect> {
        if !self.has_panes() {
            return Vec::new();
        }
        let last = self.reader.panes.len() - 1;
        let focus = self.reader.focus;
        let to = if right { last } else { 0 };
        let panes = &mut self.reader.panes;
        if right {
            panes[focus..].rotate_left(1);
        } else {
            panes[..=focus].rotate_right(1);
        }
        (self.reader.focus, self.reader.previous) = (to, to);
        Vec::new()
    }

    /// Moves every pane one place to the right, the last one to the left edge, or back.
    pub(in crate::app) fn rotate_panes(&mut self, delta: isize) -> Vec<Effect> {
        let count = self.reader.panes.len();
        if self.has_panes() {
            let to = |at: usize| (at as isize + delta).rem_euclid(count as isize) as usize;
            if delta > 0 {
                self.reader.panes.rotate_right(1);
            } else {
                self.reader.panes.rotate_left(1);
            }
            (self.reader.focus, self.reader.previous) = (to(self.reader.focus), to(self.reader.previous));
        }
        Vec::new()
    }

    /// Opens the document of the focused pane once more, at the same place.
    pub(in crate::app) fn split_pane(&mut self) -> Vec<Effect> {
        let Some(mut pane) = self.reader.focused().cloned() else { return Vec::new() };
        if self.reader.panes.len() >= MOST_PANES {
            self.say(format!("there are {MOST_PANES} panes: no more have room"));
            return Vec::new();
        }
        let collection = Arc::clone(&self.collection);
        pane.link = Link { group: pane.link.group, ..Link::default() };
        pane.notice = None;
        self.reader.open_beside(&collection, pane.document);
        self.reader.joins = false;
        let focus = self.reader.focus;
        self.reader.panes[focus] = pane;
        Vec::new()
    }

    pub(in crate::app) fn widen_pane(&mut self, delta: Option<isize>) -> Vec<Effect> {
        if !self.reader.widen(delta) {
            self.say("one pane is shown: it has all the room; + and - change the length of its lines");
        }
        Vec::new()
    }

    pub(in crate::app) fn change_measure(&mut self, steps: isize) -> Vec<Effect> {
        // Longer lines than the screen is wide look no different.
        let widest = usize::from(self.columns).clamp(SHORTEST_LINES, LONGEST_LINES);
        let measure = self.options.measure.min(widest).saturating_add_signed(steps * MEASURE_STEP as isize);
        self.options.measure = measure.clamp(SHORTEST_LINES, widest);
        let measure = self.options.measure;
        self.say(match (steps > 0, measure) {
            (true, measure) if measure == widest => {
                format!("lines of up to {measure} columns: as wide as it gets")
            }
            (false, SHORTEST_LINES) => format!("lines of up to {measure} columns: as narrow as it gets"),
            _ => format!("lines of up to {measure} columns"),
        });
        Vec::new()
    }

    /// Shows the passage under the cursor in the parallel view; one in no row in a list of those.
    pub(in crate::app) fn show_in_parallel(&mut self) {
        let here = self.reader.passage(&self.collection);
        self.leave();
        self.view = View::Parallel;
        if let Some(passage) = here
            && !self.reveal(passage)
        {
            self.go_near_unplaced(passage);
            if !self.parallel.standing().is_empty() {
                self.open_unplaced_list(Some(passage));
            }
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
