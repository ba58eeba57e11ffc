//! The one closed list of changes to the reader's work, each with its inverse, and undo and redo.

use std::collections::BTreeMap;

use super::value::{CellId, Coding, Id, Link, Mark, Note, Place, Session, Summary, Verdict, Work};

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
    SetSession(Session),
}

impl Edit {
    /// Whether the reader would expect `u` to take it back. Scrolling is not undone.
    pub fn is_undoable(&self) -> bool {
        !matches!(self, Self::SetPlace { .. } | Self::RemovePlace { .. } | Self::SetSession(_))
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

/// What can be undone and redone, without limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    undo: Vec<Edit>,
    redo: Vec<Edit>,
}

impl History {
    /// Makes a change that the reader asked for. What was undone before cannot be redone any more.
    pub fn apply(&mut self, work: &mut Work, edit: Edit) {
        let undoable = edit.is_undoable();
        let inverse = apply(work, edit);
        if undoable {
            self.undo.push(inverse);
            self.redo.clear();
        }
    }

    /// Takes the last change back and gives the edit that did so, for a message; `None` when
    /// there is nothing left.
    pub fn undo(&mut self, work: &mut Work) -> Option<Edit> {
        let edit = self.undo.pop()?;
        self.redo.push(apply(work, edit.clone()));
        Some(edit)
    }

    /// Makes the change again that was last undone.
    pub fn redo(&mut self, work: &mut Work) -> Option<Edit> {
        let edit = self.redo.pop()?;
        self.undo.push(apply(work, edit.clone()));
        Some(edit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::anchor::Anchor;

    fn mark(quote: &str) -> Mark {
        Mark { anchor: Anchor { quote: quote.into(), ..Anchor::default() }, created: None }
    }

    fn edits() -> impl Strategy<Value = Edit> {
        prop_oneof![
            ("[a-d]", "[a-z]{3}").prop_map(|(name, quote)| {
                Edit::SetMark { name: name.chars().next().unwrap(), mark: mark(&quote) }
            }),
            "[a-d]".prop_map(|name| Edit::RemoveMark { name: name.chars().next().unwrap() }),
            ("[xyz]", 0..9_u32).prop_map(|(document, paragraph)| {
                Edit::SetPlace { document, place: Place { paragraph, ..Place::default() } }
            }),
            "[xyz]".prop_map(|document| Edit::RemovePlace { document }),
            "[a-z]{2}".prop_map(|view| Edit::SetSession(Session { view, ..Session::default() })),
        ]
    }

    proptest! {
        #[test]
        fn edit_then_inverse_is_nothing(before in prop::collection::vec(edits(), 0..20), edit in edits()) {
            let mut work = Work::default();
            for edit in before {
                let _ = apply(&mut work, edit);
            }
            let was = work.clone();
            let inverse = apply(&mut work, edit);
            let _ = apply(&mut work, inverse);
            prop_assert_eq!(work, was);
        }

        #[test]
        fn undo_of_all_gives_the_marks_of_before_and_redo_those_of_after(
            all in prop::collection::vec(edits(), 0..200),
        ) {
            let (mut work, mut history) = (Work::default(), History::default());
            for edit in all {
                history.apply(&mut work, edit);
            }
            let after = work.clone();
            while history.undo(&mut work).is_some() {}
            prop_assert!(work.marks.is_empty());
            prop_assert_eq!(&work.places, &after.places);
            while history.redo(&mut work).is_some() {}
            prop_assert_eq!(work, after);
        }
    }

    #[test]
    fn a_new_change_ends_redo() {
        let (mut work, mut history) = (Work::default(), History::default());
        history.apply(&mut work, Edit::SetMark { name: 'a', mark: mark("one") });
        history.undo(&mut work);
        history.apply(&mut work, Edit::SetMark { name: 'b', mark: mark("two") });
        assert_eq!(history.redo(&mut work), None);
        assert_eq!(work.marks.keys().collect::<String>(), "b");
    }
}
