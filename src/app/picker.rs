//! A list with a filter line: documents, matches, passages, help, the palette, marks.

mod place;
mod sieve;

use std::borrow::Cow;
use std::sync::Arc;

use crate::scheme::{Collection, FilterPart};
use crate::store::{Anchor, LinkKind};
use crate::text::{DocumentIndex, Passage};

use super::coding::CodingChoice;
use super::command::{self, Command};
use super::made::Made;
use super::overlay::Overlay;
use super::passages;
use super::prompt::Prompt;

pub use place::ListPlace;
pub use sieve::Hit;
use sieve::{Searched, Sieve, sift};

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
    /// Set passages level, as a row of the reader's own.
    FixRow(Vec<Passage>),
    Mark(char),
    /// Take what is on lost words in hand.
    TakeInHand(Box<Anchor>),
    /// Something that the reader made.
    Made(Made),
    /// Take a document for one that is gone.
    TakeFor {
        was: String,
        now: String,
    },
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
    /// What a row rests on.
    Why,
    Help,
    Palette,
    Marks,
    Passages,
    Filter,
    Coding,
    LinkKinds,
    Lost,
    Said,
}

/// What a list is of.
#[derive(Clone, Debug)]
pub enum Entries {
    Told(Vec<Entry>),
    /// Passages of the collection, however many: each is told when it is looked at.
    Passages {
        passages: Arc<[Passage]>,
        /// Whether choosing shows a passage in its document rather than in its cell.
        in_document: bool,
    },
}

impl Entries {
    pub fn len(&self) -> usize {
        match self {
            Self::Told(entries) => entries.len(),
            Self::Passages { passages, .. } => passages.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, index: usize, collection: &Collection) -> Option<Cow<'_, Entry>> {
        match self {
            Self::Told(entries) => entries.get(index).map(Cow::Borrowed),
            Self::Passages { passages, in_document } => {
                let mut entry = passages::entry(collection, *passages.get(index)?);
                if let (true, Choice::Reveal(passage)) = (*in_document, &entry.choice) {
                    entry.choice = Choice::GoTo(*passage);
                }
                Some(Cow::Owned(entry))
            }
        }
    }
}

/// An open list.
#[derive(Clone, Debug)]
pub struct Picker {
    pub kind: PickerKind,
    pub title: String,
    pub prompt: Prompt,
    pub entries: Entries,
    /// Indices of the entries that pass the filter, the best first, as far as the list was looked
    /// through.
    pub shown: Vec<usize>,
    /// Index into `shown`.
    pub selected: usize,
    pub place: ListPlace,
    /// What was open before, and is again once this is closed.
    pub(super) beneath: Option<Box<Overlay>>,
    sieve: Sieve,
    /// The question to a worker whose answer is awaited.
    asked: Option<u64>,
}

/// Bytes of a filter line that count: all of them are looked for with every key.
const LONGEST_QUERY: usize = 200;
/// Passages that a worker looks through before it shows what it found.
const PORTION: usize = 8_000;

impl Picker {
    pub fn new(kind: PickerKind, title: impl Into<String>, entries: Vec<Entry>) -> Self {
        Self::of(kind, title, Entries::Told(entries))
    }

    pub fn of(kind: PickerKind, title: impl Into<String>, entries: Entries) -> Self {
        Self {
            kind,
            title: title.into(),
            prompt: Prompt::default(),
            shown: (0..entries.len()).collect(),
            entries,
            selected: 0,
            place: ListPlace::default(),
            beneath: None,
            sieve: Sieve::default(),
            asked: None,
        }
    }

