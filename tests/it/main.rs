//! The one test binary that runs the program as its users do.

mod cli;
