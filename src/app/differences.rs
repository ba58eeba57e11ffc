//! The differences view's state: a list grouped by slot, the sentences of the selected one, what
//! is left out of the list. Finding the differences is a worker's business.

mod found;
mod verdicts;

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use crate::compare::{Difference, DifferenceKind, Side, Slot};
use crate::layout::{Area, Line, wrap};
use crate::scheme::Collection;
use crate::store::{Id, Judgement, Verdict};
use crate::text::Span;

use super::grouped::GroupedList;

pub use found::{FoundDifferences, Listed};

/// Screens that are narrower have the sentences below each other.
const SIDE_BY_SIDE: u16 = 100;

/// Cells between two sentences side by side: space, rule, space.
const GAP: u16 = 3;

/// Bytes of a sentence that are shown around what differs.
const MOST_SHOWN: usize = 4096;

/// One sentence of the selected difference as it is shown.
#[derive(Clone, Debug)]
pub struct ShownSide {
    /// Position among the difference's places.
    pub place: usize,
    /// The source stands on its first row.
    pub area: Area,
    pub text: String,
    /// The differing words, as bytes of the text; empty where nothing is told.
    pub marked: Span,
    /// As many as there is room for, with the differing words among them.
    pub lines: Vec<Line>,
    /// Whether lines are left out above and below.
    pub cut: (bool, bool),
    /// Lines that it is scrolled by, as far as there are some.
    scrolled: isize,
}

/// State of the differences view.
#[derive(Clone, Debug, Default)]
pub struct DifferencesView {
    /// `None` until a worker has answered.
    found: Option<Arc<FoundDifferences>>,
    /// By slot; entries are positions among the found differences.
    pub list: GroupedList<Slot>,
    /// Which place of the selected difference Enter goes to: 0 and 1 are its two sides.
    pub place: usize,
    /// Words that entries must have, all of them.
    pub filter: String,
    pub kind: Option<DifferenceKind>,
    /// Whether what the reader took for no difference is listed, too.
    pub shows_all: bool,
    /// Differences that the reader has said nothing of.
    pub unseen: usize,
    pub shown: Vec<ShownSide>,
    /// Lines that the sentence under the cursor is scrolled by from where what differs is shown.
    scrolled: isize,
    /// The difference that the cursor is to go to once it is found.
    wanted: Option<Id>,
    /// The collection for which a worker was asked last.
    asked: Weak<Collection>,
}

impl DifferencesView {
    pub fn found(&self) -> Option<&Arc<FoundDifferences>> {
        self.found.as_ref()
    }

    /// The entry under the cursor.
    pub fn current(&self) -> Option<&Listed> {
        self.found()?.listed.get(self.list.current()?)
    }

    /// The place under the cursor.
    pub fn current_side(&self) -> Option<&Side> {
        self.current()?.difference.places().nth(self.place)
    }

    /// Drops what was found of a collection that is replaced; the cursor comes back to its entry.
    pub fn forget(&mut self) {
        self.wanted = self.here().cloned();
        (self.found, self.asked) = (None, Weak::new());
        self.list.rows.clear();
    }

    /// Whether differences were not asked for in this collection yet; from now on they were.
    pub(super) fn ask(&mut self, collection: &Arc<Collection>) -> bool {
        let before = std::mem::replace(&mut self.asked, Arc::downgrade(collection));
        !before.ptr_eq(&self.asked)
    }

    /// Lets them be asked for once more where none were found.
    pub(super) fn ask_again(&mut self) {
        if self.found.is_none() {
            self.asked = Weak::new();
        }
    }

    /// Takes what a worker found.
    pub fn take(&mut self, found: Arc<FoundDifferences>, verdicts: &BTreeMap<Id, Verdict>) {
        let (here, place) = (self.here().cloned(), self.place);
        self.found = Some(found);
        self.list.rows.clear();
        self.renew(verdicts);
        self.wanted = None;
        if let Some(id) = here {
            self.select(&id, place);
        }
    }

