//! Notes and highlights: written on what is under the cursor, changed, removed. Every change is an
//! edit of the reader's work.

mod drafts;
mod editor;

use jiff::Timestamp;

use crate::corrections::passages_at;
use crate::layout::Area;
use crate::store::tags::{is_word, parted};
use crate::store::{Anchor, CellId, Edit, Id, Note, Site, Target, new_id};
use crate::text::display::truncated;
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

use super::documents::DocumentsRow;
use super::event::Effect;
use super::key::Key;
use super::keymap::Lookup;
use super::made::Made;
use super::pane::PaneRow;
use super::{App, Overlay, View};

pub use editor::NoteEditor;

/// Kinds of highlights, counted from 1.
pub const HIGHLIGHTS: u8 = 4;
/// Bytes of the words that a note is on, as the editor shows them.
const MOST_WORDS: usize = 400;

impl App {
    // ---- what a note is on

    /// The words that are selected, or the passage under the cursor.
    pub(super) fn span_here(&self) -> Option<(DocumentIndex, BlockIndex, Span)> {
        let passage = self.passage()?;
        let selection = self.reader.selection().filter(|_| self.view == View::Reader);
        if let Some((block, span)) = selection {
            return Some((passage.document, block, span));
        }
        let span = self.collection.document(passage.document).passage_span(passage)?;
        Some((passage.document, passage.block, span))
    }

    pub(super) fn anchor_here(&self) -> Option<Anchor> {
        let (document, block, span) = self.span_here()?;
        Anchor::of(self.collection.document(document), block, span)
    }

    /// Where that is, in short: `A \u{b6}4.2`.
    pub(super) fn place_here(&self) -> Option<String> {
        let (document, block, span) = self.span_here()?;
        Some(self.site_label(document, Site { block, span }))
    }

    /// What a note written now would be on.
    fn target_here(&self) -> Option<Target> {
        match self.view {
            View::Documents => match self.documents.rows.get(self.documents.selected)? {
                DocumentsRow::Document(index) => Some(self.document_target(*index)),
                DocumentsRow::Match(..) => None,
            },
            View::Board => self.cell_target(),
            View::Parallel if self.passage().is_none() => self.cell_target(),
            _ => self.anchor_here().map(Target::Span),
        }
    }

    fn cell_target(&self) -> Option<Target> {
        let (episode, step) = self.cell_here()?;
        Some(Target::Cell(self.cell_id(episode, step)))
    }

    fn document_target(&self, index: DocumentIndex) -> Target {
        Target::Document(self.collection.document(index).name.clone())
    }

