//! The collection is replaced under the reader: read to its end, or read again because its files
//! changed. Documents are known by their names, and what is held on to by its words.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::scheme::Collection;
use crate::store::Anchor;
use crate::text::{Document, DocumentIndex, Passage};

use super::board::BoardView;
use super::documents::Documents;
use super::event::Effect;
use super::laid_over::{LaidOver, Reopened};
use super::location::{Location, PanePlace};
use super::pane::{Pane, TextPosition, passage_at, position_of, same_place};
use super::parallel::Parallel;
use super::renamed::{Renamed, rename_session};
use super::turning::Turning;
use super::{App, laid, reader};

impl App {
    /// Takes a collection that was read again because its files changed. A worker lays the work over
    /// it first where that takes long; what is shown stays until then.
    pub(super) fn reopened(&mut self, collection: Arc<Collection>) -> Vec<Effect> {
        if LaidOver::is_quick(&collection, &self.work) {
            self.awaited = None;
            return self.take_or_wait(Reopened::Read(collection));
        }
        self.awaited = Some(Arc::clone(&collection));
        let (work, axis) = (Box::new(self.work.clone()), self.axis());
        vec![Effect::LayOver { collection, work, axis }]
    }

    /// Takes it with the work laid over it, unless it was read again since.
    pub(super) fn laid_over(&mut self, laid: LaidOver) -> Vec<Effect> {
        match self.awaited.take_if(|awaited| Arc::ptr_eq(awaited, &laid.opened)) {
            Some(_) => self.take_or_wait(Reopened::Laid(Box::new(laid))),
            None => Vec::new(),
        }
    }

    /// Takes it at once, or when nothing is open any more that speaks of its passages.
    fn take_or_wait(&mut self, reopened: Reopened) -> Vec<Effect> {
        let before = self.reopened.as_ref().map_or(&self.collection, Reopened::opened);
        let known: HashSet<&str> = before.problems.iter().map(String::as_str).collect();
        let new = reopened.opened().problems.iter().filter(|problem| !known.contains(problem.as_str()));
        let mistakes = first_of(new);
        self.reopened = Some(reopened);
        let effects = self.take_reopened();
        if let Some(mistakes) = mistakes {
            self.say_error(mistakes);
        } else if self.reopened.is_some() {
            self.say("documents have changed: they are shown anew when this is closed");
        }
        effects
    }

    /// Says what is wrong with the files that were opened.
    pub fn tell_problems(&mut self) {
        if let Some(problems) = first_of(self.collection.problems.iter()) {
            self.say_error(problems);
        }
    }

    /// Takes what was read again, unless the reader is in the middle of something.
    pub(super) fn take_reopened(&mut self) -> Vec<Effect> {
        if self.overlay.is_some() || self.reader.is_selecting() {
            return Vec::new();
        }
        let Some(reopened) = self.reopened.take() else { return Vec::new() };
        let collection = Arc::clone(reopened.opened());
        let (_, mut session) = self.places();
        self.renamed = self.renamed_in(&collection, Some(&self.collection));
        let change = Renewal::new(Arc::clone(&self.collection), collection, &self.renamed);
        let rows = self.cursor_rows();
        self.forget_passages(&change);
        let renamed = self.renamed.clone();
        rename_session(&mut session, &renamed);
        let mut effects = self.rename(&renamed);
        let laid = reopened.laid(&self.work, self.axis());
        effects.extend(self.lay_over(laid));
        self.carry_panes(&change, &rows);
        self.restore_view(&session);
        effects.extend(self.look_for(Some(change.before)));
        effects
    }

