//! Edits of the reader's work: made, taken back, done again, and what that was in words.

use jiff::Timestamp;

use crate::scheme::Scheme;
use crate::store::{
    Anchor, CellId, Change, Edit, LinkKind, Note, Outcome, Target, Turn, apply, apply_if_unchanged, new_id,
};
use crate::text::display::{truncated, width};

use super::App;
use super::event::Effect;
use super::laid::changes_collection;

/// Cells of a quote in a message, the widest that leaves room for what was done.
const QUOTES: [usize; 5] = [40, 30, 24, 18, 12];
/// Cells beside a message.
const MARGINS: u16 = 2;

impl App {
    /// Makes an edit of the reader's work and has it saved.
    pub(super) fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        let step = new_id(&self.work, Timestamp::now(), "step");
        let texts = self.texts_of(&edit);
        let mut change = self.history.apply(&mut self.work, edit, step);
        if !texts.is_empty() {
            // No part of the step: what is taken back says nothing of the text.
            let texts = Edit::Together(texts);
            let inverse = apply(&mut self.work, texts.clone());
            change.edit = Edit::Together(vec![change.edit, texts]);
            change.inverse = Edit::Together(vec![inverse, change.inverse]);
        }
        self.changed(change)
    }

    pub fn undo(&mut self) -> Vec<Effect> {
        let outcome = self.history.undo(&mut self.work);
        self.turned("taken back", outcome)
    }

    pub fn redo(&mut self) -> Vec<Effect> {
        let outcome = self.history.redo(&mut self.work);
        self.turned("done again", outcome)
    }

    /// Takes over what other programs changed, where the reader has not changed it since, and says
    /// so.
    pub(super) fn take_over(&mut self, changes: Vec<Change>) -> Vec<Effect> {
        let made = |app: &mut Self, change: &Change| {
            apply_if_unchanged(&mut app.work, &change.edit, &change.inverse)
        };
        let changes: Vec<Change> = changes.into_iter().filter(|change| made(self, change)).collect();
        if changes.is_empty() {
            return Vec::new();
        }
        let lays = changes.iter().any(|change| changes_collection(&change.edit));
        let (edits, inverses): (Vec<Edit>, Vec<Edit>) =
            changes.into_iter().map(|change| (change.edit, change.inverse)).unzip();
        let inverses = inverses.into_iter().rev().collect();
        let edits = Edit::Together(edits);
        self.stand_anew(&edits);
        self.say_what("by another program", &edits, &Edit::Together(inverses));
        self.differences.renew(&self.work.verdicts);
        self.laid_anew(lays)
    }

    fn turned(&mut self, how: &str, outcome: Outcome) -> Vec<Effect> {
        let change = match outcome {
            Outcome::Nothing => {
                self.say(format!("nothing more to be {how}"));
                return Vec::new();
            }
            Outcome::Changed(change) => {
                self.say_what(how, &change.edit, &change.inverse);
                self.differences.renew(&self.work.verdicts);
                change
            }
            Outcome::Refused(step) => {
                let what = thing(&self.words(QUOTES[0]), &step.edit, &step.inverse);
                self.say_error(format!("not {how}: another program changed {what} since"));
                Box::new(Change::of_turn(Turn::Dropped(step.id)))
            }
        };
        self.changed(*change)
    }

    /// Says what an edit did, in quotes so short that it is seen to the end.
    fn say_what(&mut self, how: &str, edit: &Edit, inverse: &Edit) {
        let room = usize::from(self.columns.saturating_sub(MARGINS));
        let message = |quote| format!("{how}: {}", said(&self.words(quote), edit, inverse));
        let fits = |message: &String| width(message) <= room;
        let [.., least] = QUOTES;
        let message = QUOTES.into_iter().map(message).find(fits).unwrap_or_else(|| message(least));
        self.say(message);
    }

    fn words(&self, quote: usize) -> EditWords<'_> {
        EditWords { scheme: &self.collection.scheme, quote }
    }
}

