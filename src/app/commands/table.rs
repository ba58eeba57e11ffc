//! Commands of the tables: the board, the parallel view, the list of documents.

use std::sync::Arc;

use crate::app::command::{Command, Count, command};
use crate::app::context::Context;
use crate::app::documents::DocumentsRow;
use crate::app::event::Effect;
use crate::app::grid::Summaries;
use crate::app::parallel::FOLDED_LINES;
use crate::app::turning::Aim;
use crate::app::{App, View};
use crate::scheme::Axis;
use crate::text::DocumentIndex;

const ROWS: &[Context] =
    &[Context::Table, Context::Documents, Context::Differences, Context::Notes, Context::Agreement];
const TABLE: &[Context] = &[Context::Table];
const PARALLEL: &[Context] = &[Context::Parallel];
const PASSAGES: &[Context] = &[Context::Parallel, Context::Overview, Context::Timeline];
const WRITTEN: &[Context] = &[Context::Board, Context::Parallel];

pub static COMMANDS: &[Command] = &[
    command("row-down", "Down a row", ROWS, |app, count| app.move_rows(count, 1)),
    command("row-up", "Up a row", ROWS, |app, count| app.move_rows(count, -1)),
    command("row-page-down", "Down a screen", ROWS, |app, count| app.page_rows(count, 1)),
    command("row-page-up", "Up a screen", ROWS, |app, count| app.page_rows(count, -1)),
    command("row-first", "To the first row; with a count, to that row", ROWS, |app, count| {
        app.go_to_row(count, false)
    }),
    command("row-last", "To the last row; with a count, to that row", ROWS, |app, count| {
        app.go_to_row(count, true)
    }),
    command(
        "column-left",
        "To the column on the left",
        &[Context::Table, Context::Parallel],
        |app, count| app.move_columns(count, -1),
    ),
    command(
        "column-right",
        "To the column on the right",
        &[Context::Table, Context::Parallel],
        |app, count| app.move_columns(count, 1),
    ),
    command("columns-hidden", "Show the hidden columns, or hide them again", TABLE, |app, _| {
        app.toggle_hidden();
        Vec::new()
    }),
    command(
        "open-beside",
        "Open the document in a pane beside the others",
        &[Context::Documents],
        |app, _| {
            if let Some(DocumentsRow::Document(document)) =
                app.documents.rows.get(app.documents.selected).copied()
            {
                app.open_beside(document);
            } else {
                app.say("no document is under the cursor");
            }
            Vec::new()
        },
    ),
    command("find", "Find a passage by its words and go to its cell", TABLE, |app, _| {
        app.open_passage_list();
        Vec::new()
    }),
    command(
        "export",
        "Write what is seen to a file: HTML, Markdown, CSV, JSON or LaTeX",
        WRITTEN,
        |app, _| {
            app.open_export();
            Vec::new()
        },
    ),
    command("passage-next", "To the next passage of the cell", PASSAGES, |app, count| {
        app.move_passages(count, 1)
    }),
    command("passage-previous", "To the passage before in the cell", PASSAGES, |app, count| {
        app.move_passages(count, -1)
    }),
    command("time-order", "Put each column in order of time, or by steps again", PARALLEL, |app, _| {
        let collection = Arc::clone(&app.collection);
        app.parallel.toggle_time(&collection);
        app.say(match (app.parallel.shape.by_time, app.parallel.axis()) {
            (false, _) if app.collection.scheme.steps.is_empty() => "in the order of the text",
            (false, _) => "by steps",
            (true, Axis::Documents(_)) => "the events in order of the time told",
            (true, Axis::Episodes) => "each column in order of the time told",
        });
        Vec::new()
    }),
    command(
        "summaries-cycle",
        "Show the cells' summaries above the passages, instead of them, or not at all",
        PARALLEL,
        |app, _| {
            app.cycle_summaries();
            Vec::new()
        },
    ),
    command(
        "pivot",
        "Turn the view: the accounts of this episode as columns, or the episodes again",
        PARALLEL,
        |app, _| {
            app.pivot();
            Vec::new()
        },
    ),
    command("column-hide", "Hide this column (X shows all)", PARALLEL, |app, _| {
        app.hide_column();
        Vec::new()
    }),
    command("column-move-left", "Move this column to the left", PARALLEL, |app, _| app.shift_column(-1)),
    command("column-move-right", "Move this column to the right", PARALLEL, |app, _| app.shift_column(1)),
    command(
        "columns-gather",
        "Bring the columns that tell this row beside each other",
        PARALLEL,
        |app, _| {
            if app.has_columns_beside() && !app.parallel.gather() {
                app.say("the columns that tell this row stand beside each other");
            }
            Vec::new()
        },
    ),
    command("column-widen", "Make this column wider", PARALLEL, |app, count| {
        app.widen(Some(count.times() as isize))
    }),
    command("column-narrow", "Make this column narrower", PARALLEL, |app, count| {
        app.widen(Some(-(count.times() as isize)))
    }),
    command("column-width-reset", "Share the width by need again", PARALLEL, |app, _| app.widen(None)),
    command("filter", "Choose which rows and passages are shown", PARALLEL, |app, _| {
        app.open_filter_list();
        Vec::new()
    }),
    command("filter-clear", "Show all rows again", PARALLEL, |app, _| {
        app.clear_filter();
        Vec::new()
    }),
    command("why", "Why this stands here: what row and matches rest on, as sums", PARALLEL, |app, _| {
        app.open_why_list();
        Vec::new()
    }),
    command("unplaced", "List the passages that stand in no row", PARALLEL, |app, _| {
        app.open_unplaced_list(None);
        Vec::new()
    }),
    command("cell-toggle", "Fold this cell to a few lines, or unfold it", PARALLEL, |app, _| {
        app.fold_cell();
        Vec::new()
    }),
    command(
        "cells-fold",
        "Fold every cell to three lines; with a count, to that many",
        PARALLEL,
        |app, count| app.fold_cells(Some(count.0.unwrap_or(FOLDED_LINES).max(1))),
    ),
    command("cells-unfold", "Unfold every cell", PARALLEL, |app, _| app.fold_cells(None)),
    command("background-toggle", "Unfold or fold what led up to the episodes", PARALLEL, |app, _| {
        let collection = Arc::clone(&app.collection);
        app.parallel.toggle_background(&collection);
        app.say(if app.parallel.shape.background { "background unfolded" } else { "background folded" });
        Vec::new()
    }),
];

