//! Commands of the differences view, and of going from difference to difference elsewhere.

use std::sync::Arc;

use crate::app::command::{Command, command};
use crate::app::context::Context;
use crate::app::event::Effect;
use crate::app::{App, LongJob, Overlay, View};
use crate::compare::{Difference, DifferenceKind, Side};
use crate::store::Judgement;

const DIFFERENCES: &[Context] = &[Context::Differences];
const READER_AND_PARALLEL: &[Context] = &[Context::Reader, Context::Parallel];

pub static COMMANDS: &[Command] = &[
    command(
        "view-differences",
        "Show where accounts of the same thing differ",
        &[Context::Global],
        |app, _| app.show_differences(),
    ),
    command("difference-seen", "Mark this difference as seen, or as unseen again", DIFFERENCES, |app, _| {
        app.judge(Judgement::Seen)
    }),
    command(
        "difference-none",
        "Say that this is no difference: it is left out, and u takes that back",
        DIFFERENCES,
        |app, _| app.judge(Judgement::NoDifference),
    ),
    command("differences-all", "List what is no difference, too, or leave it out", DIFFERENCES, |app, _| {
        app.toggle_all_differences();
        Vec::new()
    }),
    command("differences-kind", "List one kind after the other, then all kinds", DIFFERENCES, |app, _| {
        app.turn_kind();
        Vec::new()
    }),
    command("differences-filter", "List only what has the words typed", DIFFERENCES, |app, _| {
        app.open_filter_line();
        Vec::new()
    }),
    command("place-next", "To the sentence of the other account", DIFFERENCES, |app, count| {
        app.differences.move_places(count.times() as isize);
        Vec::new()
    }),
    command("place-previous", "To the sentence of the account before", DIFFERENCES, |app, count| {
        app.differences.move_places(-(count.times() as isize));
        Vec::new()
    }),
    command("difference-next", "To the next passage that differs", READER_AND_PARALLEL, |app, _| {
        app.visit_difference(1)
    }),
    command("difference-previous", "To the passage before that differs", READER_AND_PARALLEL, |app, _| {
        app.visit_difference(-1)
    }),
];

impl App {
    /// What a difference is, its accounts by their letters.
    pub fn difference_text(&self, difference: &Difference) -> String {
        let letter = |side: &Side| self.collection.label(side.passage.document).letter.as_str();
        difference.text_between(letter(&difference.a), letter(&difference.b))
    }

    pub(in crate::app) fn show_differences(&mut self) -> Vec<Effect> {
        if self.view != View::Differences {
            self.leave();
            self.view = View::Differences;
        }
        self.ask_for_differences()
    }

    /// The reader asks for differences: they are looked for again where that failed.
    fn ask_for_differences(&mut self) -> Vec<Effect> {
        if !self.awaits_differences() {
            self.differences.ask_again();
        }
        self.look_for_differences()
    }

    /// Has a worker look for them where none has yet, or the collection was changed since; while
    /// matches are looked for, which they rest on, once these are found.
    pub(in crate::app) fn look_for_differences(&mut self) -> Vec<Effect> {
        let waits = self.awaits_matches() || self.under_way.has(LongJob::Comparing);
        if waits || self.collection.documents.len() < 2 || !self.differences.ask(&self.collection) {
            return Vec::new();
        }
        self.under_way.begin(LongJob::Comparing);
        let (collection, matcher) = (Arc::clone(&self.collection), self.matcher.clone());
        vec![Effect::Compare { generation: self.generation, collection, matcher }]
    }

    fn toggle_all_differences(&mut self) {
        self.differences.shows_all ^= true;
        self.differences.renew(&self.work.verdicts);
        let all = self.differences.shows_all;
        self.say(if all {
            "what is no difference is listed, too"
        } else {
            "what is no difference is left out"
        });
    }

    fn turn_kind(&mut self) {
        let kinds = DifferenceKind::ALL;
        let at = self.differences.kind.and_then(|kind| kinds.iter().position(|other| *other == kind));
        self.differences.kind = kinds.get(at.map_or(0, |at| at + 1)).copied();
        self.differences.renew(&self.work.verdicts);
        let name = self.differences.kind.map_or("all kinds", DifferenceKind::name);
        self.say(format!("{name}: {}", self.differences.list.count()));
    }

    /// Applies the filter line as it stands.
    pub(in crate::app) fn filter_as_typed(&mut self) {
        if let Some(Overlay::Filter { prompt }) = &self.overlay {
            let words = prompt.text().to_owned();
            self.filter_list(&words);
        }
    }

    /// Lists only what has all these words, in the view that has such a list.
    pub(in crate::app) fn filter_list(&mut self, words: &str) {
        match self.view {
            View::Notes => self.filter_notes(words),
            View::Agreement => self.filter_agreement(words),
            _ => self.filter_differences(words),
        }
    }

    /// Lists only what has all these words.
    fn filter_differences(&mut self, words: &str) {
        words.clone_into(&mut self.differences.filter);
        self.differences.renew(&self.work.verdicts);
    }

    /// Goes to the nearest passage before or after this one that differs from another account's.
    fn visit_difference(&mut self, direction: isize) -> Vec<Effect> {
        let effects = self.ask_for_differences();
        let Some(found) = self.differences.found().cloned() else {
            self.say(if self.collection.documents.len() < 2 {
                "one document differs from no other"
            } else {
                "looking for differences: press the key again when they are found"
            });
            return effects;
        };
        let Some(here) = self.passage() else {
            self.say("no passage under the cursor");
            return effects;
        };
        let open = found
            .from(here, direction)
            .filter(|(passage, at)| *passage != here && !self.is_dismissed(&found.listed[*at]));
        // In the parallel view not every passage has a cell.
        let tries: Vec<_> = open.take(if self.view == View::Parallel { 64 } else { 1 }).collect();
        for (passage, at) in tries {
            if self.show_difference(passage) {
                let difference = &found.listed[at].difference;
                let label = self.collection.passage_label(passage);
                self.say(format!("{label} {}: {}", difference.kind.name(), self.difference_text(difference)));
                self.differences.select(&found.listed[at].id.clone(), 0);
                return effects;
            }
        }
        self.say("no other passage differs");
        effects
    }

    fn show_difference(&mut self, passage: crate::text::Passage) -> bool {
        if self.view != View::Parallel {
            self.jump_to(passage);
            return true;
        }
        let here = self.location();
        let shown = self.reveal(passage);
        if shown {
            self.leave_from(here);
        }
        shown
    }

    /// Opens the place under the cursor in its document.
    pub(in crate::app) fn open_difference(&mut self) {
        match self.differences.current_side().map(|side| side.passage) {
            Some(passage) => self.jump_to(passage),
            None => self.say("no difference under the cursor"),
        }
    }
}