/// What edits are told with.
#[derive(Clone, Copy, Debug)]
struct EditWords<'a> {
    scheme: &'a Scheme,
    /// Cells of a quote.
    quote: usize,
}

/// What an edit did, in words; its inverse says what was before.
fn said(words: &EditWords<'_>, edit: &Edit, inverse: &Edit) -> String {
    let what = thing(words, edit, inverse);
    match (edit, inverse) {
        (Edit::Together(edits), Edit::Together(inverses)) if !edits.is_empty() => {
            together(words, edits, &inverses.iter().rev().collect::<Vec<_>>())
        }
        _ if !sets(edit) => format!("{what} is gone"),
        _ if sets(inverse) => format!("{what} is changed"),
        (Edit::SetMark { .. }, _) => format!("{what} is set"),
        _ => format!("{what} is there"),
    }
}

/// Several at once: in words when they are one, else counted.
fn together(words: &EditWords<'_>, edits: &[Edit], inverses: &[&Edit]) -> String {
    if let ([edit], [inverse]) = (edits, inverses) {
        return said(words, edit, inverse);
    }
    let first = kind(&edits[0]);
    let plural = if edits.iter().all(|edit| kind(edit) == first) { first.1 } else { "changes" };
    let how = if !edits.iter().any(sets) {
        "gone"
    } else if edits.iter().all(sets) && !inverses.iter().any(|inverse| sets(inverse)) {
        "there"
    } else {
        "made"
    };
    match how {
        "made" => format!("{} {plural} changed", edits.len()),
        how => format!("{} {plural} are {how}", edits.len()),
    }
}

/// Whether the edit sets a value rather than removing one.
fn sets(edit: &Edit) -> bool {
    match edit {
        Edit::RemoveMark { .. }
        | Edit::RemoveCoding { .. }
        | Edit::RemoveLink { .. }
        | Edit::RemoveNote { .. }
        | Edit::RemoveSummary { .. }
        | Edit::RemoveVerdict { .. }
        | Edit::RemovePlace { .. }
        | Edit::RemoveText { .. } => false,
        Edit::Together(edits) => edits.iter().any(sets),
        _ => true,
    }
}

/// What kind of thing an edit is about: one, and several.
pub fn kind(edit: &Edit) -> (&'static str, &'static str) {
    match edit {
        Edit::SetMark { .. } | Edit::RemoveMark { .. } => ("mark", "marks"),
        Edit::SetCoding { .. } | Edit::RemoveCoding { .. } => ("coding", "codings"),
        Edit::SetLink { .. } | Edit::RemoveLink { .. } => ("link", "links"),
        Edit::SetNote { .. } | Edit::RemoveNote { .. } => ("note", "notes"),
        Edit::SetSummary { .. } | Edit::RemoveSummary { .. } => ("summary", "summaries"),
        Edit::SetVerdict { .. } | Edit::RemoveVerdict { .. } => ("verdict", "verdicts"),
        Edit::SetPlace { .. } | Edit::RemovePlace { .. } | Edit::SetSession(_) => ("place", "places"),
        Edit::SetText { .. } | Edit::RemoveText { .. } => ("text", "texts"),
        Edit::Together(_) => ("change", "changes"),
    }
}

