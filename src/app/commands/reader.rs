//! Commands of the reader view: moving, searching, matches, marks, panes.

use std::sync::Arc;

use crate::app::command::{Command, Count};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::pane::{Pane, TextPosition};
use crate::app::prompt::Prompt;
use crate::app::reader::Linked;
use crate::app::{App, Awaiting, Overlay, View};
use crate::scheme::{EpisodeIndex, StepIndex};
use crate::text::{BlockIndex, Document, DocumentIndex};

const READER: &[Context] = &[Context::Reader];
const READER_AND_PARALLEL: &[Context] = &[Context::Reader, Context::Parallel];
const WITH_PASSAGE: &[Context] = &[Context::Reader, Context::Parallel];

/// Cells by which the measure changes at once.
const MEASURE_STEP: usize = 4;

macro_rules! command {
    ($name:literal, $doc:expr, $contexts:expr, $run:expr) => {
        Command { name: $name, doc: $doc, contexts: $contexts, run: $run }
    };
}

macro_rules! pane_command {
    ($name:literal, $number:literal) => {
        command!($name, concat!("To pane ", $number), READER, |app, _| {
            app.focus_pane($number - 1);
            Vec::new()
        })
    };
}

pub static MOTIONS: &[Command] = &[
    command!("line-down", "Down a line", READER, |app, count| app
        .motion(count, super::super::pane::Pane::move_lines)),
    command!("line-up", "Up a line", READER, |app, count| app.motion(count, |p, d, n| p.move_lines(d, -n))),
    command!("scroll-down", "Scroll the text up by a line", READER, |app, count| app
        .motion(count, super::super::pane::Pane::nudge)),
    command!("scroll-up", "Scroll the text down by a line", READER, |app, count| app
        .motion(count, |p, d, n| p.nudge(d, -n))),
    command!("page-down", "Down a page", READER, |app, count| app
        .motion(count, super::super::pane::Pane::page)),
    command!("page-up", "Up a page", READER, |app, count| app.motion(count, |p, d, n| p.page(d, -n))),
    command!("half-page-down", "Down half a page", READER, |app, count| app
        .motion(count, super::super::pane::Pane::half_page)),
    command!("half-page-up", "Up half a page", READER, |app, count| app
        .motion(count, |p, d, n| p.half_page(d, -n))),
    command!("document-start", "To the start; with a count, to that paragraph", READER, |app, count| app
        .go_to_edge(count, false)),
    command!("document-end", "To the end; with a count, to that paragraph", READER, |app, count| app
        .go_to_edge(count, true)),
    command!("sentence-next", "To the next sentence", READER, |app, count| app
        .motion(count, super::super::pane::Pane::move_sentences)),
    command!("sentence-previous", "To the sentence before", READER, |app, count| {
        app.motion(count, |p, d, n| p.move_sentences(d, -n))
    }),
    command!("paragraph-next", "To the next paragraph", READER, |app, count| {
        app.motion(count, super::super::pane::Pane::move_paragraphs)
    }),
    command!("paragraph-previous", "To the paragraph before", READER, |app, count| {
        app.motion(count, |p, d, n| p.move_paragraphs(d, -n))
    }),
    command!("document-next", "To the next document of the collection", READER, |app, count| app
        .turn_document(count, 1)),
    command!("document-previous", "To the document before", READER, |app, count| app
        .turn_document(count, -1)),
    command!(
        "episode-next",
        "To the next passage of this episode, in this document or the next",
        READER,
        |app, count| { app.repeat(count, |app| app.move_episode(1)) }
    ),
    command!("episode-previous", "To the passage of this episode before", READER, |app, count| {
        app.repeat(count, |app| app.move_episode(-1))
    }),
    command!(
        "step-next",
        "To the next step: the next passage at another step, or the next band",
        READER_AND_PARALLEL,
        |app, count| { app.repeat(count, |app| app.move_step(1)) }
    ),
    command!("step-previous", "To the step before", READER_AND_PARALLEL, |app, count| {
        app.repeat(count, |app| app.move_step(-1))
    }),
];

