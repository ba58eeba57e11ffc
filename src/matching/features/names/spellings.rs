//! Spellings of one name across documents: 'Karimi' and 'Kareemi', 'Bokhar' and 'Bukhar'.
//!
//! Two rare capitalised words are joined when they differ as transliterations do, never when a
//! document has both, when one is an ordinary word, or when one is an inflection of the other.
//! Only words with the same consonants are compared, and long ones that stand beside the same word in
//! a name ('Ilse Vandermeer' and 'Ilse Vandemeer'), so nothing here is quadratic in the number of
//! names.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::{Definition, Known, definitions, names};
use crate::matching::features::lexed::Lexed;
use crate::text::word::folded;
use crate::text::{BlockIndex, Document};

/// Documents in which the rarer of two spellings may stand, at most.
const RARE: usize = 8;

/// Spellings with the same consonants that are compared with each other, at most.
const MOST_ALIKE: usize = 24;

/// Neighbours that are remembered of each word.
const MOST_NEIGHBOURS: usize = 16;

/// Blocks of one document whose names are looked at.
const MOST_BLOCKS: usize = 20_000;

/// Letters of the shortest word that is joined, and of the shortest without a neighbour in common.
const SHORTEST: usize = 4;
const SHORTEST_ALONE: usize = 6;

/// Letters of the shortest word that is joined with one that has other consonants.
const LONG: usize = 8;

/// One spelling, and who uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As it is written, without a possessive.
    pub text: String,
    /// Positions of the documents, ascending.
    pub documents: Vec<usize>,
}

/// Spellings of one name, the most used first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpellingGroup {
    pub spellings: Vec<Spelling>,
}

/// The most used spelling of each name that the documents spell in more than one way, with the
/// others, and each name that they abbreviate, with its abbreviation. Looks at the first 20,000
/// blocks of prose of each document.
pub fn joined_spellings(documents: &[Document]) -> Vec<(String, Vec<String>)> {
    let mut finder = SpellingFinder::default();
    let mut abbreviations = Abbreviations::default();
    for (index, document) in documents.iter().enumerate() {
        let blocks = document.blocks().iter().enumerate().filter(|(_, block)| block.kind.is_prose());
        let texts: Vec<_> =
            blocks.take(MOST_BLOCKS).map(|(at, _)| document.block_text(BlockIndex(at))).collect();
        let lexed: Vec<_> = texts.iter().map(|text| Lexed::new(text)).collect();
        let mut known = Known::default();
        for lexed in &lexed {
            known.learn(lexed);
        }
        for lexed in &lexed {
            finder.passage(index, lexed, &known);
            abbreviations.passage(lexed);
        }
    }
    let named = |group: SpellingGroup| {
        let mut texts = group.spellings.into_iter().map(|spelling| spelling.text);
        texts.next().map(|first| (first, texts.collect()))
    };
    finder.groups().into_iter().filter_map(named).chain(abbreviations.unambiguous()).collect()
}

/// What abbreviations are written out as.
#[derive(Clone, Debug, Default)]
struct Abbreviations {
    /// By abbreviation: what it stands for, folded, and as it is first written.
    longs: BTreeMap<String, BTreeMap<String, String>>,
}

impl Abbreviations {
    fn passage(&mut self, lexed: &Lexed<'_>) {
        for Definition { long, short } in definitions(lexed) {
            let (long, short) = (long.of(lexed.text()), short.of(lexed.text()));
            let longs = self.longs.entry(short.to_owned()).or_default();
            longs.entry(folded(long)).or_insert_with(|| long.to_owned());
        }
    }

    /// Those that stand for one name only.
    fn unambiguous(self) -> impl Iterator<Item = (String, Vec<String>)> {
        self.longs
            .into_iter()
            .filter(|(_, longs)| longs.len() == 1)
            .flat_map(|(short, longs)| longs.into_values().map(move |long| (long, vec![short.clone()])))
    }
}

