//! Passages that stand in no row of the parallel view: told, but by no coding, link or match level
//! with anything.

use std::sync::Arc;

use crate::text::Passage;

use super::{App, Overlay};

impl App {
    /// Says that a passage stands in no row, and goes to the last row before it.
    pub(super) fn go_near_unplaced(&mut self, passage: Passage) {
        let label = self.collection.passage_label(passage);
        let looking = if self.awaits_rows() { " yet: matches are still looked for" } else { "" };
        let prose = self.collection.sentences_of(passage.document);
        let before = prose.take_while(|before| *before < passage).collect::<Vec<_>>();
        let near = before.into_iter().rev().find(|before| self.parallel.stands(*before));
        if let Some(near) = near {
            self.reveal(near);
        }
        let lists = if looking.is_empty() { "; U lists what stands in none" } else { "" };
        self.say(format!("{label} stands in no row{looking}{lists}"));
    }

    /// The passages of the text that stand in no row; choosing one shows it in its document.
    pub fn open_unplaced_list(&mut self, at: Option<Passage>) {
        let all = self.parallel.whole_rows().unplaced(&self.collection);
        let unplaced = at.map_or(Arc::clone(&all), |at| {
            all.iter().copied().filter(|passage| passage.document == at.document).collect()
        });
        let of =
            at.map(|at| format!(" of {}", self.collection.label(at.document).letter)).unwrap_or_default();
        let looking = if self.awaits_rows() { " so far: matches are still looked for" } else { "" };
        if unplaced.is_empty() {
            self.say(format!("every passage{of} stands in a row"));
            return;
        }
        let count = unplaced.len();
        let title = format!("Passages{of} that stand in no row: {count}{looking}");
        let selected = at.map(|at| unplaced.partition_point(|&passage| passage < at).min(count - 1));
        self.open_passages(title, unplaced, true);
        if let Some(Overlay::Picker(picker)) = &mut self.overlay {
            picker.selected = selected.unwrap_or(0);
        }
    }
}
