//! Recognises in a page the blocks that belong to its article.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::walk::Found;

/// Words in a row by which a block is recognised that was joined or cut differently.
const WINDOW: usize = 4;

/// The text of an article, for asking whether a block is part of it.
#[derive(Debug, Default)]
pub(super) struct Article {
    blocks: HashSet<u64>,
    windows: HashSet<u64>,
}

impl Article {
    pub(super) fn new(found: &[Found]) -> Self {
        let mut article = Self::default();
        let mut all: Vec<&str> = Vec::new();
        for block in found {
            let words: Vec<&str> = block.text.split_whitespace().collect();
            article.blocks.insert(hash(&words));
            all.extend(words);
        }
        article.windows.extend(all.windows(WINDOW).map(hash));
        article
    }

    /// Whether the block is in the article, or most of its words are in a row.
    pub(super) fn has(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().collect();
        if self.blocks.contains(&hash(&words)) {
            return true;
        }
        let windows = words.len().saturating_sub(WINDOW - 1);
        let known = words.windows(WINDOW).filter(|window| self.windows.contains(&hash(window))).count();
        windows >= 3 && known * 10 >= windows * 4
    }
}

fn hash(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
