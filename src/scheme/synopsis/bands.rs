//! Rows of the synopsis, band by band.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use crate::scheme::analogy::{Analogies, Group};
use crate::scheme::collection::Collection;
use crate::scheme::model::{Coding, Row, StepIndex};
use crate::text::{DateRange, DocumentIndex, Passage};

use super::groups::{Sets, Ties, Within};
use super::levels::Levels;
use super::suggested;
use super::{Axis, Band, CellPassage, Cells, Column, ColumnKind, SynopsisRow};

/// A passage that is to stand in a column.
#[derive(Clone, Copy)]
struct Entry {
    passage: Passage,
    column: usize,
    step: Option<StepIndex>,
}

/// Entries that no row has taken yet, by column and passage.
type Left = BTreeMap<(usize, Passage), Entry>;

/// What is needed to lay out rows.
struct Layout<'a> {
    collection: &'a Collection,
    axis: Axis,
    columns: &'a [Column],
    ties: &'a Ties<'a>,
    levels: Levels,
    column_of: HashMap<ColumnKind, usize>,
    /// Where nobody has set rows: what sets them level.
    analogies: Option<Analogies>,
}

pub(super) fn bands(collection: &Collection, axis: Axis, columns: &[Column], ties: &Ties<'_>) -> Vec<Band> {
    let column_of = columns.iter().enumerate().map(|(index, column)| (column.kind, index)).collect();
    let levels = Levels::new(&collection.levels);
    let mut layout = Layout { collection, axis, columns, ties, levels, column_of, analogies: None };
    let entries = layout.entries();
    if axis == Axis::Episodes && collection.takes_suggested_rows() {
        layout.analogies = Some(Analogies::new(collection, entries.iter().map(|entry| entry.passage)));
    }
    let set_by_hand = layout.set_by_hand();
    let steps: Vec<_> = collection.scheme.step_indices().map(Some).chain([None]).collect();
    let band = |step| {
        let here: Vec<_> = entries.iter().copied().filter(|entry| entry.step == step).collect();
        let rows = match axis {
            Axis::Episodes => layout.episode_rows(step, &here, &set_by_hand),
            Axis::Documents(_) => layout.document_rows(&here),
        };
        layout.band(step, rows)
    };
    // A band without a row says who is silent.
    let says_silence = |band: &Band| band.step.is_some() && band.silent.iter().all(|silent| *silent);
    let is_kept = |band: &Band| !band.rows.is_empty() || says_silence(band);
    steps.into_par_iter().map(band).filter(is_kept).collect()
}

