//! A list with a filter line: documents, matches, help, the palette, marks.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::scheme::FilterPart;
use crate::store::{Anchor, LinkKind};
use crate::text::{DocumentIndex, Passage};

use super::coding::CodingChoice;
use super::command::Command;
use super::prompt::Prompt;

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    Run(&'static Command),
    /// Show the document in the focused pane.
    Open(DocumentIndex),
    /// Show the document in a pane of its own.
    OpenBeside(DocumentIndex),
    GoTo(Passage),
    /// Take a counterpart of the passage that was asked about.
    Match(usize),
    /// A pair that the reader rejected, from the passage that was asked about.
    Rejected(Passage, Passage),
    /// Say in what way two passages stand to each other.
    Link(Passage, Passage, LinkKind),
    Mark(char),
    /// Put what is on lost words on the passage under the cursor.
    HoldHere(Box<Anchor>),
    /// Show the passage's cell in the parallel view.
    Reveal(Passage),
    /// Ask for something in the filter of the rows, or no longer.
    Filter(FilterPart),
    /// A part of what a passage is coded as.
    Code(CodingChoice),
    /// Nothing: the entry only tells.
    Tell,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub label: String,
    /// Right of the label: a key, a date, a score.
    pub detail: String,
    /// Shown below the list while the entry is selected.
    pub preview: String,
    pub choice: Choice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerKind {
    Documents,
    Matches,
    Help,
    Palette,
    Marks,
    Passages,
    Filter,
    Coding,
    LinkKinds,
    Lost,
}

/// An open list.
#[derive(Clone, Debug)]
pub struct Picker {
    pub kind: PickerKind,
    pub title: String,
    pub prompt: Prompt,
    pub entries: Vec<Entry>,
    /// Indices of the entries that pass the filter, the best first.
    pub shown: Vec<usize>,
    /// Index into `shown`.
    pub selected: usize,
    /// The query that `shown` was found with.
    filtered: String,
}

/// Bytes of a filter line that count: all of them are looked for with every key.
const LONGEST_QUERY: usize = 200;

impl Picker {
    pub fn new(kind: PickerKind, title: impl Into<String>, entries: Vec<Entry>) -> Self {
        let shown = (0..entries.len()).collect();
        Self {
            kind,
            title: title.into(),
            prompt: Prompt::default(),
            entries,
            shown,
            selected: 0,
            filtered: String::new(),
        }
    }

    pub fn selected_entry(&self) -> Option<&Entry> {
        self.entries.get(*self.shown.get(self.selected)?)
    }

    pub fn move_by(&mut self, delta: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(delta).min(last);
    }

    /// Sets the entries anew under the same filter line, the selection on the first.
    pub fn set_entries(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
        // All of them are new: none passed the filter yet.
        self.shown = (0..self.entries.len()).collect();
        self.selected = 0;
        self.filtered.clear();
        self.filter();
    }

    /// Applies the filter line anew.
    pub fn filter(&mut self) {
        let query = self.prompt.text();
        let query = query[..query.floor_char_boundary(LONGEST_QUERY)].trim();
        if query == self.filtered {
            return;
        }
        self.selected = 0;
        // What a longer query lets through, the shorter one did, too.
        let narrows = !self.filtered.is_empty() && query.starts_with(&self.filtered);
        query.clone_into(&mut self.filtered);
        if query.is_empty() {
            self.shown = (0..self.entries.len()).collect();
            return;
        }
        // Whole pieces, not scattered letters: a mistyped command must not run another.
        let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        let candidates =
            if narrows { std::mem::take(&mut self.shown) } else { (0..self.entries.len()).collect() };
        for index in candidates {
            let entry = &self.entries[index];
            let mut score_of = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
            // What stands in the label counts before what stands beside and below it.
            let whole = || format!("{} {} {}", entry.label, entry.detail, entry.preview);
            let in_label = score_of(&entry.label).map(|score| score + 1000);
            if let Some(score) = in_label.or_else(|| score_of(&whole())) {
                scored.push((score, index));
            }
        }
        scored.sort_by_key(|&(score, index)| (std::cmp::Reverse(score), index));
        self.shown = scored.into_iter().map(|(_, index)| index).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker() -> Picker {
        let entry = |label: &str| Entry {
            label: label.to_owned(),
            detail: String::new(),
            preview: String::new(),
            choice: Choice::Tell,
        };
        Picker::new(
            PickerKind::Help,
            "Help",
            vec![entry("page-down"), entry("paragraph-next"), entry("quit")],
        )
    }

    #[test]
    fn filters_and_puts_the_best_first() {
        let mut picker = picker();
        picker.prompt.insert("age dow");
        picker.filter();
        assert_eq!(picker.selected_entry().map(|entry| entry.label.as_str()), Some("page-down"));
        picker.prompt.set("pgdn");
        picker.filter();
        assert!(picker.selected_entry().is_none());
        picker.move_by(3);
        assert_eq!(picker.selected, 0);
    }

    #[test]
    fn a_longer_query_narrows_and_a_shorter_one_widens() {
        let mut picker = picker();
        for (query, shown) in [("p", 2), ("pa", 2), ("par", 1), ("part", 0), ("p", 2), ("q", 1), ("", 3)] {
            picker.prompt.set(query);
            picker.filter();
            assert_eq!(picker.shown.len(), shown, "{query}");
        }
    }

    #[test]
    fn the_selection_stays_in_the_list() {
        let mut picker = picker();
        picker.move_by(10);
        assert_eq!(picker.selected, 2);
        picker.move_by(-10);
        assert_eq!(picker.selected, 0);
    }
}
