//! What the reader made, in words and in an order for reading: by document, episode or step.

mod words;

use std::collections::HashMap;

use crate::corrections::coded;
use crate::scheme::{Collection, EpisodeIndex, StepIndex};
use crate::store::{Anchor, Coding, Note, Target, Work};
use crate::text::{DocumentIndex, Passage};

use super::item::Item;
use super::place::Places;

pub use words::Words;

/// What the entries stand under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    #[default]
    Document,
    Episode,
    Step,
}

/// Entries under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub title: String,
    pub entries: Vec<Entry>,
}

/// One thing that the reader made, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// What it is and what it says in short: `coding: Flood of 1953; Call`.
    pub head: String,
    /// The passages that it is on.
    pub quotations: Vec<Quotation>,
    /// What the reader wrote.
    pub text: String,
    pub tags: Vec<String>,
}

/// The words of a passage with their source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotation {
    pub words: String,
    /// `Ort 1954 ¶1.1`, or that the words are no longer there.
    pub source: String,
    /// The passage's id, for scripts; empty where the words are not found.
    pub id: String,
}

/// All that the reader made. Words that are no longer in their document come first, then groups in
/// the order of the documents or the scheme; what has no place in it comes last.
pub fn groups(collection: &Collection, work: &Work, grouping: Grouping) -> Vec<Group> {
    let teller = Teller::new(collection, work);
    let mut told: Vec<Told> = Item::all(work).into_iter().map(|item| teller.told(&item)).collect();
    told.sort_by_key(|one| (one.at.is_none(), one.at));
    let mut groups = vec![Group { title: "Not found in the texts".into(), entries: Vec::new() }];
    let names: Vec<String> = match grouping {
        Grouping::Document => collection.documents.iter().map(|one| one.title().to_owned()).collect(),
        Grouping::Episode => collection.scheme.episodes.iter().map(|one| one.name.clone()).collect(),
        Grouping::Step => collection.scheme.steps.iter().map(|one| one.name.clone()).collect(),
    };
    groups.extend(names.into_iter().map(|title| Group { title, entries: Vec::new() }));
    let last = match grouping {
        Grouping::Document => "On no document",
        Grouping::Episode => "Of no episode",
        Grouping::Step => "At no step",
    };
    groups.push(Group { title: last.into(), entries: Vec::new() });
    for one in told {
        let places = if one.lost { vec![0] } else { one.places(grouping, groups.len() - 1) };
        for at in places {
            groups[at].entries.push(one.entry.clone());
        }
    }
    groups.retain(|group| !group.entries.is_empty());
    groups
}

/// An entry and where it belongs.
struct Told {
    entry: Entry,
    at: Option<Passage>,
    document: Option<DocumentIndex>,
    episodes: Vec<EpisodeIndex>,
    steps: Vec<StepIndex>,
    lost: bool,
}

impl Told {
    /// Positions of the groups it stands in; the first group is for what is lost.
    fn places(&self, grouping: Grouping, last: usize) -> Vec<usize> {
        let places: Vec<usize> = match grouping {
            Grouping::Document => self.document.iter().map(|document| document.0 + 1).collect(),
            Grouping::Episode => self.episodes.iter().map(|episode| episode.0 + 1).collect(),
            Grouping::Step => self.steps.iter().map(|step| step.0 + 1).collect(),
        };
        if places.is_empty() { vec![last] } else { places }
    }
}

struct Teller<'a> {
    places: Places<'a>,
    /// What the reader coded, by passage.
    coded: HashMap<Passage, &'a Coding>,
}

impl<'a> Teller<'a> {
    fn new(collection: &'a Collection, work: &'a Work) -> Self {
        let places = Places::of(collection);
        let coded = work.codings.values().flat_map(|coding| {
            places
                .passages(&coding.anchor)
                .unwrap_or_default()
                .into_iter()
                .map(move |passage| (passage, coding))
        });
        Self { coded: coded.collect(), places }
    }

    fn told(&self, item: &Item) -> Told {
        let anchors = item.anchors();
        let quotations: Vec<Quotation> = anchors.iter().map(|anchor| self.quotation(anchor)).collect();
        let at = anchors.first().and_then(|anchor| self.places.passages(anchor).ok()?.first().copied());
        let (episodes, steps) = self.cells(item, at);
        let (head, text, tags) = self.words(item);
        let document = match item {
            Item::Note(_, Note { target: Target::Document(name), .. }) => self.places.known(name),
            _ => at.map(|passage| passage.document),
        };
        let lost = quotations.iter().any(|quotation| quotation.id.is_empty());
        Told { entry: Entry { head, quotations, text, tags }, at, document, episodes, steps, lost }
    }

    fn quotation(&self, anchor: &Anchor) -> Quotation {
        let words = anchor.quote.clone();
        let Some(&passage) = self.places.passages(anchor).ok().as_deref().and_then(|found| found.first())
        else {
            let source = format!("was in {}, and is not found there", anchor.place());
            return Quotation { words, source, id: String::new() };
        };
        let collection = self.places.collection;
        let source = collection.citation(passage);
        Quotation { words, source, id: collection.passage_id(passage) }
    }

    /// The episodes and steps that it belongs to: its own, or those of its passage.
    fn cells(&self, item: &Item, at: Option<Passage>) -> (Vec<EpisodeIndex>, Vec<StepIndex>) {
        let scheme = &self.places.collection.scheme;
        let coded = match (item, at) {
            (Item::Coding(_, coding), _) => coded(scheme, coding).unwrap_or_default(),
            (Item::Summary(cell, _) | Item::Note(_, Note { target: Target::Cell(cell), .. }), _) => {
                return (
                    scheme.episode_by_id(&cell.episode).into_iter().collect(),
                    scheme.step_by_id(&cell.step).into_iter().collect(),
                );
            }
            (_, Some(passage)) => match (self.coded.get(&passage), self.places.collection.coding(passage)) {
                (Some(coding), _) => coded(scheme, coding).unwrap_or_default(),
                (None, Some(coding)) => coding.coded.clone(),
                (None, None) => return (Vec::new(), Vec::new()),
            },
            (_, None) => return (Vec::new(), Vec::new()),
        };
        (coded.episodes, coded.step.into_iter().chain(coded.second_step).collect())
    }

    /// Head, text and tags.
    fn words(&self, item: &Item) -> (String, String, Vec<String>) {
        let words = Words { scheme: &self.places.collection.scheme };
        let plain = |head: String| (head, String::new(), Vec::new());
        match item {
            Item::Mark(name, _) => plain(format!("mark '{name}'")),
            Item::Coding(_, coding) => plain(format!("coding: {}", words.coding(coding))),
            Item::Link(_, link) => {
                let row = link.label.as_ref().map(|label| format!(", in the row '{label}'"));
                plain(format!("link: {}{}", words.link(&link.kind), row.unwrap_or_default()))
            }
            Item::Summary(cell, summary) => {
                (format!("summary of {}", words.cell(cell)), summary.text.clone(), Vec::new())
            }
            Item::Verdict(_, verdict) => plain(words.verdict(verdict)),
            Item::Note(_, note) => (words.note(note), note.text.clone(), note.tags.iter().cloned().collect()),
        }
    }
}
