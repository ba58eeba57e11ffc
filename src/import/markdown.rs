//! Markdown -> blocks, from the events of the parser; no tree is built.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::decode::Decoded;
use super::html::plain_text;
use super::{builder, front_matter, language};
use crate::text::document::{BlockIndex, BlockKind, Document, DocumentBuilder};

/// Lines of at most this many characters with breaks that the author set are verse or an
/// address.
const LONGEST_VERSE: usize = 100;

pub(super) fn import(name: &str, decoded: &Decoded<'_>) -> Document {
    let mut writer = Writer { builder: builder(name, decoded), ..Writer::new(name) };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for event in Parser::new_ext(&decoded.text, options) {
        writer.take(event);
    }
    writer.flush();
    titled(language::completed(writer.builder.build()))
}

/// A document without a title in its front matter takes its first heading of level 1, or the
/// heading it begins with.
fn titled(mut document: Document) -> Document {
    if document.metadata.title.is_none() {
        let blocks = document.blocks();
        let first = blocks.iter().position(|block| block.kind == BlockKind::Heading(1));
        let begins = blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)));
        if let Some(at) = first.or(begins.then_some(0)) {
            document.metadata.title = Some(document.block_text(BlockIndex(at)).into_owned());
        }
    }
    document
}

/// What the text that comes next belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Prose,
    Heading(u8),
    Code,
    Table,
    Html,
    FrontMatter,
}

struct Writer {
    builder: DocumentBuilder,
    text: String,
    mode: Mode,
    quotations: usize,
    footnotes: usize,
    /// For each open list its next number, if it is numbered.
    lists: Vec<Option<u64>>,
}

impl Writer {
    fn new(name: &str) -> Self {
        Self {
            builder: Document::builder(name),
            text: String::new(),
            mode: Mode::Prose,
            quotations: 0,
            footnotes: 0,
            lists: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text.push_str(&text);
            }
            Event::Html(html) => self.text.push_str(&html),
            Event::InlineHtml(html) if html.to_lowercase().starts_with("<br") => self.text.push('\n'),
            Event::InlineHtml(_) => {}
            Event::FootnoteReference(label) => {
                self.text.push('[');
                self.text.push_str(&label);
                self.text.push(']');
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.text.push_str(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Mode::Heading(number(*level))),
            Tag::CodeBlock(_) => self.begin(Mode::Code),
            Tag::Table(_) => self.begin(Mode::Table),
            Tag::HtmlBlock => self.begin(Mode::Html),
            Tag::MetadataBlock(_) => self.begin(Mode::FrontMatter),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotations += 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.footnotes += 1;
                self.text.push_str(&["[", label, "] "].concat());
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            // The mark of the item or note stands before its first paragraph.
            Tag::Paragraph if !self.at_mark() => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnotes = self.footnotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableCell => self.text.push_str(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = self.text.trim_end_matches([' ', '|']).len();
                self.text.truncate(row);
                self.text.push('\n');
            }
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_) => self.flush(),
            _ => {}
        }
    }

    fn begin(&mut self, mode: Mode) {
        self.flush();
        self.mode = mode;
    }

    fn item(&mut self) {
        self.flush();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text = format!("{number}. ");
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("\u{2022} "),
        }
    }

    /// Whether only the mark of a list item or note was written so far.
    fn at_mark(&self) -> bool {
        self.text.ends_with(' ') && self.text.split_whitespace().count() == 1
    }

    /// Ends the block that is being written.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mode = std::mem::replace(&mut self.mode, Mode::Prose);
        match mode {
            Mode::FrontMatter => front_matter::read(&text, self.builder.metadata()),
            Mode::Heading(level) => _ = self.builder.block(BlockKind::Heading(level), &one_line(&text)),
            Mode::Code | Mode::Table => {
                _ = self.builder.block(BlockKind::Preformatted, text.trim_matches('\n'));
            }
            Mode::Html => _ = self.builder.block(BlockKind::Paragraph, &one_line(&plain_text(&text))),
            Mode::Prose if self.at_bare_mark(&text) => {}
            Mode::Prose => {
                let kind = self.prose_kind();
                if kind == BlockKind::Paragraph && is_verse(&text) {
                    self.builder.block(BlockKind::Preformatted, &text);
                } else {
                    self.builder.block(kind, &one_line(&text));
                }
            }
        }
    }

    /// An item that begins with a block of its own leaves its mark behind.
    fn at_bare_mark(&self, text: &str) -> bool {
        !self.lists.is_empty() && text.trim() == "\u{2022}"
    }

    fn prose_kind(&self) -> BlockKind {
        if self.footnotes > 0 {
            BlockKind::Note
        } else if self.quotations > 0 {
            BlockKind::Quotation
        } else if self.lists.is_empty() {
            BlockKind::Paragraph
        } else {
            BlockKind::ListItem
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Whether a text has at least two breaks that its author set, and only short lines.
pub(super) fn is_verse(text: &str) -> bool {
    let text = text.trim();
    text.lines().count() >= 3
        && text.lines().all(|line| line.chars().take(LONGEST_VERSE + 1).count() <= LONGEST_VERSE)
}

pub(super) fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(BlockKind, &str)]) -> Document {
        let document = import("a.md", &crate::import::decode::text(text.as_bytes()));
        let found: Vec<(BlockKind, String)> = document
            .blocks()
            .iter()
            .enumerate()
            .map(|(at, block)| (block.kind, document.block_text(BlockIndex(at)).into_owned()))
            .collect();
        let found: Vec<(BlockKind, &str)> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
        assert_eq!(found, expected, "{text}");
        document
    }

    #[test]
    fn blocks_by_kind() {
        use BlockKind::{Heading, ListItem, Note, Paragraph, Preformatted, Quotation};
        let document = check(
            "---\nauthor: Ann Other\n---\n# The *Keeper*\n\nIt\nrained.[^1]\n\n> Said so.\n\n- one\n- two\n  1. deep\n\n\
             ```\na\n  b\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n<div>Raw <b>text</b></div>\n\n[^1]: Indeed.\n",
            &[
                (Heading(1), "The Keeper"),
                (Paragraph, "It rained.[1]"),
                (Quotation, "Said so."),
                (ListItem, "\u{2022} one"),
                (ListItem, "\u{2022} two"),
                (ListItem, "1. deep"),
                (Preformatted, "a\n  b"),
                (Preformatted, "x | y\n1 | 2"),
                (Paragraph, "Raw text"),
                (Note, "[1] Indeed."),
            ],
        );
        assert_eq!(document.metadata.title.as_deref(), Some("The Keeper"));
        assert_eq!(document.metadata.author.as_deref(), Some("Ann Other"));
    }

    #[test]
    fn loose_lists_verse_and_entities() {
        use BlockKind::{ListItem, Paragraph, Preformatted};
        check(
            "1. one\n\n   more\n\n2. two\n",
            &[(ListItem, "1. one"), (ListItem, "more"), (ListItem, "2. two")],
        );
        check("a  \nb  \nc\n", &[(Preformatted, "a\nb\nc")]);
        check("x&#27;y &amp; z", &[(Paragraph, "x\u{1b}y & z")]);
    }
}