    /// Takes a collection that has been read further: what was shown of it stays as it was.
    pub(super) fn read_further(&mut self, collection: Arc<Collection>) {
        let before = Arc::clone(&self.collection);
        self.lay_over(LaidOver::new(collection, &self.work, self.axis()));
        let collection = Arc::clone(&self.collection);
        for at in 0..self.reader.panes.len() {
            let pane = &mut self.reader.panes[at];
            let index = pane.document;
            let is_at_start = pane.is_at_start(before.document(index));
            pane.renew(before.document(index), collection.document(index));
            if std::mem::take(&mut pane.awaits_place) && is_at_start {
                self.restore_place(at);
            }
            if !self.search.query.is_empty() {
                self.hits(index);
            }
        }
    }

    /// Shows another collection, with the work laid over it; what was found in the one before is
    /// forgotten.
    fn lay_over(&mut self, laid: LaidOver) -> Option<Effect> {
        self.generation += 1;
        self.under_way.forget();
        (self.suggesting, self.laying) = (laid::Working::Idle, laid::Working::Idle);
        (self.corrections, self.collection, self.standing) =
            (laid.corrections, laid.collection, laid.standing);
        self.board = BoardView::new(laid.board);
        self.replace_view(Parallel::new(laid.rows));
        self.arrangements.clear();
        self.turning = Turning::default();
        self.renew_rival();
        self.documents = Documents::new(&self.collection, &[]);
        self.overview.kept.forget();
        self.timeline.kept.forget();
        self.differences.forget();
        self.notes.forget();
        self.agreement.forget();
        self.forget_hits();
        if laid.has_old_rows { self.lay_out_rows() } else { None }
    }

    /// What speaks of passages of the documents before speaks of those after, or of nothing.
    fn forget_passages(&mut self, change: &Renewal) {
        self.matcher = None;
        self.suggested = Arc::default();
        self.links_by_passage.clear();
        self.round = None;
        self.link_end = self.link_end.and_then(|passage| change.passage(passage));
        self.visited = self.visited.iter().filter_map(|&index| change.document(index)).collect();
        self.jumps.renew(|place| change.location(place));
    }

    /// The row of the cursor in each pane.
    fn cursor_rows(&mut self) -> Vec<usize> {
        let collection = Arc::clone(&self.collection);
        let panes = 0..self.reader.panes.len();
        panes.filter_map(|pane| self.reader.with_pane(&collection, pane, Pane::cursor_row)).collect()
    }

    /// Panes stay at their words; those of documents that are gone are closed until these come back,
    /// and one stays open.
    fn carry_panes(&mut self, change: &Renewal, rows: &[usize]) {
        self.check_absent(&change.before);
        let focused = self.reader.focus;
        let (mut panes, mut focus) = (Vec::new(), 0);
        for (at, mut pane) in std::mem::take(&mut self.reader.panes).into_iter().enumerate() {
            let before = change.before.document(pane.document);
            let Some(index) = change.document(pane.document) else {
                self.set_absent(at, pane, before.clone(), rows.get(at).copied().unwrap_or_default());
                continue;
            };
            let after = change.after.document(index);
            let cursor = change.position(pane.document, pane.cursor);
            pane.document = index;
            pane.renew(before, after);
            if let (Some(cursor), Some(&row), true) = (cursor, rows.get(at), before != after) {
                pane.level(after, cursor, row);
            }
            if at <= focused {
                focus = panes.len();
            }
            panes.push(pane);
        }
        self.reader.panes = panes;
        (self.reader.focus, self.reader.previous) = (focus, focus);
        self.take_back_absent(&change.after);
        self.reader.areas.clear();
        let is_empty = self.reader.panes.is_empty();
        if is_empty {
            self.reader = reader::Reader::default();
            self.reader.show(&Arc::clone(&self.collection), DocumentIndex(0));
        }
        self.note_left(&change.after, is_empty);
        let shown: Vec<DocumentIndex> = self.reader.panes.iter().map(|pane| pane.document).collect();
        if !self.search.query.is_empty() {
            for index in shown {
                self.hits(index);
            }
        }
    }
}

/// The first of some problems, and how many there are besides.
fn first_of<'a>(mut problems: impl Iterator<Item = &'a String>) -> Option<String> {
    let first = problems.next()?;
    Some(match problems.count() {
        0 => first.clone(),
        more => format!("{first} (and {more} more)"),
    })
}