    /// Builds the list anew after a change of filter or verdicts. The cursor stays on its entry, or
    /// where that is gone, on its row.
    pub fn renew(&mut self, verdicts: &BTreeMap<Id, Verdict>) {
        let Some(found) = self.found().cloned() else { return };
        let here = self.current().map(|listed| listed.id.clone());
        let words: Vec<String> = self.filter.split_whitespace().map(str::to_lowercase).collect();
        let judged = |listed: &Listed| verdicts.get(&listed.id).map(|verdict| verdict.judgement);
        let fits = |listed: &Listed| {
            (self.kind.is_none_or(|kind| kind == listed.difference.kind))
                && (self.shows_all || judged(listed) != Some(Judgement::NoDifference))
                && listed.has_all(&words)
        };
        self.unseen = found.listed.iter().filter(|listed| judged(listed).is_none()).count();
        let of_slot = |slot: Slot| -> Vec<usize> {
            let listed = found.listed.iter().enumerate();
            let of_slot = listed.filter(|(_, listed)| listed.difference.slot == slot && fits(listed));
            of_slot.map(|(at, _)| at).collect()
        };
        let mut groups: Vec<(Slot, Vec<usize>)> =
            Slot::ALL.into_iter().map(|slot| (slot, of_slot(slot))).collect();
        groups.retain(|(_, entries)| !entries.is_empty());
        // What cannot both be so comes first: the first entry of each group is of its gravest kind.
        let gravest = |entries: &[usize]| {
            let kind = found.listed[entries[0]].difference.kind;
            DifferenceKind::ALL.iter().position(|known| *known == kind)
        };
        groups.sort_by_key(|(_, entries)| gravest(entries));
        let is_here = |at: usize| here.as_ref() == Some(&found.listed[at].id);
        if !self.list.renew(groups, is_here) {
            self.place = 0;
        }
    }

    /// Puts the cursor on a difference, now or once it is found.
    pub fn select(&mut self, id: &Id, place: usize) {
        if self.found().is_none() {
            self.wanted = Some(id.clone());
            self.place = place;
        } else if self.go_to(id) {
            self.place = place;
        }
    }

    fn go_to(&mut self, id: &Id) -> bool {
        let Some(found) = self.found() else { return false };
        let found = Arc::clone(found);
        self.list.go_to(|at| found.listed[at].id == *id)
    }

    /// The id that the cursor is on, or is to go to.
    pub fn here(&self) -> Option<&Id> {
        self.current().map(|listed| &listed.id).or(self.wanted.as_ref())
    }

    pub fn move_by(&mut self, delta: isize) {
        if self.list.move_by(delta) {
            self.go_to_place(0);
        }
    }

    pub fn page(&mut self, delta: isize) {
        if self.list.page(delta) {
            self.go_to_place(0);
        }
    }

    fn go_to_place(&mut self, place: usize) {
        (self.place, self.scrolled) = (place, 0);
    }

    /// Scrolls the sentence under the cursor; `false` where it is at its end, or all of it is seen.
    pub fn scroll(&mut self, delta: isize) -> bool {
        let here = self.shown.iter().find(|side| side.place == self.place);
        let goes_on = here.is_some_and(|side| if delta < 0 { side.cut.0 } else { side.cut.1 });
        if goes_on {
            self.scrolled += delta;
        }
        goes_on
    }

    /// To another place of the same difference.
    pub fn move_places(&mut self, delta: isize) {
        let count = self.current().map_or(0, |listed| listed.difference.places().count());
        self.go_to_place(self.place.saturating_add_signed(delta).min(count.saturating_sub(1)));
    }

    /// Puts the cursor on the entry or the sentence at a cell of the screen. Whether there is one.
    pub fn click(&mut self, column: u16, row: u16) -> bool {
        let before = self.here().cloned();
        if self.list.click(column, row) {
            if self.here() != before.as_ref() {
                self.go_to_place(0);
            }
            return true;
        }
        let side = self.shown.iter().find(|side| side.area.contains(column, row)).map(|side| side.place);
        if let Some(place) = side {
            self.go_to_place(place);
        }
        side.is_some()
    }

    /// Shares the body between the list and the sentences of the selected difference.
    pub fn lay_out(&mut self, collection: &Collection, body: Area) {
        self.shown.clear();
        let rows = match body.height {
            0..=5 => body.height,
            6..=11 => 3,
            height => (height * 2 / 5).max(5),
        };
        self.list.lay_out(body, rows);
        let ruled = u16::from(body.height >= 12);
        let below = body.below(self.list.area.height + ruled + 1);
        if let Some(difference) = self.current().map(|listed| listed.difference.clone()) {
            let scrolled = Scrolled { place: self.place, by: self.scrolled };
            self.shown = lay_out_sides(collection, &difference, scrolled, below);
            let here = self.shown.iter().find(|side| side.place == self.place);
            self.scrolled = here.map_or(0, |side| side.scrolled);
        }
    }
}

