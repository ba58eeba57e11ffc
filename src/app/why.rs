//! Why passages stand level: what their row rests on, and each match within it, as sums.

use std::sync::Arc;

use crate::matching::{Match, MatchKind, Matcher};
use crate::scheme::synopsis::reasons_of;
use crate::scheme::{Axis, CellPassage, ColumnKind, RowReason};
use crate::text::{Document, Passage};

use super::App;
use super::grid;
use super::lists::arithmetic;
use super::picker::{Choice, Entry, Picker, PickerKind};

/// Candidates of a passage among which another of its row is looked for.
const MOST_CANDIDATES: usize = 60;

/// Passages of a row whose matches among each other are told.
const MOST_PASSAGES: usize = 12;

/// Parts of a row's sum that are told one by one.
const MOST_PARTS: usize = 10;

/// Passages of the largest view in which the sum of a row by hand is worked out at a key press.
const MOST_COMPARED: usize = 20_000;

impl App {
    /// What the row with the cursor rests on, and what the matches within its cells.
    pub fn open_why_list(&mut self) {
        let item = self.parallel.items.get(self.parallel.item);
        let Some(row) = item.and_then(|item| grid::row(&self.parallel.synopsis, item)) else {
            self.say("no row under the cursor");
            return;
        };
        let across = matches!(
            self.parallel.synopsis.columns.first().map(|column| column.kind),
            Some(ColumnKind::Document(_))
        );
        let cell = |column: usize, found: &CellPassage| {
            (across || column == self.parallel.column).then_some(found.passage)
        };
        let passages: Vec<Passage> =
            row.cells.passages().filter_map(|(column, found)| cell(column, found)).collect();
        let mut entries: Vec<Entry> = self.row_entry().into_iter().collect();
        entries.extend(self.pair_entries(&passages));
        entries.extend(passages.iter().filter_map(|&passage| self.suggested_coding_entry(passage)));
        entries.extend(self.rival_entries(&passages));
        if entries.is_empty() {
            self.say("it stands alone: nothing is taken to match it");
            return;
        }
        self.open_list(Picker::new(PickerKind::Why, "Why it stands here", entries));
    }

    /// What sets the cells of the row level.
    fn row_entry(&self) -> Option<Entry> {
        let item = self.parallel.items.get(self.parallel.item)?;
        let row = grid::row(&self.parallel.synopsis, item)?;
        let (columns, small) = (row.cells.told().count(), self.collection.codings.len() <= MOST_COMPARED);
        let reasons = if row.by_hand && small {
            reasons_of(&self.collection, &self.parallel.synopsis, row)
        } else {
            row.reasons.clone()
        };
        if !row.by_hand && (reasons.is_empty() || columns < 2) {
            return None;
        }
        let sum: f32 = reasons.iter().map(|reason| reason.weight).sum();
        let how = if row.by_hand { "set by hand" } else { "suggested" };
        let told = match (row.by_hand, reasons.is_empty()) {
            (true, true) if self.parallel.axis() != Axis::Episodes => {
                "below, what each two of its passages share".to_owned()
            }
            (true, true) => "the program finds nothing that its cells share".to_owned(),
            (true, false) => format!("the program finds {sum:.3} = {}", row_arithmetic(&reasons)),
            (false, _) => format!("{sum:.3} = {}", row_arithmetic(&reasons)),
        };
        Some(Entry {
            label: format!("the row: {}", row.label.as_deref().unwrap_or("without a label")),
            detail: how.to_owned(),
            preview: format!("{columns} columns stand level, {how}\n{told}"),
            choice: Choice::Tell,
        })
    }

    /// Rows of the other table that these passages stand in there: each can be taken over.
    fn rival_entries(&self, passages: &[Passage]) -> Vec<Entry> {
        let Some(rival) = &self.rival else { return Vec::new() };
        let entry = |row: &Vec<Passage>| {
            let seen = &row[..row.len().min(MOST_PASSAGES)];
            let labels: Vec<String> = seen.iter().map(|&one| self.collection.passage_label(one)).collect();
            let is_cut = row.len() > seen.len();
            let count = if is_cut { format!(", {} passages", row.len()) } else { String::new() };
            let text = |&one: &Passage| {
                let text = self.collection.document(one.document).passage_text(one);
                format!("{} {}", self.collection.passage_label(one), text.trim())
            };
            let texts: Vec<String> = seen.iter().map(text).collect();
            let enter = "Enter sets these level for good, under a name of yours";
            Entry {
                label: format!("{}{count}: {}", rival.alignment.name, labels.join(", ")),
                detail: "a row there".to_owned(),
                preview: format!("{enter}\n{}", texts.join("\n")),
                choice: Choice::FixRow(row.clone()),
            }
        };
        rival.alignment.rows_of(passages).take(MOST_PASSAGES).map(entry).collect()
    }

