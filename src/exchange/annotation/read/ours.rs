//! What another program may leave away of an annotation of ours without a change being meant.

use crate::exchange::item::Item;
use crate::store::{Anchor, LinkKind, Note, Target};

use super::Places;

/// What our record in an annotation says; of an annotation of another program, nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ours<'i> {
    pub item: Option<&'i Item>,
    /// Whether the target is as it was exported.
    pub is_there: bool,
}

impl Ours<'_> {
    /// What the item, or what it is on, is called.
    pub fn name(self) -> Option<String> {
        match self.item? {
            Item::Mark(name, _) => Some(name.to_string()),
            Item::Link(_, link) => link.label.clone(),
            Item::Note(_, Note { target: Target::Row { label, .. }, .. }) => Some(label.clone()),
            _ => None,
        }
    }

    pub fn link_kind(self) -> Option<LinkKind> {
        let Item::Link(_, link) = self.item? else { return None };
        Some(link.kind.clone())
    }

    pub fn highlight(self) -> Option<u8> {
        let Item::Note(_, note) = self.item? else { return None };
        note.highlight
    }

    /// What a note is on.
    pub fn target(self) -> Option<Target> {
        let Item::Note(_, note) = self.item? else { return None };
        Some(note.target.clone())
    }

    pub fn is_on_row(self) -> bool {
        matches!(self.target(), Some(Target::Row { .. }))
    }

    /// What the item is on, while the target still says just that.
    pub fn places(self) -> Option<Places> {
        let item = self.item.filter(|_| self.is_there)?;
        let documents = match self.target() {
            Some(Target::Document(name)) => vec![name],
            _ => Vec::new(),
        };
        let all: Vec<Anchor> = item.anchors().into_iter().cloned().collect();
        // A link's other end is no target.
        let count = if matches!(item, Item::Note(..)) { all.len() } else { 1 };
        Some(Places { words: all.into_iter().take(count).collect(), documents })
    }
}
