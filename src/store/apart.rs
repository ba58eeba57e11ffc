//! What the reader made on a collection whose own files cannot be written, kept apart from them: only
//! what is other than there, so that what others do there goes on to count. Pure.
//!
//! Each record kept apart says what it stands in the place of. So both sides can be merged, however
//! late, and what one of them removed does not come back.

use serde_json::Value;

use super::merge::{Theirs, merged};
use super::record::{Fields, Kind, Records};
use super::value::Work;

/// The field with the collection's record in whose place this one stands; `null` where there is none.
const INSTEAD_OF: &str = "instead_of";
/// The field that says whether the reader removed that record.
const REMOVED: &str = "removed";

/// How records stand for the work.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    Whole,
    /// As what is other than these records.
    Apart(&'a Records),
}

impl Form<'_> {
    /// The records that stand for the work.
    pub fn records(self, kind: Kind, work: &Work) -> Records {
        let ours = kind.records(work);
        match self {
            Self::Whole => ours,
            Self::Apart(beneath) => apart(&ours, beneath),
        }
    }

    /// The work that the records stand for.
    pub fn work(self, kind: Kind, records: &Records) -> Work {
        let mut work = Work::default();
        self.load(kind, records, &mut work);
        work
    }

    /// Adds what the records stand for to the work.
    pub fn load(self, kind: Kind, records: &Records, work: &mut Work) {
        let mut load = |records: &Records| {
            for fields in records.values() {
                kind.load(fields, work);
            }
        };
        match self {
            Self::Whole => load(records),
            Self::Apart(beneath) => load(&laid(records, beneath)),
        }
    }

    /// The records as this program would write them.
    pub fn understood(self, kind: Kind, records: &Records) -> Records {
        let known = |records: &Records| kind.records(&kind.work(records));
        match self {
            Self::Whole => known(records),
            Self::Apart(_) => {
                let was = known(&instead_of(records));
                let mark = |(id, fields): (String, Fields)| {
                    let is_removed = records.get(&id).is_some_and(is_removed);
                    (id.clone(), marked(&fields, was.get(&id), is_removed))
                };
                known(records).into_iter().map(mark).collect()
            }
        }
    }
}

/// What of ours is other than what lies beneath.
fn apart(ours: &Records, beneath: &Records) -> Records {
    let changed = ours.iter().filter(|(id, our)| beneath.get(*id) != Some(*our));
    let changed = changed.map(|(id, our)| (id.clone(), marked(our, beneath.get(id), false)));
    let removed = beneath.iter().filter(|(id, _)| !ours.contains_key(*id));
    let removed = removed.map(|(id, was)| (id.clone(), marked(was, Some(was), true)));
    changed.chain(removed).collect()
}

/// What lies beneath, with the reader's own over it, whatever became of it meanwhile.
fn laid(apart: &Records, beneath: &Records) -> Records {
    let ours = apart.iter().filter(|(_, fields)| !is_removed(fields));
    let ours = ours.map(|(id, fields)| (id.clone(), plain(fields))).collect();
    merged(&instead_of(apart), &ours, &Theirs { written: beneath, understood: beneath, whole: false })
}

fn marked(fields: &Fields, was: Option<&Fields>, is_removed: bool) -> Fields {
    let mut fields = fields.clone();
    fields.insert(INSTEAD_OF.to_owned(), was.cloned().map_or(Value::Null, Value::Object));
    fields.insert(REMOVED.to_owned(), is_removed.into());
    fields
}

fn plain(fields: &Fields) -> Fields {
    let ours = |name: &&String| !matches!(name.as_str(), INSTEAD_OF | REMOVED);
    fields.keys().filter(ours).map(|name| (name.clone(), fields[name].clone())).collect()
}

fn is_removed(fields: &Fields) -> bool {
    fields.get(REMOVED) == Some(&Value::Bool(true))
}

/// The records in whose place those kept apart stand.
fn instead_of(apart: &Records) -> Records {
    let was = |(id, fields): (&String, &Fields)| match fields.get(INSTEAD_OF) {
        Some(Value::Object(was)) => Some((id.clone(), was.clone())),
        _ => None,
    };
    apart.iter().filter_map(was).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::anchor::Anchor;
    use crate::store::value::Mark;

    /// `a1 b2` is a mark `a` on the word 1 and a mark `b` on the word 2.
    fn marks(text: &str) -> Work {
        let mark = |word: &str| {
            let anchor = Anchor { document: "d".into(), quote: word[1..].into(), ..Anchor::default() };
            (word.chars().next().unwrap(), Mark { anchor, created: None })
        };
        Work { marks: text.split_whitespace().map(mark).collect(), ..Work::default() }
    }

    fn records(text: &str) -> Records {
        Kind::Marks.records(&marks(text))
    }

    #[test]
    fn both_sides_count_whatever_either_did_meanwhile() {
        for (was, ours, now, expect) in [
            ("a1", "a1", "a1", "a1"),
            ("a1", "a1 b1", "a1", "a1 b1"),
            ("a1", "a1", "a2", "a2"),
            ("a1", "a1", "", ""),
            ("a1", "a1 b1", "c1", "b1 c1"),
            ("a1", "", "a1 b1", "b1"),
            ("a1", "", "a2", "a2"),
            ("a1", "", "", ""),
            ("a1", "a2", "a1", "a2"),
            ("a1", "a2", "a3", "a2"),
            ("a1", "a2", "", "a2"),
            ("", "a1", "a2", "a1"),
        ] {
            let (was, now) = (records(was), records(now));
            let kept = Form::Apart(&was).records(Kind::Marks, &marks(ours));
            let form = Form::Apart(&now);
            assert_eq!(form.understood(Kind::Marks, &kept), kept, "it is read as it was written");
            let got = form.work(Kind::Marks, &kept);
            assert_eq!(got, marks(expect), "of {was:?} was made {ours:?}; now there is {now:?}");
            let again = form.records(Kind::Marks, &got);
            assert_eq!(form.work(Kind::Marks, &again), got, "the same when it is kept anew");
        }
    }

    #[test]
    fn what_is_as_it_is_there_is_not_kept() {
        let beneath = records("a1 b1 c1");
        let kept = Form::Apart(&beneath).records(Kind::Marks, &marks("a1 b2 d1"));
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["b", "c", "d"]);
        assert!(Form::Apart(&beneath).records(Kind::Marks, &marks("a1 b1 c1")).is_empty());
    }
}
