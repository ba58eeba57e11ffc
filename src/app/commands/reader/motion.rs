//! Moving in the reader: the focused pane's motions, paragraphs by number, documents, episodes and
//! steps.

use std::sync::Arc;

use crate::app::command::Count;
use crate::app::event::Effect;
use crate::app::pane::{Pane, TextPosition};
use crate::app::{App, View};
use crate::scheme::{EpisodeIndex, StepIndex};
use crate::text::{BlockIndex, Document, DocumentIndex};

impl App {
    /// Runs a motion of the focused pane.
    pub(in crate::app) fn with_focused<R>(
        &mut self,
        motion: impl FnOnce(&mut Pane, &Document) -> R,
    ) -> Option<R> {
        let collection = Arc::clone(&self.collection);
        let focus = self.reader.focus;
        self.reader.with_pane(&collection, focus, motion)
    }

    pub(in crate::app) fn motion(
        &mut self,
        count: Count,
        motion: impl FnOnce(&mut Pane, &Document, isize),
    ) -> Vec<Effect> {
        let times = count.times() as isize;
        self.with_focused(|pane, document| {
            pane.notice = None;
            motion(pane, document, times);
        });
        Vec::new()
    }

    pub(in crate::app) fn repeat(&mut self, count: Count, mut step: impl FnMut(&mut Self)) -> Vec<Effect> {
        for _ in 0..count.times().min(1000) {
            step(self);
        }
        Vec::new()
    }

    pub(in crate::app) fn go_to_edge(&mut self, count: Count, end: bool) -> Vec<Effect> {
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

    pub(in crate::app) fn turn_document(&mut self, count: Count, delta: isize) -> Vec<Effect> {
        let Some(pane) = self.reader.focused() else { return Vec::new() };
        let last = self.collection.documents.len() - 1;
        let next = pane.document.0.saturating_add_signed(delta * count.times() as isize).min(last);
        if next == pane.document.0 {
            self.say(if delta > 0 { "this is the last document" } else { "this is the first document" });
            return Vec::new();
        }
        self.leave();
        let collection = Arc::clone(&self.collection);
        self.reader.replace(&collection, DocumentIndex(next));
        let label = collection.label(DocumentIndex(next));
        self.say(format!("{} {}", label.letter, label.cite));
        Vec::new()
    }

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

    /// What the first coded passage after the cursor speaks of.
    fn coded_next(&self) -> Option<(EpisodeIndex, Option<StepIndex>)> {
        let here = self.reader.passage(&self.collection)?;
        let after = self.collection.codings.iter().filter(|coding| coding.passage > here);
        let told = after.filter(|coding| !coding.coded.episodes.is_empty());
        let coding = told.min_by_key(|coding| coding.passage)?;
        Some((*coding.coded.episodes.first()?, coding.coded.step))
    }

    pub(in crate::app) fn move_episode(&mut self, delta: isize) {
        let Some(here) = self.reader.passage(&self.collection) else { return };
        let Some((episode, _)) = self.coded_here().or_else(|| self.coded_next()) else {
            self.say("no passage of an episode here");
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

    pub(in crate::app) fn move_step(&mut self, delta: isize) {
        let collection = Arc::clone(&self.collection);
        if self.view == View::Parallel {
            let place = |app: &Self| (app.parallel.item, app.parallel.step());
            let before = place(self);
            self.parallel.move_bands(delta);
            if place(self) == before {
                self.say("no other step in this direction");
            }
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
}
