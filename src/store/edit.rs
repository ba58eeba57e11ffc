//! The one closed list of changes to the reader's work, each with its inverse.

use std::collections::BTreeMap;

use super::value::{CellId, Coding, Id, Link, Mark, Note, Place, Session, Summary, Verdict, Work};
use crate::text::hash::Fingerprint;

/// A change to [`Work`].
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    SetMark {
        name: char,
        mark: Mark,
    },
    RemoveMark {
        name: char,
    },
    SetCoding {
        id: Id,
        coding: Coding,
    },
    RemoveCoding {
        id: Id,
    },
    SetLink {
        id: Id,
        link: Link,
    },
    RemoveLink {
        id: Id,
    },
    SetNote {
        id: Id,
        note: Note,
    },
    RemoveNote {
        id: Id,
    },
    SetSummary {
        cell: CellId,
        summary: Summary,
    },
    RemoveSummary {
        cell: CellId,
    },
    SetVerdict {
        id: Id,
        verdict: Verdict,
    },
    RemoveVerdict {
        id: Id,
    },
    /// Several changes that the reader made at once: taken back at once, last first.
    Together(Vec<Edit>),
    SetPlace {
        document: String,
        place: Place,
    },
    RemovePlace {
        document: String,
    },
    /// Which text a document had.
    SetText {
        document: String,
        text: Fingerprint,
    },
    RemoveText {
        document: String,
    },
    SetSession(Session),
}

impl Edit {
    /// Whether the reader would expect `u` to take it back. Scrolling is not undone.
    pub fn is_undoable(&self) -> bool {
        !matches!(
            self,
            Self::SetPlace { .. }
                | Self::RemovePlace { .. }
                | Self::SetText { .. }
                | Self::RemoveText { .. }
                | Self::SetSession(_)
        )
    }
}

/// Makes the change and gives the one that takes it back exactly.
#[must_use = "without the inverse the change cannot be undone"]
pub fn apply(work: &mut Work, edit: Edit) -> Edit {
    match edit {
        Edit::SetMark { name, mark } => mark_was(name, work.marks.insert(name, mark)),
        Edit::RemoveMark { name } => mark_was(name, work.marks.remove(&name)),
        Edit::SetCoding { id, coding } => coding_was(id.clone(), work.codings.insert(id, coding)),
        Edit::RemoveCoding { id } => removed(&mut work.codings, id, coding_was),
        Edit::SetLink { id, link } => link_was(id.clone(), work.links.insert(id, link)),
        Edit::RemoveLink { id } => removed(&mut work.links, id, link_was),
        Edit::SetNote { id, note } => note_was(id.clone(), work.notes.insert(id, note)),
        Edit::RemoveNote { id } => removed(&mut work.notes, id, note_was),
        Edit::SetSummary { cell, summary } => summary_was(cell.clone(), work.summaries.insert(cell, summary)),
        Edit::RemoveSummary { cell } => removed(&mut work.summaries, cell, summary_was),
        Edit::SetVerdict { id, verdict } => verdict_was(id.clone(), work.verdicts.insert(id, verdict)),
        Edit::RemoveVerdict { id } => removed(&mut work.verdicts, id, verdict_was),
        Edit::Together(edits) => {
            let mut inverses: Vec<Edit> = edits.into_iter().map(|edit| apply(work, edit)).collect();
            inverses.reverse();
            Edit::Together(inverses)
        }
        Edit::SetPlace { document, place } => {
            let was = work.places.insert(document.clone(), place);
            place_was(document, was)
        }
        Edit::RemovePlace { document } => removed(&mut work.places, document, place_was),
        Edit::SetText { document, text } => {
            let was = work.texts.insert(document.clone(), text);
            text_was(document, was)
        }
        Edit::RemoveText { document } => removed(&mut work.texts, document, text_was),
        Edit::SetSession(session) => Edit::SetSession(std::mem::replace(&mut work.session, session)),
    }
}

/// Removes a value; `inverse` makes the edit that puts back what was there.
fn removed<K: Ord, V>(from: &mut BTreeMap<K, V>, key: K, inverse: fn(K, Option<V>) -> Edit) -> Edit {
    let was = from.remove(&key);
    inverse(key, was)
}

fn mark_was(name: char, was: Option<Mark>) -> Edit {
    match was {
        Some(mark) => Edit::SetMark { name, mark },
        None => Edit::RemoveMark { name },
    }
}

fn coding_was(id: Id, was: Option<Coding>) -> Edit {
    match was {
        Some(coding) => Edit::SetCoding { id, coding },
        None => Edit::RemoveCoding { id },
    }
}