pub static COMMANDS: &[Command] = &[
    command!(
        "match-next",
        "To the next matching passage in another document, and round to where you began",
        WITH_PASSAGE,
        |app, _| {
            app.visit_match(1);
            Vec::new()
        }
    ),
    command!(
        "match-previous",
        "To the matching passage before, or back to where you began",
        WITH_PASSAGE,
        |app, _| {
            app.visit_match(-1);
            Vec::new()
        }
    ),
    command!(
        "match-list",
        "List the matches of this passage, with what each rests on",
        WITH_PASSAGE,
        |app, _| {
            app.open_match_list();
            Vec::new()
        }
    ),
    command!("analogy-next", "To the same part in the next episode", READER, |app, _| {
        app.visit_analogy(1);
        Vec::new()
    }),
    command!("analogy-previous", "To the same part in the episode before", READER, |app, _| {
        app.visit_analogy(-1);
        Vec::new()
    }),
    command!("level", "Level the counterparts in all panes with the cursor's row, once", READER, |app, _| {
        app.level_once();
        Vec::new()
    }),
    command!(
        "follow-toggle",
        "Have the other panes follow by matching passages, or not",
        READER,
        |app, _| {
            app.toggle_follow();
            Vec::new()
        }
    ),
    command!("show-in-parallel", "Show this passage in the parallel view", READER, |app, _| {
        app.show_in_parallel();
        Vec::new()
    }),
    command!("search", "Search in this document", READER, |app, _| app.open_search(false)),
    command!("search-back-or-help", "Help; while a search is on, search backwards", READER, |app, _| {
        if app.search.query.is_empty() {
            app.open_help();
            Vec::new()
        } else {
            app.open_search(true)
        }
    }),
    command!("search-next", "To the next hit", READER, |app, count| app
        .repeat(count, |app| app.next_hit(false))),
    command!("search-previous", "To the hit before", READER, |app, count| app
        .repeat(count, |app| app.next_hit(true))),
    command!("search-word", "Search for the word under the cursor", READER, |app, _| {
        app.search_word();
        Vec::new()
    }),
    command!("mark-set", "Set a mark here: m and a letter", READER, |app, _| app
        .await_mark(Awaiting::SetMark)),
    command!("mark-jump", "Jump to a mark: ' and its letter; '' goes back", READER, |app, _| app
        .await_mark(Awaiting::JumpToMark)),
    command!("mark-list", "List the marks", READER, |app, _| {
        app.open_mark_list();
        Vec::new()
    }),
    command!("undo", "Take back the last mark set", READER, |app, _| app.undo()),
    command!("redo", "Do again what was taken back", READER, |app, _| app.redo()),
    command!("copy", "Copy the passage with its source", &[Context::Reader, Context::Table], |app, _| app
        .copy_passage()),
    command!("pane-next", "To the next pane", READER, |app, count| app.turn_pane(count.times() as isize)),
    command!("pane-previous", "To the pane before", READER, |app, count| app
        .turn_pane(-(count.times() as isize))),
    command!("pane-last", "To the pane that had the focus before", READER, |app, _| {
        if let Some(other) = app.reader.other() {
            app.reader.set_focus(other);
        }
        Vec::new()
    }),
    pane_command!("pane-1", 1),
    pane_command!("pane-2", 2),
    pane_command!("pane-3", 3),
    pane_command!("pane-4", 4),
    pane_command!("pane-5", 5),
    pane_command!("pane-6", 6),
    pane_command!("pane-7", 7),
    pane_command!("pane-8", 8),
    command!("pane-open", "Open a document in a pane beside this one", READER, |app, _| {
        app.open_document_list(true);
        Vec::new()
    }),
    command!("pane-close", "Close this pane", READER, |app, _| {
        if !app.reader.close() {
            app.say("the last pane stays; q quits");
        }
        Vec::new()
    }),
    command!("pane-only", "Close all other panes", READER, |app, _| {
        if let Some(pane) = app.reader.focused().cloned() {
            app.reader.panes = vec![pane];
            (app.reader.focus, app.reader.previous, app.reader.zoomed) = (0, 0, false);
        }
        Vec::new()
    }),
    command!("pane-swap", "Swap this pane with the next one", READER, |app, _| {
        let count = app.reader.panes.len();
        if count > 1 {
            let (from, to) = (app.reader.focus, (app.reader.focus + 1) % count);
            app.reader.panes.swap(from, to);
            (app.reader.focus, app.reader.previous) = (to, from);
        }
        Vec::new()
    }),
    command!("pane-zoom", "Show this pane alone, or all again", READER, |app, _| {
        app.reader.zoomed = !app.reader.zoomed && app.reader.panes.len() > 1;
        Vec::new()
    }),
    command!("other-pane-down", "Scroll the other pane down", READER, |app, count| app
        .scroll_other(count, 1)),
    command!("other-pane-up", "Scroll the other pane up", READER, |app, count| app.scroll_other(count, -1)),
    command!("fold-toggle", "Unfold or fold captions, notes, comments and menus here", READER, |app, _| {
        let folded = app.with_focused(Pane::toggle_fold).unwrap_or(false);
        if !folded {
            app.say("nothing to fold here; gZ unfolds all there is");
        }
        Vec::new()
    }),
    command!(
        "fold-all-toggle",
        "Unfold or fold all captions, notes, comments and menus",
        READER,
        |app, _| {
            app.with_focused(Pane::toggle_all_folds);
            Vec::new()
        }
    ),
    command!("measure-wider", "Set the text wider", READER, |app, count| app
        .change_measure(count.times() as isize)),
    command!("measure-narrower", "Set the text narrower", READER, |app, count| {
        app.change_measure(-(count.times() as isize))
    }),
    command!("hyphenation-toggle", "Hyphenate words or leave them whole", READER, |app, _| {
        app.options.hyphenate = !app.options.hyphenate;
        app.say(if app.options.hyphenate { "words are hyphenated" } else { "words are left whole" });
        Vec::new()
    }),
];

