//! Tables of rows by somebody else: tab-separated, one row a line.

use std::collections::HashMap;

use crate::scheme::collection::Collection;
use crate::text::{Passage, SentenceIndex};

use super::Alignment;

/// Problems that are told one by one.
const MOST_PROBLEMS: usize = 20;

/// A table with the name that its problems are told by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub text: String,
}

/// Rows as they are given.
///
/// A line is a row, its cells are parted by tabs; a cell holds names parted by spaces: the
/// id of a passage (`ort.txt#3.2`, `ort.txt#3`, or its own id in a table of passages), or, where
/// `sections` are given, `BOOK:NUMBER`. A line of `sections` is `BOOK`, `NUMBER` and the ids of its
/// passages, parted by tabs. Empty lines and those that begin with `#` are left out. What is not
/// found is a problem, and the rest of its row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    pub rows: Table,
    pub sections: Option<Table>,
}

impl Tables {
    /// The rows over the passages of a collection; those of one document alone are left out.
    pub fn read(&self, collection: &Collection) -> Alignment {
        let mut problems = Problems::default();
        let passages = passages_by_id(collection);
        let sections = self.sections.as_ref();
        let named = sections.map_or_else(HashMap::new, |table| sections_of(table, &passages, &mut problems));
        let mut read: Vec<Vec<Passage>> = Vec::new();
        for (number, line) in lines(&self.rows.text) {
            let mut row: Vec<Passage> = Vec::new();
            for name in line.split(['\t', ' ']).filter(|name| !name.is_empty()) {
                match named.get(name).or_else(|| passages.get(name)) {
                    Some(found) => row.extend(found),
                    None => problems.tell(&self.rows.name, number, name),
                }
            }
            row.sort_unstable();
            row.dedup();
            if row.iter().any(|passage| passage.document != row[0].document) {
                read.push(row);
            }
        }
        let name = self.rows.name.rsplit_once('.').map_or(self.rows.name.as_str(), |(stem, _)| stem);
        Alignment::new(name.to_owned(), read, problems.told())
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
    numbered.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// `BOOK:NUMBER` -> passages.
fn sections_of(
    table: &Table,
    passages: &HashMap<String, Vec<Passage>>,
    problems: &mut Problems,
) -> HashMap<String, Vec<Passage>> {
    let mut named = HashMap::new();
    for (number, line) in lines(&table.text) {
        let mut fields = line.splitn(3, '\t');
        let (Some(book), Some(section)) = (fields.next(), fields.next()) else {
            problems.tell(&table.name, number, line);
            continue;
        };
        let ids = fields.next().unwrap_or_default();
        let mut found = Vec::new();
        for id in ids.split(['\t', ' ']).filter(|id| !id.is_empty()) {
            match passages.get(id) {
                Some(passages) => found.extend(passages),
                None => problems.tell(&table.name, number, id),
            }
        }
        named.insert(format!("{book}:{section}"), found);
    }
    named
}

/// The sentences that each id stands for.
fn passages_by_id(collection: &Collection) -> HashMap<String, Vec<Passage>> {
    let mut by_id: HashMap<String, Vec<Passage>> = HashMap::new();
    for document in collection.document_indices() {
        for passage in collection.sentences_of(document) {
            by_id.entry(collection.passage_id(passage)).or_default().push(passage);
            let block = Passage { sentence: None::<SentenceIndex>, ..passage };
            let of_block = by_id.entry(collection.passage_id(block)).or_default();
            if of_block.last() != Some(&passage) {
                of_block.push(passage);
            }
        }
    }
    by_id
}

#[derive(Default)]
struct Problems {
    told: Vec<String>,
    more: usize,
}

impl Problems {
    fn tell(&mut self, file: &str, line: usize, name: &str) {
        if self.told.len() < MOST_PROBLEMS {
            let shown: String = name.chars().take(60).collect();
            self.told.push(format!("{file}:{line}: no passage '{shown}'"));
        } else {
            self.more += 1;
        }
    }

    fn told(mut self) -> Vec<String> {
        if self.more > 0 {
            self.told.push(format!("and {} more", self.more));
        }
        self.told
    }
}
