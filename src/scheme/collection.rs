//! A collection: documents, their scheme, and what was coded, linked and set level by hand.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::matching::{Match, StaticVectors};
use crate::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex};

use super::model::{Coding, EpisodeIndex, Level, Link, Row, Scheme, StepIndex, Summary};
use super::readings::{KeptReadings, Readings};
use super::resolve::Counts;
use super::suggest::Matched;
use super::synopsis::levels::Levels;

/// What a document is called where there is little room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// A letter, or the document's number where letters run out: `A`, `B`, ... `Z`, `27`.
    pub letter: String,
    /// Short citation: `Ort 1950`; by default the author or title and the year.
    pub cite: String,
}

/// Documents with their scheme and everything that holds on to their passages.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    pub title: String,
    pub scheme: Scheme,
    /// Shared, so that what is laid over a collection copies no text.
    pub documents: Arc<[Document]>,
    /// One for each document.
    pub labels: Vec<Label>,
    /// In order of the passages, one for each, once indexed.
    pub codings: Vec<Coding>,
    pub links: Vec<Link>,
    /// Pairs that a person said do not match, the lesser passage first: no link and no match holds.
    pub rejected: HashSet<(Passage, Passage)>,
    pub rows: Vec<Row>,
    pub levels: Vec<Level>,
    pub summaries: Vec<Summary>,
    /// How the coded sentences found their places.
    pub placed: Counts,
    /// What could not be opened or did not fit, as messages that name the file.
    pub problems: Vec<String>,
    /// For matching, where the reader named some.
    pub vectors: Option<Arc<StaticVectors>>,
    // Made by `indexed`; open to the crate so that tests can build collections by field.
    /// Each end of each link with the link's position, in order of the passages.
    pub(crate) links_of: Vec<(Passage, usize)>,
    /// At which step a row by hand, or what it was set level with, places a passage in an episode.
    pub(crate) row_steps: HashMap<(EpisodeIndex, Passage), StepIndex>,
    /// Shared with what is laid over the collection.
    pub(crate) readings: KeptReadings,
}

