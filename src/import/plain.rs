//! Plain text: its lines, the blocks they make, and what each block is.
//!
//! A line is a block, unless the file is hard-wrapped: then blank lines part blocks. Every line
//! that is not empty counts, whatever it is taken for.

mod lines;
mod phrases;
mod roles;
mod tail;
mod title;

use super::decode::Decoded;
use super::language;
use crate::text::document::{Document, Warning};
use lines::Laid;

/// A plain text of which only the importer's own copy is left.
#[derive(Debug)]
pub(super) struct PlainText {
    laid: Laid,
    warnings: Vec<Warning>,
}

impl PlainText {
    pub(super) fn new(decoded: Decoded<'_>) -> Self {
        Self { laid: lines::lay(&decoded.text), warnings: decoded.warnings }
    }

    /// The document; `complete` says whether the file ends with it.
    pub(super) fn document(mut self, name: &str, complete: bool) -> Document {
        let pieces = self.laid.pieces();
        let roles = roles::assign(&pieces, complete);
        let lengths: Vec<usize> = pieces.iter().map(|piece| piece.text.len()).collect();
        drop(pieces);
        let mut builder = Document::builder(name);
        for warning in self.warnings {
            builder.warn(warning.line, warning.message);
        }
        builder.text(self.laid.text, roles.kinds.into_iter().zip(lengths));
        *builder.metadata() = roles.metadata;
        if !complete {
            builder.incomplete();
        }
        language::completed(builder.build())
    }
}

#[cfg(test)]
mod tests;
