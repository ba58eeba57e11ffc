//! The reader's marks and places: made here as edits of the work that the store keeps.

mod agreement;
mod filter;
mod jumps;
mod notes;
mod surveys;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::compare::DifferenceKind;
use crate::scheme::{Axis, ColumnKind};
use crate::store::{Anchor, Change, Edit, Mark, Place, Session, Work, names_mark};
use crate::text::{BlockIndex, DocumentIndex, Passage};

use super::documents::DocumentsRow;
use super::event::Effect;
use super::grid::Summaries;
use super::linked::{Linked, MOST_GROUPS};
use super::pane::TextPosition;
use super::parallel::{ArrangedColumn, Shape};
use super::reader::Reader;
use super::{App, View};

/// Before a document's name in the options of the session: where the cursor was in it.
pub(super) const CURSOR: &str = "cursor ";

impl App {
    // ---- marks

    pub fn set_mark(&mut self, name: char) -> Vec<Effect> {
        if !names_mark(name) {
            self.say("a mark is named by a letter, digit or sign");
            return Vec::new();
        }
        let Some(passage) = self.passage() else {
            self.say("no passage under the cursor to mark");
            return Vec::new();
        };
        let document = self.collection.document(passage.document);
        let span = document.passage_span(passage);
        let Some(anchor) = span.and_then(|span| Anchor::of(document, passage.block, span)) else {
            self.say("there is no text here to hold a mark");
            return Vec::new();
        };
        let label = self.collection.passage_label(passage);
        self.say(format!("mark {name} set at {label}"));
        self.edit(Edit::SetMark { name, mark: Mark { anchor, created: Some(Timestamp::now()) } })
    }

    pub fn jump_to_mark(&mut self, name: char) {
        if name == '\'' {
            self.go_back();
            return;
        }
        let Some(mark) = self.work.marks.get(&name) else {
            self.say(format!("there is no mark {name}; g' lists them"));
            return;
        };
        let quote = mark.anchor.quote.clone();
        match self.find_anchor(&mark.anchor.clone()) {
            Some(passage) => self.jump_to(passage),
            None => self
                .say_error(format!("mark {name} holds on to a passage that is not found any more: {quote}")),
        }
    }

    /// The passage that an anchor holds on to.
    pub fn find_anchor(&self, anchor: &Anchor) -> Option<Passage> {
        let (index, site) = self.corrections.find(anchor)?;
        Some(self.sentence_at(index, TextPosition { block: site.block, offset: site.span.start }))
    }

    // ---- places

    /// Notes where the reader is in every open document, so that it can be closed or give way.
    pub(super) fn record_places(&mut self) {
        // The focused pane last: of two panes with one document, it counts.
        let focus = self.reader.focus;
        let others = (0..self.reader.panes.len()).filter(|&pane| pane != focus);
        let order: Vec<usize> = others.chain([focus]).collect();
        for pane in order.into_iter().filter_map(|pane| self.reader.panes.get(pane)) {
            let (cursor, top) = pane.place();
            let document = self.collection.document(pane.document);
            if pane.is_fresh() || (pane.awaits_place && pane.is_at_start(document)) {
                continue;
            }
            let number = |block: BlockIndex| document.block(block).map_or(0, |block| block.number);
            let place = Place { paragraph: number(top.block), offset: top.offset, folded: None };
            self.work.places.insert(document.name.clone(), place);
            let unfolded: Vec<u32> = pane.unfolded().map(number).collect();
            let saved = json!([number(cursor.block), cursor.offset, pane.top_is_gap(), unfolded]);
            self.work.session.options.insert(format!("{CURSOR}{}", document.name), saved);
            self.visited.insert(pane.document);
        }
    }

    /// Puts panes that were just made where the reader was in their documents.
    pub(super) fn place_fresh_panes(&mut self) {
        for pane in 0..self.reader.panes.len() {
            let known = self.restores || self.visited.contains(&self.reader.panes[pane].document);
            if known && self.reader.panes[pane].is_fresh() {
                self.restore_place(pane);
            }
        }
    }