impl Collection {
    /// Makes the collection answer for its codings and links: to be called after they were set. Of
    /// several codings of one passage the first counts.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        self.codings.sort_by_key(|coding| coding.passage);
        self.codings.dedup_by_key(|coding| coding.passage);
        let ends = self.links.iter().enumerate().flat_map(|(index, link)| [(link.a, index), (link.b, index)]);
        self.links_of = ends.collect();
        self.links_of.sort_unstable();
        self.links_of.dedup();
        self.row_steps = HashMap::new();
        let in_rows = self.rows.iter().flat_map(|row| {
            let placed = row.cells.iter().flat_map(|(episode, cell)| cell.iter().map(|one| (*episode, *one)));
            placed.map(|place| (place, row.step))
        });
        for (place, step) in in_rows.chain(self.steps_of_levels()) {
            self.row_steps.entry(place).or_insert(step);
        }
        self
    }

    /// What was set level stands at the step of the passage which leads the others.
    fn steps_of_levels(&self) -> HashMap<(EpisodeIndex, Passage), StepIndex> {
        let levels = Levels::new(&self.levels);
        let mut steps = HashMap::new();
        for passage in self.levels.iter().flat_map(|level| [level.a, level.b]) {
            let lead = levels.lead(passage).and_then(|lead| self.coding(lead));
            let step = lead.and_then(|lead| lead.coded.step.or(lead.coded.second_step));
            let Some((step, coding)) = step.zip(self.coding(passage)) else { continue };
            steps.extend(coding.coded.episodes.iter().map(|&episode| ((episode, passage), step)));
        }
        steps
    }

    /// The same with other codings. To be indexed afterwards.
    #[must_use]
    pub fn with_codings(&self, codings: Vec<Coding>) -> Self {
        Self {
            title: self.title.clone(),
            scheme: self.scheme.clone(),
            documents: Arc::clone(&self.documents),
            labels: self.labels.clone(),
            codings,
            links: self.links.clone(),
            rejected: self.rejected.clone(),
            rows: self.rows.clone(),
            levels: self.levels.clone(),
            summaries: self.summaries.clone(),
            placed: self.placed,
            problems: self.problems.clone(),
            vectors: self.vectors.clone(),
            links_of: Vec::new(),
            row_steps: HashMap::new(),
            readings: self.readings().into(),
        }
    }

    /// What was read in the texts for the scheme.
    pub fn readings(&self) -> Arc<Readings> {
        self.readings.of(&self.scheme, &self.documents)
    }

    /// Takes the matches of its sentences, best first, as evidence for the codings that are suggested
    /// from then on. The first ones count: they rest on scheme and texts, which stay as they are.
    pub fn learn_matches(&self, matches: &[Match]) {
        if !self.scheme.is_empty() {
            self.readings().learn_matches(|suggester| Matched::new(matches, suggester.from_scheme(self)));
        }
    }

    pub fn document(&self, index: DocumentIndex) -> &Document {
        &self.documents[index.0]
    }

    pub fn label(&self, index: DocumentIndex) -> &Label {
        &self.labels[index.0]
    }

    pub fn document_indices(&self) -> impl Iterator<Item = DocumentIndex> + use<> {
        (0..self.documents.len()).map(DocumentIndex)
    }

    /// Fills in what the scheme suggests where nothing is coded by hand. To be indexed afterwards.
    #[must_use]
    pub fn with_suggestions(mut self) -> Self {
        if self.codings.is_empty() {
            self.codings = self.readings().suggester().codings(&self);
        }
        self
    }

    /// Whether codings are suggested, those of the collection at least: nobody has coded it.
    pub fn has_suggestions(&self) -> bool {
        self.codings.iter().any(|coding| !coding.by_hand)
    }

    /// Whether rows and cells are laid out from what the program finds: nobody has set rows.
    pub fn takes_suggested_rows(&self) -> bool {
        self.rows.is_empty()
    }

    /// The step at which a coded passage stands in an episode, in every view: that of the row by hand
    /// which places it, or of what it was set level with; else its own, else its second one.
    pub fn step_in(&self, episode: EpisodeIndex, coding: &Coding) -> Option<StepIndex> {
        let placed = self.row_steps.get(&(episode, coding.passage)).copied();
        placed.or(coding.coded.step).or(coding.coded.second_step)
    }

    /// The coding of exactly this passage.
    pub fn coding(&self, passage: Passage) -> Option<&Coding> {
        let at = self.codings.binary_search_by_key(&passage, |coding| coding.passage).ok()?;
        Some(&self.codings[at])
    }

    /// The coding of the passage, or of the paragraph that holds it.
    pub fn coding_over(&self, passage: Passage) -> Option<&Coding> {
        self.coding(passage).or_else(|| self.coding(Passage { sentence: None, ..passage }))
    }

    /// Whether a person said that the two do not match.
    pub fn is_rejected(&self, a: Passage, b: Passage) -> bool {
        !self.rejected.is_empty() && self.rejected.contains(&(a.min(b), a.max(b)))
    }

    /// Whether the passage lies in what the author tells, not in a caption or a comment.
    pub fn is_told(&self, passage: Passage) -> bool {
        let document = self.documents.get(passage.document.0);
        document.and_then(|document| document.block(passage.block)).is_some_and(|block| block.kind.is_body())
    }

    /// The sentences of a document's prose, in order.
    pub fn sentences_of(&self, index: DocumentIndex) -> impl Iterator<Item = Passage> {
        let document = self.document(index);
        let prose = document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose());
        prose.flat_map(move |(block, _)| {
            let block = BlockIndex(block);
            let count = document.sentences(block).len();
            (0..count).map(move |at| Passage::sentence(index, block, SentenceIndex(at)))
        })
    }

    /// The sentences of the prose of all documents, in order. The texts are read for them once.
    pub fn sentences(&self) -> Vec<Passage> {
        let readings = self.readings();
        let mut sentences = Vec::new();
        for index in self.document_indices() {
            let blocks = self.document(index).blocks().iter().zip(readings.sentences(index)).enumerate();
            for (block, (_, &count)) in blocks.filter(|(_, (block, _))| block.kind.is_prose()) {
                let sentence = |at| Passage::sentence(index, BlockIndex(block), SentenceIndex(at));
                sentences.extend((0..count as usize).map(sentence));
            }
        }
        sentences
    }

    /// The hand-made links of exactly this passage, each with the passage at its other end.
    pub fn links_of(&self, passage: Passage) -> impl Iterator<Item = (&Link, Passage)> {
        let start = self.links_of.partition_point(|(end, _)| *end < passage);
        let ends = self.links_of[start..].iter().take_while(move |(end, _)| *end == passage);
        ends.map(move |&(_, index)| {
            let link = &self.links[index];
            (link, if link.a == passage { link.b } else { link.a })
        })
    }

    pub fn summary(&self, episode: EpisodeIndex, step: StepIndex) -> Option<&str> {
        self.summaries
            .iter()
            .find(|summary| summary.episode == episode && summary.step == step)
            .map(|summary| summary.text.as_str())
    }

    /// `A ¶10` or, for a sentence, `A ¶10.2`; the own id in a table of passages.
    pub fn passage_label(&self, passage: Passage) -> String {
        format!("{} {}", self.label(passage.document).letter, self.place_label(passage))
    }

    /// `¶10`, `¶10.2`, or the own id of a passage in a table.
    pub fn place_label(&self, passage: Passage) -> String {
        let document = self.document(passage.document);
        if let Some(id) = document.passage_id(passage.block) {
            return id.to_owned();
        }
        let number = document.block(passage.block).map_or(0, |block| block.number);
        match passage.sentence {
            Some(sentence) => format!("\u{b6}{number}.{}", sentence.0 + 1),
            None => format!("\u{b6}{number}"),
        }
    }

    /// `¶10.2`, or of several `¶10.2–¶10.4`.
    pub fn places_label(&self, passages: &[Passage]) -> String {
        match passages {
            [] => String::new(),
            [only] => self.place_label(*only),
            [first, .., last] => format!("{}\u{2013}{}", self.place_label(*first), self.place_label(*last)),
        }
    }

    /// The id that scripts rely on: `document#paragraph.sentence`, `document#paragraph`, or the
    /// own id of a passage in a table.
    pub fn passage_id(&self, passage: Passage) -> String {
        let document = self.document(passage.document);
        if let Some(id) = document.passage_id(passage.block) {
            return id.to_owned();
        }
        let number = document.block(passage.block).map_or(0, |block| block.number);
        match passage.sentence {
            Some(sentence) => format!("{}#{number}.{}", document.name, sentence.0 + 1),
            None => format!("{}#{number}", document.name),
        }
    }

    /// How a passage's source is cited: `after Ort 1950 ¶10` for a retelling.
    pub fn citation(&self, passage: Passage) -> String {
        let document = self.document(passage.document);
        let place = self.place_label(passage);
        match &document.metadata.retelling {
            Some(retelling) => format!("{retelling} {place}"),
            // An id of its own often begins with the document's name.
            None if place.starts_with(&self.label(passage.document).cite) => place,
            None => format!("{} {place}", self.label(passage.document).cite),
        }
    }
}
