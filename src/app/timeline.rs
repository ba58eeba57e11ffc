//! State of the timeline: lanes of dated passages over one axis, a cursor on a stretch of a lane,
//! and the passages that are dated there.

mod cursor;
mod place;

use std::sync::Arc;

use crate::layout::{Area, Held, TimeAxis};
use crate::scheme::timeline::LaneCount;
use crate::scheme::{Lane, Timeline};
use crate::text::DocumentIndex;

use super::survey::Kept;

/// What the lanes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneBy {
    #[default]
    Documents,
    Episodes,
}

/// An entry of the list below the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// A position in the timeline's list.
    Dated(usize),
    /// A document that was written then.
    Written(DocumentIndex),
}

/// State of the timeline.
#[derive(Clone, Debug)]
pub struct TimelineView {
    pub kept: Kept<Timeline>,
    pub by: LaneBy,
    /// Lane with the cursor: 0 is when the documents were written, then the lanes.
    pub lane: usize,
    /// A day of the stretch with the cursor.
    pub day: i32,
    /// What is dated in that stretch of the lane, at most as many as can be looked through.
    pub listed: Vec<Listed>,
    /// How many there are.
    pub count: LaneCount,
    pub selected: usize,
    pub axis: TimeAxis,
    held_axis: Held<TimeAxis>,
    /// First and last day of each cell of the axis.
    pub cells: Vec<(i32, i32)>,
    /// Cells for the names of the lanes.
    pub names: u16,
    /// The lanes, without names and axis.
    pub lanes: Area,
    /// First lane on the screen.
    pub first: usize,
    /// The list, without its heading.
    pub list: Area,
    /// First entry of the list on the screen.
    pub top: usize,
    /// The words on the selected passage; empty where there is no room.
    pub detail: Area,
    /// Days from the first to the last, and whether the reader has chosen what is shown of them.
    extent: (i32, i32),
    chosen: bool,
    /// Whether the cursor has a place.
    set: bool,
}

impl TimelineView {
    pub fn new(has_scheme: bool) -> Self {
        Self {
            kept: Kept::default(),
            by: if has_scheme { LaneBy::Episodes } else { LaneBy::Documents },
            lane: 1,
            day: 0,
            listed: Vec::new(),
            count: LaneCount::default(),
            selected: 0,
            axis: TimeAxis::new(0, 0, 1),
            held_axis: Held::new(TimeAxis::new(0, 0, 1)),
            cells: Vec::new(),
            names: 0,
            lanes: Area::default(),
            first: 0,
            list: Area::default(),
            top: 0,
            detail: Area::default(),
            extent: (0, 0),
            chosen: false,
            set: false,
        }
    }

    /// Whether anything is dated.
    pub fn is_dated(&self) -> bool {
        self.kept.made.as_ref().is_some_and(|timeline| timeline.extent().is_some())
    }

    /// What is shown, once it is made.
    pub fn timeline(&self) -> Option<Arc<Timeline>> {
        self.kept.made.clone()
    }

    /// The lane at an index, counted from 1; `None` for when the documents were written.
    pub fn lane_at<'a>(&self, timeline: &'a Timeline, at: usize) -> Option<&'a Lane> {
        let lanes = match self.by {
            LaneBy::Documents => &timeline.by_document,
            LaneBy::Episodes => &timeline.by_episode,
        };
        lanes.get(at.checked_sub(1)?)
    }

    /// How many lanes there are, with that of when the documents were written.
    pub fn lane_count(&self, timeline: &Timeline) -> usize {
        1 + match self.by {
            LaneBy::Documents => timeline.by_document.len(),
            LaneBy::Episodes => timeline.by_episode.len(),
        }
    }

    /// The documents that were written within these days.
    pub fn written_within(timeline: &Timeline, (first, last): (i32, i32)) -> Vec<DocumentIndex> {
        let within = |range: crate::text::DateRange| {
            let (from, to) = range.days();
            from <= last && to >= first
        };
        timeline.written.iter().filter(|(_, range)| within(*range)).map(|(document, _)| *document).collect()
    }
}
