//! A document's text as other programs count it: one text, its blocks parted by a line break, its
//! characters numbered from zero.

use crate::store::Site;
use crate::text::{BlockIndex, Document, Span};

/// The text of a document in one piece. Positions in it are Unicode code points, ends exclusive.
#[derive(Clone, Debug)]
pub struct Flat {
    text: String,
    /// Byte and code point at which each block begins.
    starts: Vec<(usize, usize)>,
}

impl Flat {
    pub fn of(document: &Document) -> Self {
        let mut flat = Self { text: String::new(), starts: Vec::new() };
        let mut characters = 0;
        for at in 0..document.blocks().len() {
            let text = document.block_text(BlockIndex(at));
            flat.starts.push((flat.text.len(), characters));
            characters += text.chars().count() + 1;
            flat.text.push_str(&text);
            flat.text.push('\n');
        }
        flat
    }

    /// Every line ends with a line feed. What a program would take for another line break, and
    /// then count otherwise, is replaced character by character.
    pub fn exported(&self) -> String {
        self.text.replace("\r\n", " \n").replace('\r', "\n")
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Code points of a site.
    pub fn position(&self, site: Site) -> (usize, usize) {
        let (byte, character) = self.starts.get(site.block.0).copied().unwrap_or_default();
        let count = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default().chars().count();
        let start = character + count(byte, byte + site.span.start);
        (start, start + count(byte + site.span.start, byte + site.span.end))
    }

    /// The byte of a code point; `None` beyond the end.
    pub fn byte(&self, character: usize) -> Option<usize> {
        let block = self.starts.partition_point(|&(_, start)| start <= character).checked_sub(1)?;
        let (byte, start) = self.starts[block];
        let offsets = self.text[byte..].char_indices().map(|(at, _)| byte + at);
        offsets.chain([self.text.len()]).nth(character - start)
    }

    /// The code point that begins at a byte.
    pub fn character(&self, byte: usize) -> usize {
        let block = self.starts.partition_point(|&(start, _)| start <= byte).saturating_sub(1);
        let (start, character) = self.starts.get(block).copied().unwrap_or_default();
        character + self.text.get(start..byte).unwrap_or_default().chars().count()
    }

    /// The parts of blocks that a stretch of bytes takes in, without white space at their ends.
    pub fn sites(&self, bytes: Span) -> Vec<Site> {
        let first = self.starts.partition_point(|&(start, _)| start <= bytes.start).saturating_sub(1);
        let mut sites = Vec::new();
        for (at, &(start, _)) in self.starts.iter().enumerate().skip(first) {
            if start >= bytes.end {
                break;
            }
            let next = self.starts.get(at + 1).map_or(self.text.len(), |&(next, _)| next);
            // Without the line break that parts the blocks.
            let block = Span::new(start, next - 1);
            let Some(part) = block.intersection(bytes) else { continue };
            let words = part.of(&self.text);
            let from = part.start + words.len() - words.trim_start().len();
            let span = Span::new(from, from + words.trim().len());
            if !span.is_empty() {
                let inside = Span::new(span.start - start, span.end - start);
                sites.push(Site { block: BlockIndex(at), span: inside });
            }
        }
        sites
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind;

    fn flat() -> Flat {
        let mut builder = Document::builder("d");
        builder.block(BlockKind::Heading(1), "\u{645}\u{6cc}\u{200c}\u{1f600}");
        builder.block(BlockKind::Paragraph, "One two.");
        builder.block(BlockKind::Preformatted, "a\r\nb\rc");
        Flat::of(&builder.build())
    }

    fn site(block: usize, start: usize, end: usize) -> Site {
        Site { block: BlockIndex(block), span: Span::new(start, end) }
    }

    #[test]
    fn positions_are_code_points() {
        let flat = flat();
        assert_eq!(flat.position(site(1, 4, 7)), (9, 12));
        let (start, end) = (flat.byte(9).unwrap(), flat.byte(12).unwrap());
        assert_eq!(flat.sites(Span::new(start, end)), [site(1, 4, 7)]);
        assert_eq!(flat.byte(0), Some(0));
        for (character, (byte, _)) in flat.text().char_indices().enumerate() {
            assert_eq!((flat.byte(character), flat.character(byte)), (Some(byte), character));
        }
        assert_eq!(flat.character(flat.text().len()), flat.text().chars().count());
        assert_eq!(flat.byte(flat.text().chars().count()), Some(flat.text().len()));
        assert_eq!(flat.byte(flat.text().chars().count() + 1), None);
    }

    #[test]
    fn a_stretch_over_blocks_is_parted() {
        let flat = flat();
        let all = Span::new(0, flat.text().len());
        assert_eq!(flat.sites(all), [site(0, 0, 11), site(1, 0, 8), site(2, 0, 6)]);
        let between = flat.text().find("One").unwrap();
        assert_eq!(flat.sites(Span::new(between - 1, between + 4)), [site(1, 0, 3)]);
    }

    #[test]
    fn what_is_exported_has_one_kind_of_line_break_and_as_many_characters() {
        let flat = flat();
        assert!(!flat.exported().contains('\r'));
        assert_eq!(flat.exported().chars().count(), flat.text().chars().count());
    }
}
