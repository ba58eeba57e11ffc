//! Coding by keyboard: what a passage speaks of, chosen in a list; suggestions accepted and
//! rejected. Every change is an edit of the reader's work.

mod form;

use jiff::Timestamp;

use crate::corrections::{coding_of, passages_at};
use crate::scheme::{Coded, Coding};
use crate::store::{Anchor, Edit, Site, new_id};
use crate::text::{BlockIndex, DocumentIndex, Passage, Span};

use super::event::Effect;
use super::made::Found;
use super::{App, Overlay, View};

pub use form::{CodingChoice, CodingForm};

/// Combinations of episodes and step that are offered on digits.
pub const MOST_RECENT: usize = 9;

/// What is to be coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingTarget {
    pub document: DocumentIndex,
    pub block: BlockIndex,
    pub span: Span,
    /// What the span means: a paragraph, or the sentences it touches.
    pub passages: Vec<Passage>,
}

impl App {
    /// Whether there is anything to code with; else says what to do.
    fn can_code(&mut self) -> bool {
        let can = !self.collection.scheme.is_empty();
        if !can {
            self.say("there are no episodes to code with yet: 'triptych init FOLDER' writes a file to name them in");
        }
        can
    }

    /// The selection, or the passage under the cursor, or its whole paragraph.
    fn coding_target(&mut self, paragraph: bool) -> Option<CodingTarget> {
        if !self.can_code() {
            return None;
        }
        let (selected, more) = {
            let mut selected = self.selected_here();
            (selected.next(), selected.next())
        };
        if more.is_some() {
            self.say("a coding is of one paragraph: select words of one, or code one after the other");
            return None;
        }
        let (document, block, span) = match (selected, self.passage()) {
            (Some(Site { block, span }), Some(passage)) => (passage.document, block, span),
            (None, Some(passage)) => {
                let passage = if paragraph { Passage { sentence: None, ..passage } } else { passage };
                let span = self.collection.document(passage.document).passage_span(passage)?;
                (passage.document, passage.block, span)
            }
            (_, None) => {
                let text = if self.view == View::Board {
                    "open the cell first: Enter; then c codes a passage"
                } else {
                    "no passage under the cursor"
                };
                self.say(text);
                return None;
            }
        };
        Some(self.coding_target_at(Found { document, block, span }))
    }

    fn coding_target_at(&self, Found { document, block, span }: Found) -> CodingTarget {
        let passages = passages_at(self.collection.document(document), document, Site { block, span });
        CodingTarget { document, block, span, passages }
    }

    /// `A ¶4.2`, or the first and the last of several.
    pub(super) fn target_label(&self, target: &CodingTarget) -> String {
        let letter = &self.collection.label(target.document).letter;
        format!("{letter} {}", self.collection.places_label(&target.passages))
    }

    /// Where the selection of the reader is, as it would be coded.
    pub fn selection_label(&self) -> Option<String> {
        self.selected_here().next()?;
        let document = self.passage()?.document;
        let letter = &self.collection.label(document).letter;
        Some(format!("{letter} {}", self.sites_label(document, self.selected_here())))
    }

    /// Opens the list in which the passage is coded.
    pub(super) fn open_coding(&mut self, paragraph: bool) -> Vec<Effect> {
        if let Some(target) = self.coding_target(paragraph) {
            self.open_form(target);
        }
        Vec::new()
    }

    /// Opens it for what one of the reader's codings is on, wherever the cursor is.
    pub(super) fn change_coding(&mut self, found: Found) {
        if self.can_code() {
            self.open_form(self.coding_target_at(found));
        }
    }

    fn open_form(&mut self, target: CodingTarget) {
        let form = CodingForm::new(self, target);
        self.overlay = Some(Overlay::Coding(Box::new(form)));
    }

    /// What was coded last, the latest first, each combination once.
    pub(super) fn recent_codings(&self) -> Vec<Coded> {
        let scheme = &self.collection.scheme;
        let mut codings: Vec<&crate::store::Coding> = self.work.codings.values().collect();
        codings.sort_by_key(|coding| std::cmp::Reverse(coding.created));
        let mut recent: Vec<Coded> = Vec::new();
        for coding in codings {
            let Some(coded) = crate::corrections::coded(scheme, coding).ok() else { continue };
            let coded = Coded { date: None, ..coded };
            if !coded.says_nothing() && !recent.contains(&coded) {
                recent.push(coded);
            }
            if recent.len() == MOST_RECENT {
                break;
            }
        }
        recent
    }

    /// Codes a target: replaces what the reader coded in it before.
    pub(super) fn code(&mut self, target: &CodingTarget, coded: &Coded) -> Vec<Effect> {
        let label = self.target_label(target);
        let Some(edit) = self.coding_edit(target, coded) else {
            self.say("there is no text here to be coded");
            return Vec::new();
        };
        let text = self.collection.scheme.coded_text(coded);
        self.say(format!("{label}: {text}"));
        self.with_reader_deselected();
        self.edit(edit)
    }

