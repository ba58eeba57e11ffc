//! Another reader's codings beside one's own: how far the two agree, and a list of the passages that
//! they code differently. Reading and comparing is a worker's business.

mod found;
mod show;

use std::sync::{Arc, Weak};

use crate::agreement::{Question, Reading};
use crate::layout::Area;
use crate::matching::Unit;
use crate::scheme::Collection;
use crate::text::{DocumentIndex, Passage};

use super::detail::{Detail, PartKind};
use super::grouped::GroupedList;

pub use found::{DifferingPlace, FoundAgreement};

/// Rows of the body from which on there is a line of facts, and heads over figures and list.
const WITH_HEADS: u16 = 12;
/// Rows that list and selected entry have at least before all figures are shown.
const BELOW_FIGURES: u16 = 16;

/// Another reader's codings, as they were read.
#[derive(Clone, Debug, Default)]
pub struct OtherReader {
    /// As it was typed.
    pub name: String,
    pub reading: Reading,
    /// What of them does not fit.
    pub remarks: Vec<String>,
}

/// How far the reading of another's codings is.
#[derive(Clone, Debug, Default)]
pub enum Other {
    #[default]
    Unread,
    Reading,
    /// They cannot be read, and why.
    Failed(String),
    Read(Arc<OtherReader>),
}

/// State of the agreement view.
#[derive(Clone, Debug)]
pub struct AgreementView {
    /// Whose codings are compared with, as it was typed; empty until somebody is named.
    pub name: String,
    pub other: Other,
    pub found: Option<Arc<FoundAgreement>>,
    pub unit: Unit,
    /// Lists only what differs on this.
    pub question: Option<Question>,
    /// Words that entries must have, all of them.
    pub filter: String,
    /// By document; entries are positions among the found places.
    pub list: GroupedList<DocumentIndex>,
    /// The figures that there is room for, by their positions, and where they stand; with a head where
    /// the area has a row more.
    pub figures: Vec<usize>,
    pub figures_area: Area,
    pub detail: Detail,
    /// The passage that the cursor is to go to once it is found.
    wanted: Option<Passage>,
    /// What a worker was asked for last.
    asked: (Weak<Collection>, Unit),
    /// Whether it has not answered yet.
    runs: bool,
}

impl Default for AgreementView {
    fn default() -> Self {
        Self {
            name: String::new(),
            other: Other::default(),
            found: None,
            unit: Unit::Sentence,
            question: None,
            filter: String::new(),
            list: GroupedList::default(),
            figures: Vec::new(),
            figures_area: Area::default(),
            detail: Detail::default(),
            wanted: None,
            asked: (Weak::new(), Unit::Sentence),
            runs: false,
        }
    }
}

impl AgreementView {
    /// Compares with somebody else from now on.
    pub fn name_other(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        self.question = None;
        self.filter.clear();
        self.forget();
        self.wanted = None;
    }

    /// Drops what was read and found of a collection that is replaced, or of somebody else; it is read
    /// again, and the cursor comes back to its passage.
    pub fn forget(&mut self) {
        self.wanted = self.here();
        (self.other, self.found) = (Other::Unread, None);
        (self.asked, self.runs) = ((Weak::new(), self.unit), false);
        self.list.rows.clear();
    }

    /// Whose codings are to be read now.
    pub(super) fn ask_to_read(&mut self) -> Option<String> {
        if self.name.is_empty() || !matches!(self.other, Other::Unread) {
            return None;
        }
        self.other = Other::Reading;
        Some(self.name.clone())
    }

    /// Whose codings are to be compared on this collection: nobody's while a worker does, nor when that
    /// was asked before.
    pub(super) fn ask(&mut self, collection: &Arc<Collection>) -> Option<Arc<OtherReader>> {
        let Other::Read(other) = &self.other else { return None };
        let asked = (Arc::downgrade(collection), self.unit);
        if self.runs || (self.asked.0.ptr_eq(&asked.0) && self.asked.1 == asked.1) {
            return None;
        }
        (self.asked, self.runs) = (asked, true);
        Some(Arc::clone(other))
    }