fn link_was(id: Id, was: Option<Link>) -> Edit {
    match was {
        Some(link) => Edit::SetLink { id, link },
        None => Edit::RemoveLink { id },
    }
}

fn note_was(id: Id, was: Option<Note>) -> Edit {
    match was {
        Some(note) => Edit::SetNote { id, note },
        None => Edit::RemoveNote { id },
    }
}

fn summary_was(cell: CellId, was: Option<Summary>) -> Edit {
    match was {
        Some(summary) => Edit::SetSummary { cell, summary },
        None => Edit::RemoveSummary { cell },
    }
}

fn verdict_was(id: Id, was: Option<Verdict>) -> Edit {
    match was {
        Some(verdict) => Edit::SetVerdict { id, verdict },
        None => Edit::RemoveVerdict { id },
    }
}

fn place_was(document: String, was: Option<Place>) -> Edit {
    match was {
        Some(place) => Edit::SetPlace { document, place },
        None => Edit::RemovePlace { document },
    }
}

fn text_was(document: String, was: Option<Fingerprint>) -> Edit {
    match was {
        Some(text) => Edit::SetText { document, text },
        None => Edit::RemoveText { document },
    }
}

/// Makes the change only where it finds what it was meant for: `inverse` is what it must give.
/// Otherwise nothing is changed, and the answer is `false`.
pub fn apply_if_unchanged(work: &mut Work, edit: &Edit, inverse: &Edit) -> bool {
    let got = apply(work, edit.clone());
    let fits = got == *inverse;
    if !fits {
        let _ = apply(work, got);
    }
    fits
}

/// The edits of what was made that lead from one work to another.
pub fn difference(from: &Work, to: &Work) -> Vec<Edit> {
    let mut edits = Vec::new();
    changed(&mut edits, &from.marks, &to.marks, |&name, mark| mark_was(name, mark));
    changed(&mut edits, &from.codings, &to.codings, |id, coding| coding_was(id.clone(), coding));
    changed(&mut edits, &from.links, &to.links, |id, link| link_was(id.clone(), link));
    changed(&mut edits, &from.notes, &to.notes, |id, note| note_was(id.clone(), note));
    changed(&mut edits, &from.summaries, &to.summaries, |cell, text| summary_was(cell.clone(), text));
    changed(&mut edits, &from.verdicts, &to.verdicts, |id, verdict| verdict_was(id.clone(), verdict));
    edits
}

fn changed<K: Ord, V: Clone + PartialEq>(
    edits: &mut Vec<Edit>,
    from: &BTreeMap<K, V>,
    to: &BTreeMap<K, V>,
    becomes: impl Fn(&K, Option<V>) -> Edit,
) {
    let gone = from.keys().filter(|key| !to.contains_key(*key));
    edits.extend(gone.map(|key| becomes(key, None)));
    let new = to.iter().filter(|(key, value)| from.get(*key) != Some(*value));
    edits.extend(new.map(|(key, value)| becomes(key, Some(value.clone()))));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::samples::{edits, makings};

    fn made(edits: Vec<Edit>) -> Work {
        let mut work = Work::default();
        for edit in edits {
            let _ = apply(&mut work, edit);
        }
        work
    }

    proptest! {
        #[test]
        fn edit_then_inverse_is_nothing(before in prop::collection::vec(edits(), 0..20), edit in edits()) {
            let mut work = made(before);
            let was = work.clone();
            let inverse = apply(&mut work, edit.clone());
            let changed = work.clone();
            prop_assert_eq!(apply(&mut work, inverse.clone()), edit.clone());
            prop_assert_eq!(&work, &was);
            prop_assert!(apply_if_unchanged(&mut work, &edit, &inverse));
            prop_assert_eq!(work, changed);
        }

        #[test]
        fn the_difference_leads_from_one_to_the_other(
            from in prop::collection::vec(makings(), 0..20),
            to in prop::collection::vec(makings(), 0..20),
        ) {
            let (mut work, to) = (made(from), made(to));
            let edits = difference(&work, &to);
            let _ = apply(&mut work, Edit::Together(edits));
            prop_assert_eq!(&work, &to);
            prop_assert!(difference(&work, &to).is_empty());
        }
    }

    #[test]
    fn a_change_that_does_not_find_what_it_is_for_is_not_made() {
        let mark = |quote: &str| {
            let anchor = super::super::Anchor { quote: quote.into(), ..Default::default() };
            Edit::SetMark { name: 'a', mark: Mark { anchor, created: None } }
        };
        let mut work = made(vec![mark("other")]);
        let was = work.clone();
        assert!(!apply_if_unchanged(&mut work, &mark("new"), &mark("old")));
        assert_eq!(work, was);
    }
}
