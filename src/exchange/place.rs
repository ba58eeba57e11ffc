//! Between anchors, passages and what other programs call a place.

use std::collections::HashMap;

use crate::scheme::format::did_you_mean;
use crate::scheme::{Coded, Collection, Direction, Scheme};
use crate::store::{Anchor, Coding, Site};
use crate::text::hash::words_hash;
use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex, Span};

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
        let mut own_ids = HashMap::new();
        for index in collection.document_indices() {
            let document = collection.document(index);
            documents.entry(collection.label(index).letter.as_str()).or_insert(index);
            let blocks = if document.is_passage_table() { document.blocks().len() } else { 0 };
            for block in (0..blocks).map(BlockIndex) {
                let passage = Passage::sentence(index, block, SentenceIndex(0));
                own_ids.extend(document.passage_id(block).map(|id| (id, passage)));
            }
        }
        // A name counts before a letter.
        documents.extend(collection.document_indices().map(|at| (collection.document(at).name.as_str(), at)));
        Self { collection, documents, own_ids }
    }

    /// The document of this name or letter.
    pub fn document(&self, name: &str) -> Result<DocumentIndex, String> {
        self.documents.get(name).copied().ok_or_else(|| {
            let hint = did_you_mean(name, self.collection.documents.iter().map(|one| one.name.as_str()));
            format!("there is no document '{name}'{hint}")
        })
    }

    /// The passage with these numbers, both from 1; the paragraph without a sentence.
    pub fn numbered(&self, name: &str, paragraph: u32, sentence: Option<usize>) -> Result<Passage, String> {
        let index = self.document(name)?;
        let document = self.collection.document(index);
        let block = document
            .block_numbered(paragraph)
            .ok_or_else(|| format!("{} has no paragraph {paragraph}", document.name))?;
        let Some(number) = sentence else { return Ok(Passage::block(index, block)) };
        let there = document.sentences(block).len();
        match number.checked_sub(1).filter(|&at| at < there) {
            Some(at) => Ok(Passage::sentence(index, block, SentenceIndex(at))),
            None => Err(format!("paragraph {paragraph} of {} has no sentence {number}", document.name)),
        }
    }

    /// The passage that an id names: `doc#3.2`, `doc#3`, or the own id of a passage in a table.
    pub fn passage(&self, id: &str) -> Result<Passage, String> {
        if let Some(&passage) = self.own_ids.get(id) {
            return Ok(passage);
        }
        let unknown = || format!("'{id}' is no passage: ids are like doc.txt#3.2");
        let (document, number) = id.rsplit_once('#').ok_or_else(unknown)?;
        let (paragraph, sentence) = match number.split_once('.') {
            Some((paragraph, sentence)) => (paragraph, Some(sentence.parse().map_err(|_| unknown())?)),
            None => (number, None),
        };
        self.numbered(document, paragraph.parse().map_err(|_| unknown())?, sentence)
    }

    /// Where an anchor's words stand now; an error says that they do not.
    pub fn site(&self, anchor: &Anchor) -> Result<(DocumentIndex, Site), String> {
        let index = self.document(&anchor.document)?;
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

    /// The same passage in another collection's words, where both have the document.
    pub fn from_other(&self, other: &Collection, passage: Passage) -> Result<Vec<Passage>, String> {
        let theirs = other.document(passage.document);
        let index = self.document(&theirs.name)?;
        if theirs == self.collection.document(index) {
            return Ok(vec![Passage { document: index, ..passage }]);
        }
        let anchor = anchor_of(other, passage).ok_or("an empty passage")?;
        self.passages(&anchor)
    }
}

/// The passage that words at a site are: the whole paragraph, or the sentences that they touch.
pub fn passages_at(document: &Document, index: DocumentIndex, site: Site) -> Vec<Passage> {
    let sentences = document.sentences(site.block);
    let whole = Span::new(0, document.block_text(site.block).len());
    if site.span == whole && sentences.len() != 1 {
        return vec![Passage::block(index, site.block)];
    }
    let touched = sentences.iter().enumerate().filter(|(_, span)| span.overlaps(site.span));
    touched.map(|(at, _)| Passage::sentence(index, site.block, SentenceIndex(at))).collect()
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

/// What a coding of the reader's says, as far as the scheme knows it.
pub fn coded(scheme: &Scheme, coding: &Coding) -> Coded {
    let mut episodes: Vec<_> = coding.episodes.iter().filter_map(|id| scheme.episode_by_id(id)).collect();
    episodes.sort_unstable();
    episodes.dedup();
    let step = |id: &Option<String>| id.as_ref().and_then(|id| scheme.step_by_id(id));
    let direction = coding.direction.as_ref().and_then(|(from, to)| {
        Some(Direction { from: scheme.actor_by_id(from)?, to: scheme.actor_by_id(to)? })
    });
    Coded {
        episodes,
        step: step(&coding.step),
        second_step: step(&coding.second_step),
        direction,
        background: coding.background,
        date: coding.date.as_deref().and_then(|date| date.parse().ok()),
    }
}

/// A coding of the reader's that says what `coded` says.
pub fn coding(scheme: &Scheme, anchor: Anchor, coded: &Coded) -> Coding {
    let actor = |index| scheme.actor(index).id.clone();
    Coding {
        anchor,
        episodes: coded.episodes.iter().map(|&episode| scheme.episode(episode).id.clone()).collect(),
        step: coded.step.map(|step| scheme.step(step).id.clone()),
        second_step: coded.second_step.map(|step| scheme.step(step).id.clone()),
        direction: coded.direction.map(|direction| (actor(direction.from), actor(direction.to))),
        background: coded.background,
        date: coded.date.map(|date| date.to_string()),
        created: None,
    }
}
