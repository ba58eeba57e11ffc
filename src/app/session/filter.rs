//! What the parallel view leaves out, for a session record: what is asked for, by name and id.

use serde_json::{Value, json};

use crate::app::App;
use crate::matching::MatchKind;
use crate::scheme::alignment::Accord;
use crate::scheme::synopsis::{Made, Standing};
use crate::scheme::{Filter, FilterPart};

impl App {
    pub(super) fn written_filter(&self) -> Value {
        let filter = &self.parallel.shape.filter;
        filter.parts().into_iter().map(|part| self.written_part(&part)).collect()
    }

    /// What is not there any more is asked for no more.
    pub(super) fn read_filter(&self, saved: &Value) -> Filter {
        let mut filter = Filter::default();
        let parts = saved.as_array().into_iter().flatten();
        for part in parts.filter_map(|part| self.read_part(part)) {
            if !filter.has(&part) {
                filter.toggle(part);
            }
        }
        filter
    }

    fn written_part(&self, part: &FilterPart) -> Value {
        match part {
            FilterPart::Document(index) => json!({ "document": self.collection.document(*index).name }),
            FilterPart::Step(step) => json!({ "step": self.collection.scheme.step(*step).id }),
            FilterPart::Kind(kind) => json!({ "kind": kind.name() }),
            FilterPart::Least(least) => json!({ "least": least }),
            FilterPart::Made(made) => json!({ "made": made.name() }),
            FilterPart::Standing(standing) => json!({ "standing": standing.name() }),
            FilterPart::Accord(accord) => json!({ "accord": accord.name() }),
        }
    }

    fn read_part(&self, saved: &Value) -> Option<FilterPart> {
        let (name, value) = saved.as_object()?.iter().next()?;
        let text = value.as_str();
        match name.as_str() {
            "document" => self.document_named(text?).map(FilterPart::Document),
            "step" => self.collection.scheme.step_by_id(text?).map(FilterPart::Step),
            "kind" => text.map(|kind| FilterPart::Kind(MatchKind::named(kind))),
            "least" => {
                u8::try_from(value.as_u64()?).ok().filter(|&least| least <= 100).map(FilterPart::Least)
            }
            "made" => Made::ALL.into_iter().find(|made| Some(made.name()) == text).map(FilterPart::Made),
            "standing" => {
                let named = Standing::ALL.into_iter().find(|standing| Some(standing.name()) == text);
                named.map(FilterPart::Standing)
            }
            "accord" if self.rival.is_some() => {
                Accord::ALL.into_iter().find(|accord| Some(accord.name()) == text).map(FilterPart::Accord)
            }
            _ => None,
        }
    }
}
