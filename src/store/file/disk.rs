//! Files of the store, one by one: read bounded, written whole, kept aside, locked. Follows no
//! link and opens nothing that is no regular file.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{Access, OFlags};
use tempfile::NamedTempFile;

use super::StoreError;

/// A larger file is none of ours.
const LARGEST_FILE: u64 = 256 << 20;
const LOCK_FILE: &str = ".lock";
const LOCK_TRIES: u32 = 1_000;
const LOCK_PAUSE: Duration = Duration::from_millis(10);
const TEMPORARY: (&str, &str) = (".triptych-", ".tmp");
/// Who may read a new file and write it: whoever the user's mask lets, or the user alone.
const FOR_ALL: u32 = 0o666;
const FOR_ONESELF: u32 = 0o600;
/// What git is told of the files beside them.
const GIT_FILES: [(&str, &str); 2] =
    [(".gitattributes", "*.jsonl merge=union\n"), (".gitignore", ".lock\n.pending.jsonl\n.triptych-*.tmp\n")];
/// Copies of a damaged file beyond which no more are made.
const MOST_COPIES: u32 = 10_000;

/// A copy of a damaged file.
pub struct Kept {
    pub path: PathBuf,
    /// Whether it was made just now.
    pub is_new: bool,
}

fn failed(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io { what, path, source }
}

/// Refuses a folder that is a link, as it may lead out of the collection, and one whose files are
/// nobody's to reach.
pub fn check_folder(folder: &Path) -> Result<(), StoreError> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => {
            rustix::fs::access(folder, Access::EXEC_OK).map_err(|error| failed("read", folder)(error.into()))
        }
        Ok(_) => Err(StoreError::Refused { path: folder.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed("read", folder)(error)),
    }
}

/// The bytes of a file; `None` when there is none.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("read", path)(error)),
        Ok(found) if !found.is_file() => return Err(StoreError::Refused { path: path.to_owned() }),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    plain(OpenOptions::new().read(true), path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(failed("read", path))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(failed("read", path)(io::ErrorKind::FileTooLarge.into()));
    }
    Ok(Some(bytes))
}

/// Tells a file from what it was before: which one it is, how long, and when it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    inode: u64,
    length: u64,
    modified: (i64, i64),
    /// Of its metadata, which a program cannot set back.
    changed: (i64, i64),
}

/// `None` when there is no such file.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::symlink_metadata(path).ok()?;
    Some(Stamp {
        inode: found.ino(),
        length: found.len(),
        modified: (found.mtime(), found.mtime_nsec()),
        changed: (found.ctime(), found.ctime_nsec()),
    })
}

/// Opens a regular file without following a link at its end, and without waiting for a pipe.
fn plain(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = options.custom_flags(flags.bits().cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Puts the bytes in the place of the file, durably: a new file is written and synced, then takes
/// the name, then the folder is synced.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace(path, bytes).map_err(failed("write", path))
}

/// Writes a file that the reader named, whole and durably. Another file gives its place up only
/// where that is asked for; what is no plain file never does, and no link is followed.
pub fn write_named(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), StoreError> {
    let refused = || StoreError::Refused { path: path.to_owned() };
    let exists = || StoreError::Exists { path: path.to_owned() };
    let folder = folder_of(path).filter(|_| path.file_name().is_some()).ok_or_else(refused)?;
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(refused()),
        Ok(_) if !replaces => return Err(exists()),
        _ => {}
    }
    if !folder.is_dir() {
        return Err(StoreError::NoFolder { folder: folder.to_owned() });
    }
    let written = if replaces { replace(path, bytes) } else { write_new(path, bytes, FOR_ALL) };
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(),
        _ => failed("write", path)(error),
    })
}

/// The folder that a file lies in.
fn folder_of(path: &Path) -> Option<&Path> {
    let folder = path.parent()?;
    Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

/// A new file in the folder, which has no name yet that anybody knows.
fn temporary_in(folder: &Path, mode: u32) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(TEMPORARY.0)
        .suffix(TEMPORARY.1)
        .permissions(fs::Permissions::from_mode(mode))
        .tempfile_in(folder)
}

/// A file with all its bytes on the disk that has not got its name yet.
#[derive(Debug)]
pub struct Unnamed {
    file: NamedTempFile,
    path: PathBuf,
}

impl Unnamed {
    /// Puts it in the place of the file before. Durable once the folder is synced.
    pub fn take_place(self) -> Result<(), StoreError> {
        let Self { file, path } = self;
        file.persist(&path).map(drop).map_err(|error| failed("write", &path)(error.error))
    }
}

/// Writes a file that is to take the place of another with [`Unnamed::take_place`]. One that could not
/// be read again never does.
pub fn prepare(path: &Path, bytes: &[u8]) -> Result<Unnamed, StoreError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(StoreError::TooLarge { path: path.to_owned() });
    }
    let file = replacement(path, bytes).map_err(failed("write", path))?;
    Ok(Unnamed { file, path: path.to_owned() })
}

/// Has the names in a folder on the disk.
pub fn sync_names(folder: &Path) -> Result<(), StoreError> {
    sync_folder(folder).map_err(failed("write", folder))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path).ok_or(io::ErrorKind::InvalidInput)?;
    replacement(path, bytes)?.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// A new file beside another, with its permissions.
