//! What a document's pane shows one below the other: blocks, and runs of folded blocks as one row.

use std::collections::BTreeSet;

use crate::text::{BlockIndex, BlockKind, Document};

/// Blocks shorter than this on average stand without blank rows between them (verse, lists, logs).
const COMPACT_BYTES: usize = 50;
/// A document must have at least so many blocks to be judged compact.
const COMPACT_BLOCKS: usize = 40;

/// One entry of a pane's strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Block(BlockIndex),
    /// Blocks that are not body text, folded; both ends included.
    Folded {
        first: BlockIndex,
        last: BlockIndex,
    },
}

impl Item {
    pub fn first(self) -> BlockIndex {
        match self {
            Self::Block(block) | Self::Folded { first: block, .. } => block,
        }
    }

    pub fn last(self) -> BlockIndex {
        match self {
            Self::Block(block) | Self::Folded { last: block, .. } => block,
        }
    }
}

/// The items of one document under one state of folding.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    pub items: Vec<Item>,
    compact: bool,
}

impl Flow {
    /// Folds runs of blocks that are no body text, except those whose first block is in
    /// `unfolded`.
    pub fn new(document: &Document, unfolded: &BTreeSet<BlockIndex>) -> Self {
        let blocks = document.blocks();
        let mut items = Vec::with_capacity(blocks.len());
        let mut index = 0;
        while index < blocks.len() {
            if blocks[index].kind.is_body() {
                items.push(Item::Block(BlockIndex(index)));
                index += 1;
                continue;
            }
            let end = (index..blocks.len()).find(|&i| blocks[i].kind.is_body()).unwrap_or(blocks.len());
            if unfolded.contains(&BlockIndex(index)) {
                items.extend((index..end).map(|i| Item::Block(BlockIndex(i))));
            } else {
                items.push(Item::Folded { first: BlockIndex(index), last: BlockIndex(end - 1) });
            }
            index = end;
        }
        let bytes: usize = blocks.iter().map(|block| block.span.len()).sum();
        let compact = blocks.len() >= COMPACT_BLOCKS && bytes / blocks.len() < COMPACT_BYTES;
        Self { items, compact }
    }

    /// The first block of the run of folded or unfoldable blocks that holds `block`.
    pub fn run_start(document: &Document, block: BlockIndex) -> Option<BlockIndex> {
        let blocks = document.blocks();
        if blocks.get(block.0)?.kind.is_body() {
            return None;
        }
        let start = (0..block.0).rev().take_while(|&i| !blocks[i].kind.is_body()).last();
        Some(BlockIndex(start.unwrap_or(block.0)))
    }

    /// The item that holds a block.
    pub fn item_of(&self, block: BlockIndex) -> usize {
        self.items.partition_point(|item| item.first() <= block).saturating_sub(1)
    }

    /// Blank rows above an item.
    pub fn gap(&self, item: usize, document: &Document) -> usize {
        if item == 0 || self.compact {
            return 0;
        }
        let kind = |item: usize| match self.items[item] {
            Item::Block(block) => document.block(block).map(|block| block.kind),
            Item::Folded { .. } => None,
        };
        let tight = |kind| matches!(kind, Some(BlockKind::ListItem | BlockKind::Preformatted));
        usize::from(!(tight(kind(item)) && tight(kind(item - 1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let mut builder = Document::builder("a.txt");
        builder.block(BlockKind::Navigation, "Menu").block(BlockKind::Heading(1), "Title");
        builder.block(BlockKind::Paragraph, "Text.").block(BlockKind::Comment, "One.");
        builder.block(BlockKind::Comment, "Two.");
        builder.build()
    }

    #[test]
    fn folds_what_is_not_body_text() {
        let flow = Flow::new(&document(), &BTreeSet::new());
        assert_eq!(flow.items.len(), 4);
        assert_eq!(flow.items[3], Item::Folded { first: BlockIndex(3), last: BlockIndex(4) });
        assert_eq!(flow.item_of(BlockIndex(4)), 3);
    }

    #[test]
    fn an_unfolded_run_shows_its_blocks() {
        let document = document();
        let start = Flow::run_start(&document, BlockIndex(4)).unwrap();
        let flow = Flow::new(&document, &BTreeSet::from([start]));
        assert_eq!(flow.items.len(), 5);
        assert_eq!(flow.item_of(BlockIndex(4)), 4);
    }
}
