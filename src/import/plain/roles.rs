//! What each block of a plain text is, by general rules: no rule knows a publication.

use super::lines::Piece;
use super::phrases::{
    announces_quotation, ends_sentence, is_comments_line, is_item, is_labelled_caption, publication, words,
};
use super::{tail, title};
use crate::text::document::{BlockKind, Metadata};

/// A paragraph of this many characters is body text.
const LONG: usize = 100;

/// Kinds of all blocks, and what they tell of the document.
#[derive(Debug)]
pub(super) struct Roles {
    pub kinds: Vec<BlockKind>,
    pub metadata: Metadata,
}

/// `complete` says whether the text is whole: without its end, nothing is taken for the end.
pub(super) fn assign(pieces: &[Piece<'_>], complete: bool) -> Roles {
    let mut kinds: Vec<BlockKind> = pieces.iter().map(first_kind).collect();
    let head = title::read(pieces);
    for &(at, kind) in &head.kinds {
        kinds[at] = kind;
    }
    middle(pieces, head.body, &mut kinds);
    let mut metadata = Metadata {
        title: head.title.map(|at| pieces[at].text.to_string()),
        author: head.author,
        date: head.date.map(Into::into),
        ..Metadata::default()
    };
    if complete && head.title.is_some() {
        end(pieces, head.body, &mut kinds, &mut metadata);
    }
    Roles { kinds, metadata }
}

fn first_kind(piece: &Piece<'_>) -> BlockKind {
    if piece.keeps_lines {
        BlockKind::Preformatted
    } else if piece.underlined {
        BlockKind::Heading(2)
    } else if is_comments_line(piece.text) {
        BlockKind::Navigation
    } else if is_labelled_caption(piece.text) {
        BlockKind::Caption
    } else if piece.text.starts_with("> ") {
        BlockKind::Quotation
    } else {
        BlockKind::Paragraph
    }
}

/// Captions, headings, quotations and lists inside the text.
fn middle(pieces: &[Piece<'_>], from: usize, kinds: &mut [BlockKind]) {
    let gaps = pieces.iter().filter(|piece| piece.gap).count();
    let has_gaps = gaps * 10 >= pieces.len() * 4;
    for at in from..pieces.len() {
        if kinds[at] != BlockKind::Paragraph {
            continue;
        }
        let before = at.checked_sub(1).map(|before| &pieces[before]);
        let after = pieces.get(at + 1);
        if is_item(pieces[at].text) {
            let neighbour = |piece: Option<&Piece<'_>>| piece.is_some_and(|piece| is_item(piece.text));
            if neighbour(before) || neighbour(after) {
                kinds[at] = BlockKind::ListItem;
            }
        } else if let (Some(before), Some(after)) = (before, after)
            && let Some(kind) = between(before, &pieces[at], after, has_gaps)
        {
            kinds[at] = kind;
        }
        let announced = before.is_some_and(|before| announces_quotation(before.text) && before.chars() >= 40);
        if announced && kinds[at] == BlockKind::Paragraph && pieces[at].chars() >= LONG {
            kinds[at] = BlockKind::Quotation;
        }
    }
}

/// What a short line without an end is that stands before a long paragraph: a caption when it
/// clings to the paragraph or names someone in some year, else a heading.
fn between(before: &Piece<'_>, piece: &Piece<'_>, after: &Piece<'_>, has_gaps: bool) -> Option<BlockKind> {
    let text = piece.text;
    let is_phrase = has_gaps && piece.gap && piece.chars() <= 90 && !ends_sentence(text) && words(text) <= 14;
    let letters = text.chars().any(char::is_alphabetic);
    if !is_phrase || !letters {
        return None;
    }
    if after.chars() < LONG {
        // Before a short text only a few words are a heading.
        let is_heading = after.gap && words(text) <= 6 && is_longer_sentence(after.text, piece.chars());
        return is_heading.then_some(BlockKind::Heading(2));
    }
    if !after.gap || names_and_year(text) {
        return (before.chars() >= LONG).then_some(BlockKind::Caption);
    }
    Some(BlockKind::Heading(2))
}

fn is_longer_sentence(text: &str, chars: usize) -> bool {
    ends_sentence(text) && text.chars().take(400).count() >= 20.max(chars + chars / 2)
}

/// 'Ann Other in 1999'.
fn names_and_year(text: &str) -> bool {
    let capitals = text.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).count();
    let last = text.split_whitespace().next_back().unwrap_or("");
    let is_year = last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit());
    capitals >= 2 && is_year && text.split_whitespace().any(|word| matches!(word, "in" | "at" | "on"))
}

/// The end of a saved page, where there is a title: a text without one is taken as it is.
fn end(pieces: &[Piece<'_>], body: usize, kinds: &mut [BlockKind], metadata: &mut Metadata) {
    tail::comments(pieces, body + 1, kinds);
    let is_text = |at: &usize| {
        matches!(kinds[*at], BlockKind::Paragraph | BlockKind::Quotation) && pieces[*at].chars() >= LONG
    };
    let last_text = (body..pieces.len()).rev().find(is_text).unwrap_or(body);
    // The first half of the text, at least, is no end.
    let notes_from = (body + (last_text - body) / 2 + 1).min(pieces.len());
    let author = tail::notes(pieces, notes_from, metadata.author.as_deref(), kinds);
    metadata.author = metadata.author.take().or(author);
    tail::menus(pieces, last_text.max(body) + 1, kinds);
    metadata.publication = pieces[body..].iter().rev().find_map(|piece| publication(piece.text));
}