fn replacement(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = folder_of(path).ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = temporary_in(folder, FOR_ALL)?;
    if let Ok(old) = fs::symlink_metadata(path) {
        if old.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        file.as_file().set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Adds lines at the end of a file, durably. A line that a program left unfinished stays one.
pub fn append(path: &Path, lines: &str) -> Result<(), StoreError> {
    let add = || {
        let is_new = fs::symlink_metadata(path).is_err();
        let mut file = plain(OpenOptions::new().read(true).append(true).create(true), path)?;
        let length = file.metadata()?.len();
        let mut last = [b'\n'];
        if length > 0 {
            file.read_exact_at(&mut last, length - 1)?;
        }
        let start = if last == *b"\n" { "" } else { "\n" };
        file.write_all(format!("{start}{lines}").as_bytes())?;
        file.sync_data()?;
        let folder = path.parent().filter(|_| is_new);
        folder.map_or(Ok(()), sync_folder)
    };
    add().map_err(failed("write", path))
}

/// Makes the folder and those above it, durably.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    check_folder(folder)?;
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    for folder in missing.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(failed("make", folder)(error));
            }
            _ => {}
        }
        sync_folder(folder_of(folder).unwrap_or(folder)).map_err(failed("make", folder))?;
    }
    Ok(())
}

/// Files for git in a folder that is there: each record is a line of its own, so that two who add some
/// have no conflict; what is there for a moment stays out. Nothing else depends on them.
pub fn prepare_for_git(folder: &Path) {
    for (name, text) in GIT_FILES {
        if folder.exists() && stamp(&folder.join(name)).is_none() {
            let _ = write(&folder.join(name), text.as_bytes());
        }
    }
}

/// Whether git is there and was told nothing of the files in a folder, as is so where they were made
/// without it. Where the reader took one of its files away, another still tells.
pub fn is_unknown_to_git(folder: &Path) -> bool {
    let is_there = |folder: &Path| folder.join(".git").exists();
    GIT_FILES.iter().all(|(name, _)| stamp(&folder.join(name)).is_none())
        && fs::canonicalize(folder).is_ok_and(|folder| folder.ancestors().any(is_there))
}

/// Whether a file could be made in the folder, or the folder made. Asks, and makes nothing.
pub fn is_writable(folder: &Path) -> bool {
    if check_folder(folder).is_err() {
        return false;
    }
    let nearest = folder.ancestors().find(|folder| folder.exists());
    let nearest = nearest.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    rustix::fs::access(nearest, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Copies damaged bytes beside the file under the next free number, unless a copy has them.
pub fn keep_aside(path: &Path, bytes: &[u8]) -> Result<Kept, StoreError> {
    for number in 1..=MOST_COPIES {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{number}"));
        let copy = PathBuf::from(name);
        match read(&copy) {
            Ok(Some(kept)) if kept == bytes => return Ok(Kept { path: copy, is_new: false }),
            Ok(None) => {
                return write_new(&copy, bytes, FOR_ONESELF)
                    .map(|()| Kept { path: copy.clone(), is_new: true })
                    .map_err(failed("keep the damaged file as", &copy));
            }
            _ => {}
        }
    }
    Err(failed("keep aside", path)(io::ErrorKind::QuotaExceeded.into()))
}

/// As [`replace`], but takes no other file's place.
fn write_new(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let folder = folder_of(path).ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = temporary_in(folder, mode)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Held while the folder's files are read, merged and written. The kernel frees it when the
/// program ends in any way; what the lock file says means nothing.
pub struct Lock {
    _file: File,
}

pub fn lock(folder: &Path) -> Result<Lock, StoreError> {
    let path = folder.join(LOCK_FILE);
    let file = plain(OpenOptions::new().read(true).write(true).create(true), &path)
        .map_err(failed("open", &path))?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => {
                remove_leftovers(folder);
                return Ok(Lock { _file: file });
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            // A file system without locks: a file is still whole, and two programs rare.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(Lock { _file: file });
            }
            Err(TryLockError::Error(error)) => return Err(failed("lock", &path)(error)),
        }
    }
    Err(StoreError::Busy { folder: folder.to_owned() })
}

/// Removes what a program that was killed while saving left half written. Under the lock nobody
/// else is writing.
fn remove_leftovers(folder: &Path) {
    for name in names_in(folder) {
        let bytes = name.as_bytes();
        if bytes.starts_with(TEMPORARY.0.as_bytes()) && bytes.ends_with(TEMPORARY.1.as_bytes()) {
            // Nothing depends on it: it is tried again at the next saving.
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

/// The names in a folder, as far as it can be listed.
///
/// Listed by `rustix`: the standard library's listing panics when closing the folder fails.
pub fn names_in(folder: &Path) -> Vec<OsString> {
    let listing = File::open(folder).and_then(|file| Ok(rustix::fs::Dir::new(file)?));
    let entries = listing.into_iter().flatten().flatten();
    entries.map(|entry| OsStr::from_bytes(entry.file_name().to_bytes()).to_owned()).collect()
}

/// Locks a file until what is returned is dropped; `None` when another program has it locked.
pub fn hold(path: &Path) -> Option<File> {
    let file = plain(OpenOptions::new().read(true), path).ok()?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => None,
        // A file system without locks: nobody can have locked it.
        Ok(()) | Err(TryLockError::Error(_)) => Some(file),
    }
}

/// As [`write`], but for the user alone to read, and locked until what is returned is dropped: at no
/// moment has it its name and is not locked.
pub fn write_held(path: &Path, bytes: &[u8]) -> Result<File, StoreError> {
    let write = || {
        let folder = folder_of(path).ok_or(io::ErrorKind::InvalidInput)?;
        let mut file = temporary_in(folder, FOR_ONESELF)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        // A file system without locks keeps it all the same.
        let _ = file.as_file().try_lock();
        let file = file.persist(path).map_err(|error| error.error)?;
        sync_folder(folder)?;
        Ok(file)
    };
    write().map_err(failed("write", path))
}

/// Removes a file; that there is none is no error.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}
