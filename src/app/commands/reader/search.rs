//! Searching in the document of the focused pane.

use crate::app::event::Effect;
use crate::app::pane::TextPosition;
use crate::app::prompt::Prompt;
use crate::app::search::Awaited;
use crate::app::{App, Overlay};
use crate::text::DocumentIndex;

/// Letters of a word that is worth searching for.
const LEAST_LETTERS: usize = 5;

impl App {
    pub(in crate::app) fn open_search(&mut self, backwards: bool) -> Vec<Effect> {
        self.search.browsed = None;
        self.overlay = Some(Overlay::Search { prompt: Prompt::default(), backwards });
        Vec::new()
    }

    /// Searches for a text and goes to the first hit.
    pub(in crate::app) fn begin_search(&mut self, query: &str, backwards: bool) {
        let query = if query.is_empty() {
            self.search.history.last().cloned().unwrap_or_default()
        } else {
            query.to_owned()
        };
        if query.is_empty() {
            return;
        }
        self.search.remember(&query);
        self.search.query = query;
        self.search.backwards = backwards;
        self.forget_hits();
        if let Some(document) = self.reader.focused().map(|pane| pane.document) {
            self.go_to_first_hit(document);
        }
    }

    /// To the first hit from the cursor on, now or once it is found.
    pub(in crate::app) fn go_to_first_hit(&mut self, document: DocumentIndex) {
        let Some(cursor) = self.reader.focused().map(|pane| pane.cursor) else { return };
        let backwards = self.search.backwards;
        match self.hits(document) {
            Some(hits) => {
                let first = if backwards { hits.next(cursor, true) } else { hits.from(cursor) };
                self.show_hit(document, first, backwards);
            }
            None => self.await_hits(document, 0),
        }
    }

    fn await_hits(&mut self, document: DocumentIndex, turn: isize) {
        let awaited = self.search.awaited.filter(|awaited| awaited.document == document);
        let turns = awaited.map_or(0, |awaited| awaited.turns) + turn;
        self.search.awaited = Some(Awaited { document, turns });
        self.say(format!("looking for '{}' ...", self.search.query));
    }

    pub(in crate::app) fn next_hit(&mut self, against: bool) {
        if self.search.query.is_empty() {
            if let Some(last) = self.search.history.last().cloned() {
                self.forget_hits();
                self.search.query = last;
            } else {
                self.say("nothing searched for yet: / searches");
                return;
            }
        }
        let Some(pane) = self.reader.focused() else { return };
        let (document, cursor) = (pane.document, pane.cursor);
        let backwards = self.search.backwards != against;
        match self.hits(document) {
            Some(hits) => {
                let next = hits.next(cursor, backwards);
                self.show_hit(document, next, backwards);
            }
            None => self.await_hits(document, if against { -1 } else { 1 }),
        }
    }

    fn show_hit(&mut self, document: DocumentIndex, hit: Option<usize>, backwards: bool) {
        let query = self.search.query.clone();
        let from = self.reader.focused().map(|pane| pane.cursor);
        let Some(hits) = self.hits(document) else { return };
        let total = format!("{}{}", hits.hits.len(), if hits.more { " or more" } else { "" });
        let Some((at, (block, span))) = hit.and_then(|at| Some((at, *hits.hits.get(at)?))) else {
            self.say_error(format!("'{query}' is not in this document"));
            return;
        };
        let to = TextPosition { block, offset: span.start };
        let wrapped = from.is_some_and(|from| if backwards { to >= from } else { to < from });
        self.leave();
        self.with_focused(|pane, document| pane.go_to(document, to));
        let round = if wrapped { ", from the other end" } else { "" };
        self.say(format!("'{query}': {} of {total}{round}", at + 1));
    }

    pub(in crate::app) fn search_word(&mut self) {
        let word = self.with_focused(|pane, document| {
            let text = document.block_text(pane.cursor.block);
            // The cursor is on a sentence: its first word of some length says more than 'the'.
            let after = || crate::text::word::words(&text).filter(|(span, _)| span.end > pane.cursor.offset);
            let long = after().find(|(_, word)| word.chars().count() >= LEAST_LETTERS);
            long.or_else(|| after().next()).map(|(_, word)| word.to_lowercase())
        });
        match word.flatten() {
            Some(word) => {
                self.begin_search(&word, false);
                self.next_hit(false);
            }
            None => self.say("no word under the cursor"),
        }
    }
}

impl crate::app::Search {
    /// Keeps a query for the history, each once, the last one used last.
    pub(in crate::app) fn remember(&mut self, query: &str) {
        if query.is_empty() {
            return;
        }
        self.history.retain(|known| known != query);
        self.history.push(query.to_owned());
    }

    /// The query before or after the one browsed; `None` at the ends.
    pub(in crate::app) fn browse(&mut self, older: bool) -> Option<String> {
        let at = match (self.browsed, older) {
            (None, true) => self.history.len().checked_sub(1)?,
            (None, false) => return None,
            (Some(at), true) => at.checked_sub(1)?,
            (Some(at), false) => at + 1,
        };
        self.browsed = Some(at);
        Some(self.history.get(at).cloned().unwrap_or_default())
    }
}