    /// Each pair of passages of different documents, with what their match rests on.
    fn pair_entries(&self, passages: &[Passage]) -> Vec<Entry> {
        let passages = &passages[..passages.len().min(MOST_PASSAGES)];
        let mut entries = Vec::new();
        let is_rejected = |a, b| self.collection.is_rejected(a, b);
        for (at, &a) in passages.iter().enumerate() {
            let later = passages[at + 1..].iter().copied();
            let others: Vec<Passage> = later.filter(|b| b.document != a.document).collect();
            if others.is_empty() {
                continue;
            }
            let by_hand = self.linked_by_hand(a);
            let candidates = self.candidates_among(a, &others);
            let among = |found: &[Match], b| found.iter().find(|found| found.b == b).cloned();
            for &b in &others {
                let machine = among(&candidates, b);
                let entry = match among(&by_hand, b) {
                    None if is_rejected(a, b) => Some(self.rejected_pair_entry(a, b)),
                    Some(link) => Some(self.pair_entry(a, &link, &self.machine_sum(machine.as_ref()))),
                    None => machine.or_else(|| self.suggested_link(a, b)).map(|found| {
                        self.pair_entry(a, &found, &match_arithmetic(&found, &self.collection.documents))
                    }),
                };
                entries.extend(entry);
            }
        }
        entries
    }

    /// The passage's candidates that are among the others.
    fn candidates_among(&self, passage: Passage, others: &[Passage]) -> Vec<Match> {
        let is_wanted = |candidate: Passage| others.contains(&candidate);
        let candidates = |matcher: &Arc<Matcher>| matcher.matches_where(passage, MOST_CANDIDATES, is_wanted);
        self.matcher.as_ref().map(candidates).unwrap_or_default()
    }

    fn pair_entry(&self, a: Passage, found: &Match, sum: &str) -> Entry {
        let how = match (found.by_hand, &found.kind) {
            (true, MatchKind::Echo) => "linked as an echo by hand",
            (true, _) => "linked by hand",
            (false, kind) => kind.name(),
        };
        self.entry_of_two(a, found.b, how, sum)
    }

    /// Two passages of a row that the reader parted.
    fn rejected_pair_entry(&self, a: Passage, b: Passage) -> Entry {
        self.entry_of_two(
            a,
            b,
            "no match \u{b7} by hand",
            "you said that these are no match; the row holds them by what else it rests on",
        )
    }

    fn entry_of_two(&self, a: Passage, b: Passage, how: &str, sum: &str) -> Entry {
        let collection = &self.collection;
        let text = |passage: Passage| collection.document(passage.document).passage_text(passage);
        let (first, second) = (collection.passage_label(a), collection.passage_label(b));
        Entry {
            label: format!("{first} and {second}"),
            detail: how.to_owned(),
            preview: format!("{sum}\n{first} {}\n{second} {}", text(a).trim(), text(b).trim()),
            choice: Choice::Reveal(b),
        }
    }

    /// What the program finds for a pair that was linked by hand.
    fn machine_sum(&self, found: Option<&Match>) -> String {
        match found {
            _ if self.matcher.is_none() => "matches are still looked for".to_owned(),
            None => "the program does not find this pair".to_owned(),
            Some(found) => {
                format!("the program finds {}", match_arithmetic(found, &self.collection.documents))
            }
        }
    }
}

/// `9.51 = word «boats» +4.20, date «4 June» +1.10`.
fn match_arithmetic(found: &Match, documents: &[Document]) -> String {
    format!("{:.2} = {}", found.score, arithmetic(found, documents))
}

/// `word «boats» +0.112, who moved «Town -> Crown» +0.100, 3 more +0.020`.
fn row_arithmetic(reasons: &[RowReason]) -> String {
    let told = |reason: &RowReason| {
        format!("{} \u{ab}{}\u{bb} {:+.3}", reason.kind.name(), reason.text, reason.weight)
    };
    let mut parts: Vec<String> = reasons.iter().take(MOST_PARTS).map(told).collect();
    let rest = reasons.get(MOST_PARTS..).unwrap_or_default();
    if !rest.is_empty() {
        let weight: f32 = rest.iter().map(|reason| reason.weight).sum();
        parts.push(format!("{} more {weight:+.3}", rest.len()));
    }
    parts.join(", ")
}
