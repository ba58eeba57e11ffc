//! What a document is: text, blocks, spans, sentences, words, dates, and how text may be shown.
//!
//! Uses nothing else of the crate, and knows no file format, no scheme and no screen.

pub mod date;
pub mod display;
pub mod document;
pub mod hash;
mod known;
pub mod months;
pub mod sentence;
pub mod span;
pub mod word;

pub use date::{Date, DateRange};
pub use document::{
    Block, BlockIndex, BlockKind, Document, DocumentIndex, Metadata, Passage, SentenceIndex, Warning,
};
pub use span::Span;