/// The thing that an edit is about. Of what is removed, the inverse knows the words.
fn thing(words: &EditWords<'_>, edit: &Edit, inverse: &Edit) -> String {
    let known = if sets(edit) { edit } else { inverse };
    match known {
        Edit::SetMark { name, .. } | Edit::RemoveMark { name } => format!("mark {name}"),
        Edit::SetCoding { coding, .. } => format!("the coding of {}", quoted(words, &coding.anchor)),
        Edit::SetLink { link, .. } => {
            let (a, b) = (quoted(words, &link.a), quoted(words, &link.b));
            match link.kind {
                LinkKind::Rejected => format!("that {a} is no match of {b}"),
                _ => format!("the link of {a} and {b}"),
            }
        }
        Edit::SetNote { note, .. } => noted(words, note),
        Edit::SetSummary { cell, .. } | Edit::RemoveSummary { cell } => {
            format!("the summary of {}", named(words, cell))
        }
        Edit::SetVerdict { verdict, .. } => format!("the verdict on {}", quoted(words, &verdict.a)),
        Edit::Together(edits) => match edits.as_slice() {
            [edit] => thing(words, edit, edit),
            edits => format!("one of {} changes", edits.len()),
        },
        other => format!("the {}", kind(other).0),
    }
}

fn noted(words: &EditWords<'_>, note: &Note) -> String {
    let what = if note.text.is_empty() { "highlight" } else { "note" };
    match &note.target {
        Target::Words(anchors) => match anchors.as_slice() {
            [anchor] => format!("the {what} on {}", quoted(words, anchor)),
            _ => format!("the {what} on several passages"),
        },
        Target::Document(name) => format!("the {what} on {name}"),
        Target::Cell(cell) => format!("the {what} on {}", named(words, cell)),
        Target::Row { label, .. } => format!("the {what} on the row '{label}'"),
    }
}

/// `Flood of 1953: Call`; the ids of what the scheme does not know.
fn named(EditWords { scheme, .. }: &EditWords<'_>, cell: &CellId) -> String {
    let episode = scheme.episode_by_id(&cell.episode).map(|index| scheme.episode(index).name.as_str());
    let step = scheme.step_by_id(&cell.step).map(|index| scheme.step(index).name.as_str());
    format!("{}: {}", episode.unwrap_or(&cell.episode), step.unwrap_or(&cell.step))
}

fn quoted(words: &EditWords<'_>, anchor: &Anchor) -> String {
    format!("'{}'", truncated(anchor.quote.trim(), words.quote))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Coding, Mark, Work, apply};

    fn anchor(quote: &str) -> Anchor {
        Anchor { quote: quote.into(), ..Anchor::default() }
    }

    fn coding(id: &str, quote: &str) -> Edit {
        let coding = Coding {
            anchor: anchor(quote),
            episodes: Vec::new(),
            step: None,
            second_step: None,
            direction: None,
            background: false,
            date: None,
            created: None,
        };
        Edit::SetCoding { id: id.into(), coding }
    }

    #[test]
    fn edits_in_words() {
        let mut work = Work::default();
        let note = Note {
            target: Target::Document("a.txt".into()),
            text: "x".into(),
            tags: [].into(),
            highlight: None,
            created: None,
            changed: None,
        };
        let words = EditWords { scheme: &Scheme::default(), quote: QUOTES[0] };
        let long = "Nobody had asked them to come, and yet they came.";
        for (edit, expect) in [
            (Edit::SetMark { name: 'a', mark: Mark { anchor: anchor("q"), created: None } }, "mark a is set"),
            (Edit::RemoveMark { name: 'a' }, "mark a is gone"),
            (coding("1", long), "the coding of 'Nobody had asked them to come, and yet\u{2026}' is there"),
            (coding("1", "other"), "the coding of 'other' is changed"),
            (Edit::RemoveCoding { id: "1".into() }, "the coding of 'other' is gone"),
            (Edit::SetNote { id: "1".into(), note }, "the note on a.txt is there"),
            (Edit::Together(vec![coding("2", "one"), coding("3", "two")]), "2 codings are there"),
            (Edit::Together(vec![coding("2", "three")]), "the coding of 'three' is changed"),
            (
                Edit::Together(vec![
                    Edit::RemoveCoding { id: "2".into() },
                    Edit::RemoveNote { id: "1".into() },
                ]),
                "2 changes are gone",
            ),
        ] {
            let inverse = apply(&mut work, edit.clone());
            assert_eq!(said(&words, &edit, &inverse), expect);
        }
    }
}
