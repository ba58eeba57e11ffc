//! The file that a subcommand writes to: made whole or not at all, never in the place of another
//! unless that was asked for, and never through a link.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, bail, ensure};

/// Writes the file beside its place and puts it there.
pub(super) fn write(path: &Path, bytes: &[u8], force: bool) -> anyhow::Result<()> {
    let shown = path.display();
    if let Ok(there) = fs::symlink_metadata(path) {
        ensure!(!there.is_symlink(), "{shown} is a link: name the file itself");
        ensure!(there.is_file(), "{shown} is no file that could be written");
        ensure!(force, "{shown} is there already: choose another name, or replace it with --force");
    }
    ensure!(path.file_name().is_some(), "{shown} names no file");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<tempfile::NamedTempFile> {
        let mut file = tempfile::Builder::new()
            .prefix(".triptych-")
            .suffix(".tmp")
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    let file = write().with_context(|| format!("{shown} cannot be written"))?;
    let placed = if force { file.persist(path) } else { file.persist_noclobber(path) };
    if let Err(error) = placed {
        bail!("{shown} cannot be written: {}", error.error);
    }
    Ok(())
}
