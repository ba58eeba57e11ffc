//! What is read in the texts of a collection for its scheme, whatever is coded: read when it is first
//! asked for, and kept as long as texts and scheme are the same, so that a coding has nothing read
//! again.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::matching::Match;
use crate::text::{BlockIndex, Document, DocumentIndex};

use super::model::Scheme;
use super::suggest::{MaskedTexts, Matched, Suggester};
use super::synopsis::{BroughtTogether, Counts};

/// Readings, made for the texts and the scheme that a collection has when it asks for them.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptReadings(OnceLock<Arc<Readings>>);

impl KeptReadings {
    pub(super) fn of(&self, scheme: &Scheme, documents: &Arc<[Document]>) -> Arc<Readings> {
        let new = || Arc::new(Readings::new(scheme, documents));
        let kept = self.0.get_or_init(new);
        // Texts and scheme may have been set since.
        if kept.are_of(scheme, documents) { Arc::clone(kept) } else { new() }
    }
}

impl From<Arc<Readings>> for KeptReadings {
    fn from(readings: Arc<Readings>) -> Self {
        Self(readings.into())
    }
}

#[derive(Debug)]
pub struct Readings {
    scheme: Scheme,
    documents: Arc<[Document]>,
    suggester: OnceLock<Suggester>,
    matched: OnceLock<Matched>,
    masked: Mutex<MaskedTexts>,
    brought: Mutex<Arc<BroughtTogether>>,
    /// By document and block: how many sentences it has.
    sentences: OnceLock<Vec<Vec<u32>>>,
}

impl Readings {
    /// Nothing is read yet.
    fn new(scheme: &Scheme, documents: &Arc<[Document]>) -> Self {
        Self {
            scheme: scheme.clone(),
            documents: Arc::clone(documents),
            suggester: OnceLock::new(),
            matched: OnceLock::new(),
            masked: Mutex::default(),
            brought: Mutex::default(),
            sentences: OnceLock::new(),
        }
    }

    /// Whether it is these texts that are read, and for this scheme.
    fn are_of(&self, scheme: &Scheme, documents: &Arc<[Document]>) -> bool {
        Arc::ptr_eq(&self.documents, documents) && self.scheme == *scheme
    }

    /// For suggestions. Reads all texts the first time.
    pub fn suggester(&self) -> &Suggester {
        self.suggester.get_or_init(|| Suggester::new(&self.scheme, &self.documents))
    }

    /// The same, if it was asked for before.
    pub fn known_suggester(&self) -> Option<&Suggester> {
        self.suggester.get()
    }

    /// The matches that are evidence for codings, once they are known.
    pub fn matched(&self) -> Option<&Matched> {
        self.matched.get()
    }

    pub(super) fn learn_matches(&self, learn: impl FnOnce(&Suggester) -> Matched) {
        self.matched.get_or_init(|| learn(self.suggester()));
    }

    /// What these matches bring together, of those that count: depends on nothing else, and is found
    /// out again only when the matches are others.
    pub(super) fn brought_together(&self, matches: &[Match], counts: &Counts<'_>) -> Arc<BroughtTogether> {
        let kept = || self.brought.lock().unwrap_or_else(PoisonError::into_inner);
        let known = Arc::clone(&kept());
        let brought = BroughtTogether::by(&known, matches, counts);
        *kept() = Arc::clone(&brought);
        brought
    }

    /// How many sentences each block of a document has.
    pub(super) fn sentences(&self, index: DocumentIndex) -> &[u32] {
        let of_document = |document: &Document| {
            let blocks = 0..document.blocks().len();
            blocks.map(|block| document.sentences(BlockIndex(block)).len() as u32).collect()
        };
        let all = self.sentences.get_or_init(|| self.documents.iter().map(of_document).collect());
        &all[index.0]
    }

    /// For analogies.
    pub(super) fn masked(&self) -> MutexGuard<'_, MaskedTexts> {
        // What a panic left is whole: a passage is put in last.
        self.masked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
