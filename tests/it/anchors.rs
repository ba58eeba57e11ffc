//! A thousand random edits of real texts: what is held on to is found where its words stand, or not
//! at all.
//!
//! Every character has a number of its own, which it keeps through all edits: so it is known where
//! the words of an anchor truly stand. `TRIPTYCH_TEXTS` names a folder of further texts.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]
#![allow(clippy::print_stdout, reason = "says what was found and what was skipped")]

use std::path::PathBuf;

use triptych::open::{Request, open};
use triptych::store::{Anchor, Resolution};
use triptych::text::{BlockIndex, BlockKind, Document, Span};

use crate::support::Random;

/// Edits of each text, one after the other.
const EDITS: usize = 10;
/// Passages of each text that are held on to.
const HELD: usize = 40;
/// Blocks of each text that are taken.
const BLOCKS: usize = 60;

type Character = (char, u32);

/// A text whose characters are known.
struct Text {
    blocks: Vec<(BlockKind, Vec<Character>)>,
    next: u32,
}

impl Text {
    fn of(document: &Document, first: usize) -> Self {
        let mut text = Self { blocks: Vec::new(), next: 0 };
        let blocks = document.blocks().iter().enumerate().skip(first).take(BLOCKS);
        for (at, block) in blocks {
            let characters = text.numbered(&document.block_text(BlockIndex(at)));
            text.blocks.push((block.kind, characters));
        }
        text
    }

    fn numbered(&mut self, words: &str) -> Vec<Character> {
        words
            .chars()
            .map(|c| {
                self.next += 1;
                (c, self.next)
            })
            .collect()
    }

    fn document(&self) -> Document {
        let mut builder = Document::builder("text");
        for (kind, characters) in &self.blocks {
            builder.block(*kind, &characters.iter().map(|(c, _)| *c).collect::<String>());
        }
        builder.build()
    }

    /// The numbers of the characters of a span of a block.
    fn numbers(&self, block: usize, span: Span) -> Vec<u32> {
        let mut byte = 0;
        let characters = self.blocks[block].1.iter().filter(|(c, _)| {
            let inside = span.start <= byte && byte < span.end;
            byte += c.len_utf8();
            inside
        });
        characters.map(|(_, number)| *number).collect()
    }

    /// Whether these characters still stand together.
    fn holds(&self, numbers: &[u32]) -> bool {
        self.blocks.iter().any(|(_, characters)| {
            characters.windows(numbers.len()).any(|all| all.iter().map(|(_, number)| number).eq(numbers))
        })
    }

    /// Changes something, as people do.
    fn edit(&mut self, random: &mut Random) -> usize {
        let block = random.below(self.blocks.len());
        let kind = random.below(9);
        let words = ["new", "and then", "of the sea", "It rained.", "1953", "\u{2014}"];
        match kind {
            0 => {
                let (kind, characters) = self.blocks[block].clone();
                let copy: String = characters.iter().map(|(c, _)| *c).collect();
                let copy = self.numbered(&copy);
                // Beside the original, nobody could say which is which.
                let to = random.below(self.blocks.len() + 1);
                if to.abs_diff(block) > 2 {
                    self.blocks.insert(to, (kind, copy));
                }
            }
            1 if self.blocks.len() > 2 => {
                self.blocks.remove(block);
            }
            2 => {
                let moved = self.blocks.remove(block);
                let to = random.below(self.blocks.len() + 1);
                self.blocks.insert(to, moved);
            }
            3 => {
                let new = self.numbered("A paragraph that somebody wrote. It says little.");
                self.blocks.insert(block, (BlockKind::Paragraph, new));
            }
            4 => {
                let at = self.between_words(block, random);
                let rest = self.blocks[block].1.split_off(at);
                self.blocks.insert(block + 1, (BlockKind::Paragraph, rest));
            }
            5 | 6 => {
                let at = self.between_words(block, random);
                let new = self.numbered(&format!(" {}", words[random.below(words.len())]));
                self.blocks[block].1.splice(at..at, new);
            }
            7 => {
                let at = self.between_words(block, random);
                let end = (at + 1 + random.below(30)).min(self.blocks[block].1.len());
                self.blocks[block].1.drain(at..end);
            }
            _ => {
                let length = self.blocks[block].1.len();
                let new = self.numbered("q");
                if length > 0 {
                    let at = random.below(length);
                    self.blocks[block].1.splice(at..=at, new);
                }
            }
        }
        self.blocks.retain(|(_, characters)| characters.iter().any(|(c, _)| !c.is_whitespace()));
        for (_, characters) in &mut self.blocks {
            let start = characters.iter().take_while(|(c, _)| c.is_whitespace()).count();
            characters.drain(..start);
            while characters.last().is_some_and(|(c, _)| c.is_whitespace()) {
                characters.pop();
            }
        }
        kind
    }

    fn between_words(&self, block: usize, random: &mut Random) -> usize {
        let characters = &self.blocks[block].1;
        let spaces: Vec<usize> = (0..characters.len()).filter(|&at| characters[at].0 == ' ').collect();
        if spaces.is_empty() { characters.len() } else { spaces[random.below(spaces.len())] }
    }
}

