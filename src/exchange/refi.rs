//! REFI-QDA 1.5: projects (`.qdpx`) and codebooks (`.qdc`) as programs for qualitative analysis
//! exchange them.
//!
//! Out: each document is a plain-text source with line feeds; a coding is a selection in code
//! points, its end exclusive, with a code for each episode and step; a link is a link with a note;
//! notes are descriptions of selections, or notes. Identifiers follow from the reader's, so that an
//! export that was imported elsewhere and comes back is known again.
//!
//! What the format has no place for stands in a note of the project that is read back (`refi::kept`).
//!
//! In: programs differ in how they count characters, and [`counting`] finds out how this one did;
//! words are then looked for in the collection's documents.

mod codebook;
pub mod counting;
mod founding;
mod kept;
pub mod package;
mod project;
mod read;
mod reader;
mod sources;
mod write;
mod xml;

pub use founding::{Founding, Text, founded};
pub use package::PackageError;
pub use read::{is_written, read};
pub use write::{Written, codebook, project};

/// Where the elements of a project are named.
const PROJECT: &str = "urn:QDA-XML:project:1.0";
/// Where those of a codebook are.
const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";
/// The project's file in its package, and the folder of sources: lower case, as the standard has it.
const PROJECT_FILE: &str = "project.qde";
const SOURCES: &str = "sources";
/// Written where a time must stand and none is known.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

#[cfg(test)]
mod tests;
