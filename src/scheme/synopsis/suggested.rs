//! Rows that nobody has set: cells of different episodes that play the same part stand level, each
//! row with a few words of what its cells share.

use rayon::prelude::*;

use crate::scheme::analogy::{ANALOGOUS, Analogies, Compared, Group, Shared};
use crate::scheme::collection::Collection;
use crate::scheme::suggest::TraitKind;

use super::merged::merged;
use super::{Cell, ColumnKind, RowReason, RowReasonKind, Synopsis, SynopsisRow};

/// Words of a label.
const LABEL_WORDS: usize = 3;

/// Least share of a row's score of what stands on its label.
const SAID: f32 = 0.05;

/// Shorter words say nothing on a label.
const SHORTEST: usize = 4;

/// Groups of one column in one row: what plays the same part may be told piece by piece.
const MOST_IN_A_CELL: usize = 3;

/// Groups of passages that stand level, with what that rests on.
pub(super) struct Level {
    /// Positions of the groups, in order.
    pub groups: Vec<usize>,
    pub label: Option<String>,
    /// Their sum is the mean score of the pairs of groups of different columns, 0 to 1.
    pub reasons: Vec<RowReason>,
}

/// Sets groups level: the best analogies first, then what is like the whole of a row, few groups of
/// a column in each. A group without a counterpart stands alone, without a label.
pub(super) fn levels(groups: &[Group], analogies: &Analogies) -> Vec<Level> {
    let compared = analogies.compared(groups);
    let found = compared.pairs();
    let columns: Vec<usize> = groups.iter().map(|group| group.episode.0).collect();
    let alike: Vec<_> = found.iter().map(|pair| (pair.groups.0, pair.groups.1, pair.score)).collect();
    let rows = merged(&columns, &alike, ANALOGOUS, MOST_IN_A_CELL);
    let mut row_of = vec![0; groups.len()];
    for (row, groups) in rows.iter().enumerate() {
        for &group in groups {
            row_of[group] = row;
        }
    }
    let mut within: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows.len()];
    for (a, b, _) in alike {
        if row_of[a] == row_of[b] {
            within[row_of[a]].push((a, b));
        }
    }
    let rows: Vec<_> = rows.into_iter().zip(within).collect();
    rows.into_par_iter().map(|(row, within)| level(row, &within, &compared, &columns)).collect()
}

/// What the program finds that sets the cells of a row level, also of one that was set by hand,
/// heaviest first. What its passages tell is weighed among all that the synopsis shows.
pub fn reasons_of(collection: &Collection, synopsis: &Synopsis, row: &SynopsisRow) -> Vec<RowReason> {
    let all = synopsis.rows().flat_map(|row| row.cells.passages()).map(|(_, found)| found.passage);
    let step_of = |cell: &Cell| {
        let coding = collection.coding(cell.passages.first()?.passage)?;
        coding.coded.step.or(coding.coded.second_step)
    };
    let Some(step) = row.cells.told().find_map(|(_, cell)| step_of(cell)) else { return Vec::new() };
    let group = |(column, cell): (usize, &Cell)| {
        let ColumnKind::Episode(episode) = synopsis.columns.get(column)?.kind else { return None };
        let passages = cell.passages.iter().map(|found| found.passage).collect();
        Some(Group { episode, step, passages })
    };
    let groups: Vec<Group> = row.cells.told().filter_map(group).collect();
    let columns: Vec<usize> = groups.iter().map(|group| group.episode.0).collect();
    let analogies = Analogies::new(collection, all);
    let compared = analogies.compared(&groups);
    let within: Vec<_> = compared.pairs().iter().map(|pair| pair.groups).collect();
    level((0..groups.len()).collect(), &within, &compared, &columns).reasons
}

/// A row of these groups, of which those within are analogous.
fn level(groups: Vec<usize>, within: &[(usize, usize)], compared: &Compared<'_>, columns: &[usize]) -> Level {
    let apart = |(at, &a): (usize, &usize)| {
        groups[at + 1..].iter().filter(move |&&b| columns[a] != columns[b]).count()
    };
    let pairs: usize = groups.iter().enumerate().map(apart).sum();
    let reason = |Shared { kind, text, weight }: Shared<'_>| RowReason {
        kind: RowReasonKind::Shared(kind),
        text: text.to_owned(),
        weight: weight / pairs.max(1) as f32,
    };
    let reasons: Vec<RowReason> = compared.shared(within).into_iter().map(reason).collect();
    let score: f32 = reasons.iter().map(|reason| reason.weight).sum();
    let is_said = |reason: &&RowReason| {
        let in_words = [TraitKind::Word, TraitKind::Term, TraitKind::Deed].map(RowReasonKind::Shared);
        in_words.contains(&reason.kind) && reason.weight >= SAID * score
    };
    let label = label(reasons.iter().filter(is_said).map(|reason| reason.text.as_str()));
    Level { groups, label, reasons }
}

/// The first few of these words that say something and do not repeat each other.
pub(super) fn label<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let all = words.into_iter().map(|word| word.as_ref().to_owned());
    for word in all.filter(|word| word.chars().count() >= SHORTEST || !word.is_ascii()) {
        let repeats = said.iter().any(|known| is_same_word(known, &word));
        if !repeats && said.len() < LABEL_WORDS {
            said.push(word);
        }
    }
    (!said.is_empty()).then(|| said.join(", "))
}

/// Whether one is the other with an ending: 'talks' and 'talk', 'asking' and 'asked'.
fn is_same_word(a: &str, b: &str) -> bool {
    let begin_alike = |a: &str, b: &str| a.chars().take(SHORTEST).eq(b.chars().take(SHORTEST));
    let stem = |word: &str| -> String {
        let endings = ["ing", "ed", "s"];
        endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word).to_owned()
    };
    let alike = |a: &str, b: &str| (a.chars().count() >= SHORTEST && begin_alike(a, b)) || stem(a) == stem(b);
    a.split(' ').any(|a| b.split(' ').any(|b| alike(a, b)))
}
