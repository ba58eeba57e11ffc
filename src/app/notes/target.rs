//! What a note is on: words, a document, a cell of the board, a row; and which notes are on it.

use crate::app::documents::DocumentsRow;
use crate::app::grid;
use crate::app::made::{Found, Made};
use crate::app::{App, View};
use crate::corrections::passages_at;
use crate::store::{Anchor, CellId, Id, Site, Target};
use crate::text::display::truncated;
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

/// Bytes of the words that a note is on, as the editor shows them.
const MOST_WORDS: usize = 400;
/// Passages by which a row is known again.
const MOST_IN_ROW: usize = 8;

impl App {
    /// What is selected, block by block; nothing where another view is shown.
    pub(in crate::app) fn selected_here(&self) -> Vec<(BlockIndex, Span)> {
        if self.view == View::Reader { self.reader.selected(&self.collection) } else { Vec::new() }
    }

    /// The words that are selected, block by block, or the passage under the cursor.
    pub(in crate::app) fn spans_here(&self) -> Option<(DocumentIndex, Vec<(BlockIndex, Span)>)> {
        let passage = self.passage()?;
        let selected = self.selected_here();
        if !selected.is_empty() {
            return Some((passage.document, selected));
        }
        let span = self.collection.document(passage.document).passage_span(passage)?;
        Some((passage.document, vec![(passage.block, span)]))
    }

    /// The same, where it is of one paragraph.
    fn span_here(&self) -> Option<(DocumentIndex, BlockIndex, Span)> {
        match self.spans_here()? {
            (document, parts) if parts.len() == 1 => Some((document, parts[0].0, parts[0].1)),
            _ => None,
        }
    }

    /// Where words are, in short: `\u{b6}4.2`, or the first and the last of their passages.
    pub(in crate::app) fn parts_label(&self, index: DocumentIndex, parts: &[(BlockIndex, Span)]) -> String {
        let document = self.collection.document(index);
        let passages =
            |&(block, span): &(BlockIndex, Span)| passages_at(document, index, Site { block, span });
        self.collection.places_label(&parts.iter().flat_map(passages).collect::<Vec<_>>())
    }

    /// What a note or a highlight on the words here would be on.
    pub(super) fn words_here(&self) -> Option<Target> {
        let (index, parts) = self.spans_here()?;
        let document = self.collection.document(index);
        let anchors = parts.iter().filter_map(|&(block, span)| Anchor::of(document, block, span));
        let mut passages: Vec<Anchor> = anchors.collect();
        match passages.len() {
            0 => None,
            1 => passages.pop().map(Target::Span),
            _ => Some(Target::Row { label: String::new(), passages }),
        }
    }

    pub(in crate::app) fn anchor_here(&self) -> Option<Anchor> {
        let (document, block, span) = self.span_here()?;
        Anchor::of(self.collection.document(document), block, span)
    }

    /// Where that is, in short: `A \u{b6}4.2`.
    pub(in crate::app) fn place_here(&self) -> Option<String> {
        let (document, block, span) = self.span_here()?;
        Some(self.site_label(document, Site { block, span }))
    }

    /// What a note written now would be on.
    pub(super) fn target_here(&self) -> Option<Target> {
        match self.view {
            View::Documents => match self.documents.rows.get(self.documents.selected)? {
                DocumentsRow::Document(index) => Some(self.document_target(*index)),
                DocumentsRow::Match(..) => None,
            },
            View::Board => self.cell_target(),
            View::Parallel if self.passage().is_none() => self.cell_target(),
            _ => self.words_here(),
        }
    }

    pub(super) fn cell_target(&self) -> Option<Target> {
        let (episode, step) = self.cell_here()?;
        Some(Target::Cell(self.cell_id(episode, step)))
    }

    /// The row under the cursor, by its first passages.
    pub(super) fn row_target(&self) -> Option<Target> {
        let item = self.parallel.items.get(self.parallel.item)?;
        let row = grid::row(&self.parallel.synopsis, item)?;
        let passages = row.cells.passages().map(|(_, found)| found.passage).take(MOST_IN_ROW);
        let anchor = |passage: Passage| {
            let document = self.collection.document(passage.document);
            Anchor::of(document, passage.block, document.passage_span(passage)?)
        };
        let passages: Vec<Anchor> = passages.filter_map(anchor).collect();
        let label = row.label.clone().unwrap_or_default();
        let label = if label.is_empty() {
            self.collection.passage_label(row.cells.passages().next()?.1.passage)
        } else {
            label
        };
        (!passages.is_empty()).then_some(Target::Row { label, passages })
    }

    /// The notes on a row of the parallel view: those that hold on to a passage that stands in it.
    pub(super) fn row_notes(&self, item: usize) -> Vec<&Id> {
        let row = self.parallel.items.get(item).and_then(|item| grid::row(&self.parallel.synopsis, item));
        let passages = row.into_iter().flat_map(|row| row.cells.passages().map(|(_, found)| found.passage));
        let here = passages.flat_map(|passage| {
            let span = self.collection.document(passage.document).passage_span(passage);
            let known = self.standing.in_block(passage.document, passage.block).iter();
            known.filter(move |(known, _)| Some(*known) == span)
        });
        let mut notes: Vec<&Id> = here
            .filter_map(|(_, made)| match made {
                Made::Note(id) => Some(id),
                _ => None,
            })
            .filter(|id| {
                let target = self.work.notes.get(*id).map(|note| &note.target);
                matches!(target, Some(Target::Row { label, .. }) if !label.is_empty())
            })
            .collect();
        notes.sort_unstable();
        notes.dedup();
        notes
    }

