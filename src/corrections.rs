//! The reader's work laid over a collection: codings, links and summaries that stand in the place
//! of what the collection's files and the program say.
//!
//! Pure. The collection as it was opened stays as it is; laying gives another that shares its
//! texts. An anchor is looked for once, and again only after an edit has changed it.

mod coded;
mod followed;
mod places;
mod renamed;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use crate::matching::MatchKind;
use crate::scheme::{
    Coded, Coding, Collection, EpisodeIndex, Level, Link, Row, StepIndex, Strength, Summary,
};
use crate::store::{self, Anchor, Id, LinkKind, Site, Work};
use crate::text::{DocumentIndex, Passage};

pub use coded::{coded, coding_of};
pub use followed::{Followed, Lost, followed};
pub use places::passages_at;
use places::{Places, Role};
pub use renamed::{Alike, renamed};

/// A piece of the reader's work that cannot be laid over the collection. It is kept all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Of the coding or link; of a summary, its cell's episode and step.
    pub id: Id,
    /// What it is, what it says and why it does not fit, in one line.
    pub message: String,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Lays the reader's work over one collection, anew after each edit.
#[derive(Clone, Debug)]
pub struct Corrections {
    opened: Arc<Collection>,
    places: Places,
    /// By passage: the coding of the reader's that decides.
    coding_of: HashMap<Passage, Id>,
    /// By coding of the reader's: what it speaks of.
    laid: BTreeMap<Id, Vec<Passage>>,
    /// By passage, and the other one, both ways: the link of the reader's that decides.
    link_of: HashMap<Passage, BTreeMap<Passage, Id>>,
    unfit: Vec<Unfit>,
    /// Whether suggestions rest on codings of the reader's.
    has_learned: bool,
}

/// A coding of the reader's with the passages that it speaks of.
struct Laid {
    id: Id,
    passages: Vec<Passage>,
    coded: Coded,
    created: Option<Timestamp>,
}

impl Corrections {
    pub fn new(opened: Arc<Collection>) -> Self {
        Self {
            places: Places::new(&opened),
            opened,
            coding_of: HashMap::new(),
            laid: BTreeMap::new(),
            link_of: HashMap::new(),
            unfit: Vec::new(),
            has_learned: false,
        }
    }

    /// The collection as the reader has it.
    pub fn lay(&mut self, work: &Work) -> Collection {
        self.unfit.clear();
        let codings = self.codings(work);
        let mut laid = self.opened.with_codings(codings);
        self.links(work, &mut laid);
        self.summaries(work, &mut laid);
        self.places.forget_unused();
        laid.indexed()
    }

    /// What could not be laid over the collection the last time.
    pub fn unfit(&self) -> &[Unfit] {
        &self.unfit
    }

    /// The reader's own coding that decides what a passage speaks of, if any.
    pub fn coding_at(&self, passage: Passage) -> Option<&Id> {
        let paragraph = Passage { sentence: None, ..passage };
        self.coding_of.get(&passage).or_else(|| self.coding_of.get(&paragraph))
    }

    /// The reader's codings that speak of nothing but what lies in these passages.
    pub fn codings_within(&self, passages: &[Passage]) -> Vec<Id> {
        let is_within = |passage: &Passage| passages.iter().any(|whole| whole.covers(*passage));
        let mut within: Vec<&Id> =
            self.laid.iter().filter(|(_, spoken)| spoken.iter().all(is_within)).map(|(id, _)| id).collect();
        within.sort_unstable();
        within.into_iter().cloned().collect()
    }

    /// What the reader said of two passages, if anything.
    pub fn link_between(&self, a: Passage, b: Passage) -> Option<&Id> {
        self.link_of.get(&a)?.get(&b)
    }

    /// What the reader said of a passage and others, in their order.
    pub fn links_at(&self, passage: Passage) -> impl Iterator<Item = (Passage, &Id)> {
        self.link_of.get(&passage).into_iter().flatten().map(|(&other, id)| (other, id))
    }

    /// The collection's own summary of a cell, whatever the reader wrote.
    pub fn opened_summary(&self, episode: EpisodeIndex, step: StepIndex) -> Option<&str> {
        self.opened.summary(episode, step)
    }

    /// Where an anchor holds on in its document.
    pub fn find(&self, anchor: &Anchor) -> Option<(DocumentIndex, Site)> {
        self.places.find(&self.opened, anchor)
    }

    /// As [`Self::find`], but looks only where the anchor was: costs next to nothing.
    pub fn find_in_place(&self, anchor: &Anchor) -> Option<(DocumentIndex, Site)> {
        self.places.find_in_place(&self.opened, anchor)
    }

