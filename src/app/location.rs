//! Places in any view, for going back and forward.

use std::sync::Arc;

use crate::scheme::Axis;
use crate::store::Id;
use crate::text::{DocumentIndex, Passage};

use super::App;
use super::context::View;
use super::made::Made;
use super::overview::Part;
use super::pane::{TextPosition, position_of};
use super::timeline::LaneBy;
use super::turning::Aim;

/// Somewhere that one can come back to.
#[derive(Clone, Debug, PartialEq)]
pub enum Location {
    Documents,
    Board {
        row: usize,
        column: usize,
    },
    /// With all panes: a jump may put another document into one of them.
    Reader {
        panes: Vec<PanePlace>,
        focus: usize,
    },
    Overview {
        part: Part,
        document: usize,
        at: usize,
        /// Column and number of the counts.
        number: (usize, usize),
    },
    Timeline {
        by: LaneBy,
        lane: usize,
        day: i32,
        selected: usize,
        scale: Option<(i32, usize)>,
    },
    /// By what the cursor is on.
    Notes {
        made: Option<Made>,
    },
    /// By its passage.
    Agreement {
        passage: Option<Passage>,
    },
    /// By the difference's id.
    Differences {
        id: Option<Id>,
        place: usize,
    },
    /// By its passage, or by its place in the grid where the cell is empty.
    Parallel {
        axis: Axis,
        passage: Option<Passage>,
        item: usize,
        column: usize,
    },
}

/// What stands in a pane: a document, the cursor in it, and the row that the cursor is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanePlace {
    pub document: DocumentIndex,
    pub at: TextPosition,
    pub row: usize,
}

impl Location {
    /// A place in the reader with those panes of which the documents are there; `None` where the one
    /// with the focus is not.
    pub(super) fn in_panes(panes: Vec<Option<PanePlace>>, focus: usize) -> Option<Self> {
        (*panes.get(focus)?)?;
        let focus = panes[..focus].iter().flatten().count();
        Some(Self::Reader { panes: panes.into_iter().flatten().collect(), focus })
    }
}

impl App {
    /// Where the reader is now.
    pub fn location(&mut self) -> Location {
        match self.view {
            View::Documents => Location::Documents,
            View::Notes => Location::Notes { made: self.notes.here().cloned() },
            View::Agreement => Location::Agreement { passage: self.agreement.here() },
            View::Differences => {
                Location::Differences { id: self.differences.here().cloned(), place: self.differences.place }
            }
            View::Board => Location::Board { row: self.board.row, column: self.board.column },
            View::Overview => Location::Overview {
                part: self.overview.part,
                document: self.overview.document,
                at: self.overview.position(),
                number: (self.overview.column, self.overview.number),
            },
            View::Timeline => Location::Timeline {
                by: self.timeline.by,
                lane: self.timeline.lane,
                day: self.timeline.day,
                selected: self.timeline.selected,
                scale: self.timeline.scale(),
            },
            View::Parallel => Location::Parallel {
                axis: self.parallel.axis(),
                passage: self.parallel.here(),
                item: self.parallel.item,
                column: self.parallel.column,
            },
            View::Reader => {
                let collection = Arc::clone(&self.collection);
                let panes = self.reader.panes.iter_mut().map(|pane| {
                    let row = pane.cursor_row(collection.document(pane.document));
                    PanePlace { document: pane.document, at: pane.cursor, row }
                });
                Location::Reader { panes: panes.collect(), focus: self.reader.focus }
            }
        }
    }

    /// Remembers where the reader is before a jump.
    pub fn leave(&mut self) {
        let here = self.location();
        self.leave_from(here);
    }

    /// As [`Self::leave`], of a place where the reader was before the jump was tried.
    pub(super) fn leave_from(&mut self, place: Location) {
        self.jumps.leave(place);
    }

    pub fn go_back(&mut self) {
        let here = self.location();
        match self.jumps.back(here) {
            Some(place) => self.go_to_location(&place),
            None => self.say("nothing further back"),
        }
    }

    pub fn go_forward(&mut self) {
        let here = self.location();
        match self.jumps.forward(here) {
            Some(place) => self.go_to_location(&place),
            None => self.say("nothing further on"),
        }
    }