    /// The work with where the reader is now.
    pub fn with_places(&mut self) -> Work {
        let (places, session) = self.places();
        Work { places, session, ..self.work.clone() }
    }

    /// Where the reader is now, as a change that is to be kept.
    pub fn place_change(&mut self) -> Change {
        let (places, session) = self.places();
        let places = places.into_iter().map(|(document, place)| Edit::SetPlace { document, place });
        Change::without_turn(places.chain([Edit::SetSession(session)]).collect())
    }

    /// As [`Self::place_change`], with which texts the documents have that the reader was in. A long text
    /// of which that is not known yet is left out: nobody waits for it who quits.
    pub fn last_change(&mut self) -> Change {
        let places = self.place_change();
        let visited = self.visited.iter().map(|&index| self.collection.document(index));
        let texts = visited.filter(|document| document.complete).filter_map(|document| {
            let text = document.fingerprint_at_hand()?;
            Some(Edit::SetText { document: document.name.clone(), text })
        });
        Change::without_turn([places.edit].into_iter().chain(texts).collect())
    }

    pub(super) fn places(&mut self) -> (BTreeMap<String, Place>, Session) {
        self.record_places();
        let (places, mut session) = (self.work.places.clone(), self.work.session.clone());
        self.view.name().clone_into(&mut session.view);
        session.panes = self
            .reader
            .panes
            .iter()
            .map(|pane| self.collection.document(pane.document).name.clone())
            .collect();
        session.focus = self.reader.focus;
        let scheme = &self.collection.scheme;
        let (episode, step) = match self.view {
            View::Parallel => (self.parallel.episode(), self.parallel.step()),
            _ => (self.board.episode(), self.board.step()),
        };
        session.episode = episode.map(|index| scheme.episode(index).id.clone());
        session.step = step.map(|index| scheme.step(index).id.clone());
        let linked: Vec<&str> = self.reader.all_linked().iter().map(|linked| linked.name()).collect();
        session.options.insert("linked".to_owned(), json!(linked));
        let groups: Vec<usize> = self.reader.panes.iter().map(|pane| pane.link.group).collect();
        session.options.insert("groups".to_owned(), json!(groups));
        let widths: Vec<Option<usize>> = self.reader.panes.iter().map(|pane| pane.wanted_width).collect();
        session.options.insert("pane widths".to_owned(), json!(widths));
        let arrangement = self.parallel.arrangement();
        let columns: Vec<Value> = arrangement
            .iter()
            .map(|(kind, hidden, width)| json!([self.column_id(*kind), hidden, width]))
            .collect();
        session.options.insert("columns".to_owned(), Value::Array(columns));
        let here = self.parallel.here().map(|passage| self.collection.passage_id(passage));
        session.options.insert("parallel".to_owned(), json!(here));
        let accounts_of = match self.parallel.axis() {
            Axis::Documents(Some(episode)) => Some(scheme.episode(episode).id.clone()),
            _ => None,
        };
        let (shape, top) = (&self.parallel.shape, self.parallel.top_row());
        let shape = json!({ "accounts": accounts_of, "time": shape.by_time, "background": shape.background,
            "summaries": shape.summaries.name(), "filter": self.written_filter(),
            "fold": shape.fold, "top": top, "cell": [self.parallel.item, self.parallel.column] });
        session.options.insert("parallel shape".to_owned(), shape);
        let listed = match self.documents.rows.get(self.documents.selected) {
            Some(DocumentsRow::Document(index)) => Some(&self.collection.document(*index).name),
            _ => None,
        };
        session.options.insert("documents".to_owned(), json!(listed));
        self.save_surveys(&mut session);
        self.save_jumps(&mut session);
        self.save_notes(&mut session);
        self.save_agreement(&mut session);
        let differences = json!({ "id": self.differences.here(), "place": self.differences.place,
            "kind": self.differences.kind.map(DifferenceKind::name), "all": self.differences.shows_all,
            "filter": self.differences.filter });
        session.options.insert("differences".to_owned(), differences);
        (places, session)
    }

