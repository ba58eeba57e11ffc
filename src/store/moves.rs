//! Where the words stand now that the reader's work holds on to: put into the work and into its
//! history alike, so that a step is taken back as if nothing had moved. Pure.

use std::collections::BTreeMap;

use super::anchor::Anchor;
use super::edit::{Edit, difference};
use super::value::{Coding, Link, Mark, Note, Target, Verdict, Work};

/// What is held on to now, by what was before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    pub anchors: BTreeMap<Anchor, Anchor>,
    /// Documents that have another name.
    pub documents: BTreeMap<String, String>,
}

impl Moves {
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty() && self.documents.is_empty()
    }

    /// The edits of what was made that put it where the words stand now.
    pub fn edits(&self, work: &Work) -> Vec<Edit> {
        let mut moved = work.clone();
        self.in_work(&mut moved);
        difference(work, &moved)
    }

    fn in_work(&self, work: &mut Work) {
        let Work { marks, codings, links, notes, summaries: _, verdicts, places: _, texts: _, session: _ } =
            work;
        for mark in marks.values_mut() {
            self.in_mark(mark);
        }
        for coding in codings.values_mut() {
            self.in_coding(coding);
        }
        for link in links.values_mut() {
            self.in_link(link);
        }
        for note in notes.values_mut() {
            self.in_note(note);
        }
        for verdict in verdicts.values_mut() {
            self.in_verdict(verdict);
        }
    }

    /// Puts an edit where the words stand now.
    pub fn in_edit(&self, edit: &mut Edit) {
        match edit {
            Edit::SetMark { mark, .. } => self.in_mark(mark),
            Edit::SetCoding { coding, .. } => self.in_coding(coding),
            Edit::SetLink { link, .. } => self.in_link(link),
            Edit::SetNote { note, .. } => self.in_note(note),
            Edit::SetVerdict { verdict, .. } => self.in_verdict(verdict),
            Edit::Together(edits) => edits.iter_mut().for_each(|edit| self.in_edit(edit)),
            Edit::SetSummary { .. }
            | Edit::RemoveMark { .. }
            | Edit::RemoveCoding { .. }
            | Edit::RemoveLink { .. }
            | Edit::RemoveNote { .. }
            | Edit::RemoveSummary { .. }
            | Edit::RemoveVerdict { .. }
            | Edit::SetPlace { .. }
            | Edit::RemovePlace { .. }
            | Edit::SetText { .. }
            | Edit::RemoveText { .. }
            | Edit::SetSession(_) => {}
        }
    }

    fn in_mark(&self, mark: &mut Mark) {
        self.in_anchor(&mut mark.anchor);
    }

    fn in_coding(&self, coding: &mut Coding) {
        self.in_anchor(&mut coding.anchor);
    }

    fn in_link(&self, link: &mut Link) {
        self.in_anchor(&mut link.a);
        self.in_anchor(&mut link.b);
    }

    fn in_note(&self, note: &mut Note) {
        match &mut note.target {
            Target::Document(name) => self.in_name(name),
            target => target.anchors_mut().for_each(|anchor| self.in_anchor(anchor)),
        }
    }

    fn in_verdict(&self, verdict: &mut Verdict) {
        self.in_anchor(&mut verdict.a);
        verdict.b.iter_mut().for_each(|anchor| self.in_anchor(anchor));
    }

    fn in_anchor(&self, anchor: &mut Anchor) {
        match self.anchors.get(anchor) {
            Some(now) => now.clone_into(anchor),
            None => self.in_name(&mut anchor.document),
        }
    }

    pub fn in_name(&self, name: &mut String) {
        if let Some(now) = self.documents.get(name) {
            now.clone_into(name);
        }
    }
}
