//! The tests that use the crate as a whole, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "what is skipped is said")]
#![allow(clippy::format_push_string, reason = "fixtures are written as they read")]

mod agreement;
mod analogy;
mod anchors;
mod cli;
mod coding;
mod codings;
mod collection;
mod content;
mod differences;
mod docs;
mod durability;
mod export;
mod hostile;
mod import;
mod keys;
mod large;
mod lists;
mod matching;
mod notes;
mod opening;
mod pairs;
mod panes;
mod parallel;
mod properties;
mod quality;
mod reader;
mod reopen;
mod screens;
mod sessions;
mod store;
mod support;
mod tables;
mod terminal;
mod tidy;
