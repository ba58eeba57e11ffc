//! Which documents of the collection the sources of a project are.

use std::collections::HashMap;

use super::project::TextSource;
use super::write::source_guid;
use crate::exchange::texts::Texts;
use crate::scheme::Collection;
use crate::text::DocumentIndex;
use crate::text::hash::fnv1a;

/// The documents as sources are looked up among them.
pub struct Sources<'c> {
    pub texts: Texts<'c>,
    /// By the identifiers that this program gives their sources.
    by_guid: HashMap<String, DocumentIndex>,
    /// By a hash of their words, once that was asked for.
    by_words: Option<HashMap<u64, Vec<DocumentIndex>>>,
}

impl<'c> Sources<'c> {
    pub fn of(collection: &'c Collection) -> Self {
        let all = collection.document_indices().map(|index| (source_guid(collection, index), index));
        Self { texts: Texts::of(collection), by_guid: all.collect(), by_words: None }
    }

    pub fn collection(&self) -> &'c Collection {
        self.texts.collection()
    }

    /// The document that a source is: by its identifier, by its name, or by its words.
    pub fn document(&mut self, source: &TextSource, raw: &str) -> Result<DocumentIndex, String> {
        if let Some(&index) = self.by_guid.get(&source.guid) {
            return Ok(index);
        }
        if let Ok(index) = self.texts.document(&source.name) {
            return Ok(index);
        }
        let words = raw.trim_start_matches('\u{feff}');
        self.with_words(words).ok_or_else(|| "the collection has no such document".to_owned())
    }

    /// The first document with the same words, whatever its spaces.
    fn with_words(&mut self, text: &str) -> Option<DocumentIndex> {
        let Self { texts, by_words, .. } = self;
        let all = texts.collection().document_indices();
        let by_words = by_words.get_or_insert_with(|| {
            let mut by_words: HashMap<u64, Vec<DocumentIndex>> = HashMap::new();
            for index in all {
                by_words.entry(hash(texts.searched(index).flat().text())).or_default().push(index);
            }
            by_words
        });
        let mut alike = by_words.get(&hash(text)).into_iter().flatten().copied();
        alike
            .find(|&index| texts.searched(index).flat().text().split_whitespace().eq(text.split_whitespace()))
    }
}

fn hash(text: &str) -> u64 {
    fnv1a(text.split_whitespace().flat_map(|word| word.bytes().chain([b' '])))
}
