//! What the reader made, in words: one line for each thing, by the scheme's names.

use crate::scheme::Scheme;
use crate::store::{CellId, Coding, LinkKind, Note, Target, Verdict};

/// Says it by the names of a scheme; ids that it does not have stay ids.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    pub scheme: &'a Scheme,
}

impl Words<'_> {
    /// `note, highlight 2 on ort.txt`.
    pub fn note(self, note: &Note) -> String {
        let colour = note.highlight.map(|number| format!("highlight {number}"));
        let what = match (colour, note.text.is_empty()) {
            (Some(colour), true) => colour,
            (Some(colour), false) => format!("note, {colour}"),
            (None, _) => "note".to_owned(),
        };
        match &note.target {
            Target::Words(anchors) if anchors.len() > 1 => format!("{what} on several passages"),
            Target::Words(_) => what,
            Target::Document(name) => format!("{what} on {name}"),
            Target::Cell(cell) => format!("{what} on {}", self.cell(cell)),
            Target::Row { label, .. } => format!("{what} on the row '{label}'"),
        }
    }

    /// `Flood of 1953, Call`.
    pub fn cell(self, cell: &CellId) -> String {
        format!("{}, {}", self.episode(&cell.episode), self.step(&cell.step))
    }

    /// `Flood of 1953; Call, also Aftermath; Town -> Crown; 1953-02`.
    pub fn coding(self, coding: &Coding) -> String {
        let actor = |id: &String| {
            let known = self.scheme.actor_by_id(id);
            known.map_or_else(|| id.clone(), |index| self.scheme.actor(index).name.clone())
        };
        let mut parts = Vec::new();
        let episodes: Vec<String> = coding.episodes.iter().map(|id| self.episode(id)).collect();
        parts.push(if episodes.is_empty() { "no episode".to_owned() } else { episodes.join(", ") });
        let steps: Vec<String> =
            coding.step.iter().chain(&coding.second_step).map(|id| self.step(id)).collect();
        parts.extend((!steps.is_empty()).then(|| steps.join(", also ")));
        parts.extend(coding.direction.as_ref().map(|(from, to)| format!("{} -> {}", actor(from), actor(to))));
        parts.extend(coding.date.clone());
        parts.extend(coding.background.then(|| "background".to_owned()));
        parts.join("; ")
    }

    /// `seen: date, '1953' and '1954'`.
    pub fn verdict(self, verdict: &Verdict) -> String {
        let (a, b) = &verdict.values;
        format!("{}: {}, '{a}' and '{b}'", verdict.judgement.name(), verdict.slot)
    }

    pub fn link(self, kind: &LinkKind) -> String {
        match kind {
            LinkKind::SameEvent => "the same event".to_owned(),
            LinkKind::Quotation => "a quotation".to_owned(),
            LinkKind::Echo => "an echo".to_owned(),
            LinkKind::Contradicts => "contradicts".to_owned(),
            LinkKind::Answers => "answers".to_owned(),
            LinkKind::Level => "the same part in another episode".to_owned(),
            LinkKind::Rejected => "no match".to_owned(),
            LinkKind::Other(name) => name.clone(),
        }
    }

    fn episode(self, id: &str) -> String {
        let known = self.scheme.episode_by_id(id);
        known.map_or_else(|| id.to_owned(), |index| self.scheme.episode(index).name.clone())
    }

    fn step(self, id: &str) -> String {
        let known = self.scheme.step_by_id(id);
        known.map_or_else(|| id.to_owned(), |index| self.scheme.step(index).name.clone())
    }
}
