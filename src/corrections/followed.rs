//! What became of the words that the reader's work holds on to, once documents have changed: they
//! stand where they stood, elsewhere, or are not found. Reads much: for a worker.

use std::collections::{BTreeMap, BTreeSet};

use crate::scheme::Collection;
use crate::store::{Anchor, Moves, Resolution, Work};
use crate::text::hash::Fingerprint;
use crate::text::{Document, DocumentIndex};

use super::places::Names;
use super::renamed::{Alike, alike};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// What is held on to from now on: where the words stand elsewhere, or between other words.
    pub moves: Moves,
    /// How many of those stand elsewhere.
    pub elsewhere: usize,
    /// What is not found, or not to be told from another.
    pub lost: Vec<Lost>,
    /// Documents that may be ones that are gone, by what stands in them.
    pub alike: Vec<Alike>,
    /// Which texts the documents have that something is on.
    pub texts: Vec<(String, Fingerprint)>,
}

/// Words that something of the reader's is on, and that are not found any more.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    pub anchor: Anchor,
    /// What is on them, each once: `note`.
    pub what: BTreeSet<&'static str>,
}

/// Looks for all that the work holds on to. Documents for which `is_elsewhere` holds are not open,
/// but not gone either.
pub fn followed(collection: &Collection, work: &Work, is_elsewhere: &dyn Fn(&str) -> bool) -> Followed {
    let mut found = Followed::default();
    let names = Names::of(collection);
    found.texts = texts(collection, &names, work);
    let changed: BTreeSet<String> = found.texts.iter().map(|(name, _)| name.clone()).collect();
    let mut lost: BTreeMap<&Anchor, BTreeSet<&'static str>> = BTreeMap::new();
    for (what, anchor) in work.anchors() {
        if found.moves.anchors.contains_key(anchor) {
            continue;
        }
        let Some(index) = names.document(&anchor.document) else {
            if !is_elsewhere(&anchor.document) {
                lost.entry(anchor).or_default().insert(what);
            }
            continue;
        };
        match anchor.resolve(collection.document(index)) {
            Resolution::Exact(_) | Resolution::Moved(_) if !anchor.knows_where() => {}
            // Where it was, but perhaps beside another that is like it.
            Resolution::Exact(_) if !changed.contains(anchor.document.as_str()) => {}
            Resolution::Exact(site) | Resolution::Moved(site) => {
                let now = Anchor::of(collection.document(index), site.block, site.span);
                if let Some(now) = now.filter(|now| now != anchor) {
                    found.elsewhere +=
                        usize::from((now.paragraph, now.start) != (anchor.paragraph, anchor.start));
                    found.moves.anchors.insert(anchor.clone(), now);
                }
            }
            Resolution::Orphan => {
                lost.entry(anchor).or_default().insert(what);
            }
        }
    }
    let anchors: Vec<&Anchor> = lost.keys().copied().collect();
    let is_here = |name: &str| names.document(name).is_some();
    found.alike = alike(collection, work, &anchors, &is_here);
    found.lost = lost.into_iter().map(|(anchor, what)| Lost { anchor: anchor.clone(), what }).collect();
    found
}

/// Which texts have changed, of the documents that something is on.
fn texts(collection: &Collection, names: &Names, work: &Work) -> Vec<(String, Fingerprint)> {
    let open = work.documents().into_iter().filter_map(|name| names.document(name));
    let document = |index: DocumentIndex| collection.document(index);
    open.map(document)
        .filter(|document| document.complete)
        .map(|document: &Document| (document.name.clone(), document.fingerprint()))
        .filter(|(name, text)| work.texts.get(name) != Some(text))
        .collect()
}
