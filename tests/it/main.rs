//! Tests of the whole, from outside.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod terminal;
