//! Linked panes in motion: levelling once, following by matching passages, scrolling together.

use std::sync::Arc;

use crate::text::Passage;

use super::App;
use super::linked::{Link, Linked, MOST_GROUPS, Scrolled};
use super::pane::{Pane, position_of};

/// Rows that locked panes go along at most: farther, all of the text between would be measured.
const MOST_LOCKED: usize = 500;

/// What stands in another pane for the passage under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counterpart {
    At(Passage),
    /// The same document: a passage does not match itself.
    SameText,
    /// Fewer passages match than panes show the document.
    NoFurther,
    Nothing,
}

impl App {
    /// Moves the panes that are linked with the one with the focus, after it moved.
    pub(super) fn move_together(&mut self) {
        let joins = std::mem::take(&mut self.reader.joins);
        let Some(here) = self.reader.passage(&self.collection) else { return };
        let focus = self.reader.focus;
        let link = &self.reader.panes[focus].link;
        let (linked, on_it) = (self.reader.linked(focus), link.passage == Some(here));
        if self.reader.levelled && !(link.level && on_it) {
            self.let_go();
        }
        match linked {
            _ if self.reader.linked_with(focus).is_empty() => {}
            _ if self.reader.levelled => self.keep_level(),
            Linked::Off => {}
            Linked::Follow if joins => self.join(),
            Linked::Follow if on_it => {
                if self.reader.leader != focus {
                    self.drop_notices();
                }
                self.keep_level();
            }
            Linked::Follow => {
                self.level_group(focus, here);
            }
            Linked::Lock => self.scroll_along(),
        }
        if !self.reader.levelled {
            self.remember_group();
        }
    }

    /// What the panes say speaks of a passage in another pane than the one that they follow now.
    fn drop_notices(&mut self) {
        for index in self.reader.group(self.reader.focus) {
            self.reader.panes[index].notice = None;
        }
    }

    /// Notes where the panes of the group stand now: what changes from here on, the reader did.
    fn remember_group(&mut self) {
        self.remember_passages();
        self.reader.leader = self.reader.focus;
        for index in self.reader.group(self.reader.focus) {
            let pane = &mut self.reader.panes[index];
            pane.link.top = Some(pane.top());
        }
    }

    // ---- by matching passages

    /// For each other pane of the group, what matches a passage. Of several panes with one
    /// document, the second takes the second match.
    fn counterparts(&self, leader: usize, passage: Passage) -> Vec<(usize, Counterpart)> {
        let matches = self.worthwhile(passage);
        let mut taken = vec![0; self.collection.documents.len()];
        let counterpart = |index: usize| {
            let document = self.reader.panes[index].document;
            let mut here = matches.iter().filter(|found| found.document == document);
            let turn = taken[document.0];
            taken[document.0] += 1;
            let found = match here.nth(turn) {
                Some(found) => Counterpart::At(*found),
                None if document == passage.document => Counterpart::SameText,
                None if turn > 0 && matches.iter().any(|found| found.document == document) => {
                    Counterpart::NoFurther
                }
                None => Counterpart::Nothing,
            };
            (index, found)
        };
        self.reader.linked_with(leader).into_iter().map(counterpart).collect()
    }

    /// Brings the counterparts of a passage to its row in the other panes of the group. Panes
    /// where nothing matches stay and say so. Returns how many were levelled.
    fn level_group(&mut self, leader: usize, passage: Passage) -> usize {
        let counterparts = self.counterparts(leader, passage);
        let collection = Arc::clone(&self.collection);
        let label = collection.passage_label(passage);
        let waiting = if self.awaits_matches() { " so far" } else { "" };
        let unfolds = self.reader.levelled;
        for &(index, found) in &counterparts {
            self.reader.with_pane(&collection, index, |pane, document| {
                pane.link.level = matches!(found, Counterpart::At(_));
                pane.notice = match found {
                    Counterpart::At(passage) => {
                        pane.go_without_scrolling(document, position_of(document, passage), unfolds);
                        pane.on_fold().then(|| "what matches is folded here".to_owned())
                    }
                    Counterpart::SameText => Some("the same text".to_owned()),
                    Counterpart::NoFurther => Some(format!("no further match of {label}{waiting}")),
                    Counterpart::Nothing => Some(format!("no match of {label}{waiting}")),
                };
            });
        }
        self.reader.panes[leader].link.level = true;
        self.reader.panes[leader].notice = None;
        self.bring_level();
        counterparts.iter().filter(|(_, found)| matches!(found, Counterpart::At(_))).count()
    }

    /// Puts the panes that stand level on the row of the passage under the cursor again, after
    /// that row moved or the size changed.
    fn keep_level(&mut self) {
        let collection = Arc::clone(&self.collection);
        let is_moved = self.reader.group(self.reader.focus).into_iter().any(|index| {
            let place = self.reader.with_pane(&collection, index, Pane::sentence_place);
            self.reader.panes[index].link.row != place
        });
        if is_moved {
            self.bring_level();
        }
    }

