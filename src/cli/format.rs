//! What can be printed as what: the board and the parallel view as pages, lists as lines.

use clap::ValueEnum;

use crate::export::Format;

use super::output::Output;

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum PageFormat {
    /// For reading
    #[default]
    Text,
    /// Markdown
    Md,
    /// One page for a browser or for paper
    Html,
    /// One line for each row and passage, or each cell
    Csv,
    /// One object
    Json,
    /// A document for pdflatex or xelatex
    Latex,
}

/// What lists can be printed as, a line for each entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LineFormat {
    /// For reading
    #[default]
    Text,
    /// JSON Lines
    Jsonl,
    /// A table
    Csv,
}

impl PageFormat {
    /// The format of other programs; none for text.
    pub(super) fn exported(self) -> Option<Format> {
        match self {
            Self::Text => None,
            Self::Md => Some(Format::Markdown),
            Self::Html => Some(Format::Html),
            Self::Csv => Some(Format::Csv),
            Self::Json => Some(Format::Json),
            Self::Latex => Some(Format::Latex),
        }
    }
}

/// Prints what was written in a format.
pub(super) fn print(format: Format, written: &str, out: &mut Output) -> anyhow::Result<()> {
    let written = written.strip_suffix('\n').unwrap_or(written);
    match format {
        Format::Csv | Format::Json => out.data(written),
        Format::Markdown | Format::Html | Format::Latex => out.document(written),
    }
}
