//! How a mark or a note holds on to its passage after the document has changed.
//!
//! An anchor is found again where its quote stands between the words that stood around it. It is
//! never put on a look-alike: where the text does not decide, it is an orphan. Knows no files.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::hash::words_hash;
use crate::text::{BlockIndex, Document, Span};

mod search;

use search::Candidate;

/// Characters of context kept on either side.
const CONTEXT: usize = 32;
/// Most of them, where the quote stands again between the same words.
const LONGEST_CONTEXT: usize = 1024;
/// Longest quote in bytes: a longer one would be a copy of the document.
const LONGEST_QUOTE: usize = 1 << 20;

/// The quoted words, what stands around them, and where they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// The document's name.
    pub document: String,
    /// The block's number as shown.
    pub paragraph: u32,
    /// Bytes of the block's text.
    pub start: usize,
    pub end: usize,
    pub quote: String,
    /// What stands before, into the blocks before, each of which ends with a line break.
    pub prefix: String,
    /// What stands after, into the blocks after.
    pub suffix: String,
    /// [`words_hash`] of the quote.
    pub hash: u64,
    /// How often the quote stood in the document when the anchor was made.
    pub occurrences: u32,
    /// How many of those had the same context, the longest that is kept: more than one, and only
    /// the position tells them apart.
    pub alike: u32,
}

/// Where an anchor was found: bytes of a block's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    pub block: BlockIndex,
    pub span: Span,
}

/// What became of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Where it was.
    Exact(Site),
    /// Elsewhere, or its surroundings have changed.
    Moved(Site),
    /// Gone, or not to be told from another.
    Orphan,
}

impl Resolution {
    pub fn site(self) -> Option<Site> {
        match self {
            Self::Exact(site) | Self::Moved(site) => Some(site),
            Self::Orphan => None,
        }
    }
}

impl Anchor {
    /// `None` for a span that is empty, blank, longer than a mebibyte or not on character
    /// boundaries: there is nothing to hold on to. To mark a point, give the sentence it lies in.
    /// What ends within a grapheme cluster is widened to all of it: half a sign is not found again.
    pub fn of(document: &Document, block: BlockIndex, span: Span) -> Option<Self> {
        let text = document.block_text(block);
        text.get(span.start..span.end).filter(|quote| !quote.is_empty())?;
        let span = widened(&text, span);
        let quote = text.get(span.start..span.end)?;
        if quote.trim().is_empty() || quote.len() > LONGEST_QUOTE {
            return None;
        }
        let mut anchor = Self {
            document: document.name.clone(),
            paragraph: document.block(block)?.number,
            start: span.start,
            end: span.end,
            quote: quote.to_owned(),
            prefix: before(document, block, span.start, CONTEXT),
            suffix: after(document, block, span.end, CONTEXT),
            hash: words_hash(quote),
            occurrences: 0,
            alike: 0,
        };
        let others = search::candidates(&anchor, document);
        anchor.occurrences = u32::try_from(others.len()).unwrap_or(u32::MAX);
        let own = Site { block, span };
        anchor.widen(document, own, others.into_iter().filter(|other| other.site != own).collect());
        Some(anchor)
    }

    /// Takes as much context as tells it from the other places, if so much is kept.
    fn widen(&mut self, document: &Document, own: Site, mut others: Vec<Candidate>) {
        let mut most = CONTEXT;
        loop {
            others.retain(|other| other.is_near(self));
            if others.is_empty() || most >= LONGEST_CONTEXT {
                break;
            }
            most *= 2;
            self.prefix = before(document, own.block, own.span.start, most);
            self.suffix = after(document, own.block, own.span.end, most);
            for other in &mut others {
                *other = search::measured(self, document, other.site.block, other.site.span.start);
            }
        }
        let alike = others.iter().filter(|other| other.is_full(self)).count();
        self.alike = u32::try_from(alike).unwrap_or(u32::MAX).saturating_add(1);
    }

    /// Whether it stood again between words so much the same that more context is kept than
    /// otherwise.
    fn has_twins(&self) -> bool {
        self.alike > 1 || [&self.prefix, &self.suffix].iter().any(|side| side.chars().count() > CONTEXT)
    }

