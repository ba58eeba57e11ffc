//! What follows the text of a saved page: author notes, readers' comments, menus.

use super::lines::Piece;
use super::phrases::{
    bare, comment_head, ends_sentence, is_comment_count, is_comments_line, is_disclaimer, is_menu_word,
    is_name, is_switch, is_tag_run, item_number,
};
use crate::text::document::BlockKind;

/// Verbs by which a note on an author begins after the name.
const NOTE_VERBS: &[&str] = &[
    "is",
    "was",
    "has",
    "writes",
    "works",
    "teaches",
    "holds",
    "serves",
    "served",
    "covers",
    "currently",
    "lives",
    "studied",
];

/// Where the comments begin and what they are, if the text has them.
pub(super) fn comments(pieces: &[Piece<'_>], from: usize, kinds: &mut [BlockKind]) {
    let heads = (from..pieces.len()).filter(|&at| comment_head(pieces[at].text)).collect::<Vec<_>>();
    let sure = |at: usize| pieces[at].text.ends_with("said...") || pieces[at].text.ends_with("said\u{2026}");
    if let Some(&first) = heads.first()
        && (sure(first) || heads.len() >= 2 && heads.iter().all(|&at| pieces[at].gap))
    {
        mark(pieces, first..pieces.len(), kinds);
        return;
    }
    let is_count = |at: &usize| is_comment_count(bare(pieces[*at].text));
    if let Some(count) = (from..pieces.len()).rev().find(is_count) {
        kinds[count] = BlockKind::Navigation;
        mark(pieces, count + 1..pieces.len(), kinds);
        return;
    }
    let Some(closing) = (from..pieces.len()).rev().find(|&at| is_comments_line(pieces[at].text)) else {
        return;
    };
    if let Some(first) = numbered_run(pieces, from, closing) {
        mark(pieces, first..closing, kinds);
    }
}

fn mark(pieces: &[Piece<'_>], range: std::ops::Range<usize>, kinds: &mut [BlockKind]) {
    for at in range {
        let is_menu = is_menu_word(pieces[at].text);
        kinds[at] = if is_menu { BlockKind::Navigation } else { BlockKind::Comment };
    }
}

/// The start of the list '1.', '2.' ... that reaches to `end`.
fn numbered_run(pieces: &[Piece<'_>], from: usize, end: usize) -> Option<usize> {
    let mut wanted = None;
    for at in (from..end).rev() {
        match item_number(pieces[at].text) {
            Some(1) => return Some(at),
            Some(number) if wanted.is_none_or(|next| number + 1 == next) => wanted = Some(number),
            _ => {}
        }
    }
    None
}

/// Notes on the author and disclaimers after the text. Returns the author a note names.
pub(super) fn notes(
    pieces: &[Piece<'_>],
    from: usize,
    author: Option<&str>,
    kinds: &mut [BlockKind],
) -> Option<String> {
    let mut found = None;
    for at in from..pieces.len() {
        let text = pieces[at].text;
        if !matches!(kinds[at], BlockKind::Paragraph | BlockKind::Heading(2) | BlockKind::Caption) {
            continue;
        }
        if is_disclaimer(text) || author.is_some_and(|author| is_note_on(text, author)) {
            kinds[at] = BlockKind::Note;
        } else if is_name(text) && author.is_none_or(|author| author == text) {
            let note = pieces.get(at + 1).is_some_and(|next| is_note_on(next.text, text));
            if note {
                kinds[at] = BlockKind::Note;
                kinds[at + 1] = BlockKind::Note;
                found.get_or_insert_with(|| text.to_owned());
            }
        }
    }
    found
}

/// 'X is ...', where X is the name or its first or last word.
fn is_note_on(text: &str, name: &str) -> bool {
    let parts = [Some(name), name.split_whitespace().next(), name.split_whitespace().next_back()];
    parts.into_iter().flatten().any(|part| {
        text.strip_prefix(part)
            .and_then(|rest| rest.strip_prefix(' '))
            .and_then(|rest| rest.split_whitespace().next())
            .is_some_and(|verb| NOTE_VERBS.contains(&verb))
    })
}

/// Menus after the last long paragraph, and teasers that follow them.
pub(super) fn menus(pieces: &[Piece<'_>], from: usize, kinds: &mut [BlockKind]) {
    let mut after_comments_line = false;
    for at in from..pieces.len() {
        let text = pieces[at].text;
        let teaser = after_comments_line && !ends_sentence(text) && pieces[at].chars() < 160;
        let is_menu = is_menu_word(text) || is_switch(text) || is_tag_run(text) || teaser;
        if is_menu && kinds[at] != BlockKind::Comment {
            kinds[at] = BlockKind::Navigation;
        }
        after_comments_line |= is_comments_line(text);
    }
}