    fn column_id(&self, kind: ColumnKind) -> String {
        match kind {
            ColumnKind::Episode(episode) => self.collection.scheme.episode(episode).id.clone(),
            ColumnKind::Document(document) => self.collection.document(document).name.clone(),
        }
    }

    /// Puts panes, view and cursors back as the session left them. What is not there any more is
    /// left out.
    pub fn restore(&mut self, keep_panes: bool) {
        self.restores = true;
        let session = self.work.session.clone();
        let collection = Arc::clone(&self.collection);
        if keep_panes {
            for pane in 0..self.reader.panes.len() {
                self.restore_place(pane);
            }
            return;
        }
        let named: Vec<DocumentIndex> =
            session.panes.iter().filter_map(|name| self.document_named(name)).collect();
        if !named.is_empty() {
            self.reader = Reader::default();
            for index in named {
                self.reader.open_beside(&collection, index);
            }
            self.reader.focus = session.focus.min(self.reader.panes.len() - 1);
            self.reader.previous = self.reader.focus;
        }
        for pane in 0..self.reader.panes.len() {
            self.restore_place(pane);
        }
        self.restore_groups(&session);
        self.restore_view(&session);
        self.restore_jumps(&session);
    }

    fn restore_groups(&mut self, session: &Session) {
        let saved = |name: &str| session.options.get(name).and_then(Value::as_array).into_iter().flatten();
        for (group, linked) in saved("linked").enumerate().take(MOST_GROUPS) {
            self.reader.set_linked(group, linked.as_str().and_then(Linked::by_name).unwrap_or_default());
        }
        for (pane, group) in self.reader.panes.iter_mut().zip(saved("groups")) {
            let group = group.as_u64().and_then(|group| usize::try_from(group).ok());
            pane.link.group = group.filter(|&group| group < MOST_GROUPS).unwrap_or(0);
        }
        for (pane, width) in self.reader.panes.iter_mut().zip(saved("pane widths")) {
            pane.wanted_width = width.as_u64().map(|width| width as usize);
        }
        self.reader.joins = false;
    }

    pub(super) fn document_named(&self, name: &str) -> Option<DocumentIndex> {
        self.collection.document_indices().find(|&index| self.collection.document(index).name == name)
    }

    pub(super) fn restore_place(&mut self, pane: usize) {
        let collection = Arc::clone(&self.collection);
        let document = collection.document(self.reader.panes[pane].document);
        let Some(place) = self.work.places.get(&document.name) else { return };
        let position = |number: u64, offset: u64| {
            let block = document.block_numbered(u32::try_from(number).ok()?)?;
            Some(TextPosition { block, offset: offset as usize })
        };
        let Some(top) = position(place.paragraph.into(), place.offset as u64) else {
            self.reader.panes[pane].awaits_place = !document.complete;
            return;
        };
        let saved = self.work.session.options.get(&format!("{CURSOR}{}", document.name));
        let cursor = saved.and_then(Value::as_array).and_then(|saved| match saved.as_slice() {
            [number, offset, ..] => position(number.as_u64()?, offset.as_u64()?),
            _ => None,
        });
        let gap = saved.is_some_and(|saved| saved[2] == true);
        let unfolded = saved.and_then(|saved| saved[3].as_array()).into_iter().flatten();
        let unfolded: Vec<BlockIndex> =
            unfolded.filter_map(|number| Some(position(number.as_u64()?, 0)?.block)).collect();
        self.reader.panes[pane].unfold(document, unfolded);
        self.reader.panes[pane].restore(document, cursor.unwrap_or(top), top, gap);
    }

