//! Where the reader's work on what is opened lies.

use std::path::PathBuf;

use crate::store::{WorkFolders, location};

/// A folder's in the folder; what concerns the built-in collection and loose files, with the user.
pub fn work_folders(paths: &[PathBuf]) -> WorkFolders {
    // However the path is written, it is the same place.
    let absolute = |path: &PathBuf| {
        let real = path.canonicalize().or_else(|_| std::path::absolute(path));
        real.unwrap_or_else(|_| path.clone())
    };
    match paths {
        [] => WorkFolders { user: location::in_user_data(location::BUILT_IN), ..WorkFolders::default() },
        [folder] if folder.is_dir() => WorkFolders {
            collection: Some(location::in_collection(folder)),
            user: location::in_user_data(&location::key(&absolute(folder))),
            beside: None,
        },
        [first, ..] => {
            let parent = absolute(first).parent().map(PathBuf::from).unwrap_or_default();
            // Not the folder's own place: opening the folder must not touch it.
            let key = format!("files-{}", location::key(&parent));
            WorkFolders { collection: None, user: location::in_user_data(&key), beside: Some(parent) }
        }
    }
}
