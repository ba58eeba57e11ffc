//! Links by hand: matches accepted and rejected, passages linked or set level, and in what way.

use jiff::Timestamp;

use crate::matching::{Match, MatchKind};
use crate::store::{Anchor, Edit, Id, Link, LinkKind, new_id};
use crate::text::Passage;

use super::event::Effect;
use super::picker::{Choice, Entries, Entry, Picker, PickerKind};
use super::{App, Overlay, View};

/// What two passages can be said to be to each other, besides in the reader's own word.
const KINDS: [LinkKind; 6] = [
    LinkKind::SameEvent,
    LinkKind::Quotation,
    LinkKind::Echo,
    LinkKind::Contradicts,
    LinkKind::Answers,
    LinkKind::Level,
];

impl App {
    // ---- in the list of matches

    /// The match or the rejected pair that is selected in the list.
    fn selected_pair(&self) -> Option<(Passage, Passage, Option<Match>)> {
        let Some(Overlay::Picker(picker)) = &self.overlay else { return None };
        let origin = self.passage()?;
        match picker.selected_entry(&self.collection)?.choice {
            Choice::Match(at) => {
                let found = self.matches_of(origin).into_iter().nth(at)?;
                Some((found.a, found.b, Some(found)))
            }
            Choice::Rejected(a, b) => Some((a, b, None)),
            _ => None,
        }
    }

    fn on_match(
        &mut self,
        act: impl FnOnce(&mut Self, Passage, Passage, Option<Match>) -> Vec<Effect>,
    ) -> Vec<Effect> {
        let Some((a, b, found)) = self.selected_pair() else {
            self.say_no_match_selected();
            return Vec::new();
        };
        let effects = act(self, a, b, found);
        self.renew_match_list();
        effects
    }

    /// Makes the selected match a link by hand.
    pub(super) fn accept_match(&mut self) -> Vec<Effect> {
        self.on_match(|app, a, b, found| {
            if found.as_ref().is_some_and(|found| found.by_hand) {
                let pair = app.pair_text(a, b);
                app.say(format!("{pair} are linked by hand already"));
                return Vec::new();
            }
            let kind = found.map_or(LinkKind::SameEvent, |found| link_kind(&found.kind));
            app.say_of_pair(a, b, kind)
        })
    }

    /// Rejects the selected match; takes back what the reader said of the pair before.
    pub(super) fn reject_match(&mut self) -> Vec<Effect> {
        self.on_match(|app, a, b, _| match app.corrections.link_between(a, b).cloned() {
            Some(id) => {
                let pair = app.pair_text(a, b);
                app.say(format!("{pair}: what you said of them is taken away"));
                app.edit(Edit::RemoveLink { id })
            }
            None => app.say_of_pair(a, b, LinkKind::Rejected),
        })
    }

    /// Asks in what way the two of the selected match stand to each other.
    pub(super) fn open_match_kinds(&mut self) -> Vec<Effect> {
        match self.selected_pair() {
            Some((a, b, _)) => self.open_kinds(a, b),
            None => self.say_no_match_selected(),
        }
        Vec::new()
    }

    fn say_no_match_selected(&mut self) {
        self.say(match &self.overlay {
            Some(_) if self.lists_matches() => "select one of the matches first",
            Some(_) => "this is done in the list of matches: Esc, then M",
            None => "this is done in the list of matches: M",
        });
    }

