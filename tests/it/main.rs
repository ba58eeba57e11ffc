//! Tests of the whole, through the library's own doors.

mod collection;
mod matching;