/// A collection in the place of another.
struct Renewal {
    before: Arc<Collection>,
    after: Arc<Collection>,
    /// By the index of a document before.
    documents: Vec<Option<DocumentIndex>>,
}

impl Renewal {
    fn new(before: Arc<Collection>, after: Arc<Collection>, renamed: &Renamed) -> Self {
        let named: HashMap<&str, DocumentIndex> =
            after.document_indices().map(|index| (after.document(index).name.as_str(), index)).collect();
        let document = |document: &Document| {
            let name = renamed.get(&document.name).unwrap_or(&document.name);
            named.get(name.as_str()).copied()
        };
        let documents = before.documents.iter().map(document).collect();
        Self { before, after, documents }
    }

    fn document(&self, index: DocumentIndex) -> Option<DocumentIndex> {
        self.documents.get(index.0).copied().flatten()
    }

    /// Where the same words stand, or, where they are gone, what stands at the same bytes.
    fn position(&self, index: DocumentIndex, at: TextPosition) -> Option<TextPosition> {
        let after = self.after.document(self.document(index)?);
        Some(same_words(self.before.document(index), after, index, at))
    }

    fn passage(&self, passage: Passage) -> Option<Passage> {
        let at = position_of(self.before.document(passage.document), passage);
        let index = self.document(passage.document)?;
        let found = passage_at(self.after.document(index), index, self.position(passage.document, at)?);
        Some(if passage.sentence.is_some() { found } else { Passage { sentence: None, ..found } })
    }

    /// A place to come back to; tables are as they were while scheme and documents are.
    fn location(&self, place: &Location) -> Option<Location> {
        match *place {
            Location::Reader { ref panes, focus } => {
                let pane = |&PanePlace { document, at, row }: &PanePlace| {
                    let at = self.position(document, at)?;
                    Some(PanePlace { document: self.document(document)?, at, row })
                };
                Location::in_panes(panes.iter().map(pane).collect(), focus)
            }
            Location::Parallel { axis, passage, item, column } if self.is_same_scheme() => {
                let passage = passage.and_then(|passage| self.passage(passage));
                Some(Location::Parallel { axis, passage, item, column })
            }
            Location::Agreement { passage } => {
                let passage = passage.and_then(|passage| self.passage(passage));
                Some(Location::Agreement { passage })
            }
            Location::Documents => Some(Location::Documents),
            ref table => self.is_same_scheme().then(|| table.clone()),
        }
    }

    fn is_same_scheme(&self) -> bool {
        let is_same = |(at, index): (usize, &Option<DocumentIndex>)| *index == Some(DocumentIndex(at));
        self.before.scheme == self.after.scheme && self.documents.iter().enumerate().all(is_same)
    }
}

/// Where the same words stand in a document that was read again, or, where they are gone, what stands
/// at the same bytes. `index` is of the document before.
pub(super) fn same_words(
    before: &Document,
    after: &Document,
    index: DocumentIndex,
    at: TextPosition,
) -> TextPosition {
    if before == after {
        return at;
    }
    let anchor = anchor_at(before, index, at);
    let site = anchor.and_then(|(anchor, start)| Some((anchor.resolve(after).site()?, start)));
    match site {
        Some((site, start)) => {
            let into = at.offset.saturating_sub(start).min(site.span.len().saturating_sub(1));
            let text = after.block_text(site.block);
            TextPosition { block: site.block, offset: text.floor_char_boundary(site.span.start + into) }
        }
        None => same_place(before, after, at),
    }
}

/// What holds on to the passage at a position, and where that begins in its block.
fn anchor_at(document: &Document, index: DocumentIndex, at: TextPosition) -> Option<(Anchor, usize)> {
    let span = document.passage_span(passage_at(document, index, at))?;
    Some((Anchor::of(document, at.block, span)?, span.start))
}
