//! From key, paste and mouse to command.

use std::sync::Arc;

use super::command::{Command, Count};
use super::event::{Effect, Mouse, MouseKind};
use super::key::{Key, KeyCode};
use super::keymap::{Lookup, written};
use super::{App, Awaiting, Overlay, View};

/// Largest count that can be typed.
const MOST_COUNT: usize = 99_999;

/// Lines that a notch of the wheel scrolls.
const WHEEL_LINES: isize = 3;

impl App {
    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.message = None;
        self.forget_editor_column(key);
        if let Some(awaiting) = self.awaiting.take() {
            return self.take_awaited(awaiting, key);
        }
        if !self.pending.is_empty() && key.code == KeyCode::Escape {
            self.clear_pending();
            return Vec::new();
        }
        if self.take_digit(key) {
            return Vec::new();
        }
        self.pending.push(key);
        match self.keymap.lookup(self.contexts(), &self.pending) {
            Lookup::Command(command) => {
                let count = Count(self.count);
                self.clear_pending();
                (command.run)(self, count)
            }
            Lookup::Prefix => Vec::new(),
            Lookup::Nothing => {
                let keys = std::mem::take(&mut self.pending);
                self.clear_pending();
                self.take_unbound(&keys)
            }
        }
    }

    pub(super) fn clear_pending(&mut self) {
        self.pending.clear();
        self.count = None;
    }

    /// A digit is part of a count unless it is bound itself or text is being typed.
    fn take_digit(&mut self, key: Key) -> bool {
        let digit = key.typed().and_then(|c| c.to_digit(10)).map(|digit| digit as usize);
        let (Some(digit), None, true) = (digit, &self.overlay, self.pending.is_empty()) else { return false };
        if digit == 0 && self.count.is_none() {
            return false;
        }
        if self.count.is_none() && self.keymap.lookup(self.contexts(), &[key]) != Lookup::Nothing {
            return false;
        }
        self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST_COUNT));
        true
    }

    fn take_awaited(&mut self, awaiting: Awaiting, key: Key) -> Vec<Effect> {
        self.clear_pending();
        let Some(name) = key.typed() else { return Vec::new() };
        match awaiting {
            Awaiting::SetMark => self.set_mark(name),
            Awaiting::JumpToMark => {
                self.jump_to_mark(name);
                Vec::new()
            }
        }
    }

    /// A key without a command: typed text where text is taken, else a word on what to do.
    fn take_unbound(&mut self, keys: &[Key]) -> Vec<Effect> {
        if let (Some(_), [key]) = (&self.overlay, keys) {
            return match key.typed() {
                Some(c) => self.type_character(c),
                None => Vec::new(),
            };
        }
        let help = self.keymap.keys_of(self.contexts(), "help").into_iter().next();
        let help = help.map_or_else(String::new, |key| format!("; {key} lists what there is"));
        self.say(format!("{} does nothing here{help}", written(keys)));
        Vec::new()
    }

    fn type_character(&mut self, c: char) -> Vec<Effect> {
        if let Some(Overlay::Coding(form)) = &self.overlay
            && form.picker.prompt.text().is_empty()
            && let Some(recent) = c.to_digit(10).and_then(|digit| form.recent(digit as usize)).cloned()
        {
            return self.save_coding(&recent);
        }
        self.type_text(c.encode_utf8(&mut [0; 4]));
        Vec::new()
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if self.overlay.is_some() {
            self.type_text(text);
        } else {
            self.say("pasted text is taken only where one types");
        }
        Vec::new()
    }

    pub(super) fn type_text(&mut self, text: &str) {
        let Some(overlay) = &mut self.overlay else { return };
        if !overlay.prompt_mut().insert(text) {
            self.say_error("there is no room for all of it");
        }
        let Some(overlay) = &mut self.overlay else { return };
        if let Some(picker) = overlay.picker_mut() {
            picker.filter();
        }
        self.filter_as_typed();
    }

    /// Runs a command by name from a list or the palette.
    pub fn run(&mut self, command: &'static Command, count: Count) -> Vec<Effect> {
        (command.run)(self, count)
    }

    // ---- the mouse

    pub(super) fn click(&mut self, mouse: Mouse) -> Vec<Effect> {
        match mouse.kind {
            MouseKind::WheelUp => self.wheel(mouse, -WHEEL_LINES),
            MouseKind::WheelDown => self.wheel(mouse, WHEEL_LINES),
            MouseKind::Press if self.overlay.is_none() => self.press_mouse(mouse),
            MouseKind::Press => return self.press_in_list(mouse),
            MouseKind::Release | MouseKind::Drag => {}
        }
        Vec::new()
    }

    /// A click selects an entry of an open list, and chooses it where it was selected already.
    fn press_in_list(&mut self, mouse: Mouse) -> Vec<Effect> {
        let picker = self.overlay.as_mut().and_then(Overlay::picker_mut);
        if !picker.is_some_and(|picker| picker.click(mouse.column, mouse.row)) {
            return Vec::new();
        }
        match self.overlay {
            Some(Overlay::Coding(_)) => self.choose_coding(false),
            _ => self.choose(false),
        }
    }

    fn wheel(&mut self, mouse: Mouse, lines: isize) {
        if let Some(picker) = self.overlay.as_mut().and_then(Overlay::picker_mut) {
            if picker.place.preview.contains(mouse.column, mouse.row) {
                picker.scroll_preview(lines.signum());
            } else {
                picker.move_by(lines.signum());
            }
            return;
        }
        match self.view {
            View::Reader => {
                let under =
                    self.reader.areas.iter().find(|placed| placed.area.contains(mouse.column, mouse.row));
                let pane = under.map_or(self.reader.focus, |placed| placed.pane);
                self.scroll_alone(pane, lines);
            }
            View::Board => self.board.move_rows(lines.signum()),
            View::Parallel => self.parallel.move_rows(lines.signum()),
            View::Documents => self.documents.move_by(lines.signum()),
            View::Overview => self.overview.move_rows(lines.signum()),
            View::Timeline if self.timeline.is_list(mouse.row) => self.timeline.move_list(lines.signum()),
            View::Timeline => self.timeline.move_rows(lines.signum()),
            View::Differences => self.differences.move_by(lines.signum()),
            View::Notes => {
                self.notes.list.move_by(lines.signum());
            }
            View::Agreement => {
                self.agreement.list.move_by(lines.signum());
            }
        }
    }

    fn press_mouse(&mut self, mouse: Mouse) {
        let collection = Arc::clone(&self.collection);
        match self.view {
            View::Reader => {
                let tabs = self.tabs();
                if let Some(tab) = tabs.iter().find(|tab| tab.area.contains(mouse.column, mouse.row)) {
                    self.reader.set_focus(tab.pane);
                    return;
                }
                let Some(placed) = self
                    .reader
                    .areas
                    .iter()
                    .find(|placed| placed.area.contains(mouse.column, mouse.row))
                    .copied()
                else {
                    return;
                };
                self.reader.set_focus(placed.pane);
                if let Some(row) = mouse.row.checked_sub(placed.text.y) {
                    self.reader.with_pane(&collection, placed.pane, |pane, document| {
                        pane.click(document, row.into());
                    });
                }
            }
            View::Board => {
                if let Some((row, column)) = self.board.at(self.board_area(), mouse.column, mouse.row) {
                    (self.board.row, self.board.column) = (row, column);
                }
            }
            View::Parallel => {
                if let Some((item, column)) = self.parallel.at(self.parallel_area(), mouse.column, mouse.row)
                {
                    self.parallel.click(item, column);
                }
            }
            View::Overview => self.overview.click(mouse.column, mouse.row),
            View::Timeline => self.timeline.click(mouse.column, mouse.row),
            View::Documents => {
                let row = mouse.row.checked_sub(self.body.y).and_then(|row| self.documents.at(row.into()));
                if let Some(row) = row {
                    self.documents.selected = row;
                }
            }
            View::Differences => self.differences.click(mouse.column, mouse.row),
            View::Notes => {
                self.notes.list.click(mouse.column, mouse.row);
            }
            View::Agreement => {
                self.agreement.list.click(mouse.column, mouse.row);
            }
        }
    }
}
