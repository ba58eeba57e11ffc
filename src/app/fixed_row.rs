//! Rows that the reader fixes: what the program set level stands level for good, under the reader's
//! name. It is kept as links that say 'level', so that a fixed row is nothing of a kind of its own.

use jiff::Timestamp;

use crate::store::{Edit, Id, Link, LinkKind, new_id};
use crate::text::Passage;

use super::event::Effect;
use super::prompt::Prompt;
use super::{App, Overlay, grid};

/// Passages of a row among which it is looked for what the reader set level.
const MOST_LOOKED_AT: usize = 40;

impl App {
    /// Whether the reader fixed a row of the parallel view, or set passages level in it.
    pub fn is_own_row(&self, item: usize) -> bool {
        let row = self.parallel.items.get(item).and_then(|item| grid::row(&self.parallel.synopsis, item));
        let Some(row) = row.filter(|row| row.by_hand && !self.work.links.is_empty()) else { return false };
        let passages: Vec<Passage> =
            row.cells.passages().map(|(_, found)| found.passage).take(MOST_LOOKED_AT).collect();
        self.own_levels(&passages).next().is_some()
    }

    /// Opens the line in which the row under the cursor is named.
    pub(super) fn name_row(&mut self) -> Vec<Effect> {
        let item = self.parallel.items.get(self.parallel.item);
        let Some(row) = item.and_then(|item| grid::row(&self.parallel.synopsis, item)) else {
            self.say("no row under the cursor");
            return Vec::new();
        };
        let mut passages: Vec<Passage> = row.cells.passages().map(|(_, found)| found.passage).collect();
        passages.sort_unstable();
        passages.dedup();
        let mut prompt = Prompt::default();
        prompt.set(row.label.as_deref().unwrap_or_default());
        if passages.len() < 2 {
            let key = self.key_in(self.view, "level-by-hand");
            self.say(format!("it stands alone: {key} here and in another row sets the two level"));
            return Vec::new();
        }
        self.overlay = Some(Overlay::RowName { prompt, passages });
        Vec::new()
    }

    /// Takes the name that was typed; an empty one lets the row go, as far as the reader fixed it.
    pub(super) fn fix_row(&mut self) -> Vec<Effect> {
        let Some(Overlay::RowName { prompt, passages }) = self.overlay.take() else { return Vec::new() };
        let name = prompt.text().trim();
        if name.is_empty() {
            return self.let_row_go(&passages);
        }
        let edits = self.level_links(&passages, name);
        let changes = edits.iter().any(|edit| match edit {
            Edit::SetLink { id, link } => {
                self.work.links.get(id).is_none_or(|known| known.label != link.label)
            }
            _ => true,
        });
        let undo = self.key_in(self.view, "undo");
        self.say(if changes {
            format!("'{name}' stands level for good, {} passages; {undo} takes that back", passages.len())
        } else {
            format!("'{name}' is fixed already")
        });
        if changes { self.edit(Edit::Together(edits)) } else { Vec::new() }
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

    /// What the reader set level among these.
    fn own_levels<'a>(&'a self, passages: &'a [Passage]) -> impl Iterator<Item = &'a Id> {
        let pairs =
            passages.iter().enumerate().flat_map(|(at, &a)| passages[at + 1..].iter().map(move |&b| (a, b)));
        let own = pairs.filter_map(|(a, b)| self.corrections.link_between(a, b));
        let is_level = |id: &Id| self.work.links.get(id).is_some_and(|link| link.kind == LinkKind::Level);
        own.filter(move |id| is_level(id))
    }

    /// Each passage set level with one before it of which the reader said nothing else. What the reader
    /// set level already keeps its link, under the new name.
    fn level_links(&self, passages: &[Passage], name: &str) -> Vec<Edit> {
        let now = Timestamp::now();
        let anchor = |passage: Passage| self.anchor_of(passage);
        let mut edits = Vec::new();
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
        }
        edits
    }
}
