//! The reader's work on its way to and from other programs.
//!
//! Each format is read into a [`Come`]: a work of its own, and what was not understood, line by
//! line. What it would change is then [`arrival`]'s to say; nothing here changes a work or
//! touches a file.

pub mod annotation;
pub mod arrival;
pub mod brought;
pub mod codes;
pub mod csv;
pub mod entry;
pub mod flat;
pub mod found;
pub mod guid;
pub mod item;
pub mod lines;
pub mod names;
pub mod page;
pub mod place;
pub mod refi;
pub mod returned;
pub mod table;
pub mod texts;
pub mod worktable;

use std::fmt;

use crate::store::Work;

use item::Item;

/// What a file brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Come {
    pub work: Work,
    /// What was left out or read otherwise than it stands.
    pub remarks: Vec<Remark>,
}

impl Come {
    /// Adds an item. Another one under the id of one that came before has an id that follows from
    /// what it says; `remark` says so of it, or that there is no room for it.
    fn put(&mut self, item: Item, remark: impl FnOnce(String) -> Remark) {
        let is_taken = item.kept_in(&self.work).is_some_and(|before| before != item);
        if !is_taken {
            item.put(&mut self.work);
            return;
        }
        let (what, key) = (item.what(), item.key());
        let own = guid::id_of(&guid::derived("another", &format!("{:?}", item.record())));
        let other = own.and_then(|id| item.under(id));
        let fate = if other.is_some() { "this one has another id" } else { "this one is left out" };
        self.remarks.push(remark(format!("a {what} '{key}' came before: {fate}")));
        if let Some(other) = other {
            other.put(&mut self.work);
        }
    }
}

/// Something in a file that the reader of it should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Line of the file, from 1, or `None` where the file has no lines to speak of.
    pub line: Option<usize>,
    pub message: String,
}

impl Remark {
    pub fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), message: message.into() }
    }

    pub fn of_all(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
