//! Rows that nobody has set: cells of different episodes that play the same part stand level, each
//! row with a few words of what its cells share.

use std::collections::BTreeMap;

use crate::scheme::analogy::{Analogies, Analogy, Shared};
use crate::scheme::suggest::TraitKind;
use crate::text::Passage;

use super::groups::Sets;
use super::{RowReason, RowReasonKind};

/// Words of a label.
const LABEL_WORDS: usize = 3;

/// Least weight of what stands on a label.
const SAID: f32 = 0.03;

/// Shorter words say nothing on a label.
const SHORTEST: usize = 4;

/// Groups of passages that stand level, with what that rests on.
pub(super) struct Level {
    /// Positions of the groups, in order.
    pub groups: Vec<usize>,
    pub label: Option<String>,
    pub reasons: Vec<RowReason>,
}

/// Sets groups level, each with the column it stands in: the best analogies first, one group of
/// a column in a row. A group without a counterpart stands alone, without a label.
pub(super) fn levels(groups: &[(usize, Vec<Passage>)], analogies: &Analogies) -> Vec<Level> {
    let passages: Vec<Vec<Passage>> = groups.iter().map(|(_, passages)| passages.clone()).collect();
    let apart = |a: usize, b: usize| groups[a].0 != groups[b].0;
    let mut sets = Sets::new(groups.len());
    let mut columns: Vec<Vec<usize>> = groups.iter().map(|(column, _)| vec![*column]).collect();
    let mut kept: Vec<Analogy> = Vec::new();
    for analogy in analogies.among(&passages, &apart) {
        let (a, b) = (sets.root(analogy.groups.0), sets.root(analogy.groups.1));
        if a == b || columns[a].iter().any(|column| columns[b].contains(column)) {
            continue;
        }
        let (to, from) = (a.min(b), a.max(b));
        sets.join(a, b);
        let moved = std::mem::take(&mut columns[from]);
        columns[to].extend(moved);
        kept.push(analogy);
    }
    let mut rows: BTreeMap<usize, Level> = BTreeMap::new();
    for at in 0..groups.len() {
        let none = || Level { groups: Vec::new(), label: None, reasons: Vec::new() };
        rows.entry(sets.root(at)).or_insert_with(none).groups.push(at);
    }
    for analogy in kept {
        if let Some(row) = rows.get_mut(&sets.root(analogy.groups.0)) {
            row.reasons.extend(analogy.shared.into_iter().map(reason));
        }
    }
    let mut rows: Vec<Level> = rows.into_values().collect();
    rows.iter_mut().for_each(Level::gather);
    rows
}

impl Level {
    /// Joins what several pairs share, and makes the label of it.
    fn gather(&mut self) {
        let mut sums: BTreeMap<(RowReasonKind, String), f32> = BTreeMap::new();
        for reason in std::mem::take(&mut self.reasons) {
            *sums.entry((reason.kind, reason.text)).or_default() += reason.weight;
        }
        let reasons = sums.into_iter().map(|((kind, text), weight)| RowReason { kind, text, weight });
        self.reasons = reasons.collect();
        self.reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let is_said = |reason: &&RowReason| {
            let of_word = matches!(reason.kind, RowReasonKind::Shared(TraitKind::Word | TraitKind::Term));
            of_word && reason.weight >= SAID
        };
        let words = self.reasons.iter().filter(is_said);
        self.label = label(words.map(|reason| reason.text.as_str()));
    }
}

fn reason(shared: Shared) -> RowReason {
    RowReason { kind: RowReasonKind::Shared(shared.kind), text: shared.text, weight: shared.weight }
}

/// The first few of these words that say something and do not repeat each other.
pub(super) fn label<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut said: Vec<&str> = Vec::new();
    for word in words.filter(|word| word.chars().count() >= SHORTEST || !word.is_ascii()) {
        let repeats = said.iter().any(|known| begins_alike(known, word));
        if !repeats && said.len() < LABEL_WORDS {
            said.push(word);
        }
    }
    (!said.is_empty()).then(|| said.join(", "))
}

/// Whether one is the other with an ending: 'talks' and 'talk'.
fn begins_alike(a: &str, b: &str) -> bool {
    let stem = |word: &str| word.chars().take(SHORTEST).collect::<String>();
    a.split(' ').any(|a| b.split(' ').any(|b| a.chars().count() >= SHORTEST && stem(a) == stem(b)))
}