impl App {
    /// Runs a motion of the focused pane.
    fn with_focused<R>(&mut self, motion: impl FnOnce(&mut Pane, &Document) -> R) -> Option<R> {
        let collection = Arc::clone(&self.collection);
        let focus = self.reader.focus;
        self.reader.with_pane(&collection, focus, motion)
    }

    fn motion(&mut self, count: Count, motion: impl FnOnce(&mut Pane, &Document, isize)) -> Vec<Effect> {
        let times = count.times() as isize;
        self.with_focused(|pane, document| {
            pane.notice = None;
            motion(pane, document, times);
        });
        Vec::new()
    }

    fn repeat(&mut self, count: Count, mut step: impl FnMut(&mut Self)) -> Vec<Effect> {
        for _ in 0..count.times().min(1000) {
            step(self);
        }
        Vec::new()
    }

    fn go_to_edge(&mut self, count: Count, end: bool) -> Vec<Effect> {
        if let Some(number) = count.0 {
            self.go_to_paragraph(u32::try_from(number).unwrap_or(u32::MAX));
            return Vec::new();
        }
        self.leave();
        self.with_focused(
            |pane, document| if end { pane.go_to_end(document) } else { pane.go_to_start(document) },
        );
        Vec::new()
    }

    /// To the paragraph with this number, or the nearest one before it.
    pub fn go_to_paragraph(&mut self, number: u32) {
        if self.view != View::Reader {
            self.say("paragraph numbers are gone to in the reader");
            return;
        }
        self.leave();
        self.with_focused(|pane, document| {
            let after = document.blocks().partition_point(|block| block.number <= number);
            pane.go_to(document, TextPosition { block: BlockIndex(after.saturating_sub(1)), offset: 0 });
        });
    }