    pub(super) fn document_target(&self, index: DocumentIndex) -> Target {
        Target::Document(self.collection.document(index).name.clone())
    }

    /// What a note is on, in short, and its words.
    pub(super) fn target_text(&self, target: &Target) -> (String, String) {
        match target {
            Target::Span(anchor) => {
                let place = match self.corrections.find(anchor) {
                    Some((index, site)) => self.site_label(index, site),
                    None => format!("{}, not found any more", anchor.place()),
                };
                (place, truncated(anchor.quote.trim(), MOST_WORDS).into_owned())
            }
            Target::Document(name) => match self.document_named(name) {
                Some(index) => {
                    let document = self.collection.document(index);
                    (format!("document {}", self.collection.label(index).letter), document.title().to_owned())
                }
                None => (format!("document {name}, not there any more"), String::new()),
            },
            Target::Cell(cell) => (self.cell_name(cell), self.cell_summary(cell)),
            Target::Row { label, passages } if label.is_empty() => {
                let words: Vec<&str> = passages.iter().map(|anchor| anchor.quote.trim()).collect();
                let words = truncated(&words.join(" \u{2026} "), MOST_WORDS).into_owned();
                (self.passages_text(passages), words)
            }
            Target::Row { label, passages } => {
                let words = passages.first().map_or("", |anchor| anchor.quote.trim());
                (Target::row_in_words(label), truncated(words, MOST_WORDS).into_owned())
            }
        }
    }

    /// `A \u{b6}4.2\u{2013}\u{b6}6`, where they stand in one document.
    fn passages_text(&self, passages: &[Anchor]) -> String {
        let found: Option<Vec<(DocumentIndex, Site)>> =
            passages.iter().map(|anchor| self.corrections.find(anchor)).collect();
        match found.as_deref() {
            Some(all @ [(index, _), ..]) if all.iter().all(|(other, _)| other == index) => {
                let parts: Vec<(BlockIndex, Span)> =
                    all.iter().map(|(_, site)| (site.block, site.span)).collect();
                format!("{} {}", self.collection.label(*index).letter, self.parts_label(*index, &parts))
            }
            _ => Target::row_in_words(""),
        }
    }

    pub(super) fn site_label(&self, index: DocumentIndex, site: Site) -> String {
        let passages = passages_at(self.collection.document(index), index, site);
        format!("{} {}", self.collection.label(index).letter, self.collection.places_label(&passages))
    }

    /// By the scheme's names, where it has them.
    pub(super) fn cell_name(&self, cell: &CellId) -> String {
        let scheme = &self.collection.scheme;
        match (scheme.episode_by_id(&cell.episode), scheme.step_by_id(&cell.step)) {
            (Some(episode), Some(step)) => self.cell_text(episode, step),
            _ => format!("{}, {}", cell.episode, cell.step),
        }
    }

    fn cell_summary(&self, cell: &CellId) -> String {
        let scheme = &self.collection.scheme;
        let known = scheme.episode_by_id(&cell.episode).zip(scheme.step_by_id(&cell.step));
        let summary = known.and_then(|(episode, step)| self.collection.summary(episode, step));
        summary.unwrap_or_default().to_owned()
    }

    /// The note on exactly this: with words rather than a highlight alone, the latest of several.
    pub(super) fn note_on(&self, target: &Target) -> Option<Id> {
        let has_words = |id: &&Id| self.work.notes.get(*id).is_some_and(|note| !note.text.is_empty());
        match target {
            _ if target.is_words() => {
                let notes = self.notes_here();
                notes.iter().rev().find(has_words).or(notes.last()).cloned()
            }
            Target::Span(_) => None,
            Target::Document(name) => self.standing.on_document(name).last().cloned(),
            Target::Cell(cell) => self.standing.on_cell(cell).last().cloned(),
            Target::Row { .. } => self.row_notes(self.parallel.item).last().copied().cloned(),
        }
    }

    /// The notes on exactly the words here.
    pub(super) fn notes_here(&self) -> Vec<Id> {
        let Some((document, parts)) = self.spans_here() else { return Vec::new() };
        let is_here = |made: &Made| {
            let places = self.standing.places(made);
            let place = |&(block, span): &(BlockIndex, Span)| Some(Found { document, block, span });
            places.iter().copied().eq(parts.iter().map(place))
        };
        let (block, span) = parts[0];
        let here = self.standing.in_block(document, block).iter().filter(|(known, _)| *known == span);
        let notes = here.filter(|(_, made)| is_here(made)).filter_map(|(_, made)| match made {
            Made::Note(id) => Some(id.clone()),
            _ => None,
        });
        notes.filter(|id| self.work.notes[id].target.is_words()).collect()
    }
}
