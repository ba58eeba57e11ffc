//! The reader's work as one table, a row for each thing that was made, and read back from it.
//!
//! The last column has the record that the store keeps: rows that nobody changed read back exactly,
//! and of those that were changed in a spreadsheet, what the other columns say counts.

use std::collections::BTreeSet;

use crate::corrections::coding_of;
use crate::export::escape::csv_line;
use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Fields, Kind, Link, LinkKind, Note, Summary, Target};

use super::csv::Row;
use super::item::Item;
use super::place::{self, Places};
use super::table::{self, Head, link_kind};
use super::{Come, Remark, guid};

/// The table's first line.
pub const COLUMNS: [&str; 19] = [
    "kind",
    "id",
    "doc",
    "passage",
    "quote",
    "text",
    "tags",
    "highlight",
    "episodes",
    "step",
    "second",
    "direction",
    "background",
    "date",
    "other",
    "other_quote",
    "created",
    "changed",
    "record",
];

/// The table of these things, line by line.
pub fn written(items: &[Item], collection: &Collection) -> Vec<String> {
    let places = Places::of(collection);
    let rows = items.iter().map(|item| csv_line(cells(item, &places)));
    std::iter::once(csv_line(COLUMNS)).chain(rows).collect()
}

fn cells(item: &Item, places: &Places<'_>) -> Vec<String> {
    let mut row = Cells(vec![String::new(); COLUMNS.len()]);
    row.set("kind", item.what());
    row.set("id", item.key());
    let anchors = item.anchors();
    if let Some(first) = anchors.first() {
        row.set("doc", first.document.as_str());
        row.set("passage", id_of(first, places));
        row.set("quote", first.quote.as_str());
    }
    if let Some(other) = anchors.get(1) {
        row.set("other", id_of(other, places));
        row.set("other_quote", other.quote.as_str());
    }
    match item {
        Item::Mark(..) => {}
        Item::Coding(_, coding) => {
            row.set("episodes", coding.episodes.join(";"));
            row.set("step", coding.step.as_deref().unwrap_or_default());
            row.set("second", coding.second_step.as_deref().unwrap_or_default());
            let direction = coding.direction.as_ref().map(|(from, to)| format!("{from}>{to}"));
            row.set("direction", direction.unwrap_or_default());
            row.set("background", if coding.background { "true" } else { "" });
            row.set("date", coding.date.as_deref().unwrap_or_default());
        }
        Item::Link(_, link) => row.set("text", link.kind.name()),
        Item::Summary(cell, summary) => {
            row.set("episodes", cell.episode.as_str());
            row.set("step", cell.step.as_str());
            row.set("text", summary.text.as_str());
        }
        Item::Verdict(_, verdict) => {
            row.set("text", format!("{}: {} | {}", verdict.slot, verdict.values.0, verdict.values.1));
        }
        Item::Note(_, note) => {
            row.set("text", note.text.as_str());
            row.set("tags", note.tags.iter().cloned().collect::<Vec<_>>().join(";"));
            row.set("highlight", note.highlight.map(|number| number.to_string()).unwrap_or_default());
            match &note.target {
                Target::Document(name) => row.set("doc", name.as_str()),
                Target::Cell(cell) => {
                    row.set("episodes", cell.episode.as_str());
                    row.set("step", cell.step.as_str());
                }
                Target::Words(_) | Target::Row { .. } => {}
            }
        }
    }
    let record = item.record();
    for (column, field) in [("created", "created"), ("changed", "changed")] {
        row.set(column, record.get(field).and_then(|time| time.as_str()).unwrap_or_default());
    }
    row.set("record", serde_json::Value::Object(record).to_string());
    row.0
}

struct Cells(Vec<String>);

impl Cells {
    fn set(&mut self, column: &str, text: impl Into<String>) {
        if let Some(at) = COLUMNS.iter().position(|name| *name == column) {
            self.0[at] = text.into();
        }
    }
}

/// The id of the first passage that an anchor's words are; nothing where they are not found.
fn id_of(anchor: &Anchor, places: &Places<'_>) -> String {
    let passages = places.passages(anchor).unwrap_or_default();
    passages.first().map(|&passage| places.collection.passage_id(passage)).unwrap_or_default()
}