    fn turn_document(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let Some(pane) = self.reader.focused() else { return Vec::new() };
        let last = self.collection.documents.len() - 1;
        let next = pane.document.0.saturating_add_signed(delta * count.times() as isize).min(last);
        if next == pane.document.0 {
            self.say(if delta > 0 { "this is the last document" } else { "this is the first document" });
            return Vec::new();
        }
        self.leave();
        let collection = Arc::clone(&self.collection);
        let focus = self.reader.focus;
        self.reader.panes[focus] = Pane::new(DocumentIndex(next), collection.document(DocumentIndex(next)));
        let label = collection.label(DocumentIndex(next));
        self.say(format!("{} {}", label.letter, label.cite));
        Vec::new()
    }

    // ---- episodes and steps

    /// What the passage under the cursor is coded as, or the nearest coded one before it.
    fn coded_here(&self) -> Option<(EpisodeIndex, Option<StepIndex>)> {
        let here = self.reader.passage(&self.collection)?;
        let before = |coding: &&crate::scheme::Coding| {
            coding.passage.document == here.document
                && coding.passage <= here
                && !coding.coded.episodes.is_empty()
        };
        let exact = self.collection.coding(here).filter(|coding| !coding.coded.episodes.is_empty());
        let coding = exact
            .or_else(|| self.collection.codings.iter().filter(before).max_by_key(|coding| coding.passage))?;
        Some((*coding.coded.episodes.first()?, coding.coded.step))
    }

    fn move_episode(&mut self, delta: isize) {
        let Some(here) = self.reader.passage(&self.collection) else { return };
        let Some((episode, _)) = self
            .coded_here()
            .or(Some((EpisodeIndex(0), None)))
            .filter(|_| !self.collection.scheme.is_empty())
        else {
            self.say("this collection has no scheme, so there are no episodes");
            return;
        };
        let told = self
            .collection
            .codings
            .iter()
            .filter(|coding| coding.coded.episodes.contains(&episode))
            .map(|coding| coding.passage);
        let next =
            if delta > 0 { told.filter(|&at| at > here).min() } else { told.filter(|&at| at < here).max() };
        let name = self.collection.scheme.episode(episode).name.clone();
        match next {
            Some(passage) => {
                if passage.document == here.document {
                    let at = self.position(passage);
                    self.with_focused(|pane, document| pane.go_to(document, at));
                } else {
                    self.jump_to(passage);
                }
                let label = self.collection.passage_label(passage);
                self.say(format!("{name}: {label}"));
            }
            None => {
                self.say(format!("no passage of {name} {}", if delta > 0 { "follows" } else { "before" }));
            }
        }
    }

    fn move_step(&mut self, delta: isize) {
        let collection = Arc::clone(&self.collection);
        if self.view == View::Parallel {
            self.parallel.move_bands(&collection, delta);
            return;
        }
        let Some(here) = self.reader.passage(&collection) else { return };
        let step = self.coded_here().and_then(|(_, step)| step);
        let other = collection
            .codings
            .iter()
            .filter(|coding| {
                coding.passage.document == here.document
                    && coding.coded.step.is_some()
                    && coding.coded.step != step
            })
            .map(|coding| coding.passage);
        let next =
            if delta > 0 { other.filter(|&at| at > here).min() } else { other.filter(|&at| at < here).max() };
        let Some(passage) = next else {
            self.say("no other step in this direction");
            return;
        };
        let at = self.position(passage);
        self.with_focused(|pane, document| pane.go_to(document, at));
        if let Some(step) = collection.coding(passage).and_then(|coding| coding.coded.step) {
            self.say(collection.scheme.step(step).question.clone());
        }
    }

    // ---- panes

    fn focus_pane(&mut self, pane: usize) {
        if pane < self.reader.panes.len() {
            self.reader.set_focus(pane);
        } else {
            self.say(format!("there are only {} panes; Ctrl-w v opens one", self.reader.panes.len()));
        }
    }

