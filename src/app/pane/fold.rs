//! Folding what is no body text.

use crate::layout::{Flow, Item};
use crate::text::{BlockIndex, Document};

use super::{Pane, TextPosition};

impl Pane {
    /// The first blocks of what is unfolded.
    pub fn unfolded(&self) -> impl Iterator<Item = BlockIndex> + '_ {
        self.unfolded.iter().copied()
    }

    /// Unfolds what a session record has unfolded.
    pub fn unfold(&mut self, document: &Document, blocks: impl IntoIterator<Item = BlockIndex>) {
        for block in blocks {
            self.unfold_at(document, block);
        }
    }

    pub(super) fn refold(&mut self, document: &Document) {
        self.flow = Flow::new(document, &self.unfolded);
    }

    pub(super) fn is_shown(&self, block: BlockIndex) -> bool {
        self.flow.items.get(self.flow.item_of(block)).is_some_and(|item| matches!(item, Item::Block(_)))
    }

    /// Whether the cursor stands on folded blocks.
    pub fn on_fold(&self) -> bool {
        !self.is_shown(self.cursor.block)
    }

    pub(super) fn unfold_at(&mut self, document: &Document, block: BlockIndex) {
        if self.is_shown(block) {
            return;
        }
        if let Some(start) = Flow::run_start(document, block) {
            self.unfolded.insert(start);
            self.refold(document);
        }
    }

    /// Folds or unfolds the blocks at the cursor; `false` where there is nothing to fold.
    pub fn toggle_fold(&mut self, document: &Document) -> bool {
        let Some(start) = Flow::run_start(document, self.cursor.block) else { return false };
        if !self.unfolded.remove(&start) {
            self.unfolded.insert(start);
        }
        self.cursor = TextPosition { block: start, offset: 0 };
        self.refold(document);
        self.follow_cursor(document);
        true
    }

    /// Unfolds everything, or folds everything again.
    /// Whether all is unfolded now; `None` where nothing can be.
    pub fn toggle_all_folds(&mut self, document: &Document) -> Option<bool> {
        let unfolds = self.unfolded.is_empty();
        if unfolds {
            let folded = self.flow.items.iter().filter(|item| matches!(item, Item::Folded { .. }));
            self.unfolded = folded.map(|item| item.first()).collect();
        } else {
            self.unfolded.clear();
        }
        if unfolds && self.unfolded.is_empty() {
            return None;
        }
        self.refold(document);
        if self.on_fold() {
            let item = self.flow.items[self.flow.item_of(self.cursor.block)];
            self.cursor = TextPosition { block: item.first(), offset: 0 };
        }
        self.follow_cursor(document);
        Some(unfolds)
    }
}
