//! The reader's work as the store keeps it, all kinds in one file of JSON Lines: before the records
//! of a kind stands the line that begins the store's own file of it.

use crate::store::{Fields, Kind, Work};

use super::item::Item;
use super::{Come, Remark};

/// Everything in the work but places.
pub fn written(work: &Work) -> String {
    Kind::made().map(|kind| (kind, kind.records(work))).filter(|(_, records)| !records.is_empty()).fold(
        String::new(),
        |out, (kind, records)| {
            let head = format!("{{\"triptych\":1,\"kind\":\"{}\"}}\n", kind.name());
            let lines =
                records.into_values().map(|record| serde_json::Value::Object(record).to_string() + "\n");
            out + &head + &lines.collect::<String>()
        },
    )
}

/// Whether a text begins as such a file does.
pub fn is_written(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    serde_json::from_str::<Fields>(first).is_ok_and(|fields| kind_of(&fields).is_some())
}

fn kind_of(fields: &Fields) -> Option<Kind> {
    fields.get("triptych")?;
    let name = fields.get("kind")?.as_str()?;
    Kind::made().find(|kind| kind.name() == name)
}

pub fn read(text: &str) -> Come {
    let mut come = Come::default();
    let mut kind = None;
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let fields = serde_json::from_str::<Fields>(line).unwrap_or_default();
        if fields.contains_key("triptych") {
            kind = kind_of(&fields);
            continue;
        }
        let mut one = Work::default();
        if kind.is_some_and(|kind: Kind| kind.load(&fields, &mut one)) {
            for item in Item::all(&one) {
                come.put(item, |message| Remark::at(at + 1, message));
            }
        } else {
            come.remarks.push(Remark::at(at + 1, "left out: it is no record of the kind named above it"));
        }
    }
    come
}