#[derive(Clone, Debug, Default)]
struct Use {
    text: String,
    documents: BTreeSet<usize>,
    /// Words right before and after it in names.
    neighbours: HashSet<String>,
}

/// Collects the names of all documents and joins their spellings.
#[derive(Clone, Debug, Default)]
pub struct SpellingFinder {
    /// By folded word.
    uses: BTreeMap<String, Use>,
    small: HashSet<String>,
}

impl SpellingFinder {
    /// Takes in a passage; `known` comes from the whole of its document.
    pub fn passage(&mut self, document: usize, lexed: &Lexed<'_>, known: &Known) {
        for word in lexed.words().iter().filter(|word| word.raw.starts_with(char::is_lowercase)) {
            if !self.small.contains(&word.folded) {
                self.small.insert(word.folded.clone());
            }
        }
        for name in names(lexed, known) {
            let (first, end) = (lexed.position(name.span.start), lexed.position(name.span.end));
            for at in first..end {
                let neighbours = [at.checked_sub(1).filter(|&before| before >= first), Some(at + 1)];
                let neighbours = neighbours.into_iter().flatten().filter(|&near| near < end);
                self.add(document, lexed, at, neighbours);
            }
        }
    }

    fn add(&mut self, document: usize, lexed: &Lexed<'_>, at: usize, near: impl Iterator<Item = usize>) {
        let word = lexed.word(at);
        if word.chars().count() < SHORTEST || !lexed.is_capitalised(at) {
            return;
        }
        let used = self.uses.entry(word.to_owned()).or_default();
        if used.text.is_empty() {
            without_possessive(lexed.raw(at)).clone_into(&mut used.text);
        }
        used.documents.insert(document);
        for neighbour in near.filter(|&near| lexed.is_capitalised(near)) {
            if used.neighbours.len() < MOST_NEIGHBOURS {
                used.neighbours.insert(lexed.word(neighbour).to_owned());
            }
        }
    }

    /// Names that are spelled in more than one way, by their most used spelling.
    pub fn groups(&self) -> Vec<SpellingGroup> {
        let mut alike: BTreeMap<String, Vec<(&str, &Use)>> = BTreeMap::new();
        for (word, used) in self.uses.iter().filter(|(word, _)| !self.small.contains(*word)) {
            let consonants = consonants(&plain(word));
            if consonants.len() >= 2 {
                alike.entry(consonants).or_default().push((word, used));
            }
        }
        let mut groups: Vec<SpellingGroup> = alike
            .values()
            .filter(|words| words.len() > 1)
            .flat_map(|words| groups_among(words, are_one))
            .collect();
        let grouped =
            |group: &SpellingGroup| group.spellings.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
        let known: HashSet<String> = groups.iter().flat_map(grouped).collect();
        groups.extend(self.beside_one_word(&known));
        groups
    }

    /// Groups of long words that stand beside the same word and differ in a letter, without those
    /// that are known.
    fn beside_one_word(&self, known: &HashSet<String>) -> Vec<SpellingGroup> {
        let mut beside: BTreeMap<&str, Vec<(&str, &Use)>> = BTreeMap::new();
        for (word, used) in self.uses.iter().filter(|(word, _)| !self.small.contains(*word)) {
            if word.chars().count() >= LONG && !known.contains(&used.text) {
                for neighbour in &used.neighbours {
                    beside.entry(neighbour).or_default().push((word, used));
                }
            }
        }
        let mut told = HashSet::new();
        let groups = beside.values().filter(|words| words.len() > 1);
        let mut found: Vec<_> = groups.flat_map(|words| groups_among(words, differ_in_a_letter)).collect();
        found.retain(|group| {
            let texts = || group.spellings.iter().map(|one| &one.text);
            let is_new = !texts().any(|text| told.contains(text));
            told.extend(texts().filter(|_| is_new).cloned());
            is_new
        });
        found
    }
}

