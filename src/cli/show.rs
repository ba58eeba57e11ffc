//! `triptych show`: one document as it was read, with the numbers that passages are cited by.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::export::{escape, heads};
use crate::scheme::Collection;
use crate::text::{Block, BlockIndex, BlockKind, Document, DocumentIndex};

use super::args::{Paths, Shared};
use super::config::Config;
use super::output::Output;
use super::plain::{self, WIDEST_TEXT};
use super::{Outcome, place, source};

/// Print one document with its paragraph numbers
///
/// DOC is the document's letter or name, or any part of its file name or title that no other
/// document has. Captions, comments, author notes and menus are printed and marked as such.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  triptych show A                       the first document of the built-in collection
  triptych show letter my-folder        the one with 'letter' in its name or title
  triptych show article.html article.html --format md
                                        a saved web page as Markdown
  triptych show - - < text.txt          standard input")]
pub(super) struct Own {
    /// The document: its letter, its name, or a part of its name or title
    #[arg(value_name = "DOC")]
    document: String,

    #[command(flatten)]
    paths: Paths,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// For reading
    #[default]
    Text,
    /// Markdown
    Md,
    /// One object
    Json,
}

pub(super) fn run(own: Own, shared: &Shared, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    let collection = source::open(own.paths.paths, shared, config)?;
    let index = match own.document.as_str() {
        // What was read from standard input may be called just that.
        "-" if collection.documents.len() == 1 => DocumentIndex(0),
        typed => place::document(&collection, typed)?,
    };
    let document = collection.document(index);
    match own.format {
        Format::Text => text(&collection, index, out)?,
        Format::Md => markdown(document, out)?,
        Format::Json => out.data(&escape::json(&DocumentJson::new(document))?)?,
    }
    Ok(if document.blocks().is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn text(collection: &Collection, index: DocumentIndex, out: &mut Output) -> anyhow::Result<()> {
    let document = collection.document(index);
    let width = out.width().min(WIDEST_TEXT);
    out.headings(plain::wrapped(document.title(), width, 0))?;
    let source = heads::source(document);
    if !source.is_empty() {
        out.lines(plain::wrapped(&source, width, 0))?;
    }
    // Room for the longest number and a space.
    let margin = document.blocks().last().map_or(1, |block| block.number.to_string().len()) + 2;
    for at in 0..document.blocks().len() {
        let index = BlockIndex(at);
        let Some(block) = document.block(index) else { continue };
        out.line("")?;
        text_block(block, &document.block_text(index), (width, margin), out)?;
    }
    Ok(())
}

fn text_block(
    block: &Block,
    text: &str,
    (width, margin): (usize, usize),
    out: &mut Output,
) -> anyhow::Result<()> {
    let mark = if block.kind.is_body() { String::new() } else { format!("[{}] ", block.kind.name()) };
    let text = match block.kind {
        BlockKind::ListItem => format!("{} {text}", out.sign("\u{2022}", "*")),
        _ => format!("{mark}{text}"),
    };
    let indent = margin + if block.kind == BlockKind::Quotation { 2 } else { 0 };
    for (at, line) in plain::wrapped_lines(&text, width, indent).into_iter().enumerate() {
        let line =
            if at == 0 { format!("{:>1$}{2}", block.number, margin - 2, &line[margin - 2..]) } else { line };
        match block.kind {
            BlockKind::Heading(_) => out.heading(&line)?,
            _ => out.line(&line)?,
        }
    }
    Ok(())
}

fn markdown(document: &Document, out: &mut Output) -> anyhow::Result<()> {
    let titled = document.blocks().first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(1)));
    if !titled {
        out.document(&format!("# {}\n", escape::markdown(document.title())))?;
    }
    let source = heads::source(document);
    if !source.is_empty() {
        out.document(&format!("*{}*\n", escape::markdown(&source)))?;
    }
    for at in 0..document.blocks().len() {
        let index = BlockIndex(at);
        if let Some(block) = document.block(index) {
            out.document(&markdown_block(block.kind, &document.block_text(index)))?;
            out.document("")?;
        }
    }
    Ok(())
}

fn markdown_block(kind: BlockKind, text: &str) -> String {
    let escaped = || escape::markdown(text);
    match kind {
        BlockKind::Heading(level) => format!("{} {}", "#".repeat(usize::from(level.clamp(1, 6))), escaped()),
        BlockKind::Paragraph => escaped(),
        BlockKind::Byline => format!("*{}*", escaped()),
        BlockKind::Quotation => format!("> {}", escaped()),
        BlockKind::ListItem => format!("- {}", escaped()),
        // An indented code block holds its lines as they are.
        BlockKind::Preformatted => {
            text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
        }
        BlockKind::Caption | BlockKind::Comment | BlockKind::Note | BlockKind::Navigation => {
            format!("*\\[{}\\]* {}", kind.name(), escaped())
        }
    }
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    author: Option<&'a str>,
    publication: Option<&'a str>,
    date: Option<String>,
    language: Option<&'a str>,
    /// What it retells; its words are then not the source's.
    retelling: Option<&'a str>,
    warnings: Vec<WarningJson<'a>>,
    blocks: Vec<BlockJson>,
}

#[derive(Serialize)]
struct WarningJson<'a> {
    line: Option<usize>,
    message: &'a str,
}

#[derive(Serialize)]
struct BlockJson {
    paragraph: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    sentences: Vec<String>,
    text: String,
}

impl<'a> DocumentJson<'a> {
    fn new(document: &'a Document) -> Self {
        let metadata = &document.metadata;
        let warnings = &document.warnings;
        Self {
            doc: &document.name,
            title: metadata.title.as_deref(),
            author: metadata.author.as_deref(),
            publication: metadata.publication.as_deref(),
            date: metadata.date.map(|date| date.to_string()),
            language: metadata.language.as_deref(),
            retelling: metadata.retelling.as_deref(),
            warnings: warnings.iter().map(|w| WarningJson { line: w.line, message: &w.message }).collect(),
            blocks: (0..document.blocks().len())
                .filter_map(|at| block_json(document, BlockIndex(at)))
                .collect(),
        }
    }
}

fn block_json(document: &Document, index: BlockIndex) -> Option<BlockJson> {
    let block = document.block(index)?;
    let text = document.block_text(index);
    Some(BlockJson {
        paragraph: block.number,
        kind: block.kind.name(),
        level: if let BlockKind::Heading(level) = block.kind { Some(level) } else { None },
        id: document.passage_id(index).map(ToOwned::to_owned),
        sentences: document.sentences(index).into_iter().map(|span| span.of(&text).to_owned()).collect(),
        text: text.into_owned(),
    })
}