    /// Whether the list of matches is open.
    fn lists_matches(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Picker(picker)) if picker.kind == PickerKind::Matches)
    }

    /// Shows the pairs that the reader rejected below the matches, or hides them again.
    pub(super) fn toggle_rejected(&mut self) -> Vec<Effect> {
        self.shows_rejected = !self.shows_rejected;
        self.say(if self.shows_rejected {
            "rejected pairs are listed"
        } else {
            "rejected pairs are not listed"
        });
        self.renew_match_list();
        Vec::new()
    }

    /// Opens the list of matches anew, the selection where it was; no other list.
    pub(super) fn renew_match_list(&mut self) {
        if !self.lists_matches() {
            return;
        }
        let Some(Overlay::Picker(before)) = self.overlay.take() else { return };
        let message = self.message.take();
        self.open_match_list();
        if let Some(Overlay::Picker(picker)) = &mut self.overlay {
            picker.prompt = before.prompt.clone();
            picker.filter();
            picker.select_again(&before, &self.collection);
        }
        if message.is_some() {
            self.message = message;
        }
    }

    /// Pairs of this passage that the reader rejected.
    pub(super) fn rejected_of(&self, passage: Passage) -> Vec<(Passage, Passage)> {
        let rejected = self.collection.rejected.iter();
        let mut of: Vec<(Passage, Passage)> = rejected
            .filter_map(|&(a, b)| match (passage.covers(a), passage.covers(b)) {
                (true, _) => Some((a, b)),
                (_, true) => Some((b, a)),
                _ => None,
            })
            .collect();
        of.sort_unstable();
        of
    }

    // ---- by hand

    /// Takes the passage for one end of a link; with one end set, links the two.
    pub(super) fn link_here(&mut self) -> Vec<Effect> {
        let Some((end, here)) = self.ends("go to the other passage and press the same key") else {
            return Vec::new();
        };
        if end.document == here.document {
            self.say_error("links join different documents; in the parallel view 'gl' sets passages level");
            self.link_end = Some(end);
        } else {
            self.open_kinds(end, here);
        }
        Vec::new()
    }

    /// Sets the passage that was taken before level with the one under the cursor.
    pub(super) fn level_here(&mut self) -> Vec<Effect> {
        let Some((end, here)) = self.ends("go to the row where it belongs and press the same key") else {
            return Vec::new();
        };
        self.say_of_pair(here, end, LinkKind::Level)
    }

    /// The one of two passages that stands in no column, where the columns are episodes.
    fn in_no_column(&self, a: Passage, b: Passage) -> Option<Passage> {
        let is_coded = |passage| {
            self.collection.coding_over(passage).is_some_and(|coding| !coding.coded.episodes.is_empty())
        };
        let has_scheme = !self.collection.scheme.is_empty();
        [a, b].into_iter().find(|&passage| has_scheme && !is_coded(passage))
    }

    /// Both ends, or `None` after the first was set.
    fn ends(&mut self, then: &str) -> Option<(Passage, Passage)> {
        let Some(here) = self.passage() else {
            self.say(if self.view == View::Board {
                "open the cell first: Enter"
            } else {
                "no passage under the cursor"
            });
            return None;
        };
        match self.link_end.take() {
            Some(end) if end == here => {
                self.say("left off");
                None
            }
            Some(end) => Some((end, here)),
            None => {
                self.link_end = Some(here);
                let label = self.collection.passage_label(here);
                self.say(format!("{label} is one end: {then}; Esc leaves off"));
                None
            }
        }
    }

    pub(super) fn open_kinds(&mut self, a: Passage, b: Passage) {
        let now =
            self.corrections.link_between(a, b).and_then(|id| self.work.links.get(id)).map(|link| &link.kind);
        let entry = |kind: &LinkKind| Entry {
            label: kind_text(kind).to_owned(),
            detail: if now == Some(kind) { "now".to_owned() } else { String::new() },
            preview: format!(
                "{}\nA word that is none of these is offered as a kind of your own",
                kind_meaning(kind)
            ),
            choice: Choice::Link(a, b, kind.clone()),
        };
        let entries = KINDS.iter().map(entry).collect();
        let title = format!("How do {} stand to each other?", self.pair_text(a, b));
        self.open_list(Picker::new(PickerKind::LinkKinds, title, entries));
    }

    /// Where no kind has the word that is typed, offers it as one of the reader's own, first in the
    /// list: it takes another Enter. `false` where nothing is to be offered.
    pub(super) fn offer_own_kind(&mut self) -> bool {
        let Some(Overlay::Picker(picker)) = &mut self.overlay else { return false };
        let word = picker.prompt.text().trim().to_owned();
        if picker.kind != PickerKind::LinkKinds || !picker.shown.is_empty() || word.is_empty() {
            return false;
        }
        let Entries::Told(entries) = &picker.entries else { return false };
        let is_own = |entry: &&Entry| matches!(entry.choice, Choice::Link(_, _, LinkKind::Other(_)));
        let mut entries: Vec<Entry> = entries.iter().filter(|entry| !is_own(entry)).cloned().collect();
        let Some(Choice::Link(a, b, _)) = entries.first().map(|entry| entry.choice.clone()) else {
            return false;
        };
        let own = Entry {
            label: format!("as '{word}'"),
            detail: "a kind of your own".to_owned(),
            preview: String::new(),
            choice: Choice::Link(a, b, LinkKind::Other(word.clone())),
        };
        entries.insert(0, own);
        picker.prompt.set("");
        picker.set_entries(entries);
        self.say(format!("'{word}' is none of these kinds: Enter takes it as one of your own"));
        true
    }

    /// Says in what way two passages stand to each other, in the place of what the reader said
    /// of them before.
    pub(super) fn say_of_pair(&mut self, a: Passage, b: Passage, kind: LinkKind) -> Vec<Effect> {
        let pair = self.pair_text(a, b);
        let now = Timestamp::now();
        if let Some(uncoded) = self.in_no_column(a, b).filter(|_| kind == LinkKind::Level) {
            let label = self.collection.passage_label(uncoded);
            self.say_error(format!("{label} stands in no column: c says what it speaks of"));
            return Vec::new();
        }
        let (Some(from), Some(to)) = (self.anchor_of(a), self.anchor_of(b)) else {
            self.say("there is no text here to hold a link");
            return Vec::new();
        };
        let known: Option<Id> = self.corrections.link_between(a, b).cloned();
        // The name of a row that they are in stays while they are level.
        let label = known.as_ref().and_then(|id| self.work.links.get(id)?.label.clone());
        let label = label.filter(|_| kind == LinkKind::Level);
        let id = known.unwrap_or_else(|| new_id(&self.work, now, &pair));
        self.say(format!("{pair}: {}", kind_text(&kind)));
        self.edit(Edit::SetLink { id, link: Link { a: from, b: to, kind, label, created: Some(now) } })
    }

    pub(super) fn anchor_of(&self, passage: Passage) -> Option<Anchor> {
        let document = self.collection.document(passage.document);
        Anchor::of(document, passage.block, document.passage_span(passage)?)
    }

    pub(super) fn pair_text(&self, a: Passage, b: Passage) -> String {
        format!("{} and {}", self.collection.passage_label(a), self.collection.passage_label(b))
    }
}

