//! What is done with the passage under the cursor: marks, and copying with its source.

use crate::app::event::{Effect, MOST_COPIED};
use crate::app::{App, Awaiting, View};
use crate::text::Passage;

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

    /// The passage's words with where they stand. A retelling is copied as one.
    fn copied_passage(&self, passage: Passage) -> String {
        let document = self.collection.document(passage.document);
        let text = document.passage_text(passage);
        let place = self.collection.place_label(passage);
        let metadata = &document.metadata;
        let date = metadata.date.map(|date| date.to_string());
        if let Some(retelling) = &metadata.retelling {
            format!("{text}\n({retelling}, {place}: retold, not quoted)\n")
        } else {
            let source = [
                metadata.author.clone(),
                Some(document.title().to_owned()),
                metadata.publication.clone(),
                date,
            ];
            let source: Vec<String> = source.into_iter().flatten().collect();
            format!("\u{201c}{text}\u{201d}\n({}, {place})\n", source.join(", "))
        }
    }

    fn copied_cell(&self) -> Option<String> {
        let cell = self.board.cell()?;
        let scheme = &self.collection.scheme;
        let (episode, step) = (scheme.episode(self.board.episode()?), scheme.step(self.board.step()?));
        let summary = cell.summary.as_deref().unwrap_or("nothing is told");
        Some(format!("{}, {}: {summary}\n", episode.name, step.name.to_lowercase()))
    }
}