    pub fn selected_entry(&self, collection: &Collection) -> Option<Cow<'_, Entry>> {
        self.entries.get(*self.shown.get(self.selected)?, collection)
    }

    /// The command whose whole name was typed: it is meant, also where others fit what is typed, until
    /// the reader moves to one of these.
    pub(super) fn named_command(&self) -> Option<&'static Command> {
        let is_meant = self.kind == PickerKind::Palette && self.selected == 0;
        command::by_name(self.prompt.text().trim()).filter(|_| is_meant)
    }

    /// How many entries are shown, and of how many; what only tells something is none.
    pub fn counts(&self) -> (usize, usize) {
        let Entries::Told(entries) = &self.entries else { return (self.shown.len(), self.entries.len()) };
        let counts = |entry: &&Entry| entry.choice != Choice::Tell;
        let shown = self.shown.iter().filter_map(|at| entries.get(*at));
        (shown.filter(counts).count(), entries.iter().filter(counts).count())
    }

    pub fn move_by(&mut self, delta: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(delta).min(last);
    }

    /// Selects what was selected in a list before this one; where that is gone, what stands in its place.
    pub fn select_again(&mut self, before: &Self, collection: &Collection) {
        let label = before.selected_entry(collection).map(|entry| entry.label.clone());
        let has_label = |&entry: &usize| {
            self.entries.get(entry, collection).is_some_and(|entry| Some(&entry.label) == label.as_ref())
        };
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.shown.iter().position(has_label).unwrap_or(before.selected.min(last));
    }

    /// Sets the entries anew under the same filter line, the selection on the first.
    pub fn set_entries(&mut self, entries: Vec<Entry>) {
        self.shown = (0..entries.len()).collect();
        self.entries = Entries::Told(entries);
        self.selected = 0;
        // All of them are new: none passed the filter yet.
        self.sieve = Sieve::default();
        self.filter();
    }

    /// Applies the filter line anew; passages are looked through afterwards, in portions.
    pub fn filter(&mut self) {
        let query = self.prompt.text();
        let query = query[..query.floor_char_boundary(LONGEST_QUERY)].trim();
        if !self.sieve.set(query, self.entries.len()) {
            return;
        }
        (self.selected, self.asked) = (0, None);
        if query.is_empty() {
            self.shown = (0..self.entries.len()).collect();
            return;
        }
        self.shown.clear();
        if let Entries::Told(entries) = &self.entries {
            let portion = self.sieve.portion(usize::MAX);
            let hits = sift(query, portion.iter().map(|&index| (index, self.searched(&entries[index]))));
            self.take(portion.len(), hits);
        }
    }

    /// What of an entry is looked at. In coding, the words of the passage stand below every entry; and
    /// what says several parts together comes after the parts themselves.
    fn searched<'a>(&self, entry: &'a Entry) -> Searched<'a> {
        let Entry { label, detail, preview, choice } = entry;
        match (self.kind, choice) {
            (PickerKind::Coding, Choice::Code(CodingChoice::Save | CodingChoice::Leave) | Choice::Tell) => {
                Searched { label: "".into(), rest: format!("{label} {detail}").into() }
            }
            (PickerKind::Coding, _) => Searched { label: label.into(), rest: detail.into() },
            _ => Searched { label: label.into(), rest: format!("{detail} {preview}").into() },
        }
    }

    /// Whether entries are left that were not looked at.
    pub fn is_unfinished(&self) -> bool {
        !self.sieve.portion(1).is_empty()
    }

    /// Looks through the next passages; where that are more than `most`, it is left to a worker, who
    /// is asked under a number. The first are looked through in any case, so that a narrower query
    /// has its hits at once.
    pub(super) fn look_on(
        &mut self,
        collection: &Arc<Collection>,
        most: usize,
        number: u64,
    ) -> Option<Sifting> {
        let Entries::Passages { passages, .. } = &self.entries else { return None };
        if self.asked.is_some() || !self.is_unfinished() {
            return None;
        }
        let passages = Arc::clone(passages);
        let sifting = |portion: &[usize], query: &str| Sifting {
            collection: Arc::clone(collection),
            query: query.to_owned(),
            passages: portion.iter().map(|&index| (index, passages[index])).collect(),
        };
        if self.sieve.is_untouched() {
            let first = sifting(self.sieve.portion(most), self.sieve.query());
            self.take(first.passages.len(), first.hits());
        }
        let portion = self.sieve.portion(PORTION);
        if portion.is_empty() {
            return None;
        }
        let sifting = sifting(portion, self.sieve.query());
        self.asked = Some(number);
        Some(sifting)
    }

    /// Forgets what was asked: the answer may have come while another list lay over this one.
    pub(super) fn ask_anew(&mut self) {
        self.asked = None;
    }

    /// Takes what a worker found, unless another query was typed meanwhile.
    pub(super) fn found(&mut self, number: u64, looked: usize, hits: Vec<Hit>) {
        if self.asked == Some(number) {
            self.asked = None;
            self.take(looked, hits);
        }
    }

    /// The selection stays on its entry once it was moved.
    fn take(&mut self, looked: usize, hits: Vec<Hit>) {
        let selected = self.shown.get(self.selected).copied().filter(|_| self.selected > 0);
        self.shown = self.sieve.take(looked, hits);
        let place = selected.and_then(|entry| self.shown.iter().position(|&shown| shown == entry));
        self.selected = place.unwrap_or(0);
    }
}

