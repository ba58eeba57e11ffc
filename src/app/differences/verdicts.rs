//! What the reader says of a difference: seen, or no difference. Every verdict is an edit of the
//! reader's work.

use jiff::Timestamp;

use super::super::App;
use super::super::event::Effect;
use super::Listed;
use crate::compare::Side;
use crate::store::{Anchor, Edit, Judgement, Verdict};

impl App {
    /// Says so of the difference under the cursor; again, takes it back.
    pub(in crate::app) fn judge(&mut self, judgement: Judgement) -> Vec<Effect> {
        let Some(listed) = self.differences.current().cloned() else {
            self.say("no difference under the cursor");
            return Vec::new();
        };
        let id = listed.id.clone();
        if self.work.verdicts.get(&id).is_some_and(|verdict| verdict.judgement == judgement) {
            let effects = self.edit(Edit::RemoveVerdict { id });
            self.differences.renew(&self.work.verdicts);
            self.say("unseen again");
            return effects;
        }
        let Some(verdict) = self.verdict(&listed, judgement) else {
            self.say("there is no text here to hold a verdict");
            return Vec::new();
        };
        let row = self.differences.list.selected;
        let effects = self.edit(Edit::SetVerdict { id, verdict });
        self.differences.renew(&self.work.verdicts);
        if judgement == Judgement::Seen && self.differences.list.selected == row {
            self.differences.move_by(1);
        }
        self.say(match judgement {
            Judgement::Seen => "seen; u takes it back",
            Judgement::NoDifference => "no difference: left out of the list; u takes it back",
        });
        effects
    }

    fn verdict(&self, listed: &Listed, judgement: Judgement) -> Option<Verdict> {
        let difference = &listed.difference;
        let anchor = |side: &Side| {
            let document = self.collection.document(side.passage.document);
            Anchor::of(document, side.passage.block, document.passage_span(side.passage)?)
        };
        // The side that tells comes first, where only one does.
        let (told, other) = if difference.a.value.is_empty() {
            (&difference.b, &difference.a)
        } else {
            (&difference.a, &difference.b)
        };
        Some(Verdict {
            a: anchor(told)?,
            b: if difference.is_told_twice() { Some(anchor(other)?) } else { anchor(other) },
            slot: difference.slot.name().to_owned(),
            values: (told.value.clone(), other.value.clone()),
            judgement,
            created: Some(Timestamp::now()),
        })
    }

    /// Whether the reader took it for none.
    pub(in crate::app) fn is_dismissed(&self, listed: &Listed) -> bool {
        self.work.verdicts.get(&listed.id).is_some_and(|said| said.judgement == Judgement::NoDifference)
    }
}
