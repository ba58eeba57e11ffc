//! State, commands and update: what the program is doing, with no I/O and no drawing.

pub mod event;
pub mod key;

pub use event::{Effect, Event, Mouse, MouseKind};
pub use key::{Key, KeyCode};
