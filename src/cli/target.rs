//! The file that a subcommand writes to.

use std::path::Path;

use anyhow::anyhow;

use crate::store::{self, StoreError};

/// Makes the file whole or not at all, in the place of another only with `--force`, and never
/// through a link.
pub(super) fn write(path: &Path, bytes: &[u8], force: bool) -> anyhow::Result<()> {
    store::write_named(path, bytes, force).map_err(|error| match error {
        StoreError::Exists { .. } => {
            anyhow!("{error}: choose another name, or replace it with --force")
        }
        other => other.into(),
    })
}