/// Reads a table with a column `kind`.
pub fn read(head: &Head, rows: &[Row], collection: &Collection) -> Come {
    let places = Places::of(collection);
    let mut come = Come { remarks: head.remark().into_iter().collect(), ..Come::default() };
    for row in rows {
        let ours = recorded(head, row);
        let item = match ours {
            Some(item) if is_unchanged(head, row, &item, &places) => Ok(item),
            ours => changed(head, row, &places, ours, &mut come.remarks),
        };
        match item {
            Ok(item) => item.put(&mut come.work),
            Err(message) => come.remarks.push(Remark::at(row.line, format!("left out: {message}"))),
        }
    }
    come
}

fn recorded(head: &Head, row: &Row) -> Option<Item> {
    let kind = head.cell(row, "kind")?;
    let record: Fields = serde_json::from_str(head.cell(row, "record")?).ok()?;
    Kind::made().filter_map(|one| Item::of_record(one, &record)).find(|item| item.what() == kind)
}

/// Whether a row still says what the program would write for its record, column by column.
fn is_unchanged(head: &Head, row: &Row, item: &Item, places: &Places<'_>) -> bool {
    let written = cells(item, places);
    COLUMNS.iter().zip(&written).all(|(column, text)| {
        *column == "record" || head.cell(row, column).unwrap_or_default() == text.trim()
    })
}

fn changed(
    head: &Head,
    row: &Row,
    places: &Places<'_>,
    ours: Option<Item>,
    remarks: &mut Vec<Remark>,
) -> Result<Item, String> {
    let cell = |column| head.cell(row, column).unwrap_or_default();
    let tags: BTreeSet<String> =
        cell("tags").split(';').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    let highlight = head.cell(row, "highlight").and_then(|number| number.parse().ok());
    let id = match head.cell(row, "id") {
        Some(id) if id.chars().all(char::is_alphanumeric) => id.to_owned(),
        _ => guid::id_of(&guid::guid("row", &row.cells.join("\u{1f}"))).unwrap_or_default(),
    };
    let anchor = || {
        let passage = table::passage(head, row, places)?;
        place::anchor_of(places.collection, passage).ok_or_else(|| "the passage is empty".to_owned())
    };
    let text = cell("text").to_owned();
    match (cell("kind"), ours) {
        ("note", Some(Item::Note(id, note))) => Ok(Item::Note(id, Note { text, tags, highlight, ..note })),
        ("note", _) => {
            let target = match head.cell(row, "passage").or(head.cell(row, "paragraph")) {
                Some(_) => Target::Words(vec![anchor()?]),
                None if head.cell(row, "doc").is_some() => {
                    let index = places.document(cell("doc"))?;
                    Target::Document(places.collection.document(index).name.clone())
                }
                None => Target::Cell(cell_of(head, row, places, remarks)?),
            };
            Ok(Item::Note(id, Note { target, text, tags, highlight, created: None, changed: None }))
        }
        ("coding", ours) => {
            let coded = table::coded(head, row, places, remarks)?;
            let anchor = match &ours {
                Some(Item::Coding(_, coding)) => coding.anchor.clone(),
                _ => anchor()?,
            };
            Ok(Item::Coding(id, coding_of(&places.collection.scheme, anchor, &coded, None)))
        }
        ("summary", _) if !text.is_empty() => {
            let cell = cell_of(head, row, places, remarks)?;
            Ok(Item::Summary(cell, Summary { text, changed: None }))
        }
        ("link", Some(Item::Link(id, link))) => {
            let kind = if text.is_empty() { link.kind } else { link_kind(&text) };
            Ok(Item::Link(id, Link { kind, ..link }))
        }
        ("link", _) => {
            let other = places.passage(cell("other"))?;
            let b = place::anchor_of(places.collection, other).ok_or("the other passage is empty")?;
            let kind = if text.is_empty() { LinkKind::SameEvent } else { link_kind(&text) };
            Ok(Item::Link(id, Link { a: anchor()?, b, kind, label: None, created: None }))
        }
        (_, Some(other)) => Ok(other),
        (kind, None) => Err(format!("there is nothing of the kind '{kind}' that a row can say whole")),
    }
}

fn cell_of(head: &Head, row: &Row, places: &Places<'_>, remarks: &mut Vec<Remark>) -> Result<CellId, String> {
    let coded = table::coded(head, row, places, remarks)?;
    let scheme = &places.collection.scheme;
    match (coded.episodes.as_slice(), coded.step) {
        ([episode], Some(step)) => {
            Ok(CellId { episode: scheme.episode(*episode).id.clone(), step: scheme.step(step).id.clone() })
        }
        _ => Err("it names no passage, document or cell (one episode and a step)".to_owned()),
    }
}
