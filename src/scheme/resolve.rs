//! Places records on the documents at hand.
//!
//! In a retelling a record stands where it says it is retold. In any other document it holds on to
//! its sentence by the hash of its words, then by a near hash close to its position; without a
//! hash, by its position alone. What does not fit is left out and said, never moved silently.

mod original;
pub mod recognise;

use std::collections::{HashMap, HashSet};

use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex};

use super::collection::Label;
use super::format::records::{CODINGS, LINKS, ROWS};
use super::format::{Address, CodingRecord, Place, Problem, Records};
use super::model::{Coded, Coding, Link, Row, Strength};
use original::Fit;

pub use recognise::recognise;

/// How many coded sentences found their place, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Same words, or at the position named where no words are known.
    pub exact: usize,
    /// Nearly the same words.
    pub near: usize,
    /// Left out, each with a problem.
    pub lost: usize,
    /// Of sentences that the retelling leaves out.
    pub not_retold: usize,
}

/// What was placed, on passages of the documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    pub codings: Vec<Coding>,
    pub links: Vec<Link>,
    pub rows: Vec<Row>,
    pub counts: Counts,
    pub problems: Vec<Problem>,
}

/// Places the records; `labels` holds one label for each document.
pub fn place(records: &Records, documents: &[Document], labels: &[Label]) -> Placement {
    let mut placer = Placer::new(documents, labels);
    placer.codings(&records.codings);
    placer.links(records);
    placer.rows(records);
    placer.placement
}

struct Placer<'a> {
    documents: &'a [Document],
    /// By letter and by file name.
    names: HashMap<&'a str, DocumentIndex>,
    passage_ids: HashMap<&'a str, Passage>,
    /// Where each coded sentence stands; `None` for one that has no place.
    placed: HashMap<(DocumentIndex, Place), Option<Passage>>,
    /// Documents of which it was said that they are not there.
    missing: HashSet<String>,
    placement: Placement,
}

impl<'a> Placer<'a> {
    fn new(documents: &'a [Document], labels: &'a [Label]) -> Self {
        let indices = || (0..documents.len()).map(DocumentIndex);
        let by_name = indices().map(|index| (documents[index.0].name.as_str(), index));
        let by_letter = indices().zip(labels).map(|(index, label)| (label.letter.as_str(), index));
        Self {
            documents,
            names: by_name.chain(by_letter).collect(),
            passage_ids: indices().flat_map(|index| own_ids(&documents[index.0], index)).collect(),
            placed: HashMap::new(),
            missing: HashSet::new(),
            placement: Placement::default(),
        }
    }

    fn problem(&mut self, file: &str, line: usize, message: String) {
        self.placement.problems.push(Problem { file: file.to_owned(), line: Some(line), message });
    }

    fn codings(&mut self, records: &[CodingRecord]) {
        let mut by_document: Vec<Vec<(Place, &CodingRecord)>> = vec![Vec::new(); self.documents.len()];
        for record in records {
            let Address::Place { document, place } = &record.address else { continue };
            match self.names.get(document.as_str()) {
                Some(index) => by_document[index.0].push((*place, record)),
                None => self.no_such_document(CODINGS, record.line, document),
            }
        }
        let mut merged = Merged::default();
        for (index, records) in by_document.into_iter().enumerate() {
            self.codings_of(DocumentIndex(index), &records, &mut merged);
        }
        self.placement.codings = merged.codings;
    }

    fn codings_of(&mut self, index: DocumentIndex, records: &[(Place, &CodingRecord)], merged: &mut Merged) {
        let document = &self.documents[index.0];
        let fits = if document.metadata.retelling.is_some() {
            records.iter().map(|(_, record)| retold(document, index, record)).collect()
        } else {
            original::fits(document, index, records)
        };
        for ((place, record), fit) in records.iter().zip(fits) {
            let counts = &mut self.placement.counts;
            match fit {
                Fit::Exact(_) | Fit::Cut(..) => counts.exact += 1,
                Fit::Near(_) => counts.near += 1,
                Fit::NotRetold => counts.not_retold += 1,
                Fit::Lost(reason) => {
                    counts.lost += 1;
                    let message = format!("{} {reason}, left out", record.address);
                    self.problem(CODINGS, record.line, message);
                }
            }
            self.placed.entry((index, *place)).or_insert(fit.passage());
            for passage in fit.passages() {
                merged.add(passage, &record.coded);
            }
        }
    }

    fn no_such_document(&mut self, file: &str, line: usize, document: &str) {
        if self.missing.insert(document.to_owned()) {
            let hint = super::format::did_you_mean(document, self.names.keys().copied());
            self.problem(file, line, format!("there is no document '{document}'{hint}"));
        }
    }