impl App {
    fn move_rows(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let delta = delta * count.times() as isize;
        match self.view {
            View::Board => self.board.move_rows(delta),
            View::Parallel => self.parallel.move_rows(delta),
            View::Documents => self.documents.move_by(delta),
            View::Overview => self.overview.move_rows(delta),
            View::Timeline => self.timeline.move_rows(delta),
            View::Differences => self.differences.move_by(delta),
            View::Notes => {
                self.notes.list.move_by(delta);
            }
            View::Agreement => {
                self.agreement.list.move_by(delta);
            }
            View::Reader => {}
        }
        Vec::new()
    }

    fn page_rows(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let collection = Arc::clone(&self.collection);
        for _ in 0..count.times().min(100) {
            match self.view {
                View::Board => self.board.move_rows(delta * 3),
                View::Parallel => self.parallel.page(&collection, delta),
                View::Documents => self.documents.page(delta),
                View::Overview => self.overview.page(delta),
                View::Timeline => self.timeline.page(delta),
                View::Differences => self.differences.page(delta),
                View::Notes => {
                    self.notes.list.page(delta);
                }
                View::Agreement => {
                    self.agreement.list.page(delta);
                }
                View::Reader => {}
            }
        }
        Vec::new()
    }

    fn go_to_row(&mut self, count: Count, end: bool) -> Vec<Effect> {
        self.go_to_row_edge(end && count.0.is_none());
        match count.0 {
            Some(number) => {
                let down = Count(Some(number.saturating_sub(1)));
                if number > 1 { self.move_rows(down, 1) } else { Vec::new() }
            }
            None => Vec::new(),
        }
    }