    pub(super) fn with_reader_deselected(&mut self) {
        if let Some(pane) = self.reader.panes.get_mut(self.reader.focus) {
            pane.deselect();
        }
    }

    fn coding_edit(&self, target: &CodingTarget, coded: &Coded) -> Option<Edit> {
        let document = self.collection.document(target.document);
        let anchor = Anchor::of(document, target.block, target.span)?;
        let mut replaced = self.corrections.codings_within(&target.passages);
        let now = Timestamp::now();
        let said = self.target_label(target);
        let id = replaced.pop().unwrap_or_else(|| new_id(&self.work, now, &said));
        let coding = coding_of(&self.collection.scheme, anchor, coded, Some(now));
        let mut edits: Vec<Edit> = replaced.into_iter().map(|id| Edit::RemoveCoding { id }).collect();
        edits.push(Edit::SetCoding { id, coding });
        Some(together(edits))
    }

    /// Codes again as the last time.
    pub(super) fn repeat_coding(&mut self) -> Vec<Effect> {
        let Some(coded) = self.recent_codings().into_iter().next() else {
            self.say("nothing was coded yet: c codes the passage");
            return Vec::new();
        };
        match self.coding_target(false) {
            Some(target) => self.code(&target, &coded),
            None => Vec::new(),
        }
    }

    /// Makes what is suggested for the passage the reader's own, or says that it speaks of nothing.
    pub(super) fn judge_suggestion(&mut self, accept: bool, paragraph: bool) -> Vec<Effect> {
        let Some(target) = self.coding_target(paragraph) else { return Vec::new() };
        let label = self.target_label(&target);
        let suggested: Vec<Coding> = target
            .passages
            .iter()
            .flat_map(|&passage| self.sentences_of(passage))
            .filter_map(|passage| self.collection.coding_over(passage).cloned())
            .filter(|coding| !coding.by_hand)
            .collect();
        if suggested.is_empty() {
            self.say(format!("nothing is suggested for {label}: c codes it"));
            return Vec::new();
        }
        let nothing = Coded::default();
        let edits = suggested.iter().filter_map(|coding| {
            let target = self.target_of(coding.passage)?;
            self.coding_edit(&target, if accept { &coding.coded } else { &nothing })
        });
        let edits: Vec<Edit> = edits.collect();
        self.say(match suggested.as_slice() {
            [only] if accept => {
                format!("{label} accepted: {}", self.collection.scheme.coded_text(&only.coded))
            }
            _ if accept => format!("{label}: {} suggestions accepted", suggested.len()),
            [only] => format!("{label} rejected: {}", self.collection.scheme.coded_text(&only.coded)),
            _ => format!("{label}: {} suggestions rejected", suggested.len()),
        });
        self.with_reader_deselected();
        self.edit(together(edits))
    }

    pub(super) fn target_of(&self, passage: Passage) -> Option<CodingTarget> {
        let span = self.collection.document(passage.document).passage_span(passage)?;
        Some(CodingTarget { document: passage.document, block: passage.block, span, passages: vec![passage] })
    }

    /// Takes the reader's own coding away: what the collection or the program says holds again.
    pub(super) fn remove_coding(&mut self) -> Vec<Effect> {
        let Some(target) = self.coding_target(false) else { return Vec::new() };
        let label = self.target_label(&target);
        let own: Vec<String> = match self.corrections.codings_within(&target.passages) {
            own if own.is_empty() => target
                .passages
                .iter()
                .filter_map(|&passage| self.corrections.coding_at(passage).cloned())
                .take(1)
                .collect(),
            own => own,
        };
        if own.is_empty() {
            self.say(format!("{label} has no coding of yours"));
            return Vec::new();
        }
        self.say(format!("{label}: your coding is taken away"));
        self.edit(together(own.into_iter().map(|id| Edit::RemoveCoding { id }).collect()))
    }

    /// What the passage under the cursor speaks of and who says so, in words.
    pub fn coding_facts(&self) -> Option<String> {
        let passage = self.passage()?;
        let coding = self.collection.coding_over(passage)?;
        let text = self.collection.scheme.coded_text(&coding.coded);
        Some(if !coding.by_hand {
            format!("{text} (suggested {:.2})", coding.confidence)
        } else if self.corrections.coding_at(passage).is_some() {
            format!("{text} (yours)")
        } else {
            text
        })
    }
}

/// One edit of several.
fn together(mut edits: Vec<Edit>) -> Edit {
    if edits.len() == 1 { edits.remove(0) } else { Edit::Together(edits) }
}
