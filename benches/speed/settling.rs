//! from the key that accepts a suggested coding until suggestions and rows have settled again: workers
//! run beside the state as they do in the program.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode};
use triptych::app::{App, Effect, Event};
use triptych::corrections;
use triptych::matching::{Match, Matcher, Unit};
use triptych::open::{Request, open};
use triptych::scheme::{Axis, Collection, Label, matcher, synopsis};
use triptych::text::{BlockKind, Document, Passage};

use crate::sample;

const PASSAGES: usize = 10_000;
/// Sentences of a paragraph, and paragraphs of a document.
const OF_A_PARAGRAPH: usize = 5;
const OF_A_DOCUMENT: usize = 100;
/// Words of the built-in collection in a sentence.
const WORDS: usize = 10;

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut desk = Desk::new(&Arc::new(collection()));
    let mut group = criterion.benchmark_group("coding-settles");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for (name, keys) in [("accepted", [")", "A"]), ("taken-back", ["A", "u"])] {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| desk.last_of(&keys)).sum());
        });
    }
    // Parts of it.
    let collection = Arc::clone(&desk.app.collection);
    group.bench_function("suggesting-alone", |bencher| bencher.iter(|| corrections::suggested(&collection)));
    group.bench_function("rows-alone", |bencher| {
        bencher.iter(|| synopsis(&collection, Axis::Episodes, &desk.matches));
    });
    group.finish();
}

/// The program with its workers.
struct Desk {
    app: App,
    matcher: Arc<Matcher>,
    matches: Arc<Vec<Match>>,
    answers: (mpsc::Sender<Option<Event>>, mpsc::Receiver<Option<Event>>),
}

impl Desk {
    /// In the middle of the second document.
    fn new(collection: &Arc<Collection>) -> Self {
        let matcher = matcher(collection, Unit::Sentence);
        let matches = Arc::new(matcher.links());
        let app = sample::started((**collection).clone());
        let mut desk = Self { app, matcher: Arc::new(matcher), matches, answers: mpsc::channel() };
        let effects = desk.app.start_work();
        desk.work(effects);
        for key in ["2", "g", "g", "A"] {
            desk.press(key);
        }
        desk
    }

    /// How long the last of these keys takes until nothing is being done any more.
    fn last_of(&mut self, keys: &[&str]) -> Duration {
        keys.iter().map(|key| self.press(key)).last().unwrap_or_default()
    }

    fn press(&mut self, key: &str) -> Duration {
        let begun = Instant::now();
        let effects = self.app.update(Event::Key(key.parse().expect("a key")));
        self.work(effects);
        begun.elapsed()
    }

    /// Has workers do what is to be done, and what comes of it.
    fn work(&mut self, effects: Vec<Effect>) {
        let mut running = self.start(effects);
        while running > 0 {
            let answer = self.answers.1.recv().expect("an answer");
            running -= 1;
            if let Some(answer) = answer {
                let effects = self.app.update(answer);
                running += self.start(effects);
            }
        }
    }

    /// Starts a worker for each effect that needs one.
    fn start(&self, effects: Vec<Effect>) -> usize {
        let jobs = effects
            .into_iter()
            .filter(|effect| matches!(effect, Effect::Match { .. }) || effect.job().is_some());
        let start = |effect: Effect| {
            let (answers, matcher, matches) =
                (self.answers.0.clone(), Arc::clone(&self.matcher), Arc::clone(&self.matches));
            thread::spawn(move || {
                let answer = match effect {
                    Effect::Match { generation, .. } => {
                        Some(Event::Matched { generation, matcher, links: matches })
                    }
                    effect => effect.answer(),
                };
                let _ = answers.send(answer);
            });
        };
        jobs.map(start).count()
    }
}

/// Sentences of words of the built-in collection, with its scheme, and halves of verses of the Gospels,
/// coded by suggestion.
fn collection() -> Collection {
    let built_in = open(&Request::default()).expect("the built-in collection");
    let gospels = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gospels/passages.tsv");
    let gospels = open(&Request { paths: vec![gospels.into()], ..Request::default() }).expect("the Gospels");
    let words: Vec<String> = sentences(&built_in).concat();
    let verses = sentences(&gospels);
    let mut state = 7_usize;
    let mut random = |below: usize| {
        state = (state * 1_664_525 + 1_013_904_223) % (1 << 32);
        (state >> 8) % below
    };
    let mut sentence = || {
        let told = (0..WORDS).map(|_| words[random(words.len())].clone()).collect::<Vec<_>>();
        let verse = &verses[random(verses.len())];
        format!("{} {}.", told.join(" "), verse[verse.len() / 2..].join(" "))
    };
    let of_a_document = OF_A_PARAGRAPH * OF_A_DOCUMENT;
    let mut document = |number: usize| {
        let mut builder = Document::builder(format!("{number}.txt"));
        builder.metadata().language = Some("en".to_owned());
        for _ in 0..OF_A_DOCUMENT {
            let sentences: Vec<String> = (0..OF_A_PARAGRAPH).map(|_| sentence()).collect();
            builder.block(BlockKind::Paragraph, &sentences.join(" "));
        }
        builder.build()
    };
    let mut collection = Collection::default();
    collection.scheme = built_in.scheme.clone();
    collection.documents = (0..PASSAGES / of_a_document).map(&mut document).collect();
    let label = |at: usize| Label { letter: (at + 1).to_string(), cite: format!("Report {}", at + 1) };
    collection.labels = (0..collection.documents.len()).map(label).collect();
    collection.with_suggestions().indexed()
}

/// The words of each sentence, without what ends it.
fn sentences(collection: &Collection) -> Vec<Vec<String>> {
    let words = |passage: Passage| {
        let text = collection.document(passage.document).passage_text(passage).replace(['.', '!', '?'], "");
        text.split_whitespace().map(str::to_owned).collect()
    };
    let passages = collection.document_indices().flat_map(|index| collection.sentences_of(index));
    passages.map(words).collect()
}
