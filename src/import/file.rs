//! Opens documents: regular files only, never one that makes the program wait, never past a cap.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::Path;

use super::ImportError;

/// Most bytes of a file that is read.
pub(super) const MOST_BYTES: u64 = 256 << 20;

/// The whole file.
pub(super) fn read(path: &Path, name: &str) -> Result<Vec<u8>, ImportError> {
    let (file, length) = open(path, name)?;
    if length > MOST_BYTES {
        return Err(too_large(name, length));
    }
    let bytes = take(file, name, length, MOST_BYTES + 1)?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large(name, bytes.len() as u64)) } else { Ok(bytes) }
}

/// The first `most_bytes` of a larger file, and its length; `None` for one that is not larger.
pub(super) fn read_head(
    path: &Path,
    name: &str,
    most_bytes: usize,
) -> Result<Option<(Vec<u8>, u64)>, ImportError> {
    let (file, length) = open(path, name)?;
    let most = most_bytes as u64;
    if length <= most { Ok(None) } else { take(file, name, most, most).map(|bytes| Some((bytes, length))) }
}

/// Opens without waiting: a pipe or device that takes the file's place is opened and refused.
fn open(path: &Path, name: &str) -> Result<(File, u64), ImportError> {
    let io = |source| ImportError::Io { name: name.to_owned(), source };
    if !path.metadata().map_err(io)?.is_file() {
        return Err(ImportError::NotAFile { name: name.to_owned() });
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if metadata.is_file() {
        Ok((file, metadata.len()))
    } else {
        Err(ImportError::NotAFile { name: name.to_owned() })
    }
}

fn take(file: File, name: &str, expected: u64, most: u64) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(most)).unwrap_or(0));
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(|source| ImportError::Io { name: name.to_owned(), source })?;
    Ok(bytes)
}

fn too_large(name: &str, length: u64) -> ImportError {
    ImportError::TooLarge { name: name.to_owned(), mebibytes: length >> 20, most: MOST_BYTES >> 20 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "one\ntwo\n").expect("writes");
        assert_eq!(read(&path, "a.txt").expect("reads"), b"one\ntwo\n");
        assert_eq!(read_head(&path, "a.txt", 4).expect("reads"), Some((b"one\n".to_vec(), 8)));
        assert_eq!(read_head(&path, "a.txt", 8).expect("reads"), None);
        assert!(matches!(read(folder.path(), "x"), Err(ImportError::NotAFile { .. })));
        assert!(matches!(read(Path::new("/dev/zero"), "x"), Err(ImportError::NotAFile { .. })));
        assert!(matches!(read(&folder.path().join("b"), "b"), Err(ImportError::Io { .. })));
    }

    #[test]
    fn a_file_above_the_cap_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("big.txt");
        File::create(&path).and_then(|file| file.set_len(MOST_BYTES + 1)).expect("makes a sparse file");
        let error = read(&path, "big.txt").expect_err("too large");
        assert!(error.to_string().contains("at most 256 MiB"), "{error}");
    }
}
