//! Where the reader was in the overview and the timeline, for a session record.

use serde_json::{Value, json};

use crate::app::App;
use crate::app::overview::Part;
use crate::app::timeline::LaneBy;
use crate::scheme::StripBy;
use crate::store::Session;
use crate::text::DocumentIndex;

impl App {
    /// Notes both in the session.
    pub(super) fn save_surveys(&self, session: &mut Session) {
        let view = &self.overview;
        let by = match view.by {
            StripBy::Episodes => "episodes",
            StripBy::Steps => "steps",
            StripBy::Matches => "matches",
        };
        let document = self.collection.documents.get(view.document).map(|document| document.name.as_str());
        let counts = view.part == Part::Counts;
        let overview = json!({ "signs": by, "document": document, "at": view.position(), "counts": counts,
            "number": [view.column, view.number], "zoom": view.zoom, "hidden": view.show_hidden });
        session.options.insert("overview".to_owned(), overview);
        let view = &self.timeline;
        let timeline = json!({ "documents": view.by == LaneBy::Documents, "lane": view.lane, "day": view.day,
            "selected": view.selected, "scale": view.scale() });
        session.options.insert("timeline".to_owned(), timeline);
    }

    /// Puts both back. What does not fit any more is left out.
    pub(super) fn restore_surveys(&mut self, session: &Session) {
        let none = Value::Null;
        let saved = session.options.get("overview").unwrap_or(&none);
        let has_scheme = !self.collection.scheme.is_empty();
        match saved["signs"].as_str() {
            Some("episodes") if has_scheme => self.overview.by = StripBy::Episodes,
            Some("steps") if has_scheme => self.overview.by = StripBy::Steps,
            Some("matches") => self.overview.by = StripBy::Matches,
            _ => {}
        }
        let document = saved["document"].as_str().and_then(|name| self.document_named(name));
        if let (Some(DocumentIndex(document)), Some(at)) = (document, number(&saved["at"])) {
            self.overview.set_place(document, at);
        }
        if saved["counts"] == true {
            self.overview.part = Part::Counts;
        }
        let count = (number(&saved["number"][0]), number(&saved["number"][1]));
        if let (Some(column), Some(at)) = count {
            (self.overview.column, self.overview.number) = (column, at);
        }
        self.overview.zoom = number(&saved["zoom"]).unwrap_or(0).min(32) as u32;
        self.overview.show_hidden = saved["hidden"] == true;
        let saved = session.options.get("timeline").unwrap_or(&none);
        if saved["documents"] == true || !has_scheme {
            self.timeline.by = LaneBy::Documents;
        }
        let day = |value: &Value| i32::try_from(value.as_i64()?).ok();
        if let (Some(lane), Some(at)) = (number(&saved["lane"]), day(&saved["day"])) {
            self.timeline.set_place(lane, at, number(&saved["selected"]).unwrap_or(0));
        }
        if let (Some(first), Some(scale)) = (day(&saved["scale"][0]), number(&saved["scale"][1])) {
            self.timeline.set_scale(Some((first, scale)));
        }
    }
}

pub(super) fn number(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}