    /// Each as far off the row of the passage under the cursor as the reader wants it.
    fn bring_level(&mut self) {
        let focus = self.reader.focus;
        if !self.reader.panes[focus].link.level {
            return;
        }
        let collection = Arc::clone(&self.collection);
        let Some(row) = self.reader.with_pane(&collection, focus, Pane::sentence_row) else { return };
        let once = self.reader.levelled;
        let own = self.reader.panes[focus].link.shift;
        for index in self.reader.linked_with(focus) {
            self.reader.with_pane(&collection, index, |pane, document| {
                let shift = if once { 0 } else { pane.link.shift - own };
                if pane.link.level {
                    pane.bring_level(document, row as isize + shift);
                }
            });
        }
        self.lay_out_panes();
        self.remember_passages();
    }

    /// A pane that was just opened beside others goes to where they are.
    fn join(&mut self) {
        let focus = self.reader.focus;
        let Some(before) = self.reader.other().filter(|other| self.reader.linked_with(focus).contains(other))
        else {
            return;
        };
        let collection = Arc::clone(&self.collection);
        let stands = self.reader.with_pane(&collection, before, |pane, document| {
            (pane.passage(document), pane.sentence_row(document))
        });
        let Some((passage, row)) = stands else { return };
        let found = self.counterparts(before, passage).into_iter().find(|(index, _)| *index == focus);
        self.reader.with_pane(&collection, focus, |pane, document| match found {
            Some((_, Counterpart::At(passage))) => {
                pane.go_without_scrolling(document, position_of(document, passage), false);
                pane.link.level = true;
                pane.bring_level(document, row as isize);
            }
            _ => pane.notice = Some(format!("no match of {}", collection.passage_label(passage))),
        });
        self.lay_out_panes();
    }

    // ---- once

    /// Levels the group with the cursor's row until the cursor leaves the passage. Where a
    /// counterpart stands so near to the start of its document that it cannot be brought down to
    /// that row, the cursor's own pane is scrolled up to it. Returns how many panes were levelled.
    pub fn level_all(&mut self) -> usize {
        self.level_for_now(None)
    }

    /// As [`Self::level_all`], with a passage of another pane that is to stand level, whatever matches
    /// best.
    pub(super) fn level_pair(&mut self, pane: usize, passage: Passage) {
        self.level_for_now(Some((pane, passage)));
    }

    fn level_for_now(&mut self, pair: Option<(usize, Passage)>) -> usize {
        let Some(here) = self.reader.passage(&self.collection) else { return 0 };
        let focus = self.reader.focus;
        if !self.reader.levelled {
            for index in self.reader.group(focus) {
                let pane = &mut self.reader.panes[index];
                pane.link.before = Some(pane.top());
            }
        }
        self.reader.levelled = true;
        let levelled = self.level_group(focus, here);
        let collection = Arc::clone(&self.collection);
        if let Some((index, passage)) = pair {
            self.reader.with_pane(&collection, index, |pane, document| {
                pane.go_without_scrolling(document, position_of(document, passage), true);
                (pane.link.level, pane.notice) = (true, None);
            });
        }
        let mut row = self.reader.with_pane(&collection, focus, Pane::sentence_row).unwrap_or(0);
        for index in self.reader.linked_with(focus) {
            let lowest = self.reader.with_pane(&collection, index, |pane, document| {
                pane.link.level.then(|| pane.lowest_row_of(document, pane.cursor))
            });
            row = row.min(lowest.flatten().unwrap_or(row));
        }
        self.reader.with_pane(&collection, focus, |pane, document| {
            pane.put_sentence_on_row(document, row);
        });
        self.bring_level();
        levelled
    }

    fn remember_passages(&mut self) {
        let collection = Arc::clone(&self.collection);
        for index in self.reader.group(self.reader.focus) {
            self.reader.with_pane(&collection, index, |pane, document| {
                pane.link.passage = Some(pane.passage(document));
                pane.link.row = Some(pane.sentence_place(document));
            });
        }
    }

    /// The cursor has left: the panes are what they were before they were levelled for a moment.
    /// Locked ones go back to where they were locked; others stay where they came to stand.
    fn let_go(&mut self) {
        self.reader.levelled = false;
        let collection = Arc::clone(&self.collection);
        let focus = self.reader.focus;
        for index in 0..self.reader.panes.len() {
            let goes_back = index != focus && self.reader.linked(index) == Linked::Lock;
            self.reader.with_pane(&collection, index, |pane, document| {
                pane.notice = None;
                pane.link.level = false;
                if let Some(before) = pane.link.before.take().filter(|_| goes_back) {
                    pane.scroll_to(document, before);
                }
            });
        }
        self.lay_out_panes();
    }

