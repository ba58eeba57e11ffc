//! Where the reader's anchors hold on, kept until an edit changes them.

use std::collections::HashMap;

use crate::scheme::Collection;
use crate::store::{Anchor, Id, Site};
use crate::text::{Document, DocumentIndex, Passage, SentenceIndex};

/// What an anchor is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Coding,
    LinkA,
    LinkB,
}

/// The documents of a collection by their names; of two with one name, the first.
#[derive(Clone, Debug)]
pub(super) struct Names(HashMap<String, DocumentIndex>);

impl Names {
    pub(super) fn of(collection: &Collection) -> Self {
        let mut documents = HashMap::new();
        for index in collection.document_indices() {
            documents.entry(collection.document(index).name.clone()).or_insert(index);
        }
        Self(documents)
    }

    pub(super) fn document(&self, name: &str) -> Option<DocumentIndex> {
        self.0.get(name).copied()
    }
}

/// Anchors with the passages they hold on to.
#[derive(Clone, Debug)]
pub(super) struct Places {
    names: Names,
    known: HashMap<(Role, Id), Place>,
}

#[derive(Clone, Debug)]
struct Place {
    anchor: Anchor,
    /// None for an orphan.
    passages: Vec<Passage>,
    /// Whether it was asked for since the unused ones were forgotten.
    used: bool,
}

impl Places {
    pub(super) fn new(collection: &Collection) -> Self {
        Self { names: Names::of(collection), known: HashMap::new() }
    }

    /// The passages that an anchor means; none for an orphan.
    pub(super) fn passages(
        &mut self,
        collection: &Collection,
        role: Role,
        id: &Id,
        anchor: &Anchor,
    ) -> &[Passage] {
        let key = (role, id.clone());
        if self.known.get(&key).is_none_or(|place| place.anchor != *anchor) {
            let found = self.find(collection, anchor);
            let passages = found
                .map_or_else(Vec::new, |(index, site)| passages_at(collection.document(index), index, site));
            self.known.insert(key.clone(), Place { anchor: anchor.clone(), passages, used: true });
        }
        match self.known.get_mut(&key) {
            Some(place) => {
                place.used = true;
                &place.passages
            }
            None => &[],
        }
    }

    pub(super) fn forget_unused(&mut self) {
        self.known.retain(|_, place| std::mem::take(&mut place.used));
    }

    /// As [`Self::find`], but looks only where the anchor was.
    pub(super) fn find_in_place(
        &self,
        collection: &Collection,
        anchor: &Anchor,
    ) -> Option<(DocumentIndex, Site)> {
        let index = self.names.document(&anchor.document)?;
        Some((index, anchor.in_place(collection.document(index))?))
    }

    pub(super) fn find(&self, collection: &Collection, anchor: &Anchor) -> Option<(DocumentIndex, Site)> {
        let index = self.names.document(&anchor.document)?;
        Some((index, anchor.resolve(collection.document(index)).site()?))
    }
}

/// The passages that a span of a block means: the paragraph where it is all of one with several
/// sentences, else each sentence that it touches.
pub fn passages_at(document: &Document, index: DocumentIndex, site: Site) -> Vec<Passage> {
    let sentences = document.sentences(site.block);
    let touched: Vec<usize> =
        sentences.iter().enumerate().filter(|(_, span)| span.overlaps(site.span)).map(|(at, _)| at).collect();
    let text = document.block_text(site.block);
    let is_whole = text.get(site.span.start..site.span.end).is_some_and(|words| words.trim() == text.trim());
    if touched.is_empty() || (is_whole && sentences.len() > 1) {
        return vec![Passage::block(index, site.block)];
    }
    touched.into_iter().map(|at| Passage::sentence(index, site.block, SentenceIndex(at))).collect()
}
