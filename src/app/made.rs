//! Everything that the reader made, by where it stands: looked for once, and again only when an edit
//! changes it. Notes, codings, links, verdicts, summaries and marks alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::corrections::Corrections;
use crate::store::{Anchor, CellId, Edit, Id, Site, Target, Work};
use crate::text::{BlockIndex, DocumentIndex, Span};

/// Names one thing that the reader made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Made {
    Note(Id),
    Coding(Id),
    Link(Id),
    Verdict(Id),
    Summary(CellId),
    Mark(char),
}

impl Made {
    /// What an edit is about, each once.
    pub fn touched(edit: &Edit) -> BTreeSet<Self> {
        let one = match edit {
            Edit::SetMark { name, .. } | Edit::RemoveMark { name } => Self::Mark(*name),
            Edit::SetCoding { id, .. } | Edit::RemoveCoding { id } => Self::Coding(id.clone()),
            Edit::SetLink { id, .. } | Edit::RemoveLink { id } => Self::Link(id.clone()),
            Edit::SetNote { id, .. } | Edit::RemoveNote { id } => Self::Note(id.clone()),
            Edit::SetSummary { cell, .. } | Edit::RemoveSummary { cell } => Self::Summary(cell.clone()),
            Edit::SetVerdict { id, .. } | Edit::RemoveVerdict { id } => Self::Verdict(id.clone()),
            Edit::Together(edits) => return edits.iter().flat_map(Self::touched).collect(),
            Edit::SetPlace { .. }
            | Edit::RemovePlace { .. }
            | Edit::SetText { .. }
            | Edit::RemoveText { .. }
            | Edit::SetSession(_) => return BTreeSet::new(),
        };
        [one].into()
    }

    /// All that is in a work.
    pub fn all(work: &Work) -> impl Iterator<Item = Self> + use<'_> {
        let Work { marks, codings, links, notes, summaries, verdicts, places: _, texts: _, session: _ } =
            work;
        (notes.keys().cloned().map(Self::Note))
            .chain(codings.keys().cloned().map(Self::Coding))
            .chain(links.keys().cloned().map(Self::Link))
            .chain(verdicts.keys().cloned().map(Self::Verdict))
            .chain(summaries.keys().cloned().map(Self::Summary))
            .chain(marks.keys().copied().map(Self::Mark))
    }

    /// The words that it holds on to.
    pub fn anchors<'a>(&self, work: &'a Work) -> Vec<&'a Anchor> {
        match self {
            Self::Note(id) => work.notes.get(id).iter().flat_map(|note| note.target.anchors()).collect(),
            Self::Coding(id) => work.codings.get(id).iter().map(|coding| &coding.anchor).collect(),
            Self::Link(id) => work.links.get(id).iter().flat_map(|link| [&link.a, &link.b]).collect(),
            Self::Verdict(id) => {
                let verdict = work.verdicts.get(id);
                verdict.iter().flat_map(|said| std::iter::once(&said.a).chain(&said.b)).collect()
            }
            Self::Summary(_) => Vec::new(),
            Self::Mark(name) => work.marks.get(name).iter().map(|mark| &mark.anchor).collect(),
        }
    }
}

/// Where words stand that something holds on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub document: DocumentIndex,
    pub block: BlockIndex,
    pub span: Span,
}

/// Where everything stands.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// A place for each anchor; `None` where its words are not found.
    places: HashMap<Made, Vec<Option<Found>>>,
    by_block: BTreeMap<(DocumentIndex, BlockIndex), Vec<(Span, Made)>>,
    /// Notes on whole documents and on cells of the board.
    by_document: HashMap<String, BTreeSet<Id>>,
    by_cell: HashMap<CellId, BTreeSet<Id>>,
    /// What those are on.
    targets: HashMap<Id, Whole>,
    /// What is not where it was, until a worker has looked for it.
    unsettled: BTreeSet<Made>,
}

/// What is no words.
#[derive(Clone, Debug)]
enum Whole {
    Document(String),
    Cell(CellId),
}

impl Standing {
    /// Looks where all that is in a work was. What is not there is unsettled until a worker has looked
    /// for it.
    pub fn new(corrections: &Corrections, work: &Work) -> Self {
        let mut standing = Self::default();
        for made in Made::all(work) {
            standing.place(work, &made, |anchor| {
                let found = corrections.find_in_place(anchor);
                if anchor.knows_where() { found } else { corrections.find(anchor) }
            });
            let anchors = made.anchors(work).into_iter().zip(standing.places(&made));
            if anchors.into_iter().any(|(anchor, found)| found.is_none() && anchor.knows_where()) {
                standing.unsettled.insert(made);
            }
        }
        standing
    }

