//! The reader's work as one table, a row for each thing that was made, and read back from it.
//!
//! The last column has the record that the store keeps: rows that nobody changed read back exactly,
//! and of those that were changed in a spreadsheet, what the other columns say counts.

use std::collections::BTreeSet;

use crate::corrections::coding_of;
use crate::export::escape::csv_line;
use crate::scheme::Collection;
use crate::store::{Anchor, CellId, Fields, HIGHLIGHTS, Kind, Link, LinkKind, Note, Summary, Target};

use super::csv::Row;
use super::item::Item;
use super::place::{self, Places};
use super::table::{self, Head, link_kind};
use super::{Come, Remark, guid};

/// The table's first line.
pub const COLUMNS: [&str; 20] = [
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
    "row_name",
    "created",
    "changed",
    "record",
];

/// The columns that say which passage or document it is on.
const PLACE: [&str; 3] = ["doc", "passage", "quote"];

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
        Item::Link(_, link) => {
            row.set("text", link.kind.name());
            row.set("row_name", link.label.as_deref().unwrap_or_default());
        }
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
                Target::Row { label, .. } => row.set("row_name", label.as_str()),
                Target::Words(_) => {}
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
    let whole = Head::of(&Row { line: 1, cells: COLUMNS.map(str::to_owned).into() });
    let mut come = Come { remarks: head.remark().into_iter().collect(), ..Come::default() };
    for row in rows {
        let item = match recorded(head, row) {
            None => Given { head, row, places: &places }.item(&mut come.remarks),
            Some(ours) => {
                let written = cells(&ours, &places);
                let row = &completed(head, row, &written);
                let given = Given { head: &whole, row, places: &places };
                given.changed(ours, &written, &mut come.remarks)
            }
        };
        match item {
            Ok(item) => come.put(item, |message| Remark::at(row.line, message)),
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

/// A row with all columns of ours. Of those that the table does not have, what was written counts.
fn completed(head: &Head, row: &Row, written: &[String]) -> Row {
    let cell = |(column, written): (&&str, &String)| {
        if head.has(column) { head.cell(row, column).unwrap_or_default() } else { written.trim() }.to_owned()
    };
    Row { line: row.line, cells: COLUMNS.iter().zip(written).map(cell).collect() }
}

/// A row, and what it speaks of.
#[derive(Clone, Copy)]
struct Given<'a> {
    head: &'a Head,
    row: &'a Row,
    places: &'a Places<'a>,
}

impl<'a> Given<'a> {
    fn cell(self, column: &str) -> &'a str {
        self.head.cell(self.row, column).unwrap_or_default()
    }

    /// What the row says now of something that was written from here.
    fn changed(self, ours: Item, written: &[String], remarks: &mut Vec<Remark>) -> Result<Item, String> {
        let is_kept = |column: &str| {
            let at = COLUMNS.iter().position(|name| *name == column);
            at.is_none_or(|at| written[at].trim() == self.cell(column))
        };
        if COLUMNS.iter().all(|column| *column == "record" || is_kept(column)) {
            return Ok(ours);
        }
        let is_there = PLACE.into_iter().all(is_kept);
        let anchor = |was: &Anchor| if is_there { Ok(was.clone()) } else { self.anchor() };
        let text = self.cell("text");
        match ours {
            Item::Note(id, note) => {
                let place: &[&str] = match note.target {
                    Target::Cell(_) => &["doc", "passage", "quote", "episodes", "step"],
                    _ => &PLACE,
                };
                let is_there = place.iter().copied().all(is_kept);
                let mut target = if is_there { note.target } else { self.moved(note.target, remarks)? };
                if let Target::Row { label, .. } = &mut target
                    && !is_kept("row_name")
                {
                    match self.row_name() {
                        Some(name) => *label = name,
                        None => remarks.push(
                            self.remark(format!("the row keeps its name '{label}': there is none here")),
                        ),
                    }
                }
                let text = if is_kept("text") { note.text } else { text.to_owned() };
                let tags = if is_kept("tags") { note.tags } else { self.tags() };
                let is_kept = is_kept("highlight");
                let highlight =
                    if is_kept { note.highlight } else { self.highlight(note.highlight, remarks) };
                Ok(Item::Note(id, Note { target, text, tags, highlight, ..note }))
            }
            Item::Coding(id, coding) => {
                let coded = table::coded(self.head, self.row, self.places, remarks)?;
                let anchor = anchor(&coding.anchor)?;
                let scheme = &self.places.collection.scheme;
                Ok(Item::Coding(id, coding_of(scheme, anchor, &coded, coding.created)))
            }
            Item::Link(id, link) => {
                let kind = if is_kept("text") || text.is_empty() { link.kind } else { link_kind(text) };
                let b = if is_kept("other") { link.b } else { self.other()? };
                let label = if is_kept("row_name") { link.label } else { self.row_name() };
                let link = Link { a: anchor(&link.a)?, b, kind, label, created: link.created };
                Ok(Item::Link(id, link.settled()))
            }
            Item::Summary(..) if !text.is_empty() => self.item(remarks),
            Item::Summary(..) => Err("the summary says nothing".to_owned()),
            Item::Mark(..) | Item::Verdict(..) => {
                let message = format!("a {} is taken as it was, whatever the row says now", ours.what());
                remarks.push(self.remark(message));
                Ok(ours)
            }
        }
    }

    /// What a note is on now. Of several passages, the first is elsewhere.
    fn moved(self, mut was: Target, remarks: &mut Vec<Remark>) -> Result<Target, String> {
        match was.anchors_mut().next() {
            Some(first) => *first = self.anchor()?,
            None => return self.target(remarks),
        }
        Ok(was)
    }

    /// What the row says by itself.
    fn item(self, remarks: &mut Vec<Remark>) -> Result<Item, String> {
        let id = match self.head.cell(self.row, "id") {
            Some(id) if id.chars().all(char::is_alphanumeric) => id.to_owned(),
            _ => guid::id_of(&guid::guid("row", &self.row.cells.join("\u{1f}"))).unwrap_or_default(),
        };
        let text = self.cell("text");
        match self.cell("kind") {
            "note" => {
                let (target, tags) = (self.target(remarks)?, self.tags());
                let highlight = self.highlight(None, remarks);
                let text = text.to_owned();
                Ok(Item::Note(id, Note { target, text, tags, highlight, created: None, changed: None }))
            }
            "coding" => {
                let coded = table::coded(self.head, self.row, self.places, remarks)?;
                let scheme = &self.places.collection.scheme;
                Ok(Item::Coding(id, coding_of(scheme, self.anchor()?, &coded, None)))
            }
            "summary" if !text.is_empty() => {
                let cell = self.cell_of_board(remarks)?;
                Ok(Item::Summary(cell, Summary { text: text.to_owned(), changed: None }))
            }
            "link" => {
                let kind = if text.is_empty() { LinkKind::SameEvent } else { link_kind(text) };
                let (a, b, label) = (self.anchor()?, self.other()?, self.row_name());
                Ok(Item::Link(id, Link { a, b, kind, label, created: None }.settled()))
            }
            kind => Err(format!("there is nothing of the kind '{kind}' that a row can say whole")),
        }
    }

    fn target(self, remarks: &mut Vec<Remark>) -> Result<Target, String> {
        let has = |column| self.head.cell(self.row, column).is_some();
        if has("passage") || has("paragraph") {
            return Ok(Target::Words(vec![self.anchor()?]));
        }
        if has("doc") {
            let index = self.places.document(self.cell("doc"))?;
            return Ok(Target::Document(self.places.collection.document(index).name.clone()));
        }
        Ok(Target::Cell(self.cell_of_board(remarks)?))
    }

    fn anchor(self) -> Result<Anchor, String> {
        let passage = table::passage(self.head, self.row, self.places)?;
        place::anchor_of(self.places.collection, passage).ok_or_else(|| "the passage is empty".to_owned())
    }

    fn other(self) -> Result<Anchor, String> {
        let passage = self.places.passage(self.cell("other"))?;
        place::anchor_of(self.places.collection, passage)
            .ok_or_else(|| "the other passage is empty".to_owned())
    }

    fn row_name(self) -> Option<String> {
        self.head.cell(self.row, "row_name").map(str::to_owned)
    }

    fn tags(self) -> BTreeSet<String> {
        let tags = self.cell("tags").split(';').map(str::trim);
        tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
    }

    /// What the row says now of a highlight; what is no kind of one changes nothing.
    fn highlight(self, was: Option<u8>, remarks: &mut Vec<Remark>) -> Option<u8> {
        let word = self.head.cell(self.row, "highlight")?;
        let kind = word.parse().ok().filter(|kind| (1..=HIGHLIGHTS).contains(kind));
        if kind.is_none() {
            let message = format!("'{word}' is no highlight: those are numbered from 1 to {HIGHLIGHTS}");
            remarks.push(self.remark(message));
        }
        kind.or(was)
    }

    fn remark(self, message: String) -> Remark {
        Remark::at(self.row.line, message)
    }

    fn cell_of_board(self, remarks: &mut Vec<Remark>) -> Result<CellId, String> {
        let coded = table::coded(self.head, self.row, self.places, remarks)?;
        let scheme = &self.places.collection.scheme;
        match (coded.episodes.as_slice(), coded.step) {
            ([episode], Some(step)) => Ok(CellId {
                episode: scheme.episode(*episode).id.clone(),
                step: scheme.step(step).id.clone(),
            }),
            _ => Err("it names no passage, document or cell (one episode and a step)".to_owned()),
        }
    }
}
