//! Panes whose documents are gone from the disk, to come back where they were when the documents do:
//! an editor that saves by renaming and a checkout of git take them away for a moment.

use std::sync::Arc;

use crate::scheme::Collection;
use crate::text::{Document, DocumentIndex};

use super::App;
use super::pane::Pane;
use super::reopen::same_words;

/// Panes that are gone, and what was left without them.
#[derive(Debug, Default)]
pub(super) struct Absent {
    panes: Vec<AbsentPane>,
    /// Names of the documents in the panes that stayed. Once the reader has changed these, nothing
    /// comes back.
    left: Vec<String>,
    /// Whether no pane stayed, and another document is shown so that there is one.
    is_stood_in_for: bool,
}

#[derive(Debug)]
struct AbsentPane {
    /// Where it stood among the others.
    at: usize,
    pane: Pane,
    /// As it was last read.
    document: Document,
    /// Of the cursor.
    row: usize,
    had_focus: bool,
}

impl App {
    /// Names of the documents in the panes.
    fn in_panes(&self, collection: &Collection) -> Vec<String> {
        let panes = self.reader.panes.iter();
        panes.map(|pane| collection.document(pane.document).name.clone()).collect()
    }

    /// Called before panes are carried over from the collection `before`: what the reader has changed
    /// since panes went does not have them back.
    pub(super) fn check_absent(&mut self, before: &Collection) {
        if self.absent.left != self.in_panes(before) {
            self.absent = Absent::default();
        }
    }

    /// Remembers a pane whose document is gone.
    pub(super) fn set_absent(&mut self, at: usize, pane: Pane, document: Document, row: usize) {
        let had_focus = at == self.reader.focus;
        self.absent.panes.push(AbsentPane { at, pane, document, row, had_focus });
    }

    /// Puts panes back whose documents are there again. Called when the others have been carried over
    /// to the collection.
    pub(super) fn take_back_absent(&mut self, after: &Arc<Collection>) {
        let index = |name: &str| after.document_indices().find(|&at| after.document(at).name == name);
        let (mut back, gone): (Vec<_>, Vec<_>) = std::mem::take(&mut self.absent.panes)
            .into_iter()
            .map(|absent| (index(&absent.document.name), absent))
            .partition(|(index, _)| index.is_some());
        self.absent.panes = gone.into_iter().map(|(_, absent)| absent).collect();
        back.sort_by_key(|(_, absent)| absent.at);
        if !back.is_empty() && std::mem::take(&mut self.absent.is_stood_in_for) {
            self.reader.panes.clear();
        }
        for (index, absent) in back {
            if let Some(index) = index {
                self.take_back(after, index, absent);
            }
        }
    }

    fn take_back(&mut self, after: &Collection, index: DocumentIndex, absent: AbsentPane) {
        let AbsentPane { at, mut pane, document, row, had_focus } = absent;
        let (now, reader) = (after.document(index), &mut self.reader);
        let cursor = same_words(&document, now, pane.document, pane.cursor);
        pane.document = index;
        pane.renew(&document, now);
        pane.level(now, cursor, row);
        let at = at.min(reader.panes.len());
        reader.panes.insert(at, pane);
        let focus = match reader.focus {
            _ if had_focus || reader.panes.len() == 1 => at,
            focus => focus + usize::from(at <= focus),
        };
        (reader.focus, reader.previous) = (focus, focus);
    }

    /// Remembers what is shown without the panes that are gone.
    pub(super) fn note_left(&mut self, after: &Collection, is_stood_in_for: bool) {
        self.absent.left = self.in_panes(after);
        self.absent.is_stood_in_for |= is_stood_in_for;
    }
}
