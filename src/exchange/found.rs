//! Where words that another program quotes stand in a document.
//!
//! Other programs keep other white space than the document has, and count characters in another
//! text. Words are looked for without regard to white space; where they stand more than once, what
//! stands before and after must decide, or else the position; a look-alike is never taken.

use crate::store::Site;
use crate::text::Span;

use super::flat::Flat;

/// Most characters before and after that are compared.
const CONTEXT: usize = 64;
/// What stands around must agree in so many characters more than at any other place.
const LEAD: usize = 8;

/// Words in another program's file, with what it says of their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted<'a> {
    pub words: &'a str,
    pub before: &'a str,
    pub after: &'a str,
    /// Code points in a text that is or may be the document's.
    pub position: Option<(usize, usize)>,
}

/// A document's text without regard to white space: one space for any stretch of it.
#[derive(Clone, Debug)]
pub struct Searched {
    flat: Flat,
    plain: String,
    /// The byte of the flat text for each byte of the plain one, and the end.
    bytes: Vec<usize>,
}

impl Searched {
    pub fn new(flat: Flat) -> Self {
        let (mut plain, mut bytes) = (String::new(), Vec::new());
        for (at, c) in flat.text().char_indices() {
            if !c.is_whitespace() {
                plain.push(c);
                bytes.extend(std::iter::repeat_n(at, c.len_utf8()));
            } else if !plain.ends_with(' ') {
                plain.push(' ');
                bytes.push(at);
            }
        }
        bytes.push(flat.text().len());
        Self { flat, plain, bytes }
    }

    pub fn flat(&self) -> &Flat {
        &self.flat
    }

    /// The blocks' parts that the words are; empty when they are not to be found, or not for sure.
    pub fn find(&self, quoted: &Quoted<'_>) -> Vec<Site> {
        let at_position = self.at_position(quoted);
        if !at_position.is_empty() {
            return at_position;
        }
        let words = plain(quoted.words);
        if words.is_empty() {
            return Vec::new();
        }
        let places: Vec<usize> = self.plain.match_indices(&words).map(|(at, _)| at).collect();
        let (before, after) = (plain(quoted.before), plain(quoted.after));
        let around = |&at: &usize| {
            let next = &self.plain[at + words.len()..];
            agreeing(before.chars().rev(), self.plain[..at].trim_end().chars().rev())
                + agreeing(after.chars(), next.trim_start().chars())
        };
        let place = match places.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ => clear_best(&places, around),
        };
        let Some(at) = place else { return Vec::new() };
        self.flat.sites(Span::new(self.bytes[at], self.bytes[at + words.len()]))
    }

    /// The stretch at the given position, when the words stand just there, or nobody quotes any.
    fn at_position(&self, quoted: &Quoted<'_>) -> Vec<Site> {
        let bytes = quoted.position.and_then(|(start, end)| {
            let (start, end) = (self.flat.byte(start)?, self.flat.byte(end)?);
            (start < end).then(|| Span::new(start, end))
        });
        let says = |span: &Span| {
            let there = plain(span.of(self.flat.text()));
            quoted.words.is_empty() || there == plain(quoted.words)
        };
        bytes.filter(says).map(|span| self.flat.sites(span)).unwrap_or_default()
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn agreeing(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take(CONTEXT).take_while(|(one, other)| one == other).count()
}

/// The place with the best surroundings, when it is well before the next.
fn clear_best(places: &[usize], around: impl Fn(&usize) -> usize) -> Option<usize> {
    let mut scored: Vec<(usize, usize)> = places.iter().map(|at| (around(at), *at)).collect();
    scored.sort_unstable_by(|one, other| other.cmp(one));
    (scored[0].0 >= scored[1].0 + LEAD).then_some(scored[0].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockIndex, BlockKind, Document};

    fn searched() -> Searched {
        let mut builder = Document::builder("d");
        builder.block(BlockKind::Paragraph, "The sea rose that night. Nobody knew why the sea rose.");
        builder.block(BlockKind::Paragraph, "In the morning the sea rose again, and the town fled.");
        Searched::new(Flat::of(&builder.build()))
    }

    /// The words found, part by part.
    fn found(quoted: &Quoted<'_>) -> Vec<String> {
        let searched = searched();
        let text = searched.flat().text().to_owned();
        let start = |block: BlockIndex| text.split('\n').take(block.0).map(|line| line.len() + 1).sum();
        searched
            .find(quoted)
            .into_iter()
            .map(|site| site.span.shifted(start(site.block)).of(&text).to_owned())
            .collect()
    }

    #[test]
    fn words_are_found_whatever_their_spaces() {
        let words = |words| found(&Quoted { words, ..Quoted::default() });
        assert_eq!(words("the  town\nfled"), ["the town fled"]);
        assert_eq!(words("the sea rose. In\r\n\r\nthe morning"), ["the sea rose.", "In the morning"]);
        assert_eq!(words("the town slept"), [""; 0]);
        assert_eq!(words(" "), [""; 0]);
    }

    #[test]
    fn what_stands_around_decides_or_nothing_does() {
        let around = |before, after| found(&Quoted { words: "the sea rose", before, after, position: None });
        assert_eq!(around("", ""), [""; 0]);
        assert_eq!(around("In the  morning ", ""), ["the sea rose"]);
        assert_eq!(around("", " again, and the"), ["the sea rose"]);
        assert_eq!(around("e", ""), [""; 0]);
    }

    #[test]
    fn a_position_counts_where_the_words_stand_there() {
        let at =
            |words, start, end| found(&Quoted { words, position: Some((start, end)), ..Quoted::default() });
        assert_eq!(at("the sea rose", 41, 53), ["the sea rose"]);
        assert_eq!(at("", 41, 53), ["the sea rose"]);
        assert_eq!(at("the sea rose", 42, 54), [""; 0]);
        assert_eq!(at("the town fled", 0, 13), ["the town fled"]);
        assert_eq!(at("", 41, 4_000), [""; 0]);
    }
}
