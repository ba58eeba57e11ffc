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
use super::{builder, language};
use crate::text::document::Document;

/// A document from plain text; `complete` says whether the file ends with it.
pub(super) fn import(name: &str, decoded: &Decoded<'_>, complete: bool) -> Document {
    let pieces = lines::pieces(&decoded.text);
    let roles = roles::assign(&pieces, complete);
    let mut builder = builder(name, decoded);
    for (piece, &kind) in pieces.iter().zip(&roles.kinds) {
        builder.block(kind, &piece.text);
    }
    *builder.metadata() = roles.metadata;
    if !complete {
        builder.incomplete();
    }
    language::completed(builder.build())
}

#[cfg(test)]
mod tests;
