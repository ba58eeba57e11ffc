//! Rows that the reader fixes: what the program set level stands level for good, under the reader's
//! name. It is kept as links that say 'level', so that a fixed row is nothing of a kind of its own.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::store::{Edit, Id, Link, LinkKind, new_id};
use crate::text::Passage;

use super::event::Effect;
use super::prompt::Prompt;
use super::{App, Overlay, grid};

impl App {
    /// Whether the reader fixed a row of the parallel view, or set passages level in it.
    pub fn is_own_row(&self, item: usize) -> bool {
        let row = self.parallel.items.get(item).and_then(|item| grid::row(&self.parallel.synopsis, item));
        let Some(row) = row.filter(|row| row.by_hand && !self.work.links.is_empty()) else { return false };
        self.own_levels(&row.cells.distinct()).next().is_some()
    }

    /// Opens the line in which the row under the cursor is named.
    pub(super) fn name_row(&mut self) -> Vec<Effect> {
        let item = self.parallel.items.get(self.parallel.item);
        let Some(row) = item.and_then(|item| grid::row(&self.parallel.synopsis, item)) else {
            self.say("no row under the cursor");
            return Vec::new();
        };
        let passages = row.cells.distinct();
        let label = row.label.clone().unwrap_or_default();
        if passages.len() < 2 {
            let key = self.key_in(self.view, "level-by-hand");
            self.say(format!("it stands alone: {key} here and in another row sets the two level"));
            return Vec::new();
        }
        self.open_row_name(&label, passages, false);
        Vec::new()
    }

    /// Opens the line in which a row of another's table gets a name here: that of the row under the
    /// cursor, where it has one.
    pub(super) fn take_row_over(&mut self, passages: Vec<Passage>) {
        let item = self.parallel.items.get(self.parallel.item);
        let row = item.and_then(|item| grid::row(&self.parallel.synopsis, item));
        let label = row.and_then(|row| row.label.clone()).unwrap_or_default();
        self.open_row_name(&label, passages, true);
    }

    fn open_row_name(&mut self, label: &str, mut passages: Vec<Passage>, taken_over: bool) {
        passages.sort_unstable();
        passages.dedup();
        let mut prompt = Prompt::default();
        prompt.set(label);
        self.overlay = Some(Overlay::RowName { prompt, passages, taken_over });
    }

    /// Takes the name that was typed; an empty one lets the row go, as far as the reader fixed it.
    pub(super) fn fix_row(&mut self) -> Vec<Effect> {
        let Some(Overlay::RowName { prompt, passages, taken_over }) = self.overlay.take() else {
            return Vec::new();
        };
        let name = prompt.text().trim();
        if name.is_empty() && taken_over {
            self.say("nothing is taken over: it needs a name");
            return Vec::new();
        }
        if name.is_empty() {
            return self.let_row_go(&passages);
        }
        let (edits, level) = self.level_links(&passages, name);
        let changes = edits.iter().any(|edit| match edit {
            Edit::SetLink { id, link } => {
                self.work.links.get(id).is_none_or(|known| known.label != link.label)
            }
            _ => true,
        });
        self.say(match passages.len() - level.len() {
            _ if edits.is_empty() => {
                "nothing was fixed: you have linked each of these passages with the others otherwise"
                    .to_owned()
            }
            _ if !changes => format!("'{name}' is fixed already"),
            left_out => {
                let undo = self.key_in(self.view, "undo");
                let linked = match left_out {
                    0 => String::new(),
                    count => format!(", without {count} that you have linked otherwise"),
                };
                let uncoded = self.uncoded_among(&level);
                format!(
                    "'{name}' stands level for good, {} passages{linked}{uncoded}; {undo} takes that back",
                    level.len()
                )
            }
        });
        if changes { self.edit(Edit::Together(edits)) } else { Vec::new() }
    }

    /// What of these nobody has coded, where a passage is seen under what it is coded as.
    fn uncoded_among(&self, level: &BTreeSet<Passage>) -> String {
        let is_coded = |passage: &&Passage| self.collection.coding_over(**passage).is_some();
        let count = level.len() - level.iter().filter(is_coded).count();
        if count == 0 || self.collection.scheme.is_empty() {
            return String::new();
        }
        let code = self.key_in(self.view, "code");
        format!(" ({count} not coded yet: {code} says what of)")
    }

    fn let_row_go(&mut self, passages: &[Passage]) -> Vec<Effect> {
        let edits: Vec<Edit> =
            self.own_levels(passages).map(|id| Edit::RemoveLink { id: id.clone() }).collect();
        if edits.is_empty() {
            self.say("you have not fixed this row");
            return Vec::new();
        }
        self.say("the row stands as it did before you fixed it");
        self.edit(Edit::Together(edits))
    }

    /// What the reader set level among these, which are in order.
    fn own_levels<'a>(&'a self, passages: &'a [Passage]) -> impl Iterator<Item = &'a Id> {
        let at = |&a: &Passage| self.corrections.links_at(a).filter(move |(b, _)| a < *b);
        let own = passages.iter().flat_map(at).filter(|(b, _)| passages.binary_search(b).is_ok());
        let is_level = |id: &Id| self.work.links.get(id).is_some_and(|link| link.kind == LinkKind::Level);
        own.map(|(_, id)| id).filter(move |id| is_level(id))
    }

    /// Each passage set level with one before it of which the reader said nothing else. What the reader
    /// set level already keeps its link, under the new name. And the passages that then stand level.
    fn level_links(&self, passages: &[Passage], name: &str) -> (Vec<Edit>, BTreeSet<Passage>) {
        let now = Timestamp::now();
        let anchor = |passage: Passage| self.anchor_of(passage);
        let mut edits = Vec::new();
        let mut level = BTreeSet::new();
        for (at, &b) in passages.iter().enumerate().skip(1) {
            let before = passages[..at].iter();
            let open = before.copied().find_map(|a| {
                let known = self.corrections.link_between(a, b);
                let link = known.and_then(|id| self.work.links.get(id));
                link.is_none_or(|link| link.kind == LinkKind::Level).then_some((a, known.cloned(), link))
            });
            let Some((a, known, link)) = open else { continue };
            let (Some(from), Some(to)) = (anchor(a), anchor(b)) else { continue };
            let label = Some(name.to_owned());
            let kept = known.zip(link).map(|(id, link)| (id, Link { label: label.clone(), ..link.clone() }));
            let (id, link) = kept.unwrap_or_else(|| {
                let (kind, created) = (LinkKind::Level, Some(now));
                let id = new_id(&self.work, now, &self.pair_text(a, b));
                (id, Link { a: from, b: to, kind, label, created })
            });
            edits.push(Edit::SetLink { id, link });
            level.extend([a, b]);
        }
        (edits, level)
    }
}
