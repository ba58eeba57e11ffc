//! What was exported and comes back from another program: what the format has no place for is taken
//! from what was exported, and what was changed elsewhere counts, field by field.

use std::collections::HashMap;

use crate::store::{Id, Work};

use super::item::Item;

/// What tells an item from all others.
type Name = (&'static str, Id);

/// A work that was exported, and what reading the export as it was makes of it.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    own: HashMap<Name, Item>,
    echo: HashMap<Name, Item>,
}

impl Exported {
    pub fn new(work: &Work, echo: &Work) -> Self {
        Self { own: named(work), echo: named(echo) }
    }

    /// What the format has no place for at all.
    pub fn unheld(&self) -> impl Iterator<Item = &Item> {
        self.own.iter().filter(|(name, _)| !self.echo.contains_key(*name)).map(|(_, item)| item)
    }

    /// Gives each item that came what the format did not hold of it, and takes away what only the
    /// format made.
    pub fn restore(&self, come: &mut Work) {
        for item in Item::all(&std::mem::take(come)) {
            let name = name(&item);
            let restored = match (self.own.get(&name), self.echo.get(&name)) {
                (Some(own), Some(echo)) => Some(restored(own, echo, item)),
                (None, Some(echo)) if *echo == item => None,
                _ => Some(item),
            };
            if let Some(item) = restored {
                item.put(come);
            }
        }
    }

    /// As [`Self::restore`], and adds what the format has no place for at all.
    pub fn complete(&self, come: &mut Work) {
        self.restore(come);
        let there = named(come);
        let unheld = self.unheld().filter(|item| !there.contains_key(&name(item)));
        unheld.for_each(|item| item.clone().put(come));
    }
}

fn name(item: &Item) -> Name {
    (item.what(), item.key())
}

fn named(work: &Work) -> HashMap<Name, Item> {
    Item::all(work).into_iter().map(|item| (name(&item), item)).collect()
}

/// Each field of the item's own that the export does not say otherwise when it comes back.
fn restored(own: &Item, echo: &Item, come: Item) -> Item {
    if *echo == come {
        return own.clone();
    }
    let (echo, mut fields) = (echo.record(), come.record());
    for (name, value) in own.record() {
        if fields.get(&name) == echo.get(&name) {
            fields.insert(name, value);
        }
    }
    match Item::of_record(own.kind(), &fields).unwrap_or(come) {
        // As another kind of link it may have no name.
        Item::Link(id, link) => Item::Link(id, link.settled()),
        item => item,
    }
}
