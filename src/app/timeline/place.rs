//! Where axis, lanes and list are on the screen, and what the list holds.

use crate::layout::{Area, TimeAxis};
use crate::scheme::timeline::LaneCount;
use crate::scheme::{Collection, Timeline};
use crate::text::display::width;

use super::{LaneBy, Listed, TimelineView};

/// Rows of the axis: dates, and marks below them.
pub const AXIS_ROWS: u16 = 2;
/// Widest that the names of the lanes get.
const WIDEST_NAME: u16 = 34;
/// Entries of the list; nobody looks through more.
const MOST_LISTED: usize = 1000;

impl TimelineView {
    pub fn lay_out(&mut self, area: Area, collection: &Collection) {
        let Some(timeline) = self.timeline() else { return };
        let Some(extent) = timeline.extent() else { return };
        self.extent = extent;
        self.names = self.names_width(area.width, collection, &timeline);
        let cells = usize::from(area.width.saturating_sub(self.names)).max(1);
        self.settle(&timeline);
        if self.chosen {
            let axis = self.held_axis.before(self.axis, cells as u16);
            self.axis = axis.with_width(cells).showing(self.day);
        } else {
            self.axis = TimeAxis::fitting(extent, cells);
        }
        self.held_axis.after(self.axis);
        self.cells = (0..cells).map(|cell| self.axis.days(cell)).collect();
        self.share_rows(area, self.lane_count(&timeline));
        self.fill_list(&timeline);
    }

    fn share_rows(&mut self, area: Area, lanes: usize) {
        let detail = match area.height {
            0..=17 => 0,
            18..=29 => 3,
            30..=44 => 5,
            _ => 8,
        };
        let below_axis = area.below(AXIS_ROWS);
        // The list has a heading and at least two entries, more where there is room.
        let list = (area.height / 3).clamp(3, 12);
        let most = below_axis.height.saturating_sub(list + detail).max(1);
        let rows = (lanes as u16).min(most);
        self.lanes = Area {
            x: area.x + self.names,
            width: area.width.saturating_sub(self.names),
            height: rows,
            ..below_axis
        };
        self.list = below_axis.below(rows + 1).above_last(detail);
        self.detail = area.below(area.height.saturating_sub(detail));
        let rows = usize::from(rows);
        self.first =
            self.first.min(lanes.saturating_sub(rows)).clamp((self.lane + 1).saturating_sub(rows), self.lane);
    }

    fn fill_list(&mut self, timeline: &Timeline) {
        let (first, last) = self.stretch();
        let (listed, count) = if let Some(lane) = self.lane_at(timeline, self.lane) {
            let within = lane.within(&timeline.dated, first, last, MOST_LISTED);
            (within.into_iter().map(Listed::Dated).collect(), lane.count(first, last))
        } else {
            let written = Self::written_within(timeline, (first, last));
            let count = LaneCount { days: written.len(), spans: 0 };
            (written.into_iter().map(Listed::Written).collect(), count)
        };
        (self.listed, self.count) = (listed, count);
        self.selected = self.selected.min(self.listed.len().saturating_sub(1));
        let rows = usize::from(self.list.height).max(1);
        self.top = self
            .top
            .min(self.listed.len().saturating_sub(rows))
            .clamp((self.selected + 1).saturating_sub(rows), self.selected);
    }

    fn names_width(&self, total: u16, collection: &Collection, timeline: &Timeline) -> u16 {
        // A name, a space, and how many passages the lane has.
        let count = |lane| self.lane_at(timeline, lane).map_or(0, |lane| 1 + lane.passages.to_string().len());
        let names = (0..self.lane_count(timeline))
            .map(|lane| width(&self.lane_name(collection, timeline, lane)) + count(lane));
        (names.max().unwrap_or(0) as u16).min(WIDEST_NAME).min(total / 4) + 2
    }

    /// What a lane is called.
    pub fn lane_name(&self, collection: &Collection, timeline: &Timeline, lane: usize) -> String {
        use crate::scheme::{LaneKind, Sign};
        match self.lane_at(timeline, lane).map(|lane| lane.kind) {
            None => "written".to_owned(),
            Some(LaneKind::Document(document)) => {
                let label = collection.label(document);
                format!("{} {}", label.letter, label.cite)
            }
            Some(LaneKind::Episode(episode)) => {
                let sign = Sign::Episode(episode).letter(&collection.scheme);
                format!("{sign} {}", collection.scheme.episode(episode).name)
            }
            Some(LaneKind::NoEpisode) => "no episode".to_owned(),
        }
    }

    /// Puts the cursor on what is at a cell of the screen. Whether there is anything to open.
    pub fn click(&mut self, x: u16, y: u16) -> bool {
        if self.lanes.contains(x, y) {
            self.lane = self.first + usize::from(y - self.lanes.y);
            self.day = self.axis.days(usize::from(x - self.lanes.x)).0.clamp(self.extent.0, self.extent.1);
            (self.selected, self.set) = (0, true);
            return false;
        }
        let entry = self.top + usize::from(y.saturating_sub(self.list.y));
        let is_there = self.list.contains(x, y) && entry < self.listed.len();
        if is_there {
            self.selected = entry;
        }
        is_there
    }

    /// Whether a row of the screen is below the lanes.
    pub fn is_list(&self, y: u16) -> bool {
        y >= self.list.y
    }

    /// Whether the lanes are the documents.
    pub fn by_documents(&self) -> bool {
        self.by == LaneBy::Documents
    }
}