    pub(super) fn restore_view(&mut self, session: &Session) {
        let scheme = &self.collection.scheme;
        let episode = session.episode.as_deref().and_then(|id| scheme.episode_by_id(id));
        let step = session.step.as_deref().and_then(|id| scheme.step_by_id(id));
        if let (Some(episode), Some(step)) = (episode, step) {
            self.board.row = self.board.board.rows.iter().position(|(at, _)| *at == step).unwrap_or(0);
            if !scheme.episode(episode).hidden {
                self.board.column = episode.0;
            }
        }
        match View::by_name(&session.view) {
            Some(View::Board) if scheme.is_empty() => {}
            Some(View::Reader) if self.reader.panes.is_empty() => {}
            Some(view) => self.view = view,
            None => {}
        }
        let listed = session.options.get("documents").and_then(Value::as_str);
        if let Some(DocumentIndex(row)) = listed.and_then(|name| self.document_named(name)) {
            // Documents come first.
            self.documents.selected = row;
        }
        self.restore_parallel(session);
        self.restore_surveys(session);
        self.restore_differences(session);
        self.restore_notes(session);
        self.restore_agreement(session);
    }

    fn restore_differences(&mut self, session: &Session) {
        let saved = session.options.get("differences").unwrap_or(&Value::Null);
        let kind = saved["kind"].as_str();
        self.differences.kind = DifferenceKind::ALL.into_iter().find(|known| Some(known.name()) == kind);
        self.differences.shows_all = saved["all"] == true;
        saved["filter"].as_str().unwrap_or_default().clone_into(&mut self.differences.filter);
        if let Some(id) = saved["id"].as_str() {
            let place = saved["place"].as_u64().unwrap_or(0) as usize;
            self.differences.select(&id.to_owned(), place);
        }
    }

    fn restore_parallel(&mut self, session: &Session) {
        let collection = Arc::clone(&self.collection);
        let shape = session.options.get("parallel shape").unwrap_or(&Value::Null);
        let accounts_of = shape["accounts"].as_str().and_then(|id| collection.scheme.episode_by_id(id));
        if accounts_of.is_some() {
            self.turn_now(Axis::Documents(accounts_of));
        }
        self.restore_columns(session);
        let fold = shape["fold"].as_u64().map(|lines| lines as usize);
        let kept = Shape {
            by_time: shape["time"] == true,
            background: shape["background"] == true,
            summaries: shape["summaries"].as_str().and_then(Summaries::named).unwrap_or_default(),
            fold,
            filter: self.read_filter(&shape["filter"]),
        };
        self.parallel.set_shape(&collection, kept);
        let saved = session.options.get("parallel").and_then(Value::as_str);
        let passage = saved.and_then(|id| self.collection.passage_by_id(id));
        self.parallel.restore(passage);
        let number = |name: &str, at: usize| usize::try_from(shape[name][at].as_u64()?).ok();
        if let (None, Some(item), Some(column)) = (passage, number("cell", 0), number("cell", 1)) {
            self.parallel.set_cell(item, column);
        }
        if let (Some(item), Some(row)) = (number("top", 0), number("top", 1)) {
            self.parallel.set_top_row((item, row));
        }
    }

    /// Puts the columns in the order, and as wide or hidden, as the session has them.
    fn restore_columns(&mut self, session: &Session) {
        let columns = session.options.get("columns").and_then(Value::as_array).cloned().unwrap_or_default();
        let kinds = self.parallel.arrangement().into_iter().map(|(kind, ..)| (self.column_id(kind), kind));
        let kinds: HashMap<String, ColumnKind> = kinds.collect();
        let column = |column: &Value| {
            let width = column.get(2).and_then(Value::as_u64).map(|width| width as usize);
            Some((*kinds.get(column.get(0)?.as_str()?)?, column.get(1)?.as_bool()?, width))
        };
        let wanted: Vec<ArrangedColumn> = columns.iter().filter_map(column).collect();
        self.parallel.arrange(&wanted);
    }
}
