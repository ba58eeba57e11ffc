//! Reading what lies in a folder of sets.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// What lies in a folder, in order of names.
pub(crate) fn listed(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

pub(crate) fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| file.display().to_string())
}

/// Cells of each line of a table without its header, which begins with this cell.
pub(crate) fn rows<'a>(text: &'a str, header: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(move |row| row[0] != header)
}
