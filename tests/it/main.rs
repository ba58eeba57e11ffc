//! The tests that use the crate as a whole, in one binary.

mod cli;
mod collection;
mod import;
mod matching;
mod store;
mod terminal;