    /// Looks for the passage in a document, whatever its name: whether it is the right one is
    /// the caller's to say.
    pub fn resolve(&self, document: &Document) -> Resolution {
        if self.quote.trim().is_empty() {
            return Resolution::Orphan;
        }
        if let Some(site) = self.in_place(document) {
            return Resolution::Exact(site);
        }
        let here = self.where_it_was(document);
        match search::decide(self, document) {
            Some(site) if Some(site) == here => Resolution::Exact(site),
            Some(site) => Resolution::Moved(site),
            None => Resolution::Orphan,
        }
    }

    /// Where it was, if that is decided by the words there alone: nothing is looked for.
    pub fn in_place(&self, document: &Document) -> Option<Site> {
        self.where_it_was(document).filter(|_| self.alike <= 1)
    }

    /// Where it stood, for people: `ort.txt \u{b6}4`.
    pub fn place(&self) -> String {
        match self.paragraph {
            0 => self.document.clone(),
            number => format!("{} \u{b6}{number}", self.document),
        }
    }

    /// Whether it says where its words stood. One that was written by hand may not.
    pub fn knows_where(&self) -> bool {
        self.end > self.start
    }

    /// The old position, when quote and context still stand there.
    fn where_it_was(&self, document: &Document) -> Option<Site> {
        let block = document.block_numbered(self.paragraph)?;
        let text = document.block_text(block);
        let fits = text.get(self.start..self.end) == Some(self.quote.as_str())
            && is_boundary(&text, self.start)
            && is_boundary(&text, self.end)
            && search::measured(self, document, block, self.start).is_full(self);
        fits.then(|| Site { block, span: Span::new(self.start, self.end) })
    }
}

/// Up to `most` characters before a byte of a block, in whole grapheme clusters.
fn before(document: &Document, block: BlockIndex, start: usize, most: usize) -> String {
    let text = document.block_text(block);
    let mut clusters: Vec<String> = Vec::new();
    let mut room = most;
    let mut piece = tail(text.get(..start).unwrap_or(""), most).to_owned();
    let mut index = block.0;
    loop {
        for cluster in piece.graphemes(true).rev() {
            let count = cluster.chars().count();
            if count > room {
                room = 0;
                break;
            }
            room -= count;
            clusters.push(cluster.to_owned());
        }
        if room == 0 || index == 0 {
            break;
        }
        index -= 1;
        piece = tail(&document.block_text(BlockIndex(index)), most).to_owned() + "\n";
    }
    clusters.into_iter().rev().collect()
}

/// Up to `most` characters after a byte of a block, in whole grapheme clusters.
fn after(document: &Document, block: BlockIndex, end: usize, most: usize) -> String {
    let mut out = String::new();
    let mut room = most;
    let mut piece = head(document.block_text(block).get(end..).unwrap_or(""), most).to_owned();
    let mut index = block.0;
    loop {
        for cluster in piece.graphemes(true) {
            let count = cluster.chars().count();
            if count > room {
                return out;
            }
            room -= count;
            out.push_str(cluster);
        }
        index += 1;
        if room == 0 || index >= document.blocks().len() {
            return out;
        }
        piece = "\n".to_owned() + head(&document.block_text(BlockIndex(index)), most);
    }
}

/// The first bytes of a text, more than so many characters of context take: a block may be huge.
fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most * 16)]
}

/// The last bytes of a text.
fn tail(text: &str, most: usize) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(most * 16))..]
}

/// The span to the ends of the grapheme clusters that it cuts.
fn widened(text: &str, span: Span) -> Span {
    let cursor = |offset: usize| GraphemeCursor::new(offset, text.len(), true);
    let whole = |offset: usize| is_boundary(text, offset);
    let start =
        if whole(span.start) { None } else { cursor(span.start).prev_boundary(text, 0).ok().flatten() };
    let end = if whole(span.end) { None } else { cursor(span.end).next_boundary(text, 0).ok().flatten() };
    Span::new(start.unwrap_or(span.start), end.unwrap_or(span.end))
}

/// Whether a byte offset lies between two grapheme clusters.
fn is_boundary(text: &str, offset: usize) -> bool {
    text.is_char_boundary(offset)
        && GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

#[cfg(test)]
mod tests;