impl Layout<'_> {
    fn entries(&self) -> Vec<Entry> {
        let told = |coding: &&Coding| self.collection.is_told(coding.passage);
        let codings = self.collection.codings.iter().filter(told);
        match self.axis {
            Axis::Episodes => codings.flat_map(|coding| self.in_episodes(coding)).collect(),
            Axis::Documents(Some(episode)) => codings
                .filter(|coding| coding.coded.episodes.contains(&episode))
                .filter_map(|coding| self.in_document(coding.passage))
                .collect(),
            Axis::Documents(None) => {
                let level = self.collection.levels.iter().flat_map(|level| [level.a, level.b]);
                let mut passages: Vec<Passage> = self.ties.tied().into_iter().chain(level).collect();
                passages.sort_unstable();
                passages.dedup();
                passages.into_iter().filter_map(|passage| self.in_document(passage)).collect()
            }
        }
    }

    fn in_episodes<'a>(&'a self, coding: &'a Coding) -> impl Iterator<Item = Entry> + 'a {
        coding.coded.episodes.iter().filter_map(move |&episode| {
            let column = *self.column_of.get(&ColumnKind::Episode(episode))?;
            let step = self.collection.step_in(episode, coding);
            Some(Entry { passage: coding.passage, column, step })
        })
    }

    /// The step of a coding; of passages that were set level, that of the one which leads them.
    fn step(&self, coding: &Coding) -> Option<StepIndex> {
        let lead = self.levels.lead(coding.passage).and_then(|lead| self.collection.coding(lead));
        step_of(lead.unwrap_or(coding))
    }

    fn in_document(&self, passage: Passage) -> Option<Entry> {
        let column = *self.column_of.get(&ColumnKind::Document(passage.document))?;
        let placed = |coding: &Coding| match self.axis {
            Axis::Documents(Some(episode)) => self.collection.step_in(episode, coding),
            _ => self.step(coding),
        };
        Some(Entry { passage, column, step: self.collection.coding(passage).and_then(placed) })
    }

    /// Passages that a row by hand places, each with the column of that cell.
    fn set_by_hand(&self) -> HashSet<(usize, Passage)> {
        let mut set = HashSet::new();
        for row in &self.collection.rows {
            for (episode, passages) in &row.cells {
                if let Some(&column) = self.column_of.get(&ColumnKind::Episode(*episode)) {
                    set.extend(passages.iter().map(|&passage| (column, passage)));
                }
            }
        }
        set
    }

    /// Rows by hand with what is linked to their cells, then each group that is left.
    fn episode_rows(
        &self,
        step: Option<StepIndex>,
        entries: &[Entry],
        set_by_hand: &HashSet<(usize, Passage)>,
    ) -> Vec<SynopsisRow> {
        let mut left: Left = entries
            .iter()
            .map(|entry| ((entry.column, entry.passage), *entry))
            .filter(|(place, _)| !set_by_hand.contains(place))
            .collect();
        let by_hand = self.collection.rows.iter().filter(|row| Some(row.step) == step);
        let mut rows: Vec<_> = by_hand.map(|row| self.row_by_hand(row, &mut left)).collect();
        let left: Vec<Entry> = left.into_values().collect();
        let mut groups = self.groups(&left, &|a, b| a.column == b.column);
        groups.sort_by_cached_key(|group| (group[0].column, self.order(group)));
        rows.extend(self.level_rows(&mut groups));
        match step.zip(self.analogies.as_ref()) {
            Some((step, analogies)) => rows.extend(self.suggested_rows(step, &groups, analogies)),
            None => rows.extend(groups.iter().map(|group| self.row(group, None))),
        }
        rows
    }

    /// Rows of groups that a person set level; takes these out.
    fn level_rows(&self, groups: &mut Vec<Vec<Entry>>) -> Vec<SynopsisRow> {
        let set_of = |group: &Vec<Entry>| group.iter().find_map(|entry| self.levels.of(entry.passage));
        let mut level: BTreeMap<usize, Vec<Vec<Entry>>> = BTreeMap::new();
        for group in &*groups {
            if let Some(set) = set_of(group) {
                level.entry(set).or_default().push(group.clone());
            }
        }
        // Two that were set level may stand in one cell.
        let joins = |group: &Vec<Entry>| self.levels.join_any(group.iter().map(|entry| entry.passage));
        level.retain(|_, groups| groups.len() > 1 || groups.iter().any(joins));
        groups.retain(|group| set_of(group).is_none_or(|set| !level.contains_key(&set)));
        let row = |groups: Vec<Vec<Entry>>| {
            let group = groups.concat();
            let row = self.row(&group, self.label_of_level(&group));
            SynopsisRow { by_hand: true, ..row }
        };
        level.into_values().map(row).collect()
    }

    /// Groups that play the same part stand level, those without a counterpart after them.
    fn suggested_rows(
        &self,
        step: StepIndex,
        groups: &[Vec<Entry>],
        analogies: &Analogies,
    ) -> Vec<SynopsisRow> {
        let placed: Vec<Group> = groups.iter().filter_map(|group| self.placed(step, group)).collect();
        let mut levels = suggested::levels(&placed, analogies);
        levels.sort_by_key(|level| level.groups.len() < 2);
        let row = |level: suggested::Level| {
            let entries: Vec<Entry> = level.groups.iter().flat_map(|&at| groups[at].clone()).collect();
            if level.groups.len() > 1 { self.level_row(&entries, level) } else { self.row(&entries, None) }
        };
        levels.into_par_iter().map(row).collect()
    }

    /// Entries of one column as what analogies compare.
    fn placed(&self, step: StepIndex, group: &[Entry]) -> Option<Group> {
        let ColumnKind::Episode(episode) = self.columns[group.first()?.column].kind else { return None };
        Some(Group { episode, step, passages: group.iter().map(|entry| entry.passage).collect() })
    }

    /// A row by hand; takes the entries out of `left` that are linked to one of its cells.
    fn row_by_hand(&self, row: &Row, left: &mut Left) -> SynopsisRow {
        let mut group = Vec::new();
        for (episode, passages) in &row.cells {
            let Some(&column) = self.column_of.get(&ColumnKind::Episode(*episode)) else { continue };
            group.extend(passages.iter().map(|&passage| Entry { passage, column, step: Some(row.step) }));
        }
        for at in 0..group.len() {
            let Entry { passage, column, .. } = group[at];
            let joined = self.ties.of(passage).filter_map(|tied| left.remove(&(column, tied)));
            group.extend(joined);
        }
        self.row(&group, Some(&row.label))
    }

    /// Groups of linked passages; for one episode also the passages of one cell of a row by hand.
    fn document_rows(&self, entries: &[Entry]) -> Vec<SynopsisRow> {
        let mut groups = self.groups(entries, &|_, _| true);
        if self.axis == Axis::Documents(None) {
            groups.retain(|group| group.len() > 1);
        }
        match self.axis {
            Axis::Documents(Some(_)) => groups.sort_by_cached_key(|group| self.order(group)),
            _ => groups.sort_by_key(|group| group[0].passage),
        }
        let row = |group: &Vec<Entry>| {
            let label = self.label_by_hand(group).or_else(|| self.label_of_level(group));
            let row = self.row(group, label);
            let is_level = self.levels.join_any(group.iter().map(|entry| entry.passage));
            SynopsisRow { by_hand: row.by_hand || is_level, ..row }
        };
        let mut rows: Vec<SynopsisRow> = groups.iter().map(row).collect();
        if !rows.is_empty() && self.axis == Axis::Documents(None) && self.collection.scheme.is_empty() {
            rows.extend(self.unpaired(&groups));
        }
        rows
    }

    /// A row for each sentence that stands in none of the groups, of the documents that stand in one:
    /// where there is no scheme, nothing else says what is told.
    fn unpaired(&self, groups: &[Vec<Entry>]) -> Vec<SynopsisRow> {
        let paired: HashSet<Passage> = groups.iter().flatten().map(|entry| entry.passage).collect();
        let documents: BTreeSet<DocumentIndex> = paired.iter().map(|passage| passage.document).collect();
        let is_paired = |passage: Passage| {
            paired.contains(&passage) || paired.contains(&Passage { sentence: None, ..passage })
        };
        let row = |passage: Passage| Some(self.row(&[self.in_document(passage)?], None));
        let unpaired = |document: DocumentIndex| -> Vec<SynopsisRow> {
            let sentences = self.collection.sentences_of(document);
            sentences.filter(|sentence| !is_paired(*sentence)).filter_map(row).collect()
        };
        documents.into_par_iter().flat_map_iter(unpaired).collect()
    }

    /// What a person called the row of passages that were set level.
    fn label_of_level(&self, group: &[Entry]) -> Option<&str> {
        group.iter().find_map(|entry| self.levels.label(entry.passage))
    }

    /// Entries joined by ties, in order of their first passage; each group in order.
    fn groups(&self, entries: &[Entry], together: &dyn Fn(&Entry, &Entry) -> bool) -> Vec<Vec<Entry>> {
        let mut entries = entries.to_vec();
        entries.sort_by_key(|entry| (entry.passage, entry.column));
        // The same passage may stand in several columns.
        let at = |passage: Passage| {
            let first = entries.partition_point(|entry| entry.passage < passage);
            let here = entries[first..].iter().take_while(move |entry| entry.passage == passage);
            here.enumerate().map(move |(after, _)| first + after)
        };
        let mut sets = Sets::new(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            for other in self.ties.of(entry.passage).flat_map(at) {
                if together(entry, &entries[other]) {
                    sets.join(index, other);
                }
            }
        }
        self.join_level(&entries, together, &mut sets);
        for cell in self.cells_by_hand() {
            let mut here = cell.iter().flat_map(|&passage| at(passage));
            let Some(first) = here.next() else { continue };
            here.for_each(|other| sets.join(first, other));
        }
        let mut groups: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            groups.entry(sets.root(index)).or_default().push(*entry);
        }
        groups.into_values().collect()
    }

    /// Joins what was set level and may stand in one cell.
    fn join_level(&self, entries: &[Entry], together: &dyn Fn(&Entry, &Entry) -> bool, sets: &mut Sets) {
        let mut level: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if let Some(set) = self.levels.of(entry.passage) {
                level.entry(set).or_default().push(index);
            }
        }
        for set in level.values() {
            for (at, &a) in set.iter().enumerate() {
                let joined = set[at + 1..].iter().filter(|&&b| together(&entries[a], &entries[b]));
                joined.for_each(|&b| sets.join(a, b));
            }
        }
    }

    /// Cells of rows by hand of the one episode that is laid out by documents.
    fn cells_by_hand(&self) -> impl Iterator<Item = &[Passage]> {
        let Axis::Documents(Some(wanted)) = self.axis else { return Vec::new().into_iter() };
        let cells = self.collection.rows.iter().flat_map(|row| &row.cells);
        let cells = cells.filter(|(episode, _)| *episode == wanted).map(|(_, passages)| passages.as_slice());
        cells.collect::<Vec<_>>().into_iter()
    }

    fn label_by_hand(&self, group: &[Entry]) -> Option<&str> {
        let Axis::Documents(Some(wanted)) = self.axis else { return None };
        let holds = |passages: &[Passage]| group.iter().any(|entry| passages.contains(&entry.passage));
        let mut rows = self.collection.rows.iter().filter(|row| Some(row.step) == group[0].step);
        let row =
            rows.find(|row| row.cells.iter().any(|(episode, cell)| *episode == wanted && holds(cell)))?;
        Some(&row.label)
    }

    /// By the earliest date told, those without one last; then by the order of the texts.
    fn order(&self, group: &[Entry]) -> (bool, Option<(i16, u8, u8)>, Passage) {
        let date = |entry: &Entry| -> Option<DateRange> { self.collection.coding(entry.passage)?.coded.date };
        let first = group.iter().filter_map(date).map(|date| date.start.first_day()).min();
        (first.is_none(), first, group[0].passage)
    }

    /// A row, labelled by hand or by what its passages are tied by.
    fn row(&self, group: &[Entry], label: Option<&str>) -> SynopsisRow {
        let within = self.within(group);
        let row = self.cells_of(group, &within);
        match label {
            Some(label) => SynopsisRow { label: Some(label.to_owned()), by_hand: true, ..row },
            None => SynopsisRow { label: suggested::label(within.words()), reasons: within.reasons(), ..row },
        }
    }

    /// A row of groups that play the same part.
    fn level_row(&self, group: &[Entry], level: suggested::Level) -> SynopsisRow {
        let within = self.within(group);
        let label = level.label.or_else(|| suggested::label(within.words()));
        SynopsisRow { label, reasons: level.reasons, ..self.cells_of(group, &within) }
    }

    fn within(&self, group: &[Entry]) -> Within<'_> {
        let mut passages: Vec<Passage> = group.iter().map(|entry| entry.passage).collect();
        passages.sort_unstable();
        passages.dedup();
        self.ties.within(&passages)
    }

    /// A row with nothing but its cells and how they match.
    fn cells_of(&self, group: &[Entry], within: &Within<'_>) -> SynopsisRow {
        let coding = |entry: &Entry| self.collection.coding(entry.passage);
        let in_cell = |entry: &Entry| {
            let confidence = coding(entry).map_or(1.0, |coding| coding.confidence);
            (entry.column, CellPassage { passage: entry.passage, confidence })
        };
        let background = |entry: &Entry| coding(entry).is_some_and(|coding| coding.coded.background);
        SynopsisRow {
            cells: Cells::new(self.columns.len(), group.iter().map(in_cell)),
            background: !group.is_empty() && group.iter().all(background),
            kinds: within.kinds(),
            ..SynopsisRow::default()
        }
    }

    fn band(&self, step: Option<StepIndex>, rows: Vec<SynopsisRow>) -> Band {
        let mut silent = vec![true; self.columns.len()];
        for (column, _) in rows.iter().flat_map(|row| row.cells.told()) {
            silent[column] = false;
        }
        // With a scheme what nothing is linked to has no row there, and is told all the same.
        if self.axis == Axis::Documents(None) {
            let told = |coding: &&Coding| self.collection.is_told(coding.passage);
            for coding in self.collection.codings.iter().filter(told) {
                if let Some(entry) = self.in_document(coding.passage).filter(|entry| entry.step == step) {
                    silent[entry.column] = false;
                }
            }
        }
        Band { step, rows, silent }
    }
}

/// Where a passage stands: at its main step, or at the second where it has no main one.
fn step_of(coding: &Coding) -> Option<StepIndex> {
    coding.coded.step.or(coding.coded.second_step)
}
