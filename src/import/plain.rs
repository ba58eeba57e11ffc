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

    /// The document of a whole file.
    pub(super) fn document(self, name: &str) -> Document {
        self.part(name, None)
    }

    /// The document of the beginning of a file; `beginning` says which share of it that is.
    pub(super) fn head(self, name: &str, beginning: f64) -> Document {
        self.part(name, Some(beginning))
    }

    fn part(mut self, name: &str, share: Option<f64>) -> Document {
        let pieces = self.laid.pieces();
        let roles = roles::assign(&pieces, share.is_none());
        let lengths: Vec<usize> = pieces.iter().map(|piece| piece.text.len()).collect();
        drop(pieces);
        let mut builder = Document::builder(name);
        for warning in self.warnings {
            builder.warn(warning.line, warning.message);
        }
        builder.text(self.laid.text, roles.kinds.into_iter().zip(lengths));
        *builder.metadata() = roles.metadata;
        if let Some(share) = share {
            let expected = builder.blocks().len() as f64 / share;
            builder.incomplete(expected as usize);
        }
        language::completed(builder.build())
    }
}

#[cfg(test)]
mod tests;