/// Passages that are to be looked through for a query.
#[derive(Clone, Debug)]
pub struct Sifting {
    collection: Arc<Collection>,
    query: String,
    /// With their indices in the list.
    passages: Vec<(usize, Passage)>,
}

impl Sifting {
    /// Of how many passages.
    pub fn len(&self) -> usize {
        self.passages.len()
    }

    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    pub fn hits(&self) -> Vec<Hit> {
        let searched = |passage: Passage| {
            let (label, rest) = passages::searched(&self.collection, passage);
            Searched { label: label.into(), rest: rest.into() }
        };
        sift(&self.query, self.passages.iter().map(|&(index, passage)| (index, searched(passage))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Label;
    use crate::text::{BlockKind, Document};

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
        let collection = Collection::default();
        assert_eq!(
            picker.selected_entry(&collection).map(|entry| entry.label.clone()).as_deref(),
            Some("page-down")
        );
        picker.prompt.set("pgdn");
        picker.filter();
        assert!(picker.selected_entry(&collection).is_none());
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

    /// Twelve passages, every third of them with the word 'boat'.
    fn passages() -> (Arc<Collection>, Picker) {
        let mut builder = Document::builder("a.txt".to_owned());
        for at in 0..12 {
            let text = if at % 3 == 0 { format!("Boat {at}.") } else { format!("House {at}.") };
            builder.block(BlockKind::Paragraph, &text);
        }
        let documents = vec![builder.build()].into();
        let collection = Collection { documents, labels: vec![Label::default()], ..Collection::default() };
        let passages: Vec<Passage> = collection.sentences_of(DocumentIndex(0)).collect();
        let entries = Entries::Passages { passages: passages.into(), in_document: false };
        (Arc::new(collection), Picker::of(PickerKind::Passages, "Passages", entries))
    }

    fn types(picker: &mut Picker, query: &str) {
        picker.prompt.set(query);
        picker.filter();
    }

    #[test]
    fn a_long_list_is_looked_through_in_portions_the_first_at_once() {
        let (collection, mut picker) = passages();
        assert_eq!(picker.shown.len(), 12);
        assert!(picker.look_on(&collection, 4, 1).is_none(), "nothing is typed");
        types(&mut picker, "boat");
        let sifting = picker.look_on(&collection, 4, 1).expect("more to look through");
        assert_eq!((picker.shown.as_slice(), sifting.len()), ([0, 3].as_slice(), 8));
        assert!(picker.look_on(&collection, 4, 2).is_none(), "one question at a time");
        picker.move_by(1);
        picker.found(1, sifting.len(), sifting.hits());
        assert_eq!(picker.shown, [0, 3, 6, 9]);
        assert!(!picker.is_unfinished());
        let selected = picker.selected_entry(&collection).map(|entry| entry.label.clone());
        assert!(selected.is_some_and(|label| label.ends_with("Boat 3.")), "the selection stays on its entry");
    }

    #[test]
    fn a_longer_query_looks_at_what_was_found_first_and_old_answers_are_dropped() {
        let (collection, mut picker) = passages();
        types(&mut picker, "boat");
        let old = picker.look_on(&collection, 4, 1).expect("more to look through");
        types(&mut picker, "boat 9");
        assert!(picker.shown.is_empty() && picker.is_unfinished());
        let sifting = picker.look_on(&collection, 4, 2).expect("more to look through");
        // The two that were found, two more, and the rest: what had no boat is not looked at again.
        assert_eq!(sifting.len(), 6);
        picker.found(1, old.len(), old.hits());
        assert!(picker.is_unfinished());
        picker.found(2, sifting.len(), sifting.hits());
        assert_eq!(picker.shown, [9]);
        types(&mut picker, "");
        assert_eq!(picker.shown.len(), 12);
    }
}