    fn go_to_row_edge(&mut self, end: bool) {
        let far = if end { isize::MAX } else { isize::MIN + 1 };
        match self.view {
            View::Board => self.board.move_rows(far),
            View::Parallel => self.parallel.go_to_edge(end),
            View::Documents => self.documents.move_by(far),
            View::Overview => self.overview.move_rows(far),
            View::Timeline => self.timeline.move_rows(far),
            View::Differences => self.differences.move_by(far),
            View::Notes => {
                self.notes.list.move_by(far);
            }
            View::Agreement => {
                self.agreement.list.move_by(far);
            }
            View::Reader => {}
        }
    }

    fn move_columns(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let delta = delta * count.times() as isize;
        match self.view {
            View::Board => self.board.move_columns(delta),
            View::Overview => self.overview.move_columns(delta),
            View::Timeline => self.timeline.move_columns(delta),
            _ => self.parallel.move_columns(delta),
        }
        Vec::new()
    }

    fn move_passages(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        for _ in 0..count.times().min(1000) {
            match self.view {
                View::Overview => self.overview.move_passages(delta),
                View::Timeline => {
                    self.timeline.move_passages(delta);
                    self.lay_out();
                }
                _ => self.parallel.move_passages(delta),
            }
        }
        Vec::new()
    }

    fn shift_column(&mut self, delta: isize) -> Vec<Effect> {
        if self.has_columns_beside() {
            let before = self.parallel.visible();
            self.parallel.shift_column(delta);
            if self.parallel.visible() == before {
                self.say(if delta < 0 { "this is the first column" } else { "this is the last column" });
            }
        }
        Vec::new()
    }

    fn widen(&mut self, delta: Option<isize>) -> Vec<Effect> {
        if !self.has_columns_beside() {
            return Vec::new();
        }
        let before = self.parallel.placed.clone();
        self.parallel.widen(delta);
        self.lay_out();
        if self.parallel.placed == before {
            self.say(match delta {
                Some(delta) if delta > 0 => "this column gets no wider",
                Some(_) => "this column gets no narrower",
                None => "the width is shared by need already",
            });
        }
        Vec::new()
    }

    /// Whether there are columns beside each other; says where there are not.
    fn has_columns_beside(&mut self) -> bool {
        if self.parallel.visible().len() < 2 {
            self.say("there is one column");
        } else if self.parallel.stacked {
            self.say("one column is shown at a time here: a wider screen has them side by side");
        } else {
            return true;
        }
        false
    }

    /// Hides the column with the cursor, and says which.
    fn hide_column(&mut self) {
        let name =
            self.parallel.synopsis.columns.get(self.parallel.column).map(|column| column.title.clone());
        let is_hidden = self.parallel.hide_column();
        self.say(if is_hidden {
            let key = self.key_in(View::Parallel, "columns-hidden");
            format!("hidden: {}; {key} shows it", name.unwrap_or_default())
        } else {
            "the last column stays".to_owned()
        });
    }

    /// Shows hidden columns or episodes, or hides them again.
    fn toggle_hidden(&mut self) {
        match self.view {
            View::Board => self.board.toggle_hidden(),
            View::Overview => {
                let before = self.overview.hidden_count();
                self.overview.toggle_hidden();
                self.say(match (before, self.overview.hidden_count()) {
                    (0, 0) => "no episode is hidden",
                    (_, 0) => "hidden episodes are counted",
                    _ => "hidden episodes are not counted",
                });
            }
            View::Timeline => self.say("the timeline hides no episode"),
            _ => {
                let before = self.parallel.hidden_count();
                self.parallel.toggle_hidden();
                if before == 0 && self.parallel.hidden_count() == 0 {
                    self.say("no column is hidden");
                }
            }
        }
    }

    fn fold_cell(&mut self) {
        self.parallel.toggle_cell();
        self.say(match self.parallel.fold_of(self.parallel.item, self.parallel.column) {
            Some(1) => "this cell is folded to a line".to_owned(),
            Some(lines) => format!("this cell is folded to {lines} lines"),
            None => "this cell is unfolded".to_owned(),
        });
    }

