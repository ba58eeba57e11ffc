//! What of a synopsis is to be seen: passages by document, confidence and hand, rows by step, by
//! the kind of their matches and by the columns that they stand in.

use std::collections::BTreeSet;

use crate::matching::MatchKind;
use crate::scheme::alignment::{Accord, Alignment};
use crate::scheme::collection::Collection;
use crate::scheme::model::StepIndex;
use crate::text::DocumentIndex;

use super::{Band, CellPassage, Synopsis, SynopsisRow};

/// Nothing is left out by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Passages of these documents; of all where empty.
    documents: BTreeSet<DocumentIndex>,
    /// Rows at these steps; at any where empty.
    steps: BTreeSet<StepIndex>,
    /// Rows with a match of one of these kinds; any row where empty.
    kinds: BTreeSet<MatchKind>,
    /// Passages coded with at least so many hundredths of confidence.
    least: Option<u8>,
    made: Option<Made>,
    standing: Option<Standing>,
    /// Rows that stand so to another's; any row where empty.
    accords: BTreeSet<Accord>,
}

/// By whom a passage was coded; where it is not coded, its row set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Made {
    ByHand,
    Suggested,
}

/// In how many of the columns a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Without an account in some column.
    Gaps,
    /// With an account in each column.
    Whole,
    /// In one column only.
    Alone,
}

/// One thing that a filter may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FilterPart {
    Document(DocumentIndex),
    Step(StepIndex),
    Kind(MatchKind),
    /// In hundredths.
    Least(u8),
    Made(Made),
    Standing(Standing),
    /// How a row stands to another's rows.
    Accord(Accord),
}

impl Filter {
    pub fn is_active(&self) -> bool {
        *self != Self::default()
    }

    pub fn has(&self, part: &FilterPart) -> bool {
        match part {
            FilterPart::Document(document) => self.documents.contains(document),
            FilterPart::Step(step) => self.steps.contains(step),
            FilterPart::Kind(kind) => self.kinds.contains(kind),
            FilterPart::Least(least) => self.least == Some(*least),
            FilterPart::Made(made) => self.made == Some(*made),
            FilterPart::Standing(standing) => self.standing == Some(*standing),
            FilterPart::Accord(accord) => self.accords.contains(accord),
        }
    }

    /// All that is asked for.
    pub fn parts(&self) -> Vec<FilterPart> {
        let documents = self.documents.iter().copied().map(FilterPart::Document);
        let steps = self.steps.iter().copied().map(FilterPart::Step);
        let kinds = self.kinds.iter().cloned().map(FilterPart::Kind);
        let accords = self.accords.iter().copied().map(FilterPart::Accord);
        let least = self.least.map(FilterPart::Least);
        let (made, standing) = (self.made.map(FilterPart::Made), self.standing.map(FilterPart::Standing));
        documents.chain(steps).chain(kinds).chain(accords).chain(least).chain(made).chain(standing).collect()
    }

    /// Asks for something more, or no longer. Of those that rule each other out, the last counts.
    pub fn toggle(&mut self, part: FilterPart) {
        match part {
            FilterPart::Document(document) => toggle(&mut self.documents, document),
            FilterPart::Step(step) => toggle(&mut self.steps, step),
            FilterPart::Kind(kind) => toggle(&mut self.kinds, kind),
            FilterPart::Accord(accord) => toggle(&mut self.accords, accord),
            FilterPart::Least(least) => self.least = (self.least != Some(least)).then_some(least),
            FilterPart::Made(made) => self.made = (self.made != Some(made)).then_some(made),
            FilterPart::Standing(standing) => {
                self.standing = (self.standing != Some(standing)).then_some(standing);
            }
        }
    }

