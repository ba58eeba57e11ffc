//! Where the quote of an anchor stands in a document, and which of these places is the right one.

use super::{Anchor, Site, after, before, is_boundary};
use crate::text::hash::words_hash;
use crate::text::{BlockIndex, Document, Span};

/// A quote of so many characters that stands once, then and now, is its own context.
const LONG_QUOTE: usize = 24;
/// Characters of context on one side that must be whole when the other side has changed, or beside a
/// quote that stands once.
const ONE_SIDE: usize = 16;
/// With fewer words, equal words say too little.
const TELLING_WORDS: usize = 4;

/// A place where the quote stands.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub site: Site,
    /// Bytes of the anchor's prefix and suffix that stand next to it.
    before: usize,
    after: usize,
}

impl Candidate {
    pub fn is_full(&self, anchor: &Anchor) -> bool {
        self.before == anchor.prefix.len() && self.after == anchor.suffix.len()
    }

    /// Whether little of the context tells it from the anchor's own place, on one side at least: what
    /// is changed on the other may make it look like that. Where the document begins or ends, only the
    /// other side tells.
    pub fn is_near(&self, anchor: &Anchor) -> bool {
        let (prefix, suffix) = (anchor.prefix.as_str(), anchor.suffix.as_str());
        let differing = [prefix.get(..prefix.len() - self.before), suffix.get(self.after..)];
        let is_short = |text: &str| text.chars().nth(ONE_SIDE - 1).is_none();
        let is_told = |(side, differing): (&str, Option<&str>)| {
            is_short(side) || !is_short(differing.unwrap_or_default())
        };
        let sides = [prefix, suffix];
        !sides.into_iter().zip(differing).all(is_told) || sides.into_iter().all(is_short)
    }

    fn has_one_side(&self, anchor: &Anchor) -> bool {
        (self.before == anchor.prefix.len() && anchor.prefix.chars().count() >= ONE_SIDE)
            || (self.after == anchor.suffix.len() && anchor.suffix.chars().count() >= ONE_SIDE)
    }

    /// Whether much of the context stands on one side, next to the quote.
    fn has_near_side(&self, anchor: &Anchor) -> bool {
        let before = anchor.prefix.get(anchor.prefix.len() - self.before..).unwrap_or("");
        let after = anchor.suffix.get(..self.after).unwrap_or("");
        before.chars().count() >= ONE_SIDE || after.chars().count() >= ONE_SIDE
    }

    fn agreement(&self) -> usize {
        self.before + self.after
    }
}

/// Every place where the quote stands, overlapping ones too.
pub fn candidates(anchor: &Anchor, document: &Document) -> Vec<Candidate> {
    let end = |start| start + anchor.quote.len();
    document
        .places_of(&anchor.quote)
        .filter(|&(block, start)| {
            let text = document.block_text(block);
            is_boundary(&text, start) && is_boundary(&text, end(start))
        })
        .map(|(block, start)| measured(anchor, document, block, start))
        .collect()
}

/// How much of the anchor's context stands around the quote at a byte of a block.
pub fn measured(anchor: &Anchor, document: &Document, block: BlockIndex, start: usize) -> Candidate {
    let span = Span::new(start, start + anchor.quote.len());
    let (before, after) = context(anchor, document, Site { block, span });
    Candidate { site: Site { block, span }, before, after }
}

/// Compared character by character, so that a quote that stands a hundred thousand times is not
/// slow: most places differ at once, and nothing is copied.
fn context(anchor: &Anchor, document: &Document, site: Site) -> (usize, usize) {
    (agreeing_before(&anchor.prefix, document, site), agreeing_after(&anchor.suffix, document, site))
}

/// Bytes at the end of `prefix` that stand before the site, into the blocks before.
fn agreeing_before(prefix: &str, document: &Document, site: Site) -> usize {
    let mut left = prefix;
    for index in (0..=site.block.0).rev() {
        let text = document.block_text(BlockIndex(index));
        let end = if index == site.block.0 { site.span.start } else { text.len() };
        if index < site.block.0 {
            let Some(rest) = left.strip_suffix('\n') else { break };
            left = rest;
        }
        for found in text.get(..end).unwrap_or("").chars().rev() {
            let Some(rest) = left.strip_suffix(found) else { return prefix.len() - left.len() };
            left = rest;
        }
    }
    prefix.len() - left.len()
}

