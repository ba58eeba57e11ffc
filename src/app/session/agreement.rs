//! What the agreement view shows, for a session record. The other reader's codings are read again.

use serde_json::{Value, json};

use crate::app::App;
use crate::matching::Unit;
use crate::store::Session;

impl App {
    pub(super) fn save_agreement(&self, session: &mut Session) {
        let view = &self.agreement;
        let here = view.here().map(|passage| self.collection.passage_id(passage));
        let saved = json!({ "name": view.name, "paragraphs": view.unit == Unit::Paragraph,
            "filter": view.filter, "here": here });
        session.options.insert("agreement".to_owned(), saved);
    }

    pub(super) fn restore_agreement(&mut self, session: &Session) {
        let saved = session.options.get("agreement").unwrap_or(&Value::Null);
        saved["name"].as_str().unwrap_or_default().clone_into(&mut self.agreement.name);
        saved["filter"].as_str().unwrap_or_default().clone_into(&mut self.agreement.filter);
        if saved["paragraphs"] == true {
            self.agreement.unit = Unit::Paragraph;
        }
        if let Some(passage) = saved["here"].as_str().and_then(|id| self.collection.passage_by_id(id)) {
            self.agreement.go_to(passage);
        }
    }
}