    /// What is asked for, in a few words each.
    pub fn words(&self, collection: &Collection) -> Vec<String> {
        let scheme = &collection.scheme;
        let listed = |names: Vec<&str>, between: &str| (!names.is_empty()).then(|| names.join(between));
        let letters = self.documents.iter().map(|&at| collection.label(at).letter.as_str()).collect();
        let steps = self.steps.iter().map(|&at| scheme.step(at).name.as_str()).collect();
        let kinds = self.kinds.iter().map(MatchKind::name).collect();
        let accords = self.accords.iter().map(|accord| accord.name()).collect();
        let words = [
            listed(letters, " ").map(|letters| format!("only {letters}")),
            listed(steps, ", "),
            listed(kinds, ", "),
            listed(accords, ", ").map(|accords| format!("{accords} with the other rows")),
            self.least.map(|least| format!("coded from {:.2} on", f32::from(least) / 100.0)),
            self.made.map(|made| made.name().to_owned()),
            self.standing.map(|standing| standing.name().to_owned()),
        ];
        words.into_iter().flatten().collect()
    }

    fn takes_band(&self, band: &Band) -> bool {
        self.steps.is_empty() || band.step.is_some_and(|step| self.steps.contains(&step))
    }

    fn takes_passage(&self, collection: &Collection, row: &SynopsisRow, found: &CellPassage) -> bool {
        let by_hand = || collection.coding(found.passage).map_or(row.by_hand, |coding| coding.by_hand);
        (self.documents.is_empty() || self.documents.contains(&found.passage.document))
            && self.least.is_none_or(|least| found.confidence * 100.0 + 0.001 >= f32::from(least))
            && self.made.is_none_or(|made| by_hand() == (made == Made::ByHand))
    }

    fn takes_row(&self, band: &Band, row: &SynopsisRow, within: &Within<'_>) -> bool {
        let columns = within.columns;
        let accord = || within.alignment.and_then(|alignment| alignment.accord(row));
        let told = || columns.iter().filter(|&&column| row.cells.tells(column)).count();
        let kind = self.kinds.is_empty() || row.kinds.iter().any(|kind| self.kinds.contains(kind));
        let standing = self.standing.is_none_or(|standing| match standing {
            Standing::Gaps => band.has_gap(row, columns),
            Standing::Whole => !band.has_gap(row, columns),
            Standing::Alone => told() == 1,
        });
        let accords =
            self.accords.is_empty() || accord().is_some_and(|accord| self.accords.contains(&accord));
        kind && standing && accords && !row.cells.is_empty()
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

impl Made {
    pub const ALL: [Self; 2] = [Self::ByHand, Self::Suggested];

    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by hand",
            Self::Suggested => "suggested",
        }
    }
}

impl Standing {
    pub const ALL: [Self; 3] = [Self::Gaps, Self::Whole, Self::Alone];

    pub fn name(self) -> &'static str {
        match self {
            Self::Gaps => "rows that lack an account",
            Self::Whole => "rows that lack none",
            Self::Alone => "rows in one column only",
        }
    }
}

/// What a filter is asked against.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    /// Those in view: in these, rows have gaps.
    pub columns: &'a [usize],
    /// Another's rows.
    pub alignment: Option<&'a Alignment>,
}

/// What the filter lets through. Steps at
/// which nothing is left are left out; what a step is silent in stays as it was, since a filter
/// makes nobody silent.
pub fn filtered(
    synopsis: &Synopsis,
    collection: &Collection,
    filter: &Filter,
    within: &Within<'_>,
) -> Synopsis {
    let row = |band: &Band, row: &SynopsisRow| {
        let cells = row.cells.filtered(|found| filter.takes_passage(collection, row, found));
        let row = SynopsisRow { cells, ..row.clone() };
        filter.takes_row(band, &row, within).then_some(row)
    };
    let band = |band: &Band| {
        let rows: Vec<_> = band.rows.iter().filter_map(|content| row(band, content)).collect();
        (!rows.is_empty()).then(|| Band { step: band.step, rows, silent: band.silent.clone() })
    };
    let bands = synopsis.bands.iter().filter(|content| filter.takes_band(content)).filter_map(band);
    Synopsis { axis: synopsis.axis, columns: synopsis.columns.clone(), bands: bands.collect() }
}