    fn go_to_location(&mut self, place: &Location) {
        match *place {
            Location::Documents => self.view = View::Documents,
            Location::Notes { ref made } => {
                self.view = View::Notes;
                if let Some(made) = made {
                    self.notes.go_to(made);
                }
            }
            Location::Agreement { passage } => {
                self.view = View::Agreement;
                if let Some(passage) = passage {
                    self.agreement.go_to(passage);
                }
            }
            Location::Differences { ref id, place } => {
                self.view = View::Differences;
                if let Some(id) = id {
                    self.differences.select(id, place);
                }
            }
            Location::Board { row, column } => {
                self.view = View::Board;
                (self.board.row, self.board.column) = (row, column);
            }
            Location::Overview { part, document, at, number } => {
                self.view = View::Overview;
                self.overview.part = part;
                self.overview.set_place(document, at);
                (self.overview.column, self.overview.number) = number;
            }
            Location::Timeline { by, lane, day, selected, scale } => {
                self.view = View::Timeline;
                self.timeline.by = by;
                self.timeline.set_place(lane, day, selected);
                self.timeline.set_scale(scale);
            }
            Location::Reader { ref panes, focus } => {
                self.view = View::Reader;
                self.bring_back_panes(panes);
                if let Some(place) = panes.get(focus) {
                    if self.reader.panes.get(focus).is_some_and(|pane| pane.document == place.document) {
                        self.reader.set_focus(focus);
                    } else if let Some(pane) = self.reader.pane_of(place.document) {
                        self.reader.set_focus(pane);
                    }
                    self.put_in_focus(place);
                }
            }
            Location::Parallel { axis, passage, item, column } => {
                self.view = View::Parallel;
                self.turn_to(axis, Aim::Passage(passage, (item, column)));
            }
        }
    }

    /// Puts documents back into panes that gave way to others since, as long as no pane was opened or
    /// closed.
    fn bring_back_panes(&mut self, panes: &[PanePlace]) {
        if panes.len() != self.reader.panes.len() {
            return;
        }
        for (at, place) in panes.iter().enumerate() {
            let now = self.reader.panes[at].document;
            let has_come = panes.iter().all(|place| place.document != now);
            if has_come && self.reader.pane_of(place.document).is_none() {
                self.reader.set_focus(at);
                self.put_in_focus(place);
            }
        }
    }

    fn put_in_focus(&mut self, place: &PanePlace) {
        let collection = Arc::clone(&self.collection);
        self.reader.show(&collection, place.document);
        self.reader.joins = false;
        // A row means something only where the width is known.
        self.lay_out_panes();
        let focus = self.reader.focus;
        self.reader.with_pane(&collection, focus, |pane, document| {
            pane.level(document, place.at, place.row);
        });
    }

    /// Takes the cursor of the parallel view to a passage, and says so where the filter gave way.
    pub(super) fn reveal(&mut self, passage: Passage) -> bool {
        let collection = Arc::clone(&self.collection);
        let was_filtered = self.parallel.shape.filter.is_active();
        let found = self.parallel.reveal(&collection, passage);
        if was_filtered && !self.parallel.shape.filter.is_active() {
            self.say("the filter is off: it hid this passage");
        }
        found
    }

    /// The columns that are laid out anew: those that are shown, but the documents where there is
    /// nothing else.
    pub(super) fn axis(&self) -> Axis {
        if self.collection.scheme.is_empty() { Axis::Documents(None) } else { self.parallel.axis() }
    }

    /// Shows a passage in its document, as a jump. Where several panes are open, the pane that
    /// shows the document takes it, else the pane that had the focus before.
    pub fn jump_to(&mut self, passage: Passage) {
        self.leave();
        let collection = Arc::clone(&self.collection);
        let from_reader = self.view == View::Reader;
        self.view = View::Reader;
        if let Some(pane) = self.reader.pane_of(passage.document) {
            self.reader.set_focus(pane);
        } else if let (true, Some(other)) = (from_reader, self.reader.other()) {
            self.reader.set_focus(other);
        }
        self.reader.go_to(&collection, passage);
    }

    /// Shows a passage in the pane that is already focused.
    pub fn show_position(&mut self, document: DocumentIndex, at: TextPosition) {
        self.leave();
        let collection = Arc::clone(&self.collection);
        self.view = View::Reader;
        if let Some(pane) = self.reader.pane_of(document) {
            self.reader.set_focus(pane);
        }
        self.reader.go_to_position(&collection, document, at);
    }

    /// The position of a passage's first byte.
    pub fn position(&self, passage: Passage) -> TextPosition {
        position_of(self.collection.document(passage.document), passage)
    }
}
