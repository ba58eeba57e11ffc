//! What the files of a request look like from outside, to notice that they changed without reading
//! them.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::import;

use super::Request;
use super::assemble::OwnFile;

/// Differs when a file that the request names, or one of its folder, has been changed, has come or
/// is gone. Means something only beside another of the same run. `None` for what has no files.
pub fn stamp(request: &Request) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let paths = request.paths.iter().filter(|path| path.as_os_str() != "-");
    let mut any = false;
    for path in paths.chain(&request.originals) {
        any = true;
        if path.is_dir() {
            for (_, own) in OwnFile::ALL.map(|(name, own)| (own, path.join(name))) {
                look(&own, &mut hasher);
            }
            for (file, _) in import::list_folder(path).files {
                look(&file, &mut hasher);
            }
        } else {
            look(path, &mut hasher);
        }
    }
    any.then(|| hasher.finish())
}

fn look(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    if let Ok(found) = fs::metadata(path) {
        (found.ino(), found.len(), found.mtime(), found.mtime_nsec()).hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_seen_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path();
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        write("a.txt", "One.");
        let of = || stamp(&Request { paths: vec![folder.to_owned()], ..Request::default() }).unwrap();
        let mut last = of();
        assert_eq!(of(), last);
        let mut differs = |what: &str| {
            assert_ne!(std::mem::replace(&mut last, of()), of(), "{what}");
        };
        write("a.txt", "One and two.");
        differs("longer");
        write("b.txt", "New.");
        differs("new");
        fs::rename(folder.join("b.txt"), folder.join("c.txt")).unwrap();
        differs("renamed");
        write("collection.toml", "title = \"T\"\n");
        differs("settings");
        fs::remove_file(folder.join("c.txt")).unwrap();
        differs("gone");
        fs::create_dir(folder.join("triptych")).unwrap();
        write("triptych/marks.jsonl", "");
        assert_eq!(of(), last, "the reader's own files are no documents");
    }

    #[test]
    fn what_has_no_files_has_no_stamp() {
        assert_eq!(stamp(&Request::default()), None);
        assert_eq!(stamp(&Request { paths: vec!["-".into()], ..Request::default() }), None);
    }
}
