//! Lists of passages: found by their words, however many there are, and gone to.

use std::sync::Arc;

use crate::scheme::Collection;
use crate::text::Passage;

use super::event::Effect;
use super::picker::{Choice, Entries, Entry, Picker, PickerKind};
use super::{App, Overlay, View};

/// Passages that are looked through within a frame.
const AT_ONCE: usize = 250;

impl App {
    /// The passages that the view shows, to be found by their words; choosing goes to the cell.
    pub fn open_passage_list(&mut self) {
        // The strips hold every passage, the other tables those that stand in a row.
        let of_strips = self.overview.overview().filter(|_| self.view == View::Overview).map(|overview| {
            overview.strips.iter().flat_map(|strip| &strip.passages).map(|at| at.passage).collect()
        });
        let passages = of_strips.unwrap_or_else(|| self.parallel.standing());
        self.open_passages("Find a passage by its words", passages, false);
    }

    pub(super) fn open_passages(
        &mut self,
        title: impl Into<String>,
        passages: Arc<[Passage]>,
        in_document: bool,
    ) {
        let entries = Entries::Passages { passages, in_document };
        self.open_list(Picker::of(PickerKind::Passages, title, entries));
    }

    /// Has an open list looked through for what is typed: at once where it is short, else by a
    /// worker, portion by portion.
    pub(super) fn look_through_list(&mut self) -> Option<Effect> {
        let picker = self.overlay.as_mut().and_then(Overlay::picker_mut)?;
        let number = self.asked + 1;
        let sifting = picker.look_on(&self.collection, AT_ONCE, number)?;
        self.asked = number;
        Some(Effect::Sift { number, sifting })
    }
}

/// What a list tells of a passage.
pub(super) fn entry(collection: &Collection, passage: Passage) -> Entry {
    let text = collection.document(passage.document).passage_text(passage);
    Entry {
        label: label(collection, passage),
        detail: facts(collection, passage),
        preview: format!("{}\n{}", text.trim(), collection.citation(passage)),
        choice: Choice::Reveal(passage),
    }
}

/// What of it is looked through: the label, and what stands beside and below it.
pub(super) fn searched(collection: &Collection, passage: Passage) -> (String, String) {
    let beside = format!("{} {}", facts(collection, passage), collection.citation(passage));
    (label(collection, passage), beside)
}

fn label(collection: &Collection, passage: Passage) -> String {
    let text = collection.document(passage.document).passage_text(passage);
    format!("{}  {}", collection.passage_label(passage), text.trim())
}

/// The episodes and the step that it is coded as.
fn facts(collection: &Collection, passage: Passage) -> String {
    let scheme = &collection.scheme;
    let Some(coding) = collection.coding(passage) else { return String::new() };
    let episodes = coding.coded.episodes.iter().map(|&episode| scheme.episode(episode).short.as_str());
    let step = coding.coded.step.map(|step| scheme.step(step).name.as_str());
    episodes.chain(step).collect::<Vec<_>>().join(" \u{b7} ")
}