    fn turn_pane(&mut self, delta: isize) -> Vec<Effect> {
        let count = self.reader.panes.len() as isize;
        if count < 2 {
            self.say("there is one pane; Ctrl-w v opens a document beside it");
            return Vec::new();
        }
        let next = (self.reader.focus as isize + delta).rem_euclid(count);
        self.reader.set_focus(next as usize);
        Vec::new()
    }

    fn scroll_other(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let collection = Arc::clone(&self.collection);
        let Some(other) = self.reader.other() else {
            self.say("there is no other pane");
            return Vec::new();
        };
        let lines = delta * count.times() as isize;
        self.reader.with_pane(&collection, other, |pane, document| pane.nudge(document, lines));
        Vec::new()
    }

    fn level_once(&mut self) {
        if self.reader.areas.len() < 2 {
            self.say("there is no other pane to level; Ctrl-w v opens one");
            return;
        }
        let levelled = self.level();
        let others = self.reader.areas.len() - 1;
        self.say(format!("{levelled} of {others} other panes levelled"));
    }

    fn toggle_follow(&mut self) {
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

    fn change_measure(&mut self, steps: isize) -> Vec<Effect> {
        let measure = self.options.measure.saturating_add_signed(steps * MEASURE_STEP as isize);
        self.options.measure = measure.clamp(20, 200);
        self.say(format!("lines of up to {} columns", self.options.measure));
        Vec::new()
    }

    /// Shows the passage under the cursor in the parallel view.
    pub(super) fn show_in_parallel(&mut self) {
        let here = self.reader.passage(&self.collection);
        self.leave();
        let collection = Arc::clone(&self.collection);
        self.view = View::Parallel;
        let Some(passage) = here else { return };
        if self.parallel.reveal(&collection, passage) {
            return;
        }
        // Not coded itself: the nearest passage before it that has a place there.
        let before = collection
            .codings
            .iter()
            .map(|coding| coding.passage)
            .filter(|at| at.document == passage.document && *at < passage)
            .max();
        if !before.is_some_and(|near| self.parallel.reveal(&collection, near)) {
            let label = collection.passage_label(passage);
            self.say(format!("{label} has no place in the parallel view"));
        }
    }

    /// Enter in the reader: unfolds, or lists the matches.
    pub(super) fn open_in_reader(&mut self) {
        if self.reader.focused().is_some_and(Pane::on_fold) {
            self.with_focused(Pane::toggle_fold);
            return;
        }
        self.open_match_list();
    }

    // ---- search

    fn open_search(&mut self, backwards: bool) -> Vec<Effect> {
        self.search.browsed = None;
        self.overlay = Some(Overlay::Search { prompt: Prompt::default(), backwards });
        Vec::new()
    }

    /// Searches for a text and goes to the first hit.
    pub(super) fn begin_search(&mut self, query: &str, backwards: bool) {
        let query = if query.is_empty() {
            self.search.history.last().cloned().unwrap_or_default()
        } else {
            query.to_owned()
        };
        if query.is_empty() {
            return;
        }
        self.search.remember(&query);
        self.search.query = query;
        self.search.backwards = backwards;
        self.search.hits.clear();
        let Some(pane) = self.reader.focused() else { return };
        let (document, cursor) = (pane.document, pane.cursor);
        let hits = self.hits(document);
        let first = if backwards { hits.next(cursor, true) } else { hits.from(cursor) };
        self.show_hit(document, first, false);
    }

    fn next_hit(&mut self, against: bool) {
        if self.search.query.is_empty() {
            if let Some(last) = self.search.history.last().cloned() {
                self.search.query = last;
                self.search.hits.clear();
            } else {
                self.say("nothing searched for yet: / searches");
                return;
            }
        }
        let Some(pane) = self.reader.focused() else { return };
        let (document, cursor) = (pane.document, pane.cursor);
        let backwards = self.search.backwards != against;
        let next = self.hits(document).next(cursor, backwards);
        self.show_hit(document, next, backwards);
    }

    fn show_hit(&mut self, document: DocumentIndex, hit: Option<usize>, backwards: bool) {
        let query = self.search.query.clone();
        let from = self.reader.focused().map(|pane| pane.cursor);
        let hits = self.hits(document);
        let total = format!("{}{}", hits.hits.len(), if hits.more { " or more" } else { "" });
        let Some((at, (block, span))) = hit.and_then(|at| Some((at, *hits.hits.get(at)?))) else {
            self.say_error(format!("'{query}' is not in this document"));
            return;
        };
        let to = TextPosition { block, offset: span.start };
        let wrapped = from.is_some_and(|from| if backwards { to >= from } else { to < from });
        self.leave();
        self.with_focused(|pane, document| pane.go_to(document, to));
        let round = if wrapped { ", from the other end" } else { "" };
        self.say(format!("'{query}': {} of {total}{round}", at + 1));
    }

    fn search_word(&mut self) {
        let word = self.with_focused(|pane, document| {
            let text = document.block_text(pane.cursor.block);
            let found = crate::text::word::words(&text).find(|(span, _)| span.end > pane.cursor.offset);
            found.map(|(_, word)| word.to_lowercase())
        });
        match word.flatten() {
            Some(word) => {
                self.begin_search(&word, false);
                self.next_hit(false);
            }
            None => self.say("no word under the cursor"),
        }
    }

    // ---- marks and copying

    fn await_mark(&mut self, awaiting: Awaiting) -> Vec<Effect> {
        self.awaiting = Some(awaiting);
        self.say(match awaiting {
            Awaiting::SetMark => "mark: press a letter for it",
            Awaiting::JumpToMark => "to mark: press its letter",
        });
        Vec::new()
    }

    fn copy_passage(&mut self) -> Vec<Effect> {
        let text = match self.view {
            View::Board => self.copied_cell(),
            _ => self.passage().map(|passage| self.copied_passage(passage)),
        };
        if let Some(text) = text {
            let lines = text.lines().next().unwrap_or_default();
            self.say(format!("copied: {lines}"));
            vec![Effect::Copy(text)]
        } else {
            self.say("nothing here to copy");
            Vec::new()
        }
    }

    /// The passage's words with where they stand. A retelling is copied as one.
    fn copied_passage(&self, passage: crate::text::Passage) -> String {
        let document = self.collection.document(passage.document);
        let text = document.passage_text(passage);
        let place = self.collection.place_label(passage);
        let metadata = &document.metadata;
        let date = metadata.date.map(|date| date.to_string());
        if let Some(retelling) = &metadata.retelling {
            format!("{text}\n({retelling}, {place}: retold, not quoted)\n")
        } else {
            let source = [
                metadata.author.clone(),
                Some(document.title().to_owned()),
                metadata.publication.clone(),
                date,
            ];
            let source: Vec<String> = source.into_iter().flatten().collect();
            format!("\u{201c}{text}\u{201d}\n({}, {place})\n", source.join(", "))
        }
    }

    fn copied_cell(&self) -> Option<String> {
        let cell = self.board.cell()?;
        let scheme = &self.collection.scheme;
        let (episode, step) = (scheme.episode(self.board.episode()?), scheme.step(self.board.step()?));
        let summary = cell.summary.as_deref().unwrap_or("nothing is told");
        Some(format!("{}, {}: {summary}\n", episode.name, step.name.to_lowercase()))
    }
}

impl crate::app::Search {
    /// Keeps a query for the history, each once, the last one used last.
    pub(super) fn remember(&mut self, query: &str) {
        if query.is_empty() {
            return;
        }
        self.history.retain(|known| known != query);
        self.history.push(query.to_owned());
    }

    /// The query before or after the one browsed; `None` at the ends.
    pub(super) fn browse(&mut self, older: bool) -> Option<String> {
        let at = match (self.browsed, older) {
            (None, true) => self.history.len().checked_sub(1)?,
            (None, false) => return None,
            (Some(at), true) => at.checked_sub(1)?,
            (Some(at), false) => at + 1,
        };
        self.browsed = Some(at);
        Some(self.history.get(at).cloned().unwrap_or_default())
    }
}
