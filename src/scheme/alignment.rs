//! Rows that somebody else set over the same passages, such as a printed table of parallels, and how
//! far the rows of a synopsis agree with them.

mod parse;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::text::{DocumentIndex, Passage};

use super::collection::Collection;
use super::synopsis::{Synopsis, SynopsisRow};

pub use parse::{Table, Tables};

/// Rows by somebody else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// What it is called where it is cited: the file's name without its ending.
    pub name: String,
    /// The passages of each row, in order.
    pub rows: Vec<Vec<Passage>>,
    /// What could not be read or stands in no document, with file and line.
    pub problems: Vec<String>,
    level: HashMap<Passage, HashSet<Passage>>,
}

/// How a row of a synopsis stands to another's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Accord {
    /// All that it sets level stands level there.
    Agrees,
    /// Some of it.
    Partly,
    /// None of it.
    Differs,
}

impl Accord {
    pub const ALL: [Self; 3] = [Self::Agrees, Self::Partly, Self::Differs];

    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Partly => "in part",
            Self::Differs => "differs",
        }
    }
}

/// How far two alignments of the same passages agree.
///
/// What is counted first is rows; then, for each passage and each other document, whether it has a
/// counterpart there, and whether both alignments name one that is the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Rows of the synopsis, of several documents, by how they accord.
    pub rows: BTreeMap<Accord, usize>,
    /// Rows of the other alignment of which at least one pair stands level here, and all.
    pub found: (usize, usize),
    /// Both have a counterpart, and one that is the same.
    pub same: usize,
    /// Both have a counterpart, but others.
    pub elsewhere: usize,
    pub only_here: usize,
    pub only_there: usize,
    /// Neither has one.
    pub neither: usize,
}

impl Alignment {
    pub fn new(name: String, rows: Vec<Vec<Passage>>, problems: Vec<String>) -> Self {
        let mut level: HashMap<Passage, HashSet<Passage>> = HashMap::new();
        for row in &rows {
            for &a in row {
                let others = row.iter().copied().filter(|b| b.document != a.document);
                level.entry(a).or_default().extend(others);
            }
        }
        Self { name, rows, problems, level }
    }

    /// Whether two passages stand level.
    pub fn is_level(&self, a: Passage, b: Passage) -> bool {
        self.level.get(&a).is_some_and(|level| level.contains(&b))
    }

    /// The rows in which any of these stand.
    pub fn rows_of(&self, passages: &[Passage]) -> impl Iterator<Item = &Vec<Passage>> {
        let wanted: HashSet<Passage> = passages.iter().copied().collect();
        self.rows.iter().filter(move |row| row.iter().any(|passage| wanted.contains(passage)))
    }

    /// How a row of a synopsis stands to this alignment; `None` where it is of one document.
    pub fn accord(&self, row: &SynopsisRow) -> Option<Accord> {
        let passages: Vec<Passage> = row.cells.passages().map(|(_, found)| found.passage).collect();
        let (mut agreed, mut all) = (0, 0);
        for (at, &a) in passages.iter().enumerate() {
            for &b in passages[at + 1..].iter().filter(|b| b.document != a.document) {
                agreed += usize::from(self.is_level(a, b));
                all += 1;
            }
        }
        match (agreed, all) {
            (_, 0) => None,
            (0, _) => Some(Accord::Differs),
            (agreed, all) if agreed == all => Some(Accord::Agrees),
            _ => Some(Accord::Partly),
        }
    }

    /// The documents that it sets level.
    fn documents(&self) -> BTreeSet<DocumentIndex> {
        self.level.keys().map(|passage| passage.document).collect()
    }
}

impl Agreement {
    pub fn of(alignment: &Alignment, synopsis: &Synopsis, collection: &Collection) -> Self {
        let mut agreement = Self { found: (0, alignment.rows.len()), ..Self::default() };
        let mut here: HashMap<Passage, HashSet<Passage>> = HashMap::new();
        for row in synopsis.rows() {
            if let Some(accord) = alignment.accord(row) {
                *agreement.rows.entry(accord).or_default() += 1;
            }
            let passages = || row.cells.passages().map(|(_, found)| found.passage);
            for a in passages() {
                here.entry(a).or_default().extend(passages().filter(|b| b.document != a.document));
            }
        }
        let is_found = |row: &&Vec<Passage>| {
            row.iter().any(|a| here.get(a).is_some_and(|level| row.iter().any(|b| level.contains(b))))
        };
        agreement.found.0 = alignment.rows.iter().filter(is_found).count();
        let documents = alignment.documents();
        for &document in &documents {
            for passage in collection.sentences_of(document) {
                let (mine, theirs) = (here.get(&passage), alignment.level.get(&passage));
                for &other in documents.iter().filter(|other| **other != document) {
                    agreement.count(mine, theirs, other);
                }
            }
        }
        agreement
    }

    /// Rows of the synopsis that stand so.
    pub fn rows_that(&self, accord: Accord) -> usize {
        self.rows.get(&accord).copied().unwrap_or(0)
    }

    fn count(
        &mut self,
        mine: Option<&HashSet<Passage>>,
        theirs: Option<&HashSet<Passage>>,
        other: DocumentIndex,
    ) {
        let there = |level: Option<&HashSet<Passage>>| {
            level.is_some_and(|level| level.iter().any(|passage| passage.document == other))
        };
        let shared = || {
            let both = mine.zip(theirs);
            both.is_some_and(|(mine, theirs)| {
                mine.iter().any(|passage| passage.document == other && theirs.contains(passage))
            })
        };
        let counted = match (there(mine), there(theirs)) {
            (true, true) if shared() => &mut self.same,
            (true, true) => &mut self.elsewhere,
            (true, false) => &mut self.only_here,
            (false, true) => &mut self.only_there,
            (false, false) => &mut self.neither,
        };
        *counted += 1;
    }

    /// Cohen's kappa (1960): the agreement beyond chance. That both name a counterpart, but
    /// another, is no agreement.
    pub fn kappa(&self) -> Option<f64> {
        let both = self.same + self.elsewhere;
        let all = both + self.only_here + self.only_there + self.neither;
        let share = |count: usize| count as f64 / all as f64;
        let (here, there) = (share(both + self.only_here), share(both + self.only_there));
        let chance = here * there + (1.0 - here) * (1.0 - there);
        (all > 0 && chance < 1.0).then(|| (share(self.same + self.neither) - chance) / (1.0 - chance))
    }
}

#[cfg(test)]
mod tests;