/// The groups among words of which any two may be `are_one`. A word joins a group when it fits all
/// that is in it.
fn groups_among<'a>(
    words: &[(&'a str, &'a Use)],
    are_one: fn(&(&'a str, &'a Use), &(&'a str, &'a Use)) -> bool,
) -> Vec<SpellingGroup> {
    let mut by_use: Vec<_> = words.iter().take(MOST_ALIKE).collect();
    by_use.sort_by_key(|(word, used)| (std::cmp::Reverse(used.documents.len()), *word));
    let mut groups: Vec<Vec<&(&str, &Use)>> = Vec::new();
    for word in by_use {
        match groups.iter_mut().find(|group| group.iter().all(|other| are_one(other, word))) {
            Some(group) => group.push(word),
            None => groups.push(vec![word]),
        }
    }
    let spelling = |(_, used): &&(&str, &Use)| Spelling {
        text: used.text.clone(),
        documents: used.documents.iter().copied().collect(),
    };
    let several = groups.into_iter().filter(|group| group.len() > 1);
    several.map(|group| SpellingGroup { spellings: group.iter().map(spelling).collect() }).collect()
}

/// Whether two long words are one name with a letter more, less or another one.
fn differ_in_a_letter((one, use_one): &(&str, &Use), (other, use_other): &(&str, &Use)) -> bool {
    let rare = use_one.documents.len().max(use_other.documents.len()) <= RARE;
    let together = !use_one.documents.is_disjoint(&use_other.documents);
    rare && !together && !is_inflected(one, other) && strsim::osa_distance(&plain(one), &plain(other)) == 1
}

/// Whether two words are spellings of one name.
fn are_one((one, use_one): &(&str, &Use), (other, use_other): &(&str, &Use)) -> bool {
    let rare = use_one.documents.len().min(use_other.documents.len()) <= RARE;
    let together = !use_one.documents.is_disjoint(&use_other.documents);
    if !rare || together || is_inflected(one, other) {
        return false;
    }
    let (a, b) = (plain(one), plain(other));
    let length = a.chars().count().min(b.chars().count());
    let distance = strsim::osa_distance(&a, &b);
    let neighbours = !use_one.neighbours.is_disjoint(&use_other.neighbours);
    match distance {
        0 => true,
        1 => neighbours || length >= SHORTEST_ALONE && a.chars().count() == b.chars().count(),
        2 => neighbours && length >= SHORTEST_ALONE,
        _ => false,
    }
}

/// Whether one word is the other with an ending: 'Sandhaven' and 'Sandhaveners'.
fn is_inflected(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 16] =
        ["a", "an", "ans", "e", "en", "er", "ers", "es", "i", "ian", "ians", "is", "n", "ni", "s", "y"];
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let bare = short.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    let ends = |stem: &str| long.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest));
    ends(short) || (bare.len() >= 3 && short.len() < long.len() && ends(bare))
}

/// A word as it sounds, roughly: without marks, apostrophes and doubled letters, with one letter
/// for what transliterations write in several ways.
fn plain(word: &str) -> String {
    let letters: String = word.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let article = ["al", "el"].iter().find_map(|article| letters.strip_prefix(article));
    let letters = article.filter(|rest| rest.len() >= SHORTEST && word.contains('-')).unwrap_or(&letters);
    let mut out = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let (sound, taken) = SOUNDS
            .iter()
            .find(|(written, _)| rest.starts_with(written))
            .map_or((None, first.len_utf8()), |(written, sound)| (Some(*sound), written.len()));
        let sound = sound.unwrap_or(first);
        if !out.ends_with(sound) {
            out.push(sound);
        }
        rest = &rest[taken..];
    }
    out
}

/// What sounds alike, longest first.
const SOUNDS: [(&str, char); 13] = [
    ("ee", 'i'),
    ("ou", 'u'),
    ("oo", 'u'),
    ("ph", 'f'),
    ("kh", 'x'),
    ("ch", 'c'),
    ("ck", 'k'),
    ("gh", 'g'),
    ("dh", 'd'),
    ("q", 'k'),
    ("c", 'k'),
    ("y", 'i'),
    ("w", 'v'),
];

