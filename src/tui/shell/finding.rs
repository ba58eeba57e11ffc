//! Looks for matches and differences: on workers' threads.

use std::path::Path;
use std::sync::Arc;
use std::thread;

use crate::app::differences::FoundDifferences;
use crate::app::{Event, LongJob};
use crate::matching::{Matcher, Unit};
use crate::open;
use crate::scheme::{self, Collection};

use super::super::Waker;
use super::HEAD_START;

/// Looks for differences on a worker's thread.
pub fn differences(waker: &Waker, generation: u64, collection: &Collection, matcher: Option<&Matcher>) {
    let mut told = 0;
    let mut progress = |percent: u8| {
        if percent > told {
            told = percent;
            waker.send(Event::Progress { generation, job: LongJob::Comparing, percent });
        }
    };
    let differences = Arc::new(FoundDifferences::of(collection, matcher, &mut progress));
    waker.send(Event::Compared { generation, differences });
}

/// Looks for matches on a worker's thread, until nobody waits for them any more.
pub fn matches(
    waker: &Waker,
    generation: u64,
    collection: &Collection,
    vectors: Option<&Path>,
    is_stale: &dyn Fn() -> bool,
) {
    thread::sleep(HEAD_START);
    if is_stale() {
        return;
    }
    let vectors = vectors.and_then(|file| {
        let failed = |error| Event::Told { message: format!("{error}: going on without vectors") };
        open::vectors(file).map_err(|error| waker.send(failed(error))).ok()
    });
    let matcher = scheme::matcher_with(collection, Unit::Sentence, vectors.map(Arc::new));
    let mut told = 0;
    let mut progress = |done: usize, of: usize| {
        let percent = (done * 100 / of.max(1)) as u8;
        if percent >= told + 5 {
            told = percent;
            waker.send(Event::Progress { generation, job: LongJob::Matching, percent });
        }
    };
    let links = matcher.links_until(is_stale, &mut progress);
    if is_stale() {
        return;
    }
    if collection.has_suggestions() {
        collection.learn_matches(&links);
    }
    waker.send(Event::Matched { generation, matcher: Arc::new(matcher), links: Arc::new(links) });
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::super::Inbox;
    use super::super::super::inbox::Message;
    use super::*;
    use crate::text::{BlockKind, Document};

    #[test]
    fn looking_for_matches_stops_once_others_are_asked_for() {
        let text = |name: &str| {
            let mut document = Document::builder(name);
            document.block(BlockKind::Paragraph, "The storm broke the pier. Nobody came.");
            document.build()
        };
        let documents = vec![text("a.txt"), text("b.txt")];
        let collection = Collection { documents: documents.into(), ..Collection::default() };
        let (waker, inbox) = Inbox::new().unwrap();
        let answers = |stale_after: usize| {
            let asked = Cell::new(0);
            let is_stale = || {
                asked.set(asked.get() + 1);
                asked.get() > stale_after
            };
            matches(&waker, 1, &collection, None, &is_stale);
            let is_answer = |message: &Message| matches!(message, Message::Event(Event::Matched { .. }));
            (inbox.messages().filter(is_answer).count(), asked.get())
        };
        assert_eq!(answers(usize::MAX).0, 1);
        assert_eq!(answers(0), (0, 1), "it is not even begun");
        assert_eq!(answers(1).0, 0);
    }
}