    /// Whether the program suggests codings here, so that the reader's are evidence for others.
    pub fn has_suggestions(&self) -> bool {
        !self.opened.codings.is_empty() && self.opened.codings.iter().all(|coding| !coding.by_hand)
    }

    /// Whether suggestions were made anew.
    pub fn has_learned(&self) -> bool {
        self.has_learned
    }

    /// Takes suggestions that were made anew.
    pub fn learn(&mut self, suggested: Vec<Coding>) {
        self.has_learned = true;
        self.opened = Arc::new(self.opened.with_codings(suggested).indexed());
    }

    // ---- codings

    /// The reader's codings, and the others of passages that the reader has not coded.
    fn codings(&mut self, work: &Work) -> Vec<Coding> {
        let mut laid: Vec<Laid> =
            work.codings.iter().filter_map(|(id, coding)| self.placed(id, coding)).collect();
        // Of two codings of one passage the later one decides.
        laid.sort_by_key(|one| one.created);
        self.coding_of.clear();
        self.laid = laid.iter().map(|one| (one.id.clone(), one.passages.clone())).collect();
        let mut own: BTreeMap<Passage, Coded> = BTreeMap::new();
        for Laid { id, passages, coded, .. } in laid {
            for passage in passages {
                self.coding_of.insert(passage, id.clone());
                own.insert(passage, coded.clone());
            }
        }
        let is_decided = |passage: Passage| self.coding_at(passage).is_some();
        let others = self.opened.codings.iter().filter(|coding| !is_decided(coding.passage)).cloned();
        let by_hand = |(passage, coded)| Coding { passage, coded, confidence: 1.0, by_hand: true };
        let mut codings: Vec<Coding> = others.chain(own.into_iter().map(by_hand)).collect();
        codings.sort_by_key(|coding| coding.passage);
        codings
    }

    fn placed(&mut self, id: &Id, coding: &store::Coding) -> Option<Laid> {
        let coded = match coded::coded(&self.opened.scheme, coding) {
            Ok(coded) => coded,
            Err(why) => {
                self.say(id, "coding", &coding.anchor, why);
                return None;
            }
        };
        let passages = self.passages(Role::Coding, id, &coding.anchor);
        if passages.is_empty() {
            self.say(id, "coding", &coding.anchor, "the passage is not found any more");
            return None;
        }
        Some(Laid { id: id.clone(), passages, coded, created: coding.created })
    }

    fn passages(&mut self, role: Role, id: &Id, anchor: &Anchor) -> Vec<Passage> {
        self.places.passages(&self.opened, role, id, anchor).to_vec()
    }

    fn say(&mut self, id: &Id, what: &str, anchor: &Anchor, why: &str) {
        let Anchor { document, paragraph, quote, .. } = anchor;
        let message = format!("your {what} of '{quote}' ({document} \u{b6}{paragraph}): {why}");
        self.unfit.push(Unfit { id: id.clone(), message });
    }

    // ---- links

    fn links(&mut self, work: &Work, laid: &mut Collection) {
        let mut links: Vec<(&Id, &store::Link)> = work.links.iter().collect();
        links.sort_by_key(|(_, link)| link.created);
        self.link_of.clear();
        let mut said: BTreeMap<(Passage, Passage), (&store::Link, Passage, Passage)> = BTreeMap::new();
        for (id, link) in links {
            let ends = [(Role::LinkA, &link.a), (Role::LinkB, &link.b)];
            let ends = ends.map(|(role, anchor)| self.passages(role, id, anchor).first().copied());
            let [Some(a), Some(b)] = ends else {
                let lost = if ends[0].is_none() { &link.a } else { &link.b };
                self.say(id, "link", lost, "the passage is not found any more");
                continue;
            };
            if a == b || (a.document == b.document && link.kind != LinkKind::Level) {
                self.say(id, "link", &link.a, "both ends lie in one document now");
                continue;
            }
            for (one, other) in [(a, b), (b, a)] {
                self.link_of.entry(one).or_default().insert(other, id.clone());
            }
            said.insert(pair(a, b), (link, a, b));
        }
        laid.links.retain(|link| {
            !said.contains_key(&pair(link.a, link.b)) || said[&pair(link.a, link.b)].0.kind == LinkKind::Level
        });
        let has_level = said.values().any(|(link, ..)| link.kind == LinkKind::Level);
        let mut rows_of = if has_level { rows_of(&laid.rows) } else { RowsOf::new() };
        for ((least, most), (link, a, b)) in said {
            match &link.kind {
                LinkKind::Rejected => {
                    laid.rejected.insert((least, most));
                }
                LinkKind::Level => set_level(laid, &mut rows_of, Level { a, b, label: link.label.clone() }),
                kind => laid.links.push(Link {
                    a: least,
                    b: most,
                    strength: strength(kind),
                    kind: match_kind(kind),
                }),
            }
        }
    }

