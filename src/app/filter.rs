//! The list by which the rows of the parallel view are filtered: choosing an entry asks for it, or
//! no longer, and the list stays open.

use std::sync::Arc;

use crate::matching::MatchKind;
use crate::scheme::FilterPart;
use crate::scheme::alignment::Accord;
use crate::scheme::synopsis::{Made, Standing};

use super::picker::{Choice, Entry, Picker, PickerKind};
use super::{App, Overlay};

/// Hundredths of confidence that are offered.
const LEAST: [u8; 4] = [50, 70, 80, 90];

impl App {
    pub fn open_filter_list(&mut self) {
        let picker = self.filter_picker();
        self.open_list(picker);
    }

    fn filter_picker(&self) -> Picker {
        let parts = self.filter_parts();
        let entries = parts.into_iter().map(|part| self.filter_entry(part)).collect();
        Picker::new(PickerKind::Filter, "Show only", entries)
    }

    /// What can be asked for in this collection.
    fn filter_parts(&self) -> Vec<FilterPart> {
        let collection = &self.collection;
        let standings = [Standing::Gaps, Standing::Whole, Standing::Alone].map(FilterPart::Standing);
        let mut parts = standings.to_vec();
        if self.rival.is_some() {
            parts.extend([Accord::Agrees, Accord::Partly, Accord::Differs].map(FilterPart::Accord));
        }
        parts.extend(collection.scheme.step_indices().map(FilterPart::Step));
        let all = self.parallel.kinds();
        let kinds = [MatchKind::Quotation, MatchKind::SameEvent, MatchKind::Echo];
        parts.extend(kinds.into_iter().filter(|kind| all.contains(kind)).map(FilterPart::Kind));
        parts.extend([Made::ByHand, Made::Suggested].map(FilterPart::Made));
        if collection.codings.iter().any(|coding| coding.confidence < 1.0) {
            parts.extend(LEAST.map(FilterPart::Least));
        }
        parts.extend(collection.document_indices().map(FilterPart::Document));
        parts
    }

    fn filter_entry(&self, part: FilterPart) -> Entry {
        let collection = &self.collection;
        let (label, detail) = match part.clone() {
            FilterPart::Document(document) => {
                let label = collection.label(document);
                (format!("{} {}", label.letter, collection.document(document).title()), "document")
            }
            FilterPart::Step(step) => {
                let step = collection.scheme.step(step);
                (format!("[{}] {}", step.letter, step.name), "step")
            }
            FilterPart::Kind(kind) => (kind.name().to_owned(), "kind of match"),
            FilterPart::Least(least) => {
                (format!("coded from {:.2} on", f32::from(least) / 100.0), "confidence of codings")
            }
            FilterPart::Made(made) => (made.name().to_owned(), "coded"),
            FilterPart::Standing(standing) => (standing.name().to_owned(), "rows"),
            FilterPart::Accord(accord) => (accord.name().to_owned(), "the other rows"),
        };
        let sign = if self.parallel.shape.filter.has(&part) { 'x' } else { ' ' };
        Entry {
            label: format!("[{sign}] {label}"),
            detail: detail.to_owned(),
            preview: String::new(),
            choice: Choice::Filter(part),
        }
    }

    /// Asks for a part or no longer, and leaves the list open where it was.
    pub(super) fn choose_filter(&mut self, part: FilterPart) {
        let collection = Arc::clone(&self.collection);
        self.parallel.toggle_filter(&collection, part);
        let mut renewed = self.filter_picker();
        if let Some(Overlay::Picker(before)) = &self.overlay {
            renewed.prompt = before.prompt.clone();
            renewed.filter();
            renewed.selected = before.selected;
        }
        self.open_list(renewed);
    }

    /// Shows everything again.
    pub fn clear_filter(&mut self) {
        let collection = Arc::clone(&self.collection);
        let cleared = self.parallel.clear_filter(&collection);
        self.say(if cleared { "all rows are shown again" } else { "no filter is on" });
    }
}
