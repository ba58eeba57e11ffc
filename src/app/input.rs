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
        let elsewhere = self.works_in(keys);
        self.say(format!("{} does nothing here{elsewhere}{help}", written(keys)));
        Vec::new()
    }

    /// `, but in the board and the parallel view`.
    fn works_in(&self, keys: &[Key]) -> String {
        let works = |view: &View| matches!(self.keymap.lookup(view.contexts(), keys), Lookup::Command(_));
        let views: Vec<String> =
            View::ALL.into_iter().filter(works).map(|view| format!("the {} view", view.name())).collect();
        match views.split_last() {
            None => String::new(),
            Some((only, [])) => format!(", but in {only}"),
            Some((last, others)) => {
                let others: Vec<&str> = others.iter().filter_map(|view| view.strip_suffix(" view")).collect();
                format!(", but in {} and {last}", others.join(", "))
            }
        }
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
            MouseKind::Press if self.overlay.is_none() => self.press_in_view(mouse),
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

    /// A click puts the cursor where it is; another opens what is there.
    fn press_in_view(&mut self, mouse: Mouse) {
        let before = (self.location(), self.documents.selected);
        let is_something = self.press_mouse(mouse);
        if is_something && before == (self.location(), self.documents.selected) {
            self.open_here();
        }
    }

    /// Whether there is something that can be opened.
    fn press_mouse(&mut self, mouse: Mouse) -> bool {
        let (x, y) = (mouse.column, mouse.row);
        match self.view {
            View::Reader => {
                self.press_in_panes(mouse);
                false
            }
            View::Board => {
                let at = self.board.at(self.board_area(), x, y);
                (self.board.row, self.board.column) = at.unwrap_or((self.board.row, self.board.column));
                at.is_some()
            }
            View::Parallel => {
                let at = self.parallel.at(self.parallel_area(), x, y);
                if let Some(at) = at {
                    self.parallel.click(at);
                }
                at.is_some()
            }
            View::Overview => self.overview.click(x, y),
            View::Timeline => self.timeline.click(x, y),
            View::Documents => {
                let row = y.checked_sub(self.body.y).and_then(|row| self.documents.at(row.into()));
                self.documents.selected = row.unwrap_or(self.documents.selected);
                row.is_some()
            }
            View::Differences => self.differences.click(x, y),
            View::Notes => self.notes.list.click(x, y),
            View::Agreement => self.agreement.list.click(x, y),
        }
    }

    fn press_in_panes(&mut self, mouse: Mouse) {
        let (x, y) = (mouse.column, mouse.row);
        if let Some(tab) = self.tabs().iter().find(|tab| tab.area.contains(x, y)) {
            self.reader.set_focus(tab.pane);
            return;
        }
        let under = self.reader.areas.iter().find(|placed| placed.area.contains(x, y)).copied();
        let Some(placed) = under else { return };
        self.reader.set_focus(placed.pane);
        if let Some(row) = y.checked_sub(placed.text.y) {
            let collection = Arc::clone(&self.collection);
            self.reader.with_pane(&collection, placed.pane, |pane, document| {
                pane.click(document, row.into());
            });
        }
    }
}
