//! What is done with the passage under the cursor: marks, and copying with its source.

use crate::app::documents::DocumentsRow;
use crate::app::event::{Effect, MOST_COPIED};
use crate::app::{App, Awaiting, View};
use crate::store::Site;
use crate::text::{DocumentIndex, Passage};

impl App {
    pub(in crate::app) fn await_mark(&mut self, awaiting: Awaiting) -> Vec<Effect> {
        self.awaiting = Some(awaiting);
        self.say(match awaiting {
            Awaiting::SetMark => "mark: press a letter for it",
            Awaiting::JumpToMark => "to mark: press its letter",
        });
        Vec::new()
    }

    pub(in crate::app) fn copy_passage(&mut self) -> Vec<Effect> {
        let text = match self.view {
            View::Board => self.copied_cell(),
            View::Documents => self.copied_entry(),
            View::Reader if self.reader.is_selecting() => self.copied_selection(),
            _ => self.passage().map(|passage| self.copied_passage(passage)),
        };
        if let Some(text) = text {
            if text.len() > MOST_COPIED {
                let (size, most) = (text.len() / 1000, MOST_COPIED / 1000);
                self.say_error(format!("{size} kB are too much for the clipboard: terminals take {most} kB"));
                return Vec::new();
            }
            let lines = text.lines().next().unwrap_or_default();
            self.say(format!("copied: {lines}"));
            vec![Effect::Copy(text)]
        } else {
            self.say("nothing here to copy");
            Vec::new()
        }
    }

    fn copied_selection(&self) -> Option<String> {
        let (index, sites) = self.sites_here()?;
        let document = self.collection.document(index);
        let sites: Vec<Site> = sites.collect();
        let text = |site: &Site| site.span.of(&document.block_text(site.block)).trim().to_owned();
        let texts: Vec<String> = sites.iter().map(text).collect();
        Some(self.copied(index, &texts.join("\n\n"), &self.sites_label(index, sites.iter().copied())))
    }

    fn copied_passage(&self, passage: Passage) -> String {
        let text = self.collection.document(passage.document).passage_text(passage);
        self.copied(passage.document, &text, &self.collection.place_label(passage))
    }

    /// Words of a document with where they stand. A retelling is copied as one.
    fn copied(&self, index: DocumentIndex, text: &str, place: &str) -> String {
        let document = self.collection.document(index);
        let metadata = &document.metadata;
        if let Some(retelling) = &metadata.retelling {
            format!("{text}\n({retelling}, {place}: retold, not quoted)\n")
        } else {
            format!("\u{201c}{text}\u{201d}\n({}, {place})\n", self.source(index).join(", "))
        }
    }

    /// Of the list of documents: what a document is, or both passages that match.
    fn copied_entry(&self) -> Option<String> {
        Some(match *self.documents.rows.get(self.documents.selected)? {
            DocumentsRow::Document(index) => format!("{}\n", self.source(index).join(", ")),
            DocumentsRow::Match(a, b, _) => format!("{}{}", self.copied_passage(a), self.copied_passage(b)),
        })
    }

    /// Author, title, publication and date, as far as they are known.
    fn source(&self, index: DocumentIndex) -> Vec<String> {
        let document = self.collection.document(index);
        let metadata = &document.metadata;
        let date = metadata.date.map(|date| date.to_string());
        let source =
            [metadata.author.clone(), Some(document.title().to_owned()), metadata.publication.clone(), date];
        source.into_iter().flatten().collect()
    }

    fn copied_cell(&self) -> Option<String> {
        let cell = self.board.cell()?;
        let scheme = &self.collection.scheme;
        let (episode, step) = (scheme.episode(self.board.episode()?), scheme.step(self.board.step()?));
        let summary = cell.summary.as_deref().unwrap_or("nothing is told");
        Some(format!("{}, {}: {summary}\n", episode.name, step.name.to_lowercase()))
    }
}