/// What is left of a plain word without its vowels; a vowel at its beginning leaves a mark.
fn consonants(plain: &str) -> String {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let begins = plain.starts_with(is_vowel);
    // A breath at the end is written or not.
    let plain = plain.strip_suffix('h').unwrap_or(plain);
    let kept: String = plain.chars().filter(|c| !is_vowel(*c)).collect();
    if begins { format!("'{kept}") } else { kept }
}

fn without_possessive(raw: &str) -> &str {
    let bare = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("\u{2019}s"));
    bare.filter(|bare| !bare.is_empty() && folded(bare) == folded(raw)).unwrap_or(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKind;

    /// Groups of the documents, each with its spellings joined by `=`.
    fn joined(documents: &[&str]) -> Vec<String> {
        let mut finder = SpellingFinder::default();
        for (document, text) in documents.iter().enumerate() {
            let lexed = Lexed::new(text);
            let mut known = Known::default();
            known.learn(&lexed);
            finder.passage(document, &lexed, &known);
        }
        let texts = |group: &SpellingGroup| {
            group.spellings.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("=")
        };
        finder.groups().iter().map(texts).collect()
    }

    #[test]
    fn transliterations_are_joined() {
        for (one, other) in [
            ("by Ali Karimani then", "by Ali Karimeni then"),
            ("the Bokhar Guard", "the Bukhar Guard"),
            ("the Qarim Guard", "the Karim Guard"),
            ("of Mohammad Ort", "of Mohamad Ort"),
            ("from Sa\u{2019}idabad", "from Saidabad"),
            ("from Leena", "from Lina"),
            ("for M\u{fc}nster", "for Munster"),
            ("a Soleimand", "a Suleimand"),
            ("with Ilse Vandermeer then", "with Ilse Vandemeer then"),
        ] {
            assert_eq!(joined(&[one, other]).len(), 1, "{one} / {other}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for documents in [
            &["the town of Sandhaven", "the Sandhavens of old"][..],
            &["in Syldavia", "a Syldavian"],
            &["with Marin and Maren", "with Marin"],
            &["with Lena", "with Lina"],
            &["with Ilse Vandermeer then", "with Anna Vandemeer then"],
            &["with Ilse Vandermeer then", "with Ilse Vandermeers then"],
            &["to Norland", "to Sorland"],
            &["the Port", "the port was", "the Part"],
        ] {
            let found = joined(documents);
            assert!(found.is_empty(), "{documents:?}: {found:?}");
        }
    }

    #[test]
    fn a_name_and_what_abbreviates_it_are_joined_where_it_means_one_thing() {
        for (texts, expected) in [
            (["the Sandhaven Boat Company (SBC)", "the SBC"], vec!["Sandhaven Boat Company=SBC"]),
            (
                ["the Sandhaven Boat Company (SBC)", "the Sandhaven Boat Company (SBC)"],
                vec!["Sandhaven Boat Company=SBC"],
            ),
            (["the Sandhaven Boat Company (SBC)", "the Sorland Bread Council (SBC)"], vec![]),
        ] {
            let documents = texts.map(|text| {
                let mut builder = Document::builder("d");
                builder.block(BlockKind::Paragraph, text);
                builder.build()
            });
            let joined = joined_spellings(&documents).into_iter();
            let told: Vec<_> = joined.map(|(name, others)| format!("{name}={}", others.join("="))).collect();
            assert_eq!(told, expected, "{texts:?}");
        }
    }

    #[test]
    fn many_names_with_the_same_consonants_are_no_trouble() {
        let names: Vec<_> = (0..2000).map(|at| format!("the B{}b", "a".repeat(at % 60 + 1))).collect();
        let text = names.join(" ");
        assert!(joined(&[&text, &text]).is_empty());
    }
}