    /// Where an address stands. `None` is said as a problem unless the coding of the same sentence
    /// has said so already.
    fn passage(&mut self, file: &str, line: usize, address: &Address) -> Option<Passage> {
        let (document, place) = match address {
            Address::Id(id) => {
                let found = self.passage_ids.get(id.as_str()).copied();
                if found.is_none() {
                    self.problem(file, line, format!("there is no passage '{id}', left out"));
                }
                return found;
            }
            Address::Place { document, place } => (document, *place),
        };
        let Some(&index) = self.names.get(document.as_str()) else {
            self.no_such_document(file, line, document);
            return None;
        };
        if let Some(placed) = self.placed.get(&(index, place)) {
            return *placed;
        }
        // A sentence without a coding of its own: only its position is known, and that is the
        // position in the original.
        let document = &self.documents[index.0];
        let found = at_place(document, index, place).filter(|_| document.metadata.retelling.is_none());
        if found.is_none() {
            self.problem(file, line, format!("{address} is not there, left out"));
        }
        found
    }

    fn links(&mut self, records: &Records) {
        let mut strongest: HashMap<(Passage, Passage), usize> = HashMap::new();
        for record in &records.links {
            let a = self.passage(LINKS, record.line, &record.a);
            let b = self.passage(LINKS, record.line, &record.b);
            let (Some(a), Some(b)) = (a, b) else { continue };
            let (a, b) = (a.min(b), a.max(b));
            if a.document == b.document {
                let message = "both passages are of one document; links join different ones".to_owned();
                self.problem(LINKS, record.line, message);
                continue;
            }
            let links = &mut self.placement.links;
            let at = *strongest.entry((a, b)).or_insert_with(|| {
                links.push(Link::new(a, b, record.strength));
                links.len() - 1
            });
            if record.strength == Strength::Strong {
                links[at] = Link::new(a, b, Strength::Strong);
            }
        }
    }

    fn rows(&mut self, records: &Records) {
        for record in &records.rows {
            let mut cells = Vec::new();
            for (episode, addresses) in &record.cells {
                let mut passages = Vec::new();
                for address in addresses {
                    let found = self.passage(ROWS, record.line, address);
                    passages.extend(found.filter(|passage| !passages.contains(passage)));
                }
                if !passages.is_empty() {
                    cells.push((*episode, passages));
                }
            }
            if cells.is_empty() {
                let message = format!("no passage of row '{}' is there, left out", record.id);
                self.problem(ROWS, record.line, message);
                continue;
            }
            let (id, step, label) = (record.id.clone(), record.step, record.label.clone());
            self.placement.rows.push(Row { id, step, label, cells });
        }
    }
}

/// The own ids of the passages of a table, none elsewhere.
pub(super) fn own_ids(document: &Document, index: DocumentIndex) -> impl Iterator<Item = (&str, Passage)> {
    let blocks = if document.is_passage_table() { document.blocks().len() } else { 0 };
    (0..blocks).map(BlockIndex).filter_map(move |block| {
        let passage = Passage::sentence(index, block, SentenceIndex(0));
        Some((document.passage_id(block)?, passage))
    })
}

fn retold(document: &Document, index: DocumentIndex, record: &CodingRecord) -> Fit {
    match (record.retold, record.hash, &record.address) {
        (Some(place), _, _) => at_place(document, index, place)
            .map_or(Fit::Lost("has no such sentence in the retelling"), Fit::Exact),
        // Made on the retelling itself.
        (None, None, Address::Place { place, .. }) => {
            at_place(document, index, *place).map_or(Fit::Lost("is not there"), Fit::Exact)
        }
        _ => Fit::NotRetold,
    }
}

/// The passage at a position, if the document has one there.
fn at_place(document: &Document, index: DocumentIndex, place: Place) -> Option<Passage> {
    let block = document.block_numbered(place.paragraph)?;
    let Some(sentence) = place.sentence else { return Some(Passage::block(index, block)) };
    let sentence = SentenceIndex((sentence as usize).checked_sub(1)?);
    (sentence.0 < document.sentences(block).len()).then(|| Passage::sentence(index, block, sentence))
}

/// Codings by passage: several sentences of an original may share one of its retelling.
#[derive(Default)]
struct Merged {
    codings: Vec<Coding>,
    at: HashMap<Passage, usize>,
}

impl Merged {
    fn add(&mut self, passage: Passage, coded: &Coded) {
        let codings = &mut self.codings;
        let at = *self.at.entry(passage).or_insert_with(|| {
            codings.push(Coding { passage, coded: coded.clone(), confidence: 1.0, by_hand: true });
            codings.len() - 1
        });
        join(&mut self.codings[at].coded, coded);
    }
}

/// Adds a second coding of the same passage: episodes of both, the rest from the first that has
/// it. Background goes with the step.
fn join(coded: &mut Coded, other: &Coded) {
    coded.episodes.extend(&other.episodes);
    coded.episodes.sort_unstable();
    coded.episodes.dedup();
    if coded.step.is_none() {
        coded.step = other.step;
        coded.background = other.background;
    }
    coded.second_step = coded.second_step.or(other.second_step);
    coded.direction = coded.direction.or(other.direction);
    coded.date = coded.date.or(other.date);
}

#[cfg(test)]
mod tests;
