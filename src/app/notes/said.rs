//! What the reader said of a passage, and going from note to note.

use super::listed::ListedKind;
use crate::app::event::Effect;
use crate::app::made::{Found, Made};
use crate::app::pane::TextPosition;
use crate::app::picker::{Choice, Entry, Picker, PickerKind};
use crate::app::{App, View};
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

/// Entries of the list at most.
const MOST_ENTRIES: usize = 1000;

impl App {
    /// Lists what the reader said of the passage under the cursor; where that is nothing, of its
    /// paragraph.
    pub(in crate::app) fn open_said_list(&mut self) {
        let Some(passage) = self.passage() else {
            self.say("no passage under the cursor");
            return;
        };
        let paragraph = Passage { sentence: None, ..passage };
        let of = [passage, paragraph].into_iter().find(|&passage| !self.said_of(passage).is_empty());
        let Some(of) = of else {
            let label = self.collection.passage_label(paragraph);
            let key = self.key_in(self.view, "note");
            self.say(format!("you have said nothing of {label}: {key} writes a note"));
            return;
        };
        let said = self.said_of(of);
        let entries: Vec<Entry> =
            said.iter().take(MOST_ENTRIES).filter_map(|made| self.said_entry(made)).collect();
        let title = format!("What you said of {}", self.collection.passage_label(of));
        self.open_list(Picker::new(PickerKind::Said, title, entries));
    }

    fn said_entry(&self, made: &Made) -> Option<Entry> {
        let listed = self.listed(made)?;
        let tags: Vec<String> = listed.further_tags().map(|tag| format!("#{tag}")).collect();
        let text = match (listed.text.is_empty(), listed.words.first()) {
            (true, Some(words)) => words.clone(),
            _ => listed.text.clone(),
        };
        let kind = match listed.highlight {
            Some(kind) if listed.kind == ListedKind::Highlight => format!("highlight {kind}"),
            _ => listed.kind.name().to_owned(),
        };
        Some(Entry {
            label: format!("{kind}: {text}"),
            detail: if tags.is_empty() { listed.place.clone() } else { tags.join(" ") },
            preview: listed.words.join("\n"),
            choice: Choice::Made(made.clone()),
        })
    }

    /// Does with something what one wants next: changes a note, coding or verdict, goes to the other
    /// end of a link. `here` is the passage that it was chosen for.
    pub(in crate::app) fn open_made(&mut self, made: &Made, here: Option<Passage>) -> Vec<Effect> {
        let places: Vec<Found> = self.standing.places(made).iter().flatten().copied().collect();
        let ends: Vec<Passage> = places.iter().map(|found| self.passage_of(found)).collect();
        match (made, ends.as_slice()) {
            (Made::Note(id), _) => self.edit_note(id),
            (Made::Coding(_), [passage, ..]) => {
                if here.is_none() {
                    self.jump_to(*passage);
                }
                self.change_coding(places[0]);
            }
            (Made::Link(_), [a, b]) => match here {
                Some(here) => {
                    let is_here = |end: &Passage| end.document == here.document && end.block == here.block;
                    self.jump_to(if is_here(a) { *b } else { *a });
                }
                None => self.open_kinds(*a, *b),
            },
            (Made::Verdict(id), _) => {
                let effects = self.show_differences();
                self.differences.select(id, 0);
                return effects;
            }
            (_, [passage, ..]) => self.jump_to(*passage),
            (_, []) => self.say("its words are not found any more"),
        }
        Vec::new()
    }

    /// To the next place that a note or highlight is on, or the one before, through all documents.
    pub(in crate::app) fn visit_note(&mut self, forward: bool) {
        let Some(pane) = self.reader.focused().filter(|_| self.view == View::Reader) else {
            self.say("notes are gone to in the reader");
            return;
        };
        let here = (pane.document, pane.cursor.block, pane.cursor.offset);
        let next = self.note_from(here, forward);
        let Some((document, block, span)) = next else {
            self.say(if forward { "no note further on" } else { "no note further back" });
            return;
        };
        self.show_position(document, TextPosition { block, offset: span.start });
        if let Some(facts) = self.note_facts() {
            let sign = self.collection.passage_label(Passage::block(document, block));
            self.say(format!("{sign}: {facts}"));
        }
    }

    fn note_from(
        &self,
        here: (DocumentIndex, BlockIndex, usize),
        forward: bool,
    ) -> Option<(DocumentIndex, BlockIndex, Span)> {
        let mut from = self.standing.from(here, forward);
        from.find(|(.., made)| matches!(made, Made::Note(_)))
            .map(|(document, block, span, _)| (document, block, span))
    }
}
