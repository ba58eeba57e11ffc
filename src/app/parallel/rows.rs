//! The rows of the parallel view with what is looked up in them: made once when they are laid out, by
//! a worker where they are many.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::lit::Lit;
use crate::matching::MatchKind;
use crate::scheme::{Collection, Synopsis};
use crate::text::Passage;

/// Rows that are put in shape between two frames.
const MOST_AT_ONCE: usize = 2_000;

#[derive(Debug)]
pub struct Rows {
    pub synopsis: Arc<Synopsis>,
    /// For each column, how many passages it has to show with background and without.
    pub(super) needs: Vec<(usize, usize)>,
    /// How many rows there are.
    pub(super) count: usize,
    /// Band and row of each passage, by the passage.
    places: Vec<(Passage, (usize, usize))>,
    /// Every passage that stands in a row, in order.
    standing: Arc<[Passage]>,
    /// How passages match in some row, each kind once.
    kinds: BTreeSet<MatchKind>,
    /// What tells which words carry a match; `None` until it is first needed.
    pub(super) lit: Option<Arc<Lit>>,
    /// Sentences of the text that stand in no row; `None` until they are first asked for.
    unplaced: Option<Arc<[Passage]>>,
}

impl Rows {
    pub fn new(synopsis: Synopsis) -> Self {
        let mut needs = vec![(0, 0); synopsis.columns.len()];
        let mut places = Vec::new();
        let mut kinds = BTreeSet::new();
        for (band, content) in synopsis.bands.iter().enumerate() {
            for (row, content) in content.rows.iter().enumerate() {
                for (column, found) in content.cells.passages() {
                    needs[column].0 += 1;
                    needs[column].1 += usize::from(!content.background);
                    places.push((found.passage, (band, row)));
                }
                for kind in &content.kinds {
                    if !kinds.contains(kind) {
                        kinds.insert(kind.clone());
                    }
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        let mut standing: Vec<Passage> = places.iter().map(|(passage, _)| *passage).collect();
        standing.dedup();
        let count = synopsis.rows().count();
        Self {
            synopsis: Arc::new(synopsis),
            needs,
            count,
            places,
            standing: standing.into(),
            kinds,
            lit: None,
            unplaced: None,
        }
    }

    /// Finds out now what else is found out only when it is first needed.
    #[must_use]
    pub fn complete(mut self, collection: &Collection) -> Self {
        self.lit = Some(Arc::new(Lit::new(collection, &self.synopsis)));
        self.unplaced = Some(self.unplaced(collection));
        self
    }

    /// Sentences of the text that stand in no row, by themselves or with their paragraph.
    pub fn unplaced(&self, collection: &Collection) -> Arc<[Passage]> {
        if let Some(unplaced) = &self.unplaced {
            return Arc::clone(unplaced);
        }
        let stands =
            |passage: &Passage| self.stands(*passage) || self.stands(Passage { sentence: None, ..*passage });
        collection.sentences().into_iter().filter(|passage| !stands(passage)).collect()
    }

    /// Whether they are too many to be put in shape, or cleared away, between two frames.
    pub fn is_many(&self) -> bool {
        self.count > MOST_AT_ONCE
    }

    pub fn standing(&self) -> &Arc<[Passage]> {
        &self.standing
    }

    pub fn kinds(&self) -> &BTreeSet<MatchKind> {
        &self.kinds
    }

    pub fn stands(&self, passage: Passage) -> bool {
        self.standing.binary_search(&passage).is_ok()
    }

    /// The bands and rows in which a passage stands, in order.
    pub(super) fn places_of(&self, passage: Passage) -> impl Iterator<Item = (usize, usize)> {
        let start = self.places.partition_point(|(at, _)| *at < passage);
        self.places[start..].iter().take_while(move |(at, _)| *at == passage).map(|(_, place)| *place)
    }
}
