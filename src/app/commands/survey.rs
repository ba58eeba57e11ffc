//! Commands of the overview and the timeline.

use crate::app::command::{Command, Count, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::overview::Part;
use crate::app::timeline::{LaneBy, Listed};
use crate::app::{App, View};
use crate::scheme::{Covered, StripBy};

const OVERVIEW: &[Context] = &[Context::Overview];
const TIMELINE: &[Context] = &[Context::Timeline];
const BOTH: &[Context] = &[Context::Overview, Context::Timeline];

pub static COMMANDS: &[Command] = &[
    command("counts-toggle", "From the strips to the counts, and back", OVERVIEW, |app, _| {
        app.overview.part = match app.overview.part {
            Part::Strips => Part::Counts,
            Part::Counts => Part::Strips,
        };
        Vec::new()
    }),
    command("signs-next", "Signs for the episodes, the steps or the matches", OVERVIEW, |app, _| {
        app.turn_signs();
        Vec::new()
    }),
    command(
        "told-next",
        "To the next stretch that tells something, or the next date of the lane",
        BOTH,
        |app, count| app.move_told(count, true),
    ),
    command(
        "told-previous",
        "To the stretch before that tells something, or the date before",
        BOTH,
        |app, count| app.move_told(count, false),
    ),
    command("lanes-turn", "Lanes for the documents or for the episodes", TIMELINE, |app, _| {
        app.turn_lanes();
        Vec::new()
    }),
    command("zoom-in", "Finer: fewer passages or less time in a cell", BOTH, |app, count| app.zoom(count, 1)),
    command("zoom-out", "Coarser: more passages or more time in a cell", BOTH, |app, count| {
        app.zoom(count, -1)
    }),
    command("zoom-all", "Everything on the screen again", BOTH, |app, _| {
        if app.has_scale() {
            app.overview.zoom = 0;
            app.timeline.zoom_all();
        }
        Vec::new()
    }),
    command("time-later", "Half a screen later", TIMELINE, |app, count| {
        app.pan(count.times().min(1000) as isize)
    }),
    command("time-earlier", "Half a screen earlier", TIMELINE, |app, count| {
        app.pan(-(count.times().min(1000) as isize))
    }),
];

impl App {
    fn turn_signs(&mut self) {
        let has_scheme = !self.collection.scheme.is_empty();
        self.overview.turn_signs(has_scheme);
        self.say(match self.overview.by {
            StripBy::Episodes => "signs for the episodes",
            StripBy::Steps => "signs for the steps",
            StripBy::Matches if !has_scheme => "without a scheme the signs count the documents that match",
            StripBy::Matches => "signs for the number of documents that match",
        });
    }

    fn turn_lanes(&mut self) {
        if self.collection.scheme.is_empty() {
            self.say("without a scheme the lanes are the documents");
            return;
        }
        let here = self.timeline.here();
        self.timeline.turn_lanes();
        if let Some(passage) = here {
            self.timeline.reveal(passage);
        }
        self.say(match self.timeline.by {
            LaneBy::Documents => "lanes for the documents",
            LaneBy::Episodes => "lanes for the episodes",
        });
    }

    fn move_told(&mut self, count: Count, forward: bool) -> Vec<Effect> {
        if !self.has_scale() {
            return Vec::new();
        }
        for _ in 0..count.times().min(1000) {
            let moved = match self.view {
                View::Timeline => self.timeline.move_runs(forward),
                _ => self.overview.move_runs(forward),
            };
            if !moved {
                self.say(if forward { "nothing further on" } else { "nothing before" });
                break;
            }
            self.lay_out();
        }
        Vec::new()
    }

    fn zoom(&mut self, count: Count, direction: isize) -> Vec<Effect> {
        if !self.has_scale() {
            return Vec::new();
        }
        let steps = direction * count.times().min(20) as isize;
        let moved = match self.view {
            View::Timeline => self.timeline.zoom(steps),
            _ => self.overview.zoom(steps),
        };
        if !moved {
            self.say(if direction > 0 { "it gets no finer" } else { "it gets no coarser" });
        }
        Vec::new()
    }

    fn pan(&mut self, screens: isize) -> Vec<Effect> {
        if self.has_scale() {
            self.timeline.pan(screens);
        }
        Vec::new()
    }

    /// Whether there are strips or dates to move along; says where there are none.
    fn has_scale(&mut self) -> bool {
        let toggle = self.key_in(View::Overview, "counts-toggle");
        let lacks = match self.view {
            View::Timeline => (!self.timeline.is_dated()).then(|| "nothing is dated".to_owned()),
            _ => (self.overview.part == Part::Counts)
                .then(|| format!("this is for the strips: {toggle} goes to them")),
        };
        let has = lacks.is_none();
        if let Some(lacks) = lacks {
            self.say(lacks);
        }
        has
    }

    /// Opens the passage under the cursor, or the first of those that are counted.
    pub(in crate::app) fn open_in_overview(&mut self) {
        if let Some(passage) = self.overview.here() {
            self.jump_to(passage);
            return;
        }
        self.say(match self.overview.covered() {
            Some(Covered::Told(_)) => "nothing is told at this step",
            Some(Covered::Silent) => "this account does not tell the episode",
            Some(Covered::WrittenBefore) => "this account was written before it happened",
            Some(Covered::Unmatched) => "nothing matches",
            Some(Covered::Itself) => "the same document",
            None => "nothing is here",
        });
    }

    pub(in crate::app) fn open_in_timeline(&mut self) {
        match (self.timeline.selected_entry(), self.timeline.here()) {
            (Some(Listed::Written(document)), _) => self.open_document(document),
            (_, Some(passage)) => self.jump_to(passage),
            _ => self.say("nothing is dated here"),
        }
    }
}
