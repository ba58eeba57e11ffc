//! The tests that use the crate as a whole, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cli;
mod collection;
mod import;
mod large;
mod matching;
mod store;
mod terminal;
