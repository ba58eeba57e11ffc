//! The documents of a collection as other programs' places are looked up in them, each made ready
//! at its first question.

use std::collections::HashMap;

use crate::scheme::Collection;
use crate::store::Anchor;
use crate::text::DocumentIndex;
use crate::text::hash::words_hash;

use super::flat::Flat;
use super::found::{Quoted, Searched};
use super::place::Places;

#[derive(Debug)]
pub struct Texts<'a> {
    pub places: Places<'a>,
    searched: HashMap<DocumentIndex, Searched>,
    ends: Ends,
}

/// The documents by the ends of their names; nothing where several end so.
#[derive(Debug, Default)]
struct Ends {
    files: HashMap<String, Option<DocumentIndex>>,
    /// Without their extension, in small letters.
    stems: HashMap<String, Option<DocumentIndex>>,
}

impl Ends {
    fn of(collection: &Collection) -> Self {
        let mut ends = Self::default();
        for index in collection.document_indices() {
            let name = &collection.document(index).name;
            let file = name.rsplit('/').next().unwrap_or_default();
            for (by, end) in [(&mut ends.files, file.to_owned()), (&mut ends.stems, stem(file))] {
                by.entry(end).and_modify(|only| *only = None).or_insert(Some(index));
            }
        }
        ends
    }

    fn only(&self, file: &str) -> Option<DocumentIndex> {
        if file.is_empty() {
            return None;
        }
        let found = self.files.get(file).copied().flatten();
        found.or_else(|| self.stems.get(&stem(file)).copied().flatten())
    }
}

fn stem(file: &str) -> String {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase()
}

impl<'a> Texts<'a> {
    pub fn of(collection: &'a Collection) -> Self {
        Self { places: Places::of(collection), searched: HashMap::new(), ends: Ends::of(collection) }
    }

    pub fn collection(&self) -> &'a Collection {
        self.places.collection
    }

    pub fn searched(&mut self, index: DocumentIndex) -> &Searched {
        let document = self.places.collection.document(index);
        self.searched.entry(index).or_insert_with(|| Searched::new(Flat::of(document)))
    }

    /// The document that an address or a path means: by its name, or by the end of it where only
    /// one document ends so.
    pub fn document(&self, address: &str) -> Result<DocumentIndex, String> {
        let name = decoded(address.split(['?', '#']).next().unwrap_or_default());
        if let Some(index) = self.places.known(&name) {
            return Ok(index);
        }
        let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
        self.ends.only(file).map_or_else(|| self.places.document(&name), Ok)
    }

    /// Anchors on the words, one for each block that they stand in. Where they are not found for
    /// sure, the error is an anchor that holds on to them without a place: an orphan.
    pub fn anchors(&mut self, index: DocumentIndex, quoted: &Quoted<'_>) -> Result<Vec<Anchor>, Box<Anchor>> {
        let document = self.places.collection.document(index);
        let sites = self.searched(index).find(quoted);
        let anchors: Vec<Anchor> =
            sites.into_iter().filter_map(|site| Anchor::of(document, site.block, site.span)).collect();
        if anchors.is_empty() { Err(Box::new(orphan(&document.name, quoted))) } else { Ok(anchors) }
    }
}

/// An anchor on words that stand nowhere.
pub fn orphan(document: &str, quoted: &Quoted<'_>) -> Anchor {
    Anchor {
        document: document.to_owned(),
        quote: quoted.words.to_owned(),
        prefix: quoted.before.to_owned(),
        suffix: quoted.after.to_owned(),
        hash: words_hash(quoted.words),
        // It stood somewhere, and nobody knows beside which others.
        occurrences: 1,
        alike: 2,
        ..Anchor::default()
    }
}

/// `%20` is a space; what is no such code stays.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
