//! Documents that were renamed or moved: known by their text, byte for byte. One whose text is
//! only nearly the same is the reader's to recognise.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::scheme::Collection;
use crate::store::{Anchor, Work};
use crate::text::hash::Fingerprint;
use crate::text::{Document, DocumentIndex};

/// Passages of a document that is gone that are looked for in others.
const MOST_ASKED: usize = 16;
/// Documents that are named for one that is gone.
const MOST_ALIKE: usize = 3;

/// A document in which much of what was held on to in another stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    pub was: String,
    pub now: String,
    /// How many passages were found, of how many that were looked for.
    pub found: usize,
    pub of: usize,
}

/// New names by the old ones, of documents that are here with the same text. One that may be
/// several is left out. Documents for which `is_elsewhere` holds are not open, but not gone either;
/// those for which `is_known` holds were there before, beside the one that is gone.
pub fn renamed(
    collection: &Collection,
    texts: &BTreeMap<String, Fingerprint>,
    is_elsewhere: &dyn Fn(&str) -> bool,
    is_known: &dyn Fn(&str) -> bool,
) -> BTreeMap<String, String> {
    let names: HashSet<&str> = collection.documents.iter().map(|document| document.name.as_str()).collect();
    let is_gone = |name: &str| !names.contains(name) && !is_elsewhere(name);
    let gone: Vec<(&String, &Fingerprint)> = texts.iter().filter(|(name, _)| is_gone(name)).collect();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    if gone.is_empty() {
        return found;
    }
    // Only what has the right length is read.
    let mut new: HashMap<usize, Vec<&Document>> = HashMap::new();
    let is_new = |document: &&Document| {
        document.complete && !texts.contains_key(&document.name) && !is_known(&document.name)
    };
    for document in collection.documents.iter().filter(is_new) {
        new.entry(document.length()).or_default().push(document);
    }
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for (name, text) in gone {
        let same = new.get(&text.length).into_iter().flatten();
        let same: Vec<&&Document> = same.filter(|document| document.fingerprint() == *text).collect();
        if let [only] = same.as_slice() {
            *taken.entry(only.name.as_str()).or_default() += 1;
            found.insert(name.clone(), only.name.clone());
        }
    }
    found.retain(|_, now| taken[now.as_str()] == 1);
    found
}

/// Where the passages of documents that are gone may stand now: for each the documents in which at
/// least half of those that are looked for stand, the best first.
pub(super) fn alike(
    collection: &Collection,
    work: &Work,
    lost: &[&Anchor],
    is_here: &dyn Fn(&str) -> bool,
) -> Vec<Alike> {
    let mut gone: BTreeMap<&str, Vec<&Anchor>> = BTreeMap::new();
    for anchor in lost.iter().filter(|anchor| !is_here(&anchor.document)) {
        gone.entry(&anchor.document).or_default().push(anchor);
    }
    let held = work.documents();
    let free = |index: &DocumentIndex| !held.contains(collection.document(*index).name.as_str());
    let free: Vec<DocumentIndex> =
        if gone.is_empty() { Vec::new() } else { collection.document_indices().filter(free).collect() };
    let mut all = Vec::new();
    for (was, anchors) in gone {
        let asked: Vec<&Anchor> =
            anchors.iter().copied().step_by(anchors.len().div_ceil(MOST_ASKED).max(1)).collect();
        let mut alike: Vec<Alike> = free
            .iter()
            .map(|&index| {
                let document = collection.document(index);
                let stands = |anchor: &&&Anchor| anchor.resolve(document).site().is_some();
                let found = asked.iter().filter(stands).count();
                Alike { was: was.to_owned(), now: document.name.clone(), found, of: asked.len() }
            })
            .filter(|alike| alike.found * 2 >= alike.of)
            .collect();
        alike.sort_by_key(|alike| std::cmp::Reverse(alike.found));
        all.extend(alike.into_iter().take(MOST_ALIKE));
    }
    all
}