    // ---- summaries

    fn summaries(&mut self, work: &Work, laid: &mut Collection) {
        for (cell, summary) in &work.summaries {
            let scheme = &self.opened.scheme;
            let (Some(episode), Some(step)) =
                (scheme.episode_by_id(&cell.episode), scheme.step_by_id(&cell.step))
            else {
                let id = format!("{}/{}", cell.episode, cell.step);
                let message = format!("your summary '{}': the scheme has no cell {id}", summary.text);
                self.unfit.push(Unfit { id, message });
                continue;
            };
            laid.summaries.retain(|known| (known.episode, known.step) != (episode, step));
            laid.summaries.push(Summary { episode, step, text: summary.text.clone() });
        }
    }
}

/// Suggests codings with those by hand as evidence. Reads the whole collection the first time.
pub fn suggested(laid: &Collection) -> Vec<Coding> {
    laid.readings().suggester().codings(laid)
}

fn pair(a: Passage, b: Passage) -> (Passage, Passage) {
    (a.min(b), a.max(b))
}

/// Whether linked passages share a cell: what contradicts another tells the same event.
fn strength(kind: &LinkKind) -> Strength {
    match kind {
        LinkKind::SameEvent | LinkKind::Quotation | LinkKind::Contradicts => Strength::Strong,
        _ => Strength::Weak,
    }
}

fn match_kind(kind: &LinkKind) -> MatchKind {
    match kind {
        LinkKind::SameEvent => MatchKind::SameEvent,
        LinkKind::Quotation => MatchKind::Quotation,
        LinkKind::Contradicts => MatchKind::Contradicts,
        LinkKind::Answers => MatchKind::Answers,
        LinkKind::Other(word) => MatchKind::Named(word.as_str().into()),
        LinkKind::Echo | LinkKind::Level | LinkKind::Rejected => MatchKind::Echo,
    }
}

/// In which rows each passage stands.
type RowsOf = HashMap<Passage, Vec<usize>>;

fn rows_of(rows: &[Row]) -> RowsOf {
    let mut rows_of = RowsOf::new();
    for (at, row) in rows.iter().enumerate() {
        for passage in row.cells.iter().flat_map(|(_, cell)| cell) {
            rows_of.entry(*passage).or_default().push(at);
        }
    }
    rows_of
}

/// Puts `b` into the row of `a`, or `a` into that of `b` where it alone has one; without a row by
/// hand the two make one. The row has the name that the reader gave it.
fn set_level(laid: &mut Collection, rows_of: &mut RowsOf, level: Level) {
    let (a, b) = (level.a, level.b);
    let row_of = |passage| rows_of.get(&passage).and_then(|rows| rows.first().copied());
    let (row, joining) = match (row_of(a), row_of(b)) {
        (Some(row), Some(other)) if row == other => {
            laid.rows[row].label = level.label.unwrap_or_else(|| laid.rows[row].label.clone());
            return;
        }
        (Some(row), _) => (row, b),
        (None, Some(row)) => (row, a),
        (None, None) => {
            laid.levels.push(level);
            return;
        }
    };
    if let Some(label) = level.label {
        laid.rows[row].label = label;
    }
    let mut episodes =
        laid.coding_over(joining).map_or_else(Vec::new, |coding| coding.coded.episodes.clone());
    let is_coded = !episodes.is_empty();
    for at in rows_of.remove(&joining).unwrap_or_default() {
        for (episode, cell) in &mut laid.rows[at].cells {
            // What nobody coded goes on to speak of what it stood under.
            if cell.contains(&joining) && !is_coded && !episodes.contains(episode) {
                episodes.push(*episode);
            }
            cell.retain(|passage| *passage != joining);
        }
    }
    if episodes.is_empty() && laid.coding_over(joining).is_none() {
        // What nobody coded and nobody put into a row speaks of what it is set level with.
        let other = if joining == a { b } else { a };
        let cells = laid.rows[row].cells.iter().filter(|(_, cell)| cell.contains(&other));
        episodes = cells.map(|(episode, _)| *episode).collect();
    }
    if !episodes.is_empty() {
        rows_of.insert(joining, vec![row]);
    }
    let cells = &mut laid.rows[row].cells;
    for episode in episodes {
        match cells.iter_mut().find(|(known, _)| *known == episode) {
            Some((_, cell)) => cell.push(joining),
            None => cells.push((episode, vec![joining])),
        }
    }
}

#[cfg(test)]
mod tests;
