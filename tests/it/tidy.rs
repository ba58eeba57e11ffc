//! What holds the shape of the project, read from its own files: who may use whom, what must not
//! be where, how long a file may be, and words that belong nowhere in it.

mod absences;
mod directions;
mod habits;
mod source;
mod words;
