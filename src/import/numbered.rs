//! Numbered text, the form of retellings: header lines `Key: value`, a blank line, then
//! paragraphs that begin with their number, `[12]`, or with number and kind, `[12 caption]`.

use super::decode::Decoded;
use super::{builder, language};
use crate::text::document::{BlockKind, Document, DocumentBuilder, Metadata};

const KEYS: [&str; 6] = ["Title", "Author", "Publication", "Date", "Language", "Retelling"];

/// Whether the text begins with at least one known header line, and a number after the first
/// blank line.
pub(super) fn is_numbered(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let header: Vec<&str> = lines.by_ref().take(40).take_while(|line| !line.is_empty()).collect();
    let known = header.iter().filter_map(|line| header_line(line)).any(|(key, _)| KEYS.contains(&key));
    let next = lines.find(|line| !line.is_empty());
    known
        && header.iter().all(|line| header_line(line).is_some())
        && next.is_some_and(|line| mark(line).is_some())
}

/// The document, with the numbers the text gives.
pub(super) fn import(name: &str, decoded: &Decoded<'_>) -> Document {
    let mut builder = builder(name, decoded);
    let mut lines = decoded.text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
    for (number, line) in lines.by_ref().take_while(|(_, line)| !line.is_empty()) {
        if let Some((key, value)) = header_line(line) {
            header(&mut builder, number, key, value);
        }
    }
    let mut open = Paragraph::default();
    for (number, line) in lines {
        match mark(line) {
            Some(mark) => {
                open.close(&mut builder);
                open = Paragraph::begin(&mut builder, number, &mark);
            }
            None if line.trim().is_empty() => {}
            None => open.go_on(&mut builder, number, line),
        }
    }
    open.close(&mut builder);
    language::completed(builder.build())
}

fn header_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_start_matches('\u{feff}').split_once(':')?;
    let is_key =
        key.len() <= 30 && key.starts_with(char::is_alphabetic) && !key.contains(char::is_whitespace);
    is_key.then(|| (key, value.trim()))
}

fn header(builder: &mut DocumentBuilder, line: usize, key: &str, value: &str) {
    if value.is_empty() {
        builder.warn(Some(line), format!("{key} is empty"));
        return;
    }
    let Metadata { title, author, publication, date, language, retelling } = builder.metadata();
    let place = match key {
        "Title" => title,
        "Author" => author,
        "Publication" => publication,
        "Language" => language,
        "Retelling" => retelling,
        "Date" => {
            match value.parse() {
                Ok(range) => *date = Some(range),
                Err(error) => _ = builder.warn(Some(line), format!("{error}")),
            }
            return;
        }
        _ => {
            let known = KEYS.join(", ");
            builder.warn(Some(line), format!("unknown header '{key}': there are {known}"));
            return;
        }
    };
    *place = Some(value.to_owned());
}

/// `[12 caption] text` in its parts.
struct Mark<'a> {
    number: u32,
    kind: &'a str,
    text: &'a str,
}

fn mark(line: &str) -> Option<Mark<'_>> {
    let (inside, text) = line.trim_start().strip_prefix('[')?.split_once(']')?;
    let mut parts = inside.split_whitespace();
    let number = parts.next()?.parse().ok()?;
    let kind = parts.next().unwrap_or("");
    parts.next().is_none().then_some(Mark { number, kind, text })
}

/// The paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    number: Option<u32>,
    kind: Option<BlockKind>,
    text: String,
}

impl Paragraph {
    fn begin(builder: &mut DocumentBuilder, line: usize, mark: &Mark<'_>) -> Self {
        let kind = kind(builder, mark.kind).unwrap_or_else(|| {
            let message = format!("unknown kind '{}': read as a paragraph", mark.kind);
            builder.warn(Some(line), message);
            BlockKind::Paragraph
        });
        Self { number: Some(mark.number), kind: Some(kind), text: mark.text.trim().to_owned() }
    }

    fn go_on(&mut self, builder: &mut DocumentBuilder, line: usize, text: &str) {
        if self.text.is_empty() && self.number.is_none() {
            builder.warn(Some(line), "text before the first number: it takes the next free one");
        }
        let keeps = self.kind == Some(BlockKind::Preformatted);
        if !self.text.is_empty() {
            self.text.push(if keeps { '\n' } else { ' ' });
        }
        self.text.push_str(if keeps { text } else { text.trim() });
    }

    fn close(&mut self, builder: &mut DocumentBuilder) {
        let kind = self.kind.unwrap_or(BlockKind::Paragraph);
        match self.number {
            Some(number) => builder.numbered_block(kind, number, &self.text),
            None => builder.block(kind, &self.text),
        };
    }
}

/// The first heading is the title.
fn kind(builder: &DocumentBuilder, name: &str) -> Option<BlockKind> {
    let has_title = builder.blocks().iter().any(|block| matches!(block.kind, BlockKind::Heading(_)));
    Some(match name {
        "" | "paragraph" => BlockKind::Paragraph,
        "heading" => BlockKind::Heading(if has_title { 2 } else { 1 }),
        "byline" => BlockKind::Byline,
        "caption" => BlockKind::Caption,
        "note" => BlockKind::Note,
        "comment" => BlockKind::Comment,
        "navigation" => BlockKind::Navigation,
        "quotation" => BlockKind::Quotation,
        "item" => BlockKind::ListItem,
        "preformatted" => BlockKind::Preformatted,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::BlockIndex;

    fn document(text: &str) -> Document {
        assert!(is_numbered(text), "{text}");
        import("a.txt", &crate::import::decode::text(text.as_bytes()))
    }

    #[test]
    fn numbers_kinds_and_header_are_kept() {
        let document = document(
            "Title: The Keeper\nDate: 1999-03/1999-04\nRetelling: after Other 1999\nMood: calm\n\n\
             [2 heading] The Keeper\n\n[4] It began\nwith rain.\n[5 caption] A boat\n[9 song] La\n[9] Lo\n",
        );
        let blocks: Vec<(u32, BlockKind)> =
            document.blocks().iter().map(|block| (block.number, block.kind)).collect();
        assert_eq!(
            blocks,
            [
                (2, BlockKind::Heading(1)),
                (4, BlockKind::Paragraph),
                (5, BlockKind::Caption),
                (9, BlockKind::Paragraph),
                (10, BlockKind::Paragraph),
            ]
        );
        assert_eq!(document.block_text(BlockIndex(1)), "It began with rain.");
        assert_eq!(document.metadata.retelling.as_deref(), Some("after Other 1999"));
        assert_eq!(document.metadata.date.map(|date| date.to_string()).as_deref(), Some("1999-03/1999-04"));
        let lines: Vec<Option<usize>> = document.warnings.iter().map(|warning| warning.line).collect();
        assert_eq!(lines, [Some(4), Some(11), None]);
    }

    #[test]
    fn other_texts_are_not_numbered() {
        for text in [
            "Title: x\n\nNo number",
            "[1] No header",
            "Note: x\n\n[1] y",
            "",
            "Title: x",
            "Title: x\nand so on\n\n[1] y",
        ] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