/// Bytes at the start of `suffix` that stand after the site, into the blocks after.
fn agreeing_after(suffix: &str, document: &Document, site: Site) -> usize {
    let mut left = suffix;
    for index in site.block.0..document.blocks().len() {
        let text = document.block_text(BlockIndex(index));
        let start = if index == site.block.0 { site.span.end } else { 0 };
        if index > site.block.0 {
            let Some(rest) = left.strip_prefix('\n') else { break };
            left = rest;
        }
        for found in text.get(start..).unwrap_or("").chars() {
            let Some(rest) = left.strip_prefix(found) else { return suffix.len() - left.len() };
            left = rest;
        }
    }
    suffix.len() - left.len()
}

/// The one place that the text decides for, if it does.
pub fn decide(anchor: &Anchor, document: &Document) -> Option<Site> {
    let all = candidates(anchor, document);
    let full: Vec<Candidate> = all.iter().copied().filter(|one| one.is_full(anchor)).collect();
    match full.as_slice() {
        // What stood twice between the same words may be the other.
        [] if anchor.has_twins() => None,
        [] if all.is_empty() => same_words(anchor, document),
        [] => changed_context(anchor, &all),
        [one] if anchor.alike <= 1 => {
            let may_be_another = has_new_rival(anchor, &all) || has_left_edge(anchor, document, one.site);
            (!may_be_another).then_some(one.site)
        }
        _ => only_position(anchor, document, &full),
    }
}

/// Whether there are more of them than there were, and another than the one with the context may
/// be the passage: what has the context may then be a copy.
fn has_new_rival(anchor: &Anchor, all: &[Candidate]) -> bool {
    all.len() > anchor.occurrences as usize
        && all
            .iter()
            .filter(|one| !one.is_full(anchor))
            .any(|one| is_long(anchor) || one.has_one_side(anchor))
}

/// Whether words that stood more than once, and of which the document's beginning or end told one from
/// the others, stand elsewhere than there: no context on a side is found everywhere.
fn has_left_edge(anchor: &Anchor, document: &Document, site: Site) -> bool {
    let is_short = |side: &str| side.chars().count() < ONE_SIDE;
    let Site { block, span } = site;
    anchor.occurrences > 1
        && ((is_short(&anchor.prefix) && before(document, block, span.start, ONE_SIDE) != anchor.prefix)
            || (is_short(&anchor.suffix) && after(document, block, span.end, ONE_SIDE) != anchor.suffix))
}

fn is_long(anchor: &Anchor) -> bool {
    anchor.quote.chars().count() >= LONG_QUOTE
}

/// Of several with the same context, the one at the old position, while their number is the same:
/// once one is gone or added, nobody can say which.
fn only_position(anchor: &Anchor, document: &Document, full: &[Candidate]) -> Option<Site> {
    let block = document.block_numbered(anchor.paragraph)?;
    let old = Site { block, span: Span::new(anchor.start, anchor.end.max(anchor.start)) };
    let same_number = full.len() == anchor.alike as usize;
    full.iter().map(|one| one.site).find(|&site| same_number && site == old)
}

/// The quote stands, but not between the same words.
fn changed_context(anchor: &Anchor, all: &[Candidate]) -> Option<Site> {
    let more = all.len().cmp(&(anchor.occurrences as usize));
    // One of them is gone, and it may be the one; or a long quote was copied, which is no chance.
    if more.is_lt() || (more.is_gt() && is_long(anchor)) {
        return None;
    }
    if let ([one], 1) = (all, anchor.occurrences)
        && (is_long(anchor) || one.has_near_side(anchor))
    {
        return Some(one.site);
    }
    let best = all.iter().max_by_key(|one| one.agreement())?;
    let is_rival = |one: &&Candidate| one.has_one_side(anchor) || one.agreement() * 4 > best.agreement() * 3;
    (best.has_one_side(anchor) && all.iter().filter(is_rival).count() == 1).then_some(best.site)
}

/// The passage with other punctuation or spaces, in its old paragraph, beside the same words.
fn same_words(anchor: &Anchor, document: &Document) -> Option<Site> {
    let block = document.block_numbered(anchor.paragraph)?;
    let text = document.block_text(block);
    let sentences = document.sentences(block);
    let whole = Span::new(0, text.len());
    let spans = sentences.iter().copied().chain((sentences.len() != 1).then_some(whole));
    let mut fitting = spans.filter(|span| {
        words_hash(span.of(&text)) == anchor.hash
            && crate::text::word::words(span.of(&text)).count() >= TELLING_WORDS
            && beside(anchor, document, Site { block, span: *span })
    });
    let site = Site { block, span: fitting.next()? };
    fitting.next().is_none().then_some(site)
}

fn beside(anchor: &Anchor, document: &Document, site: Site) -> bool {
    let (before, after) = context(anchor, document, site);
    Candidate { site, before, after }.has_one_side(anchor)
}