/// A kind of link in words.
pub(super) fn kind_text(kind: &LinkKind) -> &str {
    match kind {
        LinkKind::SameEvent => "same event",
        LinkKind::Quotation => "quotation",
        LinkKind::Echo => "echo",
        LinkKind::Contradicts => "contradicts",
        LinkKind::Answers => "answers",
        LinkKind::Level => "level",
        LinkKind::Rejected => "no match",
        LinkKind::Other(word) => word,
    }
}

/// What a kind of link says of its two passages.
fn kind_meaning(kind: &LinkKind) -> &'static str {
    match kind {
        LinkKind::SameEvent => "Both tell the same event: they share a cell of the parallel view",
        LinkKind::Quotation => "One quotes the other, or both the same words: they share a cell",
        LinkKind::Echo => "The same matter, told in another way: linked, but no cell is shared",
        LinkKind::Contradicts => "Both cannot be so: they share a cell, and stand among the differences",
        LinkKind::Answers => "One replies to the other: linked, but no cell is shared",
        LinkKind::Level => "They play the same part: level in one row of the parallel view, and no match",
        LinkKind::Rejected => "They do not match, whatever the program says",
        LinkKind::Other(_) => "A kind of your own",
    }
}

fn link_kind(kind: &MatchKind) -> LinkKind {
    match kind {
        MatchKind::SameEvent => LinkKind::SameEvent,
        MatchKind::Quotation => LinkKind::Quotation,
        MatchKind::Echo => LinkKind::Echo,
        MatchKind::Contradicts => LinkKind::Contradicts,
        MatchKind::Answers => LinkKind::Answers,
        MatchKind::Named(word) => LinkKind::Other(word.to_string()),
    }
}
