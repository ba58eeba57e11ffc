//! What the files of a request look like from outside, to notice that they changed without reading
//! them.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::import;

use super::Request;
use super::assemble::OwnFile;

/// What one file looked like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FileStamp {
    inode: u64,
    length: u64,
    modified: (i64, i64),
    /// Of its metadata, which a program cannot set back: seconds and nanoseconds since 1970.
    changed: (i64, i64),
}

impl FileStamp {
    /// `None` where there is no such file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self {
            inode: found.ino(),
            length: found.len(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        })
    }

    /// Whether the file may be changed at this time or later and look the same.
    pub(super) fn is_after(self, time: SystemTime) -> bool {
        is_after(self.changed, time)
    }
}

/// What the files looked like. Means something only beside another of the same run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Differs when a file that the request names, or one of its folder, has been changed, has come
    /// or is gone.
    look: u64,
    /// When one of them was last changed: seconds and nanoseconds since 1970.
    newest: (i64, i64),
}

/// The clock of files is coarser than that of programs.
const COARSE: Duration = Duration::from_millis(20);

/// Whether what was done at `at`, by the clock of files, may have been done at this time or later.
fn is_after(at: (i64, i64), time: SystemTime) -> bool {
    let time = time.duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(COARSE);
    at >= (time.as_secs().cast_signed(), time.subsec_nanos().into())
}

impl Stamp {
    /// Whether a file may have changed since.
    pub fn is_after(self, time: SystemTime) -> bool {
        is_after(self.newest, time)
    }

    fn look_at(&mut self, path: &Path, hasher: &mut DefaultHasher) {
        path.hash(hasher);
        let Some(file) = FileStamp::of(path) else { return };
        // A change of its metadata alone is none.
        (file.inode, file.length, file.modified).hash(hasher);
        self.newest = self.newest.max(file.changed);
    }
}

/// `None` for what has no files.
pub(super) fn stamp(request: &Request) -> Option<Stamp> {
    let mut hasher = DefaultHasher::new();
    let mut stamp = Stamp { look: 0, newest: (0, 0) };
    let mut any = false;
    for path in request.paths.iter().filter(|path| path.as_os_str() != "-").chain(&request.originals) {
        any = true;
        if path.is_dir() {
            for (name, _) in OwnFile::ALL {
                stamp.look_at(&path.join(name), &mut hasher);
            }
            for (file, _) in import::list_folder(path).files {
                stamp.look_at(&file, &mut hasher);
            }
        } else {
            stamp.look_at(path, &mut hasher);
        }
    }
    stamp.look = hasher.finish();
    any.then_some(stamp)
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
        assert!(last.is_after(SystemTime::now() - Duration::from_mins(10)));
        assert!(!last.is_after(SystemTime::now() + Duration::from_mins(10)));
    }

    #[test]
    fn what_has_no_files_has_no_stamp() {
        assert_eq!(stamp(&Request::default()), None);
        assert_eq!(stamp(&Request { paths: vec!["-".into()], ..Request::default() }), None);
    }
}
