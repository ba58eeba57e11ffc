//! Passages that stand in no row of the parallel view: told, but by no coding, link or match level
//! with anything.

use std::collections::HashSet;

use crate::text::Passage;

use super::App;
use super::picker::{Choice, Picker, PickerKind};

/// Passages that are listed.
const MOST: usize = 5_000;

impl App {
    /// Says that a passage stands in no row, and lists it among those of which this is true, over
    /// the last row before it.
    pub(super) fn lead_to_unplaced(&mut self, passage: Passage) {
        let label = self.collection.passage_label(passage);
        let looking = if self.progress.is_some() { " yet: matches are still looked for" } else { "" };
        let before =
            self.prose_from(Some(passage)).take_while(|before| *before < passage).collect::<Vec<_>>();
        let near = before.into_iter().rev().find(|before| self.parallel.stands(*before));
        if let Some(near) = near {
            self.reveal(near);
        }
        self.say(format!("{label} stands in no row{looking}"));
        self.open_unplaced_list(Some(passage));
    }

    /// The passages of the text that stand in no row; choosing one shows it in its document.
    pub fn open_unplaced_list(&mut self, at: Option<Passage>) {
        let rows = self.parallel.whole().rows();
        let standing: HashSet<Passage> =
            rows.flat_map(|row| row.cells.passages()).map(|(_, found)| found.passage).collect();
        let stands = |passage: &Passage| {
            standing.contains(passage) || standing.contains(&Passage { sentence: None, ..*passage })
        };
        let mut unplaced: Vec<Passage> = Vec::new();
        let mut more = false;
        for passage in self.prose_from(at).filter(|passage| !stands(passage)) {
            if unplaced.len() == MOST {
                more = true;
                break;
            }
            unplaced.push(passage);
        }
        if unplaced.is_empty() {
            self.say("every passage stands in a row");
            return;
        }
        let count = unplaced.len();
        let title = if more {
            format!("The first {count} passages that stand in no row")
        } else {
            format!("Passages that stand in no row: {count}")
        };
        let selected = at.map(|at| unplaced.partition_point(|&passage| passage < at).min(count - 1));
        let entry = |passage| {
            let mut entry = self.passage_entry(passage);
            entry.choice = Choice::GoTo(passage);
            entry
        };
        let mut picker = Picker::new(PickerKind::Passages, title, unplaced.into_iter().map(entry).collect());
        picker.selected = selected.unwrap_or(0);
        self.open_list(picker);
    }

    /// Sentences of the text, in order; of a passage's document alone where one is asked about.
    fn prose_from(&self, at: Option<Passage>) -> impl Iterator<Item = Passage> {
        let documents = self.collection.document_indices();
        let asked = documents.filter(move |index| at.is_none_or(|at| at.document == *index));
        asked.flat_map(|index| self.collection.sentences_of(index))
    }
}
