//! Notes and highlights: written on what is under the cursor, changed, removed. Every change is an
//! edit of the reader's work.

mod drafts;
mod editor;
mod list;
mod listed;
mod said;
mod show;
mod target;

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::layout::Area;
use crate::scheme::{EpisodeIndex, StepIndex};
use crate::store::tags::{is_word, parted};
use crate::store::{Edit, Id, Note, Target, new_id};
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

use super::event::Effect;
use super::key::Key;
use super::keymap::Lookup;
use super::made::Made;
use super::pane::PaneRow;
use super::{App, Overlay, View};

pub use editor::NoteEditor;
pub use list::NotesView;
pub use listed::{Group, Listed, ListedKind};

/// Bytes of a note that are told in the status row.
const MOST_TOLD: usize = 400;

impl App {
    // ---- writing

    /// Opens the editor for a note on the row of the parallel view, or on the whole document.
    pub(super) fn write_note_on_whole(&mut self, another: bool) -> Vec<Effect> {
        let target = match self.view {
            View::Parallel => self.row_target(),
            _ => self.reader.focused().map(|pane| self.document_target(pane.document)),
        };
        let Some(target) = target else {
            self.say("no row under the cursor");
            return Vec::new();
        };
        self.write_note_on(target, another)
    }

    /// Opens the editor for a note on what is under the cursor: the one that is there, unless
    /// `another` is wanted.
    pub(super) fn write_note(&mut self, another: bool) -> Vec<Effect> {
        match self.target_here() {
            Ok(target) => self.write_note_on(target, another),
            Err(why) => {
                self.say(format!("no note: {why}"));
                Vec::new()
            }
        }
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
        let target = match self.words_here() {
            Ok(target) => target,
            Err(why) => {
                self.say(format!("no highlight: {why}"));
                return Vec::new();
            }
        };
        let notes = self.notes_here();
        let is_highlight = |id: &&Id| self.work.notes[*id].highlight.is_some();
        let known = notes.iter().find(is_highlight).or(notes.last()).cloned();
        let label = self.target_text(&target).0;
        self.with_reader_deselected();
        let now = Some(Timestamp::now());
        let Some(id) = known else {
            let id = new_id(&self.work, Timestamp::now(), &label);
            self.say(format!("{label}: highlight {kind}"));
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
        let touched = Made::touched(edit);
        for made in &touched {
            self.standing.renew(&self.corrections, &self.work, made);
        }
        self.list_anew(&touched);
    }

    /// Has the notes view, if it was shown, list these as they are now.
    pub(super) fn list_anew(&mut self, changed: &BTreeSet<Made>) {
        if !self.notes.is_filled() || changed.is_empty() {
            return;
        }
        let here = self.notes.here().cloned();
        let listed: Vec<_> = changed.iter().filter_map(|made| self.listed(made)).collect();
        self.notes.put(changed, listed);
        self.notes.renew_at(here.as_ref());
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

    /// The notes on a whole document.
    pub fn notes_on_document(&self, index: DocumentIndex) -> impl Iterator<Item = &Note> {
        let ids = self.standing.on_document(&self.collection.document(index).name);
        ids.filter_map(|id| self.work.notes.get(id))
    }

    /// The notes on a cell of the board.
    pub fn notes_on_cell(&self, episode: EpisodeIndex, step: StepIndex) -> Vec<&Note> {
        if !self.standing.has_cells() {
            return Vec::new();
        }
        self.standing.on_cell(&self.cell_id(episode, step)).filter_map(|id| self.work.notes.get(id)).collect()
    }

    /// The notes on a row of the parallel view.
    pub fn notes_on_row(&self, item: usize) -> Vec<&Note> {
        self.row_notes(item).into_iter().filter_map(|id| self.work.notes.get(id)).collect()
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
            (Some(line), _) => line[..line.floor_char_boundary(MOST_TOLD)].to_owned(),
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