    fn fold_cells(&mut self, lines: Option<usize>) -> Vec<Effect> {
        self.parallel.fold_cells(lines);
        let key =
            |name: &str| self.keymap.keys_of(self.contexts(), name).into_iter().next().unwrap_or_default();
        self.say(match lines {
            Some(1) => format!("cells folded to a line; {} unfolds one", key("cell-toggle")),
            Some(lines) => format!("cells folded to {lines} lines; {} unfolds one", key("cell-toggle")),
            None => "all cells unfolded".to_owned(),
        });
        Vec::new()
    }

    fn pivot(&mut self) {
        let here = self.parallel.here();
        let episode = self.parallel.episode();
        let axis = match self.parallel.axis() {
            Axis::Episodes => Axis::Documents(episode),
            Axis::Documents(_) if self.collection.scheme.is_empty() => {
                self.say("without a scheme the columns are the documents");
                return;
            }
            Axis::Documents(_) => Axis::Episodes,
        };
        self.leave();
        self.turn_to(axis, here.map_or(Aim::Stay, |passage| Aim::Passage(Some(passage), (0, 0))));
        match axis {
            Axis::Documents(Some(episode)) => {
                let name = self.collection.scheme.episode(episode).name.clone();
                self.say(format!("{name}: its accounts as columns"));
            }
            _ => self.say("the episodes as columns"),
        }
    }

    /// Opens what is under the cursor, in whatever view.
    pub(in crate::app) fn open_here(&mut self) {
        match self.view {
            View::Board => self.open_cell(),
            View::Parallel => match self.parallel.here() {
                Some(passage) => self.jump_to(passage),
                None if self.parallel.is_on_summary() => self.parallel.set_summaries(Summaries::Above),
                None => self.say_nothing_is_told(),
            },
            View::Documents => match self.documents.rows.get(self.documents.selected).copied() {
                Some(DocumentsRow::Document(document)) => self.open_document(document),
                Some(DocumentsRow::Match(a, b, _)) => self.open_pair(a, b),
                None => {}
            },
            View::Overview => self.open_in_overview(),
            View::Timeline => self.open_in_timeline(),
            View::Differences => self.open_difference(),
            View::Notes => self.open_noted(),
            View::Agreement => self.open_agreement(),
            View::Reader => self.open_in_reader(),
        }
    }

    /// In an empty cell, with a way to where the row is told.
    fn say_nothing_is_told(&mut self) {
        let gather = self.keymap.keys_of(self.contexts(), "columns-gather").into_iter().next();
        match gather.filter(|_| self.parallel.is_told_beside()) {
            Some(key) => {
                self.say(format!("nothing is told here; {key} brings the columns that tell the row"));
            }
            None => self.say("nothing is told here"),
        }
    }

    /// Opens the board's cell in the parallel view.
    pub(super) fn open_cell(&mut self) {
        let (Some(step), Some(kind)) = (self.board.step(), self.board.head().map(|head| head.kind)) else {
            return;
        };
        self.leave();
        self.view = View::Parallel;
        self.turn_to(Axis::Episodes, Aim::Cell(step, kind));
    }

    pub fn open_document(&mut self, document: DocumentIndex) {
        self.leave();
        let collection = Arc::clone(&self.collection);
        match self.reader.pane_of(document) {
            Some(pane) => self.reader.set_focus(pane),
            None => self.reader.show(&collection, document),
        }
        self.view = View::Reader;
    }

    pub fn open_beside(&mut self, document: DocumentIndex) {
        self.leave();
        let collection = Arc::clone(&self.collection);
        self.reader.open_beside(&collection, document);
        self.view = View::Reader;
    }

    /// Opens two matching passages side by side.
    fn open_pair(&mut self, a: crate::text::Passage, b: crate::text::Passage) {
        self.leave();
        let collection = Arc::clone(&self.collection);
        let linked = self.reader.linked(self.reader.focus);
        self.reader = crate::app::Reader::default();
        self.reader.set_linked(0, linked);
        self.reader.open_beside(&collection, b.document);
        self.reader.go_to(&collection, b);
        self.reader.open_beside(&collection, a.document);
        self.reader.panes.swap(0, 1);
        self.reader.focus = 0;
        self.reader.previous = 1;
        self.reader.go_to(&collection, a);
        self.view = View::Reader;
        self.lay_out();
        self.level_pair(1, b);
    }
}
