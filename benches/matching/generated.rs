//! Text of a seeded word model: words as frequent as in natural language (Zipf and Mandelbrot),
//! passages of 20 to 60 of them, a twentieth of the passages copied from others with changes.

use std::collections::HashSet;

use triptych::text::Document;
use triptych::text::document::BlockKind;

use crate::random::Random;

/// Different words.
const VOCABULARY: usize = 40_000;

/// Of so many passages one is a copy.
const COPIED: usize = 20;

/// Passages of a document.
const OF_A_DOCUMENT: usize = 500;

const ONSETS: [&str; 16] =
    ["b", "br", "ch", "d", "f", "gr", "h", "k", "l", "m", "n", "p", "s", "st", "t", "v"];
const RHYMES: [&str; 16] =
    ["a", "an", "e", "en", "er", "i", "in", "o", "on", "or", "u", "un", "ai", "ou", "eck", "ast"];

/// About so many passages, in documents of equal size, the copies last.
pub(crate) fn documents(passages: usize) -> Vec<Document> {
    let mut model = Model::new();
    let copies = passages / COPIED;
    let mut texts: Vec<Vec<usize>> = (copies..passages).map(|_| model.passage()).collect();
    let step = texts.len() / copies.max(1);
    let changed: Vec<Vec<usize>> = (0..copies).map(|at| model.changed(&texts[at * step])).collect();
    texts.extend(changed);
    let document = |(number, texts): (usize, &[Vec<usize>])| {
        let mut builder = Document::builder(format!("generated-{number}.txt"));
        for text in texts {
            builder.block(BlockKind::Paragraph, &model.written(text));
        }
        builder.build()
    };
    texts.chunks(OF_A_DOCUMENT).enumerate().map(document).collect()
}

struct Model {
    random: Random,
    words: Vec<String>,
    /// By word: the share of the text that it and the more frequent ones make up.
    cumulative: Vec<f64>,
}

impl Model {
    fn new() -> Self {
        let mut random = Random::new(11);
        let words = vocabulary(&mut random);
        let weights = (0..words.len()).map(|rank| (rank as f64 + 2.7).powf(-1.07));
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = weights
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        for share in &mut cumulative {
            *share /= sum;
        }
        Self { random, words, cumulative }
    }

    fn word(&mut self) -> usize {
        let share = self.random.share();
        self.cumulative.partition_point(|below| *below < share).min(self.words.len() - 1)
    }

    fn passage(&mut self) -> Vec<usize> {
        let length = 20 + self.random.below(40);
        (0..length).map(|_| self.word()).collect()
    }

    /// Of 100 words 6 are others, 4 are left out, 5 have another after them.
    fn changed(&mut self, text: &[usize]) -> Vec<usize> {
        let mut changed = Vec::with_capacity(text.len() + text.len() / 8);
        for &word in text {
            match self.random.below(100) {
                0..6 => changed.push(self.word()),
                6..10 => {}
                10..15 => changed.extend([word, self.word()]),
                _ => changed.push(word),
            }
        }
        changed
    }

    fn written(&self, text: &[usize]) -> String {
        let words: Vec<&str> = text.iter().map(|&word| self.words[word].as_str()).collect();
        words.join(" ") + "."
    }
}

/// Short words first, as the frequent ones are.
fn vocabulary(random: &mut Random) -> Vec<String> {
    let (mut words, mut seen) = (Vec::with_capacity(VOCABULARY), HashSet::new());
    while words.len() < VOCABULARY {
        let syllables = 1 + usize::from(words.len() >= 200) + usize::from(words.len() >= 8000);
        let syllable = |random: &mut Random| [ONSETS[random.below(16)], RHYMES[random.below(16)]].concat();
        let word: String = (0..syllables).map(|_| syllable(random)).collect();
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}
