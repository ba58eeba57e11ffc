//! The timeline: when the passages of a collection say that things happened.
//!
//! A coding by hand that gives a date counts; else the dates that a passage itself tells count,
//! each of them. Days without a year are of that in which the episode of the passage was; without
//! such an episode, of the year told before or of the document's, where that is dated to a season
//! or better. Dates that only tell which thing is meant ('the 1979 flood') are left aside, and
//! so is the date told in the sentence before.

mod lane;

use crate::matching::features::{DateMention, DateReader, Lexed, Resolved};
use crate::text::{BlockIndex, DateRange, DocumentIndex, Passage, SentenceIndex};

use super::collection::Collection;
use super::model::EpisodeIndex;

pub use lane::{Lane, LaneCount, LaneKind};

/// How the date of a passage is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatedBy {
    /// The coding says it.
    Coding,
    /// It is written out.
    Text,
    /// It is reckoned, from when the document was written or from the date told before.
    Reckoned,
}

impl DatedBy {
    /// The word for it in messages and machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coding => "coding",
            Self::Text => "text",
            Self::Reckoned => "reckoned",
        }
    }
}

/// A passage with one of its dates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    pub passage: Passage,
    pub range: DateRange,
    /// First and last day, as [`DateRange::days`] counts.
    pub first: i32,
    pub last: i32,
    pub by: DatedBy,
}

impl Dated {
    fn new(passage: Passage, range: DateRange, by: DatedBy) -> Self {
        let (first, last) = range.days();
        Self { passage, range, first, last, by }
    }

    /// Whether it is one day, and not a stretch in which something was.
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }
}

/// All dated passages, with lanes over them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// By first day, then by last day, then in the order of the collection.
    pub dated: Vec<Dated>,
    /// When each document was written, of those that say so.
    pub written: Vec<(DocumentIndex, DateRange)>,
    /// Passages without a date.
    pub undated: usize,
    /// One for each document.
    pub by_document: Vec<Lane>,
    /// One for each episode, and one for passages of none; empty without a scheme.
    pub by_episode: Vec<Lane>,
}

impl Timeline {
    /// The first and the last day that are told or on which a document was written.
    pub fn extent(&self) -> Option<(i32, i32)> {
        let told = self.dated.iter().map(|dated| (dated.first, dated.last));
        let written = self.written.iter().map(|(_, range)| range.days());
        told.chain(written).reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
    }

    /// How many passages have a date; each counts once.
    pub fn passages(&self) -> usize {
        self.by_document.iter().map(|lane| lane.passages).sum()
    }
}

/// The timeline of a collection. Reads every sentence that nobody has dated.
pub fn timeline(collection: &Collection) -> Timeline {
    let mut timeline = Timeline::default();
    for index in collection.document_indices() {
        read_document(collection, index, &mut timeline);
        let written = collection.document(index).metadata.date;
        timeline.written.extend(written.map(|range| (index, range)));
    }
    timeline.dated.sort_by_key(|dated| (dated.first, dated.last, dated.passage));
    let dated = &timeline.dated;
    timeline.by_document = lane::by_document(collection.documents.len(), dated);
    if !collection.scheme.is_empty() {
        timeline.by_episode = lane::by_episode(collection, dated);
    }
    timeline
}

/// The episodes that a passage is coded with, its own or its paragraph's.
pub fn episodes_of(collection: &Collection, passage: Passage) -> &[EpisodeIndex] {
    let whole = Passage::block(passage.document, passage.block);
    let coding = collection.coding(passage).or_else(|| collection.coding(whole));
    coding.map_or(&[], |coding| &coding.coded.episodes)
}

fn read_document(collection: &Collection, index: DocumentIndex, timeline: &mut Timeline) {
    let document = collection.document(index);
    let mut reader = DateReader::new(document.metadata.date, document.metadata.language.as_deref());
    for (at, _) in document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose()) {
        let block = BlockIndex(at);
        let text = document.block_text(block);
        for (sentence, span) in document.sentences(block).into_iter().enumerate() {
            let passage = Passage::sentence(index, block, SentenceIndex(sentence));
            // Every sentence is read, as what it tells may date the next.
            let mentions = reader.passage(&Lexed::new(span.of(&text)), at);
            let coded = collection.coding(passage).filter(|coding| coding.by_hand);
            let dates = match coded.and_then(|coding| coding.coded.date) {
                Some(date) => vec![(date, DatedBy::Coding)],
                None => told(collection, passage, &mentions),
            };
            timeline.undated += usize::from(dates.is_empty());
            timeline.dated.extend(dates.into_iter().map(|(range, by)| Dated::new(passage, range, by)));
        }
    }
}

/// The dates that a passage tells itself, each once.
fn told(collection: &Collection, passage: Passage, mentions: &[DateMention]) -> Vec<(DateRange, DatedBy)> {
    let mut dates: Vec<(DateRange, DatedBy)> = Vec::new();
    for mention in mentions.iter().filter(|mention| !mention.attributive) {
        let dated = match mention.resolved {
            Resolved::Explicit => Some((mention.range, DatedBy::Text)),
            Resolved::FromDocument => Some((mention.range, DatedBy::Reckoned)),
            resolved => {
                let is_known = resolved != Resolved::YearUnknown;
                let days = year_of_episode(collection, passage, mention.range);
                days.or(is_known.then_some(mention.range)).map(|days| (days, DatedBy::Reckoned))
            }
        };
        dates.extend(dated.filter(|(range, _)| !dates.iter().any(|(known, _)| known == range)));
    }
    dates
}

/// Days whose year is not told, in the one year in which they meet what the passage is coded with.
fn year_of_episode(collection: &Collection, passage: Passage, days: DateRange) -> Option<DateRange> {
    let episodes = &collection.scheme.episodes;
    let lasted = episodes_of(collection, passage).iter().filter_map(|episode| episodes[episode.0].when);
    let mut met = lasted.flat_map(|when| days.meeting(when));
    let first = met.next()?;
    met.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests;
