//! What was taken in is a step like any other: taken back, it leaves no trace.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::exchange::samples::{collection, works};
use crate::store::samples::makings;
use crate::store::{Change, Edit, Found, Outcome, WorkFolders, apply};

/// What the reader does: makes something, or takes in another's work, whose word may count more.
#[derive(Clone, Debug)]
enum Action {
    Make(Box<Edit>),
    Import(Box<Work>, bool),
}

fn actions() -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => makings().prop_map(|edit| Action::Make(Box::new(edit))),
        1 => (works(), any::<bool>()).prop_map(|(work, replace)| Action::Import(Box::new(work), replace)),
    ]
}

/// The files with something in them: of nothing, only the first line is left.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let texts = entries.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read_to_string(entry.path()).unwrap())
    });
    texts.filter(|(_, text)| text.lines().count() > 1).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::with_cases(4) })]

    #[test]
    fn taking_200_actions_back_gives_the_exact_files_of_before_imports_among_them(
        first in works(),
        actions in prop::collection::vec((actions(), 0..40_u8), 200),
    ) {
        let (home, collection) = (tempfile::tempdir().unwrap(), collection());
        let folder = home.path().join("triptych");
        let user = home.path().join("user");
        let read = || Found::read(&WorkFolders { collection: Some(folder.clone()), user: Some(user.clone()), beside: None });
        let mut found = read();
        let take = |found: &mut Found, edit: Edit, id: String| {
            let change = found.history.apply(&mut found.work, edit, id);
            found.stores.as_mut().unwrap().take(change);
        };
        if let Some(edit) = arrival(&collection, &found.work, &first, false).edit {
            let inverse = apply(&mut found.work, edit.clone());
            found.stores.as_mut().unwrap().take(Change { edit, inverse, turn: None });
        }
        prop_assert!(found.stores.as_mut().unwrap().save().0.made.is_ok());
        let before = if folder.exists() { texts(&folder) } else { BTreeMap::new() };
        let mut imported = 0;
        for (at, (action, chance)) in actions.into_iter().enumerate() {
            let edit = match action {
                Action::Make(edit) => Some(*edit),
                Action::Import(work, replace) => arrival(&collection, &found.work, &work, replace).edit,
            };
            if let Some(edit) = edit {
                imported += usize::from(matches!(&edit, Edit::Together(all) if all.len() > 1));
                take(&mut found, edit, at.to_string());
            }
            // Now and then the program ends and starts again.
            if chance < 2 {
                prop_assert!(found.stores.as_mut().unwrap().save().0.made.is_ok());
                found = read();
                prop_assert_eq!(&found.messages, &[""; 0]);
            }
        }
        prop_assert!(imported > 0);
        let after = found.work.clone();
        loop {
            match found.history.undo(&mut found.work) {
                Outcome::Changed(change) => found.stores.as_mut().unwrap().take(*change),
                Outcome::Nothing => break,
                Outcome::Refused(step) => prop_assert!(false, "{:?}", step),
            }
        }
        prop_assert!(found.stores.as_mut().unwrap().save().0.made.is_ok());
        prop_assert_eq!(texts(&folder), before);
        let Found { mut work, mut history, .. } = read();
        while let Outcome::Changed(_) = history.redo(&mut work) {}
        prop_assert!(work == after);
    }
}
