//! Two programs, or a program and git, changed one file: what is kept. Pure.

use super::record::{Fields, Records};

/// What the file says.
#[derive(Debug)]
pub struct Theirs<'a> {
    /// As it stands there, with fields that we do not know.
    pub written: &'a Records,
    /// As we would write it, which is what can be compared with our own.
    pub understood: &'a Records,
    /// Whether the file is intact, so that what is not in it was deleted on purpose.
    pub whole: bool,
}

/// `base` is what this program last knew, `ours` what it holds now.
///
/// Ours stand for what we changed since, theirs for the rest. What one side deleted goes only
/// when the other did not change it meanwhile. Fields that we do not know are theirs.
pub fn merged(base: &Records, ours: &Records, theirs: &Theirs<'_>) -> Records {
    let kept = theirs.written.iter().filter_map(|(id, written)| {
        let was = base.get(id);
        let fields = match ours.get(id) {
            Some(our) if was != Some(our) => changed_fields(our, written, theirs.understood.get(id)),
            None if was.is_some() && was == theirs.understood.get(id) => return None,
            _ => written.clone(),
        };
        Some((id.clone(), fields))
    });
    // What we did not change and they do not have, they deleted.
    let ours_alone = ours
        .iter()
        .filter(|(id, our)| {
            !theirs.written.contains_key(*id) && (!theirs.whole || base.get(*id) != Some(our))
        })
        .map(|(id, our)| (id.clone(), our.clone()));
    kept.chain(ours_alone).collect()
}

/// Ours, over fields that we do not know; where a field says the same, it stays as they wrote it,
/// with what may be unknown inside it.
fn changed_fields(our: &Fields, written: &Fields, understood: Option<&Fields>) -> Fields {
    let mut fields = written.clone();
    for (name, value) in our {
        if understood.and_then(|fields| fields.get(name)) != Some(value) {
            fields.insert(name.clone(), value.clone());
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// `a1 b2` is a record `a` that says 1 and a record `b` that says 2.
    fn records(text: &str) -> Records {
        text.split_whitespace()
            .map(|word| {
                let (id, says) = word.split_at(1);
                let fields = [("id".to_owned(), id.into()), ("says".to_owned(), says.into())];
                (id.to_owned(), fields.into_iter().collect())
            })
            .collect()
    }

    #[test]
    fn table() {
        for (base, ours, theirs, expect) in [
            ("", "a1", "", "a1"),
            ("", "a1", "b1", "a1 b1"),
            ("a1", "a1", "a1", "a1"),
            ("a1", "a2", "a1", "a2"),
            ("a1", "a1", "a2", "a2"),
            ("a1", "a2", "a3", "a2"),
            ("a1", "", "a1", ""),
            ("a1", "a1", "", ""),
            ("a1", "", "a2", "a2"),
            ("a1", "a2", "", "a2"),
            ("", "a1", "a2", "a1"),
            ("a1 b1", "a1", "a1 b1 c1", "a1 c1"),
        ] {
            let file = records(theirs);
            let got = merged(
                &records(base),
                &records(ours),
                &Theirs { written: &file, understood: &file, whole: true },
            );
            assert_eq!(got, records(expect), "base '{base}', ours '{ours}', theirs '{theirs}'");
        }
    }

    #[test]
    fn what_a_damaged_file_lacks_was_not_deleted() {
        let (base, ours, file) = (records("a1 b1 c1"), records("a1 c1"), records("c1"));
        let theirs = Theirs { written: &file, understood: &file, whole: false };
        assert_eq!(merged(&base, &ours, &theirs), records("a1 c1"));
    }

    #[test]
    fn unknown_fields_stay() {
        let understood = records("a1 b1");
        let mut written = understood.clone();
        for fields in written.values_mut() {
            fields.insert("later".into(), 7.into());
        }
        let theirs = Theirs { written: &written, understood: &understood, whole: true };
        let got = merged(&understood, &records("a2 b1"), &theirs);
        assert_eq!((&got["a"]["later"], &got["a"]["says"]), (&7.into(), &"2".into()));
        assert_eq!(got["b"]["later"], 7);
        let (mut base, mut ours) = (understood.clone(), records("a2 b1"));
        let known = json!({"x": 1});
        for (records, on) in
            [(&mut base, &known), (&mut ours, &known), (&mut written, &json!({"x": 1, "later": 2}))]
        {
            records.entry("a".into()).or_default().insert("on".into(), on.clone());
        }
        let got = merged(&base, &ours, &Theirs { written: &written, understood: &base, whole: true });
        assert_eq!((&got["a"]["says"], &got["a"]["on"]["later"]), (&"2".into(), &2.into()));
        let theirs = Theirs { written: &written, understood: &understood, whole: true };
        let got = merged(&understood, &records("a1"), &theirs);
        assert!(!got.contains_key("b"), "deleted, although it says more than we know");
    }
}
