//! What a note is on: words, a document, a cell of the board, a row; and which notes are on it.

use crate::app::documents::DocumentsRow;
use crate::app::grid;
use crate::app::made::{Found, Made};
use crate::app::{App, View};
use crate::corrections::passages_at;
use crate::store::{Anchor, CellId, Id, Site, Target};
use crate::text::display::truncated;
use crate::text::{DocumentIndex, Passage};

/// Bytes of the words that a note is on, as the editor shows them.
const MOST_WORDS: usize = 400;
/// Paragraphs whose words a note is on at most: each is looked for by itself.
const MOST_PARTS: usize = 50;
/// Passages by which a row is known again.
const MOST_IN_ROW: usize = 8;

impl App {
    /// What is selected, block by block; nothing where another view is shown.
    pub(in crate::app) fn selected_here(&self) -> impl DoubleEndedIterator<Item = Site> {
        let reader = Some(&self.reader).filter(|_| self.view == View::Reader);
        reader.into_iter().flat_map(|reader| reader.selected(&self.collection))
    }

    /// The words that are selected, block by block, or the passage under the cursor.
    pub(in crate::app) fn sites_here(
        &self,
    ) -> Option<(DocumentIndex, impl DoubleEndedIterator<Item = Site>)> {
        let passage @ Passage { document, block, .. } = self.passage()?;
        let whole = || self.collection.document(document).passage_span(passage);
        let own = if self.selected_here().next().is_none() { whole() } else { None };
        Some((document, self.selected_here().chain(own.map(|span| Site { block, span }))))
    }

    /// The same, where it is of one paragraph.
    fn site_here(&self) -> Option<(DocumentIndex, Site)> {
        let (document, mut sites) = self.sites_here()?;
        let first = sites.next()?;
        sites.next().is_none().then_some((document, first))
    }

    /// Where words are, in short: `\u{b6}4.2`, or the first and the last of their passages.
    pub(in crate::app) fn sites_label(
        &self,
        index: DocumentIndex,
        mut sites: impl DoubleEndedIterator<Item = Site>,
    ) -> String {
        let document = self.collection.document(index);
        let (first, last) = (sites.next(), sites.next_back());
        let passages = first.into_iter().chain(last).flat_map(|site| passages_at(document, index, site));
        self.collection.places_label(&passages.collect::<Vec<_>>())
    }

    /// What a note or a highlight on the words here would be on; else why there can be none.
    pub(super) fn words_here(&self) -> Result<Target, String> {
        let nothing = || "there are no words here".to_owned();
        let (index, sites) = self.sites_here().ok_or_else(nothing)?;
        let document = self.collection.document(index);
        let sites: Vec<Site> = sites.take(MOST_PARTS + 1).collect();
        match sites.len() {
            0 => Err(nothing()),
            1..=MOST_PARTS => {
                let anchor = |&Site { block, span }: &Site| {
                    Anchor::of(document, block, span).ok_or_else(|| {
                        let place = self.site_label(index, Site { block, span });
                        format!("{place} is too long to hold on to: select fewer words of it")
                    })
                };
                sites.iter().map(anchor).collect::<Result<_, _>>().map(Target::Words)
            }
            _ => Err(format!("more than {MOST_PARTS} paragraphs: select fewer, or note the document")),
        }
    }

    pub(in crate::app) fn anchor_here(&self) -> Option<Anchor> {
        let (document, Site { block, span }) = self.site_here()?;
        Anchor::of(self.collection.document(document), block, span)
    }

    /// Where that is, in short: `A \u{b6}4.2`.
    pub(in crate::app) fn place_here(&self) -> Option<String> {
        let (document, site) = self.site_here()?;
        Some(self.site_label(document, site))
    }

    /// What a note written now would be on.
    pub(super) fn target_here(&self) -> Result<Target, String> {
        let whole = match self.view {
            View::Documents => match self.documents.rows.get(self.documents.selected) {
                Some(DocumentsRow::Document(index)) => Some(self.document_target(*index)),
                Some(DocumentsRow::Match(..)) | None => None,
            },
            View::Board => self.cell_target(),
            View::Parallel if self.passage().is_none() => self.cell_target(),
            _ => return self.words_here(),
        };
        whole.ok_or_else(|| "there is nothing here".to_owned())
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
        let passages: Vec<Anchor> = passages.filter_map(|passage| self.anchor_of(passage)).collect();
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
                matches!(target, Some(Target::Row { .. }))
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
            Target::Words(anchors) => {
                let words: Vec<&str> = anchors.iter().map(|anchor| anchor.quote.trim()).collect();
                (self.words_place(anchors), truncated(&words.join(" \u{2026} "), MOST_WORDS).into_owned())
            }
            Target::Document(name) => match self.document_named(name) {
                Some(index) => {
                    let document = self.collection.document(index);
                    (format!("document {}", self.collection.label(index).letter), document.title().to_owned())
                }
                None => (format!("document {name}, not there any more"), String::new()),
            },
            Target::Cell(cell) => (self.cell_name(cell), self.cell_summary(cell)),
            Target::Row { label, passages } => {
                let words = passages.first().map_or("", |anchor| anchor.quote.trim());
                (format!("the row '{label}'"), truncated(words, MOST_WORDS).into_owned())
            }
        }
    }

    /// `A \u{b6}4.2\u{2013}\u{b6}6`, where they stand in one document.
    fn words_place(&self, anchors: &[Anchor]) -> String {
        let found: Option<Vec<(DocumentIndex, Site)>> =
            anchors.iter().map(|anchor| self.corrections.find(anchor)).collect();
        match (found.as_deref(), anchors) {
            (Some(all @ [(index, _), ..]), _) if all.iter().all(|(other, _)| other == index) => {
                let sites = all.iter().map(|(_, site)| *site);
                format!("{} {}", self.collection.label(*index).letter, self.sites_label(*index, sites))
            }
            (None, [anchor]) => format!("{}, not found any more", anchor.place()),
            _ => "several passages".to_owned(),
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
            Target::Words(_) => {
                let notes = self.notes_here();
                notes.iter().rev().find(has_words).or(notes.last()).cloned()
            }
            Target::Document(name) => self.standing.on_document(name).last().cloned(),
            Target::Cell(cell) => self.standing.on_cell(cell).last().cloned(),
            Target::Row { .. } => self.row_notes(self.parallel.item).last().copied().cloned(),
        }
    }

    /// The notes on exactly the words here.
    pub(super) fn notes_here(&self) -> Vec<Id> {
        let Some((document, sites)) = self.sites_here() else { return Vec::new() };
        let sites: Vec<Site> = sites.take(MOST_PARTS + 1).collect();
        let Some(&Site { block, span }) = sites.first() else { return Vec::new() };
        let is_here = |made: &Made| {
            let place = |&Site { block, span }: &Site| Some(Found { document, block, span });
            self.standing.places(made).iter().copied().eq(sites.iter().map(place))
        };
        let here = self.standing.in_block(document, block).iter().filter(|(known, _)| *known == span);
        let notes = here.filter(|(_, made)| is_here(made)).filter_map(|(_, made)| match made {
            Made::Note(id) => Some(id.clone()),
            _ => None,
        });
        notes.filter(|id| self.work.notes[id].target.is_words()).collect()
    }
}
