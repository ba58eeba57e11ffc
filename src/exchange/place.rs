//! Between anchors, passages and what other programs call a place.

use std::collections::HashMap;

use crate::corrections::passages_at;
use crate::scheme::Collection;
use crate::scheme::format::records::{Address, Place};
use crate::store::{Anchor, Site};
use crate::text::hash::words_hash;
use crate::text::{DocumentIndex, Passage};

/// Most characters of an unknown name that are repeated: another program's may be a whole text.
const LONGEST_SAID: usize = 80;

/// Where the documents and the passages of a collection are, by their names.
#[derive(Debug)]
pub struct Places<'a> {
    pub collection: &'a Collection,
    documents: HashMap<&'a str, DocumentIndex>,
    /// Of tables of passages.
    own_ids: HashMap<&'a str, Passage>,
}

impl<'a> Places<'a> {
    pub fn of(collection: &'a Collection) -> Self {
        let mut documents = HashMap::new();
        for index in collection.document_indices() {
            documents.entry(collection.label(index).letter.as_str()).or_insert(index);
        }
        // A name counts before a letter.
        documents.extend(collection.document_indices().map(|at| (collection.document(at).name.as_str(), at)));
        Self { collection, documents, own_ids: collection.own_ids().collect() }
    }

    /// The document of this name or letter.
    pub fn document(&self, name: &str) -> Result<DocumentIndex, String> {
        self.known(name).ok_or_else(|| {
            let start: String = name.chars().take(LONGEST_SAID).collect();
            let rest = if start.len() < name.len() { "…" } else { "" };
            format!("there is no document '{start}{rest}'")
        })
    }

    /// As [`Self::document`], without a word for what is not there.
    pub fn known(&self, name: &str) -> Option<DocumentIndex> {
        self.documents.get(name).copied()
    }

    /// The passage with these numbers in the document of this name or letter.
    pub fn numbered(&self, name: &str, place: Place) -> Result<Passage, String> {
        self.collection.passage_numbered(self.document(name)?, place)
    }

    /// The passage that an id names.
    pub fn passage(&self, id: &str) -> Result<Passage, String> {
        if let Some(&passage) = self.own_ids.get(id) {
            return Ok(passage);
        }
        match Address::parse(id) {
            Address::Place { document, place } => self.numbered(&document, place),
            Address::Id(_) => Err(format!("'{id}' is no passage: ids are like doc.txt#3.2")),
        }
    }

    /// Where an anchor's words stand now; an error says that they do not.
    pub fn site(&self, anchor: &Anchor) -> Result<(DocumentIndex, Site), String> {
        let index = self
            .known(&anchor.document)
            .ok_or_else(|| format!("there is no document '{}'", anchor.document))?;
        let site = anchor.resolve(self.collection.document(index)).site();
        site.map(|site| (index, site)).ok_or_else(|| {
            let start: String = anchor.quote.chars().take(40).collect();
            format!("the words '{start}' are not in {}, or stand there more than once", anchor.document)
        })
    }

    /// The passages that an anchor's words make up.
    pub fn passages(&self, anchor: &Anchor) -> Result<Vec<Passage>, String> {
        let (index, site) = self.site(anchor)?;
        Ok(passages_at(self.collection.document(index), index, site))
    }

    /// A passage of another collection in our document that is the same as its own.
    pub fn from_other(
        &self,
        other: &Collection,
        passage: Passage,
        index: DocumentIndex,
    ) -> Result<Vec<Passage>, String> {
        let ours = self.collection.document(index);
        if other.document(passage.document) == ours {
            return Ok(vec![Passage { document: index, ..passage }]);
        }
        let anchor = anchor_of(other, passage).ok_or("an empty passage")?;
        self.passages(&Anchor { document: ours.name.clone(), ..anchor })
    }
}

/// An anchor on a passage; `None` for one that is not there.
pub fn anchor_of(collection: &Collection, passage: Passage) -> Option<Anchor> {
    let document = collection.document(passage.document);
    Anchor::of(document, passage.block, document.passage_span(passage)?)
}

/// Whether a quotation stands for the words of a passage, whatever its spaces and marks.
pub fn is_quoted(collection: &Collection, passage: Passage, quote: &str) -> bool {
    words_hash(&collection.document(passage.document).passage_text(passage)) == words_hash(quote)
}
