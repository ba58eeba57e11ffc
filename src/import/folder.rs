//! Which files of a folder are documents. Follows no link that leads out of it.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{guard, sniff};

mod natural;

/// Most documents of one folder.
const MOST_FILES: usize = 20_000;
/// Most entries that are looked at, so that a walk of a whole disk ends.
const MOST_ENTRIES: usize = 400_000;
/// The reader's own folder in a collection, and the file that describes it.
const OWN_FOLDER: &str = "triptych";
const OWN_FILE: &str = "collection.toml";

/// The documents of a folder in the order of their names (`part 2` before `part 10`), and what was left out and why.
#[derive(Debug, Default)]
pub struct FolderListing {
    /// Path, and name relative to the folder with `/`.
    pub files: Vec<(PathBuf, String)>,
    pub problems: Vec<String>,
}

/// Documents in `path` and the folders in it, hidden ones and the reader's own left out. A folder
/// that the system cannot even close again (the standard library panics there) is a problem, too.
pub fn list_folder(path: &Path) -> FolderListing {
    guard::run(&path.to_string_lossy(), "folder", || walk_folder(path)).unwrap_or_else(|_| FolderListing {
        problems: vec![format!("cannot list {}: the system failed", path.display())],
        ..FolderListing::default()
    })
}

fn walk_folder(path: &Path) -> FolderListing {
    let mut listing = FolderListing::default();
    let walk = WalkBuilder::new(path)
        .standard_filters(false)
        .hidden(true)
        .follow_links(false)
        .sort_by_file_name(natural::by_number)
        .filter_entry(|entry| entry.depth() == 0 || !is_own(entry))
        .build();
    let root = path.canonicalize().ok();
    for (count, entry) in walk.enumerate() {
        if listing.files.len() >= MOST_FILES || count >= MOST_ENTRIES {
            listing.problems.push(format!("only the first {} documents are taken", listing.files.len()));
            break;
        }
        match entry {
            Ok(entry) => listing.add(path, root.as_deref(), &entry),
            Err(error) => listing.problems.push(unreadable(&error)),
        }
    }
    listing
}

impl FolderListing {
    fn add(&mut self, folder: &Path, root: Option<&Path>, entry: &DirEntry) {
        let Some(name) = relative_name(folder, entry.path()) else { return };
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() {
            return;
        }
        if let Some(format) = sniff::not_yet(&name) {
            self.problems
                .push(format!("{name}: {format} is not read yet: save it as text, Markdown or HTML"));
        } else if sniff::is_document_name(&name) {
            if kind.is_symlink() && !leads_inside(entry.path(), root) {
                self.problems
                    .push(format!("{name}: left out, the link does not lead to a file of this folder"));
            } else if !kind.is_file() && !kind.is_symlink() {
                self.problems.push(format!("{name}: left out, it is no regular file"));
            } else if sniff::ending(&name) != "tsv" || begins_as_table(entry.path()) {
                self.files.push((entry.path().to_owned(), name));
            }
        }
    }
}

/// Names the folder or file at which the walk failed, once.
fn unreadable(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithDepth { err, .. } => unreadable(err),
        ignore::Error::WithPath { path, err } => match err.io_error() {
            Some(error) => format!("cannot read {}: {}", path.display(), error.kind()),
            None => format!("{}: {err}", path.display()),
        },
        error => error.to_string(),
    }
}

fn is_own(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    name == OWN_FOLDER || name == OWN_FILE
}

fn relative_name(folder: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(folder).ok()?;
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a link leads to a regular file in the folder. One to a file that is listed anyway is
/// no document of its own, but no harm either.
fn leads_inside(path: &Path, root: Option<&Path>) -> bool {
    let target = path.canonicalize().ok().filter(|target| target.is_file());
    target.zip(root).is_some_and(|(target, root)| target.starts_with(root))
}

/// Whether a regular file begins with the first line of a table of passages.
fn begins_as_table(path: &Path) -> bool {
    if !path.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let mut head = Vec::new();
    let most = sniff::TABLE_HEAD.len() as u64 + 8;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let line = head.trim_start_matches('\u{feff}').lines().next().unwrap_or("");
    read.is_ok() && line.trim_end() == sniff::TABLE_HEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_in_order_and_problems_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for name in ["b.txt", "a.md", ".hidden.txt", "collection.toml", "c.pdf", "d.tsv", "e.tsv", "f.png"] {
            let text = if name == "e.tsv" { "id\tdoc\torder\ttext\n" } else { "x\ty\n" };
            std::fs::write(root.join(name), text).expect("writes");
        }
        for name in ["triptych", "sub"] {
            std::fs::create_dir(root.join(name)).expect("makes a folder");
            std::fs::write(root.join(name).join("g.txt"), "x").expect("writes");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/passwd", root.join("out.txt")).expect("links");
            std::os::unix::fs::symlink("..", root.join("sub/loop")).expect("links");
        }
        let listing = list_folder(root);
        let names: Vec<&str> = listing.files.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["a.md", "b.txt", "e.tsv", "sub/g.txt"]);
        assert!(listing.problems.iter().any(|line| line.starts_with("c.pdf: PDF is not read yet")));
        #[cfg(unix)]
        assert!(listing.problems.iter().any(|line| line.starts_with("out.txt: left out")));
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_problem() {
        let listing = list_folder(Path::new("/no/such/folder"));
        assert!(listing.files.is_empty() && listing.problems.len() == 1);
    }
}
