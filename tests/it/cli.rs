//! The command line, by running the real binary.