/// Sentences, paragraphs and a few words, each with the numbers of its characters.
fn held(text: &Text, document: &Document, random: &mut Random) -> Vec<(Anchor, Vec<u32>)> {
    let mut held = Vec::new();
    for _ in 0..HELD {
        let block = random.below(document.blocks().len());
        let words = document.block_text(BlockIndex(block)).into_owned();
        let sentences = document.sentences(BlockIndex(block));
        let span = match random.below(6) {
            0 => Span::new(0, words.len()),
            1 => {
                let start = words.floor_char_boundary(random.below(words.len().max(1)));
                let end = words.floor_char_boundary((start + 8 + random.below(60)).min(words.len()));
                Span::new(start, end.max(start))
            }
            _ if sentences.is_empty() => continue,
            _ => sentences[random.below(sentences.len())],
        };
        // Nobody holds on to a letter.
        let anchor = Anchor::of(document, BlockIndex(block), span);
        if let Some(anchor) = anchor.filter(|anchor| anchor.quote.trim().chars().count() > 2) {
            let numbers = text.numbers(block, Span::new(anchor.start, anchor.end));
            held.push((anchor, numbers));
        }
    }
    held
}

#[derive(Debug, Default)]
struct Count {
    edits: usize,
    /// Whose words still stand together, and how many of them are found.
    unchanged: usize,
    found: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

/// Edits a text and follows what is held on to, as the program does.
fn follow(mut text: Text, random: &mut Random, count: &mut Count) {
    let mut document = text.document();
    let mut all = held(&text, &document, random);
    for _ in 0..EDITS {
        if text.blocks.is_empty() {
            return;
        }
        let kind = text.edit(random);
        count.edits += 1;
        document = text.document();
        all.retain_mut(|(anchor, numbers)| {
            let unchanged = text.holds(numbers);
            count.unchanged += usize::from(unchanged);
            let site = match anchor.resolve(&document) {
                Resolution::Exact(site) | Resolution::Moved(site) => site,
                // It is not found again by chance: the reader puts it on its words.
                Resolution::Orphan => {
                    if unchanged {
                        count.missed.push(format!("'{}' after an edit of kind {kind}", anchor.quote));
                    }
                    return false;
                }
            };
            count.found += usize::from(unchanged);
            let there = text.numbers(site.block.0, site.span);
            let own = there.iter().filter(|number| numbers.contains(number)).count();
            let right = if unchanged { there == *numbers } else { own * 2 > there.len() };
            if !right {
                count
                    .wrong
                    .push(format!("'{}' is put on other words by an edit of kind {kind}", anchor.quote));
            }
            *anchor = Anchor::of(&document, site.block, site.span).unwrap();
            // An edit beside it may have made one sign of its last and another.
            *numbers = text.numbers(site.block.0, Span::new(anchor.start, anchor.end));
            right
        });
    }
}

/// Of the folders, or of the built-in collection where there is none.
fn followed(folders: &[&[PathBuf]], texts: usize) -> Count {
    let request = |paths: &&[PathBuf]| Request { paths: paths.to_vec(), ..Request::default() };
    let collections: Vec<_> = folders.iter().map(|paths| open(&request(paths)).unwrap()).collect();
    let documents: Vec<&Document> = collections
        .iter()
        .flat_map(|collection| collection.documents.iter())
        .filter(|document| document.blocks().len() > 3)
        .collect();
    let (mut random, mut count) = (Random(53), Count::default());
    for at in 0..texts {
        let document = documents[at % documents.len()];
        let first = random.below(document.blocks().len().saturating_sub(BLOCKS).max(1));
        follow(Text::of(document, first), &mut random, &mut count);
    }
    for missed in &count.missed {
        println!("not found: {missed}");
    }
    let (found, unchanged, edits) = (count.found, count.unchanged, count.edits);
    println!(
        "{edits} edits, {} documents: {found} of {unchanged} unchanged found, {} wrong",
        documents.len(),
        count.wrong.len()
    );
    count
}

#[track_caller]
fn holds(count: &Count) {
    assert_eq!(count.wrong, [""; 0]);
    assert!(count.found * 100 >= count.unchanged * 99, "{} of {}", count.found, count.unchanged);
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn words_of_natural_texts_are_found_through_a_thousand_edits() {
    let count = followed(&[&[], &[fixture("gospels").join("passages.tsv")]], 100);
    assert!(count.edits >= 990);
    holds(&count);
}

/// Lines of a word, lists of letters, other scripts: what is lost there is lost, but nothing is
/// put on other words.
#[test]
fn nothing_is_put_on_other_words_in_odd_texts() {
    let count = followed(&[&[fixture("scripts")], &[fixture("harbour")]], 40);
    assert_eq!(count.wrong, [""; 0]);
}

#[test]
fn words_are_found_in_further_texts() {
    match std::env::var_os("TRIPTYCH_TEXTS") {
        Some(folder) => {
            holds(&followed(&[&[folder.into()]], 400));
        }
        None => println!("TRIPTYCH_TEXTS names no folder of texts: skipped"),
    }
}
