//! The agreement view at work: who is compared with, what is listed, gone to, and taken over.

use std::sync::Arc;

use crate::app::detail::PartKind;
use crate::app::event::Effect;
use crate::app::prompt::Prompt;
use crate::app::{App, Overlay, View};
use crate::matching::Unit;

use super::{FoundAgreement, Other, OtherReader};

impl App {
    /// Shows the view; who is compared with is asked for where nobody was named.
    pub(in crate::app) fn show_agreement(&mut self) -> Vec<Effect> {
        if self.collection.scheme.is_empty() {
            self.say("there are no episodes to code with, and so nothing to agree on");
        } else if self.agreement.name.is_empty() {
            self.ask_for_other();
        } else {
            self.enter_agreement();
        }
        Vec::new()
    }

    fn enter_agreement(&mut self) {
        if self.view != View::Agreement {
            self.leave();
            self.view = View::Agreement;
        }
    }

    pub(in crate::app) fn ask_for_other(&mut self) {
        let mut prompt = Prompt::default();
        prompt.set(&self.agreement.name);
        self.overlay = Some(Overlay::OtherReader { prompt });
    }

    /// Compares with the codings that were named; of the same, they are read again.
    pub(in crate::app) fn compare_with(&mut self, typed: &str) {
        self.overlay = None;
        let typed = typed.trim();
        if !typed.is_empty() {
            self.agreement.name_other(typed);
            self.enter_agreement();
        }
    }

    /// Has workers read and compare what the view lacks, one thing at a time.
    pub(in crate::app) fn compare_readings(&mut self) -> Vec<Effect> {
        let (generation, collection) = (self.generation, Arc::clone(&self.collection));
        if let Some(name) = self.agreement.ask_to_read() {
            return vec![Effect::ReadOther { generation, name, collection }];
        }
        match self.agreement.ask(&collection) {
            Some(other) => {
                vec![Effect::Agree { generation, collection, other, unit: self.agreement.unit }]
            }
            None => Vec::new(),
        }
    }

    /// Takes another reader's codings, or why they cannot be read, unless somebody else is named by now.
    pub(in crate::app) fn other_read(&mut self, name: &str, read: Result<Box<OtherReader>, String>) {
        if self.agreement.name != name {
            return;
        }
        self.agreement.other = match read {
            Ok(other) => {
                if let Some(remark) = other.remarks.first() {
                    let more = other.remarks.len() - 1;
                    let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
                    self.say(format!("{remark}{more}"));
                }
                Other::Read(Arc::from(other))
            }
            Err(message) => Other::Failed(message),
        };
    }

    pub(in crate::app) fn agreed(&mut self, found: Arc<FoundAgreement>) {
        self.agreement.take(found);
    }

    pub(in crate::app) fn lay_out_agreement(&mut self) {
        let parts = self.agreement.current().map_or_else(Vec::new, |place| {
            let citation = self.collection.citation(place.passage);
            let label = self.collection.passage_label(place.passage);
            vec![
                (PartKind::Facts, format!("{label} \u{b7} {citation}")),
                (PartKind::Text, format!("yours: {}", place.yours)),
                (PartKind::Text, format!("theirs: {}", place.theirs)),
                (PartKind::Words, place.words.clone()),
            ]
        });
        self.agreement.lay_out(self.body, parts);
    }

    // ---- in the list

    /// Opens the passage under the cursor where it stands.
    pub(in crate::app) fn open_agreement(&mut self) {
        match self.agreement.current().map(|place| place.passage) {
            Some(passage) => self.jump_to(passage),
            None => self.say("no passage under the cursor"),
        }
    }

    /// Lists what differs on one question after the other, then all.
    pub(in crate::app) fn turn_question(&mut self) {
        self.agreement.turn_question();
        let scheme = &self.collection.scheme;
        let name = self.agreement.question.map_or("all", |question| question.name(scheme)).to_owned();
        self.say(format!("{name}: {}", self.agreement.list.count()));
    }

    /// Lists only what has all these words.
    pub(in crate::app) fn filter_agreement(&mut self, words: &str) {
        words.clone_into(&mut self.agreement.filter);
        self.agreement.renew();
    }

    /// Compares by paragraphs, or by sentences again.
    pub(in crate::app) fn turn_unit(&mut self) {
        self.agreement.unit = match self.agreement.unit {
            Unit::Sentence => Unit::Paragraph,
            Unit::Paragraph => Unit::Sentence,
        };
        self.say(match self.agreement.unit {
            Unit::Sentence => "compared sentence by sentence",
            Unit::Paragraph => "compared paragraph by paragraph",
        });
    }

    /// Codes the passage under the cursor as the other reader does.
    pub(in crate::app) fn adopt(&mut self) -> Vec<Effect> {
        let Some((found, at)) = self.agreement.found.clone().zip(self.agreement.list.current()) else {
            self.say("no passage under the cursor");
            return Vec::new();
        };
        if found.agreement.unit == Unit::Paragraph {
            let key = self.key_in(View::Agreement, "agreement-unit");
            self.say(format!("a paragraph may hold several codings: {key} compares sentence by sentence"));
            return Vec::new();
        }
        let difference = &found.agreement.differences[at];
        match self.target_of(difference.passage) {
            Some(target) => self.code(&target, &difference.b),
            None => Vec::new(),
        }
    }
}
