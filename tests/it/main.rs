//! The tests that use the crate as a whole, in one binary.

mod cli;
mod collection;
mod import;
mod keys;
mod lists;
mod matching;
mod panes;
mod properties;
mod reader;
mod screens;
mod sessions;
mod store;
mod support;
mod tables;
mod terminal;
