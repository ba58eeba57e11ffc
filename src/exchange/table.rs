//! Tables of codings and of links, by this program or another: which passage is coded as what, and
//! which two passages are matched.
//!
//! A table is known by the names in its first line. Columns that are not known are passed over and
//! said; a row that cannot be used is left out and said with its line.

use std::collections::HashMap;

use crate::scheme::Coded;
use crate::scheme::format::records::Place;
use crate::store::LinkKind;
use crate::text::Passage;

use super::Remark;
use super::codes;
use super::csv::Row;
use super::place::{Places, is_quoted};

/// What a table is of, with its rows.
#[derive(Debug)]
pub enum Table {
    Codings(Head, Vec<Row>),
    Links(Head, Vec<Row>),
    /// The reader's work: see [`super::worktable`].
    Work(Head, Vec<Row>),
}

/// Which column says what.
#[derive(Clone, Debug, Default)]
pub struct Head {
    columns: HashMap<&'static str, usize>,
    unknown: Vec<String>,
}

/// Names of columns, ours first, each with others that mean the same.
const COLUMNS: [(&str, &[&str]); 27] = [
    ("doc", &["document", "file", "source"]),
    ("paragraph", &["par", "block"]),
    ("sentence", &["sent"]),
    ("passage", &["place", "segment", "unit"]),
    ("episodes", &["episode"]),
    ("step", &[]),
    ("second", &["second_step"]),
    ("direction", &[]),
    ("background", &[]),
    ("date", &[]),
    ("by", &["coder"]),
    ("quote", &["words"]),
    ("a", &["a-id", "id_a", "passage_a", "from"]),
    ("b", &["b-id", "id_b", "passage_b", "to"]),
    ("kind", &["type"]),
    ("id", &[]),
    ("text", &[]),
    ("tags", &["tag"]),
    ("highlight", &[]),
    ("other", &[]),
    ("other_quote", &[]),
    ("row_name", &[]),
    ("created", &[]),
    ("changed", &[]),
    ("record", &[]),
    ("a_quote", &[]),
    ("b_quote", &[]),
];

/// Columns that this program writes and that say nothing to be read.
const PASSED_OVER: [&str; 3] = ["confidence", "score", "linked"];

