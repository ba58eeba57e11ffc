//! What the notes view shows, for a session record: what it leaves out, and the thing under the
//! cursor by its kind and id.

use serde_json::{Value, json};

use crate::app::App;
use crate::app::made::Made;
use crate::app::notes::ListedKind;
use crate::store::{CellId, Session};

impl App {
    pub(super) fn save_notes(&self, session: &mut Session) {
        let view = &self.notes;
        let saved = json!({ "filter": view.filter, "kind": view.kind.map(ListedKind::name),
            "here": view.here().map(written_made) });
        session.options.insert("notes".to_owned(), saved);
    }

    pub(super) fn restore_notes(&mut self, session: &Session) {
        let saved = session.options.get("notes").unwrap_or(&Value::Null);
        saved["filter"].as_str().unwrap_or_default().clone_into(&mut self.notes.filter);
        let kind = saved["kind"].as_str();
        self.notes.kind = ListedKind::ALL.into_iter().find(|known| Some(known.name()) == kind);
        if let Some(made) = read_made(&saved["here"]) {
            self.notes.go_to(&made);
        }
    }
}

pub(super) fn written_made(made: &Made) -> Value {
    match made {
        Made::Note(id) => json!(["note", id]),
        Made::Coding(id) => json!(["coding", id]),
        Made::Link(id) => json!(["link", id]),
        Made::Verdict(id) => json!(["verdict", id]),
        Made::Summary(cell) => json!(["summary", cell.episode, cell.step]),
        Made::Mark(name) => json!(["mark", name]),
    }
}

pub(super) fn read_made(saved: &Value) -> Option<Made> {
    let text = |at: usize| saved[at].as_str().map(str::to_owned);
    Some(match saved[0].as_str()? {
        "note" => Made::Note(text(1)?),
        "coding" => Made::Coding(text(1)?),
        "link" => Made::Link(text(1)?),
        "verdict" => Made::Verdict(text(1)?),
        "summary" => Made::Summary(CellId { episode: text(1)?, step: text(2)? }),
        "mark" => Made::Mark(text(1)?.chars().next()?),
        _ => return None,
    })
}
