//! The reader view: one to eight documents in panes side by side, and how their width is shared.

use crate::layout::Area;
use crate::layout::columns::share;
use crate::layout::wrap::hyphenation;
use crate::scheme::Collection;
use crate::store::Site;
use crate::text::{DocumentIndex, Passage};

use super::linked::{Linked, MOST_GROUPS};
use super::options::Options;
use super::pane::{Pane, TextPosition, position_of};

pub const MOST_PANES: usize = 8;

/// Narrowest a pane gets before it becomes a tab; of two, which are there to be compared.
const LEAST_PANE_WIDTH: u16 = 45;
const LEAST_OF_TWO: u16 = 36;

/// Narrowest a pane gets when another is widened.
const NARROWEST_PANE: usize = 24;

/// Cells that a pane is widened or narrowed by at once.
const WIDEN_BY: isize = 4;

/// Rows of a pane above its text: title and rule.
pub const HEAD_ROWS: u16 = 2;

/// Cells right of the text for the count of matches.
pub const COUNT_WIDTH: u16 = 4;

/// Where a pane lies on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneArea {
    /// Index into the panes.
    pub pane: usize,
    /// All of it, with title and rule.
    pub area: Area,
    /// The text alone.
    pub text: Area,
    /// Cells for the paragraph number.
    pub number_width: u16,
}

/// Panes, which of them has the focus, and how they are laid out.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    pub panes: Vec<Pane>,
    pub focus: usize,
    /// The pane that had the focus before.
    pub previous: usize,
    pub zoomed: bool,
    /// How the panes of each group move together.
    linked: [Linked; MOST_GROUPS],
    /// Whether the panes were levelled for as long as the cursor stays on its passage.
    pub levelled: bool,
    /// The pane that the others of its group followed last.
    pub leader: usize,
    /// Whether the focused pane was just opened beside others, and goes to where they are.
    pub joins: bool,
    /// The panes on the screen, from left to right.
    pub areas: Vec<PaneArea>,
}