/// The place under the cursor, and the lines that it is scrolled by.
#[derive(Clone, Copy)]
struct Scrolled {
    place: usize,
    by: isize,
}

/// The first side, and beside or below it the other, or the further place that the cursor is on.
fn lay_out_sides(
    collection: &Collection,
    difference: &Difference,
    scrolled: Scrolled,
    area: Area,
) -> Vec<ShownSide> {
    let places = [0, scrolled.place.max(1)];
    let side = |at: usize, area: Area| {
        let by = if at == scrolled.place { scrolled.by } else { 0 };
        side(collection, difference, at, by, area)
    };
    if area.width >= SIDE_BY_SIDE {
        let width = (area.width - GAP) / 2;
        let beside = Area { x: area.x + width + GAP, width: area.width - width - GAP, ..area };
        let areas = [Area { width, ..area }, beside];
        return places.into_iter().zip(areas).filter_map(|(at, area)| side(at, area)).collect();
    }
    let half = area.height / 2;
    let mut first = side(places[0], Area { height: half, ..area });
    // What the first does not need the second may have.
    let used = first.as_ref().map_or(0, |side| side.lines.len() as u16 + 1);
    if let Some(side) = &mut first {
        side.area.height = used;
    }
    let second = side(places[1], area.below(used));
    let second_rows = second.as_ref().map_or(0, |side| side.lines.len() as u16 + 1);
    let spare = area.height.saturating_sub(second_rows);
    if spare > half {
        first = side(places[0], Area { height: spare, ..area });
    }
    let used = first.as_ref().map_or(0, |side| side.lines.len() as u16 + 1);
    let second = side(places[1], area.below(used));
    first.into_iter().chain(second).collect()
}

/// One place, wrapped, with a row for its source. Cells at the left are for the cursor.
fn side(
    collection: &Collection,
    difference: &Difference,
    place: usize,
    scrolled: isize,
    area: Area,
) -> Option<ShownSide> {
    let told = difference.places().nth(place)?;
    if area.height == 0 || area.width < 4 {
        return None;
    }
    let document = collection.document(told.passage.document);
    let start = document.passage_span(told.passage).map_or(0, |span| span.start);
    // Of a link no words are told apart.
    let differing = if difference.slot == Slot::Linked { Span::new(start, start) } else { told.span };
    let (text, marked) = around(&document.passage_text(told.passage), differing, start);
    let lines = wrap(&text, usize::from(area.width) - 3, None);
    let room = usize::from(area.height - 1);
    let line_of = lines.iter().position(|line| line.span.end > marked.start).unwrap_or(0);
    let last = lines.len().saturating_sub(room);
    let first = (line_of + 1).saturating_sub(room.div_ceil(2)).min(last);
    let from = first;
    let first = from.saturating_add_signed(scrolled).min(last);
    let scrolled = first.cast_signed() - from.cast_signed();
    let end = (first + room).min(lines.len());
    let cut = (first > 0, end < lines.len());
    Some(ShownSide { place, area, text, marked, lines: lines[first..end].to_vec(), cut, scrolled })
}

/// So much of a sentence as is shown, and the differing words in it.
fn around(text: &str, span: Span, start: usize) -> (String, Span) {
    let within = |at: usize| text.floor_char_boundary(at.saturating_sub(start).min(text.len()));
    let (first, end) = (within(span.start), within(span.end));
    let from = text.floor_char_boundary(first.saturating_sub(MOST_SHOWN / 4));
    let from = if text.len() <= MOST_SHOWN { 0 } else { from };
    let to = text.floor_char_boundary((from + MOST_SHOWN).min(text.len()));
    let shift = |at: usize| at.clamp(from, to) - from;
    (text[from..to].to_owned(), Span::new(shift(first), shift(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_sentence_is_shown_around_what_differs() {
        let text = format!("{}needle{}", "\u{4f60}".repeat(50_000), " hay".repeat(50_000));
        let at = text.find("needle").unwrap();
        let (shown, marked) = around(&text, Span::new(at + 7, at + 13), 7);
        assert_eq!(marked.of(&shown), "needle");
        assert!(shown.len() <= MOST_SHOWN);
    }

    #[test]
    fn a_short_sentence_is_shown_whole() {
        assert_eq!(around("one two", Span::new(14, 17), 10), ("one two".to_owned(), Span::new(4, 7)));
        assert_eq!(around("", Span::new(0, 0), 0), (String::new(), Span::new(0, 0)));
    }
}