    /// Takes what a worker found.
    pub(super) fn take(&mut self, found: Arc<FoundAgreement>) {
        let here = self.here();
        self.runs = false;
        if found.agreement.unit != self.unit {
            return;
        }
        let asks =
            |question: &Question| found.agreement.figures.iter().any(|figures| figures.question == *question);
        self.question = self.question.filter(asks);
        self.found = Some(found);
        self.renew_at(here);
        self.wanted = None;
    }

    pub fn places(&self) -> &[DifferingPlace] {
        self.found.as_ref().map_or(&[], |found| &found.places)
    }

    /// The place under the cursor.
    pub fn current(&self) -> Option<&DifferingPlace> {
        self.places().get(self.list.current()?)
    }

    /// The passage that the cursor is on, or is to go to.
    pub fn here(&self) -> Option<Passage> {
        self.current().map(|place| place.passage).or(self.wanted)
    }

    /// To a passage, now or once it is found.
    pub fn go_to(&mut self, passage: Passage) {
        match self.found.clone() {
            Some(found) => {
                self.list.go_to(|at| found.places[at].passage == passage);
            }
            None => self.wanted = Some(passage),
        }
    }

    /// Builds the list anew after a change of question or filter.
    pub fn renew(&mut self) {
        self.renew_at(self.here());
    }

    fn renew_at(&mut self, here: Option<Passage>) {
        let Some(found) = self.found.clone() else { return };
        let words: Vec<String> = self.filter.split_whitespace().map(str::to_lowercase).collect();
        let fits = |at: &usize| {
            self.question.is_none_or(|question| found.differs_on(*at, question))
                && found.places[*at].has_all(&words)
        };
        let mut groups: Vec<(DocumentIndex, Vec<usize>)> = Vec::new();
        for at in (0..found.places.len()).filter(fits) {
            let document = found.places[at].passage.document;
            match groups.last_mut() {
                Some((known, entries)) if *known == document => entries.push(at),
                _ => groups.push((document, vec![at])),
            }
        }
        self.list.renew(groups, |at| Some(found.places[at].passage) == here);
    }

    /// Takes the next question that was asked, or none after the last.
    pub(super) fn turn_question(&mut self) {
        let Some(found) = &self.found else { return };
        let questions = || found.agreement.figures.iter().map(|figures| figures.question);
        let next = self.question.and_then(|known| questions().position(|one| one == known));
        self.question = questions().nth(next.map_or(0, |at| at + 1));
        self.renew();
    }

    /// Shares the body between facts, figures, list, and the selected place in full.
    pub fn lay_out(&mut self, body: Area, parts: Vec<(PartKind, String)>) {
        let heads = u16::from(body.height >= WITH_HEADS);
        self.choose_figures(body.height);
        let rows = self.figures.len() as u16 + heads;
        let figures = body.below(heads);
        self.figures_area = Area { height: rows.min(figures.height), ..figures };
        // A rule, and the head of the list.
        let below = figures.below(rows + 2 * heads);
        let most = if below.height < 5 { below.height } else { (below.height * 3 / 5).max(3) };
        self.list.lay_out(below, most);
        self.detail.lay_out(below.below(self.list.area.height + 1), parts);
    }

    /// All figures, or those of the question that is asked, or of which episodes and which step.
    fn choose_figures(&mut self, height: u16) {
        let Some(found) = &self.found else {
            self.figures.clear();
            return;
        };
        let figures = &found.agreement.figures;
        let fits_all = height >= figures.len() as u16 + BELOW_FIGURES;
        let is_shown = |question: Question| match self.question {
            _ if fits_all => true,
            Some(asked) => question == asked,
            None if height < WITH_HEADS => question == Question::Episodes,
            None => matches!(question, Question::Episodes | Question::Steps),
        };
        self.figures = (0..figures.len()).filter(|&at| is_shown(figures[at].question)).collect();
    }
}