impl Head {
    pub(super) fn of(row: &Row) -> Self {
        let mut head = Self::default();
        for (at, cell) in row.cells.iter().enumerate() {
            let name = cell.trim().to_lowercase();
            match COLUMNS.iter().find(|(ours, others)| *ours == name || others.contains(&name.as_str())) {
                Some((ours, _)) => {
                    head.columns.entry(ours).or_insert(at);
                }
                None if PASSED_OVER.contains(&name.as_str()) || name.is_empty() => {}
                None => head.unknown.push(cell.clone()),
            }
        }
        head
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// What a row says in a column; nothing for a blank cell.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: &str) -> Option<&'r str> {
        let cell = row.cells.get(*self.columns.get(column)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    pub(super) fn remark(&self) -> Option<Remark> {
        let names: Vec<_> = self.unknown.iter().map(|name| format!("'{name}'")).collect();
        let message = || format!("not understood, and passed over: {}", names.join(", "));
        (!names.is_empty()).then(|| Remark::at(1, message()))
    }
}

impl Table {
    /// `None` for a table that is neither. A table of two ids and nothing or a number in a row
    /// needs no first line with names.
    pub fn of(mut rows: Vec<Row>) -> Option<Self> {
        let head = Head::of(rows.first()?);
        if head.has("kind") && head.has("id") {
            rows.remove(0);
            return Some(Self::Work(head, rows));
        }
        if head.has("a") && head.has("b") {
            rows.remove(0);
            return Some(Self::Links(head, rows));
        }
        let says_where = head.has("passage") || (head.has("doc") && head.has("paragraph"));
        if says_where && (head.has("episodes") || head.has("step")) {
            rows.remove(0);
            return Some(Self::Codings(head, rows));
        }
        let bare = |row: &Row| match row.cells.as_slice() {
            [a, b] => !a.is_empty() && !b.is_empty(),
            [a, b, score] => !a.is_empty() && !b.is_empty() && score.trim().parse::<f64>().is_ok(),
            _ => false,
        };
        let head = Head { columns: HashMap::from([("a", 0), ("b", 1)]), unknown: Vec::new() };
        rows.iter().all(bare).then_some(Self::Links(head, rows))
    }
}

/// The codings of a table by hand, or, where it has no others, those that were suggested. Rows that
/// code their passage as nothing are told apart: they say that it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodingRows {
    pub codings: Vec<(Passage, Coded)>,
    pub remarks: Vec<Remark>,
}

pub fn codings(head: &Head, rows: &[Row], places: &Places<'_>) -> CodingRows {
    let is_suggested = |row: &&Row| head.cell(row, "by") == Some("suggested");
    let suggested = rows.iter().filter(is_suggested).count();
    let mixed = suggested > 0 && suggested < rows.len();
    let mut found = CodingRows { remarks: head.remark().into_iter().collect(), ..CodingRows::default() };
    if mixed {
        let message = format!("{suggested} suggested codings are left out: the table has others by hand");
        found.remarks.push(Remark::of_all(message));
    }
    let mut at: HashMap<Passage, usize> = HashMap::new();
    for row in rows.iter().filter(|row| !(mixed && is_suggested(row))) {
        let coded = |remarks: &mut Vec<Remark>| {
            let passage = passage(head, row, places)?;
            Ok::<_, String>((passage, coded(head, row, places, remarks)?))
        };
        match coded(&mut found.remarks) {
            Ok((passage, coded)) => {
                if let Some(&before) = at.get(&passage) {
                    let message = "the same passage was coded above: this row counts";
                    found.remarks.push(Remark::at(row.line, message));
                    found.codings[before].1 = coded;
                } else {
                    at.insert(passage, found.codings.len());
                    found.codings.push((passage, coded));
                }
            }
            Err(message) => found.remarks.push(Remark::at(row.line, format!("left out: {message}"))),
        }
    }
    found
}

/// The passage of a row. Words that are quoted beside it must stand there.
pub(super) fn passage(head: &Head, row: &Row, places: &Places<'_>) -> Result<Passage, String> {
    let passage = if let Some(id) = head.cell(row, "passage") {
        places.passage(id)?
    } else {
        let name = head.cell(row, "doc").ok_or("the row names no document")?;
        let number = |column| {
            let number =
                |cell: &str| cell.parse::<u32>().map_err(|_| format!("'{cell}' is no number from 1"));
            head.cell(row, column).map(number).transpose()
        };
        let paragraph = number("paragraph")?.ok_or("the row names no paragraph")?;
        places.numbered(name, Place { paragraph, sentence: number("sentence")? })?
    };
    quoted(places, passage, head.cell(row, "quote"))
}

fn quoted(places: &Places<'_>, passage: Passage, quote: Option<&str>) -> Result<Passage, String> {
    if quote.is_none_or(|quote| is_quoted(places.collection, passage, quote)) {
        return Ok(passage);
    }
    let id = places.collection.passage_id(passage);
    Err(format!("{id} does not say what the row quotes"))
}

/// What a row codes its passage as. With an episode or a step that the scheme does not have it would
/// say something else: an error. What else is not understood is left out of it, and said.
pub(super) fn coded(
    head: &Head,
    row: &Row,
    places: &Places<'_>,
    remarks: &mut Vec<Remark>,
) -> Result<Coded, String> {
    let scheme = &places.collection.scheme;
    let words = head.cell(row, "episodes").unwrap_or_default().split([';', '|']);
    let mut episodes = Vec::new();
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        let episode = codes::episode(scheme, word)?;
        if !episodes.contains(&episode) {
            episodes.push(episode);
        }
    }
    let step = |column| head.cell(row, column).map(|word| codes::step(scheme, word)).transpose();
    let (step, second_step) = (step("step")?, step("second")?);
    let mut said = |message: String| remarks.push(Remark::at(row.line, message));
    let direction = head.cell(row, "direction");
    let direction = direction.and_then(|words| codes::direction(scheme, words).map_err(&mut said).ok());
    let date = head.cell(row, "date");
    let date = date.and_then(|date| date.parse().map_err(|error| said(format!("{error}"))).ok());
    let yes = |word: &str| matches!(word.to_lowercase().as_str(), "true" | "yes" | "1" | "x");
    let background = head.cell(row, "background").is_some_and(yes);
    Ok(Coded { episodes, step, second_step, direction, background, date })
}

/// `same event` and `Same-Event` are one kind.
pub(super) fn link_kind(word: &str) -> LinkKind {
    match LinkKind::named(&word.to_lowercase().replace([' ', '_'], "-")) {
        LinkKind::Other(_) => LinkKind::named(word),
        known => known,
    }
}

/// Pairs of passages of a table, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkRows {
    pub links: Vec<(Passage, Passage, LinkKind)>,
    pub remarks: Vec<Remark>,
}

pub fn links(head: &Head, rows: &[Row], places: &Places<'_>) -> LinkRows {
    let mut found = LinkRows { remarks: head.remark().into_iter().collect(), ..LinkRows::default() };
    let mut known = std::collections::HashSet::new();
    for row in rows {
        let end = |column: &str, quote: &str| {
            let id = head.cell(row, column).ok_or_else(|| format!("'{column}' is blank"))?;
            quoted(places, places.passage(id)?, head.cell(row, quote))
        };
        match end("a", "a_quote").and_then(|a| Ok((a, end("b", "b_quote")?))) {
            Ok((a, b)) if a.document == b.document => {
                let message = "left out: both passages are of one document; links join different ones";
                found.remarks.push(Remark::at(row.line, message));
            }
            Ok((a, b)) => {
                if known.insert((a.min(b), a.max(b))) {
                    let kind = head.cell(row, "kind").map_or(LinkKind::SameEvent, link_kind);
                    found.links.push((a, b, kind));
                }
            }
            Err(message) => found.remarks.push(Remark::at(row.line, format!("left out: {message}"))),
        }
    }
    found
}