    // ---- row by row

    /// Scrolls the other panes of the group by as many rows as the one with the focus was.
    fn scroll_along(&mut self) {
        let collection = Arc::clone(&self.collection);
        let focus = self.reader.focus;
        let scrolled = self.reader.with_pane(&collection, focus, |pane, document| {
            let before = pane.link.top.unwrap_or_else(|| pane.top());
            pane.scrolled_since(document, before, MOST_LOCKED)
        });
        match scrolled {
            None | Some(Scrolled::Rows(0)) => {}
            Some(Scrolled::Rows(rows)) => {
                for index in self.reader.linked_with(focus) {
                    self.reader.with_pane(&collection, index, |pane, document| {
                        pane.notice = None;
                        let wanted = pane.link.owed + rows;
                        pane.link.owed = wanted - pane.nudge(document, wanted);
                    });
                }
                self.lay_out_panes();
            }
            Some(Scrolled::Far) => self.jump_along(),
        }
    }

    /// After a jump farther than rows are counted: to the matching passages, and locked from there.
    fn jump_along(&mut self) {
        let Some(here) = self.reader.passage(&self.collection) else { return };
        let focus = self.reader.focus;
        self.level_group(focus, here);
        for index in self.reader.group(focus) {
            self.reader.panes[index].link.owed = 0;
        }
    }

    // ---- one pane alone

    /// Scrolls one pane alone. One that follows keeps the offset that it has then, as long as its
    /// passage stays on the screen; beyond, the reader only looks around. A locked one is locked
    /// where it comes to stand.
    pub(super) fn scroll_alone(&mut self, index: usize, lines: isize) {
        let collection = Arc::clone(&self.collection);
        let leads = index == self.reader.focus;
        let keeps = self.reader.linked(index) == Linked::Follow && !self.reader.levelled;
        self.reader.with_pane(&collection, index, |pane, document| {
            let cursor = pane.cursor;
            let rows = pane.nudge(document, lines);
            if leads {
                return;
            }
            if keeps && pane.link.level && pane.cursor == cursor {
                pane.link.shift -= rows;
            } else {
                pane.link.level = false;
            }
            pane.link.owed = 0;
            pane.link.passage = Some(pane.passage(document));
            pane.link.row = Some(pane.sentence_place(document));
            pane.link.top = Some(pane.top());
        });
    }

    // ---- which, and how

    /// Links the focused pane's group in a way, or no more.
    pub(super) fn toggle_linked(&mut self, wanted: Linked) {
        let Some(pane) = self.reader.focused() else { return };
        let group = pane.link.group;
        let linked = if self.reader.linked(self.reader.focus) == wanted { Linked::Off } else { wanted };
        self.reader.set_linked(group, linked);
        self.reader.levelled = false;
        for index in self.reader.group(self.reader.focus) {
            let pane = &mut self.reader.panes[index];
            pane.notice = None;
            pane.link = Link { group, ..Link::default() };
        }
        let alone = self.reader.group(self.reader.focus).len() < 2;
        self.say(match linked {
            Linked::Off => "panes move by themselves",
            Linked::Follow if alone => {
                "there is one pane; another that is opened follows by matching passages"
            }
            Linked::Lock if alone => "there is one pane; another that is opened scrolls together with it",
            Linked::Follow => "the other panes follow by matching passages; one moved alone keeps its offset",
            Linked::Lock => "the panes scroll together from here; one moved alone is locked where it stands",
        });
    }

    /// Takes the focused pane out of its group into one of its own, or back into the first; a
    /// number says into which.
    pub(super) fn change_group(&mut self, number: Option<usize>) {
        let Some(pane) = self.reader.focused() else { return };
        if let Some(number) = number.filter(|number| !(1..=MOST_GROUPS).contains(number)) {
            self.say(format!("there is no group {number}: they are 1 to {MOST_GROUPS}"));
            return;
        }
        let taken = |group: usize| self.reader.panes.iter().any(|pane| pane.link.group == group);
        let group = match number {
            Some(number) => number - 1,
            None if pane.link.group > 0 => 0,
            None => (1..MOST_GROUPS).find(|&group| !taken(group)).unwrap_or(MOST_GROUPS - 1),
        };
        let focus = self.reader.focus;
        self.reader.levelled = false;
        self.reader.panes[focus].notice = None;
        self.reader.panes[focus].link = Link { group, ..Link::default() };
        self.say(match self.reader.linked_with(focus).len() {
            0 => format!("this pane moves by itself, in group {}", group + 1),
            1 => format!("in group {}, with 1 other pane", group + 1),
            others => format!("in group {}, with {others} other panes", group + 1),
        });
    }

    pub(super) fn lay_out_panes(&mut self) {
        let collection = Arc::clone(&self.collection);
        let body = self.reader_area();
        self.reader.lay_out(&collection, body, &self.options);
    }
}