    /// Looks for one thing anew that was made, changed or removed.
    pub fn renew(&mut self, corrections: &Corrections, work: &Work, made: &Made) {
        self.unsettled.remove(made);
        self.place(work, made, |anchor| corrections.find(anchor));
    }

    /// What was not where it was, and was not looked for yet.
    pub fn take_unsettled(&mut self) -> BTreeSet<Made> {
        std::mem::take(&mut self.unsettled)
    }

    pub fn is_unsettled(&self, made: &Made) -> bool {
        self.unsettled.contains(made)
    }

    /// Puts one thing where `find` finds its words.
    pub fn place(
        &mut self,
        work: &Work,
        made: &Made,
        find: impl Fn(&Anchor) -> Option<(DocumentIndex, Site)>,
    ) {
        self.forget(made);
        let found = |anchor: &&Anchor| {
            let (document, site) = find(anchor)?;
            Some(Found { document, block: site.block, span: site.span })
        };
        let places: Vec<Option<Found>> = made.anchors(work).iter().map(found).collect();
        for found in places.iter().flatten() {
            let here = self.by_block.entry((found.document, found.block)).or_default();
            let entry = (found.span, made.clone());
            let at = here.partition_point(|known| *known < entry);
            here.insert(at, entry);
        }
        if let Made::Note(id) = made
            && let Some(note) = work.notes.get(id)
        {
            let target = match &note.target {
                Target::Document(name) => Some(Whole::Document(name.clone())),
                Target::Cell(cell) => Some(Whole::Cell(cell.clone())),
                Target::Words(_) | Target::Row { .. } => None,
            };
            if let Some(target) = target {
                self.whole(target.clone()).insert(id.clone());
                self.targets.insert(id.clone(), target);
            }
        }
        if !places.is_empty() {
            self.places.insert(made.clone(), places);
        }
    }

    /// The notes on a whole document or cell.
    fn whole(&mut self, target: Whole) -> &mut BTreeSet<Id> {
        match target {
            Whole::Document(name) => self.by_document.entry(name).or_default(),
            Whole::Cell(cell) => self.by_cell.entry(cell).or_default(),
        }
    }

    fn forget(&mut self, made: &Made) {
        for found in self.places.remove(made).into_iter().flatten().flatten() {
            if let Some(here) = self.by_block.get_mut(&(found.document, found.block)) {
                here.retain(|(_, known)| known != made);
            }
        }
        if let Made::Note(id) = made
            && let Some(target) = self.targets.remove(id)
        {
            self.whole(target).remove(id);
        }
    }

    /// A place for each of its anchors.
    pub fn places(&self, made: &Made) -> &[Option<Found>] {
        self.places.get(made).map_or(&[], Vec::as_slice)
    }

    /// What is said of words of a block, in their order.
    pub fn in_block(&self, document: DocumentIndex, block: BlockIndex) -> &[(Span, Made)] {
        self.by_block.get(&(document, block)).map_or(&[], Vec::as_slice)
    }

    /// What is said of words after a place, the next block first, or before it, the last one first.
    pub fn from(
        &self,
        (document, block, offset): (DocumentIndex, BlockIndex, usize),
        forward: bool,
    ) -> impl Iterator<Item = (DocumentIndex, BlockIndex, Span, &Made)> {
        let here = (document, block);
        let (after, before) = if forward { (Some(here..), None) } else { (None, Some(..=here)) };
        let after = after.into_iter().flat_map(|range| self.by_block.range(range));
        let before = before.into_iter().flat_map(|range| self.by_block.range(range).rev());
        let blocks = after.chain(before);
        blocks.flat_map(move |(&(document, block), said)| {
            let beyond = move |span: Span| {
                (document, block) != here || if forward { span.start > offset } else { span.start < offset }
            };
            let said: Vec<&(Span, Made)> =
                if forward { said.iter().collect() } else { said.iter().rev().collect() };
            said.into_iter()
                .filter(move |(span, _)| beyond(*span))
                .map(move |(span, made)| (document, block, *span, made))
        })
    }

    /// The notes on a whole document.
    pub fn on_document(&self, name: &str) -> impl Iterator<Item = &Id> {
        self.by_document.get(name).into_iter().flatten()
    }

    /// Whether there is any note on a cell of the board.
    pub fn has_cells(&self) -> bool {
        !self.by_cell.is_empty()
    }

    /// The notes on a cell of the board.
    pub fn on_cell(&self, cell: &CellId) -> impl Iterator<Item = &Id> {
        self.by_cell.get(cell).into_iter().flatten()
    }

    /// Things of which words are not found any more.
    pub fn orphans(&self) -> impl Iterator<Item = &Made> {
        self.places.iter().filter(|(_, places)| places.iter().any(Option::is_none)).map(|(made, _)| made)
    }
}
