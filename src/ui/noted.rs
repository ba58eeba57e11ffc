//! Signs of notes and highlights, and how their words are drawn, wherever text is shown.

use ratatui::style::Style;

use crate::scheme::{EpisodeIndex, StepIndex};
use crate::store::Note;
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

use super::Canvas;
use super::theme::Signs;

impl Canvas<'_> {
    /// The sign of notes that begin at one place: of one, of several, or of a highlight alone.
    pub(super) fn sign_of<'n>(&self, notes: impl IntoIterator<Item = &'n Note>) -> Option<&'static str> {
        let notes: Vec<&Note> = notes.into_iter().collect();
        let signs = self.theme.signs;
        let is_written = |note: &&&Note| !note.text.is_empty() || !note.tags.is_empty();
        match (notes.iter().filter(is_written).count(), notes.first()) {
            (0, Some(Note { highlight: Some(kind), .. })) => Some(signs.highlights[Signs::highlight(*kind)]),
            (0, _) => None,
            (1, _) => Some(signs.note),
            _ => Some(signs.notes),
        }
    }

    /// The sign of the notes on a passage.
    pub(super) fn sign_on(&self, passage: Passage) -> Option<&'static str> {
        let span = self.app.collection.document(passage.document).passage_span(passage)?;
        let notes = self.app.notes_in(passage.document, passage.block);
        self.sign_of(notes.filter(|(known, _)| span.contains(known.start)).map(|(_, note)| note))
    }

    /// The words of a block that notes and highlights are on.
    pub(super) fn noted_words(&self, document: DocumentIndex, block: BlockIndex) -> Vec<(Span, Style)> {
        let notes = self.app.notes_in(document, block);
        let on_words = notes.filter(|(_, note)| note.target.is_words());
        let style =
            |note: &Note| note.highlight.map_or(self.theme.noted(), |kind| self.theme.highlighted(kind));
        on_words.map(|(span, note)| (span, style(note))).collect()
    }

    /// The same of a passage, as bytes of its text.
    pub(super) fn noted_words_of(&self, passage: Passage) -> Vec<(Span, Style)> {
        let Some(whole) = self.app.collection.document(passage.document).passage_span(passage) else {
            return Vec::new();
        };
        let words = self.noted_words(passage.document, passage.block).into_iter();
        let within = words.filter_map(|(span, style)| Some((span.intersection(whole)?, style)));
        within
            .map(|(span, style)| (Span::new(span.start - whole.start, span.end - whole.start), style))
            .collect()
    }

    /// The sign of the notes on a cell of the board.
    pub(super) fn sign_on_cell(&self, episode: EpisodeIndex, step: StepIndex) -> Option<&'static str> {
        self.sign_of(self.app.notes_on_cell(episode, step))
    }
}
