//! What the views show, written for other programs and for paper.
//!
//! From values to text. Knows no file, no screen and no command line. Whatever a document contains
//! stays text in what is written: no cell is a formula, no tag, mark or command of it is obeyed.

pub mod board;
pub mod escape;
pub mod heads;
pub mod lines;
mod page;
pub mod synopsis;

pub use board::ShownBoard;
pub use synopsis::{Content, ShownColumns, ShownSynopsis};

/// Why a view is not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(
        "a page of {rows} rows and {columns} columns is too large to be read: csv and json have a line or an \
         object for each passage; hide columns, or take the accounts of one episode"
    )]
    TooLarge { rows: usize, columns: usize },
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// What a view can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// One line for each row and passage.
    Csv,
    /// One object.
    Json,
    /// A document for pdflatex, xelatex or lualatex.
    Latex,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Html, Self::Markdown, Self::Csv, Self::Json, Self::Latex];

    /// How files of this format end, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Latex => "tex",
        }
    }

    /// The format that a file's name asks for by its ending.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        match ending.as_str() {
            "markdown" => Some(Self::Markdown),
            "htm" | "xhtml" => Some(Self::Html),
            "latex" => Some(Self::Latex),
            _ => Self::ALL.into_iter().find(|format| format.ending() == ending),
        }
    }
}
