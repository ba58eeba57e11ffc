//! What was typed in a prompt, step by step, so that it can be taken back and done again.

use std::collections::VecDeque;
use std::ops::Range;

/// Most bytes that are held to be put back, of all steps together: a text may be replaced often.
const MOST_HELD: usize = 16 << 20;

/// One change: what stood at an offset, and what stands there since.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    at: usize,
    removed: String,
    inserted: String,
}

impl Step {
    fn len(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes a further change in where both are one to the reader: a word typed on, characters
    /// deleted one after the other.
    fn grow(&mut self, next: &Self) -> bool {
        let is_typing = self.removed.is_empty() && next.removed.is_empty();
        let is_deleting = self.inserted.is_empty() && next.inserted.is_empty();
        if is_typing
            && next.at == self.at + self.inserted.len()
            && !begins_word(&self.inserted, &next.inserted)
        {
            self.inserted.push_str(&next.inserted);
        } else if is_deleting && next.at + next.removed.len() == self.at {
            self.removed.insert_str(0, &next.removed);
            self.at = next.at;
        } else if is_deleting && next.at == self.at {
            self.removed.push_str(&next.removed);
        } else {
            return false;
        }
        true
    }
}

/// Whether what is typed begins another word, or is more than is typed with a key.
fn begins_word(before: &str, typed: &str) -> bool {
    let ended = before.trim_end();
    let ends_word = !ended.is_empty() && ended.len() < before.len();
    (ends_word && !typed.starts_with(char::is_whitespace)) || typed.chars().nth(1).is_some()
}

/// The changes of a text, the last of each kind last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typing {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// Bytes of `done`.
    held: usize,
    /// Whether the next change stands by itself, as the cursor was moved before it.
    parted: bool,
}

impl Typing {
    /// Remembers that `inserted` takes the place of a part of the text, as it is before that.
    pub fn remember(&mut self, text: &str, range: Range<usize>, inserted: &str) {
        self.undone.clear();
        let step = Step { at: range.start, removed: text[range].to_owned(), inserted: inserted.to_owned() };
        if step.len() == 0 {
            return;
        }
        self.held += step.len();
        let joins = !std::mem::take(&mut self.parted);
        if !(joins && self.done.back_mut().is_some_and(|last| last.grow(&step))) {
            self.done.push_back(step);
        }
        while self.held > MOST_HELD && self.done.len() > 1 {
            self.held -= self.done.pop_front().map_or(0, |oldest| oldest.len());
        }
    }

    /// Keeps what comes apart from what was.
    pub fn part(&mut self) {
        self.parted = true;
    }

    /// Takes the last change back. Gives where the cursor is then; `None` where nothing was typed.
    pub fn undo(&mut self, text: &mut String) -> Option<usize> {
        let step = self.done.pop_back()?;
        self.held -= step.len();
        self.parted = true;
        text.replace_range(step.at..step.at + step.inserted.len(), &step.removed);
        let cursor = step.at + step.removed.len();
        self.undone.push(step);
        Some(cursor)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, text: &mut String) -> Option<usize> {
        let step = self.undone.pop()?;
        self.held += step.len();
        text.replace_range(step.at..step.at + step.removed.len(), &step.inserted);
        let cursor = step.at + step.inserted.len();
        self.done.push_back(step);
        Some(cursor)
    }
}
