//! The one test binary: the library through its own doors, and the program as its users run it.

mod cli;
mod collection;
mod import;
mod store;
