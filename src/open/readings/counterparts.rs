//! Another folder's documents and codes as those of the collection that is compared on.
//!
//! A document is known by its name, or else by its words; a code by its id, or else by its name.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::corrections::{coded, coding_of};
use crate::exchange::codes;
use crate::exchange::place::Places;
use crate::scheme::{Coded, Collection, Scheme};
use crate::store::{Anchor, Coding};
use crate::text::hash::{fnv1a, normalised};
use crate::text::{BlockIndex, Document, DocumentIndex};

#[derive(Debug)]
pub struct Counterparts<'a> {
    /// The folder's own; `None` where only a reader's work is there.
    other: Option<&'a Collection>,
    ours: &'a Scheme,
    /// Our names of documents that are called otherwise there.
    names: HashMap<&'a str, &'a str>,
    /// Documents that we do not have, with how many codings are of them.
    strange: BTreeMap<String, usize>,
    /// Codes that our scheme does not have, with how often they are given.
    unknown: BTreeMap<String, usize>,
}

impl<'a> Counterparts<'a> {
    pub fn of(other: Option<&'a Collection>, places: &Places<'a>) -> Self {
        let ours = places.collection;
        let names = other.map(|other| renamed(other, ours, places)).unwrap_or_default();
        Self { other, ours: &ours.scheme, names, strange: BTreeMap::new(), unknown: BTreeMap::new() }
    }

    /// The document here that is theirs of this name; that there is none is remembered.
    pub fn document(&mut self, theirs: &str, places: &Places<'_>) -> Option<DocumentIndex> {
        let name = self.names.get(theirs).copied().unwrap_or(theirs);
        let found = places.known(name);
        if found.is_none() {
            *self.strange.entry(theirs.to_owned()).or_default() += 1;
        }
        found
    }

    /// What a coding of theirs says here. What our scheme does not have is left out of it.
    pub fn coded(&mut self, coding: &Coding) -> Coded {
        let mut ours = coding.clone();
        ours.episodes = coding.episodes.iter().filter_map(|id| self.episode(id)).collect();
        [ours.step, ours.second_step] =
            [&coding.step, &coding.second_step].map(|step| step.as_deref().and_then(|id| self.step(id)));
        coded(self.ours, &ours).unwrap_or_default()
    }

    fn episode(&mut self, id: &str) -> Option<String> {
        let named = || {
            let theirs = &self.other?.scheme;
            Some(theirs.episode(theirs.episode_by_id(id)?).name.as_str())
        };
        let find = |word: &str| codes::episode(self.ours, word).ok();
        let found = find(id).or_else(|| find(named()?));
        self.known(&format!("episode '{id}'"), found.map(|at| self.ours.episode(at).id.clone()))
    }

    fn step(&mut self, id: &str) -> Option<String> {
        let named = || {
            let theirs = &self.other?.scheme;
            Some(theirs.step(theirs.step_by_id(id)?).name.as_str())
        };
        let find = |word: &str| codes::step(self.ours, word).ok();
        let found = find(id).or_else(|| find(named()?));
        self.known(&format!("step '{id}'"), found.map(|at| self.ours.step(at).id.clone()))
    }

    /// Remembers what was not found.
    fn known(&mut self, code: &str, found: Option<String>) -> Option<String> {
        if found.is_none() {
            *self.unknown.entry(code.to_owned()).or_default() += 1;
        }
        found
    }

    /// As [`Self::coded`], of what their collection holds.
    pub fn coded_there(&mut self, there: &Coded) -> Coded {
        match self.other {
            Some(other) => self.coded(&coding_of(&other.scheme, Anchor::default(), there, None)),
            None => there.clone(),
        }
    }

    /// What is to be known of the comparison.
    pub fn remarks(&self) -> Vec<String> {
        let mut names: Vec<_> = self.names.iter().collect();
        names.sort_unstable();
        let same = names
            .into_iter()
            .map(|(theirs, ours)| format!("{theirs} is compared with {ours}, which has the same words"));
        let strange = self.strange.iter().map(|(name, count)| {
            format!("{name}: no document has this name or these words; codings left out: {count}")
        });
        let unknown = self.unknown.iter().map(|(code, count)| {
            format!("the scheme that is compared by has no {code}; codings that give it: {count}")
        });
        same.chain(strange).chain(unknown).collect()
    }
}

/// Our documents by their names for them: of those that are not here under theirs, and only where one
/// document on either side has the words.
fn renamed<'a>(
    other: &'a Collection,
    ours: &'a Collection,
    places: &Places<'a>,
) -> HashMap<&'a str, &'a str> {
    let there: HashSet<&str> = other.documents.iter().map(|document| document.name.as_str()).collect();
    let gone = other.documents.iter().filter(|document| places.known(&document.name).is_none());
    let gone = by_words(gone);
    if gone.is_empty() {
        return HashMap::new();
    }
    let free = by_words(ours.documents.iter().filter(|document| !there.contains(document.name.as_str())));
    gone.into_iter().filter_map(|(words, theirs)| Some((one(&theirs)?, one(free.get(&words)?)?))).collect()
}

fn one<'a>(names: &[&'a str]) -> Option<&'a str> {
    if let [only] = names { Some(only) } else { None }
}

/// Names by a hash of the words, whatever they are parted by. Documents without words are like no other.
fn by_words<'a>(documents: impl Iterator<Item = &'a Document>) -> HashMap<u64, Vec<&'a str>> {
    let mut all: HashMap<u64, Vec<&str>> = HashMap::new();
    for document in documents {
        let blocks = (0..document.blocks().len()).map(BlockIndex);
        let words: Vec<String> = blocks
            .map(|block| normalised(&document.block_text(block)))
            .filter(|words| !words.is_empty())
            .collect();
        if !words.is_empty() {
            all.entry(fnv1a(words.join(" ").bytes())).or_default().push(&document.name);
        }
    }
    all
}