    /// What a note is on, in short, and its words.
    pub(super) fn target_text(&self, target: &Target) -> (String, String) {
        match target {
            Target::Span(anchor) => {
                let place = match self.corrections.find(anchor) {
                    Some((index, site)) => self.site_label(index, site),
                    None => format!("{} \u{b6}{}, not found any more", anchor.document, anchor.paragraph),
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
            Target::Row { label, passages } => {
                let words = passages.first().map_or("", |anchor| anchor.quote.trim());
                (format!("row '{label}'"), truncated(words, MOST_WORDS).into_owned())
            }
        }
    }

    pub(super) fn site_label(&self, index: DocumentIndex, site: Site) -> String {
        let passages = passages_at(self.collection.document(index), index, site);
        format!("{} {}", self.collection.label(index).letter, self.collection.places_label(&passages))
    }

    /// By the scheme's names, where it has them.
    fn cell_name(&self, cell: &CellId) -> String {
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

    // ---- writing

    /// Opens the editor for a note on what is under the cursor: the one that is there, unless
    /// `another` is wanted.
    pub(super) fn write_note(&mut self, another: bool) -> Vec<Effect> {
        let Some(target) = self.target_here() else {
            self.say("there is nothing here that a note could be on");
            return Vec::new();
        };
        self.write_note_on(target, another)
    }

    pub(super) fn write_note_on(&mut self, target: Target, another: bool) -> Vec<Effect> {
        let draft = self.drafts.iter().find(|(_, draft)| draft.target == target).map(|(id, _)| id.clone());
        let known = if another { None } else { draft.or_else(|| self.note_on(&target)) };
        match known {
            Some(id) if self.work.notes.contains_key(&id) => self.edit_note(&id),
            Some(id) => {
                let words = self.target_text(&target);
                self.open_editor(NoteEditor::new(id, target, None, words));
            }
            None => {
                let id = new_id(&self.work, Timestamp::now(), &self.target_text(&target).0);
                let words = self.target_text(&target);
                self.open_editor(NoteEditor::new(id, target, None, words));
            }
        }
        Vec::new()
    }

    /// Opens the editor for a note that is there.
    pub(super) fn edit_note(&mut self, id: &Id) {
        let Some(note) = self.work.notes.get(id).cloned() else { return };
        let words = self.target_text(&note.target);
        self.open_editor(NoteEditor::new(id.clone(), note.target.clone(), Some(note), words));
    }

    /// What was typed on it before and not saved is there again.
    pub(super) fn open_editor(&mut self, mut editor: NoteEditor) {
        if let Some(draft) = self.drafts.get(&editor.id) {
            editor.go_on(&draft.text);
            self.say("you go on with what was not saved");
        }
        self.overlay = Some(Overlay::Note(Box::new(editor)));
    }

    /// The note on exactly this: with words rather than a highlight alone, the latest of several.
    fn note_on(&self, target: &Target) -> Option<Id> {
        let has_words = |id: &&Id| self.work.notes.get(*id).is_some_and(|note| !note.text.is_empty());
        match target {
            Target::Span(_) => {
                let (document, block, span) = self.span_here()?;
                let notes = self.notes_on(document, block, span);
                notes.iter().rev().find(has_words).or(notes.last()).cloned()
            }
            Target::Document(name) => self.standing.on_document(name).last().cloned(),
            Target::Cell(cell) => self.standing.on_cell(cell).last().cloned(),
            Target::Row { .. } => None,
        }
    }

    /// The notes on exactly these words.
    fn notes_on(&self, document: DocumentIndex, block: BlockIndex, span: Span) -> Vec<Id> {
        let here = self.standing.in_block(document, block).iter();
        let notes = here.filter_map(|(known, made)| match made {
            Made::Note(id) if *known == span => Some(id.clone()),
            _ => None,
        });
        notes.filter(|id| matches!(self.work.notes[id].target, Target::Span(_))).collect()
    }

    /// Has the reader's own editor go on with what was typed.
    pub(super) fn edit_outside(&mut self) -> Vec<Effect> {
        let Some(Overlay::Note(editor)) = &self.overlay else { return Vec::new() };
        vec![Effect::EditOutside(editor.prompt.text().to_owned())]
    }

    /// Takes what the reader's own editor wrote. What was there before can be put back.
    pub(super) fn edited_outside(&mut self, text: Option<String>, message: Option<String>) {
        if let (Some(Overlay::Note(editor)), Some(text)) = (&mut self.overlay, text) {
            editor.prompt.set(&text);
        }
        if let Some(message) = message {
            self.say_error(message);
        }
    }

    /// Saves what was typed and closes the editor. Without words and tags, and where there is no
    /// highlight, the note goes.
    pub(super) fn save_note(&mut self) -> Vec<Effect> {
        let Some(Overlay::Note(editor)) = self.overlay.take() else { return Vec::new() };
        let given_up = self.give_up_draft(&editor.id);
        if !editor.is_changed() {
            self.say(if editor.before.is_some() { "the note is as it was" } else { "nothing was written" });
            return given_up;
        }
        let NoteEditor { id, target, before, title, prompt, .. } = *editor;
        let (text, mut tags) = parted(prompt.text());
        let highlight = before.as_ref().and_then(|note| note.highlight);
        // What cannot be typed as one word was not seen in the editor.
        tags.extend(before.iter().flat_map(|note| &note.tags).filter(|tag| !is_word(tag)).cloned());
        self.with_reader_deselected();
        if text.is_empty() && tags.is_empty() && highlight.is_none() {
            self.say(format!("the note on {title} is gone: u brings it back"));
            return [self.edit(Edit::RemoveNote { id }), given_up].concat();
        }
        let now = Some(Timestamp::now());
        let (created, changed) = match &before {
            Some(note) => (note.created, now),
            None => (now, None),
        };
        self.say(format!("note on {title}"));
        let note = Note { target, text, tags, highlight, created, changed };
        [self.edit(Edit::SetNote { id, note }), given_up].concat()
    }

    /// Lays the open editor out beside the row of the cursor.
    pub(super) fn lay_out_editor(&mut self) {
        let busy = self.cursor_row();
        let screen = Area::new(0, 0, self.columns, self.rows).above_last(1);
        if let Some(Overlay::Note(editor)) = &mut self.overlay {
            editor.lay_out(screen, busy);
        }
    }

    /// The row of the screen that shows the reader's cursor.
    fn cursor_row(&self) -> Option<u16> {
        let pane = self.reader.focused().filter(|_| self.view == View::Reader)?;
        let placed = self.reader.areas.iter().find(|placed| placed.pane == self.reader.focus)?;
        let on_line = |row: &PaneRow| match row {
            PaneRow::Text { block, line, .. } => {
                *block == pane.cursor.block && line.span.end >= pane.cursor.offset
            }
            _ => false,
        };
        Some(placed.text.y + pane.rows.iter().position(on_line)? as u16)
    }

    /// Up and down in the editor keep to a column until another key is pressed.
    pub(super) fn forget_editor_column(&mut self, key: Key) {
        let keeps = |app: &Self| match app.keymap.lookup(app.contexts(), &[key]) {
            Lookup::Command(command) => matches!(command.name, "editor-up" | "editor-down"),
            _ => false,
        };
        if matches!(self.overlay, Some(Overlay::Note(_)))
            && !keeps(self)
            && let Some(Overlay::Note(editor)) = &mut self.overlay
        {
            editor.forget_column();
        }
    }

    // ---- highlights

    /// Highlights what is under the cursor or selected; where it is highlighted so, takes that away.
    pub(super) fn highlight(&mut self, kind: u8) -> Vec<Effect> {
        let Some(((document, block, span), anchor)) = self.span_here().zip(self.anchor_here()) else {
            self.say("there are no words here to highlight");
            return Vec::new();
        };
        let notes = self.notes_on(document, block, span);
        let is_highlight = |id: &&Id| self.work.notes[*id].highlight.is_some();
        let known = notes.iter().find(is_highlight).or(notes.last()).cloned();
        let label = self.site_label(document, Site { block, span });
        self.with_reader_deselected();
        let now = Some(Timestamp::now());
        let Some(id) = known else {
            let id = new_id(&self.work, Timestamp::now(), &label);
            self.say(format!("{label}: highlight {kind}"));
            let target = Target::Span(anchor);
            let (text, tags) = (String::new(), [].into());
            let note = Note { target, text, tags, highlight: Some(kind), created: now, changed: None };
            return self.edit(Edit::SetNote { id, note });
        };
        let was = self.work.notes[&id].clone();
        if was.highlight != Some(kind) {
            self.say(format!("{label}: highlight {kind}"));
            return self
                .edit(Edit::SetNote { id, note: Note { highlight: Some(kind), changed: now, ..was } });
        }
        self.say(format!("{label}: no highlight any more"));
        if was.text.is_empty() && was.tags.is_empty() {
            return self.edit(Edit::RemoveNote { id });
        }
        self.edit(Edit::SetNote { id, note: Note { highlight: None, changed: now, ..was } })
    }

    // ---- what is there

    /// After an edit: looks for what it changed.
    pub(super) fn stand_anew(&mut self, edit: &Edit) {
        for made in Made::touched(edit) {
            self.standing.renew(&self.corrections, &self.work, &made);
        }
    }

    /// The notes on words of a block, in their order.
    pub fn notes_in(
        &self,
        document: DocumentIndex,
        block: BlockIndex,
    ) -> impl Iterator<Item = (Span, &Note)> {
        let here = self.standing.in_block(document, block).iter();
        here.filter_map(|(span, made)| match made {
            Made::Note(id) => Some((*span, self.work.notes.get(id)?)),
            _ => None,
        })
    }

    /// How much the reader said of a block.
    pub fn said_count(&self, document: DocumentIndex, block: BlockIndex) -> usize {
        let here = self.standing.in_block(document, block).iter();
        here.filter(|(_, made)| !matches!(made, Made::Mark(_))).count()
    }

    /// The words of the note on the passage under the cursor: `2 notes: ...` where there are several.
    pub fn note_facts(&self) -> Option<String> {
        let passage = self.passage()?;
        let said = self.said_of(passage);
        let notes: Vec<&Note> = said
            .iter()
            .filter_map(|made| match made {
                Made::Note(id) => self.work.notes.get(id),
                _ => None,
            })
            .collect();
        let first = notes.first()?;
        let words = match (first.text.lines().next(), first.highlight) {
            (Some(line), _) => line.to_owned(),
            (None, Some(kind)) => format!("highlight {kind}"),
            (None, None) => first.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "),
        };
        Some(if notes.len() > 1 { format!("{} notes: {words}", notes.len()) } else { words })
    }

    /// What the reader said of a passage, in the order of the text.
    pub fn said_of(&self, passage: Passage) -> Vec<Made> {
        let span = self.collection.document(passage.document).passage_span(passage);
        let here = self.standing.in_block(passage.document, passage.block).iter();
        let overlaps = |known: &Span| span.is_none_or(|span| known.overlaps(span));
        let mut said: Vec<Made> =
            here.filter(|(known, _)| overlaps(known)).map(|(_, made)| made.clone()).collect();
        said.dedup();
        said
    }
}