impl Reader {
    pub fn focused(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    /// Whether words are selected in the focused pane.
    pub fn is_selecting(&self) -> bool {
        self.focused().is_some_and(Pane::is_selecting)
    }

    /// What is selected there, block by block.
    pub fn selected<'a>(
        &'a self,
        collection: &'a Collection,
    ) -> impl DoubleEndedIterator<Item = Site> + use<'a> {
        self.focused().into_iter().flat_map(|pane| pane.selected(collection.document(pane.document)))
    }

    /// The passage under the cursor.
    pub fn passage(&self, collection: &Collection) -> Option<Passage> {
        let pane = self.focused()?;
        Some(pane.passage(collection.document(pane.document)))
    }

    pub fn set_focus(&mut self, pane: usize) {
        if pane < self.panes.len() && pane != self.focus {
            self.previous = self.focus;
            self.focus = pane;
        }
    }

    /// The pane that a command on 'the other pane' means.
    pub fn other(&self) -> Option<usize> {
        if self.panes.len() < 2 {
            None
        } else if self.previous != self.focus && self.previous < self.panes.len() {
            Some(self.previous)
        } else {
            Some((self.focus + 1) % self.panes.len())
        }
    }

    /// As [`Self::other`], but one that is on a screen so wide, where there is one.
    pub fn other_shown(&self, width: u16) -> Option<usize> {
        let shown = self.shown_panes(width);
        let other = self.other()?;
        let beside = shown
            .clone()
            .find(|&pane| pane > self.focus)
            .or_else(|| shown.clone().find(|&pane| pane != self.focus));
        if shown.contains(&other) { Some(other) } else { beside.or(Some(other)) }
    }

    /// The pane that shows a document, the focused one first.
    pub fn pane_of(&self, document: DocumentIndex) -> Option<usize> {
        if self.focused().is_some_and(|pane| pane.document == document) {
            return Some(self.focus);
        }
        self.panes.iter().position(|pane| pane.document == document)
    }

    // ---- groups

    /// How the panes of this one's group move together.
    pub fn linked(&self, pane: usize) -> Linked {
        self.panes.get(pane).map_or(Linked::Off, |pane| self.linked[pane.link.group])
    }

    pub fn set_linked(&mut self, group: usize, linked: Linked) {
        self.linked[group] = linked;
    }

    /// How each group moves, for a session record.
    pub fn all_linked(&self) -> &[Linked] {
        &self.linked
    }

    /// The panes of this one's group.
    pub fn group(&self, pane: usize) -> Vec<usize> {
        let group = |pane: &Pane| pane.link.group;
        let wanted = self.panes.get(pane).map(group);
        (0..self.panes.len()).filter(|&at| Some(group(&self.panes[at])) == wanted).collect()
    }

    /// The panes that move with this one.
    pub fn linked_with(&self, pane: usize) -> Vec<usize> {
        self.group(pane).into_iter().filter(|&at| at != pane).collect()
    }

    /// Whether the panes are parted into more groups than one.
    pub fn is_parted(&self) -> bool {
        self.panes.windows(2).any(|pair| pair[0].link.group != pair[1].link.group)
    }

    /// More is known of what matches: panes that follow are to ask again.
    pub fn ask_again(&mut self) {
        if self.linked(self.focus) == Linked::Follow && !self.levelled {
            self.panes[self.focus].link.passage = None;
        }
    }

    // ---- opening and closing

    /// Puts a document into the focused pane, which stays in its group.
    pub fn replace(&mut self, collection: &Collection, document: DocumentIndex) {
        let mut pane = Pane::new(document, collection.document(document));
        pane.link.group = self.panes[self.focus].link.group;
        self.panes[self.focus] = pane;
        self.joins = true;
    }

    /// Opens a document beside the focused pane; at the limit it takes the focused pane's place.
    pub fn open_beside(&mut self, collection: &Collection, document: DocumentIndex) {
        if self.panes.len() >= MOST_PANES {
            self.replace(collection, document);
            return;
        }
        let mut pane = Pane::new(document, collection.document(document));
        pane.link.group = self.focused().map_or(0, |focused| focused.link.group);
        self.joins = true;
        let at = if self.panes.is_empty() { 0 } else { self.focus + 1 };
        self.panes.insert(at, pane);
        self.previous = self.focus;
        self.focus = at;
    }

    /// Shows a document in the focused pane, or in the first one.
    pub fn show(&mut self, collection: &Collection, document: DocumentIndex) {
        if self.panes.is_empty() {
            self.open_beside(collection, document);
        } else if self.panes[self.focus].document != document {
            self.replace(collection, document);
        }
    }

    /// Closes the focused pane; `false` when it is the only one.
    pub fn close(&mut self) -> bool {
        if self.panes.len() < 2 {
            return false;
        }
        self.panes.remove(self.focus);
        self.focus = self.focus.saturating_sub(1);
        self.previous = self.focus;
        self.zoomed = false;
        true
    }

    /// Takes the cursor to a passage in the focused pane.
    pub fn go_to(&mut self, collection: &Collection, passage: Passage) {
        self.show(collection, passage.document);
        let document = collection.document(passage.document);
        let at = position_of(document, passage);
        self.joins = false;
        self.panes[self.focus].go_to(document, at);
    }

    /// Takes the cursor to a position in the focused pane.
    pub fn go_to_position(&mut self, collection: &Collection, document: DocumentIndex, at: TextPosition) {
        self.show(collection, document);
        self.joins = false;
        self.panes[self.focus].go_to(collection.document(document), at);
    }

    /// Runs a motion on one pane.
    pub fn with_pane<R>(
        &mut self,
        collection: &Collection,
        pane: usize,
        motion: impl FnOnce(&mut Pane, &crate::text::Document) -> R,
    ) -> Option<R> {
        let pane = self.panes.get_mut(pane)?;
        let document = collection.document(pane.document);
        Some(motion(pane, document))
    }

    // ---- widths

    /// Widens or narrows the focused pane, the others share what is left; with `None` all share
    /// alike. `false` where it is alone on the screen.
    pub fn widen(&mut self, delta: Option<isize>) -> bool {
        let focused = self.areas.iter().find(|placed| placed.pane == self.focus);
        let Some(placed) = focused.filter(|_| self.areas.len() > 1) else { return false };
        let now = usize::from(placed.area.width);
        self.panes.iter_mut().for_each(|pane| pane.wanted_width = None);
        self.panes[self.focus].wanted_width =
            delta.map(|delta| now.saturating_add_signed(delta * WIDEN_BY).max(NARROWEST_PANE));
        true
    }

    // ---- layout

    /// Shares the area among the panes and lays their rows out.
    pub fn lay_out(&mut self, collection: &Collection, area: Area, options: &Options) {
        self.areas = self.pane_areas(collection, area, options);
        for placed in self.areas.clone() {
            let pane = &mut self.panes[placed.pane];
            let document = collection.document(pane.document);
            let language = document.metadata.language.as_deref();
            let hyphens = if options.hyphenate { hyphenation(language) } else { None };
            pane.number_width = pane.number_width.max(placed.number_width);
            pane.lay_out(document, placed.text.width.into(), placed.text.height.into(), hyphens);
        }
    }

    fn pane_areas(&self, collection: &Collection, area: Area, options: &Options) -> Vec<PaneArea> {
        let shown = self.shown_panes(area.width);
        let fixed: Vec<Option<usize>> = shown.clone().map(|pane| self.panes[pane].wanted_width).collect();
        let fixed = if fixed.len() > 1 { fixed } else { vec![None; fixed.len()] };
        let needs = vec![1; fixed.len()];
        let widths = share(area.width.into(), 1, &vec![NARROWEST_PANE; needs.len()], &needs, &fixed);
        let mut x = area.x;
        let mut areas = Vec::new();
        for (pane, width) in shown.zip(widths) {
            let width = width as u16;
            let pane_area = Area { x, width, ..area };
            areas.push(place(collection, &self.panes[pane], pane, pane_area, options));
            x += width + 1;
        }
        areas
    }

    /// The panes that have room: the focused one and its neighbours.
    /// The panes that are on a screen so wide.
    pub fn shown_panes(&self, width: u16) -> std::ops::Range<usize> {
        let count = self.panes.len().min(if self.zoomed { 1 } else { panes_that_fit(width) });
        let start = self.focus.saturating_sub(count.saturating_sub(1)).min(self.panes.len() - count);
        let kept = self.areas.first().map_or(start, |first| first.pane);
        // Panes stay where they are while the focus is among them.
        let start = if (kept..kept + count).contains(&self.focus) && kept + count <= self.panes.len() {
            kept
        } else {
            start
        };
        start..start + count
    }
}

/// How many panes have room beside each other.
pub fn panes_that_fit(width: u16) -> usize {
    let fit = |least: u16| usize::from((width + 1) / (least + 1));
    fit(LEAST_PANE_WIDTH).max(fit(LEAST_OF_TWO).min(2)).max(1)
}

fn place(collection: &Collection, pane: &Pane, index: usize, area: Area, options: &Options) -> PaneArea {
    let document = collection.document(pane.document);
    let last = document.blocks().last().map_or(0, |block| block.number as usize);
    let last = last.max(document.expected_blocks).max(10);
    let number_width = if area.width < 24 { 0 } else { pane.number_width.max(last.ilog10() as u16 + 1) };
    // Marker, number, space, bar, space.
    let gutter = if number_width == 0 { 2 } else { number_width + 4 };
    let count = if area.width < LEAST_PANE_WIDTH { 0 } else { COUNT_WIDTH };
    let width = area.width.saturating_sub(gutter + count).clamp(1, options.measure.max(20) as u16);
    let slack = area.width.saturating_sub(gutter + count + width) / 2;
    let text = Area { x: area.x + slack + gutter, width, ..area.below(HEAD_ROWS) };
    PaneArea { pane: index, area, text, number_width }
}
