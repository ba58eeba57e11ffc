//! What was measured, and when.

use std::process::Command;

/// `Measured on 2026-01-31 at commit 0123456789`, with `-dirty` where files differ from it.
pub(crate) fn measured() -> String {
    let described = Command::new("git").args(["describe", "--always", "--dirty", "--abbrev=10"]).output();
    let commit = described.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let commit = commit.unwrap_or_else(|_| "unknown".to_owned());
    format!("Measured on {} at commit {commit}", jiff::Timestamp::now().strftime("%Y-%m-%d"))
}
