//! The cursor of the timeline: by cell, by lane, to what is dated next, and in the list.

use crate::layout::TimeAxis;
use crate::scheme::Timeline;
use crate::text::Passage;

use super::{LaneBy, Listed, TimelineView};

impl TimelineView {
    /// The passage that is selected in the list.
    pub fn here(&self) -> Option<Passage> {
        match self.selected_entry()? {
            Listed::Dated(at) => Some(self.kept.made.as_ref()?.dated.get(at)?.passage),
            Listed::Written(_) => None,
        }
    }

    pub fn selected_entry(&self) -> Option<Listed> {
        self.listed.get(self.selected).copied()
    }

    /// First and last day of the stretch with the cursor.
    pub fn stretch(&self) -> (i32, i32) {
        self.axis.cell(self.day).map_or((self.day, self.day), |cell| self.axis.days(cell))
    }

    pub fn move_rows(&mut self, delta: isize) {
        let Some(timeline) = self.timeline() else { return };
        let last = self.lane_count(&timeline) - 1;
        self.lane = self.lane.saturating_add_signed(delta).min(last);
        self.selected = 0;
    }

    pub fn page(&mut self, delta: isize) {
        self.move_rows(delta * isize::from(self.lanes.height as i16 - 1).max(1));
    }

    /// By cells of the axis, as far as there is anything.
    pub fn move_columns(&mut self, delta: isize) {
        let cells = delta.clamp(-1_000_000, 1_000_000) as i32;
        let (first, last) = self.extent;
        self.go_to_day(self.axis.day_after(self.day, cells).clamp(first, last));
    }

    fn go_to_day(&mut self, day: i32) {
        self.day = day;
        self.selected = 0;
        self.axis = self.axis.showing(day);
    }

    /// To the next entry of the list; past its ends, to the next stretch with a date.
    pub fn move_passages(&mut self, delta: isize) {
        match self.selected.checked_add_signed(delta) {
            Some(to) if to < self.listed.len() => self.selected = to,
            _ => {
                self.move_runs(delta > 0);
            }
        }
    }

    pub fn move_list(&mut self, delta: isize) {
        self.selected = self.selected.saturating_add_signed(delta).min(self.listed.len().saturating_sub(1));
    }

    /// To the next or the last stretch of this lane in which a date begins. Says whether there is
    /// one.
    pub fn move_runs(&mut self, forward: bool) -> bool {
        let Some(timeline) = self.timeline() else { return false };
        let (first, last) = self.stretch();
        let to = match self.lane_at(&timeline, self.lane) {
            Some(lane) if forward => lane.next_after(last),
            Some(lane) => lane.last_before(first),
            None => written_next(&timeline, if forward { last } else { first }, forward),
        };
        if let Some(day) = to {
            self.go_to_day(day);
        }
        to.is_some()
    }

    pub fn turn_lanes(&mut self) {
        self.by = match self.by {
            LaneBy::Documents => LaneBy::Episodes,
            LaneBy::Episodes => LaneBy::Documents,
        };
    }

    /// Finer or coarser cells; the first date under the cursor stays where it is. `false` where they
    /// are as fine or coarse as they get.
    pub fn zoom(&mut self, steps: isize) -> bool {
        if let (true, Some(Listed::Dated(at)), Some(timeline)) =
            (steps > 0, self.selected_entry(), self.timeline())
        {
            let (first, last) = self.stretch();
            let day = timeline.dated[at].first;
            self.day = if (first..=last).contains(&day) { day } else { self.day };
        }
        let before = self.axis.scale_number();
        self.axis = self.axis.zoomed(self.day, steps);
        self.chosen = true;
        self.axis.scale_number() != before
    }

    pub fn zoom_all(&mut self) {
        self.chosen = false;
    }

    /// Half a screen on or back, the cursor with it.
    pub fn pan(&mut self, delta: isize) {
        let cells = (self.axis.width / 2).max(1) as isize * delta;
        self.move_columns(cells);
        self.axis = self.axis.panned(cells as i32).showing(self.day);
        self.chosen = true;
    }

    /// Puts the cursor back where a place or a session has it.
    pub fn set_place(&mut self, lane: usize, day: i32, selected: usize) {
        (self.lane, self.day, self.selected, self.set) = (lane, day, selected, true);
    }

    /// Shows these cells, the cursor in view; `None` shows everything.
    pub fn set_scale(&mut self, scale: Option<(i32, usize)>) {
        self.chosen = scale.is_some();
        if let Some((first_day, scale)) = scale {
            self.axis = TimeAxis::new(first_day, scale, self.axis.width);
        }
    }

    /// First day and scale of the cells, where the reader has chosen them.
    pub fn scale(&self) -> Option<(i32, usize)> {
        self.chosen.then_some((self.axis.days(0).0, self.axis.scale_number()))
    }

    /// Puts the cursor on the first date of a passage. Says whether it has one.
    pub fn reveal(&mut self, passage: Passage) -> bool {
        let Some(timeline) = self.timeline() else { return false };
        let Some(at) = timeline.dated.iter().position(|dated| dated.passage == passage) else { return false };
        let day = timeline.dated[at].first;
        let lanes = 1..self.lane_count(&timeline);
        let mut holding = lanes.filter(|&lane| {
            let lane = self.lane_at(&timeline, lane);
            lane.is_some_and(|lane| lane.within(&timeline.dated, day, day, usize::MAX).contains(&at))
        });
        self.lane = holding.next().unwrap_or(self.lane);
        self.set = true;
        self.go_to_day(day);
        true
    }

    /// The cursor begins on the first date of the first lane that has any.
    pub(super) fn settle(&mut self, timeline: &Timeline) {
        self.lane = self.lane.min(self.lane_count(timeline) - 1);
        let (first, last) = self.extent;
        if self.set {
            self.day = self.day.clamp(first, last);
            return;
        }
        let mut lanes = 1..self.lane_count(timeline);
        let begins = |lane: usize| Some((lane, self.lane_at(timeline, lane)?.next_after(i32::MIN)?));
        (self.lane, self.day) = lanes.find_map(begins).unwrap_or((self.lane, first));
        self.set = true;
    }
}

/// The nearest day after or before this one on which a document begins to be written.
fn written_next(timeline: &Timeline, day: i32, forward: bool) -> Option<i32> {
    let days = timeline.written.iter().map(|(_, range)| range.days().0);
    if forward { days.filter(|at| *at > day).min() } else { days.filter(|at| *at < day).max() }
}
