//! The head of a plain text: which of the first lines is the title, who wrote it and when.

use super::lines::Piece;
use super::phrases::{byline, ends_sentence, is_item, is_labelled_caption, is_menu_word, is_switch, words};
use crate::import::dates;
use crate::text::date::Date;
use crate::text::document::BlockKind;

/// Blocks among which the title is sought.
const HEAD_BLOCKS: usize = 16;
/// A block of this many characters is text, not a head line.
const LONG: usize = 120;

/// What the lines before the text say.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: Option<usize>,
    pub author: Option<String>,
    pub date: Option<Date>,
    /// Kinds of the lines of the head, by their place.
    pub kinds: Vec<(usize, BlockKind)>,
    /// Where the text begins.
    pub body: usize,
}

/// Reads the head. Without a longer text after it there is none: a list is no title page.
pub(super) fn read(pieces: &[Piece<'_>]) -> Head {
    let limit = pieces.len().min(HEAD_BLOCKS);
    let Some(first_body) = pieces[..limit].iter().position(is_body) else { return Head::default() };
    let mut head = Head { body: first_body, ..Head::default() };
    let mut candidates = Vec::new();
    let mut furniture = false;
    for (at, piece) in pieces[..first_body].iter().enumerate() {
        let text = piece.text;
        if let Some(date) = dates::line(text) {
            head.date = head.date.or(Some(date));
            head.kinds.push((at, BlockKind::Byline));
        } else if let Some(name) = byline(text) {
            head.author.get_or_insert_with(|| name.to_owned());
            head.kinds.push((at, BlockKind::Byline));
        } else if is_switch(text) || is_menu_word(text) {
            furniture = true;
            head.kinds.push((at, BlockKind::Navigation));
        } else if is_labelled_caption(text) {
            head.kinds.push((at, BlockKind::Caption));
        } else if may_be_title(piece) {
            candidates.push(at);
        }
    }
    head.title = title(pieces, &candidates, furniture);
    let Some(title) = head.title else { return head };
    for at in candidates {
        head.kinds.push((
            at,
            match at.cmp(&title) {
                std::cmp::Ordering::Less => BlockKind::Navigation,
                std::cmp::Ordering::Equal => BlockKind::Heading(1),
                std::cmp::Ordering::Greater => BlockKind::Heading(2),
            },
        ));
    }
    head
}

/// The first candidate, but not a motto in lower case; on a page with menus above, the longest.
fn title(pieces: &[Piece<'_>], candidates: &[usize], furniture: bool) -> Option<usize> {
    let text = |at: usize| pieces[at].text;
    if let Some(&at) = candidates.iter().find(|&&at| pieces[at].underlined) {
        return Some(at);
    }
    if furniture {
        let longest = candidates.iter().map(|&at| words(text(at))).max()?;
        return candidates.iter().copied().find(|&at| words(text(at)) == longest);
    }
    let is_lower = |at: usize| text(at).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    candidates.iter().copied().find(|&at| !is_lower(at)).or_else(|| candidates.first().copied())
}

fn is_body(piece: &Piece<'_>) -> bool {
    let text = piece.text;
    let marked = byline(text).is_some() || dates::line(text).is_some() || is_labelled_caption(text);
    piece.keeps_lines
        || !marked
            && (piece.chars() >= LONG
                || ends_sentence(text) && (words(text) >= 5 || piece.chars() >= 20) && !is_question(text))
}

/// A short question may be a title.
fn is_question(text: &str) -> bool {
    text.ends_with(['?', '\u{ff1f}', '\u{61f}']) && words(text) <= 16
}

fn may_be_title(piece: &Piece<'_>) -> bool {
    let text = piece.text;
    let letters = text.chars().any(char::is_alphabetic);
    letters && (!ends_sentence(text) || is_question(text)) && !is_item(text) && words(text) <= 30
}
