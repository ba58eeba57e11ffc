//! Where the reader's work lies: in the collection's folder, or in the user's data folder. Asks
//! the environment, and touches no file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::text::hash::fnv1a;

/// Name of the folder in a collection and in the user's data folder.
const FOLDER: &str = "triptych";
/// What the work on the built-in collection lies under.
pub const BUILT_IN: &str = "built-in";
/// Most characters of a folder's own name in its key.
const LONGEST_NAME: usize = 40;

/// For a folder of documents.
pub fn in_collection(collection: &Path) -> PathBuf {
    collection.join(FOLDER)
}

/// For the built-in collection, loose files, and collections that cannot be written. `None` when
/// no home is known: the work can then be held in memory only.
pub fn in_user_data(key: &str) -> Option<PathBuf> {
    user_data(|name| std::env::var_os(name)).map(|data| data.join(FOLDER).join(key))
}

fn user_data(env: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_DATA_HOME").or_else(|| {
        absolute("HOME")?;
        Some(etcetera::choose_base_strategy().ok()?.data_dir()).filter(|path| path.is_absolute())
    })
}

/// A name for a collection's folder in the user's data folder: its own name to be recognised by,
/// and a hash of the path to tell it from others. For loose files, give the folder they lie in.
pub fn key(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(LONGEST_NAME).collect();
    let hash = fnv1a(folder.as_os_str().as_encoded_bytes().iter().copied());
    format!("{}-{hash:016x}", plain.trim_matches('-')).trim_start_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(variables: &[(&str, &str)]) -> Option<PathBuf> {
        user_data(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn the_environment_says_where() {
        assert_eq!(data(&[("XDG_DATA_HOME", "/x/data")]), Some("/x/data".into()));
        assert_eq!(data(&[("XDG_DATA_HOME", "/x/data"), ("HOME", "/h")]), Some("/x/data".into()));
        assert_eq!(data(&[("XDG_DATA_HOME", "data")]), None);
        assert_eq!(data(&[]), None);
    }

    #[test]
    fn keys_are_one_plain_name_and_differ() {
        let key_of = |path: &str| key(Path::new(path));
        assert!(key_of("/a/My papers").starts_with("My-papers-"));
        assert_ne!(key_of("/a/x"), key_of("/b/x"));
        for path in ["/", "/a/..", "/a/\u{1b}]0;x\u{7}", "", "/a/.hidden"] {
            let key = key_of(path);
            assert!(!key.is_empty() && !key.starts_with('.') && !key.contains('/'), "{path}: {key}");
            assert!(!key.chars().any(char::is_control), "{path}: {key}");
        }
    }
}
